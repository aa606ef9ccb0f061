//! The data folder: where the ledger and the kept files lie.

use std::path::{Path, PathBuf};

use crate::Error;

/// A data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder(PathBuf);

impl Folder {
    /// A folder by its path; nothing is touched.
    pub fn new(path: impl Into<PathBuf>) -> Folder {
        Folder(path.into())
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The ledger's file.
    pub fn ledger(&self) -> PathBuf {
        self.0.join("ledger.sqlite")
    }

    /// The folder of kept files.
    pub fn files(&self) -> PathBuf {
        self.0.join("files")
    }

    /// The index of texts: made from the ledger, and made again where it is gone.
    pub fn search(&self) -> PathBuf {
        self.0.join("search.sqlite")
    }

    /// Whether a ledger lies in it.
    pub fn has_ledger(&self) -> bool {
        self.ledger().exists()
    }

    /// Makes the folder if it is not there.
    ///
    /// # Errors
    /// `host/folder` if it cannot be made or written to.
    pub fn prepare(&self) -> Result<(), Error> {
        let failed = |source| Error::Folder {
            path: self.0.clone(),
            source,
        };
        std::fs::create_dir_all(self.files()).map_err(failed)?;
        // A folder that exists may still not be writable: better said now than at the first commit.
        tempfile::tempfile_in(&self.0).map(drop).map_err(failed)
    }

    /// The ledger, which must be there.
    ///
    /// # Errors
    /// `host/no-ledger`.
    pub fn existing_ledger(&self) -> Result<PathBuf, Error> {
        let path = self.ledger();
        if path.exists() {
            Ok(path)
        } else {
            Err(Error::NoLedger {
                path: self.0.clone(),
            })
        }
    }
}
