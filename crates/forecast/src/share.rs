//! 同期占比法: the share of the year that the same periods had in past years, with the errors that
//! the rule itself made in those years.

use crate::limits::PATHS;
use crate::models::Method;
use crate::noise::Noise;
use crate::normal;
use crate::outlook::{self, Outlook};
use crate::problem::{Note, Problem};
use crate::series::Series;

/// Least spread of a rule: a tenth of a percent, as figures are rounded.
const SPREAD_MIN: f64 = 1e-3;

/// What a rule of shares says of a year's sum: its logarithm has this centre and spread, and as
/// many degrees of freedom as there were errors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ShareRule {
    pub(crate) centre: f64,
    pub(crate) spread: f64,
    pub(crate) freedom: f64,
}

/// Sums of whole past years and of their first `known` periods, oldest first.
#[derive(Debug, Clone)]
pub(crate) struct Years {
    pub(crate) whole: Vec<f64>,
    pub(crate) part: Vec<f64>,
    pub(crate) to_date: f64,
}

impl Years {
    /// Splits a series whose last `known` values are of the year in question.
    pub(crate) fn of(y: &[f64], period: usize, known: usize) -> Years {
        let past = &y[..y.len() - known];
        let first = past.len() % period;
        let years = past[first..].chunks_exact(period);
        Years {
            whole: years.clone().map(|year| year.iter().sum()).collect(),
            part: years.map(|year| year[..known].iter().sum()).collect(),
            to_date: y[y.len() - known..].iter().sum(),
        }
    }

    /// Whether every sum is above zero, so that shares mean something.
    pub(crate) fn has_shares(&self) -> bool {
        let sums = self.whole.iter().chain(&self.part);
        self.to_date > 0.0 && sums.copied().all(|sum| sum > 0.0)
    }

    /// The rule with the mean share of the last `span` years; `None` without shares or with fewer
    /// than two past years.
    pub(crate) fn rule(&self, span: usize) -> Option<ShareRule> {
        let years = self.whole.len();
        if years < 2 || !self.has_shares() {
            return None;
        }
        let share = |at: usize| self.part[at] / self.whole[at];
        let mean = |until: usize| {
            let from = until.saturating_sub(span);
            (from..until).map(share).sum::<f64>() / (until - from) as f64
        };
        let error = |at: usize| (self.whole[at] * mean(at) / self.part[at]).ln();
        let squares: f64 = (1..years).map(|at| error(at).powi(2)).sum();
        let freedom = (years - 1) as f64;
        Some(ShareRule {
            centre: (self.to_date / mean(years)).ln(),
            spread: (squares / freedom).sqrt().max(SPREAD_MIN),
            freedom,
        })
    }
}

impl ShareRule {
    /// The sum below which the year ends with a chance.
    pub(crate) fn quantile(&self, chance: f64) -> f64 {
        let t = normal::student_quantile(chance, self.freedom);
        // With one or two errors Student's tails are beyond anything a year can do.
        (self.centre + self.spread * t.clamp(-8.0, 8.0)).exp()
    }
}

impl ShareRule {
    /// The chance that the year's sum is at least `target`.
    pub(crate) fn chance(&self, target: f64) -> f64 {
        if target <= 0.0 {
            return 1.0;
        }
        let t = (target.ln() - self.centre) / self.spread;
        1.0 - normal::student_below(t, self.freedom)
    }
}

/// Values beyond one year that the share method needs to know how it errs.
const BEYOND_A_YEAR: usize = 4;

/// Values ahead of a short series: those of a year before, moved on by how the last ones moved
/// against the year before. Errors are as far as single moves strayed from their mean, with
/// Student's tails for as many as there were.
pub(crate) fn outlook(
    series: &Series,
    steps: usize,
    noise: &Noise,
    notes: Vec<Note>,
) -> Result<Outlook, Problem> {
    let (y, period) = (&series.scaled, series.period);
    let needed = period + BEYOND_A_YEAR;
    if y.len() < needed {
        return Err(Problem::TooFew {
            values: y.len(),
            needed,
        });
    }
    let relative = y.iter().all(|value| *value > 0.0);
    let moved = |at: usize| {
        if relative {
            (y[at] / y[at - period]).ln()
        } else {
            y[at] - y[at - period]
        }
    };
    let moves: Vec<f64> = (y.len().saturating_sub(period).max(period)..y.len())
        .map(moved)
        .collect();
    let mean = moves.iter().sum::<f64>() / moves.len() as f64;
    let freedom = (moves.len() - 1) as f64;
    let squares: f64 = moves.iter().map(|one| (one - mean).powi(2)).sum();
    // Student's 95% bounds on normal noise; the mean's own error comes on top.
    let tails = normal::student_quantile(0.975, freedom) / normal::quantile(0.975);
    let spread = (squares / freedom * (1.0 + 1.0 / moves.len() as f64)).sqrt() * tails;
    let value = |step: usize, draw: f64| {
        let years = (step / period + 1) as f64;
        let from = y[y.len() - period + step % period];
        let change = years * mean + years.sqrt() * spread * draw;
        let ahead = if relative {
            from * change.clamp(-6.0, 6.0).exp()
        } else {
            from + change
        };
        ahead.max(series.floor()) * series.size
    };
    let expected = (0..steps).map(|step| value(step, 0.0)).collect();
    let paths = (0..PATHS).flat_map(|path| {
        let draws = noise.path(path).iter().enumerate();
        draws
            .map(|(step, draw)| value(step, *draw))
            .collect::<Vec<_>>()
    });
    Ok(outlook::from_paths(
        Method::Share,
        expected,
        paths.collect(),
        notes,
    ))
}
