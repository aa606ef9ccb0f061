//! Commands about practices.

use serde::Deserialize;
use zone::practice::command::{PracticeAct, PracticeCommand, PracticeDraft};
use zone::practice::{PracticeSource, UsedFor};
use zone::{Command, HandlingLevel, PracticeId, ProblemId, Sealer, UnitId};

use super::about_item::said;
use super::command::Sealed;

fn of(command: PracticeCommand) -> Command {
    Command::Practice(Box::new(command))
}

/// What a practice says.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PracticeInput {
    /// Its title.
    title: String,
    /// Who may see it; never wider than what it was written from.
    #[serde(default)]
    level: HandlingLevel,
    /// Kinds of problems it helps with.
    #[serde(default)]
    kinds: Vec<String>,
    /// Stages whose gate it helps to pass.
    #[serde(default)]
    stages: Vec<String>,
    /// What was done; sealed here.
    what: String,
    /// What came of it; sealed here.
    outcome: String,
    /// When it applies; sealed here.
    #[serde(default)]
    applies: Option<String>,
}

impl PracticeInput {
    fn draft(self, sealer: &mut dyn Sealer) -> PracticeDraft {
        PracticeDraft {
            title: self.title,
            level: self.level,
            kinds: self.kinds,
            stages: self.stages,
            what: said(Some(self.what), sealer),
            outcome: said(Some(self.outcome), sealer),
            applies: said(self.applies, sealer),
        }
    }
}

/// Submit a practice written from what is over; somebody else reviews it.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubmitPractice {
    /// What it was written from: a solved problem `Q3`, a finished project `P12`, a closed item
    /// `S7`.
    source: String,
    /// The unit whose practice it is.
    #[schema(value_type = String)]
    unit: UnitId,
    /// What it says.
    content: PracticeInput,
}

impl Sealed for SubmitPractice {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        // There is no problem Q0: what is no id is refused as unknown.
        let source = PracticeSource::read(&self.source);
        of(PracticeCommand::Submit {
            source: source.unwrap_or(PracticeSource::Problem(ProblemId(0))),
            unit: self.unit,
            draft: self.content.draft(sealer),
        })
    }
}

/// Say that a published practice was used; it counts once for each thing.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UsePractice {
    /// The practice.
    #[schema(value_type = String)]
    id: PracticeId,
    /// For what: a problem `Q3` or a project `P12`.
    used_for: String,
    /// What was taken over, what was different; sealed here.
    #[serde(default)]
    note: Option<String>,
}

impl Sealed for UsePractice {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        let thing = UsedFor::read(&self.used_for);
        of(PracticeCommand::Use {
            id: self.id,
            thing: thing.unwrap_or(UsedFor::Problem(ProblemId(0))),
            note: said(self.note, sealer),
        })
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    } => |$asked:ident, $sealer:ident| $act:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            /// The practice.
            #[schema(value_type = String)]
            id: PracticeId,
            /// Entity version seen.
            version: u32,
            $($(#[$field_doc])* $field: $type,)*
        }

        impl Sealed for $name {
            fn sealed(self, $sealer: &mut dyn Sealer) -> Command {
                let $asked = self;
                let (id, version) = ($asked.id, $asked.version);
                let act = $act;
                of(PracticeCommand::Move { id, version, act })
            }
        }
    )*};
}

acts! {
    /// Submit a practice anew: after a return, or a new version of what was published.
    RevisePractice {
        /// What it says now, whole.
        content: PracticeInput,
    } => |asked, sealer| PracticeAct::Revise(asked.content.draft(sealer));

    /// Publish the version that waits.
    PublishPractice {
        /// A note; sealed here.
        #[serde(default)]
        note: Option<String>,
    } => |asked, sealer| PracticeAct::Publish { note: said(asked.note, sealer) };

    /// Return the version that waits.
    ReturnPractice {
        /// Why; sealed here.
        reason: String,
    } => |asked, sealer| PracticeAct::Return { reason: said(Some(asked.reason), sealer) };

    /// Take a practice down.
    WithdrawPractice {
        /// Why; sealed here.
        reason: String,
    } => |asked, sealer| PracticeAct::Withdraw { reason: said(Some(asked.reason), sealer) };
}
