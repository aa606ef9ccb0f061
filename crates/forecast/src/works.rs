//! What works under way will still bring this year, by their own plans: each at its own pace, each
//! that waits for its start with the delay that others had.
//!
//! Drawn, not fitted: paces and delays are those of the works themselves. Same seed, same answer;
//! each work has draws of its own, so that a change to one leaves the others as they were.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng as _, SeedableRng as _};

use crate::limits::PATHS;
use crate::noise::Noise;

/// A work whose amount is part of a year's.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// What its draws are seeded by.
    pub key: u64,
    /// Done this year.
    pub done: f64,
    /// What its plan wanted to date; none where it has none, or is not to have begun.
    pub planned: Option<f64>,
    /// What its plan wants of each month of the year: of one under way in those that are left, of
    /// one that waits in all.
    pub plan: [f64; 12],
    /// Whether it goes on, or waits.
    pub course: Course,
}

/// How a work stands to its plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Course {
    /// Its plan begins so many months late (early below nought).
    Shifted(f64),
    /// It has not begun: so many months it has waited already, nought if its start is ahead.
    Waits(f64),
}

/// What is known of all works together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Experience {
    /// Months by which works began later than planned; nought for those in time.
    pub delays: Vec<f64>,
    /// Spread of the pace of all together, month by month, as a share.
    pub spread: f64,
}

/// What works bring in what is left of the year.
#[derive(Debug, Clone, PartialEq)]
pub struct Brought {
    /// By work: what is to be expected.
    pub each: Vec<f64>,
    /// Of all together: what is to be expected.
    pub mean: f64,
    /// Sums of the sample paths, ascending.
    sums: Vec<f64>,
}

impl Brought {
    /// The sum below which it stays with this chance.
    pub fn quantile(&self, chance: f64) -> f64 {
        let place = chance.clamp(0.0, 1.0) * (self.sums.len().saturating_sub(1)) as f64;
        let (low, high) = (place.floor() as usize, place.ceil() as usize);
        let at = |place: usize| self.sums.get(place).copied().unwrap_or(0.0);
        at(low) + (at(high) - at(low)) * place.fract()
    }
}

/// A work counts as much as this many of middling size say of the pace of all.
const SHRINK: f64 = 1.0;

/// No work goes on at more than so many times its plan.
const PACE_MOST: f64 = 1.5;

/// What the works bring in the months after `month` (from 1; 0 before the first is known).
pub fn brought(works: &[Work], month: u8, experience: &Experience, seed: u64) -> Brought {
    let paces = Paces::of(works);
    let common = Noise::new(seed, 1);
    let left = f64::from(12 - month.min(12)).max(1.0);
    let spread = experience.spread.clamp(0.0, 1.0) / left.sqrt();
    let mut sums = vec![0.0; PATHS];
    let mut each = Vec::with_capacity(works.len());
    for (at, work) in works.iter().enumerate() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed ^ work.key.rotate_left(17));
        let mut total = 0.0;
        for (path, sum) in sums.iter_mut().enumerate() {
            let shift = work.course.drawn(&experience.delays, &mut random);
            let own = paces.drawn(at, &mut random);
            let of_all = (spread * common.path(path)[0] - spread * spread / 2.0).exp();
            let amount = work.by_year_end(month, shift) * own * of_all;
            *sum += amount;
            total += amount;
        }
        each.push(total / PATHS as f64);
    }
    sums.sort_by(f64::total_cmp);
    Brought {
        mean: each.iter().sum(),
        each,
        sums,
    }
}

impl Work {
    /// What its plan, begun so many months late, wants after `month` and by the end of the year.
    fn by_year_end(&self, month: u8, shift: f64) -> f64 {
        let months = self.plan.iter().enumerate();
        let amounts = months.map(|(at, amount)| {
            // The month's amount is spent evenly from here on for one month.
            let begins = at as f64 + shift;
            let within = (12.0 - begins).min(1.0) - (f64::from(month) - begins).max(0.0);
            amount * within.clamp(0.0, 1.0)
        });
        amounts.sum()
    }
}

impl Course {
    fn drawn(self, delays: &[f64], random: &mut Xoshiro256PlusPlus) -> f64 {
        let waited = match self {
            Course::Shifted(months) => return months,
            Course::Waits(waited) => waited.max(0.0),
        };
        let longer = delays.iter().filter(|delay| **delay >= waited);
        let count = longer.clone().count();
        let share = unit(random);
        if count == 0 {
            // Nobody waited so long: as likely as not as long again.
            return (waited / (1.0 - share)).min(12.0);
        }
        let place = ((share * count as f64) as usize).min(count - 1);
        longer.copied().nth(place).unwrap_or(waited)
    }
}

