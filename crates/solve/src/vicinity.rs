//! Large neighbourhoods: part of a plan is set free, the rest keeps its order, and the exact
//! search looks for a shorter plan among all that are possible then.
//!
//! The rest keeps its order by *flows*: each unit of a resource passes from activity to activity;
//! who gets units from whom must come after it (partial order schedules, Policella and others
//! 2004; neighbourhoods over them, Godard, Laborie and Nuijten 2005).

use crate::dice::Dice;
use crate::exact::{Exact, Outcome, Task};
use crate::project::Period;

/// Looks for shorter plans around a given one.
#[derive(Debug)]
pub(crate) struct Vicinity<'a> {
    task: &'a Task,
    /// Place of each activity in the order of starts.
    place: Vec<u32>,
    order: Vec<u32>,
    free: Vec<bool>,
    /// Failures of the last search.
    pub(crate) failures: u64,
}

impl<'a> Vicinity<'a> {
    pub(crate) fn new(task: &'a Task) -> Vicinity<'a> {
        let count = task.durations.len();
        Vicinity {
            task,
            place: vec![0; count],
            order: Vec::new(),
            free: vec![false; count],
            failures: 0,
        }
    }

    /// A plan that is finished by `target`, if one is found within so many failures; whether the
    /// whole neighbourhood was searched.
    pub(crate) fn search(
        &mut self,
        starts: &[Period],
        target: Period,
        size: usize,
        failures: u64,
        dice: &mut Dice,
    ) -> (Option<Vec<Period>>, bool) {
        let count = starts.len();
        self.order.clear();
        self.order.extend(0..count as u32);
        self.order.sort_by_key(|at| (starts[*at as usize], *at));
        for (place, at) in self.order.iter().enumerate() {
            self.place[*at as usize] = place as u32;
        }
        self.set_free(starts, size, dice);
        let part = self.part(starts);
        let mut exact = Exact::new(&part);
        exact.require(target);
        let outcome = exact.search(failures, &mut |_| true);
        self.failures = exact.failures;
        if outcome != Outcome::Found {
            return (None, outcome == Outcome::None);
        }
        let found = exact.starts();
        let mut plan = vec![0; count];
        for (place, at) in self.order.iter().enumerate() {
            plan[*at as usize] = found[place];
        }
        (Some(plan), true)
    }

    /// Chooses who is free: those that run nearest to a moment, and a few others.
    fn set_free(&mut self, starts: &[Period], size: usize, dice: &mut Dice) {
        self.free.fill(false);
        let durations = &self.task.durations;
        let end = starts
            .iter()
            .zip(durations)
            .map(|(start, length)| start + length)
            .max();
        let moment = dice.below(end.unwrap_or(0) as usize + 1) as Period;
        let mut near: Vec<u32> = self.order.clone();
        near.sort_by_key(|at| {
            let (start, length) = (starts[*at as usize], durations[*at as usize]);
            (2 * start + length - 2 * moment).abs()
        });
        for at in near.into_iter().take(size) {
            self.free[at as usize] = true;
        }
        for _ in 0..size / 8 {
            self.free[dice.below(starts.len())] = true;
        }
    }

    /// The task in the order of starts, with the flows of those that keep their order.
    fn part(&self, starts: &[Period]) -> Task {
        let task = self.task;
        let by_order = |of: &[Period]| self.order.iter().map(|at| of[*at as usize]).collect();
        let place = |at: u32| self.place[at as usize];
        let mut part = Task {
            durations: by_order(&task.durations),
            earliest: by_order(&task.earliest),
            latest_finish: by_order(&task.latest_finish),
            links: task
                .links
                .iter()
                .map(|link| (place(link.0), place(link.1), link.2))
                .collect(),
            users: Vec::with_capacity(task.users.len()),
            units: task.units.clone(),
        };
        for users in &task.users {
            let mut users: Vec<(u32, i32)> =
                users.iter().map(|user| (place(user.0), user.1)).collect();
            users.sort_unstable_by_key(|user| user.0);
            self.flow(&users, starts, &mut part);
            part.users.push(users);
        }
        part
    }

    /// Passes units along the users in the order of their starts.
    fn flow(&self, users: &[(u32, i32)], starts: &[Period], part: &mut Task) {
        // Who holds or last held how many units, and until when.
        let mut held: Vec<(u32, i32, Period)> = Vec::new();
        for &(place, need) in users {
            let at = self.order[place as usize] as usize;
            if self.free[at] {
                continue;
            }
            let start = starts[at];
            let mut missing = need;
            // Units that came free last are taken first: few links, and those that bind.
            held.sort_by_key(|holder| std::cmp::Reverse(holder.2));
            for holder in &mut held {
                if missing == 0 {
                    break;
                }
                if holder.2 <= start && holder.1 > 0 {
                    let taken = holder.1.min(missing);
                    holder.1 -= taken;
                    missing -= taken;
                    part.links
                        .push((holder.0, place, part.durations[holder.0 as usize]));
                }
            }
            held.retain(|holder| holder.1 > 0);
            held.push((place, need, start + self.task.durations[at]));
        }
    }
}
