//! From a preview to the command that records it.
//!
//! Promises: nothing is made of a preview with an error; a preview without news makes no command;
//! free texts and names of people are sealed here and nowhere else.

use std::collections::HashMap;
use std::sync::Arc;

use zone::command::{
    Import, ImportAlias, ImportAnswer, ImportChange, ImportFile, ImportRef, ImportReport,
    ImportRow, ImportTarget,
};
use zone::event::NewFact;
use zone::import::Answered;
use zone::{AttachmentId, CellRef, Command, Sealer, Texts, Value, Words, Zone};

use crate::preview::{Change, Choice, Gone, Names, Preview, RowClass, RowTarget, Weight};
use crate::problem::{Place, Problem, RowCause, Severity};
use crate::rows::{CellAt, DraftValue};

/// The command that records a preview; `None` if there is nothing new in it.
///
/// The zone must be the one that was previewed: project versions guard against a later one.
pub fn command(
    zone: &Zone,
    texts: &dyn Texts,
    preview: &Preview,
    sealer: &mut dyn Sealer,
) -> Result<Option<Command>, Vec<Problem>> {
    if !preview.can_apply() {
        let is_error = |problem: &&Problem| problem.severity() == Severity::Error;
        let mut refused: Vec<Problem> = preview.problems.iter().filter(is_error).cloned().collect();
        let open = preview.open(Weight::Blocks);
        if open > 0 {
            let place = Place::file(&preview.file);
            refused.push(Problem::row(place, RowCause::Unanswered(open)));
        }
        return Err(refused);
    }
    if !preview.has_news() {
        return Ok(None);
    }
    let mut making = Making {
        names: Names::new(zone, texts, true),
        sealed: HashMap::new(),
        sealer,
    };
    // Numbers of units and people are given in the order of the preview's lists.
    preview.units_to_create.iter().for_each(|name| {
        making.names.unit(name);
    });
    preview.people_to_create.iter().for_each(|name| {
        making.names.holder(name);
    });
    let reports = making.reports(preview);
    let answers = making.answers(preview);
    let aliases = preview.aliases.iter().map(|(project, alias)| ImportAlias {
        project: *project,
        alias: alias.to_string(),
    });
    let aliases = aliases.collect();
    let names = making.names.new_people.clone();
    let people = names
        .iter()
        .map(|name| making.sealer.seal(name, &[]))
        .collect();
    let import = Import {
        file: ImportFile {
            sha256: preview.sha256.clone(),
            name: Some(making.sealer.seal(&preview.file, &[])),
            bytes: preview.bytes,
            sheets: preview.sheets.iter().map(ToString::to_string).collect(),
        },
        mapping: Some((
            preview.mapping.memory_key(),
            preview.mapping.to_keep().to_json(),
        )),
        units: making
            .names
            .new_units
            .iter()
            .map(ToString::to_string)
            .collect(),
        people,
        reports,
        aliases,
        changes: preview.gone.iter().map(change).collect(),
        answers,
    };
    Ok(Some(Command::ApplyImport(Box::new(import))))
}

struct Making<'a> {
    names: Names<'a>,
    /// Texts sealed already: the same text is sealed once.
    sealed: HashMap<Arc<str>, zone::TextRef>,
    sealer: &'a mut dyn Sealer,
}

