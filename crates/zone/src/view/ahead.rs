//! What lies ahead of a series: half way, what is still needed, how the year may end.
//!
//! Expected figures come from the engine in floating point and leave here rounded; what anybody is
//! judged by (the half-way line, what is needed) is exact.

use forecast::{Direction, Measure, PlanCurve, half_way};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Serialize;

use super::decomposition::{periods, season};
use crate::indicator::{Better, Every, Indicator, Kind, Month};
use crate::{BasisPoints, UnitId, Words};

/// 双过半: what had to be reached by the end of June, and what was.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HalfWayView {
    /// The line: half of the year's target or what the plan wants, the target itself for a ratio or
    /// a growth rate.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub line: Decimal,
    /// What was reached.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub reached: Decimal,
    /// Whether that will do.
    pub passed: bool,
}

/// What a month must bring for the year's target.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NeededView {
    /// The month, from 1.
    pub month: i8,
    /// Its amount.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub amount: Decimal,
}

/// How the year may end by the course of the series.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct YearEndView {
    /// What is expected.
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
    /// What the answer rests on.
    pub method: String,
    /// What has to be said beside it.
    pub notes: Vec<Words>,
}

/// The half-way check of a series for the year of a date; `None` before June's value, or without
/// a target.
pub(super) fn half_way_of(
    indicator: &Indicator,
    unit: Option<UnitId>,
    on: Date,
) -> Option<HalfWayView> {
    let year = on.year();
    let value = |month: Month| Some(&indicator.values.get(&(unit, month))?.latest);
    let june = Month { year, month: 6 };
    if indicator.definition.closes(june) > on {
        return None;
    }
    let seen = value(june)?;
    let target = indicator.targets.get(&(unit, year))?.on(on)?.value;
    let measure = match indicator.definition.kind {
        Kind::Flow => Measure::Flow {
            done: seen.value,
            target,
        },
        Kind::Count => Measure::Count {
            done: seen.value.to_u64()?,
            target: target.to_u64()?,
        },
        Kind::Stock => Measure::Stock {
            base: value(Month {
                year: year - 1,
                month: 12,
            })
            .map(|own| own.value),
            now: seen.value,
            target,
        },
        Kind::Ratio => Measure::Ratio {
            numerator: seen.parts?.numerator.checked_mul(Decimal::ONE_HUNDRED)?,
            denominator: seen.parts?.denominator,
            target,
        },
        Kind::Growth => Measure::Growth {
            to_date: seen.value,
            target,
        },
    };
    let good = match indicator.definition.better {
        Better::More => Direction::More,
        Better::Less => Direction::Less,
    };
    let found = half_way(&measure, good, &curve(indicator, unit, on)).ok()?;
    Some(HalfWayView {
        line: found.line.normalize(),
        reached: found.reached.normalize(),
        passed: found.passed,
    })
}

/// The adopted course of a series over the year; the twelfths where there is none.
fn curve(indicator: &Indicator, unit: Option<UnitId>, on: Date) -> PlanCurve {
    let adopted = indicator.allocation_on(on.year(), on);
    let part = adopted.and_then(|own| own.parts.iter().find(|part| part.unit == unit));
    let months = part.and_then(|part| <&[Decimal; 12]>::try_from(part.months.as_slice()).ok());
    let cumulative = indicator.definition.kind.is_cumulative();
    let amounts = months.filter(|_| cumulative);
    amounts
        .and_then(PlanCurve::from_amounts)
        .unwrap_or(PlanCurve::Linear)
}

/// What the rest of the year must bring, for pages; empty for what does not add up, without a
/// target, or once it is reached.
pub(super) fn needed_of(indicator: &Indicator, unit: Option<UnitId>, on: Date) -> Vec<NeededView> {
    let found = needed(indicator, unit, on).filter(|found| !found.rest.is_zero());
    let months = found.into_iter().flat_map(|found| found.months);
    months
        .map(|own| NeededView {
            month: own.month,
            amount: own.amount,
        })
        .collect()
}

/// What the rest of the year must bring to the target, month by month: by the course that was
/// adopted, else by the season of past years. `None` for what does not add up over the year,
/// without a target, and where December is over.
pub fn needed(indicator: &Indicator, unit: Option<UnitId>, on: Date) -> Option<forecast::Needed> {
    let definition = &indicator.definition;
    if !definition.kind.is_cumulative() || definition.every != Every::Month {
        return None;
    }
    let standing = indicator.standing(unit, on)?;
    let target = standing.target?;
    if standing.month.year != on.year() {
        return None;
    }
    let curve = match curve(indicator, unit, on) {
        PlanCurve::Linear => {
            let periods = periods(indicator, unit, on).ok();
            periods.map_or(PlanCurve::Linear, |periods| season(&periods))
        }
        adopted => adopted,
    };
    let places = match definition.kind {
        Kind::Count => 0,
        _ => target.scale().max(standing.done.scale()),
    };
    let last_year = amounts_of(indicator, unit, on.year() - 1);
    let month = standing.month.month;
    forecast::needed(
        target,
        standing.done,
        month,
        &curve,
        last_year.as_ref(),
        places,
    )
    .ok()
}

/// The amounts of a whole year's months; January's is nought where it has no report.
fn amounts_of(indicator: &Indicator, unit: Option<UnitId>, year: i16) -> Option<[Decimal; 12]> {
    let mut amounts = [Decimal::ZERO; 12];
    let mut before = Decimal::ZERO;
    for (month, amount) in (1..).zip(&mut amounts) {
        if indicator.definition.publishes(month) {
            let to_date = indicator
                .values
                .get(&(unit, Month { year, month }))?
                .latest
                .value;
            *amount = to_date - before;
            before = to_date;
        }
    }
    Some(amounts)
}

/// How the year may end; `None` where [`Indicator::year_end`] has no answer.
pub(super) fn year_end_of(
    indicator: &Indicator,
    unit: Option<UnitId>,
    on: Date,
) -> Option<YearEndView> {
    let end = indicator.year_end(unit, on)?;
    Some(YearEndView {
        mean: end.mean,
        low: end.within_80.0,
        high: end.within_80.1,
        chance: end.chance,
        method: end.method,
        notes: end.notes,
    })
}
