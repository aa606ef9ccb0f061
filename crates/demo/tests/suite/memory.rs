//! A driver that decides and applies in memory, and keeps every event.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use demo::Driver;
use jiff::civil::{Date, date};
use zone::cycle::Mark;
use zone::decide::Moment;
use zone::text::TextTable;
use zone::view::wall::Wall;
use zone::view::{Filter, Looking};
use zone::{Actor, Calendars, Command, Event, PersonId, Refusal, Sealer, TextRef, Zone};

/// The day most tests look at it.
pub(crate) const TODAY: Date = date(2026, 8, 15);

pub(crate) struct Memory {
    pub(crate) zone: Zone,
    pub(crate) texts: TextTable,
    pub(crate) events: Vec<Event>,
    pub(crate) milestones: Vec<(u32, u32)>,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) today: Date,
    calendars: Calendars,
}

/// The zone of seed 1 on [`TODAY`], filled once.
pub(crate) fn usual() -> &'static Memory {
    static USUAL: OnceLock<Memory> = OnceLock::new();
    USUAL.get_or_init(|| Memory::filled(1, TODAY))
}

impl Memory {
    pub(crate) fn filled(seed: u64, today: Date) -> Memory {
        let zone = Zone::empty();
        let calendars = Calendars::of(&zone).unwrap();
        let mut memory = Memory {
            zone,
            texts: TextTable::default(),
            events: Vec::new(),
            milestones: Vec::new(),
            files: BTreeMap::new(),
            today,
            calendars,
        };
        demo::zone::fill(seed, today, &mut memory).expect("nothing is refused");
        memory
    }

    pub(crate) fn wall(&self, zone: &Zone, on: Date) -> Wall {
        let actor = Actor::program();
        let looking = Looking {
            true_on: on,
            calendars: &self.calendars,
            texts: &self.texts,
            actor: &actor,
        };
        zone::view::wall::wall(zone, looking, &Filter::default()).unwrap()
    }

    /// The state as it was known at a sequence number.
    pub(crate) fn known_at(&self, seq: u64) -> Zone {
        let mut zone = Zone::empty();
        for (at, event) in (1..=seq).zip(&self.events) {
            zone.apply(at, event);
        }
        zone
    }

    /// The mark of a monthly report so many months before the last.
    pub(crate) fn mark_back(&self, months: usize) -> Mark {
        let marks = self.zone.marks.iter();
        let reports = marks.filter(|(name, _)| name.starts_with("report-"));
        let mut marks: Vec<_> = reports.map(|(_, mark)| mark.clone()).collect();
        marks.sort_by_key(|mark| mark.date);
        marks[marks.len() - 1 - months].clone()
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

    fn keep(&mut self, bytes: &[u8]) -> Result<String, Self::Error> {
        // Whatever it is called by, equal files are one.
        let sum = |start: u64| {
            let mixed =
                |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
            format!("{:016x}", bytes.iter().fold(start, mixed))
        };
        let name: String = (1..=4).map(sum).collect();
        self.files.insert(name.clone(), bytes.to_vec());
        Ok(name)
    }

    fn today(&self) -> Date {
        self.today
    }

    fn run_as(&mut self, actor: &Actor, on: Date, command: Command) -> Result<(), Self::Error> {
        let moment = Moment {
            today: on,
            calendars: &self.calendars,
        };
        let decided = zone::decide(&self.zone, moment, actor, &command);
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

    fn milestone(&mut self, done: u32, total: u32) -> Result<(), Self::Error> {
        self.milestones.push((done, total));
        Ok(())
    }
}
