//! Layouts 1 to 5: wide, form, transposed, several tables, a sheet a unit.

use crate::office::{Dice, Project, UNITS, projects};
use crate::paper::{Cell, Column, Sheet, column, letters, money, number, text, yi};

fn month(date: (i16, u8)) -> String {
    format!("{}年{}月", date.0, date.1)
}

/// More than sixty columns under three lines of header with a blank one inside; totals on top,
/// sections, subtotals, a hidden column, a hidden row, comments.
pub(crate) fn wide() -> Vec<Sheet> {
    let mut sheet = Sheet::new("重点项目总表");
    let mut columns = wide_columns();
    for number in 1..=14 {
        let path = format!("附表信息|自填项{number}");
        let words = move |own: &Project| text(format!("{}{number}", own.place));
        columns.push(column(&path, "own", words));
    }
    let right = u16::try_from(columns.len()).expect("few") - 1;
    sheet.say(0, 0, "云溪经济开发区2026年重点项目推进情况总表");
    sheet.merge(0, 0, 0, right);
    sheet.say(1, 0, "填报单位：项目调度办公室");
    sheet.say(1, right - 2, "单位：万元");
    let deep = sheet.header(2, 0, &columns);
    let mut row = 2 + deep + 1;
    let all = projects(18, 101);
    total(&mut sheet, row, "合计", &columns, &all);
    row += 1;
    for (section, part) in [
        ("一、工业项目", &all[..11]),
        ("二、基础设施项目", &all[11..]),
    ] {
        sheet.say(row, 1, section);
        row = sheet.lines(row + 1, 0, &columns, part);
        total(&mut sheet, row, "小计", &columns, part);
        row += 1;
    }
    // One amount of the first subtotal was typed and not summed.
    sheet.put(6 + 2 + 11, 12, number(123));
    sheet.say(row + 1, 0, "注：1. 本表每月25日前报送。");
    sheet.say(row + 2, 0, "填表人：周示例");
    sheet.say(row + 2, 6, "审核人：吴示例");
    sheet.hidden_columns.push(3);
    sheet.hidden_rows.push(9);
    sheet.notes.push((8, 12, "按概算调整后数额".to_owned()));
    sheet.truth("@section".to_owned(), "industry", None);
    vec![sheet]
}

