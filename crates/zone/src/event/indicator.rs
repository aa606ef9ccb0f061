//! Indicators, their values, targets and how these are broken down.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{NewValue, shapes};
use crate::indicator::allocation::Part;
use crate::indicator::{Definition, Month, PeerFigure};
use crate::{BasisPoints, IndicatorId, TextRef, UnitId};

shapes! {
    /// An indicator was added.
    IndicatorAdded {
        /// Its id.
        id: IndicatorId,
        /// What it measures.
        #[serde(with = "crate::indicator::Written")]
        definition: Definition,
    }
    /// What an indicator measures was settled anew.
    IndicatorChanged {
        /// The indicator.
        id: IndicatorId,
        /// All that it measures now.
        #[serde(with = "crate::indicator::Written")]
        definition: Definition,
    }
    /// Values of an indicator were reported.
    IndicatorReported {
        /// The indicator.
        id: IndicatorId,
        /// The values.
        values: Vec<NewValue>,
        /// Commitment of why they are what nobody expected.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<TextRef>,
    }
    /// What other zones published of an indicator was reported.
    PeersReported {
        /// The indicator.
        id: IndicatorId,
        /// Where it was published.
        publication: String,
        /// The figures.
        figures: Vec<PeerFigure>,
    }
    /// How the year may end was worked out from what was known; it is kept to be scored later.
    YearEndKept {
        /// The indicator.
        id: IndicatorId,
        /// The unit's series, or the whole zone's.
        unit: Option<UnitId>,
        /// The last month known.
        month: Month,
        /// The target in force.
        target: Option<Decimal>,
        /// The chance to reach it.
        chance: Option<BasisPoints>,
        /// What is expected.
        mean: Decimal,
        /// Eight in ten years end between these.
        within_80: (Decimal, Decimal),
        /// Nineteen in twenty end between these.
        within_95: (Decimal, Decimal),
        /// What the answer rests on.
        method: String,
        /// Version of the engine.
        engine: u32,
    }
    /// A year's target was set or adjusted.
    IndicatorTargeted {
        /// The indicator.
        id: IndicatorId,
        /// The unit's target, or the whole zone's.
        unit: Option<UnitId>,
        /// The year.
        year: i16,
        /// The target.
        target: Decimal,
        /// By which document.
        document: String,
        /// Commitment of why it was adjusted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<TextRef>,
        /// From which date.
        effective_on: Date,
    }
    /// A year's target was broken down over units and months.
    IndicatorAllocated {
        /// The indicator.
        id: IndicatorId,
        /// The year.
        year: i16,
        /// The parts.
        parts: Vec<Part>,
        /// How it was proposed.
        method: String,
        /// By which document.
        document: String,
        /// Commitment of why an earlier one was replaced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<TextRef>,
        /// From which date.
        effective_on: Date,
    }
    /// A unit agreed to its part of a year's target.
    AllocationAgreed {
        /// The indicator.
        id: IndicatorId,
        /// The year.
        year: i16,
        /// The unit.
        unit: UnitId,
        /// When.
        effective_on: Date,
    }
}
