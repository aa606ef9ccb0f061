//! From a project's plan to a network of the scheduling engine, and its dates back.

use calendar::Calendar;
use jiff::civil::Date;
use schedule::{
    Activity, ActivityId, Driver, Facts, Lag, Link, LinkId, Minute, Network, NetworkBuilder,
    Options, Relation, Times,
};

use crate::calendars::Calendars;
use crate::plan::{Left, LinkKind, Plan, Step, StepLink};
use crate::view::wall::StepState;

/// What the engine says of a plan on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheduled {
    /// Expected finish of the whole.
    pub finish: Date,
    /// Dates of each step, in the plan's order.
    pub steps: Vec<StepDates>,
    /// Position of the unstarted step with the earliest latest start.
    pub next: Option<usize>,
    /// Working days by which an unstarted step already is late against the required date; `None`
    /// without one.
    pub late_working_days: Option<u32>,
    /// The first year without a holiday notice that a date depends on.
    pub provisional_year: Option<i16>,
}

/// Dates of a step. Finishes are inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepDates {
    /// Start: actual, else the earliest.
    pub start: Date,
    /// Finish: actual, else the earliest.
    pub finish: Date,
    /// Last responsible moment.
    pub late_start: Date,
    /// Latest finish.
    pub late_finish: Date,
    /// Working days it may slip.
    pub float_days: i32,
    /// No float left.
    pub critical: bool,
    /// How far it is.
    pub state: StepState,
    /// Working days late against the required date.
    pub late_days: u32,
    /// The step that drives its start, if a relation does.
    pub driven_by: Option<usize>,
}

/// Schedules a plan as of a date, worked back from the required date if there is one. `None` for
/// a plan the engine refuses: `decide` adopts none such.
pub fn schedule(
    plan: &Plan,
    calendars: &Calendars,
    on: Date,
    required: Option<Date>,
) -> Option<Scheduled> {
    if plan.steps.is_empty() {
        return None;
    }
    let network = refitted(plan, calendars, on).or_else(|| {
        let network = assemble(plan, calendars, on, Named::No).ok()?;
        Some(plan.network.keep(network))
    })?;
    let as_of = Minute::start_of(on);
    let ids = || (0..plan.steps.len()).map(activity);
    let (result, judged, next, late, provisional_year) = match required {
        Some(required) => {
            let back = network.backward(Minute::end_of(required), as_of);
            let judged = ids().map(|id| back.step(id));
            let judged: Vec<(Times, i64)> = judged
                .map(|step| (step.times, step.late_working_days))
                .collect();
            let next = back.first_unstarted.map(|id| id.0 as usize);
            let late = u32::try_from(back.late_working_days).ok();
            (back.schedule, judged, next, late, back.provisional)
        }
        None => {
            let options = Options {
                required: None,
                data_date: Some(as_of),
            };
            let result = network.schedule(&options);
            let judged = ids().map(|id| (result.times(id), 0)).collect();
            let provisional = result.provisional();
            (result, judged, None, None, provisional)
        }
    };
    let minutes = Calendars::minutes_a_day(plan.week);
    let steps: Vec<StepDates> = ids()
        .zip(judged)
        .map(|(id, (times, late))| step_dates(&result, id, times, minutes, late))
        .collect();
    let ahead = |at: &usize| steps[*at].state == StepState::Ahead;
    let next = next.or_else(|| {
        (0..steps.len())
            .filter(ahead)
            .min_by_key(|at| steps[*at].late_start)
    });
    Some(Scheduled {
        finish: result.project_finish().finish_date(),
        steps,
        next,
        late_working_days: late,
        provisional_year,
    })
}

/// The network of a plan; the engine's refusal names loops and bad links by step keys.
pub fn build(plan: &Plan, calendars: &Calendars, on: Date) -> Result<Network, schedule::Refusal> {
    assemble(plan, calendars, on, Named::Yes)
}

/// Whether the engine is told the keys of steps. It needs them for its refusals alone, and
/// checking that they are unique takes longer than the passes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Yes,
    No,
}

/// The network kept with a plan, brought to a date; none if it is not (or no longer) of this plan.
fn refitted(plan: &Plan, calendars: &Calendars, on: Date) -> Option<Network> {
    let kept = plan.network.get()?;
    let minutes = Calendars::minutes_a_day(plan.week);
    let is_same = kept.len() == plan.steps.len()
        && kept.link_count() == plan.links.len()
        && (plan.steps.iter().enumerate())
            .all(|(at, step)| kept.duration(activity(at)) == i64::from(step.days) * minutes)
        && (0..)
            .zip(&plan.links)
            .all(|(id, link)| kept.link(LinkId(id)) == engine_link(link, minutes));
    if !is_same {
        return None;
    }
    let linked = have_predecessor(plan);
    let calendar = calendars.get(plan.week);
    let facts = |id: ActivityId| {
        let at = id.0 as usize;
        step_facts(&plan.steps[at], linked[at], calendar, on, minutes)
    };
    kept.refit(
        project_start(plan, on),
        std::slice::from_ref(calendar),
        facts,
    )
}

