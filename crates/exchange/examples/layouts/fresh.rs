//! Six layouts written after the importer was widened by all the others: headers as provinces,
//! investment bureaus, parks, city builders, inspection offices and construction groups print
//! them. Judged once before any word was changed for them; what that gave stands beside the test.

use crate::first::total;
use crate::office::{Project, projects};
use crate::paper::{Cell, Sheet, column, money, number, text, yi};

fn years(own: &Project) -> Cell {
    text(format!("{}-{}", own.start.0, own.finish.0))
}

fn dotted(date: (i16, u8)) -> Cell {
    text(format!("{}.{}", date.0, date.1))
}

/// A province's key projects: the monthly report of progress.
pub(crate) fn province() -> Vec<Sheet> {
    let mut sheet = Sheet::new("附件1");
    let columns = [
        column("序号", "ignore", |own| number(own.number)),
        column("项目名称", "name", |own| text(&own.name)),
        column("建设地址（县区）", "place", |own| text(own.place)),
        column("项目法人单位", "custom.建设单位", |own| {
            text(&own.owner)
        }),
        column("主要建设内容和规模", "content", |own| {
            text(&own.content)
        }),
        column("建设起止年限", "planned_start+planned_finish", years),
        money("总投资", "total_investment", "万元", |own| {
            number(own.total)
        }),
        money(
            "截至2025年底累计完成投资",
            "own",
            "万元",
            |own| number(own.total / 5),
        ),
        money("2026年计划|投资", "year_plan.2026", "万元", |own| {
            number(own.year())
        }),
        column("2026年计划|工程形象目标", "own", |own| {
            text(own.stage)
        }),
        money(
            "1-5月完成情况|完成投资",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        column("1-5月完成情况|占年度计划（%）", "own", |own| {
            Cell::Number(f64::from(own.ytd() * 1000 / own.year()) / 10.0)
        }),
        column(
            "1-5月完成情况|工程形象进度",
            "physical_words",
            |own| text(own.progress),
        ),
        money(
            "开工至今完成投资",
            "reported_total",
            "万元",
            |own| number(own.since_start()),
        ),
        column("存在的主要问题", "remark", |own| text(own.trouble)),
        column("省直责任单位", "lead_unit", |own| text(own.unit)),
        column("责任领导", "role.sponsor", |own| text(own.sponsor)),
    ];
    sheet.say(0, 0, "2026年省重点建设项目5月份进展情况表");
    sheet.merge(0, 0, 0, 16);
    sheet.say(1, 14, "金额单位：万元");
    let deep = sheet.header(2, 0, &columns);
    let of = projects(11, 3101);
    let row = sheet.lines(2 + deep, 0, &columns, &of);
    total(&mut sheet, row, "总计", &columns, &of);
    vec![sheet]
}

/// An investment bureau: contracts followed up.
pub(crate) fn contracts() -> Vec<Sheet> {
    let mut sheet = Sheet::new("签约项目跟踪");
    let columns = [
        column("编号", "ignore", |own| number(own.number)),
        column("签约项目名称", "name", |own| text(&own.name)),
        column("投资方名称", "custom.建设单位", |own| {
            text(&own.owner)
        }),
        column("引资责任单位", "lead_unit", |own| text(own.unit)),
        column("协议签订日期", "gate.签约", |own| {
            Cell::Day(own.start.0, own.start.1, 6)
        }),
        money(
            "协议投资额（亿元）",
            "total_investment",
            "亿元",
            |own| Cell::Number(yi(own.total)),
        ),
        column("产业类型", "industry", |own| text(own.trade)),
        column("落户地点", "place", |own| text(own.place)),
        column("项目目前所处阶段", "stage", |own| text(own.stage)),
        money(
            "今年实际到位资金（万元）",
            "funding_received",
            "万元",
            |own| number(own.ytd() / 3),
        ),
        column("拟动工日期", "planned_start", |own| {
            Cell::Day(own.start.0, own.start.1, 20)
        }),
        column("跟踪责任人", "role.lead", |own| text(own.lead)),
        column("联系方式", "own", |own| text(&own.phone)),
        column("洽谈推进情况", "physical_words", |own| {
            text(own.progress)
        }),
        column("下步工作打算", "own", |_| text("加快办理前期手续")),
        column("备 注", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "2026年招商引资签约项目跟踪调度台账");
    sheet.merge(0, 0, 0, 15);
    sheet.say(1, 0, "填报日期：2026年5月31日");
    sheet.header(2, 0, &columns);
    sheet.lines(3, 0, &columns, &projects(14, 3202));
    vec![sheet]
}

/// An industrial park: firms that build.
pub(crate) fn park() -> Vec<Sheet> {
    let mut sheet = Sheet::new("工业项目");
    let columns = [
        column("序", "ignore", |own| number(own.number)),
        column("企业名称", "custom.建设单位", |own| {
            text(&own.owner)
        }),
        column("项目名称", "name", |own| text(&own.name)),
        column("用地（亩）", "own", |own| number(own.total / 90)),
        money(
            "投资（亿元）|总投资",
            "total_investment",
            "亿元",
            |own| Cell::Number(yi(own.total)),
        ),
        money(
            "投资（亿元）|2026年计划",
            "year_plan.2026",
            "亿元",
            |own| Cell::Number(yi(own.year())),
        ),
        money(
            "投资（亿元）|1—5月已完成",
            "reported_ytd",
            "亿元",
            |own| Cell::Number(yi(own.ytd())),
        ),
        column("时间安排|开工", "planned_start", |own| {
            dotted(own.start)
        }),
        column("时间安排|竣工", "planned_finish", |own| {
            dotted(own.finish)
        }),
        column("时间安排|投产", "gate.投产", |own| {
            dotted((own.finish.0 + 1, own.finish.1))
        }),
        column("达产后（万元）|年产值", "own", |own| {
            number(own.total * 2)
        }),
        column("达产后（万元）|年税收", "own", |own| {
            number(own.total / 12)
        }),
        column("包联县级领导", "role.sponsor", |own| {
            text(own.sponsor)
        }),
        column("帮扶部门", "lead_unit", |own| text(own.unit)),
        column("驻企联络员", "role.coordinator", |own| text(own.lead)),
        column("施工许可证办理", "own", |_| text("已办")),
        column("目前建设进度", "physical_words", |own| {
            text(own.progress)
        }),
        column("制约因素", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "经济开发区工业项目双月调度表（2026年5月）");
    sheet.merge(0, 0, 0, 17);
    let deep = sheet.header(1, 0, &columns);
    sheet.lines(1 + deep, 0, &columns, &projects(16, 3303));
    vec![sheet]
}

/// A city's builder: roads and pipes.
pub(crate) fn roads() -> Vec<Sheet> {
    let mut sheet = Sheet::new("市政工程");
    let columns = [
        column("标段号", "code.project_code", |own| text(&own.code)),
        column("工程名称", "name", |own| text(&own.name)),
        column("起讫点", "place", |own| text(own.place)),
        column("工程量", "content", |own| text(&own.content)),
        column("施工单位", "own", |own| text(&own.owner)),
        column("监理单位", "own", |_| text("示例监理公司")),
        money(
            "合同价（万元）",
            "total_investment",
            "万元",
            |own| number(own.total),
        ),
        money(
            "产值（万元）|本年计划",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money("产值（万元）|本月完成", "own", "万元", |own| {
            number(own.done[4])
        }),
        money(
            "产值（万元）|本年累计",
            "reported_ytd",
            "万元",
            |own| number(own.ytd()),
        ),
        money(
            "产值（万元）|开累",
            "reported_total",
            "万元",
            |own| number(own.since_start()),
        ),
        column("进场日期", "planned_start", |own| {
            Cell::Day(own.start.0, own.start.1, 8)
        }),
        column("合同工期至", "planned_finish", |own| {
            Cell::Day(own.finish.0, own.finish.1, 8)
        }),
        column("完成百分比", "physical_share", |own| {
            Cell::Shown(f64::from(own.share) / 100.0, "0%")
        }),
        column("主管科室", "lead_unit", |own| text(own.unit)),
        column("甲方代表", "role.lead", |own| text(own.lead)),
        column("现场施工进展", "physical_words", |own| {
            text(own.progress)
        }),
        column("滞后原因及措施", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "市政工程进度及产值统计表");
    sheet.merge(0, 0, 0, 17);
    sheet.say(1, 0, "编制单位：工程管理部");
    sheet.say(1, 14, "2026年5月");
    let deep = sheet.header(2, 0, &columns);
    let of = projects(9, 3404);
    let row = sheet.lines(2 + deep, 0, &columns, &of);
    total(&mut sheet, row, "合 计", &columns, &of);
    vec![sheet]
}

/// An inspection office: things promised to the people, across: one a column.
pub(crate) fn promises() -> Vec<Sheet> {
    let mut sheet = Sheet::new("民生实事");
    let rows = [
        column("实事项目", "name", |own| text(&own.name)),
        column("目标任务", "content", |own| text(&own.content)),
        column("牵头市领导", "role.sponsor", |own| text(own.sponsor)),
        column("牵头责任单位", "lead_unit", |own| text(own.unit)),
        column("参与单位", "supporting_units", |own| text(own.support)),
        column("具体责任人", "role.lead", |own| text(own.lead)),
        column("完成时限", "required_finish", |own| {
            text(format!("{}年{}月底", own.finish.0, own.finish.1))
        }),
        money(
            "计划投资（万元）",
            "year_plan.2026",
            "万元",
            |own| number(own.year()),
        ),
        money("累计投入（万元）", "reported_ytd", "万元", |own| {
            number(own.ytd())
        }),
        column("总体完成比例", "physical_share", |own| {
            text(format!("{}%", own.share))
        }),
        column("截至5月底进展", "physical_words", |own| {
            text(own.progress)
        }),
        column("困难和问题", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "2026年市政府为民办实事项目督查表");
    let of = projects(7, 3505);
    for (row, own) in (2_u32..).zip(&rows) {
        let name = own.path.concat();
        sheet.say(row, 0, &name);
        for (at, project) in (1_u16..).zip(&of) {
            sheet.put(row, at, (own.cell)(project));
        }
        sheet.truth((row + 1).to_string(), own.target, own.unit);
    }
    vec![sheet]
}

/// A construction group's board of works, firms in sections.
pub(crate) fn group() -> Vec<Sheet> {
    let mut sheet = Sheet::new("在建一览");
    let columns = [
        column("板块", "industry", |own| text(own.trade)),
        column("项目简称", "name", |own| text(&own.name)),
        column("项目公司", "custom.建设单位", |own| {
            text(&own.owner)
        }),
        column("归口部门", "lead_unit", |own| text(own.unit)),
        column("批复日期|可研", "gate.可研", |own| {
            Cell::Day(own.start.0 - 1, own.start.1, 1)
        }),
        column("批复日期|初设", "gate.初设", |own| {
            Cell::Day(own.start.0 - 1, own.start.1, 20)
        }),
        money("投资概算", "total_investment", "亿元", |own| {
            Cell::Number(yi(own.total))
        }),
        money("本年投资|计划", "year_plan.2026", "亿元", |own| {
            Cell::Number(yi(own.year()))
        }),
        money("本年投资|5月完成", "own", "亿元", |own| {
            Cell::Number(yi(own.done[4]))
        }),
        money("本年投资|累计", "reported_ytd", "亿元", |own| {
            Cell::Number(yi(own.ytd()))
        }),
        column("本年投资|完成率", "own", |own| {
            Cell::Shown(f64::from(own.ytd()) / f64::from(own.year()), "0.0%")
        }),
        money("开工累计完成", "reported_total", "亿元", |own| {
            Cell::Number(yi(own.since_start()))
        }),
        column("实际开工日期", "actual_start", |own| {
            Cell::Day(own.start.0, own.start.1, 2)
        }),
        column("计划交工日期", "planned_finish", |own| {
            Cell::Day(own.finish.0, own.finish.1, 28)
        }),
        column("分管领导", "role.sponsor", |own| text(own.sponsor)),
        column("项目经理", "role.lead", |own| text(own.lead)),
        column("形象部位", "physical_words", |own| text(own.progress)),
        column("需集团协调事项", "remark", |own| text(own.trouble)),
    ];
    sheet.say(0, 0, "2026年5月集团在建项目一览表");
    sheet.merge(0, 0, 0, letters_last(&columns));
    sheet.say(1, 16, "单位：亿元");
    let deep = sheet.header(2, 0, &columns);
    sheet.lines(2 + deep, 0, &columns, &projects(13, 3606));
    vec![sheet]
}

fn letters_last<T>(columns: &[T]) -> u16 {
    u16::try_from(columns.len()).expect("few") - 1
}
