//! One line after another: where bytes were lost, and which reading of the run is prose.

mod marks;

use super::straddle::{self, Reading};
use crate::language::{Context, is_han, score_after, word_score};
use crate::{limits, pinyin, script};

/// A run that is read anew.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mended {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) text: String,
    pub(super) sure_bp: u16,
    /// Other readings, the likeliest first.
    pub(super) others: Vec<String>,
}

/// How much likelier than the text as it stands a reading must be, as a natural logarithm.
/// Damage is rare in texts in general, and common in a text that has some.
const GAIN_AT_FIRST: f32 = 9.0;
const GAIN_IN_DAMAGED: f32 = 1.0;

/// What words say beside what runs of characters say; tried on held-out prose.
const WORDS_COUNT: f32 = 0.6;

/// So many characters that are this likely on average are prose: what is misread by a byte is a
/// hundred times less likely.
const PROSE_CHARS: usize = 6;
const PROSE_CHARS_MIN: usize = 3;
const PROSE: f32 = -6.0;

/// The first two of them are each this likely: a misread run may be as short as that.
const FIRST: f32 = -7.0;

/// So many readings are weighed in full before the rest, and if all are this far from what is
/// needed, the rest is not looked at.
const FIRST_WEIGHED: usize = 16;
const FAR: f32 = 10.0;

/// In a damaged text a place that may be damaged too is named from this gain on.
const SUSPECT: f32 = -4.0;

/// In any other text, from this one.
const SUSPECT_AT_FIRST: f32 = 2.0;

/// A Traditional character in a text that is not.
const ODD_SCRIPT: f32 = -6.0;

/// A full-width digit or letter in a text that writes them half-width.
const ODD_WIDTH: f32 = -6.0;

/// A run of three characters that the text has elsewhere, and how many of them count.
const OWN: f32 = 2.0;
const OWN_MOST: usize = 4;

/// Characters before and after a run that it is read with.
const BEFORE: usize = 6;
const AFTER: usize = 4;

/// Runs in a text that have lost bytes, in order.
pub(super) fn lost_bytes(chars: &[char]) -> Vec<Mended> {
    if marks_are_lost(chars) {
        return in_lines(chars, GAIN_IN_DAMAGED);
    }
    let found = in_lines(chars, GAIN_AT_FIRST);
    if found.iter().all(|mended| mended.sure_bp == 0) {
        return found;
    }
    in_lines(chars, GAIN_IN_DAMAGED)
}

/// Whether a Chinese text has half-width commas between its characters and no full-width one.
fn marks_are_lost(chars: &[char]) -> bool {
    let between = |three: &[char]| three[1] == ',' && is_han(three[0]) && is_han(three[2]);
    !chars.iter().any(|c| matches!(c, '，' | '！')) && chars.windows(3).any(between)
}

fn in_lines(chars: &[char], gain: f32) -> Vec<Mended> {
    let own = OwnRuns::of(chars);
    let mut found = Vec::new();
    let mut from = 0;
    for line in chars.split(|c| *c == '\n') {
        let marked = line.iter().any(|c| straddle::MARKS.contains(*c));
        if marked && line.iter().any(|c| is_han(*c)) {
            let mut reader = Reader::new(line, gain, &own);
            reader.read();
            found.extend(reader.found.into_iter().map(|mended| Mended {
                from: mended.from + from,
                to: mended.to + from,
                ..mended
            }));
        }
        from += line.len() + 1;
    }
    found
}

/// Runs of three characters that stand in the text itself: what is torn in one place is often
/// whole in another.
struct OwnRuns {
    runs: Vec<[char; 3]>,
    traditional: bool,
    /// Digits and letters are written half-width.
    half_width: bool,
}

impl OwnRuns {
    fn of(chars: &[char]) -> OwnRuns {
        let runs = chars
            .windows(3)
            .filter(|run| run.iter().all(|c| !c.is_ascii()));
        let mut runs: Vec<[char; 3]> = runs
            .map(|run| [run[0], run[1], run[2]].map(script::simple))
            .collect();
        runs.sort_unstable();
        // What stands once is the place itself, or says nothing of it.
        let twice = runs.chunk_by(|a, b| a == b).filter(|same| same.len() > 1);
        let runs = twice.map(|same| same[0]).collect();
        OwnRuns {
            runs,
            traditional: script::text_is_traditional(chars),
            half_width: chars.iter().any(char::is_ascii_alphanumeric),
        }
    }

    fn common<'c>(
        &self,
        seen: impl DoubleEndedIterator<Item = &'c char>,
        text: impl Iterator<Item = &'c char>,
    ) -> f32 {
        let mut around: Vec<char> = seen.rev().take(2).copied().collect();
        around.reverse();
        around.extend(text);
        let around: Vec<char> = around.into_iter().map(script::simple).collect();
        let known = around.windows(3).filter(|run| {
            let run = [run[0], run[1], run[2]];
            self.runs.binary_search(&run).is_ok()
        });
        (known.count().min(OWN_MOST) as f32) * OWN
    }
}

/// A full-width digit or letter.
fn is_wide(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

struct Reader<'a> {
    line: &'a [char],
    run: straddle::Run,
    own: &'a OwnRuns,
    gain: f32,
    /// The line as read so far, without pinyin.
    seen: Vec<char>,
    context: Context,
    found: Vec<Mended>,
}

