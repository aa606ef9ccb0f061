//! What every request and answer passes: the check for other sites, time, security headers.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use crate::limits::REQUEST_TIME;
use crate::problem::Failure;
use crate::refusal;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses state changes that a page of another site asked for. The session's cookie is
/// `SameSite=Strict` already; this holds where a browser is old or a proxy careless.
pub(crate) async fn same_site(request: Request, next: Next) -> Response {
    let method = request.method();
    let reads = [Method::GET, Method::HEAD, Method::OPTIONS].contains(method);
    if !reads && is_cross_site(request.headers()) {
        return Failure::new(StatusCode::FORBIDDEN, refusal::cross_site()).into_response();
    }
    next.run(request).await
}

/// Programs that are no browsers send neither header.
fn is_cross_site(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get(SEC_FETCH_SITE) {
        return site != "same-origin" && site != "none";
    }
    let Some(origin) = headers.get(header::ORIGIN) else {
        return false;
    };
    let origin = origin.to_str().unwrap_or("null");
    let own = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let host_of_origin = origin.split_once("://").map(|(_, host)| host);
    own.is_none() || host_of_origin != own
}

/// Ends a request that takes too long.
pub(crate) async fn in_time(request: Request, next: Next) -> Response {
    match timeout(REQUEST_TIME, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::new(StatusCode::SERVICE_UNAVAILABLE, refusal::too_slow())
            .retry_after(5)
            .into_response(),
    }
}

/// Headers of every answer. Scripts and everything else come from this server alone; styles may
/// be inline where the page did not leave a place for a nonce.
pub(crate) async fn secured(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
        ));
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

const FIXED: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn is_foreign(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect();
        is_cross_site(&headers)
    }

    #[test]
    fn other_sites_are_told_by_either_header() {
        let host = ("host", "10.0.0.5:8080");
        assert!(!is_foreign(&[host]));
        assert!(!is_foreign(&[host, ("origin", "http://10.0.0.5:8080")]));
        assert!(!is_foreign(&[host, ("sec-fetch-site", "same-origin")]));
        assert!(is_foreign(&[host, ("origin", "http://evil.example")]));
        assert!(is_foreign(&[host, ("origin", "null")]));
        assert!(is_foreign(&[host, ("sec-fetch-site", "cross-site")]));
        assert!(is_foreign(&[host, ("sec-fetch-site", "same-site")]));
        assert!(is_foreign(&[("origin", "http://10.0.0.5:8080")]));
    }
}
