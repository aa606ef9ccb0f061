//! Searching a zone's texts: the index beside the ledger, and how it follows.
//!
//! The index is a file that anybody may delete. It is made from the record, stands at a sequence
//! number of it, and moves on by what two states differ in. Which texts match is the index's
//! answer; what is shown comes from the texts as they are today, and who may see it from the
//! model's views: a text that was purged is not shown, whatever the index still knows of it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use search::{Change, Excerpt, Index, Place, Query, Refused, Text, Wanted};
use zone::view::Looking;
use zone::view::findable::{self, FINDABLE_VERSION, FindableKey, Noun, Whereabouts};
use zone::{Actor, Refusal, Words, Zone};

use crate::{Error, Folder, Library, Seen, ZONE_STREAM};

/// Texts from which taking changes in is left to one, and others answer from what is there.
const MANY: usize = 2_000;

/// Finds texts of a zone.
pub struct Finder {
    index: Index,
    /// The state the index stands at, as far as this process knows it.
    followed: Mutex<Zone>,
    making: AtomicBool,
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// What was typed.
    pub words: String,
    /// Only texts of these; of all where there are none.
    pub nouns: Vec<Noun>,
    /// Matches before the page.
    pub skip: usize,
    /// Matches on the page.
    pub take: usize,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundTexts {
    /// How many texts match that the viewer may see.
    pub total: usize,
    /// Whether there are more than were counted.
    pub more: bool,
    /// Whether the index is being made, and knows a part of the texts only.
    pub behind: bool,
    /// How many of each noun, among those counted.
    pub nouns: Vec<(Noun, usize)>,
    /// The page.
    pub hits: Vec<FoundText>,
}

/// A text that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundText {
    /// What it belongs to.
    pub place: Whereabouts,
    /// Its title, with marks.
    pub title: Excerpt,
    /// A piece of the rest, with marks.
    pub body: Excerpt,
}

