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

/// How the work is divided: where proofs come within reach they get half; where they do not, looks
/// around the best plans find what breeding alone does not. (On 15 projects of 60 activities, two
/// threads, 1 s and 5 s: 0.24 and 0.18 % above the best known; with half for proofs 0.31 and 0.31.)
struct Mix {
    /// Schedules bred before anything else is tried.
    first: u64,
    /// Schedules bred for each failure of the exact search.
    prove: u64,
    /// Schedules bred for each failure of looks around.
    look: u64,
    /// Which islands prove, in which rounds.
    proves: fn(usize, u64) -> bool,
    /// Which islands look around.
    looks: fn(usize) -> bool,
}

/// Up to so many activities most plans can be proved.
const TINY: usize = 40;

/// Up to so many some can.
const SMALL: usize = 80;

impl Mix {
    /// `counted`: so many schedules are asked for, not a proof however long it takes.
    fn of(activities: usize, counted: bool) -> Mix {
        match (activities <= TINY, activities <= SMALL) {
            // Little is left to find: every island proves, one way or the other.
            (true, _) => Mix {
                first: 2000,
                prove: 1,
                look: 4,
                proves: |_, _| true,
                looks: |island| island % 2 == 1,
            },
            (_, true) => Mix {
                first: 2000,
                prove: 4,
                look: 2,
                proves: if counted {
                    |_, round| round == 0
                } else {
                    |island, _| island.is_multiple_of(2)
                },
                looks: |_| true,
            },
            _ => Mix {
                first: 8000,
                prove: 4,
                look: 4,
                proves: |_, round| round == 0,
                looks: |_| true,
            },
        }
    }
}

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
        let mix = Mix::of(task.durations.len(), !self.shares);
        let mut slice = mix.first;
        let mut round = 0u64;
        while self.left() > 0 && self.breed.run(self.breed.spent + slice.min(self.left())) {
            self.hear();
            let proves = (mix.proves)(self.number, round);
            if proves && !self.prove(task, (slice / mix.prove).min(self.left())) {
                break;
            }
            if (mix.looks)(self.number) && !self.look((slice / mix.look).min(self.left())) {
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

    /// Looks around the best plans; says whether to go on.
    fn look(&mut self, failures: u64) -> bool {
        let Some(vicinity) = &mut self.vicinity else {
            return true;
        };
        let until = self.breed.spent + failures;
        while self.breed.spent < until && self.breed.is_open() && self.breed.best.cost.late == 0 {
            let target = self.breed.best.cost.makespan - 1;
            let starts = self.breed.any_best();
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
