//! How SQLite's errors become faults and refusals.
//!
//! Promises: a full disk, a busy database and a broken disk are told apart, because the first two
//! may pass and the third stops the store.

use crate::error::{Error, Fault, Refusal};
use crate::fault_point::{Failure, FaultPoint, Op};
use rusqlite::ErrorCode;
use std::path::Path;
use std::sync::Arc;

/// An error while doing something to an open ledger.
pub(super) fn sqlite(doing: &'static str) -> impl Fn(rusqlite::Error) -> Error {
    move |error| match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Fault::DiskFull.into(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::DatabaseBusy.into(),
        _ => io(doing, error),
    }
}

/// An error while opening a file.
pub(super) fn opening(path: &Path, error: rusqlite::Error) -> Error {
    if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) {
        return Refusal::NotALedger {
            path: path.to_owned(),
        }
        .into();
    }
    sqlite("open the ledger")(error)
}

/// A failure of the storage.
pub(super) fn io(
    doing: &'static str,
    source: impl std::error::Error + Send + Sync + 'static,
) -> Error {
    Fault::Io {
        doing,
        source: Arc::new(source),
    }
    .into()
}

/// Asks the fault point, if there is one.
pub(super) fn gate(point: Option<&Arc<dyn FaultPoint>>, op: Op) -> Result<(), Error> {
    let Some(point) = point else { return Ok(()) };
    match point.before(op) {
        None => Ok(()),
        Some(Failure::NoSpace) => Err(Fault::DiskFull.into()),
        Some(Failure::Io) => Err(io(
            "injected failure",
            std::io::Error::other(format!("{op:?}")),
        )),
    }
}
