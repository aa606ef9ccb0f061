//! Fields that outside systems are the source of: taken from their exports, compared elsewhere.

use exchange::preview::{Answers, Preview};
use exchange::{Mapping, Rows};
use jiff::civil::date;
use zone::command::Command;
use zone::source::Source;
use zone::{Field, ProjectId, Words};

use crate::common::{Office, rows};

const LEDGER: &str = "项目代码,项目名称,责任单位,总投资（万元）,本年累计完成投资（万元）,本年纳统投资（万元）\n\
    2026-001,云溪大桥,商务局,50000,3000,2000\n\
    2026-002,滨江产业园,商务局,80000,4000,1500\n";

fn define(key: &str, zh: &str, fields: &[&str]) -> Command {
    Command::DefineSource(Source {
        key: key.to_owned(),
        name: Words::new(zh, key),
        fields: fields.iter().map(|own| (*own).to_owned()).collect(),
    })
}

/// Two projects; what is certified comes from statistics.
fn office() -> Office {
    let mut office = Office::new(&["商务局"]);
    office.import("台账.csv", LEDGER, &Answers::default());
    office.run(&define("statistics", "联网直报", &["certified_ytd"]));
    office
}

fn from(source: Option<&str>, text: &str) -> Rows {
    let book = exchange::book::read("导出.csv", text.as_bytes()).expect("readable");
    let mut mapping: Mapping = exchange::mapping::guess(&book).expect("a mapping");
    mapping.options.source = source.map(str::to_owned);
    exchange::rows::read(&book, &mapping).expect("rows")
}

/// `P1 certified_ytd 2000 → 2600` for each change, `≠ …` for each difference with its source.
fn told(preview: &Preview) -> Vec<String> {
    let mut all = Vec::new();
    for row in &preview.rows {
        for own in &row.changes {
            let old = own.old.as_deref().unwrap_or("-");
            all.push(format!("{} {old} → {}", own.field, own.value.shown()));
        }
    }
    for own in &preview.differences {
        let old = own.change.old.as_deref().unwrap_or("-");
        let source = own.source.as_ref().map_or("台账", |name| &name.zh);
        let (project, field, new) = (own.project, &own.change.field, own.change.value.shown());
        all.push(format!("≠ {project} {field} {old} / {new} {source}"));
    }
    all
}

#[test]
fn a_systems_export_changes_its_own_fields_and_no_other() {
    let office = office();
    let export = "项目代码,项目名称,总投资（万元）,本年纳统投资（万元）\n\
        2026-001,云溪大桥,52000,2600\n\
        2026-002,滨江产业园,80000,1500\n";
    let preview = office.preview(&from(Some("statistics"), export));
    let expected = [
        "certified_ytd 2000 万元 → 2600 万元",
        "≠ P1 total_investment 50000 万元 / 52000 万元 台账",
    ];
    assert_eq!(told(&preview), expected);
    assert!(preview.can_apply());
}

#[test]
fn another_file_does_not_change_what_a_system_has() {
    let mut office = office();
    let ledger = LEDGER.replace("3000,2000", "3300,2300");
    let preview = office.preview(&rows("台账.csv", ledger.as_bytes()).expect("rows"));
    let expected = [
        "reported_ytd 3000 万元 → 3300 万元",
        "≠ P1 certified_ytd 2000 万元 / 2300 万元 联网直报",
    ];
    assert_eq!(told(&preview), expected);
    assert!(office.apply(&preview));
    let project = &office.zone.projects[&ProjectId(1)];
    let certified = project.money(&Field::CertifiedYtd, date(2026, 5, 31));
    assert_eq!(certified.map(|own| own.0), Some(2_000_000_000));
}

#[test]
fn what_nothing_is_known_of_is_filled_in_and_new_projects_come_whole() {
    let office = office();
    let export = "项目代码,项目名称,责任单位,建设地点,本年纳统投资（万元）\n\
        2026-001,云溪大桥,商务局,云溪镇,2000\n\
        2026-003,新材料厂,商务局,东区,900\n";
    let preview = office.preview(&from(Some("statistics"), export));
    let told = told(&preview);
    assert!(told.contains(&"place - → 云溪镇".to_owned()), "{told:?}");
    assert!(
        told.contains(&"certified_ytd - → 900 万元".to_owned()),
        "{told:?}"
    );
    assert!(preview.differences.is_empty(), "{told:?}");
}

