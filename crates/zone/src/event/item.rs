//! Supervision items and every step taken on them.

use jiff::civil::Date;

use super::shapes;
use crate::item::{Due, EscalationStep, ItemKind, ItemSource};
use crate::project::Evidence;
use crate::{Holder, ItemId, MeetingId, ProblemId, ProjectId, TextRef, UnitId};

shapes! {
    /// A supervision item was assigned.
    ItemAssigned {
        /// Its id.
        id: ItemId,
        /// Year and number within the year.
        number: (i16, u32),
        /// Where it comes from.
        kind: ItemKind,
        /// Commitment of what is to be done.
        what: TextRef,
        /// What it was made from.
        source: Option<ItemSource>,
        /// 主办.
        lead: UnitId,
        /// 协办.
        support: Vec<UnitId>,
        /// The unit it is owed to; the dispatch office if none.
        owed_to: Option<UnitId>,
        /// Who answers for it.
        owner: Holder,
        /// Commitment of the measure.
        measure: TextRef,
        /// Kinds of evidence that close it.
        evidence: Vec<String>,
        /// The project it is about.
        project: Option<ProjectId>,
        /// The problem it solves.
        problem: Option<ProblemId>,
        /// The meeting that asked for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meeting: Option<MeetingId>,
        /// By when.
        due: Due,
        /// From which date.
        effective_on: Date,
    }
    /// 催办.
    ItemUrged {
        /// The item.
        id: ItemId,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// An extension was asked for.
    ItemExtensionAsked {
        /// The item.
        id: ItemId,
        /// Until when.
        until: Date,
        /// Commitment of the reason.
        reason: TextRef,
        /// When.
        effective_on: Date,
    }
    /// An extension was granted or refused.
    ItemExtensionDecided {
        /// The item.
        id: ItemId,
        /// Until when, as granted; refused if none.
        until: Option<Due>,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// 反馈.
    ItemAnswered {
        /// The item.
        id: ItemId,
        /// Commitment of the answer.
        text: TextRef,
        /// What shows it.
        evidence: Vec<Evidence>,
        /// When.
        effective_on: Date,
    }
    /// 退办.
    ItemReturned {
        /// The item.
        id: ItemId,
        /// Commitment of the reason.
        reason: TextRef,
        /// When.
        effective_on: Date,
    }
    /// 审核通过.
    ItemAccepted {
        /// The item.
        id: ItemId,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// 销号.
    ItemClosed {
        /// The item.
        id: ItemId,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// What shows it, beside what came with answers.
        evidence: Vec<Evidence>,
        /// When.
        effective_on: Date,
    }
    /// A step of the ladder was taken.
    ItemEscalated {
        /// The item.
        id: ItemId,
        /// The step.
        step: EscalationStep,
        /// By which document.
        document: String,
        /// Commitment of its grounds.
        grounds: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
}
