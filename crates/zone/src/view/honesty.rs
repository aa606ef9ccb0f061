//! 兑现: what was said of a year's end or promised for a month, what came, and what that says of
//! who said it.
//!
//! Nothing is worked out again: chances are those of the events that kept them, promises are values
//! reported as 预计数 before the figure was known. Both are scored only once the figure is out.

use std::collections::{BTreeMap, BTreeSet};

use forecast::{Promise, Stated, Verdict, calibration, habit};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive as _, ToPrimitive as _};
use serde::Serialize;

use super::Looking;
use super::indicator::series_name;
use crate::indicator::{Better, Indicator, KeptYearEnd, Month, Observation, Reported, ValueState};
use crate::{BasisPoints, IndicatorId, UnitId, Words, Zone, limits};

/// Everything said that can be scored by a date.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Honesty {
    /// How good stated chances were, of the whole zone's series.
    pub forecasts: Score,
    /// Each forecast of the whole zone, the newest first.
    pub said: Vec<Said>,
    /// The same of units' series: they are many and their courses rougher, and would drown the
    /// zone's.
    pub unit_forecasts: Score,
    /// Each forecast of a unit, the newest first.
    pub unit_said: Vec<Said>,
    /// What each unit's promises are worth, in protocol order.
    pub habits: Vec<UnitHabit>,
    /// Each promise with what came, the newest first.
    pub promises: Vec<Promised>,
}

/// Forecasts of year's ends against how they ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Score {
    /// Chances that can be scored.
    pub count: usize,
    /// Years of indicators they are about: those of one year rise and fall together.
    pub years: usize,
    /// Forecasts of years that have not ended.
    pub waiting: usize,
    /// Mean square of chance less outcome, in basis points: 0 is perfect, 2500 a coin.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub brier: Option<BasisPoints>,
    /// Mean chance less share that came true: above zero is optimism.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub bias: Option<BasisPoints>,
    /// Mean distance of what was said from what happened.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub error: Option<BasisPoints>,
    /// What nineteen of twenty perfect forecasters with these chances stay below.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub error_limit: Option<BasisPoints>,
    /// Of the years that ended, forecasts whose 80% interval held the figure.
    pub inside_80: usize,
    /// Of them, whose 95% interval did.
    pub inside_95: usize,
    /// Forecasts of years that have ended, with a chance or without.
    pub ended: usize,
    /// What was said against what happened, by tenths of chance; empty ones left out.
    pub bins: Vec<ScoreBin>,
}

/// Chances of one tenth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreBin {
    /// How many.
    pub count: usize,
    /// Their mean chance.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub said: BasisPoints,
    /// The share that came true.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub happened: BasisPoints,
}

/// A forecast as it was said, with how the year ended.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Said {
    /// The indicator.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub indicator: IndicatorId,
    /// Its name.
    pub name: Words,
    /// Whose series; the whole zone's where none.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub unit: Option<UnitId>,
    /// The unit's name.
    pub unit_name: Words,
    /// The last month known then.
    pub month: String,
    /// The target it was about.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub target: Option<Decimal>,
    /// The chance that was stated.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub chance: Option<BasisPoints>,
    /// What was expected.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub mean: Decimal,
    /// Eight in ten years were said to end above, of nine in ten.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub low: Decimal,
    /// And below.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub high: Decimal,
    /// How the year ended; none while that is not final.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub came: Option<Decimal>,
    /// Whether the target was reached.
    pub reached: Option<bool>,
    /// Whether the 80% interval held it.
    pub inside: Option<bool>,
    /// What the forecast rested on.
    pub method: String,
    /// Version of the engine that made it.
    pub engine: u32,
    /// The event that kept it.
    pub seq: u64,
}

/// What the promises of a unit are worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitHabit {
    /// The unit; the whole zone where none.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub unit: Option<UnitId>,
    /// Its name.
    pub name: Words,
    /// Promises that can be compared.
    pub count: usize,
    /// Of them, better than what came.
    pub above: usize,
    /// Of them, worse than what came.
    pub below: usize,
    /// Mean of promised over came, less one.
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub bias: BasisPoints,
    /// `too_few`, `even`, `optimistic` or `cautious`: a habit is named only where luck would lean
    /// as far in one of twenty cases or fewer.
    pub verdict: &'static str,
}

