//! The theta method, optimised and dynamic (Fiorucci, Pellegrini, Louzada, Petropoulos and
//! Koehler 2016): half a straight line, half simple smoothing, the mix fitted to the series.

use crate::limits::PERIOD_MAX;
use crate::noise::Noise;
use crate::optimise::{Point, Search};
use crate::seasonal::{self, Join};

/// First values left out of the score: the line is not yet known there.
const WARM_UP: usize = 3;

/// A fitted theta model.
#[derive(Debug, Clone)]
pub(crate) struct Theta {
    season: Option<(Join, [f64; PERIOD_MAX])>,
    period: usize,
    line: Line,
    alpha: f64,
    theta: f64,
    state: State,
    spread: f64,
}

/// The straight line: that of the whole series, or of what was known at each step.
#[derive(Debug, Clone, Copy)]
enum Line {
    Fixed { start: f64, slope: f64 },
    Growing,
}

#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// Values taken in.
    count: f64,
    level: f64,
    mean: f64,
    start: f64,
    slope: f64,
    /// (1 − α)^count.
    fading: f64,
}

impl State {
    #[inline(always)]
    fn expected(&self, line: Line, alpha: f64, theta: f64) -> f64 {
        let (start, slope) = match line {
            Line::Fixed { start, slope } => (start, slope),
            Line::Growing => (self.start, self.slope),
        };
        let drift = self.fading * start + (1.0 - self.fading * (1.0 - alpha)) / alpha * slope;
        self.level + (1.0 - 1.0 / theta) * drift
    }

    #[inline(always)]
    fn take(&mut self, alpha: f64, y: f64) {
        let t = self.count + 1.0;
        self.level = alpha * y + (1.0 - alpha) * self.level;
        let mean = (self.count * self.mean + y) / t;
        self.slope = if self.count == 0.0 {
            0.0
        } else {
            ((t - 2.0) * self.slope + 6.0 * (y - self.mean) / t) / (t + 1.0)
        };
        self.start = mean - self.slope * (t + 1.0) / 2.0;
        self.mean = mean;
        self.count = t;
        self.fading *= 1.0 - alpha;
    }
}

impl Theta {
    /// Fits both lines and keeps the better; `None` with fewer than six values.
    pub(crate) fn fit(y: &[f64], period: usize) -> Option<Theta> {
        if y.len() < 6 {
            return None;
        }
        let season = season_of(y, period);
        let plain: Vec<f64> = match &season {
            None => y.to_vec(),
            Some((join, figures)) => {
                let figure = |at: usize| figures[at % period];
                let without = y.iter().enumerate().map(|(at, value)| match join {
                    Join::Add => value - figure(at),
                    Join::Multiply => value / figure(at),
                });
                without.collect()
            }
        };
        let mut whole = State::default();
        plain.iter().for_each(|value| whole.take(0.5, *value));
        let fixed = Line::Fixed {
            start: whole.start,
            slope: whole.slope,
        };
        let candidates = [fixed, Line::Growing].map(|line| (line, search(&plain, line)));
        let best = candidates
            .into_iter()
            .min_by(|a, b| a.1.1.total_cmp(&b.1.1));
        let (line, (point, squares)) = best?;
        let (state, _) = run(&plain, line, &point);
        let freedom = plain.len().saturating_sub(WARM_UP + 3).max(1);
        squares.is_finite().then(|| Theta {
            season,
            period,
            line,
            alpha: point[1],
            theta: point[2],
            state,
            spread: (squares / freedom as f64).sqrt(),
        })
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
        let mut slot = state.count as usize % self.period;
        for (out, draw) in out.iter_mut().zip(noise) {
            let plain = state.expected(self.line, self.alpha, self.theta) + self.spread * draw;
            *out = match &self.season {
                None => plain,
                Some((Join::Add, figures)) => plain + figures[slot],
                Some((Join::Multiply, figures)) => plain * figures[slot],
            };
            state.take(self.alpha, plain);
            slot += 1;
            if slot == self.period {
                slot = 0;
            }
        }
    }
}

fn season_of(y: &[f64], period: usize) -> Option<(Join, [f64; PERIOD_MAX])> {
    if !seasonal::stands_out(y, period) {
        return None;
    }
    let multiplied =
        || seasonal::figures(y, period, Join::Multiply).map(|found| (Join::Multiply, found));
    let positive = y.iter().all(|value| *value > 0.0);
    let multiplied = if positive { multiplied() } else { None };
    multiplied.or_else(|| seasonal::figures(y, period, Join::Add).map(|found| (Join::Add, found)))
}

/// Level before the first value, α and θ with the least squares of the errors one step ahead.
fn search(y: &[f64], line: Line) -> (Point, f64) {
    let size = y.iter().map(|value| value.abs()).sum::<f64>() / y.len() as f64;
    let bounds = [(-20.0 * size, 20.0 * size), (0.05, 0.99), (1.0, 1000.0)];
    let search = Search {
        start: [y[0] / 2.0, 0.5, 2.0, 0.0],
        // A series that begins at zero still needs a step.
        step: [(y[0] / 2.0).abs().max(0.1 * size), 0.2, 1.0, 0.0],
        bounds: &bounds,
        budget: 250,
        tolerance: 1e-3,
    };
    let n = y.len() as f64;
    let (point, _) = search.minimum(|point| n * run(y, line, point).1.max(1e-30).ln());
    (point, run(y, line, &point).1)
}

fn run(y: &[f64], line: Line, point: &Point) -> (State, f64) {
    let mut state = State {
        level: point[0],
        fading: 1.0,
        ..State::default()
    };
    let mut squares = 0.0;
    for (at, value) in y.iter().enumerate() {
        if at >= WARM_UP {
            let error = value - state.expected(line, point[1], point[2]);
            squares += error * error;
        }
        state.take(point[1], *value);
    }
    (state, squares)
}
