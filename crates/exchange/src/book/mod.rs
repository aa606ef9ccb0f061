//! Files as they come in, as sheets of typed cells.
//!
//! Promises: any bytes give a [`Book`] or a refusal, never a panic; numbers are exact decimals
//! without float noise; nothing is unpacked beyond the limits; links are never followed and
//! macros never run.
//! Deliberately does not know what a project is, and keeps no formats or formulas.

mod container;
mod delimited;
mod encoding;
mod workbook;

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::DateTime;
use rust_decimal::Decimal;
use sha2::Digest as _;

use crate::limits;
use crate::problem::{FileCause, Place, Problem};

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
    /// An xlsx workbook; whether it counts days from 1904.
    Workbook {
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
}

/// A sheet.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name.
    pub name: Arc<str>,
    /// Whether the office hid it.
    pub hidden: bool,
    /// Rows from the first; each up to its last filled cell.
    pub rows: Vec<Vec<Cell>>,
    /// Merged ranges.
    pub merges: Vec<Merge>,
    width: u16,
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

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text, trimmed of nothing.
    Text(Arc<str>),
    /// A number, to the 15 digits a spreadsheet shows.
    Number(Decimal),
    /// A number formatted as a date.
    Moment(DateTime),
    /// True or false.
    Bool(bool),
    /// A formula error: `#REF!`.
    Error(&'static str),
}

/// An empty cell to lend.
pub(crate) static EMPTY: Cell = Cell::Empty;

impl Cell {
    /// Whether nothing, or only blanks, stands in it.
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.chars().all(is_blank),
            _ => false,
        }
    }

    /// What a person sees.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number.normalize().to_string()),
            Cell::Moment(moment) if moment.time() == jiff::civil::Time::midnight() => {
                Cow::Owned(moment.date().to_string())
            }
            Cell::Moment(moment) => Cow::Owned(format!("{} {}", moment.date(), moment.time())),
            Cell::Bool(true) => Cow::Borrowed("TRUE"),
            Cell::Bool(false) => Cow::Borrowed("FALSE"),
            Cell::Error(error) => Cow::Borrowed(error),
        }
    }

    /// A text cell.
    pub fn text(text: &str) -> Cell {
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(Arc::from(text))
        }
    }
}

/// Blanks, including those that only look empty.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

impl Sheet {
    /// A sheet of rows.
    pub fn new(name: Arc<str>, hidden: bool, rows: Vec<Vec<Cell>>, merges: Vec<Merge>) -> Self {
        let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = u16::try_from(widest).unwrap_or(u16::MAX);
        Sheet {
            name,
            hidden,
            rows,
            merges,
            width,
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
}

/// Reads a file.
///
/// What it is, is seen from its bytes, not from its name.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Book, Vec<Problem>> {
    let file_name: Arc<str> = Arc::from(file_name);
    let refused = |cause| vec![Problem::file(Place::file(&file_name), cause)];
    let size = bytes.len() as u64;
    if size > limits::UPLOAD_BYTES_MAX {
        return Err(refused(FileCause::TooLarge(size)));
    }
    let (source, sheets) = match looks_like(&file_name, bytes) {
        Looks::Nothing => return Err(refused(FileCause::Empty)),
        Looks::Other(kind) => return Err(refused(FileCause::NotASpreadsheet(kind))),
        Looks::Compound => return Err(refused(container::compound_file(bytes))),
        Looks::Zip => {
            container::check(bytes).map_err(&refused)?;
            workbook::read(bytes).map_err(&refused)?
        }
        Looks::Text => delimited::read(&file_name, bytes)?,
    };
    let problems = sheets
        .iter()
        .filter(|sheet| sheet.hidden && !sheet.rows.is_empty())
        .map(|sheet| {
            let place = Place::sheet(&file_name, &sheet.name);
            Problem::row(place, crate::problem::RowCause::HiddenSheet)
        })
        .collect();
    let sha256 = hex::encode(sha2::Sha256::digest(bytes));
    Ok(Book {
        file_name,
        sha256,
        bytes: size,
        source,
        sheets,
        problems,
    })
}

enum Looks {
    Nothing,
    Zip,
    Compound,
    Text,
    Other(&'static str),
}

const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

fn looks_like(file_name: &str, bytes: &[u8]) -> Looks {
    const OTHERS: [(&[u8], &str); 8] = [
        (b"%PDF", "PDF"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"Rar!", "RAR"),
        (b"7z\xbc\xaf", "7z"),
        (b"{\\rtf", "RTF"),
        (b"\x7fELF", "ELF"),
    ];
    if bytes.is_empty() {
        return Looks::Nothing;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Looks::Zip;
    }
    if bytes.starts_with(COMPOUND) {
        return Looks::Compound;
    }
    if let Some(other) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Looks::Other(other.1);
    }
    let start = bytes[..bytes.len().min(512)].to_ascii_lowercase();
    let has = |text: &[u8]| start.windows(text.len()).any(|window| window == text);
    if has(b"<html") || has(b"<!doctype") {
        return Looks::Other("HTML");
    }
    if start.trim_ascii_start().starts_with(b"<?xml") {
        return Looks::Other("XML");
    }
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if bytes.contains(&0) && !utf16 {
        return Looks::Other("binary data");
    }
    let name = file_name.to_ascii_lowercase();
    if [".xlsx", ".xlsm", ".xls", ".et", ".ods"]
        .iter()
        .any(|end| name.ends_with(end))
    {
        return Looks::Other("text");
    }
    Looks::Text
}
