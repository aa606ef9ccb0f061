//! Kept files: content-addressed, written once, re-hashed on reading.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;

use sha2::{Digest as _, Sha256};

use crate::limits::FILE_BYTES_MAX;
use crate::{Error, Folder};

/// The files of a data folder.
#[derive(Debug, Clone)]
pub struct Files {
    root: PathBuf,
}

impl Files {
    /// The files of a folder.
    pub fn of(folder: &Folder) -> Files {
        Files {
            root: folder.files(),
        }
    }

    /// The hash under which bytes are kept.
    pub fn hash(bytes: &[u8]) -> String {
        hex::encode(Sha256::digest(bytes))
    }

    /// Keeps bytes and answers with their hash. On disk when it returns.
    ///
    /// # Errors
    /// `host/file-too-large`, or a fault of the disk.
    pub fn keep(&self, bytes: &[u8]) -> Result<String, Error> {
        let size = bytes.len() as u64;
        if size > FILE_BYTES_MAX {
            return Err(Error::FileTooLarge {
                bytes: size,
                max: FILE_BYTES_MAX,
            });
        }
        let sha256 = Files::hash(bytes);
        let path = self.path(&sha256);
        if path.exists() {
            return Ok(sha256);
        }
        let failed = |source| Error::File {
            sha256: sha256.clone(),
            source,
        };
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).map_err(failed)?;
        // Written aside and renamed: a reader never sees half a file.
        let mut aside = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        aside.write_all(bytes).map_err(failed)?;
        aside.as_file().sync_all().map_err(failed)?;
        aside.persist(&path).map_err(|error| failed(error.error))?;
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(failed)?;
        Ok(sha256)
    }

    /// The bytes kept under a hash.
    ///
    /// # Errors
    /// `host/file` if it is not there, `host/file-changed` if it is not what its hash says.
    pub fn read(&self, sha256: &str) -> Result<Vec<u8>, Error> {
        let failed = |source| Error::File {
            sha256: sha256.to_owned(),
            source,
        };
        let bytes = fs::read(self.path(sha256)).map_err(failed)?;
        if Files::hash(&bytes) == sha256 {
            Ok(bytes)
        } else {
            Err(Error::FileChanged {
                sha256: sha256.to_owned(),
            })
        }
    }

    /// Removes the bytes kept under a hash; that there are none is as good.
    ///
    /// # Errors
    /// `host/file` where the disk does not let them go.
    pub(crate) fn remove(&self, sha256: &str) -> Result<(), Error> {
        match fs::remove_file(self.path(sha256)) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(Error::File {
                sha256: sha256.to_owned(),
                source,
            }),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn path(&self, sha256: &str) -> PathBuf {
        // A hash has only hexadecimal digits: anything else cannot name a file outside.
        let safe: String = sha256.chars().filter(char::is_ascii_hexdigit).collect();
        let first: String = safe.chars().take(2).collect();
        self.root.join(first).join(safe)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_seen() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::new(dir.path());
        folder.prepare().unwrap();
        let files = Files::of(&folder);
        let sha256 = files.keep(b"ledger").unwrap();
        assert_eq!(files.keep(b"ledger").unwrap(), sha256);
        assert_eq!(files.read(&sha256).unwrap(), b"ledger");
        fs::write(files.path(&sha256), b"Ledger").unwrap();
        assert!(matches!(
            files.read(&sha256),
            Err(Error::FileChanged { .. })
        ));
        assert!(matches!(
            files.read("../../etc/passwd"),
            Err(Error::File { .. })
        ));
    }
}
