//! The forward pass: earliest dates, and what set each.
//!
//! An activity starts at the first working moment from which nothing holds it, works its duration
//! without a break of its own, and finishes when the work is over; a finish-to-finish link or
//! finish constraint may hold the finish open over time off. A milestone stays at the
//! moment that set it if work touches that moment, and waits for the next working moment if not.

use crate::code;
use crate::input::{Bound, Convention, Kind, Progress, StartLags};
use crate::lag;
use crate::network::{CONTINUOUS, Extra, Inner, Moment, PLAIN_IN, SPAN, Tie, minute, moment};
use crate::result::Columns;
use calendar::{Calendar, Minute};

/// Earliest dates, before anything is worked back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Early {
    pub(crate) start: Vec<Moment>,
    pub(crate) finish: Vec<Moment>,
    /// Rank of the early finish in the activity's calendar; the finish itself if that calendar
    /// works around the clock.
    pub(crate) finish_rank: Vec<i32>,
    /// See [`code`]; empty if not asked for.
    pub(crate) driver: Vec<u32>,
    /// Working minutes still to do, and where they begin, of the activities with an extra.
    pub(crate) extra: Vec<(i32, Moment)>,
}

/// A moment before which something must not be, with its reason.
#[derive(Clone, Copy)]
struct Floor {
    at: Moment,
    driver: u32,
}

impl Floor {
    fn raise(&mut self, at: Moment, driver: u32) {
        if at > self.at {
            *self = Floor { at, driver };
        }
    }

    /// A link is a better reason than the mere start, so it also wins a tie against that.
    fn raise_by_link(&mut self, at: Moment, slot: u32) {
        if at > self.at || (at == self.at && code::is_bare(self.driver)) {
            *self = Floor { at, driver: slot };
        }
    }
}

/// Never binds: earlier than any moment accepted.
const NO_FLOOR: Floor = Floor {
    at: Moment::MIN,
    driver: code::PROJECT_START,
};

/// Dates found for one activity.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) start: Moment,
    pub(crate) begin: Moment,
    pub(crate) finish: Moment,
    pub(crate) finish_rank: i32,
    pub(crate) work: i32,
    pub(crate) driver: u32,
}

impl Early {
    /// The latest early finish; the start of the project, if there is no activity.
    pub(crate) fn project_finish(&self, inner: &Inner) -> Moment {
        let finishes = self.finish.iter().copied();
        let last = if inner.spans.is_empty() {
            finishes.max()
        } else {
            let real = finishes
                .zip(&inner.flags)
                .filter(|(_, flags)| *flags & SPAN == 0);
            real.map(|(finish, _)| finish).max()
        };
        last.unwrap_or_else(|| moment(inner.project_start))
    }
}

/// What every activity not started waits for.
pub(crate) fn first_floor(inner: &Inner, data_date: Option<Minute>) -> (Moment, u32) {
    let start = moment(inner.project_start);
    match data_date.map(moment) {
        Some(at) if at > start => (at, code::DATA_DATE),
        _ => (start, code::PROJECT_START),
    }
}

/// The pass over all activities. `FULL` keeps the reasons too.
pub(crate) fn pass<const FULL: bool>(inner: &Inner, data_date: Option<Minute>) -> Early {
    let count = inner.order.len();
    let mut early = Early {
        start: Vec::with_capacity(count),
        finish: Vec::with_capacity(count),
        finish_rank: Vec::with_capacity(if FULL { count } else { 0 }),
        driver: Vec::with_capacity(if FULL { count } else { 0 }),
        extra: vec![(0, 0); inner.extras.len()],
    };
    let first = first_floor(inner, data_date);
    for at in 0..count {
        let found = if inner.flags[at] & PLAIN_IN != 0 {
            plain::<FULL>(inner, &early.finish, at, first)
        } else {
            let known = Columnar {
                inner,
                starts: &early.start,
                finishes: &early.finish,
                extra: &early.extra,
            };
            special(inner, &known, at, data_date, Planned::of(inner, at))
        };
        early.start.push(found.start);
        early.finish.push(found.finish);
        if FULL {
            early.finish_rank.push(found.finish_rank);
            early.driver.push(found.driver);
        }
        if let Some(extra) = early.extra.get_mut(inner.extra[at] as usize) {
            *extra = (found.work, found.begin);
        }
    }
    early
}

