//! A preview of an import as pages show it.

mod question;

use exchange::preview::{Change, Difference, Preview, PreviewRow, RowClass, RowTarget};
use exchange::problem::{Problem, Severity};
use exchange::rows::DraftValue;
use jiff::civil::Date;
use serde::Serialize;
use zone::{
    AttachmentId, HandlingLevel, Place, ProjectId, Refusal, Words, Zone, cell_name, labels,
};

use self::question::{QuestionCount, QuestionView, ReturnedView};
use crate::limits::PREVIEW_ROWS_MAX;
use crate::problem::Failure;

/// What an import would do.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PreviewView {
    /// Name of the file.
    file: String,
    /// SHA-256 of its bytes.
    sha256: String,
    /// Its size.
    bytes: u64,
    /// Names of its sheets.
    sheets: Vec<String>,
    /// Whether it may be applied: no problem is an error.
    can_apply: bool,
    /// Whether applying it would record anything.
    has_news: bool,
    /// Rows by what would become of them.
    counts: RowCounts,
    /// The rows of each date.
    reports: Vec<ReportView>,
    /// Rows with something new or wrong, in order of the file; at most the first 2,000.
    rows: Vec<RowView>,
    /// How many such rows there are.
    rows_total: usize,
    /// Rows that say nothing new, in order of the file; at most the first 2,000.
    unchanged: Vec<UnchangedView>,
    /// Projects of the same scope that the last report does not have.
    disappeared: Vec<DisappearedView>,
    /// Values that are another system's to say, and are other than known: left out. At most the
    /// first 2,000.
    differences: Vec<DifferenceView>,
    /// How many there are.
    differences_total: usize,
    /// Units to be created.
    units_to_create: Vec<String>,
    /// People to be created.
    people_to_create: Vec<String>,
    /// Lines that are no projects: subtotals, sections, notes.
    lines_passed_over: u32,
    /// What became of the filled cells of the file: every one is counted once.
    cells: Vec<CellCountView>,
    /// What is wrong, in order of place.
    problems: Vec<FileProblemView>,
    /// What is asked, what blocks first, then in order of place; at most the first 2,000.
    questions: Vec<QuestionView>,
    /// Questions by kind, all of them.
    question_counts: Vec<QuestionCount>,
    /// What goes back to the units.
    returned: Vec<ReturnedView>,
    /// The import of this very file that holds already.
    #[schema(value_type = Option<String>)]
    imported_in: Option<AttachmentId>,
}

/// How many filled cells of a file share a fate.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct CellCountView {
    /// `imported`, `refused`, `noted`, or why it was passed over: `title`, `header`,
    /// `header_again`, `section`, `total`, `note`, `ignored_column`, `no_header`, `left_out`,
    /// `empty_line`, `outside`, `other_sheet`, `hidden_sheet`.
    #[schema(value_type = String)]
    fate: exchange::rows::Fate,
    /// How many.
    count: u64,
}

/// Rows by what would become of them.
#[derive(Debug, Default, Serialize, utoipa::ToSchema)]
pub(crate) struct RowCounts {
    /// Projects new to the zone.
    new: u32,
    /// Projects with something new.
    changed: u32,
    /// Projects as they are.
    unchanged: u32,
    /// Rows with an error.
    refused: u32,
    /// Rows that go back to their unit as a whole.
    returned: u32,
    /// Rows that wait for somebody to say which project they are.
    asked: u32,
    /// Projects the file no longer has.
    disappeared: u32,
}

/// The rows of one date.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ReportView {
    /// The date from which its figures hold.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
    /// Whether the file says that date.
    stated_by_source: bool,
    /// The mark to set after it.
    mark: Option<String>,
}

/// A row.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct RowView {
    /// Sheet of the row.
    sheet: String,
    /// Where its name or code stands: `C7`.
    cell: String,
    /// Name of the project.
    name: String,
    /// `new`, `changed`, `unchanged`, `refused`, `returned`, `asked`.
    #[schema(value_type = String)]
    class: RowClass,
    /// The project it updates.
    #[schema(value_type = Option<String>)]
    project: Option<ProjectId>,
    /// Position of its report.
    report: usize,
    /// What would be recorded.
    changes: Vec<ChangeView>,
}

