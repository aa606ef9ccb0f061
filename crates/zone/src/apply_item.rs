//! Applying events of supervision items.

use std::sync::Arc;

use jiff::civil::Date;

use crate::event::{self, Event};
use crate::item::{ItemState, ItemStep, StepKind, SupervisionItem};
use crate::project::Evidence;
use crate::state::Zone;
use crate::{ItemId, TextRef};

impl Zone {
    /// Applies an event of an item; others change nothing.
    pub(crate) fn apply_to_item(&mut self, seq: u64, event: &Event) {
        match event {
            Event::ItemAssigned(event) => self.assign_item(seq, event),
            Event::ItemUrged(event) => {
                let step = step(StepKind::Urged, event.effective_on, event.note, seq);
                self.step_item(event.id, None, step);
            }
            Event::ItemExtensionAsked(event) => {
                let what = StepKind::ExtensionAsked(event.until);
                let step = step(what, event.effective_on, Some(event.reason), seq);
                self.step_item(event.id, None, step);
            }
            Event::ItemExtensionDecided(event) => self.extend_item(seq, event),
            Event::ItemAnswered(event) => {
                let step = step(
                    StepKind::Answered,
                    event.effective_on,
                    Some(event.text),
                    seq,
                );
                let step = with(step, &event.evidence);
                self.step_item(event.id, Some(ItemState::Answered), step);
            }
            Event::ItemReturned(event) => {
                let on = event.effective_on;
                let step = step(StepKind::Returned, on, Some(event.reason), seq);
                self.step_item(event.id, Some(ItemState::Returned), step);
            }
            Event::ItemClosed(event) => {
                let step = step(StepKind::Closed, event.effective_on, event.note, seq);
                let step = with(step, &event.evidence);
                self.step_item(event.id, Some(ItemState::Closed), step);
            }
            Event::ItemEscalated(event) => {
                let what = StepKind::Escalated(event.step);
                let step = step(what, event.effective_on, event.grounds, seq);
                self.step_item(event.id, None, step);
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
            source: event.source,
            lead: event.lead,
            support: event.support.clone(),
            owed_to: event.owed_to,
            owner: event.owner,
            measure: event.measure,
            evidence: event.evidence.clone(),
            project: event.project,
            problem: event.problem,
            assigned_on: event.effective_on,
            stated_due_on: event.stated_due_on,
            due_on: event.due_on,
            state: ItemState::Assigned,
            steps: Vec::new(),
            version: 1,
            seq,
        };
        self.items.insert(event.id, Arc::new(item));
    }

    fn extend_item(&mut self, seq: u64, event: &event::ItemExtensionDecided) {
        let what = event
            .until
            .map_or(StepKind::ExtensionRefused, StepKind::ExtensionGranted);
        let step = step(what, event.effective_on, event.note, seq);
        self.step_item(event.id, None, step);
        if let (Some(until), Some(item)) = (event.until, self.items.get_mut(&event.id)) {
            let item = Arc::make_mut(item);
            item.due_on = until;
            item.stated_due_on = event.stated_until.unwrap_or(until);
        }
    }

    fn step_item(&mut self, id: ItemId, state: Option<ItemState>, step: ItemStep) {
        let Some(item) = self.items.get_mut(&id) else {
            return;
        };
        let item = Arc::make_mut(item);
        item.steps.push(step);
        item.version += 1;
        if let Some(state) = state {
            item.state = state;
        }
    }
}

fn step(what: StepKind, on: Date, text: Option<TextRef>, seq: u64) -> ItemStep {
    ItemStep {
        what,
        on,
        text,
        evidence: Vec::new(),
        seq,
    }
}

fn with(step: ItemStep, evidence: &[Evidence]) -> ItemStep {
    ItemStep {
        evidence: evidence.to_vec(),
        ..step
    }
}