#[expect(
    clippy::too_many_lines,
    reason = "a list of columns, one after the other"
)]
fn wide_columns() -> Vec<Column> {
    let mut columns = vec![
        column("序号", "ignore", |own| number(own.number)),
        column("项目名称", "name", |own| text(&own.name)),
        column(
            "项目基本情况|项目代码",
            "code.project_code",
            |own| text(&own.code),
        ),
        column(
            "项目基本情况|项目业主",
            "custom.建设单位",
            |own| text(&own.owner),
        ),
        column("项目基本情况|建设地点", "place", |own| {
            text(own.place)
        }),
        column(
            "项目基本情况|建设规模及内容",
            "content",
            |own| text(&own.content),
        ),
        column("项目基本情况|是否省重点", "own", |own| {
            text(if own.number % 3 == 0 { "是" } else { "否" })
        }),
        column("责任落实|牵头单位", "lead_unit", |own| {
            text(own.unit)
        }),
        column("责任落实|配合单位", "supporting_units", |own| {
            text(own.support)
        }),
        column("责任落实|挂点领导", "role.sponsor", |own| {
            text(own.sponsor)
        }),
        column("责任落实|责任人", "role.lead", |own| text(own.lead)),
        column("责任落实|联系电话", "own", |own| text(&own.phone)),
        money(
            "投资计划|总投资",
            "total_investment",
            "万元",
            |own| number(own.total),
        ),
        money(
            "投资计划|截至2025年底累计完成投资",
            "own",
            "",
            |own| number(own.total / 5),
        ),
        money(
            "投资计划|2026年计划投资|全年",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
    ];
    for (at, target) in (0..).zip(MONTHS) {
        let path = format!("投资计划|2026年计划投资|{}月", at + 1);
        columns.push(money(&path, target, "万元", move |own| {
            number(own.months[at])
        }));
    }
    for at in 0..5 {
        let path = format!("完成情况|{}月完成", at + 1);
        columns.push(column(&path, "own", move |own| number(own.done[at])));
    }
    columns.extend([
        money(
            "完成情况|1-5月累计完成投资",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        column("完成情况|年度投资完成率", "own", |own| {
            Cell::Shown(f64::from(own.ytd()) / f64::from(own.year()), "0.0%")
        }),
        money(
            "完成情况|自开工累计完成投资",
            "reported_total",
            "万元",
            |own| number(own.since_start()),
        ),
        money(
            "完成情况|入统投资",
            "certified_ytd",
            "万元",
            |own| number(own.ytd() * 9 / 10),
        ),
        money(
            "资金情况|计划筹资",
            "funding_planned",
            "万元",
            |own| number(own.year()),
        ),
        money(
            "资金情况|到位资金",
            "funding_received",
            "万元",
            |own| number(own.ytd()),
        ),
        column("资金情况|资金来源", "own", |_| text("企业自筹")),
        column("进度|形象进度", "physical_words", |own| {
            text(own.progress)
        }),
        column("进度|形象进度%", "physical_share", |own| {
            number(own.share)
        }),
        column("进度|所处阶段", "stage", |own| text(own.stage)),
        column("进度|开工时间", "planned_start", |own| {
            text(month(own.start))
        }),
        column("进度|计划竣工时间", "planned_finish", |own| {
            text(month(own.finish))
        }),
        column("进度|投产时间", "gate.投产", |own| {
            text(format!("{}年底", own.finish.0))
        }),
        column("存在问题", "remark", |own| text(own.trouble)),
    ]);
    columns
}

/// Targets of the months of the year.
pub(crate) const MONTHS: [&str; 12] = [
    "month_plan.2026-01",
    "month_plan.2026-02",
    "month_plan.2026-03",
    "month_plan.2026-04",
    "month_plan.2026-05",
    "month_plan.2026-06",
    "month_plan.2026-07",
    "month_plan.2026-08",
    "month_plan.2026-09",
    "month_plan.2026-10",
    "month_plan.2026-11",
    "month_plan.2026-12",
];

/// A line of sums over columns of money.
pub(crate) fn total(sheet: &mut Sheet, row: u32, words: &str, columns: &[Column], of: &[Project]) {
    sheet.say(row, 1, words);
    for (at, own) in (0_u16..).zip(columns).filter(|(_, own)| own.unit.is_some()) {
        let sum: f64 = of
            .iter()
            .map(|project| match (own.cell)(project) {
                Cell::Number(number) | Cell::Shown(number, _) => number,
                _ => 0.0,
            })
            .sum();
        sheet.put(row, at, Cell::Number(sum));
    }
}

/// One project a sheet: labels beside their values or above them, merged cells, months in a row.
pub(crate) fn form() -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for project in projects(6, 202) {
        let mut sheet = Sheet::new(&format!("项目卡{}", project.number));
        sheet.say(0, 0, "云溪经济开发区重点项目信息卡（2026年度）");
        sheet.merge(0, 0, 0, 13);
        sheet.say(1, 0, "单位：万元");
        let pairs: [(u32, u16, &str, Cell); 10] = [
            (2, 0, "项目名称", text(&project.name)),
            (2, 7, "项目代码", text(&project.code)),
            (3, 0, "建设单位", text(&project.owner)),
            (3, 7, "建设地点", text(project.place)),
            (4, 0, "建设内容及规模", text(&project.content)),
            (5, 0, "责任单位", text(project.unit)),
            (5, 7, "责任人", text(project.lead)),
            (6, 0, "挂点领导", text(project.sponsor)),
            (6, 7, "计划开工时间", text(month(project.start))),
            (7, 0, "计划竣工时间", text(month(project.finish))),
        ];
        for (row, column, label, value) in pairs {
            sheet.say(row, column, label);
            sheet.merge(row, column, row, column + 1);
            sheet.put(row, column + 2, value);
            let right = if row == 4 || row == 7 { 13 } else { column + 6 };
            sheet.merge(row, column + 2, row, right);
        }
        let above = [
            ("总投资", project.total),
            ("2026年计划投资", project.year()),
            ("1-5月累计完成投资", project.ytd()),
        ];
        for ((label, value), column) in above.into_iter().zip([0, 5, 10]) {
            sheet.say(8, column, label);
            sheet.merge(8, column, 8, column + 3);
            sheet.put(9, column, number(value));
            sheet.merge(9, column, 9, column + 3);
        }
        sheet.say(11, 0, "月份");
        sheet.say(12, 0, "计划");
        sheet.say(13, 0, "完成");
        for (at, plan) in (1_u16..).zip(project.months) {
            sheet.say(11, at, &format!("{at}月"));
            sheet.put(12, at, number(plan));
            if let Some(done) = project.done.get(usize::from(at) - 1) {
                sheet.put(13, at, number(*done));
            }
        }
        sheet.say(14, 0, "形象进度");
        sheet.say(14, 2, project.progress);
        sheet.merge(14, 2, 14, 13);
        sheet.say(16, 0, "填报人：郑示例");
        sheet.say(16, 7, "审核人：王示例");
        if project.number == 1 {
            form_truth(&mut sheet);
        }
        sheets.push(sheet);
    }
    sheets
}

fn form_truth(sheet: &mut Sheet) {
    for (cell, target) in [
        ("C3", "name"),
        ("J3", "code.project_code"),
        ("C4", "custom.建设单位"),
        ("J4", "place"),
        ("C5", "content"),
        ("C6", "lead_unit"),
        ("J6", "role.lead"),
        ("C7", "role.sponsor"),
        ("J7", "planned_start"),
        ("C8", "planned_finish"),
        ("C15", "physical_words"),
    ] {
        sheet.truth(cell.to_owned(), target, None);
    }
    for (cell, target) in [
        ("A10", "total_investment"),
        ("F10", "year_plan.2026"),
        ("K10", "reported_ytd"),
    ] {
        sheet.truth(cell.to_owned(), target, Some("万元"));
    }
    for (at, target) in (1_u16..).zip(MONTHS) {
        sheet.truth(format!("{}13", letters(at)), target, Some("万元"));
        if at <= 5 {
            sheet.truth(format!("{}14", letters(at)), "own", None);
        }
    }
}

/// Projects across, fields down, in two columns of header; a total at the right.
#[expect(
    clippy::too_many_lines,
    reason = "a list of columns, one after the other"
)]
pub(crate) fn transposed() -> Vec<Sheet> {
    let mut sheet = Sheet::new("横表");
    let columns = [
        column("基本情况|项目名称", "name", |own| text(&own.name)),
        column("基本情况|项目编码", "code.project_code", |own| {
            text(&own.code)
        }),
        column("基本情况|责任单位", "lead_unit", |own| {
            text(own.unit)
        }),
        column("基本情况|所属行业", "industry", |own| {
            text(own.trade)
        }),
        column("基本情况|建设地址", "place", |own| text(own.place)),
        column("基本情况|包联领导", "role.sponsor", |own| {
            text(own.sponsor)
        }),
        money(
            "投资|总投资（亿元）",
            "total_investment",
            "亿元",
            |own| Cell::Number(yi(own.total)),
        ),
        money(
            "投资|2026年度计划投资（亿元）",
            "year_plan.2026",
            "亿元",
            |own| Cell::Number(yi(own.year())),
        ),
        money(
            "投资|本年累计完成投资（亿元）",
            "reported_ytd",
            "亿元",
            |own| Cell::Number(yi(own.ytd())),
        ),
        column(
            "进度|起止年限",
            "planned_start+planned_finish",
            |own| {
                text(format!(
                    "{}.{}-{}.{}",
                    own.start.0, own.start.1, own.finish.0, own.finish.1
                ))
            },
        ),
        column("进度|目前进展", "physical_words", |own| {
            text(own.progress)
        }),
        column("进度|当前阶段", "stage", |own| text(own.stage)),
        column("备注", "remark", |own| text(own.trouble)),
    ];
    let of = projects(9, 303);
    sheet.say(0, 0, "云溪经济开发区重点项目横向对照表");
    for (row, own) in (1_u32..).zip(&columns) {
        let deep = own.path.len();
        let same_before = row > 1 && columns[row as usize - 2].path[0] == own.path[0];
        if deep == 1 || !same_before {
            sheet.say(row, 0, &own.path[0]);
        }
        if deep == 1 {
            sheet.merge(row, 0, row, 1);
        } else {
            sheet.say(row, 1, &own.path[1]);
        }
        for (at, project) in (2_u16..).zip(&of) {
            sheet.put(row, at, (own.cell)(project));
        }
        if own.unit.is_some() {
            let sum = of.iter().map(|project| match (own.cell)(project) {
                Cell::Number(number) => number,
                _ => 0.0,
            });
            sheet.put(row, 11, Cell::Number(sum.sum()));
        }
        for (part, target) in own.target.split('+').enumerate() {
            let name = (row + 1).to_string();
            let split = own.target.contains('+');
            let name = if split {
                format!("{name}/{}", part + 1)
            } else {
                name
            };
            sheet.truth(name, target, own.unit);
        }
    }
    sheet.merge(1, 0, 6, 0);
    sheet.merge(7, 0, 9, 0);
    sheet.merge(10, 0, 12, 0);
    sheet.say(1, 11, "合计");
    vec![sheet]
}

