//! Which column holds what: guessed, shown, corrected by hand, kept per layout.
//!
//! Promises: a mapping is plain JSON that a person can read and edit; applied to a file of
//! another layout it is refused rather than half used.

mod guess;
mod stated;

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::Digest as _;
use zone::Field;

pub use guess::guess;

use crate::book::{Book, Sheet};
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
    /// First and last line of the header, from 1.
    pub header_rows: (u32, u32),
    /// Projects go across, fields down.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub transposed: bool,
    /// Columns in order.
    pub columns: Vec<ColumnMapping>,
}

/// What one column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// The column as spreadsheets name it (`C`); the row number in a transposed sheet.
    pub column: String,
    /// Its header: `2026年计划投资 / 5月`.
    pub header: String,
    /// What it holds.
    pub target: Target,
    /// Unit of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Whether day or month comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// How sure the guess is, in percent; 100 once a person set it.
    #[serde(default)]
    pub confidence: u8,
}

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
        let mark = self.options.mark.clone();
        Mapping {
            options: Options {
                mark,
                ..Options::default()
            },
            ..self.clone()
        }
    }

    /// The mapping kept for the layout of a file, else a guess; whether it was kept. A file that
    /// was filled in says itself how it is read.
    pub fn for_book(zone: &zone::Zone, book: &Book) -> Result<(Mapping, bool), Vec<Problem>> {
        if let Some(filled_in) = crate::fill_in::mapping(zone, book) {
            return filled_in.map(|mapping| (mapping, true));
        }
        let guessed = guess(book)?;
        let kept = zone.mappings.get(&guessed.layout);
        let kept = kept.and_then(|json| Mapping::from_json(&book.file_name, json).ok());
        Ok(match kept.filter(|kept| kept.fit(book).is_ok()) {
            Some(kept) => {
                let defaults = Defaults {
                    year: guessed.defaults.year,
                    ..kept.defaults
                };
                // Which day the figures are of is said by each file anew.
                let options = Options {
                    effective_on: guessed.options.effective_on,
                    ..kept.options
                };
                (
                    Mapping {
                        defaults,
                        options,
                        ..kept
                    },
                    true,
                )
            }
            None => (guessed, false),
        })
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

    /// Fits the mapping to a file: sheets and columns are found by their names.
    ///
    /// Answers with the table and the sheet number of each sheet mapping, columns renumbered.
    pub(crate) fn fit(&self, book: &Book) -> Result<Vec<Fitted>, Vec<Problem>> {
        let mut fitted = Vec::new();
        for mapping in &self.sheets {
            let named = book
                .sheets
                .iter()
                .position(|sheet| *sheet.name == *mapping.sheet);
            let only = || {
                let mut shown = (0..book.sheets.len()).filter(|at| !book.sheets[*at].hidden);
                shown.next().filter(|_| self.sheets.len() == 1)
            };
            let found = named
                .or_else(only)
                .and_then(|at| fit_sheet(mapping, book, at));
            match found {
                Some(found) => fitted.push(found),
                None => {
                    let place = Place::file(&book.file_name);
                    return Err(vec![Problem::file(place, FileCause::OtherLayout)]);
                }
            }
        }
        Ok(fitted)
    }
}

/// A sheet mapping fitted to a file.
#[derive(Debug)]
pub(crate) struct Fitted {
    pub(crate) sheet: usize,
    pub(crate) table: Table,
    /// Field numbers of the table's grid with what each holds.
    pub(crate) columns: Vec<(u16, ColumnMapping)>,
}

fn fit_sheet(mapping: &SheetMapping, book: &Book, at: usize) -> Option<Fitted> {
    let sheet = &book.sheets[at];
    // The header may have moved: found anew, and by its old place if that does not fit.
    let found = Table::find(sheet).filter(|table| table.transposed == mapping.transposed);
    let placed = || {
        let (first, last) = mapping.header_rows;
        Table::with_header(sheet, mapping.transposed, first.saturating_sub(1)..last)
    };
    let fit = |table: Table| fit_columns(mapping, &table).map(|columns| (table, columns));
    let (table, columns) = found.and_then(fit).or_else(|| placed().and_then(fit))?;
    Some(Fitted {
        sheet: at,
        table,
        columns,
    })
}

fn fit_columns(mapping: &SheetMapping, table: &Table) -> Option<Vec<(u16, ColumnMapping)>> {
    let mut taken = std::collections::BTreeSet::new();
    let mut out = Vec::new();
    for column in &mapping.columns {
        let same = |own: &&crate::table::Column| {
            !taken.contains(&own.field) && own.header() == column.header
        };
        let exact = table
            .columns
            .iter()
            .find(|own| same(own) && column_name(own.field, table.transposed) == column.column);
        match exact.or_else(|| table.columns.iter().find(same)) {
            Some(own) => {
                taken.insert(own.field);
                out.push((own.field, column.clone()));
            }
            None if column.target == Target::Ignore => {}
            None => return None,
        }
    }
    Some(out)
}

/// The name of a column: letters, or the row number where the sheet is transposed.
pub(crate) fn column_name(field: u16, transposed: bool) -> String {
    if transposed {
        (u32::from(field) + 1).to_string()
    } else {
        zone::cell_name(0, field).trim_end_matches('1').to_owned()
    }
}

/// Key of a layout: what its headers say, wherever they stand.
pub(crate) fn layout_key<'a>(tables: impl Iterator<Item = (&'a Sheet, &'a Table)>) -> String {
    let mut hash = sha2::Sha256::new();
    for (_, table) in tables {
        for column in &table.columns {
            hash.update(column.header());
            hash.update([0]);
        }
        hash.update([1]);
    }
    hex::encode(&hash.finalize()[..16])
}
