//! The same small ledger in every format gives the same cells; and what only some formats tell.

use std::path::PathBuf;

use exchange::book::{self, Book, Formula, Sheet};
use expect_test::{Expect, expect};

/// The bytes of a file under `testdata/readers`.
pub(crate) fn sample(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/readers");
    std::fs::read(folder.join(name)).expect("a sample")
}

fn read(name: &str) -> Book {
    book::read(name, &sample(name)).expect("readable")
}

/// Cells of a sheet, one row a line.
fn cells(sheet: &Sheet) -> String {
    let mut out = String::new();
    for row in &sheet.rows {
        let shown: Vec<_> = row.iter().map(|cell| cell.shown().into_owned()).collect();
        out += &format!("{}\n", shown.join("|").replace('\n', "/"));
    }
    out
}

/// What stands beside the cells.
fn beside(book: &Book) -> String {
    let sheet = &book.sheets[0];
    let mut out = format!("{:?}\n", book.source);
    for sheet in &book.sheets {
        out += &format!(
            "sheet {}{}\n",
            sheet.name,
            if sheet.hidden { ", hidden" } else { "" }
        );
    }
    let merges: Vec<_> = sheet
        .merges
        .iter()
        .map(|merge| {
            let from = zone::cell_name(merge.top, merge.left);
            format!("{from}:{}", zone::cell_name(merge.bottom, merge.right))
        })
        .collect();
    out += &format!("merged {}\n", merges.join(" "));
    for row in 0..sheet.height() {
        for column in 0..sheet.width() {
            let mut said = Vec::new();
            let style = sheet.style(row, column);
            said.extend(style.fill.map(|rgb| format!("ground {rgb}")));
            said.extend(style.font.map(|rgb| format!("letters {rgb}")));
            said.extend(style.format.unit.as_ref().map(|unit| format!("in {unit}")));
            said.extend(style.format.percent.then(|| "%".to_owned()));
            let formula = sheet.formula(row, column);
            said.extend((formula != Formula::None).then(|| format!("{formula:?}")));
            let note = sheet.notes.get(&(row, column));
            said.extend(note.map(|note| format!("note {}", note.text)));
            let link = sheet.links.get(&(row, column));
            said.extend(link.map(|link| format!("link {link}")));
            if !said.is_empty() {
                out += &format!("{} {}\n", zone::cell_name(row, column), said.join(", "));
            }
        }
    }
    for problem in &book.problems {
        out += &format!("{problem}\n");
    }
    out
}

fn check(name: &str, expected: &Expect) {
    expected.assert_eq(&beside(&read(name)));
}

