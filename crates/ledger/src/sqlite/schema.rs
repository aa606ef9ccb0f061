//! The tables, and how connections are opened (`FORMAT.md`, "Tables").
//!
//! Promises: every writing connection runs with a write-ahead log and `synchronous=FULL`; every
//! reading connection cannot write. The database itself refuses to change or delete a record.

use super::faults;
use crate::error::{Error, Refusal};
use crate::format::tables;
use crate::limits;
use rusqlite::{Connection, OpenFlags};
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

const TABLES: &str = "
CREATE TABLE streams (
    no INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    next_suite INTEGER NOT NULL,
    min_writer_version INTEGER NOT NULL,
    head_seq INTEGER NOT NULL,
    head_hash BLOB NOT NULL,
    head_root BLOB NOT NULL,
    indexed_seq INTEGER NOT NULL
) STRICT;
CREATE TABLE records (
    key INTEGER PRIMARY KEY,
    recorded_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    hash BLOB NOT NULL,
    frame BLOB NOT NULL
) STRICT;
CREATE TRIGGER records_keep BEFORE DELETE ON records
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER records_stay BEFORE UPDATE ON records
BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;
CREATE TABLE requests (
    key INTEGER PRIMARY KEY,
    print INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT;
CREATE TABLE request_index (
    stream_no INTEGER NOT NULL,
    print INTEGER NOT NULL,
    first INTEGER NOT NULL,
    PRIMARY KEY (stream_no, print, first)
) STRICT, WITHOUT ROWID;
CREATE TABLE trees (
    stream_no INTEGER NOT NULL,
    tree INTEGER NOT NULL,
    suite INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    bridge BLOB,
    PRIMARY KEY (stream_no, tree)
) STRICT, WITHOUT ROWID;
CREATE TABLE nodes (
    stream_no INTEGER NOT NULL,
    tree INTEGER NOT NULL,
    level INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (stream_no, tree, level, idx)
) STRICT, WITHOUT ROWID;
CREATE TABLE clock_steps (
    key INTEGER PRIMARY KEY,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE TABLE payloads (
    no INTEGER PRIMARY KEY,
    commitment BLOB NOT NULL UNIQUE,
    suite INTEGER NOT NULL,
    salt BLOB,
    bytes BLOB,
    reason TEXT,
    purged_at INTEGER
) STRICT;
CREATE TABLE subjects (
    subject TEXT NOT NULL,
    payload_no INTEGER NOT NULL,
    PRIMARY KEY (subject, payload_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX subjects_of ON subjects (payload_no);
CREATE TABLE snapshots (
    stream_no INTEGER NOT NULL,
    format INTEGER NOT NULL,
    apply_version INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    head_hash BLOB NOT NULL,
    digest BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (stream_no, format, apply_version, seq)
) STRICT;
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
";

/// Opens the file for writing, and makes its tables if it is new.
pub(super) fn open_writer(path: &Path) -> Result<Connection, Error> {
    let opened = |error| faults::opening(path, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags).map_err(opened)?;
    common(&conn).map_err(opened)?;
    let tables: i64 = conn
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(opened)?;
    let application: i32 = pragma(&conn, path, "application_id")?;
    let fresh = tables == 0 && application == 0;
    if !fresh {
        check_kind(&conn, path)?;
    }
    // The order matters: a page cache must not hold a byte before secure_delete is on.
    conn.execute_batch(
        "PRAGMA secure_delete=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
         PRAGMA wal_autocheckpoint=0;",
    )
    .map_err(opened)?;
    if fresh {
        let made = conn.transaction().map_err(opened)?;
        made.execute_batch(TABLES).map_err(opened)?;
        made.pragma_update(None, "application_id", tables::APPLICATION_ID)
            .map_err(opened)?;
        made.pragma_update(None, "user_version", tables::TABLES_VERSION)
            .map_err(opened)?;
        made.commit().map_err(opened)?;
        sync_folder(path)?;
    }
    Ok(conn)
}

/// Opens the file for reading only.
pub(super) fn open_reader(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|e| faults::opening(path, e))?;
    common(&conn).map_err(|error| faults::opening(path, error))?;
    match check_kind(&conn, path) {
        Ok(()) => Ok(conn),
        // A read-only folder has no room for the shared-memory file of the write-ahead log.
        Err(Error::Fault(_)) => open_still(path),
        Err(refusal) => Err(refusal),
    }
}

/// Opens a file nobody writes to, such as a backup on a read-only disk.
fn open_still(path: &Path) -> Result<Connection, Error> {
    let opened = |error| faults::opening(path, error);
    let wal = path.with_file_name(format!(
        "{}-wal",
        path.file_name().unwrap_or_default().to_string_lossy()
    ));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    if wal.metadata().is_ok_and(|wal| wal.len() > 0) {
        // Records may stand in the log alone; without it the file would look shorter.
        let conn = Connection::open_with_flags(path, flags).map_err(opened)?;
        check_kind(&conn, path)?;
        return Ok(conn);
    }
    let uri = format!("file:{}?immutable=1", percent_encoded(path));
    let conn = Connection::open_with_flags(uri, flags).map_err(opened)?;
    check_kind(&conn, path)?;
    Ok(conn)
}

fn common(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(Duration::from_millis(limits::BUSY_WAIT_MS))?;
    conn.set_prepared_statement_cache_capacity(64);
    conn.execute_batch("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;")
}

fn check_kind(conn: &Connection, path: &Path) -> Result<(), Error> {
    if pragma(conn, path, "application_id")? != tables::APPLICATION_ID {
        return Err(Refusal::NotALedger {
            path: path.to_owned(),
        }
        .into());
    }
    let version = pragma(conn, path, "user_version")?;
    if version > tables::TABLES_VERSION {
        return Err(Refusal::TablesTooNew {
            path: path.to_owned(),
            version,
        }
        .into());
    }
    Ok(())
}

fn pragma(conn: &Connection, path: &Path, name: &str) -> Result<i32, Error> {
    conn.pragma_query_value(None, name, |row| row.get(0))
        .map_err(|error| faults::opening(path, error))
}

/// Makes the new file's name itself durable.
pub(super) fn sync_folder(path: &Path) -> Result<(), Error> {
    if cfg!(unix) {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| Path::new("."));
        std::fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| faults::io("sync the folder", error))?;
    }
    Ok(())
}

fn percent_encoded(path: &Path) -> String {
    let mut out = String::new();
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("a String takes any text");
        }
    }
    out
}
