//! Distributions as quantile functions: a share of the iterations in, a value out.

use super::dice::Lanes;
use super::input::{Shape, Spread, Uncertainty};
use std::collections::HashMap;

/// Cells of a table; between their ends values run straight.
const CELLS: usize = 1024;

/// Steps in which a density is summed up.
const STEPS: usize = 16_384;

/// How values are drawn: `base + range * quantile`.
#[derive(Debug, Clone)]
pub(super) enum Draw {
    /// Always the base.
    Fixed,
    /// A triangle whose top lies at this share of its width.
    Triangle(f32),
    /// Evenly.
    Uniform,
    /// By the table of this number.
    Table(u32),
    /// One of the steps of this number, each as likely.
    Steps(u32),
}

/// A distribution over working minutes or factors.
#[derive(Debug, Clone)]
pub(super) struct Law {
    pub(super) draw: Draw,
    pub(super) base: f32,
    pub(super) range: f32,
}

impl Law {
    pub(super) fn fixed(value: f32) -> Law {
        Law {
            draw: Draw::Fixed,
            base: value,
            range: 0.0,
        }
    }

    /// The largest value it can take.
    pub(super) fn most(&self) -> f32 {
        self.base + self.range
    }
}

/// The tables that laws name.
#[derive(Debug, Default)]
pub(super) struct Tables {
    tables: Vec<Vec<f32>>,
    steps: Vec<Vec<f32>>,
    /// Number of the PERT table for each place of the likely value, by its bits.
    known: HashMap<u64, u32>,
    known_steps: HashMap<Vec<i64>, u32>,
}

impl Tables {
    /// The law of a spread, each of its values `unit` long.
    pub(super) fn of_spread(&mut self, spread: &Spread, unit: f64) -> Law {
        let (base, range) = (
            (spread.least as f64 * unit) as f32,
            ((spread.most - spread.least) as f64 * unit) as f32,
        );
        if spread.most == spread.least {
            return Law::fixed(base);
        }
        let top = (spread.likely - spread.least) as f64 / (spread.most - spread.least) as f64;
        let draw = match spread.shape {
            Shape::Triangle => Draw::Triangle(top as f32),
            Shape::Uniform => Draw::Uniform,
            Shape::Pert => {
                let next = self.tables.len() as u32;
                let number = *self.known.entry(top.to_bits()).or_insert(next);
                if number == next {
                    self.tables.push(pert(top));
                }
                Draw::Table(number)
            }
        };
        Law { draw, base, range }
    }

    /// The law of past ratios, each of their basis points `unit` long.
    pub(super) fn of_history(&mut self, ratios: &[i64], unit: f64) -> Law {
        let mut ratios = ratios.to_vec();
        ratios.sort_unstable();
        let (Some(&least), Some(&most)) = (ratios.first(), ratios.last()) else {
            return Law::fixed((10_000.0 * unit) as f32);
        };
        let (base, range) = (least as f64 * unit, (most - least) as f64 * unit);
        if least == most {
            return Law::fixed(base as f32);
        }
        let next = self.steps.len() as u32;
        let step = |ratio: &i64| ((ratio - least) as f64 / (most - least) as f64) as f32;
        let steps = ratios.iter().map(step).collect();
        let number = *self.known_steps.entry(ratios).or_insert(next);
        if number == next {
            self.steps.push(steps);
        }
        Law {
            draw: Draw::Steps(number),
            base: base as f32,
            range: range as f32,
        }
    }

    /// The law of an uncertainty whose plan is `planned` units.
    pub(super) fn of(&mut self, uncertainty: &Uncertainty, planned: f64, whole: f64) -> Law {
        match uncertainty {
            Uncertainty::Planned => Law::fixed(planned as f32),
            Uncertainty::Share(spread) => self.of_spread(spread, planned / 10_000.0),
            Uncertainty::Minutes(spread) => {
                self.of_spread(spread, if whole > 0.0 { planned / whole } else { 0.0 })
            }
            Uncertainty::History(ratios) => self.of_history(ratios, planned / 10_000.0),
        }
    }

    /// Values of a law for shares of the iterations.
    #[inline(always)]
    pub(super) fn values(&self, law: &Law, shares: &Lanes<f32>, values: &mut Lanes<f32>) {
        let Law { base, range, .. } = *law;
        match law.draw {
            Draw::Fixed => *values = [base; super::dice::LANES],
            Draw::Uniform => {
                for (value, share) in values.iter_mut().zip(shares) {
                    *value = base + range * share;
                }
            }
            Draw::Triangle(top) => triangle(top, (base, range), shares, values),
            Draw::Table(number) => {
                let table = &self.tables[number as usize];
                for (value, share) in values.iter_mut().zip(shares) {
                    let place = share * CELLS as f32;
                    let cell = (place as usize).min(CELLS - 1);
                    let (low, high) = (table[cell], table[cell + 1]);
                    *value = base + range * (low + (high - low) * (place - cell as f32));
                }
            }
            Draw::Steps(number) => {
                let steps = &self.steps[number as usize];
                for (value, share) in values.iter_mut().zip(shares) {
                    let at = (share * steps.len() as f32) as usize;
                    *value = base + range * steps[at.min(steps.len() - 1)];
                }
            }
        }
    }
}

/// Quantiles of a triangle, in loops so plain that they run on four lanes at a time.
#[inline(always)]
fn triangle(top: f32, (base, range): (f32, f32), shares: &Lanes<f32>, values: &mut Lanes<f32>) {
    for (value, share) in values.iter_mut().zip(shares) {
        let (left, right) = (share * top, (1.0 - share) * (1.0 - top));
        *value = if *share < top { left } else { right };
    }
    for value in values.iter_mut() {
        *value = value.sqrt();
    }
    for (value, share) in values.iter_mut().zip(shares) {
        let (left, right) = (*value, 1.0 - *value);
        *value = base + range * if *share < top { left } else { right };
    }
}

/// Quantiles of the PERT distribution between 0 and 1 whose likely value is `top`: the beta
/// distribution with alpha 1 + 4 top and beta 1 + 4 (1 - top), summed up in small steps.
fn pert(top: f64) -> Vec<f32> {
    let (alpha, beta) = (4.0 * top, 4.0 * (1.0 - top));
    let mut sums = Vec::with_capacity(STEPS + 1);
    sums.push(0.0);
    let mut sum = 0.0;
    for step in 0..STEPS {
        let at = (step as f64 + 0.5) / STEPS as f64;
        sum += at.powf(alpha) * (1.0 - at).powf(beta);
        sums.push(sum);
    }
    let mut step = 0;
    let quantile = |cell: usize| {
        let wanted = sum * cell as f64 / CELLS as f64;
        while step + 1 < STEPS && sums[step + 1] < wanted {
            step += 1;
        }
        let inside = (wanted - sums[step]) / (sums[step + 1] - sums[step]);
        ((step as f64 + inside.clamp(0.0, 1.0)) / STEPS as f64) as f32
    };
    (0..=CELLS).map(quantile).collect()
}
