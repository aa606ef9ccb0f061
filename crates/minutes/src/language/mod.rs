//! How official Chinese prose runs: how likely a text is, by characters and by words.
//!
//! Promises: figures are natural logarithms of chances, always finite and never above nought.

mod kinds;
mod ngram;
mod words;

pub(crate) use kinds::{Kind, Word, is_noun, may_be_verb, words};
pub(crate) use ngram::{Context, Sign, score_after};
pub(crate) use words::{is_han, longest_word, word_score};

/// What stands for a character in the model: digits are one sign, letters another, punctuation is
/// full-width. `None` for what does not count: blanks.
pub(crate) fn seen_as(c: char) -> Option<char> {
    let c = match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    Some(match c {
        '\n' => '\n',
        c if c.is_whitespace() => return None,
        '0'..='9' => '0',
        'a'..='z' | 'A'..='Z' => 'A',
        ',' => '，',
        '!' => '！',
        '?' => '？',
        ':' => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        c => crate::script::surely_simple(c),
    })
}
