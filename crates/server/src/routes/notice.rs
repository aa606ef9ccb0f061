//! Notices of whoever asks: the list, what was read, the bulletin to paste, watched projects.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use host::Seen;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::{Operation, Reach};
use zone::notice::Topic;
use zone::view::notices::{Board, Bulletin, Notice, bulletin};
use zone::{HandlingLevel, ProjectId, UnitId, Words};

use super::{HeadView, Server, time_text};
use crate::app::{App, Who};
use crate::ask::{Asked, Body, Reading};
use crate::limits;
use crate::problem::{Failure, Problems};

/// The notices of whoever asks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct NoticeBoard {
    /// The head of the record.
    record: HeadView,
    /// How many are not read, and how many of them are urgent.
    counts: NoticeCounts,
    /// The notices, the newest first.
    notices: Vec<NoticeRow>,
}

/// How many notices wait to be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub(crate) struct NoticeCounts {
    /// Not read.
    unread: u32,
    /// Of them urgent.
    urgent: u32,
}

/// A notice with what only the server knows.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct NoticeRow {
    /// The notice.
    #[serde(flatten)]
    notice: Notice,
    /// When the event was recorded; empty for what the calendar gave.
    recorded_at: String,
    /// Whether it was read.
    read: bool,
}

/// Notices marked as read, or as not read.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkBody {
    /// Keys of notices.
    keys: Vec<String>,
    /// Whether they are read now.
    #[serde(default = "yes")]
    read: bool,
}

fn yes() -> bool {
    true
}

/// Which bulletin is asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BulletinQuery {
    /// `mine`, what whoever asks is told; or `zone`, what a group is told.
    of: Option<String>,
    /// Of `zone`: only what concerns this unit and those below it.
    unit: Option<String>,
    /// The highest level it carries: `public`, `internal`, `work_secret`,
    /// `unpublished_statistics`. Internal unless named.
    carries: Option<String>,
    /// Of `mine`: `true` leaves out what was read.
    unread: Option<String>,
    /// Topics, with commas; all unless named.
    topics: Option<String>,
}

/// Projects that are watched.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct WatchedView {
    /// Their ids.
    #[schema(value_type = Vec<String>)]
    projects: Vec<ProjectId>,
}

/// Every route about the asker's own notices.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(counts))
        .routes(routes!(mark))
        .routes(routes!(text))
        .routes(routes!(watched))
        .routes(routes!(watch, unwatch))
}

/// Refuses those to whom no notice is ever addressed, as if there were nothing.
pub(super) fn reads(who: &Who) -> Result<(), Failure> {
    let operations = [
        Operation::Read,
        Operation::RunCycles,
        Operation::SpeakForEnterprise,
    ];
    let mut operations = operations.into_iter();
    match operations.any(|own| who.actor.reach(own) != Reach::Nothing) {
        true => Ok(()),
        false => Err(Failure::not_found()),
    }
}

fn own_board(app: &App, who: &Who) -> Result<(Seen, Board), Failure> {
    let today = host::today();
    let seen = app.host.now(today)?;
    // In the page its reader sees what every page shows.
    let all = (today, HandlingLevel::UnpublishedStatistics);
    let library = app.host.library();
    let board = app.notices.board(library, &seen, &who.actor, all)?;
    Ok((seen, board))
}

fn counted(notices: &[Notice], read: &std::collections::BTreeSet<String>) -> NoticeCounts {
    let unread = notices.iter().filter(|own| !read.contains(&own.key));
    unread.fold(NoticeCounts::default(), |counts, own| NoticeCounts {
        unread: counts.unread + 1,
        urgent: counts.urgent + u32::from(own.urgent),
    })
}

/// What whoever asks is told now, the newest first. What no longer asks for anything is gone.
#[utoipa::path(get, path = "/notices", tag = "notice", operation_id = "notices",
    responses((status = 200, body = NoticeBoard), (status = "default", body = Problems)))]
