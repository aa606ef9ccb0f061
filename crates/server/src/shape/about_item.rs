//! Commands about supervision items.

use jiff::civil::Date;
use serde::Deserialize;
use zone::item::{EscalationStep, ItemAct, ItemKind, ItemSource};
use zone::project::Evidence;
use zone::{
    Command, Holder, ItemId, MeetingId, PersonId, PostId, ProblemId, ProjectId, Sealer, TextRef,
    UnitId,
};

use super::change::EvidenceInput;
use super::command::Sealed;

/// Assign a supervision item. Owner, measure and evidence are asked for: without them it is
/// refused.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssignItem {
    /// Where it comes from: settles how long it may take.
    kind: ItemKind,
    /// What is to be done; sealed here.
    what: String,
    /// The sentence it was made from.
    #[serde(default)]
    source: Option<SourceInput>,
    /// 主办: the unit that answers for it.
    #[schema(value_type = String)]
    lead: UnitId,
    /// 协办.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    support: Vec<UnitId>,
    /// The unit it is owed to; the dispatch office if none.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    owed_to: Option<UnitId>,
    /// Who answers for it: a person, `R4`, or a post, `T2`.
    #[serde(default)]
    owner: Option<String>,
    /// The measure by which it is judged; sealed here.
    #[serde(default)]
    measure: Option<String>,
    /// Kinds of evidence that close it: `approval`, `photo`…
    #[serde(default)]
    evidence: Vec<String>,
    /// The project it is about.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    project: Option<ProjectId>,
    /// The problem it solves.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    problem: Option<ProblemId>,
    /// The meeting that asked for it: `M3`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    meeting: Option<MeetingId>,
    /// By when; by the limit of its kind if none.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    due_on: Option<Date>,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// The sentence an item is made from; sealed here.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceInput {
    /// The sentence.
    sentence: String,
    /// Which text it stands in.
    #[serde(default)]
    document: Option<String>,
    /// Its line there, from 1.
    #[serde(default)]
    line: Option<u32>,
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    } => |$asked:ident, $sealer:ident| $act:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            /// The item.
            #[schema(value_type = String)]
            id: ItemId,
            /// Entity version seen.
            version: u32,
            /// When.
            #[schema(value_type = String, format = Date)]
            effective_on: Date,
            $($(#[$field_doc])* $field: $type,)*
        }

        impl Sealed for $name {
            fn sealed(self, $sealer: &mut dyn Sealer) -> Command {
                let $asked = self;
                let (id, version) = ($asked.id, $asked.version);
                let effective_on = $asked.effective_on;
                let act = $act;
                Command::MoveItem { id, version, act, effective_on }
            }
        }
    )*};
}

acts! {
    /// Urge an item.
    UrgeItem {
        /// A note; sealed here.
        #[serde(default)]
        note: Option<String>,
    } => |asked, sealer| ItemAct::Urge { note: said(asked.note, sealer) };

    /// Ask for an extension, before the item is due.
    AskExtension {
        /// Until when.
        #[schema(value_type = String, format = Date)]
        until: Date,
        /// Why; sealed here.
        reason: String,
    } => |asked, sealer| ItemAct::AskExtension {
        until: asked.until,
        reason: sealer.seal(&asked.reason, &[]),
    };

    /// Grant an extension until a date, or refuse it with none.
    DecideExtension {
        /// Until when.
        #[serde(default)]
        #[schema(value_type = Option<String>, format = Date)]
        until: Option<Date>,
        /// A note; sealed here.
        #[serde(default)]
        note: Option<String>,
    } => |asked, sealer| ItemAct::DecideExtension {
        until: asked.until,
        note: said(asked.note, sealer),
    };

    /// Answer an item.
    AnswerItem {
        /// The answer; sealed here.
        text: String,
        /// What shows it.
        #[serde(default)]
        evidence: Vec<EvidenceInput>,
    } => |asked, sealer| ItemAct::Answer {
        text: sealer.seal(&asked.text, &[]),
        evidence: shown(asked.evidence),
    };

    /// Return an answer that is not enough.
    ReturnItem {
        /// Why; sealed here.
        reason: String,
    } => |asked, sealer| ItemAct::Return {
        reason: sealer.seal(&asked.reason, &[]),
    };

    /// Accept an answer: it is enough, and the item waits to be closed.
    AcceptItem {
        /// A note; sealed here.
        #[serde(default)]
        note: Option<String>,
    } => |asked, sealer| ItemAct::Accept { note: said(asked.note, sealer) };

    /// Close an item with its evidence.
    CloseItem {
        /// A note; sealed here.
        #[serde(default)]
        note: Option<String>,
        /// Evidence beside what came with answers.
        #[serde(default)]
        evidence: Vec<EvidenceInput>,
    } => |asked, sealer| ItemAct::Close {
        note: said(asked.note, sealer),
        evidence: shown(asked.evidence),
    };

    /// Take a step of the escalation ladder.
    EscalateItem {
        /// The step.
        step: EscalationStep,
        /// By which document; what touches people needs one.
        #[serde(default)]
        document: String,
        /// Its grounds; sealed here.
        #[serde(default)]
        grounds: Option<String>,
    } => |asked, sealer| ItemAct::Escalate {
        step: asked.step,
        document: asked.document,
        grounds: said(asked.grounds, sealer),
    };
}

/// A text that may be left out; a blank one counts as left out.
pub(super) fn said(text: Option<String>, sealer: &mut dyn Sealer) -> Option<TextRef> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    Some(sealer.seal(&text, &[]))
}

fn shown(evidence: Vec<EvidenceInput>) -> Vec<Evidence> {
    evidence.into_iter().map(Evidence::from).collect()
}

/// A person or a post. What is neither names nobody, and is refused as one without owner.
pub(super) fn holder(owner: &str) -> Option<Holder> {
    let person = owner.parse::<PersonId>().map(Holder::Person);
    let post = || owner.parse::<PostId>().map(Holder::Post);
    person.or_else(|_| post()).ok()
}

impl Sealed for AssignItem {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        let source = self.source.map(|source| ItemSource {
            sentence: sealer.seal(&source.sentence, &[]),
            document: said(source.document, sealer),
            line: source.line,
        });
        Command::AssignItem(Box::new(zone::command::AssignItem {
            kind: self.kind,
            what: sealer.seal(&self.what, &[]),
            source,
            lead: self.lead,
            support: self.support,
            owed_to: self.owed_to,
            owner: self.owner.as_deref().and_then(holder),
            measure: said(self.measure, sealer),
            evidence: self.evidence,
            project: self.project,
            problem: self.problem,
            meeting: self.meeting,
            due_on: self.due_on,
            effective_on: self.effective_on,
        }))
    }
}
