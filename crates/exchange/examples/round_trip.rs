//! The round trip of ledgers, judged by another program: each file is read, the zone changes, the
//! file is written back; then LibreOffice opens both the file as it came and the file as it went
//! out, saves them again, and what it saved is compared cell by cell.
//!
//! `cargo run --release -p exchange --example round_trip -- FOLDER FILES…`
//!
//! A file that needs the mapping a person made comes as `FILE=MAPPING.json`. A csv goes through
//! LibreOffice too, each time under the encoding and the separator that were read.
//!
//! Exits with 3 and says so where LibreOffice is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, ExitCode};

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use exchange::book::Source;
use exchange::writeback::{Original, Report, WriteOptions, write_back};
use exchange::{Mapping, apply, book, preview, rows};
use jiff::civil::date;
use zone::authority::Role;
use zone::event::NewFact;
use zone::text::TextTable;
use zone::{Actor, Calendars, Command, Fen, Field, ProjectId, Value, Zone};

type Anything<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        eprintln!("usage: round_trip FOLDER FILES…");
        return ExitCode::from(2);
    };
    let office = Process::new("soffice").arg("--version").output();
    if office.is_err() {
        eprintln!("LibreOffice is missing (no soffice): the round trip was not measured.");
        eprintln!("Debian, Ubuntu: apt-get install -y --no-install-recommends libreoffice-calc");
        return ExitCode::from(3);
    }
    let mut failed = false;
    for argument in arguments {
        let (file, map) = match argument.split_once('=') {
            Some((file, map)) => (file, Some(Path::new(map))),
            None => (argument.as_str(), None),
        };
        match one(&folder, Path::new(file), map) {
            Ok(line) => println!("{file}: {line}"),
            Err(error) => {
                failed = true;
                println!("{file}: FAILED: {error}");
            }
        }
    }
    ExitCode::from(u8::from(failed))
}

struct Office {
    zone: Zone,
    texts: TextTable,
    seq: u64,
}

impl Office {
    fn run(&mut self, command: &Command) -> Anything<()> {
        let actor = Actor {
            account: "clerk".to_owned(),
            roles: vec![Role::Clerk],
            unit: None,
            person: None,
            enterprise: None,
        };
        let calendars = Calendars::of(&self.zone).map_err(|_| "calendars")?;
        let moment = zone::decide::Moment {
            today: date(2026, 5, 31),
            calendars: &calendars,
        };
        let events = zone::decide(&self.zone, moment, &actor, command)
            .map_err(|refused| format!("{refused:?}"))?;
        for event in &events {
            self.seq += 1;
            self.zone.apply(self.seq, event);
        }
        Ok(())
    }
}

fn imported(name: &str, bytes: &[u8], map: Option<&str>) -> Anything<(Office, Mapping, Source)> {
    let mut zone = Zone::empty();
    zone.profile = Some(zone::state::Profile {
        name: "round trip".to_owned(),
        synthetic: true,
        attribution: zone::Words::default(),
        holidays: zone::state::HolidayRegion::None,
        currency: zone::state::Currency::CNY,
    });
    for path in zone::stage::shipped_paths() {
        zone.stage_paths.insert(path.nature.clone(), path);
    }
    let mut office = Office {
        zone,
        texts: TextTable::default(),
        seq: 0,
    };
    let problems = |found: Vec<exchange::Problem>| found[0].to_string();
    let book = book::read(name, bytes).map_err(problems)?;
    let mut mapping = match map {
        Some(json) => Mapping::from_json("map", json).map_err(|found| found.to_string())?,
        None => Mapping::for_book(&office.zone, &book).map_err(problems)?.0,
    };
    mapping.options.create_missing = true;
    let rows = rows::read(&book, &mapping).map_err(problems)?;
    let today = date(2026, 5, 31);
    let first = preview::preview(&office.zone, &office.texts, &rows, today);
    let answers = answered(&first);
    let asking = preview::Asking {
        true_on: today,
        today,
        answers: &answers,
        published: false,
    };
    let preview = preview::preview_with(&office.zone, &office.texts, &rows, &asking);
    let texts = office.texts.clone();
    let command = apply::command(&office.zone, &texts, &preview, &mut office.texts);
    if let Some(command) = command.map_err(problems)? {
        office.run(&command)?;
    }
    Ok((office, mapping, book.source))
}

