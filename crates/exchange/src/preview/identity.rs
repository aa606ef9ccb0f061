//! Names and codes made comparable.
//!
//! Two keys of a name: `exact` forgets only how it is typed (widths, blanks, invisible characters,
//! brackets, punctuation, case, Traditional characters, 一期 for 1期); `core` forgets as well the
//! words that say nothing (项目, 工程, 建设项目). Numerals always count: 一期 is not 二期, 1# is not
//! 2#.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::value::number::half_width;

/// Traditional characters with their Simplified ones.
static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let table = include_str!("../../data/simplified.txt").lines();
    let words = table
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace);
    words
        .filter_map(|pair| {
            let mut chars = pair.chars();
            Some((chars.next()?, chars.next()?))
        })
        .collect()
});

/// Words at the end of a name that say nothing. Longer ones first.
const SUFFIXES: [&str; 9] = [
    "建设工程项目",
    "工程建设项目",
    "建设项目",
    "工程项目",
    "建设工程",
    "工程建设",
    "项目",
    "工程",
    "建设",
];

/// What is left of a name must say something: shorter ones keep their suffix.
const CORE_CHARS_MIN: usize = 2;

/// A name made comparable.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct NameKey {
    /// Without how it is typed.
    pub(super) exact: String,
    /// Without words that say nothing, too.
    pub(super) core: String,
    /// Its numbers, in order: two names with other numbers are two projects.
    pub(super) numbers: Vec<String>,
}

impl NameKey {
    pub(super) fn of(name: &str) -> NameKey {
        let exact = numerals(&typed(name));
        let core = core_of(&exact);
        let numbers = numbers_in(&exact);
        NameKey {
            exact,
            core,
            numbers,
        }
    }

    /// Whether both name numbers, and others: two phases, two lots.
    pub(super) fn differs_by_number(&self, other: &NameKey) -> bool {
        !self.numbers.is_empty() && !other.numbers.is_empty() && self.numbers != other.numbers
    }
}

/// Half width, Simplified, lower case, without blanks, brackets and punctuation.
fn typed(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in half_width(name).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        let c = SIMPLIFIED.get(&c).copied().unwrap_or(c);
        if crate::book::is_blank(c) || is_mark(c) {
            continue;
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// Brackets and punctuation; `#` is a numeral's, `+` and `.` may tell names apart.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '(' | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '<'
            | '>'
            | '【'
            | '】'
            | '〔'
            | '〕'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '「'
            | '」'
            | '『'
            | '』'
            | '〖'
            | '〗'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '"'
            | '\''
            | ','
            | '、'
            | '。'
            | ';'
            | ':'
            | '!'
            | '?'
            | '-'
            | '_'
            | '–'
            | '—'
            | '―'
            | '~'
            | '·'
            | '•'
            | '・'
            | '/'
            | '\\'
            | '|'
            | '…'
    )
}

/// Chinese and Roman numerals before a counting word as digits: `一期` is `1期`, `Ⅱ标段` is
/// `2标段`, `十二号` is `12号`; `#1` is `1#`.
fn numerals(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        if chars[at] == '#' {
            let digits = digits_at(&chars, at + 1);
            if digits > 0 && !out.ends_with(|c: char| c.is_ascii_digit()) {
                out.extend(&chars[at + 1..=at + digits]);
                out.push('#');
                at += 1 + digits;
                continue;
            }
        }
        // 第 before a numeral says nothing: 第一期 is 一期.
        let from = at + usize::from(chars[at] == '第');
        match numeral_at(&chars, from) {
            Some((number, length)) if counts(&chars, from + length) => {
                out += &number.to_string();
                at = from + length;
                if chars.get(at) == Some(&'号') && !followed_by_line(&chars, at + 1) {
                    out.push('#');
                    at += 1;
                }
            }
            _ => {
                out.push(chars[at]);
                at += 1;
            }
        }
    }
    out
}

/// 号线 is the name of a metro line, not a number sign.
fn followed_by_line(chars: &[char], at: usize) -> bool {
    chars.get(at) == Some(&'线')
}

fn digits_at(chars: &[char], from: usize) -> usize {
    let rest = chars.get(from..).unwrap_or_default();
    rest.iter().take_while(|c| c.is_ascii_digit()).count()
}

