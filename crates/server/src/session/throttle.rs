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

    /// Takes a try of the pair, which counts as failed until it succeeds: tries at the same time
    /// cannot slip past together. Otherwise how long the pair has to wait.
    pub(crate) fn take(&self, account: &str, address: IpAddr) -> Result<(), Duration> {
        let now = self.clock.now();
        let mut failures = self.lock();
        make_room(&mut failures, now);
        let own = failures.entry((account.to_owned(), address)).or_default();
        own.retain(|at| now.saturating_sub(*at) < FAILURE_WINDOW);
        if let Some(oldest) = own.first().filter(|_| own.len() >= FAILURES_MAX) {
            return Err((*oldest + FAILURE_WINDOW).saturating_sub(now));
        }
        own.push(now);
        Ok(())
    }

    /// A sign-in that succeeded wipes the slate.
    pub(crate) fn succeeded(&self, account: &str, address: IpAddr) {
        self.lock().remove(&(account.to_owned(), address));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Pair, Vec<Duration>>> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn make_room(failures: &mut HashMap<Pair, Vec<Duration>>, now: Duration) {
    if failures.len() < FAILURE_PAIRS_MAX {
        return;
    }
    let counts = |own: &Vec<Duration>| {
        let last = own.last();
        last.is_some_and(|at| now.saturating_sub(*at) < FAILURE_WINDOW)
    };
    failures.retain(|_, own| counts(own));
    if failures.len() < FAILURE_PAIRS_MAX {
        return;
    }
    // A flood of made-up accounts: the pair that failed least recently is forgotten.
    let oldest = failures.iter().min_by_key(|(_, own)| own.last().copied());
    if let Some(pair) = oldest.map(|(pair, _)| pair.clone()) {
        failures.remove(&pair);
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
            assert_eq!(throttle.take("clerk", here), Ok(()));
        }
        assert!(throttle.take("clerk", here).is_err());
        assert_eq!(throttle.take("clerk", there), Ok(()));
        assert_eq!(throttle.take("other", here), Ok(()));
        clock.advance(FAILURE_WINDOW);
        assert_eq!(throttle.take("clerk", here), Ok(()));
        throttle.succeeded("clerk", here);
        for _ in 0..FAILURES_MAX {
            assert_eq!(throttle.take("clerk", here), Ok(()));
        }
    }
}
