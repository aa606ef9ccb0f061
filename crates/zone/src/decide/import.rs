//! Applying an import: units and people it adds, then its reports in order, all or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{CodeIndex, Decision, Moment, Refusals, check_facts};
use crate::command::{IMPORT_REF_BASE, Import, ImportReport, ImportRow, ImportTarget};
use crate::event::{
    AttachmentKept, Event, FactsRecorded, ImportApplied, MappingKept, MarkSet, NewFact,
    PersonAdded, ProjectRegistered, UnitAdded,
};
use crate::refusal;
use crate::state::{Zone, next_id};
use crate::{AttachmentId, Field, Holder, PersonId, ProjectId, UnitId, Value};

pub(super) fn decide(zone: &Zone, moment: Moment<'_>, import: &Import) -> Decision {
    let mut applying = Applying {
        // A snapshot that shares everything with the state: rows are checked against what the
        // rows before them made of it.
        zone: zone.clone(),
        codes: CodeIndex::of(zone),
        registered: BTreeMap::new(),
        touched: BTreeSet::new(),
        attachment: AttachmentId(next_id(&zone.attachments, |id| id.0)),
        first_unit: next_id(&zone.units, |id| id.0),
        first_person: next_id(&zone.people, |id| id.0),
        refusals: Refusals::default(),
        events: Vec::new(),
    };
    applying.keep_file(import);
    applying.add_units_and_people(import);
    for report in &import.reports {
        applying.report(moment, report);
    }
    applying.refusals.events(applying.events)
}

struct Applying {
    zone: Zone,
    codes: CodeIndex,
    registered: BTreeMap<u32, ProjectId>,
    touched: BTreeSet<ProjectId>,
    attachment: AttachmentId,
    first_unit: u32,
    first_person: u32,
    refusals: Refusals,
    events: Vec<Event>,
}

impl Applying {
    fn push(&mut self, event: Event) {
        self.zone.apply(self.zone.seq + 1, &event);
        self.events.push(event);
    }

    fn keep_file(&mut self, import: &Import) {
        let Some(name) = import.file.name else {
            self.refusals.add(refusal::empty("file").at_field("file"));
            return;
        };
        self.push(
            AttachmentKept {
                id: self.attachment,
                sha256: import.file.sha256.clone(),
                name,
                bytes: import.file.bytes,
                sheets: import.file.sheets.clone(),
            }
            .into(),
        );
        if let Some((layout, mapping)) = &import.mapping {
            let known = self.zone.mappings.get(layout) == Some(mapping);
            if !known {
                let event = MappingKept {
                    layout: layout.clone(),
                    mapping: mapping.clone(),
                };
                self.push(event.into());
            }
        }
    }

    fn add_units_and_people(&mut self, import: &Import) {
        let Some(since) = import.reports.first().map(|report| report.effective_on) else {
            return;
        };
        let rank = self
            .zone
            .units
            .values()
            .map(|unit| unit.protocol_rank)
            .max()
            .unwrap_or(0);
        for (at, name) in (0..).zip(&import.units) {
            self.refusals.short_text("unit", name);
            self.push(
                UnitAdded {
                    id: UnitId(self.first_unit + at),
                    name: name.clone(),
                    parent: None,
                    protocol_rank: rank + 1 + at,
                    aliases: Vec::new(),
                    effective_on: since,
                }
                .into(),
            );
        }
        for (at, name) in (0..).zip(&import.people) {
            self.push(
                PersonAdded {
                    id: PersonId(self.first_person + at),
                    name: *name,
                    unit: None,
                    protocol_rank: u32::MAX,
                    effective_on: since,
                }
                .into(),
            );
        }
    }

    fn report(&mut self, moment: Moment<'_>, report: &ImportReport) {
        let new = |row: &&ImportRow| match row.target {
            ImportTarget::New(number) => !self.registered.contains_key(&number),
            ImportTarget::Existing(..) => false,
        };
        let registered = report.rows.iter().filter(new).count();
        let changed = report.rows.len() - registered;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.push(
            ImportApplied {
                attachment: self.attachment,
                source_as_of: report.stated_by_source.then_some(report.effective_on),
                registered: count(registered),
                changed: count(changed),
                unchanged: report.unchanged,
            }
            .into(),
        );
        for row in &report.rows {
            self.row(moment, report, row);
        }
        if let Some((name, label)) = &report.mark {
            let taken = self.zone.marks.contains_key(name);
            self.refusals
                .require(!taken, || refusal::duplicate_name(name).at_field("mark"));
            let date = report.effective_on;
            self.push(
                MarkSet {
                    name: name.clone(),
                    label: label.clone(),
                    date,
                }
                .into(),
            );
        }
    }

    fn row(&mut self, moment: Moment<'_>, report: &ImportReport, row: &ImportRow) {
        let facts: Vec<NewFact> = row.facts.iter().map(|fact| self.settle(fact)).collect();
        let date = report.effective_on;
        let (id, is_new) = match row.target {
            ImportTarget::Existing(id, version) => {
                let Some(project) = self.zone.projects.get(&id) else {
                    let unknown = refusal::unknown("项目", "project", &id.to_string());
                    self.refusals.add(unknown);
                    return;
                };
                // A later report of the same import finds the version its earlier ones made.
                let now = project.version;
                if self.touched.insert(id) {
                    self.refusals.version(&id, version, now);
                }
                (id, false)
            }
            ImportTarget::New(number) => match self.registered.get(&number) {
                Some(id) => (*id, false),
                None => {
                    let id = ProjectId(next_id(&self.zone.projects, |id| id.0));
                    self.registered.insert(number, id);
                    (id, true)
                }
            },
        };
        let project = self.zone.projects.get(&id).map(Arc::clone);
        let known = project.as_deref();
        let found = check_facts(&self.zone, &self.codes, known, moment.today, date, &facts);
        self.refusals.0.extend(found);
        self.codes.note(id, &facts);
        if is_new {
            let named = facts.iter().any(|fact| fact.field == Field::Name);
            self.refusals
                .require(named, || refusal::empty("name").at_field(&Field::Name));
            self.push(
                ProjectRegistered {
                    id,
                    effective_on: date,
                    facts,
                }
                .into(),
            );
        } else {
            self.push(
                FactsRecorded {
                    id,
                    effective_on: date,
                    facts,
                }
                .into(),
            );
        }
    }

    /// Puts real ids in place of references to what this import adds.
    fn settle(&self, fact: &NewFact) -> NewFact {
        let unit = |id: UnitId| match id.0.checked_sub(IMPORT_REF_BASE) {
            Some(at) => UnitId(self.first_unit + at),
            None => id,
        };
        let value = match &fact.value {
            Value::Unit(id) => Value::Unit(unit(*id)),
            Value::Units(ids) => Value::Units(ids.iter().copied().map(unit).collect()),
            Value::Holder(Holder::Person(id)) => {
                let id = match id.0.checked_sub(IMPORT_REF_BASE) {
                    Some(at) => PersonId(self.first_person + at),
                    None => *id,
                };
                Value::Holder(Holder::Person(id))
            }
            other => other.clone(),
        };
        let cell = fact.cell.map(|cell| crate::CellRef {
            attachment: self.attachment,
            ..cell
        });
        NewFact {
            field: fact.field.clone(),
            value,
            cell,
        }
    }
}
