//! Workbooks of real programs written back, compared part by part and cell by cell as XML, with a
//! reader that shares nothing with the code that writes.

use std::collections::BTreeMap;
use std::io::Read as _;

use crate::common::{Office, today};
use exchange::writeback::{Original, WriteOptions, WrittenBack, write_back};
use jiff::civil::date;
use quick_xml::Reader;
use quick_xml::events::Event;
use zone::command::Command;
use zone::event::NewFact;
use zone::{Fen, Field, UnitId, Value};

const UNITS: [&str; 3] = ["招商促进局", "规划建设局", "商务局"];
const SAMPLES: [&str; 1] = ["libreoffice.xlsx"];

fn sample(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/writeback/");
    std::fs::read(format!("{folder}{name}")).expect("a sample")
}

fn imported(name: &str, bytes: &[u8]) -> Office {
    let mut office = Office::new(&UNITS);
    let rows = crate::common::rows(name, bytes).unwrap();
    let preview = office.preview(&rows);
    assert!(
        preview.can_apply(),
        "{}",
        crate::common::told(&preview.problems)
    );
    assert!(office.apply(&preview));
    assert_eq!(office.zone.projects.len(), 11);
    office
}

fn written(office: &Office, name: &str, bytes: &[u8]) -> WrittenBack {
    let original = Original {
        name,
        bytes,
        attachment: office.zone.attachments.keys().next().copied(),
        mapping: None,
    };
    let options = WriteOptions {
        true_on: today(),
        new_rows: true,
    };
    write_back(&office.zone, &office.texts, original, options).expect("written")
}

fn record(office: &mut Office, at: usize, facts: Vec<(Field, Value)>) {
    let (id, version) = {
        let project = office.zone.projects.values().nth(at).unwrap();
        (project.id, project.version)
    };
    let facts = facts.into_iter().map(|(field, value)| NewFact {
        field,
        value,
        cell: None,
    });
    office.run(&Command::RecordFacts {
        id,
        version,
        effective_on: today(),
        facts: facts.collect(),
    });
}

fn register(office: &mut Office, name: &str, unit: u32) {
    let facts = [
        (Field::Name, Value::Text(name.to_owned())),
        (Field::LeadUnit, Value::Unit(UnitId(unit))),
        (Field::YearPlan(2026), Value::Money(Fen(100_000_000))),
        (Field::ReportedYtd, Value::Money(Fen(50_000_000))),
    ];
    let facts = facts.into_iter().map(|(field, value)| NewFact {
        field,
        value,
        cell: None,
    });
    office.run(&Command::RegisterProject {
        effective_on: today(),
        facts: facts.collect(),
    });
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.insert(name, content);
    }
    parts
}

/// Cells of a sheet: attributes but the name, formula, value and text.
fn cells(xml: &[u8]) -> BTreeMap<String, String> {
    let text = std::str::from_utf8(xml).unwrap();
    let mut reader = Reader::from_str(text);
    let (mut cells, mut name, mut own) = (BTreeMap::new(), String::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return cells,
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "c" => {
                own.clear();
                for attribute in tag.attributes().flatten() {
                    let value = attribute.value.into_owned();
                    match attribute.key.as_ref() {
                        "r" => name = value,
                        key => own += &format!("{key}={value} "),
                    }
                }
                cells.insert(name.clone(), own.clone());
            }
            Event::Start(tag) if matches!(tag.local_name().as_ref(), "f" | "v" | "t") => {
                let inner = reader.read_text(tag.name()).unwrap();
                let kind = tag.local_name().as_ref().to_owned();
                if let Some(cell) = cells.get_mut(&name) {
                    *cell += &format!("{kind}:{} ", &*inner);
                }
            }
            _ => {}
        }
    }
}

fn value_of(cells: &BTreeMap<String, String>, name: &str) -> String {
    let own = cells.get(name).map_or("", String::as_str);
    let value = own.split("v:").nth(1).unwrap_or("").trim();
    value.to_owned()
}

fn first_sheet(parts: &BTreeMap<String, Vec<u8>>) -> &[u8] {
    &parts["xl/worksheets/sheet1.xml"]
}

