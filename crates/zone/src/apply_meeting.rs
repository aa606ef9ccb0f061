//! Applying events of meetings.

use std::sync::Arc;

use crate::MeetingId;
use crate::event::{self, Event};
use crate::meeting::{Cancelled, Held, Meeting, Minutes};
use crate::state::Zone;

impl Zone {
    /// Applies an event of a meeting; others change nothing.
    pub(crate) fn apply_to_meeting(&mut self, seq: u64, event: &Event) {
        match event {
            Event::MeetingPlanned(event) => self.plan_meeting(seq, event),
            Event::MeetingChanged(event) => self.step_meeting(seq, event.id, |meeting| {
                meeting.plan = event.plan.clone();
                meeting.book = None;
            }),
            Event::AgendaSet(event) => self.step_meeting(seq, event.id, |meeting| {
                meeting.agenda.clone_from(&event.entries);
                meeting.book = None;
            }),
            Event::BookFixed(event) => self.step_meeting(seq, event.id, |meeting| {
                meeting.book = Some(event.mark.clone());
            }),
            Event::MeetingHeld(event) => self.step_meeting(seq, event.id, |meeting| {
                meeting.held = Some(Held {
                    on: event.effective_on,
                    mark: event.mark.clone(),
                    absent: event.absent.clone(),
                    seq,
                });
            }),
            Event::MinutesIssued(event) => self.step_meeting(seq, event.id, |meeting| {
                meeting.minutes.push(Minutes {
                    text: event.text,
                    name: event.name,
                    on: event.effective_on,
                    reason: event.reason,
                    seq,
                });
            }),
            Event::MeetingCancelled(event) => self.step_meeting(seq, event.id, |meeting| {
                meeting.cancelled = Some(Cancelled {
                    reason: event.reason,
                    on: event.effective_on,
                    seq,
                });
            }),
            _ => {}
        }
    }

    fn plan_meeting(&mut self, seq: u64, event: &event::MeetingPlanned) {
        let meeting = Meeting {
            id: event.id,
            number: event.number,
            plan: event.plan.clone(),
            agenda: Vec::new(),
            book: None,
            held: None,
            minutes: Vec::new(),
            cancelled: None,
            version: 1,
            history: vec![seq],
        };
        self.meetings.insert(event.id, Arc::new(meeting));
    }

    fn step_meeting(&mut self, seq: u64, id: MeetingId, change: impl FnOnce(&mut Meeting)) {
        let Some(meeting) = self.meetings.get_mut(&id) else {
            return;
        };
        let meeting = Arc::make_mut(meeting);
        change(meeting);
        meeting.version += 1;
        meeting.history.push(seq);
    }
}
