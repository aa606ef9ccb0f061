//! A window of a waiting file: what a clerk looks at beside a mapping, a problem or a question.

use axum::Json;
use axum::extract::{Path, State};
use exchange::book::{self, Sheet};
use serde::{Deserialize, Serialize};

use super::super::Server;
use super::{refused, waiting};
use crate::app::Who;
use crate::ask::{Asked, Reading};
use crate::limits;
use crate::problem::{Failure, Problems};

/// Which window; rows and columns count from 1.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CellsQuery {
    /// Name of the sheet; the first unless named.
    sheet: Option<String>,
    /// First row.
    row: Option<String>,
    /// How many rows; at most 60.
    rows: Option<String>,
    /// First column.
    column: Option<String>,
    /// How many columns; at most 260.
    columns: Option<String>,
}

/// A window of a sheet.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct CellsView {
    /// Name of the sheet.
    sheet: String,
    /// First row shown, from 1.
    row: u32,
    /// First column shown, from 1.
    column: u16,
    /// Rows of the sheet.
    height: u32,
    /// Columns of the sheet.
    width: u16,
    /// The cells as a person sees them, row by row; long texts cut.
    rows: Vec<Vec<String>>,
}

/// A window of the file that waits. Nothing is recorded.
#[utoipa::path(get, path = "/imports/{id}/cells", tag = "import", operation_id = "importCells",
    params(("id" = String, Path, description = "The import"), CellsQuery),
    responses((status = 200, body = CellsView), (status = "default", body = Problems)))]
pub(crate) async fn cells(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    Asked(query): Asked<CellsQuery>,
) -> Result<Json<CellsView>, Failure> {
    let upload = waiting(&app, &who, &id)?;
    let mut reading = Reading::default();
    let mut number = |field: &str, text: &Option<String>, most: u32| {
        let read: Option<u32> = reading.value(field, text.as_deref(), "1, 2, 3 …");
        read.unwrap_or(1).clamp(1, most)
    };
    let row = number("row", &query.row, u32::MAX);
    let rows = number("rows", &query.rows, limits::CELL_ROWS_MAX);
    let column = number("column", &query.column, u32::from(u16::MAX));
    let columns = number("columns", &query.columns, limits::CELL_COLUMNS_MAX);
    let sheet = reading.text("sheet", query.sheet.as_deref());
    reading.done()?;
    let work = move || {
        let book = book::read(&upload.name, &upload.bytes).map_err(|found| refused(&found))?;
        let asked = |own: &&Sheet| sheet.as_deref().is_none_or(|name| &*own.name == name);
        let found = book.sheets.iter().find(asked);
        let own = found.ok_or_else(Failure::not_found)?;
        Ok(window(own, (row, rows), (column, columns)))
    };
    Ok(Json(app.work.read(work).await?))
}

fn window(sheet: &Sheet, rows: (u32, u32), columns: (u32, u32)) -> CellsView {
    let (first_row, row_count) = rows;
    let column = |at: u32| u16::try_from(at).unwrap_or(u16::MAX);
    let last_row = first_row.saturating_add(row_count - 1).min(sheet.height());
    let (first_column, count) = columns;
    let last_column = column(first_column.saturating_add(count - 1)).min(sheet.width());
    let shown = |row: u32, at: u16| -> String {
        let text = sheet.cell(row - 1, at - 1).shown();
        text.chars().take(limits::CELL_CHARS_MAX).collect()
    };
    let line = |row: u32| {
        let columns = column(first_column)..=last_column;
        columns.map(|at| shown(row, at)).collect()
    };
    CellsView {
        sheet: sheet.name.to_string(),
        row: first_row,
        column: column(first_column),
        height: sheet.height(),
        width: sheet.width(),
        rows: (first_row..=last_row).map(line).collect(),
    }
}
