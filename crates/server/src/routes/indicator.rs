//! The indicators.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zone::authority::Operation;
use zone::view::Filter;
use zone::view::board::UnitBoard;
use zone::view::feed::{Assumed, FeedView, WhatIf};
use zone::view::honesty::Honesty;
use zone::view::indicator::{self, IndicatorSheet};
use zone::view::wall::IndicatorTile;
use zone::{IndicatorId, ProjectId, UnitId};

use super::wall::{self, WallAsked};
use super::{HeadView, Server, view};
use crate::app::Who;
use crate::ask::{Asked, MomentQuery, Reading};
use crate::limits::WHAT_IFS_MAX;
use crate::problem::{Failure, Problems};
use crate::views::Answer;

/// The indicators at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct IndicatorBoard {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The date looked at.
    #[schema(value_type = String, format = Date)]
    true_on: Date,
    /// One tile each, in order.
    tiles: Vec<IndicatorTile>,
}

/// An indicator at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct IndicatorAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The date looked at.
    #[schema(value_type = String, format = Date)]
    true_on: Date,
    /// Its series, revisions, targets and parts.
    sheet: IndicatorSheet,
}

/// Indicators by units at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct UnitBoardAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The date looked at.
    #[schema(value_type = String, format = Date)]
    true_on: Date,
    /// The table.
    board: UnitBoard,
}

/// What projects bring to an indicator at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct FeedAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The date looked at.
    #[schema(value_type = String, format = Date)]
    true_on: Date,
    /// What they bring; none where no projects feed the indicator, or it has no value this year.
    projects: Option<FeedView>,
}

/// What was said and promised, and what came.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct HonestyAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The date looked at.
    #[schema(value_type = String, format = Date)]
    true_on: Date,
    /// Forecasts and promises with what came of them.
    honesty: Honesty,
}

/// Forecasts and promises as they were made, scored by what came: how good stated chances were, and
/// which units promise more or less than comes.
#[utoipa::path(get, path = "/honesty", tag = "indicator", operation_id = "honesty",
    params(MomentQuery),
    responses((status = 200, body = HonestyAnswer), (status = "default", body = Problems)))]
pub(crate) async fn honesty(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let moment = query.read()?;
    view::answered(
        &app,
        who,
        &headers,
        "honesty",
        moment,
        |_, seen, looking| {
            Answer::json(&HonestyAnswer {
                record: HeadView::of(&seen.head),
                true_on: looking.true_on,
                honesty: zone::view::honesty::honesty(&seen.zone, looking),
            })
        },
    )
    .await
}

/// Every indicator by every unit: lights, completion, half-way line.
#[utoipa::path(get, path = "/indicators/units", tag = "indicator",
    operation_id = "indicators_by_unit", params(MomentQuery),
    responses((status = 200, body = UnitBoardAnswer), (status = "default", body = Problems)))]
pub(crate) async fn by_unit(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let moment = query.read()?;
    view::answered(
        &app,
        who,
        &headers,
        "indicators by unit",
        moment,
        |_, seen, looking| {
            Answer::json(&UnitBoardAnswer {
                record: HeadView::of(&seen.head),
                true_on: looking.true_on,
                board: zone::view::board::board(&seen.zone, looking),
            })
        },
    )
    .await
}

/// What projects are assumed to do.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FeedQuery {
    /// Known at: a sequence number, the name of a mark, or a time. The newest unless named.
    known_at: Option<String>,
    /// True on: a date, `2026-05-18`.
    true_on: Option<String>,
    /// What is assumed, separated by commas: `P12=2026-07-01` begins then, `P13=plan` brings its
    /// year's plan.
    what_if: Option<String>,
}

impl FeedQuery {
    fn read(&self) -> Result<(crate::ask::Moment, WhatIf), Failure> {
        let mut reading = Reading::default();
        let moment = reading.moment(&MomentQuery {
            known_at: self.known_at.clone(),
            true_on: self.true_on.clone(),
        });
        let assumed = |text: &str| {
            let (project, what) = text.trim().split_once('=')?;
            let what = match what.trim() {
                "plan" => Assumed::AsPlanned,
                date => Assumed::Begins(date.parse().ok()?),
            };
            Some((project.trim().parse::<ProjectId>().ok()?, what))
        };
        let asked = self.what_if.as_deref().unwrap_or_default().split(',');
        let mut what_if = WhatIf::new();
        for text in asked.filter(|text| !text.trim().is_empty()) {
            match assumed(text) {
                Some((project, what)) if what_if.len() < WHAT_IFS_MAX => {
                    what_if.insert(project, what);
                }
                _ => reading.wrong("what_if", "P12=2026-07-01,P13=plan"),
            }
        }
        reading.done()?;
        Ok((moment, what_if))
    }
}

/// What projects bring to an indicator: as it goes, and with what is assumed of some.
#[utoipa::path(get, path = "/indicators/{id}/projects", tag = "indicator",
    operation_id = "indicator_projects",
    params(("id" = String, Path, description = "The indicator: `I3`"), FeedQuery),
    responses((status = 200, body = FeedAnswer), (status = "default", body = Problems)))]
pub(crate) async fn projects(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<FeedQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let id: IndicatorId = id.parse().map_err(|_| Failure::not_found())?;
    let (moment, what_if) = query.read()?;
    let what = format!("projects {id} {what_if:?}");
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            seen.zone
                .indicators
                .get(&id)
                .ok_or_else(Failure::not_found)?;
            Answer::json(&FeedAnswer {
                record: HeadView::of(&seen.head),
                true_on: looking.true_on,
                projects: zone::view::feed::feed(&seen.zone, looking, id, &what_if),
            })
        },
    )
    .await
}

/// One indicator.
#[utoipa::path(get, path = "/indicators/{id}", tag = "indicator", operation_id = "indicator",
    params(("id" = String, Path, description = "The indicator: `I3`"), MomentQuery),
    responses((status = 200, body = IndicatorAnswer), (status = "default", body = Problems)))]
pub(crate) async fn indicator(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let id: IndicatorId = id.parse().map_err(|_| Failure::not_found())?;
    let moment = query.read()?;
    let what = format!("indicator {id}");
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            let sheet = indicator::sheet(&seen.zone, looking, id).ok_or_else(Failure::not_found)?;
            Answer::json(&IndicatorAnswer {
                record: HeadView::of(&seen.head),
                true_on: looking.true_on,
                sheet,
            })
        },
    )
    .await
}

/// The indicators.
#[utoipa::path(get, path = "/indicators", tag = "indicator", operation_id = "indicators",
    params(MomentQuery),
    responses((status = 200, body = IndicatorBoard), (status = "default", body = Problems)))]
pub(crate) async fn indicators(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let moment = query.read()?;
    // The wall carries the tiles; a unit that cannot exist leaves out its rows.
    let filter = Filter {
        unit: Some(UnitId(u32::MAX)),
        ..Filter::default()
    };
    let key = wall::key_of("indicators", &app, &who.actor, &moment, &filter).await?;
    let (host, actor) = (Arc::clone(&app.host), who.actor);
    let asked = WallAsked { moment, filter };
    let compute = move || {
        let (seen, wall) = wall::computed(&host, &actor, &asked)?;
        Answer::json(&IndicatorBoard {
            record: HeadView::of(&seen.head),
            true_on: wall.head.true_on,
            tiles: wall.indicators,
        })
    };
    Ok(app
        .views
        .get(&app.work, key, compute)
        .await?
        .respond(&headers))
}
