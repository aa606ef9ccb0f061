//! What offices do to their tables, one habit a case.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::common::Office;
use exchange::book::{Book, Cell, Merge, Note, Picture, Rgb, Sheet, Source, Style};
use exchange::mapping::{Mapping, Target, Unreadable};
use exchange::rows::Rows;
use expect_test::{Expect, expect};
use zone::Field;

/// A sheet from lines of cells parted by `|`.
fn sheet(text: &str) -> Sheet {
    let rows = text.lines().map(|line| {
        let cells = line.trim().split('|').map(str::trim);
        cells
            .map(|cell| match cell.parse() {
                Ok(number) => Cell::Number(number),
                Err(_) => Cell::text(cell),
            })
            .collect()
    });
    Sheet::new(Arc::from("台账"), false, rows.collect(), Vec::new())
}

fn book(sheets: Vec<Sheet>) -> Book {
    Book {
        file_name: Arc::from("2026.xlsx"),
        sha256: "0".repeat(64),
        bytes: 1,
        source: Source::Delimited {
            encoding: "UTF-8",
            separator: ',',
        },
        sheets,
        problems: Vec::new(),
    }
}

fn read(book: &Book) -> Rows {
    let mapping = exchange::mapping::guess(book).unwrap();
    exchange::rows::read(book, &mapping).unwrap()
}

/// Rows with their values and cells, then problems with their cells.
fn shown(rows: &Rows) -> String {
    let mut out = String::new();
    for row in &rows.rows {
        let facts = row.facts.iter().filter(|fact| fact.field != Field::Name);
        let facts: Vec<String> = facts
            .map(|fact| {
                let cell = fact
                    .cell
                    .map_or("-".to_owned(), |at| zone::cell_name(at.row, at.column));
                format!("{} = {} @{cell}", fact.field, fact.value.shown())
            })
            .collect();
        out += &format!("{}: {}\n", row.name, facts.join("; "));
    }
    for problem in &rows.problems {
        let cell = problem.place.cell_name().unwrap_or_default();
        out += &format!("! {cell} {} {}\n", problem.code(), problem.told().what.zh);
    }
    out
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&shown(&read(&book(vec![sheet(text)]))));
}

