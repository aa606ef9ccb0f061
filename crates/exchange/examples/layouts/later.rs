//! Four layouts of a dispatch room, a water bureau, a builder of plots and a council in Britain,
//! written after the importer was widened by all the others. Judged once before any word was
//! changed for them; what that gave stands beside the test.

use crate::office::{Project, projects};
use crate::paper::{Cell, Sheet, column, money, number, text, yi};

fn month(date: (i16, u8)) -> Cell {
    text(format!("{}年{}月", date.0, date.1))
}

/// A dispatch room: lamps and special groups.
pub(crate) fn board() -> Vec<Sheet> {
    let mut sheet = Sheet::new("挂图作战");
    let columns = [
        column("序号", "ignore", |own| number(own.number)),
        column("项目", "name", |own| text(&own.name)),
        column("属地镇街", "place", |own| text(own.place)),
        money("总投（亿元）", "total_investment", "亿元", |own| {
            Cell::Number(yi(own.total))
        }),
        money(
            "今年任务数（万元）",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money(
            "截至目前完成数（万元）",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        column("完成比", "own", |own| {
            Cell::Shown(f64::from(own.ytd()) / f64::from(own.year()), "0%")
        }),
        column("灯色", "own", |own| {
            text(if own.share > 50 { "绿" } else { "黄" })
        }),
        column("领衔领导", "role.sponsor", |own| text(own.sponsor)),
        column("牵头部门（单位）", "lead_unit", |own| {
            text(own.unit)
        }),
        column("专班组长", "role.lead", |own| text(own.lead)),
        column("卡点堵点", "remark", |own| text(own.trouble)),
        column("破解路径", "own", |_| text("专题会商")),
        column("开工节点", "planned_start", |own| month(own.start)),
        column("竣工节点", "planned_finish", |own| month(own.finish)),
        column("本周动态", "physical_words", |own| text(own.progress)),
    ];
    sheet.say(0, 0, "2026年重大项目挂图作战表（第21期）");
    sheet.merge(0, 0, 0, 15);
    sheet.header(1, 0, &columns);
    sheet.lines(2, 0, &columns, &projects(12, 4101));
    vec![sheet]
}

/// A water bureau: dams made safe.
pub(crate) fn water() -> Vec<Sheet> {
    let mut sheet = Sheet::new("除险加固");
    let columns = [
        column("编号", "ignore", |own| number(own.number)),
        column("工程项目", "name", |own| text(&own.name)),
        column("所在流域", "place", |own| text(own.place)),
        column("建管单位", "lead_unit", |own| text(own.unit)),
        column("批复建设内容", "content", |own| text(&own.content)),
        money(
            "投资情况（万元）|批复总投资",
            "total_investment",
            "万元",
            |own| number(own.total),
        ),
        money(
            "投资情况（万元）|年度下达",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money(
            "投资情况（万元）|年度完成",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        money(
            "投资情况（万元）|累计完成",
            "reported_total",
            "万元",
            |own| number(own.since_start()),
        ),
        column("开工令时间", "actual_start", |own| {
            Cell::Day(own.start.0, own.start.1, 5)
        }),
        column("合同完工时间", "planned_finish", |own| {
            Cell::Day(own.finish.0, own.finish.1, 5)
        }),
        column("形象面貌", "physical_words", |own| text(own.progress)),
        column("完成工程量比例", "physical_share", |own| {
            text(format!("{}%", own.share))
        }),
        column("责任人", "role.lead", |own| text(own.lead)),
        column("存在困难", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "2026年水库除险加固工程进度统计表");
    sheet.merge(0, 0, 0, 14);
    let deep = sheet.header(1, 0, &columns);
    sheet.lines(1 + deep, 0, &columns, &projects(10, 4202));
    vec![sheet]
}

/// A builder of plots.
pub(crate) fn plots() -> Vec<Sheet> {
    let mut sheet = Sheet::new("地块");
    let columns = [
        column("地块（项目）名称", "name", |own| text(&own.name)),
        column("建设方", "custom.建设单位", |own| text(&own.owner)),
        column("占地（亩）", "own", |own| number(own.total / 100)),
        column("四至范围", "place", |own| text(own.place)),
        money(
            "预计总投资额（亿元）",
            "total_investment",
            "亿元",
            |own| Cell::Number(yi(own.total)),
        ),
        money(
            "当年投资任务（亿元）",
            "year_plan.2026",
            "亿元",
            |own| Cell::Number(yi(own.year())),
        ),
        money(
            "1至5月实绩（亿元）",
            "reported_ytd",
            "亿元",
            |own| Cell::Number(yi(own.ytd())),
        ),
        column("动工时间", "planned_start", |own| month(own.start)),
        column("交付时间", "planned_finish", |own| month(own.finish)),
        column("挂帅领导", "role.sponsor", |own| text(own.sponsor)),
        column("对接部门", "lead_unit", |own| text(own.unit)),
        column("现场管理人员", "role.site", |own| text(own.lead)),
        column("现状", "physical_words", |own| text(own.progress)),
        column("问题及建议", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "2026年地块开发推进表");
    sheet.merge(0, 0, 0, 13);
    sheet.header(2, 0, &columns);
    sheet.lines(3, 0, &columns, &projects(8, 4303));
    vec![sheet]
}

fn day(date: (i16, u8)) -> Cell {
    Cell::Day(date.0, date.1, 12)
}

/// A council's capital programme.
pub(crate) fn council() -> Vec<Sheet> {
    let mut sheet = Sheet::new("Capital programme");
    let columns = [
        column("Scheme ref", "code.project_code", |own: &Project| {
            text(&own.code)
        }),
        column("Scheme name", "name", |own| text(&own.name)),
        column("Ward", "place", |own| text(own.place)),
        column("Directorate", "lead_unit", |own| text(own.unit)),
        money(
            "Approved budget (£m)",
            "total_investment",
            "million",
            |own| Cell::Number(yi(own.total)),
        ),
        money("Budget 2026 (£m)", "year_plan.2026", "million", |own| {
            Cell::Number(yi(own.year()))
        }),
        money("Spend to date (£m)", "reported_total", "million", |own| {
            Cell::Number(yi(own.since_start()))
        }),
        column("Start on site", "planned_start", |own| day(own.start)),
        column("Practical completion", "planned_finish", |own| {
            day(own.finish)
        }),
        column("RAG", "own", |own| {
            text(if own.share > 50 { "G" } else { "A" })
        }),
        column("Project sponsor", "role.sponsor", |own| text(own.sponsor)),
        column("Project lead", "role.lead", |own| text(own.lead)),
        column("Current position", "physical_words", |own| {
            text(own.progress)
        }),
        column("Issues", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "Capital programme monitoring, May 2026");
    sheet.header(1, 0, &columns);
    sheet.lines(2, 0, &columns, &projects(9, 4404));
    vec![sheet]
}