/// A value that would be recorded.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ChangeView {
    /// Key of the field.
    field: String,
    /// Its name.
    label: Words,
    /// What holds today, as shown.
    old: Option<String>,
    /// What would hold.
    new: Words,
    /// The cell it stands in.
    cell: Option<String>,
}

/// A row that says nothing new.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct UnchangedView {
    /// Sheet of the row.
    sheet: String,
    /// Where its name or code stands.
    cell: String,
    /// Name of the project.
    name: String,
}

/// A project the file no longer has.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct DisappearedView {
    /// The project.
    #[schema(value_type = String)]
    id: ProjectId,
    /// Its name.
    name: String,
}

/// A value that is another system's to say.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct DifferenceView {
    /// The project.
    #[schema(value_type = String)]
    project: ProjectId,
    /// Its name, as the file calls it.
    name: String,
    /// What is known and what the file says.
    change: ChangeView,
    /// The source of the field; `null` for the office's own ledger.
    source: Option<Words>,
}

/// A problem of a file, with how much it weighs.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct FileProblemView {
    /// Code, message, remedy, place.
    #[serde(flatten)]
    problem: Refusal,
    /// `error`: nothing can be applied; `warning`: said, and applied all the same.
    #[schema(value_type = String)]
    severity: Severity,
}

impl FileProblemView {
    /// Against which nothing can be applied.
    pub(crate) fn refusal(problem: Refusal) -> FileProblemView {
        FileProblemView {
            problem,
            severity: Severity::Error,
        }
    }
}

impl PreviewView {
    pub(crate) fn of(zone: &Zone, preview: &Preview) -> PreviewView {
        let telling = |row: &&PreviewRow| row.class != RowClass::Unchanged;
        let told = preview.rows.iter().filter(telling);
        PreviewView {
            file: preview.file.to_string(),
            sha256: preview.sha256.clone(),
            bytes: preview.bytes,
            sheets: preview.sheets.iter().map(ToString::to_string).collect(),
            can_apply: preview.can_apply(),
            has_news: preview.has_news(),
            counts: counts(preview),
            reports: preview
                .reports
                .iter()
                .map(|report| ReportView {
                    effective_on: report.effective_on,
                    stated_by_source: report.stated_by_source,
                    mark: report.mark.clone(),
                })
                .collect(),
            rows: told
                .clone()
                .take(PREVIEW_ROWS_MAX)
                .map(|row| row_view(zone, preview, row))
                .collect(),
            rows_total: told.count(),
            unchanged: preview
                .rows
                .iter()
                .filter(|row| row.class == RowClass::Unchanged)
                .take(PREVIEW_ROWS_MAX)
                .map(|row| unchanged(preview, row))
                .collect(),
            disappeared: preview
                .disappeared
                .iter()
                .map(|gone| DisappearedView {
                    id: gone.project,
                    name: gone.name.clone(),
                })
                .collect(),
            differences: preview
                .differences
                .iter()
                .take(PREVIEW_ROWS_MAX)
                .map(|own| difference_view(zone, own))
                .collect(),
            differences_total: preview.differences.len(),
            units_to_create: texts(&preview.units_to_create),
            people_to_create: texts(&preview.people_to_create),
            lines_passed_over: preview.lines_passed_over,
            cells: preview
                .account
                .total()
                .into_iter()
                .map(|(fate, count)| CellCountView { fate, count })
                .collect(),
            problems: preview.problems.iter().map(problem_view).collect(),
            questions: question::questions(zone, preview),
            question_counts: question::counts(preview),
            returned: question::returned(zone, preview),
            imported_in: preview.imported_in,
        }
    }
}

/// A problem of a file in the shape refusals have everywhere.
pub(crate) fn refusal_of(problem: &Problem) -> Refusal {
    let told = problem.told();
    let mut refusal = Refusal::new(told.code, told.what, told.remedy);
    refusal.place = Some(Box::new(Place {
        file: Some(problem.place.file.to_string()),
        sheet: problem.place.sheet.as_deref().map(str::to_owned),
        cell: problem.place.cell_name(),
        field: None,
        ..Place::default()
    }));
    refusal
}

