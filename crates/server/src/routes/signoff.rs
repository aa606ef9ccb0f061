//! How a unit signs its reports: its steps and delegations.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::UnitId;
use zone::authority::Operation;
use zone::view::signoff::{self, SignoffBoard};

use super::{HeadView, Server, view};
use crate::app::{App, Who};
use crate::ask::{Asked, MomentQuery};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

/// Everything about signing.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(board))
}

/// How a unit signs at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct SignoffAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// Its steps and delegations.
    #[serde(flatten)]
    board: SignoffBoard,
}

/// The steps in which a unit signs its reports, and who signs for whom. For those who work for the
/// unit, those above it who review, and the office; to others it answers as one that is absent.
#[utoipa::path(get, path = "/units/{id}/signoff", tag = "report", operation_id = "signoff",
    params(("id" = String, Path, description = "The unit: `U3`"), MomentQuery),
    responses((status = 200, body = SignoffAnswer), (status = "default", body = Problems)))]
pub(crate) async fn board(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let id: UnitId = id.parse().map_err(|_| Failure::not_found())?;
    let moment = query.read()?;
    let what = format!("signoff {id} {:?}", who.actor.account);
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            let board = signoff::board(&seen.zone, looking, id).ok_or_else(Failure::not_found)?;
            Answer::json(&SignoffAnswer {
                record: HeadView::of(&seen.head),
                board,
            })
        },
    )
    .await
}
