//! Exponential smoothing with additive or multiplicative errors and seasons, and damped trends.
//!
//! All models that suit a series are fitted; each speaks with the weight that Akaike's corrected
//! criterion gives it, which is steadier than the word of the best one alone (Kolassa 2011).
//! Trends are damped: over a year and a half an undamped one runs away more often than it is right
//! (on held-back training values its removal took a twentieth off the errors).

mod fit;
mod recursion;

use crate::noise::Noise;
use fit::{Fit, Known};
use recursion::Ahead;

/// Form of the trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trend {
    /// None.
    None,
    /// An amount that fades.
    Damped,
}

/// Form of the season.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    /// None.
    None,
    /// Added.
    Add,
    /// Multiplied.
    Multiply,
}

/// One model of the family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Model {
    /// Errors relative to what is expected.
    pub(crate) relative: bool,
    pub(crate) trend: Trend,
    pub(crate) season: Season,
}

/// The criterion counts for half: errors a year ahead follow the fit one step ahead only loosely.
const SHARPNESS: f64 = 0.25;

/// Weights below this share of the best one's are not worth their paths.
const WEIGHT_MIN: f64 = 0.02;

/// The models fitted to a series, with their weights.
#[derive(Debug, Clone)]
pub(crate) struct Ets {
    members: Vec<(f64, Fit)>,
    period: usize,
    count: usize,
}

impl Ets {
    /// Fits all models; `None` if none suits.
    pub(crate) fn fit(y: &[f64], period: usize) -> Option<Ets> {
        let known = Known::of(y, period);
        let mut fits = Vec::with_capacity(10);
        for season in [Season::None, Season::Add, Season::Multiply] {
            for trend in [Trend::None, Trend::Damped] {
                for relative in [false, true] {
                    // Absolute errors beside a multiplied season are unstable.
                    if season == Season::Multiply && !relative {
                        continue;
                    }
                    fits.extend(fit::fit(
                        &known,
                        Model {
                            relative,
                            trend,
                            season,
                        },
                    ));
                }
            }
        }
        let best = fits.iter().map(|fit| fit.aicc).min_by(f64::total_cmp)?;
        let weight = |fit: &Fit| (-SHARPNESS * (fit.aicc - best)).exp();
        fits.retain(|fit| weight(fit) >= WEIGHT_MIN);
        let whole: f64 = fits.iter().map(weight).sum();
        let members = fits.into_iter().map(|fit| (weight(&fit) / whole, fit));
        Some(Ets {
            members: members.collect(),
            period,
            count: y.len(),
        })
    }

    /// The expected values ahead.
    pub(crate) fn mean(&self, out: &mut [f64]) {
        out.fill(0.0);
        let noise = vec![0.0; out.len()];
        let mut one = vec![0.0; out.len()];
        for (weight, fit) in &self.members {
            self.draw(fit, &noise, &mut one);
            for (sum, value) in out.iter_mut().zip(&one) {
                *sum += weight * value;
            }
        }
    }

    /// All sample paths, one after another; each model has its share of them.
    pub(crate) fn paths(&self, noise: &Noise, steps: usize, out: &mut [f64]) {
        let pairs = out.len() / steps / 2;
        let mut done = 0;
        let mut share = 0.0;
        for (weight, fit) in &self.members {
            share += weight;
            let until = ((share * pairs as f64).round() as usize).min(pairs);
            for path in 2 * done..2 * until {
                let out = &mut out[path * steps..(path + 1) * steps];
                self.draw(fit, noise.path(path), out);
            }
            done = until;
        }
    }

    fn draw(&self, fit: &Fit, noise: &[f64], out: &mut [f64]) {
        let ahead = Ahead {
            from: self.count,
            period: self.period,
            spread: fit.spread,
            relative: fit.model.relative,
        };
        let form = (fit.model.trend, fit.model.season);
        recursion::draw(form, &fit.with, fit.state, &ahead, noise, out);
    }
}
