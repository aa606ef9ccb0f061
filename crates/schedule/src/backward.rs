//! The backward pass: latest dates, floats, planned dates, and what set each.
//!
//! Goes from the last activity to the first and pulls, over each link out, the latest moment its
//! end may have; [`lag::before`] makes that exact. The same walk carries a second set of bounds,
//! from the successors' *planned* dates: they give free float, and the dates of what is planned
//! as late as possible.
//!
//! The columns hold latest dates as the pass needs them: the latest moment work may begin and the
//! moment it is then over. How they are shown where time off leaves a choice is decided when they
//! are read (`Columns::times`).

use crate::code;
use crate::forward::Early;
use crate::input::{Bound, Convention, Kind, Progress, StartLags};
use crate::lag;
use crate::network::{CONTINUOUS, Extra, Inner, Moment, PLAIN_OUT, SPAN, minute, moment};
use crate::result::Columns;
use calendar::Calendar;

/// Never binds: later than any moment accepted.
const FREE: Moment = Moment::MAX;

/// A moment after which something must not be, with its reason.
#[derive(Clone, Copy)]
struct Ceiling {
    at: Moment,
    driver: u32,
}

impl Ceiling {
    const NONE: Ceiling = Ceiling {
        at: FREE,
        driver: code::PROJECT_FINISH,
    };

    fn lower(&mut self, at: Moment, driver: u32) {
        if at < self.at {
            *self = Ceiling { at, driver };
        }
    }

    /// A link is a better reason than the mere end, so it also wins a tie.
    fn lower_by_link(&mut self, at: Moment, slot: u32) {
        if at < self.at || (at == self.at && code::is_bare(self.driver)) {
            *self = Ceiling { at, driver: slot };
        }
    }
}

/// The latest place of one activity.
#[derive(Clone, Copy)]
struct Place {
    /// Where its (remaining) work begins at the latest.
    begin: Moment,
    /// Where the work ends.
    finish: Moment,
    /// The latest moment the finish may be held open to; bounds predecessors.
    open_to: Moment,
    /// Rank of the latest finish in the activity's calendar.
    rank: i64,
    /// Whether the ceiling of the start, not that of the finish, sets it.
    by_start: bool,
}

/// The ends everything is worked back from.
#[derive(Clone, Copy)]
pub(crate) struct End {
    pub(crate) late: Moment,
    pub(crate) driver: u32,
    pub(crate) planned: Moment,
}

impl End {
    pub(crate) fn new(project_finish: Moment, required: Option<Moment>) -> End {
        End {
            late: required.unwrap_or(project_finish),
            driver: required.map_or(code::PROJECT_FINISH, |_| code::REQUIRED),
            planned: project_finish,
        }
    }
}

/// The pass over all activities. `FULL` keeps floats and reasons too.
pub(crate) fn pass<const FULL: bool>(
    inner: &Inner,
    early: Early,
    project_finish: Moment,
    required: Option<Moment>,
) -> Columns {
    let end = End::new(project_finish, required);
    let mut columns = columns::<FULL>(inner, early);
    // Late and early start side by side: both are wanted of every successor, and those lie
    // anywhere.
    let mut starts: Vec<(Moment, Moment)> = Vec::new();
    if FULL {
        starts = columns
            .early_start
            .iter()
            .map(|start| (0, *start))
            .collect();
    }
    for at in (0..inner.order.len()).rev() {
        if inner.flags[at] & PLAIN_OUT == 0 {
            special::<FULL>(inner, &mut columns, at, end);
        } else if FULL {
            plain::<FULL>(inner, &mut columns, at, end, |_, to| starts[to]);
        } else {
            plain::<FULL>(inner, &mut columns, at, end, |columns, to| {
                (columns.late_start[to], 0)
            });
        }
        if let Some(start) = starts.get_mut(at) {
            start.0 = columns.late_start[at];
        }
    }
    columns
}

