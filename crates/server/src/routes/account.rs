//! Accounts: for the security administrator, and everybody's own password.
//!
//! Passwords for others are drawn here and shown in one answer alone: nobody invents one for
//! somebody else, and the record holds its hash.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use zone::authority::{Operation, Role};
use zone::{EnterpriseId, PersonId, UnitId};

use super::Server;
use crate::accounts::{Account, Bound, NewAccount, draw_password};
use crate::app::{Address, App, Who};
use crate::ask::Body;
use crate::problem::{Failure, Problems};
use crate::refusal;

/// An account.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct AccountView {
    /// Its name.
    account: String,
    /// The person's name, as pages show it.
    name: String,
    /// Roles: `clerk`, `reporter`, `leader`, `assessor`, `auditor`, `system_admin`,
    /// `security_admin`, `public`, `enterprise`.
    #[schema(value_type = Vec<String>)]
    roles: Vec<Role>,
    /// The unit of a reporter.
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// The enterprise it speaks for.
    #[schema(value_type = Option<String>)]
    enterprise: Option<EnterpriseId>,
    /// The person it signs as: `R5`.
    #[schema(value_type = Option<String>)]
    person: Option<PersonId>,
    /// Whether it may sign in no more.
    disabled: bool,
}

/// An account to be made.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAccountInput {
    /// Its name: letters, digits, `.`, `_`, `-`.
    account: String,
    /// The person's name, as pages show it.
    #[serde(default)]
    name: Option<String>,
    /// Its roles.
    #[schema(value_type = Vec<String>)]
    roles: Vec<Role>,
    /// The unit of a reporter.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// The enterprise it speaks for, with the role `enterprise`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    enterprise: Option<EnterpriseId>,
    /// The person it signs as: `R5`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    person: Option<PersonId>,
    /// The language its pages begin in: `zh-CN` unless said.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    lang: Option<zone::Lang>,
}

/// Roles from now on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RolesInput {
    /// Its roles.
    #[schema(value_type = Vec<String>)]
    roles: Vec<Role>,
    /// The unit of a reporter.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// The enterprise it speaks for, with the role `enterprise`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    enterprise: Option<EnterpriseId>,
    /// The person it signs as: `R5`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    person: Option<PersonId>,
}

/// A password that was drawn: shown now and never again.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PasswordView {
    /// The account.
    account: String,
    /// Its password.
    password: String,
}

/// Another password for oneself.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnPassword {
    /// The present one.
    present: String,
    /// The new one: 8 to 128 characters.
    new: String,
}

/// All accounts, by name.
#[utoipa::path(get, path = "/accounts", tag = "account", operation_id = "accounts",
    responses((status = 200, body = Vec<AccountView>), (status = "default", body = Problems)))]
pub(crate) async fn list(State(app): Server, who: Who) -> Result<Json<Vec<AccountView>>, Failure> {
    who.may_do(Operation::KeepAccounts)?;
    let views = app.accounts.all().into_iter();
    Ok(Json(views.map(|own| view(&app, &own)).collect()))
}

/// Makes an account; answers with the password drawn for it.
#[utoipa::path(post, path = "/accounts", tag = "account", operation_id = "addAccount",
    request_body = NewAccountInput,
    responses((status = 200, body = PasswordView), (status = "default", body = Problems)))]
pub(crate) async fn add(
    State(app): Server,
    who: Who,
    Body(asked): Body<NewAccountInput>,
) -> Result<Json<PasswordView>, Failure> {
    who.may_do(Operation::KeepAccounts)?;
    known_unit(&app, asked.unit)?;
    known_enterprise(&app, asked.enterprise)?;
    known_person(&app, asked.person)?;
    let (account, by) = (asked.account.clone(), who.actor.account);
    let password = drawn()?;
    let new = NewAccount {
        account: asked.account,
        name: asked.name,
        password: password.clone(),
        roles: asked.roles,
        unit: asked.unit,
        enterprise: asked.enterprise,
        person: asked.person,
        lang: asked.lang.unwrap_or_default(),
    };
    hashing(&app, move |app| Ok(app.accounts.create(new, &by)?)).await?;
    Ok(Json(PasswordView { account, password }))
}

/// Gives an account other roles. Its sessions go on with them.
#[utoipa::path(put, path = "/accounts/{account}/roles", tag = "account",
    operation_id = "setRoles", params(("account" = String, Path, description = "Its name")),
    request_body = RolesInput,
    responses((status = 200, body = AccountView), (status = "default", body = Problems)))]
pub(crate) async fn set_roles(
    State(app): Server,
    who: Who,
    Path(account): Path<String>,
    Body(asked): Body<RolesInput>,
) -> Result<Json<AccountView>, Failure> {
    who.may_do(Operation::KeepAccounts)?;
    known_unit(&app, asked.unit)?;
    known_enterprise(&app, asked.enterprise)?;
    known_person(&app, asked.person)?;
    changed(&app, account, move |app, account| {
        let by = &who.actor.account;
        let bound = Bound {
            unit: asked.unit,
            enterprise: asked.enterprise,
            person: asked.person,
        };
        app.accounts.set_roles(account, asked.roles, bound, by)
    })
    .await
}

/// Lets an account sign in no more; its sessions end.
#[utoipa::path(post, path = "/accounts/{account}/disable", tag = "account",
    operation_id = "disableAccount", params(("account" = String, Path, description = "Its name")),
    responses((status = 200, body = AccountView), (status = "default", body = Problems)))]
pub(crate) async fn disable(
    State(app): Server,
    who: Who,
    Path(account): Path<String>,
) -> Result<Json<AccountView>, Failure> {
    who.may_do(Operation::KeepAccounts)?;
    changed(&app, account, move |app, account| {
        app.accounts.disable(account, &who.actor.account)?;
        app.sessions.close_others(account, None);
        Ok(())
    })
    .await
}

