//! 双过半: by 30 June, is half of the year's task done? What half means depends on the kind.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::PlanCurve;

/// What is measured, as it stands at the end of June, with its target for the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Measure {
    /// A level that adds up over the year.
    Flow {
        /// Since January.
        done: Decimal,
        /// The year's.
        target: Decimal,
    },
    /// A level that does not add up: what counts is the way from where the year began.
    Stock {
        /// At the end of last year, if known.
        base: Option<Decimal>,
        /// Now.
        now: Decimal,
        /// At the end of this year.
        target: Decimal,
    },
    /// Things counted: half of an odd number is rounded up.
    Count {
        /// So far.
        done: u64,
        /// The year's.
        target: u64,
    },
    /// A ratio: held throughout, not halved.
    Ratio {
        /// Sum of the numerators to date.
        numerator: Decimal,
        /// Sum of the denominators to date.
        denominator: Decimal,
        /// The year's ratio.
        target: Decimal,
    },
    /// A published cumulative growth rate: held throughout, not halved.
    Growth {
        /// To date, as published.
        to_date: Decimal,
        /// The year's.
        target: Decimal,
    },
}

/// Which direction is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    More,
    /// Less is better: the target is a ceiling.
    Less,
}

/// The answer of the half-way check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HalfWay {
    /// What had to be reached, or not exceeded, by the end of June.
    pub line: Decimal,
    /// What was.
    pub reached: Decimal,
    /// Whether that will do; reaching the line exactly does.
    pub passed: bool,
}

/// Why the check gives no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotJudged {
    /// A stock without its value at the end of last year: half of which way?
    #[error("the value at the end of last year is not known")]
    NoBase,
    /// A ratio over nothing.
    #[error("the denominator is zero")]
    NoDenominator,
    /// A number beyond what decimals hold.
    #[error("a number is out of range")]
    OutOfRange,
}

/// Decimal places of a line: more than any figure is written with, fewer than a share is exact to.
const LINE_PLACES: u32 = 10;

/// The half-way check of one indicator. `curve` says how much is planned by June (half, unless
/// another curve was set).
pub fn half_way(
    measure: &Measure,
    good: Direction,
    curve: &PlanCurve,
) -> Result<HalfWay, NotJudged> {
    let share = curve.at_month_end(6);
    // A share of a plan is often no finite decimal: what its last digits make of the line is
    // rounded off, or a unit that did exactly what was planned would be told that it missed.
    let of = |whole: Decimal| {
        let line = whole.checked_mul(share).ok_or(NotJudged::OutOfRange)?;
        Ok(line.round_dp(LINE_PLACES).normalize())
    };
    match *measure {
        Measure::Flow { done, target } => Ok(judge(of(target)?, done, good)),
        Measure::Stock { base, now, target } => {
            let base = base.ok_or(NotJudged::NoBase)?;
            let way = target.checked_sub(base).ok_or(NotJudged::OutOfRange)?;
            let line = base.checked_add(of(way)?).ok_or(NotJudged::OutOfRange)?;
            Ok(judge(line, now, good))
        }
        Measure::Count { done, target } => {
            let half = of(Decimal::from(target))?;
            // Things are whole: a floor is rounded up, a ceiling down.
            let line = match good {
                Direction::More => {
                    half.round_dp_with_strategy(0, RoundingStrategy::ToPositiveInfinity)
                }
                Direction::Less => {
                    half.round_dp_with_strategy(0, RoundingStrategy::ToNegativeInfinity)
                }
            };
            Ok(judge(line, Decimal::from(done), good))
        }
        Measure::Ratio {
            numerator,
            denominator,
            target,
        } => {
            let ratio = numerator
                .checked_div(denominator)
                .ok_or(NotJudged::NoDenominator)?;
            Ok(judge(target, ratio, good))
        }
        Measure::Growth { to_date, target } => Ok(judge(target, to_date, good)),
    }
}

