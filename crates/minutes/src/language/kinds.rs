//! Words of a phrase with their kinds (词性): the most likely cut of it, by the table `kinds.txt`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::words::{is_han, word};

static TABLE: &str = include_str!("../../data/kinds.txt");

/// The longest word that is looked for, in characters.
const LONGEST: usize = 6;

/// A phrase is looked through up to here; a clause is rarely a quarter of it.
const PHRASE_CHARS_MAX: usize = 200;

/// How unlikely a character is that is no word of the table, and how unlikely a verb.
const STRANGE: u32 = 135;
const STRANGE_VERB: u32 = 145;

/// How unlikely a word is whose kind is not known.
const UNKNOWN: u32 = 230;

/// What a word is in its phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Noun,
    Verb,
    /// A verb in the place of a noun: 建设, 管理.
    Gerund,
    Adjective,
    Adverb,
    Time,
    Number,
    Measure,
    Pronoun,
    Preposition,
    Conjunction,
    Particle,
    /// 上, 中, 前: what makes a place or a time of a noun.
    Place,
    Saying,
    /// What only stands before nouns.
    Modifier,
    Interjection,
    Mark,
}

/// The kinds in the order of the table.
const KINDS: [(char, Kind); COUNT] = [
    ('n', Kind::Noun),
    ('v', Kind::Verb),
    ('g', Kind::Gerund),
    ('a', Kind::Adjective),
    ('d', Kind::Adverb),
    ('t', Kind::Time),
    ('m', Kind::Number),
    ('q', Kind::Measure),
    ('r', Kind::Pronoun),
    ('p', Kind::Preposition),
    ('c', Kind::Conjunction),
    ('u', Kind::Particle),
    ('f', Kind::Place),
    ('i', Kind::Saying),
    ('b', Kind::Modifier),
    ('y', Kind::Interjection),
    ('w', Kind::Mark),
];
const COUNT: usize = 17;
const NOUN: usize = 0;
const VERB: usize = 1;
const NUMBER: usize = 6;
const MARK: usize = COUNT - 1;

/// A word in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) kind: Kind,
    /// Bytes of the phrase before it.
    pub(crate) at: usize,
}

type Readings = Vec<(usize, u32)>;

struct Table {
    follow: [[u32; COUNT]; COUNT],
    /// Words by their first character, each with its kinds.
    words: BTreeMap<char, Vec<(&'static str, &'static str)>>,
}

fn place(kind: char) -> Option<usize> {
    KINDS.iter().position(|(letter, _)| *letter == kind)
}

fn table() -> &'static Table {
    static KNOWN: OnceLock<Table> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut follow = [[80; COUNT]; COUNT];
        let mut words: BTreeMap<char, Vec<_>> = BTreeMap::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            if let Some(costs) = line.strip_prefix("> ") {
                let mut cells = costs.split(' ');
                let from = cells.next().and_then(|one| place(one.chars().next()?));
                let Some(row) = from.map(|from| &mut follow[from]) else {
                    continue;
                };
                for (cell, cost) in row.iter_mut().zip(cells) {
                    *cell = cost.parse().unwrap_or(*cell);
                }
            } else if let Some((word, kinds)) = line.split_once('\t') {
                let first = word.chars().next().unwrap_or_default();
                words.entry(first).or_default().push((word, kinds));
            }
        }
        Table { follow, words }
    })
}

/// The kinds that a word may be, each with how unlikely it is among words of its kind.
fn readings(word: &str) -> Option<Readings> {
    let alike = table().words.get(&word.chars().next()?)?;
    let at = alike
        .binary_search_by(|(known, _)| (*known).cmp(word))
        .ok()?;
    let cells = alike[at].1;
    let mut found: Readings = Vec::new();
    for c in cells.chars() {
        match (c.to_digit(10), found.last_mut()) {
            (Some(digit), Some(last)) => last.1 = last.1 * 10 + digit,
            _ => found.push((place(c)?, 0)),
        }
    }
    Some(found)
}

/// Whether a word is known as a verb.
pub(crate) fn may_be_verb(word: &str) -> bool {
    readings(word).is_some_and(|found| found.iter().any(|(kind, _)| *kind == VERB))
}

/// Whether a word is known and as nothing but a noun.
pub(crate) fn is_noun(word: &str) -> bool {
    readings(word).is_some_and(|found| found.iter().all(|(kind, _)| *kind == NOUN))
}

