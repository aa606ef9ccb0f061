//! Time that only grows, for sessions and throttling: a changed wall clock makes no session live
//! for ever.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A monotonic clock that tests can move on.
#[derive(Debug, Clone)]
pub struct Clock {
    start: Instant,
    ahead_seconds: Arc<AtomicU64>,
}

impl Default for Clock {
    fn default() -> Self {
        Clock {
            start: Instant::now(),
            ahead_seconds: Arc::default(),
        }
    }
}

impl Clock {
    /// Time since the clock was made.
    pub fn now(&self) -> Duration {
        self.start.elapsed() + Duration::from_secs(self.ahead_seconds.load(Ordering::Relaxed))
    }

    /// Moves the clock on, for tests.
    pub fn advance(&self, by: Duration) {
        self.ahead_seconds
            .fetch_add(by.as_secs(), Ordering::Relaxed);
    }
}