/// Two tables of other columns one under another, and two of the same columns side by side.
pub(crate) fn two_tables() -> Vec<Sheet> {
    let of = projects(24, 404);
    let mut one = Sheet::new("新开工与续建");
    one.say(0, 0, "一、2026年新开工项目（单位：万元）");
    let new = [
        column("序号", "ignore", |own| number(own.number)),
        column("项目名称", "name", |own| text(&own.name)),
        column("责任单位", "lead_unit", |own| text(own.unit)),
        money("总投资", "total_investment", "万元", |own| {
            number(own.total)
        }),
        column("拟开工时间", "planned_start", |own| {
            text(format!("{}月底", own.start.1))
        }),
        column("前期工作进展", "physical_words", |own| {
            text(own.progress)
        }),
    ];
    one.header(1, 0, &new);
    let row = one.lines(2, 0, &new, &of[..7]);
    total(&mut one, row, "合计", &new, &of[..7]);
    one.say(row + 2, 0, "二、续建项目（单位：亿元）");
    let old = [
        column("编号", "ignore", |own| number(own.number)),
        column("建设项目名称", "name", |own| text(&own.name)),
        column("主管部门", "lead_unit", |own| text(own.unit)),
        money("项目总投资", "total_investment", "亿元", |own| {
            Cell::Number(yi(own.total))
        }),
        money(
            "自开工累计完成投资",
            "reported_total",
            "亿元",
            |own| Cell::Number(yi(own.since_start())),
        ),
        money("本年累计完成投资", "reported_ytd", "亿元", |own| {
            Cell::Number(yi(own.ytd()))
        }),
        column("形象进度", "physical_words", |own| text(own.progress)),
    ];
    let head = row + 3;
    one.header_again(head, 0, &old);
    for (at, own) in (1_u16..).zip(&old[1..]) {
        one.truth(format!("{}#2", letters(at)), own.target, own.unit);
    }
    one.truth("A#2".to_owned(), "ignore", None);
    let row = one.lines(head + 1, 0, &old, &of[7..16]);
    one.say(row, 0, "说明：续建项目按开工时间排列。");

    let mut two = Sheet::new("储备");
    let stock = || {
        [
            column("序号", "ignore", |own| number(own.number)),
            column("项目名称", "name", |own| text(&own.name)),
            column("牵头部门", "lead_unit", |own| text(own.unit)),
            money(
                "估算总投资（万元）",
                "total_investment",
                "万元",
                |own| number(own.total),
            ),
        ]
    };
    two.say(0, 0, "2026年储备项目");
    two.header(1, 0, &stock());
    two.lines(2, 0, &stock(), &of[16..20]);
    two.header(1, 5, &stock());
    two.lines(2, 5, &stock(), &of[20..24]);
    vec![one, two]
}

