//! Refusals: what the rules say no to, with code, cause and remedy in both languages.

mod enterprise;
mod meeting;
mod practice;
mod purge;
mod report;
mod signoff;
mod thread;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{CellRef, Field, Words};

pub(crate) use enterprise::*;
pub(crate) use meeting::*;
pub(crate) use practice::*;
pub(crate) use purge::*;
pub(crate) use report::*;
pub(crate) use signoff::*;
pub(crate) use thread::*;

/// A refusal of a command. A stable code is its type; the texts are for people.
///
/// Its rarer parts are boxed, so that a result that may be a refusal stays small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[error("{code}: {}", message.en)]
pub struct Refusal {
    /// Stable code: `zone/unknown-unit`.
    pub code: String,
    /// The cause.
    pub message: Words,
    /// What to do about it.
    pub remedy: Box<Words>,
    /// Where: field, file, sheet, cell, as far as it has such a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Box<Place>>,
}

/// Where something is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// File.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Sheet of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Cell of the sheet: `C7`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Field of a form or command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What it is about, where a command is about many things: `P12`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

impl Refusal {
    /// With the given texts.
    pub fn new(code: &str, message: Words, remedy: Words) -> Refusal {
        Refusal {
            code: code.to_owned(),
            message,
            remedy: Box::new(remedy),
            place: None,
        }
    }

    /// At a field.
    #[must_use]
    pub fn at_field(mut self, field: &(impl ToString + ?Sized)) -> Refusal {
        self.place.get_or_insert_default().field = Some(field.to_string());
        self
    }

    /// About one of the many things that a command is about.
    #[must_use]
    pub fn about(mut self, subject: &(impl ToString + ?Sized)) -> Refusal {
        self.place.get_or_insert_default().subject = Some(subject.to_string());
        self
    }

    /// At the cell that the refused value comes from.
    pub(crate) fn put_cell(&mut self, sheet: Option<&String>, cell: &CellRef) {
        let place = self.place.get_or_insert_default();
        place.sheet = sheet.cloned();
        place.cell = Some(cell.name());
    }
}

#[macro_export]
macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) $code:literal:
        $zh:literal, $en:literal; $fix_zh:literal, $fix_en:literal;)*) => {
        $($(#[$doc])*
        pub(crate) fn $name($($arg: $type),*) -> $crate::Refusal {
            $crate::Refusal::new(
                $code,
                $crate::Words::new(format!($zh), format!($en)),
                $crate::Words::new(format!($fix_zh), format!($fix_en)),
            )
        })*
    };
}

