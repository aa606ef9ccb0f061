//! Negotiations, contracts, and factors by month.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use zone::authority::Operation;
use zone::view::deals::{self, DealBoard, DealFilter};
use zone::view::factors::{self, FactorTable};

use super::{HeadView, Server, view};
use crate::app::{App, Who};
use crate::ask::{Asked, MomentQuery, Reading};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(negotiations))
        .routes(routes!(table))
}

/// Which negotiations are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NegotiationsQuery {
    /// Known at: a sequence number, the name of a mark, or a time. The newest unless named.
    known_at: Option<String>,
    /// True on: a date, `2026-05-18`. What the moment speaks of unless named.
    true_on: Option<String>,
    /// The unit that negotiates, `U3`, with the units below it.
    unit: Option<String>,
    /// `true`: signed and dropped ones too.
    over: Option<String>,
    /// Text in name or unit.
    text: Option<String>,
}

/// Negotiations at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct NegotiationsAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The negotiations.
    #[serde(flatten)]
    board: DealBoard,
}

/// Factors at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct FactorsAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// Quotas against needs.
    #[serde(flatten)]
    table: FactorTable,
}

/// The negotiations the asker may see, the longest still before the others.
#[utoipa::path(get, path = "/negotiations", tag = "enterprise", operation_id = "negotiations",
    params(NegotiationsQuery),
    responses((status = 200, body = NegotiationsAnswer), (status = "default", body = Problems)))]
pub(crate) async fn negotiations(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<NegotiationsQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::ReadEnterprises)?;
    let mut reading = Reading::default();
    let moment = reading.moment(&MomentQuery {
        known_at: query.known_at,
        true_on: query.true_on,
    });
    let over = reading.value("over", query.over.as_deref(), "true | false");
    let filter = DealFilter {
        unit: reading.value("unit", query.unit.as_deref(), "U3"),
        over: over.unwrap_or(false),
        text: reading.text("text", query.text.as_deref()),
    };
    reading.done()?;
    let what = format!("negotiations {filter:?}");
    view::answered(
        &app,
        who,
        &headers,
        &what,
        moment,
        move |_, seen, looking| {
            Answer::json(&NegotiationsAnswer {
                record: HeadView::of(&seen.head),
                board: deals::deals(&seen.zone, looking, &filter),
            })
        },
    )
    .await
}

/// What there is of each factor by month, against what projects will need.
#[utoipa::path(get, path = "/factors", tag = "enterprise", operation_id = "factors",
    params(MomentQuery),
    responses((status = 200, body = FactorsAnswer), (status = "default", body = Problems)))]
pub(crate) async fn table(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::ReadEnterprises)?;
    let moment = query.read()?;
    view::answered(
        &app,
        who,
        &headers,
        "factors",
        moment,
        move |_, seen, looking| {
            Answer::json(&FactorsAnswer {
                record: HeadView::of(&seen.head),
                table: factors::factors(&seen.zone, looking),
            })
        },
    )
    .await
}
