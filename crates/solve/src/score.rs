//! What a plan costs, and what the search asks of whatever makes plans out of lists.

use crate::project::Period;

/// How bad a plan is: first what is late, then how long it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cost {
    /// Weighted periods of lateness. A date that must be met weighs [`MUST_WEIGHT`].
    pub late: u64,
    /// When the last activity is finished.
    pub makespan: Period,
}

/// Weight of one period beyond a date that must be met.
pub const MUST_WEIGHT: u64 = 1_000_000;

/// Makes a plan out of an order of activities.
pub(crate) trait Decoder {
    /// How many activities.
    fn len(&self) -> usize;

    /// Each activity in turn as early as it can be. Predecessors come first in the list. `reach`
    /// is a guess of the makespan. Gives the makespan.
    fn forward(&mut self, list: &[u32], starts: &mut [Period], reach: Period) -> Period;

    /// Each activity in turn as late as it can be, finished by `makespan`. Successors come first
    /// in the list. Starts may be negative if that is too short.
    fn backward(&mut self, list: &[u32], starts: &mut [Period], makespan: Period);

    /// Where an activity ends that starts there.
    fn finish(&self, at: u32, start: Period) -> Period;

    /// What a plan costs.
    fn cost(&self, starts: &[Period], makespan: Period) -> Cost;

    /// Whether the list order that follows from starts always has predecessors first. Leads
    /// (negative lags) spoil that.
    fn ordered_by_start(&self) -> bool;

    /// Puts predecessors first, otherwise keeping the order; for the direction asked.
    fn mend(&mut self, list: &mut [u32], forward: bool);
}
