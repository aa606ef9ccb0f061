//! One signal about a year's sum: where its normal scores lie.

use crate::normal;

/// Chances at which a signal is held.
const CHANCES: [f64; 15] = [
    0.005, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995,
];

/// Scores beyond are as good as certain.
const SCORE_MAX: f64 = 8.0;

/// A distribution as (sum, normal score) pairs, both rising.
#[derive(Debug, Clone)]
pub(crate) struct Signal {
    sums: [f64; CHANCES.len()],
    scores: [f64; CHANCES.len()],
}

impl Signal {
    /// From a quantile function; `None` unless it rises and is finite.
    pub(crate) fn of(quantile: impl Fn(f64) -> f64) -> Option<Signal> {
        let mut sums = CHANCES.map(quantile);
        let scores = CHANCES.map(normal::quantile);
        let size = sums[7].abs().max(1e-12);
        // A spread of nothing would make every score infinite.
        for at in 1..sums.len() {
            sums[at] = sums[at].max(sums[at - 1] + 1e-9 * size);
        }
        sums.iter()
            .all(|sum| sum.is_finite())
            .then_some(Signal { sums, scores })
    }

    /// From the sums of sample paths, sorted.
    pub(crate) fn of_sorted(sums: &[f64]) -> Option<Signal> {
        Signal::of(|chance| at_chance(sums, chance))
    }

    /// The normal score of ending below a sum, straight between what is held and beyond it.
    pub(crate) fn score(&self, sum: f64) -> f64 {
        let last = self.sums.len() - 1;
        let after = self.sums.partition_point(|held| *held < sum).clamp(1, last);
        // Beyond its ends a signal goes on as steeply as over its outer fifth.
        let (from, to) = match sum {
            _ if sum < self.sums[0] => (0, 3),
            _ if sum > self.sums[last] => (last - 3, last),
            _ => (after - 1, after),
        };
        let slope = (self.scores[to] - self.scores[from]) / (self.sums[to] - self.sums[from]);
        let start = if sum > self.sums[last] { to } else { from };
        (self.scores[start] + slope * (sum - self.sums[start])).clamp(-SCORE_MAX, SCORE_MAX)
    }

    /// Lowest and highest sum held.
    pub(crate) fn range(&self) -> (f64, f64) {
        (self.sums[0], self.sums[CHANCES.len() - 1])
    }
}

/// The value at a chance of sorted draws, straight between neighbours.
pub(crate) fn at_chance(sorted: &[f64], chance: f64) -> f64 {
    let at = (chance * sorted.len() as f64 - 0.5).clamp(0.0, (sorted.len() - 1) as f64);
    let low = at as usize;
    let high = (low + 1).min(sorted.len() - 1);
    sorted[low] + (at - low as f64) * (sorted[high] - sorted[low])
}
