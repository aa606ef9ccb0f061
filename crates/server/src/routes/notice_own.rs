//! What somebody wants to be told through what, and the own calendar's address.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use courier::calendar::{Entry, calendar};
use courier::{Preferences, Since, ZoneRules};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::Lang;
use zone::view::Looking;
use zone::view::dues::dues;

use super::notice::reads;
use super::{Server, time_text};
use crate::accounts::Account;
use crate::app::{App, Who};
use crate::ask::Body;
use crate::problem::{Failure, Problems};

/// What the asker wants, and what holds for everybody.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct OwnNotices {
    /// What the asker wants.
    preferences: Preferences,
    /// Whether the asker said so, or the usual holds.
    said: bool,
    /// The zone's rules.
    rules: ZoneRules,
    /// Whether mail is sent at all.
    mail_enabled: bool,
    /// The asker's calendar address, if there is one.
    feed: Option<CalendarFeed>,
}

/// A calendar's address: the address itself is shown once, when it is made.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct CalendarFeed {
    /// When it was made.
    made_at: String,
    /// When a calendar last asked; empty for never.
    used_at: String,
}

/// A calendar's new address.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct NewFeed {
    /// Its path on this server; whoever knows it reads the calendar.
    path: String,
}

/// Every route about the asker's own settings, and the calendar itself.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(settings, change))
        .routes(routes!(renew, revoke))
        .routes(routes!(feed))
}

fn signed_in(who: &Who) -> Result<&Account, Failure> {
    reads(who)?;
    let account = who.signed_in.as_ref().map(|(account, _)| account);
    account.ok_or_else(Failure::not_found)
}

/// The asker's settings of notices.
#[utoipa::path(get, path = "/notices/settings", tag = "notice", operation_id = "noticeSettings",
    responses((status = 200, body = OwnNotices), (status = "default", body = Problems)))]
pub(crate) async fn settings(State(app): Server, who: Who) -> Result<Json<OwnNotices>, Failure> {
    let account = signed_in(&who)?.clone();
    let own = Arc::clone(&app);
    let work = move || {
        let store = &own.notices.store;
        let second = |at: i64| time_text(at.saturating_mul(1_000_000));
        let mail = store.mail_server()?;
        let feed = store.feed(&account.account)?;
        Ok(Json(OwnNotices {
            preferences: store.wishes(&account.account, account.lang)?,
            said: store.preferences(&account.account)?.is_some(),
            rules: store.rules()?,
            mail_enabled: mail.is_some_and(|(server, _)| server.enabled),
            feed: feed.map(|feed| CalendarFeed {
                made_at: second(feed.made_at),
                used_at: feed.used_at.map(second).unwrap_or_default(),
            }),
        }))
    };
    app.work.read(work).await
}

/// Changes the asker's settings of notices.
#[utoipa::path(put, path = "/notices/settings", tag = "notice", operation_id = "setNoticeSettings",
    request_body = Preferences,
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn change(
    State(app): Server,
    who: Who,
    Body(mut wanted): Body<Preferences>,
) -> Result<StatusCode, Failure> {
    let account = signed_in(&who)?.account.clone();
    wanted.mail = wanted.mail.trim().to_owned();
    let problems = courier::preferences_problems(&wanted);
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let own = Arc::clone(&app);
    let work = move || {
        let day = host::today();
        let seq = own.host.now(day)?.zone.seq;
        let since = Since { seq, day };
        own.notices
            .store
            .set_preferences(&account, &wanted, since)?;
        Ok(StatusCode::NO_CONTENT)
    };
    app.work.write(work).await
}

/// Gives the asker a new calendar address; the one before leads nowhere from now on.
#[utoipa::path(post, path = "/notices/feed", tag = "notice", operation_id = "renewFeed",
    responses((status = 200, body = NewFeed), (status = "default", body = Problems)))]
