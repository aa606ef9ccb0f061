//! Answers to the questions of a preview: shown with it, and sent back with more.

use exchange::Problem;
use exchange::preview::Answers;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The answers given so far; the same document as the command line's `--answers`.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswersShape {
    /// Version of this shape: 1.
    version: u32,
    /// The answers.
    #[serde(default)]
    answers: Vec<AnswerShape>,
}

/// An answer.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerShape {
    /// Key of the question, or the code of all questions of a kind. The key goes before the code.
    question: String,
    /// What is answered.
    answer: ChoiceShape,
    /// With `correct`: the value to be taken, as a person would write it into the cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// With `same`, `renamed`, `split`, `merged`: projects (`P12`) or rows (`重点项目!C9`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    into: Vec<String>,
    /// Number of the document that says so; needed for what became of a project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    /// From which date; needed for what became of a project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    on: Option<Date>,
    /// The reason; needed with `accept` and `send_back`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// With `send_back`: the whole row, not this value alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    whole_row: bool,
}

/// What may be answered.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ChoiceShape {
    /// Taken as the file says.
    Accept,
    /// Another value is taken.
    Correct,
    /// Left out, back to the unit.
    SendBack,
    /// The row is about a project known already.
    Same,
    /// The row is about a new project.
    New,
    /// The project is now called as a row of the file.
    Renamed,
    /// The project was split.
    Split,
    /// The project was merged into another.
    Merged,
    /// The project is suspended.
    Suspended,
    /// The project was withdrawn.
    Withdrawn,
    /// The file leaves it out; nothing became of it.
    LeftOut,
}

impl AnswersShape {
    /// The shape of answers; both are the same JSON.
    pub(crate) fn of(answers: &Answers) -> Result<AnswersShape, serde_json::Error> {
        serde_json::from_str(&answers.to_json())
    }

    /// The answers it stands for.
    pub(crate) fn answers(&self, file: &str) -> Result<Answers, Problem> {
        // Plain data always writes; an empty text is refused as unreadable.
        let json = serde_json::to_string(self).unwrap_or_default();
        Answers::from_json(file, &json)
    }
}

impl AnswerShape {
    /// The shape of one answer.
    pub(crate) fn of(answer: &exchange::preview::Answer) -> Option<AnswerShape> {
        let json = serde_json::to_value(answer).ok()?;
        serde_json::from_value(json).ok()
    }
}

impl ChoiceShape {
    /// The shape of a choice.
    pub(crate) fn of(choice: exchange::preview::Choice) -> ChoiceShape {
        use exchange::preview::Choice as C;
        match choice {
            C::Accept => ChoiceShape::Accept,
            C::Correct => ChoiceShape::Correct,
            C::SendBack => ChoiceShape::SendBack,
            C::Same => ChoiceShape::Same,
            C::New => ChoiceShape::New,
            C::Renamed => ChoiceShape::Renamed,
            C::Split => ChoiceShape::Split,
            C::Merged => ChoiceShape::Merged,
            C::Suspended => ChoiceShape::Suspended,
            C::Withdrawn => ChoiceShape::Withdrawn,
            C::LeftOut => ChoiceShape::LeftOut,
        }
    }
}
