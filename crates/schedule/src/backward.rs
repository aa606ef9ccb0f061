//! The backward pass: latest dates, floats, planned dates, and what set each.
//!
//! Goes from the last activity to the first and pushes, over each link, the latest moment the
//! predecessor's end may have; [`lag::before`] makes that exact. The same walk carries a second
//! set of bounds, from the successors' *planned* dates: they give free float, and the dates of
//! what is planned as late as possible.

use crate::forward::Early;
use crate::input::{Bound, LinkId};
use crate::lag;
use crate::network::{Extra, Inner};
use crate::result::{Columns, LateDriver};
use calendar::{Calendar, Minute};

/// Never binds: later than any moment accepted.
const FREE: Minute = Minute(i64::MAX / 4);

/// Latest moments the two ends of each activity may have.
struct Ceilings {
    start: Vec<Minute>,
    finish: Vec<Minute>,
}

/// The latest place of one activity.
#[derive(Clone, Copy)]
struct Place {
    /// Where its (remaining) work begins at the latest.
    begin: Minute,
    /// The latest finish as shown: where the work ends.
    finish: Minute,
    /// The latest moment the finish may be held open to; bounds predecessors.
    open_to: Minute,
    /// Rank of the latest finish in the activity's calendar.
    finish_rank: i64,
    /// Whether the ceiling of the start, not that of the finish, sets it.
    by_start: bool,
}

pub(crate) fn pass(
    inner: &Inner,
    early: Early,
    project_finish: Minute,
    required: Option<Minute>,
) -> Columns {
    let count = inner.order.len();
    let Early {
        mut columns,
        work,
        finish_rank,
    } = early;
    let (end, end_driver) = match required {
        Some(required) => (required, LateDriver::Required),
        None => (project_finish, LateDriver::ProjectFinish),
    };
    columns.late_start = vec![end; count];
    columns.late_finish = vec![end; count];
    columns.total_float = vec![0; count];
    columns.free_float = vec![0; count];
    columns.late_driver = vec![end_driver; count];
    if inner.any_late {
        let early = columns
            .early_start
            .iter()
            .copied()
            .zip(columns.early_finish.iter().copied());
        columns.planned = early.collect();
    }
    let mut walk = Walk {
        inner,
        late: Ceilings {
            start: vec![FREE; count],
            finish: vec![end; count],
        },
        planned: Ceilings {
            start: vec![FREE; count],
            finish: vec![project_finish; count],
        },
        start_driver: vec![end_driver; count],
        columns,
    };
    for at in (0..count).rev() {
        walk.visit(at, work[at], finish_rank[at]);
    }
    walk.columns
}

struct Walk<'a> {
    inner: &'a Inner,
    late: Ceilings,
    planned: Ceilings,
    /// What set `late.start`; what set `late.finish` stands in `columns.late_driver`.
    start_driver: Vec<LateDriver>,
    columns: Columns,
}

