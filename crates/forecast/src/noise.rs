//! Seeded noise for sample paths: the same seed gives the same paths on any machine.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng as _, SeedableRng as _};

use crate::limits::PATHS;
use crate::normal;

/// Standard normal draws, `steps` for each of [`PATHS`] paths. Paths come in pairs of opposite
/// sign, so that what is linear in the noise has its mean exactly.
#[derive(Debug, Clone)]
pub(crate) struct Noise {
    steps: usize,
    draws: Vec<f64>,
}

impl Noise {
    /// The draws of a seed.
    pub(crate) fn new(seed: u64, steps: usize) -> Noise {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut draws = Vec::with_capacity(steps * PATHS);
        for _ in 0..PATHS / 2 {
            let from = draws.len();
            for _ in 0..steps {
                // The upper 53 bits, and half a step so that 0 cannot come.
                let share = ((random.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
                draws.push(normal::quantile(share));
            }
            for at in from..from + steps {
                draws.push(-draws[at]);
            }
        }
        spread_evenly(&mut draws, steps);
        Noise { steps, draws }
    }

    /// The noise of one path.
    pub(crate) fn path(&self, number: usize) -> &[f64] {
        &self.draws[number * self.steps..(number + 1) * self.steps]
    }
}

/// Gives the draws of each step a spread of exactly one: with a few hundred paths the sample's own
/// spread would be off by several percent, the same at every use of a seed.
fn spread_evenly(draws: &mut [f64], steps: usize) {
    for step in 0..steps {
        let squares: f64 = draws
            .iter()
            .skip(step)
            .step_by(steps)
            .map(|draw| draw * draw)
            .sum();
        let spread = (squares / PATHS as f64).sqrt();
        draws
            .iter_mut()
            .skip(step)
            .step_by(steps)
            .for_each(|draw| *draw /= spread);
    }
}
