//! Workbooks of Excel 97 to 2003 (BIFF8), which WPS also writes as .et.
//!
//! Our own reader: those there are lay a sheet out in memory from its first to its last cell,
//! however far apart they are said to be, and do not tell what is hidden, coloured or noted.
//! Pictures and the targets of links are not read from this format; where there are pictures,
//! that is remarked.

mod compound;
mod looks;
mod record;
mod sheet;

use std::sync::Arc;

pub(super) use compound::Compound;

use super::grid::Budget;
use super::{Formula, Reading, Refused, Source, WorkbookFormat};
use crate::limits;
use crate::problem::{BookCause, FileCause};
use looks::{Looks, Tables};
use record::{Length, Record, Records};

/// What is said before the sheets.
#[derive(Default)]
struct Globals {
    sheets: Vec<ListedSheet>,
    texts: Vec<Arc<str>>,
    tables: Tables,
    epoch_1904: bool,
    external: usize,
}

struct ListedSheet {
    name: Arc<str>,
    hidden: bool,
    at: usize,
}

/// What is the same for all sheets.
struct Shared {
    texts: Vec<Arc<str>>,
    looks: Looks,
    epoch_1904: bool,
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;

/// Reads a workbook from its container.
pub(super) fn read(file: &Compound<'_>) -> Result<Reading, Refused> {
    let stream = file.stream("Workbook")?;
    let globals = globals(&stream)?;
    if globals.sheets.len() > limits::SHEETS_MAX {
        return Err(FileCause::TooManySheets(globals.sheets.len()).into());
    }
    let shared = Shared {
        looks: globals.tables.looks(),
        texts: globals.texts,
        epoch_1904: globals.epoch_1904,
    };
    let mut budget = Budget::default();
    let mut found = Vec::new();
    for listed in &globals.sheets {
        let mut reader = sheet::SheetReader::new(&shared, &mut budget);
        let read = reader.read(Records::from(&stream, listed.at));
        read.map_err(|cause| Refused::in_sheet(cause, &listed.name, Some(reader.at)))?;
        found.push(reader.found);
    }
    // A program that does not compute writes a blank for every formula, or nought, and asks for
    // all to be computed when the file is opened.
    let nobody_computed = !found.iter().any(|sheet| sheet.computed);
    let mut pictures = false;
    let mut sheets = Vec::new();
    for (listed, mut one) in globals.sheets.iter().zip(found) {
        pictures |= one.pictures;
        if nobody_computed {
            one.set_uncomputed(Formula::NotComputed, &mut budget)?;
        }
        let sheet = one
            .finish(listed, &shared, &mut budget)
            .map_err(|cause| Refused::in_sheet(cause, &listed.name, None))?;
        sheets.push(sheet);
    }
    let mut remarks = Vec::new();
    remarks.extend(file.has("_VBA_PROJECT_CUR").then_some(BookCause::Macros));
    let external = globals.external;
    remarks.extend((external > 0).then_some(BookCause::ExternalLinks(external)));
    remarks.extend(pictures.then_some(BookCause::NotTold("图片", "pictures")));
    Ok(Reading {
        source: Source::Workbook {
            format: WorkbookFormat::Xls,
            epoch_1904: shared.epoch_1904,
        },
        sheets,
        remarks,
    })
}

fn globals(stream: &[u8]) -> Result<Globals, FileCause> {
    let mut globals = Globals::default();
    let mut ended = false;
    for (index, record) in Records::from(stream, 0).enumerate() {
        match (index, record.kind) {
            // Versions before 8 keep texts and cells in other shapes.
            (0, BOF) if record.u16(0) != Some(0x0600) => return Err(FileCause::OldFormat),
            (0, BOF) => {}
            (0, _) => return Err(FileCause::Damaged("workbook stream".to_owned())),
            (_, 0x002f) => return Err(FileCause::Encrypted),
            (_, 0x0022) => globals.epoch_1904 = record.u16(0) == Some(1),
            (_, 0x00fc) => globals.texts = record::shared_texts(&record)?,
            (_, 0x0085) => globals.sheets.extend(listed(&record)),
            // A supporting book: this one, an add-in, or a file elsewhere.
            (_, 0x01ae) => {
                let own = matches!(record.u16(2), Some(0x0401 | 0x3a01));
                globals.external += usize::from(!own);
            }
            (_, EOF) => {
                ended = true;
                break;
            }
            _ => {
                let _ = globals.tables.take(&record);
            }
        }
    }
    if ended {
        Ok(globals)
    } else {
        Err(FileCause::Truncated)
    }
}

/// A sheet of cells; those of charts and macros have none.
fn listed(record: &Record<'_>) -> Option<ListedSheet> {
    let (hidden, kind) = (*record.data.get(4)?, *record.data.get(5)?);
    let sheet = ListedSheet {
        name: record.text(6, Length::One)?,
        hidden: hidden & 3 != 0,
        at: record.u32(0)? as usize,
    };
    (kind == 0).then_some(sheet)
}
