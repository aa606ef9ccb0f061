//! Where the words of a query stand in a text: for marks, and for what the index cannot tell.

use crate::pinyin::{Split, readings};
use crate::query::{Query, Word};
use crate::unit::{Unit, units};

/// Finds the words of a query in texts.
pub struct Matcher<'a>(&'a Query);

/// Marks in a text, by bytes, in order, none over another.
pub(crate) type Marks = Vec<(usize, usize)>;

impl<'a> Matcher<'a> {
    /// For a query.
    pub fn of(query: &'a Query) -> Matcher<'a> {
        Matcher(query)
    }

    /// Whether every word is found in a title or a body.
    pub fn matches(&self, title: &str, body: &str) -> bool {
        let (title, body) = (units(title), units(body));
        let found = |word: &Word| {
            !places(word, &title, true).is_empty() || !places(word, &body, false).is_empty()
        };
        self.0.words.iter().all(found)
    }

    /// The same of a title alone.
    pub(crate) fn matches_title(&self, title: &str) -> bool {
        let title = units(title);
        let mut words = self.0.words.iter();
        words.all(|word| !places(word, &title, true).is_empty())
    }

    /// Where the words stand.
    pub(crate) fn marks(&self, text: &str, is_title: bool) -> Marks {
        let units = units(text);
        let words = self.0.words.iter();
        let mut found: Marks = words
            .flat_map(|word| places(word, &units, is_title))
            .collect();
        found.sort_unstable();
        let mut marks: Marks = Vec::new();
        for (from, to) in found {
            match marks.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => marks.push((from, to)),
            }
        }
        marks
    }
}

/// Where a word stands: as it is written, or else as it sounds.
fn places(word: &Word, units: &[Unit], is_title: bool) -> Marks {
    let exact = runs(units, word.units.len(), |at, unit| {
        let wanted = &word.units[at];
        match word.open && at + 1 == word.units.len() {
            true => unit.han.is_none() && unit.word.starts_with(wanted.word.as_str()),
            false => unit.is(wanted),
        }
    });
    if !exact.is_empty() {
        return exact;
    }
    let mut found = Vec::new();
    for split in &word.sounds {
        found.extend(sounding(split, units));
    }
    if is_title && !word.initials.is_empty() {
        found.extend(runs(units, word.initials.len(), |at, unit| {
            let all = unit.han.map(readings).unwrap_or_default();
            all.iter().any(|own| own.starts_with(word.initials[at]))
        }));
    }
    if found.is_empty() && !word.pieces.is_empty() {
        let pieces: Vec<Marks> = word
            .pieces
            .iter()
            .map(|piece| places(piece, units, is_title))
            .collect();
        if pieces.iter().all(|own| !own.is_empty()) {
            found.extend(pieces.into_iter().flatten());
        }
    }
    found
}

fn sounding(split: &Split, units: &[Unit]) -> Marks {
    let count = split.syllables.len();
    runs(units, count, |at, unit| {
        let all = unit.han.map(readings).unwrap_or_default();
        let syllable = split.syllables[at].as_str();
        match split.whole || at + 1 < count {
            true => all.iter().any(|own| own == syllable),
            false => all.iter().any(|own| own.starts_with(syllable)),
        }
    })
}

/// Runs of so many units side by side that all fit.
fn runs(units: &[Unit], count: usize, fits: impl Fn(usize, &Unit) -> bool) -> Marks {
    if count == 0 {
        return Vec::new();
    }
    let fitting = units.windows(count).filter(|run| {
        let joined = run.iter().skip(1).all(|unit| unit.joined);
        joined && run.iter().enumerate().all(|(at, unit)| fits(at, unit))
    });
    fitting
        .map(|run| (run[0].from, run[count - 1].to))
        .collect()
}
