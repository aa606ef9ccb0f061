//! Monthly figures of indicators as a table: looked at before they are reported, and out again.

use std::sync::Arc;

use axum::Json;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::response::Response;
use exchange::book;
use exchange::figures::{
    Change, Figure, Figures, PeerCell, Reading as TableReading, Reporting, Target, fill, read,
    read_peers, to_csv, to_xlsx,
};
use host::Seen;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::Operation;
use zone::decide::Moment;
use zone::indicator::ValueState;
use zone::view::indicator::series_name;
use zone::{Actor, IndicatorId, TextRef, UnitId, Words};

use super::Server;
use super::export::{TableQuery, download, seen};
use crate::app::{App, Who};
use crate::ask::{Asked, MomentQuery, Reading, bytes};
use crate::limits;
use crate::preview::{FileProblemView, problem_view, refused};
use crate::problem::{Failure, Problems};

/// How a date is written in a question.
const DATE: &str = "2026-07-01";

/// The routes.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(look))
        .routes(routes!(into))
        .routes(routes!(peers))
        .layer(DefaultBodyLimit::max(limits::UPLOAD_BYTES_MAX))
        .routes(routes!(export))
}

/// How a table is to be read.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FiguresQuery {
    /// The file's name; a pasted table ends in `.tsv`.
    name: Option<String>,
    /// How firm the figures are: `forecast`, `flash` or `final`; final unless named.
    state: Option<String>,
    /// The year of months that name none.
    year: Option<String>,
    /// Whether a reason will be given for figures that nobody expects, and for targets that
    /// replace others: `true`.
    reasoned: Option<String>,
    /// The outside system that the table comes from, by key; none for the office's own.
    source: Option<String>,
    /// By which document targets are to be set; without one they stay as they are.
    document: Option<String>,
    /// From which date: `2026-07-01`. Today unless named.
    effective_on: Option<String>,
}

/// The table to be filled in.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct IntoQuery {
    /// The file's name.
    name: Option<String>,
    /// The year of months that name none.
    year: Option<String>,
}

/// What a table of figures would change. Nothing is recorded.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct FiguresView {
    /// Name of the file.
    file: String,
    /// Whether it can be reported as it is.
    sound: bool,
    /// Figures of months that nothing is known of.
    new: usize,
    /// Figures that are others than known.
    changed: usize,
    /// Figures as known, only firmer.
    firmer: usize,
    /// Figures as known.
    unchanged: usize,
    /// What is new, changed or firmer, in the order of the table.
    figures: Vec<FigureView>,
    /// Targets that are new or others than known; they are set by a document only.
    targets: Vec<TargetView>,
    /// What a system says of indicators that it is not the source of, and is other than known:
    /// left out.
    differences: Vec<FigureView>,
    /// Everything that is wrong, with its cell.
    problems: Vec<FileProblemView>,
}

/// A figure that says something.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct FigureView {
    /// The indicator.
    #[schema(value_type = String)]
    indicator: IndicatorId,
    /// Its name.
    name: Words,
    /// The unit's series, or the whole zone's.
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// What the series is called.
    unit_name: Words,
    /// Year.
    year: i16,
    /// Month to whose end it is, from 1.
    month: i8,
    /// The figure, in the indicator's measure.
    #[schema(value_type = String)]
    value: Decimal,
    /// What a ratio is computed from.
    parts: Option<PartsView>,
    /// What is known of the month.
    #[schema(value_type = Option<String>)]
    known: Option<Decimal>,
    /// `new`, `changed` or `firmer`.
    #[schema(value_type = String)]
    change: Change,
    /// How firm it will be.
    #[schema(value_type = String)]
    state: ValueState,
    /// The sheet.
    sheet: String,
    /// The cell: `C7`.
    cell: String,
}

/// Numerator and denominator of a ratio.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PartsView {
    /// What is counted.
    #[schema(value_type = String)]
    numerator: Decimal,
    /// Out of what.
    #[schema(value_type = String)]
    denominator: Decimal,
}

/// A year's target of a table.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct TargetView {
    /// The indicator.
    #[schema(value_type = String)]
    indicator: IndicatorId,
    /// Its name.
    name: Words,
    /// The unit's series, or the whole zone's.
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// What the series is called.
    unit_name: Words,
    /// The year.
    year: i16,
    /// The target, in the indicator's measure.
    #[schema(value_type = String)]
    value: Decimal,
    /// The one set last.
    #[schema(value_type = Option<String>)]
    known: Option<Decimal>,
    /// `new` or `changed`.
    #[schema(value_type = String)]
    change: Change,
    /// The sheet.
    sheet: String,
    /// The cell: `C7`.
    cell: String,
}

/// Looks at a table of monthly figures: what is new, what is another, what cannot be. Nothing is
/// recorded; the command `report_figures` records it.
#[utoipa::path(post, path = "/indicators/figures", tag = "indicator",
    operation_id = "lookAtFigures", params(FiguresQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = FiguresView), (status = "default", body = Problems)))]
