//! What a clause says of whom, where no word of duty stands: its verb, and whether it is a fact.

use crate::language::{Kind, Word, may_be_verb, words};

/// A clause as it may ask for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Predicate {
    pub(super) verb: String,
    /// Who is named for it before the verb.
    pub(super) who: Option<String>,
    /// Whether it says what is not to be done.
    pub(super) forbids: bool,
    /// Whether it is a fact rather than something to do.
    pub(super) fact: bool,
    /// Whether it is a fact unless something was asked for just before.
    pub(super) measured: bool,
}

/// Verbs of being and knowing: nobody is asked to do them.
const STATIVE: &[&str] = &[
    "是",
    "有",
    "无",
    "为",
    "占",
    "达",
    "存在",
    "属于",
    "位于",
    "表示",
    "认为",
    "介绍",
    "反映",
    "显示",
    "表明",
    "意味",
    "意味着",
    "面临",
    "处于",
    "成为",
    "包括",
    "出席",
    "参加",
    "列席",
    "主持",
    "陪同",
    "来到",
    "走进",
    "察看",
    "听取",
    "询问",
    "觉得",
    "感到",
    "呈现",
    "看到",
    "迎来",
    "涌现",
    "进入",
    "标志",
    "标志着",
    "体现",
    "说明",
    "证明",
    "决定",
    "取决于",
    "需要",
    "在于",
    "等于",
    "关系",
    "关乎",
    "事关",
    "不是",
    "就是",
    "还有",
    "没有",
    "指出",
    "强调",
    "称",
    "影响",
    "导致",
    "造成",
    "制约",
    "离不开",
    "显得",
    "算",
    "像",
    "剩",
    "来自",
    "源于",
    "依托",
    "见",
    "详见",
    "多发",
    "易发",
    "频发",
    "高发",
    "据悉",
    "据了解",
    "持平",
    "滞后",
    "同意",
    "通过",
];

/// Verbs of growing and shrinking: with a figure they tell how it went.
const MEASURED: &[&str] = &[
    "增长", "下降", "上升", "超过", "提高", "提升", "回升", "回落", "降", "升", "增加", "减少",
    "扩大", "缩小", "达到", "突破", "排名", "位居", "高于", "低于", "翻", "完成", "实现", "新增",
];

/// Adverbs of what has been, and of degree.
const PAST: &[&str] = &[
    "已",
    "已经",
    "均已",
    "曾",
    "曾经",
    "正在",
    "正",
    "刚刚",
    "刚",
    "一直",
    "历来",
    "没",
    "没有",
    "未",
    "尚未",
    "仍未",
    "原本",
    "本来",
    "依然",
    "仍然",
    "仍",
    "往往",
    "日益",
    "逐渐",
    "愈发",
    "越来越",
    "总体",
    "基本",
    "易",
    "容易",
];
const DEGREE: &[&str] = &[
    "很", "较", "较为", "十分", "非常", "比较", "尤为", "极为", "相当", "太",
];

/// Words with which what is not to be done begins.
const NOT_TO: &[&str] = &[
    "不", "别", "绝不", "决不", "莫", "勿", "切莫", "切勿", "不再", "绝", "决", "少", "不要",
];

/// Times at which a clause says how things stand.
const NOW: &[&str] = &[
    "目前", "当前", "现在", "全区", "全市", "全县", "全省", "我区", "我市", "我县",
];

/// Words of forbidding that are none of anything else, wherever they stand.
const NEVER: &[&str] = &["别", "绝不", "决不", "切莫", "切勿", "勿"];

/// Verbs of what may happen: with nothing after it, a clause of one says when.
const OCCASIONS: &[&str] = &["遇到", "遇", "出现", "发现", "发生", "涉及", "碰到", "需要"];

/// Times that lie behind.
const BEHIND: &[&str] = &[
    "上周", "上月", "上年", "去年", "昨天", "前天", "日前", "此前", "前期", "刚才", "过去", "上次",
    "前段", "最近",
];

/// Verbs that stand before one that is done.
const MODAL: &[&str] = &[
    "要", "能", "可", "可以", "能够", "会", "应", "应该", "得", "去", "来", "想",
];

/// Characters that end a short name, and are verbs elsewhere: 农办, 疾控, 不良率.
const NAME_ENDS: &[&str] = &[
    "办", "会", "组", "处", "委", "建", "控", "管", "率", "点", "线",
];

/// How the name of somebody who is asked ends.
const SOMEBODY: &[&str] = &[
    "部",
    "局",
    "科",
    "办",
    "委",
    "院",
    "站",
    "所",
    "中心",
    "单位",
    "企业",
    "镇",
    "乡",
    "村",
    "街道",
    "县",
    "区",
    "市",
    "州",
    "机构",
    "公司",
    "集团",
    "干部",
    "同志",
    "人员",
    "组",
    "队",
    "主任",
    "书记",
    "负责人",
    "厅",
    "室",
    "处",
    "大家",
    "各地",
    "各级",
    "学校",
    "银行",
    "专班",
    "党组织",
    "部门",
    "领导",
    "员",
    "长",
    "厂",
    "会",
    "方",
    "支行",
    "分局",
    "大队",
    "园区",
    "社区",
    "党委",
    "党组",
    "党支部",
    "师傅",
    "班子",
    "社",
    "校",
    "司",
    "户",
    "商",
    "行",
];