refusals! {
    not_allowed(account: &str, needed: &str) "zone/not-allowed":
        "账号“{account}”没有“{needed}”的权限", "account {account:?} has no right to {needed}";
        "请有权限的人办理，或请安全管理员调整角色", "ask somebody who has it, or the security administrator";
    not_to_report(field: &Field) "zone/not-to-report":
        "字段“{field}”不由填报单位修改", "{field} is not for the reporting unit to change";
        "请调度办公室按文件调整", "ask the dispatch office to adjust it on a document";
    from_elsewhere(field: &Field, zh: &str, en: &str) "zone/from-elsewhere":
        "字段“{field}”的数据来自“{zh}”，不手工录入", "{field} comes from {en:?}: it is not typed here";
        "导入该系统的导出表；来源有变的，先在“数据来源”中改",
        "import that system's export; if it is no longer the source, settle that first";
    not_founded() "zone/not-founded":
        "挂图尚未建立", "the zone has not been founded";
        "先建立挂图（名称、假日地区）", "found the zone first (name, holiday region)";
    already_founded(name: &str) "zone/already-founded":
        "挂图“{name}”已经建立", "the zone {name:?} is already founded";
        "换一个数据目录，或直接使用现有挂图", "use another data folder, or the existing zone";
    unknown(what_zh: &str, what_en: &str, id: &str) "zone/unknown":
        "没有{what_zh}“{id}”", "there is no {what_en} {id:?}";
        "核对编号", "check the id";
    stale(id: &str, seen: u32, now: u32) "zone/stale":
        "{id} 已被他人修改（您看到第 {seen} 版，现为第 {now} 版）",
        "{id} was changed by somebody else (you saw version {seen}, it is now {now})";
        "刷新后核对差异，再提交", "reload, compare, and submit again";
    empty(field: &str) "zone/empty":
        "“{field}”不能为空", "{field:?} must not be empty";
        "填写后再提交", "fill it in and submit again";
    too_long(field: &str, max: usize) "zone/too-long":
        "“{field}”超过 {max} 个字符", "{field:?} is longer than {max} characters";
        "缩短文字，或作为附件保存", "shorten it, or keep it as an attachment";
    wrong_kind(field: &Field) "zone/wrong-kind":
        "字段“{field}”的值类型不符", "the value is not of the kind the field {field} takes";
        "核对该列对应的字段", "check which field the column stands for";
    state_secret(marking: &str) "zone/state-secret":
        "含有密级标志“{marking}”，本系统不得录入涉密内容",
        "carries the secrecy marking {marking:?}: state secrets must not be entered here";
        "改由涉密渠道报送，并核查该文件来源",
        "use the channel for classified material, and check where the file came from";
    duplicate_code(system: &str, code: &str, other: &str) "zone/duplicate-code":
        "{system} 编码“{code}”已属于 {other}", "the {system} code {code:?} already belongs to {other}";
        "核对编码，或在原项目上更新", "check the code, or update the project that has it";
    duplicate_name(name: &str) "zone/duplicate-name":
        "名称“{name}”已被使用", "the name {name:?} is already in use";
        "换一个名称，或使用已有的那一个", "choose another, or use the existing one";
    source_taken(field: &str, zh: &str, en: &str) "zone/source-taken":
        "字段“{field}”已以“{zh}”为准", "{field} comes from {en:?} already";
        "先在那个系统的定义里去掉这个字段", "take the field out of that system's definition first";
    finish_before_start(start: Date, finish: Date) "zone/finish-before-start":
        "竣工 {finish} 早于开工 {start}", "the finish {finish} is before the start {start}";
        "核对两个日期", "check both dates";
    months_do_not_add_up(year: i16, sum: String, plan: String, difference: String)
        "zone/months-do-not-add-up":
        "{year} 年逐月计划合计 {sum}，与年度计划 {plan} 相差 {difference}",
        "the monthly plan of {year} adds up to {sum}; the year plan is {plan}: {difference} apart";
        "调整某个月或年度计划，使合计一致", "change a month or the year plan until they agree";
    negative_money(field: &Field) "zone/negative-money":
        "字段“{field}”的金额为负", "the amount of {field} is below zero";
        "核对金额", "check the amount";
    share_out_of_range(field: &Field) "zone/share-out-of-range":
        "字段“{field}”应在 0 到 100% 之间", "{field} must lie between 0 and 100%";
        "核对百分数的写法", "check how the percentage is written";
    date_out_of_range(field: &str, date: Date) "zone/date-out-of-range":
        "“{field}”的日期 {date} 不在 1950—2150 年之间",
        "the date {date} of {field:?} is not between 1950 and 2150";
        "核对年份", "check the year";
    too_much_money(field: &Field) "zone/too-much-money":
        "字段“{field}”的金额超过 90 万亿元", "the amount of {field} is above 90,000 billion";
        "核对金额单位", "check the unit of the amount";
    ended(id: &str, since: Date, zh: &str, en: &str) "zone/ended":
        "{id} 自 {since} 起{zh}", "{id} is {en} since {since}";
        "在承接它的项目、单位或职务上办理", "use what took its place";
    not_suspended(id: &str) "zone/not-suspended":
        "{id} 没有停缓建，无从复工", "{id} is not suspended, so it cannot resume";
        "核对生效日期", "check the effective date";
    unit_loop(unit: &str, above: &str) "zone/unit-loop":
        "{above} 在 {unit} 之下，不能再作其上级", "{above} lies below {unit} and cannot be above it";
        "选择别的上级单位", "choose another unit above";
    wrong_period() "zone/wrong-period":
        "起止日期颠倒", "the period ends before it begins";
        "核对起止日期", "check both dates";
    no_document() "zone/no-document":
        "缺少批准文号", "the number of the approving document is missing";
        "填写文号", "give the document's number";
    not_on_path(stage: &str, zh: &str, en: &str) "zone/not-on-path":
        "阶段“{stage}”不在“{zh}”的阶段路径上", "the stage {stage:?} is not on the path of {en:?}";
        "选择路径上的阶段，或先定义路径", "choose a stage of the path, or define the path first";
    not_forward(from: &str, to: &str) "zone/not-forward":
        "不能从“{from}”转到“{to}”：每次只能前进一步",
        "cannot move from {from:?} to {to:?}: one stage forward at a time";
        "逐个阶段推进；退回须以停缓建或退出办理", "move stage by stage; going back is a suspension or withdrawal";
    stage_before(to: &str, on: Date, from: &str, since: Date) "zone/stage-before":
        "“{to}”的日期 {on} 早于已到达的“{from}”（{since}）",
        "{to:?} on {on} would come before {from:?}, reached on {since}";
        "核对日期", "check the date";
    no_evidence(stage: &str, zh: &str, en: &str) "zone/no-evidence":
        "进入“{stage}”缺少依据：{zh}", "the gate of {stage:?} lacks evidence: {en}";
        "附上文号或文件", "add the documents or files";
    unusable_plan(why_zh: &str, why_en: &str) "zone/unusable-plan":
        "进度计划不可用：{why_zh}", "the schedule cannot be used: {why_en}";
        "修改计划后再采用", "mend the schedule and adopt it again";
    finish_in_future(date: Date) "zone/in-the-future":
        "实际日期 {date} 在未来", "the actual date {date} lies in the future";
        "实际日期只能填已发生的", "an actual date has happened";
    bad_formula(rule: &str, why_zh: &str, why_en: &str) "zone/bad-formula":
        "规则“{rule}”的公式不能用：{why_zh}", "the formula of rule {rule:?} cannot be used: {why_en}";
        "修改公式后再提交", "mend the formula and submit again";
    wrong_version(key: &str, expected: u32) "zone/wrong-rule-version":
        "规则集“{key}”的下一版应为第 {expected} 版", "the next version of the rule set {key:?} is {expected}";
        "以新的版本号提交；已生效的版本不能改动", "submit it under that number; a version in force is never edited";
    cycle_closed(id: &str) "zone/cycle-closed":
        "周期 {id} 已关闭", "the cycle {id} is closed";
        "在新的周期办理", "use the next cycle";
    cycle_overlaps(id: &str) "zone/cycle-overlaps":
        "与周期 {id} 的起止时间重叠", "it overlaps the cycle {id}";
        "核对起止日期", "check the period";
    cycle_not_over(id: &str, until: Date) "zone/cycle-not-over":
        "周期 {id} 到 {until} 才结束", "the cycle {id} runs until {until}";
        "到期后再关闭", "close it when it is over";
    already(what_zh: &str, what_en: &str) "zone/already":
        "已经{what_zh}", "already {what_en}";
        "无需再办", "nothing is left to do";
    bad_notice(why_zh: &str, why_en: &str) "zone/bad-notice":
        "放假通知读不通：{why_zh}", "the holiday notice cannot be read: {why_en}";
        "按“日期,名称,off/work,出处”逐行填写", "write lines of date,name,off|work,source";
    import_undone(id: &str) "zone/import-undone":
        "导入 {id} 已经撤销", "the import {id} was undone already";
        "无需再办；需要时重新导入该文件", "nothing is left to do; import the file again if need be";
    import_too_old(id: &str) "zone/import-too-old":
        "导入 {id} 由较早版本的程序记录，不能整体撤销",
        "the import {id} was recorded by an earlier version and cannot be undone as one step";
        "逐项更正，或导入更正后的文件", "correct the values one by one, or import a corrected file";
    import_built_on(id: &str, later: &str) "zone/import-built-on":
        "之后的导入 {later} 涉及相同的项目，是在 {id} 的基础上比对的",
        "later imports speak of the same projects and were compared with what {id} left: {later}";
        "先撤销之后的导入（最新的最先），再撤销这一次",
        "undo the later ones first, the newest before the others, then this one";
    cumulative_falls(month: &str, value: String, other: &str, known: String)
        "zone/cumulative-falls":
        "{month} 累计 {value} 与 {other} 累计 {known} 前后矛盾（累计数不应下降）",
        "{month}: {value} contradicts the {known} of {other}: a cumulative figure does not fall";
        "核对；确属核减的，写明原因后再提交", "check it; where it was really cut, give the reason and submit again";
    like_a_rate(month: &str, value: String, known: String) "zone/like-a-rate":
        "{month} 的 {value} 与以往的 {known} 相差悬殊，像是增速而不是总量",
        "{month}: {value} is far below the {known} before: it looks like a rate, not a level";
        "总量和增速是两个指标；确属总量的，写明原因后再提交",
        "levels and rates are two indicators; if it is the level, give the reason and submit again";
    like_a_level(month: &str, value: String) "zone/like-a-level":
        "{month} 的 {value} 不像百分数，像是总量",
        "{month}: {value} looks like a level, not points of a hundred";
        "增速和比率以百分点填报，如 8.5", "rates and ratios are given in points of a hundred: 8.5";
    no_parts(month: &str) "zone/ratio-without-parts":
        "{month} 的比率缺少分子和分母", "{month}: a ratio needs its numerator and denominator";
        "同时填报分子、分母", "give both";
    parts_differ(month: &str, value: String, computed: String) "zone/ratio-differs":
        "{month} 填报 {value}，而分子除以分母为 {computed}",
        "{month}: {value} was given, numerator over denominator is {computed}";
        "核对三个数", "check the three figures";
    not_whole(month: &str) "zone/not-whole":
        "{month} 的个数应为不小于零的整数", "{month}: a count is a whole number, nought or more";
        "核对个数", "check the count";
    not_published(month: &str) "zone/not-published":
        "该指标不发布 {month} 的数", "no value of this indicator is published for {month}";
        "1—2 月合并的填 2 月，按季的填季末月",
        "give February for January and February, the last month of a quarter";
    state_goes_back(month: &str) "zone/state-goes-back":
        "{month} 已有更确定的数", "{month} has a firmer value already";
        "定报之后的变动填“修订”", "after the final value, give revised ones";
    target_without_reason(year: i16, known: String) "zone/target-without-reason":
        "{year} 年目标已定为 {known}，调整须有原因",
        "the target of {year} is {known} already: adjusting it needs a reason";
        "写明原因、批准文号和生效日期", "give reason, approving document and effective date";
    parts_do_not_add_up(what_zh: &str, what_en: &str, sum: String, whole: String)
        "zone/parts-do-not-add-up":
        "{what_zh}合计 {sum}，应为 {whole}", "{what_en} add up to {sum}, not {whole}";
        "调整未锁定的部分，使合计一致", "change a part that is not locked until they agree";
    no_owner() "zone/no-owner":
        "督办事项没有责任人", "the item has no owner";
        "指定责任人或职务，再立项", "name a person or a post, then assign it";
    no_measure() "zone/no-measure":
        "督办事项没有衡量标准", "the item has no measure";
        "写明做到什么程度算完成", "say what counts as done";
    no_evidence_named() "zone/no-evidence-named":
        "没有说明凭什么材料销号", "no evidence is named that will close it";
        "写明销号需要的材料，如验收、照片、批复", "name what will show it: acceptance, photo, approval";
    lead_supports() "zone/lead-supports":
        "主办单位又列为协办", "the lead unit is named as supporting too";
        "从协办中去掉", "take it out of the supporting units";
    extension_too_late(due: Date) "zone/extension-too-late":
        "延期应在到期（{due}）前申请", "an extension is asked for before it is due ({due})";
        "如实反馈进展，由调度办公室处理", "answer with how it stands; the dispatch office decides";
    nothing_asked() "zone/no-extension-asked":
        "没有待审的延期申请", "no extension waits for a decision";
        "核对编号", "check the id";
    not_answered() "zone/not-answered":
        "尚未反馈，不能审核或销号", "there is no answer yet: nothing to review or to close";
        "先催办，或代为录入反馈", "urge it, or enter the answer for the unit";
    waits_for_review() "zone/waits-for-review":
        "已反馈，正待审核或销号", "it is answered and waits for its review or to be closed";
        "由调度办公室审核；不够的退办", "the dispatch office reviews it, and returns what is not enough";
    not_closed_without(zh: &str, en: &str) "zone/closing-without-evidence":
        "销号缺少材料：{zh}", "it cannot be closed without evidence: {en}";
        "补齐材料后再销号", "add it, then close";
    implausible(what_zh: &str, what_en: &str) "zone/implausible":
        "{what_zh}", "{what_en}";
        "核对后再提交", "check and submit again";
}

