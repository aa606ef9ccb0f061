//! From a conflict to a nogood: reasons walked back to the first bound that alone explains it.

use std::collections::HashMap;

use super::{Atom, Exact, NONE, Reason};
use crate::project::Period;

/// Steps back in which an atom may be found to follow from others of a nogood.
const DEPTH: u32 = 12;

/// Buffers of the walk.
#[derive(Debug)]
pub(super) struct Scratch {
    /// How far each bound is needed, and the move that got it there; or [`NONE`].
    need: Vec<(Period, u32)>,
    bounds: Vec<u32>,
    reason: Vec<Atom>,
    /// Of moves: up to where it is known whether they follow from the nogood.
    known: HashMap<u32, (Period, bool)>,
}

impl Scratch {
    pub(super) fn new(bounds: usize) -> Scratch {
        Scratch {
            need: vec![(0, NONE); bounds],
            bounds: Vec::new(),
            reason: Vec::new(),
            known: HashMap::new(),
        }
    }
}

impl Exact {
    /// The move that made an atom true; [`NONE`] if it was true from the beginning.
    fn made_by(&self, atom: Atom) -> u32 {
        let mut at = self.last[atom.bound as usize];
        while at != NONE && self.trail[at as usize].old >= atom.least {
            at = self.trail[at as usize].before;
        }
        at
    }

    /// The level of a move.
    fn level_of(&self, place: u32) -> usize {
        self.levels.partition_point(|start| *start <= place)
    }

    fn demand(&mut self, atom: Atom, current: u32) -> usize {
        let place = self.made_by(atom);
        // Nothing to say of what was so before any decision.
        if place == NONE || self.levels.first().is_none_or(|start| place < *start) {
            return 0;
        }
        self.bump(atom);
        let known = &mut self.learn.need[atom.bound as usize];
        if known.1 == NONE {
            *known = (atom.least, place);
            self.learn.bounds.push(atom.bound);
            return usize::from(place >= current);
        }
        if atom.least > known.0 {
            let was = known.1 >= current;
            *known = (atom.least, place);
            return usize::from(place >= current && !was);
        }
        0
    }

    fn bump(&mut self, atom: Atom) {
        let at = atom.bound / 2;
        // Either side of the same question: starts at `least` or later.
        let least = if atom.bound.is_multiple_of(2) {
            atom.least
        } else {
            1 - atom.least
        };
        let base = self.base[at as usize];
        let Some(heat) = self.heat[at as usize].get_mut((least - base).max(0) as usize) else {
            return;
        };
        *heat += self.step;
        if *heat > 1e100 {
            self.heat
                .iter_mut()
                .flatten()
                .for_each(|heat| *heat *= 1e-100);
            self.step *= 1e-100;
        }
    }

    /// Learns from the conflict, goes back, and sets what follows; false if there is no plan.
    pub(super) fn resolve(&mut self) -> bool {
        self.failures += 1;
        self.step /= 0.95;
        // A conflict may lie wholly below the current level (after bounds were set from outside).
        let conflict = std::mem::take(&mut self.conflict);
        let Some(&current) = self.levels.last() else {
            return false;
        };
        let mut open = 0;
        for atom in &conflict {
            open += self.demand(*atom, current);
        }
        self.conflict = conflict;
        let mut place = self.trail.len();
        while open > 1 || (open == 1 && !self.is_needed(place)) {
            place -= 1;
            let moved = self.trail[place];
            let need = self.learn.need[moved.bound as usize];
            if need.1 != place as u32 {
                continue;
            }
            if open == 1 {
                break;
            }
            self.learn.need[moved.bound as usize].1 = NONE;
            open -= 1;
            self.reasons(Atom::new(moved.bound, need.0), moved.reason);
            let reason = std::mem::take(&mut self.learn.reason);
            for atom in &reason {
                open += self.demand(*atom, current);
            }
            self.learn.reason = reason;
        }
        self.finish_nogood(current)
    }

    fn is_needed(&self, place: usize) -> bool {
        self.trail
            .get(place)
            .is_some_and(|moved| self.learn.need[moved.bound as usize].1 == place as u32)
    }

    /// The atoms that an atom follows from.
    fn reasons(&mut self, atom: Atom, reason: Reason) {
        let reasons = &mut self.learn.reason;
        reasons.clear();
        match reason {
            Reason::Choice => {}
            Reason::Link { bound, distance } => {
                reasons.push(Atom::new(bound, atom.least - distance));
            }
            Reason::Nogood(at) => {
                let not = atom.bound ^ 1;
                let atoms = self.nogoods.atoms(at);
                // The one that was last is the first of the nogood.
                debug_assert_eq!(atoms[0].bound, not);
                reasons.extend_from_slice(&atoms[1..]);
                self.nogoods.used(at, self.failures);
            }
            Reason::Atoms(from, end) => {
                reasons.extend_from_slice(&self.arena[from as usize..end as usize]);
            }
        }
    }

