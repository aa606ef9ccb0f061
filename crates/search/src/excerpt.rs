//! A piece of a text with what was found marked in it.

use crate::limits::{EXCERPT_BEFORE, EXCERPT_CHARS};
use crate::matcher::{Marks, Matcher};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its characters.
    pub text: String,
    /// Whether they were looked for.
    pub hit: bool,
}

/// An excerpt: the parts one after another are the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Its parts.
    pub parts: Vec<Part>,
    /// Whether the text goes on before it.
    pub cut_before: bool,
    /// Whether the text goes on after it.
    pub cut_after: bool,
}

impl Excerpt {
    /// A title, whole.
    pub fn of_title(matcher: &Matcher<'_>, text: &str) -> Excerpt {
        Excerpt {
            parts: parts(text, 0, text.len(), &matcher.marks(text, true)),
            cut_before: false,
            cut_after: false,
        }
    }

    /// A body around what is marked first; its beginning where nothing is.
    pub fn of_body(matcher: &Matcher<'_>, text: &str) -> Excerpt {
        let marks = matcher.marks(text, false);
        let first = marks.first().map_or(0, |mark| mark.0);
        let from = back(text, first, EXCERPT_BEFORE);
        let length = text[from..].char_indices().nth(EXCERPT_CHARS);
        let to = length.map_or(text.len(), |(at, _)| from + at);
        Excerpt {
            parts: parts(text, from, to, &marks),
            cut_before: from > 0,
            cut_after: to < text.len(),
        }
    }

    /// Its characters, with marks as brackets: for terminals and tests.
    pub fn bracketed(&self) -> String {
        let parts = self.parts.iter().map(|part| match part.hit {
            true => format!("[{}]", part.text),
            false => part.text.clone(),
        });
        let (before, after) = (self.cut_before, self.cut_after);
        let dots = |cut| if cut { "…" } else { "" };
        format!(
            "{}{}{}",
            dots(before),
            parts.collect::<String>(),
            dots(after)
        )
    }
}

/// So many characters before a place, or fewer: not over the end of a sentence or a line.
fn back(text: &str, place: usize, count: usize) -> usize {
    let mut from = place;
    for (at, c) in text[..place].char_indices().rev().take(count) {
        if matches!(c, '。' | '！' | '？' | '；' | '\n') {
            break;
        }
        from = at;
    }
    from
}

fn parts(text: &str, from: usize, to: usize, marks: &Marks) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut push = |from: usize, to: usize, hit: bool| {
        if from < to {
            // A list shows an excerpt in a line.
            let text = text[from..to].replace(['\n', '\r', '\t'], " ");
            parts.push(Part { text, hit });
        }
    };
    let mut at = from;
    for (start, end) in marks {
        let (start, end) = ((*start).clamp(at, to), (*end).clamp(at, to));
        if start < end {
            push(at, start, false);
            push(start, end, true);
            at = end;
        }
    }
    push(at, to, false);
    parts
}
