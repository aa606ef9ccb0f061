//! Enterprises as lists and sheets, what they ask for, and their own page.

mod own;
mod plan;
mod requests;
mod row;
mod sheet;

use serde::Serialize;

use super::Looking;
use super::wall::NamedUnit;
use crate::authority::{Actor, Operation, Reach};
use crate::enterprise::{Enterprise, EnterpriseState};
use crate::indicator::Month;
use crate::state::Zone;
use crate::{Colour, UnitId};

pub use own::{OwnEnterprise, OwnMonth, OwnRequest, own};
pub use plan::{MeasureView, PlanView};
pub use requests::{
    KindStanding, RequestBoard, RequestCounts, RequestFilter, RequestPast, RequestRow,
    RequestSheet, UnitStanding, request, requests,
};
pub(crate) use requests::{may_see as may_see_request, word as step_word};
pub use row::{EnterpriseRow, MonthCell};
pub use sheet::{AnsweredCell, EnterpriseSheet, MonthTold, sheet};

/// Which enterprises are asked for. Empty filters let everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnterpriseFilter {
    /// The unit that answers for them, with the units below it.
    pub unit: Option<UnitId>,
    /// 行业.
    pub industry: Option<String>,
    /// Its mark.
    pub colour: Option<Colour>,
    /// How it stands.
    pub state: Option<EnterpriseState>,
    /// Those that have left too.
    pub left: bool,
    /// The month shown; the newest that half of them told of, if none.
    pub month: Option<Month>,
    /// Text in name, code, industry or unit.
    pub text: Option<String>,
}

/// Enterprises on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnterpriseList {
    /// State known: sequence number.
    pub known_seq: u64,
    /// Date looked at.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: jiff::civil::Date,
    /// The month shown: `2026-04`.
    pub month: String,
    /// Whether the viewer may add enterprises.
    pub may_add: bool,
    /// How many stand how, in what is shown.
    pub counts: EnterpriseCounts,
    /// Industries there are, for the filter.
    pub industries: Vec<String>,
    /// The marked ones first, then by name of unit and enterprise.
    pub enterprises: Vec<EnterpriseRow>,
}

/// How many enterprises stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnterpriseCounts {
    /// In what is shown.
    pub all: u32,
    /// 重点关注.
    pub red: u32,
    /// 关注.
    pub yellow: u32,
    /// Those that told of the month, of those that report.
    pub told: u32,
    /// Those that report.
    pub reporting: u32,
    /// Requests that are not over.
    pub open_requests: u32,
    /// Of them late.
    pub late_requests: u32,
}

