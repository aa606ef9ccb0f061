//! Applying an import: units and people it adds, then its reports in order, all or nothing.

mod answers;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::facts::is_coded;
use super::{CodeIndex, Decision, Moment, Refusals, check_facts};
use crate::command::{IMPORT_REF_BASE, Import, ImportReport, ImportRow, ImportTarget};
use crate::event::{
    AttachmentKept, Event, FactsRecorded, ImportApplied, MappingKept, MarkSet, NewFact,
    PersonAdded, ProjectRegistered, UnitAdded,
};
use crate::project::Project;
use crate::refusal;
use crate::state::{Attachment, Zone, next_id};
use crate::{AttachmentId, Field, Holder, PersonId, ProjectId, UnitId, Value, Words};

/// An import that says nothing new of a file already kept yields no events: importing the same
/// file twice changes nothing, even when the same command comes again.
pub(super) fn decide(zone: &Zone, moment: Moment<'_>, import: &Import) -> Decision {
    let mut applying = Applying {
        before: zone,
        // A snapshot that shares everything with the state: rows are checked against what the
        // rows before them made of it.
        zone: zone.clone(),
        codes: CodeIndex::of(zone),
        registered: BTreeMap::new(),
        touched: BTreeSet::new(),
        attachment: AttachmentId(next_id(&zone.attachments, |id| id.0)),
        units: Vec::new(),
        people: Vec::new(),
        added_units: Vec::new(),
        added_people: Vec::new(),
        refusals: Refusals::default(),
        events: Vec::new(),
        news: false,
    };
    applying.keep_file(import);
    applying.keep_mapping(import);
    applying.add_units(import);
    applying.add_people(import);
    for report in &import.reports {
        applying.report(moment, report);
    }
    applying.without_report(import);
    applying.remember_aliases(import);
    applying.change_projects(import);
    applying.keep_answers(import);
    applying.name_span();
    let known = |file: &Attachment| file.sha256 == import.file.sha256;
    if !applying.news && zone.attachments.values().any(known) {
        applying.events.clear();
    }
    applying.refusals.events(applying.events)
}

pub(super) struct Applying<'a> {
    before: &'a Zone,
    zone: Zone,
    codes: CodeIndex,
    registered: BTreeMap<u32, ProjectId>,
    touched: BTreeSet<ProjectId>,
    attachment: AttachmentId,
    units: Vec<UnitId>,
    people: Vec<PersonId>,
    added_units: Vec<UnitId>,
    added_people: Vec<PersonId>,
    refusals: Refusals,
    events: Vec<Event>,
    /// Whether anything was new besides the file itself.
    news: bool,
}

/// What became of a row.
enum Applied {
    Registered,
    Changed,
    /// The project that already says it, if there is one.
    Unchanged(Option<ProjectId>),
}

