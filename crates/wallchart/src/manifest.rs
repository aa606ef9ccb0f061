//! A backup is a folder: the ledger, the kept files, and a manifest that says what they must be.
//!
//! Promises: what was altered, lost or added since the backup was made is found before anything
//! is restored. A backup forged as a whole, manifest and ledger together, shows only against a
//! head kept elsewhere (`restore --head`).

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zone::{Refusal, Words};

/// Name of the manifest in a backup.
pub(crate) const NAME: &str = "manifest.json";
/// Name of the ledger in a backup, as in a data folder.
pub(crate) const LEDGER: &str = "ledger.sqlite";
/// Folder of the kept files in a backup, as in a data folder.
pub(crate) const FILES: &str = "files";
/// Version of the manifest's shape.
pub(crate) const VERSION: u32 = 1;

/// Bytes hashed at a time.
const CHUNK_BYTES: usize = 1 << 16;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Version of this shape.
    pub(crate) wallchart_backup: u32,
    /// When it was made.
    pub(crate) made_at: String,
    /// Heads of the streams, by name.
    pub(crate) heads: BTreeMap<String, HeadEntry>,
    /// Files by their path within the backup.
    pub(crate) files: BTreeMap<String, FileEntry>,
}

/// The head of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeadEntry {
    /// Number of its last record.
    pub(crate) seq: u64,
    /// Its short code.
    pub(crate) code: String,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileEntry {
    /// Its hash.
    pub(crate) sha256: String,
    /// Its size.
    pub(crate) bytes: u64,
}

/// The hash and size of a file.
pub(crate) fn measure(path: &Path) -> io::Result<FileEntry> {
    let mut file = fs::File::open(path)?;
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        hash.update(&chunk[..read]);
        bytes += read as u64;
    }
    Ok(FileEntry {
        sha256: hex::encode(hash.finalize()),
        bytes,
    })
}

/// Every file below a folder, by its path within it with `/` between the parts.
pub(crate) fn below(root: &Path) -> io::Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![(String::new(), root.to_owned())];
    while let Some((prefix, folder)) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push((format!("{name}/"), entry.path()));
            } else {
                found.insert(name, entry.path());
            }
        }
    }
    Ok(found)
}

/// Everything in which a backup differs from its manifest.
pub(crate) fn differences(backup: &Path, manifest: &Manifest) -> io::Result<Vec<Refusal>> {
    let mut there = below(backup)?;
    there.remove(NAME);
    let mut problems = Vec::new();
    for (name, entry) in &manifest.files {
        match there.remove(name) {
            None => problems.push(lost(name)),
            Some(path) if measure(&path)? != *entry => problems.push(altered(name)),
            Some(_) => {}
        }
    }
    problems.extend(there.keys().map(|name| added(name)));
    Ok(problems)
}

fn problem(code: &str, zh: String, en: String) -> Refusal {
    Refusal::new(
        code,
        Words::new(zh, en),
        Words::new(
            "这份备份不能用：换用另一份备份，并保留这一份备查",
            "this backup cannot be used: take another one, and keep this one to be looked into",
        ),
    )
}

fn altered(name: &str) -> Refusal {
    problem(
        "backup/altered",
        format!("备份中的 {name} 与清单不符，备份后被改动过"),
        format!("{name} in the backup is not what the manifest says: it was altered since"),
    )
}

fn lost(name: &str) -> Refusal {
    problem(
        "backup/lost",
        format!("备份中缺少 {name}"),
        format!("{name} is missing from the backup"),
    )
}

fn added(name: &str) -> Refusal {
    problem(
        "backup/added",
        format!("备份中多出 {name}，清单中没有"),
        format!("{name} is in the backup and not in its manifest"),
    )
}

/// The heads of a ledger are not those of the manifest.
pub(crate) fn other_head(stream: &str) -> Refusal {
    problem(
        "backup/other-head",
        format!("备份账本“{stream}”的链头与清单不符"),
        format!("the head of {stream:?} in the backup is not the one in its manifest"),
    )
}

/// A kept file that the record speaks of is not in the backup.
pub(crate) fn no_attachment(id: &str, sha256: &str) -> Refusal {
    problem(
        "backup/no-attachment",
        format!("记录所说的附件 {id}（{sha256}）不在备份中"),
        format!("the kept file {id} ({sha256}) of the record is not in the backup"),
    )
}
