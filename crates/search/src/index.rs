//! The index: an FTS5 table in a file of its own, beside nothing and needed by nothing.
//!
//! A text is known by its [`Place`]: how new it is, what kind of thing it belongs to, and its
//! number. The three are packed into the row's number, so that walking the table backwards gives
//! the newest first and no second table has to be asked. The table keeps no text. The file
//! carries the version of the analysis and a label of what it was made from; where either differs
//! or the file is damaged, it is made anew.

pub(crate) mod find;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension as _, Transaction, params};
use sha2::{Digest as _, Sha256};

use crate::limits::TEXT_CHARS_MAX;
use crate::tokens;

/// Version of the analysis and of the tables: an index of another version is made anew.
const VERSION: u32 = 1;

/// Bits of a row's number for the number of a thing, and for its kind.
const ID_BITS: u32 = 26;
const KIND_BITS: u32 = 5;

const TABLES: &str = "
    CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
    CREATE TABLE texts (kind INTEGER, id INTEGER, row INTEGER, digest BLOB,
                        PRIMARY KEY (kind, id)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5(tokens, content='', 
        contentless_delete=1, tokenize='ascii');
    INSERT INTO words(words, rank) VALUES('hashsize', 33554432);
";

/// Where a text stands: its order among others, and what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// How new it is: of two texts that fit as well, the one with the higher number comes first.
    pub newness: u32,
    /// What kind of thing it belongs to: below 32.
    pub kind: u8,
    /// The number of the thing: below 2^26.
    pub id: u32,
}

impl Place {
    fn row(self) -> i64 {
        let kind = i64::from(self.kind) << ID_BITS;
        (i64::from(self.newness) << (ID_BITS + KIND_BITS)) | kind | i64::from(self.id)
    }

    fn of(row: i64) -> Place {
        let part = |shift: u32, bits: u32| {
            let part = (row >> shift) & ((1 << bits) - 1);
            u32::try_from(part).unwrap_or(0)
        };
        Place {
            newness: part(ID_BITS + KIND_BITS, 32),
            kind: u8::try_from(part(ID_BITS, KIND_BITS)).unwrap_or(0),
            id: part(0, ID_BITS),
        }
    }
}

/// A text as it is found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// Its title: what it is called.
    pub title: String,
    /// The rest.
    pub body: String,
}

/// What became of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is there, new or changed.
    Put(Place, Text),
    /// There is none of this kind and number.
    Gone(u8, u32),
}

/// A fault of the index. Deleting its file and starting again is always a remedy.
#[derive(Debug, thiserror::Error)]
#[error("the index of texts at {path} failed")]
pub struct Error {
    path: PathBuf,
    #[source]
    source: rusqlite::Error,
}

/// An index of texts.
#[derive(Debug)]
pub struct Index {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl Index {
    /// Opens an index, or makes it: where there is none, where it is of another version or made
    /// from something else (`label`), and where the file is no index at all.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn open(path: &Path, label: &str) -> Result<Index, Error> {
        let connection = match usable(path, label) {
            Ok(Some(connection)) => connection,
            Ok(None) | Err(_) => made(path, label).map_err(|source| fault(path, source))?,
        };
        Ok(Index {
            path: path.to_owned(),
            writer: Mutex::new(connection),
            readers: Mutex::default(),
        })
    }

    /// How far it follows what it is made from, and the mark that was set there; nought before
    /// anything.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn stands(&self) -> Result<(u64, String), Error> {
        self.reading(stands)
    }

    /// Forgets everything: what it was made from is not what is there.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn clear(&self) -> Result<(), Error> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let sql = "BEGIN IMMEDIATE;
            INSERT INTO words(words) VALUES('delete-all');
            DELETE FROM texts;
            UPDATE meta SET value = 0 WHERE key = 'seq';
            COMMIT;";
        writer
            .execute_batch(sql)
            .map_err(|source| self.fault(source))
    }

    /// Takes changes in and moves on from `from` to `to`, where a mark is set, all or nothing.
    /// False, and nothing is changed, where the index does not stand at `from`:
    /// somebody else was quicker.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn update(
        &self,
        span: (u64, u64),
        mark: &str,
        changes: impl IntoIterator<Item = Change>,
    ) -> Result<bool, Error> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        update(&mut writer, span, mark, changes).map_err(|source| self.fault(source))
    }

    /// The numbers of all texts of a kind, for comparing with what is there.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn ids(&self, kind: u8) -> Result<Vec<u32>, Error> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || -> rusqlite::Result<Vec<u32>> {
            let mut asked = writer.prepare_cached("SELECT id FROM texts WHERE kind = ?1")?;
            let ids = asked.query_map([kind], |row| row.get(0))?;
            ids.collect()
        };
        read().map_err(|source| self.fault(source))
    }

    /// Forgets what texts said that are gone: the table marks them only, until it is put together
    /// anew. The file on disk holds nothing of them afterwards.
    ///
    /// # Errors
    /// A fault of the disk.
    pub fn forget_traces(&self) -> Result<(), Error> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let wipe = || {
            writer.execute_batch("INSERT INTO words(words) VALUES('optimize');")?;
            writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        };
        wipe().map_err(|source| self.fault(source))
    }

    fn fault(&self, source: rusqlite::Error) -> Error {
        fault(&self.path, source)
    }

    /// Reads with a connection of its own: reading does not wait for writing.
    fn reading<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        let lock = || self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = lock().pop();
        let connection = match kept {
            Some(connection) => connection,
            None => connected(&self.path).map_err(|source| self.fault(source))?,
        };
        let answer = read(&connection).map_err(|source| self.fault(source));
        lock().push(connection);
        answer
    }
}

