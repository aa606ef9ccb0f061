//! What goes out now. Nothing is put on its way before its time, so that what is read or settled
//! until then never leaves.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use zone::notice::Topic;
use zone::view::notices::{Board, Bulletin, Notice};
use zone::{Calendars, Lang};

use crate::compose::Message;
use crate::quiet::{Rules, seconds_of};
use crate::settings::When;
use crate::store::{Destination, Outgoing, Store, StoreError};

/// The moment a recipient began to be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// The last event before it.
    pub seq: u64,
    /// The day.
    pub day: Date,
}

impl Since {
    /// As it is kept; a day that does not read is the first there is.
    pub(crate) fn read(seq: i64, day: &str) -> Since {
        Since {
            seq: seq.unsigned_abs(),
            day: day.parse().unwrap_or(Date::MIN),
        }
    }

    /// The event as the file keeps it.
    pub(crate) fn number(self) -> i64 {
        i64::try_from(self.seq).unwrap_or(i64::MAX)
    }

    /// Whether a notice came after it.
    pub(crate) fn is_before(self, notice: &Notice) -> bool {
        match notice.timed {
            true => notice.on >= self.day,
            false => notice.seq > self.seq,
        }
    }
}

/// To whom something is sent.
pub struct Recipient<'a> {
    /// Stands for it: `account:zhang`, `robot:3`.
    pub key: String,
    /// Where it goes.
    pub destination: Destination,
    /// When something may be sent.
    pub rules: Rules,
    /// When each topic is.
    pub when: &'a dyn Fn(Topic) -> When,
    /// What came before is not sent at once.
    pub since: Since,
    /// Whether the digest tells what came before all the same: to a person, not to a group.
    pub backlog: bool,
    /// The language of messages.
    pub lang: Lang,
    /// Where people reach the page.
    pub site: &'a str,
}

/// What there is to tell.
pub struct Told<'a> {
    /// What the recipient may be told through the channel.
    pub board: &'a Board,
    /// What was read in the page.
    pub read: &'a BTreeSet<String>,
    /// A bulletin of a part of the board.
    pub bulletin: &'a dyn Fn(&Board) -> Bulletin,
}

/// Puts on its way what a recipient is to be told now; answers with how many notices that were.
///
/// # Errors
/// The store fails; then nothing was put on its way and nothing remembered as told.
pub fn plan(
    store: &Store,
    calendars: &Calendars,
    to: &Recipient<'_>,
    told: &Told<'_>,
    now: DateTime,
) -> Result<usize, StoreError> {
    let before = store.told(&to.key)?;
    let fresh = |key: &String| !before.contains(key) && !told.read.contains(key);
    let last = store.last_digest(&to.key)?;
    let digest = to.rules.digest_due(calendars, now, last);
    let goes = |notice: &&Notice| {
        let is_new = to.since.is_before(notice);
        match (to.when)(notice.topic) {
            When::Never => false,
            _ if digest => is_new || to.backlog,
            When::AtOnce => is_new && to.rules.may_go(calendars, now, notice.urgent),
            When::Digest => false,
        }
    };
    let notices = told.board.notices.iter();
    let notices: Vec<Notice> = notices
        .filter(|notice| fresh(&notice.key))
        .filter(goes)
        .cloned()
        .collect();
    // That there is more is said once a day, and to a person alone: a group need not know.
    let withheld = told.board.withheld.iter().filter(|_| digest && to.backlog);
    let withheld: Vec<String> = withheld.filter(|key| fresh(key)).cloned().collect();
    let part = Board { notices, withheld };
    let day = digest.then(|| now.date());
    let count = part.notices.len();
    if count == 0 && part.withheld.is_empty() {
        if digest {
            store.put(&to.key, None, day, seconds_of(now))?;
        }
        return Ok(0);
    }
    let message = Message::of(&(told.bulletin)(&part), to.lang, to.site);
    let keys = part.notices.iter().map(|notice| notice.key.clone());
    let keys = keys.chain(part.withheld).collect();
    let outgoing = Outgoing {
        recipient: &to.key,
        destination: &to.destination,
        message: &message,
        keys: &keys,
    };
    store.put(&to.key, Some(&outgoing), day, seconds_of(now))?;
    Ok(count)
}
