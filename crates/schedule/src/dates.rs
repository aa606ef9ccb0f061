//! Dates alone, without floats and reasons.

use crate::input::ActivityId;
use crate::network::{Network, minute};
use crate::result::Columns;
use calendar::Minute;

/// The early and late dates of every activity; see [`Network::dates`].
#[derive(Debug, Clone)]
pub struct Dates {
    pub(crate) network: Network,
    pub(crate) columns: Columns,
    pub(crate) project_finish: Minute,
}

impl Dates {
    /// The early finish of the whole network; its start, if it has no activity.
    pub fn project_finish(&self) -> Minute {
        self.project_finish
    }

    /// Earliest start and finish; as planned, if it is planned as late as possible.
    ///
    /// # Panics
    /// If the id is not one of the network.
    pub fn early(&self, id: ActivityId) -> (Minute, Minute) {
        let at = self.network.position(id);
        let early = (self.columns.early_start[at], self.columns.early_finish[at]);
        let (start, finish) = self.columns.planned.get(at).copied().unwrap_or(early);
        (minute(start), minute(finish))
    }

    /// Latest start and finish.
    ///
    /// # Panics
    /// If the id is not one of the network.
    pub fn late(&self, id: ActivityId) -> (Minute, Minute) {
        let at = self.network.position(id);
        let (start, finish) = self.columns.late(&self.network.inner, at);
        (minute(start), minute(finish))
    }
}
