//! The demonstration zone's wall on standard output: `sample svg|table zh|en [rows]`.

use demo::Driver;
use jiff::civil::{Date, date};
use zone::decide::Moment;
use zone::text::TextTable;
use zone::view::wall::Wall;
use zone::view::{Filter, Looking};
use zone::{Actor, Calendars, Command, Lang, PersonId, Refusal, Sealer, TextRef, Zone};

const TODAY: Date = date(2026, 8, 15);

struct Memory {
    zone: Zone,
    texts: TextTable,
    calendars: Calendars,
}

impl Driver for Memory {
    type Error = Vec<Refusal>;

    fn zone(&self) -> &Zone {
        &self.zone
    }

    fn seal(&mut self, text: &str, about: &[PersonId]) -> TextRef {
        self.texts.seal(text, about)
    }

    fn keep(&mut self, _bytes: &[u8]) -> Result<String, Self::Error> {
        // The wall shows no files.
        Ok("0".repeat(64))
    }

    fn today(&self) -> Date {
        TODAY
    }

    fn run_as(&mut self, actor: &Actor, on: Date, command: Command) -> Result<(), Self::Error> {
        let moment = Moment {
            today: on,
            calendars: &self.calendars,
        };
        for event in zone::decide(&self.zone, moment, actor, &command)? {
            self.zone.apply(self.zone.seq + 1, &event);
        }
        if matches!(command, Command::Found { .. }) {
            self.calendars = Calendars::of(&self.zone).expect("the calendars are built in");
        }
        Ok(())
    }

    fn milestone(&mut self, _done: u32, _total: u32) -> Result<(), Self::Error> {
        Ok(())
    }
}

fn demonstration() -> Wall {
    let zone = Zone::empty();
    let calendars = Calendars::of(&zone).expect("the calendars are built in");
    let mut memory = Memory {
        zone,
        texts: TextTable::default(),
        calendars,
    };
    demo::zone::fill(1, TODAY, &mut memory).expect("nothing is refused");
    let actor = Actor::program();
    let looking = Looking {
        true_on: TODAY,
        calendars: &memory.calendars,
        texts: &memory.texts,
        actor: &actor,
    };
    zone::view::wall::wall(&memory.zone, looking, &Filter::default()).expect("no filter")
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let lang = if word(1) == "en" { Lang::En } else { Lang::Zh };
    let mut wall = demonstration();
    if let Ok(rows) = word(2).parse() {
        wall.rows.truncate(rows);
    }
    let head_code = "RG2D-M6ZH-YMZ7-GQNE";
    if word(0) == "table" {
        let options = print::table::TableOptions {
            lang,
            columns: word(3).parse().unwrap_or(160),
            colour: false,
            head_code,
            limit: None,
        };
        print!("{}", print::table::wall(&wall, &options));
    } else {
        let options = print::svg::SvgOptions { lang, head_code };
        print!("{}", print::svg::wall(&wall, &options));
    }
}
