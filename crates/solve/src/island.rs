//! One thread's search: breeding, exact search and large neighbourhoods in turn.
//!
//! Every failure of the exact search counts as a schedule, although it places fewer activities
//! than a schedule does.

use crate::breed::Breed;
use crate::exact::{Outcome, Prover, Task};
use crate::project::Period;
use crate::run::Shared;
use crate::score::Decoder;
use crate::vicinity::Vicinity;

/// Schedules bred before anything else is tried: in small projects, in others.
const FIRST: (u64, u64) = (2000, 8000);

/// Up to so many activities the exact search has half of the work.
const SMALL: usize = 80;

/// Up to so many it has half of the work of every thread.
const TINY: usize = 40;

/// Failures of one look at a neighbourhood.
const LOOK: u64 = 300;

/// Activities free in a neighbourhood: at first, at least, at most.
const SIZES: (usize, usize, usize) = (30, 12, 100);

/// The searcher of one island.
pub(crate) struct Island<'a, D> {
    pub(crate) breed: Breed<'a, D>,
    task: Option<&'a Task>,
    prover: Option<Prover>,
    vicinity: Option<Vicinity<'a>>,
    size: usize,
    shared: &'a Shared<'a>,
    limit: u64,
    shares: bool,
    number: usize,
    /// No plan is shorter.
    pub(crate) bound: Period,
}

impl<'a, D: Decoder> Island<'a, D> {
    pub(crate) fn new(
        breed: Breed<'a, D>,
        task: Option<&'a Task>,
        shared: &'a Shared<'a>,
        number: usize,
        limit: Option<u64>,
    ) -> Island<'a, D> {
        Island {
            breed,
            task,
            prover: None,
            vicinity: task.map(Vicinity::new),
            size: SIZES.0,
            shared,
            limit: limit.unwrap_or(u64::MAX),
            // Islands with a fixed share of work do not talk, so that threads change nothing.
            shares: limit.is_none(),
            number,
            bound: shared.bound,
        }
    }

    /// Searches until the work is done, the plan is proved, or the caller says stop.
    pub(crate) fn run(&mut self) {
        let Some(task) = self.task else {
            self.breed.run(self.limit);
            return;
        };
        let small = task.durations.len() <= SMALL;
        let mut slice = if small { FIRST.0 } else { FIRST.1 };
        let mut round = 0u64;
        while self.left() > 0 && self.breed.run(self.breed.spent + slice.min(self.left())) {
            self.hear();
            // The second of two threads breeds and looks around; the first proves. Where little is
            // left to find, both prove: one ahead, one back.
            let proves = if small {
                self.number.is_multiple_of(2) || task.durations.len() <= TINY
            } else {
                round == 0
            };
            let failures = if small { slice } else { slice / 4 }.min(self.left());
            if proves && !self.prove(task, failures) {
                break;
            }
            if (!small || self.number % 2 == 1) && !self.look((slice / 4).min(self.left())) {
                break;
            }
            slice += slice / 4;
            round += 1;
        }
    }

    fn left(&self) -> u64 {
        self.limit.saturating_sub(self.breed.spent)
    }

    /// Takes in what other threads found.
    fn hear(&mut self) {
        if self.shares
            && let Some((cost, starts)) = self.shared.best()
            && cost < self.breed.best.cost
        {
            self.breed.welcome(&starts);
        }
    }

    /// Lets the exact search work; says whether to go on.
    fn prove(&mut self, task: &Task, failures: u64) -> bool {
        if self.breed.best.cost.late > 0 {
            return true;
        }
        let back = self.number % 2 == 1;
        let mut prover = self
            .prover
            .take()
            .unwrap_or_else(|| Prover::new(task, back));
        let until = prover.failures() + failures;
        let mut outcome = Outcome::Found;
        while outcome == Outcome::Found && self.breed.is_open() {
            prover.require(self.breed.best.cost.makespan - 1);
            let mut known = prover.failures();
            let left = until - known.min(until);
            let breed = &mut self.breed;
            outcome = prover.search(left, &mut |failures| {
                let fresh = failures - known;
                known = failures;
                breed.spend(fresh)
            });
            self.breed.spend(prover.failures() - known + 1);
            match outcome {
                Outcome::Found => self.breed.welcome(&prover.starts()),
                Outcome::None => self.bound = self.breed.best.cost.makespan,
                Outcome::Open => {}
            }
        }
        self.prover = Some(prover);
        outcome != Outcome::None && self.breed.is_open()
    }

    /// Looks around the best plan; says whether to go on.
    fn look(&mut self, failures: u64) -> bool {
        let Some(vicinity) = &mut self.vicinity else {
            return true;
        };
        let until = self.breed.spent + failures;
        while self.breed.spent < until && self.breed.is_open() && self.breed.best.cost.late == 0 {
            let best = &self.breed.best;
            let (starts, target) = (best.starts.clone(), best.cost.makespan - 1);
            let limit = LOOK.min(until - self.breed.spent);
            let found = vicinity.search(&starts, target, self.size, limit, &mut self.breed.dice);
            match found {
                (Some(plan), _) => self.breed.welcome(&plan),
                (None, true) => self.size = (self.size + 1).min(SIZES.2),
                (None, false) => self.size = (self.size - 1).max(SIZES.1),
            }
            self.breed.spend(vicinity.failures + 1);
        }
        self.breed.is_open()
    }
}
