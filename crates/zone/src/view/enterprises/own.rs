//! The enterprise's own page: itself, what it asked for, and the month it should tell of.
//!
//! It is given to an enterprise's own sign-in alone and holds nothing of anybody else: no marks,
//! no lights of units, no notes that units write to each other.

use serde::Serialize;

use super::plan::{self, PlanView};
use super::requests::{RequestPast, past};
use super::sheet::{months, next_month};
use super::{Looking, named};
use crate::enterprise::figures::Figures;
use crate::enterprise::request::{RequestActKind, RequestKind, RequestState};
use crate::state::Zone;
use crate::view::items;
use crate::{BasisPoints, EnterpriseId, Fen, RequestId, Words};

/// What an enterprise sees of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnEnterprise {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: EnterpriseId,
    /// Entity version.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub state_word: Words,
    /// 责任单位.
    pub lead: Option<String>,
    /// 服务专员.
    pub assistant: Option<Words>,
    /// The month to tell of: `2026-04`.
    pub next_month: String,
    /// What is known of that month already.
    pub next_known: Option<OwnMonth>,
    /// Its months, newest first.
    pub months: Vec<OwnMonth>,
    /// 一企一策: what was promised to it, and how it stands.
    pub plan: Option<PlanView>,
    /// What it asked for: what it must answer first, then open ones.
    pub requests: Vec<OwnRequest>,
}

/// A month, as the enterprise told it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnMonth {
    /// The month: `2026-04`.
    pub month: String,
    /// 产值.
    pub output_fen: Option<Fen>,
    /// 在手订单.
    pub orders_fen: Option<Fen>,
    /// 用电量.
    pub electricity_kwh: Option<i64>,
    /// 产能利用率.
    pub capacity_use: Option<BasisPoints>,
    /// Where they come from.
    pub source_word: Words,
}

/// A request, as its enterprise sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnRequest {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: RequestId,
    /// Its number.
    pub number: String,
    /// Entity version.
    pub version: u32,
    /// What for.
    pub kind: RequestKind,
    /// The kind as it is called.
    pub kind_word: Words,
    /// What was asked.
    pub text: Words,
    /// 首接单位.
    pub first: String,
    /// 承办单位.
    pub handler: String,
    /// By when it is answered.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due_on: jiff::civil::Date,
    /// Working days late; below nought while there is time.
    pub days_late: i64,
    /// Where it stands.
    pub state: RequestState,
    /// The state as it is called.
    pub state_word: Words,
    /// What was answered last.
    pub answer: Option<Words>,
    /// The own satisfaction, 1 to 5.
    pub satisfaction: Option<u8>,
    /// What happened, oldest first.
    pub steps: Vec<RequestPast>,
    /// What it may do now: confirm, reopen.
    pub may: Vec<RequestActKind>,
}

/// The page of the enterprise that the viewer speaks for; none for anybody else.
pub fn own(zone: &Zone, looking: Looking<'_>) -> Option<OwnEnterprise> {
    let on = looking.true_on;
    let id = looking.actor.enterprise?;
    let enterprise = zone.enterprises.get(&id)?;
    if !looking.actor.speaks_for(id) {
        return None;
    }
    let next = next_month(enterprise, on);
    let next_known = enterprise.months.get(&next).map(|kept| {
        let source = kept.now.source.word();
        month(next.to_string(), &kept.now.figures, source)
    });
    let told = months(enterprise, looking).into_iter().rev().map(|told| {
        let cell = told.cell;
        OwnMonth {
            month: cell.month,
            output_fen: cell.output_fen,
            orders_fen: cell.orders_fen,
            electricity_kwh: cell.electricity_kwh,
            capacity_use: cell.capacity_use,
            source_word: cell.source_word,
        }
    });
    Some(OwnEnterprise {
        id,
        version: enterprise.version,
        name: enterprise.name_on(on).to_owned(),
        state_word: enterprise.state_on(on).word(),
        lead: enterprise
            .lead_on(on)
            .map(|unit| named(zone, looking, unit).name),
        assistant: enterprise
            .assistant_on(on)
            .map(|holder| items::owner(zone, looking, holder)),
        next_month: next.to_string(),
        next_known,
        months: told.collect(),
        plan: plan::of(zone, looking, enterprise),
        requests: requests(zone, looking, id),
    })
}

fn month(month: String, figures: &Figures, source_word: Words) -> OwnMonth {
    OwnMonth {
        month,
        output_fen: figures.output_fen,
        orders_fen: figures.orders_fen,
        electricity_kwh: figures.electricity_kwh,
        capacity_use: figures.capacity_use,
        source_word,
    }
}

fn requests(zone: &Zone, looking: Looking<'_>, id: EnterpriseId) -> Vec<OwnRequest> {
    let mut rows = super::requests::rows_of(zone, looking, |one| one.enterprise == id);
    // What waits for its word comes first.
    rows.sort_by_key(|row| (row.state.is_over(), row.state != RequestState::Answered));
    let rows = rows.into_iter().filter_map(|row| {
        let request = zone.requests.get(&row.id)?;
        let steps = past(zone, looking, request);
        let answered = request.steps.iter().rev().find_map(|step| {
            use crate::enterprise::request::RequestStepKind as K;
            let answer = matches!(step.what, K::Answered(_)) && step.on <= looking.true_on;
            step.text.filter(|_| answer)
        });
        Some(OwnRequest {
            id: row.id,
            number: row.number,
            version: row.version,
            kind: row.kind,
            kind_word: row.kind_word,
            text: row.text,
            first: row.first.name,
            handler: row.handler.name,
            due_on: row.due_on,
            days_late: row.days_late,
            state: row.state,
            state_word: row.state_word,
            answer: answered.map(|text| items::shown(looking, text)),
            satisfaction: row.satisfaction,
            steps,
            may: row.may,
        })
    });
    rows.collect()
}
