//! The forward pass: earliest dates, and what set each.
//!
//! An activity starts at the first working moment from which nothing holds it, works its duration
//! without a break of its own, and finishes when the work is over; a finish-to-finish link or
//! finish constraint may hold the finish open over time off. A milestone stays at the
//! moment that set it if work touches that moment, and waits for the next working moment if not.

use crate::input::Bound;
use crate::lag;
use crate::network::{Extra, Inner};
use crate::result::{Columns, Driver};
use calendar::{Calendar, Minute};

/// Earliest dates, and what the backward pass needs of them.
pub(crate) struct Early {
    pub(crate) columns: Columns,
    /// Working minutes still to do, by position.
    pub(crate) work: Vec<i64>,
    /// Rank of the early finish in the activity's calendar, by position.
    pub(crate) finish_rank: Vec<i64>,
}

/// A moment before which something must not be, with its reason.
#[derive(Clone, Copy)]
struct Floor {
    at: Minute,
    driver: Driver,
}

impl Floor {
    fn raise(&mut self, at: Minute, driver: Driver) {
        if at > self.at {
            *self = Floor { at, driver };
        }
    }

    /// A link is a better reason than the mere start, so it also wins a tie against that.
    fn raise_by_link(&mut self, at: Minute, driver: Driver) {
        let bare = matches!(self.driver, Driver::ProjectStart | Driver::DataDate);
        if at > self.at || (at == self.at && bare) {
            *self = Floor { at, driver };
        }
    }
}

/// Never binds: earlier than any moment accepted.
const NO_FLOOR: Floor = Floor {
    at: Minute(i64::MIN),
    driver: Driver::ProjectStart,
};

/// Dates found for one activity.
struct Found {
    start: Minute,
    begin: Minute,
    finish: Minute,
    finish_rank: i64,
    work: i64,
    driver: Driver,
}

pub(crate) fn pass(inner: &Inner, data_date: Option<Minute>) -> Early {
    let count = inner.order.len();
    let mut columns = Columns {
        early_start: Vec::with_capacity(count),
        early_finish: Vec::with_capacity(count),
        begin: Vec::with_capacity(count),
        driver: Vec::with_capacity(count),
        ..Columns::default()
    };
    let mut work = Vec::with_capacity(count);
    let mut finish_rank = Vec::with_capacity(count);
    for at in 0..count {
        let found = match inner.extra_at(at) {
            Some(extra) => with_extra(inner, &columns, at, extra, data_date),
            None => plain(inner, &columns, at, data_date),
        };
        columns.early_start.push(found.start);
        columns.early_finish.push(found.finish);
        columns.begin.push(found.begin);
        columns.driver.push(found.driver);
        work.push(found.work);
        finish_rank.push(found.finish_rank);
    }
    Early {
        columns,
        work,
        finish_rank,
    }
}

fn plain(inner: &Inner, columns: &Columns, at: usize, data_date: Option<Minute>) -> Found {
    let (mut start, mut finish) = (first_floor(inner, data_date), NO_FLOOR);
    raise_by_links(inner, columns, at, &mut start, &mut finish);
    place(inner.calendar_at(at), inner.duration[at], start, finish)
}

fn with_extra(
    inner: &Inner,
    columns: &Columns,
    at: usize,
    extra: &Extra,
    data_date: Option<Minute>,
) -> Found {
    let (calendar, duration) = (inner.calendar_at(at), inner.duration[at]);
    if let (Some(start), Some(finish)) = (extra.actual_start, extra.actual_finish) {
        return Found {
            start,
            begin: finish,
            finish,
            finish_rank: 0,
            work: 0,
            driver: Driver::Actual,
        };
    }
    let mut finish = NO_FLOOR;
    if let Some(bound) = extra.finish_not_earlier {
        finish.raise(bound, Driver::Constraint(Bound::FinishNotEarlier));
    }
    if let Some(actual) = extra.actual_start {
        let mut begin = Floor {
            at: actual,
            driver: Driver::Actual,
        };
        if let Some(data_date) = data_date {
            begin.raise(data_date, Driver::DataDate);
        }
        let done = calendar.working_minutes_between(actual, begin.at);
        let work = extra.remaining.unwrap_or_else(|| (duration - done).max(0));
        raise_by_links(inner, columns, at, &mut begin, &mut finish);
        return Found {
            start: actual,
            ..place(calendar, work, begin, finish)
        };
    }
    let mut start = first_floor(inner, data_date);
    if let Some(bound) = extra.start_not_earlier {
        start.raise(bound, Driver::Constraint(Bound::StartNotEarlier));
    }
    raise_by_links(inner, columns, at, &mut start, &mut finish);
    place(calendar, duration, start, finish)
}

fn first_floor(inner: &Inner, data_date: Option<Minute>) -> Floor {
    let mut floor = Floor {
        at: inner.project_start,
        driver: Driver::ProjectStart,
    };
    if let Some(data_date) = data_date {
        floor.raise(data_date, Driver::DataDate);
    }
    floor
}

fn raise_by_links(
    inner: &Inner,
    columns: &Columns,
    at: usize,
    start: &mut Floor,
    finish: &mut Floor,
) {
    for link in inner.links_into(at) {
        let from = link.from as usize;
        let ends = if link.relation.from_finish() {
            &columns.early_finish
        } else {
            &columns.early_start
        };
        let bound = lag::after(inner, link, ends[from]);
        let driver = Driver::Link(crate::input::LinkId(link.id));
        if link.relation.to_start() {
            start.raise_by_link(bound, driver);
        } else {
            finish.raise_by_link(bound, driver);
        }
    }
}

fn place(calendar: &Calendar, work: i64, start: Floor, finish: Floor) -> Found {
    if work == 0 {
        let later = if finish.at > start.at { finish } else { start };
        let rank = calendar.rank(later.at);
        // The first moment from there on that work touches, just after it or just before it.
        let touches = calendar.end_of_rank(rank) == later.at;
        let at = if touches {
            later.at
        } else {
            calendar.start_of_rank(rank)
        };
        let driver = later.driver;
        return Found {
            start: at,
            begin: at,
            finish: at,
            finish_rank: rank,
            work,
            driver,
        };
    }
    let (mut rank, mut driver) = (calendar.rank(start.at), start.driver);
    if finish.at > start.at {
        let needed = calendar.rank(finish.at) - work;
        if needed > rank {
            (rank, driver) = (needed, finish.driver);
        }
    }
    let begin = calendar.start_of_rank(rank);
    let mut end = calendar.end_of_rank(rank + work);
    if finish.at > end {
        // Held open over time off: the rank stays.
        (end, driver) = (finish.at, finish.driver);
    }
    Found {
        start: begin,
        begin,
        finish: end,
        finish_rank: rank + work,
        work,
        driver,
    }
}
