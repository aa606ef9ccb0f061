//! What a preview asks before it does harm, or because it will not guess.

use std::sync::Arc;

use serde::Serialize;
use zone::{AttachmentId, Field, ProjectId, Words, cell_name};

use super::answers::{Answer, Choice};
use crate::problem::{Place, QuestionCause};
use crate::rows::{CellAt, DraftValue};

/// How much a question weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Nothing of the file is applied until it is answered.
    Blocks,
    /// Asked; without an answer the file is applied as it says.
    Asks,
    /// Said only.
    Tells,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// By which answers name it: `exchange/less-than-before:重点项目!K7`.
    pub key: String,
    /// Why it is asked.
    pub cause: QuestionCause,
    /// How much it weighs.
    pub weight: Weight,
    /// Where.
    pub place: Place,
    /// The cell, by its numbers.
    pub at: Option<CellAt>,
    /// The project it is about.
    pub project: Option<ProjectId>,
    /// Name of the project.
    pub name: Option<String>,
    /// The field it is about.
    pub field: Option<Field>,
    /// What was known, as shown.
    pub known: Option<String>,
    /// What the file says.
    pub told: Option<DraftValue>,
    /// What may be answered.
    pub choices: Vec<Choice>,
    /// Projects or rows it may be about, likeliest first.
    pub candidates: Vec<Candidate>,
    /// The answer in force.
    pub answer: Option<Answer>,
    /// The import of the same file in which it was answered.
    pub answered_in: Option<AttachmentId>,
}

impl Question {
    /// Stable code: `exchange/less-than-before`.
    pub fn code(&self) -> &'static str {
        self.cause.told().code
    }

    /// Whether it still waits for an answer.
    pub fn is_open(&self) -> bool {
        self.answer.is_none() && self.weight != Weight::Tells
    }
}

/// A project or a row that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// By which answers name it: `P12`, or `重点项目!C9`.
    pub target: String,
    /// What it is called.
    pub name: String,
    /// Its unit.
    pub unit: Option<String>,
    /// How alike, in percent.
    pub score: u8,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Why something may be meant, or speaks against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The names are the same.
    SameName,
    /// The names are alike by so many percent.
    NameAlike(u8),
    /// The same unit answers for it.
    SameUnit,
    /// Another unit answers for it: the one known, the one told.
    OtherUnit(String, String),
    /// At the same place.
    SamePlace,
    /// The same total investment.
    SameAmount,
    /// The codes differ in what a spreadsheet loses: the one known, the one told.
    CodeAlike(Arc<str>, Arc<str>),
    /// The same code.
    SameCode(Arc<str>),
}

impl Reason {
    /// In words.
    pub fn words(&self) -> Words {
        match self {
            Reason::SameName => Words::new("名称相同", "same name"),
            Reason::NameAlike(percent) => Words::new(
                format!("名称相似 {percent}%"),
                format!("name {percent}% alike"),
            ),
            Reason::SameUnit => Words::new("责任单位相同", "same unit"),
            Reason::OtherUnit(known, told) => Words::new(
                format!("责任单位不同：原为{known}，表中为{told}"),
                format!("other unit: {known} known, {told} in the file"),
            ),
            Reason::SamePlace => Words::new("建设地点相同", "same place"),
            Reason::SameAmount => Words::new("总投资相同", "same total investment"),
            Reason::CodeAlike(known, told) => Words::new(
                format!("编码相近：原为 {known}，表中为 {told}"),
                format!("code alike: {known} known, {told} in the file"),
            ),
            Reason::SameCode(code) => {
                Words::new(format!("编码相同：{code}"), format!("same code: {code}"))
            }
        }
    }
}

/// A cell as answers name it: `重点项目!C9`.
pub fn target_of(sheets: &[Arc<str>], at: CellAt) -> String {
    let sheet = sheets.get(usize::from(at.sheet)).map_or("", |name| name);
    format!("{sheet}!{}", cell_name(at.row, at.column))
}