#[test]
fn the_header_again_on_each_page_and_signatures_between() {
    check(
        "2026年重点项目表
         序号|项目名称|责任单位|总投资（万元）
         1|甲项目|商务局|100
         填表人：赵示例|审核人：钱示例
         2026年重点项目表
         序号|项目名称|责任单位|总投资（万元）
         2|乙项目|财政局|200
         |合计||301
         注：按月更新",
        &expect![[r#"
            甲项目: lead_unit = 商务局 @C3; total_investment = 100 万元 @D3
            乙项目: lead_unit = 财政局 @C7; total_investment = 200 万元 @D7
            ! D8 exchange/total-disagrees 此处写 301 万元，各行（D3:D7）相加为 300 万元，相差 1 万元
        "#]],
    );
}

#[test]
fn sections_subtotals_and_parts_of_totals() {
    check(
        "序号|项目名称|责任单位|总投资（万元）
         |合计||600
         |一、工业项目（2个）||300
         1|甲项目|商务局|100
         2|乙项目|商务局|200
         |小计||300
         |二、服务业项目||300
         3|丙项目|商务局|300
         |其中：续建||100
         |小计||250",
        &expect![[r#"
            甲项目: lead_unit = 商务局 @C4; total_investment = 100 万元 @D4; industry = 工业项目 @B3
            乙项目: lead_unit = 商务局 @C5; total_investment = 200 万元 @D5; industry = 工业项目 @B3
            丙项目: lead_unit = 商务局 @C8; total_investment = 300 万元 @D8; industry = 服务业项目 @B7
            ! D10 exchange/total-disagrees 此处写 250 万元，各行（D8:D8）相加为 300 万元，相差 -50 万元
        "#]],
    );
}

#[test]
fn same_as_above_and_words_for_values() {
    check(
        "项目名称|责任单位|总投资（万元）|开工时间|竣工时间
         甲项目|商务局|约3000|已开工|2026年底
         乙项目|同上|1.2亿元|2026.5|2026年5月上旬
         丙项目|″|≥500|二季度|待定
         丁项目|财政局|总投资5亿元，其中设备3亿元|2025-03-01|2026/9/30",
        &expect![[r#"
            甲项目: lead_unit = 商务局 @B2; note.total_investment = 约3000 @C2; total_investment = 3000 万元 @C2; note.planned_start = 已开工 @D2; planned_finish = 2026-12-31 @E2
            乙项目: lead_unit = 商务局 @B3; total_investment = 12000 万元 @C3; planned_start = 2026-05-01 @D3; planned_finish = 2026-05-10 @E3
            丙项目: lead_unit = 商务局 @B4; note.total_investment = ≥500 @C4; total_investment = 500 万元 @C4; planned_start = 2026-06-30 @D4; planned_finish = — @E4
            丁项目: lead_unit = 财政局 @B5; planned_start = 2025-03-01 @D5; planned_finish = 2026-09-30 @E5
            ! D2 exchange/kept-as-note “已开工”不是本列要的值，已作为附注保留，该值未更新
            ! C5 exchange/several-values “总投资5亿元，其中设备3亿元”里有不止一个值，不作猜测
        "#]],
    );
}

#[test]
fn two_tables_side_by_side() {
    check(
        "2026年项目
         序号|项目名称|责任单位||序号|项目名称|责任单位
         1|甲项目|商务局||2|乙项目|财政局
         3|丙项目|商务局||||",
        &expect![[r#"
            甲项目: lead_unit = 商务局 @C3
            丙项目: lead_unit = 商务局 @C4
            乙项目: lead_unit = 财政局 @G3
        "#]],
    );
}

#[test]
fn a_second_table_in_another_unit_is_a_table_of_its_own() {
    check(
        "表一 新建（单位：万元）
         项目名称|责任单位|总投资
         甲项目|商务局|100

         表二 续建（单位：亿元）
         项目名称|责任单位|总投资
         乙项目|财政局|2",
        &expect![[r#"
            甲项目: lead_unit = 商务局 @B3; total_investment = 100 万元 @C3
            乙项目: lead_unit = 财政局 @B7; total_investment = 20000 万元 @C7
        "#]],
    );
}

#[test]
fn a_column_without_header_and_lines_with_a_number_only() {
    check(
        "序号|项目名称|责任单位|
         1|甲项目|商务局|尚缺手续
         2|||
         3|||",
        &expect![[r#"
            甲项目: lead_unit = 商务局 @C2
            ! D2 exchange/no-header 本列没有表头，1 个单元格没有导入
        "#]],
    );
}

#[test]
fn what_cannot_be_read_may_be_kept_as_a_note() {
    let text = "项目名称|责任单位|总投资（万元）|竣工时间
                甲项目|商务局|Reset|2026年底
                乙项目|商务局|-2.7|2026年底
                丙项目|商务局|100|视征地情况定";
    let book = book(vec![sheet(text)]);
    let mut mapping = exchange::mapping::guess(&book).unwrap();
    for column in &mut mapping.sheets[0].columns {
        if matches!(&column.target, Target::Field(Field::Name | Field::LeadUnit)) {
            continue;
        }
        column.unreadable = Unreadable::Note;
    }
    let rows = exchange::rows::read(&book, &mapping).unwrap();
    expect![[r#"
        甲项目: lead_unit = 商务局 @B2; note.total_investment = Reset @C2; planned_finish = 2026-12-31 @D2
        乙项目: lead_unit = 商务局 @B3; note.total_investment = -2.7 @C3; planned_finish = 2026-12-31 @D3
        丙项目: lead_unit = 商务局 @B4; total_investment = 100 万元 @C4; note.planned_finish = 视征地情况定 @D4
        ! C2 exchange/kept-as-note “Reset”不是本列要的值，已作为附注保留，该值未更新
        ! C3 exchange/kept-as-note “-2.7”不是本列要的值，已作为附注保留，该值未更新
        ! D4 exchange/kept-as-note “视征地情况定”不是本列要的值，已作为附注保留，该值未更新
    "#]].assert_eq(&shown(&rows));
}

#[test]
fn comments_pictures_hidden_rows_and_colours() {
    let mut own = sheet(
        "序号|项目名称|责任单位|总投资（万元）|进度灯
         1|甲项目|商务局|100|
         2|乙项目|商务局|200|
         3|丙项目|商务局|300|",
    );
    let note = Note {
        author: None,
        text: Arc::from("按初设批复"),
    };
    own.notes.insert((1, 3), note);
    own.pictures.push(Picture {
        row: 2,
        column: 1,
        to: None,
        in_cell: false,
        name: Arc::from("现场"),
        content_type: "image/png",
        sha256: Arc::from("ab".repeat(32)),
        bytes: Arc::from(&b"x"[..]),
    });
    own.hidden_rows.insert(3);
    own.hidden_columns.insert(2);
    for (row, colour) in [
        (1, Rgb(255, 0, 0)),
        (2, Rgb(255, 255, 0)),
        (3, Rgb(0, 176, 80)),
    ] {
        let style = Style {
            fill: Some(colour),
            ..Style::default()
        };
        own.set_style(row, 4, style);
    }
    let rows = read(&book(vec![own]));
    expect![[r#"
        甲项目: lead_unit = 商务局 @C2; total_investment = 100 万元 @D2; custom.进度灯颜色 = 红 @E2; note.total_investment = 批注：按初设批复 @D2
        乙项目: lead_unit = 商务局 @C3; total_investment = 200 万元 @D3; custom.进度灯颜色 = 黄 @E3; note.name = 图片：现场（B3，SHA-256 abababababab） @B3
        丙项目: lead_unit = 商务局 @C4; total_investment = 300 万元 @D4; custom.进度灯颜色 = 绿 @E4
        ! A4 exchange/hidden-rows 有 1 个隐藏行（第 4 行），已一并读取
        ! C1 exchange/hidden-columns 隐藏列已一并读取：责任单位
    "#]].assert_eq(&shown(&rows));
}

#[test]
fn a_form_with_labels_beside_and_above() {
    let mut own = sheet(
        "项目信息表（2026年）
         项目名称||甲项目||责任单位|商务局
         建设地点||东部片区||责任人|赵示例
         总投资（万元）||年度计划投资（万元）||累计完成投资（万元）|
         5000||3000||1200|
         形象进度||主体施工|||
         填表人：钱示例",
    );
    own.merges.push(Merge {
        top: 1,
        left: 0,
        bottom: 1,
        right: 1,
    });
    let rows = read(&book(vec![own]));
    expect![[r#"
        甲项目: lead_unit = 商务局 @F2; place = 东部片区 @C3; role.lead = 赵示例 @F3; total_investment = 5000 万元 @A5; year_plan.2026 = 3000 万元 @C5; reported_ytd = 1200 万元 @E5; physical_words = 主体施工 @C6
    "#]].assert_eq(&shown(&rows));
}

#[test]
fn invisible_characters_do_not_make_another_code() {
    let office = Office::new(&["商务局"]);
    let text = "项目代码|项目名称|责任单位\nA-1|甲项目|商务局\nA\u{200b}-1|乙项目|商务局";
    let preview = office.preview(&read(&book(vec![sheet(text)])));
    let codes: Vec<&str> = preview.problems.iter().map(|own| own.code()).collect();
    assert_eq!(codes, ["exchange/duplicate-code"]);
    assert!(!preview.can_apply());
}

#[test]
fn a_file_of_last_year_is_asked_about() {
    let office = Office::new(&["商务局"]);
    let text = "2025年重点项目\n项目名称|责任单位|年度计划投资（万元）\n甲项目|商务局|100";
    let preview = office.preview(&read(&book(vec![sheet(text)])));
    let codes: Vec<&str> = preview.problems.iter().map(|own| own.code()).collect();
    assert_eq!(codes, ["exchange/other-year"]);
}

#[test]
fn a_note_goes_when_the_value_is_said_exactly() {
    let mut office = Office::new(&["商务局"]);
    let table = |amount: &str| {
        sheet(&format!(
            "项目名称|责任单位|总投资（万元）\n甲项目|商务局|{amount}"
        ))
    };
    let preview = office.preview(&read(&book(vec![table("约3000")])));
    assert!(office.apply(&preview));
    let again = office.preview(&read(&book(vec![table("约3000")])));
    assert!(!again.has_news());
    let exact = office.preview(&read(&book(vec![table("3000")])));
    let changes: Vec<String> = exact.rows[0]
        .changes
        .iter()
        .map(|change| format!("{} -> {}", change.field, change.value.shown()))
        .collect();
    assert_eq!(changes, ["note.total_investment -> —"]);
}

/// Imports the first text with a mapping set by hand, then proposes one for the second.
fn proposed(first: &str, second: &str) -> String {
    let mut office = Office::new(&["商务局"]);
    let one = book(vec![sheet(first)]);
    let mut mapping = exchange::mapping::guess(&one).unwrap();
    for column in &mut mapping.sheets[0].columns {
        if column.header == "甲类" {
            column.target = "industry".parse().unwrap();
        }
    }
    let preview = office.preview(&exchange::rows::read(&one, &mapping).unwrap());
    assert!(office.apply(&preview), "{:?}", preview.problems);
    let two = book(vec![sheet(second)]);
    let proposal = Mapping::propose(&office.zone, &office.texts, &two).unwrap();
    let mut out = format!("{:?}\n", proposal.origin);
    for column in &proposal.mapping.sheets[0].columns {
        let unit = column.unit.as_deref().unwrap_or("");
        let (name, header, target) = (&column.column, &column.header, &column.target);
        out += &format!(
            "{name} {header} = {target} {unit} ({})\n",
            column.confidence
        );
    }
    for change in &proposal.changes {
        out += &format!("{change:?}\n");
    }
    out
}

const FIRST: &str = "2026年项目（填报单位：商务局）
    序号|项目名称|甲类|责任单位|总投资（万元）|累计完成投资（万元）
    1|甲项目|制造|商务局|100|20";

#[test]
fn the_same_layout_is_read_as_it_was() {
    expect![[r#"
        Kept
        A 序号 = ignore  (95)
        B 项目名称 = name  (95)
        C 甲类 = industry  (50)
        D 责任单位 = lead_unit  (95)
        E 总投资（万元） = total_investment 万元 (95)
        F 累计完成投资（万元） = reported_ytd 万元 (95)
    "#]]
    .assert_eq(&proposed(FIRST, FIRST));
}

#[test]
fn a_changed_layout_is_recognised() {
    let second = "2026年项目（填报单位：商务局）
        序号|项目名称|责任单位|甲类|总投资额（万元）|累计完成投资（万元）|联系电话
        1|甲项目|商务局|制造|100|30|123";
    expect![[r#"
        Adapted
        A 序号 = ignore  (95)
        B 项目名称 = name  (95)
        C 责任单位 = lead_unit  (95)
        D 甲类 = industry  (95)
        E 总投资额（万元） = total_investment 万元 (70)
        F 累计完成投资（万元） = reported_ytd 万元 (95)
        G 联系电话 = custom.联系电话  (95)
        Moved { sheet: "台账", header: "责任单位", from: "D", to: "C" }
        Moved { sheet: "台账", header: "甲类", from: "C", to: "D" }
        Renamed { sheet: "台账", column: "E", from: "总投资（万元）", to: "总投资额（万元）" }
        New { sheet: "台账", column: "G", header: "联系电话" }
    "#]]
    .assert_eq(&proposed(FIRST, second));
}

#[test]
fn another_layout_is_guessed() {
    let second = "项目代码|工程名称|建设地点|投资额（亿元）\nA-1|甲工程|东|2";
    assert!(proposed(FIRST, second).starts_with("Guessed\n"));
}

#[test]
fn values_tell_what_a_header_does_not() {
    let office = Office::new(&["商务局", "财政局"]);
    let own = book(vec![sheet(
        "项目名称|甲|乙|丙|丁
         一号项目|2601-360111-04-01-318126|商务局|2022.5-2024.12|2024年5月
         二号项目|2601-360112-04-01-318127|财政局|2022年5月至2025年1月|2025年6月
         三号项目|2601-360113-04-01-318128|商务局、财政局|2023-2025|2026年1月",
    )]);
    let knowledge = exchange::mapping::Knowledge::of(&office.zone, &office.texts);
    let mapping = exchange::mapping::guess_knowing(&own, &knowledge).unwrap();
    let said: Vec<String> = mapping.sheets[0]
        .columns
        .iter()
        .map(|own| format!("{} {} ({})", own.header, own.target, own.confidence))
        .collect();
    expect![[r#"
        项目名称 name (95)
        甲 code.project_code (75)
        乙 lead_unit (70)
        丙 planned_start (60)
        丙 planned_finish (60)
        丁 gate.丁 (60)"#]]
    .assert_eq(&said.join("\n"));
}

#[test]
fn more_columns_than_fields_are_refused() {
    let header: Vec<String> = (0..201).map(|at| format!("列{at}")).collect();
    let text = format!("项目名称|责任单位|{}\n甲|乙|1", header.join("|"));
    let problems = exchange::mapping::guess(&book(vec![sheet(&text)])).unwrap_err();
    assert_eq!(problems[0].code(), "exchange/too-many-columns");
}

#[test]
fn fates_say_why_a_cell_is_not_imported() {
    let text = "2026年项目\n序号|项目名称|责任单位\n1|甲项目|商务局\n|合计|\n注：无";
    let rows = read(&book(vec![sheet(text)]));
    let fates: BTreeMap<String, u64> = rows
        .account
        .total()
        .into_iter()
        .map(|(fate, count)| (format!("{fate:?}"), count))
        .collect();
    expect![[
        r#"{"Header": 3, "IgnoredColumn": 1, "Imported": 2, "Note": 1, "Title": 1, "Total": 1}"#
    ]]
    .assert_eq(&format!("{fates:?}"));
}
