//! Words and how often they are used: the table `words.txt`.

use std::sync::OnceLock;

use super::seen_as;

static TABLE: &str = include_str!("../../data/words.txt");

/// The longest word that is looked for, in characters.
const LONGEST: usize = 8;

/// A character that is no word of the table.
const STRANGE: f32 = -17.0;

/// What is no Chinese character counts the same in every reading.
const OTHER: f32 = -3.0;

fn table() -> &'static [(&'static str, f32)] {
    static WORDS: OnceLock<Vec<(&'static str, f32)>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        let words = lines.filter_map(|line| {
            let (word, tenths) = line.split_once('\t')?;
            let tenths: f32 = tenths.parse().ok()?;
            Some((word, -tenths / 10.0))
        });
        words.collect()
    })
}

/// How common a word is, if it is one.
pub(crate) fn word(text: &str) -> Option<f32> {
    let words = table();
    let found = words.binary_search_by(|(known, _)| (*known).cmp(text));
    found.ok().map(|at| words[at].1)
}

/// How likely a text is as words in a row, cut in the most likely way.
pub(crate) fn word_score(text: impl IntoIterator<Item = char>) -> f32 {
    let chars: Vec<char> = text.into_iter().filter_map(seen_as).collect();
    let mut best = vec![f32::NEG_INFINITY; chars.len() + 1];
    best[0] = 0.0;
    let mut piece = String::new();
    for (at, first) in chars.iter().enumerate() {
        let here = best[at];
        if !is_han(*first) {
            best[at + 1] = best[at + 1].max(here + OTHER);
            continue;
        }
        best[at + 1] = best[at + 1].max(here + STRANGE);
        piece.clear();
        for (length, c) in chars[at..].iter().take(LONGEST).enumerate() {
            if !is_han(*c) {
                break;
            }
            piece.push(*c);
            if let Some(likely) = word(&piece) {
                let end = at + length + 1;
                best[end] = best[end].max(here + likely);
            }
        }
    }
    best[chars.len()]
}

/// Whether a character is a Chinese one.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// The longest word that a text begins with, at least its first character.
pub(crate) fn longest_word(text: &str) -> String {
    let chars: Vec<char> = text.chars().take(4).collect();
    let lengths = (2..=chars.len()).rev();
    let words = lengths.map(|length| chars[..length].iter().collect::<String>());
    let found = words.into_iter().find(|text| word(text).is_some());
    found.unwrap_or_else(|| chars.iter().take(1).collect())
}
