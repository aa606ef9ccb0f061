//! Lines of a table as rows of plain values, with the cell each value stood in.
//!
//! Promises: each filled cell of a mapped column becomes a value, a note or a problem, and every
//! other filled cell is accounted for ([`Account`]); blank cells say nothing and change nothing.
//! Names of people and free texts stay plain here: they are sealed
//! only when the command is made.

mod account;
mod beside;
mod cell;
mod sheet;
pub(crate) mod totals;

use std::sync::Arc;

use jiff::civil::Date;
use zone::{BasisPoints, Fen, Field, HandlingLevel, ProjectId, Quantity};

pub use account::{Account, Fate};

use crate::book::Book;
use crate::mapping::Mapping;
use crate::problem::{Place, Problem};
use crate::table::LineKind;

/// A value as a person wrote it, not yet in the zone's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftValue {
    /// A short text.
    Text(Arc<str>),
    /// A free text, plain.
    FreeText(Arc<str>),
    /// Money.
    Money(Fen),
    /// A share.
    Share(BasisPoints),
    /// A date.
    Date(Date),
    /// A unit, by name.
    Unit(Arc<str>),
    /// Units, by name.
    Units(Vec<Arc<str>>),
    /// Who holds a role, by name.
    Holder(Arc<str>),
    /// A quantity.
    Quantity(Box<Quantity>),
    /// A handling level.
    Level(HandlingLevel),
    /// Stated to have no value.
    Cleared,
}

/// Sheet, row and column of a value, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellAt {
    /// Sheet.
    pub sheet: u16,
    /// Row.
    pub row: u32,
    /// Column.
    pub column: u16,
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFact {
    /// The field.
    pub field: Field,
    /// The value.
    pub value: DraftValue,
    /// Where it stood; `None` for a default of the mapping.
    pub cell: Option<CellAt>,
}

/// A project as one line of a file tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Where the line is: the cell of its name or code.
    pub at: CellAt,
    /// The date of the report it belongs to, if the file says it.
    pub as_of: Option<Date>,
    /// The mark to set after that report, if the file names it.
    pub mark: Option<Arc<str>>,
    /// The program's own id, if the file came out of it.
    pub id: Option<ProjectId>,
    /// Codes, by system.
    pub codes: Vec<(String, Arc<str>)>,
    /// Name.
    pub name: Arc<str>,
    /// Responsible unit, by name.
    pub unit: Option<Arc<str>>,
    /// All values, name and codes among them.
    pub facts: Vec<DraftFact>,
    /// Some cell of it cannot be read.
    pub refused: bool,
}

/// The rows of a file.
#[derive(Debug, Clone)]
pub struct Rows {
    /// Name of the file.
    pub file: Arc<str>,
    /// Names of its sheets.
    pub sheets: Vec<Arc<str>>,
    /// Rows in order.
    pub rows: Vec<ImportRow>,
    /// Lines that are no projects, by kind.
    pub passed_over: Vec<(LineKind, u32)>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What became of each filled cell.
    pub account: Arc<Account>,
    /// What the mapping decided beyond columns.
    pub mapping: Mapping,
    /// SHA-256, size.
    pub digest: (String, u64),
}

impl Rows {
    /// The place of a cell.
    pub fn place(&self, at: CellAt) -> Place {
        match self.sheets.get(usize::from(at.sheet)) {
            Some(sheet) => Place::cell(&self.file, sheet, at.row, at.column),
            None => Place::file(&self.file),
        }
    }
}

/// Reads the rows of a file by a mapping.
pub fn read(book: &Book, mapping: &Mapping) -> Result<Rows, Vec<Problem>> {
    let fitted = mapping.fit(book)?;
    let mut account = Account::new(book);
    let mut rows = Rows {
        file: Arc::clone(&book.file_name),
        sheets: book
            .sheets
            .iter()
            .map(|sheet| Arc::clone(&sheet.name))
            .collect(),
        rows: Vec::new(),
        passed_over: Vec::new(),
        problems: book.problems.clone(),
        account: Arc::default(),
        mapping: mapping.clone(),
        digest: (book.sha256.clone(), book.bytes),
    };
    let mut read = vec![false; book.sheets.len()];
    for sheet in &fitted {
        read[sheet.sheet] = true;
        sheet::SheetReader::new(book, mapping, sheet).read(&mut rows, &mut account);
    }
    account.close(book, &read);
    rows.account = Arc::new(account);
    Ok(rows)
}