impl Finder {
    /// Opens the index of a folder, or makes an empty one: where there is none, or it was made
    /// from another ledger or by another version.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn open(folder: &Folder, library: &Library) -> Result<Finder, Error> {
        // The chain after the first record names the ledger; a copy that was brought back and
        // went another way has the same first record, and another chain where the index stands.
        let first = match library.reader().head(ZONE_STREAM)?.seq {
            0 => String::new(),
            _ => chain(library, 1)?,
        };
        let label = format!("{FINDABLE_VERSION} {first}");
        let index = Index::open(&folder.search(), &label)?;
        let (seq, mark) = index.stands()?;
        let newest = library.reader().head(ZONE_STREAM)?.seq;
        let fits = seq == 0 || (seq <= newest && chain(library, seq)? == mark);
        if !fits {
            index.clear()?;
        }
        Ok(Finder {
            index,
            followed: Mutex::new(Zone::empty()),
            making: AtomicBool::new(false),
        })
    }

    /// Takes in what was recorded since.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn follow(&self, library: &Library, seen: &Seen) -> Result<(), Error> {
        let mut followed = self.lock();
        let (from, _) = self.index.stands()?;
        if from >= seen.zone.seq {
            return Ok(());
        }
        if followed.seq != from {
            *followed = library.state_at(from)?;
        }
        let keys: Vec<FindableKey> = findable::changed(&followed, &seen.zone).collect();
        self.making.store(keys.len() > MANY, Ordering::Relaxed);
        let taken = self.take(library, seen, from, keys);
        self.making.store(false, Ordering::Relaxed);
        if taken? {
            *followed = seen.zone.clone();
        }
        Ok(())
    }

    /// Compares every text with what the index knows of it: after a purge, and at a start, when
    /// something may have gone while nobody looked.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn compare(&self, library: &Library, seen: &Seen) -> Result<(), Error> {
        self.follow(library, seen)?;
        let _followed = self.lock();
        let (from, _) = self.index.stands()?;
        if from != seen.zone.seq {
            return Ok(());
        }
        let mut keys: Vec<FindableKey> = findable::all(&seen.zone).collect();
        for noun in Noun::all() {
            let ids = self.index.ids(noun.number())?;
            keys.extend(ids.into_iter().map(|id| FindableKey { noun, id }));
        }
        self.take(library, seen, from, keys).map(drop)
    }

    /// Forgets on disk too what was purged, once [`Finder::compare`] took it out.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn forget_traces(&self) -> Result<(), Error> {
        Ok(self.index.forget_traces()?)
    }

    fn take(
        &self,
        library: &Library,
        seen: &Seen,
        from: u64,
        keys: Vec<FindableKey>,
    ) -> Result<bool, Error> {
        let changes = keys.into_iter().map(|key| {
            let told = findable::told(&seen.zone, library, key);
            match told {
                None => Change::Gone(key.noun.number(), key.id),
                Some(told) => {
                    let place = Place {
                        newness: u32::try_from(told.newness).unwrap_or(u32::MAX),
                        kind: key.noun.number(),
                        id: key.id,
                    };
                    let (title, body) = (told.title, told.body);
                    Change::Put(place, Text { title, body })
                }
            }
        });
        let mark = chain(library, seen.zone.seq)?;
        let span = (from, seen.zone.seq);
        Ok(self.index.update(span, &mark, changes)?)
    }

    /// A page of the texts that match and that somebody may see, as of now.
    ///
    /// # Errors
    /// [`Error::Refused`] where there is nothing to look for, or too much; a fault of the disk.
    pub fn find(
        &self,
        library: &Library,
        seen: &Seen,
        actor: &Actor,
        sought: &Sought,
    ) -> Result<FoundTexts, Error> {
        let query = Query::read(&sought.words).map_err(refused)?;
        // While many texts are taken in, what is there already is better than waiting.
        if !self.making.load(Ordering::Relaxed) {
            self.follow(library, seen)?;
        }
        let looking = Looking {
            true_on: seen.true_on,
            calendars: &seen.calendars,
            texts: library,
            actor,
        };
        let key = |place: Place| {
            let noun = Noun::of_number(place.kind)?;
            Some(FindableKey { noun, id: place.id })
        };
        let may_see =
            |place| key(place).is_some_and(|key| findable::may_see(&seen.zone, looking, key));
        let text = |place| {
            let told = findable::told(&seen.zone, library, key(place)?)?;
            let (title, body) = (told.title, told.body);
            Some(Text { title, body })
        };
        let wanted = Wanted {
            kinds: sought.nouns.iter().map(|noun| noun.number()).collect(),
            skip: sought.skip,
            take: sought.take,
        };
        let found = self.index.find(&query, &wanted, may_see, text)?;
        let (behind, _) = self.index.stands()?;
        let hits = found.hits.into_iter().filter_map(|hit| {
            let place = findable::whereabouts(&seen.zone, looking, key(hit.place)?)?;
            let (title, body) = (hit.title, hit.body);
            Some(FoundText { place, title, body })
        });
        let count = |noun: Noun| Some((noun, *found.kinds.get(&noun.number())?));
        Ok(FoundTexts {
            total: found.total,
            more: found.more,
            behind: behind < seen.zone.seq,
            nouns: Noun::all().filter_map(count).collect(),
            hits: hits.collect(),
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Zone> {
        self.followed.lock().unwrap_or_else(|poisoned| {
            // What it stands at is read from the index again.
            let mut followed = poisoned.into_inner();
            *followed = Zone::empty();
            self.followed.clear_poison();
            followed
        })
    }
}

/// The hash of the chain after a record, as text.
fn chain(library: &Library, seq: u64) -> Result<String, Error> {
    let head = library.reader().head_at(ZONE_STREAM, seq)?;
    Ok(hex::encode(head.chain.0))
}

fn refused(refused: Refused) -> Error {
    let refusal = Refusal::new(
        refused.code(),
        Words::new(refused.message_zh(), refused.message_en()),
        Words::new(refused.remedy_zh(), refused.remedy_en()),
    );
    Error::Refused(vec![refusal.at_field("words")])
}
