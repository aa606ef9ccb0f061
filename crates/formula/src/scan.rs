//! The first look at a source, before any parser sees it.
//!
//! Promises that what passes is short, shallow and free of what the language does not have
//! (cells, arrays, other workbooks, full-width punctuation), and says the place of each in our
//! own words. One pass, no recursion, so no source can exhaust the stack. Does not know grammar:
//! `tokens` looks at the order of values and operators.

use crate::limits;
use crate::problem::{Problem, ProblemKind};
use crate::schema::looks_like_cell;
use crate::span::{Places, Span};

/// Everything wrong with the characters of a source.
pub(crate) fn scan(source: &str, places: &Places) -> Vec<Problem> {
    if source.len() > limits::MAX_SOURCE_BYTES {
        let kind = ProblemKind::TooLong {
            bytes: source.len(),
        };
        return vec![Problem::new(kind, places.span(0, source.len()))];
    }
    let body = source.trim().trim_start_matches('=').trim();
    if body.is_empty() {
        return vec![Problem::new(
            ProblemKind::Empty,
            places.span(0, source.len()),
        )];
    }
    let mut scanner = Scanner {
        source,
        places,
        at: 0,
        open: Vec::new(),
        problems: Vec::new(),
    };
    scanner.run();
    scanner.problems
}

/// The half-width spelling of full-width punctuation, digits and letters.
pub(crate) fn half_width_of(found: char) -> Option<&'static str> {
    const ASCII: &str = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`\
                         abcdefghijklmnopqrstuvwxyz{|}~";
    match found {
        '；' | '、' => Some(","),
        '\u{ff01}'..='\u{ff5e}' => {
            let index = usize::try_from(u32::from(found) - 0xff01).ok()?;
            ASCII.get(index..=index)
        }
        '“' | '”' => Some("\""),
        '。' => Some("."),
        '≥' | '≧' => Some(">="),
        '≤' | '≦' => Some("<="),
        '≠' => Some("<>"),
        '×' => Some("*"),
        '÷' => Some("/"),
        '−' | '–' | '—' => Some("-"),
        '\u{3000}' | '\u{a0}' => Some(" "),
        _ => None,
    }
}

/// Writes full-width punctuation outside of quoted texts as half-width: what an editor offers to
/// do for somebody typing with a Chinese input method. `“红”` becomes a quoted text.
#[must_use]
pub fn half_width(source: &str) -> String {
    let mut written = String::with_capacity(source.len());
    let mut quote: Option<char> = None;
    for found in source.chars() {
        let closes = match quote {
            Some('“') => found == '”',
            Some(_) => found == '"',
            None => false,
        };
        if closes {
            quote = None;
            written.push('"');
        } else if quote.is_some() {
            written.push(found);
        } else {
            if matches!(found, '"' | '“' | '＂') {
                quote = Some(if found == '“' { '“' } else { '"' });
            }
            match half_width_of(found) {
                Some(instead) => written.push_str(instead),
                None => written.push(found),
            }
        }
    }
    written
}

struct Scanner<'a> {
    source: &'a str,
    places: &'a Places,
    at: usize,
    open: Vec<usize>,
    problems: Vec<Problem>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        while let Some(found) = self.rest().chars().next() {
            if self.problems.len() >= limits::MAX_PROBLEMS {
                return;
            }
            match found {
                '"' => self.quoted(),
                '(' => self.opened(),
                ')' => self.closed(),
                '{' => self.array(),
                '#' => self.error_literal(),
                '\'' | '[' | '$' => self.word(),
                _ if is_name_char(found) => self.word(),
                _ if " \t\r\n+-*/^&=<>%,".contains(found) => self.at += found.len_utf8(),
                _ => self.stranger(found),
            }
        }
        for start in std::mem::take(&mut self.open) {
            self.problem(ProblemKind::NotClosed, start, start + 1);
        }
    }

    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn problem(&mut self, kind: ProblemKind, start: usize, end: usize) {
        self.problems
            .push(Problem::new(kind, self.places.span(start, end)));
    }

    fn quoted(&mut self) {
        let start = self.at;
        match self.rest()[1..].find('"') {
            // A doubled quotation mark is read as two texts in a row, which comes to the same.
            Some(length) => self.at += length + 2,
            None => {
                self.at = self.source.len();
                self.problem(ProblemKind::TextNotClosed, start, self.at);
            }
        }
    }

    fn opened(&mut self) {
        self.open.push(self.at);
        self.at += 1;
        if self.open.len() > limits::MAX_NESTING {
            // Nothing that follows can matter.
            self.problems.clear();
            self.open.clear();
            self.problem(ProblemKind::TooDeep, self.at - 1, self.at);
            self.at = self.source.len();
        }
    }

    fn closed(&mut self) {
        if self.open.pop().is_none() {
            self.problem(ProblemKind::NotOpened, self.at, self.at + 1);
        }
        self.at += 1;
    }

    fn array(&mut self) {
        let start = self.at;
        self.at += self.rest().find('}').map_or(1, |length| length + 1);
        self.problem(ProblemKind::ArrayLiteral, start, self.at);
    }

    fn error_literal(&mut self) {
        let start = self.at;
        self.at += self
            .rest()
            .find([',', ')', ' ', '"'])
            .unwrap_or(self.rest().len());
        let text = self.source[start..self.at].to_owned();
        self.problem(ProblemKind::ErrorLiteral { text }, start, self.at);
    }

    /// A name or number, with the marks that make it a reference to cells.
    fn word(&mut self) {
        let start = self.at;
        let mut quoted = false;
        let mut bracketed = false;
        let ends = |c: char, quoted: &mut bool, bracketed: &mut bool| {
            match c {
                '\'' => *quoted = !*quoted,
                '[' => *bracketed = true,
                ']' => *bracketed = false,
                _ => {}
            }
            let inside = *quoted || *bracketed;
            !(inside || is_name_char(c) || "'[]$!:#@".contains(c))
        };
        let length = self.rest().find(|c| ends(c, &mut quoted, &mut bracketed));
        self.at += length.unwrap_or(self.rest().len());
        let text = &self.source[start..self.at];
        let called = self.rest().starts_with('(');
        let kind = if text.contains('[') || text.contains(']') {
            ProblemKind::ExternalReference {
                text: text.to_owned(),
            }
        } else if text.contains(['\'', '$', '!', ':']) || (looks_like_cell(text) && !called) {
            ProblemKind::CellReference {
                text: text.to_owned(),
            }
        } else if text.contains(['#', '@']) {
            ProblemKind::NotUnderstood {
                text: text.to_owned(),
            }
        } else {
            return;
        };
        self.problem(kind, start, self.at);
    }

    fn stranger(&mut self, found: char) {
        let start = self.at;
        self.at += found.len_utf8();
        let kind = match half_width_of(found) {
            Some(instead) => ProblemKind::FullWidth { found, instead },
            None => ProblemKind::NotUnderstood {
                text: found.to_string(),
            },
        };
        self.problem(kind, start, self.at);
    }
}

/// Letters, digits, `_` and `.`, but not their full-width look-alikes.
pub(crate) fn is_name_char(c: char) -> bool {
    (c.is_alphanumeric() || c == '_' || c == '.') && half_width_of(c).is_none()
}

/// The span of the whole source.
pub(crate) fn whole(source: &str, places: &Places) -> Span {
    places.span(0, source.len())
}
