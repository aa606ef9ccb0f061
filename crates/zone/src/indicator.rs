//! 经济指标: what is measured, what was reported for each month, what was set for each year.
//!
//! Levels, counts, ratios and growth rates keep to what each is: a growth rate is what was
//! published on a comparable base, never derived from levels, nor levels from it; a ratio keeps
//! its numerator and denominator. Values keep every revision, targets every adjustment.

pub mod allocation;
mod disclosed;
mod peer;
mod series;
mod standing;
mod year_end;

use imbl::OrdMap;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::event::IndicatorReported;
use crate::{HandlingLevel, IndicatorId, UnitId, Words};
use allocation::Allocation;
pub use disclosed::disclosed;
pub use peer::{PeerFigure, PeerValue, Peers};
pub use series::{Observation, Parts, Reported, Target, Targets, ValueState};
pub use standing::Standing;
pub use year_end::{KeptYearEnd, YearEnd};

/// An indicator. Values are cumulative from January for a flow or a count, at the end of the
/// period for a stock, and points of a hundred for a ratio or a growth rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// Its definition.
    pub definition: Definition,
    /// Values by series and month.
    pub values: OrdMap<(Option<UnitId>, Month), Reported>,
    /// Year's targets by series and year.
    pub targets: OrdMap<(Option<UnitId>, i16), Targets>,
    /// How the year's target was broken down, by year: every version, oldest first.
    pub allocations: OrdMap<i16, Vec<Allocation>>,
    /// How the year was said to end, by series and the last month known then; oldest first.
    pub kept: OrdMap<(Option<UnitId>, Month), Vec<KeptYearEnd>>,
    /// What other zones published of it.
    pub peers: Peers,
    /// Entity version.
    pub version: u32,
    /// Every event about it, oldest first.
    pub history: Vec<u64>,
}

/// What an indicator measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Stable code within the zone.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// Unit of measure.
    pub measure: Words,
    /// What kind of figure it is.
    pub kind: Kind,
    /// Whether more is better.
    pub better: Better,
    /// The unit that answers for it.
    pub lead_unit: Option<UnitId>,
    /// Whether no value is published for January alone: the first period of the year is 1-2 月.
    pub january_skipped: bool,
    /// Monthly or quarterly.
    pub every: Every,
    /// Day on which a reporting month ends, where it is not the calendar's (27 for the 28th to the
    /// 27th).
    pub month_ends_on: Option<i8>,
    /// Days from the end of a period until its value is published.
    pub release_lag: u16,
    /// The system its values come from, where one is their source of truth.
    pub source: Option<String>,
    /// Which figure of projects is part of it, where their investment is.
    pub fed_by: Option<Feed>,
    /// 知悉范围: who reads it; of unpublished statistics, before a value is out.
    pub level: HandlingLevel,
}

/// A definition as events write it: what was added to the first form is left out where it says
/// nothing, so that records of then and now read and write alike. (A snapshot leaves nothing out.)
#[derive(Serialize, Deserialize)]
#[serde(remote = "Definition")]
pub(crate) struct Written {
    code: String,
    name: Words,
    measure: Words,
    kind: Kind,
    better: Better,
    lead_unit: Option<UnitId>,
    january_skipped: bool,
    #[serde(default, skip_serializing_if = "Every::is_month")]
    every: Every,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    month_ends_on: Option<i8>,
    #[serde(default, skip_serializing_if = "is_nought")]
    release_lag: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fed_by: Option<Feed>,
    #[serde(default, skip_serializing_if = "is_internal")]
    level: HandlingLevel,
}

fn is_internal(level: &HandlingLevel) -> bool {
    *level == HandlingLevel::Internal
}

fn is_nought(days: &u16) -> bool {
    *days == 0
}

/// Kinds of indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Adds up over the year; reported cumulatively.
    Flow,
    /// The amount at the end of the period.
    Stock,
    /// Whole things; reported cumulatively.
    Count,
    /// Points of a hundred, numerator over denominator.
    Ratio,
    /// Growth to date on the same months of last year, in points of a hundred, as published.
    Growth,
}

