//! The exact search with time running ahead or back.
//!
//! What is hard to refute from the beginning is often easy from the end, and nobody knows before:
//! two threads try one way each.

use super::{Exact, Outcome, Task};
use crate::project::Period;

/// A finish before one is asked for.
const FAR: Period = Period::MAX / 4;

/// An exact search, and which way its time runs.
#[derive(Debug)]
pub(crate) struct Prover {
    exact: Exact,
    /// The task turned round, to be cut to a finish; nothing where time runs ahead.
    turned: Option<Task>,
    /// The finish asked for last.
    finish: Period,
    /// Failures of searches that were dropped with their finish.
    before: u64,
}

impl Prover {
    /// `back` turns the task round, where its limits are the same in every period.
    pub(crate) fn new(task: &Task, back: bool) -> Prover {
        let turned = if back { task.turned() } else { None };
        let exact = match &turned {
            Some(turned) => Exact::new(&turned.cut(FAR)),
            None => Exact::new(task),
        };
        Prover {
            exact,
            turned,
            finish: FAR,
            before: 0,
        }
    }

    /// From now on everything must be finished by `finish`, which only gets earlier.
    pub(crate) fn require(&mut self, finish: Period) {
        match &self.turned {
            Some(turned) if finish != self.finish => {
                self.before += self.exact.failures;
                self.exact = Exact::new(&turned.cut(finish));
                self.exact.require(finish);
            }
            Some(_) => {}
            None => self.exact.require(finish),
        }
        self.finish = finish;
    }

    /// As [`Exact::search`].
    pub(crate) fn search(&mut self, failures: u64, go_on: &mut dyn FnMut(u64) -> bool) -> Outcome {
        let before = self.before;
        self.exact
            .search(failures, &mut |failures| go_on(before + failures))
    }

    /// Failures so far.
    pub(crate) fn failures(&self) -> u64 {
        self.before + self.exact.failures
    }

    /// The plan found, in the time of the task.
    pub(crate) fn starts(&self) -> Vec<Period> {
        let found = self.exact.starts();
        let Some(turned) = &self.turned else {
            return found;
        };
        let ends = found.iter().zip(&turned.durations);
        let starts = ends.map(|(start, duration)| self.finish - start - duration);
        starts.rev().collect()
    }
}

impl Task {
    /// The task with its end at period 0 and its beginning after it; activities in reverse order,
    /// so that predecessors keep the lower numbers. Nothing where limits vary.
    fn turned(&self) -> Option<Task> {
        if self.units.iter().any(|units| units.len() > 1) {
            return None;
        }
        let count = self.durations.len() as u32;
        let turn = |at: u32| count - 1 - at;
        let links = self.links.iter().map(|&(from, to, distance)| {
            let more = self.durations[to as usize] - self.durations[from as usize];
            (turn(to), turn(from), distance + more)
        });
        let users = self.users.iter().map(|users| {
            let turned = users.iter().map(|user| (turn(user.0), user.1));
            turned.collect()
        });
        let reversed = |of: &[Period]| of.iter().rev().copied().collect();
        Some(Task {
            durations: reversed(&self.durations),
            links: links.collect(),
            // Dates as they are; `cut` counts them from the finish.
            earliest: reversed(&self.latest_finish),
            latest_finish: reversed(&self.earliest),
            users: users.collect(),
            units: self.units.clone(),
        })
    }

    /// A turned task whose period 0 is `finish`.
    fn cut(&self, finish: Period) -> Task {
        let from = |latest: &Period| (finish - (*latest).min(finish)).max(0);
        Task {
            earliest: self.earliest.iter().map(from).collect(),
            latest_finish: self.latest_finish.iter().map(|at| finish - at).collect(),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A turned task counts its dates from a finish: without one they are no dates.
    #[test]
    fn a_task_without_dates_begins_either_way() {
        let task = Task {
            durations: vec![2; 3],
            links: Vec::new(),
            earliest: vec![0; 3],
            latest_finish: vec![Period::MAX; 3],
            users: vec![vec![(0, 2), (1, 2), (2, 2)]],
            units: vec![vec![5]],
        };
        for back in [false, true] {
            let mut prover = Prover::new(&task, back);
            for (finish, expected) in [(4, Outcome::Found), (3, Outcome::None)] {
                prover.require(finish);
                assert_eq!(prover.search(1000, &mut |_| true), expected, "{back}");
            }
        }
    }

    /// Both ways come to the same, and what is found backwards holds forwards.
    #[test]
    fn either_way_says_the_same() {
        let task = Task {
            durations: vec![2, 3, 1, 4],
            links: vec![(0, 2, 2), (1, 3, 4)],
            earliest: vec![0, 1, 0, 0],
            latest_finish: vec![Period::MAX / 4, 8, Period::MAX / 4, Period::MAX / 4],
            users: vec![vec![(0, 2), (1, 2), (2, 1), (3, 1)]],
            units: vec![vec![3]],
        };
        let check = |finish: Period, expected: Outcome| {
            for back in [false, true] {
                let mut prover = Prover::new(&task, back);
                prover.require(finish);
                assert_eq!(
                    prover.search(1000, &mut |_| true),
                    expected,
                    "{finish} {back}"
                );
                if expected != Outcome::Found {
                    continue;
                }
                let starts = prover.starts();
                for (at, start) in starts.iter().enumerate() {
                    let end = start + task.durations[at];
                    assert!(*start >= task.earliest[at]);
                    assert!(end <= finish.min(task.latest_finish[at]));
                }
                for (from, to, distance) in &task.links {
                    assert!(starts[*to as usize] >= starts[*from as usize] + distance);
                }
            }
        };
        // 0 and 1 exclude each other: 1 from period 1 or from 2, 3 after it and one period more.
        check(9, Outcome::Found);
        check(8, Outcome::None);
        check(12, Outcome::Found);
    }
}
