//! A unit's own table as the draft of its report. Nothing is recorded.

use std::sync::Arc;

use axum::Json;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use exchange::own_table::{self, ByHand, ColumnUse, LeftRow, OwnColumn, OwnLine, WhyLeft};
use exchange::problem::Place;
use exchange::rows::DraftValue;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::{Field, ProjectId, ReportId, Words, Zone, labels};

use super::{Server, draft};
use crate::app::{App, Who};
use crate::ask::{Asked, Reading, bytes};
use crate::limits;
use crate::preview::{FileProblemView, problem_view, refused};
use crate::problem::{Failure, Problems};

/// The route; files are larger than commands.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(look))
        .layer(DefaultBodyLimit::max(limits::UPLOAD_BYTES_MAX))
}

/// How the table is read.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TableQuery {
    /// Name of the file; a pasted table comes as UTF-8 text under a name that ends in `.tsv`.
    name: Option<String>,
    /// Projects of rows matched by hand: `进度表!B9:P12`, one a line.
    rows: Option<String>,
    /// Fields of columns set by hand, remembered for the unit: `D:reported_ytd,E:ignore`.
    columns: Option<String>,
}

/// What a table would fill in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct OwnTableView {
    /// Lines of the report, in order of the table.
    lines: Vec<OwnLineView>,
    /// Rows that are not taken.
    left: Vec<LeftRowView>,
    /// Every column, and what is made of it.
    columns: Vec<OwnColumnView>,
    /// Projects that are owed and have no row.
    missing: Vec<NamedProject>,
    /// What cannot be read, and remarks.
    problems: Vec<FileProblemView>,
    /// Lines that are no projects: titles, totals, sections.
    passed_over: u32,
}

/// A line of the report as the table tells it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct OwnLineView {
    /// The project.
    #[schema(value_type = String)]
    project: ProjectId,
    /// Its name.
    name: String,
    /// Where its name stands.
    place: String,
    /// What is told.
    cells: Vec<OwnCellView>,
}

/// A value the table tells.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct OwnCellView {
    /// Key of the field.
    field: String,
    /// Fen of money, basis points of a share.
    number: Option<i64>,
    /// A date or words.
    text: Option<String>,
    /// Where it stands.
    place: Option<String>,
}

/// A row that is not taken.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct LeftRowView {
    /// By which it is matched by hand.
    key: String,
    /// Where its name stands.
    place: String,
    /// What stands there.
    name: String,
    /// Why it is not taken.
    why: Words,
    /// The unit's own projects it may be, likeliest first.
    candidates: Vec<NamedProject>,
}

/// A project and its name.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct NamedProject {
    /// The project.
    #[schema(value_type = String)]
    id: ProjectId,
    /// Its name.
    name: String,
}

/// A column of the table.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct OwnColumnView {
    /// Its sheet.
    sheet: String,
    /// Its letters.
    column: String,
    /// What its header says.
    header: String,
    /// The field it fills.
    field: Option<String>,
    /// What is made of it, in words.
    used: Words,
    /// Whether it is taken, or tells which project a row is of.
    taken: bool,
}

/// Looks at a unit's own table, uploaded or pasted: what it would fill in, and every row and column
/// that is not taken. Nothing is recorded; the page puts it into the draft.
#[utoipa::path(post, path = "/reports/{id}/table", tag = "report", operation_id = "lookAtTable",
    params(("id" = String, Path, description = "The report: `C5-U3`"), TableQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = OwnTableView), (status = "default", body = Problems)))]
pub(crate) async fn look(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    Asked(query): Asked<TableQuery>,
    request: Request,
) -> Result<Json<OwnTableView>, Failure> {
    let id = draft::own(&app, &who, &id).await?;
    let by_hand = query.read()?;
    let name = query.name.unwrap_or_else(|| "table.xlsx".to_owned());
    let bytes = bytes(request, &app, limits::UPLOAD_BYTES_MAX).await?;
    let at_work = Arc::clone(&app);
    let work = move || looked(&at_work, id, &name, &bytes, &by_hand);
    app.work.read(work).await.map(Json)
}

fn looked(
    app: &App,
    id: ReportId,
    name: &str,
    bytes: &[u8],
    by_hand: &ByHand,
) -> Result<OwnTableView, Failure> {
    let book = exchange::book::read(name, bytes).map_err(|problems| refused(&problems))?;
    let zone = app.host.now(host::today())?.zone;
    let cycle = zone.cycles.get(&id.cycle).ok_or_else(Failure::not_found)?;
    let texts = app.host.library();
    // Losing what was remembered costs a click; it never stops a look.
    let kept = |layout: &str| app.drafts.mapping(id.unit, layout).unwrap_or_default();
    let found = own_table::look(&zone, texts, (cycle, id.unit), &book, by_hand, &kept);
    let found = found.map_err(|problems| refused(&problems))?;
    if !by_hand.columns.is_empty() {
        let (layout, mapping) = (&found.mapping.layout, found.mapping.to_keep().to_json());
        let kept = app.drafts.keep_mapping(id.unit, layout, &mapping);
        kept.map_err(|error| Failure::fault(&error))?;
    }
    let named = |id: ProjectId| NamedProject {
        id,
        name: name_of(&zone, id, cycle.until),
    };
    Ok(OwnTableView {
        lines: found
            .lines
            .into_iter()
            .map(|own| line(&zone, own, cycle.until))
            .collect(),
        left: found.rows.into_iter().map(left).collect(),
        columns: found
            .columns
            .into_iter()
            .map(|own| column(&zone, own))
            .collect(),
        missing: found.missing.into_iter().map(named).collect(),
        problems: found.problems.iter().map(problem_view).collect(),
        passed_over: found.passed_over,
    })
}

