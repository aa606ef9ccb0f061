//! All routes with what they pass through, and the document that describes them.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::response::{IntoResponse as _, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::problem::Failure;
use crate::{embed, guard, limits, refusal, routes};

/// Where the interface begins.
const PREFIX: &str = "/api/v1";

#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "Wallchart 挂图", version = "1", description = "\
One zone's wall, projects, indicators and record.

Errors have one envelope, `problems`: code, message and remedy in Chinese and English, and the \
place. 400 unreadable, 401 not signed in, 403 may not be done, 404 absent or may not be seen \
(the same body), 409 changed by somebody else or being carried out, 413 too large, 422 refused \
by the rules, 429 too often, 503 try again later, 507 disk full.

A changing request carries `X-Request-Id`; the same id counts once. Money is integer fen, shares \
are integer basis points, dates are YYYY-MM-DD."),
    servers((url = "/api/v1"))
)]
struct Document;

/// The document of the interface, as committed in `openapi.json`.
pub fn openapi() -> OpenApi {
    described().1
}

fn described() -> (Router<Arc<App>>, OpenApi) {
    OpenApiRouter::with_openapi(Document::openapi())
        .merge(routes::all())
        .split_for_parts()
}

/// The whole service.
pub(crate) fn router(app: Arc<App>) -> Router {
    let (api, document) = described();
    let document = document.to_json().unwrap_or_default();
    let document = move || async move {
        let kind = [(axum::http::header::CONTENT_TYPE, "application/json")];
        (kind, document).into_response()
    };
    let api = api
        .route("/openapi.json", axum::routing::get(document))
        .fallback(async || Failure::not_found())
        .method_not_allowed_fallback(async || {
            Failure::new(StatusCode::METHOD_NOT_ALLOWED, refusal::wrong_method())
        })
        .layer(from_fn(guard::same_site))
        .layer(from_fn(guard::in_time))
        .layer(DefaultBodyLimit::max(limits::BODY_BYTES_MAX));
    Router::new()
        .nest(PREFIX, api)
        .fallback(embed::page)
        .layer(CatchPanicLayer::custom(after_a_bug))
        .layer(CompressionLayer::new())
        .layer(from_fn(guard::secured))
        .with_state(app)
}

/// A bug ends the request, not the server.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the layer hands the panic over"
)]
fn after_a_bug(bug: Box<dyn Any + Send>) -> Response {
    let text = bug.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| bug.downcast_ref::<&str>().copied());
    Failure::fault(&text.unwrap_or("panic")).into_response()
}
