//! A text under repair: its characters, each with the place in the source that it came from.

use serde::Serialize;

/// What a repair mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Damage {
    /// Bytes lost in GBK, where a punctuation mark was replaced across two characters.
    LostBytes,
    /// Pinyin in brackets after a Traditional character.
    Pinyin,
    /// A Traditional character.
    Traditional,
    /// Half-width punctuation in a Chinese sentence.
    Punctuation,
}

/// One repair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Repair {
    /// What was mended.
    pub damage: Damage,
    /// Line in the source, from 1.
    pub line: usize,
    /// Character in the line of the source, from 1.
    pub column: usize,
    /// What stood there.
    pub found: String,
    /// What stands there now; the same as found where nothing sure could be said.
    pub put: String,
    /// How sure it is, in basis points: 10,000 is certain.
    pub sure_bp: u16,
    /// Whether it is sure enough to be used unread.
    pub sure: bool,
    /// Other readings, the likeliest first.
    pub others: Vec<String>,
}

/// A text under repair.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) chars: Vec<char>,
    /// Position in the source of each character.
    origins: Vec<u32>,
}

impl Draft {
    pub(crate) fn new(text: &str) -> Draft {
        let chars: Vec<char> = text.chars().collect();
        let origins = (0..).take(chars.len()).collect();
        Draft { chars, origins }
    }

    /// The same with changes made: positions from and to, and what comes there. Changes come in
    /// order and do not overlap.
    pub(crate) fn changed(&self, changes: &[(usize, usize, String)]) -> Draft {
        let mut chars = Vec::with_capacity(self.chars.len());
        let mut origins = Vec::with_capacity(self.chars.len());
        let mut done = 0;
        for (from, to, put) in changes {
            chars.extend_from_slice(&self.chars[done..*from]);
            origins.extend_from_slice(&self.origins[done..*from]);
            for c in put.chars() {
                chars.push(c);
                origins.push(self.origin(*from));
            }
            done = *to;
        }
        chars.extend_from_slice(&self.chars[done..]);
        origins.extend_from_slice(&self.origins[done..]);
        Draft { chars, origins }
    }

    /// Where a character came from; past the end, one past the last.
    pub(crate) fn origin(&self, at: usize) -> u32 {
        let after = || self.origins.last().map_or(0, |last| last + 1);
        self.origins.get(at).copied().unwrap_or_else(after)
    }

    pub(crate) fn text(&self) -> String {
        self.chars.iter().collect()
    }

    pub(crate) fn slice(&self, from: usize, to: usize) -> String {
        self.chars[from..to].iter().collect()
    }
}

/// Lines of a source, to say where a character stands.
pub(crate) struct Places {
    /// Position of the first character of each line.
    starts: Vec<u32>,
}

impl Places {
    pub(crate) fn of(chars: &[char]) -> Places {
        let breaks = (1..).zip(chars).filter(|(_, c)| **c == '\n');
        let starts = std::iter::once(0).chain(breaks.map(|(next, _)| next));
        Places {
            starts: starts.collect(),
        }
    }

    /// Line and column, both from 1.
    pub(crate) fn place(&self, at: u32) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at);
        let start = self.starts[line - 1];
        (line, (at - start) as usize + 1)
    }
}