pub(crate) async fn look(
    State(app): Server,
    who: Who,
    Asked(query): Asked<FiguresQuery>,
    request: Request,
) -> Result<Json<FiguresView>, Failure> {
    who.may_do(Operation::KeepIndicators)?;
    let mut reading = Reading::default();
    let name = reading.text("name", query.name.as_deref());
    let year = reading.value::<i16>("year", query.year.as_deref(), "2026");
    let state = match query.state.as_deref() {
        None | Some("" | "final") => ValueState::Final,
        Some("flash") => ValueState::Flash,
        Some("forecast") => ValueState::Forecast,
        Some(_) => {
            reading.wrong("state", "forecast | flash | final");
            ValueState::Final
        }
    };
    let effective_on = reading.value::<Date>("effective_on", query.effective_on.as_deref(), DATE);
    reading.done()?;
    let name = name.unwrap_or_else(|| "upload.xlsx".to_owned());
    let reasoned = query.reasoned.as_deref() == Some("true");
    let bytes = bytes(request, &app, limits::UPLOAD_BYTES_MAX).await?;
    let (host, actor) = (Arc::clone(&app.host), who.actor);
    let work = move || {
        let book = book::read(&name, &bytes).map_err(|problems| refused(&problems))?;
        let seen = host.now(host::today())?;
        let asked = TableReading {
            on: seen.true_on,
            year,
            state,
            source: query.source.filter(|key| !key.is_empty()),
        };
        let figures = read(&book, &seen.zone, &asked);
        let document = query.document.as_deref().filter(|own| !own.is_empty());
        let on = effective_on.unwrap_or_else(host::today);
        let reporting = Reporting {
            state,
            // Any reason will do: it is only asked whether there is one.
            reason: reasoned.then_some(TextRef([0; 32])),
            document: document.map(|own| (own, on)),
        };
        Ok(Json(looked_at(&seen, &actor, &figures, reporting)))
    };
    app.work.read(work).await
}

fn looked_at(
    seen: &Seen,
    actor: &Actor,
    figures: &Figures,
    reporting: Reporting<'_>,
) -> FiguresView {
    let moment = Moment {
        today: host::today(),
        calendars: &seen.calendars,
    };
    let refusals = figures.rehearse(&seen.zone, moment, actor, reporting);
    let state = reporting.state;
    let shown = |own: &Figure| view(seen, own, state);
    let sound = figures.is_sound() && refusals.is_empty();
    let problems = figures.problems.iter().map(problem_view);
    FiguresView {
        file: figures.file_name.to_string(),
        sound,
        new: figures.count(Change::New),
        changed: figures.count(Change::Changed),
        firmer: figures.count(Change::Firmer),
        unchanged: figures.count(Change::Unchanged),
        figures: figures.news().map(shown).collect(),
        targets: figures.new_targets().map(|own| target(seen, own)).collect(),
        differences: figures.differences.iter().map(shown).collect(),
        problems: problems
            .chain(refusals.into_iter().map(FileProblemView::refusal))
            .collect(),
    }
}

fn name(seen: &Seen, id: IndicatorId) -> Words {
    let known = seen.zone.indicators.get(&id);
    known.map_or_else(Words::default, |known| known.definition.name.clone())
}

fn target(seen: &Seen, own: &Target) -> TargetView {
    TargetView {
        indicator: own.indicator,
        name: name(seen, own.indicator),
        unit: own.unit,
        unit_name: series_name(&seen.zone, own.unit, seen.true_on),
        year: own.year,
        value: own.value,
        known: own.known,
        change: own.change,
        sheet: own.sheet.to_string(),
        cell: own.cell_name(),
    }
}

fn view(seen: &Seen, own: &Figure, state: ValueState) -> FigureView {
    let value = own.value(&seen.zone, state);
    FigureView {
        indicator: own.indicator,
        name: name(seen, own.indicator),
        unit: own.unit,
        unit_name: series_name(&seen.zone, own.unit, seen.true_on),
        year: own.month.year,
        month: own.month.month,
        value: own.value,
        parts: own.parts.map(|parts| PartsView {
            numerator: parts.numerator,
            denominator: parts.denominator,
        }),
        known: own.known,
        change: own.change,
        state: value.state,
        sheet: own.sheet.to_string(),
        cell: own.cell_name(),
    }
}

/// The table that somebody else wants filled in: its cells of indicators and units that the zone
/// knows, everything else as it was. Nothing is recorded.
#[utoipa::path(post, path = "/exports/figures/into", tag = "export",
    operation_id = "fillInFigures", params(IntoQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "default", body = Problems)))]
