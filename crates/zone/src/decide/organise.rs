//! Units, people and posts.

use jiff::civil::Date;

use super::{Decision, Refusals};
use crate::command::Command;
use crate::event::{PersonAdded, PostAdded, PostChanged, PostHeld, UnitAdded, UnitChanged};
use crate::lineage::{Change, Lineage, ended, standing};
use crate::refusal::{self, Refusal};
use crate::state::{Zone, next_id};
use crate::unit::{Post, Unit};
use crate::{PostId, UnitId};

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
            unit_name(&mut refusals, zone, "name", name, *effective_on);
            for alias in aliases {
                unit_name(&mut refusals, zone, "aliases", alias, *effective_on);
            }
            refusals.unit(zone, *parent);
            refusals.date("effective_on", *effective_on);
            let event = UnitAdded {
                id: zone.next_unit(),
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
            check_unit_change(&mut refusals, zone, unit, change, *effective_on);
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
                id: zone.next_person(),
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
            let post = zone.posts.get(id).ok_or_else(|| unknown_post(id))?;
            refusals.version(id, *version, post.version);
            refusals.document(document);
            refusals.date("effective_on", *effective_on);
            check_change(&mut refusals, zone, change, |other| {
                let post = zone.posts.get(&other);
                let goes_on = |post: &Post| ended(&post.lineage, *effective_on).is_none();
                other != *id && post.is_some_and(goes_on)
            });
            check_standing(&mut refusals, id, &post.lineage, *effective_on, change);
            let event = PostChanged {
                id: *id,
                change: change.clone(),
                document: document.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        _ => hold_post(zone, command),
    }
}

fn unknown_post(id: &PostId) -> Vec<Refusal> {
    vec![refusal::unknown("职务", "post", &id.to_string())]
}

fn hold_post(zone: &Zone, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    match command {
        Command::HoldPost {
            id,
            version,
            holder,
            document,
            effective_on,
        } => {
            let post = zone.posts.get(id).ok_or_else(|| unknown_post(id))?;
            refusals.version(id, *version, post.version);
            refusals.document(document);
            refusals.date("effective_on", *effective_on);
            if let Some(end) = ended(&post.lineage, *effective_on) {
                let (word, since) = (end.change.word(), end.effective_on);
                refusals.add(refusal::ended(&id.to_string(), since, &word.zh, &word.en));
            }
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

/// A change of a unit: the tree stays a tree, and names stay apart.
fn check_unit_change(
    refusals: &mut Refusals,
    zone: &Zone,
    unit: &Unit,
    change: &Change<UnitId>,
    on: Date,
) {
    let into = |other: UnitId| other != unit.id && unit_goes_on(zone, other, on);
    check_change(refusals, zone, change, into);
    check_standing(refusals, &unit.id, &unit.lineage, on, change);
    match change {
        Change::Renamed { name } if !unit.is_called(name) => {
            unit_name(refusals, zone, "name", name, on);
        }
        Change::HandedOver { to } if zone.is_within(*to, unit.id, on) => {
            let refused = refusal::unit_loop(&unit.id.to_string(), &to.to_string());
            refusals.add(refused.at_field("to"));
        }
        _ => {}
    }
}

/// What a change of any kind of thing must satisfy: names not empty, targets that exist.
pub(super) fn check_change<Id: Copy + Ord + ToString>(
    refusals: &mut Refusals,
    zone: &Zone,
    change: &Change<Id>,
    exists: impl Fn(Id) -> bool,
) {
    let target = |id: Id| {
        let id = id.to_string();
        refusal::unknown("可以承接的", "target that goes on called", &id).at_field("into")
    };
    match change {
        Change::Renamed { name } => refusals.short_text("name", name),
        Change::Split { into } => {
            let distinct: std::collections::BTreeSet<&Id> = into.iter().collect();
            refusals.require(distinct.len() >= 2, || {
                let en = "a split has two different targets at least";
                refusal::implausible("拆分至少要有两个不同的去向", en).at_field("into")
            });
            for id in into {
                refusals.require(exists(*id), || target(*id));
            }
        }
        Change::Merged { into } => refusals.require(exists(*into), || target(*into)),
        Change::HandedOver { to } => refusals.unit(zone, Some(*to)),
        Change::Suspended | Change::Resumed | Change::Withdrawn => {}
    }
}

/// What has ended does not change any more; only what is suspended resumes.
pub(super) fn check_standing<Id: ToString>(
    refusals: &mut Refusals,
    id: &Id,
    lineage: &[Lineage<Id>],
    on: Date,
    change: &Change<Id>,
) {
    let found = standing(lineage, on);
    if let Some(end) = found.filter(|entry| entry.change.ends()) {
        let word = end.change.word();
        let since = end.effective_on;
        refusals.add(refusal::ended(&id.to_string(), since, &word.zh, &word.en));
        return;
    }
    // What has not ended and does not simply go on is suspended.
    match change {
        Change::Resumed => {
            refusals.require(found.is_some(), || refusal::not_suspended(&id.to_string()));
        }
        Change::Suspended => {
            refusals.require(found.is_none(), || refusal::already("停缓建", "suspended"));
        }
        _ => {}
    }
}

fn unit_goes_on(zone: &Zone, unit: UnitId, on: Date) -> bool {
    let goes_on = |unit: &Unit| ended(&unit.lineage, on).is_none();
    zone.units.get(&unit).is_some_and(goes_on)
}

/// A name or alias by which ledgers shall find one unit and no other.
fn unit_name(refusals: &mut Refusals, zone: &Zone, field: &str, name: &str, on: Date) {
    refusals.short_text(field, name);
    let other = zone.unit_called(name, on);
    let taken = other.is_some_and(|other| unit_goes_on(zone, other, on));
    refusals.require(!taken, || refusal::duplicate_name(name).at_field(field));
}