/// Whether a word that counts begins here.
fn counts(chars: &[char], at: usize) -> bool {
    let rest: String = chars[at.min(chars.len())..].iter().take(2).collect();
    let words = [
        "期", "号", "#", "标段", "标", "批", "阶段", "区", "栋", "幢", "座", "段", "组团",
    ];
    words.iter().any(|word| rest.starts_with(word))
}

/// A numeral that begins here, and how many characters it takes.
fn numeral_at(chars: &[char], from: usize) -> Option<(u32, usize)> {
    let digits = digits_at(chars, from);
    if digits > 0 {
        let text: String = chars[from..from + digits].iter().collect();
        return Some((text.parse().ok()?, digits));
    }
    chinese_numeral(chars, from).or_else(|| roman_numeral(chars, from))
}

fn chinese_numeral(chars: &[char], from: usize) -> Option<(u32, usize)> {
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|own| own == c);
    let (mut number, mut length, mut last) = (0, 0, None);
    for c in chars.get(from..)? {
        if *c == '十' {
            number += 10 * last.take().unwrap_or(1);
        } else if let Some(found) = digit(*c)
            && last.is_none()
        {
            last = u32::try_from(found).ok();
        } else {
            break;
        }
        length += 1;
    }
    (length > 0).then(|| (number + last.unwrap_or(0), length))
}

/// `i` to `iii`, `iv` to `viii`, `ix`, `x`; the single characters Ⅰ to Ⅻ as well.
fn roman_numeral(chars: &[char], from: usize) -> Option<(u32, usize)> {
    let first = *chars.get(from)?;
    if let Some(at) = "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ".chars().position(|own| own == first) {
        return Some((u32::try_from(at + 1).ok()?, 1));
    }
    let is_roman = |c: &&char| matches!(c, 'i' | 'v' | 'x');
    let word: String = chars[from..].iter().take_while(is_roman).collect();
    let all = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let at = all.iter().position(|own| *own == word)?;
    Some((u32::try_from(at + 1).ok()?, word.len()))
}

/// The name without words at its end that say nothing; before a phase as well: `甲项目一期`.
fn core_of(exact: &str) -> String {
    // A number at the end (`1期`, `2#`) stays, and what stands before it loses its suffix.
    let digits = exact.rfind(|c: char| c.is_ascii_digit());
    let tail_at = digits
        .filter(|at| exact[*at..].chars().count() <= 3)
        .map(|at| {
            let before = exact[..at].trim_end_matches(|c: char| c.is_ascii_digit());
            before.len()
        });
    let (head, tail) = exact.split_at(tail_at.unwrap_or(exact.len()));
    let tail = strip(tail);
    let head = strip(head);
    if head.chars().count() < CORE_CHARS_MIN {
        return exact.to_owned();
    }
    format!("{head}{tail}")
}

fn strip(text: &str) -> &str {
    let found = SUFFIXES.iter().find_map(|suffix| text.strip_suffix(suffix));
    found.unwrap_or(text)
}

/// Runs of digits in a name, and letters that stand alone: A地块 is not B地块.
fn numbers_in(exact: &str) -> Vec<String> {
    let runs = exact.split(|c: char| !c.is_ascii_alphanumeric());
    let mut found = Vec::new();
    for run in runs.filter(|run| !run.is_empty()) {
        if run.len() == 1 && run.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            found.push(run.to_owned());
            continue;
        }
        let digits = run.split(|c: char| !c.is_ascii_digit());
        let digits = digits.filter(|digits| !digits.is_empty());
        found.extend(digits.map(|digits| digits.trim_start_matches('0').to_owned()));
    }
    found
}

/// A code without how it is typed: widths, blanks, invisible characters, dashes, case.
pub(super) fn code_key(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    for c in half_width(code).chars() {
        let dash = matches!(
            c,
            '-' | '_' | '–' | '—' | '―' | '−' | '‐' | '‑' | '/' | '.' | '\''
        );
        if !crate::book::is_blank(c) && !dash {
            out.extend(c.to_uppercase());
        }
    }
    out
}