/// A file that is not taken, with every reason.
pub(crate) fn refused(problems: &[Problem]) -> Failure {
    Failure::from(problems.iter().map(refusal_of).collect::<Vec<_>>())
}

pub(crate) fn problem_view(problem: &Problem) -> FileProblemView {
    FileProblemView {
        problem: refusal_of(problem),
        severity: problem.severity(),
    }
}

fn texts(names: &[std::sync::Arc<str>]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

fn counts(preview: &Preview) -> RowCounts {
    RowCounts {
        new: preview.count(RowClass::New),
        changed: preview.count(RowClass::Changed),
        unchanged: preview.count(RowClass::Unchanged),
        refused: preview.count(RowClass::Refused),
        returned: preview.count(RowClass::Returned),
        asked: preview.count(RowClass::Asked),
        disappeared: u32::try_from(preview.disappeared.len()).unwrap_or(u32::MAX),
    }
}

fn unchanged(preview: &Preview, row: &PreviewRow) -> UnchangedView {
    let sheet = preview.sheets.get(usize::from(row.at.sheet));
    UnchangedView {
        sheet: sheet.map_or_else(String::new, ToString::to_string),
        cell: cell_name(row.at.row, row.at.column),
        name: row.name.to_string(),
    }
}

fn row_view(zone: &Zone, preview: &Preview, row: &PreviewRow) -> RowView {
    let sheet = preview.sheets.get(usize::from(row.at.sheet));
    RowView {
        sheet: sheet.map_or_else(String::new, ToString::to_string),
        cell: cell_name(row.at.row, row.at.column),
        name: row.name.to_string(),
        class: row.class,
        project: match row.target {
            Some(RowTarget::Existing(id, _)) => Some(id),
            Some(RowTarget::New(_)) | None => None,
        },
        report: row.report,
        changes: row
            .changes
            .iter()
            .map(|change| change_view(zone, change))
            .collect(),
    }
}

fn difference_view(zone: &Zone, own: &Difference) -> DifferenceView {
    DifferenceView {
        project: own.project,
        name: own.name.to_string(),
        change: change_view(zone, &own.change),
        source: own.source.clone(),
    }
}

fn change_view(zone: &Zone, change: &Change) -> ChangeView {
    ChangeView {
        field: change.field.to_string(),
        label: labels::field(zone, &change.field),
        old: change.old.as_deref().map(str::to_owned),
        new: shown(zone, &change.value),
        cell: change.cell.map(|at| cell_name(at.row, at.column)),
    }
}

fn shown(zone: &Zone, value: &DraftValue) -> Words {
    let same = |text: String| Words::new(text.clone(), text);
    match value {
        DraftValue::Text(text)
        | DraftValue::FreeText(text)
        | DraftValue::Unit(text)
        | DraftValue::Holder(text) => same(text.to_string()),
        DraftValue::Money(amount) => labels::money(zone, *amount),
        DraftValue::Share(share) => same(labels::percent(*share)),
        DraftValue::Date(date) => same(date.to_string()),
        DraftValue::Units(names) => same(texts(names).join("、")),
        DraftValue::Quantity(quantity) => {
            let (done, planned, unit) = (quantity.done, quantity.planned, &quantity.unit);
            same(format!("{done} / {planned} {unit}"))
        }
        DraftValue::Level(level) => level_word(*level),
        DraftValue::Cleared => Words::new("待定", "to be decided"),
    }
}

fn level_word(level: HandlingLevel) -> Words {
    match level {
        HandlingLevel::Public => Words::new("公开", "public"),
        HandlingLevel::Internal => Words::new("内部", "internal"),
        HandlingLevel::WorkSecret => Words::new("工作秘密", "work secret"),
        HandlingLevel::UnpublishedStatistics => Words::new("未发布统计", "unpublished statistics"),
    }
}
