//! What a person typed, as words to look for, and as an expression of the index.

use crate::check::Refused;
use crate::limits::{INITIALS_MAX, QUERY_CHARS_MAX, QUERY_WORDS_MAX};
use crate::pinyin::{Split, is_initial, splits};
use crate::tokens::{Sort, sound};
use crate::unit::{Unit, units};

/// A query: words that must all be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub(crate) words: Vec<Word>,
    /// The words without what stands between them, folded: a title that is just this comes first.
    pub(crate) whole: String,
}

/// A run of characters without a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its units.
    pub(crate) units: Vec<Unit>,
    /// Whether its last unit is of letters or digits, and may go on in the text.
    pub(crate) open: bool,
    /// Its letters as they may sound; empty unless it is all letters.
    pub(crate) sounds: Vec<Split>,
    /// Its letters as initials.
    pub(crate) initials: Vec<char>,
    /// The pieces it falls into where letters stand beside Chinese: 土地sp.
    pub(crate) pieces: Vec<Word>,
}

/// Where an expression looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Title,
    Everywhere,
}

impl Scope {
    /// A phrase of tokens, in titles or in both; with a star its last token may go on.
    fn phrase(self, title: Sort, body: Sort, of: &[String], star: bool) -> String {
        let phrase = |sort: Sort| {
            let tokens: Vec<String> = of.iter().map(|own| sort.token(own)).collect();
            let star = if star { " *" } else { "" };
            format!("\"{}\"{star}", tokens.join(" "))
        };
        match self {
            Scope::Title => phrase(title),
            Scope::Everywhere => format!("({} OR {})", phrase(title), phrase(body)),
        }
    }
}

impl Query {
    /// Reads what was typed. Quotes, operators and brackets are plain text: nothing in it is an
    /// instruction.
    ///
    /// # Errors
    /// [`Refused`]: no word, too long, or too many words.
    pub fn read(typed: &str) -> Result<Query, Refused> {
        let chars = typed.trim().chars().count();
        if chars > QUERY_CHARS_MAX {
            return Err(Refused::TooLong { chars });
        }
        // A space divides words here, though in a text it may only divide lines.
        let pieces: Vec<Vec<Unit>> = typed.split_whitespace().map(units).collect();
        let mut words: Vec<Vec<&Unit>> = Vec::new();
        for units in &pieces {
            for (at, unit) in units.iter().enumerate() {
                match words.last_mut() {
                    Some(word) if at > 0 && unit.joined => word.push(unit),
                    _ => words.push(vec![unit]),
                }
            }
        }
        if words.is_empty() {
            return Err(Refused::Empty);
        }
        if words.len() > QUERY_WORDS_MAX {
            return Err(Refused::TooManyWords { words: words.len() });
        }
        Ok(Query {
            whole: words.iter().flatten().map(|unit| unit.form()).collect(),
            words: words.iter().map(|word| Word::of(word)).collect(),
        })
    }

    /// Whether some word may be found by its sound.
    pub(crate) fn sounds(&self) -> bool {
        self.words.iter().any(Word::has_sound)
    }

    /// Whether the index finds more by sound than really sounds so: pairs of syllables that need
    /// not stand in a row.
    pub(crate) fn needs_check(&self) -> bool {
        let long = |word: &Word| {
            word.initials.len() > 2 || word.sounds.iter().any(|own| own.syllables.len() > 2)
        };
        let mixed = |word: &Word| !word.pieces.is_empty();
        self.words.iter().any(|word| long(word) || mixed(word))
    }

    /// As a whole title.
    pub(crate) fn title(&self) -> String {
        format!("\"{}\"", Sort::Whole.token(&self.whole))
    }

    /// Whether some word ends in letters or digits that may go on in a text.
    pub(crate) fn is_open(&self) -> bool {
        self.words.iter().any(|word| word.open)
    }

    /// As it is written; with `begun`, letters and digits may go on in a text.
    pub(crate) fn exact(&self, scope: Scope, begun: bool) -> String {
        let words = self.words.iter().map(|word| word.exact(scope, begun));
        words.collect::<Vec<_>>().join(" AND ")
    }