/// The enterprises that the viewer may see.
pub fn enterprises(zone: &Zone, looking: Looking<'_>, filter: &EnterpriseFilter) -> EnterpriseList {
    let on = looking.true_on;
    let there = |own: &&Enterprise| {
        let shown = own.since <= on && may_see(zone, looking, own);
        shown && (filter.left || own.state_on(on) != EnterpriseState::Left)
    };
    let seen: Vec<&Enterprise> = zone
        .enterprises
        .values()
        .map(|own| &**own)
        .filter(there)
        .collect();
    let month = filter.month.unwrap_or_else(|| shown_month(&seen, on));
    let mut industries: Vec<String> = seen
        .iter()
        .map(|own| own.industry_on(on).to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    industries.sort();
    industries.dedup();
    let mut rows: Vec<EnterpriseRow> = seen
        .into_iter()
        .filter(|own| concerns(zone, looking, filter, own))
        .map(|own| row::of(zone, looking, own, month))
        .filter(|row| filter.colour.is_none_or(|colour| row.colour == colour))
        .filter(|row| reads(filter, row))
        .collect();
    rows.sort_by_key(|row| {
        let unit = zone.protocol_position(row.lead.as_ref().map(|unit| unit.id));
        (worst_first(row.colour), unit, row.id)
    });
    EnterpriseList {
        known_seq: zone.seq,
        true_on: on,
        month: month.to_string(),
        may_add: looking.actor.reach(Operation::KeepEnterprises) == Reach::All,
        counts: counted(&rows),
        industries,
        enterprises: rows,
    }
}

/// The newest month that half of those that report have told of; else the last that was over.
fn shown_month(seen: &[&Enterprise], on: jiff::civil::Date) -> Month {
    let over = crate::enterprise::figures::before(Month::of(on));
    let reporting = seen.iter().filter(|own| own.state_on(on).reports());
    let reporting: Vec<_> = reporting.collect();
    let mut newest: Vec<Month> = reporting
        .iter()
        .filter_map(|own| own.newest_month(on))
        .collect();
    newest.sort_by(|one, other| other.cmp(one));
    let half = reporting.len().div_ceil(2);
    half.checked_sub(1)
        .and_then(|at| newest.get(at))
        .or(newest.last())
        .copied()
        .unwrap_or(over)
}

fn worst_first(colour: Colour) -> u8 {
    match colour {
        Colour::Red => 0,
        Colour::Yellow => 1,
        Colour::Grey => 2,
        Colour::Green => 3,
        Colour::Blue => 4,
    }
}

fn counted(rows: &[EnterpriseRow]) -> EnterpriseCounts {
    let count = |wanted: &dyn Fn(&&EnterpriseRow) -> bool| {
        u32::try_from(rows.iter().filter(wanted).count()).unwrap_or(u32::MAX)
    };
    EnterpriseCounts {
        all: count(&|_| true),
        red: count(&|row| row.colour == Colour::Red),
        yellow: count(&|row| row.colour == Colour::Yellow),
        told: count(&|row| row.state.reports() && row.told.is_some()),
        reporting: count(&|row| row.state.reports()),
        open_requests: rows.iter().map(|row| row.open_requests).sum(),
        late_requests: rows.iter().map(|row| row.late_requests).sum(),
    }
}

/// Whether the viewer may see an enterprise: the office, leaders and assessors all of them, a
/// unit those that it or a unit below it answers for, an enterprise itself.
pub(crate) fn may_see(zone: &Zone, looking: Looking<'_>, own: &Enterprise) -> bool {
    sees_of(zone, looking.actor, own.lead_on(looking.true_on), looking)
}

/// Whether a viewer sees what a unit answers for.
pub(super) fn sees_of(
    zone: &Zone,
    actor: &Actor,
    unit: Option<UnitId>,
    looking: Looking<'_>,
) -> bool {
    crate::reading::reads_of(zone, actor, looking.true_on, unit)
}

fn concerns(
    zone: &Zone,
    looking: Looking<'_>,
    filter: &EnterpriseFilter,
    own: &Enterprise,
) -> bool {
    let on = looking.true_on;
    let within = |wanted: UnitId| {
        own.lead_on(on)
            .is_some_and(|unit| zone.is_within(zone.unit_on(unit, on), wanted, on))
    };
    let industry = |wanted: &String| own.industry_on(on) == wanted;
    filter.unit.is_none_or(within)
        && filter.industry.as_ref().is_none_or(industry)
        && filter.state.is_none_or(|state| own.state_on(on) == state)
}

fn reads(filter: &EnterpriseFilter, row: &EnterpriseRow) -> bool {
    let Some(text) = &filter.text else {
        return true;
    };
    let text = text.to_lowercase();
    let unit = row.lead.iter().map(|unit| &unit.name);
    let mut texts = [&row.name, &row.code, &row.industry]
        .into_iter()
        .chain(unit);
    texts.any(|own| own.to_lowercase().contains(&text))
}

/// A unit by its name on the date.
pub(super) fn named(zone: &Zone, looking: Looking<'_>, id: UnitId) -> NamedUnit {
    let id = zone.unit_on(id, looking.true_on);
    let found = zone.units.get(&id);
    let name = found.map(|unit| unit.name_on(looking.true_on).to_owned());
    NamedUnit {
        id,
        name: name.unwrap_or_else(|| id.to_string()),
    }
}
