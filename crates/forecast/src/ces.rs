//! Complex exponential smoothing (Svetunkov, Kourentzes and Ord 2022): level and a hidden
//! companion turn round each other, which follows levels and trends without choosing between them.

use crate::limits::PERIOD_MAX;
use crate::noise::Noise;
use crate::optimise::{Point, Search};
use crate::seasonal::{self, Join};

/// Forms of the season.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// None.
    None,
    /// Level and companion for each season of the year, nothing between.
    Simple,
    /// A season added.
    Partial,
    /// A season added that has a companion of its own.
    Full,
}

/// The constants searched: α₀, α₁ and those of the season.
const BOUNDS: [(f64, f64); 4] = [(0.01, 1.8), (0.01, 1.9), (0.01, 1.5), (0.01, 1.5)];

/// A fitted model.
#[derive(Debug, Clone)]
pub(crate) struct Ces {
    form: Form,
    constants: Point,
    state: State,
    spread: f64,
    period: usize,
    count: usize,
}

#[derive(Debug, Clone, Copy)]
struct State {
    level: f64,
    companion: f64,
    season: [f64; PERIOD_MAX],
    hidden: [f64; PERIOD_MAX],
}

impl State {
    #[inline(always)]
    fn expected(&self, form: Form, slot: usize) -> f64 {
        match form {
            Form::None => self.level,
            Form::Simple => self.season[slot],
            Form::Partial | Form::Full => self.level + self.season[slot],
        }
    }

    #[inline(always)]
    fn take(&mut self, form: Form, with: &Point, slot: usize, error: f64) {
        if form == Form::Simple {
            let (level, companion) = (self.season[slot], self.hidden[slot]);
            (self.season[slot], self.hidden[slot]) =
                turn(level, companion, with[0], with[1], error);
            return;
        }
        (self.level, self.companion) = turn(self.level, self.companion, with[0], with[1], error);
        match form {
            Form::None | Form::Simple => {}
            Form::Partial => self.season[slot] += with[2] * error,
            Form::Full => {
                let (level, companion) = (self.season[slot], self.hidden[slot]);
                (self.season[slot], self.hidden[slot]) =
                    turn(level, companion, with[2], with[3], error);
            }
        }
    }
}

#[inline(always)]
fn turn(level: f64, companion: f64, real: f64, imaginary: f64, error: f64) -> (f64, f64) {
    (
        level - (1.0 - imaginary) * companion + (real - imaginary) * error,
        level + (1.0 - real) * companion + (real + imaginary) * error,
    )
}

impl Ces {
    /// Fits all forms and keeps the best by Akaike's corrected criterion.
    pub(crate) fn fit(y: &[f64], period: usize) -> Option<Ces> {
        let season = seasonal::figures(y, period, Join::Add);
        let forms = [
            (Form::None, 2),
            (Form::Simple, 2),
            (Form::Partial, 3),
            (Form::Full, 4),
        ];
        let mut best: Option<(f64, Ces)> = None;
        for (form, dimensions) in forms {
            if form != Form::None && season.is_none() {
                continue;
            }
            let Some(found) = fit(y, period, form, dimensions, season.as_ref()) else {
                continue;
            };
            if best
                .as_ref()
                .is_none_or(|(criterion, _)| found.0 < *criterion)
            {
                best = Some(found);
            }
        }
        best.map(|(_, ces)| ces)
    }

    /// The expected values ahead.
    pub(crate) fn mean(&self, out: &mut [f64]) {
        let noise = vec![0.0; out.len()];
        self.draw(&noise, out);
    }

    /// All sample paths, one after another.
    pub(crate) fn paths(&self, noise: &Noise, steps: usize, out: &mut [f64]) {
        for (path, out) in out.chunks_exact_mut(steps).enumerate() {
            self.draw(noise.path(path), out);
        }
    }

