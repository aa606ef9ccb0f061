//! 分解: a target over units and periods, parts that add up to the whole to the last digit.
//!
//! The largest remainder decides who gets the last digits, the earlier part where two are alike.
//! A locked part stays; the others share what it leaves.

use rust_decimal::Decimal;

use crate::PlanCurve;

/// One part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its weight among the parts that are not locked: base, past amount, or as given.
    pub weight: Decimal,
    /// Set by hand.
    pub locked: Option<Decimal>,
}

/// Why a whole is not spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotSpread {
    /// There are no parts.
    #[error("there are no parts")]
    NoParts,
    /// A weight is below zero.
    #[error("the weight of part {part} is below zero")]
    NegativeWeight {
        /// Its number, from 0.
        part: usize,
    },
    /// No part that is not locked has a weight.
    #[error("no part that is not locked has a weight, and {left} is left to spread")]
    NoWeight {
        /// What is left.
        left: Decimal,
    },
    /// The locked parts are more than the whole.
    #[error("the locked parts are more than the whole by {over}")]
    LockedBeyond {
        /// By how much.
        over: Decimal,
    },
    /// The whole, or a locked part, has more digits than its parts may have.
    #[error("{amount} has more decimal places than the {places} asked for")]
    Finer {
        /// The amount.
        amount: Decimal,
        /// Decimal places asked for.
        places: u32,
    },
    /// A number beyond what decimals hold.
    #[error("a number is out of range")]
    OutOfRange,
}

/// Spreads a whole over parts by weight, each with at most `places` decimal places.
///
/// ```
/// use rust_decimal::Decimal;
/// let thirds = [Decimal::ONE; 3].map(|weight| forecast::Part { weight, locked: None });
/// let parts = forecast::spread(Decimal::from(100), 1, &thirds).unwrap();
/// assert_eq!(parts, [334, 333, 333].map(|part| Decimal::new(part, 1)));
/// ```
pub fn spread(whole: Decimal, places: u32, parts: &[Part]) -> Result<Vec<Decimal>, NotSpread> {
    if parts.is_empty() {
        return Err(NotSpread::NoParts);
    }
    if let Some(part) = parts.iter().position(|part| part.weight < Decimal::ZERO) {
        return Err(NotSpread::NegativeWeight { part });
    }
    let mut left = digits(whole, places)?;
    for locked in parts.iter().filter_map(|part| part.locked) {
        left = left
            .checked_sub(digits(locked, places)?)
            .ok_or(NotSpread::OutOfRange)?;
    }
    let amount = |digits: i128| {
        Decimal::try_from_i128_with_scale(digits, places).map_err(|_| NotSpread::OutOfRange)
    };
    if left != 0 && (left < 0) != (whole < Decimal::ZERO) {
        return Err(NotSpread::LockedBeyond {
            over: amount(left.abs())?,
        });
    }
    let open: Vec<usize> = (0..parts.len())
        .filter(|at| parts[*at].locked.is_none())
        .collect();
    let weights: Vec<Decimal> = open.iter().map(|at| parts[*at].weight).collect();
    let weights = whole_weights(&weights, left)?;
    if left != 0 && weights.iter().all(|weight| *weight == 0) {
        return Err(NotSpread::NoWeight {
            left: amount(left)?,
        });
    }
    let shares = largest_remainder(left, &weights);
    let mut spread: Vec<Decimal> = parts
        .iter()
        .map(|part| part.locked.unwrap_or_default())
        .collect();
    for (at, share) in open.into_iter().zip(shares) {
        spread[at] = amount(share)?;
    }
    Ok(spread)
}

/// An amount in units of its last permitted digit.
fn digits(amount: Decimal, places: u32) -> Result<i128, NotSpread> {
    let plain = amount.normalize();
    if plain.scale() > places {
        return Err(NotSpread::Finer { amount, places });
    }
    let factor = 10i128
        .checked_pow(places - plain.scale())
        .ok_or(NotSpread::OutOfRange)?;
    plain
        .mantissa()
        .checked_mul(factor)
        .ok_or(NotSpread::OutOfRange)
}

