//! Files for a unit to fill in: its own projects, last figures beside empty cells, and a marker by
//! which the file is known when it comes back.
//!
//! ```text
//! zone + unit + month --workbook--> xlsx --filled in, saved by any program, mailed back-->
//! Book --mapping--> Mapping (columns and date known) | refusals with their cells
//! ```
//!
//! Promises: a file that comes back needs no mapping by hand and no date; one of another zone,
//! another month, an older layout, or with other projects in its rows is refused, with what to do.
//! The marker is a hidden sheet of plain cells: whatever program saves the file keeps it.

mod check;
mod make;
mod marker;

use jiff::civil::Date;
use zone::{UnitId, Zone};

pub use check::{FillInCause, mapping};
pub use make::{all, file_name, workbook};

/// The hidden sheet by which a file to fill in is known.
pub const MARKER_SHEET: &str = "_wallchart";

/// The sheet that is filled in.
pub const FORM_SHEET: &str = "填报";

/// Version of the layout: a file of another version is refused.
const LAYOUT_VERSION: u32 = 1;

/// Rows of the header, from 1.
const HEADER_ROW: u32 = 4;

/// Whether a file with these sheets is one to fill in.
pub fn is_fill_in<S: AsRef<str>>(sheets: &[S]) -> bool {
    sheets.iter().any(|sheet| sheet.as_ref() == MARKER_SHEET)
}

/// Units that lead a running project on a date, in protocol order.
pub fn units(zone: &Zone, on: Date) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = zone
        .projects
        .values()
        .filter(|project| project.exists_on(on) && project.standing(on).is_none())
        .filter_map(|project| zone.lead_unit(project, on))
        .collect();
    units.sort_by_key(|unit| zone.protocol_position(Some(*unit)));
    units.dedup();
    units
}

/// The last day of the month to report: that of the cycle that is open, else of the month of a
/// date.
pub fn month_end(zone: &Zone, on: Date) -> Date {
    let open = zone.cycles.values().filter(|cycle| cycle.closed.is_none());
    open.map(|cycle| cycle.until)
        .max()
        .unwrap_or_else(|| on.last_of_month())
}
