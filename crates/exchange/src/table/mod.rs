//! Tables of projects in a sheet: where each header is, which lines are projects and which are
//! sections, subtotals, notes.
//!
//! Promises: no subtotal is taken for a project; every filled line of a table has a kind; tables
//! that stand one under another or side by side are told apart; a form with one project a sheet
//! is a table of one line.

mod area;
mod form;
mod header;
mod lines;

use std::ops::Range;
use std::sync::Arc;

use crate::book::{Cell, Sheet};

pub use lines::{Line, LineKind};

pub(crate) use lines::starts_note;

/// A sheet seen so that projects go down and fields across, whichever way the office wrote it.
#[derive(Debug, Clone, Copy)]
pub struct Grid<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Projects go across in the sheet.
    pub transposed: bool,
    /// Forms: the cell of each field, project by project.
    form: Option<&'a [Vec<(u32, u16)>]>,
}

impl<'a> Grid<'a> {
    /// The sheet as it is, or with rows and columns exchanged.
    pub(crate) fn of(sheet: &'a Sheet, transposed: bool) -> Self {
        Grid {
            sheet,
            transposed,
            form: None,
        }
    }

    /// The cell at a line and a field.
    pub fn at(&self, line: u32, field: u16) -> &'a Cell {
        let (row, column) = self.place(line, field);
        let cell = self.sheet.cell(row, column);
        if self.transposed && *cell == Cell::Empty {
            return self.merged(row, column).unwrap_or(cell);
        }
        cell
    }

    /// In a transposed sheet a text merged over several projects stands for each of them.
    fn merged(&self, row: u32, column: u16) -> Option<&'a Cell> {
        let merge = self.sheet.merges.iter().find(|merge| {
            merge.top == row && merge.bottom == row && (merge.left..=merge.right).contains(&column)
        })?;
        let anchor = self.sheet.cell(merge.top, merge.left);
        matches!(anchor, Cell::Text(_)).then_some(anchor)
    }

    /// Row and column in the sheet of a line and a field.
    pub fn place(&self, line: u32, field: u16) -> (u32, u16) {
        if let Some(form) = self.form {
            let cell = form
                .get(line as usize)
                .and_then(|cells| cells.get(usize::from(field)));
            return cell.copied().unwrap_or((u32::MAX, u16::MAX));
        }
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

/// A text above or around a table, and the cell it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// What it says.
    pub text: Arc<str>,
    /// Row and column in the sheet.
    pub cell: (u32, u16),
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Projects go across in the sheet.
    pub transposed: bool,
    /// Texts above the header.
    pub titles: Vec<Title>,
    /// Lines above the header that speak of this table.
    pub(crate) above: Range<u32>,
    /// First line of the header and the line after it; in a form, its first and last row.
    pub header: Range<u32>,
    /// Fields it spans in the grid.
    pub fields: Range<u16>,
    /// Columns with a header, in order.
    pub columns: Vec<Column>,
    /// Filled lines under the header.
    pub lines: Vec<Line>,
    /// How many of its headers are known ones.
    pub known_headers: usize,
    /// Forms: the cell of each field, project by project; empty otherwise.
    form: Vec<Vec<(u32, u16)>>,
    /// Forms: the cells that hold labels.
    labels: Vec<(u32, u16)>,
}

/// The most columns of a table that speak as headers do.
fn labels(tables: &[Table]) -> usize {
    tables.iter().map(Table::labelled).max().unwrap_or(0)
}

impl Table {
    /// The sheet as this table sees it.
    pub fn grid<'a>(&'a self, sheet: &'a Sheet) -> Grid<'a> {
        Grid {
            form: self.is_form().then_some(&*self.form),
            ..Grid::of(sheet, self.transposed)
        }
    }

    /// Whether it is a form: one project a sheet, labels beside or above their values.
    pub fn is_form(&self) -> bool {
        !self.form.is_empty()
    }

    /// Row and column in the sheet of the header of a field.
    pub fn header_place(&self, sheet: &Sheet, field: u16) -> (u32, u16) {
        if self.is_form() {
            let label = self.labels.get(usize::from(field)).copied();
            return label.unwrap_or((self.header.start, 0));
        }
        self.grid(sheet)
            .place(self.header.end.saturating_sub(1), field)
    }

