//! Purges: asked for by one person, confirmed or refused by another.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use host::{Done, SealBag};
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::{Operation, Reach};
use zone::view::Looking;
use zone::view::purges::{PurgeBoard, PurgeView, purge, purges};
use zone::{Command, Event, PurgeId};

use super::command::{DoneView, carried_out};
use super::{HeadView, Server, view};
use crate::app::{App, Who};
use crate::ask::{Asked, Body, MomentQuery, request_id};
use crate::problem::{Failure, Problems};
use crate::purging::{self, PurgeTold};
use crate::views::Answer;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list, ask))
        .routes(routes!(confirm))
        .routes(routes!(refuse))
}

/// Requests to purge at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PurgesAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The requests.
    #[serde(flatten)]
    board: PurgeBoard,
}

/// A request to purge, and its place in the record.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PurgeAnswer {
    /// Its place in the record.
    done: DoneView,
    /// The request as it stands now.
    purge: PurgeView,
}

/// Why a request is refused.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhyNot {
    /// Why; sealed here.
    reason: String,
}

/// Requests to purge: those that wait for a second person first. What is to go is named, never
/// shown.
#[utoipa::path(get, path = "/purges", tag = "purge", operation_id = "purges",
    params(MomentQuery),
    responses((status = 200, body = PurgesAnswer), (status = "default", body = Problems)))]
pub(crate) async fn list(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    let rights = [Operation::Purge, Operation::Audit];
    let may = |right: &Operation| who.actor.reach(*right) != Reach::Nothing;
    if !rights.iter().any(may) {
        return Err(Failure::not_found());
    }
    let moment = query.read()?;
    // Who may confirm depends on the account and the person, which the key of a wall does not name.
    let (account, person) = (&who.actor.account, who.actor.person);
    let what = format!("purges {account} {person:?}");
    view::answered(&app, who, &headers, &what, moment, |_, seen, looking| {
        Answer::json(&PurgesAnswer {
            record: HeadView::of(&seen.head),
            board: purges(&seen.zone, looking),
        })
    })
    .await
}

/// Asks that something be purged.
#[utoipa::path(post, path = "/purges", tag = "purge", operation_id = "askPurge",
    params(("x-request-id" = Option<String>, Header, description = "The same id counts once")),
    request_body = PurgeTold,
    responses((status = 200, body = PurgeAnswer), (status = "default", body = Problems)))]
pub(crate) async fn ask(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Body(told): Body<PurgeTold>,
) -> Result<Json<PurgeAnswer>, Failure> {
    who.may_do(Operation::Purge)?;
    let request_id = request_id(&headers, None)?;
    let host = Arc::clone(&app.host);
    let prepare = move || Ok(purging::purge_asked(&host, &told, host::today())?);
    let (command, texts) = app.work.read(prepare).await?;
    let done = carried_out(&app, who.clone(), request_id, command, texts).await?;
    answer(&app, who, done).await
}

/// Confirms a request as the second person: what it names goes, everywhere.
#[utoipa::path(post, path = "/purges/{id}/confirm", tag = "purge", operation_id = "confirmPurge",
    params(("id" = String, Path, description = "The request: `X3`"),
        ("x-request-id" = Option<String>, Header, description = "The same id counts once")),
    responses((status = 200, body = PurgeAnswer), (status = "default", body = Problems)))]
pub(crate) async fn confirm(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<PurgeAnswer>, Failure> {
    who.may_do(Operation::Purge)?;
    let id: PurgeId = id.parse().map_err(|_| Failure::not_found())?;
    let request_id = request_id(&headers, None)?;
    let host = Arc::clone(&app.host);
    // Afterwards nobody knows what it said.
    let plain = move || Ok(purging::purge_secrets(&host, id, host::today())?);
    let secrets = app.work.read(plain).await?;
    let command = purging::purge_confirmed(id, host::today());
    let done = carried_out(&app, who.clone(), request_id, command, SealBag::new()).await?;
    let own = Arc::clone(&app);
    let wipe = move || {
        own.views.forget();
        own.uploads.clear();
        let beside = (&own.drafts, &own.notices.store, &own.finder);
        Ok(purging::wipe(&own.host, beside, &secrets)?)
    };
    app.work.write(wipe).await?;
    answer(&app, who, done).await
}

/// Refuses a request, or takes the own one back.
#[utoipa::path(post, path = "/purges/{id}/refuse", tag = "purge", operation_id = "refusePurge",
    params(("id" = String, Path, description = "The request: `X3`"),
        ("x-request-id" = Option<String>, Header, description = "The same id counts once")),
    request_body = WhyNot,
    responses((status = 200, body = PurgeAnswer), (status = "default", body = Problems)))]
pub(crate) async fn refuse(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(why): Body<WhyNot>,
) -> Result<Json<PurgeAnswer>, Failure> {
    who.may_do(Operation::Purge)?;
    let id: PurgeId = id.parse().map_err(|_| Failure::not_found())?;
    let request_id = request_id(&headers, None)?;
    let refused: (Command, SealBag) = purging::purge_refused(id, &why.reason, host::today())?;
    let done = carried_out(&app, who.clone(), request_id, refused.0, refused.1).await?;
    answer(&app, who, done).await
}

/// The request that an event is about, as it stands now.
async fn answer(app: &Arc<App>, who: Who, done: Done) -> Result<Json<PurgeAnswer>, Failure> {
    let host = Arc::clone(&app.host);
    let work = move || {
        let id = match host.library().event(done.first)?.event {
            Event::PurgeAsked(event) => event.id,
            Event::PurgeConfirmed(event) => event.id,
            Event::PurgeRefused(event) => event.id,
            // The id of the request was used for something else before.
            _ => return Err(Failure::not_found()),
        };
        let seen = host.now(host::today())?;
        let looking = Looking {
            true_on: seen.true_on,
            calendars: &seen.calendars,
            texts: host.library(),
            actor: &who.actor,
        };
        let purge = purge(&seen.zone, looking, id).ok_or_else(Failure::not_found)?;
        Ok(Json(PurgeAnswer {
            done: DoneView::of(&done),
            purge,
        }))
    };
    app.work.read(work).await
}
