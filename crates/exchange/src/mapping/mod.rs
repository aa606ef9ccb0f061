//! Which column holds what: guessed, shown, corrected by hand, kept per layout.
//!
//! Promises: a mapping is plain JSON that a person can read and edit; applied to a file of
//! another layout it is refused rather than half used, or adapted and every difference said
//! ([`memory`]).

mod around;
mod column;
mod english;
mod fit;
mod guess;
mod knowledge;
mod looks;
pub mod memory;
mod phrase;
mod stated;

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::Digest as _;
use zone::Field;

use guess::guess_layout;
pub use guess::{guess, guess_knowing};
pub use knowledge::Knowledge;
pub use memory::{LayoutChange, Origin, Proposal};

pub(crate) use around::{office_in, section_name};
pub(crate) use fit::Fitted;
pub(crate) use looks::{colour_at, colour_name};
pub(crate) use phrase::is_said;

use crate::problem::{FileCause, Place, Problem};
use crate::table::Table;
use crate::value::date::DateOrder;

/// How a layout is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Version of this shape.
    pub version: u32,
    /// Key of the layout: a hash of its header texts.
    pub layout: String,
    /// The office the file comes from (填报单位), if it says so: a layout is remembered for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// Sheets with a table.
    pub sheets: Vec<SheetMapping>,
    /// What holds where no column says it.
    #[serde(default)]
    pub defaults: Defaults,
    /// What the clerk decided.
    #[serde(default)]
    pub options: Options,
}

/// How one sheet is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetMapping {
    /// Name of the sheet.
    pub sheet: String,
    /// Other sheets of the same layout: one for each unit, say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// First and last line of the header, from 1.
    pub header_rows: (u32, u32),
    /// Projects go across, fields down.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub transposed: bool,
    /// A form: one project a sheet, labels beside or above their values.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub form: bool,
    /// Columns in order.
    pub columns: Vec<ColumnMapping>,
}

/// What one column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// The column as spreadsheets name it (`C`); the row number in a transposed sheet; the cell of
    /// the value in a form (`C3`); or what stands around the table: [`AROUND_SECTION`],
    /// [`AROUND_SHEET`], [`AROUND_OFFICE`], [`AROUND_COLOUR`].
    pub column: String,
    /// Its header: `2026年计划投资 / 5月`.
    pub header: String,
    /// What it holds.
    pub target: Target,
    /// Which of several values in its cells, from 1: `5000/3200`, `2022.5-2024.12`. Two entries
    /// split one column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u8>,
    /// Unit of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Whether day or month comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// What becomes of a cell that cannot be read as what the column holds.
    #[serde(default, skip_serializing_if = "Unreadable::is_refused")]
    pub unreadable: Unreadable,
    /// How sure the guess is, in percent; 100 once a person set it.
    #[serde(default)]
    pub confidence: u8,
    /// What the guess rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// What becomes of a cell that cannot be read as what its column holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// It is an error, and nothing can be applied.
    #[default]
    Refused,
    /// Its text is kept as a note beside the field, with a warning.
    Note,
}

impl Unreadable {
    fn is_refused(&self) -> bool {
        *self == Unreadable::Refused
    }
}

/// What a guess rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A known name of the column.
    Name,
    /// The name of the group above it.
    Parent,
    /// The words its header is made of.
    Words,
    /// A known name inside the header.
    Within,
    /// What its cells hold.
    Values,
    /// Nothing: the office's own column.
    Own,
    /// What was kept for this layout.
    Remembered,
    /// What was kept for a column that was renamed since.
    Renamed,
}

/// The section row above a line: 一、产业项目.
pub const AROUND_SECTION: &str = "@section";
/// The name of the sheet.
pub const AROUND_SHEET: &str = "@sheet";
/// The office that the title names: 填报单位.
pub const AROUND_OFFICE: &str = "@office";
/// The colour that the line is marked with; `@colour:F` is that of its cell in column F.
pub const AROUND_COLOUR: &str = "@colour";

/// What holds where no column says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defaults {
    /// Nature of projects new to the zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nature: Option<String>,
    /// Year of dates and plans written without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Stage of the zone by what the office writes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stages: BTreeMap<String, String>,
}

