//! Out again into the very file that came in.

use crate::common::{Office, UNITS, example, today};
use exchange::writeback::{Original, Report, WriteOptions, WrittenBack, write_back};
use expect_test::expect;
use jiff::civil::date;
use zone::command::Command;
use zone::event::NewFact;
use zone::{BasisPoints, Fen, Field, ProjectId, UnitId, Value};

const GOOD: &str = "ledgers/good-2026.xlsx";

fn imported(name: &str, bytes: &[u8]) -> Office {
    let mut office = Office::new(&UNITS);
    let rows = crate::common::rows(name, bytes).unwrap();
    let preview = office.preview(&rows);
    assert!(office.apply(&preview));
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

fn told(report: &Report) -> String {
    let mut out = String::new();
    for one in &report.changed {
        let field = one
            .field
            .as_ref()
            .map_or("-".to_owned(), ToString::to_string);
        out += &format!("{} {field}: {} -> {}\n", one.cell, one.old, one.new);
    }
    for one in &report.added {
        out += &format!(
            "row {} {:?}: {}\n",
            one.row,
            one.section.as_deref(),
            one.name
        );
    }
    for one in &report.kept {
        out += &format!("{} {} {}\n", one.cell, one.code, one.what.en);
    }
    out
}

fn record(office: &mut Office, id: ProjectId, facts: &[(Field, Value)]) {
    let facts = facts.iter().map(|(field, value)| NewFact {
        field: field.clone(),
        value: value.clone(),
        cell: None,
    });
    let version = office.zone.projects[&id].version;
    office.run(&Command::RecordFacts {
        id,
        version,
        effective_on: today(),
        facts: facts.collect(),
    });
}

#[test]
fn nothing_new_gives_the_same_bytes_in_every_part() {
    let bytes = example(GOOD);
    let office = imported("good-2026.xlsx", &bytes);
    let out = written(&office, "good-2026.xlsx", &bytes);
    expect![""].assert_eq(&told(&out.report));
    assert!(out.report.same > 400);
    assert!(out.bytes == bytes);
}

fn register(office: &mut Office, facts: &[(Field, Value)]) {
    let facts = facts.iter().map(|(field, value)| NewFact {
        field: field.clone(),
        value: value.clone(),
        cell: None,
    });
    office.run(&Command::RegisterProject {
        effective_on: today(),
        facts: facts.collect(),
    });
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn changed_values_are_written_as_their_cells_are() {
    let bytes = example(GOOD);
    let mut office = imported("good-2026.xlsx", &bytes);
    let id = office.zone.projects.keys().nth(1).copied().unwrap();
    record(
        &mut office,
        id,
        &[
            (Field::TotalInvestment, Value::Money(Fen(15_000_000_000))),
            (Field::PhysicalShare, Value::Share(BasisPoints(4_550))),
            (Field::PlannedFinish, Value::Date(date(2027, 10, 31))),
            (Field::PlannedStart, Value::Date(date(2025, 3, 9))),
            (Field::LeadUnit, Value::Unit(UnitId(4))),
            (Field::ReportedYtd, Value::Money(Fen(1_800_000_050))),
            (Field::Remark, Value::Cleared),
            (Field::Nature, text("infrastructure")),
        ],
    );
    let out = written(&office, "good-2026.xlsx", &bytes);
    expect![[r#"
        D7 lead_unit: 经济发展局 -> 规划建设局
        G7 nature: 招商引资 -> infrastructure
        J7 total_investment: 14780 -> 15000
        X7 reported_ytd: 1620 -> 1800.00005
        AA7 physical_share: 23 -> 45.5
        AB7 planned_start: 2025年2月 -> 2025年3月9日
        AC7 planned_finish: 5月底 -> 2027年10月
    "#]]
    .assert_eq(&told(&out.report));
    let again = crate::common::rows("good-2026.xlsx", &out.bytes).unwrap();
    let preview = office.preview(&again);
    assert_eq!(
        preview.rows.iter().find_map(|row| row.changes.first()),
        None
    );
}

#[test]
fn new_projects_get_rows_in_their_section() {
    let bytes = example(GOOD);
    let mut office = imported("good-2026.xlsx", &bytes);
    for (name, nature, unit) in [
        ("=1+1 新厂房", "investment_promotion", 2),
        ("南区道路", "infrastructure", 4),
    ] {
        register(
            &mut office,
            &[
                (Field::Name, text(name)),
                (Field::Nature, text(nature)),
                (Field::LeadUnit, Value::Unit(UnitId(unit))),
                (Field::TotalInvestment, Value::Money(Fen(1_234_500_000_000))),
                (Field::PlannedFinish, Value::Date(date(2027, 10, 31))),
            ],
        );
    }
    let out = written(&office, "good-2026.xlsx", &bytes);
    expect![[r#"
        A22 -: 13 -> 15
        A23 -: 14 -> 16
        A24 -: 15 -> 17
        A25 -: 16 -> 18
        A26 -: 17 -> 19
        A27 -: 18 -> 20
        A28 -: 19 -> 21
        A29 -: 20 -> 22
        row 18 Some("一、产业项目（12个）"): =1+1 新厂房
        row 19 Some("一、产业项目（12个）"): 南区道路
    "#]]
    .assert_eq(&told(&out.report));
    let again = crate::common::rows("good-2026.xlsx", &out.bytes).unwrap();
    let preview = office.preview(&again);
    // A row takes what the heading of its section says: that alone is news of the two new ones.
    let changes = preview.rows.iter().flat_map(|row| &row.changes);
    assert!(changes.clone().all(|own| own.field == Field::Industry));
    assert_eq!(
        crate::common::counts(&preview),
        "New 0, Changed 2, Unchanged 20, Refused 0, gone 0"
    );
}

/// A form's value goes into its own cell, and a second table's into its own column.
#[test]
fn forms_and_second_tables_are_written_where_they_stand() {
    let mut out = String::new();
    for (file, last) in [("02-form.xlsx", 0), ("04-two-tables.xlsx", 8)] {
        let bytes = crate::layouts::ledger(file);
        let mut office = imported(file, &bytes);
        let id = *office.zone.projects.keys().nth(last).unwrap();
        let amount = Value::Money(Fen(12_345_000_000_000));
        record(&mut office, id, &[(Field::TotalInvestment, amount)]);
        out += &format!("{file}\n{}", told(&written(&office, file, &bytes).report));
    }
    expect![[r#"
        02-form.xlsx
        A10 total_investment: 8660 -> 12345000
        04-two-tables.xlsx
        D15 total_investment: 0.502 -> 1234.5
    "#]]
    .assert_eq(&out);
}
