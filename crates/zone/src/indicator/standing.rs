//! 完成率 序时进度 进度差: where a series stands on a date.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Indicator, Kind, Month};
use crate::{BasisPoints, UnitId};

/// Where an indicator stands on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The last month reported by the date.
    pub month: Month,
    /// Its value.
    pub done: Decimal,
    /// The year's target in force on the date.
    pub target: Option<Decimal>,
    /// The target as first set.
    pub original: Option<Decimal>,
    /// 完成率, unrounded; an amount's alone.
    pub completion: Option<Decimal>,
    /// 序时进度, unrounded: the share of the year's target that the time gone asks for.
    pub time_share: Decimal,
    /// 进度差, unrounded, as a fraction.
    pub ahead: Option<Decimal>,
}

impl Standing {
    /// 进度差 from unrounded shares, in basis points. For a ratio or a growth rate: points above
    /// the target.
    pub fn gap(&self) -> Option<BasisPoints> {
        BasisPoints::from_fraction(self.ahead?)
    }
}

impl Indicator {
    /// Where the series of a unit (or of the whole zone) stands on a date.
    pub fn standing(&self, unit: Option<UnitId>, date: Date) -> Option<Standing> {
        let (month, reported) = self.months(unit, date).next_back()?;
        let done = reported.latest.value;
        let targets = self.targets.get(&(unit, month.year));
        let value = |own: &super::Target| own.value;
        let target = targets.and_then(|own| own.on(date)).map(value);
        let original = targets.and_then(|own| own.original()).map(value);
        let time_share = self.time_share(unit, month, date);
        let (completion, ahead) = if self.definition.kind.is_amount() {
            let completion = target.and_then(|target| done.checked_div(target));
            (completion, completion.map(|share| share - time_share))
        } else {
            let ahead = target.map(|target| (done - target) / Decimal::ONE_HUNDRED);
            (None, ahead)
        };
        Some(Standing {
            month,
            done,
            target,
            original,
            completion,
            time_share,
            ahead,
        })
    }

    /// The share of the year's target asked for by the end of a month: by the adopted plan of the
    /// series where there is one, else m/12. What does not add up is asked for in full.
    fn time_share(&self, unit: Option<UnitId>, month: Month, date: Date) -> Decimal {
        if !self.definition.kind.is_cumulative() {
            return match self.planned(unit, month, date) {
                Some((level, whole)) if self.definition.kind == Kind::Stock => {
                    level.checked_div(whole).unwrap_or(Decimal::ONE)
                }
                _ => Decimal::ONE,
            };
        }
        self.planned(unit, month, date)
            .and_then(|(done, whole)| done.checked_div(whole))
            .unwrap_or_else(|| forecast::time_share(month.month))
    }

    /// What the adopted plan wants by the end of a month, and by the end of the year.
    pub fn planned(
        &self,
        unit: Option<UnitId>,
        month: Month,
        date: Date,
    ) -> Option<(Decimal, Decimal)> {
        let adopted = self.allocation_on(month.year, date)?;
        let part = adopted.parts.iter().find(|part| part.unit == unit)?;
        let at = usize::try_from(month.month).ok()?;
        let months = part.months.get(..at).filter(|months| !months.is_empty())?;
        let done = if self.definition.kind.is_cumulative() {
            months.iter().sum()
        } else {
            *months.last()?
        };
        Some((done, part.amount))
    }
}
