//! The column mapping of an import, as pages show and correct it.

use exchange::mapping::LayoutChange;
use exchange::{Mapping, Problem};
use serde::{Deserialize, Serialize};

/// How a layout is read.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MappingShape {
    /// Version of this shape: 1.
    version: u32,
    /// Key of the layout: a hash of its header texts.
    layout: String,
    /// The office the file comes from (填报单位), if it says so: a layout is remembered for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    office: Option<String>,
    /// Sheets with a table.
    sheets: Vec<SheetShape>,
    /// What holds where no column says it.
    #[serde(default)]
    defaults: DefaultsShape,
    /// What the clerk decided.
    #[serde(default)]
    options: OptionsShape,
}

/// How one sheet is read.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SheetShape {
    /// Name of the sheet.
    sheet: String,
    /// Other sheets of the same layout: one for each unit, say.
    #[serde(default)]
    also: Vec<String>,
    /// First and last line of the header, from 1.
    #[schema(value_type = Vec<u32>)]
    header_rows: (u32, u32),
    /// Projects go across, fields down.
    #[serde(default)]
    transposed: bool,
    /// A form: one project a sheet, labels beside or above their values.
    #[serde(default)]
    form: bool,
    /// Columns in order.
    columns: Vec<ColumnShape>,
}

/// What one column holds.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnShape {
    /// The column as spreadsheets name it; the cell of the value in a form; or `@section`,
    /// `@sheet`,
    /// `@office`, `@colour`, `@colour:F` for what stands around the table.
    column: String,
    /// Its header.
    header: String,
    /// What it holds: key of a field, or `ignore`, `id`, `as_of`, `mark`, `year`, `money_unit`.
    target: String,
    /// Which of several values in its cells, from 1: `5000/3200`. Two entries split one column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part: Option<u8>,
    /// Unit of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// Whether day or month comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date_order: Option<String>,
    /// How sure the guess is, in percent; 100 once a person set it.
    #[serde(default)]
    confidence: u8,
    /// What becomes of a cell that cannot be read: `refused` (if absent), or `note`: its text is
    /// kept as a note beside the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unreadable: Option<String>,
    /// What the guess rests on: `name`, `parent`, `words`, `within`, `values`, `own`, `remembered`,
    /// `renamed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<String>,
}

/// What holds where no column says it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DefaultsShape {
    /// Nature of projects new to the zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nature: Option<String>,
    /// Year of dates and plans written without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    year: Option<i16>,
    /// Stage of the zone by what the office writes.
    #[serde(default)]
    stages: std::collections::BTreeMap<String, String>,
}

/// What the clerk decided.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OptionsShape {
    /// Units nobody knows are created.
    #[serde(default)]
    create_missing: bool,
    /// The date from which the figures hold, where no column says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    effective_on: Option<String>,
    /// Cells left out, as `K7` or `Sheet!K7`.
    #[serde(default)]
    leave_out: Vec<String>,
    /// Name of the mark set after each report, with `{date}` for its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mark: Option<String>,
    /// The outside system that the file comes from, by key; none for the office's own ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

/// How a column differs from the layout that is remembered.
#[derive(Debug, Clone, Default, Serialize, utoipa::ToSchema)]
pub(crate) struct LayoutChangeView {
    /// `new`, `gone`, `renamed` or `moved`.
    change: String,
    /// Its sheet.
    sheet: String,
    /// Where it stands now, unless it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    /// Its header: the new one if it was renamed.
    header: String,
    /// Renamed: its header before. Moved: its column before.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    /// Gone: what it held.
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
}

impl LayoutChangeView {
    pub(crate) fn of(change: &LayoutChange) -> LayoutChangeView {
        let view = |kind: &str, sheet: &String, header: &String| LayoutChangeView {
            change: kind.to_owned(),
            sheet: sheet.clone(),
            header: header.clone(),
            ..LayoutChangeView::default()
        };
        match change {
            LayoutChange::New {
                sheet,
                column,
                header,
            } => LayoutChangeView {
                column: Some(column.clone()),
                ..view("new", sheet, header)
            },
            LayoutChange::Gone {
                sheet,
                header,
                target,
            } => LayoutChangeView {
                target: Some(target.clone()),
                ..view("gone", sheet, header)
            },
            LayoutChange::Renamed {
                sheet,
                column,
                from,
                to,
            } => LayoutChangeView {
                column: Some(column.clone()),
                before: Some(from.clone()),
                ..view("renamed", sheet, to)
            },
            LayoutChange::Moved {
                sheet,
                header,
                from,
                to,
            } => LayoutChangeView {
                column: Some(to.clone()),
                before: Some(from.clone()),
                ..view("moved", sheet, header)
            },
        }
    }
}

impl MappingShape {
    /// The shape of a mapping; both are the same JSON.
    pub(crate) fn of(mapping: &Mapping) -> Result<MappingShape, serde_json::Error> {
        serde_json::from_str(&mapping.to_json())
    }

    /// The mapping it stands for.
    pub(crate) fn mapping(&self, file: &str) -> Result<Mapping, Problem> {
        // Plain data with text keys always writes; an empty text is refused as unreadable.
        let json = serde_json::to_string(self).unwrap_or_default();
        Mapping::from_json(file, &json)
    }
}