/// What the clerk decided.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Units nobody knows are created.
    #[serde(default)]
    pub create_missing: bool,
    /// The date from which the figures hold, where no column says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<Date>,
    /// Cells left out, as `K7` or `Sheet!K7`: what stands there cannot be right, and was looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leave_out: Vec<String>,
    /// Name of the mark set after each report, with `{date}` for its date; none if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    /// The outside system that the file comes from, by key; none for the office's own ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Nothing to import.
    Ignore,
    /// The program's own id of the project.
    Id,
    /// A field of the project.
    Field(Field),
    /// The date of the report that the row belongs to.
    AsOf,
    /// The name of the mark to set after the row's report.
    Mark,
    /// The year of plans and dates of the row; taken into [`Defaults`] when constant.
    Year,
    /// The unit of money of the row.
    MoneyUnit,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Ignore => f.write_str("ignore"),
            Target::Id => f.write_str("id"),
            Target::Field(field) => field.fmt(f),
            Target::AsOf => f.write_str("as_of"),
            Target::Mark => f.write_str("mark"),
            Target::Year => f.write_str("year"),
            Target::MoneyUnit => f.write_str("money_unit"),
        }
    }
}

impl std::str::FromStr for Target {
    type Err = zone::field::FieldError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "ignore" => Target::Ignore,
            "id" => Target::Id,
            "as_of" => Target::AsOf,
            "mark" => Target::Mark,
            "year" => Target::Year,
            "money_unit" => Target::MoneyUnit,
            key => Target::Field(key.parse()?),
        })
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// Version of the shape of [`Mapping`].
pub const MAPPING_VERSION: u32 = 1;

impl Mapping {
    /// The mapping as JSON.
    pub fn to_json(&self) -> String {
        // A mapping is plain data: writing it cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The mapping as it is kept for the next file of the layout: without what was decided for
    /// this one file alone.
    pub fn to_keep(&self) -> Mapping {
        let (mark, source) = (self.options.mark.clone(), self.options.source.clone());
        Mapping {
            options: Options {
                mark,
                source,
                ..Options::default()
            },
            ..self.clone()
        }
    }

    /// What to ask of a file that speaks of another year than the day it is imported on, and does
    /// not say of which day its figures are.
    pub(crate) fn other_year(&self, today: Date) -> Option<crate::problem::RowCause> {
        let year = self.defaults.year?;
        let asks = year < today.year()
            && self.options.effective_on.is_none()
            && self.sheets.iter().all(|sheet| {
                sheet
                    .columns
                    .iter()
                    .all(|column| column.target != Target::AsOf)
            });
        asks.then(|| crate::problem::RowCause::OtherYear(year, today.year()))
    }

    /// Reads a mapping from the JSON in a file of that name.
    pub fn from_json(file: &str, json: &str) -> Result<Mapping, Problem> {
        let refused = |detail: String| {
            Problem::file(
                Place::file(&std::sync::Arc::from(file)),
                FileCause::BadMapping(detail),
            )
        };
        let mapping: Mapping =
            serde_json::from_str(json).map_err(|error| refused(error.to_string()))?;
        if mapping.version == MAPPING_VERSION {
            Ok(mapping)
        } else {
            Err(refused(format!("version {}", mapping.version)))
        }
    }
}

/// The name of a column: letters, or the row number where the sheet is transposed.
pub(crate) fn column_name(field: u16, transposed: bool) -> String {
    if transposed {
        (u32::from(field) + 1).to_string()
    } else {
        zone::cell_name(0, field).trim_end_matches('1').to_owned()
    }
}

/// Key of a layout: what its headers say, wherever they stand. Sheets alike count once, so that a
/// file with one sheet a unit keeps its key when a unit joins.
pub(crate) fn layout_key<'a>(tables: impl Iterator<Item = &'a Table>) -> String {
    let mut hash = sha2::Sha256::new();
    let mut seen = std::collections::BTreeSet::new();
    for table in tables {
        let headers: Vec<String> = table.columns.iter().map(|own| own.header()).collect();
        if !seen.insert(headers.clone()) {
            continue;
        }
        for header in headers {
            hash.update(header);
            hash.update([0]);
        }
        hash.update([1]);
    }
    hex::encode(&hash.finalize()[..16])
}
