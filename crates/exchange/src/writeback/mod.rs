//! Out again into the very file that came in: today's figures in the office's own workbook.
//!
//! ```text
//! bytes --read again by its mapping--> rows, each with its project --compared with the zone-->
//! edits (cells, new rows) --written into--> the same bytes but for those cells
//! ```
//!
//! Promises: a cell that says what the zone says is not touched; what is written is written in the
//! cell's own shape and the column's own unit, and reads back as what it was made of; formulas are
//! not overwritten; no text becomes a formula; everything else in the file stays as it is. What was
//! changed, put in, or left is in the [`Report`].
//! Deliberately knows nothing of when a file came in: it is given bytes and a mapping.

mod delimited;
mod edit;
mod habit;
mod kept;
mod matching;
mod merges;
mod new_rows;
mod plan;
mod rebuilt;
mod render;
mod report;
mod shape;
mod totals;
mod xlsx;

use std::sync::Arc;

use jiff::civil::Date;
use zone::{AttachmentId, Texts, Zone};

use self::matching::Matching;
use self::plan::Planner;
use self::render::Renderer;
use self::report::KeptCause;
use crate::book::{self, Book, Source, WorkbookFormat};
use crate::limits;
use crate::mapping::Mapping;
use crate::preview::Names;
use crate::problem::{FileCause, Place, Problem};
use crate::rows;

pub(crate) use self::edit::{NewCell, SheetEdits, serial_day};
pub use self::kept::kept_files;
pub(crate) use self::plan::value_on;
pub use self::report::{Added, Changed, Kept, Report};

/// A file as it came in.
#[derive(Debug, Clone, Copy)]
pub struct Original<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Under which number it is kept: facts remember their cells by it.
    pub attachment: Option<AttachmentId>,
    /// How it is read; the mapping kept for its layout, else a guess, if none is given.
    pub mapping: Option<&'a Mapping>,
}

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct WriteOptions {
    /// The date looked at.
    pub true_on: Date,
    /// Whether projects new to the file get rows.
    pub new_rows: bool,
}

/// A file written.
#[derive(Debug, Clone)]
pub struct WrittenBack {
    /// Its name: that of the original, with another ending where the format had to change.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What was done.
    pub report: Report,
}

/// Writes what the zone says on a date into a file that came in.
///
/// # Errors
/// Problems of the file (it cannot be read, its mapping does not fit it), a text longer than a
/// cell can hold, more new rows than are put in or than the sheet has room for. Nothing is written
/// then.
pub fn write_back(
    zone: &Zone,
    texts: &dyn Texts,
    original: Original<'_>,
    options: WriteOptions,
) -> Result<WrittenBack, Vec<Problem>> {
    let book = book::read(original.name, original.bytes)?;
    let mapping = match original.mapping {
        Some(mapping) => mapping.clone(),
        None => Mapping::for_layout(zone, &book)?,
    };
    let place = Place::file(&book.file_name);
    let damaged = |cause| vec![Problem::file(place.clone(), cause)];
    match book.source {
        Source::Workbook {
            format: WorkbookFormat::Xlsx,
            ..
        } => {
            let workbook = xlsx::Workbook::open(original.bytes).map_err(&damaged)?;
            let is_computed = |sheet: usize, row: u32, column: u16| {
                let name = book.sheets.get(sheet).map(|own| &*own.name);
                name.is_some_and(|name| workbook.is_computed(name, row, column))
            };
            let planned = planned(
                zone,
                texts,
                original,
                options,
                &book,
                &mapping,
                &is_computed,
            )?;
            let bytes = if planned.0.values().all(SheetEdits::is_nothing) {
                original.bytes.to_vec()
            } else {
                workbook.write(&book, &planned.0).map_err(&damaged)?
            };
            Ok(WrittenBack {
                name: original.name.to_owned(),
                bytes,
                report: planned.1,
            })
        }
        Source::Delimited { .. } => {
            let never = |_: usize, _: u32, _: u16| false;
            let mut planned = planned(zone, texts, original, options, &book, &mapping, &never)?;
            let edits = planned.0.into_values().next().unwrap_or_default();
            let (bytes, encoding) = delimited::write(original.bytes, &book, &edits);
            if let Some(encoding) = encoding {
                tell(&mut planned.1, &book, &KeptCause::Encoding(encoding));
            }
            Ok(WrittenBack {
                name: original.name.to_owned(),
                bytes,
                report: planned.1,
            })
        }
        _ => {
            let fresh = rebuilt::workbook(&book).map_err(&damaged)?;
            let name = rebuilt::name(original.name);
            let again = Original {
                name: &name,
                bytes: &fresh,
                mapping: Some(&mapping),
                ..original
            };
            let mut written = write_back(zone, texts, again, options)?;
            tell(&mut written.report, &book, &KeptCause::Format);
            Ok(written)
        }
    }
}

