//! The anytime search: islands, threads, and when to stop.
//!
//! Promises: the same seed and number of schedules give the same answer on any machine and any
//! number of threads, because each island's work is fixed beforehand and islands do not talk. With
//! a limit of time instead, all threads search until the caller says stop. No clock is read here.

use crate::bound;
use crate::breed::{Breed, Shape};
use crate::dice::Dice;
use crate::engine::{self, Fast};
use crate::exact::Task;
use crate::instance::Instance;
use crate::island::Island;
use crate::project::Period;
use crate::score::{Cost, Decoder};
use crate::wide::Wide;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

/// What to ask the search for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Generate so many schedules and stop; without a limit the search goes on until it is told
    /// to stop or has proved its plan the best.
    pub schedules: Option<u64>,
    /// Threads to use, at least one.
    pub threads: usize,
    /// Seed of every random choice.
    pub seed: u64,
}

/// How far the search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The best plan's cost so far; nothing before the first plan.
    pub best: Option<Cost>,
    /// No plan is shorter.
    pub lower_bound: Period,
    /// Schedules generated.
    pub schedules: u64,
}

/// The best plan found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Start of each activity, in the order of the project.
    pub starts: Vec<Period>,
    /// What it costs.
    pub cost: Cost,
    /// No plan is shorter.
    pub lower_bound: Period,
    /// Whether no plan can be better.
    pub proved: bool,
    /// Schedules generated, each pass in either direction counted as one.
    pub schedules: u64,
}

/// Whether to go on; asked often, from every thread.
pub type GoOn<'a> = &'a (dyn Fn(&Progress) -> bool + Sync);

/// Schedules of one island: below that, one island finds more than two halves.
const ISLAND_SCHEDULES: u64 = 500_000;

/// What the threads share.
pub(crate) struct Shared<'a> {
    pub(crate) go_on: GoOn<'a>,
    pub(crate) stop: AtomicBool,
    pub(crate) schedules: AtomicU64,
    pub(crate) best: Mutex<Option<(Cost, Vec<Period>)>>,
    pub(crate) bound: Period,
    /// When the last fact ends: no plan ends before.
    pub(crate) fixed_finish: Period,
}

impl Shared<'_> {
    /// Counts work done; says whether to go on.
    pub(crate) fn tick(&self, schedules: u64) -> bool {
        let all = self.schedules.fetch_add(schedules, Ordering::Relaxed) + schedules;
        if self.stop.load(Ordering::Relaxed) {
            return false;
        }
        let best = self
            .best
            .lock()
            .ok()
            .and_then(|best| best.as_ref().map(|best| best.0));
        let progress = Progress {
            best,
            lower_bound: self.bound,
            schedules: all,
        };
        let on = (self.go_on)(&progress);
        if !on {
            self.stop.store(true, Ordering::Relaxed);
        }
        on
    }

    /// The best plan of all threads.
    pub(crate) fn best(&self) -> Option<(Cost, Vec<Period>)> {
        self.best.lock().ok().and_then(|best| best.clone())
    }

    /// Offers a plan to all.
    pub(crate) fn offer(&self, cost: Cost, starts: &[Period]) {
        if let Ok(mut best) = self.best.lock()
            && best.as_ref().is_none_or(|known| cost < known.0)
        {
            *best = Some((cost, starts.to_vec()));
        }
    }
}

/// Searches for the best plan.
pub fn solve(instance: &Instance, options: &Options, go_on: GoOn<'_>) -> Answer {
    match engine::words(instance) {
        Some(1) => search(instance, options, go_on, true, || Fast::<1>::new(instance)),
        Some(_) => search(instance, options, go_on, true, || Fast::<2>::new(instance)),
        None => search(instance, options, go_on, false, || Wide::new(instance)),
    }
}

fn search<D: Decoder>(
    instance: &Instance,
    options: &Options,
    go_on: GoOn<'_>,
    exact: bool,
    decoder: impl Fn() -> D + Sync,
) -> Answer {
    let bound = bound::quick(instance);
    let shape = Shape::new(instance);
    let task = exact.then(|| Task::new(instance)).flatten();
    let shared = Shared {
        go_on,
        stop: AtomicBool::new(false),
        schedules: AtomicU64::new(0),
        best: Mutex::new(None),
        bound,
        fixed_finish: instance.fixed_finish,
    };
    let threads = options.threads.clamp(1, 256);
    let islands = match options.schedules {
        Some(schedules) => (schedules / ISLAND_SCHEDULES).clamp(1, 256) as usize,
        None => threads,
    };
    let share = options
        .schedules
        .map(|schedules| schedules / islands as u64);
    let next = AtomicUsize::new(0);
    let proved_by = AtomicUsize::new(usize::MAX);
    let results = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads.min(islands) {
            scope.spawn(|| {
                let mut decoder = decoder();
                loop {
                    let island = next.fetch_add(1, Ordering::Relaxed);
                    if island >= islands || island > proved_by.load(Ordering::Relaxed) {
                        break;
                    }
                    let dice = Dice::new(options.seed, island as u64);
                    let breed = Breed::new(&mut decoder, &shape, &shared, dice);
                    let mut searcher = Island::new(breed, task.as_ref(), &shared, island, share);
                    searcher.run();
                    let (breed, bound) = (searcher.breed, searcher.bound);
                    let best = breed.best;
                    if best.cost.late == 0 && best.cost.makespan <= bound {
                        proved_by.fetch_min(island, Ordering::Relaxed);
                        if share.is_none() {
                            shared.stop.store(true, Ordering::Relaxed);
                        }
                    }
                    if let Ok(mut results) = results.lock() {
                        results.push((island, breed.spent, best, bound));
                    }
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_default();
    results.sort_unstable_by_key(|result| result.0);
    // Islands after the one that proved its plan may or may not have run: they do not count.
    let last = proved_by.load(Ordering::Relaxed);
    results.retain(|result| result.0 <= last || share.is_none());
    let schedules = results.iter().map(|result| result.1).sum();
    // What any island proved holds for all.
    let proved = results.iter().map(|result| result.3);
    let bound = proved.max().unwrap_or(bound).max(bound);
    let best = results
        .into_iter()
        .map(|result| result.2)
        .min_by_key(|best| best.cost);
    answer(
        instance,
        best.map(|best| (best.cost, best.starts)),
        bound,
        schedules,
    )
}

fn answer(
    instance: &Instance,
    best: Option<(Cost, Vec<Period>)>,
    bound: Period,
    schedules: u64,
) -> Answer {
    let (cost, planned) = best.unwrap_or_default();
    let activities = instance.project.activities.iter();
    let mut starts: Vec<Period> = activities
        .map(|activity| activity.fixed_start.unwrap_or(0))
        .collect();
    for (at, id) in instance.free.iter().enumerate() {
        starts[*id as usize] = planned.get(at).copied().unwrap_or(0);
    }
    let proved = cost.late == 0 && cost.makespan <= bound;
    Answer {
        starts,
        cost,
        lower_bound: bound,
        proved,
        schedules,
    }
}
