//! A unit among units: its place and what it gained or lost since last month, and what it brings to
//! the whole.

use forecast::{Place, contribution, places, pull_pp};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::indicator::{Better, Indicator, Kind, Month, Standing};
use crate::{BasisPoints, UnitId};

/// 位次与进退: a place among units that have reported the same month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaceView {
    /// From 1; those alike share a place. Amounts by completion, points by themselves.
    pub place: usize,
    /// Places gained since the month before; below nought lost.
    pub gained: Option<i64>,
}

/// 拉动与贡献: what a unit brings to the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PullView {
    /// Of an amount: more than in the same months of last year. No rate of growth: prices are in
    /// it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub increase: Option<Decimal>,
    /// Of a growth rate: points of the whole's growth, base share × growth, in hundredths.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub pull: Option<BasisPoints>,
    /// Its share of the whole's increase or growth; none where the whole did not grow.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub share: Option<BasisPoints>,
}

/// Places of units, in their order.
pub(super) fn places_of(
    indicator: &Indicator,
    units: &[UnitId],
    on: Date,
) -> Vec<Option<PlaceView>> {
    let standings: Vec<_> = units
        .iter()
        .map(|unit| indicator.standing(Some(*unit), on))
        .collect();
    let months = standings.iter().flatten().map(|own| own.month);
    let Some(newest) = months.max() else {
        return vec![None; units.len()];
    };
    let measured = |done: Decimal, own: &Standing| {
        if indicator.definition.kind.is_amount() {
            done.checked_div(own.target?)
        } else {
            Some(done)
        }
    };
    let now = standings.iter().map(|own| {
        let own = own.as_ref().filter(|own| own.month == newest)?;
        measured(own.done, own)
    });
    let earlier = indicator.definition.before(newest);
    let before = units.iter().zip(&standings).map(|(unit, own)| {
        let known = indicator.values.get(&(Some(*unit), earlier?))?;
        measured(known.latest.value, own.as_ref()?)
    });
    let less = indicator.definition.better == Better::Less;
    let (now, before): (Vec<_>, Vec<_>) = (now.collect(), before.collect());
    let found = places(&now, &before, less).into_iter();
    let shown = |Place { place, gained }| PlaceView { place, gained };
    found.map(|place| place.map(shown)).collect()
}

/// What units bring to the whole, in their order.
pub(super) fn pulls_of(indicator: &Indicator, units: &[UnitId], on: Date) -> Vec<Option<PullView>> {
    let whole = indicator.standing(None, on);
    let pull = |unit: &UnitId| {
        let whole = whole.as_ref()?;
        match indicator.definition.kind {
            Kind::Growth => grown(indicator, *unit, whole, on),
            Kind::Ratio => None,
            Kind::Flow | Kind::Count | Kind::Stock => increased(indicator, *unit, whole),
        }
    };
    units.iter().map(pull).collect()
}

/// Of a growth rate, by the base-year shares of the adopted breaking down.
fn grown(indicator: &Indicator, unit: UnitId, whole: &Standing, on: Date) -> Option<PullView> {
    let adopted = indicator.allocation_on(whole.month.year, on)?;
    let part = adopted.parts.iter().find(|part| part.unit == Some(unit))?;
    let rate = value(indicator, Some(unit), whole.month)? / Decimal::ONE_HUNDRED;
    let points = pull_pp(part.base_share?, rate)?;
    let share = contribution(points, whole.done).filter(|_| whole.done > Decimal::ZERO);
    Some(PullView {
        increase: None,
        pull: BasisPoints::from_fraction(points / Decimal::ONE_HUNDRED),
        share: share.and_then(BasisPoints::from_fraction),
    })
}

fn increased(indicator: &Indicator, unit: UnitId, whole: &Standing) -> Option<PullView> {
    let increase = |unit: Option<UnitId>| {
        let year_before = Month {
            year: whole.month.year - 1,
            ..whole.month
        };
        let now = value(indicator, unit, whole.month)?;
        Some(now - value(indicator, unit, year_before)?)
    };
    let (own, all) = (increase(Some(unit))?, increase(None)?);
    let share = contribution(own, all).filter(|_| all > Decimal::ZERO);
    Some(PullView {
        increase: Some(own.normalize()),
        pull: None,
        share: share.and_then(BasisPoints::from_fraction),
    })
}

fn value(indicator: &Indicator, unit: Option<UnitId>, month: Month) -> Option<Decimal> {
    Some(indicator.values.get(&(unit, month))?.latest.value)
}