/// Finds the late dates and floats of one activity again. Whether its late dates changed.
pub(crate) fn visit(inner: &Inner, columns: &mut Columns, at: usize, end: End) -> bool {
    let of = |columns: &Columns| {
        let open = columns.open_to.get(at).copied();
        (columns.late_start[at], columns.late_finish[at], open)
    };
    let before = of(columns);
    if inner.flags[at] & PLAIN_OUT != 0 {
        plain::<true>(inner, columns, at, end, |columns, to| {
            (columns.late_start[to], columns.early_start[to])
        });
    } else {
        special::<true>(inner, columns, at, end);
    }
    before != of(columns)
}

fn columns<const FULL: bool>(inner: &Inner, early: Early) -> Columns {
    let count = inner.order.len();
    let full = if FULL { count } else { 0 };
    let held = if inner.any_finish_tie { count } else { 0 };
    let planned = if inner.any_late {
        let dates = early
            .start
            .iter()
            .copied()
            .zip(early.finish.iter().copied());
        dates.collect()
    } else {
        Vec::new()
    };
    Columns {
        late_start: vec![0; count],
        late_finish: vec![0; count],
        open_to: vec![0; held],
        total_float: vec![0; full],
        free_float: vec![0; full],
        late_driver: vec![code::PROJECT_FINISH; full],
        planned,
        early_start: early.start,
        early_finish: early.finish,
        finish_rank: early.finish_rank,
        driver: early.driver,
        extra: early.extra,
    }
}

/// Plain links out, to activities that obey nothing of their own: the straight way. `starts` gives
/// the late and the early start of a successor.
#[inline]
fn plain<const FULL: bool>(
    inner: &Inner,
    columns: &mut Columns,
    at: usize,
    end: End,
    starts: impl Fn(&Columns, usize) -> (Moment, Moment),
) {
    let places = inner.places_out(at);
    let base = places.start as u32;
    let (mut late, mut driver, mut bare) = (end.late, u32::MAX, true);
    let mut next = end.planned;
    for (place, to) in (base..).zip(&inner.out_to[places]) {
        let (bound, start) = starts(columns, *to as usize);
        if FULL {
            if bound < late || (bare && bound == late) {
                (late, driver, bare) = (bound, place, false);
            }
            next = next.min(start);
        } else {
            late = late.min(bound);
        }
    }
    let work = inner.extent[at];
    let early = columns.early_finish[at];
    if inner.flags[at] & CONTINUOUS != 0 {
        columns.late_finish[at] = late;
        columns.late_start[at] = late.saturating_sub(work);
        if FULL {
            columns.total_float[at] = late.saturating_sub(early);
            columns.free_float[at] = next.saturating_sub(early).max(0);
        }
    } else {
        let calendar = inner.calendar_at(at);
        let (rank, finish) = calendar.rank_and_previous(minute(late));
        columns.late_finish[at] = moment(finish);
        columns.late_start[at] = moment(calendar.start_of_rank(rank - i64::from(work)));
        if FULL {
            let early_rank = i64::from(columns.finish_rank[at]);
            columns.total_float[at] = (rank - early_rank) as i32;
            // Most often a successor starts at once, and there is nothing to count.
            let free = next > early;
            columns.free_float[at] = if free {
                (calendar.rank(minute(next)) - early_rank).max(0) as i32
            } else {
                0
            };
        }
    }
    if let Some(open_to) = columns.open_to.get_mut(at) {
        *open_to = late;
    }
    if FULL {
        columns.late_driver[at] = if bare {
            end.driver
        } else {
            inner.out_slot[driver as usize]
        };
    }
}

/// Ceilings of the two ends: late, and from the successors' plans.
struct Ceilings {
    start: Ceiling,
    finish: Ceiling,
    planned_start: Moment,
    planned_finish: Moment,
}

