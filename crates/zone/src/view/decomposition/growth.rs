//! A growth target over units: growth rates do not add up, what the units pull does.
//!
//! A unit pulls its share of the base year times its growth. What is not locked grows alike, as
//! much as it takes for the pulls to add up to the target.

use std::collections::BTreeMap;

use forecast::{Part as Share, spread};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Asked, Base, Proposal, Proposed, last_year, not_spread, periods_of, published};
use crate::indicator::{Indicator, Kind};
use crate::state::Zone;
use crate::{IndicatorId, Refusal, UnitId, Words, refusal};

/// Decimal places of shares of the base year.
const SHARE_PLACES: u32 = 4;

pub(super) fn propose(
    zone: &Zone,
    indicator: &Indicator,
    on: Date,
    target: Decimal,
    asked: &Asked,
) -> Result<Proposal, Refusal> {
    let year = on.year();
    let before = indicator.allocation_on(year, on);
    let bases = bases(zone, on);
    let base = asked.base.or_else(|| {
        let settled = before.is_some() || !asked.shares.is_empty();
        if settled {
            None
        } else {
            like(zone, indicator, &bases)
        }
    });
    let mut amounts: BTreeMap<UnitId, Decimal> = match base {
        Some(id) => amounts(zone, id, on),
        None => before.map_or_else(BTreeMap::new, |own| {
            let parts = own.parts.iter();
            parts
                .filter_map(|part| Some((part.unit?, part.base_share?)))
                .collect()
        }),
    };
    // A unit with a growth of its own and no base yet is in the table, to be given a share.
    for (unit, _) in indicator.values.keys() {
        if let Some(unit) = unit {
            amounts.entry(*unit).or_default();
        }
    }
    let known = |unit: &UnitId| amounts.contains_key(unit);
    let mut given = asked.locked.keys().chain(asked.shares.keys());
    if let Some(stranger) = given.find(|unit| !known(unit)) {
        let id = stranger.to_string();
        return Err(refusal::unknown("分解单位", "unit that reports it", &id));
    }
    let shares = shares(&amounts, asked)?;
    let places = asked.places.unwrap_or(target.scale());
    let growths = growths(target, places, &shares, asked)?;
    let mut parts = vec![Proposed {
        unit: None,
        last_year: None,
        amount: target,
        months: Vec::new(),
        locked: false,
        locked_months: Vec::new(),
        base_share: None,
        share_locked: false,
        pull: None,
    }];
    for ((unit, share), growth) in shares.into_iter().zip(growths) {
        parts.push(Proposed {
            unit: Some(unit),
            last_year: last_growth(indicator, unit, year),
            amount: growth,
            months: Vec::new(),
            locked: asked.locked.contains_key(&unit),
            locked_months: Vec::new(),
            base_share: Some(share),
            share_locked: asked.shares.contains_key(&unit),
            pull: Some((share * growth).normalize()),
        });
    }
    let by_hand = !(asked.locked.is_empty() && asked.shares.is_empty());
    Ok(Proposal {
        year,
        target,
        kind: Kind::Growth,
        method: if by_hand { "by_hand" } else { "base_share" }.to_owned(),
        base,
        bases,
        published: Vec::new(),
        parts,
    })
}

/// The shares of the base year: those given stay, the rest go by the amounts.
fn shares(
    amounts: &BTreeMap<UnitId, Decimal>,
    asked: &Asked,
) -> Result<Vec<(UnitId, Decimal)>, Refusal> {
    let parts: Vec<Share> = amounts
        .iter()
        .map(|(unit, amount)| Share {
            weight: (*amount).max(Decimal::ZERO),
            locked: asked.shares.get(unit).copied(),
        })
        .collect();
    let settled: Decimal = parts
        .iter()
        .map(|own| own.locked.unwrap_or(own.weight))
        .sum();
    if settled.is_zero() {
        return Err(no_base());
    }
    let shares = spread(Decimal::ONE, SHARE_PLACES, &parts).map_err(not_spread)?;
    Ok(amounts.keys().copied().zip(shares).collect())
}

/// Growth of each: what is given stays, the others grow alike.
fn growths(
    target: Decimal,
    places: u32,
    shares: &[(UnitId, Decimal)],
    asked: &Asked,
) -> Result<Vec<Decimal>, Refusal> {
    let mut left = target;
    let mut open = Decimal::ZERO;
    for (unit, share) in shares {
        match asked.locked.get(unit) {
            Some(growth) => left -= share * growth,
            None => open += share,
        }
    }
    let alike = match left.checked_div(open) {
        Some(growth) => growth.round_dp(places),
        // Everything is given, and pulls more or less than the target.
        None if left.is_zero() => Decimal::ZERO,
        None => return Err(not_spread(forecast::NotSpread::NoWeight { left })),
    };
    let growth = |(unit, _): &(UnitId, Decimal)| asked.locked.get(unit).copied().unwrap_or(alike);
    Ok(shares.iter().map(growth).collect())
}

/// Amounts that add up over the year and that units report: what a base may be taken from.
fn bases(zone: &Zone, on: Date) -> Vec<Base> {
    let suits = |own: &&std::sync::Arc<Indicator>| {
        own.definition.kind.is_cumulative() && !amounts(zone, own.id, on).is_empty()
    };
    let bases = zone.indicators.values().filter(suits);
    bases
        .map(|own| Base {
            id: own.id,
            name: own.definition.name.clone(),
        })
        .collect()
}

/// The base that the growth is named after: 规上工业增加值增速 grows on 规上工业增加值.
fn like(zone: &Zone, indicator: &Indicator, bases: &[Base]) -> Option<IndicatorId> {
    let name = &indicator.definition.name.zh;
    let named = |base: &&Base| {
        let own = &zone.indicators[&base.id].definition.name.zh;
        name.starts_with(own.as_str())
    };
    let longest = |base: &&Base| base.name.zh.chars().count();
    bases
        .iter()
        .filter(named)
        .max_by_key(longest)
        .map(|own| own.id)
}

/// What units did in the whole of last year, by an indicator that adds up.
fn amounts(zone: &Zone, id: IndicatorId, on: Date) -> BTreeMap<UnitId, Decimal> {
    let Some(indicator) = zone.indicators.get(&id) else {
        return BTreeMap::new();
    };
    let units: std::collections::BTreeSet<UnitId> = indicator
        .values
        .keys()
        .filter_map(|(unit, _)| *unit)
        .collect();
    let amount = |unit: UnitId| {
        let periods = periods_of(&published(indicator, Some(unit), on), on.year()).ok()?;
        let year: Decimal = last_year(&periods)?.iter().sum();
        Some((unit, year))
    };
    units.into_iter().filter_map(amount).collect()
}

/// How much a unit grew in the whole of last year.
fn last_growth(indicator: &Indicator, unit: UnitId, year: i16) -> Option<Decimal> {
    let december = crate::indicator::Month {
        year: year - 1,
        month: 12,
    };
    let known = indicator.values.get(&(Some(unit), december))?;
    Some(known.latest.value)
}

fn no_base() -> Refusal {
    Refusal::new(
        "zone/no-base",
        Words::new(
            "没有基期份额：增速要按基期份额分解",
            "there are no shares of a base year to break growth down by",
        ),
        Words::new(
            "选一项各单位都有上年实绩的指标作基数，或填入各单位的基期份额",
            "choose an indicator with last year's amounts of units, or give each unit its share",
        ),
    )
}
