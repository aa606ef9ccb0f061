//! Every answer that is not what was asked for: status and problems, in one envelope.
//!
//! Refusals by the rules are 422, a stale version 409, no sign-in 401, what is absent or may not
//! be seen 404 with the same body, no right to write 403. Faults of the ledger are 503 or 507:
//! reading goes on. Anything unforeseen is 500 and in the log.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ledger::Fault;
use serde::Serialize;
use zone::Refusal;

use crate::refusal;

/// The envelope of every error.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct Problems {
    /// All problems at once, each with code, cause and remedy in both languages.
    pub(crate) problems: Vec<Refusal>,
}

/// An error answer.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    status: StatusCode,
    problems: Vec<Refusal>,
    retry_after_seconds: Option<u64>,
}

impl Failure {
    pub(crate) fn new(status: StatusCode, problem: Refusal) -> Failure {
        Failure::all(status, vec![problem])
    }

    pub(crate) fn all(status: StatusCode, problems: Vec<Refusal>) -> Failure {
        Failure {
            status,
            problems,
            retry_after_seconds: None,
        }
    }

    #[must_use]
    pub(crate) fn retry_after(mut self, seconds: u64) -> Failure {
        self.retry_after_seconds = Some(seconds);
        self
    }

    /// What is absent and what may not be seen answer alike.
    pub(crate) fn not_found() -> Failure {
        Failure::new(StatusCode::NOT_FOUND, refusal::not_found())
    }

    pub(crate) fn not_allowed() -> Failure {
        Failure::new(StatusCode::FORBIDDEN, refusal::not_allowed())
    }

    pub(crate) fn not_signed_in() -> Failure {
        Failure::new(StatusCode::UNAUTHORIZED, refusal::not_signed_in())
    }

    pub(crate) fn busy() -> Failure {
        Failure::new(StatusCode::SERVICE_UNAVAILABLE, refusal::busy()).retry_after(1)
    }

    /// Something failed that the caller can do nothing about; the cause is in the log alone.
    pub(crate) fn fault(cause: &dyn std::fmt::Display) -> Failure {
        tracing::error!(%cause, "a request failed");
        Failure::new(StatusCode::INTERNAL_SERVER_ERROR, refusal::fault())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let body = Problems {
            problems: self.problems,
        };
        let mut response = (self.status, Json(body)).into_response();
        if let Some(seconds) = self.retry_after_seconds {
            let value = HeaderValue::from(seconds);
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        response
    }
}

impl From<Refusal> for Failure {
    fn from(problem: Refusal) -> Failure {
        Failure::from(vec![problem])
    }
}

impl From<Vec<Refusal>> for Failure {
    fn from(problems: Vec<Refusal>) -> Failure {
        let has = |code: &str| problems.iter().any(|problem| problem.code == code);
        if problems.is_empty() {
            let problem = refusal::nothing_to_do();
            return Failure::new(StatusCode::UNPROCESSABLE_ENTITY, problem);
        }
        let status = if has("zone/not-allowed") {
            StatusCode::FORBIDDEN
        } else if has("zone/stale") {
            StatusCode::CONFLICT
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        Failure::all(status, problems)
    }
}

impl From<host::Error> for Failure {
    fn from(error: host::Error) -> Failure {
        use host::Error as E;
        let status = match &error {
            E::Refused(refusals) => return Failure::from(refusals.clone()),
            E::Ledger(error) => return Failure::from(error.clone()),
            E::InFlight { .. } => StatusCode::CONFLICT,
            E::NoSuchMoment { .. } => StatusCode::NOT_FOUND,
            E::FileTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            E::NoLedger { .. } => StatusCode::SERVICE_UNAVAILABLE,
            E::Record { .. }
            | E::Search(_)
            | E::Folder { .. }
            | E::File { .. }
            | E::FileChanged { .. } => {
                tracing::error!(cause = %Chain(&error), "the data folder failed");
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        Failure::all(status, error.problems())
    }
}

impl From<ledger::Error> for Failure {
    fn from(error: ledger::Error) -> Failure {
        use ledger::Refusal as R;
        let (status, retry_after) = match &error {
            ledger::Error::Refused(refused) => match refused {
                R::Busy => (StatusCode::SERVICE_UNAVAILABLE, Some(1)),
                R::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, None),
                R::NoSuchRecord { .. } => (StatusCode::NOT_FOUND, None),
                R::Stale { .. } => (StatusCode::CONFLICT, Some(1)),
                _ => (StatusCode::UNPROCESSABLE_ENTITY, None),
            },
            ledger::Error::Fault(fault) => {
                tracing::error!(cause = %Chain(&error), code = error.code(), "the ledger failed");
                match fault {
                    Fault::DiskFull => (StatusCode::INSUFFICIENT_STORAGE, Some(10)),
                    Fault::DatabaseBusy => (StatusCode::SERVICE_UNAVAILABLE, Some(1)),
                    _ => (StatusCode::SERVICE_UNAVAILABLE, Some(60)),
                }
            }
        };
        let failure = Failure::all(status, host::Error::Ledger(error).problems());
        Failure {
            retry_after_seconds: retry_after,
            ..failure
        }
    }
}

/// An error with its causes, for the log.
struct Chain<'a>(&'a (dyn std::error::Error + 'static));

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}
