//! Practices and what became of them.

use jiff::civil::Date;

use super::{Event, shapes};
use crate::practice::{PracticeContent, PracticeSource, UsedFor};
use crate::{PracticeId, TextRef, UnitId};

shapes! {
    /// A practice was submitted for the first time.
    PracticeSubmitted {
        /// Its id.
        id: PracticeId,
        /// What it was written from.
        source: PracticeSource,
        /// The unit whose practice it is.
        unit: UnitId,
        /// What it says.
        content: PracticeContent,
        /// The account that submitted it.
        by: String,
        /// When.
        effective_on: Date,
    }
    /// Another version of a practice was submitted.
    PracticeRevised {
        /// The practice.
        id: PracticeId,
        /// What it says now.
        content: PracticeContent,
        /// The account that submitted it.
        by: String,
        /// When.
        effective_on: Date,
    }
    /// The newest version of a practice was published.
    PracticePublished {
        /// The practice.
        id: PracticeId,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// The account that did it.
        by: String,
        /// When.
        effective_on: Date,
    }
    /// The newest version of a practice was returned.
    PracticeReturned {
        /// The practice.
        id: PracticeId,
        /// Commitment of the reason.
        reason: TextRef,
        /// The account that did it.
        by: String,
        /// When.
        effective_on: Date,
    }
    /// A practice was taken down.
    PracticeWithdrawn {
        /// The practice.
        id: PracticeId,
        /// Commitment of the reason.
        reason: TextRef,
        /// The account that did it.
        by: String,
        /// When.
        effective_on: Date,
    }
    /// A practice was used.
    PracticeUsed {
        /// The practice.
        id: PracticeId,
        /// For what.
        thing: UsedFor,
        /// The unit that used it.
        unit: Option<UnitId>,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// The account that said so.
        by: String,
        /// When.
        effective_on: Date,
    }
}

/// The effective date; none of other events.
pub(super) fn on(event: &Event) -> Option<Date> {
    match event {
        Event::PracticeSubmitted(event) => Some(event.effective_on),
        Event::PracticeRevised(event) => Some(event.effective_on),
        Event::PracticePublished(event) => Some(event.effective_on),
        Event::PracticeReturned(event) => Some(event.effective_on),
        Event::PracticeWithdrawn(event) => Some(event.effective_on),
        Event::PracticeUsed(event) => Some(event.effective_on),
        _ => None,
    }
}

/// The texts it refers to; none of other events.
pub(super) fn texts(event: &Event) -> Vec<TextRef> {
    let of = |content: &PracticeContent| {
        let always = [content.what, content.outcome];
        always.into_iter().chain(content.applies).collect()
    };
    match event {
        Event::PracticeSubmitted(event) => of(&event.content),
        Event::PracticeRevised(event) => of(&event.content),
        Event::PracticePublished(event) => event.note.into_iter().collect(),
        Event::PracticeReturned(event) => vec![event.reason],
        Event::PracticeWithdrawn(event) => vec![event.reason],
        Event::PracticeUsed(event) => event.note.into_iter().collect(),
        other => super::enterprise::texts(other),
    }
}