/// A promise with what came.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Promised {
    /// The indicator.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub indicator: IndicatorId,
    /// Its name.
    pub name: Words,
    /// Whose promise; the whole zone's where none.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub unit: Option<UnitId>,
    /// The unit's name.
    pub unit_name: Words,
    /// The month.
    pub month: String,
    /// What was promised for the month itself; to date, where the month before is not known.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub promised: Decimal,
    /// What came, for the same.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub came: Decimal,
    /// Promised over came, less one.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub over: Option<BasisPoints>,
    /// The event that recorded the promise.
    pub seq: u64,
    /// The event that recorded what came.
    pub came_seq: u64,
}

/// What was said and promised, as far as it can be scored on the date.
pub fn honesty(zone: &Zone, looking: Looking<'_>) -> Honesty {
    let mut said = Vec::new();
    let mut promises = Vec::new();
    for indicator in zone.indicators.values() {
        said.extend(said_of(zone, indicator, looking));
        promises.extend(promises_of(zone, indicator, looking));
    }
    let (of_units, of_zone): (Vec<Forecasted>, Vec<Forecasted>) =
        said.into_iter().partition(|own| own.shown.unit.is_some());
    let habits = habits(zone, &promises);
    let mut promises: Vec<Promised> = promises.into_iter().map(|own| own.shown).collect();
    promises.sort_by_key(|own| std::cmp::Reverse((own.came_seq, own.seq)));
    promises.truncate(limits::PROMISES_SHOWN);
    Honesty {
        forecasts: score(&of_zone),
        said: newest(of_zone),
        unit_forecasts: score(&of_units),
        unit_said: newest(of_units),
        habits,
        promises,
    }
}

/// What is shown of them, the newest first.
fn newest(said: Vec<Forecasted>) -> Vec<Said> {
    let mut said: Vec<Said> = said.into_iter().map(|own| own.shown).collect();
    said.sort_by_key(|own| std::cmp::Reverse(own.seq));
    said.truncate(limits::FORECASTS_SHOWN);
    said
}

/// A forecast with what scoring needs besides.
struct Forecasted {
    shown: Said,
    year: i16,
    inside_95: Option<bool>,
}

/// Forecasts of one indicator: of each month the first that was made with it.
fn said_of(zone: &Zone, indicator: &Indicator, looking: Looking<'_>) -> Vec<Forecasted> {
    let on = looking.true_on;
    let all = indicator.kept.iter();
    let all = all.filter(|((_, month), _)| indicator.definition.closes(*month) <= on);
    all.filter_map(|((unit, month), kept)| {
        let first = kept.first()?;
        let december = Month {
            month: 12,
            ..*month
        };
        let ended = indicator.values.get(&(*unit, december));
        let ended = ended.filter(|_| indicator.definition.closes(december) <= on);
        let ended = ended.map(|own| &own.latest);
        let came = ended.filter(|own| own.state >= ValueState::Final);
        let came = came.map(|own| own.value);
        let series = (*unit, series_name(zone, *unit, on));
        Some(forecasted(indicator, series, *month, first, came))
    })
    .collect()
}

fn forecasted(
    indicator: &Indicator,
    (unit, unit_name): (Option<UnitId>, Words),
    month: Month,
    kept: &KeptYearEnd,
    came: Option<Decimal>,
) -> Forecasted {
    let reached = |came: Decimal| {
        let target = kept.target?;
        Some(match indicator.definition.better {
            Better::More => came >= target,
            Better::Less => came <= target,
        })
    };
    let within = |(low, high): (Decimal, Decimal)| came.map(|came| low <= came && came <= high);
    Forecasted {
        year: month.year,
        inside_95: within(kept.within_95),
        shown: Said {
            indicator: indicator.id,
            name: indicator.definition.name.clone(),
            unit,
            unit_name,
            month: month.to_string(),
            target: kept.target,
            chance: kept.chance,
            mean: kept.mean,
            low: kept.within_80.0,
            high: kept.within_80.1,
            came,
            reached: came.and_then(reached),
            inside: within(kept.within_80),
            method: kept.method.clone(),
            engine: kept.engine,
            seq: kept.seq,
        },
    }
}

/// Seed of the simulated perfect forecasters: the same record gives the same limit.
const SEED: u64 = 1;

