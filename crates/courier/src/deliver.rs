//! Sending what waits: destinations side by side, what is for one after another; waits that grow
//! and scatter, a bounded number of tries.

use std::collections::BTreeMap;

use rand_xoshiro::SplitMix64;
use rand_xoshiro::rand_core::{Rng as _, SeedableRng as _};

use crate::limits;
use crate::store::{Delivery, Destination, Ended, Store, StoreError};

/// Why something was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// For the administrator. Never an address of a robot.
    pub cause: String,
    /// Whether trying again is of no use.
    pub for_good: bool,
}

impl Undelivered {
    /// To be tried again.
    pub(crate) fn now(cause: impl Into<String>) -> Undelivered {
        Undelivered {
            cause: cause.into(),
            for_good: false,
        }
    }

    /// Not to be tried again.
    pub(crate) fn for_good(cause: impl Into<String>) -> Undelivered {
        Undelivered {
            cause: cause.into(),
            for_good: true,
        }
    }
}

/// What carries a delivery to where it goes.
pub trait Carrier: Sync {
    /// Carries it, within a bounded time.
    ///
    /// # Errors
    /// It did not arrive, as far as is known.
    fn carry(&self, delivery: &Delivery) -> Result<(), Undelivered>;
}

/// Sends what is to be sent by a moment (seconds since 1970); answers with how many were sent.
///
/// # Errors
/// The store fails.
pub fn deliver(
    store: &Store,
    carrier: &dyn Carrier,
    now: i64,
    seed: u64,
) -> Result<usize, StoreError> {
    let mut by_destination: BTreeMap<Destination, Vec<Delivery>> = BTreeMap::new();
    for own in store.take_due(now)? {
        let destination = own.destination.clone();
        by_destination.entry(destination).or_default().push(own);
    }
    let queues: Vec<Vec<Delivery>> = by_destination.into_values().collect();
    let mut sent = 0;
    for together in queues.chunks(limits::DESTINATIONS_AT_ONCE) {
        let send = |queue: &[Delivery]| in_turn(store, carrier, queue, now, seed);
        let ends: Vec<Result<usize, StoreError>> = std::thread::scope(|scope| {
            let threads = together.iter().map(|queue| scope.spawn(|| send(queue)));
            let threads: Vec<_> = threads.collect();
            let ends = threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or(Ok(0)));
            ends.collect()
        });
        for end in ends {
            sent += end?;
        }
    }
    Ok(sent)
}

/// What is for one destination: after a failure the rest waits as long as the first.
fn in_turn(
    store: &Store,
    carrier: &dyn Carrier,
    queue: &[Delivery],
    now: i64,
    seed: u64,
) -> Result<usize, StoreError> {
    let mut sent = 0;
    let mut held_until = None;
    for own in queue {
        if let Some(at) = held_until {
            store.untouched(own.id, at)?;
            continue;
        }
        match carrier.carry(own) {
            Ok(()) => {
                store.ended(own.id, &Ended::Sent, now)?;
                sent += 1;
            }
            Err(undelivered) => {
                let tries = own.tries + 1;
                let cause: String = undelivered
                    .cause
                    .chars()
                    .take(limits::CAUSE_CHARS_MAX)
                    .collect();
                if undelivered.for_good || tries >= limits::TRIES_MAX {
                    store.ended(own.id, &Ended::Failed { cause: &cause }, now)?;
                    continue;
                }
                let at = now + wait_seconds(tries, seed ^ own.id.unsigned_abs());
                store.ended(own.id, &Ended::Again { at, cause: &cause }, now)?;
                held_until = Some(at);
            }
        }
    }
    Ok(sent)
}

/// Seconds until the next try after so many: doubled each time up to a limit, and scattered by a
/// quarter either way, so that what failed together does not come back together.
pub fn wait_seconds(tries: u32, seed: u64) -> i64 {
    let doubled = limits::FIRST_WAIT << tries.saturating_sub(1).min(16);
    let wait = doubled.min(limits::LONGEST_WAIT);
    let scatter = wait / 4 * 2;
    let mut dice = SplitMix64::seed_from_u64(seed.wrapping_add(u64::from(tries) << 32));
    let drawn = dice.next_u64() % (scatter + 1);
    i64::try_from(wait - wait / 4 + drawn).unwrap_or(i64::MAX)
}
