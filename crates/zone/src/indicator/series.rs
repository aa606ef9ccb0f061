//! What was reported and what was set: each with its history.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::TextRef;

/// A value as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// The value.
    pub value: Decimal,
    /// What a ratio was computed from.
    pub parts: Option<Parts>,
    /// How firm it is.
    pub state: ValueState,
    /// Why it is what nobody expected.
    pub reason: Option<TextRef>,
    /// The event that recorded it.
    pub seq: u64,
}

/// Numerator and denominator of a ratio: of groups they are summed, percents are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// What is counted.
    pub numerator: Decimal,
    /// Out of what.
    pub denominator: Decimal,
}

impl Parts {
    /// The ratio in points of a hundred; `None` out of nothing.
    pub fn points(self) -> Option<Decimal> {
        let share = self.numerator.checked_div(self.denominator)?;
        share.checked_mul(Decimal::ONE_HUNDRED)
    }
}

/// The value of a month, with those it replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// The one that holds.
    pub latest: Observation,
    /// Those before, oldest first.
    pub earlier: Vec<Observation>,
}

impl Reported {
    /// A first value.
    pub fn first(latest: Observation) -> Reported {
        Reported {
            latest,
            earlier: Vec::new(),
        }
    }

    /// Replaces what holds; it is kept.
    pub fn revise(&mut self, latest: Observation) {
        self.earlier
            .push(std::mem::replace(&mut self.latest, latest));
    }
}

/// 预计数 快报 定报 修订: how firm a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueState {
    /// 预计数.
    Forecast,
    /// 快报.
    Flash,
    /// 定报.
    Final,
    /// 修订.
    Revised,
}

/// A year's target as it was set or adjusted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The target.
    pub value: Decimal,
    /// From when it counts.
    pub effective_on: Date,
    /// By which document.
    pub document: String,
    /// Why it was adjusted.
    pub reason: Option<TextRef>,
    /// The event.
    pub seq: u64,
}

/// A year's target with its adjustments, in the order they were recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targets(pub Vec<Target>);

impl Targets {
    /// The one that counts on a date: of the latest effective date, the last recorded.
    pub fn on(&self, date: Date) -> Option<&Target> {
        let in_force = self.0.iter().filter(|own| own.effective_on <= date);
        in_force.max_by_key(|own| (own.effective_on, own.seq))
    }

    /// The one first set.
    pub fn original(&self) -> Option<&Target> {
        self.0.first()
    }

    /// The one set last, whatever its date.
    pub fn last(&self) -> Option<&Target> {
        self.0.last()
    }
}
