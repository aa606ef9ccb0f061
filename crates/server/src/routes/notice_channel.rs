//! Channels of notices, for administrators: the zone's rules, the mail server, robots, the outbox.
//! Addresses of robots are secrets: they come in and are never shown again.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use courier::{
    Delivery, DeliveryState, Destination, KeptRobot, MailServer, Message, OutboxCounts, Robot,
    Since, ZoneRules, masked,
};
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::Operation;
use zone::{Lang, Words};

use super::{Server, time_text};
use crate::app::{App, Who};
use crate::ask::Body;
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
        .routes(routes!(again))
        .routes(routes!(give_up))
}

/// A number as an address names it.
fn number(id: &str) -> Result<i64, Failure> {
    id.parse().map_err(|_| Failure::not_found())
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
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
    who.may_do(Operation::Configure)?;
    let problems = rules.problems();
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let own = Arc::clone(&app);
    let work = move || {
        recorded(&own, &who, ("notice.rules", "set"), None)?;
        own.notices.store.set_rules(&rules)?;
        Ok(StatusCode::NO_CONTENT)
    };
    app.work.write(work).await
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
    who.may_do(Operation::Configure)?;
    let problems = body.server.problems();
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let own = Arc::clone(&app);
    let work = move || {
        let password = body.password.as_deref();
        let host = Some(body.server.host.as_str());
        recorded(&own, &who, ("notice.mail", "set"), host)?;
        own.notices.store.set_mail_server(&body.server, password)?;
        Ok(StatusCode::NO_CONTENT)
    };
    app.work.write(work).await
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
    who.may_do(Operation::Configure)?;
    let address = courier::mail_address(&body.to)?;
    put_trial(app, Destination::Mail(address), None).await
}

/// Adds a robot.
#[utoipa::path(post, path = "/notices/robots", tag = "notice", operation_id = "addRobot",
    request_body = RobotBody,
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn add_robot(
    State(app): Server,
    who: Who,
    Body(body): Body<RobotBody>,
) -> Result<StatusCode, Failure> {
    who.may_do(Operation::Configure)?;
    let own = Arc::clone(&app);
    let work = move || {
        let store = &own.notices.store;
        let address = body.address.unwrap_or_default();
        let hosts = store.rules()?.hosts;
        let mut problems = courier::robot_problems(&body.robot, Some(&address), &hosts);
        problems.extend(courier::robots_full(store.robots()?.len()));
        if !problems.is_empty() {
            return Err(problems.into());
        }
        let day = host::today();
        let seq = own.host.now(day)?.zone.seq;
        let secret = body.secret.unwrap_or_default();
        let secrets = (address.trim(), secret.trim());
        let name = Some(body.robot.name.as_str());
        recorded(&own, &who, ("notice.robot", "added"), name)?;
        store.add_robot(&body.robot, secrets, Since { seq, day })?;
        Ok(StatusCode::NO_CONTENT)
    };
    app.work.write(work).await
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
    let own = Arc::clone(&app);
    let work = move || {
        let store = &own.notices.store;
        let kept = found(store.robot(id)?)?;
        let address = body.address.unwrap_or(kept.address);
        let hosts = store.rules()?.hosts;
        let problems = courier::robot_problems(&body.robot, Some(&address), &hosts);
        if !problems.is_empty() {
            return Err(problems.into());
        }
        let secrets = (Some(address.trim()), body.secret.as_deref().map(str::trim));
        let name = Some(body.robot.name.as_str());
        recorded(&own, &who, ("notice.robot", "changed"), name)?;
        store.change_robot(id, &body.robot, secrets)?;
        Ok(StatusCode::NO_CONTENT)
    };
    app.work.write(work).await
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
    let own = Arc::clone(&app);
    let work = move || {
        let kept = found(own.notices.store.robot(id)?)?;
        let name = Some(kept.robot.name.as_str());
        recorded(&own, &who, ("notice.robot", "removed"), name)?;
        match own.notices.store.remove_robot(id, now())? {
            true => Ok(StatusCode::NO_CONTENT),
            false => Err(courier::unknown_robot().into()),
        }
    };
    app.work.write(work).await
}

/// Puts a change of settings on record.
fn recorded(app: &App, who: &Who, what: (&str, &str), of: Option<&str>) -> Result<(), Failure> {
    let security = app.accounts.security();
    Ok(security.setting(&who.actor.account, what, of)?)
}

fn found(kept: Option<KeptRobot>) -> Result<KeptRobot, Failure> {
    kept.ok_or_else(|| courier::unknown_robot().into())
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
    let own = Arc::clone(&app);
    let work = move || found(own.notices.store.robot(id)?);
    let kept = app.work.read(work).await?;
    put_trial(app, Destination::Robot(id), Some(kept.robot)).await
}

async fn put_trial(
    app: Arc<App>,
    to: Destination,
    robot: Option<Robot>,
) -> Result<StatusCode, Failure> {
    let own = Arc::clone(&app);
    let work = move || {
        let zone = own.host.now(host::today())?.zone;
        let zone = zone.profile.map_or_else(String::new, |own| own.name);
        let (name, lang) = match &robot {
            Some(robot) => (robot.name.clone(), robot.lang),
            None => ("邮件".to_owned(), Lang::Zh),
        };
        let message = Message::trial(&zone, &name, lang);
        own.notices.store.put_trial(&to, &message, now())?;
        own.notices.posted.notify_one();
        Ok(StatusCode::ACCEPTED)
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
    let own = Arc::clone(&app);
    let work = move || {
        let done = own.notices.store.try_again(id, now())?;
        own.notices.posted.notify_one();
        settled(done)
    };
    app.work.write(work).await
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
    let own = Arc::clone(&app);
    let work = move || settled(own.notices.store.give_up(id, now())?);
    app.work.write(work).await
}

fn settled(done: bool) -> Result<StatusCode, Failure> {
    match done {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(courier::unknown_delivery().into()),
    }
}
