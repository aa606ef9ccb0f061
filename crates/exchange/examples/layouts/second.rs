//! Layouts 6 to 10: plan and done in pairs, csv in GB18030, an old reporting form, colours as
//! lights, units mixed.

use crate::first::{MONTHS, total};
use crate::office::{Project, projects};
use crate::paper::{Cell, Column, Sheet, column, money, number, text, yi};

/// Months across, plan and done under each; amounts typed as text; 同上; units merged down.
#[expect(
    clippy::too_many_lines,
    reason = "a list of columns, one after the other"
)]
pub(crate) fn pairs() -> Vec<Sheet> {
    let mut sheet = Sheet::new("投资进度");
    let mut columns = vec![
        column("序号", "ignore", |own| number(own.number)),
        column("责任单位", "lead_unit", |own| text(own.unit)),
        column("项 目 名 称", "name", |own| text(&own.name)),
        column("建设性质", "custom.建设性质", |own| {
            text(if own.number % 2 == 0 {
                "续建"
            } else {
                "新建"
            })
        }),
        column("建设地点", "place", |own| {
            text(if own.number % 4 == 3 {
                "同上"
            } else {
                own.place
            })
        }),
        money(
            "总投资\n（万元）",
            "total_investment",
            "万元",
            |own| text(thousands(own.total)),
        ),
        money(
            "2026年计划投资（万元）|全年",
            "year_plan.2026",
            "万元",
            |own| text(full_width(own.year())),
        ),
    ];
    for (at, target) in (0..6).zip(MONTHS) {
        let group = format!("2026年计划投资（万元）|{}月", at + 1);
        let plan = format!("{group}|计划");
        columns.push(money(&plan, target, "万元", move |own| {
            number(own.months[at])
        }));
        let done = format!("{group}|完成");
        columns.push(column(&done, "own", move |own| {
            own.done.get(at).map_or(Cell::Blank, |done| number(*done))
        }));
    }
    columns.push(money(
        "年内累计完成投资（万元）",
        "reported_ytd",
        "万元",
        |own| number(own.ytd()),
    ));
    columns.push(column("备注", "remark", |own| text(own.trouble)));
    let mut of = projects(20, 606);
    of.sort_by_key(|own| own.unit);
    // The first line has nothing above it to be the same as.
    let first = of.iter().position(|own| own.number % 4 != 3).unwrap_or(0);
    of.swap(0, first);
    sheet.say(0, 0, "2026年上半年重点项目投资进度表");
    sheet.merge(0, 0, 0, 20);
    let deep = sheet.header(1, 0, &columns);
    let top = 1 + deep;
    sheet.lines(top, 0, &columns, &of);
    let mut from = 0;
    while from < of.len() {
        let same = of[from..]
            .iter()
            .take_while(|own| own.unit == of[from].unit);
        let until = from + same.count();
        let row = |at: usize| top + u32::try_from(at).expect("few");
        for at in from + 1..until {
            sheet.cells.remove(&(row(at), 1));
        }
        sheet.merge(row(from), 1, row(until - 1), 1);
        from = until;
    }
    vec![sheet]
}

/// 12,345 as a person types it.
fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let (head, tail) = digits.split_at(digits.len().saturating_sub(3));
    if head.is_empty() {
        digits
    } else {
        format!("{head},{tail} ")
    }
}

fn full_width(number: u32) -> String {
    let wide = |c: char| char::from_u32(c as u32 + 0xfee0).expect("full width");
    number.to_string().chars().map(wide).collect()
}

