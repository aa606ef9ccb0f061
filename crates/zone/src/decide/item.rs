//! Supervision items: assigned, urged, extended, answered, returned, closed, escalated.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Decision, Moment, Refusals};
use crate::command::{AssignItem, Command};
use crate::event::{
    ItemAnswered, ItemAssigned, ItemClosed, ItemEscalated, ItemExtensionAsked,
    ItemExtensionDecided, ItemReturned, ItemUrged,
};
use crate::item::{EscalationStep, ItemState, SupervisionItem, working_due};
use crate::plan::WeekKind;
use crate::project::Evidence;
use crate::refusal::{self, Refusal};
use crate::state::{Zone, next_id};
use crate::{Holder, ItemId, labels, limits};

pub(super) fn decide(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
    match command {
        Command::AssignItem(asked) => assign(zone, moment, asked),
        Command::AskExtension { .. } | Command::DecideExtension { .. } => {
            extend(zone, moment, command)
        }
        Command::AnswerItem { .. } | Command::ReturnItem { .. } | Command::CloseItem { .. } => {
            review(zone, moment, command)
        }
        _ => press(zone, moment, command),
    }
}

fn assign(zone: &Zone, moment: Moment<'_>, asked: &AssignItem) -> Decision {
    let mut refusals = Refusals::default();
    refusals.date("effective_on", asked.effective_on);
    refusals.unit(zone, Some(asked.lead));
    for unit in asked.support.iter().copied().chain(asked.owed_to) {
        refusals.unit(zone, Some(unit));
    }
    let twice = asked.support.contains(&asked.lead);
    refusals.require(!twice, || refusal::lead_supports().at_field("support"));
    let few = asked.support.len() <= limits::SUPPORTING_UNITS_MAX;
    refusals.require(few, || {
        refusal::too_long("support", limits::SUPPORTING_UNITS_MAX).at_field("support")
    });
    check_owner(&mut refusals, zone, asked.owner);
    refusals.require(asked.measure.is_some(), || {
        refusal::no_measure().at_field("measure")
    });
    refusals.require(!asked.evidence.is_empty(), || {
        refusal::no_evidence_named().at_field("evidence")
    });
    for kind in &asked.evidence {
        refusals.short_text("evidence", kind);
    }
    if let Some(project) = asked.project.filter(|id| !zone.projects.contains_key(id)) {
        refusals.add(refusal::unknown("项目", "project", &project.to_string()));
    }
    if let Some(problem) = asked.problem.filter(|id| !zone.problems.contains_key(id)) {
        refusals.add(refusal::unknown("问题", "problem", &problem.to_string()));
    }
    let stated = asked.due_on.unwrap_or_else(|| {
        let calendar = moment.calendars.get(WeekKind::FiveDay);
        calendar.add_working_days(asked.effective_on, asked.kind.limit_days())
    });
    refusals.date("due_on", stated);
    let ordered = stated >= asked.effective_on;
    refusals.require(ordered, || refusal::wrong_period().at_field("due_on"));
    let (Some(owner), Some(measure), true) = (asked.owner, asked.measure, refusals.0.is_empty())
    else {
        return refusals.events(Vec::new());
    };
    let event = ItemAssigned {
        id: ItemId(next_id(&zone.items, |id| id.0)),
        number: next_number(zone, asked.effective_on),
        kind: asked.kind,
        what: asked.what,
        source: asked.source,
        lead: asked.lead,
        support: asked.support.clone(),
        owed_to: asked.owed_to,
        owner,
        measure,
        evidence: asked.evidence.clone(),
        project: asked.project,
        problem: asked.problem,
        stated_due_on: stated,
        due_on: working_due(moment.calendars, stated),
        effective_on: asked.effective_on,
    };
    refusals.events(vec![event.into()])
}

fn check_owner(refusals: &mut Refusals, zone: &Zone, owner: Option<Holder>) {
    match owner {
        None => refusals.add(refusal::no_owner().at_field("owner")),
        Some(Holder::Person(id)) if !zone.people.contains_key(&id) => {
            refusals.add(refusal::unknown("人员", "person", &id.to_string()).at_field("owner"));
        }
        Some(Holder::Post(id)) if !zone.posts.contains_key(&id) => {
            refusals.add(refusal::unknown("职务", "post", &id.to_string()).at_field("owner"));
        }
        Some(_) => {}
    }
}

/// The next number of the year's series; it goes on from the highest ever given.
fn next_number(zone: &Zone, on: Date) -> (i16, u32) {
    let year = on.year();
    let of_year = zone.items.values().filter(|item| item.number.0 == year);
    let last = of_year.map(|item| item.number.1).max();
    (year, last.unwrap_or(0) + 1)
}

fn find(zone: &Zone, id: ItemId) -> Result<&Arc<SupervisionItem>, Vec<Refusal>> {
    let unknown = || {
        vec![refusal::unknown(
            "督办事项",
            "supervision item",
            &id.to_string(),
        )]
    };
    zone.items.get(&id).ok_or_else(unknown)
}

