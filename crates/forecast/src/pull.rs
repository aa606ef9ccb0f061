//! 拉动与贡献率: what each part brings to the growth of the whole.

use rust_decimal::Decimal;

/// One part of a whole that grows: a unit or an industry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Growing {
    /// Its amount in the base period.
    pub base: Decimal,
    /// Its growth, as published on a comparable base.
    pub growth: Decimal,
}

/// What a part brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pull {
    /// Its share of the base.
    pub base_share: Decimal,
    /// 拉动, in percentage points: base share × growth.
    pub pull_pp: Decimal,
    /// 贡献率: its pull over the growth of the whole; none where that is zero.
    pub contribution: Option<Decimal>,
}

/// 拉动 in percentage points of a part with a share of the base.
pub fn pull_pp(base_share: Decimal, growth: Decimal) -> Option<Decimal> {
    base_share
        .checked_mul(growth)?
        .checked_mul(Decimal::ONE_HUNDRED)
}

/// 贡献率: pull over total growth, both in the same unit. `None` when nothing grew.
pub fn contribution(pull: Decimal, total: Decimal) -> Option<Decimal> {
    pull.checked_div(total)
}

/// Growth of the whole, Σ share × growth, and what each part brings to it. `None` unless the sum
/// of the bases is above zero.
pub fn pulls(parts: &[Growing]) -> Option<(Decimal, Vec<Pull>)> {
    let mut whole = Decimal::ZERO;
    for part in parts {
        whole = whole.checked_add(part.base)?;
    }
    if whole <= Decimal::ZERO {
        return None;
    }
    let mut total = Decimal::ZERO;
    let mut pulls = Vec::with_capacity(parts.len());
    for part in parts {
        // Multiplied before divided: exact wherever the quotient is.
        let share_grown = part.base.checked_mul(part.growth)?.checked_div(whole)?;
        total = total.checked_add(share_grown)?;
        let pull_pp = share_grown.checked_mul(Decimal::ONE_HUNDRED)?;
        pulls.push(Pull {
            base_share: part.base / whole,
            pull_pp,
            contribution: None,
        });
    }
    for pull in &mut pulls {
        pull.contribution = contribution(pull.pull_pp / Decimal::ONE_HUNDRED, total);
    }
    Some((total, pulls))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(number: i64) -> Decimal {
        Decimal::new(number, 3)
    }

    #[test]
    fn published_pulls() {
        // 拉动 17.4 points of 25.3%: published as 68.7%, which the authors took from figures with
        // more digits; from the published ones it is 68.77%.
        let found =
            contribution(percent(174), percent(253)).expect("growth") * Decimal::ONE_HUNDRED;
        assert_eq!(found.trunc_with_scale(1), Decimal::new(687, 1));
        let low = contribution(Decimal::new(1735, 4), Decimal::new(2535, 4)).expect("growth");
        let high = contribution(Decimal::new(1745, 4), Decimal::new(2525, 4)).expect("growth");
        assert!((low..high).contains(&percent(687)));
        // 工业 40.2% pulling 6.2 points: its base share is 15.4%.
        let share = contribution(percent(62), percent(402)).expect("growth");
        assert_eq!(
            (share * Decimal::ONE_HUNDRED).round_dp(1),
            Decimal::new(154, 1)
        );
        assert_eq!(
            pull_pp(percent(154), percent(402)).map(|pull| pull.round_dp(1)),
            Some(Decimal::new(62, 1))
        );
    }

    #[test]
    fn growth_does_not_add_up_but_pulls_do() {
        let part = |base: i64, growth: i64| Growing {
            base: Decimal::from(base),
            growth: percent(growth),
        };
        let (total, pulls) = super::pulls(&[part(800, 50), part(200, 300)]).expect("bases");
        assert_eq!(total, Decimal::new(1, 1));
        assert_eq!(pulls[0].pull_pp.normalize(), Decimal::from(4));
        assert_eq!(
            pulls[1].contribution.map(|share| share.normalize()),
            Some(Decimal::new(6, 1))
        );
        let sum: Decimal = pulls.iter().filter_map(|pull| pull.contribution).sum();
        assert_eq!(sum, Decimal::ONE);
        assert_eq!(super::pulls(&[part(0, 50)]), None);
        let (still, pulls) = super::pulls(&[part(5, 0)]).expect("a base");
        assert_eq!((still, pulls[0].contribution), (Decimal::ZERO, None));
    }
}
