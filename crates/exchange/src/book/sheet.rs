//! A sheet: its cells, and beside them what an office says without words: what it hid, coloured,
//! merged, noted, linked or pasted as a picture.
//!
//! Everything beside the cells is sparse: a plain sheet costs nothing more than its cells.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cell::{Cell, EMPTY};
use super::style::{Style, StyleId, Styles};
use crate::problem::BookCause;

/// A sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name.
    pub name: Arc<str>,
    /// Whether the office hid it.
    pub hidden: bool,
    /// Rows from the first; each up to its last filled cell.
    pub rows: Vec<Vec<Cell>>,
    /// Merged ranges.
    pub merges: Vec<Merge>,
    /// Rows that the office hid or filtered away. They are read like the others.
    pub hidden_rows: BTreeSet<u32>,
    /// Columns that the office hid. They are read like the others.
    pub hidden_columns: BTreeSet<u16>,
    /// Notes (comments) by row and column.
    pub notes: BTreeMap<(u32, u16), Note>,
    /// Pictures, by the cell under their top left corner, in order of place.
    pub pictures: Vec<Picture>,
    /// Targets of hyperlinks by row and column. They are never followed.
    pub links: BTreeMap<(u32, u16), Arc<str>>,
    /// Looks and formulas of cells; rows up to their last cell that is not plain.
    pub(super) marks: Vec<Vec<Mark>>,
    /// What the style ids of the marks mean.
    pub(super) styles: Arc<Styles>,
    pub(super) width: u16,
}

/// A merged range, bounds included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u16,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u16,
}

/// A note at a cell (批注).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Who wrote it, as the file says; a person's name.
    pub author: Option<Arc<str>>,
    /// Its text.
    pub text: Arc<str>,
}

/// A picture on or in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Row of the cell it belongs to: of its top left corner.
    pub row: u32,
    /// Column of that cell.
    pub column: u16,
    /// Bottom right cell, where the file tells it.
    pub to: Option<(u32, u16)>,
    /// In the cell itself (WPS `DISPIMG`), rather than floating above the sheet.
    pub in_cell: bool,
    /// What the office called or described it; may be empty.
    pub name: Arc<str>,
    /// Media type by its bytes: `image/png`.
    pub content_type: &'static str,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: Arc<str>,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// Whether a cell is computed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Formula {
    /// The cell was typed.
    #[default]
    None,
    /// A formula with the value it had when the file was saved.
    Computed,
    /// A formula without value: the cell is [`Cell::not_computed`].
    NotComputed,
    /// A formula that refers to itself, directly or round about: its nought means nothing, and
    /// the cell is [`Cell::not_computed`].
    Circular,
}

/// Look and formula of a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) style: StyleId,
    pub(super) formula: Formula,
}

impl Sheet {
    /// A sheet of rows with nothing beside them.
    pub fn new(name: Arc<str>, hidden: bool, rows: Vec<Vec<Cell>>, merges: Vec<Merge>) -> Self {
        let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = u16::try_from(widest).unwrap_or(u16::MAX);
        Sheet {
            name,
            hidden,
            rows,
            merges,
            width,
            ..Sheet::default()
        }
    }

    /// The cell at a row and column from 0.
    pub fn cell(&self, row: u32, column: u16) -> &Cell {
        self.rows
            .get(row as usize)
            .and_then(|cells| cells.get(usize::from(column)))
            .unwrap_or(&EMPTY)
    }

