//! A report as it is printed to be signed: every figure of one version, places for signatures and
//! seal, and the code by which it is known when it comes back.

use jiff::civil::Date;
use serde::Serialize;

use crate::report::{ReportId, ReportLine, sheet_totals};
use crate::signoff::{SignRole, code};
use crate::state::Zone;
use crate::view::Looking;
use crate::view::cycles::named;
use crate::view::report::{ReportColumn, column, columns, may_read};
use crate::view::wall::NamedUnit;
use crate::{ProjectId, Words, labels};

/// A printed sheet in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetLine {
    /// Its code.
    pub code: String,
    /// When it was printed first.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// By which account.
    pub by: String,
    /// Whether it is of what came in last.
    pub current: bool,
    /// When it was handed in signed.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub used: Option<Date>,
}

/// A report as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrintedSheet {
    /// The short code, to be typed.
    pub code: String,
    /// The text of the square code.
    pub square: String,
    /// The report: `C5-U3`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub report: ReportId,
    /// Version of the report that is printed.
    pub version: u32,
    /// Whether it is of what came in last.
    pub current: bool,
    /// The zone's name.
    pub zone: String,
    /// The unit.
    pub unit: NamedUnit,
    /// The cycle's name.
    pub cycle: Words,
    /// Last day of its period.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub until: Date,
    /// When it was printed first.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// The account that handed the report in.
    pub by: String,
    /// Columns.
    pub columns: Vec<ReportColumn>,
    /// A row a project.
    pub rows: Vec<PrintedRow>,
    /// Totals of the columns of money.
    pub totals: Vec<SheetTotalView>,
    /// Places for signatures.
    pub places: Vec<SignRole>,
    /// What the places are called.
    pub place_words: Vec<Words>,
    /// SHA-256 of the figures.
    pub digest: String,
}

/// A project on a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrintedRow {
    /// The project.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub project: ProjectId,
    /// Its name.
    pub name: String,
    /// A cell a column; empty where nothing is told.
    pub cells: Vec<Words>,
    /// Stage and problems told.
    pub more: Vec<Words>,
}

/// A total under a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetTotalView {
    /// Key of the column.
    pub field: String,
    /// Its name.
    pub label: Words,
    /// In fen.
    pub fen: i64,
    /// As it is printed.
    pub shown: Words,
}

/// The sheets printed of a report, the newest first.
pub fn of_report(zone: &Zone, id: ReportId) -> Vec<SheetLine> {
    let now = zone
        .reports
        .get(&id)
        .map_or(0, |own| own.submitted_version());
    let sheets = zone.sheets.values().filter(|own| own.report == id);
    let mut sheets: Vec<_> = sheets.collect();
    sheets.sort_by_key(|own| std::cmp::Reverse(own.seq));
    let line = |own: &std::sync::Arc<crate::signoff::Sheet>| SheetLine {
        code: own.code.clone(),
        on: own.on,
        by: own.by.clone(),
        current: own.version == now,
        used: own.used.as_ref().map(|(on, _)| *on),
    };
    sheets.into_iter().map(line).collect()
}

/// A printed sheet by its code; `None` where none was printed or the viewer may not see it.
pub fn sheet(zone: &Zone, looking: Looking<'_>, typed: &str) -> Option<PrintedSheet> {
    let (code, _) = code::read(typed).ok()?;
    let own = zone.sheets.get(&code)?;
    let id = own.report;
    if !may_read(zone, looking, id) {
        return None;
    }
    let (report, cycle) = (zone.reports.get(&id)?, zone.cycles.get(&id.cycle)?);
    let (step, submission) = report.submission_of(own.version)?;
    let columns = columns(&submission.lines);
    let row = |line: &ReportLine| {
        let project = zone.projects.get(&line.project);
        let name = project.map_or_else(String::new, |own| own.name_on(cycle.until).to_owned());
        let cell = |field| match line.value(field) {
            Some(value) => labels::value(zone, looking, value),
            None => Words::default(),
        };
        let (stage, problems) = crate::view::report::told_beside(looking, line);
        PrintedRow {
            project: line.project,
            name,
            cells: columns.iter().map(cell).collect(),
            more: stage.into_iter().chain(problems).collect(),
        }
    };
    let total = |(field, fen): (crate::Field, crate::Fen)| SheetTotalView {
        field: field.to_string(),
        label: labels::field(zone, &field),
        fen: fen.0,
        shown: labels::money(zone, fen),
    };
    let steps = submission.steps().iter().map(|step| step.role);
    let mut places: Vec<SignRole> = steps.collect();
    if places.is_empty() {
        places = SignRole::ALL.into();
    }
    Some(PrintedSheet {
        square: code::square_text(&code, &own.digest),
        code,
        report: id,
        version: own.version,
        current: report.submitted_version() == own.version,
        zone: zone
            .profile
            .as_ref()
            .map_or_else(String::new, |own| own.name.clone()),
        unit: named(zone, id.unit, cycle.until),
        cycle: cycle.name.clone(),
        until: cycle.until,
        on: own.on,
        by: step.by.clone(),
        columns: columns.iter().map(|own| column(zone, own)).collect(),
        rows: submission.lines.iter().map(row).collect(),
        totals: sheet_totals(&submission.lines)
            .into_iter()
            .map(total)
            .collect(),
        place_words: places.iter().map(|own| own.word()).collect(),
        places,
        digest: own.digest.clone(),
    })
}
