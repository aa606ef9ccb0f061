//! 调度周期, first floor: a cycle opens and closes; closing fixes the lights. And marks.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{CycleId, Words};

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
    /// How it was closed.
    pub closed: Option<Closed>,
    /// The event that opened it.
    pub seq: u64,
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
