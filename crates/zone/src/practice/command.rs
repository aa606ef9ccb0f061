//! Commands about practices.

use serde::Deserialize;

use super::{PracticeContent, PracticeSource, PracticeState, UsedFor};
use crate::authority::Operation;
use crate::{HandlingLevel, PracticeId, TextRef, UnitId};

/// A command about a practice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PracticeCommand {
    /// Submit a practice that was written from something.
    Submit {
        /// What it was written from.
        source: PracticeSource,
        /// The unit whose practice it is.
        unit: UnitId,
        /// What it says.
        draft: PracticeDraft,
    },
    /// Take a step on a practice.
    Move {
        /// The practice.
        id: PracticeId,
        /// Entity version seen.
        version: u32,
        /// The step.
        act: PracticeAct,
    },
    /// Say that a practice was used. Names no version: two units may say so at once.
    Use {
        /// The practice.
        id: PracticeId,
        /// For what.
        thing: UsedFor,
        /// Commitment of a note.
        note: Option<TextRef>,
    },
}

/// What a practice says, as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PracticeDraft {
    /// Its title.
    pub title: String,
    /// Who may see it.
    pub level: HandlingLevel,
    /// Kinds of problems it helps with.
    pub kinds: Vec<String>,
    /// Stages whose gate it helps to pass.
    pub stages: Vec<String>,
    /// Commitment of what was done; refused where it is lacking.
    pub what: Option<TextRef>,
    /// Commitment of what came of it; refused where it is lacking.
    pub outcome: Option<TextRef>,
    /// Commitment of when it applies.
    pub applies: Option<TextRef>,
}

impl PracticeDraft {
    /// As it is recorded; none while something that must be said is not.
    pub fn content(&self) -> Option<PracticeContent> {
        let tidy = |words: &[String]| {
            let mut kept: Vec<String> = Vec::new();
            for word in words.iter().map(|word| word.trim()) {
                if !word.is_empty() && !kept.iter().any(|own| own == word) {
                    kept.push(word.to_owned());
                }
            }
            kept
        };
        Some(PracticeContent {
            title: self.title.trim().to_owned(),
            level: self.level,
            kinds: tidy(&self.kinds),
            stages: tidy(&self.stages),
            what: self.what?,
            outcome: self.outcome?,
            applies: self.applies,
        })
    }
}

/// A step that may be taken on a practice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PracticeAct {
    /// Submit it anew: after a return, or a new version of what was published.
    Revise(PracticeDraft),
    /// Publish the version that waits.
    Publish {
        /// Commitment of a note.
        note: Option<TextRef>,
    },
    /// Return the version that waits.
    Return {
        /// Commitment of the reason.
        reason: Option<TextRef>,
    },
    /// Take it down.
    Withdraw {
        /// Commitment of the reason.
        reason: Option<TextRef>,
    },
}

/// Kinds of acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PracticeActKind {
    /// Publish the version that waits.
    Publish,
    /// Return the version that waits.
    Return,
    /// Submit it anew.
    Revise,
    /// Take it down.
    Withdraw,
}

impl PracticeActKind {
    /// All kinds, in the order pages offer them.
    pub const ALL: [PracticeActKind; 4] = [
        PracticeActKind::Publish,
        PracticeActKind::Return,
        PracticeActKind::Revise,
        PracticeActKind::Withdraw,
    ];

    /// The operation whose right it needs.
    pub fn operation(self) -> Operation {
        match self {
            PracticeActKind::Revise => Operation::WritePractices,
            _ => Operation::ReviewPractices,
        }
    }

    /// Whether a practice whose newest version stands so takes it.
    pub fn fits(self, newest: PracticeState) -> bool {
        match (self, newest) {
            (_, PracticeState::Withdrawn) => false,
            (PracticeActKind::Withdraw, _) => true,
            (PracticeActKind::Revise, newest) => newest != PracticeState::Submitted,
            (PracticeActKind::Publish | PracticeActKind::Return, newest) => {
                newest == PracticeState::Submitted
            }
        }
    }
}

impl PracticeAct {
    /// Which act it is.
    pub fn kind(&self) -> PracticeActKind {
        match self {
            PracticeAct::Revise(_) => PracticeActKind::Revise,
            PracticeAct::Publish { .. } => PracticeActKind::Publish,
            PracticeAct::Return { .. } => PracticeActKind::Return,
            PracticeAct::Withdraw { .. } => PracticeActKind::Withdraw,
        }
    }
}

impl PracticeCommand {
    /// The operation whose right it needs.
    pub fn operation(&self) -> Operation {
        match self {
            PracticeCommand::Submit { .. } | PracticeCommand::Use { .. } => {
                Operation::WritePractices
            }
            PracticeCommand::Move { act, .. } => act.kind().operation(),
        }
    }
}
