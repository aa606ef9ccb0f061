//! What problems say, who must solve them, and how papers are numbered.

use jiff::civil::Date;

use super::dates::document;
use super::office::unit;

/// The unit that must solve a problem of a kind.
pub(crate) fn owner(kind: &str, lead: usize) -> usize {
    match kind {
        "用地" => unit::LAND,
        "审批" => unit::APPROVAL,
        "资金" => unit::FINANCE,
        "用能" => unit::ECONOMY,
        "设计变更" => unit::PLANNING,
        "征拆" if lead == unit::WEST => unit::WEST,
        "征拆" => unit::EAST,
        _ => unit::EMERGENCY,
    }
}

/// Descriptions by kind; `{}` is the step.
const WORDS: [(&str, [&str; 3]); 6] = [
    (
        "用地",
        [
            "{}：地块涉及林地指标，省级批次尚未下达，无法办理供地。",
            "{}：红线内有高压走廊，需调整用地边界后重新报批。",
            "{}：土地收储款未结清，权属注销手续未完成。",
        ],
    ),
    (
        "审批",
        [
            "{}：申报材料两次补正，专家评审意见尚未闭环。",
            "{}：涉及跨部门并联审批，前置意见缺一家未回。",
            "{}：规范更新后需补做专项论证，审查时限顺延。",
        ],
    ),
    (
        "资金",
        [
            "{}：年度资金计划未足额下达，工程款支付滞后，班组减员。",
            "{}：银团贷款放款条件未全部满足，设备预付款推迟。",
            "{}：概算调整未批，暂估价材料无法结算。",
        ],
    ),
    (
        "用能",
        [
            "{}：外线电源点容量不足，需待变电站增容投运。",
            "{}：能耗指标未落实，供电方案答复延期。",
            "{}：天然气接入管位与规划道路冲突，需重新选线。",
        ],
    ),
    (
        "征拆",
        [
            "{}：红线内尚有三户未签约，施工作业面不连续。",
            "{}：通信与军用光缆迁改方案未定，影响进场。",
            "{}：坟地迁移补偿标准有分歧，正在入户协调。",
        ],
    ),
    (
        "设计变更",
        [
            "{}：地质条件与勘察不符，基础形式调整，图纸重新送审。",
            "{}：工艺布局变化，结构荷载复核后局部返工。",
            "{}：与相邻工程标高衔接矛盾，等待设计变更单。",
        ],
    ),
];

/// What a problem says.
pub(crate) fn words(kind: &str, step: &str, nth: usize) -> String {
    let own = WORDS.iter().find(|own| own.0 == kind).unwrap_or(&WORDS[1]);
    own.1[nth % own.1.len()].replace("{}", step)
}

/// The number of a paper that a gate asks for.
pub(crate) fn paper(kind: &str, on: Date, serial: u32) -> String {
    match kind {
        "contract" => format!("YQHT-{}-{serial:04}", on.year()),
        "registration" => document("云栖审备", on, serial),
        "approval" => document("云栖审批", on, serial),
        "permit" => format!("990112{:04}{:02}{serial:04}", on.year(), on.month()),
        "photo" => format!("影像档案 {on}-{serial:04}"),
        "award" => document("云栖招中", on, serial),
        "acceptance" => document("云栖验", on, serial),
        "handover" => document("云栖交", on, serial),
        "production" => document("云栖投产确认", on, serial),
        "statistics" => format!("纳统确认 {}-{serial:04}", on.year()),
        other => format!("{other} {}-{serial:04}", on.year()),
    }
}
