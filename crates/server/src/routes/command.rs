//! Commands: the one way a person's edit enters the record.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use host::{Done, Request, SealBag};
use serde::{Deserialize, Serialize};
use zone::Command;

use super::Server;
use crate::app::{App, Who};
use crate::ask::{Body, request_id};
use crate::problem::{Failure, Problems};
use crate::shape::CommandInput;

/// A command and its id.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommandRequest {
    /// The same id counts once; the header `X-Request-Id` goes before it.
    #[serde(default)]
    request_id: Option<String>,
    /// What is asked for.
    command: CommandInput,
}

/// A command that is in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub(crate) struct DoneView {
    /// Its first event.
    first: u64,
    /// Its last event.
    last: u64,
    /// The same request had been carried out before: nothing was recorded now.
    repeated: bool,
}

impl DoneView {
    pub(super) fn of(done: &Done) -> DoneView {
        DoneView {
            first: done.first,
            last: done.last,
            repeated: done.repeated,
        }
    }

    pub(super) fn again(self) -> DoneView {
        DoneView {
            repeated: true,
            ..self
        }
    }
}

/// Carries a command out; answers once it is on disk.
#[utoipa::path(post, path = "/commands", tag = "command", operation_id = "execute",
    params(("x-request-id" = Option<String>, Header, description = "The same id counts once")),
    request_body = CommandRequest,
    responses((status = 200, body = DoneView), (status = "default", body = Problems)))]
pub(crate) async fn execute(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Body(asked): Body<CommandRequest>,
) -> Result<Json<DoneView>, Failure> {
    let request_id = request_id(&headers, asked.request_id.as_deref())?;
    let mut texts = SealBag::new();
    let mut input = asked.command;
    if input.is_of_thread() {
        input = resolved(&app, &who, input).await?;
    }
    let command = input.sealed(&mut texts);
    let submitted = match &command {
        Command::SubmitReport(report) => Some((who.actor.account.clone(), report.id)),
        _ => None,
    };
    let done = carried_out(&app, who, request_id, command, texts).await?;
    if let Some((account, id)) = submitted {
        let kept = Arc::clone(&app);
        let forget = move || {
            // What was submitted is in the record: a draft left over is only typing.
            kept.drafts.forget(&account, id).unwrap_or_default();
            Ok(())
        };
        app.work.write(forget).await?;
    }
    Ok(Json(DoneView::of(&done)))
}

/// Looks at the text of a thread while it is in plain, and resolves whom it names.
async fn resolved(
    app: &Arc<App>,
    who: &Who,
    mut input: CommandInput,
) -> Result<CommandInput, Failure> {
    let (host, actor) = (Arc::clone(&app.host), who.actor.clone());
    let work = move || {
        let seen = host.now(host::today())?;
        let looking = zone::view::Looking {
            true_on: seen.true_on,
            calendars: &seen.calendars,
            texts: host.library(),
            actor: &actor,
        };
        input.resolve(&seen.zone, looking)?;
        Ok(input)
    };
    app.work.read(work).await
}

/// Carries a command out and wakes the event streams.
pub(super) async fn carried_out(
    app: &Arc<App>,
    who: Who,
    request_id: String,
    command: Command,
    texts: SealBag,
) -> Result<Done, Failure> {
    let request = Request {
        actor: who.actor,
        request_id,
        command,
        texts,
        today: host::today(),
    };
    let host = Arc::clone(&app.host);
    let done = app.work.write(move || Ok(host.execute(&request)?)).await?;
    app.live.wrote();
    Ok(done)
}