#[test]
fn a_layout_remembers_where_it_comes_from_and_unknown_systems_are_refused() {
    let mut office = office();
    let export = "项目代码,项目名称,本年纳统投资（万元）\n2026-001,云溪大桥,2600\n";
    let preview = office.preview(&from(Some("statistics"), export));
    assert!(office.apply(&preview));
    let book = exchange::book::read("再次导出.csv", export.as_bytes()).expect("readable");
    let (again, kept) = Mapping::for_book(&office.zone, &book).expect("a mapping");
    assert!(kept);
    assert_eq!(again.options.source.as_deref(), Some("statistics"));
    let unknown = office.preview(&from(Some("customs"), export));
    let codes: Vec<&str> = unknown.problems.iter().map(|own| own.code()).collect();
    assert_eq!(codes, ["exchange/unknown-source"]);
    assert!(!unknown.can_apply());
}

#[test]
fn a_field_has_one_source() {
    let mut office = office();
    let codes = |refused: Result<(), Vec<zone::Refusal>>| -> Vec<String> {
        let refused = refused.expect_err("refused").into_iter();
        refused.map(|own| own.code).collect()
    };
    let taken = office.try_run(&define(
        "approval",
        "审批平台",
        &["certified_ytd", "colour"],
    ));
    assert_eq!(codes(taken), ["zone/source-taken", "zone/unknown"]);
    let twice = office.try_run(&define("approval", "审批平台", &["gate", "gate.开工"]));
    assert_eq!(codes(twice), ["zone/duplicate-name"]);
    office.run(&define("statistics", "联网直报", &[]));
    office.run(&define("approval", "审批平台", &["certified_ytd", "gate"]));
}

#[test]
fn a_layout_of_headings_alone_is_filled_in() {
    use exchange::writeback::{Original, WriteOptions, write_back};
    let office = office();
    let layout = "序号,项目名称,总投资（万元）,联系电话,本年纳统投资（亿元）\n";
    let original = Original {
        name: "上报.csv",
        bytes: layout.as_bytes(),
        attachment: None,
        mapping: None,
    };
    let options = WriteOptions {
        true_on: date(2026, 5, 31),
        new_rows: true,
    };
    let written = write_back(&office.zone, &office.texts, original, options).expect("written");
    let text = String::from_utf8(written.bytes).expect("text");
    let expected = "序号,项目名称,总投资（万元）,联系电话,本年纳统投资（亿元）\n\
        1,云溪大桥,50000,,0.2\n\
        2,滨江产业园,80000,,0.15\n";
    assert_eq!(text, expected);
    let added: Vec<u32> = written.report.added.iter().map(|own| own.row).collect();
    assert_eq!(added, [2, 3]);
    // To be imported it must have projects.
    let book = exchange::book::read("上报.csv", layout.as_bytes()).expect("readable");
    let refused = Mapping::for_book(&office.zone, &book).expect_err("no projects");
    assert_eq!(refused[0].code(), "exchange/no-table");
}

#[test]
fn a_workbook_of_headings_alone_is_filled_in() {
    use exchange::writeback::{Original, WriteOptions, write_back};
    use rust_xlsxwriter::{Format, Workbook};
    let office = office();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    sheet
        .merge_range(0, 0, 0, 3, "省平台项目报送表", &bold)
        .expect("a title");
    for (column, text) in (0..).zip(["项目名称", "项目代码", "责任单位", "总投资（万元）"])
    {
        sheet.write_string(1, column, text).expect("a heading");
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let original = Original {
        name: "上报.xlsx",
        bytes: &bytes,
        attachment: None,
        mapping: None,
    };
    let options = WriteOptions {
        true_on: date(2026, 5, 31),
        new_rows: true,
    };
    let written = write_back(&office.zone, &office.texts, original, options).expect("written");
    let again = exchange::book::read("上报.xlsx", &written.bytes).expect("readable");
    let row = |row| {
        let cells = (0..4).map(|column| again.sheets[0].cell(row, column).shown().into_owned());
        cells.collect::<Vec<_>>().join(",")
    };
    assert_eq!(row(0), "省平台项目报送表,,,");
    assert_eq!(row(2), "云溪大桥,2026-001,商务局,50000");
    assert_eq!(row(3), "滨江产业园,2026-002,商务局,80000");
}
