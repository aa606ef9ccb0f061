//! The file beside the ledger: what was read and told, settings, the outbox, feeds.

mod feeds;
mod outbox;
mod reads;
mod settings;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

pub use feeds::Feed;
pub use outbox::{Delivery, DeliveryState, Destination, OutboxCounts};
pub(crate) use outbox::{Ended, Outgoing};
pub use settings::KeptRobot;

/// Name of the file in the data folder.
const FILE: &str = "notices.sqlite";

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite failed.
    #[error("the file of notices failed")]
    Sqlite(#[from] rusqlite::Error),
    /// A kept value does not read.
    #[error("a kept setting of notices cannot be read")]
    Shape(#[from] serde_json::Error),
}

/// The file, opened.
pub struct Store(Mutex<Connection>);

const SHAPE: &str = "
PRAGMA secure_delete = ON;
PRAGMA journal_mode = WAL;
PRAGMA busy_timeout = 5000;
CREATE TABLE IF NOT EXISTS seen (
    account TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (account, key)) WITHOUT ROWID, STRICT;
CREATE TABLE IF NOT EXISTS watched (
    account TEXT NOT NULL, project INTEGER NOT NULL,
    PRIMARY KEY (account, project)) WITHOUT ROWID, STRICT;
CREATE TABLE IF NOT EXISTS preferences (
    account TEXT PRIMARY KEY, body TEXT NOT NULL,
    since_seq INTEGER NOT NULL, since_day TEXT NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE IF NOT EXISTS setting (
    name TEXT PRIMARY KEY, body TEXT NOT NULL, secret TEXT NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE IF NOT EXISTS robot (
    id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL,
    address TEXT NOT NULL, secret TEXT NOT NULL,
    since_seq INTEGER NOT NULL, since_day TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS told (
    recipient TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (recipient, key)) WITHOUT ROWID, STRICT;
CREATE TABLE IF NOT EXISTS digest (
    recipient TEXT PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE IF NOT EXISTS outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    recipient TEXT NOT NULL, destination TEXT NOT NULL, body TEXT NOT NULL,
    state TEXT NOT NULL, tries INTEGER NOT NULL, next_at INTEGER NOT NULL,
    made_at INTEGER NOT NULL, ended_at INTEGER, cause TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS outbox_due ON outbox (state, next_at);
CREATE TABLE IF NOT EXISTS feed (
    account TEXT PRIMARY KEY, token TEXT NOT NULL UNIQUE,
    made_at INTEGER NOT NULL, used_at INTEGER) WITHOUT ROWID, STRICT;
";

impl Store {
    /// Opens the file in a data folder, or makes it.
    ///
    /// # Errors
    /// SQLite fails.
    pub fn open(folder: &Path) -> Result<Store, StoreError> {
        let path = folder.join(FILE);
        let connection = Connection::open(&path)?;
        only_ours(&path);
        connection.execute_batch(SHAPE)?;
        Ok(Store(Mutex::new(connection)))
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // What belongs together is one transaction: a panic leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// It holds addresses that are secrets: nobody else's on this machine, as far as the file system
/// can say so. SQLite gives the files beside it the same mode.
#[cfg(unix)]
fn only_ours(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(path, mode).unwrap_or_default();
}

#[cfg(not(unix))]
fn only_ours(_path: &Path) {}