/// Finds the dates of one activity again from columns that hold those of its predecessors.
pub(crate) fn visit(
    inner: &Inner,
    columns: &Columns,
    at: usize,
    data_date: Option<Minute>,
) -> Found {
    if inner.flags[at] & PLAIN_IN != 0 {
        let first = first_floor(inner, data_date);
        plain::<true>(inner, &columns.early_finish, at, first)
    } else {
        let known = Columnar {
            inner,
            starts: &columns.early_start,
            finishes: &columns.early_finish,
            extra: &columns.extra,
        };
        special(inner, &known, at, data_date, Planned::of(inner, at))
    }
}

/// Writes what was found. Whether anything changed.
pub(crate) fn store(inner: &Inner, columns: &mut Columns, at: usize, found: &Found) -> bool {
    let mut changed = columns.early_start[at] != found.start
        || columns.early_finish[at] != found.finish
        || columns.finish_rank[at] != found.finish_rank;
    columns.early_start[at] = found.start;
    columns.early_finish[at] = found.finish;
    columns.finish_rank[at] = found.finish_rank;
    columns.driver[at] = found.driver;
    if let Some(extra) = columns.extra.get_mut(inner.extra[at] as usize) {
        changed |= *extra != (found.work, found.begin);
        *extra = (found.work, found.begin);
    }
    changed
}

/// Plain links only, nothing of its own: the straight way.
#[inline]
fn plain<const FULL: bool>(
    inner: &Inner,
    finish: &[Moment],
    at: usize,
    (mut floor, mut driver): (Moment, u32),
) -> Found {
    let slots = inner.slots_in(at);
    let base = slots.start as u32;
    let mut bare = true;
    for (slot, from) in (base..).zip(&inner.in_from[slots]) {
        let bound = finish[*from as usize];
        if FULL {
            if bound > floor || (bare && bound == floor) {
                (floor, driver, bare) = (bound, slot, false);
            }
        } else {
            floor = floor.max(bound);
        }
    }
    let work = inner.extent[at];
    if inner.flags[at] & CONTINUOUS != 0 {
        let end = floor.saturating_add(work);
        return Found {
            start: floor,
            begin: floor,
            finish: end,
            finish_rank: end,
            work,
            driver,
        };
    }
    let calendar = inner.calendar_at(at);
    let (rank, start) = calendar.rank_and_next(minute(floor));
    let rank = rank + i64::from(work);
    let (start, end) = (moment(start), moment(calendar.end_of_rank(rank)));
    Found {
        start,
        begin: start,
        finish: end,
        finish_rank: rank as i32,
        work,
        driver,
    }
}

/// Early dates found so far.
pub(crate) trait Known {
    /// Early start of an activity already visited.
    fn start(&self, at: usize) -> Moment;
    /// Its early finish.
    fn finish(&self, at: usize) -> Moment;
    /// Where the work still to do begins, of an activity with an extra.
    fn begin(&self, at: usize) -> Option<Moment>;
    /// How the link in a slot ties its ends.
    fn tie(&self, inner: &Inner, slot: usize) -> Tie {
        inner.ties[inner.in_tie[slot] as usize]
    }

    /// When the lag of the link in a slot is over.
    fn after(&self, inner: &Inner, slot: usize) -> Moment {
        let from = inner.in_from[slot] as usize;
        let tie = &self.tie(inner, slot);
        let from_finish = tie.relation.from_finish();
        let end = if from_finish {
            self.finish(from)
        } else {
            self.start(from)
        };
        let bound = lag::after(inner, tie, end);
        match self.begin(from) {
            None => bound,
            Some(begin) => {
                let extra = inner.extra_at(from);
                let held = extra.is_some_and(Extra::is_finished);
                // What is over may still wait for its own links, and what waits for it with it.
                if held && begin > self.finish(from) {
                    return lag::after(inner, tie, begin);
                }
                let remaining = inner.start_lags == StartLags::Remaining;
                let started = extra.is_some_and(Extra::is_started);
                if remaining && !from_finish && started && !held {
                    return bound.max(begin);
                }
                bound
            }
        }
    }
}