/// Anything else.
fn special<const FULL: bool>(inner: &Inner, columns: &mut Columns, at: usize, end: End) {
    if inner.flags[at] & SPAN != 0 {
        return;
    }
    let extra = inner.extra_at(at);
    if extra.is_some_and(Extra::is_finished) {
        fixed::<FULL>(columns, at);
        if inner.convention == Convention::Primavera {
            // Bounds pass through what is over.
            let found = pull(inner, columns, at, end);
            let late = found.start.at.min(found.finish.at);
            (columns.late_start[at], columns.late_finish[at]) = (late, late);
            if let Some(open_to) = columns.open_to.get_mut(at) {
                *open_to = late;
            }
        }
        return;
    }
    let (work, begin) = match columns.extra.get(inner.extra[at] as usize) {
        Some(&(work, begin)) => (i64::from(work), begin),
        None => (i64::from(inner.extent[at]), columns.early_start[at]),
    };
    let mut ceilings = pull(inner, columns, at, end);
    let started = extra.is_some_and(Extra::is_started);
    if let Some(extra) = extra {
        lower_by_constraints(&mut ceilings, extra);
    }
    if started && inner.start_lags == StartLags::Actual {
        ceilings.start = Ceiling::NONE;
        ceilings.planned_start = FREE;
    }
    let calendar = inner.calendar_at(at);
    let late = match mandatory(extra) {
        Some(bound) => {
            ceilings.finish.driver = code::constraint(bound);
            stay(calendar, columns, at, begin)
        }
        None => {
            let kind = extra.map(|extra| extra.kind);
            let (start, finish) = (ceilings.start.at, ceilings.finish.at);
            match inner.convention {
                Convention::Exact => place(calendar, work, (start, finish), kind),
                Convention::Primavera => by_end_of_work(calendar, work, (start, finish), kind),
            }
        }
    };
    columns.late_start[at] = late.begin;
    columns.late_finish[at] = late.finish;
    if let Some(open_to) = columns.open_to.get_mut(at) {
        *open_to = late.open_to;
    }
    if FULL {
        columns.late_driver[at] = if late.by_start {
            ceilings.start.driver
        } else {
            ceilings.finish.driver
        };
    }
    floats::<FULL>(inner, columns, at, &ceilings, &late, work);
}

/// A fact: nothing can move it.
fn fixed<const FULL: bool>(columns: &mut Columns, at: usize) {
    columns.late_start[at] = columns.early_start[at];
    columns.late_finish[at] = columns.early_finish[at];
    if let Some(open_to) = columns.open_to.get_mut(at) {
        *open_to = columns.early_finish[at];
    }
    if FULL {
        columns.late_driver[at] = code::ACTUAL;
        columns.total_float[at] = 0;
        columns.free_float[at] = 0;
    }
}

/// The bound that fixes its dates whatever the links say.
fn mandatory(extra: Option<&Extra>) -> Option<Bound> {
    let extra = extra?;
    if extra.must_start.is_some() && !extra.is_started() {
        return Some(Bound::MustStart);
    }
    extra.must_finish.map(|_| Bound::MustFinish)
}

/// Late where it is early.
fn stay(calendar: &Calendar, columns: &Columns, at: usize, begin: Moment) -> Place {
    let finish = columns.early_finish[at];
    Place {
        begin,
        finish,
        open_to: finish,
        rank: calendar.rank(minute(finish)),
        by_start: false,
    }
}

