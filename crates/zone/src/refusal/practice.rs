//! Refusals of practices.

use crate::refusals;

refusals! {
    source_not_over(source: &str) "zone/practice-source-open":
        "“{source}”尚未办结，还谈不上经验",
        "{source:?} is not over: there is no practice to write yet";
        "问题解决、事项销号或项目竣工后再写",
        "write it once the problem is solved, the item closed or the project finished";
    practice_lacks(zh: &str, en: &str) "zone/practice-lacks":
        "没有写“{zh}”", "{en:?} is not told";
        "写清楚再提交：别的单位要照着做", "tell it: others are to do the same";
    practice_concerns_nothing() "zone/practice-concerns-nothing":
        "没有写明适用于哪类问题或哪个阶段",
        "it names no kind of problem and no stage it helps with";
        "至少选一个问题类型或阶段，别人遇到时才找得到",
        "name one at least, so that others find it when they need it";
    practice_names_many(max: usize) "zone/practice-names-many":
        "问题类型或阶段超过 {max} 个", "it names more than {max} kinds or stages";
        "只留真正适用的", "keep those it really helps with";
    practice_level_wider(zh: &str, en: &str) "zone/practice-level":
        "来源项目的知悉范围是“{zh}”，经验不能比它宽",
        "the project it comes from is {en}: the practice cannot be seen by more";
        "按来源的知悉范围填写，或先调整来源", "take the level of the source, or change the source first";
    practice_written(source: &str, title: &str) "zone/practice-written":
        "“{source}”已有经验“{title}”", "{title:?} was already written from {source:?}";
        "在原来那篇上修改", "revise that one";
    practice_waits() "zone/practice-waits":
        "这篇经验正在待审核", "a version of it waits for its review";
        "审核之后再改", "revise it after the review";
    practice_not_waiting() "zone/practice-not-waiting":
        "没有待审核的版本", "no version of it waits for a review";
        "刷新后核对", "reload and check";
    practice_withdrawn() "zone/practice-withdrawn":
        "这篇经验已撤下", "the practice was taken down";
        "需要时另写一篇", "write another if it is needed";
    practice_not_published() "zone/practice-not-published":
        "这篇经验尚未发布，不能登记使用", "the practice is not published and cannot have been used";
        "先审核发布", "have it reviewed first";
    own_practice(account: &str) "zone/own-practice":
        "经验由账号“{account}”提交，不能由本人审核", "{account:?} submitted it and cannot review it";
        "换一人审核", "somebody else reviews it";
    practice_used_already(thing: &str) "zone/practice-used":
        "已登记用于“{thing}”，一件事只计一次", "it is already counted for {thing:?}: once for each thing";
        "不用再登记", "nothing needs to be done";
    practice_used_at_home(thing: &str) "zone/practice-used-at-home":
        "“{thing}”就是这篇经验的来源，不算再次使用", "{thing:?} is where it comes from: that is no use of it";
        "用于别的问题或项目时再登记", "say so when it is used elsewhere";
}

/// One example of each.
#[cfg(test)]
pub(super) fn catalogue() -> Vec<crate::Refusal> {
    vec![
        source_not_over("Q3"),
        practice_lacks("做法", "what was done"),
        practice_concerns_nothing(),
        practice_names_many(10),
        practice_level_wider("工作秘密", "work secret"),
        practice_written("Q3", "容缺受理加快用地审批"),
        practice_waits(),
        practice_not_waiting(),
        practice_withdrawn(),
        practice_not_published(),
        own_practice("office"),
        practice_used_already("Q5"),
        practice_used_at_home("Q3"),
    ]
}
