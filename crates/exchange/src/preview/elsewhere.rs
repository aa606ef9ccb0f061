//! Values of fields that another system is the source of: compared, told, and left out.

use std::sync::Arc;

use jiff::civil::Date;
use zone::{Field, ProjectId, Words};

use super::names::Names;
use super::run::Run;
use super::{Change, RowTarget, compare};
use crate::problem::{Place, RowCause};
use crate::rows::{DraftFact, DraftValue, ImportRow};

/// A value of a file that is another than the one known, and not the file's to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The project.
    pub project: ProjectId,
    /// Its name, as the file calls it.
    pub name: Arc<str>,
    /// What is known, what the file says, and where.
    pub change: Change,
    /// The system that is the source of the field; `None`: the office's own ledger.
    pub source: Option<Words>,
}

impl Run<'_> {
    /// Says of a file of a system that nobody defined.
    pub(super) fn check_source(&mut self) {
        let Some(key) = self.rows.mapping.options.source.as_deref() else {
            return;
        };
        if !self.zone.sources.contains_key(key) {
            let cause = RowCause::UnknownSource(key.to_owned());
            self.tell_at(Place::file(&self.rows.file), cause);
        }
    }

    /// Takes out of the facts of a known project what is not the file's to change.
    ///
    /// A file of a system changes the fields that the system is the source of, and fills in what
    /// nothing is known of and nobody else is the source of; any other file changes the fields
    /// without a source. Where both say the same there is nothing to take out.
    pub(super) fn set_aside(
        &mut self,
        row: &ImportRow,
        slot: usize,
        date: Date,
        facts: &mut Vec<DraftFact>,
    ) {
        let RowTarget::Existing(project, _) = self.known.target(slot) else {
            return;
        };
        if self.zone.sources.is_empty() {
            return;
        }
        let own = self.rows.mapping.options.source.as_deref();
        facts.retain(|fact| {
            let source = self.zone.source_of(&fact.field);
            let old = self.known.value(slot, &fact.field, date);
            let theirs = source.is_some_and(|source| Some(source.key.as_str()) == own);
            let free = source.is_none() && (own.is_none() || old.is_none());
            if theirs || free || is_same(&fact.field, old, &fact.value, &mut self.names) {
                return true;
            }
            // A note is the office's own words beside a value: there is nothing to compare.
            if !matches!(fact.field, Field::Note(_)) {
                self.differences.push(Difference {
                    project,
                    name: Arc::clone(&row.name),
                    change: Change {
                        field: fact.field.clone(),
                        old: old.map(|old| compare::shown(old, &self.names).into_boxed_str()),
                        value: fact.value.clone(),
                        cell: fact.cell,
                    },
                    source: source.map(|source| source.name.clone()),
                });
            }
            false
        });
    }
}

/// Whether both say the same, without noting a unit or a person nobody knows as one to be added.
fn is_same(
    field: &Field,
    old: Option<compare::Old<'_>>,
    new: &DraftValue,
    names: &mut Names<'_>,
) -> bool {
    let known = match new {
        DraftValue::Unit(name) => names.known_unit(name).is_some(),
        DraftValue::Units(all) => all.iter().all(|name| names.known_unit(name).is_some()),
        DraftValue::Holder(name) => names.known_holder(name).is_some(),
        _ => true,
    };
    known && compare::same(field, old, new, names) != compare::Verdict::Different
}
