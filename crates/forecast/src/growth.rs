//! Growth rates: what two years average to, and what the rest of the year must bring.

use rust_decimal::{Decimal, MathematicalOps as _};

/// 两年平均: `(1 + g)^(1/2) − 1` of the growth over two years; `None` at −100% and below.
pub fn two_year_average(growth: Decimal) -> Option<Decimal> {
    let whole = Decimal::ONE + growth;
    if whole <= Decimal::ZERO {
        return None;
    }
    Some(whole.sqrt()? - Decimal::ONE)
}

/// Growth needed over the rest of the year: `((1+G) − (1+g)·w)/(1−w) − 1`.
///
/// `target` is the year's growth target, `to_date` the growth so far, `base_share` the share of
/// the base year that fell in the months so far. `None` when nothing is left of the year.
pub fn growth_needed(target: Decimal, to_date: Decimal, base_share: Decimal) -> Option<Decimal> {
    let rest = Decimal::ONE - base_share;
    if rest <= Decimal::ZERO {
        return None;
    }
    let needed = (Decimal::ONE + target) - (Decimal::ONE + to_date) * base_share;
    Some(needed / rest - Decimal::ONE)
}

/// 可比口径: the base that a published level and its published growth imply, for comparing with the
/// level published a year before. Where the two differ the base was revised, and neither figure
/// follows from the other. `None` at −100% and below.
pub fn implied_base(level: Decimal, growth: Decimal) -> Option<Decimal> {
    let factor = Decimal::ONE.checked_add(growth)?;
    if factor > Decimal::ZERO {
        level.checked_div(factor)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_point_one_over_two_years_is_four_point_four_five_a_year() {
        let average = two_year_average(Decimal::new(91, 3)).expect("above −100%");
        assert_eq!(
            (average * Decimal::ONE_HUNDRED).round_dp(2),
            Decimal::new(445, 2)
        );
        assert_eq!(two_year_average(Decimal::NEGATIVE_ONE), None);
    }

    #[test]
    fn a_slow_half_asks_for_a_faster_one() {
        let needed = growth_needed(Decimal::new(8, 2), Decimal::new(6, 2), Decimal::new(5, 1));
        assert_eq!(
            needed.map(|growth| growth.round_dp(4)),
            Some(Decimal::new(10, 2))
        );
        assert_eq!(
            growth_needed(Decimal::ONE, Decimal::ONE, Decimal::ONE),
            None
        );
    }

    #[test]
    fn published_levels_and_growth_do_not_follow_from_each_other() {
        // Fixed investment of the country, January to July, in 亿元: 348,892 in 2019; 287,611 in
        // 2024, then said to be 3.6% up on a year before.
        let (before, now) = (Decimal::from(348_892), Decimal::from(287_611));
        let base = implied_base(now, Decimal::new(36, 3)).expect("above −100%");
        assert_eq!(base.round_dp(0), Decimal::from(277_617));
        // From the levels it would have fallen by 17.6% over years that all published growth.
        let from_levels = now / before - Decimal::ONE;
        assert_eq!(
            (from_levels * Decimal::ONE_HUNDRED).round_dp(1),
            Decimal::new(-176, 1)
        );
        assert_eq!(implied_base(now, Decimal::NEGATIVE_ONE), None);
    }
}
