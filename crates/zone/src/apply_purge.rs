//! Applying purges. What goes is marked; the state held commitments only.

use std::sync::Arc;

use crate::event::{Event, PurgeAsked, PurgeConfirmed, PurgesCarriedOver};
use crate::purge::{Purge, PurgeMark, PurgeOutcome};
use crate::state::Zone;
use crate::{AttachmentId, PurgeId, TextRef};

impl Zone {
    /// Applies an event about a purge; others change nothing.
    pub(crate) fn apply_to_purge(&mut self, seq: u64, event: &Event) {
        match event {
            Event::PurgeAsked(event) => self.ask_purge(seq, event),
            Event::PurgeConfirmed(event) => self.confirm_purge(seq, event),
            Event::PurgeRefused(event) => {
                let outcome = PurgeOutcome {
                    confirmed: false,
                    reason: Some(event.reason),
                    by: event.by.clone(),
                    on: event.effective_on,
                    seq,
                };
                self.settle_purge(event.id, outcome);
            }
            Event::PurgesCarriedOver(event) => self.carry_purges(event),
            _ => {}
        }
    }

    fn ask_purge(&mut self, seq: u64, event: &PurgeAsked) {
        let purge = Purge {
            id: event.id,
            targets: event.targets.clone(),
            texts: event.texts.clone(),
            ground: event.ground,
            reason: event.reason,
            by: event.by.clone(),
            on: event.effective_on,
            seq,
            outcome: None,
        };
        self.purges.insert(event.id, Arc::new(purge));
    }

    fn confirm_purge(&mut self, seq: u64, event: &PurgeConfirmed) {
        let outcome = PurgeOutcome {
            confirmed: true,
            reason: None,
            by: event.by.clone(),
            on: event.effective_on,
            seq,
        };
        self.settle_purge(event.id, outcome);
        self.mark_purged(&event.texts, &event.files, event.mark());
    }

    fn carry_purges(&mut self, event: &PurgesCarriedOver) {
        for own in &event.purges {
            let number = own.mark.purge.0;
            self.retired.purge = self.retired.purge.max(number);
            self.mark_purged(&own.texts, &own.files, own.mark.clone());
        }
    }

    fn settle_purge(&mut self, id: PurgeId, outcome: PurgeOutcome) {
        if let Some(own) = self.purges.get_mut(&id) {
            Arc::make_mut(own).outcome = Some(outcome);
        }
    }

    fn mark_purged(&mut self, texts: &[TextRef], files: &[AttachmentId], mark: PurgeMark) {
        let mark = Arc::new(mark);
        for text in texts {
            self.purged.insert(*text, Arc::clone(&mark));
        }
        for id in files {
            if let Some(kept) = self.attachments.get_mut(id) {
                kept.purged = Some(Arc::clone(&mark));
            }
        }
    }
}