#[test]
fn only_what_changed_is_written() {
    for name in SAMPLES {
        let bytes = sample(name);
        let mut office = imported(name, &bytes);
        record(
            &mut office,
            0,
            vec![
                (Field::ReportedYtd, Value::Money(Fen(90_000_000))),
                (Field::PlannedStart, Value::Date(date(2025, 4, 1))),
                (Field::PlannedFinish, Value::Date(date(2027, 1, 31))),
            ],
        );
        let out = written(&office, name, &bytes);
        let changed: Vec<String> = out
            .report
            .changed
            .iter()
            .map(|own| format!("{} {} -> {}", own.cell, own.old, own.new))
            .collect();
        assert_eq!(
            changed,
            [
                "G5 474 -> 90",
                "J5 2025-03-05 -> 2025-04-01",
                "K5 2026年11月 -> 2027年1月"
            ],
            "{name}"
        );
        assert_eq!(out.report.kept, [], "{name}");
        let (before, after) = (parts(&bytes), parts(&out.bytes));
        let others = before
            .iter()
            .filter(|(part, content)| after.get(*part) != Some(*content));
        let others: Vec<&str> = others.map(|(part, _)| part.as_str()).collect();
        assert_eq!(
            others,
            [
                "xl/workbook.xml",
                "xl/worksheets/sheet1.xml",
                "xl/worksheets/sheet2.xml"
            ],
            "{name}"
        );
        let (old, new) = (cells(first_sheet(&before)), cells(first_sheet(&after)));
        let differing: Vec<&str> = new
            .iter()
            .filter(|(cell, content)| old.get(*cell) != Some(*content))
            .map(|(cell, _)| cell.as_str())
            .collect();
        // The changed cells, and what is computed from G5: its share, ranks, subtotal, total.
        let expected = [
            "G11", "G19", "G5", "H11", "H19", "H5", "J5", "K5", "L10", "L13", "L14", "L15", "L16",
            "L17", "L5", "L6", "L7", "L8", "L9",
        ];
        assert_eq!(differing, expected, "{name}");
        assert_eq!(old.len(), new.len());
        assert_eq!(value_of(&new, "L5"), "6");
    }
}

#[test]
fn rows_go_in_and_everything_below_goes_down() {
    for name in SAMPLES {
        let bytes = sample(name);
        let mut office = imported(name, &bytes);
        register(&mut office, "=新厂房", 1);
        register(&mut office, "新道路项目", 3);
        let out = written(&office, name, &bytes);
        let added: Vec<u32> = out.report.added.iter().map(|own| own.row).collect();
        assert_eq!(added.len(), 2, "{name}: {:?}", out.report);
        let after = parts(&out.bytes);
        let text = std::str::from_utf8(first_sheet(&after)).unwrap();
        let new = cells(first_sheet(&after));
        let all: String = new
            .iter()
            .map(|(cell, own)| format!("{cell} {own}\n"))
            .collect();
        // A text that begins like a formula is a text.
        assert!(all.contains("t=inlineStr t:=新厂房"), "{all}");
        assert!(text.contains("<mergeCell ref=\"A1:M1\""));
        let again = crate::common::rows(name, &out.bytes).unwrap();
        assert_eq!(again.rows.len(), 13, "{name}");
        let preview = office.preview(&again);
        // What the formulas of the new rows come to is news, and what the heading of their section
        // says; nothing else is.
        let changes = preview.rows.iter().flat_map(|row| &row.changes);
        let news = changes.filter(|own| !matches!(own.field, Field::Custom(_) | Field::Industry));
        assert_eq!(news.count(), 0, "{name}");
        // Subtotals, the total, the other sheet, names and print area have followed.
        let sums = cells(&after["xl/worksheets/sheet2.xml"]);
        let workbook = String::from_utf8_lossy(&after["xl/workbook.xml"]).into_owned();
        assert!(workbook.contains("$G$5:$G$1"), "{workbook}");
        assert!(workbook.contains("$M$24"), "{workbook}");
        let total: f64 = value_of(&new, "G21").parse().unwrap();
        let old_total: f64 = value_of(&cells(first_sheet(&parts(&bytes))), "G19")
            .parse()
            .unwrap_or(f64::NAN);
        assert!((total - old_total - 100.0).abs() < 1e-6);
        assert!(!value_of(&sums, "B2").is_empty());
    }
}
