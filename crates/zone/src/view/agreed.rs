//! 各单位与全区一致的全年预计: units' and the zone's forecasts brought to one figure.
//!
//! Each is forecast by its own series; drawn together as their past changes went together, they
//! are then moved, each by how much it is in doubt, until the units add up to the zone
//! (`forecast::reconcile`). Means are given, for means add up and medians do not.

use forecast::Board;
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive as _, ToPrimitive as _};
use serde::Serialize;

use crate::indicator::Indicator;
use crate::{BasisPoints, UnitId};

/// The year's end on which units and the zone agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreedView {
    /// The last month known, of all of them.
    pub month: String,
    /// What the units' own forecasts add up to.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub sum_alone: Decimal,
    /// The zone's own forecast.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub whole_alone: Decimal,
    /// The zone first, then units by number.
    pub parts: Vec<AgreedPart>,
}

/// How the year of one of them may end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreedPart {
    /// The unit; the whole zone where none.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub unit: Option<UnitId>,
    /// The target that counts.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub target: Option<Decimal>,
    /// What is expected: units add up to the zone.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub mean: Decimal,
    /// One in ten years ends below.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub low: Decimal,
    /// One in ten ends above.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub high: Decimal,
    /// The chance to reach the target, in basis points.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub chance: Option<BasisPoints>,
}

/// Units and the zone in agreement; `None` unless two units or more and the zone all have a
/// forecast from the same month.
pub fn agreed(indicator: &Indicator, units: &[UnitId], on: Date) -> Option<AgreedView> {
    let (month, whole, known) = indicator.year_so_far(None, on)?;
    let mut board = Board::new(u64::from(indicator.id.0));
    board.put((0, None), whole, known);
    let mut units: Vec<UnitId> = units.to_vec();
    units.retain(|unit| indicator.months(Some(*unit), on).next().is_some());
    units.sort_unstable();
    for unit in &units {
        let (own, series, known) = indicator.year_so_far(Some(*unit), on)?;
        if own != month {
            return None;
        }
        board.put((0, Some(unit.0)), series, known);
    }
    if units.len() < 2 {
        return None;
    }
    board.refresh();
    let found = board.agreed(0)?;
    let alone = |key| Some(board.end(key)?.as_ref().ok()?.mean);
    let whole_alone = alone((0, None))?;
    let each = units.iter().map(|unit| alone((0, Some(unit.0))));
    let sum_alone: f64 = each.sum::<Option<f64>>()?;
    let figures = Figures {
        indicator,
        on,
        places: indicator.values.get(&(None, month))?.latest.value.scale(),
    };
    let mut parts = Vec::with_capacity(units.len() + 1);
    for (unit, sums) in units.iter().zip(&found.units) {
        parts.push(figures.part(Some(*unit), sums)?);
    }
    let mut whole = figures.part(None, &found.whole)?;
    // Rounded, the units still add up.
    whole.mean = parts.iter().map(|part| part.mean).sum();
    parts.insert(0, whole);
    Some(AgreedView {
        month: month.to_string(),
        sum_alone: figures.rounded(sum_alone)?,
        whole_alone: figures.rounded(whole_alone)?,
        parts,
    })
}

struct Figures<'a> {
    indicator: &'a Indicator,
    on: Date,
    places: u32,
}

impl Figures<'_> {
    fn rounded(&self, figure: f64) -> Option<Decimal> {
        Some(Decimal::from_f64(figure)?.round_dp(self.places))
    }

    fn part(&self, unit: Option<UnitId>, sums: &[f64]) -> Option<AgreedPart> {
        let mut sorted = sums.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let count = sorted.len();
        let at = |tenths: usize| self.rounded(*sorted.get(count * tenths / 10)?);
        let mean = sums.iter().sum::<f64>() / count.max(1) as f64;
        let target = self.indicator.targets.get(&(unit, self.on.year()));
        let target = target.and_then(|own| own.on(self.on)).map(|own| own.value);
        let chance = target.and_then(|target| {
            let target = target.to_f64()?;
            let reached = sorted.iter().filter(|sum| **sum >= target).count();
            self.indicator.good(reached as f64 / count.max(1) as f64)
        });
        Some(AgreedPart {
            unit,
            target,
            mean: self.rounded(mean)?,
            low: at(1)?,
            high: at(9)?,
            chance,
        })
    }
}
