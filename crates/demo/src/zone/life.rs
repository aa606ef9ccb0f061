//! The life of one project: what was planned, and what really happens, on all its days.
//!
//! Everything told about a project on a day (steps, money, forecast) is computed from its life, so
//! that the figures of a month agree with each other and with the months around it.

use jiff::civil::Date;
use zone::network;
use zone::plan::{Plan, WeekKind};
use zone::{Calendars, ProjectId};

use super::curve::{self, Pause, Span};
use super::dates::add_days;
use super::names_promotion::Idea;
use super::template::Template;

/// How a project fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Temper {
    /// As planned.
    Steady,
    /// Faster than planned.
    Ahead,
    /// Some weeks late.
    Slip,
    /// Months late.
    Trouble,
}

/// A problem that costs time.
#[derive(Debug, Clone)]
pub(crate) struct Trouble {
    /// The step it holds up.
    pub(crate) step: usize,
    /// Calendar days of delay, as it is judged when raised.
    pub(crate) delay_days: u32,
    /// When it is raised.
    pub(crate) raised: Date,
    /// When it is solved, if it is.
    pub(crate) resolved: Option<Date>,
    /// Whether it decides the date.
    pub(crate) blocking: bool,
}

/// A project's life.
#[derive(Debug, Clone)]
pub(crate) struct Life {
    /// What it is.
    pub(crate) idea: Idea,
    /// Its name when registered.
    pub(crate) name: String,
    /// Its template.
    pub(crate) template: Template,
    /// How it fares.
    pub(crate) temper: Temper,
    /// Total investment in 万元.
    pub(crate) total_wan: i64,
    /// What preparing costs a month, in 万元.
    pub(crate) prepare_wan: i64,
    /// The plan with its baseline.
    pub(crate) plan: Plan,
    /// What really happens: first and last day of each step.
    pub(crate) truth: Vec<Span>,
    /// Stages with the days on which they are reached, in order of the path.
    pub(crate) stages: Vec<(&'static str, Date)>,
    /// Position in `stages` of the stage at registration.
    pub(crate) first_stage: usize,
    /// The day it comes into the ledger.
    pub(crate) registered: Date,
    /// The day its schedule is adopted.
    pub(crate) adopted: Date,
    /// 要求完成时间.
    pub(crate) required: Date,
    /// What it was before it was put off, and the day on which it was.
    pub(crate) first_required: Option<(Date, Date)>,
    /// Its problems.
    pub(crate) troubles: Vec<Trouble>,
    /// While it is suspended.
    pub(crate) pause: Pause,
    /// From this day on nothing is reported: withdrawn, split, merged.
    pub(crate) stopped: Option<Date>,
    /// Its number among all, for codes and for choices that need no dice.
    pub(crate) number: usize,
    /// Its id, once registered.
    pub(crate) id: Option<ProjectId>,
}

/// First and last day of each step of a plan that begins on a day and goes as planned.
pub(crate) fn planned_spans(plan: &Plan, calendars: &Calendars, begin: Date) -> Vec<Span> {
    let mut plan = plan.clone();
    for step in &mut plan.steps {
        step.not_before = Some(begin);
    }
    spans(&plan, calendars, begin).0
}

/// Dates of a plan as known on a day, and the last finish.
fn spans(plan: &Plan, calendars: &Calendars, on: Date) -> (Vec<Span>, Date) {
    // A template is a plan the engine accepts: a test adopts every one of them.
    match network::schedule(plan, calendars, on, None) {
        Some(scheduled) => {
            let dates = scheduled.steps.iter().map(|step| (step.start, step.finish));
            (dates.collect(), scheduled.finish)
        }
        None => (vec![(on, on); plan.steps.len()], on),
    }
}

impl Life {
    /// Government works or investment promotion, by the key of its stage path.
    pub(crate) fn nature(&self) -> &'static str {
        if self.idea.kind.is_public() {
            "government_works"
        } else {
            "investment_promotion"
        }
    }

    /// The last stage reached by a day.
    pub(crate) fn stage_on(&self, day: Date) -> Option<&'static str> {
        let reached = self.stages.iter().rev().find(|stage| stage.1 <= day);
        reached.map(|stage| stage.0)
    }

    /// The day a stage is reached.
    pub(crate) fn reached(&self, stage: &str) -> Option<Date> {
        self.stages
            .iter()
            .find(|own| own.0 == stage)
            .map(|own| own.1)
    }

    /// The day work on site begins.
    pub(crate) fn started(&self) -> Date {
        self.truth[self.template.start].0
    }

    /// The day it is accepted.
    pub(crate) fn finished(&self) -> Date {
        self.truth.last().map_or(self.registered, |span| span.1)
    }

    /// Baseline of the day work on site begins.
    pub(crate) fn planned_start(&self) -> Option<Date> {
        self.plan.steps[self.template.start].baseline_start
    }

    /// Baseline of the finish.
    pub(crate) fn planned_finish(&self) -> Option<Date> {
        self.plan.steps.last().and_then(|step| step.baseline_finish)
    }

    /// Whether it is suspended on a day.
    pub(crate) fn is_paused(&self, day: Date) -> bool {
        self.pause
            .is_some_and(|(from, until)| from <= day && day < until)
    }

    /// How far a step really is.
    pub(crate) fn progress(&self, step: usize, day: Date) -> i64 {
        curve::progress(self.truth[step], day, self.pause)
    }

    /// Its plan with what has happened by the end of a day, and what is thought to remain.
    pub(crate) fn status(&self, calendars: &Calendars, day: Date) -> Plan {
        let mut plan = self.plan.clone();
        let calendar = calendars.get(plan.week);
        for (at, step) in plan.steps.iter_mut().enumerate() {
            let (start, finish) = self.truth[at];
            if start > day {
                continue;
            }
            step.actual_start = Some(start);
            if finish <= day {
                step.actual_finish = Some(finish);
                continue;
            }
            let left = calendar.working_days_inclusive(day, finish);
            let whole = calendar.working_days_inclusive(start, finish).max(1);
            let known = self
                .troubles
                .iter()
                .any(|own| own.step == at && own.raised <= day);
            // Until somebody names a problem, what is left is judged by what was planned.
            let judged = if known {
                left
            } else {
                left * i64::from(step.days).min(whole) / whole
            };
            step.remaining_days = u32::try_from(judged.max(1)).ok().map(Into::into);
        }
        plan
    }

    /// What the dates of its steps are thought to be on a day, and the finish.
    pub(crate) fn forecast(&self, calendars: &Calendars, day: Date) -> (Vec<Span>, Date) {
        spans(&self.status(calendars, day), calendars, day)
    }

    /// Money spent by the end of a day, in 万元.
    pub(crate) fn spent_wan(&self, day: Date) -> i64 {
        let share = curve::spent(&self.truth, &self.template.costs, day, self.pause);
        self.prepared_wan(day) + self.total_wan * share / curve::WHOLE
    }

    /// What preparing has cost by the end of a day.
    pub(crate) fn prepared_wan(&self, day: Date) -> i64 {
        let reserve = self.reached("储备").unwrap_or(self.registered);
        let (from, until) = (self.registered.max(reserve), self.truth[0].0);
        let last = day.min(add_days(until, -1));
        let months = i64::from(zone::figures::months_between(from, last));
        self.prepare_wan * months.clamp(0, 24)
    }
}

/// The working week of a project.
pub(crate) fn week_of(number: usize) -> WeekKind {
    match number % 9 {
        0 => WeekKind::SevenDay,
        1 | 5 => WeekKind::FiveDay,
        _ => WeekKind::SixDay,
    }
}
