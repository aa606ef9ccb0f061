//! Channels of notices, for administrators: the zone's rules, the mail server, robots, the outbox.
//! Addresses of robots are secrets: they come in and are never shown again.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use courier::{
    Delivery, DeliveryState, Destination, KeptRobot, MailServer, OutboxCounts, Robot, ZoneRules,
    masked,
};
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::Words;
use zone::authority::Operation;

use super::{Server, time_text};
use crate::app::{App, Who};
use crate::ask::Body;
use crate::notice::{self, HeldView, NoticeChanges, NoticeError};
use crate::problem::{Failure, Problems};

/// The channels.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Channels {
    /// The zone's rules.
    rules: ZoneRules,
    /// The mail server, if one was set.
    mail: Option<MailServer>,
    /// Robots, oldest first.
    robots: Vec<RobotView>,
    /// How many deliveries stand how.
    outbox: OutboxCounts,
}

/// A robot without its secrets.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct RobotView {
    /// Its number.
    id: i64,
    /// What was settled.
    robot: Robot,
    /// Its address, masked.
    address: String,
    /// Whether it signs.
    signed: bool,
}

/// The mail server as it is to be.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailBody {
    /// The server.
    server: MailServer,
    /// The password; the one before stays if none.
    #[serde(default)]
    password: Option<String>,
}

/// A robot as it is to be.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RobotBody {
    /// What is settled.
    robot: Robot,
    /// Its address; of a robot there is, the one before stays if none.
    #[serde(default)]
    address: Option<String>,
    /// The secret it signs with; the one before stays if none, empty for none.
    #[serde(default)]
    secret: Option<String>,
}

/// A robot that was added.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct AddedRobot {
    /// Its number.
    id: i64,
}

/// Where a trial goes.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TrialBody {
    /// The address of mail.
    to: String,
}

/// What is on its way, and what became of it. What it says is its reader's.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Outbox {
    /// How many stand how.
    counts: OutboxCounts,
    /// The newest, those that need somebody first.
    deliveries: Vec<DeliveryView>,
}

/// A delivery.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct DeliveryView {
    /// Its number.
    id: i64,
    /// Whom it is for.
    to: Words,
    /// How many notices it tells.
    notices: usize,
    /// Where it stands.
    state: DeliveryState,
    /// How often it was tried.
    tries: u32,
    /// When it was made.
    made_at: String,
    /// When it is tried next; empty where it is not.
    next_at: String,
    /// When it was sent or given up.
    ended_at: String,
    /// Why it was not sent the last time.
    cause: String,
}

/// Every route of administrators.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(channels))
        .routes(routes!(set_rules))
        .routes(routes!(set_mail))
        .routes(routes!(try_mail))
        .routes(routes!(add_robot))
        .routes(routes!(change_robot, remove_robot))
        .routes(routes!(try_robot))
        .routes(routes!(outbox))
        .routes(routes!(held))
        .routes(routes!(again))
        .routes(routes!(give_up))
}

/// A number as an address names it.
fn number(id: &str) -> Result<i64, Failure> {
    id.parse().map_err(|_| Failure::not_found())
}

/// The channels of notices.
#[utoipa::path(get, path = "/notices/channels", tag = "notice", operation_id = "channels",
    responses((status = 200, body = Channels), (status = "default", body = Problems)))]
pub(crate) async fn channels(State(app): Server, who: Who) -> Result<Json<Channels>, Failure> {
    who.may_see(Operation::Configure)?;
    let own = Arc::clone(&app);
    let work = move || {
        let store = &own.notices.store;
        let robots = store.robots()?.into_iter().map(|kept| RobotView {
            id: kept.id,
            address: masked(&kept.address),
            signed: !kept.secret.is_empty(),
            robot: kept.robot,
        });
        Ok(Json(Channels {
            rules: store.rules()?,
            mail: store.mail_server()?.map(|(server, _)| server),
            robots: robots.collect(),
            outbox: store.outbox_counts()?,
        }))
    };
    app.work.read(work).await
}

