//! What a text is found by: the tokens of the index.
//!
//! Single characters, pairs side by side, and both once more as they sound. Each token begins
//! with a letter that says what it is ([`Sort`]), so that a word in a title has a list of its own
//! and nothing is looked up that is not wanted. Where a text has something between two
//! characters stands `¦`, so that pairs in a row are characters in a row.

use std::collections::BTreeSet;

use crate::pinyin::readings;
use crate::unit::{Unit, units};

/// Between two runs of characters.
const BREAK: &str = "¦ ";

/// Characters of a title that is found as a whole.
const WHOLE_CHARS_MAX: usize = 60;

/// What a token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A character or word of a title.
    TitleSingle,
    /// Two of them side by side.
    TitlePair,
    /// A character or word of a body.
    BodySingle,
    /// Two of them side by side.
    BodyPair,
    /// One or two syllables of a title.
    TitleSound,
    /// Two syllables of a body.
    BodySound,
    /// Two initials of a title.
    Initials,
    /// A whole title.
    Whole,
    /// A kind of thing.
    Kind,
}

impl Sort {
    fn letter(self) -> char {
        match self {
            Sort::TitleSingle => 'α',
            Sort::TitlePair => 'β',
            Sort::BodySingle => 'γ',
            Sort::BodyPair => 'δ',
            Sort::TitleSound => 'ε',
            Sort::BodySound => 'ζ',
            Sort::Initials => 'η',
            Sort::Whole => 'θ',
            Sort::Kind => 'κ',
        }
    }

    /// A token of this sort.
    pub(crate) fn token(self, of: &str) -> String {
        format!("{}{of}", self.letter())
    }
}

/// The tokens of a text: of its title, its body and its kind.
pub(crate) fn of_text(kind: u8, title: &str, body: &str) -> String {
    let mut all = String::new();
    let title = units(title);
    pairs(&mut all, &title, Sort::TitlePair);
    let body = units(body);
    pairs(&mut all, &body, Sort::BodyPair);
    let mut rest = BTreeSet::new();
    rest.extend(
        title
            .iter()
            .map(|unit| Sort::TitleSingle.token(&unit.form())),
    );
    rest.extend(body.iter().map(|unit| Sort::BodySingle.token(&unit.form())));
    of_sounds(&mut rest, &title, Sort::TitleSound);
    of_sounds(&mut rest, &body, Sort::BodySound);
    of_title(&mut rest, &title);
    rest.insert(Sort::Kind.token(&kind.to_string()));
    for token in rest {
        all.push_str(&token);
        all.push(' ');
    }
    all
}

/// What is found in titles only: single syllables and initials; in a long text every one occurs.
fn of_title(rest: &mut BTreeSet<String>, units: &[Unit]) {
    for unit in units {
        let all = unit.han.map(readings).unwrap_or_default();
        rest.extend(all.iter().map(|own| Sort::TitleSound.token(own)));
    }
    for (one, two) in neighbours(units) {
        for first in one.iter().filter_map(|own| own.chars().next()) {
            for second in two.iter().filter_map(|own| own.chars().next()) {
                rest.insert(Sort::Initials.token(&format!("{first}{second}")));
            }
        }
    }
    let whole: String = units.iter().map(Unit::form).collect();
    if whole.chars().count() <= WHOLE_CHARS_MAX {
        rest.insert(Sort::Whole.token(&whole));
    }
}

/// Two syllables side by side.
pub(crate) fn sound(one: &str, two: &str) -> String {
    format!("{one}·{two}")
}

fn pairs(all: &mut String, units: &[Unit], sort: Sort) {
    for (one, two) in units.iter().zip(units.iter().skip(1)) {
        if two.joined {
            all.push(sort.letter());
            one.push_to(all);
            two.push_to(all);
            all.push(' ');
        } else {
            all.push_str(BREAK);
        }
    }
    all.push_str(BREAK);
}

/// Readings of neighbours that are both Chinese characters.
fn neighbours(units: &[Unit]) -> impl Iterator<Item = (&'static [String], &'static [String])> {
    let both = units.iter().zip(units.iter().skip(1));
    both.filter(|(_, two)| two.joined)
        .filter_map(|(one, two)| Some((readings(one.han?), readings(two.han?))))
}

fn of_sounds(rest: &mut BTreeSet<String>, units: &[Unit], sort: Sort) {
    let mut seen = BTreeSet::new();
    for (one, two) in units.iter().zip(units.iter().skip(1)) {
        let (Some(first), Some(second), true) = (one.han, two.han, two.joined) else {
            continue;
        };
        if !seen.insert((first, second)) {
            continue;
        }
        for first in readings(first) {
            rest.extend(
                readings(second)
                    .iter()
                    .map(|second| sort.token(&sound(first, second))),
            );
        }
    }
}
