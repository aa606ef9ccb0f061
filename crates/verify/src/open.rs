//! Opening a ledger file to look, and only to look.
//!
//! Promises: never writes to the file, works beside a running writer, and on a disk that is
//! read-only as a whole.

use ledger::format::tables;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;
use thiserror::Error;

/// Milliseconds to wait for another program's lock.
const BUSY_WAIT_MS: u64 = 5_000;

/// Why a file could not be looked at: nothing is said about its records.
#[derive(Debug, Error)]
pub enum OpenError {
    /// It is no ledger.
    #[error("{} is not a ledger", .0.display())]
    NotALedger(PathBuf),
    /// A newer program made it.
    #[error("the ledger's tables have version {0}, newer than this program knows")]
    TooNew(i32),
    /// It could not be read.
    #[error("the ledger could not be read")]
    Read(#[from] rusqlite::Error),
}

impl OpenError {
    /// The code: stable, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotALedger(_) => "verify/not-a-ledger",
            Self::TooNew(_) => "verify/tables-too-new",
            Self::Read(_) => "verify/unreadable",
        }
    }

    /// The cause, in Chinese.
    #[must_use]
    pub fn message_zh(&self) -> String {
        match self {
            Self::NotALedger(path) => format!("{} 不是账本文件", path.display()),
            Self::TooNew(version) => format!("账本的表版本 {version} 比本程序新"),
            Self::Read(error) => format!("无法读取账本文件：{error}"),
        }
    }

    /// What to do about it, in Chinese.
    #[must_use]
    pub fn remedy_zh(&self) -> &'static str {
        match self {
            Self::NotALedger(_) => "请检查路径是否正确。",
            Self::TooNew(_) => "请用新版程序核验。",
            Self::Read(_) => "请检查文件权限与磁盘。",
        }
    }

    /// What to do about it, in English.
    #[must_use]
    pub fn remedy_en(&self) -> &'static str {
        match self {
            Self::NotALedger(_) => "Check the path.",
            Self::TooNew(_) => "Verify with a newer program.",
            Self::Read(_) => "Check the file's permissions and the disk.",
        }
    }
}

/// Opens a ledger for reading.
pub(crate) fn open(path: &Path) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(Duration::from_millis(BUSY_WAIT_MS))?;
    conn.execute_batch("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;")?;
    match kind(&conn, path) {
        Err(OpenError::Read(error)) => open_still(path, error),
        Err(other) => Err(other),
        Ok(()) => Ok(conn),
    }
}

/// A read-only folder has no room for the log's shared memory. With nothing in the log, the file
/// alone is the whole ledger.
fn open_still(path: &Path, error: rusqlite::Error) -> Result<Connection, OpenError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let log = path.with_file_name(format!("{name}-wal"));
    if log.metadata().is_ok_and(|log| log.len() > 0) {
        return Err(error.into());
    }
    let mut uri = "file:".to_owned();
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("a String takes any text");
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let conn = Connection::open_with_flags(uri, flags)?;
    kind(&conn, path)?;
    Ok(conn)
}

fn kind(conn: &Connection, path: &Path) -> Result<(), OpenError> {
    let pragma = |name| conn.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let not_a_ledger = || OpenError::NotALedger(path.to_owned());
    match pragma("application_id") {
        Ok(tables::APPLICATION_ID) => {}
        Ok(_) => return Err(not_a_ledger()),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            return Err(not_a_ledger());
        }
        Err(error) => return Err(error.into()),
    }
    let version = pragma("user_version")?;
    if version > tables::TABLES_VERSION {
        return Err(OpenError::TooNew(version));
    }
    Ok(())
}
