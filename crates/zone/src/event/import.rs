//! Files kept, mappings, imports and what became of them.

use jiff::civil::Date;

use super::shapes;
use crate::import::{Answered, Kept};
use crate::{AttachmentId, CellRef, Field, PersonId, ProjectId, TextRef, UnitId, Value};

shapes! {
    /// A file was kept.
    AttachmentKept {
        /// Its id.
        id: AttachmentId,
        /// SHA-256 of its bytes.
        sha256: String,
        /// Commitment of its name.
        name: TextRef,
        /// Its size.
        bytes: u64,
        /// Names of its sheets.
        sheets: Vec<String>,
    }
    /// The column mapping of a layout was kept.
    MappingKept {
        /// The layout.
        layout: String,
        /// The mapping, as the importer writes it.
        mapping: String,
    }
    /// An import was applied: the events after it in the same batch are its effect.
    ImportApplied {
        /// The file.
        attachment: AttachmentId,
        /// The date the source says its figures are of.
        source_as_of: Option<Date>,
        /// Projects registered.
        registered: u32,
        /// Projects with new facts.
        changed: u32,
        /// Projects as they were.
        unchanged: u32,
        /// The first event of the whole import; 0 in records of before it could be undone.
        #[serde(default, skip_serializing_if = "super::is_zero")]
        first: u64,
        /// The last event of the whole import.
        #[serde(default, skip_serializing_if = "super::is_zero")]
        last: u64,
        /// The projects that the file says are as they were.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        confirmed: Vec<ProjectId>,
        /// Units it added; named with its first report.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        units: Vec<UnitId>,
        /// People it added; named with its first report.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        people: Vec<PersonId>,
    }
    /// A question that an import raised was answered.
    ImportAnswered {
        /// The file.
        import: AttachmentId,
        /// Key of the question: its code, and what it is about.
        question: String,
        /// The project it is about.
        project: Option<ProjectId>,
        /// The field it is about.
        field: Option<Field>,
        /// The cell it is about.
        cell: Option<CellRef>,
        /// What was known.
        known: Option<Value>,
        /// What the file said.
        told: Option<Value>,
        /// What was decided.
        answer: Answered,
        /// Commitment of the reason given.
        note: Option<TextRef>,
    }
    /// An import was undone: what its events said holds no more, except what is kept.
    ImportUndone {
        /// The file.
        import: AttachmentId,
        /// The first event undone.
        first: u64,
        /// The last event undone.
        last: u64,
        /// Projects it had registered, which are as if never imported.
        removed: Vec<ProjectId>,
        /// Projects whose values are again as before.
        restored: Vec<ProjectId>,
        /// What stays, because something was built on it since.
        kept: Vec<Kept>,
        /// Units it had added, now gone.
        units: Vec<UnitId>,
        /// People it had added, now gone.
        people: Vec<PersonId>,
        /// Marks it had set, now gone.
        marks: Vec<String>,
        /// Commitment of the reason given.
        reason: Option<TextRef>,
    }
}
