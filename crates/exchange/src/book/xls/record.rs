//! Records of the workbook stream (MS-XLS), and the texts in them.

use std::sync::Arc;

use super::compound::{u16_at, u32_at};
use crate::limits;
use crate::problem::FileCause;

pub(super) const CONTINUE: u16 = 0x003c;

/// A record, with the records that continue it.
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pub(super) data: &'s [u8],
    pub(super) further: Vec<&'s [u8]>,
}

/// The records from a place in the stream on.
pub(super) struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    pub(super) fn from(stream: &'s [u8], at: usize) -> Self {
        Records { stream, at }
    }

    fn one(&mut self) -> Option<(u16, &'s [u8])> {
        let kind = u16_at(self.stream, self.at)?;
        let length = usize::from(u16_at(self.stream, self.at + 2)?);
        let data = self.stream.get(self.at + 4..self.at + 4 + length)?;
        self.at += 4 + length;
        Some((kind, data))
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let (kind, data) = self.one()?;
        let mut further = Vec::new();
        while u16_at(self.stream, self.at) == Some(CONTINUE) {
            further.push(self.one()?.1);
        }
        Some(Record {
            kind,
            data,
            further,
        })
    }
}

impl Record<'_> {
    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        u16_at(self.data, at)
    }

    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        u32_at(self.data, at)
    }

    pub(super) fn f64(&self, at: usize) -> Option<f64> {
        let bytes = self.data.get(at..at + 8)?;
        Some(f64::from_le_bytes(bytes.try_into().ok()?))
    }

    /// A text from a place on, which may go on in the records that continue this one.
    pub(super) fn text(&self, at: usize, length: Length) -> Option<Arc<str>> {
        let mut pieces = Pieces::new(self);
        pieces.skip(at)?;
        pieces.text(length)
    }
}

/// In how many bytes the length of a text is told.
#[derive(Clone, Copy)]
pub(super) enum Length {
    One,
    Two,
}

/// A record and those that continue it, read as one; at a seam within a text, its letters may
/// change from one byte to two.
pub(super) struct Pieces<'s> {
    pieces: Vec<&'s [u8]>,
    piece: usize,
    at: usize,
}

impl<'s> Pieces<'s> {
    pub(super) fn new(record: &Record<'s>) -> Self {
        let mut pieces = vec![record.data];
        pieces.extend(&record.further);
        Pieces {
            pieces,
            piece: 0,
            at: 0,
        }
    }

    fn rest(&self) -> &'s [u8] {
        self.pieces
            .get(self.piece)
            .and_then(|piece| piece.get(self.at..))
            .unwrap_or_default()
    }

    fn byte(&mut self) -> Option<u8> {
        while self.rest().is_empty() {
            self.piece += 1;
            self.at = 0;
            if self.piece >= self.pieces.len() {
                return None;
            }
        }
        let byte = self.rest()[0];
        self.at += 1;
        Some(byte)
    }

    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let here = self.rest().len().min(count);
            self.at += here;
            count -= here;
            if count > 0 {
                self.piece += 1;
                self.at = 0;
                if self.piece >= self.pieces.len() {
                    return None;
                }
            }
        }
        Some(())
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        let (low, high) = (self.u16()?, self.u16()?);
        Some(u32::from(low) | u32::from(high) << 16)
    }

    /// A text with its length and flags before it, runs of fonts and readings after it.
    pub(super) fn text(&mut self, length: Length) -> Option<Arc<str>> {
        let length = match length {
            Length::One => usize::from(self.byte()?),
            Length::Two => usize::from(self.u16()?),
        };
        let flags = self.byte()?;
        let runs = match flags & 8 {
            0 => 0,
            _ => usize::from(self.u16()?),
        };
        let readings = match flags & 4 {
            0 => 0,
            _ => self.u32()? as usize,
        };
        let units = self.letters(length, flags & 1 != 0)?;
        self.skip(runs * 4)?;
        self.skip(readings)?;
        Some(Arc::from(String::from_utf16_lossy(&units)))
    }

    /// So many letters, of one byte or two.
    pub(super) fn letters(&mut self, length: usize, mut wide: bool) -> Option<Vec<u16>> {
        let mut units = Vec::with_capacity(length);
        while units.len() < length {
            if self.rest().is_empty() {
                wide = self.byte()? & 1 != 0;
                continue;
            }
            units.push(match wide {
                true => self.u16()?,
                false => u16::from(self.byte()?),
            });
        }
        Some(units)
    }
}

/// The texts that the sheets share.
pub(super) fn shared_texts(record: &Record<'_>) -> Result<Vec<Arc<str>>, FileCause> {
    let count = record.u32(4).unwrap_or(0) as usize;
    if count > limits::CELLS_MAX {
        return Err(FileCause::TooManyCells);
    }
    let mut pieces = Pieces::new(record);
    let mut texts = Vec::new();
    let _ = pieces.skip(8);
    for _ in 0..count {
        let Some(text) = pieces.text(Length::Two) else {
            return Err(FileCause::Truncated);
        };
        texts.push(text);
    }
    Ok(texts)
}
