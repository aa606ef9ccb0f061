//! Meetings: which there are, their agenda with what is proposed for it, and their book.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use host::{Host, KnownAt};
use serde::{Deserialize, Serialize};
use zone::view::Filter;
use zone::view::agenda::{AgendaBoard, PROPOSED};
use zone::view::book::Book;
use zone::view::meetings::{self, MeetingSheet, Meetings};
use zone::{Actor, MeetingId};

use super::{HeadView, Server, view, wall};
use crate::app::Who;
use crate::ask::{Asked, Moment, MomentQuery, Reading};
use crate::book::{BookAsked, Sides};
use crate::history::{self, Change};
use crate::limits;
use crate::problem::{Failure, Problems};
use crate::views::Answer;
use zone::authority::Operation;

/// Meetings at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct MeetingBoard {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The meetings, and whether the asker may plan one.
    #[serde(flatten)]
    board: Meetings,
}

/// A meeting at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct MeetingAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The date looked at.
    #[schema(value_type = String, format = Date)]
    true_on: jiff::civil::Date,
    /// Everything about it besides its agenda.
    sheet: MeetingSheet,
    /// Events about it in words, oldest first.
    history: Vec<Change>,
}

/// An agenda at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct AgendaAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The agenda and what is proposed for it.
    #[serde(flatten)]
    board: AgendaBoard,
}

/// A book.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct BookAnswer {
    /// The head of the record at the moment known: its short code is printed on each page.
    record: HeadView,
    /// The book.
    #[serde(flatten)]
    book: Book,
}

/// Which moment of a meeting is asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MeetingQuery {
    /// Known at: a sequence number, the name of a mark, or a time. Unless named: the mark of what
    /// the meeting saw, or the newest while it has none.
    known_at: Option<String>,
    /// True on: a date, `2026-05-18`. What the book speaks of unless named.
    true_on: Option<String>,
    /// The moment that changes are told from; the last meeting of its kind unless named.
    since: Option<String>,
    /// Entries proposed at most.
    limit: Option<String>,
}

struct MeetingAsked {
    moment: Moment,
    book: BookAsked,
    limit: usize,
}

impl MeetingQuery {
    fn read(&self) -> Result<MeetingAsked, Failure> {
        let mut reading = Reading::default();
        let moment = reading.moment(&MomentQuery {
            known_at: self.known_at.clone(),
            true_on: self.true_on.clone(),
        });
        let expected = "1234 | mark | 2026-05-18T12:00:00Z";
        let since = reading.value::<KnownAt>("since", self.since.as_deref(), expected);
        let limit = reading.value("limit", self.limit.as_deref(), "30");
        if limit.is_some_and(|limit| limit > limits::PROPOSED_MAX) {
            reading.wrong("limit", &format!("<= {}", limits::PROPOSED_MAX));
        }
        reading.done()?;
        let book = BookAsked {
            named: moment.known_at != KnownAt::Latest,
            true_on: moment.true_on,
            since,
        };
        Ok(MeetingAsked {
            moment,
            book,
            limit: limit.unwrap_or(PROPOSED),
        })
    }
}

/// The meetings the asker may see: those to come, then the past.
#[utoipa::path(get, path = "/meetings", tag = "meeting", operation_id = "meetings",
    params(MomentQuery),
    responses((status = 200, body = MeetingBoard), (status = "default", body = Problems)))]
pub(crate) async fn meetings(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let moment = query.read()?;
    // Who attends in person sees it too.
    let what = format!("meetings {:?}", who.actor.person);
    view::answered(&app, who, &headers, &what, moment, |_, seen, looking| {
        Answer::json(&MeetingBoard {
            record: HeadView::of(&seen.head),
            board: meetings::meetings(&seen.zone, looking),
        })
    })
    .await
}

/// One meeting, with its history. One that may not be seen answers as one that is absent.
#[utoipa::path(get, path = "/meetings/{id}", tag = "meeting", operation_id = "meeting",
    params(("id" = String, Path, description = "The meeting: `M3`"), MomentQuery),
    responses((status = 200, body = MeetingAnswer), (status = "default", body = Problems)))]