/// The same, from columns by position.
struct Columnar<'a> {
    inner: &'a Inner,
    starts: &'a [Moment],
    finishes: &'a [Moment],
    extra: &'a [(i32, Moment)],
}

impl Known for Columnar<'_> {
    fn start(&self, at: usize) -> Moment {
        self.starts[at]
    }

    fn finish(&self, at: usize) -> Moment {
        self.finishes[at]
    }

    fn begin(&self, at: usize) -> Option<Moment> {
        let extra = self.extra.get(self.inner.extra[at] as usize);
        extra.map(|(_, begin)| *begin)
    }
}

/// How much work an activity is taken to be.
#[derive(Clone, Copy)]
pub(crate) struct Planned {
    /// Working minutes from its first to its last.
    pub(crate) extent: i64,
    /// Of what has started: working minutes still to do, if said.
    pub(crate) remaining: Option<i64>,
}

impl Planned {
    pub(crate) fn of(inner: &Inner, at: usize) -> Planned {
        Planned {
            extent: i64::from(inner.extent[at]),
            remaining: inner.extra_at(at).and_then(|extra| extra.remaining),
        }
    }
}

/// Anything else.
pub(crate) fn special<K: Known>(
    inner: &Inner,
    known: &K,
    at: usize,
    data_date: Option<Minute>,
    planned: Planned,
) -> Found {
    let (start, driver) = first_floor(inner, data_date);
    let mut start = Floor { at: start, driver };
    let mut finish = NO_FLOOR;
    let place_in = Place {
        calendar: inner.calendar_at(at),
        continuous: inner.flags[at] & CONTINUOUS != 0,
    };
    let Some(extra) = inner.extra_at(at) else {
        raise_by_links(inner, known, at, &mut start, &mut finish);
        return place_in.place(planned.extent, start, finish, Kind::Task);
    };
    if let (Some(begun), Some(finish)) = (extra.actual_start, extra.actual_finish) {
        let mut begin = moment(finish);
        if inner.convention == Convention::Primavera && inner.progress == Progress::RetainedLogic {
            let mut end = NO_FLOOR;
            let now = start.at;
            raise_by_links(inner, known, at, &mut start, &mut end);
            let held = start.at.max(end.at);
            if held > now && held > begin {
                begin = moment(place_in.calendar.rank_and_next(minute(held)).1);
                begin = begin.max(held);
            }
        }
        return Found {
            start: moment(begun),
            begin,
            finish: moment(finish),
            finish_rank: 0,
            work: 0,
            driver: code::ACTUAL,
        };
    }
    if let Some(bound) = extra.finish_not_earlier {
        // A milestone falls on the bound itself; work ends at the last working moment before.
        let bound = match planned.extent {
            0 => bound,
            _ => place_in.calendar.previous_working(bound),
        };
        finish.raise(moment(bound), code::constraint(Bound::FinishNotEarlier));
    }
    let mut work = planned.extent;
    if let Some(actual) = extra.actual_start {
        start = resumed(extra, actual, data_date);
        let done = || done(extra, place_in.calendar, minute(start.at));
        work = planned.remaining.unwrap_or_else(|| (work - done()).max(0));
    } else if let Some(bound) = extra.start_not_earlier {
        start.raise(moment(bound), code::constraint(Bound::StartNotEarlier));
    }
    if !inner.is_void(Some(extra)) && !extra.is_mandatory() {
        raise_by_links(inner, known, at, &mut start, &mut finish);
    }
    let mut found = place_in.bound(extra, work, start, finish);
    if let Some(actual) = extra.actual_start {
        found.start = moment(actual);
    }
    found
}

/// Where what remains of a started activity may begin, links apart.
fn resumed(extra: &Extra, actual: Minute, data_date: Option<Minute>) -> Floor {
    let mut begin = Floor {
        at: moment(actual),
        driver: code::ACTUAL,
    };
    if let Some(data_date) = data_date {
        begin.raise(moment(data_date), code::DATA_DATE);
    }
    if let Some(resume) = extra.resume {
        begin.raise(moment(resume), code::constraint(Bound::Resume));
    }
    begin
}