/// The pieces that may stand from here on: how many characters, and what they may be.
fn pieces(chars: &[(usize, char)]) -> Vec<(usize, Readings)> {
    let first = chars[0].1;
    let run = |same: fn(char) -> bool| chars.iter().take_while(|(_, c)| same(*c)).count();
    if first.is_ascii_digit() {
        let like = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%' | '-');
        return vec![(run(like), vec![(NUMBER, 0)])];
    }
    if first.is_ascii_alphabetic() {
        return vec![(run(|c| c.is_ascii_alphanumeric()), vec![(NOUN, 60)])];
    }
    // What is quoted or in a title is one noun.
    let close = match first {
        '“' => Some('”'),
        '《' => Some('》'),
        '（' => Some('）'),
        _ => None,
    };
    if let Some(end) = close.and_then(|close| chars.iter().position(|(_, c)| *c == close)) {
        let kind = if first == '（' { MARK } else { NOUN };
        return vec![(end + 1, vec![(kind, 60)])];
    }
    if !is_han(first) {
        return vec![(1, vec![(MARK, 0)])];
    }
    let mut found = Vec::new();
    let mut piece = String::new();
    for (length, (_, c)) in chars.iter().take(LONGEST).enumerate() {
        if !is_han(*c) {
            break;
        }
        piece.push(*c);
        if let Some(readings) = readings(&piece) {
            found.push((length + 1, readings));
        } else if length > 0 && word(&piece).is_some() {
            // 耗材: a word that the table of kinds does not know is most often a noun.
            found.push((length + 1, vec![(NOUN, UNKNOWN)]));
        }
    }
    if found.first().is_none_or(|(length, _)| *length > 1) {
        found.push((1, vec![(NOUN, STRANGE), (VERB, STRANGE_VERB)]));
    }
    found
}

/// A phrase as words with their kinds, cut and read in the most likely way.
pub(crate) fn words(phrase: &str) -> Vec<Word> {
    let chars: Vec<(usize, char)> = phrase.char_indices().take(PHRASE_CHARS_MAX).collect();
    let follow = &table().follow;
    // For each place and kind of the word that ends there: cost, where it begins, kind before.
    let none = (u32::MAX, 0, MARK);
    let mut best = vec![[none; COUNT]; chars.len() + 1];
    best[0][MARK] = (0, 0, MARK);
    for at in 0..chars.len() {
        let here = best[at];
        if here.iter().all(|(cost, ..)| *cost == u32::MAX) {
            continue;
        }
        for (length, readings) in pieces(&chars[at..]) {
            for (kind, cost) in readings {
                let ways = here.iter().enumerate();
                let ways = ways.filter(|(_, (cost, ..))| *cost < u32::MAX);
                let way = ways.map(|(from, way)| (way.0 + follow[from][kind] + cost, at, from));
                let slot = &mut best[at + length][kind];
                *slot = way.fold(*slot, |best, way| if way.0 < best.0 { way } else { best });
            }
        }
    }
    read_back(phrase, &chars, &best)
}

fn read_back(
    phrase: &str,
    chars: &[(usize, char)],
    best: &[[(u32, usize, usize); COUNT]],
) -> Vec<Word> {
    let mut end = chars.len();
    let ways = best[end].iter().enumerate();
    let mut kind = ways.min_by_key(|(_, way)| way.0).map_or(MARK, |(at, _)| at);
    let byte = |at: usize| chars.get(at).map(|(byte, _)| *byte);
    let whole: usize = chars.iter().map(|(_, c)| c.len_utf8()).sum();
    let mut found = Vec::new();
    while end > 0 {
        let (_, start, before) = best[end][kind];
        let (from, to) = (byte(start).unwrap_or(0), byte(end).unwrap_or(whole));
        found.push(Word {
            text: phrase[from..to].to_owned(),
            kind: KINDS[kind].1,
            at: from,
        });
        (end, kind) = (start, before);
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(phrase: &str) -> String {
        let letter = |kind| {
            KINDS
                .iter()
                .find(|(_, known)| *known == kind)
                .map_or('?', |k| k.0)
        };
        let words = words(phrase);
        let told = words
            .iter()
            .map(|word| format!("{}/{}", word.text, letter(word.kind)));
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_have_the_kind_of_their_place() {
        for (phrase, expected) in [
            ("各村一律公示评比结果", "各村/r 一律/d 公示/v 评比/g 结果/n"),
            (
                "财政局修订“一企一策”方案",
                "财政局/n 修订/v “一企一策”/n 方案/n",
            ),
            ("加强项目建设管理", "加强/v 项目/n 建设/g 管理/g"),
            ("3月20日前完成", "3/m 月/n 20/m 日前/t 完成/v"),
            ("", ""),
        ] {
            assert_eq!(told(phrase), expected);
        }
    }
}
