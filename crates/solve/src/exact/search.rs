//! Choosing, failing, restarting.

use super::nogood::Nogoods;
use super::{Atom, Exact, Outcome, Reason};
use crate::project::Period;

/// Failures before the first restart; later ones follow Luby's sequence.
const RESTART: u64 = 100;

/// Failures between two questions whether to go on.
const ASK: u64 = 32;

impl Exact {
    /// Looks for a plan until `failures` more are used up. `go_on` is asked now and then.
    pub(crate) fn search(&mut self, failures: u64, go_on: &mut dyn FnMut(u64) -> bool) -> Outcome {
        let until = self.failures.saturating_add(failures);
        let mut round = 0;
        self.back_to(0);
        if self.hopeless || !self.propagate() {
            self.hopeless = true;
            return Outcome::None;
        }
        if self.nogoods.is_new() {
            self.nogoods = Nogoods::new(&self.value);
        }
        loop {
            round += 1;
            let restart = self.failures + RESTART * luby(round);
            // First dates alone, then experience.
            let by_time = round == 1;
            loop {
                if !self.propagate() {
                    if !self.resolve() {
                        self.hopeless = true;
                        return Outcome::None;
                    }
                    if self.failures.is_multiple_of(ASK) && !go_on(self.failures) {
                        self.back_to(0);
                        return Outcome::Open;
                    }
                    continue;
                }
                if self.failures >= restart.min(until) {
                    break;
                }
                match self.choose(by_time) {
                    Some(atom) => {
                        self.levels.push(self.trail.len() as u32);
                        self.set(atom, Reason::Choice);
                    }
                    None => {
                        self.found = self.value.iter().copied().step_by(2).collect();
                        self.back_to(0);
                        return Outcome::Found;
                    }
                }
            }
            self.back_to(0);
            if self.failures >= until || !go_on(self.failures) {
                return Outcome::Open;
            }
            if !self.propagate() {
                self.hopeless = true;
                return Outcome::None;
            }
            if self.nogoods.are_many() {
                self.clear_reasons();
                self.nogoods.forget();
            }
        }
    }

    /// What holds from the beginning needs no reasons any more.
    fn clear_reasons(&mut self) {
        self.trail.clear();
        self.arena.clear();
        self.looked = 0;
        self.last.fill(super::NONE);
    }

    /// The next decision; nothing if every start is decided.
    fn choose(&self, by_time: bool) -> Option<Atom> {
        let open =
            (0..self.durations.len() as u32).filter(|at| self.earliest(*at) < self.latest(*at));
        if by_time {
            let at = open.min_by_key(|at| (self.earliest(*at), self.latest(*at)))?;
            return Some(Atom::until(at, self.earliest(at)));
        }
        let mut hottest: Option<(f64, u32, Period)> = None;
        for at in open {
            let first = self.earliest(at) + 1;
            let heats = &self.heat[at as usize];
            let skipped = (first - self.base[at as usize]).max(0) as usize;
            let width = (self.latest(at) - first + 1) as usize;
            let known = heats.iter().skip(skipped).take(width);
            for (period, heat) in (first..).zip(known) {
                if hottest.is_none_or(|known| *heat > known.0) {
                    hottest = Some((*heat, at, period));
                }
            }
            if hottest.is_none() {
                hottest = Some((0.0, at, first));
            }
        }
        let (heat, at, period) = hottest?;
        // Without experience: as early as can be.
        let period = if heat > 0.0 {
            period
        } else {
            self.earliest(at) + 1
        };
        Some(Atom::until(at, period - 1))
    }
}

/// 1, 1, 2, 1, 1, 2, 4, ...: the sequence of Luby, Sinclair and Zuckerman.
fn luby(at: u64) -> u64 {
    let mut size = 1u64;
    while size < at + 1 {
        size *= 2;
    }
    if size == at + 1 {
        size / 2
    } else {
        luby(at + 1 - size / 2)
    }
}
