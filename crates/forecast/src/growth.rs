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
}