/// Weights as whole numbers in the same proportion, small enough to be multiplied by what is left.
fn whole_weights(weights: &[Decimal], left: i128) -> Result<Vec<i128>, NotSpread> {
    let scale = weights
        .iter()
        .map(|weight| weight.normalize().scale())
        .max()
        .unwrap_or(0);
    let count = weights.len().max(1) as i128;
    // The product of what is left and the sum of all weights must fit.
    let room = i128::MAX / left.abs().max(1) / count;
    for scale in (0..=scale).rev() {
        let in_digits = |weight: &Decimal| digits(weight.round_dp(scale), scale).ok();
        let whole: Option<Vec<i128>> = weights.iter().map(in_digits).collect();
        if let Some(whole) = whole.filter(|whole| whole.iter().all(|weight| *weight <= room)) {
            return Ok(whole);
        }
    }
    // Beyond all measure: the last digits of such weights decide nothing.
    let mut whole: Vec<i128> = weights
        .iter()
        .map(|weight| weight.trunc().mantissa())
        .collect();
    while whole.iter().any(|weight| *weight > room) && room > 0 {
        whole.iter_mut().for_each(|weight| *weight /= 10);
    }
    if room > 0 {
        Ok(whole)
    } else {
        Err(NotSpread::OutOfRange)
    }
}

/// Whole shares of a whole number: rounded down, then one more for the largest remainders.
fn largest_remainder(whole: i128, weights: &[i128]) -> Vec<i128> {
    let sum: i128 = weights.iter().sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let (size, sign) = (whole.abs(), whole.signum());
    let mut shares: Vec<i128> = weights.iter().map(|weight| size * weight / sum).collect();
    let given: i128 = shares.iter().sum();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(size * weights[*at] % sum));
    for at in order
        .into_iter()
        .take(usize::try_from(size - given).unwrap_or(0))
    {
        shares[at] += 1;
    }
    shares.into_iter().map(|share| share * sign).collect()
}

/// What a unit's part of a growth target asks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrowthPart {
    /// The amount for the year: base and increase.
    pub amount: Decimal,
    /// Its growth over the base, unrounded; none for a unit without a base.
    pub growth: Option<Decimal>,
}

/// Spreads a growth target over units through their base-year amounts, for growth rates do not
/// add up: the year's amount is spread, and each unit's growth follows from its own part.
///
/// With weights alike to the bases every unit gets the same growth; `locked` growth stays. The
/// year's amount is rounded to `places` before it is spread.
pub fn spread_growth(
    target: Decimal,
    places: u32,
    bases: &[Decimal],
    locked: &[Option<Decimal>],
) -> Result<Vec<GrowthPart>, NotSpread> {
    let grown = |base: Decimal, growth: Decimal| {
        let factor = Decimal::ONE.checked_add(growth)?;
        Some(base.checked_mul(factor)?.round_dp(places))
    };
    let mut base_sum = Decimal::ZERO;
    let mut parts = Vec::with_capacity(bases.len());
    for (at, base) in bases.iter().enumerate() {
        base_sum = base_sum.checked_add(*base).ok_or(NotSpread::OutOfRange)?;
        let locked = match locked.get(at).copied().flatten() {
            Some(growth) => Some(grown(*base, growth).ok_or(NotSpread::OutOfRange)?),
            None => None,
        };
        parts.push(Part {
            weight: *base,
            locked,
        });
    }
    let whole = grown(base_sum, target).ok_or(NotSpread::OutOfRange)?;
    let amounts = spread(whole, places, &parts)?;
    let part = |(amount, base): (Decimal, &Decimal)| GrowthPart {
        amount,
        growth: amount
            .checked_div(*base)
            .and_then(|ratio| ratio.checked_sub(Decimal::ONE)),
    };
    Ok(amounts.into_iter().zip(bases).map(part).collect())
}

