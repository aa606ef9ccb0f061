//! The demonstration zone: five years of an invented development zone, told as commands.
//!
//! **What it is.** [`zone::fill`] gives a [`Driver`] one ordinary command after another, from the
//! founding to the open cycle of the current month: units, people, indicators, 120 projects with
//! schedules, problems, stage moves, and sixty months of reports, marks and closed cycles.
//! [`accounts`] are the sign-ins that go with it.
//!
//! **What it promises.** The same seed and the same day give the same commands, in the same order.
//! Nothing in it is refused by `decide`. Every name of a unit, person, enterprise, road or project
//! is invented; the zone says of itself that it is synthetic.
//!
//! **What it deliberately does not do.** It writes nothing, reads no clock and knows no ledger: the
//! driver decides, records and applies. It makes no event by hand: what the demonstration shows,
//! an office could have entered.
#![warn(missing_docs)]

mod accounts;
mod dice;
mod picture;
pub mod zone;

pub use accounts::{Account, accounts};

use ::zone::{Actor, Command, PersonId, TextRef, Zone};
use jiff::civil::Date;

/// Carries the commands of a demonstration out.
pub trait Driver {
    /// Why a command could not be carried out.
    type Error;

    /// The state after the last command.
    fn zone(&self) -> &Zone;

    /// Seals a free text that mentions `about`; it belongs to the command that runs next.
    fn seal(&mut self, text: &str, about: &[PersonId]) -> TextRef;

    /// Keeps a file, and answers with its SHA-256 in hexadecimal.
    ///
    /// # Errors
    /// Whatever the driver met; the filling ends there.
    fn keep(&mut self, bytes: &[u8]) -> Result<String, Self::Error>;

    /// The day it is.
    fn today(&self) -> Date;

    /// Decides a command of an actor as on a day, records its events and applies them.
    ///
    /// # Errors
    /// Whatever the driver met; the filling ends there.
    fn run_as(&mut self, actor: &Actor, on: Date, command: Command) -> Result<(), Self::Error>;

    /// The same as [`::zone::Actor::program`], today.
    ///
    /// # Errors
    /// As [`Driver::run_as`].
    fn run(&mut self, command: Command) -> Result<(), Self::Error> {
        self.run_as(&Actor::program(), self.today(), command)
    }

    /// Called after the founding and after each month: a good moment to commit what was gathered
    /// and to move a progress bar on. `done` grows from 1 to `total`.
    ///
    /// # Errors
    /// Whatever the driver met; the filling ends there.
    fn milestone(&mut self, done: u32, total: u32) -> Result<(), Self::Error> {
        let _ = (done, total);
        Ok(())
    }
}