pub(crate) async fn list(State(app): Server, who: Who) -> Result<Json<NoticeBoard>, Failure> {
    reads(&who)?;
    let own = Arc::clone(&app);
    let work = move || {
        let (seen, board) = own_board(&own, &who)?;
        let read = own.notices.store.read_by(&who.actor.account)?;
        let counts = counted(&board.notices, &read);
        let mut rows = Vec::with_capacity(board.notices.len());
        for notice in board.notices {
            let recorded_at = match notice.timed {
                true => String::new(),
                false => time_text(own.notices.recorded_at(&own.host, notice.seq)?),
            };
            rows.push(NoticeRow {
                read: read.contains(&notice.key),
                recorded_at,
                notice,
            });
        }
        Ok(Json(NoticeBoard {
            record: HeadView::of(&seen.head),
            counts,
            notices: rows,
        }))
    };
    app.work.read(work).await
}

/// How many notices wait to be read.
#[utoipa::path(get, path = "/notices/counts", tag = "notice", operation_id = "noticeCounts",
    responses((status = 200, body = NoticeCounts), (status = "default", body = Problems)))]
pub(crate) async fn counts(State(app): Server, who: Who) -> Result<Json<NoticeCounts>, Failure> {
    reads(&who)?;
    let own = Arc::clone(&app);
    let work = move || {
        let (_, board) = own_board(&own, &who)?;
        let read = own.notices.store.read_by(&who.actor.account)?;
        Ok(Json(counted(&board.notices, &read)))
    };
    app.work.read(work).await
}

/// Marks notices as read, or as not read.
#[utoipa::path(post, path = "/notices/read", tag = "notice", operation_id = "markNotices",
    request_body = MarkBody,
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn mark(
    State(app): Server,
    who: Who,
    Body(body): Body<MarkBody>,
) -> Result<StatusCode, Failure> {
    reads(&who)?;
    let mut reading = Reading::default();
    if body.keys.len() > limits::NOTICE_KEYS_MAX {
        reading.wrong("keys", &format!("<= {}", limits::NOTICE_KEYS_MAX));
    }
    let long = |key: &String| key.chars().count() > limits::NOTICE_KEY_CHARS_MAX;
    if body.keys.iter().any(long) {
        reading.wrong("keys", &format!("<= {}", limits::NOTICE_KEY_CHARS_MAX));
    }
    reading.done()?;
    let own = Arc::clone(&app);
    let work = move || {
        // Only what is there is marked: made-up keys leave no trace.
        let (_, board) = own_board(&own, &who)?;
        let there = |key: &String| board.notices.iter().any(|notice| notice.key == *key);
        let keys: Vec<String> = body.keys.into_iter().filter(there).collect();
        let now = jiff::Timestamp::now().as_second();
        let account = &who.actor.account;
        own.notices.store.mark(account, &keys, body.read, now)?;
        Ok(StatusCode::NO_CONTENT)
    };
    app.work.write(work).await
}

/// Notices as text to paste, and as what a long picture is drawn from.
#[utoipa::path(get, path = "/notices/bulletin", tag = "notice", operation_id = "noticeBulletin",
    params(BulletinQuery),
    responses((status = 200, body = Bulletin), (status = "default", body = Problems)))]
pub(crate) async fn text(
    State(app): Server,
    who: Who,
    Asked(query): Asked<BulletinQuery>,
) -> Result<Json<Bulletin>, Failure> {
    reads(&who)?;
    let asked = WhichBulletin::read(&query)?;
    if asked.of_zone {
        who.may_do(Operation::RunCycles)?;
    }
    let own = Arc::clone(&app);
    let work = move || {
        let today = host::today();
        let seen = own.host.now(today)?;
        let through = (today, asked.carries);
        let library = own.host.library();
        let (mut board, name) = if asked.of_zone {
            let unit = asked.unit;
            let board = own.notices.board_of_group(library, &seen, unit, through);
            let name = unit.and_then(|id| seen.zone.units.get(&id));
            let name = name.map(|unit| unit.name_on(today).to_owned());
            let all = || Words::new("各单位", "All units");
            (
                board,
                name.map_or_else(all, |name| Words::new(name.clone(), name)),
            )
        } else {
            let board = own.notices.board(library, &seen, &who.actor, through)?;
            let account = who.signed_in.as_ref().map(|(account, _)| account);
            let name = account.map(|account| own.accounts.shown_name(account));
            let name = name.unwrap_or_else(|| who.actor.account.clone());
            (board, Words::new(name.clone(), name))
        };
        if asked.unread && !asked.of_zone {
            let read = own.notices.store.read_by(&who.actor.account)?;
            board.notices.retain(|notice| !read.contains(&notice.key));
            board.withheld.retain(|key| !read.contains(key));
        }
        if let Some(topics) = &asked.topics {
            board
                .notices
                .retain(|notice| topics.contains(&notice.topic));
        }
        let code = seen.head.code();
        let made = bulletin(&seen.zone, &board, today, (name, code), asked.of_zone);
        Ok(Json(made))
    };
    app.work.read(work).await
}

