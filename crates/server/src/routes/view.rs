//! Answers that are a view of the zone at a moment.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::response::Response;
use host::{Host, Seen};
use zone::view::{Filter, Looking};

use super::wall;
use crate::app::{App, Who};
use crate::ask::Moment;
use crate::problem::Failure;
use crate::views::Answer;

/// Answers with a view, computed once for all who ask the same. `what` names everything it depends
/// on besides the moment and what the asker's roles and unit may see.
pub(super) async fn answered<F>(
    app: &Arc<App>,
    who: Who,
    headers: &HeaderMap,
    what: &str,
    moment: Moment,
    view: F,
) -> Result<Response, Failure>
where
    F: FnOnce(&Host, &Seen, Looking<'_>) -> Result<Answer, Failure> + Send + 'static,
{
    let key = wall::key_of(what, app, &who.actor, &moment, &Filter::default()).await?;
    let (host, actor) = (Arc::clone(&app.host), who.actor);
    let compute = move || {
        let seen = host.see(&moment.known_at, host::today())?;
        let seen = seen.disclosed_to(&actor, host::today());
        let looking = Looking {
            true_on: moment.true_on.unwrap_or(seen.true_on),
            calendars: &seen.calendars,
            texts: host.library(),
            actor: &actor,
        };
        view(&host, &seen, looking)
    };
    let answer = app.views.get(&app.work, key, compute).await?;
    Ok(answer.respond(headers))
}
