//! Four layouts that no word of the importer was ever changed for: a district's housing office, a
//! county's key projects by year of start, a port group, a transport agency. Whoever changes the
//! importer's words after looking at what these give must write new ones.

use crate::office::projects;
use crate::paper::{Cell, Sheet, column, money, number, text, yi};

fn dotted(date: (i16, u8)) -> Cell {
    text(format!("{}.{:02}", date.0, date.1))
}

/// A housing office: old quarters made new.
pub(crate) fn housing() -> Vec<Sheet> {
    let mut sheet = Sheet::new("改造台账");
    let columns = [
        column("序列", "ignore", |own| number(own.number)),
        column("小区（工程）名", "name", |own| text(&own.name)),
        column("所属街道", "place", |own| text(own.place)),
        column("改造内容", "content", |own| text(&own.content)),
        money("概算（万元）", "total_investment", "万元", |own| {
            number(own.total)
        }),
        money(
            "年内拟完成（万元）",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money(
            "年内已完成（万元）",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        column("拟进场时间", "planned_start", |own| dotted(own.start)),
        column("拟完工时间", "planned_finish", |own| {
            dotted(own.finish)
        }),
        column("完成进度（%）", "physical_share", |own| {
            number(own.share)
        }),
        column("实施进展", "physical_words", |own| text(own.progress)),
        column("分管区长", "role.sponsor", |own| text(own.sponsor)),
        column("主办单位", "lead_unit", |own| text(own.unit)),
        column("协办单位", "supporting_units", |own| text(own.support)),
        column("具体经办", "role.coordinator", |own| text(own.lead)),
        column("遗留问题", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "2026年老旧小区改造进展台账");
    sheet.merge(0, 0, 0, 15);
    sheet.header(1, 0, &columns);
    sheet.lines(2, 0, &columns, &projects(10, 5101));
    vec![sheet]
}

/// A county's key projects.
pub(crate) fn county() -> Vec<Sheet> {
    let mut sheet = Sheet::new("重点项目");
    let columns = [
        column("序号", "ignore", |own| number(own.number)),
        column("赋码", "code.project_code", |own| text(&own.code)),
        column("项目全称", "name", |own| text(&own.name)),
        column("建设性质", "custom.建设性质", |_| text("新建")),
        column("产业门类", "industry", |own| text(own.trade)),
        column("法人单位", "custom.建设单位", |own| {
            text(&own.owner)
        }),
        column("规模及主要内容", "content", |own| text(&own.content)),
        money(
            "投资（万元）|总额",
            "total_investment",
            "万元",
            |own| number(own.total),
        ),
        money(
            "投资（万元）|本年度",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money("1-5月|应完成", "own", "万元", |own| {
            number(own.months[..5].iter().sum())
        }),
        money("1-5月|实完成", "reported_ytd", "万元", |own| {
            number(own.ytd())
        }),
        column("1-5月|完成占比", "own", |own| {
            Cell::Shown(f64::from(own.ytd()) / f64::from(own.year()), "0.0%")
        }),
        column("工期|开工", "planned_start", |own| dotted(own.start)),
        column("工期|竣工", "planned_finish", |own| dotted(own.finish)),
        column("形象进度描述", "physical_words", |own| {
            text(own.progress)
        }),
        column("联系县领导", "role.sponsor", |own| text(own.sponsor)),
        column("主管局", "lead_unit", |own| text(own.unit)),
        column("备注信息", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "全县2026年重点项目一览（截至5月31日）");
    sheet.merge(0, 0, 0, 17);
    let deep = sheet.header(1, 0, &columns);
    sheet.lines(1 + deep, 0, &columns, &projects(15, 5202));
    vec![sheet]
}

/// A port group's board paper.
pub(crate) fn port() -> Vec<Sheet> {
    let mut sheet = Sheet::new("工程简报");
    let columns = [
        column("No.", "ignore", |own| number(own.number)),
        column("工程", "name", |own| text(&own.name)),
        column("作业区", "place", |own| text(own.place)),
        column("业主公司", "custom.建设单位", |own| {
            text(&own.owner)
        }),
        money(
            "估算总额（亿元）",
            "total_investment",
            "亿元",
            |own| Cell::Number(yi(own.total)),
        ),
        money(
            "2026年投资预算（亿元）",
            "year_plan.2026",
            "亿元",
            |own| Cell::Number(yi(own.year())),
        ),
        money(
            "2026年累计支付（亿元）",
            "reported_ytd",
            "亿元",
            |own| Cell::Number(yi(own.ytd())),
        ),
        column("动工", "actual_start", |own| dotted(own.start)),
        column("预计投运", "gate.投运", |own| dotted(own.finish)),
        column("工程现状", "physical_words", |own| text(own.progress)),
        column("主责部门", "lead_unit", |own| text(own.unit)),
        column("分管领导", "role.sponsor", |own| text(own.sponsor)),
        column("项目负责人", "role.lead", |own| text(own.lead)),
        column("关注事项", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "集团重点工程简报 2026年第5期");
    sheet.header(1, 0, &columns);
    sheet.lines(2, 0, &columns, &projects(9, 5303));
    vec![sheet]
}

/// A transport agency in English.
pub(crate) fn transport() -> Vec<Sheet> {
    let mut sheet = Sheet::new("Programme");
    let columns = [
        column("Project Reference", "code.project_code", |own| {
            text(&own.code)
        }),
        column("Project", "name", |own| text(&own.name)),
        column("Description of works", "content", |own| text(&own.content)),
        column("Local authority", "place", |own| text(own.place)),
        column("Delivery agency", "lead_unit", |own| text(own.unit)),
        money(
            "Total estimated cost ($m)",
            "total_investment",
            "million",
            |own| Cell::Number(yi(own.total)),
        ),
        money("2026 allocation ($m)", "year_plan.2026", "million", |own| {
            Cell::Number(yi(own.year()))
        }),
        money(
            "Expenditure 2026 YTD ($m)",
            "reported_ytd",
            "million",
            |own| Cell::Number(yi(own.ytd())),
        ),
        column("Construction start", "planned_start", |own| {
            Cell::Day(own.start.0, own.start.1, 20)
        }),
        column("Open to traffic", "planned_finish", |own| {
            Cell::Day(own.finish.0, own.finish.1, 20)
        }),
        column("Phase", "stage", |own| text(own.stage)),
        column("Progress this month", "physical_words", |own| {
            text(own.progress)
        }),
        column("Key issues", "remark", |own| text(own.trouble)),
        column("Project Manager", "role.lead", |own| text(own.lead)),
    ];
    sheet.say(0, 0, "Major projects report, May 2026");
    sheet.header(2, 0, &columns);
    sheet.lines(3, 0, &columns, &projects(11, 5404));
    vec![sheet]
}
