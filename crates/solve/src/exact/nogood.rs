//! Learned combinations that never lead to a plan, each watched by two of its atoms.

use super::{Atom, Bound, Exact, Move, Reason};
use crate::project::Period;

/// A watch: looked at when its bound reaches `least`.
#[derive(Debug, Clone, Copy)]
struct Watch {
    least: Period,
    nogood: u32,
    /// Another atom of the nogood: while that is false, the nogood need not be looked at.
    other: Atom,
}

#[derive(Debug, Clone, Copy)]
struct Nogood {
    /// Where its atoms stand among all.
    from: u32,
    count: u32,
    /// Levels its atoms came from when it was learned: few is good.
    levels: u32,
    used: u64,
}

/// The watches of one bound, by ranges of `least`: a bound that moves visits those ranges alone
/// that it passes, and a watch is added without moving others.
#[derive(Debug, Default)]
struct Watches {
    /// No watch is for less.
    base: Period,
    /// A range is `1 << shift` periods wide.
    shift: u32,
    /// Empty until there is a watch; the last range has no end.
    ranges: Vec<Vec<Watch>>,
}

/// Ranges of one bound at most.
const RANGES: usize = 64;

impl Watches {
    /// For a bound that goes from `base` up to `most`.
    fn new(base: Period, most: Period) -> Watches {
        let mut shift = 0;
        while (most - base) >> shift >= RANGES as Period {
            shift += 1;
        }
        Watches {
            base,
            shift,
            ranges: Vec::new(),
        }
    }

    fn range(&self, least: Period) -> usize {
        (((least - self.base).max(0) >> self.shift) as usize).min(RANGES - 1)
    }

    fn push(&mut self, watch: Watch) {
        if self.ranges.is_empty() {
            self.ranges.resize_with(RANGES, Vec::new);
        }
        let range = self.range(watch.least);
        self.ranges[range].push(watch);
    }
}

/// All nogoods.
#[derive(Debug, Default)]
pub(super) struct Nogoods {
    all: Vec<Nogood>,
    atoms: Vec<Atom>,
    /// By bound.
    watches: Vec<Watches>,
    most: usize,
}

/// Nogoods kept before the weaker half is forgotten for the first time.
const FIRST_MOST: usize = 4000;

impl Nogoods {
    /// For bounds that stand where they do before any decision: each even one and the odd one after
    /// it are two sides of the same start.
    pub(super) fn new(values: &[Period]) -> Nogoods {
        let other = |bound: usize| -values[bound ^ 1];
        let watches = values.iter().enumerate();
        Nogoods {
            all: Vec::new(),
            atoms: Vec::new(),
            watches: watches
                .map(|(bound, value)| Watches::new(*value, other(bound)))
                .collect(),
            most: FIRST_MOST,
        }
    }

    pub(super) fn is_new(&self) -> bool {
        self.watches.is_empty()
    }

    pub(super) fn atoms(&self, at: u32) -> &[Atom] {
        let own = &self.all[at as usize];
        &self.atoms[own.from as usize..(own.from + own.count) as usize]
    }

    pub(super) fn used(&mut self, at: u32, when: u64) {
        self.all[at as usize].used = when;
    }

    fn watch(&mut self, atom: Atom, nogood: u32, other: Atom) {
        let watch = Watch {
            least: atom.least,
            nogood,
            other,
        };
        self.watches[atom.bound as usize].push(watch);
    }

    pub(super) fn add(&mut self, atoms: &[Atom], levels: u32, when: u64) -> u32 {
        let at = self.all.len() as u32;
        let from = self.atoms.len() as u32;
        if atoms.len() > 1 {
            self.watch(atoms[0], at, atoms[1]);
            self.watch(atoms[1], at, atoms[0]);
        }
        self.atoms.extend_from_slice(atoms);
        self.all.push(Nogood {
            from,
            count: atoms.len() as u32,
            levels,
            used: when,
        });
        at
    }

    pub(super) fn are_many(&self) -> bool {
        self.all.len() > self.most
    }

    /// Forgets the weaker half. Only when nothing is decided: no reason may name a nogood.
    pub(super) fn forget(&mut self) {
        let mut all = std::mem::take(&mut self.all);
        let atoms = std::mem::take(&mut self.atoms);
        all.sort_by_key(|nogood| (nogood.levels.max(2), std::cmp::Reverse(nogood.used)));
        let keep = all.len() / 2;
        all.truncate(keep);
        for watches in &mut self.watches {
            watches.ranges.iter_mut().for_each(Vec::clear);
        }
        for own in all {
            let atoms = &atoms[own.from as usize..(own.from + own.count) as usize];
            self.add(atoms, own.levels, own.used);
        }
        self.most += self.most / 20;
    }
}

impl Exact {
    /// Looks at the nogoods that watch a bound that moved; false on a conflict.
    pub(super) fn along_nogoods(&mut self, moved: Move) -> bool {
        let watches = self.nogoods.watches.get(moved.bound as usize);
        let Some(watches) = watches.filter(|watches| !watches.ranges.is_empty()) else {
            return true;
        };
        let (first, last) = (watches.range(moved.old + 1), watches.range(moved.new));
        (first..=last).all(|range| self.along_range(moved, range))
    }

    fn along_range(&mut self, moved: Move, range: usize) -> bool {
        let bound = moved.bound as usize;
        if self.nogoods.watches[bound].ranges[range].is_empty() {
            return true;
        }
        let mut watches = std::mem::take(&mut self.nogoods.watches[bound].ranges[range]);
        let (mut kept, mut sound) = (0, true);
        for place in 0..watches.len() {
            let watch = watches[place];
            let reached = moved.old < watch.least && watch.least <= moved.new;
            let idle = !sound || !reached || self.is_false(watch.other);
            if idle || !self.leaves(watch.nogood, moved.bound, watch.least) {
                watches[kept] = watch;
                kept += 1;
                sound = sound && (idle || self.last_atom(watch.nogood));
            }
        }
        watches.truncate(kept);
        // A watch added here meanwhile is an atom that does not hold yet: beyond those looked at.
        let own = &mut self.nogoods.watches[bound].ranges[range];
        watches.append(own);
        *own = watches;
        sound
    }

    fn is_false(&self, atom: Atom) -> bool {
        self.holds(atom.not())
    }

    /// Finds another atom to watch instead of a true one; true if the watch has moved.
    fn leaves(&mut self, nogood: u32, bound: Bound, least: Period) -> bool {
        let Exact { nogoods, value, .. } = self;
        let own = nogoods.all[nogood as usize];
        let atoms = &mut nogoods.atoms[own.from as usize..(own.from + own.count) as usize];
        if atoms[0].bound == bound && atoms[0].least == least {
            atoms.swap(0, 1);
        }
        let first = atoms[0].not();
        if value[first.bound as usize] >= first.least {
            return false;
        }
        for place in 2..atoms.len() {
            let atom = atoms[place];
            if value[atom.bound as usize] < atom.least {
                atoms.swap(1, place);
                let other = atoms[0];
                nogoods.watch(atom, nogood, other);
                return true;
            }
        }
        false
    }

    /// All atoms but the first are true: the first must be false.
    fn last_atom(&mut self, nogood: u32) -> bool {
        let first = self.nogoods.atoms(nogood)[0];
        let not = first.not();
        if self.holds(not) {
            return true;
        }
        if self.holds(first) {
            self.conflict.clear();
            self.conflict.extend_from_slice(self.nogoods.atoms(nogood));
            return false;
        }
        self.set(not, Reason::Nogood(nogood))
    }
}