/// The predicate of a clause, if it has one.
pub(super) fn predicate(clause: &str) -> Option<Predicate> {
    let words = words(clause);
    if clause.ends_with('的') || is_only_about(&words) || is_manner(&words) {
        return None;
    }
    let Some(at) = main_verb(&words).or_else(|| hidden_verb(&words)) else {
        return is_slogan(clause).then(|| Predicate {
            verb: clause.to_owned(),
            who: None,
            forbids: false,
            fact: false,
            measured: true,
        });
    };
    let verb = &words[at];
    if OCCASIONS.contains(&&*verb.text) && !(at + 1..words.len()).any(|at| is_verb(&words, at)) {
        return None;
    }
    let before = &words[..at];
    let among =
        |list: &[&str], words: &[Word]| words.iter().any(|word| list.contains(&&*word.text));
    let degree = among(DEGREE, &words) && !words.iter().any(|word| word.text == "地");
    let figure = words.iter().any(|word| word.kind == Kind::Number);
    // 投资完成2.3亿元: what is measured may be read as a verb itself.
    let measured = &words[at..words.len().min(at + 2)];
    let of = before.iter().rposition(is_of).map_or(0, |at| at + 1);
    let forbids = among(NOT_TO, &before[of..]) || among(NEVER, &words);
    Some(Predicate {
        verb: verb.text.clone(),
        who: who(before),
        forbids,
        fact: STATIVE.contains(&&*verb.text)
            || among(PAST, before)
            || BEHIND.iter().any(|time| clause.starts_with(time))
            || words
                .iter()
                .any(|word| word.kind == Kind::Particle && word.text == "过"),
        measured: degree || figure && stands(clause) || figure && among(MEASURED, measured),
    })
}

/// 目前共有…, 全区在建…: how things stand, with no day before which they are to.
fn stands(clause: &str) -> bool {
    let after = NOW.iter().filter_map(|now| clause.strip_prefix(now)).next();
    after.is_some_and(|after| !after.contains('前'))
}

/// The verb of the clause itself, not one inside what describes a noun.
fn main_verb(words: &[Word]) -> Option<usize> {
    let verbs: Vec<usize> = (0..words.len()).filter(|at| is_verb(words, *at)).collect();
    let mut verbs = verbs.into_iter().peekable();
    let mut last = None;
    while let Some(at) = verbs.next() {
        let Some(next) = verbs.peek().copied() else {
            return if named_by(words, at) { last } else { Some(at) };
        };
        if !(at..words.len())
            .skip_while(|at| !is_of(&words[*at]))
            .any(|at| is_verb(words, at))
            && named_by(words, at)
        {
            return last;
        }
        let describes = words[at..next].iter().any(is_of);
        let located = words[..at]
            .iter()
            .any(|word| word.kind == Kind::Preposition)
            && words[at..next].iter().any(|word| word.kind == Kind::Place);
        if !describes && !located {
            return Some(at);
        }
        let opens = words[..at].iter().all(|word| is_adjunct(word.kind));
        if opens && !located && !words[at..next].last().is_some_and(close_before_verb) {
            return Some(at);
        }
        last = Some(at);
    }
    last
}

/// 每日清点库存, 统一招标采购: a verb that is read as a noun, with what stands before verbs.
fn hidden_verb(words: &[Word]) -> Option<usize> {
    (1..words.len()).find(|at| {
        let before = &words[..*at];
        let leads = before.iter().any(|word| {
            let kinds = [Kind::Adverb, Kind::Preposition];
            kinds.contains(&word.kind)
                || is_of(word)
                || word.text.starts_with('每')
                || BEFORE_VERBS.contains(&&*word.text)
        });
        let last = &before[at - 1];
        let named = is_of(last) || leads || who(before).is_some();
        let may = matches!(words[*at].kind, Kind::Gerund | Kind::Noun);
        may && named && may_be_verb(&words[*at].text)
    })
}

/// What stands before a verb and is read as one, or as something else.
const BEFORE_VERBS: &[&str] = &[
    "统一", "集中", "联合", "轮流", "分批", "随机", "突击", "先行", "直接", "逐一", "同步", "定期",
];

/// 群众反映的问题: a verb with a subject that only describes a noun is no predicate.
fn named_by(words: &[Word], at: usize) -> bool {
    let opens = words[..at].iter().all(|word| is_adjunct(word.kind));
    let by = words[..at]
        .iter()
        .any(|word| word.kind == Kind::Preposition);
    !opens && !by && words[at..].iter().any(is_of)
}

/// 专款专用, 应统尽统: four characters, every other the same.
fn is_slogan(clause: &str) -> bool {
    let chars: Vec<char> = clause.chars().collect();
    chars.len() == 4 && (chars[0] == chars[2] || chars[1] == chars[3])
}

