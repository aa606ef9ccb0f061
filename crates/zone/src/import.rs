//! 导入: what an import did, what was answered on the way, and how it is undone.
//!
//! An import is known by the file it kept. What its events said is found again by their sequence
//! numbers, so that undoing it takes nothing else away.

use std::ops::RangeInclusive;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::event::{ImportAnswered, ImportApplied, ImportUndone, MappingKept};
use crate::project::Project;
use crate::state::Zone;
use crate::{AttachmentId, Field, PersonId, ProjectId, UnitId, Value};

/// What was decided on a question of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answered {
    /// It is so: taken as the file says.
    Accepted,
    /// The cell is wrong: another value was taken.
    Corrected {
        /// What was taken.
        taken: Value,
    },
    /// Back to the unit: left out.
    SentBack {
        /// The whole row, not this value alone.
        whole_row: bool,
    },
    /// The row is about a project of the zone.
    Same,
    /// The row is about a project new to the zone.
    New,
    /// The file leaves the project out; nothing became of it.
    LeftOut,
    /// Something became of the project: the event beside it says what.
    Changed,
}

/// What stays when an import is undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The project.
    pub project: ProjectId,
    /// The field that was recorded again since; `None`: the whole project stays as it is.
    pub field: Option<Field>,
    /// The event that was built on it.
    pub seq: u64,
}

/// An import as the zone remembers it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRecord {
    /// Its first event; 0 for an import of before imports could be undone.
    pub first: u64,
    /// Its last event.
    pub last: u64,
    /// The dates its figures are of, as far as the source says them.
    pub dates: Vec<Date>,
    /// Projects registered.
    pub registered: u32,
    /// Rows with new facts.
    pub changed: u32,
    /// Rows that said nothing new.
    pub unchanged: u32,
    /// The projects of those rows.
    pub confirmed: Vec<ProjectId>,
    /// Units it added.
    pub units: Vec<UnitId>,
    /// People it added.
    pub people: Vec<PersonId>,
    /// Questions answered.
    pub answers: Vec<ImportAnswered>,
    /// The event that undid it.
    pub undone: Option<u64>,
}

impl ImportRecord {
    /// Its events.
    pub fn span(&self) -> RangeInclusive<u64> {
        self.first..=self.last
    }
}

impl Zone {
    /// Imports of a file that hold, newest first.
    pub fn imports_of<'a>(
        &'a self,
        sha256: &'a str,
    ) -> impl Iterator<Item = (AttachmentId, &'a Arc<ImportRecord>)> {
        let of_file = move |id: &AttachmentId| {
            let file = self.attachments.get(id);
            file.is_some_and(|file| file.sha256 == sha256)
        };
        let imports = self.imports.iter().rev().map(|(id, record)| (*id, record));
        imports.filter(move |(id, record)| record.undone.is_none() && of_file(id))
    }

    pub(crate) fn note_import(&mut self, seq: u64, event: &ImportApplied) {
        let record = Arc::make_mut(self.imports.entry(event.attachment).or_default());
        record.first = event.first;
        record.last = event.last.max(seq);
        record.dates.extend(event.source_as_of);
        record.registered += event.registered;
        record.changed += event.changed;
        record.unchanged += event.unchanged;
        record.confirmed.extend(&event.confirmed);
        record.units.extend(&event.units);
        record.people.extend(&event.people);
    }

    pub(crate) fn note_answer(&mut self, seq: u64, event: &ImportAnswered) {
        if let Some(record) = self.imports.get_mut(&event.import) {
            Arc::make_mut(record).answers.push(event.clone());
        }
        if let Some(project) = event.project {
            self.touch(seq, project, |_| {});
        }
    }

    pub(crate) fn keep_mapping(&mut self, seq: u64, event: &MappingKept) {
        let before = self
            .mappings
            .insert(event.layout.clone(), event.mapping.clone());
        self.mappings_before
            .insert((event.layout.clone(), seq), before);
    }

    pub(crate) fn undo_import(&mut self, seq: u64, event: &ImportUndone) {
        let span = event.first..=event.last;
        for id in &event.removed {
            self.projects.remove(id);
            self.retired.project = self.retired.project.max(id.0);
        }
        for id in &event.restored {
            self.touch(seq, *id, |project| restore(project, &span));
        }
        for id in &event.units {
            self.units.remove(id);
            self.retired.unit = self.retired.unit.max(id.0);
        }
        for id in &event.people {
            self.people.remove(id);
            self.retired.person = self.retired.person.max(id.0);
        }
        for name in &event.marks {
            self.marks.remove(name);
        }
        self.restore_mappings(&span);
        if let Some(record) = self.imports.get_mut(&event.import) {
            Arc::make_mut(record).undone = Some(seq);
        }
    }

    /// Mappings as they were, unless they were changed again since.
    fn restore_mappings(&mut self, span: &RangeInclusive<u64>) {
        let of_span = self
            .mappings_before
            .keys()
            .filter(|key| span.contains(&key.1));
        let keys: Vec<(String, u64)> = of_span.cloned().collect();
        for key in keys.into_iter().rev() {
            let before = self.mappings_before.remove(&key).flatten();
            let (layout, seq) = key;
            let later = (layout.clone(), seq + 1)..=(layout.clone(), u64::MAX);
            let next = self.mappings_before.range(later).next();
            match (next.map(|found| found.0.clone()), before) {
                (Some(later), before) => {
                    self.mappings_before.insert(later, before);
                }
                (None, Some(before)) => {
                    self.mappings.insert(layout, before);
                }
                (None, None) => {
                    self.mappings.remove(&layout);
                }
            }
        }
    }
}

/// Takes what the events of a span said away from a project; what they had replaced is there
/// again, what has replaced it since stays.
fn restore(project: &mut Project, span: &RangeInclusive<u64>) {
    let within = |seq: u64| span.contains(&seq);
    let mut said = Vec::new();
    for (field, line) in &project.facts {
        let own = line.iter().filter(|(_, fact)| within(fact.seq));
        said.extend(own.map(|(date, _)| (field.clone(), date)));
    }
    if project.replaced.iter().any(|entry| within(entry.fact.seq)) {
        Arc::make_mut(&mut project.replaced).retain(|entry| !within(entry.fact.seq));
    }
    for (field, date) in said {
        let same = |entry: &crate::project::Replaced| entry.field == field && entry.on == date;
        let before = project.replaced.iter().rposition(same);
        let before = before.map(|at| Arc::make_mut(&mut project.replaced).remove(at).fact);
        let mut line = project.facts.get(&field).cloned().unwrap_or_default();
        match before {
            Some(fact) => line.record(date, fact),
            None => line.forget(date),
        }
        if line.is_empty() {
            project.facts.remove(&field);
        } else {
            project.facts.insert(field, line);
        }
    }
    project.lineage.retain(|entry| !within(entry.seq));
    project.aliases.retain(|entry| !within(entry.seq));
}