/// What every step on an open item is checked for.
fn open(
    refusals: &mut Refusals,
    moment: Moment<'_>,
    item: &SupervisionItem,
    version: u32,
    on: Date,
) {
    refusals.version(&item.id, version, item.version);
    refusals.date("effective_on", on);
    refusals.require(!item.is_closed(), || refusal::already("销号", "closed"));
    refusals.require(on <= moment.today, || {
        refusal::finish_in_future(on).at_field("effective_on")
    });
    refusals.require(item.assigned_on <= on, || {
        refusal::wrong_period().at_field("effective_on")
    });
}

fn extend(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    match command {
        Command::AskExtension {
            id,
            version,
            until,
            reason,
            effective_on,
        } => {
            let item = find(zone, *id)?;
            open(&mut refusals, moment, item, *version, *effective_on);
            refusals.date("until", *until);
            refusals.require(*effective_on <= item.due_on, || {
                refusal::extension_too_late(item.due_on).at_field("effective_on")
            });
            refusals.require(*until > item.due_on, || {
                refusal::wrong_period().at_field("until")
            });
            let event = ItemExtensionAsked {
                id: *id,
                until: *until,
                reason: *reason,
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::DecideExtension {
            id,
            version,
            until,
            note,
            effective_on,
        } => {
            let item = find(zone, *id)?;
            open(&mut refusals, moment, item, *version, *effective_on);
            refusals.require(item.extension_asked().is_some(), || {
                refusal::nothing_asked().at_field("id")
            });
            if let Some(until) = until {
                refusals.date("until", *until);
                refusals.require(*until > item.due_on, || {
                    refusal::wrong_period().at_field("until")
                });
            }
            let event = ItemExtensionDecided {
                id: *id,
                stated_until: *until,
                until: until.map(|until| working_due(moment.calendars, until)),
                note: *note,
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        _ => Ok(Vec::new()),
    }
}

fn review(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    match command {
        Command::AnswerItem {
            id,
            version,
            text,
            evidence,
            effective_on,
        } => {
            let item = find(zone, *id)?;
            open(&mut refusals, moment, item, *version, *effective_on);
            check_kept(&mut refusals, zone, evidence);
            let event = ItemAnswered {
                id: *id,
                text: *text,
                evidence: evidence.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::ReturnItem {
            id,
            version,
            reason,
            effective_on,
        } => {
            let item = find(zone, *id)?;
            open(&mut refusals, moment, item, *version, *effective_on);
            answered(&mut refusals, item);
            let event = ItemReturned {
                id: *id,
                reason: *reason,
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::CloseItem {
            id,
            version,
            note,
            evidence,
            effective_on,
        } => {
            let item = find(zone, *id)?;
            open(&mut refusals, moment, item, *version, *effective_on);
            check_kept(&mut refusals, zone, evidence);
            check_closing(&mut refusals, item, evidence);
            let event = ItemClosed {
                id: *id,
                note: *note,
                evidence: evidence.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        _ => Ok(Vec::new()),
    }
}

fn answered(refusals: &mut Refusals, item: &SupervisionItem) {
    let waits = item.state == ItemState::Answered;
    refusals.require(waits, || refusal::not_answered().at_field("id"));
}

/// Every kind of evidence that was asked for was given, with an answer or now.
fn check_closing(refusals: &mut Refusals, item: &SupervisionItem, now: &[Evidence]) {
    let given: Vec<&str> = item
        .steps
        .iter()
        .flat_map(|step| &step.evidence)
        .chain(now)
        .map(Evidence::kind)
        .collect();
    let asked = item.evidence.iter();
    let lacking = asked.filter(|kind| !given.contains(&kind.as_str()));
    let lacking: Vec<_> = lacking.map(|kind| labels::evidence(kind)).collect();
    if !lacking.is_empty() {
        let zh: Vec<&str> = lacking.iter().map(|kind| kind.zh.as_str()).collect();
        let en: Vec<&str> = lacking.iter().map(|kind| kind.en.as_str()).collect();
        let refused = refusal::not_closed_without(&zh.join("、"), &en.join(", "));
        refusals.add(refused.at_field("evidence"));
    }
}

fn check_kept(refusals: &mut Refusals, zone: &Zone, evidence: &[Evidence]) {
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

/// Urging and the ladder.
fn press(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    match command {
        Command::UrgeItem {
            id,
            version,
            note,
            effective_on,
        } => {
            let item = find(zone, *id)?;
            open(&mut refusals, moment, item, *version, *effective_on);
            let event = ItemUrged {
                id: *id,
                note: *note,
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::EscalateItem {
            id,
            version,
            step,
            document,
            grounds,
            effective_on,
        } => {
            let item = find(zone, *id)?;
            open(&mut refusals, moment, item, *version, *effective_on);
            // A notice needs no document; what touches people does.
            if *step > EscalationStep::Supervision {
                refusals.document(document);
            } else {
                refusals.length("document", document);
            }
            let higher = item.escalated().is_none_or(|taken| taken < *step);
            let word = step.word();
            refusals.require(higher, || refusal::already(&word.zh, &word.en));
            let event = ItemEscalated {
                id: *id,
                step: *step,
                document: document.clone(),
                grounds: *grounds,
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        _ => Ok(Vec::new()),
    }
}