/// 以实际行动迎接…: how and what for, around what is asked.
fn is_manner(words: &[Word]) -> bool {
    words
        .first()
        .is_some_and(|word| ["以", "通过", "凭", "凭借", "用"].contains(&&*word.text))
}

/// 对连续两年不合格的人员: of whom or what, without what is done about it.
fn is_only_about(words: &[Word]) -> bool {
    const ABOUT: &[&str] = &["对", "对于", "针对", "就", "关于", "按照", "根据", "围绕"];
    let first = words.first().map(|word| &*word.text);
    if first == Some("关于") {
        return true;
    }
    let about = first.is_some_and(|first| ABOUT.contains(&first));
    let end = words.last().map(|word| &*word.text);
    if about
        && matches!(
            end,
            Some("问题" | "情况" | "方面" | "现象" | "要求" | "部署")
        )
    {
        return true;
    }
    let last = words.iter().rposition(is_of);
    about && last.is_some_and(|last| !(last..words.len()).any(|at| is_verb(words, at)))
}

/// 逾期未报的予以…: what stands right before a verb and makes a noun of what came before.
fn close_before_verb(word: &Word) -> bool {
    is_of(word) || word.kind == Kind::Adverb
}

fn is_of(word: &Word) -> bool {
    word.kind == Kind::Particle && word.text == "的"
}

fn is_adjunct(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Adverb | Kind::Time | Kind::Number | Kind::Measure | Kind::Mark
    )
}

fn is_verb(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let modal = MODAL.contains(&&*word.text) && at + 1 < words.len();
    if modal || matches!(&*word.text, "少" | "多" | "不少" | "不多") {
        return false;
    }
    if words
        .get(at + 1)
        .is_some_and(|next| next.kind == Kind::Place)
    {
        return false;
    }
    // 农办每三天…: what ends the short name of an office is no verb.
    let naming = [Kind::Noun, Kind::Adjective, Kind::Gerund, Kind::Modifier];
    let name = words[..at].iter().all(|word| naming.contains(&word.kind));
    if at > 0 && name && NAME_ENDS.contains(&&*word.text) && at + 1 < words.len() {
        return false;
    }
    match word.kind {
        Kind::Verb => true,
        // 当好“施工队长”.
        Kind::Preposition => word.text == "当" && words.get(at + 1).is_some_and(|w| w.text == "好"),
        Kind::Saying => word.text.chars().count() >= 3,
        // A verb read as a noun because nothing follows, or because a noun does.
        Kind::Gerund | Kind::Noun | Kind::Adjective => {
            let opens = words[..at].iter().all(|word| is_adjunct(word.kind));
            let later = words[at + 1..].iter().any(|word| word.kind == Kind::Verb);
            let led = at > 0 && matches!(words[at - 1].kind, Kind::Adverb | Kind::Adjective);
            (opens && !later || led) && may_be_verb(&word.text)
        }
        _ => false,
    }
}

/// Who is named before the verb, with what stands between left out.
fn who(before: &[Word]) -> Option<String> {
    let goes_on = |word: &&Word| {
        let ends = [Kind::Adverb, Kind::Time, Kind::Preposition, Kind::Number];
        !ends.contains(&word.kind) && !word.text.starts_with('每')
    };
    let name: Vec<&Word> = before.iter().take_while(goes_on).collect();
    let text: String = name.iter().map(|word| &*word.text).collect();
    let called = text.starts_with(['各', '@', '全'])
        || SOMEBODY.iter().any(|end| text.ends_with(end))
        || text
            .chars()
            .rev()
            .nth(1)
            .is_some_and(|c| matches!(c, '小' | '老'));
    let length = text.chars().count();
    (called && (2..=20).contains(&length)).then(|| text.trim_matches(['@', ' ']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verb_of_a_clause_and_who_is_to_do_it() {
        for (clause, expected) in [
            ("农办每三天到现场看一次", "到 by 农办"),
            ("群众反映的石桥村饮水问题", "-"),
            ("逾期的一律予以通报", "予以"),
            ("市卫健委将派出三个督导组", "派出 by 市卫健委"),
            ("不搞花架子", "搞 not"),
            ("安全是底线", "是 fact"),
            ("不良率下降到万分之六", "下降 measured"),
            ("全镇投资完成2.3亿元", "投资 measured by 全镇"),
            ("上周有人打不通", "打 fact"),
            ("财务小李下午挨个打电话", "打电话 by 财务小李"),
            ("以后每月5号前交", "交"),
            ("名单在村口公示", "公示"),
        ] {
            let told = predicate(clause).map_or("-".to_owned(), |found| {
                let mut told = found.verb;
                let mut add = |said: bool, word: &str| {
                    if said {
                        told.push_str(word);
                    }
                };
                add(found.forbids, " not");
                add(found.fact, " fact");
                add(found.measured, " measured");
                found
                    .who
                    .map_or(told.clone(), |who| format!("{told} by {who}"))
            });
            assert_eq!(told, expected, "{clause}");
        }
    }
}
