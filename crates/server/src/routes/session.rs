//! Signing in and out.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use zone::Actor;
use zone::authority::{Operation, Reach, Role};

use super::Server;
use crate::accounts::{Account, Happening};
use crate::app::{Address, App, Who};
use crate::ask::Body;
use crate::problem::{Failure, Problems};
use crate::session::token_in;
use crate::{limits, refusal};

/// Who wants to sign in.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    /// The account.
    account: String,
    /// Its password.
    password: String,
}

/// Who is signed in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct SessionView {
    /// The account.
    account: String,
    /// The person's name, as pages show it.
    name: String,
    /// Roles: `clerk`, `reporter`, `leader`, `assessor`, `auditor`, `system_admin`,
    /// `security_admin`, `public`, `enterprise`.
    #[schema(value_type = Vec<String>)]
    roles: Vec<Role>,
    /// What the account may do, to its own unit or to the whole zone: pages offer no more.
    #[schema(value_type = Vec<String>)]
    may: Vec<Operation>,
    /// The unit of a reporter.
    #[schema(value_type = Option<String>)]
    unit: Option<zone::UnitId>,
    /// The enterprise it speaks for.
    #[schema(value_type = Option<String>)]
    enterprise: Option<zone::EnterpriseId>,
    /// The language its pages begin in: `zh-CN` or `en`.
    #[schema(value_type = String)]
    lang: zone::Lang,
}

impl SessionView {
    fn of(app: &App, account: &Account) -> SessionView {
        SessionView {
            account: account.account.clone(),
            name: app.accounts.shown_name(account),
            roles: account.roles.clone(),
            may: may(&account.actor()),
            unit: account.unit,
            enterprise: account.enterprise,
            lang: account.lang,
        }
    }
}

fn may(actor: &Actor) -> Vec<Operation> {
    let all = Operation::ALL.into_iter();
    all.filter(|operation| actor.reach(*operation) > Reach::Nothing)
        .collect()
}

/// Signs in: sets the session's cookie. A session the request already had ends.
#[utoipa::path(post, path = "/session", tag = "session", operation_id = "openSession",
    request_body = SignIn,
    responses((status = 200, body = SessionView), (status = "default", body = Problems)))]
pub(crate) async fn open(
    State(app): Server,
    Address(address): Address,
    headers: HeaderMap,
    Body(asked): Body<SignIn>,
) -> Result<Response, Failure> {
    let name = asked.account.clone();
    if let Err(wait) = app.throttle.take(&name, address) {
        record(&app, &name, address, Happening::Refused("throttled")).await;
        let problem = refusal::throttled(wait.as_secs().div_ceil(60));
        let failure = Failure::new(StatusCode::TOO_MANY_REQUESTS, problem);
        return Err(failure.retry_after(wait.as_secs().max(1)));
    }
    let Some(account) = verified(&app, asked).await? else {
        record(&app, &name, address, Happening::Refused("password")).await;
        let problem = refusal::bad_credentials();
        return Err(Failure::new(StatusCode::UNAUTHORIZED, problem));
    };
    app.throttle.succeeded(&name, address);
    record(&app, &name, address, Happening::Opened).await;
    if let Some((key, _)) = token_in(&headers, app.cookies).and_then(|old| app.sessions.seen(old)) {
        app.sessions.close(&key);
    }
    let token = app.sessions.open(&account.account);
    let token = token.map_err(|error| Failure::fault(&error))?;
    let mut response = Json(SessionView::of(&app, &account)).into_response();
    if let Some(cookie) = app.cookies.set(&token) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Who is signed in.
#[utoipa::path(get, path = "/session", tag = "session", operation_id = "currentSession",
    responses((status = 200, body = SessionView), (status = "default", body = Problems)))]
pub(crate) async fn current(State(app): Server, who: Who) -> Json<SessionView> {
    Json(match &who.signed_in {
        Some((account, _)) => SessionView::of(&app, account),
        None => SessionView {
            account: who.actor.account.clone(),
            may: may(&who.actor),
            name: who.actor.account,
            roles: who.actor.roles,
            unit: None,
            enterprise: None,
            lang: zone::Lang::default(),
        },
    })
}

/// Signs out.
#[utoipa::path(delete, path = "/session", tag = "session", operation_id = "closeSession",
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn close(
    State(app): Server,
    Address(address): Address,
    who: Who,
) -> Result<Response, Failure> {
    if let Some((account, key)) = &who.signed_in {
        app.sessions.close(key);
        let happening = Happening::Closed("signed-out");
        record(&app, &account.account, address, happening).await;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(cookie) = app.cookies.clear() {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Verifies a password on a thread of its own, few at a time: hashing is meant to be dear.
async fn verified(app: &Arc<App>, asked: SignIn) -> Result<Option<Account>, Failure> {
    let waiting = app.hashers.try_acquire().map_err(|_| Failure::busy())?;
    let accounts = Arc::clone(&app.accounts);
    let verify = move || {
        // A text no password can be is not worth hashing; how long it is, is no secret.
        let fits = asked.password.len() <= *limits::PASSWORD_CHARS.end() * 4;
        Ok(accounts.verify(&asked.account, if fits { &asked.password } else { "" }))
    };
    let answer = app.work.hash(verify).await;
    drop(waiting);
    answer
}

/// Records what happened. With the disk full or the ledger damaged people must still be able to
/// sign in and read: the log then says what the record cannot.
async fn record(app: &Arc<App>, account: &str, address: IpAddr, happening: Happening) {
    let (accounts, name) = (Arc::clone(&app.accounts), account.to_owned());
    let from = address.to_string();
    let write = move || Ok(accounts.security().session(&name, &from, happening)?);
    if app.work.write(write).await.is_err() {
        tracing::warn!(account, %address, ?happening, "a security event was not recorded");
    }
}
