//! Projects a row may mean: those of the zone, and those that earlier rows of the file register.
//!
//! A row is matched by the program's id, else by any code, else by name and owner. A near match
//! is never taken.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use zone::{Field, Project, ProjectId, UnitId, Value, Zone};

use super::compare::Old;
use super::names::{Names, UnitRef, plain};
use super::{Change, RowTarget};
use crate::rows::{DraftValue, ImportRow};

/// The project of a row.
pub(super) enum Match {
    None,
    One(usize),
    /// Found by name, under another unit.
    OtherOwner(usize, String),
    Several(usize),
}

struct Slot<'a> {
    project: Option<&'a Arc<Project>>,
    /// Number among the projects that this import registers.
    number: u32,
    /// Whether no report has told of it yet.
    fresh: bool,
    unit: Option<UnitRef>,
    /// What earlier reports of this file said, by date.
    overlay: HashMap<Field, Vec<(Date, DraftValue)>>,
}

/// All projects a row may mean.
pub(super) struct Known<'a> {
    slots: Vec<Slot<'a>>,
    by_id: HashMap<ProjectId, usize>,
    by_code: HashMap<(String, Arc<str>), usize>,
    by_name: HashMap<String, Vec<usize>>,
    registered: u32,
    /// Whether later reports will ask for what earlier ones said; of a single report only what
    /// tells projects apart is asked for again.
    several_reports: bool,
}

impl<'a> Known<'a> {
    pub(super) fn new(zone: &'a Zone, several_reports: bool) -> Self {
        let mut known = Known {
            slots: Vec::new(),
            by_id: HashMap::new(),
            by_code: HashMap::new(),
            by_name: HashMap::new(),
            registered: 0,
            several_reports,
        };
        for project in zone.projects.values() {
            let slot = known.slots.len();
            known.by_id.insert(project.id, slot);
            for (system, code) in project.codes(Date::MAX) {
                known
                    .by_code
                    .insert((system.to_owned(), Arc::from(code)), slot);
            }
            let names = project.facts.get(&Field::Name);
            for (_, fact) in names.iter().flat_map(|line| line.until(Date::MAX)) {
                if let Value::Text(name) = &fact.value {
                    known.call(name, slot);
                }
            }
            known.slots.push(Slot {
                project: Some(project),
                number: 0,
                fresh: false,
                unit: project.lead_unit(Date::MAX).map(UnitRef::Known),
                overlay: HashMap::new(),
            });
        }
        known
    }

    fn call(&mut self, name: &str, slot: usize) {
        let slots = self.by_name.entry(plain(name)).or_default();
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    }

    pub(super) fn find(&self, row: &ImportRow, names: &mut Names<'_>, date: Date) -> Match {
        if let Some(slot) = row.id.and_then(|id| self.by_id.get(&id)) {
            return Match::One(*slot);
        }
        if let Some(slot) = row.codes.iter().find_map(|code| self.by_code.get(code)) {
            return Match::One(*slot);
        }
        let none = Vec::new();
        let called = self.by_name.get(&plain(&row.name)).unwrap_or(&none);
        // Another code of the same system is another project.
        let mut open: Vec<usize> = called
            .iter()
            .copied()
            .filter(|slot| !self.differs_by_code(*slot, row))
            .collect();
        let unit = row.unit.as_ref().map(|unit| names.unit(unit));
        let same_owner = |slot: &usize| match (self.slots[*slot].unit, unit) {
            (Some(own), Some(unit)) => own == unit,
            _ => true,
        };
        if open.iter().any(same_owner) {
            open.retain(same_owner);
        }
        match open.as_slice() {
            [] => Match::None,
            [slot] if same_owner(slot) => Match::One(*slot),
            [slot] => {
                let own = self.slots[*slot]
                    .project
                    .and_then(|project| project.lead_unit(date));
                let unit = |id: UnitId| names.zone.units.get(&id);
                let own = own.and_then(unit).map(|unit| unit.name_on(date).to_owned());
                Match::OtherOwner(*slot, own.unwrap_or_default())
            }
            several => Match::Several(several.len()),
        }
    }

    /// Whether a project carries another code of a system that the row has a code of.
    fn differs_by_code(&self, slot: usize, row: &ImportRow) -> bool {
        row.codes.iter().any(|(system, code)| {
            let field = Field::ExternalCode(system.clone());
            match self.value(slot, &field, Date::MAX) {
                Some(Old::Recorded(Value::Text(own))) => **own != **code,
                Some(Old::Draft(DraftValue::Text(own))) => own != code,
                _ => false,
            }
        })
    }

    /// Makes room for a project that the row registers.
    pub(super) fn register(&mut self, row: &ImportRow, names: &mut Names<'_>) -> usize {
        let slot = self.slots.len();
        self.slots.push(Slot {
            project: None,
            number: self.registered,
            fresh: true,
            unit: row.unit.as_ref().map(|unit| names.unit(unit)),
            overlay: HashMap::new(),
        });
        self.registered += 1;
        slot
    }

    /// Whether the project is registered by the row at hand.
    pub(super) fn is_fresh(&self, slot: usize) -> bool {
        self.slots[slot].fresh
    }

    pub(super) fn target(&self, slot: usize) -> RowTarget {
        let slot = &self.slots[slot];
        match slot.project {
            Some(project) => RowTarget::Existing(project.id, project.version),
            None => RowTarget::New(slot.number),
        }
    }

    /// What holds for a field on a date, `Cleared` counting as nothing.
    pub(super) fn value(&self, slot: usize, field: &Field, date: Date) -> Option<Old<'_>> {
        self.held(slot, field, date).map(|(_, value)| value)
    }

    /// The same, with the date since which it holds.
    pub(super) fn held(&self, slot: usize, field: &Field, date: Date) -> Option<(Date, Old<'_>)> {
        let slot = &self.slots[slot];
        let recorded = slot
            .project
            .and_then(|project| project.facts.get(field)?.at(date));
        let drafted = slot.overlay.get(field).and_then(|line| {
            line.iter()
                .filter(|entry| entry.0 <= date)
                .max_by_key(|entry| entry.0)
        });
        match (recorded, drafted) {
            (Some((since, _)), Some((own, value))) if *own >= since => present(*own, value),
            (None, Some((own, value))) => present(*own, value),
            (Some((since, fact)), _) if fact.value != Value::Cleared => {
                Some((since, Old::Recorded(&fact.value)))
            }
            _ => None,
        }
    }

    /// Remembers what a row changes, for the reports and rows after it.
    pub(super) fn note(&mut self, slot: usize, changes: &[Change], date: Date) {
        for change in changes {
            match (&change.field, &change.value) {
                (Field::ExternalCode(system), DraftValue::Text(code)) => {
                    self.by_code
                        .insert((system.clone(), Arc::clone(code)), slot);
                }
                (Field::Name, DraftValue::Text(name)) => self.call(name, slot),
                _ => {}
            }
        }
        let several = self.several_reports;
        let slot = &mut self.slots[slot];
        slot.fresh = false;
        let asked = |change: &&Change| {
            several || matches!(change.field, Field::ExternalCode(_) | Field::Name)
        };
        for change in changes.iter().filter(asked) {
            let line = slot.overlay.entry(change.field.clone()).or_default();
            line.push((date, change.value.clone()));
        }
    }
}

fn present(since: Date, value: &DraftValue) -> Option<(Date, Old<'_>)> {
    (*value != DraftValue::Cleared).then_some((since, Old::Draft(value)))
}
