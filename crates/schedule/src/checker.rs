//! An independent judge of schedules.
//!
//! Takes the input as the caller gave it and a finished [`Schedule`], and lists every violation.
//! Promises: shares no code with the passes (it uses the calendar, and works out lags in its own
//! way); never stops at the first violation. Deliberately does not judge whether early dates are
//! as early as can be: tests compare that with a brute-force search.

use crate::build::NetworkBuilder;
use crate::input::{Activity, ActivityId, Bound, Key, Lag, Link, LinkId, Relation};
use crate::result::{Schedule, Times};
use calendar::{Calendar, Minute};

#[cfg(test)]
mod tests;

/// Which dates of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dates {
    /// The earliest.
    Early,
    /// The planned.
    Planned,
    /// The latest.
    Late,
}

/// Something wrong with a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Violation {
    /// A link does not hold.
    Relation {
        /// The link.
        link: LinkId,
        /// Between which dates.
        dates: Dates,
    },
    /// A constraint does not hold where it must.
    Constraint {
        /// The activity.
        activity: ActivityId,
        /// Which constraint.
        bound: Bound,
        /// In which dates.
        dates: Dates,
    },
    /// Work begins where the calendar has none.
    StartInTimeOff {
        /// The activity.
        activity: ActivityId,
        /// In which dates.
        dates: Dates,
    },
    /// Between start and finish lies more or less work than the duration.
    Duration {
        /// The activity.
        activity: ActivityId,
        /// In which dates.
        dates: Dates,
    },
    /// A fact has been changed.
    ActualMoved {
        /// The activity.
        activity: ActivityId,
        /// In which dates.
        dates: Dates,
    },
    /// Work not started is planned before the project start or the data date.
    TooEarly {
        /// The activity.
        activity: ActivityId,
    },
    /// A late finish lies beyond the required date or the project finish.
    BeyondEnd {
        /// The activity.
        activity: ActivityId,
    },
    /// Total float or the critical flag does not go with the dates.
    TotalFloat {
        /// The activity.
        activity: ActivityId,
    },
    /// Using the free float would move a successor.
    FreeFloat {
        /// The activity.
        activity: ActivityId,
        /// The link that would break.
        link: LinkId,
    },
}

/// Everything wrong with a schedule of this input.
///
/// # Panics
/// If the schedule belongs to another input (unknown ids).
pub fn check(input: &NetworkBuilder, schedule: &Schedule) -> Vec<Violation> {
    let mut judge = Judge {
        input,
        schedule,
        found: Vec::new(),
    };
    for (at, activity) in input.activities.iter().enumerate() {
        judge.activity(ActivityId(at as u32), activity);
    }
    let mut links = input.links.clone();
    for (link, from, to) in &input.named {
        let row = &mut links[*link as usize];
        (row.from, row.to) = (find(input, from), find(input, to));
    }
    for (at, link) in links.iter().enumerate() {
        judge.link(LinkId(at as u32), link);
    }
    judge.found
}

fn find(input: &NetworkBuilder, key: &Key) -> ActivityId {
    let at = input
        .activities
        .iter()
        .position(|activity| activity.key == *key);
    ActivityId(at.map_or(u32::MAX, |at| at as u32))
}

struct Judge<'a> {
    input: &'a NetworkBuilder,
    schedule: &'a Schedule,
    found: Vec<Violation>,
}

const ALL: [Dates; 3] = [Dates::Early, Dates::Planned, Dates::Late];

fn ends(times: &Times, dates: Dates) -> (Minute, Minute) {
    match dates {
        Dates::Early => (times.early_start, times.early_finish),
        Dates::Planned => (times.planned_start, times.planned_finish),
        Dates::Late => (times.late_start, times.late_finish),
    }
}