/// Nothing of a plan is before its first baseline, or the date looked at if that is earlier.
fn project_start(plan: &Plan, on: Date) -> Minute {
    let baselines = plan.steps.iter().filter_map(|step| step.baseline_start);
    Minute::start_of(baselines.fold(on, Date::min))
}

/// Which steps have a predecessor.
fn have_predecessor(plan: &Plan) -> Vec<bool> {
    let mut linked = vec![false; plan.steps.len()];
    for link in &plan.links {
        if let Some(known) = linked.get_mut(link.to as usize) {
            *known = true;
        }
    }
    linked
}

fn engine_link(link: &StepLink, minutes_a_day: i64) -> Link {
    Link {
        from: ActivityId(link.from),
        to: ActivityId(link.to),
        relation: match link.kind {
            LinkKind::FS => Relation::FinishToStart,
            LinkKind::SS => Relation::StartToStart,
            LinkKind::FF => Relation::FinishToFinish,
            LinkKind::SF => Relation::StartToFinish,
        },
        lag: Lag::Working(i64::from(link.lag_days) * minutes_a_day),
    }
}

fn assemble(
    plan: &Plan,
    calendars: &Calendars,
    on: Date,
    named: Named,
) -> Result<Network, schedule::Refusal> {
    let start = project_start(plan, on);
    let mut builder = NetworkBuilder::with_capacity(start, plan.steps.len(), plan.links.len());
    let calendar = calendars.get(plan.week);
    let week = builder.calendar(calendar.clone());
    let minutes = Calendars::minutes_a_day(plan.week);
    for (step, linked) in plan.steps.iter().zip(have_predecessor(plan)) {
        let mut made = Activity::new(week, i64::from(step.days) * minutes);
        if named == Named::Yes {
            made.key = step.key.as_str().into();
        }
        let facts = step_facts(step, linked, calendar, on, minutes);
        made.start_not_earlier = facts.start_not_earlier;
        made.actual_start = facts.actual_start;
        made.remaining = facts.remaining;
        made.actual_finish = facts.actual_finish;
        builder.activity(made);
    }
    for link in &plan.links {
        builder.link(engine_link(link, minutes));
    }
    builder.build()
}

/// Working minutes left of a step on a date, as its last report has it: what was left then, less
/// what has passed since. A step whose time is up and that is not reported as finished ends on
/// the date looked at, at the earliest.
fn remaining(step: &Step, calendar: &Calendar, on: Date, minutes: i64) -> Option<i64> {
    let Left { days, counted_on } = step.remaining_days?;
    let left = i64::from(days) * minutes;
    let Some(reported) = counted_on.filter(|reported| *reported < on) else {
        return Some(left);
    };
    let passed = calendar.working_minutes_between(Minute::start_of(reported), Minute::start_of(on));
    Some((left - passed).max(1))
}

/// What is known of a step on a date. Actuals count only once their day has come.
fn step_facts(step: &Step, linked: bool, calendar: &Calendar, on: Date, minutes: i64) -> Facts {
    // A first step is planned from its baseline; later ones follow their relations.
    let baseline = step.baseline_start.filter(|_| !linked);
    let started = step.actual_start.filter(|day| *day <= on);
    let finished = step.actual_finish.filter(|day| *day <= on);
    let underway = started.is_some() && finished.is_none();
    Facts {
        start_not_earlier: step.not_before.or(baseline).map(Minute::start_of),
        actual_start: started.or(finished).map(Minute::start_of),
        remaining: if underway {
            remaining(step, calendar, on, minutes)
        } else {
            None
        },
        actual_finish: finished.map(Minute::end_of),
    }
}

fn activity(at: usize) -> ActivityId {
    ActivityId(u32::try_from(at).unwrap_or(u32::MAX))
}

