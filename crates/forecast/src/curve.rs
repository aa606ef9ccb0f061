//! 序时进度: how much of the year is gone, or how much the plan wants done.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// Share of the year gone at the end of a month: m/12.
///
/// Months outside 0..=12 count as the nearest of them.
///
/// ```
/// use rust_decimal::Decimal;
/// // 1–8月 74% is 7.33 points ahead of 8/12.
/// let gap = Decimal::new(74, 2) - forecast::time_share(8);
/// assert_eq!((gap * Decimal::ONE_HUNDRED).round_dp(2), Decimal::new(733, 2));
/// ```
pub fn time_share(month: i8) -> Decimal {
    Decimal::from(month.clamp(0, 12)) / Decimal::from(12)
}

/// Share of the year gone at the end of a day: days gone (that day counted) over days of the year.
pub fn time_share_by_day(date: Date) -> Decimal {
    Decimal::from(date.day_of_year()) / Decimal::from(date.days_in_year())
}

/// The share of the year's plan that is to be done by the end of each month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanCurve {
    /// m/12.
    Linear,
    /// Cumulative shares by month, January first; 1 is the whole.
    Monthly([Decimal; 12]),
    /// Cumulative shares by quarter; linear within a quarter. E.g. 20/50/75/100%.
    Quarterly([Decimal; 4]),
}

impl PlanCurve {
    /// From twelve amounts that add up to the year's; `None` when their sum is not above zero.
    pub fn from_amounts(amounts: &[Decimal; 12]) -> Option<PlanCurve> {
        let whole: Decimal = amounts.iter().sum();
        if whole <= Decimal::ZERO {
            return None;
        }
        let mut shares = [Decimal::ZERO; 12];
        let mut done = Decimal::ZERO;
        for (share, amount) in shares.iter_mut().zip(amounts) {
            done += amount;
            *share = done / whole;
        }
        Some(PlanCurve::Monthly(shares))
    }

    /// The share planned by the end of a month; 0 before January, the last value after December.
    pub fn at_month_end(&self, month: i8) -> Decimal {
        if month <= 0 {
            return Decimal::ZERO;
        }
        let month = month.min(12);
        match self {
            PlanCurve::Linear => time_share(month),
            PlanCurve::Monthly(shares) => shares[month as usize - 1],
            PlanCurve::Quarterly(shares) => {
                let quarter = (month as usize - 1) / 3;
                let before = if quarter == 0 {
                    Decimal::ZERO
                } else {
                    shares[quarter - 1]
                };
                let within = Decimal::from(i64::from(month) - quarter as i64 * 3);
                before + (shares[quarter] - before) * within / Decimal::from(3)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn percent(value: Decimal) -> String {
        (value * Decimal::ONE_HUNDRED)
            .round_dp(2)
            .normalize()
            .to_string()
    }

    #[test]
    fn golden_gaps() {
        let check = |done: Decimal, month, expected: &str| {
            assert_eq!(percent(done - time_share(month)), expected);
        };
        check(Decimal::new(74, 2), 8, "7.33");
        check(Decimal::new(452, 3), 5, "3.53");
        check(Decimal::new(432, 3), 5, "1.53");
        // From the unrounded ratio: 13.8; rounding the ratio to 97.2% first would give 13.9.
        check(Decimal::new(6290, 1) / Decimal::new(6474, 1), 10, "13.82");
    }

    #[test]
    fn days_of_the_year_count_the_day_itself() {
        assert_eq!(time_share_by_day(date(2026, 12, 31)), Decimal::ONE);
        assert_eq!(percent(time_share_by_day(date(2024, 2, 29))), "16.39");
    }

    #[test]
    fn curves_by_quarter_and_by_amount() {
        let quarters = [20, 50, 75, 100].map(|share| Decimal::new(share, 2));
        let curve = PlanCurve::Quarterly(quarters);
        assert_eq!(percent(curve.at_month_end(3)), "20");
        assert_eq!(percent(curve.at_month_end(4)), "30");
        assert_eq!(percent(curve.at_month_end(12)), "100");
        let amounts = [0, 0, 5, 5, 10, 10, 10, 10, 20, 10, 10, 10].map(Decimal::from);
        let curve = PlanCurve::from_amounts(&amounts).expect("a plan above zero");
        assert_eq!(percent(curve.at_month_end(2)), "0");
        assert_eq!(percent(curve.at_month_end(6)), "30");
        assert_eq!(PlanCurve::from_amounts(&[Decimal::ZERO; 12]), None);
    }
}
