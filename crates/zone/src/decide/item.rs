//! Supervision items: assigned, and every step until they are closed.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Decision, Moment, Refusals};
use crate::command::{AssignItem, Command};
use crate::event::{
    Event, ItemAccepted, ItemAnswered, ItemAssigned, ItemClosed, ItemEscalated, ItemExtensionAsked,
    ItemExtensionDecided, ItemReturned, ItemUrged,
};
use crate::item::{EscalationStep, ItemAct, ItemState, Standing, SupervisionItem, working_due};
use crate::plan::WeekKind;
use crate::project::Evidence;
use crate::refusal::{self, Refusal};
use crate::state::{Zone, next_id};
use crate::{Holder, ItemId, UnitId, labels, limits};

/// Assigns an item: it opens with owner, measure, due date and evidence, or not at all.
pub(super) fn assign(zone: &Zone, moment: Moment<'_>, asked: &AssignItem) -> Decision {
    let mut refusals = Refusals::default();
    refusals.date("effective_on", asked.effective_on);
    check_units(&mut refusals, zone, asked);
    check_owner(&mut refusals, zone, asked.owner);
    super::meeting::check_source(&mut refusals, zone, asked.meeting);
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
        let unknown = refusal::unknown("项目", "project", &project.to_string());
        refusals.add(unknown.at_field("project"));
    }
    if let Some(problem) = asked.problem.filter(|id| !zone.problems.contains_key(id)) {
        let unknown = refusal::unknown("问题", "problem", &problem.to_string());
        refusals.add(unknown.at_field("problem"));
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
        source: asked.source.clone(),
        lead: asked.lead,
        support: asked.support.clone(),
        owed_to: asked.owed_to,
        owner,
        measure,
        evidence: asked.evidence.clone(),
        project: asked.project,
        problem: asked.problem,
        meeting: asked.meeting,
        due: working_due(moment.calendars, stated),
        effective_on: asked.effective_on,
    };
    refusals.events(vec![event.into()])
}

