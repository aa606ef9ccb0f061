//! What is needed for the rest of the year, month by month after the season.

use rust_decimal::Decimal;

use crate::decompose::{NotSpread, Part, spread};
use crate::{PlanCurve, month_weights};

/// What one month must bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeededMonth {
    /// The month, from 1.
    pub month: i8,
    /// Its amount.
    pub amount: Decimal,
    /// Its growth over the same month of last year, where that is known and above zero.
    pub growth: Option<Decimal>,
}

/// What the rest of the year must bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    /// Left to do; zero once the target is reached.
    pub rest: Decimal,
    /// Growth of the rest over the same months of last year.
    pub growth: Option<Decimal>,
    /// Month by month; the amounts add up to `rest`.
    pub months: Vec<NeededMonth>,
}

/// What must come after the end of `month` to reach a level target. `last_year` are the amounts of
/// last year's months; the season is that of `curve`, even where it leaves the rest of the year
/// nothing.
pub fn needed(
    target: Decimal,
    done: Decimal,
    month: i8,
    curve: &PlanCurve,
    last_year: Option<&[Decimal; 12]>,
    places: u32,
) -> Result<Needed, NotSpread> {
    let month = month.clamp(0, 12);
    let rest = target
        .checked_sub(done)
        .ok_or(NotSpread::OutOfRange)?
        .max(Decimal::ZERO);
    let weights = &month_weights(curve, false)[month as usize..];
    let flat = weights.iter().all(Decimal::is_zero);
    let parts: Vec<Part> = weights
        .iter()
        .map(|weight| Part {
            weight: if flat { Decimal::ONE } else { *weight },
            locked: None,
        })
        .collect();
    let amounts = match (parts.is_empty(), rest.is_zero()) {
        (true, true) => Vec::new(),
        // December is over, and something is missing.
        (true, false) => return Err(NotSpread::NoWeight { left: rest }),
        (false, _) => spread(rest, places.max(rest.normalize().scale()), &parts)?,
    };
    let growth = |amount: Decimal, base: Decimal| {
        let ratio = amount.checked_div(base).filter(|_| base > Decimal::ZERO)?;
        ratio.checked_sub(Decimal::ONE)
    };
    let base = |month: i8| last_year.and_then(|year| year.get(month as usize - 1).copied());
    let months = (month + 1..=12)
        .zip(amounts)
        .map(|(month, amount)| NeededMonth {
            month,
            amount,
            growth: base(month).and_then(|base| growth(amount, base)),
        });
    let months: Vec<NeededMonth> = months.collect();
    let base_rest = last_year.map(|year| year[month as usize..].iter().sum::<Decimal>());
    Ok(Needed {
        rest,
        growth: base_rest.and_then(|base| growth(rest, base)),
        months,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_follows_the_season_and_adds_up() {
        let amounts = [5, 5, 5, 5, 10, 10, 10, 10, 10, 10, 10, 10].map(Decimal::from);
        let curve = PlanCurve::from_amounts(&amounts).expect("above zero");
        let done = Decimal::from(40);
        let found = needed(Decimal::from(130), done, 6, &curve, Some(&amounts), 2).expect("needed");
        assert_eq!(found.rest, Decimal::from(90));
        assert_eq!(found.growth, Some(Decimal::new(5, 1)));
        assert_eq!(found.months.len(), 6);
        assert_eq!(
            found
                .months
                .iter()
                .map(|month| month.amount)
                .sum::<Decimal>(),
            found.rest
        );
        assert!(
            found
                .months
                .iter()
                .all(|month| month.growth == Some(Decimal::new(5, 1)))
        );
        let reached = needed(done, done, 6, &curve, None, 2).expect("needed");
        assert!(reached.months.iter().all(|month| month.amount.is_zero()));
        let over = needed(Decimal::from(130), done, 12, &curve, None, 2);
        assert_eq!(
            over,
            Err(NotSpread::NoWeight {
                left: Decimal::from(90)
            })
        );
    }

    #[test]
    fn the_amounts_agree_with_the_growth_formula() {
        // Growth 6% on half of the base, 8% wanted: the other half must grow by 10%.
        let base = [Decimal::TEN; 12];
        let done = Decimal::new(636, 1);
        let target = Decimal::new(1296, 1);
        let found = needed(target, done, 6, &PlanCurve::Linear, Some(&base), 1).expect("needed");
        let half = Decimal::new(5, 1);
        let formula = crate::growth_needed(Decimal::new(8, 2), Decimal::new(6, 2), half);
        assert_eq!(found.growth, formula);
    }
}
