//! What an import would do, before it does anything: rows new, changed (old -> new), unchanged,
//! disappeared, refused; and every problem at once.
//!
//! Promises: with a problem of severity error nothing can be applied; a file imported twice shows
//! every row as unchanged. Reports of several dates in one file are gone through in order, each
//! against what the earlier ones left.
//! What it will not guess and what looks like harm it asks ([`Question`]), and takes the answers
//! ([`Answers`]) with the next look.

mod answers;
mod ask;
mod checks;
mod compare;
mod elsewhere;
mod gone;
mod harm;
mod identity;
mod known;
mod names;
mod near;
mod question;
mod run;
mod who;
mod whole;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;
use zone::lineage;
use zone::{AttachmentId, Field, ProjectId, Value};

use crate::mapping::Mapping;
use crate::problem::{Problem, Severity};
use crate::rows::{Account, CellAt, DraftValue, Fate};

pub use answers::{ANSWERS_VERSION, Answer, Answers, Choice, OpenQuestion};
pub use elsewhere::Difference;
pub use question::{Candidate, Question, Reason, Weight, target_of};
pub use run::{Asking, preview, preview_with};

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
    /// A row sent back to its unit as a whole.
    Returned,
    /// A row that waits for somebody to say which project it is.
    Asked,
}

/// A value that would be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field.
    pub field: Field,
    /// What holds today, as shown.
    pub old: Option<Box<str>>,
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
    /// The project; `None` for a row that waits for an answer or goes back as a whole.
    pub target: Option<RowTarget>,
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

/// A value or a row that goes back to the unit that reported it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// Where.
    pub at: CellAt,
    /// Name of the project.
    pub name: Arc<str>,
    /// The unit, as the file calls it.
    pub unit: Option<Arc<str>>,
    /// The field; `None` for a whole row.
    pub field: Option<Field>,
    /// What the file says.
    pub told: Option<DraftValue>,
    /// Why.
    pub note: String,
}

/// What became of a project that the file does not have, as answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The project.
    pub project: ProjectId,
    /// Version seen.
    pub version: u32,
    /// What became of it.
    pub change: lineage::Change<RowTarget>,
    /// By which document.
    pub document: String,
    /// From which date.
    pub on: Date,
}

/// An answer as the record keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Key of the question.
    pub question: String,
    /// The project.
    pub target: Option<RowTarget>,
    /// The field.
    pub field: Option<Field>,
    /// The cell.
    pub at: Option<CellAt>,
    /// What was known.
    pub known: Option<Value>,
    /// What the file says.
    pub told: Option<DraftValue>,
    /// What was decided.
    pub answer: Choice,
    /// The value taken instead.
    pub taken: Option<DraftValue>,
    /// The whole row goes back.
    pub whole_row: bool,
    /// The reason.
    pub note: Option<String>,
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
    /// Values that are another system's to say, and are other than known: left out.
    pub differences: Vec<Difference>,
    /// Units to be created.
    pub units_to_create: Vec<Arc<str>>,
    /// People to be created.
    pub people_to_create: Vec<Arc<str>>,
    /// Lines that are no projects: subtotals, sections, notes.
    pub lines_passed_over: u32,
    /// What is wrong, in order of place.
    pub problems: Vec<Problem>,
    /// What is asked, what blocks first, then in order of place; at most
    /// [`crate::limits::QUESTIONS_MAX`], the counts are of all.
    pub questions: Vec<Question>,
    /// How many questions of each kind there are, and how many of them are open.
    pub asked: BTreeMap<(Weight, &'static str), Asked>,
    /// What goes back to the units.
    pub returned: Vec<Returned>,
    /// Names to be remembered.
    pub aliases: Vec<(ProjectId, Arc<str>)>,
    /// What became of projects, as answered.
    pub gone: Vec<Gone>,
    /// Answers to be recorded.
    pub decided: Vec<Decided>,
    /// The answers given.
    pub answers: Answers,
    /// The import of the same file that holds, if there is one.
    pub imported_in: Option<AttachmentId>,
    /// What became of each filled cell on reading.
    pub account: Arc<Account>,
}

/// How many questions of a kind there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// In all.
    pub total: usize,
    /// Without an answer.
    pub open: usize,
}

impl Preview {
    /// What would become of a filled cell of the file; `None` where nothing stands.
    pub fn fate(&self, at: CellAt) -> Option<Fate> {
        let read = self.account.fate(at)?;
        let refused = self.problems.iter().any(|problem| {
            problem.severity() == Severity::Error
                && problem.place.cell == Some((at.row, at.column))
                && problem.place.sheet.as_ref() == self.sheets.get(usize::from(at.sheet))
        });
        Some(if refused { Fate::Refused } else { read })
    }

    /// Whether it may be applied: no problem is an error, and no question that blocks is open.
    pub fn can_apply(&self) -> bool {
        let no_error = self
            .problems
            .iter()
            .all(|problem| problem.severity() != Severity::Error);
        no_error && self.open(Weight::Blocks) == 0
    }

    /// Questions of a weight without an answer.
    pub fn open(&self, weight: Weight) -> usize {
        let own = self.asked.iter().filter(|(kind, _)| kind.0 == weight);
        own.map(|(_, asked)| asked.open).sum()
    }

    /// The answers in force, and the questions that wait: a document to be filled in.
    pub fn answers_to_fill(&self) -> Answers {
        let open = self.questions.iter().filter(|own| own.is_open());
        let open = open.map(|own| OpenQuestion {
            question: own.key.clone(),
            message: own.cause.told().what,
            choices: own.choices.clone(),
            candidates: own
                .candidates
                .iter()
                .map(|near| format!("{} {}", near.target, near.name))
                .collect(),
        });
        Answers {
            open: open.collect(),
            ..self.answers.clone()
        }
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
            || !(self.aliases.is_empty() && self.gone.is_empty() && self.decided.is_empty())
    }
}