fn check_units(refusals: &mut Refusals, zone: &Zone, asked: &AssignItem) {
    let mut known = |field: &str, unit: UnitId| {
        if !zone.units.contains_key(&unit) {
            let unknown = refusal::unknown("单位", "unit", &unit.to_string());
            refusals.add(unknown.at_field(field));
        }
    };
    known("lead", asked.lead);
    asked
        .support
        .iter()
        .for_each(|unit| known("support", *unit));
    asked
        .owed_to
        .iter()
        .for_each(|unit| known("owed_to", *unit));
    let twice = asked.support.contains(&asked.lead);
    refusals.require(!twice, || refusal::lead_supports().at_field("support"));
    let few = asked.support.len() <= limits::SUPPORTING_UNITS_MAX;
    refusals.require(few, || {
        refusal::too_long("support", limits::SUPPORTING_UNITS_MAX).at_field("support")
    });
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

/// Takes a step on an item.
pub(super) fn act(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
    let Command::MoveItem {
        id,
        version,
        act,
        effective_on: on,
    } = command
    else {
        return Ok(Vec::new());
    };
    let item = find(zone, *id)?;
    let standing = item.standing();
    let mut refusals = Refusals::default();
    refusals.version(id, *version, item.version);
    refusals.date("effective_on", *on);
    refusals.require(!standing.is_closed(), || refusal::already("销号", "closed"));
    refusals.require(*on <= moment.today, || {
        refusal::finish_in_future(*on).at_field("effective_on")
    });
    refusals.require(item.assigned_on <= *on, || {
        refusal::wrong_period().at_field("effective_on")
    });
    match act {
        ItemAct::Answer { evidence, .. } => check_kept(&mut refusals, zone, evidence),
        ItemAct::Urge { .. } | ItemAct::Accept { .. } | ItemAct::Return { .. } => {}
        ItemAct::AskExtension { until, .. } => {
            refusals.require(standing.due.on >= *on, || {
                refusal::extension_too_late(standing.due.on).at_field("effective_on")
            });
            check_until(&mut refusals, &standing, *until);
        }
        ItemAct::DecideExtension { until, .. } => {
            refusals.require(standing.extension_asked.is_some(), || {
                refusal::nothing_asked().at_field("id")
            });
            until
                .iter()
                .for_each(|until| check_until(&mut refusals, &standing, *until));
        }
        ItemAct::Close { evidence, .. } => {
            check_kept(&mut refusals, zone, evidence);
            check_closing(&mut refusals, item, evidence);
        }
        ItemAct::Escalate { step, document, .. } => {
            check_ladder(&mut refusals, &standing, *step, document);
        }
    }
    check_order(&mut refusals, act, &standing, *on);
    refusals.events(vec![event(moment, *id, act.clone(), *on)])
}

/// The event that records a step.
fn event(moment: Moment<'_>, id: ItemId, act: ItemAct, effective_on: Date) -> Event {
    let on = effective_on;
    match act {
        ItemAct::Urge { note } => of(ItemUrged {
            id,
            note,
            effective_on: on,
        }),
        ItemAct::AskExtension { until, reason } => of(ItemExtensionAsked {
            id,
            until,
            reason,
            effective_on,
        }),
        ItemAct::DecideExtension { until, note } => of(ItemExtensionDecided {
            id,
            until: until.map(|until| working_due(moment.calendars, until)),
            note,
            effective_on,
        }),
        ItemAct::Answer { text, evidence } => of(ItemAnswered {
            id,
            text,
            evidence,
            effective_on,
        }),
        ItemAct::Return { reason } => of(ItemReturned {
            id,
            reason,
            effective_on: on,
        }),
        ItemAct::Accept { note } => of(ItemAccepted {
            id,
            note,
            effective_on: on,
        }),
        ItemAct::Close { note, evidence } => of(ItemClosed {
            id,
            note,
            evidence,
            effective_on,
        }),
        ItemAct::Escalate {
            step,
            document,
            grounds,
        } => of(ItemEscalated {
            id,
            step,
            document,
            grounds,
            effective_on,
        }),
    }
}

fn of(event: impl Into<Event>) -> Event {
    event.into()
}

/// An extension ends after the date that holds.
fn check_until(refusals: &mut Refusals, standing: &Standing, until: Date) {
    refusals.date("until", until);
    refusals.require(until > standing.due.on, || {
        refusal::wrong_period().at_field("until")
    });
}

/// A notice needs no document; what touches people does. Steps are only taken upwards.
fn check_ladder(
    refusals: &mut Refusals,
    standing: &Standing,
    step: EscalationStep,
    document: &str,
) {
    if step > EscalationStep::Supervision {
        refusals.document(document);
    } else {
        refusals.length("document", document);
    }
    let higher = standing.escalated.is_none_or(|taken| taken < step);
    let word = step.word();
    refusals.require(higher, || refusal::already(&word.zh, &word.en));
}

/// A review needs an answer, given by then; what waits for its review is not urged.
fn check_order(refusals: &mut Refusals, act: &ItemAct, standing: &Standing, on: Date) {
    if standing.is_closed() {
        return;
    }
    match act {
        ItemAct::Accept { .. } | ItemAct::Return { .. } | ItemAct::Close { .. } => {
            let answered = standing.answered_on;
            refusals.require(answered.is_some(), || {
                refusal::not_answered().at_field("id")
            });
            refusals.require(answered.is_none_or(|answered| answered <= on), || {
                refusal::wrong_period().at_field("effective_on")
            });
            let again = matches!(act, ItemAct::Accept { .. });
            let accepted = standing.state == ItemState::Accepted;
            refusals.require(!(again && accepted), || {
                refusal::already("审核通过", "accepted")
            });
        }
        ItemAct::Urge { .. } | ItemAct::AskExtension { .. } => {
            let waits = !standing.state.is_with_unit();
            refusals.require(!waits, || refusal::waits_for_review().at_field("id"));
        }
        ItemAct::Answer { .. } => {
            let accepted = standing.state == ItemState::Accepted;
            refusals.require(!accepted, || refusal::waits_for_review().at_field("id"));
        }
        ItemAct::DecideExtension { .. } | ItemAct::Escalate { .. } => {}
    }
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
                super::thread::check_shows(refusals, zone, *attachment);
            }
        }
    }
}