pub(crate) async fn renew(State(app): Server, who: Who) -> Result<Json<NewFeed>, Failure> {
    let account = signed_in(&who)?.account.clone();
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Failure::fault(&error))?;
    let token = hex::encode(bytes);
    let own = Arc::clone(&app);
    let work = move || {
        let now = jiff::Timestamp::now().as_second();
        own.notices.store.renew_feed(&account, &token, now)?;
        Ok(Json(NewFeed {
            path: format!("/api/v1/calendars/{token}.ics"),
        }))
    };
    app.work.write(work).await
}

/// Takes the asker's calendar address back.
#[utoipa::path(delete, path = "/notices/feed", tag = "notice", operation_id = "revokeFeed",
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn revoke(State(app): Server, who: Who) -> Result<StatusCode, Failure> {
    let account = signed_in(&who)?.account.clone();
    let own = Arc::clone(&app);
    let work = move || {
        own.notices.store.revoke_feed(&account)?;
        Ok(StatusCode::NO_CONTENT)
    };
    app.work.write(work).await
}

/// Somebody's calendar, by its secret address; no sign-in. An address that was renewed or taken
/// back, and that of an account that may not sign in, are absent.
#[utoipa::path(get, path = "/calendars/{name}", tag = "notice", operation_id = "calendar",
    params(("name" = String, Path, description = "The token with `.ics`")),
    responses((status = 200, content_type = "text/calendar", body = String), (status = 304),
        (status = "default", body = Problems)))]
pub(crate) async fn feed(
    State(app): Server,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let token = name.strip_suffix(".ics").unwrap_or(&name).to_owned();
    let own = Arc::clone(&app);
    let work = move || {
        let now = jiff::Timestamp::now().as_second();
        let account = own.notices.store.account_of_feed(&token, now)?;
        let account = account.and_then(|account| own.accounts.find(&account));
        let account = account.filter(|account| !account.disabled);
        written(&own, &account.ok_or_else(Failure::not_found)?)
    };
    let text = app.work.read(work).await?;
    let tag = format!(
        "\"{}\"",
        hex::encode(&Sha256::digest(text.as_bytes())[..16])
    );
    let known = headers.get(header::IF_NONE_MATCH);
    let known = known.and_then(|known| known.to_str().ok());
    let is_known = known.is_some_and(|known| {
        let mut tags = known
            .split(',')
            .map(|own| own.trim().trim_start_matches("W/"));
        tags.any(|own| own == tag || own == "*")
    });
    let mut answer = match is_known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => text.into_response(),
    };
    let put = answer.headers_mut();
    let calendar = HeaderValue::from_static("text/calendar; charset=utf-8");
    put.insert(header::CONTENT_TYPE, calendar);
    let private = HeaderValue::from_static("private, no-cache");
    put.insert(header::CACHE_CONTROL, private);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        put.insert(header::ETAG, tag);
    }
    Ok(answer)
}

fn written(app: &App, account: &Account) -> Result<String, Failure> {
    let today = host::today();
    let seen = app.host.now(today)?;
    let actor = account.actor();
    let looking = Looking {
        true_on: today,
        calendars: &seen.calendars,
        texts: app.host.library(),
        actor: &actor,
    };
    let name = seen
        .zone
        .profile
        .as_ref()
        .map_or("挂图", |own| own.name.as_str());
    let mut entries = Vec::new();
    for due in dues(&seen.zone, looking, account.lang) {
        entries.push(Entry {
            uid: due.key,
            sequence: due.version,
            changed_at: app.notices.recorded_at(&app.host, due.seq)?,
            summary: due.title,
            description: due.detail,
            place: due.place,
            on: due.on,
            at: due.at,
            minutes: due.minutes,
            cancelled: due.cancelled,
            // A meeting rings half an hour before.
            alarm: due.at.map(|_| 30),
        });
    }
    let title = match account.lang {
        Lang::Zh => format!("{name}工作日程"),
        Lang::En => format!("{name}: what is due"),
    };
    Ok(calendar(&title, "wallchart", &entries))
}
