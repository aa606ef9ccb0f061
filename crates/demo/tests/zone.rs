//! The demonstration zone, filled in memory.

use demo::Driver;
use jiff::civil::{Date, date};
use zone::decide::Moment;
use zone::text::TextTable;
use zone::{Actor, Calendars, Command, Event, PersonId, Refusal, Sealer, TextRef, Zone};

const TODAY: Date = date(2026, 8, 15);

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

impl Memory {
    fn wall(&self, zone: &Zone, on: Date) -> zone::view::wall::Wall {
        let actor = Actor::program();
        let looking = zone::view::Looking {
            true_on: on,
            calendars: &self.calendars,
            texts: &self.texts,
            actor: &actor,
        };
        zone::view::wall::wall(zone, looking, &zone::view::Filter::default()).unwrap()
    }

    fn mix(&self, zone: &Zone, on: Date) -> zone::view::wall::LightCounts {
        self.wall(zone, on).head.counts
    }

    /// The state as it was known at a sequence number.
    fn known_at(&self, seq: u64) -> Zone {
        let mut zone = Zone::empty();
        for (at, event) in (1..=seq).zip(&self.events) {
            zone.apply(at, event);
        }
        zone
    }

    fn mark_back(&self, back: usize) -> zone::cycle::Mark {
        let mut marks: Vec<_> = self.zone.marks.values().cloned().collect();
        marks.sort_by_key(|mark| mark.date);
        marks[marks.len() - 1 - back].clone()
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
fn probe() {
    for seed in 1..=3 {
        let begun = std::time::Instant::now();
        let memory = Memory::filled(seed, TODAY);
        println!(
            "seed {seed}: {} events, {:?}",
            memory.events.len(),
            begun.elapsed()
        );
        println!(
            "projects {} problems {} open {}",
            memory.zone.projects.len(),
            memory.zone.problems.len(),
            memory
                .zone
                .problems
                .values()
                .filter(|p| p.is_open(TODAY))
                .count()
        );
        println!("today {:?}", memory.mix(&memory.zone, TODAY));
        for back in [3, 6, 12, 18, 24, 36, 48, 59] {
            let mark = memory.mark_back(back);
            println!(
                "{back} back: {:?}",
                memory.mix(&memory.known_at(mark.seq), mark.date)
            );
        }
        if seed == 1 {
            let wall = memory.wall(&memory.zone, TODAY);
            for row in &wall.rows {
                println!(
                    "{:?} {:>3} {} | {} | {:?} | {} | gap {:?} delay {:?} | {:?}",
                    row.light.colour,
                    row.no,
                    row.name,
                    row.stage.clone().unwrap_or_default(),
                    row.status.as_ref().map(|w| w.zh.clone()),
                    row.light.reason.zh,
                    row.money.gap.map(|g| g.0),
                    row.bars.delay_days,
                    row.needs.first().map(|n| n.text.zh.clone())
                );
            }
            for tile in &wall.indicators {
                println!(
                    "{:?}",
                    (
                        &tile.name.zh,
                        tile.target,
                        tile.done,
                        &tile.month,
                        tile.gap,
                        tile.colour
                    )
                );
            }
        }
    }
}
