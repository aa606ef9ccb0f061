//! A series as given: checked once, scaled, its peculiarities named.

use crate::limits::{PERIOD_MAX, VALUE_MAX, VALUES_MAX, YEARS_FOR_MODELS};
use crate::problem::{Note, Problem};

/// Consecutive values of one indicator, oldest first, a fixed number of them to a year.
///
/// January and February reported as one are one value: 11 to a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Divided by `size`, so that models meet numbers near one.
    pub(crate) scaled: Vec<f64>,
    pub(crate) size: f64,
    pub(crate) period: usize,
    constant: Option<f64>,
    not_positive: Option<(usize, usize)>,
    zeros: usize,
    has_negative: bool,
    outlier: Option<usize>,
}

impl Series {
    /// Checks values; all problems at once.
    pub fn new(values: &[f64], period: usize) -> Result<Series, Vec<Problem>> {
        let mut problems = Vec::new();
        if !(1..=PERIOD_MAX).contains(&period) {
            problems.push(Problem::Period { period });
        }
        if values.len() > VALUES_MAX {
            problems.push(Problem::TooMany {
                values: values.len(),
            });
        }
        if values.is_empty() {
            problems.push(Problem::TooFew {
                values: 0,
                needed: period.min(PERIOD_MAX) + 4,
            });
        }
        let unusable = |value: &f64| !value.is_finite() || value.abs() > VALUE_MAX;
        let at_fault = values
            .iter()
            .enumerate()
            .filter(|(_, value)| unusable(value));
        problems.extend(at_fault.map(|(at, _)| Problem::NotANumber { at }));
        if problems.is_empty() {
            Ok(Series::sound(values, period))
        } else {
            Err(problems)
        }
    }

    fn sound(values: &[f64], period: usize) -> Series {
        let size = values
            .iter()
            .map(|value| value.abs() / values.len() as f64)
            .sum::<f64>();
        let size = if size > 0.0 { size } else { 1.0 };
        let low = values.iter().filter(|value| **value <= 0.0).count();
        let first_low = values.iter().position(|value| *value <= 0.0);
        let first = values[0];
        Series {
            scaled: values.iter().map(|value| value / size).collect(),
            size,
            period,
            constant: values.iter().all(|value| *value == first).then_some(first),
            not_positive: first_low.map(|at| (at, low)),
            zeros: values.iter().filter(|value| **value == 0.0).count(),
            has_negative: values.iter().any(|value| *value < 0.0),
            outlier: outlier(values),
        }
    }

    /// How many values.
    pub fn len(&self) -> usize {
        self.scaled.len()
    }

    /// Whether there are none; a checked series has at least one.
    pub fn is_empty(&self) -> bool {
        self.scaled.is_empty()
    }

    /// Values to a year.
    pub fn period(&self) -> usize {
        self.period
    }

    /// The value that all of them have, if they all have the same.
    pub(crate) fn constant(&self) -> Option<f64> {
        self.constant
    }

    /// Whether there is enough for models: three years.
    pub(crate) fn suits_models(&self) -> bool {
        self.len() >= (YEARS_FOR_MODELS * self.period).max(8)
    }

    /// Lowest value a path may take: where history has nothing below zero, neither has a forecast.
    pub(crate) fn floor(&self) -> f64 {
        if self.has_negative {
            f64::NEG_INFINITY
        } else {
            0.0
        }
    }

    /// What has to be said of it.
    pub(crate) fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        if let Some(value) = self.constant {
            notes.push(Note::Constant { value });
            return notes;
        }
        if !self.suits_models() {
            notes.push(Note::ShareOnly { values: self.len() });
        }
        notes.extend(
            self.not_positive
                .map(|(at, count)| Note::NotPositive { at, count }),
        );
        if 2 * self.zeros >= self.len() {
            notes.push(Note::MostlyZero { zeros: self.zeros });
        }
        notes.extend(self.outlier.map(|at| Note::Outlier { at }));
        notes
    }
}

/// How many times all others a value must be to be called an outlier.
const OUTLIER_TIMES: f64 = 10.0;

/// The largest value where it is ten times the next.
fn outlier(values: &[f64]) -> Option<usize> {
    let (at, largest) = values
        .iter()
        .map(|value| value.abs())
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    let others = values.iter().enumerate().filter(|(other, _)| *other != at);
    let next = others
        .map(|(_, value)| value.abs())
        .max_by(f64::total_cmp)?;
    (next > 0.0 && largest > OUTLIER_TIMES * next).then_some(at)
}
