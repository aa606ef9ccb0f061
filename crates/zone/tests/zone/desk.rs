//! A desk at which a story is played: it keeps the state after every event, as the ledger does.

use jiff::civil::{Date, date};
use zone::decide::{Decision, Moment};
use zone::text::TextTable;
use zone::view::Looking;
use zone::{Actor, Calendars, Command, Event, Zone, decide};

/// A zone with its past, the day it is, and who sits at the desk.
pub(crate) struct Desk {
    /// The state after each event; the first is the empty zone.
    pub(crate) states: Vec<Zone>,
    /// All events, in order.
    pub(crate) events: Vec<Event>,
    /// Where texts are kept.
    pub(crate) texts: TextTable,
    /// Who acts.
    pub(crate) actor: Actor,
    /// The day it is.
    pub(crate) today: Date,
    /// The calendars of the state now.
    calendars: Calendars,
}

impl Desk {
    /// A desk before anything has happened.
    pub(crate) fn new() -> Desk {
        Desk {
            states: vec![Zone::empty()],
            events: Vec::new(),
            texts: TextTable::default(),
            actor: Actor::program(),
            today: date(2026, 12, 31),
            calendars: Desk::calendars(&Zone::empty()),
        }
    }

    /// The state now.
    pub(crate) fn zone(&self) -> &Zone {
        self.states.last().expect("there is always a state")
    }

    /// The state as known at a sequence number.
    pub(crate) fn known_at(&self, seq: usize) -> &Zone {
        &self.states[seq]
    }

    /// The calendars of a state.
    pub(crate) fn calendars(zone: &Zone) -> Calendars {
        Calendars::of(zone).expect("the calendars of a zone can be made")
    }

    /// Decides without applying.
    pub(crate) fn ask(&self, command: &Command) -> Decision {
        let moment = Moment {
            today: self.today,
            calendars: &self.calendars,
        };
        decide(self.zone(), moment, &self.actor, command)
    }

    /// Decides, and applies what was decided.
    pub(crate) fn play(&mut self, command: &Command) -> Decision {
        let decision = self.ask(command);
        if let Ok(events) = &decision {
            for event in events {
                let mut next = self.zone().clone();
                next.apply(next.seq + 1, event);
                self.states.push(next);
                self.events.push(event.clone());
                // Calendars take long to make: only what changes them makes new ones.
                if matches!(event, Event::ZoneFounded(_) | Event::HolidayNoticeLoaded(_)) {
                    self.calendars = Desk::calendars(self.zone());
                }
            }
        }
        decision
    }

    /// Plays a command that the story needs to succeed.
    pub(crate) fn must(&mut self, command: &Command) {
        if let Err(refusals) = self.play(command) {
            panic!("{command:?} was refused: {refusals:?}");
        }
    }

    /// The imports undone so far, with what each undoing took.
    pub(crate) fn undone(&self) -> Vec<Undone> {
        let events = self.events.iter().filter_map(|event| match event {
            Event::ImportUndone(event) => Some(Undone(event.clone())),
            _ => None,
        });
        events.collect()
    }

    /// Looks at a date as the actor.
    pub(crate) fn looking<'a>(&'a self, calendars: &'a Calendars, true_on: Date) -> Looking<'a> {
        Looking {
            true_on,
            calendars,
            texts: &self.texts,
            actor: &self.actor,
        }
    }
}

/// An undoing of an import.
pub(crate) struct Undone(zone::event::ImportUndone);

impl Undone {
    /// Whether it took what an event said of a project.
    pub(crate) fn took(&self, seq: u64, id: zone::ProjectId) -> bool {
        let taken = self.0.restored.contains(&id) || self.0.removed.contains(&id);
        taken && (self.0.first..=self.0.last).contains(&seq)
    }
}