    /// As it is written, or as it sounds.
    pub(crate) fn loose(&self, scope: Scope) -> String {
        let words = self.words.iter().map(|word| word.loose(scope));
        words.collect::<Vec<_>>().join(" AND ")
    }
}

impl Word {
    fn of(units: &[&Unit]) -> Word {
        let last = units.last();
        let letters = |unit: &Unit| {
            let mut all = unit.word.chars();
            unit.han.is_none() && all.all(|c| c.is_ascii_lowercase() || c == 'ü')
        };
        let only = match units {
            [only] if letters(only) => Some(only.word.as_str()),
            _ => None,
        };
        let initials: Vec<char> = only.unwrap_or_default().chars().collect();
        let few = (2..=INITIALS_MAX).contains(&initials.len());
        let fits = few && initials.iter().all(|c| is_initial(*c));
        Word {
            units: units.iter().map(|unit| (*unit).clone()).collect(),
            open: last.is_some_and(|unit| unit.han.is_none()),
            sounds: only.map(splits).unwrap_or_default(),
            initials: if fits { initials } else { Vec::new() },
            pieces: pieces(units, letters),
        }
    }

    /// Whether it may be found by its sound.
    pub(crate) fn has_sound(&self) -> bool {
        let own = !self.sounds.is_empty() || !self.initials.is_empty();
        own || self.pieces.iter().any(Word::has_sound)
    }

    fn exact(&self, scope: Scope, begun: bool) -> String {
        let star = self.open && begun;
        if let [only] = self.units.as_slice() {
            let (title, body) = (Sort::TitleSingle, Sort::BodySingle);
            return scope.phrase(title, body, &[only.form()], star);
        }
        let pairs = self.units.windows(2);
        let pairs: Vec<String> = pairs.map(|pair| pair[0].form() + &pair[1].form()).collect();
        scope.phrase(Sort::TitlePair, Sort::BodyPair, &pairs, star)
    }

    fn loose(&self, scope: Scope) -> String {
        let mut ways = vec![self.exact(scope, true)];
        ways.extend(self.sounds.iter().filter_map(|own| sounding(own, scope)));
        if !self.initials.is_empty() {
            let pairs = self.initials.windows(2);
            let pairs = pairs.map(|pair| {
                let pair: String = pair.iter().collect();
                format!("\"{}\"", Sort::Initials.token(&pair))
            });
            ways.push(format!("({})", pairs.collect::<Vec<_>>().join(" AND ")));
        }
        if !self.pieces.is_empty() {
            let pieces = self.pieces.iter().map(|piece| piece.loose(scope));
            ways.push(format!("({})", pieces.collect::<Vec<_>>().join(" AND ")));
        }
        format!("({})", ways.join(" OR "))
    }
}

/// The pieces of a word in which letters stand beside something else.
fn pieces(units: &[&Unit], letters: impl Fn(&Unit) -> bool) -> Vec<Word> {
    let mut pieces: Vec<Vec<&Unit>> = Vec::new();
    for unit in units {
        let same = |piece: &Vec<&Unit>| {
            piece
                .last()
                .is_some_and(|last| !letters(last) && !letters(unit))
        };
        match pieces.last_mut() {
            Some(piece) if same(piece) => piece.push(unit),
            _ => pieces.push(vec![unit]),
        }
    }
    if pieces.len() < 2 {
        return Vec::new();
    }
    let pieces: Vec<Word> = pieces.iter().map(|piece| Word::of(piece)).collect();
    let sounds = pieces.iter().any(Word::has_sound);
    if sounds { pieces } else { Vec::new() }
}

fn sounding(split: &Split, scope: Scope) -> Option<String> {
    let (title, body) = (Sort::TitleSound, Sort::BodySound);
    if let [only] = split.syllables.as_slice() {
        // A single syllable is found in titles only.
        let phrase = || Scope::Title.phrase(title, body, std::slice::from_ref(only), false);
        return split.whole.then(phrase);
    }
    let last = split.syllables.len().saturating_sub(2);
    let pairs = split.syllables.windows(2).enumerate().map(|(at, pair)| {
        let star = at == last && !split.whole;
        scope.phrase(title, body, &[sound(&pair[0], &pair[1])], star)
    });
    Some(format!("({})", pairs.collect::<Vec<_>>().join(" AND ")))
}
