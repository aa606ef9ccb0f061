//! Which project a row means, and what a preview says about it.

use crate::common::Office;
use expect_test::{Expect, expect};

/// Imports the first text, then previews the second: rows with their changes, then problems.
fn check(first: &str, second: &str, expected: &Expect) {
    let mut office = Office::new(&["商务局", "规划建设局"]);
    let preview = office.preview(&crate::common::rows("2026.csv", first.as_bytes()).unwrap());
    assert_eq!(crate::common::told(&preview.problems), "");
    assert!(office.apply(&preview));
    let preview = office.preview(&crate::common::rows("2026.csv", second.as_bytes()).unwrap());
    let mut out = String::new();
    for row in &preview.rows {
        out += &format!("{} {:?}", row.name, row.class);
        for change in row.changes.iter().filter(|change| change.old.is_some()) {
            let old = change.old.as_deref().unwrap_or_default();
            out += &format!("; {}: {old} -> {}", change.field, change.value.shown());
        }
        out.push('\n');
    }
    for gone in &preview.disappeared {
        out += &format!("gone: {}\n", gone.name);
    }
    for problem in &preview.problems {
        let cell = problem.place.cell_name().unwrap_or_default();
        out += &format!("{cell} {}\n", problem.code());
    }
    expected.assert_eq(&out);
}

const CODED: &str = "项目编码,项目名称,责任单位,总投资（万元）\nA-1,甲项目,商务局,100\n\
                     A-2,乙项目,商务局,200\n";
const NAMED: &str = "项目名称,责任单位,总投资（万元）\n甲项目,商务局,100\n乙项目,规划建设局,200\n";

#[test]
fn by_code_a_project_is_the_same_under_another_name() {
    check(
        CODED,
        "项目编码,项目名称,责任单位,总投资（亿元）\nA-1,甲项目（二期）,商务局,0.03\n",
        &expect![[r#"
            甲项目（二期） Changed; name: 甲项目 -> 甲项目（二期）; total_investment: 100 万元 -> 300 万元
            gone: 乙项目
        "#]],
    );
}

#[test]
fn by_name_and_owner_where_there_is_no_code() {
    check(
        NAMED,
        "项目名称,责任单位,总投资（万元）\n 甲 项目 ,商务局,150\n乙项目,规划建设局,待定\n",
        &expect![[r#"
            甲 项目 Changed; total_investment: 100 万元 -> 150 万元
            乙项目 Changed; total_investment: 200 万元 -> —
        "#]],
    );
}

#[test]
fn a_project_under_another_unit_is_said() {
    check(
        NAMED,
        "项目名称,责任单位,总投资（万元）\n甲项目,规划建设局,100\n",
        &expect![[r#"
            甲项目 Asked
            gone: 乙项目
        "#]],
    );
}

#[test]
fn another_code_is_another_project() {
    check(
        CODED,
        "项目编码,项目名称,责任单位,总投资（万元）\nA-9,甲项目,商务局,100\n",
        &expect![[r#"
            甲项目 New
            gone: 甲项目
            gone: 乙项目
        "#]],
    );
}

#[test]
fn blank_cells_change_nothing() {
    check(
        CODED,
        "项目编码,项目名称,责任单位,总投资（万元）\nA-1,甲项目,商务局,\n",
        &expect![[r#"
            甲项目 Unchanged
            gone: 乙项目
        "#]],
    );
}

#[test]
fn a_name_that_two_projects_have_is_asked() {
    check(
        "项目编码,项目名称,责任单位,备注\nA-1,甲项目,商务局,\nA-2,甲项目,商务局,\n",
        "项目名称,责任单位,备注\n甲项目,商务局,提醒\n",
        &expect![[r#"
            甲项目 Asked
        "#]],
    );
}

#[test]
fn a_corrected_mapping_is_kept_for_the_next_file() {
    let mut office = Office::new(&["商务局"]);
    let bytes = "项目名称,责任单位,总投资\n甲项目,商务局,100\n".as_bytes();
    let book = exchange::book::read("一月.csv", bytes).unwrap();
    let (mut mapping, kept) = exchange::Mapping::for_book(&office.zone, &book).unwrap();
    assert!(!kept);
    mapping.sheets[0].columns[2].unit = Some("亿元".to_owned());
    mapping.options.leave_out = vec!["C9".to_owned()];
    let preview = office.preview(&exchange::rows::read(&book, &mapping).unwrap());
    assert!(office.apply(&preview));
    let next = exchange::book::read("二月.csv", bytes).unwrap();
    let (mapping, kept) = exchange::Mapping::for_book(&office.zone, &next).unwrap();
    assert!(kept);
    assert_eq!(mapping.sheets[0].columns[2].unit.as_deref(), Some("亿元"));
    assert!(mapping.options.leave_out.is_empty());
    assert!(
        !office
            .preview(&exchange::rows::read(&next, &mapping).unwrap())
            .has_news()
    );
}

#[test]
fn a_cell_left_out_is_said_and_not_read() {
    let office = Office::new(&["商务局"]);
    let bytes = "项目名称,责任单位,总投资（万元）\n甲项目,商务局,很多\n".as_bytes();
    let book = exchange::book::read("t.csv", bytes).unwrap();
    let mut mapping = exchange::mapping::guess(&book).unwrap();
    mapping.options.leave_out = vec!["t!C2".to_owned()];
    // A column of one unreadable amount is guessed as the office's own.
    mapping.sheets[0].columns[2].target = "total_investment".parse().unwrap();
    let preview = office.preview(&exchange::rows::read(&book, &mapping).unwrap());
    assert!(preview.can_apply());
    assert_eq!(preview.problems[0].code(), "exchange/left-out");
}

#[test]
fn nothing_done_in_january_is_news_after_nothing_done_in_december() {
    let reports = "截至日期,项目编码,项目名称,责任单位,本年累计完成投资（万元）\n\
                   2024-11-30,A-1,甲项目,商务局,0\n2024-12-31,A-1,甲项目,商务局,0\n";
    let later = "截至日期,项目编码,项目名称,责任单位,本年累计完成投资（万元）\n\
                 2025-01-31,A-1,甲项目,商务局,0\n";
    check(
        reports,
        later,
        &expect![[r#"
            甲项目 Changed; reported_ytd: 0 万元 -> 0 万元
        "#]],
    );
    check(
        reports,
        reports,
        &expect![[r#"
            甲项目 Unchanged
            甲项目 Unchanged
        "#]],
    );
}
