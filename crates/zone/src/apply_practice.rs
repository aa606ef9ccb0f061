//! Applying events of practices.

use std::sync::Arc;

use jiff::civil::Date;

use crate::PracticeId;
use crate::event::{self, Event};
use crate::practice::{Practice, PracticeContent, PracticeVersion, Reviewed, TakenDown, Used};
use crate::state::Zone;

impl Zone {
    /// Applies an event of a practice; others change nothing.
    pub(crate) fn apply_to_practice(&mut self, seq: u64, event: &Event) {
        match event {
            Event::PracticeSubmitted(event) => self.submit_practice(seq, event),
            Event::PracticeRevised(event) => self.step_practice(seq, event.id, |own| {
                let version = version(&event.content, &event.by, event.effective_on, seq);
                own.versions.push(version);
            }),
            Event::PracticePublished(event) => self.step_practice(seq, event.id, |own| {
                review(own, (true, event.note), &event.by, event.effective_on, seq);
            }),
            Event::PracticeReturned(event) => self.step_practice(seq, event.id, |own| {
                let told = (false, Some(event.reason));
                review(own, told, &event.by, event.effective_on, seq);
            }),
            Event::PracticeWithdrawn(event) => self.step_practice(seq, event.id, |own| {
                own.withdrawn = Some(TakenDown {
                    reason: event.reason,
                    by: event.by.clone(),
                    on: event.effective_on,
                    seq,
                });
            }),
            Event::PracticeUsed(event) => self.step_practice(seq, event.id, |own| {
                own.used.push(Used {
                    thing: event.thing,
                    unit: event.unit,
                    note: event.note,
                    by: event.by.clone(),
                    on: event.effective_on,
                    seq,
                });
            }),
            _ => {}
        }
    }

    fn submit_practice(&mut self, seq: u64, event: &event::PracticeSubmitted) {
        let practice = Practice {
            id: event.id,
            source: event.source,
            unit: event.unit,
            versions: vec![version(&event.content, &event.by, event.effective_on, seq)],
            used: Vec::new(),
            withdrawn: None,
            version: 1,
            history: vec![seq],
        };
        self.practices.insert(event.id, Arc::new(practice));
    }

    fn step_practice(&mut self, seq: u64, id: PracticeId, change: impl FnOnce(&mut Practice)) {
        let Some(practice) = self.practices.get_mut(&id) else {
            return;
        };
        let practice = Arc::make_mut(practice);
        change(practice);
        practice.version += 1;
        practice.history.push(seq);
    }
}

fn version(content: &PracticeContent, by: &str, on: Date, seq: u64) -> PracticeVersion {
    PracticeVersion {
        content: content.clone(),
        by: by.to_owned(),
        on,
        seq,
        review: None,
    }
}

/// Puts a review on the newest version.
fn review(
    practice: &mut Practice,
    (published, note): (bool, Option<crate::TextRef>),
    by: &str,
    on: Date,
    seq: u64,
) {
    if let Some(newest) = practice.versions.last_mut() {
        newest.review = Some(Reviewed {
            published,
            note,
            by: by.to_owned(),
            on,
            seq,
        });
    }
}
