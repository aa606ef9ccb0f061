//! Learned combinations that never lead to a plan, each watched by two of its atoms.

use super::{Atom, Bound, Exact, Move, Reason};
use crate::project::Period;

/// A watch: visited when its bound reaches `least`.
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

/// All nogoods.
#[derive(Debug)]
pub(super) struct Nogoods {
    all: Vec<Nogood>,
    atoms: Vec<Atom>,
    /// By bound, in the order of `least`: a bound that moves visits those it has reached alone.
    watches: Vec<Vec<Watch>>,
    most: usize,
}

/// Nogoods kept before the weaker half is forgotten for the first time.
const FIRST_MOST: usize = 4000;

impl Nogoods {
    pub(super) fn new(bounds: usize) -> Nogoods {
        Nogoods {
            all: Vec::new(),
            atoms: Vec::new(),
            watches: vec![Vec::new(); bounds],
            most: FIRST_MOST,
        }
    }

    pub(super) fn atoms(&self, at: u32) -> &[Atom] {
        let own = &self.all[at as usize];
        &self.atoms[own.from as usize..(own.from + own.count) as usize]
    }

    pub(super) fn used(&mut self, at: u32, when: u64) {
        self.all[at as usize].used = when;
    }

    fn watch(&mut self, atom: Atom, nogood: u32, other: Atom) {
        let watches = &mut self.watches[atom.bound as usize];
        let place = watches.partition_point(|watch| watch.least <= atom.least);
        let watch = Watch {
            least: atom.least,
            nogood,
            other,
        };
        watches.insert(place, watch);
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
        self.watches.iter_mut().for_each(Vec::clear);
        for own in all {
            let atoms = &atoms[own.from as usize..(own.from + own.count) as usize];
            self.add(atoms, own.levels, own.used);
        }
        self.most += self.most / 20;
    }
}

impl Exact {
    /// Visits the nogoods that watch a bound that moved; false on a conflict.
    pub(super) fn along_nogoods(&mut self, moved: Move) -> bool {
        let bound = moved.bound as usize;
        let watches = &self.nogoods.watches[bound];
        let from = watches.partition_point(|watch| watch.least <= moved.old);
        let reached = watches[from..].partition_point(|watch| watch.least <= moved.new);
        if reached == 0 {
            return true;
        }
        let mut watches = std::mem::take(&mut self.nogoods.watches[bound]);
        let (mut kept, mut sound) = (from, true);
        for place in from..from + reached {
            let watch = watches[place];
            let stays = !sound
                || self.is_false(watch.other)
                || !self.leaves(watch.nogood, moved.bound, watch.least);
            if stays {
                watches[kept] = watch;
                kept += 1;
                sound = sound && (self.is_false(watch.other) || self.last_atom(watch.nogood));
            }
        }
        watches.drain(kept..from + reached);
        // A watch added here meanwhile is an atom that does not hold yet: beyond those visited.
        let added = std::mem::replace(&mut self.nogoods.watches[bound], watches);
        for watch in added {
            let atom = Atom::new(moved.bound, watch.least);
            self.nogoods.watch(atom, watch.nogood, watch.other);
        }
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
