//! The sheet of a project.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zone::authority::Operation;
use zone::view::sheet::{
    self, FieldView, FixedLightView, LightReport, LineageView, ProblemView, ProjectSheet,
    StageMoveView, StepView,
};
use zone::view::wall::WallRow;
use zone::view::{Filter, Looking};
use zone::{Actor, ProjectId};

use super::wall::key_of;
use super::{HeadView, Server};
use crate::app::Who;
use crate::ask::{Asked, Moment, MomentQuery, Reading};
use crate::history::{self, Change};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

/// Which sheet is asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SheetQuery {
    /// Known at: a sequence number, the name of a mark, or a time. The newest unless named.
    known_at: Option<String>,
    /// True on: a date, `2026-05-18`. What the moment speaks of unless named.
    true_on: Option<String>,
    /// Key of the rule set; the one in force unless named.
    rule: Option<String>,
}

/// The sheet of a project, with its history in words.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct SheetAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The date looked at.
    #[schema(value_type = String, format = Date)]
    true_on: Date,
    /// The same row the wall shows.
    row: WallRow,
    /// Every field that has a value on the date, with where it comes from.
    fields: Vec<FieldView>,
    /// Why the light has its colour.
    light: LightReport,
    /// The steps of the schedule.
    steps: Vec<StepView>,
    /// Open problems first.
    problems: Vec<ProblemView>,
    /// Renames, splits, mergers, suspensions.
    lineage: Vec<LineageView>,
    /// Gates passed, with their evidence.
    stage_moves: Vec<StageMoveView>,
    /// Lights fixed by closed cycles, oldest first.
    fixed_lights: Vec<FixedLightView>,
    /// Events about it in words, oldest first; at most the newest thousand.
    history: Vec<Change>,
    /// How many events there are about it.
    history_total: usize,
    /// The first year without its holiday notice that a date here depends on.
    provisional_year: Option<i16>,
}

/// The sheet of a project. A project that may not be seen answers as one that is absent.
#[utoipa::path(get, path = "/projects/{id}", tag = "project", operation_id = "project",
    params(("id" = String, Path, description = "The project: `P12`"), SheetQuery),
    responses((status = 200, body = SheetAnswer), (status = "default", body = Problems)))]
pub(crate) async fn project(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<SheetQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let id: ProjectId = id.parse().map_err(|_| Failure::not_found())?;
    let mut reading = Reading::default();
    let moment = reading.moment(&MomentQuery {
        known_at: query.known_at,
        true_on: query.true_on,
    });
    let rule = reading.text("rule", query.rule.as_deref());
    reading.done()?;
    let filter = Filter {
        rule,
        ..Filter::default()
    };
    let what = format!("sheet {id}");
    let key = key_of(&what, &app, &who.actor, &moment, &filter).await?;
    let (host, actor) = (Arc::clone(&app.host), who.actor);
    let compute = move || Answer::json(&computed(&host, &actor, id, &moment, &filter)?);
    Ok(app
        .views
        .get(&app.work, key, compute)
        .await?
        .respond(&headers))
}

fn computed(
    host: &host::Host,
    actor: &Actor,
    id: ProjectId,
    moment: &Moment,
    filter: &Filter,
) -> Result<SheetAnswer, Failure> {
    let seen = host.see(&moment.known_at, host::today())?;
    let seen = seen.disclosed_to(actor, host::today());
    let looking = Looking {
        true_on: moment.true_on.unwrap_or(seen.true_on),
        calendars: &seen.calendars,
        texts: host.library(),
        actor,
    };
    let on = looking.true_on;
    let project = seen.zone.projects.get(&id);
    let visible = project
        .is_some_and(|project| actor.sees(project.handling_level(on), project.lead_unit(on)));
    if !visible {
        return Err(Failure::not_found());
    }
    let ProjectSheet {
        row,
        fields,
        light,
        steps,
        problems,
        lineage,
        stage_moves,
        fixed_lights,
        history,
        provisional_year,
    } = sheet::sheet(&seen.zone, looking, id, filter)?;
    Ok(SheetAnswer {
        record: HeadView::of(&seen.head),
        true_on: on,
        row,
        fields,
        light,
        steps,
        problems,
        lineage,
        stage_moves,
        fixed_lights,
        history_total: history.len(),
        history: history::told(host.library(), &seen.zone, looking, &history)?,
        provisional_year,
    })
}
