//! Drafts of reports: what its writer has typed and not submitted.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use zone::ReportId;
use zone::authority::Operation;
use zone::decide::reaches;

use super::{Server, time_text};
use crate::app::{App, Who};
use crate::ask::Body;
use crate::drafts::Draft;
use crate::problem::{Failure, Problems};
use crate::{limits, refusal};

/// A draft as it was saved.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct DraftView {
    /// When it was saved.
    saved_at: String,
    /// What was typed, as the page wrote it.
    #[schema(value_type = Object)]
    typed: Value,
}

/// The report whose draft is asked for: of a unit that the asker reports for.
pub(super) async fn own(app: &Arc<App>, who: &Who, id: &str) -> Result<ReportId, Failure> {
    who.may_see(Operation::Report)?;
    let id: ReportId = id.parse().map_err(|_| Failure::not_found())?;
    let (host, actor) = (Arc::clone(&app.host), who.actor.clone());
    let work = move || {
        let today = host::today();
        let zone = host.now(today)?.zone;
        let unit = Some(zone.unit_on(id.unit, today));
        let known = zone.cycles.contains_key(&id.cycle) && zone.units.contains_key(&id.unit);
        match known && reaches(&zone, &actor, Operation::Report, unit, today) {
            true => Ok(id),
            false => Err(Failure::not_found()),
        }
    };
    app.work.read(work).await
}

/// The asker's draft of a report.
#[utoipa::path(get, path = "/reports/{id}/draft", tag = "report", operation_id = "draft",
    params(("id" = String, Path, description = "The report: `C5-U3`")),
    responses((status = 200, body = DraftView), (status = "default", body = Problems)))]
pub(crate) async fn find(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
) -> Result<Json<DraftView>, Failure> {
    let id = own(&app, &who, &id).await?;
    let kept = Arc::clone(&app);
    let work = move || {
        let found = kept.drafts.find(&who.actor.account, id);
        let found = found.map_err(|error| Failure::fault(&error))?;
        let draft = found.ok_or_else(Failure::not_found)?;
        let typed = serde_json::from_str(&draft.body).map_err(|error| Failure::fault(&error))?;
        Ok(Json(DraftView {
            saved_at: time_text(draft.saved_at.saturating_mul(1_000_000)),
            typed,
        }))
    };
    app.work.read(work).await
}

/// Saves the asker's draft of a report, in place of the one before. Nothing enters the record.
#[utoipa::path(put, path = "/reports/{id}/draft", tag = "report", operation_id = "saveDraft",
    params(("id" = String, Path, description = "The report: `C5-U3`")),
    request_body(content = Object),
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn save(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    Body(typed): Body<Value>,
) -> Result<StatusCode, Failure> {
    let id = own(&app, &who, &id).await?;
    let body = typed.to_string();
    if body.len() > limits::DRAFT_BYTES_MAX {
        let problem = refusal::too_large(limits::DRAFT_BYTES_MAX);
        return Err(Failure::new(StatusCode::PAYLOAD_TOO_LARGE, problem));
    }
    let kept = Arc::clone(&app);
    let work = move || {
        let draft = Draft {
            saved_at: jiff::Timestamp::now().as_second(),
            body,
        };
        let saved = kept.drafts.save(&who.actor.account, id, &draft);
        saved.map_err(|error| Failure::fault(&error))?;
        Ok(StatusCode::NO_CONTENT)
    };
    app.work.write(work).await
}

/// Forgets the asker's draft of a report.
#[utoipa::path(delete, path = "/reports/{id}/draft", tag = "report", operation_id = "forgetDraft",
    params(("id" = String, Path, description = "The report: `C5-U3`")),
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn forget(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    let id = own(&app, &who, &id).await?;
    let kept = Arc::clone(&app);
    let work = move || {
        let gone = kept.drafts.forget(&who.actor.account, id);
        gone.map_err(|error| Failure::fault(&error))?;
        Ok(StatusCode::NO_CONTENT)
    };
    app.work.write(work).await
}
