//! The store on one SQLite file. (Signatures first; bodies follow.)

use crate::error::{Damage, Error};
use crate::format::Head;
use crate::memory::{reader_stub, store_stub};
use crate::options::Options;
use std::path::Path;

/// The one writer of a ledger file.
#[derive(Debug)]
pub struct SqliteStore(());

/// Reads a ledger file beside a running writer, in this process or another.
#[derive(Debug)]
pub struct SqliteReader(());

/// What a backup holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backup {
    /// Head of every stream in the copy.
    pub heads: Vec<Head>,
    /// Bytes of the copy.
    pub bytes: u64,
}

#[expect(clippy::unimplemented, reason = "signatures first")]
impl SqliteStore {
    /// Opens a ledger, making it if it is not there, and checks its last records. A damaged
    /// ledger opens too: it reads up to the first bad record and refuses to write.
    ///
    /// # Errors
    /// `ledger/in-use`, `ledger/not-a-ledger`, `ledger/tables-too-new` or a fault.
    pub fn open(_path: &Path, _options: Options) -> Result<Self, Error> {
        unimplemented!()
    }

    /// The first bad record, if one was found on opening, checking or reading.
    #[must_use]
    pub fn damage(&self) -> Option<Damage> {
        unimplemented!()
    }

    /// Why writing is off, if it is: damage, or an earlier fault.
    #[must_use]
    pub fn writing_off(&self) -> Option<Error> {
        unimplemented!()
    }

    /// Copies the ledger to a new file while it is written to.
    ///
    /// # Errors
    /// `ledger/backup-exists` or a fault.
    pub fn backup_to(&self, _path: &Path) -> Result<Backup, Error> {
        unimplemented!()
    }
}

#[expect(clippy::unimplemented, reason = "signatures first")]
impl SqliteReader {
    /// Opens a ledger for reading only.
    ///
    /// # Errors
    /// `ledger/not-a-ledger`, `ledger/tables-too-new` or a fault.
    pub fn open(_path: &Path) -> Result<Self, Error> {
        unimplemented!()
    }
}

reader_stub!(SqliteStore);
store_stub!(SqliteStore);
reader_stub!(SqliteReader);
