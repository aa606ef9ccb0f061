//! Requests of enterprises: the board, and one of them.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::RequestId;
use zone::authority::Operation;
use zone::view::enterprises::{self, RequestBoard, RequestFilter, RequestSheet};

use super::{HeadView, Server, view};
use crate::app::{App, Who};
use crate::ask::{Asked, Moment, MomentQuery, Reading};
use crate::history::{self, Change};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(one))
}

/// Which requests are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RequestsQuery {
    /// Known at: a sequence number, the name of a mark, or a time. The newest unless named.
    known_at: Option<String>,
    /// True on: a date, `2026-05-18`. What the moment speaks of unless named.
    true_on: Option<String>,
    /// Received or worked on by this unit, `U3`, or one below it.
    unit: Option<String>,
    /// What for: `land`, `energy`, `labour`, `finance`, `logistics`, `environment`, `other`.
    kind: Option<String>,
    /// Whose, `E3`.
    enterprise: Option<String>,
    /// Where they stand: `open`, `answered`, `reopened`, `confirmed`, `closed`.
    state: Option<String>,
    /// `true`: only late ones.
    overdue: Option<String>,
    /// `true`: those that are over too.
    over: Option<String>,
    /// Text in number, words, enterprise or units.
    text: Option<String>,
}

impl RequestsQuery {
    fn read(&self) -> Result<(Moment, RequestFilter), Failure> {
        let mut reading = Reading::default();
        let moment = reading.moment(&MomentQuery {
            known_at: self.known_at.clone(),
            true_on: self.true_on.clone(),
        });
        let kinds = "land | energy | labour | finance | logistics | environment | other";
        let states = "open | answered | reopened | confirmed | closed";
        let kind = one_of(&mut reading, "kind", self.kind.as_deref(), kinds);
        let state = one_of(&mut reading, "state", self.state.as_deref(), states);
        let mut flag = |field: &str, value: &Option<String>| {
            let value = reading.value::<bool>(field, value.as_deref(), "true | false");
            value.unwrap_or(false)
        };
        let (overdue, over) = (flag("overdue", &self.overdue), flag("over", &self.over));
        let filter = RequestFilter {
            unit: reading.value("unit", self.unit.as_deref(), "U3"),
            kind,
            enterprise: reading.value("enterprise", self.enterprise.as_deref(), "E3"),
            state,
            overdue,
            over,
            text: reading.text("text", self.text.as_deref()),
        };
        reading.done()?;
        Ok((moment, filter))
    }
}

/// A word of a closed list.
fn one_of<T: DeserializeOwned>(
    reading: &mut Reading,
    field: &str,
    text: Option<&str>,
    expected: &str,
) -> Option<T> {
    let text = reading.text(field, text)?;
    let read = serde_json::from_value::<T>(text.into()).ok();
    if read.is_none() {
        reading.wrong(field, expected);
    }
    read
}

/// Requests at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct RequestsAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The requests, and how units and factors stand.
    #[serde(flatten)]
    board: RequestBoard,
}

/// A request at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct RequestAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The date looked at.
    #[schema(value_type = String, format = Date)]
    true_on: Date,
    /// Everything about it.
    sheet: RequestSheet,
    /// Events about it in words, oldest first.
    history: Vec<Change>,
}

/// The requests the asker may see, the most late first.
#[utoipa::path(get, path = "/requests", tag = "enterprise", operation_id = "requests",
    params(RequestsQuery),
    responses((status = 200, body = RequestsAnswer), (status = "default", body = Problems)))]
pub(crate) async fn list(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<RequestsQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::ReadEnterprises)?;
    let (moment, filter) = query.read()?;
    let what = format!("requests {filter:?}");
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            Answer::json(&RequestsAnswer {
                record: HeadView::of(&seen.head),
                board: enterprises::requests(&seen.zone, looking, &filter),
            })
        },
    )
    .await
}

/// One request, with its history. One that may not be seen answers as one that is absent.
#[utoipa::path(get, path = "/requests/{id}", tag = "enterprise", operation_id = "request",
    params(("id" = String, Path, description = "The request: `N3`"), MomentQuery),
    responses((status = 200, body = RequestAnswer), (status = "default", body = Problems)))]
pub(crate) async fn one(
    State(app): Server,
    who: Who,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::ReadEnterprises)?;
    let id: RequestId = id.parse().map_err(|_| Failure::not_found())?;
    let moment = query.read()?;
    let what = format!("request {id}");
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |host, seen, looking| {
            let sheet =
                enterprises::request(&seen.zone, looking, id).ok_or_else(Failure::not_found)?;
            let own = seen.zone.requests.get(&id);
            let events = own.map(|own| own.history()).unwrap_or_default();
            Answer::json(&RequestAnswer {
                record: HeadView::of(&seen.head),
                true_on: looking.true_on,
                history: history::told(host.library(), &seen.zone, looking, &events)?,
                sheet,
            })
        },
    )
    .await
}