/// A sheet for each unit, its name the unit's; a summary in front.
pub(crate) fn by_unit() -> Vec<Sheet> {
    let mut summary = Sheet::new("汇总");
    summary.say(0, 0, "各单位项目情况汇总");
    for (at, words) in (0_u16..).zip(["单位", "项目个数", "总投资（万元）"]) {
        summary.say(1, at, words);
    }
    let mut sheets = vec![];
    let mut dice = Dice::new(505);
    for (at, unit) in UNITS[..5].iter().enumerate() {
        let of = projects(3 + dice.below(4), 510 + at as u64);
        let row = 2 + u32::try_from(at).expect("few");
        summary.say(row, 0, unit);
        summary.put(row, 1, number(u32::try_from(of.len()).expect("few")));
        summary.put(row, 2, number(of.iter().map(|own| own.total).sum()));
        sheets.push(unit_sheet(unit, &of, at == 0));
    }
    sheets.insert(0, summary);
    sheets
}

fn unit_sheet(unit: &str, of: &[Project], first: bool) -> Sheet {
    let columns = [
        column("序号", "ignore", |own| number(own.number)),
        column("项目名称", "name", |own| text(&own.name)),
        column("统一代码", "code.project_code", |own| text(&own.code)),
        column("主要建设内容", "content", |own| text(&own.content)),
        money("总投资额", "total_investment", "万元", |own| {
            number(own.total)
        }),
        money("2026年投资计划", "year_plan.2026", "万元", |own| {
            number(own.year())
        }),
        money(
            "截至5月底完成投资",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        column("工程形象进度", "physical_words", |own| {
            text(own.progress)
        }),
        column("预计完工时间", "forecast_finish", |own| {
            Cell::Day(own.finish.0, own.finish.1, 28)
        }),
        column("联络员", "role.coordinator", |own| text(own.lead)),
    ];
    let mut sheet = Sheet::new(unit);
    sheet.say(0, 0, &format!("{unit}2026年重点项目表"));
    sheet.merge(0, 0, 0, 9);
    sheet.say(1, 8, "单位：万元");
    if first {
        sheet.truths_of(0, &columns);
        sheet.truth("@sheet".to_owned(), "lead_unit", None);
    }
    sheet.header_again(2, 0, &columns);
    let row = sheet.lines(3, 0, &columns, of);
    total(&mut sheet, row, "合 计", &columns, of);
    sheet.say(row + 1, 0, "单位（盖章）：");
    sheet.say(row + 1, 5, "填报日期：2026年5月31日");
    sheet
}