/// What is to be written into the sheets of a book, by their names; asked whether a cell of a
/// sheet is computed by a formula.
pub(crate) type Editing<'a> =
    &'a mut dyn FnMut(&Book, plan::IsComputed<'_>) -> std::collections::HashMap<String, SheetEdits>;

/// Writes cells into a file, everything else as it was; a file of a format that cannot be written
/// is made anew as xlsx. Its name, and its bytes.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn write_cells(
    name: &str,
    bytes: &[u8],
    editing: Editing<'_>,
) -> Result<(String, Vec<u8>), Vec<Problem>> {
    let book = book::read(name, bytes)?;
    let damaged = |cause| vec![Problem::file(Place::file(&book.file_name), cause)];
    match book.source {
        Source::Workbook {
            format: WorkbookFormat::Xlsx,
            ..
        } => {
            let workbook = xlsx::Workbook::open(bytes).map_err(damaged)?;
            let edits = editing(&book, &|sheet, row, column| {
                let name = book.sheets.get(sheet).map(|own| &*own.name);
                name.is_some_and(|name| workbook.is_computed(name, row, column))
            });
            let bytes = match edits.values().all(SheetEdits::is_nothing) {
                true => bytes.to_vec(),
                false => workbook.write(&book, &edits).map_err(damaged)?,
            };
            Ok((name.to_owned(), bytes))
        }
        Source::Delimited { .. } => {
            let edits = editing(&book, &|_, _, _| false);
            let edits = edits.into_values().next().unwrap_or_default();
            Ok((name.to_owned(), delimited::write(bytes, &book, &edits).0))
        }
        _ => {
            let fresh = rebuilt::workbook(&book).map_err(damaged)?;
            write_cells(&rebuilt::name(name), &fresh, editing)
        }
    }
}

fn tell(report: &mut Report, book: &Book, cause: &KeptCause) {
    let sheet = book
        .sheets
        .first()
        .map_or_else(|| Arc::from(""), |own| own.name.clone());
    report.kept.push(Kept {
        sheet,
        cell: String::new(),
        code: cause.code(),
        what: cause.what(),
    });
}

type Planned = (std::collections::HashMap<String, SheetEdits>, Report);

fn planned(
    zone: &Zone,
    texts: &dyn Texts,
    original: Original<'_>,
    options: WriteOptions,
    book: &Book,
    mapping: &Mapping,
    is_computed: plan::IsComputed<'_>,
) -> Result<Planned, Vec<Problem>> {
    let fitted = mapping.fit(book)?;
    let rows = rows::read(book, mapping)?;
    let renderer = Renderer {
        zone,
        texts,
        names: Names::new(zone, texts, false),
        on: options.true_on,
    };
    let mut planner = Planner::new(renderer, book, mapping, &rows, &fitted, is_computed);
    planner.recognise(&Matching::new(zone, original.attachment));
    planner.compare();
    if options.new_rows {
        planner.put_in(original.attachment);
    }
    planner.sum_again();
    let (edits, report) = planner.done();
    let problems = too_much(book, &edits);
    if problems.is_empty() {
        Ok((edits, report))
    } else {
        Err(problems)
    }
}

/// What a file cannot hold.
fn too_much(book: &Book, edits: &std::collections::HashMap<String, SheetEdits>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let in_workbook = matches!(book.source, Source::Workbook { .. });
    for sheet in &book.sheets {
        let Some(edits) = edits.get(&*sheet.name) else {
            continue;
        };
        let count: usize = edits.inserts.iter().map(|insert| insert.rows.len()).sum();
        let room = (xlsx::SHEET_ROWS - sheet.height().min(xlsx::SHEET_ROWS)) as usize;
        let most = if in_workbook {
            limits::NEW_ROWS_MAX.min(room)
        } else {
            limits::NEW_ROWS_MAX
        };
        if count > most {
            let place = Place::sheet(&book.file_name, &sheet.name);
            problems.push(Problem::file(place, FileCause::TooManyNewRows(count)));
        }
        let new = edits.inserts.iter().flat_map(|insert| {
            let rows = insert.rows.iter().flatten();
            rows.map(move |(column, cell)| ((insert.after, *column), cell))
        });
        let all = edits.cells.iter().map(|(at, cell)| (*at, cell)).chain(new);
        for ((row, column), cell) in all {
            // What a spreadsheet program counts is UTF-16.
            let length = match cell {
                NewCell::Text(text) => text.encode_utf16().count(),
                _ => 0,
            };
            if in_workbook && length > limits::CELL_CHARS_MAX {
                let place = Place::cell(&book.file_name, &sheet.name, row, column);
                problems.push(Problem::file(place, FileCause::TooLongForCell(length)));
            }
        }
    }
    problems
}