impl<'a> Judge<'a> {
    fn calendar(&self, activity: &Activity) -> &'a Calendar {
        &self.input.calendars[activity.calendar.0 as usize]
    }

    fn activity(&mut self, id: ActivityId, activity: &Activity) {
        let times = self.schedule.times(id);
        for dates in ALL {
            self.facts(id, activity, dates, ends(&times, dates));
        }
        self.constraints(id, activity, &times);
        let finished = activity.actual_finish.is_some();
        let calendar = self.calendar(activity);
        let float = calendar.working_minutes_between(times.early_finish, times.late_finish);
        if times.total_float != float || times.critical != (!finished && float <= 0) {
            self.found.push(Violation::TotalFloat { activity: id });
        }
        let end = self
            .schedule
            .required()
            .unwrap_or(self.schedule.project_finish());
        if !finished && times.late_finish > end {
            self.found.push(Violation::BeyondEnd { activity: id });
        }
        let untouched = !finished && activity.actual_start.is_none();
        let first = self.schedule.data_date().unwrap_or(Minute(i64::MIN));
        if untouched && times.early_start < first.max(self.input.project_start) {
            self.found.push(Violation::TooEarly { activity: id });
        }
    }

    /// Facts stand where they are; work not started has its duration, in working time.
    fn facts(
        &mut self,
        id: ActivityId,
        activity: &Activity,
        dates: Dates,
        (start, finish): (Minute, Minute),
    ) {
        let moved = activity.actual_start.is_some_and(|at| at != start)
            || activity.actual_finish.is_some_and(|at| at != finish);
        if moved {
            self.found.push(Violation::ActualMoved {
                activity: id,
                dates,
            });
        }
        if activity.actual_start.is_some() || activity.actual_finish.is_some() {
            return;
        }
        let calendar = self.calendar(activity);
        if activity.duration > 0 && !calendar.is_working(start) {
            self.found.push(Violation::StartInTimeOff {
                activity: id,
                dates,
            });
        }
        let work = calendar.working_minutes_between(start, finish);
        if work != activity.duration || finish < start {
            self.found.push(Violation::Duration {
                activity: id,
                dates,
            });
        }
    }

    /// Not-earlier bounds hold for early and planned dates, not-later bounds for late dates.
    fn constraints(&mut self, id: ActivityId, activity: &Activity, times: &Times) {
        if activity.actual_finish.is_some() {
            return;
        }
        let calendar = self.calendar(activity);
        let started = activity.actual_start.is_some();
        for dates in [Dates::Early, Dates::Planned] {
            let (start, finish) = ends(times, dates);
            let broken = activity
                .start_not_earlier
                .is_some_and(|at| !started && start < at);
            self.note(broken, id, Bound::StartNotEarlier, dates);
            // Only work between the finish and the bound breaks it.
            let broken = activity
                .finish_not_earlier
                .is_some_and(|at| calendar.working_minutes_between(finish, at) > 0);
            self.note(broken, id, Bound::FinishNotEarlier, dates);
        }
        let (start, finish) = ends(times, Dates::Late);
        let broken = activity
            .start_not_later
            .is_some_and(|at| !started && calendar.working_minutes_between(at, start) > 0);
        self.note(broken, id, Bound::StartNotLater, Dates::Late);
        let broken = activity.finish_not_later.is_some_and(|at| finish > at);
        self.note(broken, id, Bound::FinishNotLater, Dates::Late);
    }

    fn note(&mut self, broken: bool, activity: ActivityId, bound: Bound, dates: Dates) {
        if broken {
            self.found.push(Violation::Constraint {
                activity,
                bound,
                dates,
            });
        }
    }

    fn link(&mut self, id: LinkId, link: &Link) {
        let from = &self.input.activities[link.from.0 as usize];
        let to = &self.input.activities[link.to.0 as usize];
        if to.actual_finish.is_some() {
            return;
        }
        let (before, after) = (self.schedule.times(link.from), self.schedule.times(link.to));
        for dates in ALL {
            let (start, finish) = ends(&before, dates);
            // Late dates of what has started or finished are facts: no bound can move them.
            let fixed = from.actual_finish.is_some()
                || (from.actual_start.is_some() && !link.relation.from_finish());
            if dates == Dates::Late && fixed {
                continue;
            }
            if !self.holds(link, to, (start, finish), &after, dates) {
                self.found.push(Violation::Relation { link: id, dates });
            }
        }
        self.free_float(id, link, from, &before, &after);
    }

    /// Whether the successor's end lies at or after the predecessor's plus lag.
    fn holds(
        &self,
        link: &Link,
        to: &Activity,
        (start, finish): (Minute, Minute),
        after: &Times,
        dates: Dates,
    ) -> bool {
        let end = if link.relation.from_finish() {
            finish
        } else {
            start
        };
        let bound = self.lag_over(link, end);
        let calendar = self.calendar(to);
        let (to_start, to_finish) = ends(after, dates);
        let starts = matches!(
            link.relation,
            Relation::FinishToStart | Relation::StartToStart
        );
        if to.actual_start.is_some() && starts {
            // What remains must fit between the bound and the finish.
            return calendar.working_minutes_between(bound, to_finish) >= self.remaining(to);
        }
        let at = if starts { to_start } else { to_finish };
        // A late finish (or milestone) may be held open over time off.
        let open = dates == Dates::Late && (!starts || to.duration == 0);
        at >= bound || (open && calendar.working_minutes_between(at, bound) <= 0)
    }

    /// Working minutes still to do of a started activity.
    fn remaining(&self, activity: &Activity) -> i64 {
        let since = activity.actual_start.zip(self.schedule.data_date());
        let done = since.map_or(0, |(start, now)| {
            self.calendar(activity)
                .working_minutes_between(start, now.max(start))
        });
        activity
            .remaining
            .unwrap_or((activity.duration - done).max(0))
    }

    fn lag_over(&self, link: &Link, from: Minute) -> Minute {
        let (calendar, lag) = match link.lag {
            Lag::Elapsed(lag) => return Minute(from.0 + lag),
            Lag::Working(lag) => (
                self.calendar(&self.input.activities[link.from.0 as usize]),
                lag,
            ),
            Lag::WorkingIn(calendar, lag) => (&self.input.calendars[calendar.0 as usize], lag),
        };
        match lag {
            0 => from,
            1.. => calendar.add_working_minutes(from, lag),
            _ => calendar.previous_working(calendar.add_working_minutes(from, lag)),
        }
    }

    fn free_float(
        &mut self,
        id: LinkId,
        link: &Link,
        from: &Activity,
        before: &Times,
        after: &Times,
    ) {
        if before.free_float == 0 || from.actual_finish.is_some() {
            return;
        }
        let calendar = self.calendar(from);
        let slip = |at| calendar.add_working_minutes(at, before.free_float);
        let start = match (from.actual_start, from.duration) {
            (Some(actual), _) => actual,
            (None, 0) => slip(before.planned_start),
            (None, _) => calendar.next_working(slip(before.planned_start)),
        };
        let slipped = (start, slip(before.planned_finish));
        let to = &self.input.activities[link.to.0 as usize];
        if before.free_float < 0 || !self.holds(link, to, slipped, after, Dates::Planned) {
            self.found.push(Violation::FreeFloat {
                activity: link.from,
                link: id,
            });
        }
    }
}
