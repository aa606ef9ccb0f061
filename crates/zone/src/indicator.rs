//! 经济指标, first floor: level indicators by month, with targets.

use imbl::OrdMap;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{BasisPoints, IndicatorId, Timeline, UnitId, Words};

/// A level indicator. Values are cumulative from January for a flow, at month's end for a stock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// Its definition.
    pub definition: Definition,
    /// Values by series and month.
    pub values: OrdMap<(Option<UnitId>, Month), Observation>,
    /// Year's targets by series and year, by effective date.
    pub targets: OrdMap<(Option<UnitId>, i16), Timeline<Decimal>>,
    /// Entity version.
    pub version: u32,
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
    /// Flow or stock.
    pub kind: LevelKind,
    /// Whether more is better.
    pub better: Better,
    /// The unit that answers for it.
    pub lead_unit: Option<UnitId>,
    /// Whether no value is published for January alone (fixed-asset investment).
    pub january_skipped: bool,
}

/// Kinds of level indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LevelKind {
    /// Adds up over the year; reported cumulatively.
    Flow,
    /// The amount at the end of the month.
    Stock,
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

/// A value of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// The value.
    pub value: Decimal,
    /// How firm it is.
    pub state: ValueState,
    /// The event that recorded it.
    pub seq: u64,
}

/// 预计数 快报 定报 修订: how firm a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueState {
    /// 预计数.
    Forecast,
    /// 快报.
    Flash,
    /// 定报.
    Final,
    /// 修订.
    Revised,
}

/// Where an indicator stands on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The last month reported by the date.
    pub month: Month,
    /// Its value.
    pub done: Decimal,
    /// The year's target in force on the date.
    pub target: Option<Decimal>,
    /// 完成率, unrounded.
    pub completion: Option<Decimal>,
    /// 序时进度, unrounded.
    pub time_share: Decimal,
}

impl Standing {
    /// 进度差 from unrounded shares, in basis points.
    pub fn gap(&self) -> Option<BasisPoints> {
        BasisPoints::from_fraction(self.completion? - self.time_share)
    }
}

impl Indicator {
    /// Where the series of a unit (or of the whole zone) stands on a date.
    pub fn standing(&self, unit: Option<UnitId>, date: Date) -> Option<Standing> {
        let (month, observation) = self.months(unit, date).next_back()?;
        let target = self
            .targets
            .get(&(unit, month.year))
            .and_then(|line| line.at(date))
            .map(|(_, target)| *target);
        let completion = target.and_then(|target| observation.value.checked_div(target));
        let time_share = match self.definition.kind {
            LevelKind::Flow => forecast::time_share(month.month),
            LevelKind::Stock => Decimal::ONE,
        };
        Some(Standing {
            month,
            done: observation.value,
            target,
            completion,
            time_share,
        })
    }

    /// The months of a series whose last day is not after the date, oldest first.
    pub fn months(
        &self,
        unit: Option<UnitId>,
        date: Date,
    ) -> impl DoubleEndedIterator<Item = (Month, &Observation)> {
        let first = (
            unit,
            Month {
                year: i16::MIN,
                month: 1,
            },
        );
        let last = (
            unit,
            Month {
                year: i16::MAX,
                month: 12,
            },
        );
        self.values
            .range(first..=last)
            .map(|((_, month), observation)| (*month, observation))
            .filter(move |(month, _)| month.last_day() <= date)
    }
}
