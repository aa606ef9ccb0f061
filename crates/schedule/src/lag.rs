//! Crossing a link: the moment a lag is over, and back.
//!
//! Promises: [`after`] never falls when its moment rises, and [`before`] is its exact inverse:
//! `before(b)` is the latest moment `t` with `after(t) <= b`. That is what makes late dates the
//! mirror of early ones over any mixture of calendars.

use crate::network::{ELAPSED, Inner, Moment, Tie, minute, moment};

/// The earliest moment at which the lag that begins at `at` is over.
#[inline]
pub(crate) fn after(inner: &Inner, tie: &Tie, at: Moment) -> Moment {
    if tie.lag == 0 {
        return at;
    }
    if tie.calendar == ELAPSED {
        return at.saturating_add(tie.lag);
    }
    let calendar = &inner.calendars[tie.calendar as usize];
    moment(calendar.end_of_rank(calendar.rank(minute(at)) + i64::from(tie.lag)))
}

/// The latest moment whose lag is over by `bound`.
#[inline]
pub(crate) fn before(inner: &Inner, tie: &Tie, bound: Moment) -> Moment {
    if tie.lag == 0 {
        return bound;
    }
    if tie.calendar == ELAPSED {
        return bound.saturating_sub(tie.lag);
    }
    let calendar = &inner.calendars[tie.calendar as usize];
    moment(calendar.start_of_rank(calendar.rank(minute(bound)) - i64::from(tie.lag)))
}
