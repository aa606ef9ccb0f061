//! One zone in a process: the ledger below, the model above, one writer between them.
//!
//! A [`Host`] owns the data folder for writing: it decides commands one after another, appends
//! their events and publishes the new state once the commit returned. A [`Library`] only reads,
//! beside a running host in this or another process. Both answer "as known at" from the record.
//! Knows no HTTP, no command line and no spreadsheet.

mod as_of;
mod clock;
mod error;
mod files;
mod finder;
mod folder;
mod library;
mod limits;
mod purging;
mod record;
mod seal;
mod states;
mod texts;
mod writer;

pub use as_of::KnownAt;
pub use clock::today;
pub use error::Error;
pub use files::Files;
pub use finder::{Finder, FoundText, FoundTexts, Sought};
pub use folder::Folder;
pub use library::{Library, Seen};
pub use record::Happened;
pub use seal::SealBag;
pub use texts::LedgerTexts;
pub use writer::{Done, Host, Request};

/// The stream of the zone's events.
pub const ZONE_STREAM: &str = "zone";
/// The stream of security events: sign-ins, accounts, roles.
pub const SECURITY_STREAM: &str = "security";