/// Lets an account sign in again.
#[utoipa::path(post, path = "/accounts/{account}/enable", tag = "account",
    operation_id = "enableAccount", params(("account" = String, Path, description = "Its name")),
    responses((status = 200, body = AccountView), (status = "default", body = Problems)))]
pub(crate) async fn enable(
    State(app): Server,
    who: Who,
    Path(account): Path<String>,
) -> Result<Json<AccountView>, Failure> {
    who.may_do(Operation::KeepAccounts)?;
    changed(&app, account, move |app, account| {
        app.accounts.enable(account, &who.actor.account)
    })
    .await
}

/// Draws another password for an account; its sessions end.
#[utoipa::path(post, path = "/accounts/{account}/password", tag = "account",
    operation_id = "resetPassword", params(("account" = String, Path, description = "Its name")),
    responses((status = 200, body = PasswordView), (status = "default", body = Problems)))]
pub(crate) async fn reset_password(
    State(app): Server,
    who: Who,
    Path(account): Path<String>,
) -> Result<Json<PasswordView>, Failure> {
    who.may_do(Operation::KeepAccounts)?;
    found(&app, &account)?;
    let password = drawn()?;
    let (name, new) = (account.clone(), password.clone());
    hashing(&app, move |app| {
        let by = &who.actor.account;
        app.accounts.change_password(&name, &new, by)?;
        app.sessions.close_others(&name, None);
        Ok(())
    })
    .await?;
    Ok(Json(PasswordView { account, password }))
}

/// Changes the own password; other sessions of the account end. Wrong tries count as failed
/// sign-ins do.
#[utoipa::path(put, path = "/session/password", tag = "session", operation_id = "changePassword",
    request_body = OwnPassword,
    responses((status = 204), (status = "default", body = Problems)))]
pub(crate) async fn change_own(
    State(app): Server,
    Address(address): Address,
    who: Who,
    Body(asked): Body<OwnPassword>,
) -> Result<StatusCode, Failure> {
    // A program on this machine has no password of its own.
    let Some((account, key)) = who.signed_in else {
        return Err(Failure::not_allowed());
    };
    let name = account.account;
    if let Err(wait) = app.throttle.take(&name, address) {
        let problem = refusal::throttled(wait.as_secs().div_ceil(60));
        let failure = Failure::new(StatusCode::TOO_MANY_REQUESTS, problem);
        return Err(failure.retry_after(wait.as_secs().max(1)));
    }
    hashing(&app, move |app| {
        if app.accounts.verify(&name, &asked.present).is_none() {
            return Err(refusal::wrong_password().at_field("present").into());
        }
        app.throttle.succeeded(&name, address);
        app.accounts.change_password(&name, &asked.new, &name)?;
        app.sessions.close_others(&name, Some(&key));
        Ok(())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn view(app: &App, account: &Account) -> AccountView {
    AccountView {
        account: account.account.clone(),
        name: app.accounts.shown_name(account),
        roles: account.roles.clone(),
        unit: account.unit,
        enterprise: account.enterprise,
        person: account.person,
        disabled: account.disabled,
    }
}

fn found(app: &App, account: &str) -> Result<Account, Failure> {
    let missing = || Failure::new(StatusCode::NOT_FOUND, refusal::no_such_account(account));
    app.accounts.find(account).ok_or_else(missing)
}

fn known_unit(app: &App, unit: Option<UnitId>) -> Result<(), Failure> {
    let Some(unit) = unit else { return Ok(()) };
    let seen = app.host.now(host::today())?;
    if seen.zone.units.contains_key(&unit) {
        return Ok(());
    }
    Err(refusal::no_such_unit(&unit.to_string())
        .at_field("unit")
        .into())
}

fn known_enterprise(app: &App, enterprise: Option<EnterpriseId>) -> Result<(), Failure> {
    let Some(id) = enterprise else { return Ok(()) };
    let seen = app.host.now(host::today())?;
    if seen.zone.enterprises.contains_key(&id) {
        return Ok(());
    }
    let refused = refusal::no_such_enterprise(&id.to_string());
    Err(refused.at_field("enterprise").into())
}

fn known_person(app: &App, person: Option<PersonId>) -> Result<(), Failure> {
    let Some(id) = person else { return Ok(()) };
    let seen = app.host.now(host::today())?;
    if seen.zone.people.contains_key(&id) {
        return Ok(());
    }
    let refused = refusal::no_such_person(&id.to_string());
    Err(refused.at_field("person").into())
}

fn drawn() -> Result<String, Failure> {
    Ok(draw_password()?)
}

/// Changes an account that is there, and shows it.
async fn changed<F>(
    app: &Arc<App>,
    account: String,
    change: F,
) -> Result<Json<AccountView>, Failure>
where
    F: FnOnce(&App, &str) -> Result<(), host::Error> + Send + 'static,
{
    found(app, &account)?;
    let at_work = Arc::clone(app);
    app.work
        .write(move || {
            change(&at_work, &account)?;
            Ok(view(&at_work, &found(&at_work, &account)?))
        })
        .await
        .map(Json)
}

/// Hashes on a thread of its own, few at a time, as signing in does.
async fn hashing<F>(app: &Arc<App>, work: F) -> Result<(), Failure>
where
    F: FnOnce(&App) -> Result<(), Failure> + Send + 'static,
{
    let _waiting = app.hashers.try_acquire().map_err(|_| Failure::busy())?;
    let at_work = Arc::clone(app);
    app.work.hash(move || work(&at_work)).await
}
