//! Which activities drive the finish, iteration by iteration.

use super::dice::{LANES, Lanes};
use super::model::{Model, Way};
use super::walk::{Lane, Walk};
use crate::forward::Known;
use crate::network::{Moment, moment};

/// Marks, for each activity, the iterations (bit by bit) in which it lies on a longest path: it
/// ends the whole, or a tie from it sets the dates of one that is marked.
#[inline(always)]
pub(super) fn mark(walk: &Walk<'_>, finish: &Lanes<Moment>, marks: &mut [u64]) {
    let model = walk.model;
    marks.fill(0);
    ends(walk, finish, marks);
    for at in (0..marks.len()).rev() {
        if marks[at] == 0 {
            continue;
        }
        match model.ways[at] {
            Way::Span => {}
            Way::Fast => back_fast(walk, at, marks),
            Way::Special(side) => back_special(walk, at, side as usize, marks),
        }
    }
}

fn ends(walk: &Walk<'_>, finish: &Lanes<Moment>, marks: &mut [u64]) {
    let Model {
        inner, finish: of, ..
    } = walk.model;
    for (calendar, all) in &of.fast {
        let calendar = &inner.calendars[*calendar as usize];
        let mut last = walk.last_rank(all);
        for (rank, finish) in last.iter_mut().zip(finish) {
            if moment(calendar.end_of_rank(i64::from(*rank))) != *finish {
                *rank = i32::MAX;
            }
        }
        for at in all {
            marks[*at as usize] |= equal(&walk.finish[*at as usize], &last);
        }
    }
    for at in &of.special {
        if let Way::Special(side) = walk.model.ways[*at as usize] {
            marks[*at as usize] |= equal(&walk.side[side as usize].finish, finish);
        }
    }
}

/// In which lanes two columns agree.
#[inline(always)]
fn equal(one: &Lanes<i32>, other: &Lanes<i32>) -> u64 {
    let mut mask = 0;
    for lane in 0..LANES {
        mask |= u64::from(one[lane] == other[lane]) << lane;
    }
    mask
}

#[inline(always)]
fn back_fast(walk: &Walk<'_>, at: usize, marks: &mut [u64]) {
    let model = walk.model;
    let ties = &model.ties[model.tie_first[at] as usize..model.tie_first[at + 1] as usize];
    let mut start = walk.finish[at];
    for (start, work) in start.iter_mut().zip(&walk.work[at]) {
        *start -= work;
    }
    for tie in ties {
        let mut bound = [0; LANES];
        walk.bound(tie, &mut bound);
        marks[tie.from as usize] |= marks[at] & equal(&bound, &start);
    }
}

fn back_special(walk: &Walk<'_>, at: usize, side: usize, marks: &mut [u64]) {
    let inner = &*walk.model.inner;
    for lane in 0..LANES {
        if marks[at] >> lane & 1 == 0 {
            continue;
        }
        let driver = walk.side[side].driver[lane] as usize;
        if driver >= inner.in_from.len() {
            continue;
        }
        let known = Lane { walk, lane };
        let to_start = |slot: usize| known.tie(inner, slot).relation.to_start();
        let bound = known.after(inner, driver);
        for slot in inner.slots_in(at) {
            if to_start(slot) == to_start(driver) && known.after(inner, slot) == bound {
                marks[inner.in_from[slot] as usize] |= 1 << lane;
            }
        }
    }
}
