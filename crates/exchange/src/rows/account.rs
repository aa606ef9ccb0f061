//! What became of each filled cell of a file: imported, refused, or passed over for a reason.
//!
//! Promises: every filled cell has a fate; nothing is dropped in silence.

use std::collections::BTreeMap;

use serde::Serialize;

use super::CellAt;
use crate::book::Book;
use crate::table::LineKind;

/// What became of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Its value is in a row.
    Imported,
    /// It, or the row it stands in, is refused: a problem names it.
    Refused,
    /// Its text is kept as a note beside the field.
    Noted,
    /// It says what the file is about (year, unit, office), or names the sheet's content.
    Title,
    /// A header.
    Header,
    /// The header or the title again, or a number of a column.
    HeaderAgain,
    /// 一、产业项目.
    Section,
    /// A total or a part of one: compared with the rows.
    Total,
    /// A note or a signature.
    Note,
    /// Its column is set to be ignored.
    IgnoredColumn,
    /// Its column has no header.
    NoHeader,
    /// The clerk left it out.
    LeftOut,
    /// Its line has a number, but no project.
    EmptyLine,
    /// It is on no table.
    Outside,
    /// Its sheet is not read: no table on it, or not in the mapping.
    OtherSheet,
    /// Its sheet is hidden.
    HiddenSheet,
}

/// Fates by their number, which stands for "unknown" when beyond them.
const FATES: [Fate; 16] = [
    Fate::Imported,
    Fate::Refused,
    Fate::Noted,
    Fate::Title,
    Fate::Header,
    Fate::HeaderAgain,
    Fate::Section,
    Fate::Total,
    Fate::Note,
    Fate::IgnoredColumn,
    Fate::NoHeader,
    Fate::LeftOut,
    Fate::EmptyLine,
    Fate::Outside,
    Fate::OtherSheet,
    Fate::HiddenSheet,
];
const UNKNOWN: u8 = u8::MAX;

impl From<LineKind> for Fate {
    fn from(kind: LineKind) -> Fate {
        match kind {
            LineKind::Project => Fate::Imported,
            LineKind::Total | LineKind::PartOfTotal => Fate::Total,
            LineKind::Section => Fate::Section,
            LineKind::HeaderAgain => Fate::HeaderAgain,
            LineKind::Note => Fate::Note,
        }
    }
}

/// The fates of all cells, a byte each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    sheets: Vec<Vec<Box<[u8]>>>,
}

impl Account {
    pub(super) fn new(book: &Book) -> Account {
        let row = |cells: &Vec<crate::book::Cell>| vec![UNKNOWN; cells.len()].into_boxed_slice();
        let sheets = book.sheets.iter();
        Account {
            sheets: sheets
                .map(|sheet| sheet.rows.iter().map(row).collect())
                .collect(),
        }
    }

    fn slot(&mut self, at: CellAt) -> Option<&mut u8> {
        let sheet = self.sheets.get_mut(usize::from(at.sheet))?;
        sheet
            .get_mut(at.row as usize)?
            .get_mut(usize::from(at.column))
    }

    /// Gives a cell a fate; one already given stays, but for a better one: a cell read for two
    /// fields is imported if one of them is.
    pub(super) fn mark(&mut self, at: CellAt, fate: Fate) {
        if let Some(slot) = self.slot(at) {
            *slot = (*slot).min(fate as u8);
        }
    }

    /// Gives a cell a fate if it has none yet.
    pub(super) fn mark_new(&mut self, at: CellAt, fate: Fate) {
        if let Some(slot) = self.slot(at).filter(|slot| **slot == UNKNOWN) {
            *slot = fate as u8;
        }
    }

    /// Takes back what was given to a cell: its row is refused after all.
    pub(super) fn turn(&mut self, at: CellAt, fate: Fate) {
        if let Some(slot) = self.slot(at) {
            *slot = fate as u8;
        }
    }

    /// What became of a cell; `None` where nothing stands.
    pub fn fate(&self, at: CellAt) -> Option<Fate> {
        let sheet = self.sheets.get(usize::from(at.sheet))?;
        let number = sheet.get(at.row as usize)?.get(usize::from(at.column))?;
        FATES.get(usize::from(*number)).copied()
    }

    /// Gives the rest a fate, and takes that of blank cells away.
    pub(super) fn close(&mut self, book: &Book, read: &[bool]) {
        for (at, sheet) in book.sheets.iter().enumerate() {
            let rest = match (sheet.hidden, read.get(at)) {
                (_, Some(true)) => Fate::Outside,
                (true, _) => Fate::HiddenSheet,
                _ => Fate::OtherSheet,
            };
            for (cells, slots) in sheet.rows.iter().zip(&mut self.sheets[at]) {
                for (cell, slot) in cells.iter().zip(slots.iter_mut()) {
                    if cell.is_blank() {
                        *slot = UNKNOWN;
                    } else if *slot == UNKNOWN {
                        *slot = rest as u8;
                    }
                }
            }
        }
    }

    /// How many cells have each fate, sheet by sheet.
    pub fn of_sheet(&self, sheet: usize) -> BTreeMap<Fate, u64> {
        let mut counts = [0_u64; FATES.len()];
        let rows = self.sheets.get(sheet).into_iter().flatten();
        for number in rows.flat_map(|row| row.iter()) {
            if let Some(count) = counts.get_mut(usize::from(*number)) {
                *count += 1;
            }
        }
        let counted = FATES.into_iter().zip(counts);
        counted.filter(|found| found.1 > 0).collect()
    }

    /// How many cells of the file have each fate.
    pub fn total(&self) -> BTreeMap<Fate, u64> {
        let mut sum = BTreeMap::new();
        for sheet in 0..self.sheets.len() {
            for (fate, count) in self.of_sheet(sheet) {
                *sum.entry(fate).or_insert(0) += count;
            }
        }
        sum
    }
}
