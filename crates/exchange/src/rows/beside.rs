//! What stands beside the cells of a row: comments, pictures, what is hidden or struck through.
//!
//! Comments and pictures are kept as notes on the field of their column; what is hidden is read
//! like the rest, and said.

use std::collections::BTreeMap;

use zone::{Field, cell_name};

use super::ImportRow;
use super::cell::ColumnReader;
use crate::book::{Picture, Sheet};
use crate::mapping::Target;
use crate::problem::RowCause;
use crate::table::{Grid, LineKind, Table};

/// Comments and pictures of a sheet, by row.
pub(super) struct Beside<'a> {
    by_row: BTreeMap<u32, Vec<(u16, String)>>,
    sheet: &'a Sheet,
}

impl<'a> Beside<'a> {
    pub(super) fn of(sheet: &'a Sheet) -> Self {
        let mut by_row: BTreeMap<u32, Vec<(u16, String)>> = BTreeMap::new();
        for (&(row, column), note) in &sheet.notes {
            let words = format!("批注：{}", note.text.trim());
            by_row.entry(row).or_default().push((column, words));
        }
        for picture in &sheet.pictures {
            let words = picture_words(picture);
            by_row
                .entry(picture.row)
                .or_default()
                .push((picture.column, words));
        }
        Beside { by_row, sheet }
    }

    /// Whether nothing stands beside any cell.
    pub(super) fn is_empty(&self) -> bool {
        self.by_row.is_empty()
    }

    /// Keeps what stands beside the cells of a line as notes of its row.
    pub(super) fn keep(
        &self,
        row: &mut ImportRow,
        line: u32,
        grid: Grid<'_>,
        table: &Table,
        columns: &[ColumnReader<'_>],
    ) {
        for column in &table.columns {
            let (at, field) = grid.place(line, column.field);
            let Some(words) = self.by_row.get(&at) else {
                continue;
            };
            for (_, words) in words.iter().filter(|own| own.0 == field) {
                let read = columns.iter().find(|own| own.field == column.field);
                let cell = super::CellAt {
                    row: at,
                    column: field,
                    ..row.at
                };
                match read.map(|own| own.target) {
                    Some(Target::Field(field)) => row.note(field, words, Some(cell)),
                    _ => {
                        let words = format!("{}，{words}", column.header());
                        row.note(&Field::Name, &words, Some(cell));
                    }
                }
            }
        }
    }

    /// What the office hid among the projects, and what it struck through.
    pub(super) fn hidden(&self, grid: Grid<'_>, table: &Table) -> Vec<((u32, u16), RowCause)> {
        let mut out = Vec::new();
        let projects = || {
            table
                .lines
                .iter()
                .filter(|own| own.kind == LineKind::Project)
        };
        let first = table.fields.start;
        let rows: Vec<u32> = projects()
            .map(|line| grid.place(line.line, first).0)
            .filter(|row| self.sheet.hidden_rows.contains(row))
            .collect();
        if let Some(row) = rows.first().filter(|_| !grid.transposed) {
            let cause = RowCause::HiddenRows(rows.len(), span(&rows));
            out.push(((*row, first), cause));
        }
        let hidden = |field: &u16| {
            let (_, column) = table.header_place(self.sheet, *field);
            self.sheet.hidden_columns.contains(&column)
        };
        let columns: Vec<&crate::table::Column> = table
            .columns
            .iter()
            .filter(|column| hidden(&column.field) && !grid.transposed)
            .collect();
        if let Some(column) = columns.first() {
            let names: Vec<String> = columns.iter().map(|own| own.header()).collect();
            let cause = RowCause::HiddenColumns(names.join("、"));
            out.push((table.header_place(self.sheet, column.field), cause));
        }
        out
    }
}

/// 7, 9 to 12: rows as a spreadsheet numbers them, at most a few.
fn span(rows: &[u32]) -> String {
    const MOST: usize = 5;
    let shown: Vec<String> = rows
        .iter()
        .take(MOST)
        .map(|row| (row + 1).to_string())
        .collect();
    let more = if rows.len() > MOST { "…" } else { "" };
    format!("{}{more}", shown.join("、"))
}

fn picture_words(picture: &Picture) -> String {
    let at = cell_name(picture.row, picture.column);
    let short: String = picture.sha256.chars().take(12).collect();
    let name = picture.name.trim();
    let name = if name.is_empty() {
        picture.content_type
    } else {
        name
    };
    format!("图片：{name}（{at}，SHA-256 {short}）")
}
