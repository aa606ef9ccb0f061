//! Before sign-in: what this is, and the accounts of a demonstration.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use zone::Words;

use super::Server;
use crate::options::DemoAccount;
use crate::problem::{Failure, Problems};

/// What a visitor sees first.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Welcome {
    /// Name of the zone.
    name: String,
    /// Whether its data is synthetic.
    synthetic: bool,
    /// Where its data comes from.
    attribution: Words,
    /// Accounts to try; empty for a zone in earnest.
    accounts: Vec<DemoAccount>,
}

/// What this is. Needs no sign-in.
#[utoipa::path(get, path = "/welcome", tag = "session", operation_id = "welcome",
    responses((status = 200, body = Welcome), (status = "default", body = Problems)))]
pub(crate) async fn welcome(State(app): Server) -> Result<Json<Welcome>, Failure> {
    let host = app.host.clone();
    let seen = app.work.read(move || Ok(host.now(host::today())?)).await?;
    let profile = seen.zone.profile;
    Ok(Json(Welcome {
        name: profile
            .as_ref()
            .map_or_else(String::new, |own| own.name.clone()),
        synthetic: profile.as_ref().is_some_and(|own| own.synthetic),
        attribution: profile.map(|own| own.attribution).unwrap_or_default(),
        accounts: app.demo_accounts.clone(),
    }))
}