/// The weight of each month under a plan curve: what it adds to the share planned.
///
/// With `merged`, January has none and February has both: nothing is published for January.
pub fn month_weights(curve: &PlanCurve, merged: bool) -> [Decimal; 12] {
    let mut weights = [Decimal::ZERO; 12];
    for (month, weight) in (1i8..).zip(&mut weights) {
        // A curve given by hand may fall; a month cannot be planned below nothing.
        let added = curve.at_month_end(month) - curve.at_month_end(month - 1);
        *weight = added.max(Decimal::ZERO);
    }
    if merged {
        weights[1] += weights[0];
        weights[0] = Decimal::ZERO;
    }
    weights
}

/// The curve of past seasons: the mean of the shares each month had in its year. `None` without a
/// year whose sum is above zero.
pub fn past_seasons(years: &[[Decimal; 12]]) -> Option<PlanCurve> {
    let mut sums = [Decimal::ZERO; 12];
    let mut counted = 0;
    for year in years {
        let whole: Decimal = year.iter().sum();
        if whole > Decimal::ZERO {
            counted += 1;
            for (sum, month) in sums.iter_mut().zip(year) {
                *sum += month / whole;
            }
        }
    }
    if counted == 0 {
        None
    } else {
        PlanCurve::from_amounts(&sums)
    }
}

