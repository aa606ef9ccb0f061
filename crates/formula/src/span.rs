//! Where something stands in a formula's source.
//!
//! Promises both byte offsets (for slicing) and character offsets (for an editor). Does not know
//! lines: a formula is one line to its reader.

/// A half-open stretch of the source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub byte_start: usize,
    /// First byte after the end.
    pub byte_end: usize,
    /// First character (Unicode scalar value).
    pub char_start: usize,
    /// First character after the end.
    pub char_end: usize,
}

impl Span {
    /// The span of bytes `start..end` of `source`; offsets are moved down to a character boundary.
    #[must_use]
    pub fn new(source: &str, start: usize, end: usize) -> Span {
        let byte_start = source.floor_char_boundary(start);
        let byte_end = source.floor_char_boundary(end.max(start));
        let char_start = source[..byte_start].chars().count();
        let char_end = char_start + source[byte_start..byte_end].chars().count();
        Span {
            byte_start,
            byte_end,
            char_start,
            char_end,
        }
    }

    /// The text of `source` this span covers.
    #[must_use]
    pub fn text<'a>(&self, source: &'a str) -> &'a str {
        source.get(self.byte_start..self.byte_end).unwrap_or("")
    }
}

/// Turns byte offsets of one source into spans, in constant time each.
pub(crate) struct Places {
    /// Characters before each byte; empty if the source is ASCII or beyond the limit on length,
    /// when the byte offsets serve.
    chars_before: Vec<usize>,
    bytes: usize,
}

impl Places {
    pub(crate) fn new(source: &str) -> Places {
        let bytes = source.len();
        if source.is_ascii() || bytes > crate::limits::MAX_SOURCE_BYTES {
            return Places {
                chars_before: Vec::new(),
                bytes,
            };
        }
        let mut chars_before = Vec::with_capacity(bytes + 1);
        for (index, found) in source.chars().enumerate() {
            chars_before.extend(std::iter::repeat_n(index, found.len_utf8()));
        }
        chars_before.push(source.chars().count());
        Places {
            chars_before,
            bytes,
        }
    }

    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let byte_end = end.min(self.bytes);
        let byte_start = start.min(byte_end);
        Span {
            byte_start,
            byte_end,
            char_start: self.chars(byte_start),
            char_end: self.chars(byte_end),
        }
    }

    fn chars(&self, byte: usize) -> usize {
        self.chars_before.get(byte).copied().unwrap_or(byte)
    }
}
