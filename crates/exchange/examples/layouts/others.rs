//! Five more layouts in the wording of other offices. They were held out once (49 of 74 columns);
//! the importer's words were widened after they were seen, so they are held out no longer.

use crate::first::total;
use crate::office::projects;
use crate::paper::{Cell, Sheet, column, money, number, text, yi};

/// A county's list of projects under the charge of its leaders.
pub(crate) fn county() -> Vec<Sheet> {
    let mut sheet = Sheet::new("Sheet1");
    let columns = [
        column("编号", "ignore", |own| number(own.number)),
        column("项目", "name", |own| text(&own.name)),
        column("投资主体名称", "custom.建设单位", |own| {
            text(&own.owner)
        }),
        column("项目坐落", "place", |own| text(own.place)),
        column("建设规模和主要内容", "content", |own| {
            text(&own.content)
        }),
        column("包抓县领导", "role.sponsor", |own| text(own.sponsor)),
        column("包抓部门", "lead_unit", |own| text(own.unit)),
        column("部门主要负责同志", "role.lead", |own| {
            text(own.lead)
        }),
        money(
            "项目投资总规模(万元)",
            "total_investment",
            "万元",
            |own| number(own.total),
        ),
        money(
            "今年拟完成投资(万元)",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money(
            "元月至5月实际完成(万元)",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        column("开工(含拟开工)时间", "planned_start", |own| {
            text(format!("{}.{:02}", own.start.0, own.start.1))
        }),
        column("完工(含拟完工)时间", "planned_finish", |own| {
            text(format!("{}.{:02}", own.finish.0, own.finish.1))
        }),
        column("当前建设状况", "physical_words", |own| {
            text(own.progress)
        }),
        column("制约因素", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "2026年县级领导包抓重大项目一览表");
    sheet.merge(0, 0, 0, 14);
    sheet.header(1, 0, &columns);
    sheet.lines(2, 0, &columns, &projects(12, 1111));
    vec![sheet]
}

/// A city's platform: plan and fulfilment by quarter.
pub(crate) fn platform() -> Vec<Sheet> {
    let mut sheet = Sheet::new("导出数据");
    let columns = [
        column("项目赋码", "code.project_code", |own| text(&own.code)),
        column("项目全称", "name", |own| text(&own.name)),
        column("行业主管单位", "lead_unit", |own| text(own.unit)),
        column("参与单位", "supporting_units", |own| text(own.support)),
        column("国民经济行业", "industry", |own| text(own.trade)),
        column("建设地", "place", |own| text(own.place)),
        money(
            "总投资规模（万元）",
            "total_investment",
            "万元",
            |own| number(own.total),
        ),
        money(
            "本年度投资任务（万元）",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        column("一季度计划（万元）", "own", |own| {
            number(own.months[..3].iter().sum())
        }),
        column("二季度计划（万元）", "own", |own| {
            number(own.months[3..6].iter().sum())
        }),
        money(
            "年初至今完成额（万元）",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        money(
            "开工至今完成额（万元）",
            "reported_total",
            "万元",
            |own| number(own.since_start()),
        ),
        money(
            "统计入库完成额（万元）",
            "certified_ytd",
            "万元",
            |own| number(own.ytd() * 9 / 10),
        ),
        column("任务完成率", "own", |own| {
            Cell::Shown(f64::from(own.ytd()) / f64::from(own.year()), "0.00%")
        }),
        column("项目阶段", "stage", |own| text(own.stage)),
        column("实际动工日期", "actual_start", |own| {
            Cell::Day(own.start.0, own.start.1, 12)
        }),
        column("约定竣工日期", "planned_finish", |own| {
            Cell::Day(own.finish.0, own.finish.1, 12)
        }),
    ];
    sheet.say(0, 0, "数据年度：2026");
    sheet.header(1, 0, &columns);
    sheet.lines(2, 0, &columns, &projects(20, 1212));
    vec![sheet]
}

/// A builder's own list, in two lines of header.
pub(crate) fn builder() -> Vec<Sheet> {
    let mut sheet = Sheet::new("在建工程");
    let columns = [
        column("序", "ignore", |own| number(own.number)),
        column("工程|名称", "name", |own| text(&own.name)),
        column("工程|地点", "place", |own| text(own.place)),
        column("工程|概况", "content", |own| text(&own.content)),
        column("责任|管理部门", "lead_unit", |own| text(own.unit)),
        column("责任|项目经理", "role.lead", |own| text(own.lead)),
        money(
            "造价（万元）|概算",
            "total_investment",
            "万元",
            |own| number(own.total),
        ),
        money(
            "造价（万元）|当年计划",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money(
            "造价（万元）|当年累计完成",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        column("工期|计划开工", "planned_start", |own| {
            text(format!("{}年{}月", own.start.0, own.start.1))
        }),
        column("工期|计划竣工", "planned_finish", |own| {
            text(format!("{}年{}月", own.finish.0, own.finish.1))
        }),
        column("现状|完成百分比", "physical_share", |own| {
            text(format!("{}%", own.share))
        }),
        column("现状|施工部位", "physical_words", |own| {
            text(own.progress)
        }),
        column("附注", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "2026年度在建工程一览");
    let deep = sheet.header(1, 0, &columns);
    let of = projects(10, 1313);
    let row = sheet.lines(1 + deep, 0, &columns, &of);
    total(&mut sheet, row, "合计", &columns, &of);
    vec![sheet]
}

/// An investment bureau: projects that were signed.
pub(crate) fn signed() -> Vec<Sheet> {
    let mut sheet = Sheet::new("签约项目");
    let columns = [
        column("序号", "ignore", |own| number(own.number)),
        column("签约项目名称", "name", |own| text(&own.name)),
        column("投资企业", "custom.建设单位", |own| {
            text(&own.owner)
        }),
        column("产业方向", "industry", |own| text(own.trade)),
        money(
            "协议投资额（亿元）",
            "total_investment",
            "亿元",
            |own| Cell::Number(yi(own.total)),
        ),
        column("签约日期", "gate.签约", |own| {
            Cell::Day(own.start.0, own.start.1, 6)
        }),
        column("落地园区", "place", |own| text(own.place)),
        column("首谈单位", "lead_unit", |own| text(own.unit)),
        column("服务专员", "role.service", |own| text(own.lead)),
        column("服务专员手机", "own", |own| text(&own.phone)),
        column("拟动工时间", "planned_start", |own| {
            text(format!("{}年{}月", own.start.0, own.start.1))
        }),
        column("拟投产时间", "gate.投产", |own| {
            text(format!("{}年底", own.finish.0))
        }),
        column("履约进度", "physical_words", |own| text(own.progress)),
        column("卡点堵点", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "2026年招商引资签约项目跟踪表");
    sheet.header(2, 0, &columns);
    sheet.lines(3, 0, &columns, &projects(11, 1414));
    vec![sheet]
}

/// A department's supervision list.
pub(crate) fn supervised() -> Vec<Sheet> {
    let mut sheet = Sheet::new("督办清单");
    let columns = [
        column("项目序列", "ignore", |own| number(own.number)),
        column("督办项目名称", "name", |own| text(&own.name)),
        column("省平台代码", "code.project_code", |own| {
            text(&own.code)
        }),
        column("牵头领导", "role.sponsor", |own| text(own.sponsor)),
        column("承办单位", "lead_unit", |own| text(own.unit)),
        column("会办单位", "supporting_units", |own| text(own.support)),
        column("具体经办人", "role.coordinator", |own| text(own.lead)),
        money(
            "投资总盘子（万元）",
            "total_investment",
            "万元",
            |own| number(own.total),
        ),
        money(
            "2026年应完成（万元）",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money(
            "2026年已完成（万元）",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        column("办结期限", "required_finish", |own| {
            Cell::Day(own.finish.0, own.finish.1, 20)
        }),
        column("最新情况", "physical_words", |own| text(own.progress)),
        column("工程状态", "stage", |own| text(own.stage)),
        column("拟采取措施", "own", |_| text("专班推进")),
    ];
    sheet.say(0, 0, "重点项目督办清单（2026年第5期）");
    sheet.merge(0, 0, 0, 13);
    sheet.say(1, 0, "截至2026年5月31日");
    sheet.header(2, 0, &columns);
    sheet.lines(3, 0, &columns, &projects(9, 1515));
    vec![sheet]
}
