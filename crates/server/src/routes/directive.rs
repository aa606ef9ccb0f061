//! From words to items: minutes, a speech or a report are repaired and what they ask for is shown.
//! Nothing is recorded: a person decides what is assigned.

use std::sync::Arc;

use axum::Json;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::Operation;
use zone::view::wall::NamedUnit;
use zone::{UnitId, Zone};

use super::Server;
use crate::app::{App, Who};
use crate::ask::{Asked, Reading, bytes};
use crate::preview::refusal_of;
use crate::problem::{Failure, Problems};
use crate::{limits, refusal};

/// How a text is called and of which day it is.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TextQuery {
    /// Name of the file, with its ending; a pasted text needs none.
    name: Option<String>,
    /// The day the text is of, from which periods are told: today unless named.
    date: Option<String>,
}

/// What a text asks for.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct DirectivesView {
    /// The day it was read as of.
    #[schema(value_type = String, format = Date)]
    date: Date,
    /// The text after repair.
    text: String,
    /// What was repaired, in order.
    repairs: Vec<RepairView>,
    /// How many repairs there are; of very many only the first are shown.
    repairs_total: usize,
    /// What it asks for, in order.
    directives: Vec<DirectiveView>,
}

/// A repair.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct RepairView {
    /// What was mended: `lost_bytes`, `pinyin`, `traditional`, `punctuation`.
    #[schema(value_type = String)]
    damage: minutes::Damage,
    /// Line in the text as it came, from 1.
    line: usize,
    /// Character in the line, from 1.
    column: usize,
    /// What stood there.
    found: String,
    /// What stands there now.
    put: String,
    /// Whether it is sure enough to be used unread.
    sure: bool,
    /// Other readings, the likeliest first.
    others: Vec<String>,
}

/// One thing that is asked for.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct DirectiveView {
    /// What is to be done, as said.
    text: String,
    /// The whole sentence.
    sentence: String,
    /// Line of the repaired text, from 1.
    line: usize,
    /// Character in the line, from 1.
    column: usize,
    /// Proposed class: `assign` 立项, `pass_on` 传达, `done` 已办.
    #[schema(value_type = String)]
    class: minutes::Class,
    /// Who is named, as said.
    who: Option<String>,
    /// The units that are named, the first of them as the lead.
    units: Vec<NamedUnit>,
    /// The period that was named, as said.
    period: Option<String>,
    /// Its last day.
    #[schema(value_type = Option<String>, format = Date)]
    due_on: Option<Date>,
    /// How often it is said again.
    repeated: u32,
}

/// The route, with the body's limit of an upload.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(directives))
        .layer(DefaultBodyLimit::max(limits::UPLOAD_BYTES_MAX))
}

/// Takes a text as it was pasted, or a file (txt, docx, html); repairs it and finds what it asks
/// for. Nothing is recorded.
#[utoipa::path(post, path = "/directives", tag = "item", operation_id = "directives",
    params(TextQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = DirectivesView), (status = "default", body = Problems)))]
pub(crate) async fn directives(
    State(app): Server,
    who: Who,
    Asked(query): Asked<TextQuery>,
    request: Request,
) -> Result<Json<DirectivesView>, Failure> {
    who.may_do(Operation::RunCycles)?;
    let mut reading = Reading::default();
    let name = reading.text("name", query.name.as_deref());
    let date: Option<Date> = reading.value("date", query.date.as_deref(), "2026-05-18");
    if date.is_some_and(|date| !zone::limits::YEARS.contains(&date.year())) {
        reading.wrong("date", "1950–2150");
    }
    reading.done()?;
    let name = name.unwrap_or_else(|| "text.txt".to_owned());
    let bytes = bytes(request, &app, limits::UPLOAD_BYTES_MAX).await?;
    let host = Arc::clone(&app.host);
    let work = move || {
        let text = exchange::book::prose(&name, &bytes).map_err(|problems| {
            let refusals = problems.iter().map(refusal_of).collect();
            Failure::all(StatusCode::UNPROCESSABLE_ENTITY, refusals)
        })?;
        let seen = host.now(host::today())?;
        let date = date.unwrap_or_else(host::today);
        found(&seen.zone, &text, date).map(Json)
    };
    app.work.read(work).await
}

fn found(zone: &Zone, text: &str, date: Date) -> Result<DirectivesView, Failure> {
    let too_long = |long: minutes::TooLong| {
        let problem = refusal::text_too_long(long.chars, minutes::limits::TEXT_CHARS_MAX);
        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, problem)
    };
    let repaired = minutes::repair(text).map_err(too_long)?;
    let directives = minutes::directives(&repaired.text, date).map_err(too_long)?;
    let view = |one: minutes::Directive| DirectiveView {
        units: units(zone, date, one.who.as_deref().unwrap_or(&one.text)),
        text: one.text,
        sentence: one.sentence,
        line: one.line,
        column: one.column,
        class: one.class,
        who: one.who,
        period: one.period,
        due_on: one.due_on,
        repeated: one.repeated,
    };
    let repairs_total = repaired.repairs.len();
    let repairs = repaired.repairs.into_iter().take(limits::REPAIRS_SHOWN_MAX);
    Ok(DirectivesView {
        date,
        text: repaired.text,
        repairs: repairs
            .map(|one| RepairView {
                damage: one.damage,
                line: one.line,
                column: one.column,
                found: one.found,
                put: one.put,
                sure: one.sure,
                others: one.others,
            })
            .collect(),
        repairs_total,
        directives: directives.into_iter().map(view).collect(),
    })
}

/// The units named in a text, in the order they stand there.
fn units(zone: &Zone, on: Date, text: &str) -> Vec<NamedUnit> {
    let mut named: Vec<(usize, UnitId)> = Vec::new();
    for unit in zone.units.values() {
        let names =
            std::iter::once(unit.name_on(on)).chain(unit.aliases.iter().map(String::as_str));
        let places = names
            .filter(|name| !name.is_empty())
            .filter_map(|name| text.find(name));
        if let Some(place) = places.min() {
            named.push((place, zone.unit_on(unit.id, on)));
        }
    }
    named.sort();
    let mut seen = std::collections::BTreeSet::new();
    named.retain(|(_, id)| seen.insert(*id));
    let view = |(_, id): (usize, UnitId)| {
        let unit = zone.units.get(&id)?;
        let name = unit.name_on(on).to_owned();
        Some(NamedUnit { id, name })
    };
    named.into_iter().filter_map(view).collect()
}