    /// The cell of a field's value in the first project of a form that has it.
    pub(crate) fn first_value(&self, field: u16) -> (u32, u16) {
        let cells = self
            .form
            .iter()
            .filter_map(|own| own.get(usize::from(field)));
        let mut cells = cells.copied().filter(|cell| cell.0 != u32::MAX);
        cells.next().unwrap_or((0, 0))
    }

    /// Row and column in the sheet of a line and a field.
    pub(crate) fn cell_at(&self, line: u32, field: u16) -> (u32, u16) {
        if self.is_form() {
            let cells = self.form.get(line as usize);
            let cell = cells.and_then(|own| own.get(usize::from(field)));
            return cell.copied().unwrap_or((u32::MAX, u16::MAX));
        }
        if self.transposed {
            (u32::from(field), u16::try_from(line).unwrap_or(u16::MAX))
        } else {
            (line, field)
        }
    }

    /// The line and the field of a cell of the sheet.
    pub(crate) fn line_and_field(&self, cell: (u32, u16)) -> (u32, u16) {
        if self.is_form() {
            for (line, cells) in (0_u32..).zip(&self.form) {
                if let Some(field) = cells.iter().position(|own| *own == cell) {
                    return (line, u16::try_from(field).unwrap_or(u16::MAX));
                }
            }
            return (u32::MAX, u16::MAX);
        }
        if self.transposed {
            (u32::from(cell.1), u16::try_from(cell.0).unwrap_or(u16::MAX))
        } else {
            cell
        }
    }

    /// Whether a cell stands in its lines: below the header, up to its last line, in its fields.
    pub(crate) fn holds(&self, cell: (u32, u16)) -> bool {
        let (line, field) = self.line_and_field(cell);
        if self.is_form() {
            return line != u32::MAX;
        }
        (self.header.end..self.end()).contains(&line) && self.fields.contains(&field)
    }

    /// The cells of a form that hold labels.
    pub(crate) fn labels(&self) -> &[(u32, u16)] {
        &self.labels
    }

    /// The table of a sheet with the most known headers, if it has one.
    pub fn find(sheet: &Sheet) -> Option<Table> {
        let tables = Table::find_all(sheet);
        tables
            .into_iter()
            .rev()
            .max_by_key(|table| table.known_headers)
    }

    /// All tables of a sheet, from the top and from the left.
    pub fn find_all(sheet: &Sheet) -> Vec<Table> {
        let upright = area::tables(Grid::of(sheet, false));
        let known = |tables: &[Table]| tables.iter().map(|t| t.known_headers).max().unwrap_or(0);
        let most = known(&upright);
        let across = area::tables(Grid::of(sheet, true));
        // Transposed only where the first column clearly is the header.
        let clearly = known(&across) >= 4 && known(&across) > 2 * most
            || most < 4 && labels(&across) >= 4 && labels(&across) > 2 * labels(&upright);
        if let Some(form) = form::find(sheet, most.max(known(&across))) {
            return vec![form];
        }
        if clearly || (upright.is_empty() && known(&across) >= 3) {
            across
        } else {
            upright
        }
    }

    /// Columns whose header is known or speaks as headers do; 0 unless most of them do.
    fn labelled(&self) -> usize {
        let is_label = |own: &&Column| {
            crate::header::is_known(own.last()) || crate::mapping::is_said(own.last())
        };
        if self.columns.len() > crate::limits::TABLE_COLUMNS_MAX {
            return 0;
        }
        let found = self.columns.iter().filter(is_label).count();
        if found * 10 >= self.columns.len() * 6 {
            found
        } else {
            0
        }
    }

    /// A table whose header lines a person named.
    pub fn with_header(sheet: &Sheet, transposed: bool, lines: Range<u32>) -> Option<Table> {
        let grid = Grid::of(sheet, transposed);
        let lines = lines.start.min(grid.lines())..lines.end.min(grid.lines());
        let fields = 0..grid.fields();
        area::build(grid, &lines, &fields, grid.lines(), 0)
    }

    /// Lines that are projects.
    pub fn projects(&self) -> impl Iterator<Item = &Line> {
        self.lines
            .iter()
            .filter(|line| line.kind == LineKind::Project)
    }

    /// The line after its last filled one.
    pub(crate) fn end(&self) -> u32 {
        self.lines
            .last()
            .map_or(self.header.end, |line| line.line + 1)
    }
}
