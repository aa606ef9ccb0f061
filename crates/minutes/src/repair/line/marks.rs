//! Whether marks stand where marks may: in turn, not side by side, stops only where a sentence
//! ends.

use super::Reader;
use crate::language::longest_word;

/// A quotation that is closed before it was opened, or opened twice.
const UNPAIRED: f32 = -5.0;

/// A quotation that is closed and was not opened in the line.
const NEVER_OPENED: f32 = -10.0;

/// Marks of which no two stand side by side, and what it counts if they do.
const PAUSES: &str = "。，、；：,;:";
const DOUBLED: f32 = -9.0;

/// A quotation that is still open at the end of the line.
const LEFT_OPEN: f32 = -12.0;

/// A quotation with a full stop in it is at least this long.
const SENTENCE_CHARS: usize = 6;

impl Reader<'_> {
    /// Marks side by side, with those right before and after.
    pub(super) fn doubled(&self, text: &[char], after: &[char]) -> f32 {
        let row: Vec<char> = self
            .seen
            .last()
            .into_iter()
            .chain(text)
            .chain(after.first())
            .copied()
            .collect();
        let pause = |c: char| PAUSES.contains(c);
        let twice = row
            .windows(2)
            .filter(|two| pause(two[0]) && pause(two[1]))
            .count();
        twice as f32 * DOUBLED
    }

    /// No sentence is a quoted word or two alone: 处。“黑作坊”。
    pub(super) fn quoted_words(&self, text: &[char], end: usize) -> f32 {
        let opens = (0..text.len()).filter(|at| {
            let before = at
                .checked_sub(1)
                .map(|at| text[at])
                .or(self.seen.last().copied());
            text[*at] == '“' && before.is_some_and(|c| "。！？".contains(c))
        });
        let alone = opens.filter(|at| {
            let rest = text[at + 1..]
                .iter()
                .chain(&self.line[end.min(self.line.len())..]);
            let rest: Vec<char> = rest.take(SENTENCE_CHARS + 2).copied().collect();
            let close = rest.iter().position(|c| *c == '”');
            close.is_some_and(|close| {
                let next = rest.get(close + 1);
                close < SENTENCE_CHARS && next.is_none_or(|c| PAUSES.contains(*c) || *c == '!')
            })
        });
        alone.count() as f32 * UNPAIRED
    }

    /// A full stop stands inside a quotation only where a whole sentence is quoted: not after a
    /// word or two, and not where the sentence around goes on.
    pub(super) fn quoted_stops(&self, text: &[char], after: &[char]) -> f32 {
        let mut sum = 0.0;
        for at in 1..text.len() {
            if text[at] != '”' || !"。！？".contains(text[at - 1]) {
                continue;
            }
            let before = text[..at].iter().rev().chain(self.seen.iter().rev());
            let quoted = before.take_while(|c| **c != '“').count();
            if quoted < SENTENCE_CHARS {
                sum += UNPAIRED;
            }
            // 上 as in “抓平常”上, not 上海; 与 not as in 与会.
            let next: String = text[at + 1..].iter().chain(after).collect();
            let next = longest_word(&next);
            if !next.is_empty() && "上中下里的地得之等和与及、，,是为".contains(&next)
            {
                sum += UNPAIRED;
            }
        }
        sum
    }

    /// Whether quotation marks open and close in turn, from the last mark before the reading to
    /// the next one after it. Behind a `!` that may be torn as well a mark may be hidden: nothing
    /// is said of what comes after it.
    pub(super) fn pairs(&self, text: &[char], end: usize) -> f32 {
        let kinds = [
            ('“', '”'),
            ('《', '》'),
            ('（', '）'),
            ('『', '』'),
            ('「', '」'),
            ('‘', '’'),
        ];
        let rest = &self.line[end..];
        let hidden = rest.iter().position(|c| *c == '!');
        let plain = &rest[..hidden.unwrap_or(rest.len())];
        let unpaired = kinds.iter().map(|(open, close)| {
            let mark = |c: &&char| *c == open || *c == close;
            let before = self.seen.iter().rev().find(mark);
            let after = plain.iter().find(mark);
            let own = text.iter().filter(mark);
            let row: Vec<bool> = before
                .into_iter()
                .chain(own)
                .chain(after)
                .map(|c| c == open)
                .collect();
            let twice = row.windows(2).filter(|pair| pair[0] == pair[1]).count();
            let starts_closed = before.is_none() && row.first() == Some(&false);
            let ends_open = after.is_none() && hidden.is_none() && row.last() == Some(&true);
            twice as f32 * UNPAIRED
                + f32::from(u8::from(starts_closed)) * NEVER_OPENED
                + f32::from(u8::from(ends_open)) * LEFT_OPEN
        });
        unpaired.sum()
    }
}
