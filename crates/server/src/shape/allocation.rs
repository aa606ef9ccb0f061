//! Commands about how a year's target is broken down.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use zone::indicator::allocation::Part;
use zone::{Command, IndicatorId, Sealer, UnitId};

use super::command::Sealed;

/// Break a year's target down over units and months: the parts add up to the whole.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Allocate {
    /// The indicator.
    #[schema(value_type = String)]
    id: IndicatorId,
    /// The year.
    year: i16,
    /// The parts: one for each unit that has one, and the zone's own course over the year.
    parts: Vec<PartInput>,
    /// How it was proposed: `base_share`, `past_share`, `weights` or `by_hand`.
    method: String,
    /// By which document.
    document: String,
    /// Why an earlier one is replaced; sealed here.
    #[serde(default)]
    reason: Option<String>,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// A part of a year's target.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartInput {
    /// The unit; the whole zone where none.
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// Its part, as a decimal text.
    #[schema(value_type = String)]
    amount: Decimal,
    /// Twelve amounts (levels at month's end for what does not add up), or none.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    months: Vec<Decimal>,
    /// Its share of the base year, as a fraction; growth rates need it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    base_share: Option<Decimal>,
    /// Whether it stays when the rest is spread again.
    #[serde(default)]
    locked: bool,
}

/// Agree to a unit's part of a year's target.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgreeAllocation {
    /// The indicator.
    #[schema(value_type = String)]
    id: IndicatorId,
    /// The year.
    year: i16,
    /// The unit.
    #[schema(value_type = String)]
    unit: UnitId,
    /// When.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

impl From<PartInput> for Part {
    fn from(input: PartInput) -> Part {
        Part {
            unit: input.unit,
            amount: input.amount,
            months: input.months,
            base_share: input.base_share,
            locked: input.locked,
        }
    }
}

impl Sealed for Allocate {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        Command::Allocate {
            id: self.id,
            year: self.year,
            parts: self.parts.into_iter().map(Part::from).collect(),
            method: self.method,
            document: self.document,
            reason: self.reason.map(|reason| sealer.seal(&reason, &[])),
            effective_on: self.effective_on,
        }
    }
}

impl Sealed for AgreeAllocation {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::AgreeAllocation {
            id: self.id,
            year: self.year,
            unit: self.unit,
            effective_on: self.effective_on,
        }
    }
}
