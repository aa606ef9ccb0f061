//! Files as they come in, as sheets of typed cells.
//!
//! Promises: any bytes give a [`Book`] or a refusal, never a panic; numbers are exact decimals
//! without float noise; nothing is unpacked beyond the limits; links are never followed and
//! macros never run.
//! Deliberately does not know what a project is, and keeps no formats or formulas.

mod cell;
mod container;
mod delimited;
mod encoding;
mod format;
mod grid;
mod html;
mod kind;
mod ods;
mod picture;
mod prose;
mod serial;
mod sheet;
mod style;
mod xls;
mod xlsx;
mod xml;
mod xml2003;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use sha2::Digest as _;

use crate::limits;
use crate::problem::{BookCause, FileCause, Place, Problem, RowCause};

pub(crate) use cell::is_blank;
pub use cell::{Cell, NOT_COMPUTED};
use kind::{Kind, PartsKind};
pub use prose::prose;
pub use sheet::{Formula, Merge, Note, Picture, Sheet};
pub use style::{NumberFormat, Rgb, Style};

/// A file of sheets.
#[derive(Debug, Clone)]
pub struct Book {
    /// Name of the file, without folder.
    pub file_name: Arc<str>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What it was read as.
    pub source: Source,
    /// Sheets in order.
    pub sheets: Vec<Sheet>,
    /// Remarks on reading it.
    pub problems: Vec<Problem>,
}

/// What a file was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A workbook.
    Workbook {
        /// Its format.
        format: WorkbookFormat,
        /// Days are counted from 1904.
        epoch_1904: bool,
    },
    /// Delimited text.
    Delimited {
        /// Name of the encoding.
        encoding: &'static str,
        /// The separator.
        separator: char,
    },
    /// The tables of a page of HTML, as many systems export them under the name of a workbook.
    Html {
        /// Name of the encoding.
        encoding: &'static str,
    },
}

/// The format of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkbookFormat {
    /// Office Open XML: .xlsx, .xlsm, and what WPS saves as such.
    Xlsx,
    /// Excel 97 to 2003 and WPS: .xls, .et.
    Xls,
    /// OpenDocument: .ods.
    Ods,
    /// XML Spreadsheet 2003, mostly under the name .xls.
    Xml2003,
}

/// Reads a file.
///
/// What it is, is seen from its bytes, not from its name. Some of the readers are somebody
/// else's: should one ever panic on a strange file, that is a damaged file to us and no reason to
/// stop.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Book, Vec<Problem>> {
    let file_name: Arc<str> = Arc::from(file_name);
    let reading = catch_unwind(AssertUnwindSafe(|| read_as_is(&file_name, bytes)))
        .unwrap_or_else(|_| Err(FileCause::Damaged("unexpected structure".to_owned()).into()))
        .map_err(|refused| vec![refused.problem(&file_name)])?;
    Ok(book(file_name, bytes, reading))
}

/// Reads a table pasted from the clipboard: what a spreadsheet program puts there as text, or as
/// HTML, which also tells merged and hidden cells and colours.
pub fn paste(content: &str) -> Result<Book, Vec<Problem>> {
    let name: Arc<str> = Arc::from(PASTED);
    let size = content.len() as u64;
    let reading = catch_unwind(AssertUnwindSafe(|| {
        if size > limits::UPLOAD_BYTES_MAX {
            return Err(FileCause::TooLarge(size).into());
        }
        if content.trim().is_empty() {
            return Err(FileCause::Empty.into());
        }
        if html::has_table(content) {
            return html::read(&name, content, "UTF-8");
        }
        delimited::paste(&name, content)
    }))
    .unwrap_or_else(|_| Err(FileCause::Damaged("unexpected structure".to_owned()).into()))
    .map_err(|refused| vec![refused.problem(&name)])?;
    Ok(book(name, content.as_bytes(), reading))
}

/// What a table from the clipboard is called where files have their name.
const PASTED: &str = "剪贴板";

fn book(file_name: Arc<str>, bytes: &[u8], reading: Reading) -> Book {
    Book {
        sha256: hex::encode(sha2::Sha256::digest(bytes)),
        bytes: bytes.len() as u64,
        source: reading.source,
        problems: remarks(&file_name, &reading),
        sheets: reading.sheets,
        file_name,
    }
}

