//! Whether the server runs and writes.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use zone::Refusal;

use super::Server;
use crate::problem::Problems;

/// How the server is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Health {
    /// `ok`, or `reading-only`.
    status: &'static str,
    /// `ok`, or `off`.
    writing: &'static str,
    /// Why writing is off.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Refusal>,
    /// Version of the program.
    version: &'static str,
}

/// Whether the server runs and writes. Needs no sign-in.
#[utoipa::path(get, path = "/health", tag = "session", operation_id = "health",
    responses((status = 200, body = Health), (status = "default", body = Problems)))]
pub(crate) async fn health(State(app): Server) -> Json<Health> {
    let off = app.host.store().writing_off();
    let reason = off.and_then(|error| host::Error::Ledger(error).problems().pop());
    let (status, writing) = match reason {
        None => ("ok", "ok"),
        Some(_) => ("reading-only", "off"),
    };
    Json(Health {
        status,
        writing,
        reason,
        version: env!("CARGO_PKG_VERSION"),
    })
}
