//! Refusals of meetings.

use jiff::civil::Date;

use crate::refusals;

refusals! {
    meeting_not_held() "zone/meeting-not-held":
        "会议尚未召开", "the meeting has not been held";
        "先登记会议已召开，再印发纪要、交办事项", "record that it was held, then issue minutes or assign items";
    meeting_is_over(on: Date) "zone/meeting-is-over":
        "会议已于 {on} 召开，安排和议程不再改动", "the meeting was held on {on}: plan and agenda stay as they were";
        "有出入的写入纪要，或在下次会议办理", "say it in the minutes, or take it up at the next meeting";
    meeting_cancelled(on: Date) "zone/meeting-cancelled":
        "会议已于 {on} 取消", "the meeting was cancelled on {on}";
        "另行安排一次会议", "plan another meeting";
    meeting_ahead(on: Date) "zone/meeting-ahead":
        "会议日期 {on} 尚未到来，不能登记为已召开", "the meeting is on {on}: it cannot have been held yet";
        "会后再登记；提前召开的先改会议日期", "record it afterwards; if it was held earlier, change its date";
    meeting_twice(other: &str, on: Date) "zone/meeting-twice":
        "{on} 同一时间已安排“{other}”", "{other:?} is planned for the same time on {on}";
        "核对日期和时间；确有两场的写明各自的时间", "check day and time; if there are two, give each its time";
    meeting_kind_stays() "zone/meeting-kind-stays":
        "会议类型不能改，编号按类型排列", "the kind of a meeting stays: its number belongs to it";
        "取消这次会议，按新类型另行安排", "cancel it and plan one of the other kind";
    on_agenda_twice(what: &str) "zone/agenda-twice":
        "“{what}”在议程中出现了两次", "{what:?} stands on the agenda twice";
        "保留一处", "keep one of the two";
    agenda_too_long(max: usize) "zone/agenda-too-long":
        "议程超过 {max} 项", "the agenda has more than {max} entries";
        "分几次会议，或合并议题", "spread it over several meetings, or join subjects";
    entry_too_long(max: u16) "zone/entry-too-long":
        "一项议程超过 {max} 分钟", "an entry takes more than {max} minutes";
        "核对时长，或单独开会", "check its length, or give it a meeting of its own";
    attends_twice(who: &str) "zone/attends-twice":
        "“{who}”在出席、列席名单中出现了两次", "{who:?} is named twice among members and observers";
        "保留一处", "keep one of the two";
    too_many_attend(max: usize) "zone/too-many-attend":
        "参会名单超过 {max} 个", "more than {max} attend";
        "以单位代替其下各人", "name units rather than everybody in them";
    was_not_asked(who: &str) "zone/was-not-asked":
        "“{who}”不在参会名单中，无所谓缺席", "{who:?} was not asked to attend and cannot be absent";
        "核对名单", "check the list";
    no_minutes() "zone/no-minutes":
        "没有纪要内容", "there is no text of the minutes";
        "粘贴纪要全文，或上传文件", "paste the minutes, or upload the file";
    minutes_before_meeting(on: Date) "zone/minutes-before-meeting":
        "纪要日期早于会议日期 {on}", "the minutes are dated before the meeting of {on}";
        "核对日期", "check the date";
    minutes_replaced_without_reason() "zone/minutes-without-reason":
        "纪要已印发，重新印发须写明原因", "minutes were issued: issuing them again needs a reason";
        "写明更正了什么", "say what was corrected";
}

/// One example of each.
#[cfg(test)]
pub(super) fn catalogue() -> Vec<crate::Refusal> {
    let day = jiff::civil::date(2026, 5, 18);
    vec![
        meeting_not_held(),
        meeting_is_over(day),
        meeting_cancelled(day),
        meeting_ahead(day),
        meeting_twice("2026年第3次调度会", day),
        meeting_kind_stays(),
        on_agenda_twice("P3"),
        agenda_too_long(200),
        entry_too_long(240),
        attends_twice("U3"),
        too_many_attend(300),
        was_not_asked("U3"),
        no_minutes(),
        minutes_before_meeting(day),
        minutes_replaced_without_reason(),
    ]
}