/// A csv of the office's own system: two values in a cell, start and finish in one, words for
/// dates.
pub(crate) fn csv() -> Vec<Sheet> {
    let mut sheet = Sheet::new("07-gb18030");
    let columns = [
        column("序号", "ignore", |own| number(own.number)),
        column("项目名称", "name", |own| text(&own.name)),
        column("项目代码", "code.project_code", |own| text(&own.code)),
        column("责任单位", "lead_unit", |own| text(own.unit)),
        column("协同单位", "supporting_units", |own| text(own.support)),
        money(
            "总投资（万元）",
            "total_investment",
            "万元",
            |own| match own.number % 5 {
                0 => text(format!("约{}", own.total)),
                1 => text(format!("{}亿元", yi(own.total))),
                _ => number(own.total),
            },
        ),
        money(
            "2026年计划/完成投资（万元）",
            "year_plan.2026+reported_ytd",
            "万元",
            |own| text(format!("{}/{}", own.year(), own.ytd())),
        ),
        column("建设起止年限", "planned_start+planned_finish", |own| {
            let ((y1, m1), (y2, m2)) = (own.start, own.finish);
            text(match own.number % 3 {
                0 => format!("{y1}.{m1}-{y2}.{m2}"),
                1 => format!("{y1}年{m1}月至{y2}年{m2}月"),
                _ => format!("{y1}-{y2}"),
            })
        }),
        column("预计投产时间", "gate.投产", |own| {
            match own.number % 4 {
                0 => text("待定"),
                1 => text(format!("{}年上半年", own.finish.0 + 1)),
                2 => text(format!("{}年三季度", own.finish.0)),
                _ => text(format!("{}年底", own.finish.0)),
            }
        }),
        column("目前进展", "physical_words", |own| text(own.progress)),
        column("需协调解决的问题", "remark", |own| {
            text(own.trouble)
        }),
        column("下步打算", "own", |_| text("加快施工")),
    ];
    sheet.say(0, 0, "云溪经济开发区2026年重点项目台账");
    sheet.say(1, 0, "截至2026年5月31日");
    sheet.header(2, 0, &columns);
    sheet.lines(3, 0, &columns, &projects(16, 707));
    vec![sheet]
}