/// Every question answered as a clerk would who knows that the file is right; what cannot be (a day
/// that has not come) goes back to its unit.
fn answered(preview: &preview::Preview) -> preview::Answers {
    let mut answers = preview::Answers::default();
    for question in preview.questions.iter().filter(|own| own.is_open()) {
        let likely = [
            preview::Choice::Accept,
            preview::Choice::New,
            preview::Choice::SendBack,
        ];
        let choice = likely
            .into_iter()
            .find(|own| question.choices.contains(own));
        answers.answers.extend(choice.map(|answer| preview::Answer {
            question: question.key.clone(),
            answer,
            value: None,
            into: Vec::new(),
            document: None,
            on: None,
            note: Some("round trip".to_owned()),
            whole_row: false,
        }));
    }
    answers
}

/// Every third project gets other figures, and two projects are new.
fn changed(office: &mut Office) -> Anything<()> {
    let ids: Vec<ProjectId> = office.zone.projects.keys().copied().collect();
    let on = date(2026, 5, 31);
    for id in ids.iter().step_by(3) {
        let project = &office.zone.projects[id];
        let mut facts = Vec::new();
        for field in project.facts.keys() {
            // Months have to add up to their year.
            if matches!(field, Field::YearPlan(_) | Field::MonthPlan(..)) {
                continue;
            }
            let value = match project.value(field, on) {
                Some(Value::Money(amount)) => Value::Money(Fen(amount.0 + 1_234_500)),
                Some(Value::Date(day)) => {
                    Value::Date(day.saturating_add(jiff::Span::new().days(40)))
                }
                _ => continue,
            };
            facts.push(NewFact {
                field: field.clone(),
                value,
                cell: None,
            });
        }
        if facts.is_empty() {
            continue;
        }
        let command = Command::RecordFacts {
            id: *id,
            version: project.version,
            effective_on: on,
            facts,
        };
        office.run(&command)?;
    }
    let unit = ids
        .iter()
        .find_map(|id| office.zone.projects[id].lead_unit(on));
    for name in ["=HYPERLINK(\"x\")新项目", "第二个新项目"] {
        let mut facts = vec![(Field::Name, Value::Text(name.to_owned()))];
        facts.extend(unit.map(|unit| (Field::LeadUnit, Value::Unit(unit))));
        facts.push((Field::TotalInvestment, Value::Money(Fen(123_450_000))));
        let facts = facts.into_iter().map(|(field, value)| NewFact {
            field,
            value,
            cell: None,
        });
        office.run(&Command::RegisterProject {
            effective_on: on,
            facts: facts.collect(),
        })?;
    }
    Ok(())
}

fn one(folder: &Path, file: &Path, map: Option<&Path>) -> Anything<String> {
    let bytes = std::fs::read(file)?;
    let json = map.map(std::fs::read_to_string).transpose()?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let (mut office, mapping, source) = imported(&name, &bytes, json.as_deref())?;
    changed(&mut office)?;
    let original = Original {
        name: &name,
        bytes: &bytes,
        attachment: office.zone.attachments.keys().next().copied(),
        mapping: json.is_some().then_some(&mapping),
    };
    let options = WriteOptions {
        true_on: date(2026, 5, 31),
        new_rows: true,
    };
    let start = std::time::Instant::now();
    let written = write_back(&office.zone, &office.texts, original, options)
        .map_err(|found| found[0].to_string())?;
    let took = start.elapsed();
    let out = folder.join("out").join(&*name);
    std::fs::create_dir_all(folder.join("out"))?;
    std::fs::write(&out, &written.bytes)?;
    let report = &written.report;
    let summary = format!(
        "{} cells changed, {} rows put in, {} left, {} as they were, in {took:.0?}",
        report.changed.len(),
        report.added.len(),
        report.kept.len(),
        report.same
    );
    // A text that its encoding could not hold made a file of another one.
    let again = book::read(&written.name, &written.bytes).map_err(|found| found[0].to_string())?;
    let [was, is] = [&source, &again.source].map(in_filter);
    let before = saved(&folder.join("before"), file, was.as_deref())?;
    let after = saved(&folder.join("after"), &out, is.as_deref())?;
    let compared = compare(&before, &after, report, was.is_some())?;
    Ok(format!("{summary}; LibreOffice: {compared} cells the same"))
}