/// Spreads a target over units, and each unit's part over the year's months.
///
/// `units` are the parts of the whole; `months` gives each unit's twelve parts. The answer has a
/// row for each unit; its months add up to its part, and all parts to the whole.
pub fn spread_table(
    whole: Decimal,
    places: u32,
    units: &[Part],
    months: &[[Part; 12]],
) -> Result<Vec<(Decimal, Vec<Decimal>)>, NotSpread> {
    let amounts = spread(whole, places, units)?;
    let rows = amounts.into_iter().zip(months);
    rows.map(|(amount, months)| Ok((amount, spread(amount, places, months)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(weights: &[i64]) -> Vec<Part> {
        weights
            .iter()
            .map(|weight| Part {
                weight: Decimal::from(*weight),
                locked: None,
            })
            .collect()
    }

    fn shown(parts: &[Decimal]) -> String {
        parts
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn parts_add_up_whatever_the_weights() {
        let mut state = 1u64;
        let mut next = |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) % below
        };
        for round in 0..300 {
            let places = (round % 5) as u32;
            let count = 1 + next(40) as usize;
            let whole = Decimal::new(next(1 << 30) as i64 - (1 << 28), places);
            let mut parts: Vec<Part> = (0..count)
                .map(|_| Part {
                    weight: Decimal::new(next(1 << 20) as i64, 3),
                    locked: None,
                })
                .collect();
            parts[0].weight += Decimal::ONE;
            let first = spread(whole, places, &parts).expect("weights above zero");
            assert_eq!(first.iter().sum::<Decimal>(), whole);
            // What was spread, locked: it stays, and the others share the same rest.
            if count > 2 {
                parts[1].locked = Some(first[1]);
                let again = spread(whole, places, &parts).expect("the rest spreads");
                assert_eq!(again[1], first[1]);
                assert_eq!(again.iter().sum::<Decimal>(), whole);
            }
        }
    }

    #[test]
    fn the_last_digits_go_to_the_largest_remainders() {
        let check = |whole: i64, places, weights: &[i64], expected: &str| {
            let found = spread(Decimal::from(whole), places, &open(weights)).expect("spread");
            assert_eq!(shown(&found), expected);
        };
        check(100, 0, &[1, 1, 1], "34 33 33");
        check(10, 0, &[47, 16, 16, 21], "5 2 1 2");
        check(
            100,
            2,
            &[1, 1, 1, 1, 1, 1],
            "16.67 16.67 16.67 16.67 16.66 16.66",
        );
        check(-10, 0, &[1, 1, 1], "-4 -3 -3");
        check(0, 1, &[1, 2], "0.0 0.0");
    }

    #[test]
    fn locked_parts_stay_and_what_cannot_be_is_said() {
        let mut parts = open(&[1, 1, 2]);
        parts[0].locked = Some(Decimal::from(40));
        let found = spread(Decimal::from(100), 0, &parts).expect("spread");
        assert_eq!(shown(&found), "40 20 40");
        let refused = |whole: i64, parts: &[Part]| spread(Decimal::from(whole), 0, parts);
        assert_eq!(
            refused(30, &parts),
            Err(NotSpread::LockedBeyond { over: Decimal::TEN })
        );
        parts[1].locked = Some(Decimal::from(30));
        parts[2].locked = Some(Decimal::from(20));
        assert_eq!(refused(90, &parts).expect("exactly").len(), 3);
        assert_eq!(
            refused(100, &parts),
            Err(NotSpread::NoWeight { left: Decimal::TEN })
        );
        assert_eq!(
            refused(1, &open(&[1, -1])),
            Err(NotSpread::NegativeWeight { part: 1 })
        );
        assert_eq!(refused(1, &[]), Err(NotSpread::NoParts));
        let half = Decimal::new(5, 1);
        let finer = NotSpread::Finer {
            amount: half,
            places: 0,
        };
        assert_eq!(spread(half, 0, &open(&[1])), Err(finer));
    }

    #[test]
    fn huge_numbers_are_spread_or_refused_never_wrong() {
        let whole = Decimal::MAX;
        let found = spread(whole, 0, &open(&[1, 2, 4])).expect("fits");
        assert_eq!(found.iter().sum::<Decimal>(), whole);
        let fine = Part {
            weight: Decimal::new(1, 28),
            locked: None,
        };
        let large = Part {
            weight: Decimal::MAX,
            locked: None,
        };
        let found = spread(Decimal::MAX, 0, &[fine, large]).expect("fits");
        assert_eq!(found.iter().sum::<Decimal>(), whole);
    }

    #[test]
    fn growth_is_spread_through_the_base_year() {
        let bases = [600, 300, 100].map(Decimal::from);
        let parts = spread_growth(Decimal::new(8, 2), 1, &bases, &[]).expect("spread");
        assert!(
            parts
                .iter()
                .all(|part| part.growth == Some(Decimal::new(8, 2)))
        );
        let locked = [Some(Decimal::new(5, 2)), None, None];
        let parts = spread_growth(Decimal::new(8, 2), 1, &bases, &locked).expect("spread");
        let amounts: Vec<Decimal> = parts.iter().map(|part| part.amount).collect();
        assert_eq!(shown(&amounts), "630.0 337.5 112.5");
        // Σ share × growth is the zone's growth.
        let zone: Decimal = parts
            .iter()
            .zip(bases)
            .map(|(part, base)| base / Decimal::from(1000) * part.growth.expect("a base"))
            .sum();
        assert_eq!(zone.round_dp(12).normalize(), Decimal::new(8, 2));
    }

    #[test]
    fn months_follow_the_curve_and_add_up_to_each_unit() {
        let quarters = PlanCurve::Quarterly([20, 50, 75, 100].map(|share| Decimal::new(share, 2)));
        let weights = month_weights(&quarters, true);
        let months = weights.map(|weight| Part {
            weight,
            locked: None,
        });
        let units = open(&[2, 1]);
        let table =
            spread_table(Decimal::from(1000), 1, &units, &[months, months]).expect("spread");
        for (unit, months) in &table {
            assert_eq!(months.iter().sum::<Decimal>(), *unit);
            assert_eq!(months[0], Decimal::ZERO);
        }
        assert_eq!(
            table.iter().map(|row| row.0).sum::<Decimal>(),
            Decimal::from(1000)
        );
        let flat = [Decimal::ONE; 12];
        let mut late = [Decimal::ZERO; 12];
        late[11] = Decimal::TEN;
        let curve = past_seasons(&[flat, late]).expect("years above zero");
        assert_eq!(curve.at_month_end(11).round_dp(4), Decimal::new(4583, 4));
        assert_eq!(past_seasons(&[[Decimal::ZERO; 12]]), None);
    }
}
