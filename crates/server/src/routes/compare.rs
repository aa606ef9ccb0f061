//! Two moments of the wall beside each other.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use host::{Host, Seen};
use serde::{Deserialize, Serialize};
use zone::Actor;
use zone::authority::Operation;
use zone::view::compare::{ComparedCounts, ComparedRow, ComparedSide};
use zone::view::{Filter, Looking};

use super::wall::{WallAsked, WallQuery, key_of};
use super::{HeadView, Server};
use crate::app::Who;
use crate::ask::{Asked, Moment, MomentQuery, Reading};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

/// The moment that the wall asked for is held against.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WithQuery {
    /// The other moment, known at: a sequence number, the name of a mark, or a time.
    with_known_at: Option<String>,
    /// The other moment, true on: a date. What that moment speaks of unless named.
    with_true_on: Option<String>,
}

/// Two moments of the wall: `then` is the one held against.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct CompareAnswer {
    /// The moment held against.
    then: SideAnswer,
    /// The moment asked for.
    now: SideAnswer,
    /// How many projects changed in which way.
    counts: ComparedCounts,
    /// The projects that pass the filter on either side.
    rows: Vec<ComparedRow>,
}

/// One of the two, with the head of the record it was computed from.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct SideAnswer {
    /// What is known, when, and by which rule.
    #[serde(flatten)]
    side: ComparedSide,
    /// The head of the record at the moment known.
    record: HeadView,
}

/// What changed from one moment to another: lights, forecasts, projects come and gone.
#[utoipa::path(get, path = "/wall/compare", tag = "wall", operation_id = "compareWall",
    params(WallQuery, WithQuery),
    responses((status = 200, body = CompareAnswer), (status = "default", body = Problems)))]
pub(crate) async fn compare(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<WallQuery>,
    Asked(with): Asked<WithQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let WallAsked { moment, filter } = query.read()?;
    let mut reading = Reading::default();
    let other = reading.moment(&MomentQuery {
        known_at: with.with_known_at,
        true_on: with.with_true_on,
    });
    reading.done()?;
    let now_key = key_of("compare", &app, &who.actor, &moment, &filter).await?;
    let then_key = key_of("with", &app, &who.actor, &other, &filter).await?;
    let (host, actor) = (Arc::clone(&app.host), who.actor);
    let compute = move || compared(&host, &actor, [&other, &moment], &filter);
    Ok(app
        .views
        .get(&app.work, format!("{now_key} {then_key}"), compute)
        .await?
        .respond(&headers))
}

fn compared(
    host: &Host,
    actor: &Actor,
    [then, now]: [&Moment; 2],
    filter: &Filter,
) -> Result<Answer, Failure> {
    let today = host::today();
    let see = |moment: &Moment| host.see(&moment.known_at, today);
    let before = see(then)?.disclosed_to(actor, today);
    let after = see(now)?.disclosed_to(actor, today);
    let comparison = zone::view::compare::compare(
        (&before.zone, looking(host, actor, &before, then)),
        (&after.zone, looking(host, actor, &after, now)),
        filter,
    )?;
    let side = |side, seen: &Seen| SideAnswer {
        side,
        record: HeadView::of(&seen.head),
    };
    Answer::json(&CompareAnswer {
        then: side(comparison.then, &before),
        now: side(comparison.now, &after),
        counts: comparison.counts,
        rows: comparison.rows,
    })
}

fn looking<'a>(host: &'a Host, actor: &'a Actor, seen: &'a Seen, moment: &Moment) -> Looking<'a> {
    Looking {
        true_on: moment.true_on.unwrap_or(seen.true_on),
        calendars: &seen.calendars,
        texts: host.library(),
        actor,
    }
}
