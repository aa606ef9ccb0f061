//! What an import would do, before it does anything: rows new, changed (old -> new), unchanged,
//! disappeared, refused; and every problem at once.
//!
//! Promises: with a problem of severity error nothing can be applied; a file imported twice shows
//! every row as unchanged. Reports of several dates in one file are gone through in order, each
//! against what the earlier ones left.
//! Deliberately does not look for what a disappeared project became: that is asked of a person.

mod checks;
mod compare;
mod known;
mod names;
mod run;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;
use zone::{Field, ProjectId};

use crate::mapping::Mapping;
use crate::problem::{Problem, Severity};
use crate::rows::{CellAt, DraftValue};

pub use run::preview;

pub(crate) use names::{HolderRef, Names, UnitRef};

/// What would become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowClass {
    /// A project new to the zone.
    New,
    /// A project with something new.
    Changed,
    /// A project as it is.
    Unchanged,
    /// A row with an error.
    Refused,
}

/// A value that would be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field.
    pub field: Field,
    /// What holds today, as shown.
    pub old: Option<String>,
    /// What would hold.
    pub value: DraftValue,
    /// The cell it stands in.
    pub cell: Option<CellAt>,
}

/// The project that a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowTarget {
    /// A project of the zone, at the version seen.
    Existing(ProjectId, u32),
    /// The n-th project that this import registers.
    New(u32),
}

/// A row of a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// Where its name or code stands.
    pub at: CellAt,
    /// Name of the project.
    pub name: Arc<str>,
    /// What would become of it.
    pub class: RowClass,
    /// The project.
    pub target: RowTarget,
    /// Position of its report.
    pub report: usize,
    /// What would be recorded.
    pub changes: Vec<Change>,
}

/// The rows of one date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewReport {
    /// The date from which its figures hold.
    pub effective_on: Date,
    /// Whether the file says that date.
    pub stated_by_source: bool,
    /// The mark to set after it, if it is not set already.
    pub mark: Option<String>,
    /// Rows by class.
    pub counts: BTreeMap<RowClass, u32>,
}

/// A project of the zone that the file does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disappeared {
    /// The project.
    pub project: ProjectId,
    /// Its name.
    pub name: String,
}

/// What an import would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Name of the file.
    pub file: Arc<str>,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// Names of its sheets.
    pub sheets: Vec<Arc<str>>,
    /// The mapping used.
    pub mapping: Mapping,
    /// Reports in order of date.
    pub reports: Vec<PreviewReport>,
    /// Rows, by report and in order of the file.
    pub rows: Vec<PreviewRow>,
    /// Projects of the same scope that the last report does not have.
    pub disappeared: Vec<Disappeared>,
    /// Units to be created.
    pub units_to_create: Vec<Arc<str>>,
    /// People to be created.
    pub people_to_create: Vec<Arc<str>>,
    /// Lines that are no projects: subtotals, sections, notes.
    pub lines_passed_over: u32,
    /// What is wrong, in order of place.
    pub problems: Vec<Problem>,
}

impl Preview {
    /// Whether it may be applied: no problem is an error.
    pub fn can_apply(&self) -> bool {
        self.problems
            .iter()
            .all(|problem| problem.severity() != Severity::Error)
    }

    /// Rows of a class.
    pub fn count(&self, class: RowClass) -> u32 {
        self.reports
            .iter()
            .filter_map(|report| report.counts.get(&class))
            .sum()
    }

    /// Whether applying it would record anything.
    pub fn has_news(&self) -> bool {
        self.reports.iter().any(|report| report.mark.is_some())
            || self.rows.iter().any(|row| !row.changes.is_empty())
    }
}
