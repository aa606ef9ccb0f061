//! What is to be written into a file: cells by their place, and rows put in.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::book::Merge;

/// What a cell is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NewCell {
    /// Nothing.
    Blank,
    /// A text, whatever it begins with.
    Text(String),
    /// A number, in decimal digits.
    Number(String),
    /// A date as a serial day, in the format of its cell, else of another cell of its column;
    /// as a text where nothing shows dates.
    Day {
        /// The day.
        date: Date,
        /// A cell of the column whose format shows dates.
        like: Option<(u32, u16)>,
        /// The day as text.
        text: String,
    },
}

/// What is to be written into one sheet. Rows and columns are counted from 0, as they were.
#[derive(Debug, Clone, Default)]
pub(crate) struct SheetEdits {
    /// Cells to change.
    pub(crate) cells: BTreeMap<(u32, u16), NewCell>,
    /// Rows to put in, in order.
    pub(crate) inserts: Vec<Insert>,
    /// Merged ranges of the sheet.
    pub(crate) merges: Vec<Merge>,
}

impl SheetEdits {
    pub(crate) fn is_nothing(&self) -> bool {
        self.cells.is_empty() && self.inserts.is_empty()
    }
}

/// Rows put in after a row, which they are made like.
#[derive(Debug, Clone, Default)]
pub(crate) struct Insert {
    /// The row they come after.
    pub(crate) after: u32,
    /// Their cells; where none is given, a formula of the row above is copied down.
    pub(crate) rows: Vec<BTreeMap<u16, NewCell>>,
    /// Columns that are read: there a formula is copied down only over something to compute from.
    pub(crate) read: BTreeSet<u16>,
    /// Merged ranges that end in that row and are to cover the new ones as well.
    pub(crate) grow: Vec<Merge>,
}

/// The serial day of a date.
pub(crate) fn serial_day(date: Date, epoch_1904: bool) -> i32 {
    let start = if epoch_1904 {
        jiff::civil::date(1904, 1, 1)
    } else {
        jiff::civil::date(1899, 12, 30)
    };
    start.until(date).map_or(0, |span| span.get_days())
}
