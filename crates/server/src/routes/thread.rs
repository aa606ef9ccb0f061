//! Threads: what is said and attached about a thing, and its history in words.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::Operation;
use zone::thread::{Mention, ThreadSubject};
use zone::view::history::of_subject;
use zone::view::thread::{ThreadView, names, thread};
use zone::view::wall::NamedUnit;

use super::{HeadView, Server, time_text, view};
use crate::app::{App, Who};
use crate::ask::{Asked, MomentQuery, Reading};
use crate::history::{self, Change};
use crate::limits::{HISTORY_PAGE, HISTORY_PAGE_MAX};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(one))
        .routes(routes!(past))
        .routes(routes!(mentionable))
}

/// A thread at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ThreadAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// What is said and attached.
    #[serde(flatten)]
    thread: ThreadView,
}

/// What is said and attached about a thing. One that may not be seen answers as one that is
/// absent.
#[utoipa::path(get, path = "/threads/{subject}", tag = "thread", operation_id = "thread",
    params(("subject" = String, Path,
        description = "The thing: `P12`, `S3`, `Q4`, `N5`, `M6`, `C5-U3`, `I7`"), MomentQuery),
    responses((status = 200, body = ThreadAnswer), (status = "default", body = Problems)))]
pub(crate) async fn one(
    State(app): Server,
    who: Who,
    Path(subject): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Discuss)?;
    let subject: ThreadSubject = subject.parse().map_err(|_| Failure::not_found())?;
    let moment = query.read()?;
    // What is one's own depends on the account, which the key of a wall does not name.
    let (account, person) = (&who.actor.account, who.actor.person);
    let what = format!("thread {subject} {account} {person:?}");
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |host, seen, looking| {
            let library = host.library();
            let recorded = |seq| {
                let happened = library.event(seq).map(|own| time_text(own.recorded_at));
                happened.unwrap_or_default()
            };
            let thread = thread(&seen.zone, looking, subject, &recorded);
            Answer::json(&ThreadAnswer {
                record: HeadView::of(&seen.head),
                thread: thread.ok_or_else(Failure::not_found)?,
            })
        },
    )
    .await
}

/// Which part of a history is asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// Known at: a sequence number, the name of a mark, or a time. The newest unless named.
    known_at: Option<String>,
    /// True on: a date, `2026-05-18`. What the moment speaks of unless named.
    true_on: Option<String>,
    /// Only events before this number: `next` of the page before.
    before: Option<String>,
    /// Events on a page: 50 unless said, at most 200.
    limit: Option<String>,
}

/// A page of a history.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct HistoryPage {
    /// The head of the record at the moment known.
    record: HeadView,
    /// How many events touched the thing in all.
    total: usize,
    /// Those of the page, newest first.
    changes: Vec<Change>,
    /// Where the next page begins; absent on the last.
    next: Option<u64>,
}

/// Every event that touched a thing, in words, newest first.
#[utoipa::path(get, path = "/threads/{subject}/history", tag = "thread", operation_id = "history",
    params(("subject" = String, Path,
        description = "The thing: `P12`, `S3`, `Q4`, `N5`, `M6`, `C5-U3`, `I7`"), PageQuery),
    responses((status = 200, body = HistoryPage), (status = "default", body = Problems)))]
pub(crate) async fn past(
    State(app): Server,
    who: Who,
    Path(subject): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<PageQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Discuss)?;
    let subject: ThreadSubject = subject.parse().map_err(|_| Failure::not_found())?;
    let mut reading = Reading::default();
    let moment = reading.moment(&MomentQuery {
        known_at: query.known_at,
        true_on: query.true_on,
    });
    let before: Option<u64> = reading.value("before", query.before.as_deref(), "1234");
    let limit: Option<usize> = reading.value("limit", query.limit.as_deref(), "1–200");
    if limit.is_some_and(|limit| !(1..=HISTORY_PAGE_MAX).contains(&limit)) {
        reading.wrong("limit", "1–200");
    }
    reading.done()?;
    let limit = limit.unwrap_or(HISTORY_PAGE);
    let person = who.actor.person;
    let what = format!("history {subject} {before:?} {limit} {person:?}");
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |host, seen, looking| {
            let seqs = of_subject(&seen.zone, looking, subject).ok_or_else(Failure::not_found)?;
            let end = before.map_or(seqs.len(), |before| {
                seqs.partition_point(|seq| *seq < before)
            });
            let start = end.saturating_sub(limit);
            let page = &seqs[start..end];
            let mut changes = history::told(host.library(), &seen.zone, looking, page)?;
            changes.reverse();
            Answer::json(&HistoryPage {
                record: HeadView::of(&seen.head),
                total: seqs.len(),
                changes,
                next: page.first().filter(|_| start > 0).copied(),
            })
        },
    )
    .await
}

/// Whom a comment may name.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct MentionChoices {
    /// Units that go on, in protocol order.
    units: Vec<NamedUnit>,
    /// People, in protocol order.
    people: Vec<PersonChoice>,
}

/// A person whom a comment may name.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PersonChoice {
    /// The person: `R4`.
    #[schema(value_type = String)]
    id: zone::PersonId,
    /// The name.
    name: String,
    /// The unit.
    unit: Option<String>,
}

/// Whom a comment may name with `@`: those who work here; an enterprise names nobody.
#[utoipa::path(get, path = "/mentions", tag = "thread", operation_id = "mentionChoices",
    responses((status = 200, body = MentionChoices), (status = "default", body = Problems)))]
pub(crate) async fn mentionable(
    State(app): Server,
    who: Who,
) -> Result<Json<MentionChoices>, Failure> {
    who.may_see(Operation::Discuss)?;
    if who.actor.enterprise.is_some() {
        return Err(Failure::not_found());
    }
    let host = Arc::clone(&app.host);
    let work = move || {
        let seen = host.now(host::today())?;
        let looking = zone::view::Looking {
            true_on: seen.true_on,
            calendars: &seen.calendars,
            texts: host.library(),
            actor: &who.actor,
        };
        Ok(Json(offered(&seen.zone, looking)))
    };
    app.work.read(work).await
}

fn offered(zone: &zone::Zone, looking: zone::view::Looking<'_>) -> MentionChoices {
    let on = looking.true_on;
    let (mut units, mut people) = (Vec::new(), Vec::new());
    for named in names(zone, looking) {
        match named.who {
            Mention::Unit(id) => {
                let unit = zone
                    .units
                    .get(&id)
                    .filter(|own| own.name_on(on) == named.name);
                units.extend(unit.map(|own| (own.protocol_rank, named.name, id)));
            }
            Mention::Person(id) => {
                let person = zone.people.get(&id);
                people.extend(person.map(|own| (own.protocol_rank, named.name, own)));
            }
        }
    }
    units.sort_by_key(|(rank, _, id)| (*rank, *id));
    people.sort_by_key(|(rank, _, own)| (*rank, own.id));
    let unit_of = |id| zone.units.get(&id).map(|unit| unit.name_on(on).to_owned());
    MentionChoices {
        units: units
            .into_iter()
            .map(|(_, name, id)| NamedUnit { id, name })
            .collect(),
        people: people
            .into_iter()
            .map(|(_, name, own)| PersonChoice {
                id: own.id,
                name,
                unit: own.unit.and_then(unit_of),
            })
            .collect(),
    }
}