impl Walk<'_> {
    fn visit(&mut self, at: usize, work: i64, early_rank: i64) {
        let extra = self.inner.extra_at(at);
        if let Some(Extra {
            actual_finish: Some(finish),
            ..
        }) = extra
        {
            self.columns.late_start[at] = self.columns.early_start[at];
            self.columns.late_finish[at] = *finish;
            self.columns.late_driver[at] = LateDriver::Actual;
            return;
        }
        let started = extra.is_some_and(|extra| extra.actual_start.is_some());
        if let Some(extra) = extra {
            self.lower_by_constraints(at, extra, started);
        }
        let calendar = self.inner.calendar_at(at);
        let (begin, finish) = (self.columns.begin[at], self.columns.early_finish[at]);
        let start_ceiling = if started { FREE } else { self.late.start[at] };
        let late = place(calendar, work, start_ceiling, self.late.finish[at]);
        if late.by_start {
            self.columns.late_driver[at] = self.start_driver[at];
        }
        let shown = show(work, &late, begin, finish, early_rank);
        self.columns.late_start[at] = if started {
            self.columns.early_start[at]
        } else {
            shown.0
        };
        self.columns.late_finish[at] = shown.1;
        self.columns.total_float[at] = late.finish_rank - early_rank;

        let start_ceiling = if started {
            FREE
        } else {
            self.planned.start[at]
        };
        let free = latest_rank(calendar, work, start_ceiling, self.planned.finish[at]);
        let slip = (free - early_rank).max(0);
        let moved = match extra {
            Some(extra) if extra.as_late_as_possible && !started && slip > 0 => {
                self.plan_late(at, extra, work)
            }
            _ => None,
        };
        self.columns.free_float[at] = if moved.is_some() { 0 } else { slip };
        self.push(at, &late, moved.unwrap_or((begin, finish)));
    }

    fn lower_by_constraints(&mut self, at: usize, extra: &Extra, started: bool) {
        if let Some(bound) = extra.finish_not_later
            && bound < self.late.finish[at]
        {
            self.late.finish[at] = bound;
            self.columns.late_driver[at] = LateDriver::Constraint(Bound::FinishNotLater);
        }
        if let Some(bound) = extra.start_not_later
            && !started
            && bound < self.late.start[at]
        {
            self.late.start[at] = bound;
            self.start_driver[at] = LateDriver::Constraint(Bound::StartNotLater);
        }
    }

    /// Plans an activity as late as its successors' plans and its own bounds allow, and gives
    /// start and finish if that is later than early.
    fn plan_late(&mut self, at: usize, extra: &Extra, work: i64) -> Option<(Minute, Minute)> {
        let start = self.planned.start[at].min(extra.start_not_later.unwrap_or(FREE));
        let end = self.planned.finish[at].min(extra.finish_not_later.unwrap_or(FREE));
        let latest = place(self.inner.calendar_at(at), work, start, end);
        if latest.begin <= self.columns.begin[at] {
            return None;
        }
        self.columns.planned[at] = (latest.begin, latest.finish);
        Some((latest.begin, latest.finish))
    }

    /// Hands the bounds on to the predecessors.
    fn push(&mut self, at: usize, late: &Place, planned: (Minute, Minute)) {
        for link in self.inner.links_into(at) {
            let from = link.from as usize;
            let (late_end, planned_end) = if link.relation.to_start() {
                (late.begin, planned.0)
            } else {
                (late.open_to, planned.1)
            };
            let late_bound = lag::before(self.inner, link, late_end);
            let planned_bound = lag::before(self.inner, link, planned_end);
            let driver = LateDriver::Link(LinkId(link.id));
            if link.relation.from_finish() {
                // A link is a better reason than the mere end, so it also wins a tie.
                if late_bound <= self.late.finish[from] {
                    self.late.finish[from] = late_bound;
                    self.columns.late_driver[from] = driver;
                }
                lower(&mut self.planned.finish[from], planned_bound);
            } else {
                if late_bound <= self.late.start[from] {
                    self.late.start[from] = late_bound;
                    self.start_driver[from] = driver;
                }
                lower(&mut self.planned.start[from], planned_bound);
            }
        }
    }
}

fn lower(ceiling: &mut Minute, bound: Minute) {
    *ceiling = bound.min(*ceiling);
}

/// The latest place under two ceilings.
fn place(calendar: &Calendar, work: i64, start: Minute, finish: Minute) -> Place {
    let finish_rank = latest_rank(calendar, work, start, finish);
    if work == 0 {
        let (bound, by_start) = (start.min(finish), start < finish);
        let touches = calendar.start_of_rank(finish_rank) == bound;
        let at = if touches {
            bound
        } else {
            calendar.end_of_rank(finish_rank)
        };
        return Place {
            begin: at,
            finish: at,
            open_to: at,
            finish_rank,
            by_start,
        };
    }
    let by_start = start < FREE && finish_rank < calendar.rank(finish);
    Place {
        begin: calendar.start_of_rank(finish_rank - work),
        finish: calendar.end_of_rank(finish_rank),
        open_to: if by_start {
            finish.min(calendar.start_of_rank(finish_rank))
        } else {
            finish
        },
        finish_rank,
        by_start,
    }
}

/// The rank of the latest finish under two ceilings.
fn latest_rank(calendar: &Calendar, work: i64, start: Minute, finish: Minute) -> i64 {
    if work == 0 {
        return calendar.rank(start.min(finish));
    }
    let by_finish = calendar.rank(finish);
    if start >= FREE {
        return by_finish;
    }
    // The last working minute that begins at or before the ceiling.
    by_finish.min(calendar.rank(Minute(start.0 + 1)) - 1 + work)
}

/// Latest start and finish as shown: over time off between shifts, where "latest" could be said
/// in several ways, the way the early dates say it.
fn show(
    work: i64,
    late: &Place,
    early_begin: Minute,
    early_finish: Minute,
    early_rank: i64,
) -> (Minute, Minute) {
    if work == 0 {
        let same = early_begin <= late.begin && early_rank == late.finish_rank;
        return if same {
            (early_begin, early_finish)
        } else {
            (late.begin, late.finish)
        };
    }
    let held_open = early_finish > late.finish && early_finish <= late.open_to;
    (
        late.begin,
        if held_open { early_finish } else { late.finish },
    )
}
