//! 分解: a proposal for a year's target over units and months, after last year's amounts and past
//! seasons. Parts always add up to the whole, to the last digit; a locked part stays.
//!
//! A growth target goes by shares of the base year ([`growth`]).
//! It proposes; the breaking down that counts is the one somebody records
//! (`Command::Allocate`).

mod growth;

use std::collections::{BTreeMap, BTreeSet};

use forecast::{
    NotConsecutive, NotSpread, Part as Share, Periods, PlanCurve, Published, from_cumulative,
    month_weights, past_seasons, spread_table,
};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive as _, ToPrimitive as _};
use serde::Serialize;

use crate::indicator::allocation::Part;
use crate::indicator::{Indicator, Kind};
use crate::state::Zone;
use crate::{IndicatorId, Refusal, UnitId, Words, refusal};

/// What to propose.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The year's target; the one in force on the date unless given.
    pub target: Option<Decimal>,
    /// Decimal places of the parts; those of the target unless given.
    pub places: Option<u32>,
    /// Parts that stay as given: a unit's whole year, or its growth.
    pub locked: BTreeMap<UnitId, Decimal>,
    /// Months of a unit's part that stay as given; months count from 1.
    pub months: BTreeMap<(UnitId, i8), Decimal>,
    /// Shares of the base year that stay as given, as fractions; for growth only.
    pub shares: BTreeMap<UnitId, Decimal>,
    /// The indicator whose amounts of last year are the base; for growth only.
    pub base: Option<IndicatorId>,
}

/// A proposal: what it breaks down and into which parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proposal {
    /// The year.
    pub year: i16,
    /// The target.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub target: Decimal,
    /// What kind of indicator it is.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub kind: Kind,
    /// How it was proposed.
    pub method: String,
    /// Growth only: the indicator whose amounts of last year are the base.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub base: Option<IndicatorId>,
    /// Growth only: indicators that may be the base.
    pub bases: Vec<Base>,
    /// Months to whose end a value is published, from 1: only they take a part. None for growth.
    pub published: Vec<i8>,
    /// The zone's own course first, then each unit in protocol order; months with them.
    pub parts: Vec<Proposed>,
}

/// An indicator that growth may be broken down by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Base {
    /// The indicator.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: IndicatorId,
    /// Its name.
    pub name: Words,
}

/// A part that is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proposed {
    /// The unit; the whole zone where none.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub unit: Option<UnitId>,
    /// What it did last year, as far as known; how much it grew, for growth.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub last_year: Option<Decimal>,
    /// Its part of the target; its own growth, for growth.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub amount: Decimal,
    /// Twelve months; none for growth.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub months: Vec<Decimal>,
    /// Whether its amount was given.
    pub locked: bool,
    /// Which months were given, from 1.
    pub locked_months: Vec<i8>,
    /// Growth only: its share of the base year, as a fraction.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub base_share: Option<Decimal>,
    /// Whether its share was given.
    pub share_locked: bool,
    /// Growth only: the points it pulls the whole by.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub pull: Option<Decimal>,
}

impl Proposed {
    /// The part as a command records it.
    pub fn part(&self) -> Part {
        Part {
            unit: self.unit,
            amount: self.amount,
            months: self.months.clone(),
            base_share: self.base_share,
            locked: self.locked,
        }
    }
}

