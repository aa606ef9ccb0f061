//! Uploads that wait to be applied: bytes, mapping, and the preview the clerk saw.
//!
//! In memory, a bounded number for a bounded time: nothing of them is in the record until they
//! are applied, and the file itself is kept only then.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use exchange::mapping::Proposal;
use exchange::preview::Answers;
use exchange::{Preview, Rows};
use zone::Zone;

use crate::clock::Clock;
use crate::limits::{UPLOAD_LIFE, UPLOADS_MAX};
use crate::routes::DoneView;

/// Uploads by id.
pub(crate) struct Uploads {
    clock: Clock,
    table: Mutex<HashMap<String, Waiting>>,
}

/// An upload, with the preview that was last shown.
#[derive(Clone)]
pub(crate) struct Upload {
    /// Whose it is.
    pub(crate) account: String,
    /// Name of the file.
    pub(crate) name: String,
    /// The file.
    pub(crate) bytes: Bytes,
    /// How it is read, and where that comes from.
    pub(crate) proposal: Proposal,
    /// Its rows, so that an answer does not read the file again.
    pub(crate) rows: Arc<Rows>,
    /// The answers given so far.
    pub(crate) answers: Answers,
    /// What it would do.
    pub(crate) preview: Arc<Preview>,
    /// The state the preview was made against: versions seen there guard against later edits.
    pub(crate) zone: Zone,
    /// What it did, once it was applied.
    pub(crate) done: Option<DoneView>,
}

struct Waiting {
    since: Duration,
    upload: Upload,
}

impl Uploads {
    pub(crate) fn new(clock: Clock) -> Uploads {
        Uploads {
            clock,
            table: Mutex::default(),
        }
    }

    /// Whether there is room for one more of this account; its oldest goes if need be.
    pub(crate) fn make_room(&self, account: &str) -> bool {
        let mut table = self.lock();
        if table.len() < UPLOADS_MAX {
            return true;
        }
        let own = table
            .iter()
            .filter(|(_, one)| one.upload.account == account);
        let oldest = own.min_by_key(|(_, one)| one.since);
        match oldest.map(|(id, _)| id.clone()) {
            Some(id) => table.remove(&id).is_some(),
            None => false,
        }
    }

    /// Keeps an upload, or what it has become; `false` if there is no room.
    pub(crate) fn put(&self, id: &str, upload: Upload) -> bool {
        let since = self.clock.now();
        let mut table = self.lock();
        if !table.contains_key(id) && table.len() >= UPLOADS_MAX {
            return false;
        }
        table.insert(id.to_owned(), Waiting { since, upload });
        true
    }

    /// An upload of this account; somebody else's is as if it were not there.
    pub(crate) fn of(&self, id: &str, account: &str) -> Option<Upload> {
        let table = self.lock();
        let found = table.get(id).map(|waiting| &waiting.upload);
        found.filter(|upload| upload.account == account).cloned()
    }

    /// All uploads of this account that wait, newest first, with the time each has left.
    pub(crate) fn of_account(&self, account: &str) -> Vec<(String, Upload, Duration)> {
        let now = self.clock.now();
        let table = self.lock();
        let own = table
            .iter()
            .filter(|(_, one)| one.upload.account == account && one.upload.done.is_none());
        let left = |since: Duration| UPLOAD_LIFE.saturating_sub(now.saturating_sub(since));
        let mut own: Vec<_> = own
            .map(|(id, one)| (id.clone(), one.upload.clone(), left(one.since)))
            .collect();
        own.sort_by_key(|(_, _, left)| std::cmp::Reverse(*left));
        own
    }

    /// Drops an upload.
    pub(crate) fn remove(&self, id: &str) {
        self.lock().remove(id);
    }

    /// Drops all of them: after a purge, what may still hold what went is uploaded anew.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Waiting>> {
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        table.retain(|_, one| now.saturating_sub(one.since) < UPLOAD_LIFE);
        table
    }
}
