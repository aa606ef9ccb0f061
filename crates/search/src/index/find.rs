//! Finding: the best matches first, a page of them, and how many there are.
//!
//! What fits best is asked for first: every word in the title, then anywhere, then by its sound;
//! within each the newest first. The table is walked only as far as there is something to count,
//! so that a character that stands in every text costs no more than any other.

use std::collections::{BTreeMap, HashSet};

use rusqlite::Connection;

use super::{Error, Index, Place, Text};
use crate::excerpt::Excerpt;
use crate::limits::{CHECKED_MAX, MATCHES_MAX, PAGE_MAX};
use crate::matcher::Matcher;
use crate::query::{Query, Scope};
use crate::tokens::Sort;

/// Which page of which matches is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only texts of these kinds; of all where there are none.
    pub kinds: Vec<u8>,
    /// Matches before the page.
    pub skip: usize,
    /// Matches on the page, at most [`PAGE_MAX`].
    pub take: usize,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// How many texts match.
    pub total: usize,
    /// Whether there are more than were counted.
    pub more: bool,
    /// How many of each kind, among those counted.
    pub kinds: BTreeMap<u8, usize>,
    /// The page.
    pub hits: Vec<Hit>,
}

/// A match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands.
    pub place: Place,
    /// Its title, with marks.
    pub title: Excerpt,
    /// A piece of its body, with marks.
    pub body: Excerpt,
}

/// What the caller knows of texts: whether they may be seen, and what they say today.
trait Known {
    fn may_see(&mut self, place: Place) -> bool;
    fn text(&mut self, place: Place) -> Option<Text>;
}

struct Asked<See, Say>(See, Say);

impl<See: FnMut(Place) -> bool, Say: FnMut(Place) -> Option<Text>> Known for Asked<See, Say> {
    fn may_see(&mut self, place: Place) -> bool {
        (self.0)(place)
    }

    fn text(&mut self, place: Place) -> Option<Text> {
        (self.1)(place)
    }
}

impl Index {
    /// A page of what matches. `may_see` is asked for every match and decides whether it counts;
    /// `text` gives what is shown, and a text that is gone or no longer matches is left out.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn find(
        &self,
        query: &Query,
        wanted: &Wanted,
        may_see: impl FnMut(Place) -> bool,
        text: impl FnMut(Place) -> Option<Text>,
    ) -> Result<Found, Error> {
        let mut known = Asked(may_see, text);
        let matcher = Matcher::of(query);
        let (places, more) = self.reading(|connection| {
            let mut walk = Walk {
                connection,
                query,
                kinds: &wanted.kinds,
                seen: HashSet::new(),
                found: Vec::new(),
                more: false,
            };
            walk.all(&mut known)?;
            Ok((walk.found, walk.more))
        })?;
        let mut kinds = BTreeMap::new();
        for place in &places {
            *kinds.entry(place.kind).or_default() += 1;
        }
        let page = places.iter().skip(wanted.skip);
        let page = page.take(wanted.take.min(PAGE_MAX));
        let hits = page.filter_map(|place| {
            let text = known.text(*place)?;
            let matches = matcher.matches(&text.title, &text.body);
            matches.then(|| Hit {
                place: *place,
                title: Excerpt::of_title(&matcher, &text.title),
                body: Excerpt::of_body(&matcher, &text.body),
            })
        });
        Ok(Found {
            hits: hits.collect(),
            total: places.len(),
            more,
            kinds,
        })
    }
}

struct Walk<'a> {
    connection: &'a Connection,
    query: &'a Query,
    kinds: &'a [u8],
    seen: HashSet<i64>,
    found: Vec<Place>,
    more: bool,
}

impl Walk<'_> {
    fn all(&mut self, known: &mut impl Known) -> rusqlite::Result<()> {
        self.step(&self.query.title(), None, known)?;
        let (title, everywhere) = (Scope::Title, Scope::Everywhere);
        self.step(&self.query.exact(title, false), None, known)?;
        self.step(&self.query.exact(everywhere, false), None, known)?;
        if self.query.is_open() {
            self.step(&self.query.exact(title, true), None, known)?;
            self.step(&self.query.exact(everywhere, true), None, known)?;
        }
        if self.query.sounds() {
            let check = |scope| self.query.needs_check().then_some(scope);
            self.step(&self.query.loose(title), check(title), known)?;
            self.step(&self.query.loose(everywhere), check(everywhere), known)?;
        }
        Ok(())
    }

    /// Walks what an expression finds, the newest first, until enough was counted.
    fn step(
        &mut self,
        expression: &str,
        check: Option<Scope>,
        known: &mut impl Known,
    ) -> rusqlite::Result<()> {
        if self.more {
            return Ok(());
        }
        let kinds: Vec<String> = self.kinds.iter().map(|kind| kind_token(*kind)).collect();
        let expression = match kinds.is_empty() {
            true => expression.to_owned(),
            false => format!("({expression}) AND ({})", kinds.join(" OR ")),
        };
        let sql = "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid DESC";
        let mut asked = self.connection.prepare_cached(sql)?;
        let mut rows = asked.query([expression])?;
        let matcher = Matcher::of(self.query);
        let mut checked = 0;
        while let Some(row) = rows.next()? {
            let row: i64 = row.get(0)?;
            if !self.seen.insert(row) {
                continue;
            }
            let place = Place::of(row);
            if !known.may_see(place) {
                continue;
            }
            if let Some(scope) = check.filter(|_| checked < CHECKED_MAX) {
                checked += 1;
                let text = known.text(place);
                let fits = text.is_some_and(|text| match scope {
                    Scope::Title => matcher.matches_title(&text.title),
                    Scope::Everywhere => matcher.matches(&text.title, &text.body),
                });
                if !fits {
                    // It may fit by its body.
                    self.seen.remove(&row);
                    continue;
                }
            }
            if self.found.len() == MATCHES_MAX {
                self.more = true;
                break;
            }
            self.found.push(place);
        }
        Ok(())
    }
}

/// The token that stands for a kind.
fn kind_token(kind: u8) -> String {
    format!("\"{}\"", Sort::Kind.token(&kind.to_string()))
}