/// Sets the zone's rules.
#[utoipa::path(put, path = "/notices/rules", tag = "notice", operation_id = "setNoticeRules",
    request_body = ZoneRules,
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn set_rules(
    State(app): Server,
    who: Who,
    Body(rules): Body<ZoneRules>,
) -> Result<StatusCode, Failure> {
    changed(app, who, move |changes| changes.set_rules(&rules)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets the mail server.
#[utoipa::path(put, path = "/notices/mail", tag = "notice", operation_id = "setMail",
    request_body = MailBody,
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn set_mail(
    State(app): Server,
    who: Who,
    Body(body): Body<MailBody>,
) -> Result<StatusCode, Failure> {
    let work = move |changes: &NoticeChanges<'_>| {
        let password = body.password.as_deref();
        changes.set_mail(&body.server, password)
    };
    changed(app, who, work).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a message by mail that shows whether it works; the outbox tells what became of it.
#[utoipa::path(post, path = "/notices/mail/trial", tag = "notice", operation_id = "tryMail",
    request_body = TrialBody,
    responses((status = 202), (status = "default", body = Problems)))]
pub(crate) async fn try_mail(
    State(app): Server,
    who: Who,
    Body(body): Body<TrialBody>,
) -> Result<StatusCode, Failure> {
    changed(app, who, move |changes| changes.try_mail(&body.to)).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Adds a robot.
#[utoipa::path(post, path = "/notices/robots", tag = "notice", operation_id = "addRobot",
    request_body = RobotBody,
    responses((status = 200, body = AddedRobot), (status = "default", body = Problems)))]
pub(crate) async fn add_robot(
    State(app): Server,
    who: Who,
    Body(body): Body<RobotBody>,
) -> Result<Json<AddedRobot>, Failure> {
    let work = move |changes: &NoticeChanges<'_>| {
        let (address, secret) = (body.address.as_deref(), body.secret.as_deref());
        let secrets = (address.unwrap_or_default(), secret.unwrap_or_default());
        changes.add_robot(&body.robot, secrets)
    };
    let id = changed(app, who, work).await?;
    Ok(Json(AddedRobot { id }))
}

/// Changes a robot.
#[utoipa::path(put, path = "/notices/robots/{id}", tag = "notice", operation_id = "changeRobot",
    params(("id" = String, Path, description = "The robot's number")), request_body = RobotBody,
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn change_robot(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    Body(body): Body<RobotBody>,
) -> Result<StatusCode, Failure> {
    who.may_do(Operation::Configure)?;
    let id = number(&id)?;
    let work = move |changes: &NoticeChanges<'_>| {
        let secrets = (body.address.as_deref(), body.secret.as_deref());
        changes.change_robot(id, &body.robot, secrets)
    };
    changed(app, who, work).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a robot.
#[utoipa::path(delete, path = "/notices/robots/{id}", tag = "notice", operation_id = "removeRobot",
    params(("id" = String, Path, description = "The robot's number")),
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn remove_robot(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    who.may_do(Operation::Configure)?;
    let id = number(&id)?;
    changed(app, who, move |changes| changes.remove_robot(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends a message to a robot that shows whether it works; the outbox tells what became of it.
#[utoipa::path(post, path = "/notices/robots/{id}/trial", tag = "notice", operation_id = "tryRobot",
    params(("id" = String, Path, description = "The robot's number")),
    responses((status = 202), (status = "default", body = Problems)))]
pub(crate) async fn try_robot(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    who.may_do(Operation::Configure)?;
    let id = number(&id)?;
    changed(app, who, move |changes| changes.try_robot(id)).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Makes a change in the name of who asks, and wakes who sends.
async fn changed<T: Send + 'static>(
    app: Arc<App>,
    who: Who,
    change: impl FnOnce(&NoticeChanges<'_>) -> Result<T, NoticeError> + Send + 'static,
) -> Result<T, Failure> {
    who.may_do(Operation::Configure)?;
    let own = Arc::clone(&app);
    let work = move || {
        let (host, store) = (&own.host, &own.notices.store);
        let done = change(&NoticeChanges::new(host, store, &who.actor.account))?;
        own.notices.posted.notify_one();
        Ok(done)
    };
    app.work.write(work).await
}

/// The outbox.
#[utoipa::path(get, path = "/notices/outbox", tag = "notice", operation_id = "outbox",
    responses((status = 200, body = Outbox), (status = "default", body = Problems)))]
