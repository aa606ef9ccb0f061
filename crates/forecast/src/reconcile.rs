//! Units and the whole agree: paths of units, moved together as their past errors did, and the
//! whole's own paths are brought to one figure.
//!
//! Two levels, errors of the forecasts taken as their only weights: the trace-minimising
//! reconciliation (Wickramasuriya, Athanasopoulos and Hyndman 2019) with a diagonal matrix, which
//! has a closed form. Correlation enters through the order of the paths: one common factor.

use crate::noise::Noise;
use crate::{limits::PATHS, normal};

/// How strongly each unit moves with what all have in common: its loading on one factor, 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Common {
    loadings: Vec<f64>,
}

/// Paths that agree: in each, the units add up to the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreed {
    /// Sums of each unit, by path.
    pub units: Vec<Vec<f64>>,
    /// Sums of the whole, by path.
    pub whole: Vec<f64>,
}

/// Years of doubt: a correlation from few values is drawn towards none, as if so many values
/// without any had been seen besides.
const DOUBT: f64 = 12.0;

impl Common {
    /// From histories of equal length: how their changes against the year before go together.
    pub fn of(histories: &[&[f64]], period: usize) -> Common {
        let changes: Vec<Vec<f64>> = histories
            .iter()
            .map(|history| standard_changes(history, period))
            .collect();
        let length = changes.iter().map(Vec::len).min().unwrap_or(0);
        let latest = |unit: &Vec<f64>| unit[unit.len() - length..].to_vec();
        let changes: Vec<Vec<f64>> = changes.iter().map(latest).collect();
        let trust = length as f64 / (length as f64 + DOUBT);
        let all: Vec<f64> = (0..length)
            .map(|at| changes.iter().map(|unit| unit[at]).sum())
            .collect();
        let loadings = changes.iter().map(|unit| {
            let others: Vec<f64> = all.iter().zip(unit).map(|(all, own)| all - own).collect();
            (correlation(unit, &others).max(0.0) * trust)
                .sqrt()
                .min(0.99)
        });
        Common {
            loadings: loadings.collect(),
        }
    }
}

/// Seasonal differences with mean 0 and spread 1.
fn standard_changes(history: &[f64], period: usize) -> Vec<f64> {
    let changes: Vec<f64> = (period..history.len())
        .map(|at| history[at] - history[at - period])
        .collect();
    let count = changes.len().max(1) as f64;
    let mean = changes.iter().sum::<f64>() / count;
    let spread = (changes.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / count).sqrt();
    let spread = if spread > 0.0 { spread } else { 1.0 };
    changes.iter().map(|one| (one - mean) / spread).collect()
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let count = a.len().max(1) as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / count, b.iter().sum::<f64>() / count);
    let (mut both, mut of_a, mut of_b) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        both += (a - mean_a) * (b - mean_b);
        of_a += (a - mean_a).powi(2);
        of_b += (b - mean_b).powi(2);
    }
    if of_a > 0.0 && of_b > 0.0 {
        both / (of_a * of_b).sqrt()
    } else {
        0.0
    }
}

/// Brings [`PATHS`] sums of each unit and of the whole into agreement. `floor` is what no unit
/// falls below. `None` unless every list has that many numbers.
pub fn reconcile(
    units: &[Vec<f64>],
    whole: &[f64],
    common: &Common,
    floor: f64,
    seed: u64,
) -> Option<Agreed> {
    let sound = |paths: &[f64]| paths.len() == PATHS && paths.iter().all(|path| path.is_finite());
    if !sound(whole)
        || !units.iter().all(|unit| sound(unit))
        || common.loadings.len() != units.len()
    {
        return None;
    }
    let noise = Noise::new(seed, units.len() + 1);
    let mut ordered: Vec<Vec<f64>> = Vec::with_capacity(units.len());
    for (at, (unit, loading)) in units.iter().zip(&common.loadings).enumerate() {
        let own = (1.0 - loading * loading).sqrt();
        let score = |path: usize| {
            let draws = noise.path(path);
            loading * draws[0] + own * draws[at + 1]
        };
        ordered.push(in_order(unit, &(0..PATHS).map(score).collect::<Vec<_>>()));
    }
    let sums: Vec<f64> = (0..PATHS)
        .map(|path| ordered.iter().map(|unit| unit[path]).sum())
        .collect();
    // The whole's own paths go with the sums: high with high.
    let whole = in_order(whole, &sums);
    let variances: Vec<f64> = ordered.iter().map(|unit| variance(unit)).collect();
    let of_units: f64 = variances.iter().sum();
    let all = of_units + variance(&whole);
    for (unit, variance) in ordered.iter_mut().zip(&variances) {
        // Where nobody is in doubt nobody moves, and the whole is the sum of the units.
        let share = if all > 0.0 { variance / all } else { 0.0 };
        for (path, value) in unit.iter_mut().enumerate() {
            *value = (*value + share * (whole[path] - sums[path])).max(floor);
        }
    }
    let whole = (0..PATHS)
        .map(|path| ordered.iter().map(|unit| unit[path]).sum())
        .collect();
    Some(Agreed {
        units: ordered,
        whole,
    })
}

