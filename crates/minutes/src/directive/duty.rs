//! Words of duty, and what a clause asks for by one.

use super::clause;
use super::grammar;
use super::lists::AROUND;
use super::verbs;
use crate::language::{self, Kind, longest_word};
use crate::period;

/// What a clause asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) text: String,
    /// Characters of the clause before it.
    pub(super) offset: usize,
    pub(super) verb: String,
    pub(super) who: Option<String>,
    /// Whether it forbids.
    pub(super) forbids: bool,
    /// Whether it is what something is for.
    pub(super) goal: bool,
    /// Whether it was told as done.
    pub(super) done: bool,
    /// Whether it is all that its clause asks for.
    pub(super) whole: bool,
}

/// Words of duty.
const DUTIES: &[&str] = &[
    "必须", "务必", "务求", "应当", "理应", "需要", "至少", "须", "要", "应", "需", "请",
];

/// Words of duty that forbid.
pub(super) const FORBIDDING: &[&str] = &[
    "绝不能",
    "决不能",
    "绝不允许",
    "决不允许",
    "严禁",
    "切忌",
    "不得",
    "不准",
    "不许",
    "不能",
    "不可",
    "禁止",
    "不要",
    "杜绝",
];

/// Words in which a word of duty is none.
const NOT_DUTY: &[&str] = &[
    "主要",
    "重要",
    "需要解决的",
    "要求",
    "要素",
    "纲要",
    "纪要",
    "只要",
    "摘要",
    "必要",
    "首要",
    "概要",
    "提要",
    "次要",
    "要点",
    "要件",
    "要害",
    "拿卡要",
    "要闻",
    "要么",
    "紧要",
    "要道",
    "要领",
    "要职",
    "要务",
    "简要",
    "扼要",
    "将要",
    "快要",
    "相应",
    "供应",
    "反应",
    "应对",
    "应急",
    "应用",
    "适应",
    "响应",
    "应统尽统",
    "效应",
    "应收",
    "应届",
    "对应",
    "应邀",
    "应变",
    "需求",
    "所需",
    "急需",
    "必需",
    "申请",
    "邀请",
    "请示",
    "请求",
    "提请",
    "报请",
    "聘请",
    "须知",
    "必须品",
    "呼应",
    "感应",
    "应纳",
    "无需",
    "能不能",
    "容不得",
    "由不得",
    "舍不得",
    "了不得",
    "供需",
    "内需",
    "必应",
    "百应",
];

pub(super) fn new(text: &str, verb: String, forbids: bool, goal: bool) -> Asked {
    Asked {
        text: text.to_owned(),
        offset: 0,
        verb,
        who: None,
        forbids,
        goal,
        done: false,
        whole: true,
    }
}

/// 修改后, 通知如下: what something stands before.
pub(super) fn is_before(point: &str) -> bool {
    ["后", "时", "如下"].iter().any(|end| point.ends_with(end))
}

/// 供电公司配合: who helps, with what another is to do.
pub(super) fn is_support(point: &str) -> bool {
    ["配合", "协助", "参与", "协同"]
        .iter()
        .any(|end| point.ends_with(end))
}

/// When, if and why something is done, rather than what.
pub(super) fn is_occasion(point: &str) -> bool {
    const BEGINS: &[&str] = &[
        "如", "若", "因", "由于", "为", "当", "凡", "一旦", "只要", "只有", "无论", "不管", "除",
        "随着", "例如", "比如", "虽然", "尽管", "即使", "这", "那", "它", "他", "她", "我们", "我",
        "既是", "不仅", "谁", "截至", "截止", "直至", "直到", "自",
    ];
    const ENDS: &[&str] = &[
        "的",
        "的话",
        "情况下",
        "之后",
        "以后",
        "期间",
        "这块",
        "方面",
        "如下",
    ];
    // 时 as a word of its own, not 费时.
    let last = language::words(point).pop();
    let when = last.is_some_and(|word| word.text == "时" || word.text == "后");
    when || BEGINS.iter().any(|word| point.starts_with(word))
        || ENDS.iter().any(|end| point.ends_with(end))
}