#[test]
fn the_same_ledger_in_every_format() {
    let expected = cells(&read("ledger.xlsx").sheets[0]);
    expect![[r#"
        2026年重点项目台账
        序号|项目名称|责任单位|总投资|完成率|开工时间|备注
        1|云溪大道|规划建设局|12000.5|0.45|2026-03-01|正常
        2|标准厂房一期|规划建设局|8000|0.1|2025-12-31|滞后/缺用地
        3|污水处理厂|生态环境分局|3300|0|2026-05-18|０１２３
        4|隐藏的项目|生态环境分局|100|1|2024-02-29
        合计|||23400.5|#DIV/0!
    "#]]
    .assert_eq(&expected);
    for name in ["ledger.xls", "ledger.ods", "ledger.xml"] {
        assert_eq!(cells(&read(name).sheets[0]), expected, "{name}");
    }
    let from_wps = book::read("ledger.et", &sample("ledger.xls")).expect("readable");
    assert_eq!(cells(&from_wps.sheets[0]), expected);
}

#[test]
fn what_xlsx_tells_beside_its_cells() {
    check(
        "ledger.xlsx",
        &expect![[r#"
            Workbook { format: Xlsx, epoch_1904: false }
            sheet 重点项目
            sheet 底稿, hidden
            merged A1:G1 C3:C4
            B3 note 包联领导已调整, link https://example.invalid/a
            D3 in 万元
            E3 %
            B4 ground #FF0000
            D4 in 万元
            E4 %
            G4 letters #FF0000
            D5 in 万元
            E5 %
            D6 in 万元
            E6 %
            D7 Computed
            E7 Computed
            ledger.xlsx [重点项目]: hidden rows: 1 (6); they are read like the others. Delete them if they should not come in. [exchange/hidden-rows]
            ledger.xlsx [重点项目]: hidden columns: 1 (A); they are read like the others. Set them to ignore in the mapping if they should not come in. [exchange/hidden-columns]
            ledger.xlsx [底稿]: a hidden sheet was left out. Unhide it if it is needed. [exchange/hidden-sheet]
        "#]],
    );
}

#[test]
fn what_xls_tells_beside_its_cells() {
    check(
        "ledger.xls",
        &expect![[r#"
            Workbook { format: Xls, epoch_1904: false }
            sheet 重点项目
            sheet 底稿, hidden
            merged A1:G1 C3:C4
            B3 note 包联领导已调整
            D3 in 万元
            E3 %
            B4 ground #FF0000
            D4 in 万元
            E4 %
            G4 letters #FF0000
            D5 in 万元
            E5 %
            D6 in 万元
            E6 %
            D7 Computed
            E7 Computed
            ledger.xls [重点项目]: hidden rows: 1 (6); they are read like the others. Delete them if they should not come in. [exchange/hidden-rows]
            ledger.xls [重点项目]: hidden columns: 1 (A); they are read like the others. Set them to ignore in the mapping if they should not come in. [exchange/hidden-columns]
            ledger.xls [底稿]: a hidden sheet was left out. Unhide it if it is needed. [exchange/hidden-sheet]
        "#]],
    );
}

#[test]
fn what_ods_tells_beside_its_cells() {
    check(
        "ledger.ods",
        &expect![[r#"
            Workbook { format: Ods, epoch_1904: false }
            sheet 重点项目
            sheet 底稿, hidden
            merged A1:G1 C3:C4
            B3 note 包联领导已调整, link https://example.invalid/a
            D3 in 万元
            E3 %
            B4 ground #FF0000
            D4 in 万元
            E4 %
            G4 letters #FF0000
            D5 in 万元
            E5 %
            D6 in 万元
            E6 %
            D7 Computed
            E7 Computed
            ledger.ods [重点项目]: hidden rows: 1 (6); they are read like the others. Delete them if they should not come in. [exchange/hidden-rows]
            ledger.ods [重点项目]: hidden columns: 1 (A); they are read like the others. Set them to ignore in the mapping if they should not come in. [exchange/hidden-columns]
            ledger.ods [底稿]: a hidden sheet was left out. Unhide it if it is needed. [exchange/hidden-sheet]
        "#]],
    );
}

#[test]
fn what_xml_2003_tells_beside_its_cells() {
    check(
        "ledger.xml",
        &expect![[r#"
            Workbook { format: Xml2003, epoch_1904: false }
            sheet 重点项目
            sheet 底稿, hidden
            merged A1:G1 C3:C4
            B3 note 包联领导已调整, link https://example.invalid/a
            D3 in 万元
            E3 %
            B4 ground #FF0000
            D4 in 万元
            E4 %
            G4 letters #FF0000
            D5 in 万元
            E5 %
            D6 in 万元
            E6 %
            D7 in 万元, Computed
            E7 Computed
            ledger.xml [重点项目]: hidden rows: 1 (6); they are read like the others. Delete them if they should not come in. [exchange/hidden-rows]
            ledger.xml [重点项目]: hidden columns: 1 (A); they are read like the others. Set them to ignore in the mapping if they should not come in. [exchange/hidden-columns]
            ledger.xml [底稿]: a hidden sheet was left out. Unhide it if it is needed. [exchange/hidden-sheet]
        "#]],
    );
}

#[test]
fn what_programs_write_that_do_not_compute() {
    check(
        "uncomputed.xlsx",
        &expect![[r#"
            Workbook { format: Xlsx, epoch_1904: false }
            sheet 重点项目
            sheet 底稿, hidden
            merged A1:G1 C3:C4
            B3 note 包联领导已调整, link https://example.invalid/a
            D3 in 万元
            E3 %
            B4 ground #FF0000
            D4 in 万元
            E4 %
            G4 letters #FF0000
            D5 in 万元
            E5 %
            D6 in 万元
            E6 %
            D7 NotComputed
            E7 NotComputed
            uncomputed.xlsx [重点项目]: hidden rows: 1 (6); they are read like the others. Delete them if they should not come in. [exchange/hidden-rows]
            uncomputed.xlsx [重点项目]: hidden columns: 1 (A); they are read like the others. Set them to ignore in the mapping if they should not come in. [exchange/hidden-columns]
            uncomputed.xlsx [重点项目]: formulas without computed value, or in circles: 2 (D7, E7). Open it in WPS or Excel, save, and import again. [exchange/uncomputed]
            uncomputed.xlsx [底稿]: a hidden sheet was left out. Unhide it if it is needed. [exchange/hidden-sheet]
        "#]],
    );
    check(
        "uncomputed.xls",
        &expect![[r#"
            Workbook { format: Xls, epoch_1904: false }
            sheet 重点项目
            merged 
            B2 NotComputed
            uncomputed.xls [重点项目]: formulas without computed value, or in circles: 1 (B2). Open it in WPS or Excel, save, and import again. [exchange/uncomputed]
        "#]],
    );
}

#[test]
fn text_and_html_of_the_same_ledger() {
    expect![[r#"

        项目名称|责任单位|总投资|完成率|开工时间|备注
        云溪大道|规划建设局|12000.5|0.45|2026-03-01|正常
        标准厂房一期|规划建设局|8000|0.1|2025-12-31|滞后/缺用地
        污水处理厂|生态环境分局|3300|0|2026-05-18|０１２３
        ||23400.5|#DIV/0!
    "#]]
    .assert_eq(&cells(&read("ledger.html").sheets[0]));
    expect![[r#"
        2026年重点项目台账||||||
        序号|项目名称|责任单位|总投资|完成率|开工时间|备注
        1|云溪大道|规划建设局|12000.5|45%|2026-03-01|正常
        2|标准厂房一期||8000|10%|2025-12-31|滞后/缺用地
        3|污水处理厂|生态环境分局|3300|0%|2026-05-18|０１２３
        4|隐藏的项目|生态环境分局|100|100%|2024-02-29|
        合计|||23400.5|#DIV/0!||
    "#]]
    .assert_eq(&cells(&read("ledger.csv").sheets[0]));
}
