//! Units, people and posts.

use super::{Decision, Refusals};
use crate::command::Command;
use crate::event::{PersonAdded, PostAdded, PostChanged, PostHeld, UnitAdded, UnitChanged};
use crate::lineage::Change;
use crate::refusal;
use crate::state::{Zone, next_id};
use crate::{PersonId, PostId, UnitId};

pub(super) fn decide(zone: &Zone, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    match command {
        Command::AddUnit {
            name,
            parent,
            protocol_rank,
            aliases,
            effective_on,
        } => {
            refusals.short_text("name", name);
            for alias in aliases {
                refusals.short_text("aliases", alias);
            }
            let taken = zone.unit_called(name, *effective_on).is_some();
            refusals.require(!taken, || refusal::duplicate_name(name).at_field("name"));
            refusals.unit(zone, *parent);
            refusals.date("effective_on", *effective_on);
            let event = UnitAdded {
                id: UnitId(next_id(&zone.units, |id| id.0)),
                name: name.clone(),
                parent: *parent,
                protocol_rank: *protocol_rank,
                aliases: aliases.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::ChangeUnit {
            id,
            version,
            change,
            document,
            effective_on,
        } => {
            let Some(unit) = zone.units.get(id) else {
                return Err(vec![refusal::unknown("单位", "unit", &id.to_string())]);
            };
            refusals.version(id, *version, unit.version);
            refusals.document(document);
            refusals.date("effective_on", *effective_on);
            check_change(&mut refusals, zone, change, |other| {
                other != *id && zone.units.contains_key(&other)
            });
            let event = UnitChanged {
                id: *id,
                change: change.clone(),
                document: document.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::AddPerson {
            name,
            unit,
            protocol_rank,
            effective_on,
        } => {
            refusals.unit(zone, *unit);
            refusals.date("effective_on", *effective_on);
            let event = PersonAdded {
                id: PersonId(next_id(&zone.people, |id| id.0)),
                name: *name,
                unit: *unit,
                protocol_rank: *protocol_rank,
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        _ => decide_post(zone, command),
    }
}

fn decide_post(zone: &Zone, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    let unknown = |id: &PostId| vec![refusal::unknown("职务", "post", &id.to_string())];
    match command {
        Command::AddPost {
            title,
            unit,
            protocol_rank,
            effective_on,
        } => {
            refusals.short_text("title", title);
            refusals.unit(zone, *unit);
            refusals.date("effective_on", *effective_on);
            let event = PostAdded {
                id: PostId(next_id(&zone.posts, |id| id.0)),
                title: title.clone(),
                unit: *unit,
                protocol_rank: *protocol_rank,
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::ChangePost {
            id,
            version,
            change,
            document,
            effective_on,
        } => {
            let post = zone.posts.get(id).ok_or_else(|| unknown(id))?;
            refusals.version(id, *version, post.version);
            refusals.document(document);
            refusals.date("effective_on", *effective_on);
            check_change(&mut refusals, zone, change, |other| {
                other != *id && zone.posts.contains_key(&other)
            });
            let event = PostChanged {
                id: *id,
                change: change.clone(),
                document: document.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::HoldPost {
            id,
            version,
            holder,
            document,
            effective_on,
        } => {
            let post = zone.posts.get(id).ok_or_else(|| unknown(id))?;
            refusals.version(id, *version, post.version);
            refusals.document(document);
            refusals.date("effective_on", *effective_on);
            if let Some(person) = holder.filter(|person| !zone.people.contains_key(person)) {
                refusals.add(refusal::unknown("人员", "person", &person.to_string()));
            }
            let event = PostHeld {
                id: *id,
                holder: *holder,
                document: document.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        _ => Ok(Vec::new()),
    }
}

/// What a change of any kind of thing must satisfy: names not empty, targets that exist.
pub(super) fn check_change<Id: Copy + ToString>(
    refusals: &mut Refusals,
    zone: &Zone,
    change: &Change<Id>,
    exists: impl Fn(Id) -> bool,
) {
    let target = |id: Id| refusal::unknown("去向", "target", &id.to_string()).at_field("into");
    match change {
        Change::Renamed { name } => refusals.short_text("name", name),
        Change::Split { into } => {
            refusals.require(into.len() >= 2, || refusal::empty("into"));
            for id in into {
                refusals.require(exists(*id), || target(*id));
            }
        }
        Change::Merged { into } => refusals.require(exists(*into), || target(*into)),
        Change::HandedOver { to } => refusals.unit(zone, Some(*to)),
        Change::Suspended | Change::Resumed | Change::Withdrawn => {}
    }
}