pub(crate) async fn meeting(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let id: MeetingId = id.parse().map_err(|_| Failure::not_found())?;
    let moment = query.read()?;
    let what = format!("meeting {id} {:?}", who.actor.person);
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |host, seen, looking| {
            let sheet = meetings::sheet(&seen.zone, looking, id).ok_or_else(Failure::not_found)?;
            let events = seen
                .zone
                .meetings
                .get(&id)
                .map(|own| own.history.as_slice());
            let events = events.unwrap_or_default();
            Answer::json(&MeetingAnswer {
                record: HeadView::of(&seen.head),
                true_on: looking.true_on,
                history: history::told(host.library(), &seen.zone, looking, events)?,
                sheet,
            })
        },
    )
    .await
}

/// The agenda of a meeting, each entry with the reasons for it, and what is proposed for it, most
/// urgent first. The same moments give the same answer for ever.
#[utoipa::path(get, path = "/meetings/{id}/agenda", tag = "meeting", operation_id = "agenda",
    params(("id" = String, Path, description = "The meeting: `M3`"), MeetingQuery),
    responses((status = 200, body = AgendaAnswer), (status = "default", body = Problems)))]
pub(crate) async fn agenda(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<MeetingQuery>,
) -> Result<Response, Failure> {
    let limit = query.read()?.limit;
    let compute = move |host: &Host, sides: &Sides, actor: &Actor, id| {
        let board = sides.agenda(host.library(), actor, id, limit)?;
        Answer::json(&AgendaAnswer {
            record: HeadView::of(&sides.now.head),
            board: board.ok_or_else(Failure::not_found)?,
        })
    };
    let what = format!("agenda {limit}");
    computed(&app, who, &headers, &what, (&id, &query), compute).await
}

/// 调度手册: everything a meeting reads. Of a meeting whose book was fixed or that was held it is
/// computed at its mark: as the meeting saw it, for ever.
#[utoipa::path(get, path = "/meetings/{id}/book", tag = "meeting", operation_id = "book",
    params(("id" = String, Path, description = "The meeting: `M3`"), MeetingQuery),
    responses((status = 200, body = BookAnswer), (status = "default", body = Problems)))]
pub(crate) async fn book(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<MeetingQuery>,
) -> Result<Response, Failure> {
    let compute = move |host: &Host, sides: &Sides, actor: &Actor, id| {
        let book = sides.book(host.library(), actor, id)?;
        Answer::json(&BookAnswer {
            record: HeadView::of(&sides.now.head),
            book: book.ok_or_else(Failure::not_found)?,
        })
    };
    computed(&app, who, &headers, "book", (&id, &query), compute).await
}

/// Answers with what is computed from a meeting's sides, once for all who ask the same.
async fn computed<F>(
    app: &Arc<crate::app::App>,
    who: Who,
    headers: &HeaderMap,
    what: &str,
    (id, query): (&str, &MeetingQuery),
    compute: F,
) -> Result<Response, Failure>
where
    F: FnOnce(&Host, &Sides, &Actor, MeetingId) -> Result<Answer, Failure> + Send + 'static,
{
    who.may_see(Operation::Read)?;
    let id: MeetingId = id.parse().map_err(|_| Failure::not_found())?;
    let MeetingAsked { moment, book, .. } = query.read()?;
    let what = format!("{what} {id} {:?} {book:?}", who.actor.person);
    let key = wall::key_of(&what, app, &who.actor, &moment, &Filter::default()).await?;
    let (host, actor) = (Arc::clone(&app.host), who.actor);
    let work = move || {
        let today = host::today();
        let seen = host.see(&moment.known_at, today)?;
        let sides = Sides::of(host.library(), seen, id, &book, (&actor, today))?;
        compute(&host, &sides.ok_or_else(Failure::not_found)?, &actor, id)
    };
    let answer = app.views.get(&app.work, key, work).await?;
    Ok(answer.respond(headers))
}
