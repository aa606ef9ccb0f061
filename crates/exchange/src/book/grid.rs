//! Cells as they are read, within the limits of what a file may hold.

use super::sheet::Mark;
use super::{Cell, Merge};
use crate::limits;
use crate::problem::FileCause;

/// What is left of the cells and marks that a file may have, over all its sheets.
///
/// Blanks before a far cell count too: they take memory.
pub(super) struct Budget {
    cells: usize,
    marks: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Budget {
            cells: limits::CELLS_MAX,
            marks: limits::CELLS_MAX,
        }
    }
}

/// Cells and marks of a sheet.
#[derive(Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) marks: Vec<Vec<Mark>>,
}

impl Grid {
    /// Puts a cell in its place; a blank one takes none.
    pub(super) fn put(
        &mut self,
        (row, column): (u32, u32),
        cell: Cell,
        budget: &mut Budget,
    ) -> Result<(), FileCause> {
        if cell == Cell::Empty {
            return Ok(());
        }
        if row >= limits::ROWS_MAX {
            return Err(FileCause::TooManyRows);
        }
        if column >= u32::from(limits::COLUMNS_MAX) {
            return Err(FileCause::TooManyColumns(column as usize + 1));
        }
        *place(&mut self.rows, row, column, &mut budget.cells)? = cell;
        Ok(())
    }

    /// Marks a cell, blank or not. What lies beyond the limits of a sheet carries no meaning
    /// unless something is written there.
    pub(super) fn mark(
        &mut self,
        (row, column): (u32, u32),
        mark: Mark,
        budget: &mut Budget,
    ) -> Result<(), FileCause> {
        let beyond = row >= limits::ROWS_MAX || column >= u32::from(limits::COLUMNS_MAX);
        if beyond || mark == Mark::default() {
            return Ok(());
        }
        *place(&mut self.marks, row, column, &mut budget.marks)? = mark;
        Ok(())
    }
}

fn place<'a, T: Clone + Default>(
    rows: &'a mut Vec<Vec<T>>,
    row: u32,
    column: u32,
    left: &mut usize,
) -> Result<&'a mut T, FileCause> {
    let (row, column) = (row as usize, column as usize);
    if rows.len() <= row {
        rows.resize_with(row + 1, Vec::new);
    }
    let cells = &mut rows[row];
    if cells.len() <= column {
        let more = column + 1 - cells.len();
        *left = left.checked_sub(more).ok_or(FileCause::TooManyCells)?;
        cells.resize(column + 1, T::default());
    }
    Ok(&mut cells[column])
}

/// A text merged over several rows of one column stands for each of them. Numbers do not: one
/// amount over several projects is not an amount of each.
///
/// Ranges that lie over each other many times are no office's work: the cells walked are counted.
pub(super) fn repeat_texts(
    rows: &mut [Vec<Cell>],
    merges: &[Merge],
    budget: &mut Budget,
) -> Result<(), FileCause> {
    let mut walked = 0_usize;
    for merge in merges.iter().filter(|merge| merge.left == merge.right) {
        let column = usize::from(merge.left);
        let anchor = rows.get(merge.top as usize).and_then(|row| row.get(column));
        let Some(anchor @ Cell::Text(_)) = anchor.cloned() else {
            continue;
        };
        let last = (merge.bottom as usize).min(rows.len().saturating_sub(1));
        walked = walked.saturating_add(last.saturating_sub(merge.top as usize));
        if walked > limits::CELLS_MAX {
            return Err(FileCause::TooManyCells);
        }
        for row in rows.iter_mut().take(last + 1).skip(merge.top as usize + 1) {
            if row.len() <= column {
                let more = column + 1 - row.len();
                let left = budget.cells.checked_sub(more);
                budget.cells = left.ok_or(FileCause::TooManyCells)?;
                row.resize(column + 1, Cell::Empty);
            }
            if row[column] == Cell::Empty {
                row[column] = anchor.clone();
            }
        }
    }
    Ok(())
}

/// Row and column, from 0, of a cell such as `C7` or `$C$7`.
pub(super) fn position(name: &str) -> Option<(u32, u32)> {
    let (mut row, mut column) = (0_u32, 0_u32);
    for byte in name.bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' if row == 0 => {
                column = column
                    .checked_mul(26)?
                    .checked_add(u32::from(byte - b'A') + 1)?;
            }
            b'a'..=b'z' if row == 0 => {
                column = column
                    .checked_mul(26)?
                    .checked_add(u32::from(byte - b'a') + 1)?;
            }
            b'0'..=b'9' if column > 0 => {
                row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
            }
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// A range such as `A1:C7`, or a single cell; columns beyond the last are cut.
pub(super) fn range(name: &str) -> Option<Merge> {
    let (from, to) = name.split_once(':').unwrap_or((name, name));
    let ((top, left), (bottom, right)) = (position(from)?, position(to)?);
    let column = |column: u32| u16::try_from(column).unwrap_or(u16::MAX);
    Some(Merge {
        top: top.min(bottom),
        left: column(left.min(right)),
        bottom: top.max(bottom),
        right: column(left.max(right)),
    })
}
