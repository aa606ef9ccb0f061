//! The backward plan (倒排工期): latest dates of each step from a required date, and how late the
//! first step already is.
//!
//! Promises: every unfinished step has its last responsible moment (latest start); what cannot be
//! met is listed with the bound it comes from; a plan that leans on a year without holiday notice
//! says so. Deliberately moves nothing: it measures, people decide.

use crate::input::{ActivityId, Kind};
use crate::network::{Network, Options};
use crate::result::{NegativeFloat, Schedule, Times};
use calendar::Minute;

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Not started.
    NotStarted,
    /// Started, not finished.
    Started,
    /// Finished.
    Finished,
}

/// One step of a backward plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The activity.
    pub activity: ActivityId,
    /// How far it is.
    pub state: StepState,
    /// All its dates and floats.
    pub times: Times,
    /// The last responsible moment: start later, and the required date is missed. The actual
    /// start if started.
    pub latest_start: Minute,
    /// The latest finish; the actual one if finished.
    pub latest_finish: Minute,
    /// Working days late, in its own calendar, never negative. Not started: working days from
    /// the date of the latest start (not counted) to the as-of date (counted). Started: from the
    /// date of the latest finish (not counted) to that of the expected finish (counted).
    /// Finished: 0.
    pub late_working_days: i64,
    /// The first year without holiday notice between its latest start and the required date.
    pub provisional: Option<i16>,
}

/// A plan worked back from a required date.
#[derive(Debug, Clone)]
pub struct BackwardPlan {
    /// The date asked for.
    pub required: Minute,
    /// The moment lateness is judged at.
    pub as_of: Minute,
    /// Both passes: nothing unfinished before `as_of`, late dates from `required`.
    pub schedule: Schedule,
    /// Every activity, predecessors before successors.
    pub steps: Vec<Step>,
    /// The unstarted step with the earliest latest start, if any is left.
    pub first_unstarted: Option<ActivityId>,
    /// The lateness of the latest step, in working days; 0 if none is late.
    pub late_working_days: i64,
    /// What cannot be met, each with the bound it comes from. Empty: the plan holds.
    pub unmet: Vec<NegativeFloat>,
    /// The first year without holiday notice that the plan leans on.
    pub provisional: Option<i16>,
}

impl BackwardPlan {
    /// The step of an activity.
    ///
    /// # Panics
    /// If the id is not one of the network.
    pub fn step(&self, id: ActivityId) -> &Step {
        &self.steps[self.schedule.network.position(id)]
    }

    /// Whether every bound can still be met.
    pub fn is_feasible(&self) -> bool {
        self.unmet.is_empty()
    }
}

impl Network {
    /// Works back from a required date, as of a moment. Give the end of the required day
    /// ([`Minute::end_of`]) and the start of the as-of day ([`Minute::start_of`]).
    ///
    /// Unfinished work is not planned before `as_of` (nor before the network's own data date).
    pub fn backward(&self, required: Minute, as_of: Minute) -> BackwardPlan {
        let data_date = self.data_date().map_or(as_of, |given| given.max(as_of));
        let options = Options {
            required: Some(required),
            data_date: Some(data_date),
        };
        let schedule = self.schedule(&options);
        let mut notices = Notices::until(self, required);
        let steps: Vec<Step> = self
            .order()
            .map(|id| step(&schedule, id, as_of, &mut notices))
            .collect();
        // What only spans others is no step that somebody has to take.
        let is_work = |step: &&Step| {
            !matches!(
                self.kind(step.activity),
                Kind::LevelOfEffort | Kind::Summary
            )
        };
        let work = || steps.iter().filter(is_work);
        let unstarted = work().filter(|step| step.state == StepState::NotStarted);
        BackwardPlan {
            required,
            as_of,
            first_unstarted: unstarted
                .min_by_key(|step| step.latest_start)
                .map(|s| s.activity),
            late_working_days: work().map(|s| s.late_working_days).max().unwrap_or(0),
            unmet: schedule.negative_floats(),
            provisional: provisional(&schedule, &steps, required),
            steps,
            schedule,
        }
    }
}

/// What is known of holiday notices between a moment and the required date. Asked for each step,
/// and nearly always for a year asked for just before.
struct Notices<'a> {
    network: &'a Network,
    required: Minute,
    /// The last year asked for, and its answer.
    known: Option<(i16, Option<i16>)>,
}

impl<'a> Notices<'a> {
    fn until(network: &'a Network, required: Minute) -> Notices<'a> {
        Notices {
            network,
            required,
            known: None,
        }
    }

    /// The first year without holiday notice from a moment to the required date.
    fn missing_from(&mut self, from: Minute) -> Option<i16> {
        let year = from.date().year();
        match self.known {
            Some((known, answer)) if known == year => answer,
            _ => {
                let answer = self.network.provisional_in(from, self.required);
                self.known = Some((year, answer));
                answer
            }
        }
    }
}

/// [`Schedule::provisional`], from dates already read.
fn provisional(schedule: &Schedule, steps: &[Step], required: Minute) -> Option<i16> {
    let (mut first, mut last) = (schedule.project_finish, schedule.project_finish);
    for step in steps {
        let begin = schedule.remaining_start(step.activity);
        first = first.min(begin).min(step.times.late_start);
        last = last.max(step.times.late_finish);
    }
    schedule.network.provisional_in(first, last.max(required))
}

fn step(
    schedule: &Schedule,
    activity: ActivityId,
    as_of: Minute,
    notices: &mut Notices<'_>,
) -> Step {
    let (network, times) = (&schedule.network, schedule.times(activity));
    let calendar = network.calendar_of(activity);
    let state = network.state(activity);
    let late = match state {
        StepState::NotStarted => {
            calendar.working_days_between_days(times.late_start.day(), as_of.day())
        }
        StepState::Started => {
            let (due, expected) = (times.late_finish, times.early_finish);
            calendar.working_days_between_days(due.finish_day(), expected.finish_day())
        }
        StepState::Finished => 0,
    };
    let provisional = match state {
        StepState::NotStarted => notices.missing_from(times.late_start),
        StepState::Started => notices.missing_from(as_of),
        StepState::Finished => None,
    };
    Step {
        activity,
        state,
        times,
        latest_start: times.late_start,
        latest_finish: times.late_finish,
        late_working_days: late.max(0),
        provisional,
    }
}
