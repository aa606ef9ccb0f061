//! Notices of a running server: who is told what now, and the two tasks that put things on their
//! way and send them, beside all requests.

mod addressees;
mod change;
mod post;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use courier::{Store, StoreError};
use host::{Host, Library, Seen, ZONE_STREAM};
use jiff::civil::Date;
use zone::authority::Role;
use zone::notice::{Occasion, occasions};
use zone::view::Looking;
use zone::view::notices::{Board, Reader, Through, board};
use zone::{Actor, HandlingLevel, UnitId};

use crate::limits;
use crate::problem::Failure;

pub(crate) use addressees::held_at;
pub use addressees::{HeldView, held_now};
pub use change::{NoticeChanges, NoticeError};
pub(crate) use post::{now, start};

/// The notices of a zone.
pub(crate) struct Notices {
    /// What was read, told and set.
    pub(crate) store: Store,
    /// Wakes who sends.
    pub(crate) posted: tokio::sync::Notify,
    /// The occasions of the newest state and day, computed once for everybody.
    found: Mutex<Option<Found>>,
    /// The day on which what is long over was forgotten last.
    swept: Mutex<Option<Date>>,
    /// When events were recorded: asked for again and again, and never changed.
    times: Mutex<BTreeMap<u64, i64>>,
}

struct Found {
    seq: u64,
    day: Date,
    occasions: Arc<Vec<Occasion>>,
}

impl Notices {
    /// Opens the file in the data folder. What was being sent when the program stopped is left to
    /// the administrator.
    pub(crate) fn open(folder: &Path) -> Result<Notices, StoreError> {
        let store = Store::open(folder)?;
        store.settle_interrupted(jiff::Timestamp::now().as_second())?;
        Ok(Notices::over(store))
    }

    /// Over a file that is open already.
    fn over(store: Store) -> Notices {
        Notices {
            store,
            posted: tokio::sync::Notify::new(),
            found: Mutex::default(),
            swept: Mutex::default(),
            times: Mutex::default(),
        }
    }

    /// Whether a day is looked at for the first time.
    fn is_new_day(&self, day: Date) -> bool {
        let mut swept = self.swept.lock().unwrap_or_else(PoisonError::into_inner);
        swept.replace(day) != Some(day)
    }

    /// The occasions of a state on a day.
    pub(crate) fn occasions(&self, seen: &Seen, day: Date) -> Arc<Vec<Occasion>> {
        let mut kept = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |own: &&Found| own.seq == seen.zone.seq && own.day == day;
        if let Some(own) = kept.as_ref().filter(same) {
            return Arc::clone(&own.occasions);
        }
        let made = Arc::new(occasions(&seen.zone, &seen.calendars, day));
        *kept = Some(Found {
            seq: seen.zone.seq,
            day,
            occasions: Arc::clone(&made),
        });
        made
    }

    /// What an account is told through something that carries up to a level.
    pub(crate) fn board(
        &self,
        library: &Library,
        seen: &Seen,
        actor: &Actor,
        (day, carries): (Date, HandlingLevel),
    ) -> Result<Board, StoreError> {
        let watched = self.store.watched_by(&actor.account)?;
        let through = Through {
            reader: Reader::Person(&watched),
            carries,
        };
        let found = self.occasions(seen, day);
        let looking = looking(library, seen, actor, day);
        Ok(board(&seen.zone, looking, through, &found))
    }

    /// What a group is told through something that carries up to a level.
    pub(crate) fn board_of_group(
        &self,
        library: &Library,
        seen: &Seen,
        unit: Option<UnitId>,
        (day, carries): (Date, HandlingLevel),
    ) -> Board {
        let through = Through {
            reader: Reader::Group(unit),
            carries,
        };
        let found = self.occasions(seen, day);
        let actor = group_actor();
        let looking = looking(library, seen, &actor, day);
        board(&seen.zone, looking, through, &found)
    }

    /// When an event was recorded, in microseconds since 1970; 0 for none.
    pub(crate) fn recorded_at(&self, host: &Host, seq: u64) -> Result<i64, Failure> {
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = times.get(&seq) {
            return Ok(*at);
        }
        let at = host.library().reader().head_at(ZONE_STREAM, seq)?;
        if times.len() >= limits::EVENT_TIMES_MAX {
            times.pop_first();
        }
        times.insert(seq, at.recorded_at);
        Ok(at.recorded_at)
    }
}

fn looking<'a>(library: &'a Library, seen: &'a Seen, actor: &'a Actor, day: Date) -> Looking<'a> {
    Looking {
        true_on: day,
        calendars: &seen.calendars,
        texts: library,
        actor,
    }
}

/// A group reads everything that its channel's level lets through.
fn group_actor() -> Actor {
    Actor {
        account: "group".to_owned(),
        roles: vec![Role::Leader],
        unit: None,
        person: None,
        enterprise: None,
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        Failure::fault(&error)
    }
}

impl From<NoticeError> for Failure {
    fn from(error: NoticeError) -> Failure {
        match error {
            NoticeError::Host(error) => error.into(),
            NoticeError::Store(error) => error.into(),
        }
    }
}
