//! The two tasks beside all requests: one looks what is to go out when the record grew or time
//! went on, one sends. Neither holds a place that a request waits for.

use std::collections::BTreeSet;
use std::sync::Arc;

use courier::{Carrier, Recipient, Store, StoreError, Wire, deliver};
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::timeout;

use super::addressees::{Addressed, Addressees};
use crate::app::App;
use crate::limits;

/// Starts both tasks.
pub(crate) fn start(app: &Arc<App>) -> [JoinHandle<()>; 2] {
    [
        tokio::spawn(look_on(Arc::clone(app))),
        tokio::spawn(send_on(Arc::clone(app))),
    ]
}

/// The time where the zone is.
pub(crate) fn now() -> DateTime {
    let beijing = TimeZone::fixed(Offset::constant(8));
    jiff::Timestamp::now().to_zoned(beijing).datetime()
}

async fn look_on(app: Arc<App>) {
    let mut head = app.live.subscribe();
    loop {
        let looked = Arc::clone(&app);
        let put = spawn_blocking(move || look(&looked, now())).await;
        match put {
            Ok(Ok(0)) => {}
            Ok(Ok(_)) => app.notices.posted.notify_one(),
            Ok(Err(cause)) => tracing::error!(%cause, "notices could not be put on their way"),
            Err(bug) => tracing::error!(%bug, "looking for notices failed"),
        }
        // A month's import is many records: they are told together.
        tokio::time::sleep(limits::NOTICE_PAUSE).await;
        let woken = timeout(limits::NOTICE_LOOK, head.changed()).await;
        drop(woken);
    }
}

async fn send_on(app: Arc<App>) {
    loop {
        let sending = Arc::clone(&app);
        let sent = spawn_blocking(move || send(&sending.notices.store)).await;
        match sent {
            Ok(Ok(())) => {}
            Ok(Err(cause)) => tracing::error!(%cause, "the outbox failed"),
            Err(bug) => tracing::error!(%bug, "sending failed"),
        }
        let woken = timeout(limits::NOTICE_LOOK, app.notices.posted.notified()).await;
        drop(woken);
    }
}

fn send(store: &Store) -> Result<(), StoreError> {
    let wire = Wire::new(store)?;
    let carrier: &dyn Carrier = &wire;
    let at = jiff::Timestamp::now();
    let seed = at.as_nanosecond().unsigned_abs();
    // Scatter alone depends on the seed; the low half changes most.
    let seed = u64::try_from(seed & u128::from(u64::MAX)).unwrap_or(0);
    deliver(store, carrier, at.as_second(), seed)?;
    Ok(())
}

/// Puts on its way what is to go out at a moment; answers with how many notices that were.
pub(crate) fn look(app: &App, now: DateTime) -> Result<usize, String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let seen = app.host.now(now.date()).map_err(|error| told(&error))?;
    if !seen.zone.is_founded() {
        return Ok(0);
    }
    let store = &app.notices.store;
    let failed = |error: StoreError| told(&error);
    let addressees = Addressees {
        host: &app.host,
        accounts: &app.accounts,
        notices: &app.notices,
        seen: &seen,
        now,
    };
    let mut count = 0;
    let put = &mut |to: &Recipient<'_>, of: &Addressed<'_>| {
        count += addressees.put(to, of)?;
        Ok(())
    };
    addressees.each(put).map_err(failed)?;
    if app.notices.is_new_day(now.date()) {
        let found = app.notices.occasions(&seen, now.date());
        let current: BTreeSet<&str> = found.iter().map(|own| own.key.as_str()).collect();
        let at = courier::seconds_of(now);
        store.forget_old(&current, at).map_err(failed)?;
    }
    Ok(count)
}
