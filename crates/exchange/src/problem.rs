//! What is wrong with a file, a cell or a row: typed, with its place, cause and remedy in both
//! languages.
//!
//! Promises: every problem has a stable code; all problems of a file are told at once.
//! Deliberately does not decide what to do: a preview with an error cannot be applied, that is
//! all.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde::ser::SerializeStruct as _;
use zone::{Lang, Words, cell_name};

pub use crate::cause::{
    AnswerFault, BookCause, CellCause, FigureCause, FileCause, QuestionCause, RowCause,
};

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing of the file can be applied.
    Error,
    /// Said, and applied all the same.
    Warning,
}

/// Where a problem is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Name of the file.
    pub file: Arc<str>,
    /// Name of the sheet.
    pub sheet: Option<Arc<str>>,
    /// Row and column, from 0.
    pub cell: Option<(u32, u16)>,
}

impl Place {
    /// The whole file.
    pub fn file(file: &Arc<str>) -> Self {
        Place {
            file: Arc::clone(file),
            sheet: None,
            cell: None,
        }
    }

    /// A whole sheet.
    pub fn sheet(file: &Arc<str>, sheet: &Arc<str>) -> Self {
        Place {
            file: Arc::clone(file),
            sheet: Some(Arc::clone(sheet)),
            cell: None,
        }
    }

    /// A cell, by row and column from 0.
    pub fn cell(file: &Arc<str>, sheet: &Arc<str>, row: u32, column: u16) -> Self {
        Place {
            cell: Some((row, column)),
            ..Place::sheet(file, sheet)
        }
    }

    /// The cell as spreadsheets write it: `C7`.
    pub fn cell_name(&self) -> Option<String> {
        self.cell.map(|(row, column)| cell_name(row, column))
    }
}

impl fmt::Display for Place {
    /// `台账.xlsx [重点项目] C7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, " [{sheet}]")?;
        }
        match self.cell_name() {
            Some(cell) => write!(f, " {cell}"),
            None => Ok(()),
        }
    }
}

/// The cause of a problem, by what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The file as a whole cannot be taken.
    File(FileCause),
    /// A cell cannot be read as what its column holds.
    Cell(CellCause),
    /// A row or a column makes no sense, or does not fit the zone.
    Row(RowCause),
    /// A remark on a file or sheet that is read all the same.
    Book(BookCause),
    /// A table of monthly figures, or a cell of it, cannot be taken.
    Figure(FigureCause),
}

/// A problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// Why.
    pub cause: Cause,
}

/// The texts of a cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Stable code: `exchange/encrypted`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is the matter.
    pub what: Words,
    /// What to do.
    pub remedy: Words,
}

impl Problem {
    /// A problem of a file as a whole.
    pub fn file(place: Place, cause: FileCause) -> Self {
        Problem {
            place,
            cause: Cause::File(cause),
        }
    }

    /// A problem of a cell.
    pub fn cell(place: Place, cause: CellCause) -> Self {
        Problem {
            place,
            cause: Cause::Cell(cause),
        }
    }

    /// A problem of a row, column or table.
    pub fn row(place: Place, cause: RowCause) -> Self {
        Problem {
            place,
            cause: Cause::Row(cause),
        }
    }

    /// A remark on a file or sheet.
    pub fn remark(place: Place, cause: BookCause) -> Self {
        Problem {
            place,
            cause: Cause::Book(cause),
        }
    }

    /// A problem of a table of monthly figures.
    pub fn figure(place: Place, cause: FigureCause) -> Self {
        Problem {
            place,
            cause: Cause::Figure(cause),
        }
    }

    /// Code, severity and texts.
    pub fn told(&self) -> Told {
        match &self.cause {
            Cause::Figure(cause) => cause.told(),
            Cause::File(cause) => cause.told(),
            Cause::Cell(cause) => cause.told(),
            Cause::Row(cause) => cause.told(),
            Cause::Book(cause) => cause.told(),
        }
    }

    /// Stable code: `exchange/encrypted`.
    pub fn code(&self) -> &'static str {
        self.told().code
    }

    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        self.told().severity
    }

    /// Place, cause and remedy in one line.
    pub fn line(&self, lang: Lang) -> String {
        let told = self.told();
        let (what, remedy) = (told.what.in_lang(lang), told.remedy.in_lang(lang));
        lang.pick(
            || format!("{}：{what}。{remedy}。[{}]", self.place, told.code),
            || format!("{}: {what}. {remedy}. [{}]", self.place, told.code),
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line(Lang::En))
    }
}

impl std::error::Error for Problem {}

impl Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let told = self.told();
        let mut out = serializer.serialize_struct("Problem", 7)?;
        out.serialize_field("code", told.code)?;
        out.serialize_field("severity", &told.severity)?;
        out.serialize_field("file", &*self.place.file)?;
        out.serialize_field("sheet", &self.place.sheet.as_deref())?;
        out.serialize_field("cell", &self.place.cell_name())?;
        out.serialize_field("what", &told.what)?;
        out.serialize_field("remedy", &told.remedy)?;
        out.end()
    }
}