/// How LibreOffice is to read a text: separator, quote, encoding by its number, from line 1.
fn in_filter(source: &Source) -> Option<String> {
    let Source::Delimited {
        encoding,
        separator,
        ..
    } = source
    else {
        return None;
    };
    let encoding = match *encoding {
        "GB18030" | "gb18030" => 85,
        "windows-1252" => 1,
        _ => 76,
    };
    Some(format!("CSV:{},34,{encoding},1", u32::from(*separator)))
}

/// The file as LibreOffice saves it.
fn saved(folder: &Path, file: &Path, filter: Option<&str>) -> Anything<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let profile = folder.join("profile").canonicalize().or_else(|_| {
        std::fs::create_dir_all(folder.join("profile"))?;
        folder.join("profile").canonicalize()
    })?;
    let output = Process::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(filter.map(|filter| format!("--infilter={filter}")))
        .args([
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
        ])
        .arg(folder)
        .arg(file)
        .output()?;
    let made = folder
        .join(file.file_name().unwrap_or_default())
        .with_extension("xlsx");
    if made.is_file() {
        Ok(made)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
    }
}

/// A sheet's cells: what they show and their formulas.
type Cells = BTreeMap<(u32, u32), (String, String)>;

fn cells(file: &Path, sheet: &str) -> Anything<Cells> {
    let mut book: Xlsx<_> = open_workbook(file)?;
    let mut cells = Cells::new();
    let values = book.worksheet_range(sheet)?;
    let (top, left) = values.start().unwrap_or((0, 0));
    for (row, column, value) in values.used_cells() {
        let at = (top + u32::try_from(row)?, left + u32::try_from(column)?);
        let shown = match value {
            Data::Float(number) => format!("{number:.9}"),
            other => other.to_string(),
        };
        cells.entry(at).or_default().0 = shown;
    }
    let formulas = book.worksheet_formula(sheet)?;
    let (top, left) = formulas.start().unwrap_or((0, 0));
    for (row, column, formula) in formulas.used_cells() {
        let at = (top + u32::try_from(row)?, left + u32::try_from(column)?);
        cells.entry(at).or_default().1.clone_from(formula);
    }
    Ok(cells)
}

/// Compares what was saved; answers with how many cells were the same.
///
/// The only sheet of a text has another name there.
fn compare(before: &Path, after: &Path, report: &Report, text: bool) -> Anything<usize> {
    let book: Xlsx<_> = open_workbook(before)?;
    let mut same = 0;
    let mut wrong = Vec::new();
    for sheet in book.sheet_names() {
        let added: Vec<u32> = report
            .added
            .iter()
            .filter(|own| text || *own.sheet == *sheet)
            .map(|own| own.row - 1)
            .collect();
        let changed: BTreeSet<&str> = report
            .changed
            .iter()
            .filter(|own| text || *own.sheet == *sheet)
            .map(|own| own.cell.as_str())
            .collect();
        let old = cells(before, &sheet)?;
        let mut new = cells(after, &sheet)?;
        new.retain(|(row, _), _| !added.contains(row));
        for ((row, column), (shown, formula)) in &old {
            let down = added
                .iter()
                .fold(*row, |row, own| row + u32::from(*own <= row));
            let name = zone::cell_name(down, u16::try_from(*column)?);
            let own = new.remove(&(down, *column)).unwrap_or_default();
            // Formulas may speak of cells that went down, and what they show may follow.
            let is_formula = !formula.is_empty() && !own.1.is_empty();
            if own.0 == *shown || changed.contains(name.as_str()) || is_formula {
                same += 1;
            } else {
                wrong.push(format!("{sheet}!{name}: {shown:?} became {:?}", own.0));
            }
            if formula.is_empty() != own.1.is_empty() {
                wrong.push(format!(
                    "{sheet}!{name}: formula {formula:?} became {:?}",
                    own.1
                ));
            }
        }
        for ((row, column), (shown, _)) in new {
            let name = zone::cell_name(row, u16::try_from(column)?);
            if !shown.is_empty() && !changed.contains(name.as_str()) {
                wrong.push(format!("{sheet}!{name}: {shown:?} was not there"));
            }
        }
    }
    if wrong.is_empty() {
        Ok(same)
    } else {
        let count = wrong.len();
        wrong.truncate(8);
        Err(format!("{count} differ: {}", wrong.join("; ")).into())
    }
}
