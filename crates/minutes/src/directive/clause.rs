//! Clauses of a sentence: what stands between commas, semicolons and colons outside quotations.

/// A clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) text: String,
    /// Characters of the sentence before it.
    pub(super) start: usize,
}

/// Clauses in order, without the marks that end them.
pub(super) fn clauses(sentence: &str) -> Vec<Clause> {
    split(sentence, |c| "，；：,;:。！？!?".contains(c))
}

/// Parts of a text between marks that stand outside quotations and brackets.
pub(super) fn split(text: &str, ends: impl Fn(char) -> bool) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut depth = 0_u32;
    let mut part = String::new();
    let mut start = 0;
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    for (at, c) in chars.iter().copied().enumerate() {
        match c {
            '“' | '《' | '（' | '(' => depth += 1,
            '”' | '》' | '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // 18:00 and 1,200 are one.
        let inside = at > 0 && c.is_ascii() && digit(at - 1) && digit(at + 1);
        if depth == 0 && !inside && ends(c) {
            push(&mut found, &mut part, start);
            start = at + 1;
        } else {
            part.push(c);
        }
    }
    push(&mut found, &mut part, start);
    found
}

fn push(found: &mut Vec<Clause>, part: &mut String, start: usize) {
    let text = std::mem::take(part);
    let blank = text.chars().take_while(|c| c.is_whitespace()).count();
    let text = text.trim();
    if !text.is_empty() {
        found.push(Clause {
            text: text.to_owned(),
            start: start + blank,
        });
    }
}