/// The catalogue for tests and the guide: one example of each refusal.
#[cfg(test)]
pub(crate) fn catalogue() -> Vec<Refusal> {
    use jiff::civil::date;
    let field = Field::TotalInvestment;
    let day = date(2026, 5, 18);
    let mut all = of_items(day);
    all.extend([
        not_allowed("unit", "report"),
        not_to_report(&Field::YearPlan(2026)),
        from_elsewhere(&Field::CertifiedYtd, "联网直报", "statistics reporting"),
        not_founded(),
        already_founded("示范区"),
        unknown("单位", "unit", "U9"),
        stale("P1", 2, 3),
        empty("name"),
        too_long("name", 200),
        wrong_kind(&field),
        state_secret("机密★"),
        duplicate_code("立项", "2026-001", "P7"),
        duplicate_name("招商局"),
        source_taken("certified_ytd", "联网直报", "statistics reporting"),
        finish_before_start(day, date(2026, 5, 1)),
        months_do_not_add_up(2026, "98 万元".into(), "100 万元".into(), "-2 万元".into()),
        negative_money(&field),
        share_out_of_range(&Field::PhysicalShare),
        date_out_of_range("required_finish", date(1066, 10, 14)),
        too_much_money(&field),
        ended("P3", day, "已退出", "withdrawn"),
        not_suspended("P3"),
        unit_loop("U1", "U4"),
        wrong_period(),
        no_document(),
        not_on_path("开工", "政府投资项目", "Government works"),
        not_forward("签约", "开工"),
        stage_before("落地", day, "签约", date(2026, 6, 1)),
        no_evidence("入库", "现场照片", "site photo"),
        unusable_plan("环：A → B → A", "loop: A -> B -> A"),
        finish_in_future(day),
        bad_formula("progress", "未知变量", "unknown variable"),
        wrong_version("pace-bands", 2),
        cycle_closed("C3"),
        cycle_overlaps("C3"),
        cycle_not_over("C3", day),
        already("解决", "solved"),
        bad_notice("第 3 行", "line 3"),
        import_undone("A3"),
        import_too_old("A1"),
        import_built_on("A3", "A5、A6"),
        cumulative_falls("2026-05", "40".into(), "2026-04", "45".into()),
        like_a_rate("2026-05", "8.5".into(), "452".into()),
        like_a_level("2026-05", "4520".into()),
        no_parts("2026-05"),
        parts_differ("2026-05", "80".into(), "75".into()),
        not_whole("2026-05"),
        not_published("2026-01"),
        state_goes_back("2026-05"),
        target_without_reason(2026, "100".into()),
        parts_do_not_add_up("各单位", "the parts of units", "99".into(), "100".into()),
        implausible("该月尚未到来", "the month has not come yet"),
    ]);
    all.extend(report::catalogue());
    all.extend(signoff::catalogue());
    all.extend(meeting::catalogue());
    all.extend(enterprise::catalogue());
    all.extend(thread::catalogue());
    all.extend(practice::catalogue());
    all.extend(purge::catalogue());
    all
}

#[cfg(test)]
fn of_items(day: Date) -> Vec<Refusal> {
    vec![
        no_owner(),
        no_measure(),
        no_evidence_named(),
        lead_supports(),
        extension_too_late(day),
        nothing_asked(),
        not_answered(),
        waits_for_review(),
        not_closed_without("现场照片", "site photo"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect_file;

    #[test]
    fn every_refusal_says_cause_and_remedy_in_both_languages() {
        let mut text = String::new();
        for refusal in catalogue() {
            let Refusal {
                code,
                message,
                remedy,
                ..
            } = refusal;
            text += &format!("{code}\n  {}\n  {}\n", message.zh, message.en);
            text += &format!("  → {}\n  → {}\n", remedy.zh, remedy.en);
        }
        expect_file!["../testdata/refusals.txt"].assert_eq(&text);
    }
}
