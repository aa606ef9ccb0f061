//! Exact search that learns from its failures (lazy clause generation over bounds).
//!
//! The only decisions and consequences are bounds of starts: "not before", "not after". Every
//! consequence can say which bounds it follows from. When a choice fails, the reasons are walked
//! back to the first bound that alone explains it (first unique implication point), and the
//! combination is never tried again: a *nogood*. Scheduling by lazy clause generation: Schutt,
//! Feydy, Stuckey, Wallace, "Explaining the cumulative propagator" (2011); bounds as the only
//! literals: nogoods over atomic constraints as in recent solvers. Time-table reasoning with
//! pointwise explanations.
//!
//! Promises: no clock and no randomness of its own; work is counted in failures. Nogoods stay
//! valid while the required finish only gets earlier.

mod learn;
mod nogood;
mod prover;
mod search;
mod table;
mod task;

use crate::project::Period;
use nogood::Nogoods;
pub(crate) use prover::Prover;
pub(crate) use task::Task;

/// A bound: `2 * activity` is its earliest start, `2 * activity + 1` its latest start negated, so
/// that either only ever grows.
type Bound = u32;

/// "This bound is at least so much."
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Atom {
    bound: Bound,
    least: Period,
}

impl Atom {
    fn new(bound: Bound, least: Period) -> Atom {
        Atom { bound, least }
    }

    /// Starts at this period or later.
    fn from(at: u32, period: Period) -> Atom {
        Atom::new(2 * at, period)
    }

    /// Starts at this period or earlier.
    fn until(at: u32, period: Period) -> Atom {
        Atom::new(2 * at + 1, -period)
    }

    /// What is true when this is false.
    fn not(self) -> Atom {
        Atom::new(self.bound ^ 1, 1 - self.least)
    }
}

/// Why a bound moved.
#[derive(Debug, Clone, Copy)]
enum Reason {
    /// Chosen, or given from the beginning.
    Choice,
    /// The bound before it in a link, so much less.
    Link { bound: Bound, distance: Period },
    /// All other atoms of a nogood are true.
    Nogood(u32),
    /// Atoms in the arena, from the first up to but not including the second.
    Atoms(u32, u32),
}

/// A move of a bound.
#[derive(Debug, Clone, Copy)]
struct Move {
    bound: Bound,
    old: Period,
    new: Period,
    reason: Reason,
    /// The move of the same bound before this, or [`NONE`].
    before: u32,
    arena: u32,
}

const NONE: u32 = u32::MAX;

/// Most periods of one activity that heat is kept for.
const HEAT_MAX: Period = 1 << 14;

/// How a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A plan, in [`Exact::starts`].
    Found,
    /// There is none.
    None,
    /// The failures allowed are used up, or the caller said stop.
    Open,
}

/// The searcher.
#[derive(Debug)]
pub(crate) struct Exact {
    durations: Vec<Period>,
    /// Links out of and into each activity: other end, distance.
    after: Vec<Vec<(u32, Period)>>,
    before: Vec<Vec<(u32, Period)>>,
    tails: Vec<Period>,
    tables: Vec<table::Table>,
    uses: Vec<Vec<u32>>,
    value: Vec<Period>,
    trail: Vec<Move>,
    last: Vec<u32>,
    levels: Vec<u32>,
    arena: Vec<Atom>,
    /// Moves already looked at by links and nogoods.
    looked: usize,
    dirty: Vec<bool>,
    nogoods: Nogoods,
    conflict: Vec<Atom>,
    learn: learn::Scratch,
    /// How often "starts at this period or later" took part in failures, of late most; by
    /// activity and period from `base` on.
    heat: Vec<Vec<f64>>,
    base: Vec<Period>,
    step: f64,
    found: Vec<Period>,
    pub(crate) failures: u64,
    hopeless: bool,
}

impl Exact {
    pub(crate) fn new(task: &Task) -> Exact {
        let count = task.durations.len();
        let mut after = vec![Vec::new(); count];
        let mut before = vec![Vec::new(); count];
        for &(from, to, distance) in &task.links {
            after[from as usize].push((to, distance));
            before[to as usize].push((from, distance));
        }
        let mut uses = vec![Vec::new(); count];
        let mut tables = Vec::new();
        for (users, units) in task.users.iter().zip(&task.units) {
            for (at, _) in users {
                uses[*at as usize].push(tables.len() as u32);
            }
            tables.push(table::Table::new(users.clone(), units.clone()));
        }
        let mut exact = Exact {
            tails: task.durations.clone(),
            durations: task.durations.clone(),
            after,
            before,
            dirty: vec![true; tables.len()],
            tables,
            uses,
            value: vec![Period::MIN / 4; 2 * count],
            trail: Vec::new(),
            last: vec![NONE; 2 * count],
            levels: Vec::new(),
            arena: Vec::new(),
            looked: 0,
            nogoods: Nogoods::default(),
            conflict: Vec::new(),
            learn: learn::Scratch::new(2 * count),
            heat: vec![Vec::new(); count],
            base: vec![0; count],
            step: 1.0,
            found: Vec::new(),
            failures: 0,
            hopeless: false,
        };
        exact.begin(task);
        exact
    }