pub(crate) async fn outbox(State(app): Server, who: Who) -> Result<Json<Outbox>, Failure> {
    who.may_see(Operation::Configure)?;
    let own = Arc::clone(&app);
    let work = move || {
        let store = &own.notices.store;
        let robots = store.robots()?;
        let deliveries = store.deliveries()?;
        Ok(Json(Outbox {
            counts: store.outbox_counts()?,
            deliveries: deliveries.iter().map(|own| shown(own, &robots)).collect(),
        }))
    };
    app.work.read(work).await
}

fn shown(own: &Delivery, robots: &[KeptRobot]) -> DeliveryView {
    let second = |at: i64| time_text(at.saturating_mul(1_000_000));
    let robot = |id: &i64| robots.iter().find(|kept| kept.id == *id);
    let account = own.recipient.strip_prefix("account:");
    let to = match (&own.destination, account) {
        (Destination::Robot(id), _) => match robot(id) {
            Some(kept) => {
                let (word, name) = (kept.robot.kind.word(), &kept.robot.name);
                Words::new(
                    format!("{}机器人：{name}", word.zh),
                    format!("{} robot: {name}", word.en),
                )
            }
            None => Words::new("已删除的机器人", "a robot that was removed"),
        },
        (Destination::Mail(_), Some(account)) => {
            Words::new(format!("邮件：{account}"), format!("mail: {account}"))
        }
        (Destination::Mail(_), None) => Words::new("邮件：测试", "mail: trial"),
    };
    let waits = own.state == DeliveryState::Waiting;
    DeliveryView {
        id: own.id,
        to,
        notices: own.message.rows(),
        state: own.state,
        tries: own.tries,
        made_at: second(own.made_at),
        next_at: if waits {
            second(own.next_at)
        } else {
            String::new()
        },
        ended_at: own.ended_at.map(second).unwrap_or_default(),
        cause: own.cause.clone(),
    }
}

/// What is not on its way yet.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct HeldNotices {
    /// A row a channel, cause and moment.
    held: Vec<HeldView>,
}

/// What quiet hours hold back and what waits for the digest: how many and until when.
#[utoipa::path(get, path = "/notices/held", tag = "notice", operation_id = "heldNotices",
    responses((status = 200, body = HeldNotices), (status = "default", body = Problems)))]
pub(crate) async fn held(State(app): Server, who: Who) -> Result<Json<HeldNotices>, Failure> {
    who.may_see(Operation::Configure)?;
    let own = Arc::clone(&app);
    let work = move || {
        let held = notice::held_at(&own.host, &own.accounts, &own.notices, notice::now())?;
        Ok(Json(HeldNotices { held }))
    };
    app.work.read(work).await
}

/// Tries a delivery again now.
#[utoipa::path(post, path = "/notices/outbox/{id}/again", tag = "notice", operation_id = "tryAgain",
    params(("id" = String, Path, description = "The delivery's number")),
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn again(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    who.may_do(Operation::Configure)?;
    let id = number(&id)?;
    changed(app, who, move |changes| changes.try_again(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a delivery up.
#[utoipa::path(post, path = "/notices/outbox/{id}/give-up", tag = "notice",
    operation_id = "giveUp", params(("id" = String, Path, description = "The delivery's number")),
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn give_up(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Failure> {
    who.may_do(Operation::Configure)?;
    let id = number(&id)?;
    changed(app, who, move |changes| changes.give_up(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