impl Kind {
    /// Whether figures add up over the year, so that parts of the year's target do too.
    pub fn is_cumulative(self) -> bool {
        matches!(self, Kind::Flow | Kind::Count)
    }

    /// Whether it is an amount; the others are points of a hundred.
    pub fn is_amount(self) -> bool {
        !matches!(self, Kind::Ratio | Kind::Growth)
    }
}

/// Figures of projects that add up to a part of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Feed {
    /// 调度口径: what units report of their projects.
    Reported,
    /// 纳统口径: what is certified by statistics.
    Certified,
}

/// How often values are published.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Monthly.
    #[default]
    Month,
    /// For the months to March, June, September and December.
    Quarter,
}

impl Every {
    fn is_month(&self) -> bool {
        *self == Every::Month
    }
}

/// Which direction is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    More,
    /// Less is better.
    Less,
}

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Month {
    /// Year.
    pub year: i16,
    /// Month from 1.
    pub month: i8,
}

impl Month {
    /// The month of a date.
    pub fn of(date: Date) -> Month {
        Month {
            year: date.year(),
            month: date.month(),
        }
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        jiff::civil::date(self.year, self.month, 1).last_of_month()
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl Definition {
    /// The last day of a reporting month.
    pub fn closes(&self, month: Month) -> Date {
        let last = month.last_day();
        match self.month_ends_on {
            Some(day) if (1..last.day()).contains(&day) => {
                jiff::civil::date(month.year, month.month, day)
            }
            _ => last,
        }
    }

    /// The day by which the value of a month is published.
    pub fn due_on(&self, month: Month) -> Date {
        let lag = jiff::Span::new().days(i64::from(self.release_lag));
        self.closes(month).saturating_add(lag)
    }

    /// Whether a value is published for a month of the year.
    pub fn publishes(&self, month: i8) -> bool {
        match self.every {
            Every::Month => month != 1 || !self.january_skipped,
            Every::Quarter => month % 3 == 0,
        }
    }

    /// The published month before one, within the year.
    pub fn before(&self, month: Month) -> Option<Month> {
        let earlier = (1..month.month).rev().find(|own| self.publishes(*own))?;
        Some(Month {
            month: earlier,
            ..month
        })
    }

    /// The published month after one, within the year.
    pub fn after(&self, month: Month) -> Option<Month> {
        let later = (month.month + 1..=12).find(|own| self.publishes(*own))?;
        Some(Month {
            month: later,
            ..month
        })
    }
}

impl Indicator {
    /// Before any value.
    pub fn new(id: IndicatorId, definition: Definition) -> Indicator {
        Indicator {
            id,
            definition,
            values: OrdMap::new(),
            targets: OrdMap::new(),
            allocations: OrdMap::new(),
            kept: OrdMap::new(),
            peers: OrdMap::new(),
            version: 1,
            history: Vec::new(),
        }
    }

    /// Takes in what was reported; a value it replaces is kept.
    pub(crate) fn report(&mut self, seq: u64, event: &IndicatorReported) {
        for new in &event.values {
            let observation = Observation {
                value: new.value,
                parts: new.parts,
                state: new.state,
                reason: event.reason,
                seq,
            };
            let key = (new.unit, new.month);
            match self.values.get_mut(&key) {
                Some(reported) => reported.revise(observation),
                None => {
                    self.values.insert(key, Reported::first(observation));
                }
            }
        }
    }

    /// The months of a series whose last day is not after the date, oldest first.
    pub fn months(
        &self,
        unit: Option<UnitId>,
        date: Date,
    ) -> impl DoubleEndedIterator<Item = (Month, &Reported)> {
        let month = |year, month| (unit, Month { year, month });
        self.values
            .range(month(i16::MIN, 1)..=month(i16::MAX, 12))
            .map(|((_, month), reported)| (*month, reported))
            .filter(move |(month, _)| self.definition.closes(*month) <= date)
    }
}