/// A proposal for the year of a date: for what adds up over a year, a flow or a count, and for
/// growth.
///
/// # Errors
/// An indicator that does not add up, months missing in its past, no target, locked parts beyond
/// the target, units without anything to go by, growth without a base.
pub fn propose(
    zone: &Zone,
    indicator: &Indicator,
    on: Date,
    asked: &Asked,
) -> Result<Proposal, Refusal> {
    let year = on.year();
    let in_force = indicator.targets.get(&(None, year));
    let target = asked
        .target
        .or_else(|| in_force.and_then(|own| Some(own.on(on)?.value)))
        .ok_or_else(|| refusal::unknown("年度目标", "target of", &year.to_string()))?;
    if indicator.definition.kind == Kind::Growth {
        return growth::propose(zone, indicator, on, target, asked);
    }
    let places = match indicator.definition.kind {
        Kind::Count => 0,
        _ => asked.places.unwrap_or(target.scale()),
    };
    let units: BTreeSet<UnitId> = indicator
        .values
        .keys()
        .filter_map(|(unit, _)| *unit)
        .collect();
    let given = asked.months.keys().map(|(unit, _)| unit);
    let stranger = given.chain(asked.locked.keys());
    let stranger = stranger.into_iter().find(|unit| !units.contains(unit));
    if let Some(unit) = stranger {
        return Err(refusal::unknown(
            "分解单位",
            "unit that reports it",
            &unit.to_string(),
        ));
    }
    let published = months_published(indicator, year, asked)?;
    let units: Vec<Option<UnitId>> = match units.is_empty() {
        true => vec![None],
        false => units.into_iter().map(Some).collect(),
    };
    let Weights {
        shares,
        months,
        before,
    } = weights(indicator, on, &units, asked)?;
    let table = spread_table(target, places, &shares, &months).map_err(not_spread)?;
    let rows = units.iter().zip(table).zip(shares.iter().zip(before));
    let rows = rows.map(|((unit, spread), (share, last_year))| {
        part(*unit, spread, share.locked.is_some(), last_year, asked)
    });
    let mut parts: Vec<Proposed> = rows.collect();
    if units[0].is_some() {
        parts.insert(0, whole(target, &parts));
    }
    Ok(Proposal {
        year,
        target,
        kind: indicator.definition.kind,
        base: None,
        bases: Vec::new(),
        published,
        method: if asked.locked.is_empty() && asked.months.is_empty() {
            "past_share".to_owned()
        } else {
            "by_hand".to_owned()
        },
        parts,
    })
}

/// Months with a value of their own; a given month that has none is refused.
fn months_published(indicator: &Indicator, year: i16, asked: &Asked) -> Result<Vec<i8>, Refusal> {
    let definition = &indicator.definition;
    let given = asked.months.iter().filter(|(_, amount)| !amount.is_zero());
    for ((_, month), _) in given {
        if !definition.publishes(*month) {
            return Err(refusal::not_published(&format!("{year}-{month:02}")));
        }
    }
    Ok((1..=12).filter(|own| definition.publishes(*own)).collect())
}

fn part(
    unit: Option<UnitId>,
    (amount, months): (Decimal, Vec<Decimal>),
    locked: bool,
    last_year: Option<Decimal>,
    asked: &Asked,
) -> Proposed {
    let given = asked
        .months
        .keys()
        .filter(|(other, _)| Some(*other) == unit);
    Proposed {
        unit,
        last_year,
        amount,
        months,
        locked,
        locked_months: given.map(|(_, month)| *month).collect(),
        base_share: None,
        share_locked: false,
        pull: None,
    }
}

/// What parts and their months weigh, and what each unit did last year.
struct Weights {
    shares: Vec<Share>,
    months: Vec<[Share; 12]>,
    before: Vec<Option<Decimal>>,
}

fn weights(
    indicator: &Indicator,
    on: Date,
    units: &[Option<UnitId>],
    asked: &Asked,
) -> Result<Weights, Refusal> {
    let mut shares = Vec::with_capacity(units.len());
    let mut months = Vec::with_capacity(units.len());
    let mut before = Vec::with_capacity(units.len());
    for unit in units {
        let periods = periods(indicator, *unit, on)?;
        let last = last_year(&periods).map(|months| months.iter().sum::<Decimal>().normalize());
        shares.push(Share {
            weight: match unit {
                Some(_) => last.unwrap_or_default().max(Decimal::ZERO),
                None => Decimal::ONE,
            },
            locked: unit.and_then(|unit| asked.locked.get(&unit).copied()),
        });
        let weights = month_weights(&season(&periods), periods.period == 11);
        let month = |at: usize| Share {
            weight: weights[at],
            locked: unit.and_then(|unit| asked.months.get(&(unit, at as i8 + 1)).copied()),
        };
        months.push(std::array::from_fn(month));
        before.push(last);
    }
    Ok(Weights {
        shares,
        months,
        before,
    })
}

/// The zone's own course: its units' months added up.
fn whole(target: Decimal, parts: &[Proposed]) -> Proposed {
    let month = |at: usize| parts.iter().map(|part| part.months[at]).sum();
    let known = parts.iter().map(|part| part.last_year);
    Proposed {
        unit: None,
        last_year: known.sum::<Option<Decimal>>(),
        amount: target,
        months: (0..12).map(month).collect(),
        locked: false,
        locked_months: Vec::new(),
        base_share: None,
        share_locked: false,
        pull: None,
    }
}