fn fault(path: &Path, source: rusqlite::Error) -> Error {
    Error {
        path: path.to_owned(),
        source,
    }
}

fn connected(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // What a power cut takes is made again; what is there stays consistent.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "mmap_size", 268_435_456)?;
    Ok(connection)
}

/// The index of a file, if it is one of this version and label.
fn usable(path: &Path, label: &str) -> rusqlite::Result<Option<Connection>> {
    if !path.exists() {
        return Ok(None);
    }
    let connection = connected(path)?;
    let sql = "SELECT value FROM meta WHERE key = 'label'";
    let found: Option<String> = connection.query_row(sql, [], |row| row.get(0)).optional()?;
    let healthy =
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))?;
    let fits = found.as_deref() == Some(labelled(label).as_str()) && healthy == "ok";
    Ok(fits.then_some(connection))
}

fn labelled(label: &str) -> String {
    format!("{VERSION} {label}")
}

fn made(path: &Path, label: &str) -> rusqlite::Result<Connection> {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        // One that is not there need not be removed; one that cannot be fails below.
        std::fs::remove_file(name).unwrap_or_default();
    }
    let connection = connected(path)?;
    connection.execute_batch(TABLES)?;
    let sql = "INSERT INTO meta VALUES ('label', ?1), ('seq', 0), ('mark', '')";
    connection.execute(sql, [labelled(label)])?;
    Ok(connection)
}

fn stands(connection: &Connection) -> rusqlite::Result<(u64, String)> {
    let sql = "SELECT seq.value, mark.value FROM meta seq, meta mark
               WHERE seq.key = 'seq' AND mark.key = 'mark'";
    let mut asked = connection.prepare_cached(sql)?;
    let (seq, mark): (i64, String) = asked.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((u64::try_from(seq).unwrap_or(0), mark))
}

fn update(
    writer: &mut Connection,
    (from, to): (u64, u64),
    mark: &str,
    changes: impl IntoIterator<Item = Change>,
) -> rusqlite::Result<bool> {
    let write = rusqlite::TransactionBehavior::Immediate;
    let transaction = writer.transaction_with_behavior(write)?;
    if stands(&transaction)?.0 != from {
        return Ok(false);
    }
    for change in changes {
        match change {
            Change::Put(place, text) => put(&transaction, place, &text)?,
            Change::Gone(kind, id) => remove(&transaction, kind, id)?,
        }
    }
    let to = i64::try_from(to).unwrap_or(i64::MAX);
    let sql = "UPDATE meta SET value = ?2 WHERE key = ?1";
    transaction.execute(sql, params!["seq", to])?;
    transaction.execute(sql, params!["mark", mark])?;
    transaction.commit()?;
    Ok(true)
}

fn put(transaction: &Transaction<'_>, place: Place, text: &Text) -> rusqlite::Result<()> {
    let title: String = text.title.chars().take(TEXT_CHARS_MAX).collect();
    let body: String = text.body.chars().take(TEXT_CHARS_MAX).collect();
    let row = place.row();
    let digest = Sha256::new()
        .chain_update(title.as_bytes())
        .chain_update([0])
        .chain_update(body.as_bytes())
        .finalize();
    let sql = "SELECT row, digest FROM texts WHERE kind = ?1 AND id = ?2";
    let mut asked = transaction.prepare_cached(sql)?;
    let found: Option<(i64, Vec<u8>)> = asked
        .query_row(params![place.kind, place.id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    if found.is_some_and(|(own, its)| own == row && its.as_slice() == digest.as_slice()) {
        return Ok(());
    }
    remove(transaction, place.kind, place.id)?;
    let tokens = tokens::of_text(place.kind, &title, &body);
    let sql = "INSERT INTO words(rowid, tokens) VALUES (?1, ?2)";
    let mut insert = transaction.prepare_cached(sql)?;
    insert.execute(params![row, tokens])?;
    let sql = "INSERT INTO texts VALUES (?1, ?2, ?3, ?4)";
    let digest = digest.as_slice();
    let mut insert = transaction.prepare_cached(sql)?;
    insert.execute(params![place.kind, place.id, row, digest])?;
    Ok(())
}

fn remove(transaction: &Transaction<'_>, kind: u8, id: u32) -> rusqlite::Result<()> {
    let sql = "DELETE FROM words WHERE rowid = (SELECT row FROM texts WHERE kind = ?1 AND id = ?2)";
    transaction
        .prepare_cached(sql)?
        .execute(params![kind, id])?;
    let sql = "DELETE FROM texts WHERE kind = ?1 AND id = ?2";
    transaction
        .prepare_cached(sql)?
        .execute(params![kind, id])?;
    Ok(())
}