impl<'a> Reader<'a> {
    fn new(line: &'a [char], gain: f32, own: &'a OwnRuns) -> Reader<'a> {
        Reader {
            line,
            run: straddle::Run::of(line),
            own,
            gain,
            seen: Vec::new(),
            context: Context::start(),
            found: Vec::new(),
        }
    }

    fn read(&mut self) {
        let mut at = 0;
        while at < self.line.len() {
            let c = self.line[at];
            let gloss = at > 0 && script::is_traditional(self.line[at - 1]);
            if gloss && let Some(length) = pinyin::bracketed(&self.line[at..]) {
                at += length;
            } else if straddle::MARKS.contains(c)
                && let Some(mended) = self.mend(at)
            {
                at = mended.to;
                let text: Vec<char> = mended.text.chars().collect();
                self.pass(&text);
                self.found.push(mended);
            } else {
                self.pass(&[c]);
                at += 1;
            }
        }
    }

    fn pass(&mut self, text: &[char]) {
        (_, self.context) = score_after(self.context, text.iter().copied());
        self.seen.extend_from_slice(text);
    }

    /// The run that begins with the mark at `at`, read anew if that is far likelier than the run
    /// as it stands.
    fn mend(&self, at: usize) -> Option<Mended> {
        let from = at - usize::from(at > 0 && self.line[at - 1] == '\u{fffd}');
        if self.reads_well(at) {
            return None;
        }
        let readings = straddle::readings(&self.run, self.line, at, self.context);
        let weigh = |reading: &'_ Reading| {
            let standing = self.weigh(&self.line[at..reading.end], reading.end);
            self.weigh(&reading.text, reading.end) - standing
        };
        let few = readings.len().min(FIRST_WEIGHED);
        let mut weighed: Vec<(f32, &Reading)> = Vec::new();
        for reading in &readings[..few] {
            weighed.push((weigh(reading), reading));
        }
        let most = weighed.iter().map(|(gain, _)| *gain);
        if most.fold(f32::NEG_INFINITY, f32::max) < self.gain - FAR {
            return None;
        }
        for reading in &readings[few..] {
            weighed.push((weigh(reading), reading));
        }
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (gain, best) = weighed.first()?;
        if *gain < self.gain {
            let least = if self.gain < GAIN_AT_FIRST {
                SUSPECT
            } else {
                SUSPECT_AT_FIRST
            };
            return (*gain > least).then(|| self.suspected(at, &weighed));
        }
        let rivals = weighed[1..]
            .iter()
            .filter(|(_, other)| other.text != best.text);
        let beside: f32 = rivals
            .clone()
            .map(|(other, _)| (0.8 * (other - gain)).exp())
            .sum();
        let doubt = (-0.8 * (gain - self.gain + 3.0)).exp();
        let share = 1.0 / (1.0 + beside + doubt);
        let others = rivals.take(limits::ALTERNATIVES);
        Some(Mended {
            from,
            to: best.end,
            text: best.text.iter().collect(),
            sure_bp: (share * 10_000.0) as u16,
            others: others
                .map(|(_, other)| other.text.iter().collect())
                .collect(),
        })
    }

    /// A place that stays as it is, with what it may have been.
    fn suspected(&self, at: usize, weighed: &[(f32, &Reading)]) -> Mended {
        let others = weighed.iter().take(limits::ALTERNATIVES);
        Mended {
            from: at,
            to: at + 1,
            text: self.line[at].to_string(),
            sure_bp: 0,
            others: others
                .map(|(_, other)| other.text.iter().collect())
                .collect(),
        }
    }

    /// Whether what follows a mark is prose beyond doubt, so that nothing can have been torn.
    fn reads_well(&self, at: usize) -> bool {
        let next = self.following(at + 1, PROSE_CHARS);
        let next = next.iter().take_while(|c| !c.is_ascii());
        let count = next.clone().count();
        let (_, mut context) = score_after(self.context, [self.line[at]]);
        let (mut sum, mut first) = (0.0, 0.0_f32);
        for (index, c) in next.enumerate() {
            let (likely, after) = score_after(context, [*c]);
            sum += likely;
            context = after;
            if index < 2 {
                first = first.min(likely);
            }
        }
        count >= PROSE_CHARS_MIN && sum > PROSE * count as f32 && first > FIRST
    }

    /// How likely the line is around a reading, by runs, words and pairs of quotation marks.
    fn weigh(&self, text: &[char], end: usize) -> f32 {
        let after = self.after(end);
        let (runs, _) = score_after(self.context, text.iter().chain(&after).copied());
        let before = &self.seen[self.seen.len().saturating_sub(BEFORE)..];
        let around = before.iter().chain(text).chain(&after).copied();
        let marks = self.pairs(text, end)
            + self.doubled(text, &after)
            + self.quoted_stops(text, &after)
            + self.quoted_words(text, end);
        let own = self.own.common(self.seen.iter(), text.iter().chain(&after));
        let odd = text.iter().filter(|c| script::is_traditional(**c)).count();
        let odd = if self.own.traditional { 0 } else { odd };
        let wide = text.iter().filter(|c| is_wide(**c)).count();
        let wide = if self.own.half_width { wide } else { 0 };
        let odd = ODD_SCRIPT * odd as f32 + ODD_WIDTH * wide as f32;
        runs + own + odd + WORDS_COUNT * word_score(around) + marks
    }

    /// The next characters of the line, and its end.
    fn after(&self, end: usize) -> Vec<char> {
        let mut after = self.following(end, AFTER);
        if after.len() < AFTER {
            after.push('\n');
        }
        after
    }

    /// So many next characters of the line, without pinyin.
    fn following(&self, from: usize, most: usize) -> Vec<char> {
        let mut found = Vec::with_capacity(most);
        let mut at = from;
        while at < self.line.len() && found.len() < most {
            match pinyin::bracketed(&self.line[at..]) {
                Some(length) => at += length,
                None => {
                    found.push(self.line[at]);
                    at += 1;
                }
            }
        }
        found
    }
}
