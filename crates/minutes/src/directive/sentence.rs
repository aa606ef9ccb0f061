//! Sentences of a text, each with its place.

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) text: String,
    /// Line, from 1.
    pub(super) line: usize,
    /// Character in the line, from 1.
    pub(super) column: usize,
}

/// Sentences in order. One ends at a full stop outside quotation marks and at a line's end.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut depth = 0_u32;
        let mut sentence = String::new();
        let mut column = 1;
        for (at, c) in line.chars().enumerate() {
            match c {
                '“' | '《' | '（' => depth += 1,
                '”' | '》' | '）' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if sentence.is_empty() && c.is_whitespace() {
                column = at + 2;
                continue;
            }
            sentence.push(c);
            if matches!(c, '。' | '！' | '？') && depth == 0 {
                found.push(Sentence {
                    text: std::mem::take(&mut sentence),
                    line: index + 1,
                    column,
                });
                column = at + 2;
            }
        }
        if !sentence.trim().is_empty() {
            found.push(Sentence {
                text: sentence,
                line: index + 1,
                column,
            });
        }
    }
    found
}
