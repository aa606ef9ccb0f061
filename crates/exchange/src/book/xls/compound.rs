//! The compound file (MS-CFB): the container of .xls, .et and of encrypted workbooks.
//!
//! Promises: no chain of sectors is followed longer than the file has sectors, so that one in a
//! circle ends; what lies beyond the end of the file is told as cut off.

use crate::problem::FileCause;

/// A container, and the streams in it.
pub(in crate::book) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
    mini_next: Vec<u32>,
    mini_sector: usize,
    mini_cutoff: u64,
    mini: Vec<u8>,
    streams: Vec<Stream>,
}

struct Stream {
    name: String,
    start: u32,
    size: u64,
}

const LAST_SECTOR: u32 = 0xffff_fffa;

impl<'a> Compound<'a> {
    /// Opens the container.
    pub(in crate::book) fn open(bytes: &'a [u8]) -> Result<Self, FileCause> {
        let shift = u16_at(bytes, 30).ok_or(FileCause::Truncated)?;
        let mini_shift = u16_at(bytes, 32).ok_or(FileCause::Truncated)?;
        if !matches!(shift, 9 | 12) || mini_shift != 6 || bytes.len() < 512 {
            return Err(damaged("header"));
        }
        let mut file = Compound {
            bytes,
            sector: 1 << shift,
            next: Vec::new(),
            mini_next: Vec::new(),
            mini_sector: 1 << mini_shift,
            mini_cutoff: u64::from(u32_at(bytes, 56).ok_or(FileCause::Truncated)?),
            mini: Vec::new(),
            streams: Vec::new(),
        };
        file.next = file.allocation()?;
        let word = |at| u32_at(bytes, at).ok_or(FileCause::Truncated);
        let directory = file.chain(word(48)?, u64::MAX)?;
        file.mini_next = match word(60)? {
            start if start < LAST_SECTOR => words(&file.chain(start, u64::MAX)?),
            _ => Vec::new(),
        };
        for entry in directory.chunks_exact(128) {
            let length = usize::from(u16_at(entry, 64).unwrap_or(0)).min(64);
            let units: Vec<u16> = entry[..length.saturating_sub(2)]
                .chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                .collect();
            let name = String::from_utf16_lossy(&units);
            let start = u32_at(entry, 116).unwrap_or(u32::MAX);
            let size = u64::from(u32_at(entry, 120).unwrap_or(0));
            match entry[66] {
                5 if start < LAST_SECTOR => file.mini = file.chain(start, size)?,
                2 | 1 => file.streams.push(Stream { name, start, size }),
                _ => {}
            }
        }
        Ok(file)
    }

    /// Whether there is a stream or folder of this name.
    pub(in crate::book) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The bytes of a stream.
    pub(in crate::book) fn stream(&self, name: &str) -> Result<Vec<u8>, FileCause> {
        let stream = self.find(name).ok_or_else(|| damaged(name))?;
        if stream.size >= self.mini_cutoff {
            return self.chain(stream.start, stream.size);
        }
        let mut out = Vec::new();
        let mut at = stream.start;
        while (out.len() as u64) < stream.size && at < LAST_SECTOR {
            let from = at as usize * self.mini_sector;
            let piece = self.mini.get(from..from + self.mini_sector);
            out.extend_from_slice(piece.ok_or(FileCause::Truncated)?);
            at = *self
                .mini_next
                .get(at as usize)
                .ok_or_else(|| damaged(name))?;
        }
        self.cut(out, stream.size)
    }

    fn find(&self, name: &str) -> Option<&Stream> {
        self.streams
            .iter()
            .find(|stream| stream.name.eq_ignore_ascii_case(name))
    }

    /// Which sector follows which.
    fn allocation(&self) -> Result<Vec<u32>, FileCause> {
        let most = self.bytes.len() / self.sector + 1;
        let header = self.bytes.get(76..512).ok_or(FileCause::Truncated)?;
        let mut tables: Vec<u32> = words(header);
        let mut more = u32_at(self.bytes, 68).ok_or(FileCause::Truncated)?;
        while more < LAST_SECTOR && tables.len() <= most {
            let mut further = words(self.sector_at(more)?);
            more = further.pop().unwrap_or(u32::MAX);
            tables.extend(further);
        }
        let mut next = Vec::new();
        for table in tables
            .into_iter()
            .filter(|table| *table < LAST_SECTOR)
            .take(most)
        {
            next.extend(words(self.sector_at(table)?));
        }
        Ok(next)
    }

    fn sector_at(&self, number: u32) -> Result<&'a [u8], FileCause> {
        let from = (number as usize + 1) * self.sector;
        let rest = self.bytes.get(from..).ok_or(FileCause::Truncated)?;
        // The last sector of a file may be short.
        match rest.len() {
            0 => Err(FileCause::Truncated),
            length => Ok(&rest[..length.min(self.sector)]),
        }
    }

    fn chain(&self, start: u32, size: u64) -> Result<Vec<u8>, FileCause> {
        let mut out = Vec::new();
        let mut at = start;
        let mut steps = self.bytes.len() / self.sector + 1;
        while at < LAST_SECTOR && (out.len() as u64) < size {
            steps = steps
                .checked_sub(1)
                .ok_or_else(|| damaged("sectors in a circle"))?;
            out.extend_from_slice(self.sector_at(at)?);
            at = *self.next.get(at as usize).ok_or(FileCause::Truncated)?;
        }
        if size == u64::MAX {
            return Ok(out);
        }
        self.cut(out, size)
    }

    fn cut(&self, mut out: Vec<u8>, size: u64) -> Result<Vec<u8>, FileCause> {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        if out.len() < size {
            return Err(FileCause::Truncated);
        }
        out.truncate(size);
        Ok(out)
    }
}

fn damaged(what: &str) -> FileCause {
    FileCause::Damaged(format!("compound file: {what}"))
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
        .collect()
}

/// A number of two bytes, if they are there.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes([pair[0], pair[1]]))
}

/// A number of four bytes, if they are there.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
}
