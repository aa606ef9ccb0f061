//! Handlers, one noun a file. Each reads what was asked, calls the model, and answers.

mod account;
mod attachment;
mod command;
mod compare;
mod cycle;
mod decomposition;
mod directive;
mod draft;
mod enterprise;
mod enterprise_table;
mod event;
mod export;
mod factor;
mod figures;
mod health;
mod import;
mod indicator;
mod item;
mod meeting;
mod notice;
mod notice_channel;
mod notice_own;
mod own_table;
mod practice;
mod problem;
mod project;
mod purge;
mod record;
mod report;
mod request;
mod rule;
mod search;
mod session;
mod sheet;
mod signoff;
mod source;
mod thread;
mod view;
mod wall;
mod welcome;
mod zone;

use std::sync::Arc;

use axum::extract::State;
use ledger::Head;
use serde::Serialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(crate) use command::DoneView;
pub use report::{ReportReceipt, report_receipt};

/// The server, as handlers take it.
pub(crate) type Server = State<Arc<App>>;

/// The head of the record: how far it goes, and the code that is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub(crate) struct HeadView {
    /// Number of the last event.
    pub(crate) seq: u64,
    /// Its short code, as printed on walls and books.
    pub(crate) short_code: String,
    /// When it was recorded, `2026-05-18T04:00:00Z`; empty before the first event.
    pub(crate) recorded_at: String,
}

impl HeadView {
    pub(crate) fn of(head: &Head) -> HeadView {
        HeadView {
            seq: head.seq,
            short_code: head.code(),
            recorded_at: time_text(head.recorded_at),
        }
    }
}

/// A moment of the record as text, in UTC.
pub(crate) fn time_text(micros: i64) -> String {
    if micros == 0 {
        return String::new();
    }
    jiff::Timestamp::from_microsecond(micros).map_or_else(|_| String::new(), |at| at.to_string())
}

/// Every route.
pub(crate) fn all() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(welcome::welcome))
        .routes(routes!(session::open, session::current, session::close))
        .routes(routes!(account::change_own))
        .routes(routes!(account::list, account::add))
        .routes(routes!(account::set_roles))
        .routes(routes!(account::disable))
        .routes(routes!(account::enable))
        .routes(routes!(account::reset_password))
        .routes(routes!(zone::zone))
        .routes(routes!(wall::wall))
        .routes(routes!(wall::wall_svg))
        .routes(routes!(compare::compare))
        .routes(routes!(project::project))
        .routes(routes!(indicator::indicators))
        .routes(routes!(indicator::indicator))
        .routes(routes!(indicator::honesty))
        .routes(routes!(indicator::by_unit))
        .routes(routes!(indicator::projects))
        .routes(routes!(decomposition::decomposition))
        .routes(routes!(item::items))
        .routes(routes!(item::choices))
        .routes(routes!(item::item))
        .routes(routes!(problem::problems))
        .merge(practice::routes())
        .routes(routes!(search::search))
        .routes(routes!(meeting::meetings))
        .routes(routes!(meeting::meeting))
        .routes(routes!(meeting::agenda))
        .routes(routes!(meeting::book))
        .routes(routes!(cycle::cycles))
        .routes(routes!(cycle::reminders))
        .routes(routes!(cycle::cycle))
        .routes(routes!(report::report))
        .routes(routes!(report::check))
        .routes(routes!(report::receipt))
        .routes(routes!(draft::find, draft::save, draft::forget))
        .merge(signoff::routes())
        .merge(sheet::routes())
        .merge(own_table::routes())
        .merge(directive::routes())
        .merge(enterprise::routes())
        .merge(factor::routes())
        .merge(notice::routes())
        .merge(notice_own::routes())
        .merge(notice_channel::routes())
        .merge(thread::routes())
        .merge(attachment::routes())
        .merge(purge::routes())
        .routes(routes!(command::execute))
        .routes(routes!(rule::check))
        .routes(routes!(source::sources))
        .merge(import::routes())
        .merge(export::routes())
        .merge(figures::routes())
        .routes(routes!(record::record))
        .routes(routes!(record::head))
        .routes(routes!(record::receipt))
        .routes(routes!(event::events))
        .routes(routes!(health::health))
}