struct WhichBulletin {
    of_zone: bool,
    unit: Option<UnitId>,
    carries: HandlingLevel,
    unread: bool,
    topics: Option<Vec<Topic>>,
}

impl WhichBulletin {
    fn read(query: &BulletinQuery) -> Result<WhichBulletin, Failure> {
        let mut reading = Reading::default();
        let of = reading.text("of", query.of.as_deref());
        let of_zone = match of.as_deref() {
            None | Some("mine") => false,
            Some("zone") => true,
            Some(_) => {
                reading.wrong("of", "mine | zone");
                false
            }
        };
        let unit = reading.value("unit", query.unit.as_deref(), "U3");
        let unread = reading.value("unread", query.unread.as_deref(), "true | false");
        let carries = reading.text("carries", query.carries.as_deref());
        let carries = carries
            .map(serde_json::Value::from)
            .map(serde_json::from_value);
        let carries = carries.transpose().unwrap_or_else(|_| {
            reading.wrong("carries", "public | internal | work_secret");
            None
        });
        let topics = reading.text("topics", query.topics.as_deref());
        let topic = |key: &str| Topic::ALL.into_iter().find(|own| own.key() == key.trim());
        let topics = topics.map(|text| text.split(',').map(topic).collect::<Option<Vec<_>>>());
        if topics == Some(None) {
            reading.wrong("topics", &Topic::ALL.map(Topic::key).join(","));
        }
        reading.done()?;
        Ok(WhichBulletin {
            of_zone,
            unit,
            carries: carries.unwrap_or_default(),
            unread: unread.unwrap_or(false),
            topics: topics.flatten(),
        })
    }
}

/// The projects whoever asks watches.
#[utoipa::path(get, path = "/notices/watched", tag = "notice", operation_id = "watched",
    responses((status = 200, body = WatchedView), (status = "default", body = Problems)))]
pub(crate) async fn watched(State(app): Server, who: Who) -> Result<Json<WatchedView>, Failure> {
    who.may_see(Operation::Read)?;
    let own = Arc::clone(&app);
    let work = move || {
        let projects = own.notices.store.watched_by(&who.actor.account)?;
        Ok(Json(WatchedView {
            projects: projects.into_iter().collect(),
        }))
    };
    app.work.read(work).await
}

/// Watches a project: its problems and red lights are told.
#[utoipa::path(put, path = "/notices/watched/{id}", tag = "notice", operation_id = "watch",
    params(("id" = String, Path, description = "The project: `P12`")),
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn watch(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    set_watched(app, who, &id, true).await
}

/// Watches a project no longer.
#[utoipa::path(delete, path = "/notices/watched/{id}", tag = "notice", operation_id = "unwatch",
    params(("id" = String, Path, description = "The project: `P12`")),
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn unwatch(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    set_watched(app, who, &id, false).await
}

async fn set_watched(
    app: Arc<App>,
    who: Who,
    id: &str,
    watched: bool,
) -> Result<StatusCode, Failure> {
    who.may_see(Operation::Read)?;
    let id: ProjectId = id.parse().map_err(|_| Failure::not_found())?;
    let own = Arc::clone(&app);
    let work = move || {
        let today = host::today();
        let zone = own.host.now(today)?.zone;
        let project = zone.projects.get(&id).ok_or_else(Failure::not_found)?;
        let unit = zone.lead_unit(project, today);
        if !who.actor.sees(project.handling_level(today), unit) {
            return Err(Failure::not_found());
        }
        let account = &who.actor.account;
        own.notices.store.watch(account, id, watched)?;
        Ok(StatusCode::NO_CONTENT)
    };
    app.work.write(work).await
}
