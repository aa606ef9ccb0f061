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
mod sheet;
mod style;
mod workbook;

use std::sync::Arc;

use sha2::Digest as _;

use crate::limits;
use crate::problem::{FileCause, Place, Problem};

pub(crate) use cell::is_blank;
pub use cell::{Cell, NOT_COMPUTED};
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
    /// The same in binary records: .xlsb.
    Xlsb,
    /// Excel 97 to 2003 and WPS: .xls, .et.
    Xls,
    /// OpenDocument: .ods.
    Ods,
    /// XML Spreadsheet 2003, mostly under the name .xls.
    Xml2003,
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