impl Applying<'_> {
    fn push(&mut self, event: Event) {
        self.zone.apply(self.zone.seq + 1, &event);
        self.events.push(event);
    }

    fn keep_file(&mut self, import: &Import) {
        let Some(name) = import.file.name else {
            self.refusals.add(refusal::empty("file").at_field("file"));
            return;
        };
        let event = AttachmentKept {
            id: self.attachment,
            sha256: import.file.sha256.clone(),
            name,
            bytes: import.file.bytes,
            sheets: import.file.sheets.clone(),
        };
        self.push(event.into());
    }

    fn keep_mapping(&mut self, import: &Import) {
        let Some((layout, mapping)) = &import.mapping else {
            return;
        };
        if self.zone.mappings.get(layout) == Some(mapping) {
            return;
        }
        self.news = true;
        let event = MappingKept {
            layout: layout.clone(),
            mapping: mapping.clone(),
        };
        self.push(event.into());
    }

    /// Adds the units named, except those that have come to exist since the preview.
    fn add_units(&mut self, import: &Import) {
        let Some(since) = Applying::since(import) else {
            return;
        };
        for name in &import.units {
            self.refusals.short_text("unit", name);
            if let Some(known) = self.zone.unit_called(name, since) {
                self.units.push(known);
                continue;
            }
            let rank = self
                .zone
                .units
                .values()
                .map(|unit| unit.protocol_rank)
                .max();
            let id = self.zone.next_unit();
            self.units.push(id);
            self.added_units.push(id);
            self.news = true;
            let event = UnitAdded {
                id,
                name: name.clone(),
                parent: None,
                protocol_rank: rank.unwrap_or(0).saturating_add(1),
                aliases: Vec::new(),
                effective_on: since,
            };
            self.push(event.into());
        }
    }

    fn add_people(&mut self, import: &Import) {
        let Some(since) = Applying::since(import) else {
            return;
        };
        for name in &import.people {
            // The same commitment is the same sealed name: this very command came before.
            let known = self.zone.people.values().find(|own| own.name == *name);
            if let Some(known) = known.map(|person| person.id) {
                self.people.push(known);
                continue;
            }
            let id = self.zone.next_person();
            self.people.push(id);
            self.added_people.push(id);
            self.news = true;
            let event = PersonAdded {
                id,
                name: *name,
                unit: None,
                protocol_rank: u32::MAX,
                effective_on: since,
            };
            self.push(event.into());
        }
    }

    fn report(&mut self, moment: Moment<'_>, report: &ImportReport) {
        let at = self.events.len();
        let (mut registered, mut changed, mut unchanged) = (0, 0, report.unchanged);
        let known = |id: &ProjectId| self.before.projects.contains_key(id);
        let mut confirmed: BTreeSet<ProjectId> =
            report.confirmed.iter().copied().filter(known).collect();
        for row in &report.rows {
            match self.row(moment, report, row) {
                Applied::Registered => registered += 1,
                Applied::Changed => changed += 1,
                Applied::Unchanged(project) => {
                    unchanged += 1;
                    confirmed.extend(project);
                }
            }
        }
        let event = ImportApplied {
            attachment: self.attachment,
            source_as_of: report.stated_by_source.then_some(report.effective_on),
            registered,
            changed,
            unchanged,
            first: 0,
            last: 0,
            confirmed: confirmed.into_iter().collect(),
            units: Vec::new(),
            people: Vec::new(),
        };
        // It goes before its effect, but knows what that was.
        self.events.insert(at, event.into());
        if let Some((name, label)) = &report.mark {
            self.mark(name, label, report.effective_on);
        }
    }

    fn mark(&mut self, name: &str, label: &Words, date: Date) {
        let known = self.zone.marks.get(name);
        if known.is_some_and(|mark| mark.label == *label && mark.date == date) {
            return;
        }
        self.refusals.require(known.is_none(), || {
            refusal::duplicate_name(name).at_field("mark")
        });
        self.news = true;
        let event = MarkSet {
            name: name.to_owned(),
            label: label.clone(),
            date,
        };
        self.push(event.into());
    }

    fn row(&mut self, moment: Moment<'_>, report: &ImportReport, row: &ImportRow) -> Applied {
        let facts: Vec<NewFact> = row.facts.iter().map(|fact| self.settle(fact)).collect();
        let date = report.effective_on;
        let known = match row.target {
            ImportTarget::Existing(id, version) => {
                let Some(project) = self.zone.projects.get(&id).map(Arc::clone) else {
                    let unknown = refusal::unknown("项目", "project", &id.to_string());
                    self.refusals.add(unknown);
                    return Applied::Unchanged(None);
                };
                if says_all(&project, &facts, date) {
                    return Applied::Unchanged(Some(id));
                }
                // A later report of the same import finds the version its earlier ones made.
                if self.touched.insert(id) {
                    self.refusals.version(&id, version, project.version);
                }
                Some(project)
            }
            ImportTarget::New(number) => match self.registered.get(&number) {
                Some(id) => {
                    let project = self.zone.projects.get(id).map(Arc::clone);
                    if project
                        .as_deref()
                        .is_some_and(|own| says_all(own, &facts, date))
                    {
                        return Applied::Unchanged(Some(*id));
                    }
                    project
                }
                None => {
                    if self.came_before(number, &facts, date) {
                        let known = self.registered.get(&number).copied();
                        return Applied::Unchanged(known);
                    }
                    None
                }
            },
        };
        self.news = true;
        let found = check_facts(
            &self.zone,
            &self.codes,
            known.as_deref(),
            moment.today,
            date,
            &facts,
        );
        self.refusals.0.extend(found);
        match known {
            Some(project) => self.record(project.id, date, facts),
            None => self.register(row.target, date, facts),
        }
    }

    /// Whether a row that shall register a project finds it already there with all it says. One
    /// registered since the preview that says something else is refused: a row with a code for
    /// its code, where the facts are checked; one without here.
    fn came_before(&mut self, number: u32, facts: &[NewFact], on: Date) -> bool {
        let same = self.same_project(facts, on);
        let Some(project) = same
            .and_then(|id| self.zone.projects.get(&id))
            .map(Arc::clone)
        else {
            return false;
        };
        if says_all(&project, facts, on) {
            self.registered.insert(number, project.id);
            return true;
        }
        self.refusals.require(is_coded(facts), || {
            refusal::duplicate_name(project.name_on(on)).at_field(&Field::Name)
        });
        false
    }

    fn record(&mut self, id: ProjectId, effective_on: Date, facts: Vec<NewFact>) -> Applied {
        self.codes.note(id, &facts);
        let event = FactsRecorded {
            id,
            effective_on,
            facts,
            report: None,
        };
        self.push(event.into());
        Applied::Changed
    }

    fn register(&mut self, target: ImportTarget, on: Date, facts: Vec<NewFact>) -> Applied {
        let named = facts.iter().any(|fact| fact.field == Field::Name);
        self.refusals
            .require(named, || refusal::empty("name").at_field(&Field::Name));
        let id = self.zone.next_project();
        if let ImportTarget::New(number) = target {
            self.registered.insert(number, id);
        }
        self.codes.note(id, &facts);
        let event = ProjectRegistered {
            id,
            effective_on: on,
            facts,
        };
        self.push(event.into());
        Applied::Registered
    }

    /// A project that stood in the zone before this import and that a new row means all the same:
    /// it has one of the row's codes, or, for a row without codes, its name and unit.
    fn same_project(&self, facts: &[NewFact], on: Date) -> Option<ProjectId> {
        let mut codes = facts
            .iter()
            .filter_map(|fact| match (&fact.field, &fact.value) {
                (Field::ExternalCode(system), Value::Text(code)) => Some((system, code)),
                _ => None,
            });
        if let Some((system, code)) = codes.next() {
            let found = self.codes.get(system, code);
            let found = found.or_else(|| codes.find_map(|(own, code)| self.codes.get(own, code)));
            return found.filter(|id| self.before.projects.contains_key(id));
        }
        let value = |field: Field| facts.iter().rev().find(|fact| fact.field == field);
        let Value::Text(name) = &value(Field::Name)?.value else {
            return None;
        };
        let unit = match value(Field::LeadUnit).map(|fact| &fact.value) {
            Some(Value::Unit(unit)) => Some(*unit),
            _ => None,
        };
        let same =
            |project: &&Arc<Project>| project.lead_unit(on) == unit && project.name_on(on) == name;
        self.before
            .projects
            .values()
            .find(same)
            .map(|project| project.id)
    }

    /// Puts real ids in place of references to what this import adds.
    fn settle(&self, fact: &NewFact) -> NewFact {
        // A reference beyond the list stays as it is, and is refused as unknown.
        let unit = |id: UnitId| {
            let at = id.0.checked_sub(IMPORT_REF_BASE);
            at.and_then(|at| self.units.get(at as usize))
                .copied()
                .unwrap_or(id)
        };
        let value = match &fact.value {
            Value::Unit(id) => Value::Unit(unit(*id)),
            Value::Units(ids) => Value::Units(ids.iter().copied().map(unit).collect()),
            Value::Holder(Holder::Person(id)) => {
                let at = id.0.checked_sub(IMPORT_REF_BASE);
                let added = at.and_then(|at| self.people.get(at as usize));
                Value::Holder(Holder::Person(added.copied().unwrap_or(*id)))
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

/// Whether a project already says all that facts say; of a field named twice the last one counts.
fn says_all(project: &Project, facts: &[NewFact], on: Date) -> bool {
    facts.iter().enumerate().all(|(at, fact)| {
        let again = facts[at + 1..]
            .iter()
            .any(|later| later.field == fact.field);
        again || project.says(&fact.field, &fact.value, on)
    })
}
