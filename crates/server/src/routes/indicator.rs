//! The indicators.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;
use serde::Serialize;
use zone::authority::Operation;
use zone::view::Filter;
use zone::view::honesty::Honesty;
use zone::view::indicator::{self, IndicatorSheet};
use zone::view::wall::IndicatorTile;
use zone::{IndicatorId, UnitId};

use super::wall::{self, WallAsked};
use super::{HeadView, Server, view};
use crate::app::Who;
use crate::ask::{Asked, MomentQuery};
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