/// Total and free float, and the plan of what is planned as late as possible.
fn floats<const FULL: bool>(
    inner: &Inner,
    columns: &mut Columns,
    at: usize,
    ceilings: &Ceilings,
    late: &Place,
    work: i64,
) {
    let extra = inner.extra_at(at);
    let calendar = inner.calendar_at(at);
    let as_late = extra.is_some_and(|extra| extra.as_late_as_possible && !extra.is_started());
    if !FULL && !as_late {
        return;
    }
    let early_rank = calendar.rank(minute(columns.early_finish[at]));
    let (start, finish) = (ceilings.planned_start, ceilings.planned_finish);
    let free = latest_rank(calendar, work, start, finish);
    let mut slip = (free - early_rank).max(0);
    if mandatory(extra).is_some() {
        slip = 0;
    }
    if let Some(extra) = extra.filter(|_| as_late && slip > 0)
        && plan_late(inner, columns, at, extra, ceilings)
    {
        slip = 0;
    }
    if FULL {
        let mut from = early_rank;
        if as_late && inner.convention == Convention::Primavera {
            from = calendar.rank(minute(columns.planned[at].1));
        }
        columns.total_float[at] = (late.rank - from) as i32;
        columns.free_float[at] = slip as i32;
    }
}

/// Plans an activity as late as its successors' plans and its own bounds allow. Whether that is
/// later than early.
fn plan_late(
    inner: &Inner,
    columns: &mut Columns,
    at: usize,
    extra: &Extra,
    ceilings: &Ceilings,
) -> bool {
    let start = extra.start_not_later.map_or(FREE, moment);
    let finish = extra.finish_not_later.map_or(FREE, moment);
    let (work, begin) = match columns.extra.get(inner.extra[at] as usize) {
        Some(&(work, begin)) => (i64::from(work), begin),
        None => (i64::from(inner.extent[at]), columns.early_start[at]),
    };
    let latest = place(
        inner.calendar_at(at),
        work,
        (
            ceilings.planned_start.min(start),
            ceilings.planned_finish.min(finish),
        ),
        Some(extra.kind),
    );
    if latest.begin <= begin {
        return false;
    }
    let mut planned = (latest.begin, latest.finish);
    if inner.convention == Convention::Primavera && extra.kind == Kind::StartMilestone {
        let next = inner.calendar_at(at).next_working(minute(latest.begin));
        planned = (moment(next), moment(next));
    }
    columns.planned[at] = planned;
    true
}

/// What the successors allow.
fn pull(inner: &Inner, columns: &Columns, at: usize, end: End) -> Ceilings {
    let mut found = Ceilings {
        start: Ceiling {
            at: FREE,
            driver: end.driver,
        },
        finish: Ceiling {
            at: end.late,
            driver: end.driver,
        },
        planned_start: FREE,
        planned_finish: end.planned,
    };
    let own = inner.extra_at(at);
    let begin = columns.begin(inner, at);
    for place in inner.places_out(at) {
        let (to, slot) = (inner.out_to[place] as usize, inner.out_slot[place]);
        let extra = inner.extra_at(to);
        if extra.is_some_and(Extra::is_finished) && inner.convention == Convention::Exact {
            continue;
        }
        let tie = &inner.ties[inner.in_tie[slot as usize] as usize];
        let to_start = tie.relation.to_start();
        // A lag that has run since the actual start is over; what remains is tied itself.
        let over = inner.start_lags == StartLags::Remaining
            && own
                .and_then(|own| own.actual_start)
                .is_some_and(|start| lag::after(inner, tie, moment(start)) <= begin);
        let (late, planned) = if inner.is_void(extra) {
            match extra.and_then(|extra| extra.actual_start) {
                Some(start) if inner.progress == Progress::ActualDates && to_start => {
                    (moment(start), FREE)
                }
                _ => continue,
            }
        } else {
            ends(inner, columns, to, to_start)
        };
        let bound = if over && !tie.relation.from_finish() && tie.relation.to_start() {
            late
        } else {
            lag::before(inner, tie, late)
        };
        let planned = if planned == FREE {
            FREE
        } else {
            lag::before(inner, tie, planned)
        };
        if tie.relation.from_finish() {
            found.finish.lower_by_link(bound, slot);
            found.planned_finish = found.planned_finish.min(planned);
        } else {
            found.start.lower_by_link(bound, slot);
            found.planned_start = found.planned_start.min(planned);
        }
    }
    found
}

