//! Applying events of supervision items.

use std::sync::Arc;

use jiff::civil::Date;

use crate::event::{self, Event};
use crate::item::{ItemStep, StepKind, SupervisionItem};
use crate::project::Evidence;
use crate::state::Zone;
use crate::{ItemId, TextRef};

impl Zone {
    /// Applies an event of an item; others change nothing.
    pub(crate) fn apply_to_item(&mut self, seq: u64, event: &Event) {
        match event {
            Event::ItemAssigned(event) => self.assign_item(seq, event),
            Event::ItemUrged(event) => {
                self.step_item(
                    seq,
                    event.id,
                    StepKind::Urged,
                    event.effective_on,
                    event.note,
                    &[],
                );
            }
            Event::ItemExtensionAsked(event) => {
                let (what, text) = (StepKind::ExtensionAsked(event.until), Some(event.reason));
                self.step_item(seq, event.id, what, event.effective_on, text, &[]);
            }
            Event::ItemExtensionDecided(event) => {
                let granted = event.until.map(StepKind::ExtensionGranted);
                let what = granted.unwrap_or(StepKind::ExtensionRefused);
                self.step_item(seq, event.id, what, event.effective_on, event.note, &[]);
            }
            Event::ItemAnswered(event) => {
                let (on, text) = (event.effective_on, Some(event.text));
                self.step_item(seq, event.id, StepKind::Answered, on, text, &event.evidence);
            }
            Event::ItemReturned(event) => {
                let (on, text) = (event.effective_on, Some(event.reason));
                self.step_item(seq, event.id, StepKind::Returned, on, text, &[]);
            }
            Event::ItemAccepted(event) => {
                let (on, text) = (event.effective_on, event.note);
                self.step_item(seq, event.id, StepKind::Accepted, on, text, &[]);
            }
            Event::ItemClosed(event) => {
                let (on, text) = (event.effective_on, event.note);
                self.step_item(seq, event.id, StepKind::Closed, on, text, &event.evidence);
            }
            Event::ItemEscalated(event) => {
                let (what, text) = (StepKind::Escalated(event.step), event.grounds);
                self.step_item(seq, event.id, what, event.effective_on, text, &[]);
            }
            _ => {}
        }
    }

    fn assign_item(&mut self, seq: u64, event: &event::ItemAssigned) {
        let item = SupervisionItem {
            id: event.id,
            number: event.number,
            kind: event.kind,
            what: event.what,
            source: event.source.clone(),
            lead: event.lead,
            support: event.support.clone(),
            owed_to: event.owed_to,
            owner: event.owner,
            measure: event.measure,
            evidence: event.evidence.clone(),
            project: event.project,
            problem: event.problem,
            meeting: event.meeting,
            assigned_on: event.effective_on,
            first_due: event.due,
            steps: Vec::new(),
            version: 1,
            seq,
        };
        self.items.insert(event.id, Arc::new(item));
    }

    fn step_item(
        &mut self,
        seq: u64,
        id: ItemId,
        what: StepKind,
        on: Date,
        text: Option<TextRef>,
        evidence: &[Evidence],
    ) {
        let Some(item) = self.items.get_mut(&id) else {
            return;
        };
        let item = Arc::make_mut(item);
        item.version += 1;
        item.steps.push(ItemStep {
            what,
            on,
            text,
            evidence: evidence.to_vec(),
            seq,
        });
    }
}
