//! Forecasts and promises kept and scored: was the chance right, and who is habitually optimistic.

use std::collections::HashMap;

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng as _, SeedableRng as _};

/// A chance that was stated, and whether what it was about happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stated {
    /// The chance, 0 to 1.
    pub chance: f64,
    /// Whether it happened.
    pub happened: bool,
    /// What it is about: chances stated of one thing, month after month, come true or fail
    /// together.
    pub about: usize,
}

/// One of ten classes of chances.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bin {
    /// How many were stated.
    pub count: usize,
    /// Their mean chance.
    pub said: f64,
    /// The share that happened.
    pub happened: f64,
}

/// How good stated chances were.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// How many were stated.
    pub count: usize,
    /// Mean square of chance less outcome: 0 is perfect, 0.25 is a coin.
    pub brier: f64,
    /// Mean chance less share that happened: above zero is optimism.
    pub bias: f64,
    /// Mean distance of what was said from what happened, over ten classes.
    pub error: f64,
    /// What nineteen of twenty perfect forecasters with these chances stay below.
    pub error_limit: f64,
    /// The classes, from 0 to 1.
    pub bins: [Bin; 10],
}

/// Perfect forecasters simulated for the limit.
const PERFECT: usize = 1000;

/// Scores stated chances. Those that are no number count as 0, beyond 0 and 1 as the nearest.
/// `None` if there are none.
pub fn calibration(stated: &[Stated], seed: u64) -> Option<Calibration> {
    if stated.is_empty() {
        return None;
    }
    let sound = |chance: f64| {
        if chance.is_nan() {
            0.0
        } else {
            chance.clamp(0.0, 1.0)
        }
    };
    let chances: Vec<f64> = stated.iter().map(|one| sound(one.chance)).collect();
    let outcomes: Vec<f64> = stated
        .iter()
        .map(|one| f64::from(u8::from(one.happened)))
        .collect();
    let count = stated.len() as f64;
    let pairs = || chances.iter().zip(&outcomes);
    let bins = bins(&chances, &outcomes);
    Some(Calibration {
        count: stated.len(),
        brier: pairs()
            .map(|(chance, outcome)| (chance - outcome).powi(2))
            .sum::<f64>()
            / count,
        bias: pairs()
            .map(|(chance, outcome)| chance - outcome)
            .sum::<f64>()
            / count,
        error: error(&bins, count),
        error_limit: error_limit(&chances, &things(stated), seed),
        bins,
    })
}

fn bins(chances: &[f64], outcomes: &[f64]) -> [Bin; 10] {
    let mut bins = [Bin::default(); 10];
    for (chance, outcome) in chances.iter().zip(outcomes) {
        let bin = &mut bins[((chance * 10.0) as usize).min(9)];
        bin.count += 1;
        bin.said += chance;
        bin.happened += outcome;
    }
    for bin in bins.iter_mut().filter(|bin| bin.count > 0) {
        bin.said /= bin.count as f64;
        bin.happened /= bin.count as f64;
    }
    bins
}

fn error(bins: &[Bin; 10], count: f64) -> f64 {
    bins.iter()
        .map(|bin| (bin.said - bin.happened).abs() * bin.count as f64 / count)
        .sum()
}

/// Numbers of the things that chances are about, from 0 in order of appearance.
fn things(stated: &[Stated]) -> Vec<usize> {
    let mut numbers = HashMap::new();
    stated
        .iter()
        .map(|one| {
            let next = numbers.len();
            *numbers.entry(one.about).or_insert(next)
        })
        .collect()
}

/// The error that a perfect forecaster stays below nineteen times of twenty: outcomes drawn with
/// exactly the chances stated, one draw for all that was said of one thing.
fn error_limit(chances: &[f64], things: &[usize], seed: u64) -> f64 {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut outcomes = vec![0.0; chances.len()];
    let mut draws = vec![0.0; things.iter().max().map_or(0, |most| most + 1)];
    let mut errors: Vec<f64> = (0..PERFECT)
        .map(|_| {
            for draw in &mut draws {
                *draw = (random.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
            }
            for ((outcome, chance), thing) in outcomes.iter_mut().zip(chances).zip(things) {
                *outcome = f64::from(u8::from(draws[*thing] < *chance));
            }
            error(&bins(chances, &outcomes), chances.len() as f64)
        })
        .collect();
    errors.sort_unstable_by(f64::total_cmp);
    errors[PERFECT * 95 / 100]
}

/// What a unit promised for a month, and what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Promise {
    /// Promised.
    pub promised: f64,
    /// Came.
    pub came: f64,
}

/// What somebody's promises are worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Habit {
    /// Promises that can be compared.
    pub count: usize,
    /// Of them, above what came.
    pub above: usize,
    /// Of them, below what came.
    pub below: usize,
    /// Mean of promised over came, less one: 0.1 is a tenth too much.
    pub bias: f64,
    /// Whether chance alone explains it.
    pub verdict: Verdict,
}

