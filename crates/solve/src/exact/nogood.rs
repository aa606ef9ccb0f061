//! Learned combinations that never lead to a plan, each watched by two of its atoms.

use super::{Atom, Bound, Exact, Move, Reason};
use crate::project::Period;

/// A watch: visited when its bound reaches `least`.
#[derive(Debug, Clone, Copy)]
struct Watch {
    least: Period,
    nogood: u32,
}

#[derive(Debug)]
struct Nogood {
    atoms: Vec<Atom>,
    /// Levels its atoms came from when it was learned: few is good.
    levels: u32,
    used: u64,
}

/// All nogoods.
#[derive(Debug)]
pub(super) struct Nogoods {
    all: Vec<Nogood>,
    watches: Vec<Vec<Watch>>,
    most: usize,
}

/// Nogoods kept before the weaker half is forgotten for the first time.
const FIRST_MOST: usize = 4000;

impl Nogoods {
    pub(super) fn new(bounds: usize) -> Nogoods {
        Nogoods {
            all: Vec::new(),
            watches: vec![Vec::new(); bounds],
            most: FIRST_MOST,
        }
    }

    pub(super) fn atoms(&self, at: u32) -> &[Atom] {
        &self.all[at as usize].atoms
    }

    pub(super) fn used(&mut self, at: u32, when: u64) {
        self.all[at as usize].used = when;
    }

    fn watch(&mut self, atom: Atom, nogood: u32) {
        self.watches[atom.bound as usize].push(Watch {
            least: atom.least,
            nogood,
        });
    }

    pub(super) fn add(&mut self, atoms: Vec<Atom>, levels: u32, when: u64) -> u32 {
        let at = self.all.len() as u32;
        if atoms.len() > 1 {
            self.watch(atoms[0], at);
            self.watch(atoms[1], at);
        }
        self.all.push(Nogood {
            atoms,
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
        all.sort_by_key(|nogood| (nogood.levels.max(2), std::cmp::Reverse(nogood.used)));
        let keep = all.len() / 2;
        all.truncate(keep);
        self.watches.iter_mut().for_each(Vec::clear);
        for nogood in all {
            self.add(nogood.atoms, nogood.levels, nogood.used);
        }
        self.most += self.most / 20;
    }
}

impl Exact {
    /// Visits the nogoods that watch a bound that moved; false on a conflict.
    pub(super) fn along_nogoods(&mut self, moved: Move) -> bool {
        let bound = moved.bound as usize;
        let mut watches = std::mem::take(&mut self.nogoods.watches[bound]);
        let mut kept = 0;
        let mut sound = true;
        for place in 0..watches.len() {
            let watch = watches[place];
            let touched = sound && watch.least > moved.old && watch.least <= moved.new;
            if touched && self.leaves(watch.nogood, moved.bound, watch.least) {
                continue;
            }
            watches[kept] = watch;
            kept += 1;
            if touched {
                sound = self.last_atom(watch.nogood);
            }
        }
        watches.truncate(kept);
        // Nothing was added here meanwhile: a new watch is an atom that does not hold yet.
        let added = std::mem::replace(&mut self.nogoods.watches[bound], watches);
        self.nogoods.watches[bound].extend(added);
        sound
    }

    /// Finds another atom to watch instead of a true one; true if the watch has moved.
    fn leaves(&mut self, nogood: u32, bound: Bound, least: Period) -> bool {
        let Exact { nogoods, value, .. } = self;
        let atoms = &mut nogoods.all[nogood as usize].atoms;
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
                nogoods.watch(atom, nogood);
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
            self.conflict
                .extend_from_slice(&self.nogoods.all[nogood as usize].atoms);
            return false;
        }
        self.set(not, Reason::Nogood(nogood))
    }
}
