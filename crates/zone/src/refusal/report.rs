//! Refusals of reports and of cycles that recur.

use jiff::civil::Date;

use crate::refusals;

refusals! {
    no_rhythm() "zone/no-rhythm":
        "尚未设定周期安排", "it is not settled how cycles recur";
        "先设定旬、月或季，以及开启日和截止日", "settle ten days, month or quarter, with the days of opening and due";
    cycle_too_early(zh: &str, en: &str, opens: Date) "zone/cycle-too-early":
        "周期“{zh}”到 {opens} 才开启", "the cycle {en:?} opens on {opens}";
        "到时再开启；确需提前的，另开周期并写明起止", "open it then, or open a cycle of its own with its period";
    reports_pending(units: &str) "zone/reports-pending":
        "还有报表待审或待采用：{units}", "reports wait for review or acceptance: {units}";
        "先采用或退回，再关闭周期", "accept or return them, then close the cycle";
    empty_report() "zone/empty-report":
        "报表是空的", "the report is empty";
        "逐个项目填写后再报送；本月没有进展也要如实填写", "fill in each project; a month without progress is told too";
    not_reported(project: &str) "zone/project-not-reported":
        "缺少项目“{project}”", "the project {project:?} is missing";
        "补上这一行；不归本单位的，请调度办公室办理移交",
        "add its line; if it is not the unit's, ask the dispatch office to hand it over";
    figure_missing(project: &str, zh: &str, en: &str) "zone/figure-missing":
        "项目“{project}”没有填“{zh}”", "{project:?} has no {en:?}";
        "填写；确实为零的填 0", "fill it in; nought is written as 0";
    not_of_the_unit(project: &str, unit: &str) "zone/not-of-the-unit":
        "项目“{project}”不由“{unit}”填报", "{unit:?} does not report of {project:?}";
        "去掉这一行；归属有变的，请调度办公室办理移交",
        "take the line out; if it has changed hands, ask the dispatch office";
    nothing_owed(unit: &str) "zone/nothing-owed":
        "“{unit}”在本周期没有要填报的项目", "{unit:?} has no project to report of in this cycle";
        "核对单位和周期", "check unit and cycle";
    report_changed(by: &str, on: Date, zh: &str, en: &str) "zone/report-changed":
        "{by} 已于 {on} 报送：{zh}", "{by} submitted it on {on}: {en}";
        "比较两份数字，决定以哪份为准，再报送", "compare both, decide which holds, and submit again";
    report_in_hands(zh: &str, en: &str) "zone/report-in-hands":
        "报表{zh}，不能再改", "the report is {en} and cannot be changed now";
        "请审核人或调度办公室先退回", "ask the reviewer or the dispatch office to return it first";
    not_submitted() "zone/not-submitted":
        "尚未报送，或已退回", "nothing has come in, or it was returned";
        "等单位报送后再审", "review it once the unit has submitted it";
    not_reviewed() "zone/not-reviewed":
        "尚未经一级审核", "it has not passed the first level";
        "先由单位审核人审核", "have it reviewed by the unit's lead or its bureau first";
    own_report(account: &str) "zone/own-report":
        "报表由账号“{account}”报送，不能由本人审核", "{account:?} submitted the report and cannot review it";
        "换一人审核", "somebody else reviews it";
    no_reason() "zone/no-reason":
        "没有写明原因", "no reason is given";
        "写明原因再提交", "say why, and submit again";
    report_extension_too_late(due: Date) "zone/report-extension-too-late":
        "延期应在截止日（{due}）前申请", "an extension is asked for before the report is due ({due})";
        "先报送现有数字，逾期由调度办公室记录", "submit what there is; the dispatch office notes the delay";
    unanswered(what_zh: &str, what_en: &str) "zone/question-unanswered":
        "{what_zh}", "{what_en}";
        "核对数字；属实的，在该项下写明原因再报送", "check the figure; if it is right, give the reason beside it";
}

/// One example of each.
#[cfg(test)]
pub(super) fn catalogue() -> Vec<crate::Refusal> {
    let day = jiff::civil::date(2026, 5, 18);
    vec![
        no_rhythm(),
        cycle_too_early("2026年5月", "2026-05", day),
        reports_pending("建设局、招商局"),
        empty_report(),
        not_reported("智能装备产业园"),
        figure_missing("智能装备产业园", "本年累计完成投资", "Reported this year"),
        not_of_the_unit("智能装备产业园", "招商局"),
        nothing_owed("招商局"),
        report_changed(
            "zhang",
            day,
            "P3 本年累计完成投资 1,200 万元",
            "P3 Reported this year CNY 12 m",
        ),
        report_in_hands("待采用", "to be accepted"),
        not_submitted(),
        not_reviewed(),
        own_report("zhang"),
        no_reason(),
        report_extension_too_late(day),
        unanswered(
            "“甲”形象进度：比上期倒退",
            "甲, Physical progress: it goes back",
        ),
    ]
}
