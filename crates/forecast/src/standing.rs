//! 完成率、进度差、相对进度: where an indicator stands against its plan.

use rust_decimal::Decimal;

/// Where something stands. Unrounded: whoever shows it rounds once, at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// 完成率: done to date over the year's target.
    pub completion: Decimal,
    /// 进度差, in percentage points: completion less the planned share.
    pub gap_pp: Decimal,
    /// 相对进度: completion over the planned share; none while nothing is planned.
    pub pace: Option<Decimal>,
}

impl Progress {
    /// From amounts and the share planned by now (序时进度 or a plan curve). `None` without a target
    /// above zero.
    ///
    /// ```
    /// use rust_decimal::Decimal;
    /// // 629.0 of 647.4 by the end of October: 97.2%, 13.8 points ahead.
    /// let (done, target) = (Decimal::new(6290, 1), Decimal::new(6474, 1));
    /// let found = forecast::Progress::of(done, target, forecast::time_share(10)).unwrap();
    /// assert_eq!((found.completion * Decimal::ONE_HUNDRED).round_dp(1), Decimal::new(972, 1));
    /// assert_eq!(found.gap_pp.round_dp(1), Decimal::new(138, 1));
    /// ```
    pub fn of(done: Decimal, target: Decimal, planned: Decimal) -> Option<Progress> {
        if target <= Decimal::ZERO {
            return None;
        }
        Progress::of_share(done.checked_div(target)?, planned)
    }

    /// From a completion that is known as such.
    pub fn of_share(completion: Decimal, planned: Decimal) -> Option<Progress> {
        Some(Progress {
            completion,
            gap_pp: completion
                .checked_sub(planned)?
                .checked_mul(Decimal::ONE_HUNDRED)?,
            pace: if planned > Decimal::ZERO {
                completion.checked_div(planned)
            } else {
                None
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time_share;

    #[test]
    fn golden_gaps_and_the_pace_beside_them() {
        let check = |percent: i64, scale: u32, month, gap: &str, pace: &str| {
            let share = Decimal::new(percent, scale + 2);
            let found = Progress::of_share(share, time_share(month)).expect("in range");
            let pace_found = found.pace.expect("some of the year is gone");
            assert_eq!(found.gap_pp.round_dp(2).to_string(), gap);
            assert_eq!(pace_found.round_dp(3).to_string(), pace);
        };
        check(74, 0, 8, "7.33", "1.110");
        check(452, 1, 5, "3.53", "1.085");
        check(432, 1, 5, "1.53", "1.037");
        assert_eq!(
            Progress::of(Decimal::ONE, Decimal::ZERO, Decimal::ONE),
            None
        );
        let start = Progress::of_share(Decimal::ZERO, Decimal::ZERO).expect("in range");
        assert_eq!(start.pace, None);
    }
}