fn name_of(zone: &Zone, id: ProjectId, on: jiff::civil::Date) -> String {
    let project = zone.projects.get(&id);
    project.map_or_else(|| id.to_string(), |own| own.name_on(on).to_owned())
}

fn placed(place: &Place) -> String {
    let sheet = place.sheet.as_deref().unwrap_or_default();
    format!("{sheet}!{}", place.cell_name().unwrap_or_default())
}

fn line(zone: &Zone, own: OwnLine, on: jiff::civil::Date) -> OwnLineView {
    let cell = |(field, value, place): (Field, DraftValue, Option<Place>)| {
        let (number, text) = match value {
            DraftValue::Money(amount) => (Some(amount.0), None),
            DraftValue::Share(share) => (Some(i64::from(share.0)), None),
            DraftValue::Date(date) => (None, Some(date.to_string())),
            DraftValue::Text(text) | DraftValue::FreeText(text) => (None, Some(text.to_string())),
            // Nothing else is reported in the form.
            _ => return None,
        };
        Some(OwnCellView {
            field: field.to_string(),
            number,
            text,
            place: place.as_ref().map(placed),
        })
    };
    OwnLineView {
        project: own.project,
        name: name_of(zone, own.project, on),
        place: placed(&own.place),
        cells: own.cells.into_iter().filter_map(cell).collect(),
    }
}

fn left(own: LeftRow) -> LeftRowView {
    let why = match &own.why {
        WhyLeft::Unknown => Words::new(
            "不是本单位的项目，或名称对不上",
            "no project of the unit is called so",
        ),
        WhyLeft::OtherUnit(unit) => {
            Words::new(format!("由“{unit}”填报"), format!("{unit} reports of it"))
        }
        WhyLeft::Unsure => Words::new(
            "名称相近，请选定是哪个项目",
            "called alike: say which project it is",
        ),
        WhyLeft::Twice(first) => Words::new(
            format!("与 {} 是同一项目", placed(first)),
            format!("the same project as in {}", placed(first)),
        ),
    };
    let candidates = own.candidates.into_iter();
    LeftRowView {
        key: own.key,
        place: placed(&own.place),
        name: own.name,
        why,
        candidates: candidates
            .map(|(id, name)| NamedProject { id, name })
            .collect(),
    }
}

fn column(zone: &Zone, own: OwnColumn) -> OwnColumnView {
    let (used, field, taken) = match own.used {
        ColumnUse::Fills(field) => {
            let label = labels::field(zone, &field);
            let used = Words::new(
                format!("填入“{}”", label.zh),
                format!("fills {:?}", label.en),
            );
            (used, Some(field.to_string()), true)
        }
        ColumnUse::Finds => (Words::new("用来对应项目", "finds the project"), None, true),
        ColumnUse::NotReported(field) => {
            let label = labels::field(zone, &field);
            let used = Words::new(
                format!("“{}”不由单位填报，未用", label.zh),
                format!("{:?} is not for the unit to report: left out", label.en),
            );
            (used, None, false)
        }
        ColumnUse::NotAsked(field) => {
            let label = labels::field(zone, &field);
            let used = Words::new(
                format!("本期表单没有“{}”，未用", label.zh),
                format!("the form does not ask for {:?}: left out", label.en),
            );
            (used, None, false)
        }
        ColumnUse::Unknown => (
            Words::new("不认识，未用", "not known: left out"),
            None,
            false,
        ),
    };
    OwnColumnView {
        sheet: own.sheet,
        column: own.column,
        header: own.header,
        field,
        used,
        taken,
    }
}

impl TableQuery {
    fn read(&self) -> Result<ByHand, Failure> {
        let mut reading = Reading::default();
        let mut by_hand = ByHand::default();
        let lines = self.rows.as_deref().unwrap_or_default().lines();
        for line in lines.filter(|line| !line.trim().is_empty()) {
            let told = line.rsplit_once(':');
            match told.and_then(|(key, id)| Some((key.to_owned(), id.trim().parse().ok()?))) {
                Some((key, id)) => {
                    by_hand.rows.insert(key, id);
                }
                None => reading.wrong("rows", "进度表!B9:P12"),
            }
        }
        let parts = self.columns.as_deref().unwrap_or_default().split(',');
        for part in parts.filter(|part| !part.trim().is_empty()) {
            let told = part.trim().split_once(':');
            let told = told.and_then(|(column, field)| {
                let field = match field {
                    "ignore" => None,
                    key => Some(key.parse::<Field>().ok()?),
                };
                Some((column.to_owned(), field))
            });
            match told {
                Some((column, field)) => {
                    by_hand.columns.insert(column, field);
                }
                None => reading.wrong("columns", "D:reported_ytd,E:ignore"),
            }
        }
        reading.done()?;
        Ok(by_hand)
    }
}
