//! Cycles and marks.

use jiff::civil::Date;

use super::shapes;
use crate::light::Colour;
use crate::{CycleId, ProjectId, Words};

shapes! {
    /// 更正期: how long after the due day a unit may correct its report was settled.
    CorrectionWindowSet {
        /// Working days after the due day.
        days: u16,
        /// The account that settled it.
        by: String,
        /// From which date: of cycles opened since.
        effective_on: Date,
    }
    /// A moment of the record was given a name.
    MarkSet {
        /// Its name, unique.
        name: String,
        /// What it is called.
        label: Words,
        /// The date it speaks of.
        date: Date,
    }
    /// A cycle opened.
    CycleOpened {
        /// Its id.
        id: CycleId,
        /// Its name.
        name: Words,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// Day reports are due.
        due_on: Date,
        /// The due day as asked for, where that is no working day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due_stated: Option<Date>,
        /// Until when a unit may correct its report, where that is later than the due day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        locks_on: Option<Date>,
    }
    /// A cycle closed and fixed the lights as the meeting saw them.
    LightsFixed {
        /// The cycle.
        cycle: CycleId,
        /// The date of the lights.
        as_of: Date,
        /// The rule set.
        rule: String,
        /// Its version.
        rule_version: u32,
        /// The lights.
        lights: Vec<(ProjectId, Colour)>,
    }
}