    /// Number of columns of the widest row.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Number of rows.
    pub fn height(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// What a cell looks like, as far as looks carry meaning: also of a blank one.
    pub fn style(&self, row: u32, column: u16) -> &Style {
        self.styles.get(self.mark(row, column).style)
    }

    /// The formula of a cell, of which only the presence and the state are kept.
    pub fn formula(&self, row: u32, column: u16) -> Formula {
        self.mark(row, column).formula
    }

    /// The merged range a cell is in.
    pub fn merge_at(&self, row: u32, column: u16) -> Option<&Merge> {
        self.merges.iter().find(|merge| merge.contains(row, column))
    }

    /// Pictures of a row: those whose top left corner is in it.
    pub fn pictures_in_row(&self, row: u32) -> impl Iterator<Item = &Picture> {
        self.pictures
            .iter()
            .filter(move |picture| picture.row == row)
    }

    /// Sets what a cell looks like.
    pub fn set_style(&mut self, row: u32, column: u16, style: Style) {
        let id = Arc::make_mut(&mut self.styles).intern(style);
        self.mark_mut(row, column).style = id;
    }

    /// Sets whether a cell is computed.
    pub fn set_formula(&mut self, row: u32, column: u16, formula: Formula) {
        self.mark_mut(row, column).formula = formula;
    }

    /// What is to be said of it: what is hidden, and what was never computed.
    pub(super) fn remarks(&self) -> impl Iterator<Item = BookCause> {
        let rows: Vec<u32> = self.hidden_rows.range(..self.height()).copied().collect();
        let columns = self.hidden_columns.range(..self.width()).copied();
        let columns: Vec<u32> = columns.map(u32::from).collect();
        let mut uncomputed = Vec::new();
        for (row, marks) in (0..).zip(&self.marks) {
            for (column, mark) in (0..).zip(marks) {
                if matches!(mark.formula, Formula::NotComputed | Formula::Circular) {
                    uncomputed.push(zone::cell_name(row, column));
                }
            }
        }
        let row_name = |row: u32| (u64::from(row) + 1).to_string();
        let column_name = |column: u32| {
            let cell = zone::cell_name(0, u16::try_from(column).unwrap_or(u16::MAX));
            cell.trim_end_matches('1').to_owned()
        };
        let hidden_rows =
            (!rows.is_empty()).then(|| BookCause::HiddenRows(spans(&rows, &row_name), rows.len()));
        let hidden_columns = (!columns.is_empty())
            .then(|| BookCause::HiddenColumns(spans(&columns, &column_name), columns.len()));
        let uncomputed = (!uncomputed.is_empty()).then(|| {
            let shown = uncomputed[..uncomputed.len().min(SPANS_SHOWN)].join(", ");
            BookCause::Uncomputed(with_more(shown, uncomputed.len()), uncomputed.len())
        });
        [hidden_rows, hidden_columns, uncomputed]
            .into_iter()
            .flatten()
    }

    fn mark_mut(&mut self, row: u32, column: u16) -> &mut Mark {
        let (row, column) = (row as usize, usize::from(column));
        if self.marks.len() <= row {
            self.marks.resize_with(row + 1, Vec::new);
        }
        let marks = &mut self.marks[row];
        if marks.len() <= column {
            marks.resize(column + 1, Mark::default());
        }
        &mut marks[column]
    }

    fn mark(&self, row: u32, column: u16) -> Mark {
        self.marks
            .get(row as usize)
            .and_then(|marks| marks.get(usize::from(column)))
            .copied()
            .unwrap_or_default()
    }
}

/// Most ranges named in a remark.
const SPANS_SHOWN: usize = 8;

fn with_more(shown: String, all: usize) -> String {
    if all > SPANS_SHOWN {
        shown + " …"
    } else {
        shown
    }
}

/// Numbers in order as ranges: `3-5, 9`.
fn spans(numbers: &[u32], name: &dyn Fn(u32) -> String) -> String {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => spans.push((*number, *number)),
        }
    }
    let shown: Vec<String> = spans
        .iter()
        .take(SPANS_SHOWN)
        .map(|(first, last)| match first == last {
            true => name(*first),
            false => format!("{}-{}", name(*first), name(*last)),
        })
        .collect();
    with_more(shown.join(", "), spans.len())
}

impl Merge {
    /// Whether a cell is in the range.
    pub fn contains(&self, row: u32, column: u16) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Rgb;

    #[test]
    fn looks_of_cells_far_apart() {
        let mut sheet = Sheet::default();
        let red = Style {
            fill: Some(Rgb(255, 0, 0)),
            ..Style::default()
        };
        sheet.set_style(7, 3, red.clone());
        sheet.set_formula(2, 9, Formula::Computed);
        assert_eq!(sheet.style(7, 3), &red);
        assert_eq!(sheet.style(7, 2), &Style::default());
        assert_eq!(sheet.style(2, 9), &Style::default());
        assert_eq!(sheet.formula(2, 9), Formula::Computed);
        assert_eq!(sheet.formula(9, 2), Formula::None);
    }
}