/// The figures of a flow or a count as the amounts of its periods, eleven or twelve a year.
///
/// # Errors
/// What does not add up over a year, and months missing in between.
pub fn periods(indicator: &Indicator, unit: Option<UnitId>, on: Date) -> Result<Periods, Refusal> {
    if !indicator.definition.kind.is_cumulative() {
        return Err(Refusal::new(
            "zone/does-not-add-up",
            Words::new(
                "存量、比率和增速没有全年累计可言",
                "stocks, ratios and growth rates do not add up over a year",
            ),
            Words::new("请选流量或个数指标", "choose a flow or a count"),
        ));
    }
    periods_of(&published(indicator, unit, on), on.year()).map_err(not_consecutive)
}

/// The same of figures; where nothing of the year is known yet, its last year is over.
fn periods_of(figures: &[Published], year: i16) -> Result<Periods, NotConsecutive> {
    let mut periods = from_cumulative(figures)?;
    let last = figures.last().map(|own| (own.year, own.month));
    if last.is_some_and(|last| last.0 < year && last.1 == 12) {
        periods.known = 0;
    }
    Ok(periods)
}

/// The figures of a series, as they were published.
fn published(indicator: &Indicator, unit: Option<UnitId>, on: Date) -> Vec<Published> {
    let months = indicator.months(unit, on);
    months
        .map(|(month, seen)| Published {
            year: month.year,
            month: month.month,
            value: seen.latest.value.to_f64().unwrap_or(f64::NAN),
        })
        .collect()
}

fn not_consecutive(problem: NotConsecutive) -> Refusal {
    let cause = match problem {
        NotConsecutive::Gap { year, month } => Words::new(
            format!("{year} 年 {month} 月之前缺月份"),
            format!("a month is missing before {year}-{month:02}"),
        ),
        NotConsecutive::NotInOrder { year, month } => Words::new(
            format!("{year} 年 {month} 月重复或次序颠倒"),
            format!("{year}-{month:02} is given twice or out of order"),
        ),
        _ => Words::new(
            "没有完整年度的数据",
            "there are no figures from a January on",
        ),
    };
    let remedy = Words::new(
        "补录缺的月份后再看",
        "enter the missing months, then look again",
    );
    Refusal::new("zone/months-missing", cause, remedy)
}

/// The season of whole past years, as a plan curve; linear without one.
pub fn season(periods: &Periods) -> PlanCurve {
    let past = &periods.values[..periods.values.len() - periods.known];
    let years = past.chunks_exact(periods.period).map(twelve);
    past_seasons(&years.collect::<Vec<_>>()).unwrap_or(PlanCurve::Linear)
}

/// The last whole year's months, if there is one.
pub fn last_year(periods: &Periods) -> Option<[Decimal; 12]> {
    let past = &periods.values[..periods.values.len() - periods.known];
    past.chunks_exact(periods.period).next_back().map(twelve)
}

/// A year's periods as twelve months; where January and February are one, February has both.
fn twelve(year: &[f64]) -> [Decimal; 12] {
    let mut months = [Decimal::ZERO; 12];
    let first = 12 - year.len().min(12);
    for (month, value) in months[first..].iter_mut().zip(year) {
        *month = Decimal::from_f64(*value).unwrap_or_default().round_dp(6);
    }
    months
}

fn not_spread(problem: NotSpread) -> Refusal {
    let cause = match problem {
        NotSpread::NoParts => Words::new("没有单位报过这个指标", "no unit reports this indicator"),
        NotSpread::LockedBeyond { over } => Words::new(
            format!("锁定的数比目标多 {over}"),
            format!("what is locked is {over} above the target"),
        ),
        NotSpread::NoWeight { left } => Words::new(
            format!("还有 {left} 没有单位可分：上年都没有实绩"),
            format!("{left} is left and no unit has amounts of last year to go by"),
        ),
        NotSpread::Finer { amount, places } => Words::new(
            format!("{amount} 的小数多于 {places} 位"),
            format!("{amount} has more than {places} decimal places"),
        ),
        _ => Words::new("数值超出范围", "a number is out of range"),
    };
    let remedy = Words::new(
        "核对目标、锁定的数和小数位",
        "check target, locked parts and places",
    );
    Refusal::new("zone/not-spread", cause, remedy)
}
