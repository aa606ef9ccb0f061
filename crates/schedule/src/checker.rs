//! An independent judge of schedules.
//!
//! Takes the input as the caller gave it and a finished [`Schedule`], and lists every violation.
//! Promises: shares no code with the passes (it uses the calendar, and works out lags in its own
//! way); never stops at the first violation. Deliberately does not judge whether early dates are
//! as early as can be: tests compare that with a brute-force search.

use crate::build::NetworkBuilder;
use crate::input::{
    Activity, ActivityId, Bound, Convention, Key, Kind, Lag, Link, LinkId, Progress, Relation,
};
use crate::result::{Schedule, Times};
use calendar::{Calendar, Minute};
use std::collections::HashMap;

mod effort;
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
    /// A summary does not reach from its first part to its last.
    Summary {
        /// The summary.
        activity: ActivityId,
        /// In which dates.
        dates: Dates,
    },
    /// A level of effort does not reach from the first moment its start is tied to until the last
    /// its finish is tied to.
    LevelOfEffort {
        /// The level of effort.
        activity: ActivityId,
        /// In which dates.
        dates: Dates,
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
    let ids = (0..input.activities.len() as u32).map(ActivityId);
    let times = ids.map(|id| schedule.times(id)).collect();
    let end = schedule.required().unwrap_or(schedule.project_finish());
    Judge::new(input, times, schedule.data_date(), end).judge()
}

/// Everything wrong with a plan of this input that somebody else made: start and finish of each
/// activity, by id. Links, constraints of every kind, working time, durations and facts are
/// judged; resources are not.
pub fn check_plan(
    input: &NetworkBuilder,
    plan: &[(Minute, Minute)],
    required: Option<Minute>,
) -> Vec<Violation> {
    let of = |activity: &Activity, (start, finish): (Minute, Minute)| Times {
        early_start: start,
        early_finish: finish,
        late_start: start,
        late_finish: finish,
        planned_start: start,
        planned_finish: finish,
        total_float: 0,
        free_float: 0,
        critical: activity.actual_finish.is_none(),
    };
    let last = plan.iter().map(|dates| dates.1).max();
    let rows = input.activities.iter().zip(plan);
    let times = rows.map(|(activity, dates)| of(activity, *dates)).collect();
    let end = required.or(last).unwrap_or(input.project_start);
    let violations = Judge::new(input, times, input.data_date, end).judge();
    // One set of dates was judged three times over; bounds on lateness only as late dates.
    let kept = violations.into_iter().filter(|violation| match violation {
        Violation::Constraint { bound, dates, .. } => match bound {
            Bound::StartNotLater | Bound::FinishNotLater => true,
            Bound::ExpectedFinish => *dates == Dates::Early,
            _ => *dates == Dates::Planned,
        },
        Violation::Relation { dates, .. }
        | Violation::StartInTimeOff { dates, .. }
        | Violation::Duration { dates, .. }
        | Violation::ActualMoved { dates, .. }
        | Violation::Summary { dates, .. }
        | Violation::LevelOfEffort { dates, .. } => *dates == Dates::Planned,
        _ => true,
    });
    kept.collect()
}

/// The links with their ends, those given by keys too. Built networks have no unknown keys.
fn links(input: &NetworkBuilder) -> Vec<Link> {
    let mut links = input.links.clone();
    if input.named.is_empty() {
        return links;
    }
    let mut known: HashMap<&Key, ActivityId> = HashMap::new();
    for (activity, at) in input.activities.iter().zip(0..) {
        known.entry(&activity.key).or_insert(ActivityId(at));
    }
    let find = |key: &Key| known.get(key).copied().unwrap_or(ActivityId(u32::MAX));
    for (link, from, to) in &input.named {
        let row = &mut links[*link as usize];
        (row.from, row.to) = (find(from), find(to));
    }
    links
}

