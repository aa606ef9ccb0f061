//! Enterprises, their figures, and what they ask for.

use jiff::civil::Date;

use super::shapes;
use crate::clock::Due;
use crate::enterprise::figures::FigureAnswer;
use crate::enterprise::request::{Outcome, RequestKind};
use crate::enterprise::{EnterpriseChange, EnterpriseState, Figures, Source};
use crate::event::Event;
use crate::indicator::Month;
use crate::{EnterpriseId, Holder, ProjectId, RequestId, TextRef, UnitId};

shapes! {
    /// An enterprise came into the ledger.
    EnterpriseAdded {
        /// Its id.
        id: EnterpriseId,
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// 行业.
        industry: String,
        /// 责任单位.
        lead: UnitId,
        /// 服务专员.
        assistant: Option<Holder>,
        /// Commitment of who speaks for it.
        contact: Option<TextRef>,
        /// How it stands.
        state: EnterpriseState,
        /// From which date.
        effective_on: Date,
    }
    /// What is known of an enterprise changed.
    EnterpriseChanged {
        /// The enterprise.
        id: EnterpriseId,
        /// What changed.
        changes: Vec<EnterpriseChange>,
        /// By which document.
        document: String,
        /// From which date.
        effective_on: Date,
    }
    /// An enterprise's figures of a month were told.
    EnterpriseFiguresTold {
        /// The enterprise.
        id: EnterpriseId,
        /// The month.
        month: Month,
        /// All figures of the month as they now hold.
        figures: Figures,
        /// Where they come from.
        source: Source,
        /// Why they are what nobody expected.
        answers: Vec<FigureAnswer>,
        /// When.
        effective_on: Date,
    }
    /// A request was received.
    RequestRaised {
        /// Its id.
        id: RequestId,
        /// Year and number within the year.
        number: (i16, u32),
        /// Whose.
        enterprise: EnterpriseId,
        /// What for.
        kind: RequestKind,
        /// Commitment of what is asked.
        text: TextRef,
        /// 首接单位.
        first: UnitId,
        /// Whether the enterprise raised it by its own sign-in.
        by_enterprise: bool,
        /// The project it is about.
        project: Option<ProjectId>,
        /// By when.
        due: Due,
        /// From which date.
        effective_on: Date,
    }
    /// 转办.
    RequestPassedOn {
        /// The request.
        id: RequestId,
        /// To whom.
        to: UnitId,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// 催办.
    RequestUrged {
        /// The request.
        id: RequestId,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// 答复.
    RequestAnswered {
        /// The request.
        id: RequestId,
        /// What it gives.
        outcome: Outcome,
        /// Commitment of the answer.
        text: TextRef,
        /// When.
        effective_on: Date,
    }
    /// 企业确认.
    RequestConfirmed {
        /// The request.
        id: RequestId,
        /// 1 to 5.
        satisfaction: u8,
        /// Commitment of its words.
        words: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// 企业退回.
    RequestReopened {
        /// The request.
        id: RequestId,
        /// Commitment of why.
        reason: TextRef,
        /// By when from here.
        due: Due,
        /// When.
        effective_on: Date,
    }
    /// 办结.
    RequestClosed {
        /// The request.
        id: RequestId,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
}

/// The effective date of an event about enterprises; none of others.
pub(super) fn on(event: &Event) -> Option<Date> {
    match event {
        Event::EnterpriseAdded(event) => Some(event.effective_on),
        Event::EnterpriseChanged(event) => Some(event.effective_on),
        Event::EnterpriseFiguresTold(event) => Some(event.effective_on),
        Event::RequestRaised(event) => Some(event.effective_on),
        Event::RequestPassedOn(event) => Some(event.effective_on),
        Event::RequestUrged(event) => Some(event.effective_on),
        Event::RequestAnswered(event) => Some(event.effective_on),
        Event::RequestConfirmed(event) => Some(event.effective_on),
        Event::RequestReopened(event) => Some(event.effective_on),
        Event::RequestClosed(event) => Some(event.effective_on),
        _ => None,
    }
}

/// The texts of an event about enterprises; none of others.
pub(super) fn texts(event: &Event) -> Vec<TextRef> {
    match event {
        Event::EnterpriseAdded(event) => event.contact.into_iter().collect(),
        Event::EnterpriseChanged(event) => {
            let changed = event.changes.iter().filter_map(|change| match change {
                EnterpriseChange::Contact(contact) => *contact,
                _ => None,
            });
            changed.collect()
        }
        Event::EnterpriseFiguresTold(event) => {
            event.answers.iter().map(|answer| answer.reason).collect()
        }
        Event::RequestRaised(event) => vec![event.text],
        Event::RequestPassedOn(event) => event.note.into_iter().collect(),
        Event::RequestUrged(event) => event.note.into_iter().collect(),
        Event::RequestAnswered(event) => vec![event.text],
        Event::RequestConfirmed(event) => event.words.into_iter().collect(),
        Event::RequestReopened(event) => vec![event.reason],
        Event::RequestClosed(event) => event.note.into_iter().collect(),
        other => super::factor::texts(other),
    }
}
