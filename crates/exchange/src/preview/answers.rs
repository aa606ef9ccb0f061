//! Answers to the questions of a preview: a plain document that page, API and command line share.
//!
//! ```json
//! {"version": 1, "answers": [
//!   {"question": "exchange/which-project:重点项目!C9", "answer": "same", "into": ["P12"]},
//!   {"question": "exchange/less-than-before:重点项目!K7", "answer": "correct", "value": "1200 万元",
//!    "note": "漏填一位"},
//!   {"question": "exchange/baseline-changed", "answer": "accept", "note": "示发〔2026〕7号"},
//!   {"question": "exchange/disappeared:P7", "answer": "split", "into": ["重点项目!C9", "P3"],
//!    "document": "示发〔2026〕8号", "on": "2026-05-01"}]}
//! ```
//!
//! Promises: an answer names its question by key, or all questions of a kind by their code; the
//! one that names the key goes before the other.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zone::Words;

use crate::problem::{FileCause, Place, Problem};

/// Version of the shape of [`Answers`].
pub const ANSWERS_VERSION: u32 = 1;

/// What may be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// It is so: taken as the file says. Needs a note.
    Accept,
    /// The cell is wrong: `value` is taken instead.
    Correct,
    /// Back to the unit: the value (or, with `whole_row`, the row) is left out. Needs a note.
    SendBack,
    /// The row is about the project named by `into`.
    Same,
    /// The row is about a project new to the zone.
    New,
    /// The project is now called as the row named by `into` calls it.
    Renamed,
    /// The project was split into what `into` names.
    Split,
    /// The project went into what `into` names.
    Merged,
    /// The project is suspended.
    Suspended,
    /// The project was withdrawn.
    Withdrawn,
    /// The file leaves the project out; nothing became of it.
    LeftOut,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Key of the question, or the code of all questions of a kind.
    pub question: String,
    /// What is answered.
    pub answer: Choice,
    /// The value to be taken, as a person would write it into the cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Projects (`P12`) or rows of the file (`重点项目!C9`, the cell of the name).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub into: Vec<String>,
    /// Number of the document that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// From which date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// The reason, or a remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// With `send_back`: the whole row, not this value alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub whole_row: bool,
}

/// The answers given so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// Version of this shape.
    pub version: u32,
    /// The answers.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// Questions that wait, for whoever fills the document in; not read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<OpenQuestion>,
}

/// A question that waits, written beside the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenQuestion {
    /// Its key, to be copied into an answer.
    pub question: String,
    /// What is asked.
    pub message: Words,
    /// What may be answered.
    pub choices: Vec<Choice>,
    /// What `into` may name, likeliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
}

impl Default for Answers {
    fn default() -> Self {
        Answers {
            version: ANSWERS_VERSION,
            answers: Vec::new(),
            open: Vec::new(),
        }
    }
}

impl Answer {
    /// An answer without anything beside it.
    pub fn new(question: &str, answer: Choice) -> Answer {
        Answer {
            question: question.to_owned(),
            answer,
            value: None,
            into: Vec::new(),
            document: None,
            on: None,
            note: None,
            whole_row: false,
        }
    }

    /// The same with a note.
    #[must_use]
    pub fn noted(mut self, note: &str) -> Answer {
        self.note = Some(note.to_owned());
        self
    }

    /// The note, if it says anything.
    pub fn note(&self) -> Option<&str> {
        filled(self.note.as_deref())
    }

    /// The document, if it says anything.
    pub fn document(&self) -> Option<&str> {
        filled(self.document.as_deref())
    }
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

impl Answers {
    /// The answers as JSON.
    pub fn to_json(&self) -> String {
        // Plain data always writes.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Reads answers from the JSON in a file of that name.
    pub fn from_json(file: &str, json: &str) -> Result<Answers, Problem> {
        let refused = |detail: String| {
            let place = Place::file(&std::sync::Arc::from(file));
            Problem::file(place, FileCause::BadAnswers(detail))
        };
        let answers: Answers =
            serde_json::from_str(json).map_err(|error| refused(error.to_string()))?;
        if answers.version != ANSWERS_VERSION {
            return Err(refused(format!("version {}", answers.version)));
        }
        if answers.answers.len() > crate::limits::ANSWERS_MAX {
            return Err(refused(format!("> {}", crate::limits::ANSWERS_MAX)));
        }
        Ok(answers)
    }
}
