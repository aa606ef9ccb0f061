//! The event stream: open pages hear that the record grew, and ask again for what they show.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use futures_util::stream::{Stream, unfold};
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

use super::{HeadView, Server};
use crate::app::{App, Who};
use crate::live::StreamPlace;
use crate::problem::{Failure, Problems};
use crate::session::SessionKey;
use crate::{limits, refusal};

/// How often a stream looks whether its session still lives.
const LOOK: Duration = Duration::from_secs(1);

/// One page's stream.
struct Listening {
    app: Arc<App>,
    head: watch::Receiver<Option<HeadView>>,
    stopping: watch::Receiver<bool>,
    session: Option<SessionKey>,
    account: Option<String>,
    told: Instant,
    first: bool,
    _place: StreamPlace,
    _of_session: Option<Arc<()>>,
}

/// Heads of the record as they come: `event: head`, data `{seq, short_code, recorded_at}`.
#[utoipa::path(get, path = "/events", tag = "record", operation_id = "events",
    responses((status = 200, content_type = "text/event-stream", body = String),
        (status = "default", body = Problems)))]
pub(crate) async fn events(
    State(app): Server,
    who: Who,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    let too_many = || {
        let problem = refusal::too_many_streams();
        Failure::new(StatusCode::TOO_MANY_REQUESTS, problem).retry_after(30)
    };
    let place = app.live.place().ok_or_else(too_many)?;
    let (session, account, of_session) = match who.signed_in {
        Some((account, key)) => {
            let held = app.sessions.stream(&key).ok_or_else(too_many)?;
            (Some(key), Some(account.account), Some(held))
        }
        None => (None, None, None),
    };
    let listening = Listening {
        head: app.live.subscribe(),
        stopping: app.live.stopping(),
        app,
        session,
        account,
        told: Instant::now(),
        first: true,
        _place: place,
        _of_session: of_session,
    };
    let stream = unfold(listening, |mut listening| async move {
        let event = listening.next().await?;
        Some((Ok(event), listening))
    });
    Ok(Sse::new(stream))
}

impl Listening {
    /// The next thing to tell; `None` ends the stream.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if *self.stopping.borrow() || !self.may_listen() {
                return None;
            }
            let changed = if self.first {
                self.first = false;
                true
            } else {
                let change = timeout(LOOK, self.head.changed());
                tokio::select! {
                    changed = change => matches!(changed, Ok(Ok(()))),
                    _ = self.stopping.changed() => return None,
                }
            };
            let head = self.head.borrow_and_update().clone();
            if let Some(head) = head.filter(|_| changed) {
                self.told = Instant::now();
                return Event::default().event("head").json_data(head).ok();
            }
            if self.told.elapsed() >= limits::HEARTBEAT {
                self.told = Instant::now();
                return Some(Event::default().comment("still here"));
            }
        }
    }

    /// A session that ended, or an account that was disabled, hears no more.
    fn may_listen(&self) -> bool {
        let lives = |key| self.app.sessions.is_open(key);
        let enabled = |account: &String| {
            let found = self.app.accounts.find(account);
            found.is_some_and(|found| !found.disabled)
        };
        self.session.as_ref().is_none_or(lives) && self.account.as_ref().is_none_or(enabled)
    }
}