/// An old reporting form: numbers of columns under the header, the header again on each page,
/// signatures in between.
pub(crate) fn report() -> Vec<Sheet> {
    let mut sheet = Sheet::new("固投03表");
    let columns = [
        column("项目名称", "name", |own| text(&own.name)),
        column("项目编码", "code.project_code", |own| text(&own.code)),
        column("建设地址", "place", |own| text(own.place)),
        column("行业类别", "industry", |own| text(own.trade)),
        column("开工年月", "planned_start", |own| {
            number(u32::from(own.start.0.unsigned_abs()) * 100 + u32::from(own.start.1))
        }),
        money("计划总投资", "total_investment", "万元", |own| {
            number(own.total)
        }),
        money("本年计划投资", "year_plan.2026", "万元", |own| {
            number(own.year())
        }),
        money(
            "自开始建设累计完成投资",
            "reported_total",
            "万元",
            |own| number(own.since_start()),
        ),
        money(
            "本年完成投资|1—本月",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        column("本年完成投资|本月", "own", |own| {
            number(own.done[4])
        }),
        column("项目联系人", "role.coordinator", |own| text(own.lead)),
        column("联系电话", "own", |own| text(&own.phone)),
    ];
    sheet.say(0, 0, "固定资产投资项目进度月报表");
    sheet.say(1, 0, "表　　号：固投03表");
    sheet.say(2, 0, "填报单位：经济发展局");
    sheet.say(2, 5, "2026年5月");
    sheet.say(2, 10, "计量单位：万元");
    let of = projects(22, 808);
    sheet.truths_of(0, &columns);
    sheet.truth("@office".to_owned(), "lead_unit", None);
    let mut row = 3;
    for (page, part) in of.chunks(8).enumerate() {
        let deep = sheet.header_again(row, 0, &columns);
        row += deep;
        if page == 0 {
            sheet.say(row, 0, "甲");
            sheet.say(row, 1, "乙");
            for at in 2..12_u16 {
                sheet.put(row, at, number(u32::from(at) - 1));
            }
            row += 1;
            total(&mut sheet, row, "", &columns, &of);
            sheet.say(row, 0, "合计");
            row += 1;
        }
        row = sheet.lines(row, 0, &columns, part);
        sheet.say(row, 0, "单位负责人：钱示例");
        sheet.say(row, 4, "统计负责人：孙示例");
        sheet.say(row, 8, &format!("第{}页 共3页", page + 1));
        row += 2;
    }
    vec![sheet]
}

/// Colours as lights in cells without words, and rows of red.
pub(crate) fn colours() -> Vec<Sheet> {
    let mut sheet = Sheet::new("亮灯表");
    let columns = [
        column("序号", "ignore", |own| number(own.number)),
        column("重点项目名称", "name", |own| text(&own.name)),
        column("牵头责任单位", "lead_unit", |own| text(own.unit)),
        column("县级领导", "role.sponsor", |own| text(own.sponsor)),
        column("项目负责人", "role.lead", |own| text(own.lead)),
        money(
            "计划总投资（亿元）",
            "total_investment",
            "亿元",
            |own| Cell::Number(yi(own.total)),
        ),
        money(
            "年度目标（亿元）",
            "year_plan.2026",
            "亿元",
            |own| Cell::Number(yi(own.year())),
        ),
        money("累计完成（亿元）", "reported_ytd", "亿元", |own| {
            Cell::Number(yi(own.ytd()))
        }),
        column("完成比例", "physical_share", |own| {
            Cell::Shown(f64::from(own.share) / 100.0, "0%")
        }),
        column("亮灯情况", "own", |_| Cell::Blank),
        column("滞后原因", "own", |own| text(own.trouble)),
        column("完成时限", "required_finish", |own| {
            Cell::Day(own.finish.0, own.finish.1, 28)
        }),
    ];
    sheet.say(0, 0, "2026年重点项目红黄绿灯管理台账（5月）");
    sheet.merge(0, 0, 0, 11);
    sheet.header(1, 0, &columns);
    let of = projects(15, 909);
    sheet.lines(2, 0, &columns, &of);
    for (row, own) in (2_u32..).zip(&of) {
        let light = match own.share {
            0..30 => 0x00ff_0000,
            30..55 => 0x00ff_c000,
            _ => 0x0000_b050,
        };
        sheet.fills.insert((row, 9), light);
        if own.share < 30 {
            sheet.fills.insert((row, 1), 0x00ff_c7ce);
        }
    }
    sheet.truth("@colour".to_owned(), "own", None);
    sheet.truth("@colour:J".to_owned(), "own", None);
    vec![sheet]
}

/// 万元 and 亿元 side by side, the unit in the number format, 约 and 余 in the cells, 其中 under the
/// total.
pub(crate) fn units() -> Vec<Sheet> {
    let mut sheet = Sheet::new("项目清单");
    let columns: Vec<Column> = vec![
        column("编号", "ignore", |own| number(own.number)),
        column("工程名称", "name", |own| text(&own.name)),
        column("业主单位", "custom.建设单位", |own| {
            text(&own.owner)
        }),
        column("落实单位", "lead_unit", |own| text(own.unit)),
        money(
            "投资额（亿元）|概算总投资",
            "total_investment",
            "亿元",
            |own| match own.number % 4 {
                0 => text(format!("约{:.1}", yi(own.total))),
                1 => text(format!("{:.1}余", yi(own.total))),
                _ => Cell::Number(yi(own.total)),
            },
        ),
        column(
            "投资额（亿元）|已完成投资（不含土地）",
            "own",
            |own| Cell::Number(yi(own.since_start())),
        ),
        money(
            "2026年（万元）|年度计划投资",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money(
            "2026年（万元）|累计完成投资",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        money(
            "2026年（万元）|纳统投资",
            "certified_ytd",
            "万元",
            |own| number(own.ytd() * 4 / 5),
        ),
        money("到位资金", "funding_received", "万元", |own| {
            Cell::Shown(f64::from(own.ytd()), "0\"万元\"")
        }),
        column("开工日期", "planned_start", day),
        column("竣工日期", "planned_finish", |own| {
            match own.number % 3 {
                0 => text(format!("{}年{}月上旬", own.finish.0, own.finish.1)),
                1 => text(format!("{}/{}", own.finish.0, own.finish.1)),
                _ => text(format!("{}年底", own.finish.0)),
            }
        }),
        column("知悉范围", "handling_level", |_| text("内部")),
    ];
    sheet.say(0, 0, "2026年度工程项目清单");
    let deep = sheet.header(1, 0, &columns);
    let of = projects(14, 1010);
    let row = sheet.lines(1 + deep, 0, &columns, &of);
    total(&mut sheet, row, "总计", &columns, &of);
    sheet.cells.remove(&(row, 4));
    sheet.say(row + 1, 1, "其中：续建");
    sheet.put(row + 1, 6, number(100));
    sheet.say(row + 3, 1, "备注：概算总投资以批复为准。");
    vec![sheet]
}

/// A date in three shapes, a serial day as text among them.
fn day(own: &Project) -> Cell {
    let (year, month) = own.start;
    match own.number % 3 {
        0 => Cell::Day(year, month, 8),
        1 => text("45352"),
        _ => text(format!("{year}-{month:02}-18")),
    }
}
