//! Forward-backward improvement: a plan is pushed to its right end, then back to its left.
//!
//! Double justification (Valls, Ballestín, Quintanilla 2005): activities in the order of their
//! finishes, last first, each as late as it can be; then in the order of those starts, each as
//! early as it can be. The makespan never grows where the capacity is constant.

use crate::project::Period;
use crate::score::Decoder;

/// Buffers for sorting.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    counts: Vec<u32>,
    pub(crate) list: Vec<u32>,
}

impl Scratch {
    /// Fills `list` with the activities in ascending order of `key` (ties: by number, or from the
    /// last number down). Keys that are few and small are counted, others sorted.
    pub(crate) fn sort(
        &mut self,
        count: usize,
        descending_ties: bool,
        key: impl Fn(u32) -> Period,
    ) {
        self.list.clear();
        let most = (0..count as u32).map(&key).max().unwrap_or(0);
        let least = (0..count as u32).map(&key).min().unwrap_or(0);
        let width = (most - least) as usize + 1;
        if width > 16 * count + 1024 {
            self.list.extend(0..count as u32);
            if descending_ties {
                self.list.reverse();
            }
            self.list.sort_by_key(|at| key(*at));
            return;
        }
        self.counts.clear();
        self.counts.resize(width + 1, 0);
        for at in 0..count as u32 {
            self.counts[(key(at) - least) as usize + 1] += 1;
        }
        for at in 1..self.counts.len() {
            self.counts[at] += self.counts[at - 1];
        }
        self.list.resize(count, 0);
        let mut put = |at: u32| {
            let place = &mut self.counts[(key(at) - least) as usize];
            self.list[*place as usize] = at;
            *place += 1;
        };
        if descending_ties {
            (0..count as u32).rev().for_each(&mut put);
        } else {
            (0..count as u32).for_each(&mut put);
        }
    }
}

/// Pushes a plan that ends at `makespan` to its right end and back to the left; gives the new
/// makespan. The list that made the plan stays in `scratch.list`.
pub(crate) fn both<D: Decoder>(
    decoder: &mut D,
    scratch: &mut Scratch,
    starts: &mut [Period],
    makespan: Period,
) -> Period {
    let count = decoder.len();
    scratch.sort(count, true, |at| {
        makespan - decoder.finish(at, starts[at as usize])
    });
    if !decoder.ordered_by_start() {
        decoder.mend(&mut scratch.list, false);
    }
    decoder.backward(&scratch.list, starts, makespan);
    by_start(decoder, scratch, starts);
    decoder.forward(&scratch.list, starts, makespan)
}

/// Fills `scratch.list` with the activities in the order of their starts, predecessors first.
pub(crate) fn by_start<D: Decoder>(decoder: &mut D, scratch: &mut Scratch, starts: &[Period]) {
    scratch.sort(decoder.len(), false, |at| starts[at as usize]);
    if !decoder.ordered_by_start() {
        decoder.mend(&mut scratch.list, true);
    }
}
