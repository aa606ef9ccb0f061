//! 调度周期: a cycle opens, its reports come in, it closes; closing fixes the lights. And marks.

mod rhythm;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::item::Due;
use crate::{CycleId, Words};

pub use rhythm::{CycleLength, DayCount, DayRule, Moved, Rhythm, Round};

/// One round of the dispatch mechanism.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    /// Its id.
    pub id: CycleId,
    /// Its name: 2026年5月.
    pub name: Words,
    /// First day of the period.
    pub from: Date,
    /// Last day of the period; lights are fixed as of this day.
    pub until: Date,
    /// The day reports are due.
    pub due_on: Date,
    /// The due day as it was asked for, where that is no working day.
    pub due_stated: Option<Date>,
    /// 更正期: the last day on which a unit may correct what it submitted.
    pub locks_on: Date,
    /// How it was closed.
    pub closed: Option<Closed>,
    /// The event that opened it.
    pub seq: u64,
}

impl Cycle {
    /// When reports are due: as asked for, and the working day that counts.
    pub fn due(&self) -> Due {
        Due {
            stated: self.due_stated.unwrap_or(self.due_on),
            on: self.due_on,
        }
    }
}

/// How a cycle was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Rule set that coloured the lights.
    pub rule: String,
    /// Its version.
    pub rule_version: u32,
    /// The event that fixed the lights: "as the meeting saw it".
    pub seq: u64,
}

/// A name for a moment of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What it is called on the page.
    pub label: Words,
    /// The last event it includes.
    pub seq: u64,
    /// The date it speaks of: "true on" follows it unless another date is asked for.
    pub date: Date,
}
