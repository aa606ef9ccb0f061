//! Failed sign-ins: five within fifteen minutes make the pair of account and address wait.
//!
//! Only the pair: whoever guesses passwords elsewhere does not lock the owner out.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Clock;
use crate::limits::{FAILURE_PAIRS_MAX, FAILURE_WINDOW, FAILURES_MAX};

type Pair = (String, IpAddr);

/// Remembers failures.
pub(crate) struct Throttle {
    clock: Clock,
    failures: Mutex<HashMap<Pair, Vec<Duration>>>,
}

impl Throttle {
    pub(crate) fn new(clock: Clock) -> Throttle {
        Throttle {
            clock,
            failures: Mutex::default(),
        }
    }

    /// How long the pair has to wait, if it has to.
    pub(crate) fn wait(&self, account: &str, address: IpAddr) -> Option<Duration> {
        let now = self.clock.now();
        let mut failures = self.lock();
        let own = failures.get_mut(&(account.to_owned(), address))?;
        own.retain(|at| now.saturating_sub(*at) < FAILURE_WINDOW);
        if own.len() < FAILURES_MAX {
            return None;
        }
        let oldest = own.first().copied()?;
        Some((oldest + FAILURE_WINDOW).saturating_sub(now))
    }

    pub(crate) fn failed(&self, account: &str, address: IpAddr) {
        let now = self.clock.now();
        let mut failures = self.lock();
        if failures.len() >= FAILURE_PAIRS_MAX {
            failures.retain(|_, own| {
                own.last()
                    .is_some_and(|at| now.saturating_sub(*at) < FAILURE_WINDOW)
            });
        }
        if failures.len() >= FAILURE_PAIRS_MAX {
            // A flood of made-up accounts: the pair that failed least recently is forgotten.
            let oldest = failures.iter().min_by_key(|(_, own)| own.last().copied());
            if let Some(pair) = oldest.map(|(pair, _)| pair.clone()) {
                failures.remove(&pair);
            }
        }
        let own = failures.entry((account.to_owned(), address)).or_default();
        own.push(now);
        if own.len() > FAILURES_MAX {
            own.remove(0);
        }
    }

    /// A sign-in that succeeded wipes the slate.
    pub(crate) fn succeeded(&self, account: &str, address: IpAddr) {
        self.lock().remove(&(account.to_owned(), address));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Pair, Vec<Duration>>> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    #[test]
    fn the_sixth_try_waits_elsewhere_does_not() {
        let clock = Clock::default();
        let throttle = Throttle::new(clock.clone());
        let (here, there) = (
            IpAddr::from(Ipv4Addr::LOCALHOST),
            IpAddr::from([10, 0, 0, 7]),
        );
        for _ in 0..FAILURES_MAX {
            assert_eq!(throttle.wait("clerk", here), None);
            throttle.failed("clerk", here);
        }
        assert!(throttle.wait("clerk", here).is_some());
        assert_eq!(throttle.wait("clerk", there), None);
        assert_eq!(throttle.wait("other", here), None);
        clock.advance(FAILURE_WINDOW);
        assert_eq!(throttle.wait("clerk", here), None);
    }
}