/// A clause with a word of duty.
pub(super) fn asked(point: &str) -> Option<Asked> {
    let (at, duty) = duty(point)?;
    let before = point[..at].trim_matches(['也', '更', '还', '都', '一', '二', '三', '四', '五']);
    let after = &point[at + duty.len()..];
    let forbids = FORBIDDING.contains(&duty);
    let led = before.starts_with("对") || before.starts_with("在") || before.starts_with("把");
    let phrase = if forbids {
        &point[at..]
    } else if led {
        point
    } else {
        after
    };
    let doing = verbs::after_adverbs(after);
    if doing.is_empty() || SEEING.contains(&doing) {
        return None;
    }
    let verb = match verbs::verb(doing) {
        _ if forbids => duty.to_owned(),
        Some(verb) => verb.to_owned(),
        None => match verbs::doing(doing) {
            Some(doing) => doing.verb,
            None => longest_word(doing),
        },
    };
    let mut one = new(phrase, verb, forbids, false);
    one.offset = point[..point.len() - phrase.len()].chars().count();
    one.who = (!led && is_somebody(before)).then(|| before.to_owned());
    Some(one)
}

/// 需提请市政府协调的问题, 以清单化管理的办法: about what, or how, something else is done.
pub(super) fn is_about(point: &str) -> bool {
    const THINGS: &[&str] = &["的问题", "的事项", "的情况", "的项目", "的企业", "的单位"];
    const WAYS: &[&str] = &["办法", "方式", "举措", "形式", "原则", "标准"];
    let ends = |list: &[&str]| list.iter().any(|end| point.ends_with(end));
    point.starts_with(['需', '须', '应']) && ends(THINGS) || point.starts_with('以') && ends(WAYS)
}

/// 要对照全会部署: a word of duty, and only by what something is to be done.
pub(super) fn is_by_what(point: &str) -> bool {
    let after = duty(point).map(|(at, duty)| verbs::after_adverbs(&point[at + duty.len()..]));
    after.is_some_and(|after| {
        let around = AROUND.iter().any(|word| after.starts_with(word));
        around && !after.contains('逐') && grammar::predicate(after).is_none()
    })
}

/// Verbs after which a fact follows: 也要看到，….
const SEEING: &[&str] = &[
    "看到",
    "清醒看到",
    "清醒地看到",
    "认识到",
    "说明的是",
    "指出的是",
];

/// The first word of duty in a clause that is one, outside quotations.
pub(super) fn duty(point: &str) -> Option<(usize, &'static str)> {
    let mut inside = false;
    for (at, c) in point.char_indices() {
        match c {
            '“' | '《' => inside = true,
            '”' | '》' => inside = false,
            _ => {}
        }
        if inside || NOT_DUTY.iter().any(|word| covers(point, at, word)) {
            continue;
        }
        let words = FORBIDDING.iter().chain(DUTIES);
        let found = words.copied().find(|word| point[at..].starts_with(word));
        if let Some(found) = found.filter(|_| !in_noun(point, at)) {
            return Some((at, found));
        }
    }
    None
}

/// 供需, 应收账款: whether a place is inside a noun of several characters.
fn in_noun(point: &str, at: usize) -> bool {
    let mut words = language::words(point).into_iter();
    words.any(|word| {
        let covers = word.at <= at && at < word.at + word.text.len();
        covers && word.kind == Kind::Noun && language::is_noun(&word.text)
    })
}

/// Whether a word stands over a place of a text.
fn covers(text: &str, at: usize, word: &str) -> bool {
    let offsets = word.char_indices().map(|(offset, _)| offset);
    let mut starts = offsets.filter_map(|offset| at.checked_sub(offset));
    starts.any(|start| text.is_char_boundary(start) && text[start..].starts_with(word))
}

/// 由建设局牵头, 财政局负责办理…: a unit is named for it.
pub(super) fn led_by(point: &str) -> Option<Asked> {
    let (who, rest) = if let Some(rest) = point.strip_prefix('由') {
        let at = ["牵头", "负责"]
            .iter()
            .filter_map(|word| rest.find(word))
            .min();
        let at = at.filter(|at| !rest[*at..].starts_with("负责人"));
        let by_verb = || {
            let starts = rest.char_indices().map(|(at, _)| at).skip(2);
            let mut verbs = starts.filter(|at| verbs::verb(&rest[*at..]).is_some());
            verbs.next()
        };
        let at = at.or_else(by_verb)?;
        (&rest[..at], &rest[at..])
    } else {
        let at = point.find("负责")?;
        if point[at..].starts_with("负责人") || point[at..].starts_with("负责同志") {
            return None;
        }
        (&point[..at], &point[at..])
    };
    let rest = rest.trim_start_matches("牵头").trim_start_matches("负责");
    let doing = verbs::after_adverbs(rest);
    let verb = verbs::doing(doing).map(|doing| doing.verb)?;
    if !is_somebody(who) {
        return None;
    }
    let mut one = new(rest, verb, false, false);
    one.offset = point[..point.len() - rest.len()].chars().count();
    one.who = Some(who.to_owned());
    Some(one)
}