    /// Bounds given from the beginning, and tails along links (numbers are topological).
    fn begin(&mut self, task: &Task) {
        for at in (0..self.durations.len()).rev() {
            for (to, distance) in &self.after[at] {
                self.tails[at] = self.tails[at].max(self.tails[*to as usize] + distance);
            }
        }
        for at in 0..self.durations.len() as u32 {
            self.value[2 * at as usize] = task.earliest[at as usize];
            let latest = task.latest_finish[at as usize].min(Period::MAX / 4);
            self.value[2 * at as usize + 1] = self.durations[at as usize] - latest;
        }
        for at in 0..self.durations.len() {
            for place in 0..self.after[at].len() {
                let (to, distance) = self.after[at][place];
                let floor = self.value[2 * at] + distance;
                let value = &mut self.value[2 * to as usize];
                *value = (*value).max(floor);
            }
        }
        for at in (0..self.durations.len()).rev() {
            for (to, distance) in &self.after[at] {
                let floor = self.value[2 * *to as usize + 1] + distance;
                self.value[2 * at + 1] = self.value[2 * at + 1].max(floor);
            }
        }
        for at in 0..self.durations.len() as u32 {
            self.base[at as usize] = self.earliest(at);
            let width = (self.latest(at) - self.earliest(at)).clamp(0, HEAT_MAX);
            self.heat[at as usize] = vec![0.0; width as usize + 2];
        }
        self.hopeless =
            (0..self.durations.len()).any(|at| self.value[2 * at] + self.value[2 * at + 1] > 0);
    }

    /// From now on everything must be finished by `makespan`.
    pub(crate) fn require(&mut self, makespan: Period) {
        self.back_to(0);
        for at in 0..self.durations.len() as u32 {
            let atom = Atom::until(at, makespan - self.tails[at as usize]);
            if !self.set(atom, Reason::Choice) {
                self.hopeless = true;
            }
        }
    }

    /// The plan found.
    pub(crate) fn starts(&self) -> Vec<Period> {
        self.found.clone()
    }

    fn earliest(&self, at: u32) -> Period {
        self.value[2 * at as usize]
    }

    fn latest(&self, at: u32) -> Period {
        -self.value[2 * at as usize + 1]
    }

    fn holds(&self, atom: Atom) -> bool {
        self.value[atom.bound as usize] >= atom.least
    }

    /// Moves a bound; false if that leaves no start, with the reasons in `conflict`.
    fn set(&mut self, atom: Atom, reason: Reason) -> bool {
        let old = self.value[atom.bound as usize];
        if atom.least <= old {
            return true;
        }
        self.trail.push(Move {
            bound: atom.bound,
            old,
            new: atom.least,
            reason,
            before: self.last[atom.bound as usize],
            arena: self.arena.len() as u32,
        });
        self.last[atom.bound as usize] = self.trail.len() as u32 - 1;
        self.value[atom.bound as usize] = atom.least;
        for table in &self.uses[atom.bound as usize / 2] {
            self.dirty[*table as usize] = true;
        }
        let other = self.value[atom.bound as usize ^ 1];
        if atom.least + other > 0 {
            self.conflict.clear();
            self.conflict.push(atom);
            self.conflict
                .push(Atom::new(atom.bound ^ 1, 1 - atom.least));
            return false;
        }
        true
    }

    /// Moves a bound for reasons that are in the arena from `from` on.
    fn set_for(&mut self, atom: Atom, from: usize) -> bool {
        let reason = Reason::Atoms(from as u32, self.arena.len() as u32);
        self.set(atom, reason)
    }

    /// Follows every consequence; false on a conflict.
    fn propagate(&mut self) -> bool {
        loop {
            while self.looked < self.trail.len() {
                let moved = self.trail[self.looked];
                self.looked += 1;
                if !self.along_links(moved) || !self.along_nogoods(moved) {
                    return false;
                }
            }
            let Some(at) = self.dirty.iter().position(|dirty| *dirty) else {
                return true;
            };
            self.dirty[at] = false;
            if !self.timetable(at) {
                return false;
            }
        }
    }

    fn along_links(&mut self, moved: Move) -> bool {
        let at = moved.bound as usize / 2;
        let up = moved.bound.is_multiple_of(2);
        let count = if up {
            self.after[at].len()
        } else {
            self.before[at].len()
        };
        for place in 0..count {
            let (other, distance) = if up {
                self.after[at][place]
            } else {
                self.before[at][place]
            };
            let atom = Atom::new(2 * other + moved.bound % 2, moved.new + distance);
            if !self.set(
                atom,
                Reason::Link {
                    bound: moved.bound,
                    distance,
                },
            ) {
                return false;
            }
        }
        true
    }

    /// Takes back everything after a level.
    fn back_to(&mut self, level: usize) {
        let Some(&length) = self.levels.get(level) else {
            return;
        };
        self.levels.truncate(level);
        while self.trail.len() > length as usize {
            if let Some(moved) = self.trail.pop() {
                self.value[moved.bound as usize] = moved.old;
                self.last[moved.bound as usize] = moved.before;
                self.arena.truncate(moved.arena as usize);
                if let Reason::Atoms(from, _) = moved.reason {
                    self.arena.truncate(from as usize);
                }
            }
        }
        self.looked = self.trail.len();
        // What follows from a shorter trail was all found before: no table is dirty.
        self.dirty.fill(false);
    }
}
