//! An online copy of the whole ledger.
//!
//! Promises: the copy is the state of one moment, made while others write; it appears under its
//! name only when it is complete and synced. Restoring is the caller's work.

use super::schema;
use super::{faults, shelf::Shelf};
use crate::error::{Error, Refusal};
use crate::format::{Head, Suite};
use crate::store::{Check, Reader};
use rusqlite::Connection;
use rusqlite::backup::{Backup as Copy, StepResult};
use std::fs::{self, File};
use std::path::Path;

/// What a backup holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backup {
    /// Head of every stream in the copy.
    pub heads: Vec<Head>,
    /// Bytes of the copy.
    pub bytes: u64,
}

pub(super) fn make(shelf: &Shelf, to: &Path) -> Result<Backup, Error> {
    if to.exists() {
        return Err(Refusal::BackupExists {
            path: to.to_owned(),
        }
        .into());
    }
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    let partial = to.with_file_name(name);
    let made = copy(shelf, &partial).and_then(|()| finish(&partial, to));
    if made.is_err() {
        // What is left of a copy that failed helps nobody; its removal may fail as well.
        let _ = fs::remove_file(&partial);
    }
    made
}

fn copy(shelf: &Shelf, partial: &Path) -> Result<(), Error> {
    let failed = faults::sqlite("copy the ledger");
    if partial.exists() {
        fs::remove_file(partial).map_err(|e| faults::io("clear an unfinished copy", e))?;
    }
    let mut target = Connection::open(partial).map_err(&failed)?;
    shelf.with(|source| {
        let copy = Copy::new(source, &mut target).map_err(&failed)?;
        // All pages in one step: one read transaction, so that writing neither waits for the
        // copy nor makes it start again.
        match copy.step(-1).map_err(&failed)? {
            StepResult::Done => Ok(()),
            _ => Err(crate::error::Fault::DatabaseBusy.into()),
        }
    })?;
    // A copy that is moved about must not depend on a log beside it.
    target
        .pragma_update(None, "journal_mode", "DELETE")
        .map_err(&failed)?;
    target.close().map_err(|(_, error)| failed(error))
}

fn finish(partial: &Path, to: &Path) -> Result<Backup, Error> {
    let copied = Shelf::open(partial, Suite::default())?;
    if let Some(damage) = copied.check(Check::Tail(crate::limits::OPEN_CHECK_RECORDS))? {
        return Err(damage.into());
    }
    let heads = copied
        .streams()?
        .into_iter()
        .map(|info| info.head)
        .collect();
    drop(copied);
    let failed = |error| faults::io("sync the copy", error);
    let file = File::open(partial).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    let bytes = file.metadata().map_err(failed)?.len();
    fs::rename(partial, to).map_err(failed)?;
    schema::sync_folder(to)?;
    Ok(Backup { heads, bytes })
}