fn unit(random: &mut Xoshiro256PlusPlus) -> f64 {
    (random.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// At which share of its plan each work goes on.
struct Paces {
    each: Vec<f64>,
    /// How far single works were from that, as factors with mean one.
    around: Vec<f64>,
}

impl Paces {
    fn of(works: &[Work]) -> Paces {
        let known = |work: &Work| work.planned.filter(|planned| *planned > 0.0);
        let mut sizes: Vec<f64> = works.iter().filter_map(known).collect();
        let all: f64 = sizes.iter().sum();
        let done = works.iter().filter(|work| known(work).is_some());
        let done: f64 = done.map(|work| work.done).sum();
        let pace = if all > 0.0 { done / all } else { 1.0 };
        sizes.sort_by(f64::total_cmp);
        let middling = SHRINK * sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
        let own = |work: &Work| {
            let shrunk = known(work).map(|planned| {
                let weight = planned + middling;
                (work.done + middling * pace) / weight
            });
            shrunk.unwrap_or(pace).clamp(0.0, PACE_MOST)
        };
        let each: Vec<f64> = works.iter().map(own).collect();
        let around = works.iter().zip(&each).filter_map(|(work, pace)| {
            let planned = known(work).filter(|_| *pace > 0.0)?;
            Some((work.done / planned / pace).clamp(0.0, 3.0))
        });
        let mut around: Vec<f64> = around.collect();
        let mean = around.iter().sum::<f64>() / around.len().max(1) as f64;
        if mean > 0.0 {
            around.iter_mut().for_each(|factor| *factor /= mean);
        } else {
            around.clear();
        }
        Paces { each, around }
    }

    fn drawn(&self, at: usize, random: &mut Xoshiro256PlusPlus) -> f64 {
        let place = (unit(random) * self.around.len() as f64) as usize;
        self.each[at] * self.around.get(place).copied().unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(key: u64, done: f64, planned: Option<f64>, month: f64, course: Course) -> Work {
        Work {
            key,
            done,
            planned,
            plan: [month; 12],
            course,
        }
    }

    /// After June, with nothing uncertain: six months of ten, at the pace of the works.
    #[test]
    fn certain_works_bring_their_plan_at_their_pace() {
        let check = |works: &[Work], expected: f64| {
            let found = brought(works, 6, &Experience::default(), 1);
            assert!((found.mean - expected).abs() < 1e-9, "{found:?}");
            assert!((found.quantile(0.1) - expected).abs() < 1e-9);
            assert!((found.each.iter().sum::<f64>() - found.mean).abs() < 1e-9);
        };
        let goes_on = Course::Shifted(0.0);
        check(&[], 0.0);
        check(&[work(1, 60.0, Some(60.0), 10.0, goes_on)], 60.0);
        // Half the pace, and none known.
        check(&[work(1, 30.0, Some(60.0), 10.0, goes_on)], 30.0);
        check(&[work(1, 0.0, None, 10.0, goes_on)], 60.0);
        // Two and a half months late: what was planned for January begins in the middle of March,
        // and what is spent by June is not of the rest.
        check(&[work(1, 0.0, None, 10.0, Course::Shifted(2.5))], 60.0);
        // Begins in August.
        check(&[work(1, 0.0, None, 10.0, Course::Shifted(7.0))], 50.0);
        check(&[work(1, 0.0, None, 10.0, Course::Shifted(40.0))], 0.0);
    }

    /// Who waits is as late as others were who had waited as long.
    #[test]
    fn who_waits_is_as_late_as_others_were() {
        let waits = [work(1, 0.0, None, 10.0, Course::Waits(4.0))];
        let experience = |delays: &[f64]| Experience {
            delays: delays.to_vec(),
            spread: 0.0,
        };
        let found = brought(&waits, 6, &experience(&[0.0, 1.0, 8.0, 8.0]), 1);
        assert!((found.mean - 40.0).abs() < 1e-9, "{found:?}");
        // Nobody waited so long: somewhere between now and never, the same for a seed.
        let alone = brought(&waits, 6, &experience(&[0.0]), 1);
        assert!(alone.mean > 20.0 && alone.mean < 60.0, "{}", alone.mean);
        assert_eq!(alone, brought(&waits, 6, &experience(&[0.0]), 1));
    }

    /// A change to one leaves what the others bring as it was, draw by draw.
    #[test]
    fn a_change_to_one_leaves_the_others() {
        let experience = Experience {
            delays: vec![0.0, 2.0, 5.0, 9.0],
            spread: 0.2,
        };
        let mut works: Vec<Work> = (0..20)
            .map(|key| {
                let done = 20.0 + key as f64;
                work(key, done, Some(30.0), 5.0, Course::Waits(1.0))
            })
            .collect();
        let before = brought(&works, 6, &experience, 7);
        works[3].course = Course::Shifted(6.0);
        let after = brought(&works, 6, &experience, 7);
        for at in 0..works.len() {
            assert_eq!(before.each[at] == after.each[at], at != 3, "{at}");
        }
        assert!(after.quantile(0.1) < after.quantile(0.9));
    }
}
