//! The questions of a preview as pages show them.

use exchange::preview::{Asked, Candidate, Preview, Question, Returned, Weight};
use serde::Serialize;
use zone::{AttachmentId, ProjectId, Words, Zone, cell_name, labels};

use super::shown;
use crate::shape::{AnswerShape, ChoiceShape};

/// A question.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct QuestionView {
    /// By which answers name it: `exchange/less-than-before:重点项目!K7`.
    key: String,
    /// Its kind: `exchange/less-than-before`.
    code: &'static str,
    /// How much it weighs.
    weight: WeightView,
    /// What is asked.
    message: Words,
    /// What to do.
    remedy: Words,
    /// Sheet, if it is about a place in the file.
    sheet: Option<String>,
    /// Cell: `K7`.
    cell: Option<String>,
    /// The project it is about.
    #[schema(value_type = Option<String>)]
    project: Option<ProjectId>,
    /// Name of the project.
    name: Option<String>,
    /// Key of the field it is about.
    field: Option<String>,
    /// Name of the field.
    label: Option<Words>,
    /// What was known.
    known: Option<String>,
    /// What the file says.
    told: Option<Words>,
    /// What may be answered.
    choices: Vec<ChoiceShape>,
    /// Projects or rows it may be about, likeliest first.
    candidates: Vec<CandidateView>,
    /// The answer in force.
    answer: Option<AnswerShape>,
    /// The import of the same file in which it was answered already.
    #[schema(value_type = Option<String>)]
    answered_in: Option<AttachmentId>,
}

/// How much a question weighs.
#[derive(Debug, Clone, Copy, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WeightView {
    /// Nothing is applied until it is answered.
    Blocks,
    /// Without an answer the file is applied as it says.
    Asks,
    /// Said only.
    Tells,
}

/// A project or a row that may be meant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct CandidateView {
    /// By which an answer's `into` names it: `P12`, or `重点项目!C9`.
    target: String,
    /// What it is called.
    name: String,
    /// Its unit.
    unit: Option<String>,
    /// How alike, in percent.
    score: u8,
    /// Why.
    reasons: Vec<Words>,
}

/// Questions of one kind.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct QuestionCount {
    /// Their code, by which all of them can be answered at once.
    code: &'static str,
    /// How much they weigh.
    weight: WeightView,
    /// How many there are.
    total: usize,
    /// How many of them wait for an answer.
    open: usize,
}

/// What goes back to a unit.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ReturnedView {
    /// Sheet.
    sheet: String,
    /// Cell: `K7`.
    cell: String,
    /// Name of the project.
    name: String,
    /// The unit, as the file calls it.
    unit: Option<String>,
    /// Name of the field; absent for a whole row.
    label: Option<Words>,
    /// What the file says.
    told: Option<Words>,
    /// Why.
    note: String,
}

impl From<Weight> for WeightView {
    fn from(weight: Weight) -> WeightView {
        match weight {
            Weight::Blocks => WeightView::Blocks,
            Weight::Asks => WeightView::Asks,
            Weight::Tells => WeightView::Tells,
        }
    }
}

/// The questions, as listed.
pub(super) fn questions(zone: &Zone, preview: &Preview) -> Vec<QuestionView> {
    let each = preview.questions.iter();
    each.map(|own| question(zone, own)).collect()
}

fn question(zone: &Zone, own: &Question) -> QuestionView {
    let told = own.cause.told();
    QuestionView {
        key: own.key.clone(),
        code: told.code,
        weight: own.weight.into(),
        message: told.what,
        remedy: told.remedy,
        sheet: own.place.sheet.as_deref().map(str::to_owned),
        cell: own.place.cell_name(),
        project: own.project,
        name: own.name.clone(),
        field: own.field.as_ref().map(ToString::to_string),
        label: own.field.as_ref().map(|field| labels::field(zone, field)),
        known: own.known.clone(),
        told: own.told.as_ref().map(|value| shown(zone, value)),
        choices: own
            .choices
            .iter()
            .map(|choice| ChoiceShape::of(*choice))
            .collect(),
        candidates: own.candidates.iter().map(candidate).collect(),
        answer: own.answer.as_ref().and_then(AnswerShape::of),
        answered_in: own.answered_in,
    }
}

fn candidate(own: &Candidate) -> CandidateView {
    CandidateView {
        target: own.target.clone(),
        name: own.name.clone(),
        unit: own.unit.clone(),
        score: own.score,
        reasons: own
            .reasons
            .iter()
            .map(exchange::preview::Reason::words)
            .collect(),
    }
}

/// Questions by kind.
pub(super) fn counts(preview: &Preview) -> Vec<QuestionCount> {
    let each = preview.asked.iter();
    each.map(|((weight, code), Asked { total, open })| QuestionCount {
        code,
        weight: (*weight).into(),
        total: *total,
        open: *open,
    })
    .collect()
}

/// What goes back.
pub(super) fn returned(zone: &Zone, preview: &Preview) -> Vec<ReturnedView> {
    let view = |own: &Returned| ReturnedView {
        sheet: preview
            .sheets
            .get(usize::from(own.at.sheet))
            .map_or_else(String::new, ToString::to_string),
        cell: cell_name(own.at.row, own.at.column),
        name: own.name.to_string(),
        unit: own.unit.as_deref().map(str::to_owned),
        label: own.field.as_ref().map(|field| labels::field(zone, field)),
        told: own.told.as_ref().map(|value| shown(zone, value)),
        note: own.note.clone(),
    };
    preview.returned.iter().map(view).collect()
}
