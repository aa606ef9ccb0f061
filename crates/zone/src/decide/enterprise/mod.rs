//! Enterprises: the ledger, figures by month, and tables of both.

mod figures;
mod import;
mod more;
mod request;

use std::sync::Arc;

use super::{Decision, Moment, Refusals, reaches, word};
use crate::authority::{Actor, Operation, Reach};
use crate::enterprise::command::{EnterpriseCommand, NewEnterprise};
use crate::enterprise::{Enterprise, EnterpriseChange, EnterpriseState};
use crate::event::{EnterpriseAdded, EnterpriseChanged};
use crate::refusal::{self, Refusal};
use crate::state::{Zone, next_id};
use crate::{DealId, EnterpriseId, Holder, UnitId};

pub use import::{CheckedRow, RowChange, check_import};

/// Decides a command about enterprises.
pub(super) fn decide(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    command: &EnterpriseCommand,
) -> Decision {
    match command {
        EnterpriseCommand::Add(asked) => add(zone, asked),
        EnterpriseCommand::Change {
            id,
            version,
            changes,
            document,
            effective_on,
        } => {
            let own = find(zone, *id)?;
            let mut refusals = Refusals::default();
            refusals.version(id, *version, own.version);
            refusals.date("effective_on", *effective_on);
            refusals.length("document", document);
            refusals.require(!changes.is_empty(), || refusal::empty("changes"));
            for change in changes {
                check_change(&mut refusals, zone, *id, change);
            }
            let event = EnterpriseChanged {
                id: *id,
                changes: changes.clone(),
                document: document.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        EnterpriseCommand::RecordFigures(asked) => figures::record(zone, moment, actor, asked),
        EnterpriseCommand::Import(rows) => import::decide(zone, moment, rows),
        EnterpriseCommand::AgreePlan(asked) => more::agree_plan(zone, moment, asked),
        EnterpriseCommand::MoveMeasure(asked) => more::move_measure(zone, moment, asked),
        EnterpriseCommand::OpenDeal(asked) => more::open_deal(zone, moment, asked),
        EnterpriseCommand::MoveDeal(asked) => more::move_deal(zone, moment, asked),
        EnterpriseCommand::SignDeal(asked) => more::sign_deal(zone, moment, asked),
        EnterpriseCommand::KeepPromise(asked) => more::keep_promise(zone, moment, asked),
        EnterpriseCommand::SetQuota(asked) => more::set_quota(asked),
        EnterpriseCommand::DeclareNeed(asked) => more::declare_need(zone, asked),
        EnterpriseCommand::Raise(asked) => request::raise(zone, moment, actor, asked),
        EnterpriseCommand::Move {
            id,
            version,
            act,
            effective_on,
        } => request::act(zone, moment, actor, (*id, *version), act, *effective_on),
    }
}

/// The actor's right: an enterprise's sign-in speaks for its own enterprise and does nothing else;
/// a unit does what it answers for, what it received and what it works on.
pub(super) fn allowed(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    command: &EnterpriseCommand,
) -> Result<(), Vec<Refusal>> {
    let operation = command.operation();
    let may = |unit: Option<UnitId>| reaches(zone, actor, operation, unit, moment.today);
    let allowed = match command {
        EnterpriseCommand::RecordFigures(asked) => {
            let lead = zone.enterprises.get(&asked.id);
            let lead = lead.and_then(|own| own.lead_on(moment.today));
            let lead = lead.map(|unit| zone.unit_on(unit, moment.today));
            actor.speaks_for(asked.id) || may(lead)
        }
        // Whoever is asked first receives it: any unit may.
        EnterpriseCommand::Raise(asked) => {
            actor.speaks_for(asked.enterprise)
                || may(actor.unit.map(|own| zone.unit_on(own, moment.today)))
        }
        EnterpriseCommand::Move { id, act, .. } => match zone.requests.get(id) {
            // One that is not there is refused by name, to those who handle requests at all.
            None => actor.reach(Operation::HandleRequests) == Reach::All,
            Some(request) => request::may(zone, actor, request, act.kind(), moment.today),
        },
        // A unit tells of what it promised, and negotiates for itself.
        EnterpriseCommand::MoveMeasure(asked) => {
            let own = zone.enterprises.get(&asked.id);
            let plan = own.and_then(|own| own.plan.versions.last());
            let mut measures = plan.into_iter().flat_map(|plan| &plan.measures);
            let measure = measures.find(|own| own.key == asked.key);
            may(measure.map(|own| zone.unit_on(own.unit, moment.today)))
        }
        EnterpriseCommand::OpenDeal(asked) => may(Some(zone.unit_on(asked.lead, moment.today))),
        EnterpriseCommand::MoveDeal(asked) => may(of_deal(zone, moment, asked.id)),
        EnterpriseCommand::SignDeal(asked) => may(of_deal(zone, moment, asked.id)),
        EnterpriseCommand::KeepPromise(asked) => may(of_deal(zone, moment, asked.id)),
        EnterpriseCommand::Add(_)
        | EnterpriseCommand::Change { .. }
        | EnterpriseCommand::Import(_)
        | EnterpriseCommand::AgreePlan(_)
        | EnterpriseCommand::SetQuota(_)
        | EnterpriseCommand::DeclareNeed(_) => actor.reach(operation) == Reach::All,
    };
    if allowed {
        Ok(())
    } else {
        Err(vec![refusal::not_allowed(&actor.account, word(operation))])
    }
}

pub(crate) use figures::shown as shown_figure;
pub use request::may as may_act;

/// The unit that negotiates, mergers followed.
fn of_deal(zone: &Zone, moment: Moment<'_>, id: DealId) -> Option<UnitId> {
    let deal = zone.deals.get(&id)?;
    Some(zone.unit_on(deal.lead, moment.today))
}

fn find(zone: &Zone, id: EnterpriseId) -> Result<&Arc<Enterprise>, Vec<Refusal>> {
    let unknown = || vec![refusal::unknown("企业", "enterprise", &id.to_string())];
    zone.enterprises.get(&id).ok_or_else(unknown)
}

fn add(zone: &Zone, asked: &NewEnterprise) -> Decision {
    let mut refusals = Refusals::default();
    check_new(&mut refusals, zone, asked);
    refusals.events(vec![added(zone, asked).into()])
}

fn added(zone: &Zone, asked: &NewEnterprise) -> EnterpriseAdded {
    EnterpriseAdded {
        id: EnterpriseId(next_id(&zone.enterprises, |id| id.0)),
        code: asked.code.trim().to_owned(),
        name: asked.name.trim().to_owned(),
        industry: asked.industry.trim().to_owned(),
        lead: asked.lead,
        assistant: asked.assistant,
        contact: asked.contact,
        state: asked.state,
        effective_on: asked.effective_on,
    }
}

fn check_new(refusals: &mut Refusals, zone: &Zone, asked: &NewEnterprise) {
    refusals.date("effective_on", asked.effective_on);
    for change in [
        EnterpriseChange::Name(asked.name.clone()),
        EnterpriseChange::Code(asked.code.clone()),
        EnterpriseChange::Industry(asked.industry.clone()),
        EnterpriseChange::Lead(asked.lead),
        EnterpriseChange::Assistant(asked.assistant),
    ] {
        check_change(refusals, zone, EnterpriseId(0), &change);
    }
}

fn check_change(refusals: &mut Refusals, zone: &Zone, id: EnterpriseId, change: &EnterpriseChange) {
    let others = || zone.enterprises.values().filter(|own| own.id != id);
    match change {
        EnterpriseChange::Name(name) => {
            refusals.short_text("name", name);
            // Names of those that have left may be used again.
            let there = |own: &&Arc<Enterprise>| {
                let left = own.states.last().map(|(_, state)| *state);
                own.is_called(name.trim()) && left != Some(EnterpriseState::Left)
            };
            if let Some(other) = others().find(there) {
                let there = refusal::enterprise_there(name.trim(), &other.id.to_string());
                refusals.add(there.at_field("name"));
            }
        }
        EnterpriseChange::Code(code) => {
            refusals.length("code", code);
            let code = code.trim();
            let same = |own: &&Arc<Enterprise>| !code.is_empty() && own.code == code;
            if let Some(other) = others().find(same) {
                let name = other.names.last().map_or("", |(_, name)| name.as_str());
                refusals.add(refusal::code_taken(code, name).at_field("code"));
            }
        }
        EnterpriseChange::Industry(industry) => refusals.length("industry", industry),
        EnterpriseChange::Lead(unit) => {
            if !zone.units.contains_key(unit) {
                let unknown = refusal::unknown("单位", "unit", &unit.to_string());
                refusals.add(unknown.at_field("lead"));
            }
        }
        EnterpriseChange::Assistant(holder) => {
            let unknown = match holder {
                Some(Holder::Person(id)) if !zone.people.contains_key(id) => {
                    Some(refusal::unknown("人员", "person", &id.to_string()))
                }
                Some(Holder::Post(id)) if !zone.posts.contains_key(id) => {
                    Some(refusal::unknown("职务", "post", &id.to_string()))
                }
                _ => None,
            };
            if let Some(own) = unknown {
                refusals.add(own.at_field("assistant"));
            }
        }
        EnterpriseChange::Contact(_) | EnterpriseChange::State(_) => {}
    }
}
