//! Schedules: adopting a plan, reporting progress of its steps.

use jiff::civil::Date;

use super::project::find;
use super::{Decision, Moment, Refusals};
use crate::command::Command;
use crate::event::{PlanAdopted, StepProgress, StepsProgressed};
use crate::plan::Plan;
use crate::refusal;
use crate::state::Zone;
use crate::{limits, network};

pub(super) fn decide(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    match command {
        Command::AdoptPlan {
            id,
            version,
            plan,
            effective_on,
        } => {
            let project = find(zone, *id)?;
            refusals.version(id, *version, project.version);
            refusals.date("effective_on", *effective_on);
            check_plan(&mut refusals, moment, plan, *effective_on);
            let event = PlanAdopted {
                id: *id,
                plan: plan.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::ReportSteps {
            id,
            version,
            steps,
            effective_on,
        } => {
            let project = find(zone, *id)?;
            refusals.version(id, *version, project.version);
            refusals.date("effective_on", *effective_on);
            let Some(plan) = project.plan(*effective_on) else {
                refusals.add(refusal::unknown("进度计划", "schedule", &id.to_string()));
                return refusals.events(Vec::new());
            };
            for step in steps {
                check_progress(&mut refusals, moment, plan, step);
            }
            let event = StepsProgressed {
                id: *id,
                steps: steps.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        _ => Ok(Vec::new()),
    }
}

fn check_plan(refusals: &mut Refusals, moment: Moment<'_>, plan: &Plan, on: Date) {
    let fits = plan.steps.len() <= limits::STEPS_MAX && plan.links.len() <= limits::LINKS_MAX;
    refusals.require(fits, || refusal::too_long("steps", limits::STEPS_MAX));
    refusals.require(!plan.steps.is_empty(), || refusal::empty("steps"));
    for step in &plan.steps {
        refusals.short_text("step.key", &step.key);
        refusals.short_text("step.name", &step.name);
        let dates = [step.not_before, step.baseline_start, step.baseline_finish];
        let actual = [step.actual_start, step.actual_finish];
        for date in dates.into_iter().chain(actual).flatten() {
            refusals.date(&step.key, date);
        }
    }
    if !fits {
        return;
    }
    if let Err(refused) = network::build(plan, moment.calendars, on) {
        for problem in &refused.problems {
            let (zh, en) = (problem.message_zh(), problem.message_en());
            refusals.add(refusal::unusable_plan(&zh, &en).at_field("plan"));
        }
    }
}

fn check_progress(
    refusals: &mut Refusals,
    moment: Moment<'_>,
    plan: &Plan,
    progress: &StepProgress,
) {
    let key = &progress.step;
    let known = plan.steps.iter().any(|step| step.key == *key);
    refusals.require(known, || {
        refusal::unknown("步骤", "step", key).at_field(key)
    });
    for date in [progress.actual_start, progress.actual_finish]
        .into_iter()
        .flatten()
    {
        refusals.date(key, date);
        let happened = date <= moment.today;
        refusals.require(happened, || refusal::finish_in_future(date).at_field(key));
    }
    if let (Some(start), Some(finish)) = (progress.actual_start, progress.actual_finish) {
        let ordered = start <= finish;
        refusals.require(ordered, || {
            refusal::finish_before_start(start, finish).at_field(key)
        });
    }
}