/// The same values, so placed that their order is that of the scores.
fn in_order(values: &[f64], scores: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_unstable_by(|a, b| scores[*a].total_cmp(&scores[*b]));
    let mut placed = vec![0.0; values.len()];
    for (value, at) in sorted.into_iter().zip(order) {
        placed[at] = value;
    }
    placed
}

fn variance(values: &[f64]) -> f64 {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    values
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f64>()
        / count
}

/// [`PATHS`] sums spread as a quantile function says, for what has no paths of its own.
pub fn sums_of(quantile: impl Fn(f64) -> f64) -> Vec<f64> {
    const KNOTS: usize = 33;
    // Straight in the normal score between knots: a few dozen look-ups instead of hundreds.
    let (low, high) = (-3.2, 3.2);
    let score = |knot: usize| low + (high - low) * knot as f64 / (KNOTS - 1) as f64;
    let knots: Vec<f64> = (0..KNOTS)
        .map(|knot| quantile(normal::below(score(knot))))
        .collect();
    let value = |path: usize| {
        let chance = (path as f64 + 0.5) / PATHS as f64;
        let at = (normal::quantile(chance) - low) / (high - low) * (KNOTS - 1) as f64;
        let at = at.clamp(0.0, (KNOTS - 1) as f64 - 1e-9);
        let from = at as usize;
        knots[from] + (at - from as f64) * (knots[from + 1] - knots[from])
    };
    (0..PATHS).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(mean: f64, deviation: f64) -> Vec<f64> {
        sums_of(|chance| mean + deviation * normal::quantile(chance))
    }

    fn mean(values: &[f64]) -> f64 {
        values.iter().sum::<f64>() / values.len() as f64
    }

    fn history(seed: usize, together: f64) -> Vec<f64> {
        let wave = |at: usize, by: usize| ((at * by * 7919) % 101) as f64 / 50.0 - 1.0;
        let month = |at: usize| together * wave(at, 1) + (1.0 - together) * wave(at, seed + 2);
        (0..96).map(month).collect()
    }

    fn common(together: f64) -> Common {
        let histories: Vec<Vec<f64>> = (0..4).map(|seed| history(seed, together)).collect();
        Common::of(&histories.iter().map(Vec::as_slice).collect::<Vec<_>>(), 12)
    }

    #[test]
    fn units_add_up_to_the_whole_on_every_path() {
        let units: Vec<Vec<f64>> = (1..5)
            .map(|unit| spread(f64::from(unit) * 10.0, 2.0))
            .collect();
        let agreed = reconcile(&units, &spread(110.0, 4.0), &common(0.3), 0.0, 1).expect("agreed");
        for path in 0..PATHS {
            let sum: f64 = agreed.units.iter().map(|unit| unit[path]).sum();
            assert!((sum - agreed.whole[path]).abs() < 1e-9);
        }
        // Units say 100, the whole says 110; as doubtful as each other they meet in the middle.
        assert!(
            (mean(&agreed.whole) - 105.0).abs() < 0.2,
            "{}",
            mean(&agreed.whole)
        );
        let again = reconcile(&units, &spread(110.0, 4.0), &common(0.3), 0.0, 1);
        assert_eq!(again, Some(agreed));
        assert_eq!(reconcile(&units, &[1.0], &common(0.3), 0.0, 1), None);
    }

    #[test]
    fn who_is_sure_moves_least() {
        let units = vec![spread(50.0, 0.1), spread(50.0, 5.0)];
        let two = Common {
            loadings: vec![0.0; 2],
        };
        let agreed = reconcile(&units, &spread(110.0, 0.5), &two, 0.0, 1).expect("agreed");
        assert!((mean(&agreed.units[0]) - 50.0).abs() < 0.05);
        assert!((mean(&agreed.whole) - 110.0).abs() < 0.3);
    }

    #[test]
    fn what_moves_together_makes_the_whole_less_sure() {
        let units: Vec<Vec<f64>> = (0..4).map(|_| spread(10.0, 1.0)).collect();
        // A whole that says next to nothing leaves the units' own spread to be seen.
        let whole = spread(40.0, 50.0);
        let width = |together| {
            let agreed = reconcile(&units, &whole, &common(together), 0.0, 1).expect("agreed");
            let loadings = common(together).loadings;
            (
                loadings.iter().sum::<f64>() / 4.0,
                variance(&agreed.units[0]),
            )
        };
        assert!(width(0.9).0 > 0.8, "{:?}", width(0.9));
        assert!(width(0.0).0 < 0.5, "{:?}", width(0.0));
    }
}
