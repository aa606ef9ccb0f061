//! What a clause says of whom, where no word of duty stands: its verb, and whether it is a fact.

use super::lists::{
    AROUND, BEHIND, DEGREE, MEASURED, MODAL, NAME_ENDS, NEVER, NOT_TO, NOW, OCCASIONS, PAST,
    SOMEBODY, STATIVE,
};
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

/// The predicate of a clause, if it has one.
pub(super) fn predicate(clause: &str) -> Option<Predicate> {
    let words = words(clause);
    if clause.ends_with('的') || is_only_about(&words) || is_manner(&words) || is_topic(clause) {
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
    if AROUND.contains(&&*verb.text) {
        return None;
    }
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
            || among(PAST, &before[of..])
            || is_how_things_are(clause)
            || BEHIND.iter().any(|time| clause.starts_with(time))
            || words
                .iter()
                .any(|word| word.kind == Kind::Particle && word.text == "过"),
        measured: degree || figure && stands(clause) || figure && among(MEASURED, measured),
    })
}

/// 园区建设上, 各入园企业: of what or to whom something is said.
fn is_topic(clause: &str) -> bool {
    let placed = clause.contains(['在', '到', '于', '把', '将']);
    let named = clause.starts_with('各') && SOMEBODY.iter().any(|end| clause.ends_with(end));
    clause.ends_with('上') && !placed || named || clause.ends_with('前')
}

/// 三具灭火器过期, 工业上不去, 大家可以去: said of things, or left to people.
fn is_how_things_are(clause: &str) -> bool {
    // 未经论证的设备购置一律暂停: what only describes says nothing.
    let own = clause.rsplit('的').next().unwrap_or(clause);
    let fails = [
        "去", "来", "了", "动", "起", "成", "到", "到位", "够", "等人",
    ];
    let fails = fails.iter().any(|end| {
        let before = own.strip_suffix(end);
        before.is_some_and(|before| before.ends_with('不'))
    });
    let ends = ["截止", "缺失", "过期", "损坏", "破损"];
    fails
        || ends.iter().any(|end| own.ends_with(end))
        || ["未经", "没"].iter().any(|word| own.contains(word))
        || is_passive(own)
        || own.contains("可以") && !own.contains("不可以")
}

/// 通道被占用, not 落实被征地农民社保.
fn is_passive(clause: &str) -> bool {
    const NOUNS: &[&str] = &["征", "拆", "执行", "害", "保", "监护", "帮扶"];
    clause.split_once('被').is_some_and(|(_, after)| {
        let noun = NOUNS.iter().any(|noun| after.starts_with(noun));
        !noun
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
