//! The stack: one logistic line over the scores of all signals.

use super::weights::{INTERCEPTS, WEIGHTS};
use super::{SIGNALS, Signals};
use crate::year_end::signal::Signal;

/// Halvings of a bisection: to a part in 2^60 of the range.
const HALVINGS: usize = 60;

/// The signals of one series with the weights of its month.
#[derive(Debug, Clone)]
pub(crate) struct Stack {
    each: [Option<Signal>; SIGNALS.len()],
    weights: [f64; SIGNALS.len()],
    intercept: f64,
}

impl Stack {
    pub(crate) fn new(signals: &Signals) -> Stack {
        let row = signals.months_known.clamp(1, WEIGHTS.len()) - 1;
        let mut weights = WEIGHTS[row];
        // What a missing signal would have said, the others say for it.
        let there = |at: usize| signals.each[at].is_some();
        let whole: f64 = weights.iter().sum();
        let kept: f64 = (0..SIGNALS.len())
            .filter(|at| there(*at))
            .map(|at| weights[at])
            .sum();
        let alike = (0..SIGNALS.len()).filter(|at| there(*at)).count();
        for (at, weight) in weights.iter_mut().enumerate() {
            *weight = match there(at) {
                false => 0.0,
                true if kept > 0.0 => *weight * whole / kept,
                true => whole / alike as f64,
            };
        }
        Stack {
            each: signals.each.clone(),
            weights,
            intercept: INTERCEPTS[row],
        }
    }

    /// The chance that the sum is at least `target`; it never rises with the target.
    pub(crate) fn chance(&self, target: f64) -> f64 {
        let signals = self.each.iter().zip(self.weights);
        let line = signals
            .filter_map(|(signal, weight)| Some(-weight * signal.as_ref()?.score(target)))
            .sum::<f64>();
        1.0 / (1.0 + (-(self.intercept + line)).exp())
    }

    /// The sum below which the year ends with a chance.
    pub(crate) fn quantile(&self, chance: f64) -> f64 {
        let ranges = self.each.iter().flatten().map(Signal::range);
        let (low, high) = ranges.fold((f64::INFINITY, f64::NEG_INFINITY), |all, one| {
            (all.0.min(one.0), all.1.max(one.1))
        });
        let (mut low, mut high) = (low - (high - low), high + (high - low));
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if 1.0 - self.chance(middle) < chance {
                low = middle;
            } else {
                high = middle;
            }
        }
        0.5 * (low + high)
    }
}
