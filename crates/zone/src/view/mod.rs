//! Views: pure functions of state, date and rule set.
//!
//! Their values are outputs: the server sends them, the terminal prints them, `print` draws them.
//! Architecture invariant: a view never changes anything and never reads a clock; "as known at"
//! is the state it is given, "true on" the date it is asked for.

pub mod agenda;
pub mod agreed;
pub mod ahead;
pub mod among;
pub mod board;
pub mod book;
pub mod compare;
pub mod cycles;
pub mod deals;
pub mod decomposition;
pub mod dues;
pub mod enterprises;
pub mod factors;
pub mod feed;
pub mod findable;
pub mod gates;
pub mod history;
pub mod honesty;
pub mod indicator;
pub mod items;
pub mod lights;
pub mod meetings;
pub mod needs;
pub mod notices;
pub mod peers;
pub mod practices;
pub mod problems;
pub mod purges;
pub mod reason;
pub mod report;
pub mod sheet;
pub mod signoff;
pub mod sources;
pub mod thread;
pub mod wall;
mod wall_head;
mod wall_rows;

use jiff::civil::Date;

use crate::authority::Actor;
use crate::{Calendars, Colour, Texts, UnitId};

/// What every view needs: the date looked at, calendars, texts, and who is looking.
#[derive(Clone, Copy)]
pub struct Looking<'a> {
    /// "True on".
    pub true_on: Date,
    /// The zone's calendars.
    pub calendars: &'a Calendars,
    /// Where texts are found.
    pub texts: &'a dyn Texts,
    /// Who is looking.
    pub actor: &'a Actor,
}

/// Which rows of the wall are asked for. Empty filters let everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Responsible unit, with the units below it.
    pub unit: Option<UnitId>,
    /// Sponsor's id.
    pub sponsor: Option<crate::PersonId>,
    /// Stage.
    pub stage: Option<String>,
    /// Colour.
    pub light: Option<Colour>,
    /// Text in name, code, unit, stage or industry.
    pub text: Option<String>,
    /// Key of the rule set; the one in force unless named.
    pub rule: Option<String>,
}
