//! Problems of projects, and exemptions of their lights.

use super::project::find;
use super::{Decision, Refusals};
use crate::ProblemId;
use crate::command::Command;
use crate::event::{ExemptionGranted, ProblemRaised, ProblemResolved};
use crate::refusal;
use crate::state::{Zone, next_id};

pub(super) fn decide(zone: &Zone, command: &Command) -> Decision {
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
        _ => decide_problem(zone, command),
    }
}

fn decide_problem(zone: &Zone, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    match command {
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
            refusals.date("effective_on", *effective_on);
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
