//! The models of one series, fitted together and drawn with the same noise.

use crate::ces::Ces;
use crate::ets::Ets;
use crate::limits::PATHS;
use crate::noise::Noise;
use crate::series::Series;
use crate::theta::Theta;

/// A way to forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Method {
    /// The pool of all models that suit the series; what is shown unless asked otherwise.
    Pool,
    /// Exponential smoothing, weighted by Akaike's criterion.
    Ets,
    /// The theta method, optimised and dynamic.
    Theta,
    /// Complex exponential smoothing.
    Ces,
    /// The share that the same periods had in past years.
    Share,
    /// The same value again.
    Constant,
}

impl Method {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Method::Pool => "pool",
            Method::Ets => "ets",
            Method::Theta => "theta",
            Method::Ces => "ces",
            Method::Share => "share",
            Method::Constant => "constant",
        }
    }
}

/// Models fitted to a series.
#[derive(Debug, Clone)]
pub(crate) struct Models {
    ets: Option<Ets>,
    theta: Option<Theta>,
    ces: Option<Ces>,
    floor: f64,
}

/// What one model expects and draws, in the series' own scale divided by its size.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    pub(crate) method: Method,
    pub(crate) mean: Vec<f64>,
    /// [`PATHS`] paths, one after another.
    pub(crate) paths: Vec<f64>,
}

/// Paths stay within this many times the largest value seen: a model that runs away is cut off.
const RUNAWAY: f64 = 50.0;

impl Models {
    pub(crate) fn fit(series: &Series) -> Models {
        let (y, period) = (series.scaled.as_slice(), series.period);
        Models {
            ets: Ets::fit(y, period),
            theta: Theta::fit(y, period),
            ces: Ces::fit(y, period),
            floor: series.floor(),
        }
    }

    /// All models that fit, drawn; a model whose mean is no number is left out.
    pub(crate) fn draw(&self, steps: usize, noise: &Noise) -> Vec<Drawn> {
        let mut all = Vec::with_capacity(3);
        let one = |method: Method, mean: &dyn Fn(&mut [f64]), paths: &dyn Fn(&mut [f64])| {
            let mut drawn = Drawn {
                method,
                mean: vec![0.0; steps],
                paths: vec![0.0; steps * PATHS],
            };
            mean(&mut drawn.mean);
            paths(&mut drawn.paths);
            for value in drawn.mean.iter_mut().chain(&mut drawn.paths) {
                *value = value.clamp(self.floor.max(-RUNAWAY), RUNAWAY);
            }
            drawn
        };
        if let Some(ets) = &self.ets {
            let paths = |out: &mut [f64]| ets.paths(noise, steps, out);
            all.push(one(Method::Ets, &|out| ets.mean(out), &paths));
        }
        if let Some(theta) = &self.theta {
            let paths = |out: &mut [f64]| theta.paths(noise, steps, out);
            all.push(one(Method::Theta, &|out| theta.mean(out), &paths));
        }
        if let Some(ces) = &self.ces {
            let paths = |out: &mut [f64]| ces.paths(noise, steps, out);
            all.push(one(Method::Ces, &|out| ces.mean(out), &paths));
        }
        all.retain(|drawn| {
            drawn
                .mean
                .iter()
                .chain(&drawn.paths)
                .all(|value| value.is_finite())
        });
        all
    }
}