    fn draw(&self, noise: &[f64], out: &mut [f64]) {
        let mut state = self.state;
        let mut slot = self.count % self.period;
        for (out, draw) in out.iter_mut().zip(noise) {
            let error = self.spread * draw;
            *out = state.expected(self.form, slot) + error;
            state.take(self.form, &self.constants, slot, error);
            slot += 1;
            if slot == self.period {
                slot = 0;
            }
        }
    }
}

fn fit(
    y: &[f64],
    period: usize,
    form: Form,
    dimensions: usize,
    season: Option<&[f64; PERIOD_MAX]>,
) -> Option<(f64, Ces)> {
    let start = start(y, period, form, season);
    let search = Search {
        start: match form {
            Form::Partial => [1.3, 1.0, 0.1, 0.0],
            _ => [1.3, 1.0, 1.3, 1.0],
        },
        step: [
            -0.2,
            -0.05,
            if form == Form::Partial { 0.1 } else { -0.2 },
            -0.05,
        ],
        bounds: &BOUNDS[..dimensions],
        budget: 200,
        tolerance: 1e-3,
    };
    let n = y.len() as f64;
    let criterion = |squares: f64| n * (squares / n).max(1e-30).ln();
    let (constants, value) = search.minimum(|with| criterion(run(y, period, form, with, start).1));
    if !value.is_finite() {
        return None;
    }
    let (state, squares) = run(y, period, form, &constants, start);
    let states = match form {
        Form::None | Form::Simple => 2.0,
        Form::Partial => 3.0,
        Form::Full => 4.0,
    };
    let k = dimensions as f64 + states + 1.0;
    let aicc = value + 2.0 * k * n / (n - k - 1.0).max(0.5);
    let spread = (squares / (n - k).max(1.0)).sqrt();
    let count = y.len();
    Some((
        aicc,
        Ces {
            form,
            constants,
            state,
            spread,
            period,
            count,
        },
    ))
}

fn start(y: &[f64], period: usize, form: Form, season: Option<&[f64; PERIOD_MAX]>) -> State {
    const COMPANION: f64 = 1.0 / 1.1;
    let first = match form {
        Form::None => period.max(10).min(y.len()),
        _ => period.min(y.len()),
    };
    let level = y[..first].iter().sum::<f64>() / first as f64;
    let mut state = State {
        level,
        companion: level * COMPANION,
        season: season.copied().unwrap_or([0.0; PERIOD_MAX]),
        hidden: [0.0; PERIOD_MAX],
    };
    if form == Form::Simple {
        state.season[..first].copy_from_slice(&y[..first]);
    }
    for (hidden, season) in state.hidden.iter_mut().zip(state.season) {
        *hidden = season * COMPANION;
    }
    state
}

/// Forward, back and forward again: the middle pass gives the start its states.
fn run(y: &[f64], period: usize, form: Form, with: &Point, mut state: State) -> (State, f64) {
    match form {
        Form::None => pass::<0>(y, period, with, &mut state),
        Form::Simple => pass::<1>(y, period, with, &mut state),
        Form::Partial => pass::<2>(y, period, with, &mut state),
        Form::Full => pass::<3>(y, period, with, &mut state),
    }
}

#[inline(always)]
fn pass<const FORM: u8>(y: &[f64], period: usize, with: &Point, state: &mut State) -> (State, f64) {
    let form = match FORM {
        0 => Form::None,
        1 => Form::Simple,
        2 => Form::Partial,
        _ => Form::Full,
    };
    let mut slot = 0;
    let mut forward = |state: &mut State| {
        slot = 0;
        let mut squares = 0.0;
        for value in y {
            let error = value - state.expected(form, slot);
            squares += error * error;
            state.take(form, with, slot, error);
            slot += 1;
            if slot == period {
                slot = 0;
            }
        }
        squares
    };
    forward(state);
    let mut slot = y.len() % period;
    for value in y.iter().rev() {
        slot = if slot == 0 { period - 1 } else { slot - 1 };
        let error = value - state.expected(form, slot);
        state.take(form, with, slot, error);
    }
    let squares = forward(state);
    let sound = state.level.is_finite() && squares.is_finite();
    (*state, if sound { squares } else { f64::INFINITY })
}