pub(crate) async fn into(
    State(app): Server,
    who: Who,
    Asked(query): Asked<IntoQuery>,
    request: Request,
) -> Result<Response, Failure> {
    who.may_do(Operation::KeepIndicators)?;
    let mut reading = Reading::default();
    let year = reading.value::<i16>("year", query.year.as_deref(), "2026");
    let name = reading.text("name", query.name.as_deref());
    reading.done()?;
    let name = name.unwrap_or_else(|| "upload.xlsx".to_owned());
    let bytes = bytes(request, &app, limits::UPLOAD_BYTES_MAX).await?;
    let host = Arc::clone(&app.host);
    let work = move || {
        let seen = host.now(host::today())?;
        let asked = TableReading {
            on: seen.true_on,
            year,
            state: ValueState::Final,
            source: None,
        };
        let filled = fill(&name, &bytes, &seen.zone, &asked);
        let filled = filled.map_err(|problems| refused(&problems))?;
        Ok(download(&filled.name, filled.bytes))
    };
    app.work.read(work).await
}

/// How a table of other zones' figures is to be read.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PeersQuery {
    /// The file's name; a pasted table ends in `.tsv`.
    name: Option<String>,
    /// The year of months that name none.
    year: Option<String>,
    /// The indicator of a table that names none: `I3`.
    about: Option<String>,
}

/// What a table of other zones' figures says. Nothing is recorded.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PeerTableView {
    /// Whether it can be reported as it is.
    sound: bool,
    /// What is new or changed, in the order of the table.
    figures: Vec<PeerCellView>,
    /// Everything that is wrong, with its cell.
    problems: Vec<FileProblemView>,
}

/// A figure of another zone.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PeerCellView {
    /// The indicator.
    #[schema(value_type = String)]
    indicator: IndicatorId,
    /// The other zone.
    peer: String,
    /// Year.
    year: i16,
    /// Month to whose end it is, from 1.
    month: i8,
    /// The figure, in the indicator's measure.
    #[schema(value_type = String)]
    value: Decimal,
    /// What is known of the month.
    #[schema(value_type = Option<String>)]
    known: Option<Decimal>,
    /// The cell: `C7`.
    cell: String,
}

/// Looks at a table of what other zones published: a row for each zone, a column for each month.
/// Nothing is recorded; the command `report_peers` records it.
#[utoipa::path(post, path = "/indicators/peers", tag = "indicator",
    operation_id = "lookAtPeers", params(PeersQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = PeerTableView), (status = "default", body = Problems)))]
pub(crate) async fn peers(
    State(app): Server,
    who: Who,
    Asked(query): Asked<PeersQuery>,
    request: Request,
) -> Result<Json<PeerTableView>, Failure> {
    who.may_do(Operation::KeepIndicators)?;
    let mut reading = Reading::default();
    let year = reading.value::<i16>("year", query.year.as_deref(), "2026");
    let about = reading.value("about", query.about.as_deref(), "I3");
    let name = reading.text("name", query.name.as_deref());
    reading.done()?;
    let name = name.unwrap_or_else(|| "upload.xlsx".to_owned());
    let bytes = bytes(request, &app, limits::UPLOAD_BYTES_MAX).await?;
    let host = Arc::clone(&app.host);
    let work = move || {
        let book = book::read(&name, &bytes).map_err(|problems| refused(&problems))?;
        let seen = host.now(host::today())?;
        let asked = TableReading {
            on: seen.true_on,
            year,
            state: ValueState::Final,
            source: None,
        };
        let found = read_peers(&book, &seen.zone, &asked, about);
        Ok(Json(PeerTableView {
            sound: found.is_sound(),
            figures: found.news().cloned().map(peer_view).collect(),
            problems: found.problems.iter().map(problem_view).collect(),
        }))
    };
    app.work.read(work).await
}

fn peer_view(own: PeerCell) -> PeerCellView {
    PeerCellView {
        indicator: own.indicator,
        peer: own.peer,
        year: own.year,
        month: own.month,
        value: own.value,
        known: own.known,
        cell: own.cell,
    }
}

/// The figures of a year as a table that can be filled in and read again.
#[utoipa::path(get, path = "/exports/figures", tag = "export", operation_id = "exportFigures",
    params(MomentQuery, TableQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "default", body = Problems)))]
pub(crate) async fn export(
    State(app): Server,
    who: Who,
    Asked(moment): Asked<MomentQuery>,
    Asked(table): Asked<TableQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let mut reading = Reading::default();
    let moment = reading.moment(&moment);
    let (csv, lang) = table.read(&mut reading);
    reading.done()?;
    let (host, actor) = (Arc::clone(&app.host), who.actor);
    let work = move || {
        let seen = seen(&host, &actor, &moment)?;
        let on = seen.true_on;
        let name = lang.pick(|| "主要指标", || "indicators");
        if csv {
            let bytes = to_csv(&seen.zone, on, lang);
            return Ok(download(&format!("{name} {on}.csv"), bytes));
        }
        let bytes = to_xlsx(&seen.zone, on, lang).map_err(|error| Failure::fault(&error))?;
        Ok(download(&format!("{name} {on}.xlsx"), bytes))
    };
    app.work.read(work).await
}