fn read_as_is(file_name: &Arc<str>, bytes: &[u8]) -> Result<Reading, Refused> {
    let size = bytes.len() as u64;
    if size > limits::UPLOAD_BYTES_MAX {
        return Err(FileCause::TooLarge(size).into());
    }
    match kind::of(file_name, bytes) {
        Kind::Nothing => Err(FileCause::Empty.into()),
        Kind::Other(kind) => Err(FileCause::NotASpreadsheet(kind).into()),
        Kind::Zip => read_zip(bytes),
        Kind::Compound => read_compound(bytes),
        Kind::Text => delimited::read(file_name, bytes),
        Kind::TextAsWorkbook => match delimited::read(file_name, bytes) {
            Ok(reading) if delimited::is_table(&reading) => Ok(reading),
            _ => Err(FileCause::NotASpreadsheet("text").into()),
        },
        Kind::Html => html::read_bytes(file_name, bytes),
        Kind::Xml2003 => xml2003::read(bytes),
    }
}

fn read_compound(bytes: &[u8]) -> Result<Reading, Refused> {
    let file = xls::Compound::open(bytes).map_err(|cause| match kind::says_encrypted(bytes) {
        true => FileCause::Encrypted,
        false => cause,
    })?;
    match kind::of_compound(&file) {
        Some(cause) => Err(cause.into()),
        None => xls::read(&file),
    }
}

fn read_zip(bytes: &[u8]) -> Result<Reading, Refused> {
    let mut parts = container::Parts::open(bytes)?;
    let read = match kind::of_parts(&mut parts) {
        PartsKind::Xlsx => xlsx::read(&mut parts),
        PartsKind::Ods => ods::read(&mut parts),
        PartsKind::Other(kind) => Err(FileCause::NotASpreadsheet(kind).into()),
    };
    match read {
        // What else is wrong with the container says more than that.
        Err(refused) if !refused.cause.is_of_structure() => Err(refused),
        read => parts.check_unread().map_err(Refused::from).and(read),
    }
}

/// What a reader finds.
struct Reading {
    source: Source,
    sheets: Vec<Sheet>,
    remarks: Vec<BookCause>,
}

/// Why a reader gives up, and where it was.
struct Refused {
    cause: FileCause,
    sheet: Option<Arc<str>>,
    cell: Option<(u32, u32)>,
}

impl Refused {
    fn in_sheet(cause: FileCause, sheet: &Arc<str>, cell: Option<(u32, u32)>) -> Self {
        Refused {
            cause,
            sheet: Some(Arc::clone(sheet)),
            cell,
        }
    }

    fn problem(self, file: &Arc<str>) -> Problem {
        let place = match (&self.sheet, self.cell) {
            (None, _) => Place::file(file),
            (Some(sheet), None) => Place::sheet(file, sheet),
            (Some(sheet), Some((row, column))) => {
                let column = u16::try_from(column).unwrap_or(u16::MAX);
                Place::cell(file, sheet, row, column)
            }
        };
        Problem::file(place, self.cause)
    }
}

impl From<FileCause> for Refused {
    fn from(cause: FileCause) -> Self {
        Refused {
            cause,
            sheet: None,
            cell: None,
        }
    }
}

/// What is to be said of a file that was read: also what was hidden in it.
fn remarks(file_name: &Arc<str>, reading: &Reading) -> Vec<Problem> {
    let of_file = reading
        .remarks
        .iter()
        .map(|cause| Problem::remark(Place::file(file_name), cause.clone()));
    let mut problems: Vec<Problem> = of_file.collect();
    let told =
        |sheet: &&Sheet| !sheet.rows.is_empty() && &*sheet.name != crate::fill_in::MARKER_SHEET;
    for sheet in reading.sheets.iter().filter(told) {
        let place = Place::sheet(file_name, &sheet.name);
        if sheet.hidden {
            problems.push(Problem::row(place, RowCause::HiddenSheet));
            continue;
        }
        let of_sheet = sheet.remarks();
        problems.extend(of_sheet.map(|cause| Problem::remark(place.clone(), cause)));
    }
    problems
}

/// The name of a formula error, as spreadsheet programs write it.
fn error_name(text: &str) -> &'static str {
    const KNOWN: [&str; 17] = [
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#BUSY!",
        "#UNKNOWN!",
        "#EXTERNAL!",
        "#TIMEOUT!",
    ];
    let text = text.trim();
    KNOWN
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(text))
        .unwrap_or("#ERROR!")
}
