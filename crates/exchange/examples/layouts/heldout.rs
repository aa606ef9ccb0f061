//! Five layouts held out: written after all names and words of the importer, never used for them.
//! Their hit rate is told by itself. Whoever widens the importer's words after looking at these
//! must write new ones.

use crate::first::total;
use crate::office::projects;
use crate::paper::{Cell, Sheet, column, money, number, text, yi};

fn month(date: (i16, u8)) -> String {
    format!("{}年{}月", date.0, date.1)
}

/// A township's monthly sheet.
pub(crate) fn township() -> Vec<Sheet> {
    let mut sheet = Sheet::new("5月份");
    let columns = [
        column("顺序号", "ignore", |own| number(own.number)),
        column("村（社区）项目名", "name", |own| text(&own.name)),
        column("所在村（社区）", "place", |own| text(own.place)),
        column("建什么、建多少", "content", |own| text(&own.content)),
        column("出资方", "custom.建设单位", |own| text(&own.owner)),
        column("镇包片领导", "role.sponsor", |own| text(own.sponsor)),
        column("镇直责任部门", "lead_unit", |own| text(own.unit)),
        column("具体责任人员", "role.lead", |own| text(own.lead)),
        money(
            "计划总投入（万元）",
            "total_investment",
            "万元",
            |own| number(own.total),
        ),
        money(
            "本年打算投入（万元）",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money(
            "本年已投入（万元）",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        column("何时开工", "planned_start", |own| {
            text(month(own.start))
        }),
        column("何时完工", "planned_finish", |own| {
            text(month(own.finish))
        }),
        column("干到什么程度", "physical_words", |own| {
            text(own.progress)
        }),
        column("需上级帮助解决的事项", "remark", |own| {
            text(own.trouble)
        }),
    ];
    sheet.say(0, 0, "青石镇2026年项目建设月报");
    sheet.merge(0, 0, 0, 14);
    sheet.header(1, 0, &columns);
    sheet.lines(2, 0, &columns, &projects(10, 2101));
    vec![sheet]
}

/// A finance office: money by source.
pub(crate) fn finance() -> Vec<Sheet> {
    let mut sheet = Sheet::new("专项债项目");
    let columns = [
        column("项目单位名称", "custom.建设单位", |own| {
            text(&own.owner)
        }),
        column("债券项目名称", "name", |own| text(&own.name)),
        column("项目编码（财政）", "code.project_code", |own| {
            text(&own.code)
        }),
        column("主管预算部门", "lead_unit", |own| text(own.unit)),
        column("投向领域", "industry", |own| text(own.trade)),
        money(
            "金额（万元）|项目总投资",
            "total_investment",
            "万元",
            |own| number(own.total),
        ),
        money(
            "金额（万元）|本年应投",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money(
            "金额（万元）|资金到账",
            "funding_received",
            "万元",
            |own| number(own.ytd() / 2),
        ),
        money(
            "金额（万元）|本年支出",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        column("金额（万元）|支出进度", "own", |own| {
            Cell::Shown(f64::from(own.ytd()) / f64::from(own.year()), "0.0%")
        }),
        column("开竣工|实际开工日", "actual_start", |own| {
            Cell::Day(own.start.0, own.start.1, 3)
        }),
        column("开竣工|预计竣工日", "forecast_finish", |own| {
            Cell::Day(own.finish.0, own.finish.1, 3)
        }),
        column("工程完成度", "physical_share", |own| {
            text(format!("{}%", own.share))
        }),
        column("经办人员", "role.coordinator", |own| text(own.lead)),
        column("备考", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "2026年专项债券项目资金使用情况");
    let deep = sheet.header(1, 0, &columns);
    let of = projects(12, 2202);
    let row = sheet.lines(1 + deep, 0, &columns, &of);
    total(&mut sheet, row, "合计", &columns, &of);
    vec![sheet]
}

/// A new area's planning bureau: projects in reserve.
pub(crate) fn reserve() -> Vec<Sheet> {
    let mut sheet = Sheet::new("储备库");
    let columns = [
        column("库内编号", "code.project_code", |own| text(&own.code)),
        column("谋划项目名称", "name", |own| text(&own.name)),
        column("谋划责任单位", "lead_unit", |own| text(own.unit)),
        column("协作单位", "supporting_units", |own| text(own.support)),
        column("产业分类", "industry", |own| text(own.trade)),
        column("拟选址", "place", |own| text(own.place)),
        column("项目概要", "content", |own| text(&own.content)),
        money(
            "匡算投资（亿元）",
            "total_investment",
            "亿元",
            |own| Cell::Number(yi(own.total)),
        ),
        column("拟开工年月", "planned_start", |own| {
            text(month(own.start))
        }),
        column("拟建成年月", "planned_finish", |own| {
            text(month(own.finish))
        }),
        column("前期深度", "stage", |own| text(own.stage)),
        column("前期工作开展情况", "physical_words", |own| {
            text(own.progress)
        }),
        column("要素缺口", "remark", |own| text(own.trouble)),
        column("谋划专班联系人", "role.coordinator", |own| {
            text(own.lead)
        }),
    ];
    sheet.say(0, 0, "2026年重大项目谋划储备库");
    sheet.say(1, 12, "单位：亿元");
    sheet.header(2, 0, &columns);
    sheet.lines(3, 0, &columns, &projects(13, 2303));
    vec![sheet]
}

/// A district's dispatch system, exported with short headers.
pub(crate) fn exported() -> Vec<Sheet> {
    let mut sheet = Sheet::new("export");
    let columns = [
        column("项目ID", "code.project_code", |own| text(&own.code)),
        column("项目名", "name", |own| text(&own.name)),
        column("类别", "own", |_| text("政府投资")),
        column("街道", "place", |own| text(own.place)),
        column("牵头", "lead_unit", |own| text(own.unit)),
        column("配合", "supporting_units", |own| text(own.support)),
        column("区领导", "role.sponsor", |own| text(own.sponsor)),
        money("总投(万元)", "total_investment", "万元", |own| {
            number(own.total)
        }),
        money(
            "年度投资目标(万元)",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money(
            "1-5月实际投资(万元)",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        money("入库纳统额(万元)", "certified_ytd", "万元", |own| {
            number(own.ytd() * 8 / 10)
        }),
        column("开工", "planned_start", |own| {
            Cell::Day(own.start.0, own.start.1, 9)
        }),
        column("竣工", "planned_finish", |own| {
            Cell::Day(own.finish.0, own.finish.1, 9)
        }),
        column("本期进展", "physical_words", |own| text(own.progress)),
        column("状态", "stage", |own| text(own.stage)),
    ];
    sheet.say(0, 0, "导出时间 2026-05-31");
    sheet.header(1, 0, &columns);
    sheet.lines(2, 0, &columns, &projects(17, 2404));
    vec![sheet]
}

/// A state company's board report, groups above groups.
pub(crate) fn company() -> Vec<Sheet> {
    let mut sheet = Sheet::new("董事会");
    let columns = [
        column("#", "ignore", |own| number(own.number)),
        column("标的项目", "name", |own| text(&own.name)),
        column("承建主体", "own", |own| text(&own.owner)),
        column("分管副总", "role.sponsor", |own| text(own.sponsor)),
        column("责任部室", "lead_unit", |own| text(own.unit)),
        money(
            "投资（万元）|批复概算",
            "total_investment",
            "万元",
            |own| number(own.total),
        ),
        money(
            "投资（万元）|年度预算",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money(
            "投资（万元）|年度累计投资额",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        money(
            "投资（万元）|历年累计投资额",
            "reported_total",
            "万元",
            |own| number(own.since_start()),
        ),
        column("节点|合同开工", "planned_start", |own| {
            text(month(own.start))
        }),
        column("节点|合同竣工", "planned_finish", |own| {
            text(month(own.finish))
        }),
        column("节点|运营时间", "gate.投产", |own| {
            text(format!("{}年底", own.finish.0))
        }),
        column("现场形象", "physical_words", |own| text(own.progress)),
        column("风险提示", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "2026年在建项目专报");
    sheet.merge(0, 0, 0, 13);
    let deep = sheet.header(1, 0, &columns);
    sheet.lines(1 + deep, 0, &columns, &projects(9, 2505));
    vec![sheet]
}