    fn finish_nogood(&mut self, current: u32) -> bool {
        let mut bounds = std::mem::take(&mut self.learn.bounds);
        // A bound that was resolved and needed again stands there twice.
        bounds.sort_unstable();
        bounds.dedup();
        let mut atoms: Vec<(u32, Atom)> = Vec::with_capacity(bounds.len());
        for &bound in &bounds {
            let (least, place) = self.learn.need[bound as usize];
            if place != NONE {
                atoms.push((place, Atom::new(bound, least)));
            }
        }
        // Earliest first: what an atom follows from has been asked before it.
        atoms.sort_unstable_by_key(|atom| atom.0);
        self.learn.known.clear();
        atoms.retain(|&(place, atom)| place >= current || !self.follows(atom, place, place, DEPTH));
        for &bound in &bounds {
            self.learn.need[bound as usize].1 = NONE;
        }
        self.learn.bounds = bounds;
        self.learn.bounds.clear();
        // Latest first: the asserting atom, then the one of the level to go back to.
        atoms.sort_unstable_by_key(|atom| std::cmp::Reverse(atom.0));
        let Some(&(_, first)) = atoms.first() else {
            return false;
        };
        let mut levels: Vec<usize> = atoms.iter().map(|atom| self.level_of(atom.0)).collect();
        let back = levels.get(1).copied().unwrap_or(0);
        levels.dedup();
        let count = levels.len() as u32;
        let atoms: Vec<Atom> = atoms.into_iter().map(|atom| atom.1).collect();
        self.back_to(back);
        if atoms.len() == 1 {
            return self.set(first.not(), Reason::Choice);
        }
        let at = self.nogoods.add(&atoms, count, self.failures);
        self.set(first.not(), Reason::Nogood(at))
    }

    /// Whether an atom, made by the move at `made`, follows from atoms of the nogood that were made
    /// before `root`, the atom that is to be left out: so that no two are left out for the sake of
    /// each other.
    fn follows(&mut self, atom: Atom, made: u32, root: u32, depth: u32) -> bool {
        let moved = self.trail[made as usize];
        if matches!(moved.reason, Reason::Choice) {
            return false;
        }
        if let Some(&(least, follows)) = self.learn.known.get(&made)
            && (!follows || least >= atom.least)
        {
            return follows;
        }
        self.reasons(atom, moved.reason);
        let mut reason = std::mem::take(&mut self.learn.reason);
        let mut follows = true;
        for &atom in &reason {
            let made = self.made_by(atom);
            let given = made == NONE || self.levels.first().is_none_or(|start| made < *start);
            let (least, place) = self.learn.need[atom.bound as usize];
            let named = place != NONE && place < root && least >= atom.least;
            follows = given || named || depth > 0 && self.follows(atom, made, root, depth - 1);
            if !follows {
                break;
            }
        }
        reason.clear();
        self.learn.reason = reason;
        self.learn.known.insert(made, (atom.least, follows));
        follows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::Task;
    use crate::exact::nogood::Nogoods;

    /// Two atoms that follow from each other, the later from the earlier and a weaker form of the
    /// later from the earlier again, are not both left out.
    #[test]
    fn a_nogood_keeps_one_of_two_that_follow_from_each_other() {
        let task = Task {
            durations: vec![1; 3],
            links: Vec::new(),
            earliest: vec![0; 3],
            latest_finish: vec![50; 3],
            users: Vec::new(),
            units: Vec::new(),
        };
        let mut exact = Exact::new(&task);
        exact.nogoods = Nogoods::new(&exact.value);
        let follows = |bound| Reason::Link { bound, distance: 2 };
        exact.levels.push(0);
        assert!(exact.set(Atom::from(0, 3), Reason::Choice));
        assert!(exact.set(Atom::from(1, 5), follows(0)));
        assert!(exact.set(Atom::from(0, 7), follows(2)));
        exact.levels.push(3);
        assert!(exact.set(Atom::from(2, 1), Reason::Choice));
        exact.conflict = vec![Atom::from(2, 1), Atom::from(0, 7), Atom::from(1, 5)];
        assert!(exact.resolve());
        assert_eq!(
            exact.nogoods.atoms(0),
            [Atom::from(2, 1), Atom::from(1, 5)],
            "what does not lead to a plan"
        );
    }
}
