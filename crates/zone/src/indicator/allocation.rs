//! 分解: a year's target over units and months, version by version.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Indicator;
use crate::{TextRef, UnitId};

/// A year's target broken down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// The parts: one for each unit that has one, and the zone's own course over the year.
    pub parts: Vec<Part>,
    /// How it was proposed: `base_share`, `past_share`, `weights`, `by_hand`.
    pub method: String,
    /// From when it counts.
    pub effective_on: Date,
    /// By which document.
    pub document: String,
    /// Why an earlier one was replaced.
    pub reason: Option<TextRef>,
    /// Which units agreed.
    pub agreed: Vec<Agreed>,
    /// The event.
    pub seq: u64,
}

/// A unit's part, or the whole zone's course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The unit; the whole zone where none.
    pub unit: Option<UnitId>,
    /// Its part of the year's target; its own growth for a growth rate.
    pub amount: Decimal,
    /// Twelve months: amounts to be done in each for a flow or a count, the level at each month's
    /// end otherwise. Empty where the year is not broken down.
    pub months: Vec<Decimal>,
    /// Its share of the base year, as a fraction: growth of parts adds up by these.
    pub base_share: Option<Decimal>,
    /// Whether it stays when the rest is spread again.
    pub locked: bool,
}

/// A unit agreed to its part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// The unit.
    pub unit: UnitId,
    /// When.
    pub on: Date,
    /// The event.
    pub seq: u64,
}

impl Indicator {
    /// The breaking down of a year that counts on a date.
    pub fn allocation_on(&self, year: i16, date: Date) -> Option<&Allocation> {
        let versions = self.allocations.get(&year)?;
        let in_force = versions.iter().filter(|own| own.effective_on <= date);
        in_force.max_by_key(|own| (own.effective_on, own.seq))
    }
}
