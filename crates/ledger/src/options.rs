//! How a store is opened.
//!
//! Promises: `Options::default()` is right for one machine. Reads no settings by itself.

use crate::clock::Clock;
use crate::fault_point::FaultPoint;
use crate::format::Suite;
use crate::limits;
use std::sync::Arc;

/// Settings of a store.
#[derive(Clone)]
pub struct Options {
    /// Version of this program, compared with the lowest a stream admits.
    pub program_version: u32,
    /// Suite of new streams.
    pub suite: Suite,
    /// Clock that stamps records.
    pub clock: Clock,
    /// Called before every operation on storage; tests let it fail.
    pub fault_point: Option<Arc<dyn FaultPoint>>,
    /// Requests looked up in memory before they are taken into the index together.
    pub request_tail: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            program_version: 1,
            suite: Suite::Sha256,
            clock: Clock::system(),
            fault_point: None,
            request_tail: limits::REQUEST_TAIL_MAX,
        }
    }
}