fn step_dates(
    result: &schedule::Schedule,
    id: ActivityId,
    times: Times,
    minutes_a_day: i64,
    late_days: i64,
) -> StepDates {
    let network = result.network();
    let driven_by = match result.driver(id) {
        Driver::Link(link) => Some(network.link(link).from.0 as usize),
        _ => None,
    };
    // A milestone has no length: the day it falls on is the day it starts and finishes.
    let milestone = times.early_start == times.early_finish;
    let finish = |at: Minute| {
        if milestone {
            at.date()
        } else {
            at.finish_date()
        }
    };
    StepDates {
        start: times.early_start.date(),
        finish: finish(times.early_finish),
        late_start: times.late_start.date(),
        late_finish: finish(times.late_finish),
        float_days: i32::try_from(times.total_float / minutes_a_day).unwrap_or(i32::MAX),
        critical: times.critical,
        state: match network.state(id) {
            schedule::StepState::NotStarted => StepState::Ahead,
            schedule::StepState::Started => StepState::Underway,
            schedule::StepState::Finished => StepState::Done,
        },
        late_days: u32::try_from(late_days).unwrap_or(0),
        driven_by,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::WeekKind;
    use crate::state::Zone;
    use jiff::civil::date;

    /// 12 working days left on Monday 16 March 2026: it finishes on the 31st, whenever one looks,
    /// until that day has passed without a word.
    #[test]
    fn what_is_left_is_counted_from_the_report() {
        let step = Step {
            key: "a".to_owned(),
            name: "a".to_owned(),
            days: 20,
            gate: None,
            not_before: None,
            baseline_start: None,
            baseline_finish: None,
            actual_start: Some(date(2026, 3, 2)),
            actual_finish: None,
            remaining_days: Some(Left {
                days: 12,
                counted_on: Some(date(2026, 3, 16)),
            }),
        };
        let plan = Plan {
            week: WeekKind::FiveDay,
            steps: vec![step],
            ..Plan::default()
        };
        let calendars = Calendars::of(&Zone::default()).expect("the shipped calendars");
        let check = |on: Date, finish: Date| {
            let scheduled = schedule(&plan, &calendars, on, None).expect("no loop");
            assert_eq!(scheduled.finish, finish, "seen on {on}");
        };
        for on in [16, 17, 20, 21, 30, 31] {
            check(date(2026, 3, on), date(2026, 3, 31));
        }
        check(date(2026, 4, 2), date(2026, 4, 2));
        check(date(2026, 4, 8), date(2026, 4, 8));
    }

    fn working(key: &str, days: u32) -> Step {
        Step {
            key: key.to_owned(),
            name: key.to_owned(),
            days,
            gate: None,
            not_before: None,
            baseline_start: None,
            baseline_finish: None,
            actual_start: None,
            actual_finish: None,
            remaining_days: None,
        }
    }

    /// The network kept with a plan is brought to each date looked at, and is not used once the
    /// plan it lies beside is another.
    #[test]
    fn a_kept_network_says_what_a_new_one_says() {
        let mut first = working("a", 10);
        first.baseline_start = Some(date(2026, 3, 2));
        first.actual_start = Some(date(2026, 3, 4));
        first.actual_finish = Some(date(2026, 3, 20));
        let mut second = working("b", 15);
        second.actual_start = Some(date(2026, 3, 23));
        second.remaining_days = Some(Left {
            days: 9,
            counted_on: Some(date(2026, 4, 1)),
        });
        let link = |from, to, kind, lag_days| StepLink {
            from,
            to,
            kind,
            lag_days,
        };
        let mut plan = Plan {
            week: WeekKind::FiveDay,
            steps: vec![first, second, working("c", 5), working("d", 0)],
            links: vec![
                link(0, 1, LinkKind::FS, 0),
                link(1, 2, LinkKind::SS, 3),
                link(2, 3, LinkKind::FS, 0),
            ],
            ..Plan::default()
        };
        let calendars = Calendars::of(&Zone::default()).expect("the shipped calendars");
        let check = |plan: &Plan| {
            let days = [(2, 2), (3, 4), (3, 20), (3, 23), (4, 1), (4, 30)];
            for on in days.map(|(month, day)| date(2026, month, day)) {
                for required in [None, Some(date(2026, 4, 10)), Some(date(2027, 1, 5))] {
                    let fresh = Plan {
                        network: Default::default(),
                        ..plan.clone()
                    };
                    let (kept, new) = (
                        schedule(plan, &calendars, on, required),
                        schedule(&fresh, &calendars, on, required),
                    );
                    assert!(new.is_some());
                    assert_eq!(kept, new, "seen on {on}, required {required:?}");
                }
            }
        };
        check(&plan);
        assert!(refitted(&plan, &calendars, date(2026, 3, 4)).is_some());
        plan.steps[2].days = 6;
        assert!(refitted(&plan, &calendars, date(2026, 3, 4)).is_none());
        check(&plan);
        plan.steps[2].days = 5;
        plan.links[1].lag_days = 4;
        check(&plan);
    }
}
