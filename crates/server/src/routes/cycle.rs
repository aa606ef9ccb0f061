//! Cycles: which there are, who has reported, and who still owes what.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use zone::CycleId;
use zone::authority::Operation;
use zone::view::cycles::{self, Cycles, Matrix, Reminders};

use super::{HeadView, Server, view};
use crate::app::Who;
use crate::ask::{Asked, MomentQuery};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

/// Cycles at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct CycleBoard {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The rhythm, the next cycle, and those there are.
    #[serde(flatten)]
    board: Cycles,
}

/// Who has reported in a cycle, at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct MatrixBoard {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The cycle and its units.
    #[serde(flatten)]
    board: Matrix,
}

/// Who still owes what, at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ReminderBoard {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The reminders.
    #[serde(flatten)]
    board: Reminders,
}

/// The cycles, newest first, with how many reports stand how.
#[utoipa::path(get, path = "/cycles", tag = "cycle", operation_id = "cycles",
    params(MomentQuery),
    responses((status = 200, body = CycleBoard), (status = "default", body = Problems)))]
pub(crate) async fn cycles(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let moment = query.read()?;
    view::answered(&app, who, &headers, "cycles", moment, |_, seen, looking| {
        Answer::json(&CycleBoard {
            record: HeadView::of(&seen.head),
            board: cycles::cycles(&seen.zone, looking),
        })
    })
    .await
}

/// Who still owes a report, a review or an acceptance, the most late first.
#[utoipa::path(get, path = "/cycles/reminders", tag = "cycle", operation_id = "reminders",
    params(MomentQuery),
    responses((status = 200, body = ReminderBoard), (status = "default", body = Problems)))]
pub(crate) async fn reminders(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let moment = query.read()?;
    let what = "reminders";
    view::answered(&app, who, &headers, what, moment, |_, seen, looking| {
        Answer::json(&ReminderBoard {
            record: HeadView::of(&seen.head),
            board: cycles::reminders(&seen.zone, looking),
        })
    })
    .await
}

/// Who has reported in a cycle: units and how their reports stand, with the cycles before.
#[utoipa::path(get, path = "/cycles/{id}", tag = "cycle", operation_id = "cycle",
    params(("id" = String, Path, description = "The cycle: `C5`"), MomentQuery),
    responses((status = 200, body = MatrixBoard), (status = "default", body = Problems)))]
pub(crate) async fn cycle(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let id: CycleId = id.parse().map_err(|_| Failure::not_found())?;
    let moment = query.read()?;
    // Who submitted a report does not review it: what may be done depends on the account.
    let what = format!("cycle {id} {:?}", who.actor.account);
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            let board = cycles::matrix(&seen.zone, looking, id).ok_or_else(Failure::not_found)?;
            Answer::json(&MatrixBoard {
                record: HeadView::of(&seen.head),
                board,
            })
        },
    )
    .await
}
