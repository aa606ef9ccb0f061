//! The page: files of the built front end, inside the program.

use axum::body::Bytes;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::problem::Failure;

/// The built front end. The folder may be absent when the program is compiled.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Pages;

/// The place in `index.html` where a page takes the nonce of its styles.
const NONCE_PLACE: &str = "__CSP_NONCE__";

/// What a script that runs as a worker may do: talk to this server.
const WORKER_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; \
    frame-ancestors 'none'; base-uri 'none'";

const NOT_BUILT: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">\
    <title>挂图 Wallchart</title><h1>页面尚未构建 · the front end was not built</h1>\
    <p>服务正在运行，接口在 <a href=\"/api/v1/openapi.json\">/api/v1</a>。运行 <code>make run</code> \
    会先构建页面。</p><p>The server runs; its interface is at \
    <a href=\"/api/v1/openapi.json\">/api/v1</a>. <code>make run</code> builds the page first.</p>\
    </html>";

/// Whether the front end is inside the program.
pub fn has_page() -> bool {
    Pages::get("index.html").is_some()
}

/// Answers every address that is not the interface's.
pub(crate) async fn page(method: Method, uri: Uri) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return Failure::not_found().into_response();
    }
    let path = uri.path().trim_start_matches('/');
    if let Some(file) = named(path) {
        return asset(path, file.data.into());
    }
    // Addresses of the page itself have no ending; a missing file is missing.
    let last = path.rsplit('/').next().unwrap_or(path);
    if last.contains('.') && path != "index.html" {
        return Failure::not_found().into_response();
    }
    index()
}

/// A file of the page by its name; a name never leads upwards.
fn named(path: &str) -> Option<rust_embed::EmbeddedFile> {
    let plain = path != "index.html" && !path.split('/').any(|part| part == "..");
    plain.then(|| Pages::get(path)).flatten()
}

fn asset(path: &str, data: Vec<u8>) -> Response {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let kind = HeaderValue::from_str(kind.as_ref())
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    // Names under assets/ carry a hash of their content.
    let cache = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut response = Bytes::from(data).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    // A worker lives under the policy its own script came with, not under the page's: with the
    // interface's "nothing at all" it could not listen to the event stream.
    let worker = HeaderValue::from_static(WORKER_POLICY);
    headers.insert(header::CONTENT_SECURITY_POLICY, worker);
    response
}

fn index() -> Response {
    let Some(file) = Pages::get("index.html") else {
        let policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
        return with_policy(Html(NOT_BUILT.to_owned()).into_response(), policy);
    };
    let html = String::from_utf8_lossy(&file.data).into_owned();
    let mut random = [0_u8; 16];
    if !html.contains(NONCE_PLACE) {
        return with_policy(Html(html).into_response(), &policy("'unsafe-inline'"));
    }
    if let Err(cause) = getrandom::fill(&mut random) {
        return Failure::fault(&cause).into_response();
    }
    let nonce = hex::encode(random);
    let policy = policy(&format!("'nonce-{nonce}'"));
    with_policy(
        Html(html.replace(NONCE_PLACE, &nonce)).into_response(),
        &policy,
    )
}

fn policy(styles: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self'; style-src 'self' {styles}; \
         img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
         worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

fn with_policy(mut response: Response, policy: &str) -> Response {
    let headers = response.headers_mut();
    match HeaderValue::from_str(policy) {
        Ok(policy) => {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            response
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
