//! Undoing an import.
//!
//! What the import said holds no more, and what it replaced holds again. Whatever was built on
//! it since stays and is named: a project it registered that has events of its own by now, a
//! value recorded again for the same date, a unit or person used elsewhere. A later import that
//! speaks of the same projects is undone first: what it found as it stood, it did not say again.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Decision;
use crate::event::ImportUndone;
use crate::import::{ImportRecord, Kept};
use crate::lineage::{Change, Lineage};
use crate::project::Project;
use crate::refusal;
use crate::state::Zone;
use crate::{AttachmentId, Fact, Holder, PersonId, ProjectId, TextRef, UnitId, Value};

pub(super) fn decide(zone: &Zone, import: AttachmentId, reason: Option<TextRef>) -> Decision {
    let id = import.to_string();
    let Some(record) = zone.imports.get(&import) else {
        return Err(vec![refusal::unknown("导入", "import", &id)]);
    };
    if record.undone.is_some() {
        return Err(vec![refusal::import_undone(&id)]);
    }
    if record.first == 0 {
        return Err(vec![refusal::import_too_old(&id)]);
    }
    let touched = touched(zone, record);
    let later = built_on(zone, record, &touched);
    if !later.is_empty() {
        return Err(vec![refusal::import_built_on(&id, &later.join("、"))]);
    }
    let mut event = ImportUndone {
        import,
        first: record.first,
        last: record.last,
        removed: Vec::new(),
        restored: Vec::new(),
        kept: Vec::new(),
        units: Vec::new(),
        people: Vec::new(),
        marks: Vec::new(),
        reason,
    };
    sort_projects(zone, record, &touched, &mut event);
    let marks = zone.marks.iter();
    let own = marks.filter(|(_, mark)| record.span().contains(&mark.seq));
    event.marks = own.map(|(name, _)| name.clone()).collect();
    // What nothing refers to once the rest is undone goes as well.
    let mut after = zone.clone();
    after.undo_import(zone.seq + 1, &event);
    let used = Used::in_zone(&after);
    let is_new = |id: &UnitId| zone.units.get(id).is_some_and(|unit| unit.version == 1);
    let units = record.units.iter().copied();
    event.units = units
        .filter(|id| is_new(id) && !used.units.contains(id))
        .collect();
    let people = record.people.iter().copied();
    event.people = people.filter(|id| !used.people.contains(id)).collect();
    Ok(vec![event.into()])
}

/// Projects that an import's events are about.
fn touched(zone: &Zone, record: &ImportRecord) -> BTreeSet<ProjectId> {
    let span = record.span();
    let about = |project: &&Arc<Project>| {
        let from = project.history.partition_point(|seq| seq < span.start());
        project
            .history
            .get(from)
            .is_some_and(|seq| span.contains(seq))
    };
    let projects = zone.projects.values().filter(about);
    projects.map(|project| project.id).collect()
}

/// Later imports that hold and speak of the same projects.
fn built_on(zone: &Zone, record: &ImportRecord, own: &BTreeSet<ProjectId>) -> Vec<String> {
    let later = zone
        .imports
        .iter()
        .filter(|(_, other)| other.undone.is_none() && other.last > record.last);
    let speaks = |other: &ImportRecord| {
        other.confirmed.iter().any(|id| own.contains(id)) || !touched(zone, other).is_disjoint(own)
    };
    later
        .filter(|(_, other)| speaks(other))
        .map(|(id, _)| id.to_string())
        .collect()
}

/// Which projects go, which are restored, and what stays.
fn sort_projects(
    zone: &Zone,
    record: &ImportRecord,
    touched: &BTreeSet<ProjectId>,
    event: &mut ImportUndone,
) {
    let span = record.span();
    let pointed_at = pointed_at_since(zone, record.last);
    for project in touched.iter().filter_map(|id| zone.projects.get(id)) {
        let id = project.id;
        let registered = project
            .history
            .first()
            .is_some_and(|seq| span.contains(seq));
        if !registered {
            event.restored.push(id);
            event.kept.extend(recorded_again(project, record));
            continue;
        }
        let since = project.history.iter().find(|seq| **seq > record.last);
        let pointed = pointed_at.iter().find(|(own, _)| *own == id);
        let fixed = project.fixed_lights.first();
        let fixed = fixed.and_then(|light| zone.cycles.get(&light.cycle)?.closed.as_ref());
        let built = since
            .copied()
            .or(pointed.map(|(_, seq)| *seq))
            .or(fixed.map(|closed| closed.seq));
        match built {
            Some(seq) => event.kept.push(Kept {
                project: id,
                field: None,
                seq,
            }),
            None => event.removed.push(id),
        }
    }
}

