//! What is told: who asked for something, what was done at the meeting, what a guest said.

use super::clause;
use super::duty::{duty, without_number};

/// Verbs of telling somebody to do something: what follows in the sentence is asked for.
pub(super) const TELLING: &[&str] = &[
    "要求",
    "叮嘱",
    "勉励",
    "嘱咐",
    "号召",
    "责成",
    "希望",
    "强调",
    "提出要求",
];

/// Subjects whose 了 says that something was done at the meeting.
pub(super) const MEETING: &[&str] = &["会议", "会上", "会前", "会后", "与会人员"];

/// What a meeting does and nobody is asked to.
pub(super) const HELD: &[&str] = &["听取", "审议", "通报", "观摩", "宣读"];

/// What is done at a meeting itself.
pub(super) const MEETING_ACTS: &[&str] = &[
    "汇报", "通报", "听取", "审议", "学习", "传达", "研究", "部署", "调度", "总结", "观摩", "察看",
    "考察", "宣读", "签订", "观看", "点评", "交流",
];

/// Verbs after which somebody's view follows.
pub(super) const VIEWS: &[&str] = &[
    "认为", "介绍", "表示", "反映", "汇报", "坦言", "看来", "据悉", "说",
];

/// Whether a sentence tells what somebody asked for.
pub(super) fn tells(sentence: &str) -> bool {
    let clauses = clause::clauses(sentence);
    clauses.iter().any(|clause| {
        let point = without_number(&clause.text).0;
        is_telling(point) || point.ends_with("指出")
    })
}

/// Who a sentence says asked for something: 市长宋知远 of 市长宋知远强调.
pub(super) fn teller(sentence: &str) -> Option<String> {
    let first = clause::clauses(sentence).into_iter().next()?;
    let verbs = TELLING.iter().chain(&["指出", "说"]);
    let who = verbs
        .filter_map(|verb| first.text.strip_suffix(verb))
        .next()?;
    let who = who.trim_end_matches(['还', '并', '也']);
    (2..=12)
        .contains(&who.chars().count())
        .then(|| who.to_owned())
}

/// Whom a meeting hears and does not direct.
const GUESTS: &[&str] = &[
    "负责人",
    "代表",
    "专家",
    "群众",
    "职工",
    "师生",
    "村民",
    "居民",
    "业主",
    "董事长",
    "总经理",
    "方面",
    "集团",
    "公司",
    "企业",
    "客商",
    "考察团",
    "单位",
    "商会",
    "协会",
    "商户",
];

/// Verbs of saying right after who says it.
const SAY: &[&str] = &["建议", "反映", "表示", "坦言", "告诉", "说", "介绍", "认为"];

/// Verbs of wishing and explaining: others may be asked for something in the same sentence.
const WISH: &[&str] = &["希望", "想", "承诺", "解释", "称"];

/// Verbs of saying that more may stand before, at the end of the clause: 外地客商多次跟我讲.
const SAY_LAST: &[&str] = &["提出", "说", "讲", "介绍", "认为", "表示", "反映"];

/// How long what stands between a guest and such a verb may be, with the verb.
const SAID_CHARS: usize = 8;

/// Words before a name by which it is asked for something rather than heard.
const ASKED: &[&str] = &["由", "请", "让", "会同", "要求", "对", "向", "组织"];

/// Whether a sentence begins with what a guest says: 座谈会上，企业负责人说….
pub(super) fn is_guests_sentence(sentence: &str) -> bool {
    let clauses = clause::clauses(sentence);
    let mut first = clauses.iter().take(2);
    first.any(|first| is_heard(&first.text, SAY))
}

/// 企业负责人说, 部分业主单位反映, 考察团想…: what a guest says is asked of nobody by the meeting.
pub(super) fn is_guests(point: &str) -> bool {
    is_heard(point, SAY) || is_heard(point, WISH)
}

fn is_heard(point: &str, verbs: &[&str]) -> bool {
    let guest = GUESTS.iter().filter_map(|guest| {
        let at = point.find(guest)?;
        Some((&point[..at], &point[at + guest.len()..]))
    });
    guest.into_iter().any(|(before, after)| {
        let said = verbs.iter().filter_map(|say| after.strip_prefix(say));
        let mut said = said.filter(|rest| !rest.starts_with(['的', '书', '函', '意', '明']));
        let last = SAY_LAST.iter().any(|say| after.ends_with(say));
        (said.next().is_some() || last && after.chars().count() <= SAID_CHARS)
            && duty(before).is_none()
            && !ASKED.iter().any(|word| before.contains(word))
    })
}

/// Whether a clause tells somebody to do something.
pub(super) fn is_telling(point: &str) -> bool {
    let end = TELLING.iter().any(|word| point.ends_with(word));
    let named = TELLING[..7].iter().any(|word| {
        point.find(word).is_some_and(|at| {
            let before = point[..at].chars().count();
            let noun = [
                "有关", "相关", "工作", "具体", "以下", "下列", "如下", "上述", "达到", "符合",
            ];
            before <= 6
                && !point[at + word.len()..].starts_with(['之', '高', '严', '更'])
                && !point[..at].contains(['的', '按'])
                && !noun.iter().any(|noun| point[..at].ends_with(noun))
        })
    });
    end || named
}

/// 了 after the first verb: narration.
pub(super) fn is_told_as_done(point: &str) -> bool {
    let outside = clause::split(point, |_| false);
    let plain = outside.first().map_or(point, |part| &part.text);
    plain.char_indices().any(|(at, c)| {
        c == '了' && !plain[at..].starts_with("了解") && !plain[..at].ends_with(['为', '不', '得'])
    }) && !plain.contains('要')
}
