//! Half-width punctuation in Chinese sentences.
//!
//! Promises: a comma in a number, a time, an English phrase or an address stays. A text that
//! keeps its own habit with single marks (加油!) is left alone; a mark is replaced only where the
//! whole text has lost that full-width mark, or is known to be damaged.

use crate::language::is_han;

/// Half-width marks with their full-width form.
const MARKS: [(char, char); 7] = [
    (',', '，'),
    ('!', '！'),
    ('?', '？'),
    (':', '：'),
    (';', '；'),
    ('(', '（'),
    (')', '）'),
];

/// How often an undamaged text must show the habit before it is taken for one.
const HABIT: usize = 2;

/// What is replaced, in order: position and full-width mark.
pub(crate) fn find(chars: &[char], damaged: bool) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    for (half, full) in MARKS {
        let places: Vec<usize> = (0..chars.len())
            .filter(|at| chars[*at] == half && in_chinese(chars, *at))
            .collect();
        let kept = chars.iter().filter(|c| **c == full).count();
        let lost = if damaged {
            kept * 4 < places.len()
        } else {
            // An exclamation mark or a bracket of either width is a habit, not a damage.
            kept == 0 && places.len() >= HABIT && matches!(half, ',' | ';')
        };
        if lost {
            found.extend(places.into_iter().map(|at| (at, full)));
        }
    }
    found.sort_unstable();
    found
}

/// Whether a mark stands in a Chinese sentence.
fn in_chinese(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| chars[before]);
    let after = chars.get(at + 1).copied();
    let ends = |c: char| is_han(c) || "”’》）】」』)、。％%".contains(c);
    let begins = |c: char| is_han(c) || "“‘《（【「『(".contains(c);
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let chinese = |c: Option<char>| c.is_some_and(|c| ends(c) || begins(c));
    match chars[at] {
        '(' => {
            let inside = chars[at + 1..].iter().position(|c| *c == ')');
            inside.is_some_and(|length| {
                chinese(before) && chars[at + 1..][..length].iter().any(|c| is_han(*c))
            })
        }
        ')' => {
            let inside = chars[..at].iter().rev().position(|c| *c == '(');
            inside.is_some_and(|length| {
                let from = at - length;
                let outside = from.checked_sub(2).map(|before| chars[before]);
                chinese(outside) && chars[from..at].iter().any(|c| is_han(*c))
            })
        }
        ':' => before.is_some_and(ends) && (after.is_some_and(begins)),
        ',' | ';' => {
            let digits = before.is_some_and(|c| c.is_ascii_digit())
                && after.is_some_and(|c| c.is_ascii_digit());
            let from = before.is_some_and(ends);
            let to = after.is_some_and(begins);
            !digits && ((from && !blank(after)) || (to && !blank(before)) || (from && to))
        }
        _ => before.is_some_and(ends),
    }
}