/// A code as a spreadsheet may leave it that took it for a number: without leading zeros, and of
/// more than fifteen digits the first fifteen.
pub(super) fn spoilt_code(key: &str) -> Option<String> {
    const DIGITS_KEPT: usize = 15;
    if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let bare = key.trim_start_matches('0');
    let cut = &bare[..bare.len().min(DIGITS_KEPT)];
    Some(format!("{cut}/{}", bare.len()))
}

/// Whether of two codes that share what a spreadsheet keeps one may be the other, spoilt: beyond
/// the fifteenth digit a spreadsheet leaves noughts. Codes of one county and year begin alike for
/// sixteen digits and more, and are different codes.
pub(super) fn may_be_spoilt(one: &str, other: &str) -> bool {
    const DIGITS_KEPT: usize = 15;
    let beyond = |code: &str| {
        let bare = code.trim_start_matches('0');
        bare.get(DIGITS_KEPT..).unwrap_or_default().to_owned()
    };
    let (one, other) = (beyond(one), beyond(other));
    let noughts = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte == b'0');
    one == other || noughts(&one) || noughts(&other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_spoilt_only_by_noughts() {
        let (one, other) = ("260136011104013181260000", "260136011104013181261234");
        assert!(may_be_spoilt("260136011104013000000000", other));
        assert!(may_be_spoilt("00123", "123"));
        assert!(!may_be_spoilt(one, other));
        assert!(!may_be_spoilt(
            "26013601110401373559",
            "26013601110401318126"
        ));
    }

    #[test]
    fn the_same_name_typed_otherwise_is_the_same() {
        for (a, b) in [
            ("产业园（一期）", "产业园(一期)"),
            ("产业园【一期】", " 产业园〔 1 期 〕"),
            ("产业园第一期", "产业园Ⅰ期"),
            ("產業園區標準廠房", "产业园区标准厂房"),
            ("１＃厂房", "1#厂房"),
            ("#1厂房", "1号厂房"),
            ("十二号路", "12号路"),
            ("东-西连接线", "东—西连接线"),
            ("“智谷”中心", "智谷中心"),
            ("甲\u{200b}项目", "甲项目"),
            ("LED产线", "ｌｅｄ产线"),
        ] {
            assert_eq!(NameKey::of(a).exact, NameKey::of(b).exact, "{a} {b}");
        }
    }

    #[test]
    fn words_that_say_nothing_are_no_difference() {
        for (a, b) in [
            ("污水处理厂项目", "污水处理厂工程"),
            ("污水处理厂建设项目", "污水处理厂"),
            ("污水处理厂项目一期", "污水处理厂（一期）工程"),
            ("污水处理厂工程（二期）", "污水处理厂二期"),
        ] {
            assert_eq!(NameKey::of(a).core, NameKey::of(b).core, "{a} {b}");
        }
        assert_eq!(NameKey::of("项目").core, "项目");
        assert_eq!(NameKey::of("甲项目").core, "甲项目");
    }

    #[test]
    fn numbers_tell_projects_apart() {
        for (a, b) in [
            ("产业园一期", "产业园二期"),
            ("1#厂房", "2#厂房"),
            ("一标段", "十一标段"),
            ("地铁1号线", "地铁2号线"),
        ] {
            let (a, b) = (NameKey::of(a), NameKey::of(b));
            assert_ne!(a.core, b.core);
            assert!(a.differs_by_number(&b), "{a:?} {b:?}");
        }
        let (a, b) = (NameKey::of("产业园"), NameKey::of("产业园一期"));
        assert!(!a.differs_by_number(&b));
        // A numeral that counts nothing is part of the name.
        assert_eq!(NameKey::of("三江口码头").exact, "三江口码头");
    }

    #[test]
    fn codes_typed_otherwise_and_codes_a_spreadsheet_spoilt() {
        assert_eq!(code_key("ａ－1 ｂ\u{200b}"), "A1B");
        assert_eq!(code_key("2601-360115-04-01-349802"), "26013601150401349802");
        assert_eq!(spoilt_code("00123"), spoilt_code("123"));
        assert_ne!(spoilt_code("123"), spoilt_code("1230"));
        assert_eq!(
            spoilt_code("260136011504012349"),
            spoilt_code("260136011504012000")
        );
        assert_eq!(spoilt_code("A123"), None);
    }
}
