//! Refusals of comments and attachments.

use crate::refusals;

refusals! {
    no_place(text: &str) "zone/no-place":
        "“{text}”不是坐标", "{text:?} is no place";
        "写成“纬度,经度 坐标系”，如 30.5928,114.3055 WGS-84；地图上取的点多为 GCJ-02",
        "write LATITUDE,LONGITUDE DATUM: 30.5928,114.3055 WGS-84; maps of China give GCJ-02";
    nobody_called(name: &str) "zone/nobody-called":
        "没有叫“{name}”的人员或单位", "nobody and no unit is called {name:?}";
        "从提示中选择；不是提及某人的，在 @ 后加一个空格",
        "choose from the list; where nobody is meant, put a space after @";
    several_called(name: &str, ids: &str) "zone/several-called":
        "叫“{name}”的不止一个：{ids}", "several are called {name:?}: {ids}";
        "从提示中选择，或写出全称", "choose from the list, or write the full name";
    comment_withdrawn(id: &str) "zone/comment-withdrawn":
        "评论 {id} 已撤回", "the comment {id} was withdrawn";
        "另写一条评论", "write another comment";
    not_the_writer(id: &str) "zone/not-the-writer":
        "评论 {id} 不是您写的", "you did not write the comment {id}";
        "请作者自己修改；不当内容由调度办公室撤回",
        "its writer edits it; the dispatch office withdraws what does not belong";
    other_thread(id: &str, subject: &str) "zone/other-thread":
        "{id} 属于 {subject}", "{id} belongs to {subject}";
        "在同一事项下评论和附件", "comment and attach under the same thing";
    not_to_enterprise(word_zh: &str, word_en: &str) "zone/not-to-enterprise":
        "{word_zh}下的评论和附件不对企业公开", "an enterprise reads nothing of a {word_en}";
        "只有企业诉求可以选“对企业”", "only a request of an enterprise can be answered to it";
    answers_internal(id: &str) "zone/answers-internal":
        "{id} 是内部内容，对企业的评论不能引用它",
        "{id} is internal: what the enterprise reads cannot answer or carry it";
        "改为内部，或另写一条", "make it internal, or write it on its own";
    attachment_withdrawn(id: &str) "zone/attachment-withdrawn":
        "附件 {id} 已撤回", "the attachment {id} was withdrawn";
        "另传附件", "attach another file";
    attachment_shows(id: &str, item: &str) "zone/attachment-shows":
        "附件 {id} 是 {item} 的材料，不能撤回", "the attachment {id} is evidence of {item} and stays";
        "先退办并补充新的材料", "return the item and give other evidence first";
    too_many_here(what_zh: &str, what_en: &str, max: usize) "zone/too-many-here":
        "{what_zh}超过 {max}", "more than {max} {what_en}";
        "删减后重试，或另行归档", "take some out, or keep them elsewhere";
}

/// One example of each.
#[cfg(test)]
pub(super) fn catalogue() -> Vec<crate::Refusal> {
    vec![
        no_place("光谷三路"),
        nobody_called("张三"),
        several_called("李强", "R5、R6"),
        comment_withdrawn("K3"),
        not_the_writer("K3"),
        other_thread("A3", "P12"),
        not_to_enterprise("项目", "project"),
        answers_internal("K3"),
        attachment_withdrawn("A3"),
        attachment_shows("A3", "S7"),
        too_many_here("提及的人", "people and units are named", 30),
    ]
}