fn judge(line: Decimal, reached: Decimal, good: Direction) -> HalfWay {
    let passed = match good {
        Direction::More => reached >= line,
        Direction::Less => reached <= line,
    };
    HalfWay {
        line,
        reached,
        passed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two thirds of the year's work by June: whoever did exactly two thirds has passed.
    #[test]
    fn a_plan_kept_to_the_digit_is_kept() {
        let mut amounts = [Decimal::ZERO; 12];
        (amounts[0], amounts[8]) = (Decimal::TWO, Decimal::ONE);
        let curve = PlanCurve::from_amounts(&amounts).expect("a plan");
        let three = Decimal::from(3);
        for (done, target, good) in [
            (Decimal::TWO, three, Direction::More),
            (Decimal::TWO, three, Direction::Less),
        ] {
            let found = half_way(&Measure::Flow { done, target }, good, &curve).expect("judged");
            assert_eq!(
                (found.line.to_string().as_str(), found.passed),
                ("2", true),
                "{good:?}"
            );
        }
        let count = Measure::Count { done: 2, target: 3 };
        let found = half_way(&count, Direction::More, &curve).expect("judged");
        assert_eq!((found.line.to_string().as_str(), found.passed), ("2", true));
    }

    fn check(measure: Measure, good: Direction, line: &str, passed: bool) {
        let found = half_way(&measure, good, &PlanCurve::Linear).expect("judged");
        assert_eq!(
            (found.line.normalize().to_string().as_str(), found.passed),
            (line, passed)
        );
    }

    #[test]
    fn each_kind_has_its_own_half() {
        let n = |number: i64| Decimal::from(number);
        let flow = |done| Measure::Flow {
            done: n(done),
            target: n(101),
        };
        check(flow(51), Direction::More, "50.5", true);
        check(flow(50), Direction::More, "50.5", false);
        check(flow(50), Direction::Less, "50.5", true);
        let count = |done| Measure::Count { done, target: 7 };
        check(count(3), Direction::More, "4", false);
        check(count(4), Direction::More, "4", true);
        check(count(4), Direction::Less, "3", false);
        let growth = |to_date| Measure::Growth {
            to_date,
            target: Decimal::new(8, 2),
        };
        check(growth(Decimal::new(8, 2)), Direction::More, "0.08", true);
        check(growth(Decimal::new(79, 3)), Direction::More, "0.08", false);
        let ratio = Measure::Ratio {
            numerator: n(19),
            denominator: n(20),
            target: Decimal::new(95, 2),
        };
        check(ratio, Direction::More, "0.95", true);
    }

    #[test]
    fn a_stock_is_half_way_from_where_the_year_began() {
        let n = |number: i64| Decimal::from(number);
        let stock = |base, now, target| Measure::Stock {
            base: Some(n(base)),
            now: n(now),
            target: n(target),
        };
        check(stock(100, 110, 120), Direction::More, "110", true);
        check(stock(100, 109, 120), Direction::More, "110", false);
        // 80 left of 120, to become 40: half-way down is 80.
        check(stock(120, 80, 40), Direction::Less, "80", true);
        check(stock(120, 81, 40), Direction::Less, "80", false);
        let unknown = Measure::Stock {
            base: None,
            now: n(1),
            target: n(2),
        };
        assert_eq!(
            half_way(&unknown, Direction::More, &PlanCurve::Linear),
            Err(NotJudged::NoBase)
        );
        let empty = Measure::Ratio {
            numerator: n(1),
            denominator: n(0),
            target: n(1),
        };
        let refused = half_way(&empty, Direction::More, &PlanCurve::Linear);
        assert_eq!(refused, Err(NotJudged::NoDenominator));
    }

    #[test]
    fn a_set_curve_moves_the_line() {
        let quarters = [20, 50, 75, 100].map(|share| Decimal::new(share, 2));
        let starts = PlanCurve::Quarterly([15, 40, 70, 100].map(|share| Decimal::new(share, 2)));
        let flow = Measure::Flow {
            done: Decimal::from(42),
            target: Decimal::from(100),
        };
        let of = |curve: &PlanCurve| {
            half_way(&flow, Direction::More, curve)
                .expect("judged")
                .passed
        };
        assert!(!of(&PlanCurve::Quarterly(quarters)));
        assert!(of(&starts));
    }
}
