//! What the tests share: sample files, a zone with units, applying a command.

use std::path::PathBuf;

use exchange::preview::{Answers, Asking};
use exchange::{Mapping, Preview, Problem, Rows};
use jiff::civil::{Date, date};
use zone::authority::Role;
use zone::command::Command;
use zone::text::TextTable;
use zone::{Actor, Calendars, Lang, Zone};

pub(crate) const UNITS: [&str; 20] = [
    "招商促进局",
    "经济发展局",
    "工业和信息化局",
    "规划建设局",
    "自然资源分局",
    "生态环境分局",
    "财政金融局",
    "科技创新局",
    "商务局",
    "应急管理局",
    "行政审批局",
    "人力资源局",
    "城市运营公司",
    "开发建设集团",
    "东部片区管委会",
    "西部片区管委会",
    "临港物流园",
    "智能制造产业园",
    "生物医药产业园",
    "新材料产业园",
];

pub(crate) fn today() -> Date {
    date(2026, 5, 31)
}

/// The bytes of a file under `examples/`.
pub(crate) fn example(path: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    std::fs::read(folder.join(path)).expect("an example file")
}

/// A zone with its units, texts beside it.
pub(crate) struct Office {
    pub(crate) zone: Zone,
    pub(crate) texts: TextTable,
    seq: u64,
    /// They take long to make, and nothing here changes them.
    calendars: Calendars,
}

impl Office {
    pub(crate) fn new(units: &[&str]) -> Office {
        let mut zone = Zone::empty();
        zone.profile = Some(zone::state::Profile {
            name: "云溪".to_owned(),
            synthetic: true,
            attribution: zone::Words::default(),
            holidays: zone::state::HolidayRegion::None,
            currency: zone::state::Currency::CNY,
        });
        for path in zone::stage::shipped_paths() {
            zone.stage_paths.insert(path.nature.clone(), path);
        }
        let calendars = Calendars::of(&zone).expect("calendars");
        let mut office = Office {
            zone,
            texts: TextTable::default(),
            seq: 0,
            calendars,
        };
        for (rank, unit) in (1..).zip(units) {
            office.run(&Command::AddUnit {
                name: (*unit).to_owned(),
                parent: None,
                protocol_rank: rank,
                aliases: Vec::new(),
                effective_on: date(2013, 1, 1),
            });
        }
        office
    }

    /// Runs a command that must be allowed.
    pub(crate) fn run(&mut self, command: &Command) {
        let done = self.try_run(command);
        done.expect("allowed");
    }

    /// Runs a command, or gives the reasons against it.
    pub(crate) fn try_run(&mut self, command: &Command) -> Result<(), Vec<zone::Refusal>> {
        let actor = Actor {
            account: "clerk".to_owned(),
            roles: vec![Role::Clerk],
            unit: None,
            person: None,
            enterprise: None,
        };
        let moment = zone::decide::Moment {
            today: today(),
            calendars: &self.calendars,
        };
        let events = zone::decide(&self.zone, moment, &actor, command)?;
        for event in &events {
            self.seq += 1;
            self.zone.apply(self.seq, event);
        }
        Ok(())
    }

    pub(crate) fn preview(&self, rows: &Rows) -> Preview {
        exchange::preview::preview(&self.zone, &self.texts, rows, today())
    }

    pub(crate) fn preview_with(&self, rows: &Rows, answers: &Answers) -> Preview {
        let asking = Asking {
            true_on: today(),
            today: today(),
            answers,
            published: false,
        };
        exchange::preview::preview_with(&self.zone, &self.texts, rows, &asking)
    }

    /// Reads, previews with answers, and applies a text; it must be possible.
    pub(crate) fn import(&mut self, name: &str, text: &str, answers: &Answers) {
        let rows = rows(name, text.as_bytes()).expect("readable");
        let preview = self.preview_with(&rows, answers);
        assert!(preview.can_apply(), "{}", told(&preview.problems));
        assert!(self.apply(&preview));
    }

    /// Applies; whether there was anything to apply and the model allowed it.
    pub(crate) fn try_apply(&mut self, preview: &Preview) -> bool {
        let texts = self.texts.clone();
        let command = exchange::apply::command(&self.zone, &texts, preview, &mut self.texts);
        match command.expect("no errors") {
            Some(command) => self.try_run(&command).is_ok(),
            None => false,
        }
    }

    /// Applies; whether there was anything to apply.
    pub(crate) fn apply(&mut self, preview: &Preview) -> bool {
        let texts = self.texts.clone();
        let command = exchange::apply::command(&self.zone, &texts, preview, &mut self.texts);
        match command.expect("no errors") {
            Some(command) => {
                self.run(&command);
                true
            }
            None => false,
        }
    }
}

/// Reads, guesses and reads rows.
pub(crate) fn rows(name: &str, bytes: &[u8]) -> Result<Rows, Vec<Problem>> {
    let book = exchange::book::read(name, bytes)?;
    let mapping = exchange::mapping::guess(&book)?;
    exchange::rows::read(&book, &mapping)
}

/// Reads by a mapping from its JSON.
pub(crate) fn rows_by(name: &str, bytes: &[u8], json: &[u8]) -> Rows {
    let book = exchange::book::read(name, bytes).expect("readable");
    let json = std::str::from_utf8(json).expect("text");
    let mapping = Mapping::from_json("mapping.json", json).expect("a mapping");
    exchange::rows::read(&book, &mapping).expect("rows")
}

/// Problems, a line each, in both languages.
pub(crate) fn told(problems: &[Problem]) -> String {
    let line =
        |problem: &Problem| format!("{}\n  {}\n", problem.line(Lang::Zh), problem.line(Lang::En));
    problems.iter().map(line).collect()
}

/// Counts of a preview: new, changed, unchanged, refused, disappeared.
pub(crate) fn counts(preview: &Preview) -> String {
    use exchange::preview::RowClass;
    let classes = [
        RowClass::New,
        RowClass::Changed,
        RowClass::Unchanged,
        RowClass::Refused,
    ];
    let counts: Vec<String> = classes
        .iter()
        .map(|class| format!("{class:?} {}", preview.count(*class)))
        .collect();
    format!("{}, gone {}", counts.join(", "), preview.disappeared.len())
}
