//! Projects: registering, facts, stages, schedules, problems, exemptions, lineage.

use std::sync::Arc;

use super::organise::check_change;
use super::{CodeIndex, Decision, Moment, Refusals, check_facts};
use crate::command::Command;
use crate::event::{
    ExemptionGranted, FactsRecorded, PlanAdopted, ProblemRaised, ProblemResolved, ProjectChanged,
    ProjectRegistered, StageMoved, StepProgress, StepsProgressed,
};
use crate::plan::Plan;
use crate::project::{Evidence, Project};
use crate::refusal::{self, Refusal};
use crate::state::{Zone, next_id};
use crate::{Field, ProblemId, ProjectId, limits, network};

pub(super) fn decide(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    match command {
        Command::RegisterProject {
            effective_on,
            facts,
        } => {
            let named = facts.iter().any(|fact| fact.field == Field::Name);
            refusals.require(named, || refusal::empty("name").at_field(Field::Name));
            limit_facts(&mut refusals, facts.len());
            let codes = CodeIndex::of(zone);
            refusals.0.extend(check_facts(
                zone,
                &codes,
                None,
                moment.today,
                *effective_on,
                facts,
            ));
            let id = ProjectId(next_id(&zone.projects, |id| id.0));
            let event = ProjectRegistered {
                id,
                effective_on: *effective_on,
                facts: facts.clone(),
            };
            refusals.events(vec![event.into()])
        }
        Command::RecordFacts {
            id,
            version,
            effective_on,
            facts,
        } => {
            let project = find(zone, *id)?;
            refusals.version(id, *version, project.version);
            limit_facts(&mut refusals, facts.len());
            let codes = CodeIndex::of(zone);
            let found = check_facts(
                zone,
                &codes,
                Some(project),
                moment.today,
                *effective_on,
                facts,
            );
            refusals.0.extend(found);
            let event = FactsRecorded {
                id: *id,
                effective_on: *effective_on,
                facts: facts.clone(),
            };
            refusals.events(vec![event.into()])
        }
        Command::MoveStage {
            id,
            version,
            to,
            evidence,
            effective_on,
        } => {
            let project = find(zone, *id)?;
            refusals.version(id, *version, project.version);
            refusals.date("effective_on", *effective_on);
            check_move(&mut refusals, zone, project, to, evidence, *effective_on);
            let event = StageMoved {
                id: *id,
                to: to.clone(),
                evidence: evidence.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::ChangeProject {
            id,
            version,
            change,
            document,
            effective_on,
        } => {
            let project = find(zone, *id)?;
            refusals.version(id, *version, project.version);
            refusals.document(document);
            refusals.date("effective_on", *effective_on);
            check_change(&mut refusals, zone, change, |other| {
                other != *id && zone.projects.contains_key(&other)
            });
            let event = ProjectChanged {
                id: *id,
                change: change.clone(),
                document: document.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::AdoptPlan { .. } | Command::ReportSteps { .. } => {
            decide_plan(zone, moment, command)
        }
        _ => decide_problem(zone, command),
    }
}

fn limit_facts(refusals: &mut Refusals, count: usize) {
    let few = count <= limits::FACTS_MAX;
    refusals.require(few, || refusal::too_long("facts", limits::FACTS_MAX));
}

fn find(zone: &Zone, id: ProjectId) -> Result<&Arc<Project>, Vec<Refusal>> {
    let unknown = || vec![refusal::unknown("项目", "project", &id.to_string())];
    zone.projects.get(&id).ok_or_else(unknown)
}

/// One stage forward on the path of its nature, with all the evidence its gate asks for.
fn check_move(
    refusals: &mut Refusals,
    zone: &Zone,
    project: &Project,
    to: &str,
    evidence: &[Evidence],
    on: jiff::civil::Date,
) {
    let nature = project.text(&Field::Nature, on).unwrap_or("");
    let Some(path) = zone.stage_paths.get(nature) else {
        refusals.add(refusal::not_on_path(to, nature).at_field(Field::Stage));
        return;
    };
    let Some(target) = path.stages.iter().position(|stage| stage.key == to) else {
        refusals.add(refusal::not_on_path(to, &path.name.zh).at_field(Field::Stage));
        return;
    };
    let from = project.text(&Field::Stage, on);
    let next = from.map_or(Some(0), |stage| path.position(stage).map(|at| at + 1));
    refusals.require(next == Some(target), || {
        refusal::not_forward(from.unwrap_or("-"), to).at_field(Field::Stage)
    });
    let asked = path.stages[target].evidence.iter();
    let lacking: Vec<&str> = asked
        .filter(|kind| !evidence.iter().any(|given| given.kind() == kind.as_str()))
        .map(String::as_str)
        .collect();
    refusals.require(lacking.is_empty(), || {
        refusal::no_evidence(to, &lacking.join("、")).at_field("evidence")
    });
    for given in evidence {
        match given {
            Evidence::Document { number, .. } => refusals.document(number),
            Evidence::File { attachment, .. } => {
                let kept = zone.attachments.contains_key(attachment);
                let id = attachment.to_string();
                refusals.require(kept, || refusal::unknown("附件", "attachment", &id));
            }
        }
    }
}

fn decide_plan(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
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

fn check_plan(refusals: &mut Refusals, moment: Moment<'_>, plan: &Plan, on: jiff::civil::Date) {
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

fn decide_problem(zone: &Zone, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    match command {
        Command::GrantExemption {
            id,
            from,
            until,
            document,
            reason,
        } => {
            find(zone, *id)?;
            refusals.document(document);
            refusals.date("from", *from);
            refusals.date("until", *until);
            refusals.require(from <= until, || refusal::wrong_period().at_field("until"));
            let event = ExemptionGranted {
                id: *id,
                from: *from,
                until: *until,
                document: document.clone(),
                reason: *reason,
            };
            refusals.events(vec![event.into()])
        }
        Command::RaiseProblem {
            project,
            kind,
            severity,
            owner,
            delay_days,
            description,
            due_on,
            effective_on,
        } => {
            find(zone, *project)?;
            refusals.short_text("kind", kind);
            refusals.unit(zone, *owner);
            refusals.date("effective_on", *effective_on);
            let ordered = due_on.is_none_or(|due| due >= *effective_on);
            refusals.require(ordered, || refusal::wrong_period().at_field("due_on"));
            let event = ProblemRaised {
                id: ProblemId(next_id(&zone.problems, |id| id.0)),
                project: *project,
                kind: kind.clone(),
                severity: *severity,
                owner: *owner,
                delay_days: *delay_days,
                description: *description,
                due_on: *due_on,
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::ResolveProblem {
            id,
            note,
            effective_on,
        } => {
            let Some(problem) = zone.problems.get(id) else {
                return Err(vec![refusal::unknown("问题", "problem", &id.to_string())]);
            };
            let open = problem.resolved_on.is_none();
            refusals.require(open, || refusal::already("解决", "solved"));
            let ordered = problem.raised_on <= *effective_on;
            refusals.require(ordered, || refusal::wrong_period().at_field("effective_on"));
            let event = ProblemResolved {
                id: *id,
                note: *note,
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        _ => Ok(Vec::new()),
    }
}
