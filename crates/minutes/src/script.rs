//! Traditional to Simplified, by phrase.
//!
//! Promises: a text that is not Traditional is left alone, whatever characters it quotes. The
//! tables are OpenCC's; where a character has two Simplified forms (乾 as 干 or 乾), a phrase of
//! the table decides, and else what the prose around it makes likelier.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::draft::{Damage, Draft};
use crate::language::{Context, score_after, word_score};

static CHARACTERS: &str = include_str!("../data/TSCharacters.txt");
static PHRASES: &str = include_str!("../data/TSPhrases.txt");

/// Characters that are Traditional in some words and belong to Simplified in others. In Taiwan
/// and on many mirror sites 著 stands for 着 as well, which OpenCC's table leaves to its variants.
const BOTH_WAYS: [(char, &[char]); 9] = [
    ('著', &['着', '著']),
    ('乾', &['干', '乾']),
    ('徵', &['征', '徵']),
    ('藉', &['借', '藉']),
    ('瞭', &['了', '瞭']),
    ('覆', &['覆', '复']),
    ('祇', &['只', '祇']),
    ('彷', &['仿', '彷']),
    ('牴', &['抵', '牴']),
];

/// The longest phrase of the table, in characters.
const LONGEST: usize = 8;

/// Characters around one that decide between its forms.
const AROUND: usize = 4;

struct Tables {
    /// First Simplified form by code point, nought for characters that have none; basic plane.
    simple: Vec<char>,
    beyond: BTreeMap<char, char>,
    phrases: BTreeMap<&'static str, &'static str>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut simple = vec!['\0'; 0x1_0000];
        let mut beyond = BTreeMap::new();
        for (from, to) in pairs(CHARACTERS) {
            let (Some(from), Some(to)) = (from.chars().next(), to.chars().next()) else {
                continue;
            };
            match simple.get_mut(u32::from(from) as usize) {
                Some(slot) => *slot = to,
                None => {
                    beyond.insert(from, to);
                }
            }
        }
        for (from, forms) in BOTH_WAYS {
            simple[u32::from(from) as usize] = forms[0];
        }
        let phrases = pairs(PHRASES).collect();
        Tables {
            simple,
            beyond,
            phrases,
        }
    })
}

fn pairs(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let (from, to) = line.split_once('\t')?;
        Some((from, to.split(' ').next()?.trim()))
    })
}

/// The usual Simplified form of a character, itself if it has none other.
pub fn simple(c: char) -> char {
    let tables = tables();
    let found = match tables.simple.get(u32::from(c) as usize) {
        Some('\0') => None,
        Some(form) => Some(*form),
        None => tables.beyond.get(&c).copied(),
    };
    found.unwrap_or(c)
}

/// As [`simple`], but a character that Simplified has too stays itself.
pub(crate) fn surely_simple(c: char) -> char {
    match BOTH_WAYS.iter().any(|(both, _)| *both == c) {
        true => c,
        false => simple(c),
    }
}

/// Whether a character belongs to Traditional texts, and perhaps to Simplified ones too.
pub(crate) fn is_traditional(c: char) -> bool {
    simple(c) != c
}

/// Whether a character belongs to Traditional texts only.
fn is_only_traditional(c: char) -> bool {
    is_traditional(c) && !BOTH_WAYS.iter().any(|(both, _)| *both == c)
}

/// Whether a text is Traditional: a Simplified one may quote a name or two.
pub(crate) fn text_is_traditional(chars: &[char]) -> bool {
    let han = chars
        .iter()
        .filter(|c| crate::language::is_han(**c))
        .count();
    let traditional = chars.iter().filter(|c| is_only_traditional(**c)).count();
    // In a Traditional text every fourth character or so has a form of its own.
    traditional >= 2 && traditional * 12 >= han
}

/// A change of script: positions from and to, what comes there, and how sure it is.
pub(crate) type Change = (usize, usize, String, u16);

/// The changes that make a text Simplified, paragraph by paragraph where only some of it is
/// Traditional. In a Simplified paragraph only the characters that carried pinyin are changed:
/// nobody quotes those.
pub(crate) fn changes(draft: &Draft, glossed: &[usize]) -> Vec<Change> {
    let chars = &draft.chars;
    let whole = text_is_traditional(chars);
    let mut found = Vec::new();
    let mut from = 0;
    while from < chars.len() {
        let length = chars[from..].iter().position(|c| *c == '\n');
        let to = length.map_or(chars.len(), |length| from + length + 1);
        if whole || text_is_traditional(&chars[from..to]) {
            line_changes(chars, from, to, &mut found);
        } else if glossed.iter().any(|at| (from..to).contains(at)) {
            let mut quoted = Vec::new();
            line_changes(chars, from, to, &mut quoted);
            quoted.retain(|change| glossed.iter().any(|at| (change.0..change.1).contains(at)));
            found.append(&mut quoted);
        }
        from = to;
    }
    found
}

fn line_changes(chars: &[char], from: usize, to: usize, found: &mut Vec<Change>) {
    let mut at = from;
    while at < to {
        if let Some((length, put)) = phrase_at(&chars[at..to]) {
            let same = chars[at..at + length].iter().copied().eq(put.chars());
            if !same {
                found.push((at, at + length, put.to_owned(), 10_000));
            }
            at += length;
            continue;
        }
        let c = chars[at];
        let form = simple(c);
        if form == c && !BOTH_WAYS.iter().any(|(both, _)| *both == c) {
            at += 1;
            continue;
        }
        let (form, sure) = match BOTH_WAYS.iter().find(|(both, _)| *both == c) {
            Some((_, forms)) => likelier(&chars[from..to], at - from, forms),
            None => (form, 10_000),
        };
        if form != c {
            found.push((at, at + 1, form.to_string(), sure));
        }
        at += 1;
    }
}

fn phrase_at(chars: &[char]) -> Option<(usize, &'static str)> {
    let most = LONGEST.min(chars.len());
    (2..=most).rev().find_map(|length| {
        let text: String = chars[..length].iter().collect();
        tables().phrases.get(&*text).map(|put| (length, *put))
    })
}

/// Which form the prose around makes likeliest, and how sure that is.
fn likelier(line: &[char], at: usize, forms: &[char]) -> (char, u16) {
    let before = &line[at.saturating_sub(AROUND)..at];
    let after = &line[at + 1..line.len().min(at + 1 + AROUND)];
    let scored = forms.iter().map(|form| {
        let text = || {
            let around = before.iter().chain(Some(form)).chain(after);
            around.copied()
        };
        let (run, _) = score_after(Context::start(), text());
        (*form, 0.5 * run + word_score(text()))
    });
    let mut scored: Vec<(char, f32)> = scored.collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1));
    let gap = scored.get(1).map_or(20.0, |second| scored[0].1 - second.1);
    (scored[0].0, crate::repair::share_bp(gap))
}

/// As a repair calls it.
pub(crate) const DAMAGE: Damage = Damage::Traditional;
