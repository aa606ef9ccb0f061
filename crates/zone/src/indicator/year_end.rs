//! 全年预计: how the year may end by the course of a series, and what of it was kept to be scored.
//!
//! The engine works in floating point; its figures are rounded here, once, to the places the series
//! is published with.

use forecast::{Published, Series, from_cumulative, year_end};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive as _, ToPrimitive as _};
use serde::{Deserialize, Serialize};

use super::{Better, Every, Indicator, Month};
use crate::{BasisPoints, UnitId, Words};

/// How a year may end, as far as it was known.
#[derive(Debug, Clone, PartialEq)]
pub struct YearEnd {
    /// The last month known.
    pub month: Month,
    /// The target it is about.
    pub target: Option<Decimal>,
    /// The chance to reach the target (to stay at or below it where less is better).
    pub chance: Option<BasisPoints>,
    /// What is expected.
    pub mean: Decimal,
    /// Eight in ten years end between these.
    pub within_80: (Decimal, Decimal),
    /// Nineteen in twenty end between these.
    pub within_95: (Decimal, Decimal),
    /// What the answer rests on.
    pub method: String,
    /// What has to be said beside it.
    pub notes: Vec<Words>,
}

/// A forecast of the year's end as it was said at the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptYearEnd {
    /// The target it was about.
    pub target: Option<Decimal>,
    /// The chance to reach it.
    pub chance: Option<BasisPoints>,
    /// What was expected.
    pub mean: Decimal,
    /// Eight in ten years were said to end between these.
    pub within_80: (Decimal, Decimal),
    /// Nineteen in twenty were said to end between these.
    pub within_95: (Decimal, Decimal),
    /// What the answer rested on.
    pub method: String,
    /// Version of the engine that said it.
    pub engine: u32,
    /// The event.
    pub seq: u64,
}

impl Indicator {
    /// How the year of a date may end; `None` for what does not add up, for quarters, and for a
    /// course with gaps.
    pub fn year_end(&self, unit: Option<UnitId>, on: Date) -> Option<YearEnd> {
        let (month, end) = self.year_end_law(unit, on)?;
        let newest = self.values.get(&(unit, month))?.latest.value;
        let target = self.targets.get(&(unit, on.year()));
        let target = target.and_then(|own| own.on(on)).map(|own| own.value);
        let places = newest.scale();
        let rounded = |figure: f64| Some(Decimal::from_f64(figure)?.round_dp(places));
        let between = |low, high| Some((rounded(end.quantile(low))?, rounded(end.quantile(high))?));
        let notes = end.notes.iter();
        Some(YearEnd {
            month,
            target,
            chance: target.and_then(|target| self.good(end.chance(target.to_f64()?))),
            mean: rounded(end.mean)?,
            within_80: between(0.1, 0.9)?,
            within_95: between(0.025, 0.975)?,
            method: end.method.name().to_owned(),
            notes: notes
                .map(|note| Words::new(note.message_zh(), note.message_en()))
                .collect(),
        })
    }

    /// The chance that is meant, of the chance to reach a target or pass it.
    pub(crate) fn good(&self, reached: f64) -> Option<BasisPoints> {
        let chance = match self.definition.better {
            Better::More => reached,
            Better::Less => 1.0 - reached,
        };
        BasisPoints::from_fraction(Decimal::from_f64(chance)?)
    }

    /// The same as the engine has it, with the last month known.
    pub(crate) fn year_end_law(
        &self,
        unit: Option<UnitId>,
        on: Date,
    ) -> Option<(Month, year_end::YearEnd)> {
        let (month, series, known) = self.year_so_far(unit, on)?;
        let end = year_end::year_end(&series, known, u64::from(self.id.0)).ok()?;
        Some((month, end))
    }

    /// What forecasts of the year's end are made from: the last month known, the series, and how
    /// many of its periods are of this year.
    pub(crate) fn year_so_far(
        &self,
        unit: Option<UnitId>,
        on: Date,
    ) -> Option<(Month, Series, usize)> {
        let definition = &self.definition;
        if !definition.kind.is_cumulative() || definition.every != Every::Month {
            return None;
        }
        let months: Vec<_> = self.months(unit, on).collect();
        let (month, _) = *months.last()?;
        let figures = months.iter().map(|(month, own)| {
            Some(Published {
                year: month.year,
                month: month.month,
                value: own.latest.value.to_f64()?,
            })
        });
        let periods = from_cumulative(&figures.collect::<Option<Vec<_>>>()?).ok()?;
        let known = if month.year == on.year() {
            periods.known
        } else {
            0
        };
        let series = Series::new(&periods.values, periods.period).ok()?;
        Some((month, series, known))
    }
}
