//! Purges: asked for, confirmed, refused, and carried over into a record brought back.

use jiff::civil::Date;

use super::shapes;
use crate::event::Event;
use crate::purge::{CarriedPurge, PurgeGround, PurgeTarget};
use crate::thread::Writer;
use crate::{AttachmentId, PurgeId, TextRef};

shapes! {
    /// 申请清除: somebody asked that something be purged.
    PurgeAsked {
        /// Its id.
        id: PurgeId,
        /// What is to go.
        targets: Vec<PurgeTarget>,
        /// Commitments of the texts that are to go, as they stand now.
        texts: Vec<TextRef>,
        /// Why, in a word.
        ground: PurgeGround,
        /// Commitment of why, in words.
        reason: TextRef,
        /// Who asked.
        by: Writer,
        /// When.
        effective_on: Date,
    }
    /// 确认清除: a second person confirmed; the payloads went in the same transaction.
    PurgeConfirmed {
        /// The request.
        id: PurgeId,
        /// Why, in a word.
        ground: PurgeGround,
        /// Commitments of the texts that went.
        texts: Vec<TextRef>,
        /// Imported files that went.
        files: Vec<AttachmentId>,
        /// The account that asked.
        asked_by: String,
        /// Who confirmed.
        by: Writer,
        /// When.
        effective_on: Date,
    }
    /// 不予清除: the request was refused, or taken back by who asked.
    PurgeRefused {
        /// The request.
        id: PurgeId,
        /// Commitment of why.
        reason: TextRef,
        /// By whom.
        by: Writer,
        /// When.
        effective_on: Date,
    }
    /// 补做清除: purges that a later record tells of were done again in one that was brought back.
    PurgesCarriedOver {
        /// Those purges.
        purges: Vec<CarriedPurge>,
        /// Who had it done.
        by: Writer,
        /// When.
        effective_on: Date,
    }
}

/// The effective date; none of other events.
pub(super) fn on(event: &Event) -> Option<Date> {
    match event {
        Event::PurgeAsked(event) => Some(event.effective_on),
        Event::PurgeConfirmed(event) => Some(event.effective_on),
        Event::PurgeRefused(event) => Some(event.effective_on),
        Event::PurgesCarriedOver(event) => Some(event.effective_on),
        _ => None,
    }
}

/// The texts it refers to and that are kept with it, not those that went; none of other events.
pub(super) fn texts(event: &Event) -> Vec<TextRef> {
    match event {
        Event::PurgeAsked(event) => vec![event.reason],
        Event::PurgeRefused(event) => vec![event.reason],
        other => super::practice::texts(other),
    }
}

impl Event {
    /// What goes with this event: commitments of texts, each with the mark that takes its place.
    pub fn purged(&self) -> Vec<(TextRef, crate::purge::PurgeMark)> {
        let marked = |texts: &[TextRef], mark: &crate::purge::PurgeMark| {
            let own = texts.iter().map(|text| (*text, mark.clone()));
            own.collect::<Vec<_>>()
        };
        match self {
            Event::PurgeConfirmed(event) => marked(&event.texts, &event.mark()),
            Event::PurgesCarriedOver(event) => {
                let own = event.purges.iter();
                own.flat_map(|own| marked(&own.texts, &own.mark)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Imported files that go with this event.
    pub fn purged_files(&self) -> Vec<AttachmentId> {
        match self {
            Event::PurgeConfirmed(event) => event.files.clone(),
            Event::PurgesCarriedOver(event) => {
                let own = event.purges.iter();
                own.flat_map(|own| own.files.iter().copied()).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl PurgeConfirmed {
    /// The mark that stands where the payloads stood.
    pub fn mark(&self) -> crate::purge::PurgeMark {
        crate::purge::PurgeMark {
            purge: self.id,
            ground: self.ground,
            asked_by: self.asked_by.clone(),
            confirmed_by: self.by.account.clone(),
            on: self.effective_on,
        }
    }
}