/// Working minutes that a started activity has had by now.
fn done(extra: &Extra, calendar: &Calendar, now: Minute) -> i64 {
    let until = extra.suspended.map_or(now, |suspended| suspended.min(now));
    extra.actual_start.map_or(0, |start| {
        calendar.working_minutes_between(start, until.max(start))
    })
}

fn raise_by_links<K: Known>(
    inner: &Inner,
    known: &K,
    at: usize,
    start: &mut Floor,
    finish: &mut Floor,
) {
    for slot in inner.slots_in(at) {
        let bound = known.after(inner, slot);
        let tie = &inner.ties[inner.in_tie[slot] as usize];
        if tie.relation.to_start() {
            start.raise_by_link(bound, slot as u32);
        } else {
            finish.raise_by_link(bound, slot as u32);
        }
    }
}

/// Puts work into a calendar.
struct Place<'a> {
    calendar: &'a Calendar,
    continuous: bool,
}

impl Place<'_> {
    /// Rank as the columns hold it.
    fn rank(&self, rank: i64) -> i32 {
        if self.continuous {
            moment(self.calendar.start_of_rank(rank))
        } else {
            rank as i32
        }
    }

    /// With mandatory dates and expected finish.
    fn bound(&self, extra: &Extra, work: i64, start: Floor, finish: Floor) -> Found {
        if let Some(at) = extra.must_start.filter(|_| !extra.is_started()) {
            let floor = Floor {
                at: moment(at),
                driver: code::constraint(Bound::MustStart),
            };
            return self.place(work, floor, NO_FLOOR, extra.kind);
        }
        if let Some(at) = extra.must_finish {
            let driver = code::constraint(Bound::MustFinish);
            let rank = self.calendar.rank(at) - work;
            let begin = self.calendar.start_of_rank(rank);
            let finish = self.calendar.end_of_rank(rank + work);
            return Found {
                start: moment(if work == 0 { finish } else { begin }),
                begin: moment(if work == 0 { finish } else { begin }),
                finish: moment(finish),
                finish_rank: self.rank(rank + work),
                work: work as i32,
                driver,
            };
        }
        if let Some(at) = extra.expected_finish {
            let rank = self.calendar.rank(minute(start.at));
            let stretched = self.calendar.rank(at) - rank;
            // What cannot even begin before keeps its duration.
            if stretched > 0 {
                return self.place(stretched, start, NO_FLOOR, extra.kind);
            }
        }
        self.place(work, start, finish, extra.kind)
    }

    fn place(&self, work: i64, start: Floor, finish: Floor, kind: Kind) -> Found {
        let calendar = self.calendar;
        if work == 0 {
            return self.milestone(if finish.at > start.at { finish } else { start }, kind);
        }
        let (rank, next) = calendar.rank_and_next(minute(start.at));
        let (mut rank, mut begin, mut driver) = (rank, next, start.driver);
        if finish.at > start.at {
            let needed = calendar.rank(minute(finish.at)) - work;
            if needed > rank {
                (rank, driver) = (needed, finish.driver);
                begin = calendar.start_of_rank(rank);
            }
        }
        let mut end = moment(calendar.end_of_rank(rank + work));
        if finish.at > end {
            // Held open over time off: the rank stays.
            (end, driver) = (finish.at, finish.driver);
        }
        Found {
            start: moment(begin),
            begin: moment(begin),
            finish: end,
            finish_rank: self.rank(rank + work),
            work: work as i32,
            driver,
        }
    }

    fn milestone(&self, floor: Floor, kind: Kind) -> Found {
        let (rank, next) = self.calendar.rank_and_next(minute(floor.at));
        // The first moment from there on that work touches, just after it or just before it; a
        // start milestone falls where work begins.
        let touches = moment(self.calendar.end_of_rank(rank)) == floor.at;
        let at = if touches && kind != Kind::StartMilestone {
            floor.at
        } else {
            moment(next)
        };
        Found {
            start: at,
            begin: at,
            finish: at,
            finish_rank: self.rank(rank),
            work: 0,
            driver: floor.driver,
        }
    }
}
