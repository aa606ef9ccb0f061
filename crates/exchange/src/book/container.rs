//! The container of a workbook: a zip of parts.
//!
//! Promises: sizes are counted while unpacking, and reading stops at the first limit; what the
//! headers say is only believed where it is already too much. Every part that is XML is looked
//! through exactly once: while it is read, or by [`Parts::check_unread`].

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::io::{self, BufReader, Cursor, Read};
use std::rc::Rc;

use zip::read::ZipFile;
use zip::result::ZipError;

use super::xml::Xml;
use crate::limits;
use crate::problem::FileCause;

/// The parts of a container, by name.
pub(super) struct Parts<'a> {
    archive: zip::ZipArchive<Cursor<&'a [u8]>>,
    /// Position of each part, by its name in small letters with forward slashes.
    names: HashMap<String, usize>,
    read: HashSet<usize>,
    unpacked: Rc<Cell<u64>>,
    unpacked_max: u64,
}

/// A part being unpacked.
pub(super) type PartXml<'p, 'a> = Xml<BufReader<Counted<ZipFile<'p, Cursor<&'a [u8]>>>>>;

impl<'a> Parts<'a> {
    /// Opens the container.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FileCause> {
        let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| match error {
            ZipError::InvalidArchive(_) => FileCause::Truncated,
            other => FileCause::Damaged(other.to_string()),
        })?;
        if archive.len() > limits::ENTRIES_MAX {
            return Err(FileCause::TooManyEntries(archive.len()));
        }
        let by_ratio = (bytes.len() as u64).saturating_mul(limits::UNPACKED_RATIO_MAX);
        let mut parts = Parts {
            archive,
            names: HashMap::new(),
            read: HashSet::new(),
            unpacked: Rc::default(),
            unpacked_max: by_ratio.clamp(
                limits::UNPACKED_RATIO_FROM_BYTES,
                limits::UNPACKED_BYTES_MAX,
            ),
        };
        parts.list()?;
        Ok(parts)
    }

    fn list(&mut self) -> Result<(), FileCause> {
        let mut stated = 0_u64;
        for index in 0..self.archive.len() {
            let entry = self.archive.by_index(index).map_err(zip_cause)?;
            stated = stated.saturating_add(entry.size());
            let name = entry
                .name()
                .map_err(|error| FileCause::Damaged(error.to_string()))?;
            let name = key(&name);
            self.names.entry(name).or_insert(index);
        }
        if stated > self.unpacked_max {
            return Err(FileCause::Bomb(stated));
        }
        Ok(())
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name))
    }

    /// Names of all parts, in small letters.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// A part that is XML, to be read through.
    pub(super) fn xml(&mut self, name: &str) -> Result<PartXml<'_, 'a>, FileCause> {
        let index = self.index(name)?;
        Ok(Xml::new(
            name,
            BufReader::with_capacity(1 << 16, self.unpack(index)?),
        ))
    }

    /// The bytes of a part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Vec<u8>, FileCause> {
        let index = self.index(name)?;
        let mut bytes = Vec::new();
        self.unpack(index)?
            .read_to_end(&mut bytes)
            .map_err(|error| io_cause(name, &error))?;
        Ok(bytes)
    }

    /// Looks through the XML that nobody read.
    pub(super) fn check_unread(&mut self) -> Result<(), FileCause> {
        let ends = [".xml", ".rels", ".vml"];
        let mut unread: Vec<(String, usize)> = self
            .names
            .iter()
            .filter(|(name, index)| {
                ends.iter().any(|end| name.ends_with(end)) && !self.read.contains(*index)
            })
            .map(|(name, index)| (name.clone(), *index))
            .collect();
        unread.sort_by_key(|(_, index)| *index);
        for (key, index) in unread {
            // As the container writes it: keys are in small letters.
            let stated = self.archive.name_for_index(index).and_then(Result::ok);
            let name = stated.map_or(key, std::borrow::Cow::into_owned);
            Xml::new(&name, BufReader::new(self.unpack(index)?)).finish()?;
        }
        Ok(())
    }

    fn index(&self, name: &str) -> Result<usize, FileCause> {
        let found = self.names.get(&key(name)).copied();
        found.ok_or_else(|| FileCause::Damaged(format!("{name}: missing")))
    }

    fn unpack(
        &mut self,
        index: usize,
    ) -> Result<Counted<ZipFile<'_, Cursor<&'a [u8]>>>, FileCause> {
        self.read.insert(index);
        let inner = self.archive.by_index(index).map_err(zip_cause)?;
        Ok(Counted {
            inner,
            unpacked: Rc::clone(&self.unpacked),
            most: self.unpacked_max,
        })
    }
}

fn key(name: &str) -> String {
    let slashes = name.replace('\\', "/").to_ascii_lowercase();
    slashes.trim_start_matches('/').to_owned()
}

fn zip_cause(error: ZipError) -> FileCause {
    match error {
        ZipError::UnsupportedArchive(text) if text == ZipError::PASSWORD_REQUIRED => {
            FileCause::Encrypted
        }
        other => FileCause::Damaged(other.to_string()),
    }
}

fn io_cause(name: &str, error: &io::Error) -> FileCause {
    let over = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<OverLimit>());
    match over {
        Some(over) => FileCause::Bomb(over.0),
        None => FileCause::Damaged(format!("{name}: {error}")),
    }
}

/// Counts what is unpacked, over all parts, and stops at the limit.
pub(super) struct Counted<R> {
    inner: R,
    unpacked: Rc<Cell<u64>>,
    most: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let total = self.unpacked.get() + count as u64;
        self.unpacked.set(total);
        if total > self.most {
            return Err(io::Error::other(OverLimit(total)));
        }
        Ok(count)
    }
}

/// More was unpacked than is taken: bytes so far.
#[derive(Debug)]
pub(super) struct OverLimit(pub(super) u64);

impl fmt::Display for OverLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes unpacked", self.0)
    }
}

impl std::error::Error for OverLimit {}