/// What a record of promises shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Too few to say: five alike could still be luck.
    TooFew,
    /// No direction beyond luck.
    Even,
    /// Promises more than comes, more often than luck explains.
    Optimistic,
    /// Promises less than comes.
    Cautious,
}

/// Differences below this share of what came are as promised.
const AS_PROMISED: f64 = 0.005;
/// Promises below which nothing is said.
const PROMISES_MIN: usize = 6;
/// Luck is ruled out when it would do this in one of twenty cases or fewer.
const LUCK: f64 = 0.05;

/// Judges promises by the sign test: how often a fair coin would lean as far to one side. Promises
/// of which nothing came, or that are no numbers, are left out.
pub fn habit(promises: &[Promise]) -> Habit {
    let usable =
        |one: &&Promise| one.promised.is_finite() && one.came.is_finite() && one.came > 0.0;
    let ratios: Vec<f64> = promises
        .iter()
        .filter(usable)
        .map(|one| one.promised / one.came - 1.0)
        .collect();
    let above = ratios.iter().filter(|ratio| **ratio > AS_PROMISED).count();
    let below = ratios.iter().filter(|ratio| **ratio < -AS_PROMISED).count();
    let bias = ratios.iter().sum::<f64>() / ratios.len().max(1) as f64;
    let luck = leaning_by_luck(above.max(below), above + below);
    let verdict = match () {
        () if ratios.len() < PROMISES_MIN => Verdict::TooFew,
        () if luck > LUCK => Verdict::Even,
        () if above > below && bias > 0.0 => Verdict::Optimistic,
        () if below > above && bias < 0.0 => Verdict::Cautious,
        () => Verdict::Even,
    };
    Habit {
        count: ratios.len(),
        above,
        below,
        bias,
        verdict,
    }
}

/// The chance that of `count` tosses of a fair coin at least `side` fall on either one side.
fn leaning_by_luck(side: usize, count: usize) -> f64 {
    let mut ways = 0.5f64.powi(count.min(1000) as i32);
    let mut tail = 0.0;
    for tosses in 0..=count {
        if tosses >= side {
            tail += ways;
        }
        ways *= (count - tosses) as f64 / (tosses + 1) as f64;
    }
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(chance: f64, happened: usize, count: usize) -> Vec<Stated> {
        (0..count)
            .map(|at| Stated {
                chance,
                happened: at < happened,
                about: at,
            })
            .collect()
    }

    #[test]
    fn chances_that_come_true_as_often_as_said_are_within_the_limit() {
        let mut good = stated(0.15, 15, 100);
        good.extend(stated(0.5, 52, 100));
        good.extend(stated(0.95, 94, 100));
        for (at, one) in good.iter_mut().enumerate() {
            one.about = at;
        }
        let found = calibration(&good, 1).expect("chances");
        assert!(found.error < found.error_limit, "{found:?}");
        assert!(found.bias.abs() < 0.02);
        assert_eq!(found.bins[5].count, 100);
        assert!((found.bins[5].happened - 0.52).abs() < 1e-12);
        let rosy = calibration(&stated(0.9, 60, 100), 1).expect("chances");
        assert!(rosy.error > rosy.error_limit && (rosy.bias - 0.3).abs() < 1e-9);
        assert!((rosy.brier - (0.6 * 0.01 + 0.4 * 0.81)).abs() < 1e-9);
        assert_eq!(calibration(&[], 1), None);
        let odd = calibration(
            &[Stated {
                chance: f64::NAN,
                happened: false,
                about: 0,
            }],
            1,
        )
        .expect("one");
        assert!(odd.brier == 0.0);
    }

    #[test]
    fn what_is_said_of_one_thing_again_and_again_tells_less() {
        let apart = stated(0.5, 40, 100);
        let together = apart.iter().map(|one| Stated {
            about: one.about % 4,
            ..*one
        });
        let together: Vec<Stated> = together.collect();
        let limit = |all: &[Stated]| calibration(all, 1).expect("chances").error_limit;
        assert!(limit(&apart) < 0.12 && limit(&together) > 0.4);
    }

    #[test]
    fn a_habit_is_named_only_where_luck_does_not_explain_it() {
        let check = |ratios: &[f64], verdict| {
            let promises: Vec<Promise> = ratios
                .iter()
                .map(|ratio| Promise {
                    promised: *ratio,
                    came: 1.0,
                })
                .collect();
            assert_eq!(habit(&promises).verdict, verdict, "{ratios:?}");
        };
        check(&[1.1, 1.2, 1.1], Verdict::TooFew);
        check(&[1.1, 1.2, 1.1, 1.3, 1.05, 1.2], Verdict::Optimistic);
        check(&[0.9, 0.8, 0.9, 0.7, 0.95, 0.9], Verdict::Cautious);
        check(&[1.1, 0.9, 1.1, 1.2, 0.95, 1.1], Verdict::Even);
        check(&[1.0; 12], Verdict::Even);
        let none = Promise {
            promised: 5.0,
            came: 0.0,
        };
        assert_eq!(habit(&[none]).count, 0);
    }
}
