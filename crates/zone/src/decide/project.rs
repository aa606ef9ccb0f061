//! Projects: registering, facts, stages, lineage.

use std::sync::Arc;

use jiff::civil::Date;

use super::organise::{check_change, check_standing};
use super::{CodeIndex, Decision, Moment, Refusals, check_facts, problem, schedule};
use crate::command::Command;
use crate::event::{FactsRecorded, ProjectChanged, ProjectRegistered, StageMoved};
use crate::project::{Evidence, Project};
use crate::refusal::{self, Refusal};
use crate::stage::Stage;
use crate::state::Zone;
use crate::{Field, ProjectId, Timeline, Value, Words, labels, limits, lineage};

pub(super) fn decide(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    match command {
        Command::RegisterProject {
            effective_on,
            facts,
        } => {
            let named = facts.iter().any(|fact| fact.field == Field::Name);
            refusals.require(named, || refusal::empty("name").at_field(&Field::Name));
            limit_facts(&mut refusals, facts.len());
            let codes = CodeIndex::for_facts(zone, facts);
            refusals.0.extend(check_facts(
                zone,
                &codes,
                None,
                moment.today,
                *effective_on,
                facts,
            ));
            let id = zone.next_project();
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
            refusals.require(!facts.is_empty(), || refusal::empty("facts"));
            let codes = CodeIndex::for_facts(zone, facts);
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
                report: None,
            };
            refusals.events(vec![event.into()])
        }
        Command::AdoptPlan { .. } | Command::ReportSteps { .. } => {
            schedule::decide(zone, moment, command)
        }
        Command::MoveStage { .. } | Command::ChangeProject { .. } => {
            decide_course(zone, moment, command)
        }
        _ => problem::decide(zone, command),
    }
}

/// The next stage, and what else becomes of a project.
fn decide_course(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    match command {
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
            let happened = *effective_on <= moment.today;
            refusals.require(happened, || refusal::finish_in_future(*effective_on));
            let to = check_move(&mut refusals, zone, project, to, evidence, *effective_on);
            let event = StageMoved {
                id: *id,
                to,
                evidence: evidence.clone(),
                effective_on: *effective_on,
                report: None,
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
                let goes_on = |project: &Arc<Project>| {
                    lineage::ended(&project.lineage, *effective_on).is_none()
                };
                other != *id && zone.projects.get(&other).is_some_and(goes_on)
            });
            check_standing(&mut refusals, id, &project.lineage, *effective_on, change);
            let event = ProjectChanged {
                id: *id,
                change: change.clone(),
                document: document.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        _ => Ok(Vec::new()),
    }
}

fn limit_facts(refusals: &mut Refusals, count: usize) {
    let few = count <= limits::FACTS_MAX;
    refusals.require(few, || refusal::too_long("facts", limits::FACTS_MAX));
}

pub(super) fn find(zone: &Zone, id: ProjectId) -> Result<&Arc<Project>, Vec<Refusal>> {
    let unknown = || vec![refusal::unknown("项目", "project", &id.to_string())];
    zone.projects.get(&id).ok_or_else(unknown)
}

/// One stage forward on the path of its nature, with all the evidence its gate asks for. Answers
/// with the key of the stage, however it was called.
fn check_move(
    refusals: &mut Refusals,
    zone: &Zone,
    project: &Project,
    to: &str,
    evidence: &[Evidence],
    on: Date,
) -> String {
    let nature = project.text(&Field::Nature, on);
    let Some(nature) = nature else {
        refusals.add(refusal::empty("nature").at_field(&Field::Nature));
        return to.to_owned();
    };
    let Some(path) = zone.stage_paths.get(nature) else {
        refusals.add(refusal::not_on_path(to, nature, nature).at_field(&Field::Stage));
        return to.to_owned();
    };
    let Some(target) = path.position(to) else {
        refusals
            .add(refusal::not_on_path(to, &path.name.zh, &path.name.en).at_field(&Field::Stage));
        return to.to_owned();
    };
    let stage = &path.stages[target];
    let latest = project.facts.get(&Field::Stage).and_then(Timeline::last);
    if let Some((since, fact)) = latest.filter(|(since, _)| *since > on) {
        let reached = match &fact.value {
            Value::Text(reached) => reached.as_str(),
            _ => "-",
        };
        refusals.add(refusal::stage_before(to, on, reached, since).at_field("effective_on"));
        return to.to_owned();
    }
    let from = project.text(&Field::Stage, on);
    // A ledger may call the stage by a word that is not on the path: then the path is entered
    // where the evidence shows it to be.
    let forward = match from {
        None => target == 0,
        Some(from) => path.position(from).is_none_or(|at| at + 1 == target),
    };
    refusals.require(forward, || {
        refusal::not_forward(from.unwrap_or("-"), to).at_field(&Field::Stage)
    });
    check_evidence(refusals, zone, stage, evidence);
    stage.key.clone()
}

fn check_evidence(refusals: &mut Refusals, zone: &Zone, stage: &Stage, evidence: &[Evidence]) {
    let to = &stage.key;
    let asked = stage.evidence.iter();
    let lacking: Vec<Words> = asked
        .filter(|kind| !evidence.iter().any(|given| given.kind() == kind.as_str()))
        .map(|kind| labels::evidence(kind))
        .collect();
    if !lacking.is_empty() {
        let zh: Vec<&str> = lacking.iter().map(|kind| kind.zh.as_str()).collect();
        let en: Vec<&str> = lacking.iter().map(|kind| kind.en.as_str()).collect();
        let refused = refusal::no_evidence(to, &zh.join("、"), &en.join(", "));
        refusals.add(refused.at_field("evidence"));
    }
    for given in evidence {
        match given {
            Evidence::Document { number, .. } => refusals.document(number),
            Evidence::File { attachment, .. } => {
                super::thread::check_shows(refusals, zone, *attachment);
            }
        }
    }
}
