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
        J18 total_investment: 225640 -> 225860
        J29 total_investment: 378520 -> 378740
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
        J19 total_investment: 225640 -> 1460140
        A21 -: 13 -> 14
        A22 -: 14 -> 15
        A23 -: 15 -> 16
        A24 -: 16 -> 17
        A25 -: 17 -> 18
        A26 -: 18 -> 19
        A27 -: 19 -> 20
        A28 -: 20 -> 21
        J30 total_investment: 152880 -> 1387380
        J31 total_investment: 378520 -> 2847520
        row 18 Some("一、产业项目（12个）"): =1+1 新厂房
        row 29 Some("二、基础设施和民生项目（8个）"): 南区道路
    "#]]
    .assert_eq(&told(&out.report));
    let again = crate::common::rows("good-2026.xlsx", &out.bytes).unwrap();
    let preview = office.preview(&again);
    // A row takes what the heading of its section says: that alone is news of the two new ones,
    // and a class of projects is no industry.
    let changes = preview.rows.iter().flat_map(|row| &row.changes);
    let told: Vec<String> = changes
        .map(|own| format!("{} {}", own.field, own.value.shown()))
        .collect();
    expect![[r#"
        custom.分类 产业项目
        custom.分类 基础设施和民生项目"#]]
    .assert_eq(&told.join("\n"));
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

/// A text that fits a csv but no cell of a workbook, and more rows than a ledger takes: refused
/// before anything is written.
#[test]
fn what_a_workbook_cannot_hold_is_refused() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0_u16..).zip(["项目名称", "责任单位", "建设内容"]) {
        sheet.write_string(0, column, header).unwrap();
    }
    for (row, name) in (1..).zip(["甲厂房", "乙厂房"]) {
        sheet.write_string(row, 0, name).unwrap();
        sheet.write_string(row, 1, "商务局").unwrap();
        sheet.write_string(row, 2, "厂房一栋").unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let mut office = imported("a.xlsx", &bytes);
    let long = "😀".repeat(20_000);
    let text = format!("项目名称,责任单位,建设内容\n甲厂房,商务局,{long}\n");
    office.import("b.csv", &text, &exchange::preview::Answers::default());
    let refused = |office: &Office| {
        let original = Original {
            name: "a.xlsx",
            bytes: &bytes,
            attachment: office.zone.attachments.keys().next().copied(),
            mapping: None,
        };
        let options = WriteOptions {
            true_on: today(),
            new_rows: true,
        };
        let problems = write_back(&office.zone, &office.texts, original, options).unwrap_err();
        crate::common::told(&problems)
    };
    expect![[r#"
        a.xlsx [Sheet1] C2：要写入的文字有 40000 个字符，单元格最多 32767 个。请在挂图中缩短该文字，或导出为 csv。[exchange/too-long-for-cell]
          a.xlsx [Sheet1] C2: a text of 40000 characters; a cell holds at most 32,767. Shorten the text, or export as csv. [exchange/too-long-for-cell]
    "#]]
    .assert_eq(&refused(&office));
    let template = office.zone.projects.values().nth(1).unwrap().clone();
    for number in 1_000..21_001 {
        let mut project = zone::Project::clone(&template);
        project.id = ProjectId(number);
        office
            .zone
            .projects
            .insert(project.id, std::sync::Arc::new(project));
    }
    expect![[r#"
        a.xlsx [Sheet1]：有 20001 个新项目要插入该表，上限 20000 行或表格剩余行数。请改为导出新的项目台账，或只更新已有的行。[exchange/too-many-new-rows]
          a.xlsx [Sheet1]: 20001 new projects; at most 20,000 rows, or what the sheet has room for. Export a list of its own, or update the rows there are. [exchange/too-many-new-rows]
        a.xlsx [Sheet1] C2：要写入的文字有 40000 个字符，单元格最多 32767 个。请在挂图中缩短该文字，或导出为 csv。[exchange/too-long-for-cell]
          a.xlsx [Sheet1] C2: a text of 40000 characters; a cell holds at most 32,767. Shorten the text, or export as csv. [exchange/too-long-for-cell]
    "#]]
    .assert_eq(&refused(&office));
}

/// A typed total that was the sum of its rows still is; one that was not is left.
#[test]
fn typed_totals_follow_their_rows() {
    let text_of = |file: &[u8]| String::from_utf8(file.to_vec()).unwrap();
    let bytes = "项目名称,责任单位,总投资（万元）,2026年计划投资（万元）\n\
                 甲路,规划建设局,100,40\n乙路,规划建设局,\"2,000\",50\n小计,,\"2,100\",91\n\
                 丙路,商务局,50.5,10\n合计,,2150.5万元,100\n"
        .as_bytes();
    let mut office = imported("a.csv", bytes);
    let id = office.zone.projects.keys().next().copied().unwrap();
    let money = |wan: i64| Value::Money(Fen(wan * 1_000_000));
    let facts = [
        (Field::TotalInvestment, money(150)),
        (Field::YearPlan(2026), money(45)),
    ];
    record(&mut office, id, &facts);
    let facts = [
        (Field::Name, text("丁路")),
        (Field::LeadUnit, Value::Unit(UnitId(4))),
        (Field::TotalInvestment, money(7)),
    ];
    register(&mut office, &facts);
    let out = written(&office, "a.csv", bytes);
    expect![[r#"
        项目名称,责任单位,总投资（万元）,2026年计划投资（万元）
        甲路,规划建设局,150,45
        乙路,规划建设局,"2,000",50
        丁路,规划建设局,"7",
        小计,,"2,157",91
        丙路,商务局,50.5,10
        合计,,2207.5万元,105
    "#]]
    .assert_eq(&text_of(&out.bytes));
    expect![[r#"
        C2 total_investment: 100 -> 150
        D2 year_plan.2026: 40 -> 45
        C5 total_investment: 2,100 -> 2,157
        C7 total_investment: 2150.5万元 -> 2207.5万元
        D7 year_plan.2026: 100 -> 105
        row 4 None: 丁路
    "#]]
    .assert_eq(&told(&out.report));
}
