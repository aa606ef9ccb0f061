//! The table of projects in a sheet: where its header is, which lines are projects and which are
//! sections, subtotals, notes.
//!
//! Promises: no subtotal is taken for a project; every filled line has a kind.
//! Deliberately finds one table a sheet, the one with the most known headers.

mod header;
mod lines;

use std::sync::Arc;

use crate::book::{Cell, Sheet};

pub use lines::{Line, LineKind};

/// A sheet seen so that projects go down and fields across, whichever way the office wrote it.
#[derive(Debug, Clone, Copy)]
pub struct Grid<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Projects go across in the sheet.
    pub transposed: bool,
}

impl<'a> Grid<'a> {
    /// The cell at a line and a field.
    pub fn at(&self, line: u32, field: u16) -> &'a Cell {
        let (row, column) = self.place(line, field);
        self.sheet.cell(row, column)
    }

    /// Row and column in the sheet of a line and a field.
    pub fn place(&self, line: u32, field: u16) -> (u32, u16) {
        if self.transposed {
            (u32::from(field), u16::try_from(line).unwrap_or(u16::MAX))
        } else {
            (line, field)
        }
    }

    /// Number of lines.
    pub fn lines(&self) -> u32 {
        if self.transposed {
            u32::from(self.sheet.width())
        } else {
            self.sheet.height()
        }
    }

    /// Number of fields.
    pub fn fields(&self) -> u16 {
        if self.transposed {
            u16::try_from(self.sheet.height()).unwrap_or(u16::MAX)
        } else {
            self.sheet.width()
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its field number in the grid.
    pub field: u16,
    /// Texts of its header from the top: `2026年计划投资`, `5月`.
    pub path: Vec<Arc<str>>,
}

impl Column {
    /// The header in one line: `2026年计划投资 / 5月`.
    pub fn header(&self) -> String {
        self.path.join(" / ")
    }

    /// The lowest text of the header.
    pub fn last(&self) -> &str {
        self.path.last().map_or("", |text| text)
    }
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Projects go across in the sheet.
    pub transposed: bool,
    /// Texts above the header.
    pub titles: Vec<Arc<str>>,
    /// First line of the header and the line after it.
    pub header: std::ops::Range<u32>,
    /// Columns with a header, in order.
    pub columns: Vec<Column>,
    /// Filled lines under the header.
    pub lines: Vec<Line>,
    /// How many of its headers are known ones.
    pub known_headers: usize,
}

impl Table {
    /// The sheet as this table sees it.
    pub fn grid<'a>(&self, sheet: &'a Sheet) -> Grid<'a> {
        Grid {
            sheet,
            transposed: self.transposed,
        }
    }

    /// Finds the table of a sheet, if it has one.
    pub fn find(sheet: &Sheet) -> Option<Table> {
        let upright = header::find(Grid {
            sheet,
            transposed: false,
        });
        let across = header::find(Grid {
            sheet,
            transposed: true,
        });
        let found = match (upright, across) {
            // Transposed only where the first column clearly is the header.
            (Some(upright), Some(across)) => {
                if across.known >= 4 && across.known > 2 * upright.known {
                    across
                } else {
                    upright
                }
            }
            (upright, across) => upright.or(across.filter(|found| found.known >= 3))?,
        };
        Table::build(sheet, &found)
    }

    /// A table whose header lines a person named.
    pub fn with_header(
        sheet: &Sheet,
        transposed: bool,
        lines: std::ops::Range<u32>,
    ) -> Option<Table> {
        Table::build(
            sheet,
            &header::Found {
                transposed,
                lines,
                known: 0,
            },
        )
    }

    fn build(sheet: &Sheet, found: &header::Found) -> Option<Table> {
        let grid = Grid {
            sheet,
            transposed: found.transposed,
        };
        let columns = header::columns(grid, &found.lines);
        if columns.is_empty() {
            return None;
        }
        let titles = (0..found.lines.start)
            .flat_map(|line| (0..grid.fields()).map(move |field| grid.at(line, field)))
            .filter_map(|cell| match cell {
                Cell::Text(text) if !cell.is_blank() => Some(Arc::clone(text)),
                _ => None,
            })
            .collect();
        let lines = lines::classify(grid, &columns, found.lines.end);
        Some(Table {
            transposed: found.transposed,
            titles,
            header: found.lines.clone(),
            columns,
            lines,
            known_headers: found.known,
        })
    }

    /// Lines that are projects.
    pub fn projects(&self) -> impl Iterator<Item = &Line> {
        self.lines
            .iter()
            .filter(|line| line.kind == LineKind::Project)
    }
}
