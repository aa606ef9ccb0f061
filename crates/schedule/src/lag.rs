//! Crossing a link: the moment a lag is over, and back.
//!
//! Promises: [`after`] never falls when its moment rises, and [`before`] is its exact inverse:
//! `before(b)` is the latest moment `t` with `after(t) <= b`. That is what makes late dates the
//! mirror of early ones over any mixture of calendars.

use crate::network::{ELAPSED, Inner, LinkRow};
use calendar::Minute;

/// The earliest moment at which the lag that begins at `at` is over.
pub(crate) fn after(inner: &Inner, link: &LinkRow, at: Minute) -> Minute {
    let lag = i64::from(link.lag);
    if lag == 0 {
        return at;
    }
    if link.calendar == ELAPSED {
        return Minute(at.0 + lag);
    }
    let calendar = &inner.calendars[link.calendar as usize];
    calendar.end_of_rank(calendar.rank(at) + lag)
}

/// The latest moment whose lag is over by `bound`.
pub(crate) fn before(inner: &Inner, link: &LinkRow, bound: Minute) -> Minute {
    let lag = i64::from(link.lag);
    if lag == 0 {
        return bound;
    }
    if link.calendar == ELAPSED {
        return Minute(bound.0 - lag);
    }
    let calendar = &inner.calendars[link.calendar as usize];
    calendar.start_of_rank(calendar.rank(bound) - lag)
}