/// The latest moment of the tied end of a successor, and the planned one.
fn ends(inner: &Inner, columns: &Columns, to: usize, to_start: bool) -> (Moment, Moment) {
    let planned = columns.planned.get(to);
    if to_start {
        let begin = match columns.extra.get(inner.extra[to] as usize) {
            Some((_, begin)) => *begin,
            None => columns.early_start[to],
        };
        let moved = planned.filter(|planned| planned.0 > columns.early_start[to]);
        let started = inner.extra_at(to).is_some_and(Extra::is_started);
        let planned = moved
            .filter(|_| !started)
            .map_or(begin, |planned| planned.0);
        // A mandatory date holds whatever the link says, so it leaves no room before it.
        return (columns.late_start[to], planned);
    }
    let open_to = columns.open_to.get(to);
    let late = open_to
        .filter(|_| inner.convention == Convention::Exact)
        .unwrap_or(&columns.late_finish[to]);
    let early = columns.early_finish[to];
    (*late, planned.map_or(early, |planned| planned.1))
}

fn lower_by_constraints(ceilings: &mut Ceilings, extra: &Extra) {
    if let Some(bound) = extra.finish_not_later {
        let driver = code::constraint(Bound::FinishNotLater);
        ceilings.finish.lower(moment(bound), driver);
    }
    if let Some(bound) = extra.start_not_later.filter(|_| !extra.is_started()) {
        let driver = code::constraint(Bound::StartNotLater);
        ceilings.start.lower(moment(bound), driver);
    }
}

/// The latest place under two ceilings.
fn place(
    calendar: &Calendar,
    work: i64,
    (start, finish): (Moment, Moment),
    kind: Option<Kind>,
) -> Place {
    let rank = latest_rank(calendar, work, start, finish);
    if work == 0 {
        let (bound, by_start) = (start.min(finish), start < finish);
        // A finish milestone falls where work ends.
        let touches = moment(calendar.start_of_rank(rank)) == bound;
        let at = if touches && kind != Some(Kind::FinishMilestone) {
            bound
        } else {
            moment(calendar.end_of_rank(rank))
        };
        return Place {
            begin: at,
            finish: at,
            open_to: at,
            rank,
            by_start,
        };
    }
    let by_start = start < FREE && rank < calendar.rank(minute(finish));
    Place {
        begin: moment(calendar.start_of_rank(rank - work)),
        finish: moment(calendar.end_of_rank(rank)),
        open_to: if by_start {
            finish.min(moment(calendar.start_of_rank(rank)))
        } else {
            finish
        },
        rank,
        by_start,
    }
}

/// The same as Primavera sees it: a start that has to come by time off has to come by the end of
/// work before it, Friday 17:00, which leaves Monday 08:00 open.
fn by_end_of_work(
    calendar: &Calendar,
    work: i64,
    (start, finish): (Moment, Moment),
    kind: Option<Kind>,
) -> Place {
    if work == 0 {
        let kind = kind.filter(|kind| *kind != Kind::Task);
        let kind = kind.unwrap_or(Kind::FinishMilestone);
        return place(calendar, work, (start, finish), Some(kind));
    }
    if start == FREE {
        return place(calendar, work, (start, finish), kind);
    }
    let (rank, end) = calendar.rank_and_previous(minute(start));
    let next = moment(calendar.start_of_rank(rank));
    let found = place(calendar, work, (next, finish), kind);
    if next > start && found.begin == next {
        return Place {
            begin: moment(end),
            ..found
        };
    }
    found
}

/// The rank of the latest finish under two ceilings.
fn latest_rank(calendar: &Calendar, work: i64, start: Moment, finish: Moment) -> i64 {
    if work == 0 {
        return calendar.rank(minute(start.min(finish)));
    }
    let by_finish = calendar.rank(minute(finish));
    if start == FREE {
        return by_finish;
    }
    // The last working minute that begins at or before the ceiling.
    let last = calendar.rank(minute(start.saturating_add(1))) - 1;
    by_finish.min(last + work)
}
