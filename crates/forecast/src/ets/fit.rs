//! Fitting one exponential smoothing model: the start from the data, the constants by likelihood.

use super::recursion::{Smoothing, State, back, forward};
use super::{Model, Season, Trend};
use crate::limits::PERIOD_MAX;
use crate::optimise::{DIMENSIONS, Point, Search};
use crate::seasonal::{self, Join};

/// Least and largest smoothing constant.
const SMOOTHING: (f64, f64) = (1e-4, 0.9999);
/// A damped trend keeps at least this share each step, or it would be no trend.
const DAMPING: (f64, f64) = (0.8, 0.98);
/// Values from which the level and slope at an end are taken.
const END: usize = 10;

/// A model fitted to a series.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit {
    pub(crate) model: Model,
    pub(crate) with: Smoothing,
    /// The state after the last value.
    pub(crate) state: State,
    /// Spread of the errors, relative for multiplicative ones, corrected for what was fitted.
    pub(crate) spread: f64,
    /// Akaike's criterion, corrected for short series; comparable over models of one series.
    pub(crate) aicc: f64,
}

/// What is known of a series before any model is fitted: its seasonal figures.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) y: &'a [f64],
    pub(crate) period: usize,
    pub(crate) add: Option<[f64; PERIOD_MAX]>,
    pub(crate) multiply: Option<[f64; PERIOD_MAX]>,
    /// No value is zero or below.
    pub(crate) positive: bool,
}

impl Known<'_> {
    pub(crate) fn of(y: &[f64], period: usize) -> Known<'_> {
        let positive = y.iter().all(|value| *value > 0.0);
        Known {
            y,
            period,
            add: seasonal::figures(y, period, Join::Add),
            multiply: if positive {
                seasonal::figures(y, period, Join::Multiply)
            } else {
                None
            },
            positive,
        }
    }
}

/// Fits a model; `None` where it does not suit the series or has more to fit than there are values.
pub(crate) fn fit(known: &Known<'_>, model: Model) -> Option<Fit> {
    let n = known.y.len();
    let fitted = fitted_count(model, known.period);
    if n <= fitted + 2 || (model.relative && !known.positive) {
        return None;
    }
    let end = end_of(known, model)?;
    let form = (model.trend, model.season);
    let run = |point: &Point| {
        let with = smoothing(model, point);
        let mut state = end;
        back(known.y, known.period, form, &with, &mut state);
        (with, score(known, model, &with, &mut state), state)
    };
    let (count, start, step, bounds) = search(model);
    let search = Search {
        start,
        step,
        bounds: &bounds[..count],
        budget: 220,
        tolerance: 1e-3,
    };
    let (best, _) = search.minimum(|point| run(point).1.criterion);
    let (with, scored, state) = run(&best);
    if !scored.criterion.is_finite() || !state.level.is_finite() {
        return None;
    }
    let (n, k) = (n as f64, fitted as f64 + 1.0);
    Some(Fit {
        model,
        with,
        state,
        spread: (scored.squares / (n - k).max(1.0)).sqrt(),
        aicc: scored.criterion + 2.0 * k * n / (n - k - 1.0).max(0.5),
    })
}

/// Parameters and starting states of a model.
fn fitted_count(model: Model, period: usize) -> usize {
    let trend = match model.trend {
        Trend::None => 0,
        Trend::Damped => 3,
    };
    let season = if model.season == Season::None {
        0
    } else {
        period
    };
    2 + trend + season
}

/// What is searched for a model: its constants in the order of [`smoothing`].
fn search(model: Model) -> (usize, Point, Point, [(f64, f64); DIMENSIONS]) {
    let mut axes = [(0.0, 0.0, (0.0, 0.0)); DIMENSIONS];
    let mut count = 0;
    let mut add = |axis| {
        axes[count] = axis;
        count += 1;
    };
    add((0.3, 0.3, SMOOTHING));
    if model.season != Season::None {
        add((0.1, 0.2, SMOOTHING));
    }
    if model.trend != Trend::None {
        add((0.1, 0.2, SMOOTHING));
        add((0.95, -0.05, DAMPING));
    }
    (
        count,
        axes.map(|axis| axis.0),
        axes.map(|axis| axis.1),
        axes.map(|axis| axis.2),
    )
}

/// The constants behind a point of the search: the season's share is of what the level leaves.
fn smoothing(model: Model, point: &Point) -> Smoothing {
    let mut rest = point[1..].iter().copied();
    let mut next = || rest.next().unwrap_or(0.0);
    let alpha = point[0];
    let gamma = if model.season == Season::None {
        0.0
    } else {
        next() * (1.0 - alpha)
    };
    let beta = if model.trend == Trend::None {
        0.0
    } else {
        next()
    };
    let phi = if model.trend == Trend::Damped {
        next()
    } else {
        1.0
    };
    Smoothing {
        alpha,
        beta,
        gamma,
        phi,
    }
}

/// Level, slope and season at the end of a series, pointing back.
fn end_of(known: &Known<'_>, model: Model) -> Option<State> {
    let season = match model.season {
        Season::None => [0.0; PERIOD_MAX],
        Season::Add => known.add?,
        Season::Multiply => known.multiply?,
    };
    let n = known.y.len();
    let count = END.max(known.period).min(n);
    let plain = |at: usize| match model.season {
        Season::None => known.y[at],
        Season::Add => known.y[at] - season[at % known.period],
        Season::Multiply => known.y[at] / season[at % known.period],
    };
    let middle = (count - 1) as f64 / 2.0;
    let (mut sum, mut moment, mut squares) = (0.0, 0.0, 0.0);
    for (step, at) in (n - count..n).enumerate() {
        let from_middle = step as f64 - middle;
        sum += plain(at);
        moment += from_middle * plain(at);
        squares += from_middle * from_middle;
    }
    let mean = sum / count as f64;
    let slope = if squares > 0.0 { moment / squares } else { 0.0 };
    let (level, trend) = match model.trend {
        Trend::None => (mean, 0.0),
        Trend::Damped => (mean + slope * (middle + 1.0), -slope),
    };
    // A multiplicative season needs a level above zero to stand on.
    let level = if model.season == Season::Multiply {
        level.max(0.05 * mean)
    } else {
        level
    };
    Some(State {
        level,
        trend,
        season,
    })
}

struct Scored {
    /// −2 log likelihood, up to what is the same for all models of a series.
    criterion: f64,
    squares: f64,
}

fn score(known: &Known<'_>, model: Model, with: &Smoothing, state: &mut State) -> Scored {
    let form = (model.trend, model.season);
    let n = known.y.len() as f64;
    let mut squares = 0.0;
    if !model.relative {
        forward(known.y, known.period, form, with, state, |_, error| {
            squares += error * error;
        });
        return Scored {
            criterion: n * (squares / n).max(1e-30).ln(),
            squares,
        };
    }
    // The product of a few expectations, its logarithm taken now and then: a logarithm at each
    // step would cost more than the recursion.
    let (mut logs, mut product, mut held) = (0.0, 1.0, 0);
    let mut sound = true;
    forward(
        known.y,
        known.period,
        form,
        with,
        state,
        |expected, error| {
            sound &= expected > 1e-9;
            let relative = error / expected;
            squares += relative * relative;
            product *= expected;
            held += 1;
            if held == 8 {
                logs += product.ln();
                product = 1.0;
                held = 0;
            }
        },
    );
    logs += product.ln();
    let criterion = n * (squares / n).max(1e-30).ln() + 2.0 * logs;
    Scored {
        criterion: if sound { criterion } else { f64::INFINITY },
        squares,
    }
}
