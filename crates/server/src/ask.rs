//! Reading what was asked: bodies, queries, both clocks. Whatever cannot be read is a 4xx with
//! the place that is wrong.

use std::str::FromStr;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use host::KnownAt;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use zone::Refusal;

use crate::problem::Failure;
use crate::{limits, refusal};

/// A body in JSON.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let bytes = bytes(request, state, limits::BODY_BYTES_MAX).await?;
        let value = serde_json::from_slice(&bytes);
        value.map(Body).map_err(|error| {
            let problem = refusal::bad_body(&error.to_string());
            Failure::new(StatusCode::BAD_REQUEST, problem)
        })
    }
}

/// The bytes of a body; too many are refused.
pub(crate) async fn bytes<S: Send + Sync>(
    request: Request,
    state: &S,
    max: usize,
) -> Result<Bytes, Failure> {
    let read = Bytes::from_request(request, state).await;
    read.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Failure::new(StatusCode::PAYLOAD_TOO_LARGE, refusal::too_large(max))
        }
        _ => {
            let problem = refusal::bad_body(&rejection.body_text());
            Failure::new(StatusCode::BAD_REQUEST, problem)
        }
    })
}

/// A query.
pub(crate) struct Asked<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let read = Query::<T>::from_request_parts(parts, state).await;
        read.map(|Query(value)| Asked(value)).map_err(|rejection| {
            let problem = refusal::bad_query("?", &rejection.body_text());
            Failure::new(StatusCode::BAD_REQUEST, problem)
        })
    }
}

/// Both clocks, as every view takes them.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MomentQuery {
    /// Known at: a sequence number, the name of a mark, or a time. The newest unless named.
    pub(crate) known_at: Option<String>,
    /// True on: a date, `2026-05-18`. What the moment speaks of unless named.
    pub(crate) true_on: Option<String>,
}

impl MomentQuery {
    /// Both clocks, or everything that is wrong with them.
    pub(crate) fn read(&self) -> Result<Moment, Failure> {
        let mut reading = Reading::default();
        let moment = reading.moment(self);
        reading.done()?;
        Ok(moment)
    }
}

/// Reads the values of a query and remembers everything that is wrong.
#[derive(Default)]
pub(crate) struct Reading(Vec<Refusal>);

impl Reading {
    /// A value that may be absent; empty counts as absent.
    pub(crate) fn value<T: FromStr>(
        &mut self,
        field: &str,
        text: Option<&str>,
        expected: &str,
    ) -> Option<T> {
        let text = self.text(field, text)?;
        match text.parse() {
            Ok(value) => Some(value),
            Err(_) => {
                self.wrong(field, expected);
                None
            }
        }
    }

    /// A text that may be absent; empty counts as absent.
    pub(crate) fn text(&mut self, field: &str, text: Option<&str>) -> Option<String> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        if text.chars().count() > limits::QUERY_CHARS_MAX {
            self.wrong(field, &format!("<= {}", limits::QUERY_CHARS_MAX));
            return None;
        }
        Some(text.to_owned())
    }

    /// Both clocks.
    pub(crate) fn moment(&mut self, query: &MomentQuery) -> Moment {
        let known_at = self.value(
            "known_at",
            query.known_at.as_deref(),
            "1234 | mark | 2026-05-18T12:00:00Z",
        );
        let true_on: Option<Date> = self.value("true_on", query.true_on.as_deref(), "2026-05-18");
        if true_on.is_some_and(|date| !zone::limits::YEARS.contains(&date.year())) {
            self.wrong("true_on", "1950–2150");
        }
        Moment {
            known_at: known_at.unwrap_or_default(),
            true_on,
        }
    }

    pub(crate) fn wrong(&mut self, field: &str, expected: &str) {
        self.0
            .push(refusal::bad_query(field, expected).at_field(field));
    }

    /// Refuses with everything that was wrong.
    pub(crate) fn done(self) -> Result<(), Failure> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Failure::all(StatusCode::BAD_REQUEST, self.0))
        }
    }
}

/// The moment a view is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) known_at: KnownAt,
    pub(crate) true_on: Option<Date>,
}

/// The request's id: the header's, else the body's, else one drawn here.
pub(crate) fn request_id(headers: &HeaderMap, given: Option<&str>) -> Result<String, Failure> {
    let header = headers.get("x-request-id");
    let bad = || Failure::new(StatusCode::BAD_REQUEST, refusal::bad_request_id());
    let given = match header {
        Some(value) => Some(value.to_str().map_err(|_| bad())?),
        None => given,
    };
    let Some(id) = given else {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(|error| Failure::fault(&error))?;
        return Ok(hex::encode(bytes));
    };
    let fits = (1..=limits::REQUEST_ID_CHARS_MAX).contains(&id.len());
    if fits && id.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(id.to_owned())
    } else {
        Err(bad())
    }
}
