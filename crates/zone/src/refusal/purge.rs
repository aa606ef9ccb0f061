//! Refusals of purges.

use crate::refusals;

refusals! {
    purge_of_nothing() "zone/purge-of-nothing":
        "没有指明要清除什么", "nothing is named that is to be purged";
        "写明评论（K3）、附件（A7）、人员（R4）或记录（#1234）",
        "name a comment (K3), an attachment (A7), a person (R4) or a record (#1234)";
    nothing_to_purge(target: &str) "zone/nothing-to-purge":
        "“{target}”没有可以清除的文字或文件", "{target:?} holds no text or file that could be purged";
        "核对编号；项目、单位名称等不含个人信息的内容按更名办理",
        "check the id; names of projects and units are changed by renaming";
    purged_already(target: &str, mark_zh: &str, mark_en: &str) "zone/purged-already":
        "“{target}”已经清除（{mark_zh}）", "{target:?} is purged already ({mark_en})";
        "不用再清除", "nothing is left to be done";
    purge_asked_already(target: &str, id: &str) "zone/purge-asked-already":
        "“{target}”已在 {id} 中申请清除，等待另一人确认",
        "{target:?} is asked for in {id}, which waits for a second person";
        "请另一人确认 {id}", "have somebody else confirm {id}";
    purge_own(account: &str) "zone/purge-own":
        "清除由“{account}”申请，须由另一人确认；本机终端算作同一人",
        "{account:?} asked for it, somebody else confirms; the machine's terminal counts as one";
        "请另一个有权限的账号确认", "have another account that may do so confirm it";
    purge_settled(id: &str, zh: &str, en: &str) "zone/purge-settled":
        "{id} 已{zh}", "{id} was {en} already";
        "需要时另行申请", "ask anew if it is needed";
    purge_reason_repeats(target: &str) "zone/purge-reason-repeats":
        "理由复述了“{target}”的内容，而理由会留存",
        "the reason repeats what {target:?} says, and the reason stays";
        "换个说法，只写为什么，不写内容", "say why in other words, without what is to go";
}

/// One example of each.
#[cfg(test)]
pub(super) fn catalogue() -> Vec<crate::Refusal> {
    vec![
        purge_of_nothing(),
        nothing_to_purge("#12"),
        purged_already(
            "K3",
            "个人信息，office 申请，safety 确认，2026-05-18，见 X3",
            "personal data, asked by office, confirmed by safety, 2026-05-18, see X3",
        ),
        purge_asked_already("A7", "X2"),
        purge_own("office"),
        purge_settled("X2", "确认", "confirmed"),
        purge_reason_repeats("K3"),
    ]
}
