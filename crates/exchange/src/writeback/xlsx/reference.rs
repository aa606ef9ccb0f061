//! References to cells: `C7`, `$C$7:D9`, and where rows go when rows are put in among them.

use std::ops::RangeInclusive;

/// Most rows of a sheet, as workbooks have it.
pub(in crate::writeback) const SHEET_ROWS: u32 = 1_048_576;
const SHEET_COLUMNS: u32 = 16_384;

/// A corner of a reference, from 0; `None` where it speaks of a whole column or row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Corner {
    pub(super) row: Option<u32>,
    pub(super) column: Option<u16>,
    pub(super) fixed_row: bool,
    pub(super) fixed_column: bool,
}

impl Corner {
    /// Reads `$C$7`, `C`, `$7`; nothing if it is something else.
    pub(super) fn parse(text: &str) -> Option<Corner> {
        let bytes = text.as_bytes();
        let mut at = 0;
        let dollar = |at: &mut usize| {
            let found = bytes.get(*at) == Some(&b'$');
            *at += usize::from(found);
            found
        };
        let first = dollar(&mut at);
        let letters = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let column = column_number(&text[at..at + letters]);
        at += letters;
        let second = letters > 0 && dollar(&mut at);
        let digits = &text[at..];
        if letters > 3 || digits.len() > 7 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let row = match digits {
            "" => None,
            _ => Some(digits.parse::<u32>().ok()?.checked_sub(1)?),
        };
        if letters > 0 && column.is_none() || row.is_some_and(|row| row >= SHEET_ROWS) {
            return None;
        }
        let (fixed_column, fixed_row) = if letters > 0 {
            (first, second)
        } else {
            (false, first)
        };
        (row.is_some() || column.is_some()).then_some(Corner {
            row,
            column,
            fixed_row,
            fixed_column,
        })
    }
}

impl std::fmt::Display for Corner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(column) = self.column {
            if self.fixed_column {
                f.write_str("$")?;
            }
            f.write_str(&column_letters(column))?;
        }
        if let Some(row) = self.row {
            if self.fixed_row {
                f.write_str("$")?;
            }
            write!(f, "{}", row + 1)?;
        }
        Ok(())
    }
}

/// `C` is 2.
fn column_number(letters: &str) -> Option<u16> {
    let number = letters.bytes().fold(0_u32, |sum, byte| {
        sum.saturating_mul(26) + u32::from(byte.to_ascii_uppercase() - b'A') + 1
    });
    let number = number
        .checked_sub(1)
        .filter(|number| *number < SHEET_COLUMNS)?;
    u16::try_from(number).ok()
}

/// 2 is `C`.
pub(super) fn column_letters(column: u16) -> String {
    let name = zone::cell_name(0, column);
    name.trim_end_matches('1').to_owned()
}

/// Row and column of a plain cell name.
pub(super) fn cell_at(name: &str) -> Option<(u32, u16)> {
    let corner = Corner::parse(name)?;
    Some((corner.row?, corner.column?))
}

/// Rows put into a sheet: so many after each of some rows, numbered as they were before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Shift {
    /// Row after which rows come, and how many; in order.
    inserts: Vec<(u32, u32)>,
}

impl Shift {
    pub(super) fn new(mut inserts: Vec<(u32, u32)>) -> Shift {
        inserts.retain(|(_, count)| *count > 0);
        inserts.sort_unstable();
        Shift { inserts }
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.inserts.is_empty()
    }

    /// Where a row is afterwards.
    pub(super) fn row(&self, row: u32) -> u32 {
        let above = self.inserts.iter().filter(|(after, _)| *after < row);
        row + above.map(|(_, count)| count).sum::<u32>()
    }

    /// Where a range that ends in a row ends afterwards: rows put in right behind it belong to it.
    pub(super) fn end_row(&self, row: u32) -> u32 {
        let behind = self.inserts.iter().filter(|(after, _)| *after == row);
        self.row(row) + behind.map(|(_, count)| count).sum::<u32>()
    }

    /// How many rows come right after a row.
    pub(super) fn behind(&self, row: u32) -> u32 {
        let behind = self.inserts.iter().filter(|(after, _)| *after == row);
        behind.map(|(_, count)| count).sum()
    }

    /// The rows of a range afterwards. `grows`: rows put in right behind it belong to it.
    pub(super) fn rows(&self, rows: &RangeInclusive<u32>, grows: bool) -> RangeInclusive<u32> {
        let end = if grows {
            self.end_row(*rows.end())
        } else {
            self.row(*rows.end())
        };
        self.row(*rows.start())..=end.min(SHEET_ROWS - 1)
    }

    /// A range such as `A6:W17`, or a single cell, afterwards; as it is if it is no range.
    pub(super) fn range(&self, text: &str, grows: bool) -> String {
        let (from, to) = text.split_once(':').unwrap_or((text, ""));
        let Some(mut from) = Corner::parse(from) else {
            return text.to_owned();
        };
        if to.is_empty() {
            from.row = from.row.map(|row| self.row(row));
            return from.to_string();
        }
        let Some(mut to) = Corner::parse(to) else {
            return text.to_owned();
        };
        if let (Some(top), Some(bottom)) = (from.row, to.row) {
            let rows = self.rows(&(top..=bottom.max(top)), grows && bottom > top);
            (from.row, to.row) = (Some(*rows.start()), Some(*rows.end()));
        }
        format!("{from}:{to}")
    }

    /// A list of ranges between blanks, as conditional formats have it. A single cell or a range
    /// in one row grows too, if `grows_single`: what is asked of the row above is asked of the new
    /// one.
    pub(super) fn ranges(&self, text: &str, grows_single: bool) -> String {
        let each = text.split_ascii_whitespace().map(|range| {
            let (from, to) = range.split_once(':').unwrap_or((range, range));
            let (Some(mut from), Some(mut to)) = (Corner::parse(from), Corner::parse(to)) else {
                return range.to_owned();
            };
            let (Some(top), Some(bottom)) = (from.row, to.row) else {
                return range.to_owned();
            };
            let rows = self.rows(&(top..=bottom), bottom > top || grows_single);
            (from.row, to.row) = (Some(*rows.start()), Some(*rows.end()));
            if from == to {
                from.to_string()
            } else {
                format!("{from}:{to}")
            }
        });
        each.collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_read_and_write() {
        for text in ["A1", "$C$7", "XFD1048576", "C", "$7", "$C", "AB$12"] {
            assert_eq!(Corner::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "$", "A0", "XFE1", "ABCD1", "A1B", "A1048577", "项1"] {
            assert_eq!(Corner::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_go_down_and_grow() {
        // Two rows after row 17, one after row 27, as the sheet numbers them.
        let shift = Shift::new(vec![(26, 1), (16, 2)]);
        let grown = |text: &str| shift.range(text, true);
        assert_eq!(grown("G6:G17"), "G6:G19");
        assert_eq!(grown("G6:G16"), "G6:G16");
        assert_eq!(grown("G18:G27"), "G20:G30");
        assert_eq!(grown("A17:W17"), "A17:W17");
        assert_eq!(grown("$A$1:$W$40"), "$A$1:$W$43");
        assert_eq!(grown("A:C"), "A:C");
        assert_eq!(grown("5:18"), "5:20");
        assert_eq!(shift.range("G6:G17", false), "G6:G17");
        assert_eq!(shift.ranges("B17 D6:D17 F20", true), "B17:B19 D6:D19 F22");
        assert_eq!(shift.ranges("B17 D17:E17", false), "B17 D17:E17");
    }
}