/// Values of the import in whose place others were recorded since.
fn recorded_again<'a>(
    project: &'a Project,
    record: &'a ImportRecord,
) -> impl Iterator<Item = Kept> + 'a {
    let span = record.span();
    let own = project
        .replaced
        .iter()
        .filter(move |entry| span.contains(&entry.fact.seq));
    own.filter_map(|entry| {
        let top = project.facts.get(&entry.field)?.on(entry.on)?;
        (top.seq > record.last).then(|| Kept {
            project: project.id,
            field: Some(entry.field.clone()),
            seq: top.seq,
        })
    })
}

/// Projects that others were split or merged into after an event, with the event that did it.
fn pointed_at_since(zone: &Zone, last: u64) -> Vec<(ProjectId, u64)> {
    let lineage = zone.projects.values().flat_map(|own| &own.lineage);
    let since = lineage.filter(|entry| entry.seq > last);
    let targets = |entry: &Lineage<ProjectId>| match &entry.change {
        Change::Split { into } => into.iter().map(|id| (*id, entry.seq)).collect(),
        Change::Merged { into } => vec![(*into, entry.seq)],
        _ => Vec::new(),
    };
    since.flat_map(targets).collect()
}

/// Units and people that something refers to.
#[derive(Default)]
struct Used {
    units: BTreeSet<UnitId>,
    people: BTreeSet<PersonId>,
}

impl Used {
    fn in_zone(zone: &Zone) -> Used {
        let mut used = Used::default();
        for project in zone.projects.values() {
            let facts = project.facts.values().flat_map(|line| line.iter());
            facts.for_each(|(_, fact)| used.fact(fact));
            let replaced = project.replaced.iter();
            replaced.for_each(|entry| used.fact(&entry.fact));
            used.lineage(&project.lineage);
        }
        for unit in zone.units.values() {
            used.units
                .extend(unit.parents.iter().filter_map(|own| *own.1));
            used.lineage(&unit.lineage);
            for entry in &unit.lineage {
                match &entry.change {
                    Change::Split { into } => used.units.extend(into),
                    Change::Merged { into } => {
                        used.units.insert(*into);
                    }
                    _ => {}
                }
            }
        }
        for post in zone.posts.values() {
            used.units
                .extend(post.units.iter().filter_map(|(_, unit)| *unit));
            used.people
                .extend(post.holders.iter().filter_map(|own| *own.1));
            used.lineage(&post.lineage);
        }
        used.units
            .extend(zone.people.values().filter_map(|own| own.unit));
        used.units
            .extend(zone.problems.values().filter_map(|own| own.owner));
        for indicator in zone.indicators.values() {
            used.units
                .extend(indicator.values.keys().filter_map(|own| own.0));
            used.units
                .extend(indicator.targets.keys().filter_map(|own| own.0));
            let allocated = indicator.allocations.values().flatten();
            let parts = allocated.flat_map(|own| &own.parts);
            used.units.extend(parts.filter_map(|own| own.unit));
        }
        used
    }

    fn fact(&mut self, fact: &Fact) {
        match &fact.value {
            Value::Unit(unit) => {
                self.units.insert(*unit);
            }
            Value::Units(units) => self.units.extend(units),
            Value::Holder(Holder::Person(person)) => {
                self.people.insert(*person);
            }
            _ => {}
        }
    }

    fn lineage<Id>(&mut self, lineage: &[Lineage<Id>]) {
        for entry in lineage {
            if let Change::HandedOver { to } = &entry.change {
                self.units.insert(*to);
            }
        }
    }
}
