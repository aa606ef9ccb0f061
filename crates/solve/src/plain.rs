//! The fast list scheduler: few resources, no calendars, no budgets.
//!
//! The units free in a period stand side by side in lanes of 16 bits, so that one subtraction
//! asks all resources at once whether an activity fits. The top bit of each lane is kept set; a
//! subtraction that needs more than is free clears it. A schedule of 120 activities takes a few
//! microseconds; everything else in the search lives off that.

use crate::project::Period;

/// The top bit of each lane.
const GUARD: u64 = 0x8000_8000_8000_8000;

/// Lanes in a word.
pub(crate) const LANES: usize = 4;

/// Most units a lane can hold.
pub(crate) const LANE_MAX: u32 = 0x7FFF;

/// Free units in one period, or the needs of one activity.
pub(crate) type Row<const W: usize> = [u64; W];

/// One direction of time: the network as it is, or mirrored.
#[derive(Debug, Clone, Default)]
pub(crate) struct Side {
    /// Where the links into each activity begin; one entry more at the end.
    pub(crate) first: Vec<u32>,
    /// Predecessor, and least distance of the starts.
    pub(crate) into: Vec<(u32, Period)>,
}

impl Side {
    /// From links `(from, to, distance)`.
    pub(crate) fn new(
        count: usize,
        links: impl Iterator<Item = (u32, u32, Period)> + Clone,
    ) -> Self {
        let mut first = vec![0u32; count + 1];
        for (_, to, _) in links.clone() {
            first[to as usize + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut next = first.clone();
        let mut into = vec![(0, 0); first[count] as usize];
        for (from, to, distance) in links {
            let place = &mut next[to as usize];
            into[*place as usize] = (from, distance);
            *place += 1;
        }
        Side { first, into }
    }

    /// Links into an activity.
    pub(crate) fn links_of(&self, at: u32) -> &[(u32, Period)] {
        &self.into[self.first[at as usize] as usize..self.first[at as usize + 1] as usize]
    }
}

/// What stays the same from schedule to schedule.
#[derive(Debug, Clone)]
pub(crate) struct Plain<const W: usize> {
    pub(crate) duration: Vec<Period>,
    pub(crate) need: Vec<Row<W>>,
    pub(crate) ahead: Side,
    pub(crate) back: Side,
    pub(crate) earliest: Vec<Period>,
    pub(crate) latest_finish: Vec<Period>,
    /// Free units by period while they vary; `steady` from there on.
    pub(crate) varying: Vec<Row<W>>,
    pub(crate) steady: Row<W>,
    pub(crate) horizon: usize,
}

/// Lanes of a list of units, guard bits clear.
pub(crate) fn lanes<const W: usize>(units: impl Iterator<Item = (usize, u32)>) -> Row<W> {
    let mut row = [0; W];
    for (at, units) in units {
        row[at / LANES] |= u64::from(units.min(LANE_MAX)) << (16 * (at % LANES));
    }
    row
}

/// The same with guard bits set.
pub(crate) fn guarded<const W: usize>(mut row: Row<W>) -> Row<W> {
    for word in &mut row {
        *word |= GUARD;
    }
    row
}

#[inline(always)]
fn fits<const W: usize>(free: &Row<W>, need: &Row<W>) -> bool {
    let mut all = GUARD;
    for at in 0..W {
        all &= free[at].wrapping_sub(need[at]);
    }
    all & GUARD == GUARD
}

/// The scratch of one searcher.
#[derive(Debug, Clone)]
pub(crate) struct Board<const W: usize> {
    free: Vec<Row<W>>,
}

impl<const W: usize> Board<W> {
    pub(crate) fn new(plain: &Plain<W>) -> Board<W> {
        Board {
            free: vec![plain.steady; plain.horizon + 1],
        }
    }

    /// Places the activities in the order of the list, each as early as links and resources
    /// allow. Predecessors must come first in the list. Gives the makespan.
    pub(crate) fn forward(
        &mut self,
        plain: &Plain<W>,
        list: &[u32],
        starts: &mut [Period],
        reach: Period,
    ) -> Period {
        let varying = plain.varying.len().min(self.free.len());
        let top = varying.max((reach.max(0) as usize).min(plain.horizon) + 1);
        self.free[..varying].copy_from_slice(&plain.varying[..varying]);
        self.free[varying..top].fill(plain.steady);
        self.place(plain, &plain.ahead, list, starts, top, |at| {
            plain.earliest[at]
        })
    }

    /// The same in mirrored time: period `t` here is period `makespan - 1 - t` there. Gives the
    /// mirrored makespan.
    pub(crate) fn backward(
        &mut self,
        plain: &Plain<W>,
        list: &[u32],
        starts: &mut [Period],
        makespan: Period,
    ) -> Period {
        let top = (makespan.max(0) as usize).min(plain.horizon) + 1;
        self.free[..top].fill(plain.steady);
        if !plain.varying.is_empty() {
            for at in 0..makespan.max(0) as usize {
                let there = makespan as usize - 1 - at;
                if let Some(row) = plain.varying.get(there) {
                    self.free[at] = *row;
                }
            }
        }
        let finish = &plain.latest_finish;
        let earliest = |at: usize| makespan.saturating_sub(finish[at]).max(0);
        self.place(plain, &plain.back, list, starts, top, earliest)
    }

    #[inline(always)]
    fn place(
        &mut self,
        plain: &Plain<W>,
        side: &Side,
        list: &[u32],
        starts: &mut [Period],
        mut top: usize,
        earliest: impl Fn(usize) -> Period,
    ) -> Period {
        let mut makespan = 0;
        for &activity in list {
            let at = activity as usize;
            let mut start = earliest(at);
            for &(from, distance) in side.links_of(activity) {
                start = start.max(starts[from as usize] + distance);
            }
            let duration = plain.duration[at];
            if duration > 0 {
                let need = &plain.need[at];
                let mut from = start as usize;
                let length = duration as usize;
                // Periods from `from` up to `sound` are known to fit.
                let mut sound = from;
                'window: loop {
                    let end = from + length;
                    if end > top {
                        self.free[top..end].fill(plain.steady);
                        top = end;
                    }
                    let mut period = end;
                    while period > sound {
                        period -= 1;
                        if !fits(&self.free[period], need) {
                            from = period + 1;
                            sound = end.max(from);
                            continue 'window;
                        }
                    }
                    break;
                }
                for row in &mut self.free[from..from + length] {
                    for word in 0..W {
                        row[word] -= need[word];
                    }
                }
                start = from as Period;
            }
            starts[at] = start;
            makespan = makespan.max(start + duration);
        }
        makespan
    }
}
