//! Finding the loops of a network that has no topological order.
//!
//! Promises: one loop for each knot (strongly connected component), the shortest unless the knot
//! is so large that the search limit stops it; then a short one. Runs only on refused networks.

use crate::expand::Arc;
use crate::limits::LOOP_SEARCH_STEPS_MAX;
use std::collections::VecDeque;

const NONE: u32 = u32::MAX;

/// One loop, as ids in order, for each knot among the activities `rest`.
pub(crate) fn shortest(rest: &[u32], links: &[Arc], count: usize) -> Vec<Vec<u32>> {
    let mut inside = vec![false; count];
    for &id in rest {
        inside[id as usize] = true;
    }
    let mut targets: Vec<Vec<u32>> = vec![Vec::new(); count];
    for link in links {
        let (from, to) = (link.from as usize, link.to as usize);
        if inside[from] && inside[to] {
            targets[from].push(to as u32);
        }
    }
    let knot_of = knots(rest, &targets);
    let knot_count = knot_of
        .iter()
        .filter(|knot| **knot != NONE)
        .max()
        .map_or(0, |max| max + 1);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); knot_count as usize];
    for &id in rest {
        members[knot_of[id as usize] as usize].push(id);
    }
    let mut search = Search {
        targets: &targets,
        knot_of: &knot_of,
        from: vec![NONE; count],
    };
    let mut loops: Vec<Vec<u32>> = members
        .iter()
        .filter(|members| members.len() > 1)
        .map(|members| search.shortest_in(members))
        .collect();
    loops.sort();
    loops
}

/// Number of the strongly connected component of each activity (Tarjan 1972, without recursion).
fn knots(rest: &[u32], targets: &[Vec<u32>]) -> Vec<u32> {
    let count = targets.len();
    let (mut number, mut low) = (vec![NONE; count], vec![NONE; count]);
    let (mut knot_of, mut knot_count, mut clock) = (vec![NONE; count], 0, 0);
    let (mut stack, mut path): (Vec<u32>, Vec<(u32, usize)>) = (Vec::new(), Vec::new());
    for &root in rest {
        if number[root as usize] != NONE {
            continue;
        }
        path.push((root, 0));
        while let Some((id, next)) = path.pop() {
            let at = id as usize;
            if next == 0 {
                (number[at], low[at]) = (clock, clock);
                clock += 1;
                stack.push(id);
            }
            if let Some(&to) = targets[at].get(next) {
                path.push((id, next + 1));
                if number[to as usize] == NONE {
                    path.push((to, 0));
                } else if knot_of[to as usize] == NONE {
                    low[at] = low[at].min(number[to as usize]);
                }
                continue;
            }
            if low[at] == number[at] {
                while let Some(member) = stack.pop() {
                    knot_of[member as usize] = knot_count;
                    if member == id {
                        break;
                    }
                }
                knot_count += 1;
            }
            if let Some((parent, _)) = path.last() {
                low[*parent as usize] = low[*parent as usize].min(low[at]);
            }
        }
    }
    knot_of
}

struct Search<'a> {
    targets: &'a [Vec<u32>],
    knot_of: &'a [u32],
    /// Breadth-first tree: the activity each was reached from.
    from: Vec<u32>,
}

impl Search<'_> {
    fn shortest_in(&mut self, members: &[u32]) -> Vec<u32> {
        let (mut best, mut steps): (Vec<u32>, usize) = (Vec::new(), 0);
        for &start in members {
            let found = self.shortest_through(start, best.len(), &mut steps);
            for &id in members {
                self.from[id as usize] = NONE;
            }
            if let Some(found) = found {
                best = found;
            }
            if best.len() == 2 || steps > LOOP_SEARCH_STEPS_MAX {
                break;
            }
        }
        // Told from its smallest member on, so that the message is always the same.
        let smallest = best
            .iter()
            .enumerate()
            .min_by_key(|(_, id)| **id)
            .map_or(0, |(at, _)| at);
        best.rotate_left(smallest);
        best
    }

    /// The shortest loop through `start`, if shorter than `bound` (0: no bound yet).
    fn shortest_through(
        &mut self,
        start: u32,
        bound: usize,
        steps: &mut usize,
    ) -> Option<Vec<u32>> {
        let targets = self.targets;
        let mut queue = VecDeque::from([(start, 1usize)]);
        while let Some((id, length)) = queue.pop_front() {
            if bound > 0 && length >= bound {
                return None;
            }
            for &to in &targets[id as usize] {
                *steps += 1;
                if to == start {
                    return Some(self.path_to(id, start));
                }
                let same_knot = self.knot_of[to as usize] == self.knot_of[start as usize];
                if same_knot && self.from[to as usize] == NONE {
                    self.from[to as usize] = id;
                    queue.push_back((to, length + 1));
                }
            }
        }
        None
    }

    fn path_to(&self, end: u32, start: u32) -> Vec<u32> {
        let mut path = vec![end];
        let mut at = end;
        while at != start {
            at = self.from[at as usize];
            path.push(at);
        }
        path.reverse();
        path
    }
}