/// 由建设局牵头: who is named, with nothing to do yet.
pub(super) fn leader(point: &str) -> Option<&str> {
    let rest = point.strip_prefix('由').unwrap_or(point);
    // 更新科会同各街道，…: with whom.
    let with = || {
        let (who, with) = rest.split_once("会同")?;
        (with.chars().count() <= 12 && duty(point).is_none()).then_some(who)
    };
    let who = rest
        .strip_suffix("牵头")
        .or_else(|| rest.strip_suffix("负责"))
        .or_else(with)?;
    (is_somebody(who) && !who.contains('谁')).then_some(who)
}

/// 工信局于本月底前修订方案, 8月10日前拿出方案: a limit of time, and a verb of doing after it.
pub(super) fn by_a_day(point: &str) -> Option<Asked> {
    let mut limits = point
        .char_indices()
        .filter(|(_, c)| *c == '前' || *c == '内');
    let (at, before) = limits.find_map(|(at, c)| {
        let before = period::ends_here(&point[..at + c.len_utf8()])?;
        Some((at + c.len_utf8(), before))
    })?;
    let doing = verbs::after_adverbs(&point[at..]);
    let verb = verbs::verb(doing)?;
    let who = point[..before].trim_end_matches(['于', '在', '需', '，']);
    let mut one = new(point, verb.to_owned(), false, false);
    one.who = is_somebody(who).then(|| who.to_owned());
    Some(one)
}

/// Adverbs that show a thing to be done where a clause begins with its occasion.
pub(super) const URGING: &[&str] = &["及时", "立即", "主动", "提前", "第一时间", "尽快", "马上"];

/// Whether what stands before a word of duty names who is to do it.
fn is_somebody(before: &str) -> bool {
    let count = before.chars().count();
    (2..=16).contains(&count) && !before.ends_with(['时', '中', '上', '后', '前'])
}

/// The clause without 一、 （二） 3. 一是 一要 第三.
pub(super) fn without_number(clause: &str) -> (&str, bool) {
    let digits = "一二三四五六七八九十0123456789";
    let mut rest = clause.trim_start_matches(['（', '(', '第']);
    let cut = rest.trim_start_matches(|c| digits.contains(c));
    if cut.len() == rest.len() {
        return (clause, false);
    }
    for mark in ["）", ")", "、", ".", "．", "是"] {
        if let Some(after) = cut.strip_prefix(mark) {
            rest = after.trim_start();
            return (rest, true);
        }
    }
    if clause.starts_with('第') && cut.is_empty() {
        return ("", true);
    }
    if cut.starts_with('要') && cut.len() < clause.len() {
        return (cut, true);
    }
    (clause, false)
}

/// Words that show that a part of a list is a thing to be done of its own.
const EACH: &[&str] = &["尽快", "早日", "尽早", "按期", "如期", "及早"];

/// A clause that lists several things to be done, one by one.
pub(super) fn parts(asked: Asked, offset: usize) -> Vec<Asked> {
    let list = clause::split(&asked.text, |c| c == '、');
    let each = |text: &str| EACH.iter().any(|word| text.contains(word));
    let begins: Vec<bool> = list
        .iter()
        .enumerate()
        .map(|(index, part)| {
            let long = part.text.chars().count() > 4;
            let does = verbs::verb(verbs::after_adverbs(&part.text)).is_some();
            index == 0 || (long && does && !asked.goal) || each(&part.text)
        })
        .collect();
    if begins.iter().filter(|begins| **begins).count() < 2 || asked.forbids {
        let offset = offset + asked.offset;
        return vec![Asked { offset, ..asked }];
    }
    let mut found: Vec<Asked> = Vec::new();
    for (part, begins) in list.iter().zip(begins) {
        match found.last_mut() {
            Some(last) if !begins => {
                last.text.push('、');
                last.text.push_str(&part.text);
            }
            _ => {
                let doing = verbs::after_adverbs(&part.text);
                let own = verbs::verb(doing).map(str::to_owned);
                found.push(Asked {
                    text: part.text.clone(),
                    offset: offset + asked.offset + part.start,
                    verb: own.unwrap_or_else(|| asked.verb.clone()),
                    whole: false,
                    ..asked.clone()
                });
            }
        }
    }
    found
}