impl Making<'_> {
    fn reports(&mut self, preview: &Preview) -> Vec<ImportReport> {
        let mut reports: Vec<ImportReport> = preview
            .reports
            .iter()
            .map(|report| ImportReport {
                effective_on: report.effective_on,
                stated_by_source: report.stated_by_source,
                mark: report
                    .mark
                    .clone()
                    .map(|name| (name.clone(), Words::new(name.clone(), name))),
                rows: Vec::new(),
                unchanged: report
                    .counts
                    .get(&RowClass::Unchanged)
                    .copied()
                    .unwrap_or(0),
                confirmed: Vec::new(),
            })
            .collect();
        for row in &preview.rows {
            let Some(target) = row.target.map(target) else {
                continue;
            };
            let report = &mut reports[row.report];
            match (target, row.changes.as_slice()) {
                (ImportTarget::Existing(id, _), []) => report.confirmed.push(id),
                (ImportTarget::New(_), []) => {}
                (target, changes) => {
                    let facts = changes.iter().map(|change| self.fact(change)).collect();
                    report.rows.push(ImportRow { target, facts });
                }
            }
        }
        reports.retain(|report| !report.rows.is_empty() || report.mark.is_some());
        reports
    }

    fn fact(&mut self, change: &Change) -> NewFact {
        NewFact {
            field: change.field.clone(),
            value: self.value(&change.value),
            cell: change.cell.map(cell),
        }
    }

    fn answers(&mut self, preview: &Preview) -> Vec<ImportAnswer> {
        let each = preview.decided.iter();
        each.map(|own| ImportAnswer {
            question: own.question.clone(),
            target: own.target.map(target),
            field: own.field.clone(),
            cell: own.at.map(cell),
            known: own.known.clone(),
            told: own.told.as_ref().map(|value| self.value(value)),
            answer: match own.answer {
                Choice::Accept => Answered::Accepted,
                Choice::Correct => Answered::Corrected {
                    taken: own
                        .taken
                        .as_ref()
                        .map_or(Value::Cleared, |value| self.value(value)),
                },
                Choice::SendBack => Answered::SentBack {
                    whole_row: own.whole_row,
                },
                Choice::Same => Answered::Same,
                Choice::New => Answered::New,
                Choice::LeftOut => Answered::LeftOut,
                Choice::Renamed
                | Choice::Split
                | Choice::Merged
                | Choice::Suspended
                | Choice::Withdrawn => Answered::Changed,
            },
            note: own.note.as_deref().map(|note| self.sealed(note)),
        })
        .collect()
    }

    /// The commitment of a text; the same text is sealed once.
    fn sealed(&mut self, text: &str) -> zone::TextRef {
        if let Some(sealed) = self.sealed.get(text) {
            return *sealed;
        }
        let sealed = self.sealer.seal(text, &[]);
        self.sealed.insert(Arc::from(text), sealed);
        sealed
    }

    fn value(&mut self, value: &DraftValue) -> Value {
        match value {
            DraftValue::Text(text) => Value::Text(text.to_string()),
            DraftValue::FreeText(text) => Value::FreeText(self.sealed(text)),
            DraftValue::Money(amount) => Value::Money(*amount),
            DraftValue::Share(share) => Value::Share(*share),
            DraftValue::Date(date) => Value::Date(*date),
            DraftValue::Unit(name) => Value::Unit(self.unit(name)),
            DraftValue::Units(names) => {
                Value::Units(names.iter().map(|name| self.unit(name)).collect())
            }
            DraftValue::Holder(name) => Value::Holder(self.names.holder_of(name)),
            DraftValue::Quantity(quantity) => Value::Quantity((**quantity).clone()),
            DraftValue::Level(level) => Value::Level(*level),
            DraftValue::Cleared => Value::Cleared,
        }
    }

    fn unit(&mut self, name: &Arc<str>) -> zone::UnitId {
        self.names.unit_of(name)
    }
}

fn target(target: RowTarget) -> ImportTarget {
    match target {
        RowTarget::Existing(id, version) => ImportTarget::Existing(id, version),
        RowTarget::New(number) => ImportTarget::New(number),
    }
}

fn cell(at: CellAt) -> CellRef {
    CellRef {
        attachment: AttachmentId(0),
        sheet: at.sheet,
        row: at.row,
        column: at.column,
    }
}

fn change(gone: &Gone) -> ImportChange {
    use zone::lineage::Change as C;
    ImportChange {
        project: gone.project,
        version: gone.version,
        change: match &gone.change {
            C::Renamed { name } => C::Renamed { name: name.clone() },
            C::Split { into } => C::Split {
                into: into.iter().copied().map(target).collect(),
            },
            C::Merged { into } => C::Merged {
                into: target(*into),
            },
            C::Suspended => C::Suspended,
            C::Resumed => C::Resumed,
            C::Withdrawn => C::Withdrawn,
            C::HandedOver { to } => C::HandedOver { to: *to },
        },
        document: gone.document.clone(),
        effective_on: gone.on,
    }
}

impl Names<'_> {
    /// The unit as the command names it.
    fn unit_of(&mut self, name: &Arc<str>) -> zone::UnitId {
        use crate::preview::UnitRef;
        match self.unit(name) {
            UnitRef::Known(id) => id,
            UnitRef::New(number) => ImportRef::unit(number),
            // Names that may be created are never unknown.
            UnitRef::Unknown => ImportRef::unit(u32::MAX / 4),
        }
    }

    /// The holder as the command names it.
    fn holder_of(&mut self, name: &Arc<str>) -> zone::Holder {
        use crate::preview::HolderRef;
        match self.holder(name) {
            HolderRef::Known(holder) => holder,
            HolderRef::New(number) => zone::Holder::Person(ImportRef::person(number)),
        }
    }
}
