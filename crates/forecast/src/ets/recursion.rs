//! The recursion of exponential smoothing, one compiled loop for each form of trend and season.
//!
//! Hyndman, Koehler, Ord and Snyder, "Forecasting with Exponential Smoothing" (2008), in the error
//! correction form: it is the same for additive and multiplicative errors, which differ only in
//! how an error is scored and drawn.

use super::{Season, Trend};
use crate::limits::PERIOD_MAX;

/// Level, trend and season after a value; seasons by `index % period`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct State {
    pub(crate) level: f64,
    pub(crate) trend: f64,
    pub(crate) season: [f64; PERIOD_MAX],
}

/// Smoothing constants. `beta` is the share of a change of level that goes into the trend.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Smoothing {
    pub(crate) alpha: f64,
    pub(crate) beta: f64,
    pub(crate) gamma: f64,
    pub(crate) phi: f64,
}

const NONE: u8 = 0;
const ADD: u8 = 1;
const MULTIPLY: u8 = 2;

impl State {
    /// What the state expects of the next value, in season `slot`.
    #[inline(always)]
    fn expected<const TREND: bool, const SEASON: u8>(&self, phi: f64, slot: usize) -> f64 {
        let base = self.level + if TREND { phi * self.trend } else { 0.0 };
        match SEASON {
            NONE => base,
            ADD => base + self.season[slot],
            _ => base * self.season[slot],
        }
    }

    /// Takes a value in.
    #[inline(always)]
    fn take<const TREND: bool, const SEASON: u8>(&mut self, with: &Smoothing, slot: usize, y: f64) {
        let drift = if TREND { with.phi * self.trend } else { 0.0 };
        let base = self.level + drift;
        let season = self.season[slot];
        let plain = match SEASON {
            NONE => y,
            ADD => y - season,
            _ => y / season,
        };
        let level = base + with.alpha * (plain - base);
        if TREND {
            self.trend = drift + with.beta * (level - self.level - drift);
        }
        self.level = level;
        match SEASON {
            NONE => {}
            ADD => self.season[slot] = season + with.gamma * (y - base - season),
            _ => self.season[slot] = season + with.gamma * (y / base - season),
        }
    }
}

/// Walks a series from its end to its start, so that the state fits the time before its first
/// value.
pub(crate) fn back(
    y: &[f64],
    period: usize,
    form: (Trend, Season),
    with: &Smoothing,
    state: &mut State,
) {
    match (form.0 != Trend::None, form.1) {
        (false, Season::None) => walk_back::<false, NONE>(y, period, with, state),
        (false, Season::Add) => walk_back::<false, ADD>(y, period, with, state),
        (false, Season::Multiply) => walk_back::<false, MULTIPLY>(y, period, with, state),
        (true, Season::None) => walk_back::<true, NONE>(y, period, with, state),
        (true, Season::Add) => walk_back::<true, ADD>(y, period, with, state),
        (true, Season::Multiply) => walk_back::<true, MULTIPLY>(y, period, with, state),
    }
}

/// Walks a series forward. Each value's expectation and error go to `each`.
pub(crate) fn forward(
    y: &[f64],
    period: usize,
    form: (Trend, Season),
    with: &Smoothing,
    state: &mut State,
    each: impl FnMut(f64, f64),
) {
    match (form.0 != Trend::None, form.1) {
        (false, Season::None) => walk::<false, NONE>(y, period, with, state, each),
        (false, Season::Add) => walk::<false, ADD>(y, period, with, state, each),
        (false, Season::Multiply) => walk::<false, MULTIPLY>(y, period, with, state, each),
        (true, Season::None) => walk::<true, NONE>(y, period, with, state, each),
        (true, Season::Add) => walk::<true, ADD>(y, period, with, state, each),
        (true, Season::Multiply) => walk::<true, MULTIPLY>(y, period, with, state, each),
    }
}

/// Draws the values that follow.
pub(crate) fn draw(
    form: (Trend, Season),
    with: &Smoothing,
    mut state: State,
    ahead: &Ahead,
    noise: &[f64],
    out: &mut [f64],
) {
    match (form.0 != Trend::None, form.1) {
        (false, Season::None) => run::<false, NONE>(with, &mut state, ahead, noise, out),
        (false, Season::Add) => run::<false, ADD>(with, &mut state, ahead, noise, out),
        (false, Season::Multiply) => run::<false, MULTIPLY>(with, &mut state, ahead, noise, out),
        (true, Season::None) => run::<true, NONE>(with, &mut state, ahead, noise, out),
        (true, Season::Add) => run::<true, ADD>(with, &mut state, ahead, noise, out),
        (true, Season::Multiply) => run::<true, MULTIPLY>(with, &mut state, ahead, noise, out),
    }
}

/// How values ahead are drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ahead {
    /// Index of the first of them.
    pub(crate) from: usize,
    /// Periods in a year.
    pub(crate) period: usize,
    /// Spread of the errors.
    pub(crate) spread: f64,
    /// Whether the spread is relative to what is expected.
    pub(crate) relative: bool,
}

/// Least relative error drawn: a value does not fall to nothing at one step.
const RELATIVE_ERROR_MIN: f64 = -0.95;

#[inline(always)]
fn walk<const TREND: bool, const SEASON: u8>(
    y: &[f64],
    period: usize,
    with: &Smoothing,
    state: &mut State,
    mut each: impl FnMut(f64, f64),
) {
    let mut slot = 0;
    for &value in y {
        let expected = state.expected::<TREND, SEASON>(with.phi, slot);
        each(expected, value - expected);
        state.take::<TREND, SEASON>(with, slot, value);
        slot += 1;
        if slot == period {
            slot = 0;
        }
    }
}

#[inline(always)]
fn walk_back<const TREND: bool, const SEASON: u8>(
    y: &[f64],
    period: usize,
    with: &Smoothing,
    state: &mut State,
) {
    let mut slot = y.len() % period;
    for &value in y.iter().rev() {
        slot = if slot == 0 { period - 1 } else { slot - 1 };
        state.take::<TREND, SEASON>(with, slot, value);
    }
    // The trend now points to the past: turned round, the first value is expected again.
    if TREND {
        let back = with.phi * state.trend;
        state.level += back;
        state.trend = -state.trend;
    }
}

#[inline(always)]
fn run<const TREND: bool, const SEASON: u8>(
    with: &Smoothing,
    state: &mut State,
    ahead: &Ahead,
    noise: &[f64],
    out: &mut [f64],
) {
    let mut slot = ahead.from % ahead.period;
    for (out, draw) in out.iter_mut().zip(noise) {
        let expected = state.expected::<TREND, SEASON>(with.phi, slot);
        let error = ahead.spread * draw;
        let value = if ahead.relative {
            expected * (1.0 + error.max(RELATIVE_ERROR_MIN))
        } else {
            expected + error
        };
        *out = value;
        state.take::<TREND, SEASON>(with, slot, value);
        slot += 1;
        if slot == ahead.period {
            slot = 0;
        }
    }
}
