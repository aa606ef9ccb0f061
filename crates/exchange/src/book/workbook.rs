//! xlsx workbooks, read by calamine once their container was found harmless.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calamine::{CellErrorType, DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx};
use rust_decimal::Decimal;

use super::{Cell, Merge, Sheet, Source, WorkbookFormat};
use crate::limits;
use crate::problem::FileCause;

/// Reads all sheets.
///
/// The reader is somebody else's: should it ever panic on a strange file, that is a damaged file
/// to us and no reason to stop.
pub(super) fn read(bytes: &[u8]) -> Result<(Source, Vec<Sheet>), FileCause> {
    catch_unwind(AssertUnwindSafe(|| read_sheets(bytes)))
        .unwrap_or_else(|_| Err(FileCause::Damaged("unexpected structure".to_owned())))
}

fn damaged(error: impl std::fmt::Display) -> FileCause {
    FileCause::Damaged(error.to_string())
}

fn read_sheets(bytes: &[u8]) -> Result<(Source, Vec<Sheet>), FileCause> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let epoch_1904 = book.has_1904_epoch();
    let listed: Vec<_> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    if listed.len() > limits::SHEETS_MAX {
        return Err(FileCause::TooManySheets(listed.len()));
    }
    let mut sheets = Vec::with_capacity(listed.len());
    let mut cells_left = limits::CELLS_MAX;
    for (name, hidden) in listed {
        let merged = book.merge_cells_by_sheet_name(&name).map_err(damaged)?;
        let merges: Vec<Merge> = merged.iter().map(merge).collect();
        let mut rows = read_rows(&mut book, &name, &mut cells_left)?;
        repeat_merged_texts(&mut rows, &merges);
        sheets.push(Sheet::new(Arc::from(name), hidden, rows, merges));
    }
    Ok((
        Source::Workbook {
            format: WorkbookFormat::Xlsx,
            epoch_1904,
        },
        sheets,
    ))
}

fn merge(found: &calamine::Dimensions) -> Merge {
    let column = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    Merge {
        top: found.start.0,
        left: column(found.start.1),
        bottom: found.end.0,
        right: column(found.end.1),
    }
}

fn read_rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    cells_left: &mut usize,
) -> Result<Vec<Vec<Cell>>, FileCause> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut shared = SharedTexts::default();
    let mut reader = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    while let Some(found) = reader.next_cell().map_err(damaged)? {
        let cell = cell(found.get_value(), &mut shared);
        if cell == Cell::Empty {
            continue;
        }
        let (row, column) = found.get_position();
        if row >= limits::ROWS_MAX {
            return Err(FileCause::TooManyRows);
        }
        if column >= u32::from(limits::COLUMNS_MAX) {
            return Err(FileCause::TooManyColumns(column as usize + 1));
        }
        *cells_left = cells_left.checked_sub(1).ok_or(FileCause::TooManyCells)?;
        let (row, column) = (row as usize, column as usize);
        if rows.len() <= row {
            rows.resize_with(row + 1, Vec::new);
        }
        if rows[row].len() <= column {
            // Blank cells before a far one count too: they take memory.
            let blanks = column - rows[row].len();
            *cells_left = cells_left
                .checked_sub(blanks)
                .ok_or(FileCause::TooManyCells)?;
            rows[row].resize(column + 1, Cell::Empty);
        }
        rows[row][column] = cell;
    }
    Ok(rows)
}

/// A text merged over several rows of one column stands for each of them. Numbers do not: one
/// amount over several projects is not an amount of each.
fn repeat_merged_texts(rows: &mut [Vec<Cell>], merges: &[Merge]) {
    for merge in merges.iter().filter(|merge| merge.left == merge.right) {
        let column = usize::from(merge.left);
        let anchor = rows.get(merge.top as usize).and_then(|row| row.get(column));
        let Some(anchor @ Cell::Text(_)) = anchor.cloned() else {
            continue;
        };
        let last = (merge.bottom as usize).min(rows.len().saturating_sub(1));
        for row in rows.iter_mut().take(last + 1).skip(merge.top as usize + 1) {
            if row.len() <= column {
                row.resize(column + 1, Cell::Empty);
            }
            if row[column] == Cell::Empty {
                row[column] = anchor.clone();
            }
        }
    }
}

/// Texts of the workbook's shared table, so that each is kept once.
#[derive(Default)]
struct SharedTexts(std::collections::HashMap<usize, Arc<str>>);

impl SharedTexts {
    fn get(&mut self, text: &str) -> Arc<str> {
        let address = text.as_ptr() as usize;
        match self.0.get(&address) {
            Some(known) if known.len() == text.len() => Arc::clone(known),
            _ => {
                let new: Arc<str> = Arc::from(text);
                self.0.insert(address, Arc::clone(&new));
                new
            }
        }
    }
}

fn cell(value: &DataRef<'_>, shared: &mut SharedTexts) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(Decimal::from(*number)),
        DataRef::Float(number) => number_cell(*number),
        DataRef::SharedString("") => Cell::Empty,
        DataRef::SharedString(text) => Cell::Text(shared.get(text)),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::text(text),
        DataRef::DateTimeIso(text) => match text.parse() {
            Ok(moment) => Cell::Moment(moment),
            Err(_) => Cell::text(text),
        },
        DataRef::DateTime(moment) => date_cell(moment),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::Error(error) => Cell::Error(error_name(error)),
    }
}

/// A number to 15 significant digits, as spreadsheets show and mean it: beyond those, a binary
/// fraction only tells its own rounding.
fn number_cell(number: f64) -> Cell {
    let short = number.to_string();
    let plain = short.parse::<Decimal>().ok();
    let rounded = plain.and_then(|exact| exact.round_sf(15));
    match rounded {
        Some(decimal) => Cell::Number(decimal.normalize()),
        None => Cell::text(&short),
    }
}

fn date_cell(moment: &ExcelDateTime) -> Cell {
    if moment.is_duration() {
        return number_cell(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let part = |number: u8| i8::try_from(number).unwrap_or(0);
    let date = i16::try_from(year)
        .ok()
        .and_then(|year| jiff::civil::Date::new(year, part(month), part(day)).ok());
    let time = jiff::civil::Time::new(part(hour), part(minute), part(second), 0).ok();
    match (date, time) {
        (Some(date), Some(time)) => Cell::Moment(date.to_datetime(time)),
        _ => number_cell(moment.as_f64()),
    }
}

fn error_name(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}
