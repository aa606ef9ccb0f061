//! The demonstration zone, filled in memory.

use demo::Driver;
use jiff::civil::{Date, date};
use zone::decide::Moment;
use zone::text::TextTable;
use zone::{Actor, Calendars, Command, Event, PersonId, Refusal, Sealer, TextRef, Zone};

/// Decides and applies in memory, and keeps every event.
struct Memory {
    zone: Zone,
    texts: TextTable,
    calendars: Calendars,
    events: Vec<Event>,
    today: Date,
}

impl Memory {
    fn filled(seed: u64, today: Date) -> Memory {
        let zone = Zone::empty();
        let calendars = Calendars::of(&zone).unwrap();
        let mut memory = Memory {
            zone,
            texts: TextTable::default(),
            calendars,
            events: Vec::new(),
            today,
        };
        demo::zone::fill(seed, today, &mut memory).expect("nothing is refused");
        memory
    }
}

impl Driver for Memory {
    type Error = (Box<Command>, Vec<Refusal>);

    fn zone(&self) -> &Zone {
        &self.zone
    }

    fn seal(&mut self, text: &str, about: &[PersonId]) -> TextRef {
        self.texts.seal(text, about)
    }

    fn run(&mut self, command: Command) -> Result<(), Self::Error> {
        let moment = Moment {
            today: self.today,
            calendars: &self.calendars,
        };
        let decided = zone::decide(&self.zone, moment, &Actor::program(), &command);
        let events = decided.map_err(|refusals| (Box::new(command.clone()), refusals))?;
        for event in events {
            self.zone.apply(self.zone.seq + 1, &event);
            self.events.push(event);
        }
        if matches!(command, Command::Found { .. }) {
            self.calendars = Calendars::of(&self.zone).unwrap();
        }
        Ok(())
    }
}

#[test]
fn it_fills() {
    let memory = Memory::filled(1, date(2026, 8, 15));
    assert_eq!(memory.zone.marks.len(), 60);
    assert_eq!(memory.zone.cycles.len(), 61);
}