struct Judge<'a> {
    input: &'a NetworkBuilder,
    links: Vec<Link>,
    /// The parts directly in each activity.
    parts: Vec<Vec<u32>>,
    times: Vec<Times>,
    data_date: Option<Minute>,
    /// Nothing may end after it.
    end: Minute,
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
    fn new(
        input: &'a NetworkBuilder,
        times: Vec<Times>,
        data_date: Option<Minute>,
        end: Minute,
    ) -> Judge<'a> {
        let mut parts = vec![Vec::new(); input.activities.len()];
        for (activity, at) in input.activities.iter().zip(0u32..) {
            if let Some(parent) = activity.parent {
                parts[parent.0 as usize].push(at);
            }
        }
        Judge {
            input,
            links: links(input),
            parts,
            times,
            data_date,
            end,
            found: Vec::new(),
        }
    }

    fn judge(mut self) -> Vec<Violation> {
        let input = self.input;
        for (at, activity) in input.activities.iter().enumerate() {
            self.activity(ActivityId(at as u32), activity);
        }
        let links = std::mem::take(&mut self.links);
        for (at, link) in links.iter().enumerate() {
            self.link(LinkId(at as u32), link);
        }
        effort::judge(&mut self, &links);
        self.found
    }

    fn calendar(&self, activity: &Activity) -> &'a Calendar {
        &self.input.calendars[activity.calendar.0 as usize]
    }

    fn activity(&mut self, id: ActivityId, activity: &Activity) {
        let times = self.times[id.0 as usize];
        match activity.kind {
            Kind::Summary => return self.summary(id),
            Kind::LevelOfEffort => return,
            _ => (),
        }
        for dates in ALL {
            self.facts(id, activity, dates, ends(&times, dates));
        }
        self.constraints(id, activity, &times);
        let finished = activity.actual_finish.is_some();
        let calendar = self.calendar(activity);
        let float = calendar.working_minutes_between(times.early_finish, times.late_finish);
        // Primavera's float of what is planned late is that of its plan.
        let kept = activity.as_late_as_possible && self.input.convention == Convention::Primavera;
        if !kept && times.total_float != float || times.critical != (!finished && float <= 0) {
            self.found.push(Violation::TotalFloat { activity: id });
        }
        let end = self.end;
        let mandatory = activity.must_start.is_some() || activity.must_finish.is_some();
        if !finished && !mandatory && times.late_finish > end {
            self.found.push(Violation::BeyondEnd { activity: id });
        }
        let untouched = !finished && activity.actual_start.is_none();
        let first = self.data_date.unwrap_or(Minute(i64::MIN));
        if untouched && !mandatory && times.early_start < first.max(self.input.project_start) {
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
        let planned = self.planned_work(activity);
        if planned == Some(0) {
            // Without work it may stand at either end of a shift.
            if finish != start {
                self.found.push(Violation::Duration {
                    activity: id,
                    dates,
                });
            }
            return;
        }
        if start < finish && !calendar.is_working(start) {
            self.found.push(Violation::StartInTimeOff {
                activity: id,
                dates,
            });
        }
        let work = calendar.working_minutes_between(start, finish);
        if planned.is_some_and(|planned| work != planned) || finish < start {
            self.found.push(Violation::Duration {
                activity: id,
                dates,
            });
        }
    }

    /// Working minutes from the first to the last; none known if an expected finish decides.
    fn planned_work(&self, activity: &Activity) -> Option<i64> {
        let mandatory = activity.must_start.is_some() || activity.must_finish.is_some();
        match activity.kind {
            Kind::Task if activity.expected_finish.is_some() && !mandatory => None,
            Kind::Task => {
                let gaps: i64 = activity.splits.iter().map(|split| split.gap).sum();
                Some(activity.duration + gaps)
            }
            _ => Some(0),
        }
    }

    fn summary(&mut self, id: ActivityId) {
        for dates in ALL {
            let (start, finish) = ends(&self.times[id.0 as usize], dates);
            let parts = self.parts[id.0 as usize].iter().map(|at| *at as usize);
            let parts: Vec<(Minute, Minute)> = parts
                .filter(|at| self.holds_work(*at))
                .map(|at| ends(&self.times[at], dates))
                .collect();
            let first = parts.iter().map(|part| part.0).min();
            let last = parts.iter().map(|part| part.1).max();
            if let (Some(first), Some(last)) = (first, last)
                && (first, last) != (start, finish)
            {
                self.found.push(Violation::Summary {
                    activity: id,
                    dates,
                });
            }
        }
    }

    /// Not-earlier bounds hold for early and planned dates, not-later bounds for late dates.
    fn constraints(&mut self, id: ActivityId, activity: &Activity, times: &Times) {
        if activity.actual_finish.is_some() {
            return;
        }
        let calendar = self.calendar(activity);
        let started = activity.actual_start.is_some();
        for dates in ALL {
            let (start, finish) = ends(times, dates);
            let missed = |at: Minute, end: Minute| calendar.working_minutes_between(at, end) != 0;
            let broken = activity
                .must_start
                .is_some_and(|at| !started && missed(at, start));
            self.note(broken, id, Bound::MustStart, dates);
            let first = activity.must_start.is_none() || started;
            let broken = activity
                .must_finish
                .is_some_and(|at| first && missed(at, finish));
            self.note(broken, id, Bound::MustFinish, dates);
        }
        if activity.must_start.is_some() || activity.must_finish.is_some() {
            return;
        }
        if let Some(at) = activity
            .expected_finish
            .filter(|_| activity.kind == Kind::Task)
        {
            // It ends there, unless it cannot even begin before.
            let (start, finish) = (times.early_start, times.early_finish);
            let broken = finish != calendar.previous_working(at)
                && calendar.working_minutes_between(start, at) > 0
                && !started;
            self.note(broken, id, Bound::ExpectedFinish, Dates::Early);
            return;
        }
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
        let void = to.actual_start.is_some() && self.input.progress != Progress::RetainedLogic;
        let mandatory = to.must_start.is_some() || to.must_finish.is_some();
        let effort = |end: &Activity| end.kind == Kind::LevelOfEffort;
        if to.actual_finish.is_some() || void || effort(from) || effort(to) {
            return;
        }
        if from.is_span() || to.is_span() {
            return self.link_of_summary(id, link);
        }
        let (before, after) = (
            self.times[link.from.0 as usize],
            self.times[link.to.0 as usize],
        );
        for dates in ALL {
            let (start, finish) = ends(&before, dates);
            // Late dates of what has started or finished are facts: no bound can move them.
            let fixed = from.actual_finish.is_some()
                || (from.actual_start.is_some() && !link.relation.from_finish());
            let own = from.must_start.is_some() || from.must_finish.is_some();
            if dates == Dates::Late && (fixed || own) {
                continue;
            }
            if dates != Dates::Late && (mandatory || self.stretched(to, link)) {
                continue;
            }
            if !self.holds(link, to, (start, finish), &after, dates) {
                self.found.push(Violation::Relation { link: id, dates });
            }
        }
        self.free_float(id, link, from, &before, &after);
    }

    /// An expected finish, not the link, says where it ends.
    fn stretched(&self, to: &Activity, link: &Link) -> bool {
        to.expected_finish.is_some() && !link.relation.to_start()
    }

    /// A link into a summary holds for each part, one out of its finish waits for each.
    fn link_of_summary(&mut self, id: LinkId, link: &Link) {
        let (from, to) = (self.work_in(link.from), self.work_in(link.to));
        let whole = |end: ActivityId, held: bool| {
            self.input.activities[end.0 as usize].kind != Kind::Summary || held
        };
        // The other ends tie the first or last part alone; which that is, the dates say.
        if !whole(link.from, link.relation.from_finish())
            || !whole(link.to, link.relation.to_start())
        {
            return;
        }
        for from in &from {
            for to in &to {
                let made = Link {
                    from: *from,
                    to: *to,
                    lag: self.absolute(link),
                    relation: link.relation,
                };
                self.link(id, &made);
            }
        }
    }

    /// The lag of a link, of the calendar and duration of the end it was given for.
    fn absolute(&self, link: &Link) -> Lag {
        let from = &self.input.activities[link.from.0 as usize];
        match link.lag {
            Lag::Working(lag) => Lag::WorkingIn(from.calendar, lag),
            Lag::Percent(share) => {
                Lag::WorkingIn(from.calendar, from.duration * i64::from(share) / 10_000)
            }
            other => other,
        }
    }

    /// Whether an activity is work or a summary with some in it.
    fn holds_work(&self, at: usize) -> bool {
        match self.input.activities[at].kind {
            Kind::LevelOfEffort => false,
            Kind::Summary => !self.work_in(ActivityId(at as u32)).is_empty(),
            _ => true,
        }
    }

    /// What a summary consists of, levels of effort apart; anything else is itself.
    fn work_in(&self, id: ActivityId) -> Vec<ActivityId> {
        if self.input.activities[id.0 as usize].kind != Kind::Summary {
            return vec![id];
        }
        // Built networks hold no summary in itself.
        let (mut work, mut open) = (Vec::new(), vec![id.0]);
        while let Some(at) = open.pop() {
            let inside = self.parts[at as usize].iter();
            for part in inside {
                if self.input.activities[*part as usize].is_span() {
                    open.push(*part);
                } else {
                    work.push(ActivityId(*part));
                }
            }
        }
        work
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
        let open = dates == Dates::Late && (!starts || to_start == to_finish);
        at >= bound || (open && calendar.working_minutes_between(at, bound) <= 0)
    }

    /// Working minutes still to do of a started activity.
    fn remaining(&self, activity: &Activity) -> i64 {
        if activity.expected_finish.is_some() {
            return 0;
        }
        let start = activity.actual_start.unwrap_or(self.input.project_start);
        let seen = self.data_date.unwrap_or(start).max(start);
        let seen = seen.max(activity.resume.unwrap_or(start));
        let stopped = activity.suspended.unwrap_or(seen).min(seen).max(start);
        let done = self
            .calendar(activity)
            .working_minutes_between(start, stopped);
        let gaps = |from: i64| -> i64 {
            let ahead = activity.splits.iter().filter(|split| split.after >= from);
            ahead.map(|split| split.gap).sum()
        };
        match activity.remaining {
            Some(left) => left + gaps(activity.duration - left),
            None => (self.planned_work(activity).unwrap_or(0) - done).max(0),
        }
    }

    /// The minutes of a lag and the calendar they are counted in, if it is not the clock.
    fn lag_of(&self, link: &Link) -> (Option<&'a Calendar>, i64) {
        let from = &self.input.activities[link.from.0 as usize];
        match link.lag {
            Lag::Elapsed(lag) => (None, lag),
            Lag::Working(lag) => (Some(self.calendar(from)), lag),
            Lag::Percent(share) => {
                let lag = from.duration * i64::from(share) / 10_000;
                (Some(self.calendar(from)), lag)
            }
            Lag::WorkingIn(calendar, lag) => {
                (Some(&self.input.calendars[calendar.0 as usize]), lag)
            }
        }
    }

    fn lag_over(&self, link: &Link, from: Minute) -> Minute {
        let (calendar, lag) = self.lag_of(link);
        let Some(calendar) = calendar else {
            return Minute(from.0 + lag);
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
        let own = from.must_start.is_some() || from.must_finish.is_some();
        if before.free_float == 0 || from.actual_finish.is_some() || own {
            return;
        }
        let calendar = self.calendar(from);
        let slip = |at| calendar.add_working_minutes(at, before.free_float);
        let start = match (from.actual_start, from.duration) {
            (Some(actual), _) => actual,
            (None, _) if before.planned_start == before.planned_finish => {
                slip(before.planned_start)
            }
            (None, _) => calendar.next_working(slip(before.planned_start)),
        };
        let slipped = (start, slip(before.planned_finish));
        let to = &self.input.activities[link.to.0 as usize];
        let void = to.must_start.is_some() || to.must_finish.is_some() || self.stretched(to, link);
        let as_planned = ends(before, Dates::Planned);
        if void && !self.holds(link, to, as_planned, after, Dates::Planned) {
            return;
        }
        if before.free_float < 0 || !self.holds(link, to, slipped, after, Dates::Planned) {
            self.found.push(Violation::FreeFloat {
                activity: link.from,
                link: id,
            });
        }
    }
}