fn score(said: &[Forecasted]) -> Score {
    let stated = said.iter().filter_map(|own| {
        Some((
            (own.shown.indicator, own.year),
            Stated {
                chance: f64::from(own.shown.chance?.0) / 10_000.0,
                happened: own.shown.reached?,
                about: own.shown.indicator.0 as usize * 10_000 + own.year.unsigned_abs() as usize,
            },
        ))
    });
    let (years, stated): (BTreeSet<_>, Vec<Stated>) = stated.unzip();
    let ended = said.iter().filter(|own| own.shown.came.is_some()).count();
    let mut score = Score {
        count: stated.len(),
        years: years.len(),
        waiting: said.len() - ended,
        inside_80: said
            .iter()
            .filter(|own| own.shown.inside == Some(true))
            .count(),
        inside_95: said
            .iter()
            .filter(|own| own.inside_95 == Some(true))
            .count(),
        ended,
        ..Score::default()
    };
    if let Some(found) = calibration(&stated, SEED) {
        score.brier = points(found.brier);
        score.bias = points(found.bias);
        score.error = points(found.error);
        score.error_limit = points(found.error_limit);
        let bins = found.bins.iter().filter(|bin| bin.count > 0);
        let bins = bins.filter_map(|bin| {
            Some(ScoreBin {
                count: bin.count,
                said: points(bin.said)?,
                happened: points(bin.happened)?,
            })
        });
        score.bins = bins.collect();
    }
    score
}

fn points(share: f64) -> Option<BasisPoints> {
    BasisPoints::from_fraction(Decimal::from_f64(share)?)
}

/// A promise with what judging needs besides.
struct Kept {
    shown: Promised,
    better: Better,
}

/// Promises of one indicator's series: amounts alone, since points of a hundred may be nought or
/// below.
fn promises_of(zone: &Zone, indicator: &Indicator, looking: Looking<'_>) -> Vec<Kept> {
    let definition = &indicator.definition;
    let on = looking.true_on;
    let amounts = definition.kind.is_amount();
    let all = indicator.values.iter().filter(|_| amounts);
    let all = all.filter(|((_, month), _)| definition.closes(*month) <= on);
    all.filter_map(|((unit, month), reported)| {
        let (promise, came) = promise(reported)?;
        // What came in the months before is no promise: it is taken off both.
        let before = definition
            .before(*month)
            .filter(|_| definition.kind.is_cumulative());
        let before = before.and_then(|before| indicator.values.get(&(*unit, before)));
        let before = before.map_or(Decimal::ZERO, |own| own.latest.value);
        let (promised, came_value) = (promise.value - before, came.value - before);
        let over = promised
            .checked_div(came_value)
            .filter(|_| came_value > Decimal::ZERO);
        Some(Kept {
            better: definition.better,
            shown: Promised {
                indicator: indicator.id,
                name: definition.name.clone(),
                unit: *unit,
                unit_name: series_name(zone, *unit, on),
                month: month.to_string(),
                promised,
                came: came_value,
                over: over.and_then(|over| BasisPoints::from_fraction(over - Decimal::ONE)),
                seq: promise.seq,
                came_seq: came.seq,
            },
        })
    })
    .collect()
}

/// The last value said beforehand, and the one that holds now it is known.
fn promise(reported: &Reported) -> Option<(&Observation, &Observation)> {
    let came = Some(&reported.latest).filter(|own| own.state > ValueState::Forecast)?;
    let beforehand = |own: &&Observation| own.state == ValueState::Forecast;
    Some((reported.earlier.iter().rfind(beforehand)?, came))
}

fn habits(zone: &Zone, promises: &[Kept]) -> Vec<UnitHabit> {
    let rank = |unit: Option<UnitId>| {
        let found = unit.and_then(|unit| zone.units.get(&unit));
        (found.map(|own| own.protocol_rank), unit)
    };
    let mut by_unit: BTreeMap<_, Vec<&Kept>> = BTreeMap::new();
    for own in promises {
        by_unit.entry(rank(own.shown.unit)).or_default().push(own);
    }
    by_unit
        .into_values()
        .filter_map(|own| unit_habit(&own))
        .collect()
}

fn unit_habit(promises: &[&Kept]) -> Option<UnitHabit> {
    let first = promises.first()?;
    let compared = promises.iter().filter_map(|own| {
        let (promised, came) = (own.shown.promised.to_f64()?, own.shown.came.to_f64()?);
        // Where less is better, whoever promises less than comes is the optimist.
        Some(match own.better {
            Better::More => Promise { promised, came },
            Better::Less => Promise {
                promised: came,
                came: promised,
            },
        })
    });
    let found = habit(&compared.collect::<Vec<_>>());
    Some(UnitHabit {
        unit: first.shown.unit,
        name: first.shown.unit_name.clone(),
        count: found.count,
        above: found.above,
        below: found.below,
        bias: points(found.bias)?,
        verdict: match found.verdict {
            Verdict::TooFew => "too_few",
            Verdict::Even => "even",
            Verdict::Optimistic => "optimistic",
            Verdict::Cautious => "cautious",
        },
    })
}
