//! Outside systems and what comes from them.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use zone::authority::Operation;
use zone::view::sources::{self, SourceList};

use super::{HeadView, Server, view};
use crate::app::Who;
use crate::ask::{Asked, MomentQuery};
use crate::problem::{Failure, Problems};
use crate::views::Answer;

/// Outside systems at a moment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct SourcesAnswer {
    /// The head of the record at the moment known.
    record: HeadView,
    /// The systems.
    #[serde(flatten)]
    list: SourceList,
}

/// The outside systems that fields of projects come from.
#[utoipa::path(get, path = "/sources", tag = "import", operation_id = "sources",
    params(MomentQuery),
    responses((status = 200, body = SourcesAnswer), (status = "default", body = Problems)))]
pub(crate) async fn sources(
    State(app): Server,
    who: Who,
    headers: HeaderMap,
    Asked(query): Asked<MomentQuery>,
) -> Result<Response, Failure> {
    who.may_see(Operation::Read)?;
    let moment = query.read()?;
    view::answered(
        &app,
        who,
        &headers,
        "sources",
        moment,
        move |_, seen, looking| {
            Answer::json(&SourcesAnswer {
                record: HeadView::of(&seen.head),
                list: sources::sources(&seen.zone, looking),
            })
        },
    )
    .await
}
