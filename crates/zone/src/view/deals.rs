//! Negotiations by how long they have stood still, and contracts with what each side promised.

use jiff::civil::Date;
use serde::Serialize;

use super::Looking;
use super::enterprises::{named, sees_of};
use super::items;
use super::wall::NamedUnit;
use crate::authority::{Operation, Reach};
use crate::decide;
use crate::enterprise::deal::{Deal, DealStage};
use crate::state::Zone;
use crate::{Colour, DealId, EnterpriseId, Fen, UnitId, Words, clock};

/// Which negotiations are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DealFilter {
    /// The unit that negotiates, with the units below it.
    pub unit: Option<UnitId>,
    /// Signed and dropped ones too.
    pub over: bool,
    /// Text in name or unit.
    pub text: Option<String>,
}

/// Negotiations on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DealBoard {
    /// State known: sequence number.
    pub known_seq: u64,
    /// Date looked at.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: Date,
    /// Whether the viewer may open one.
    pub may_open: bool,
    /// Negotiated, in what is shown.
    pub open: u32,
    /// What is talked of in them.
    pub open_fen: Fen,
    /// Of them those that stand still for more than two months.
    pub still: u32,
    /// Signed, in what is shown.
    pub signed: u32,
    /// The longest still before the others, then what is over.
    pub deals: Vec<DealRow>,
}

/// A negotiation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DealRow {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: DealId,
    /// Entity version.
    pub version: u32,
    /// What it is about.
    pub name: String,
    /// The enterprise, where it is in the ledger.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub enterprise: Option<EnterpriseId>,
    /// What is talked of, or the contract's.
    pub amount_fen: Fen,
    /// The unit that negotiates.
    pub lead: NamedUnit,
    /// Since when.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub began_on: Date,
    /// Where it stands.
    pub stage: DealStage,
    /// The stage as it is called.
    pub stage_word: Words,
    /// When it last moved.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub moved_on: Date,
    /// Working days it has stood still; none once it is over.
    pub still_days: Option<i64>,
    /// Its light; none once it is over.
    pub colour: Option<Colour>,
    /// What happened last.
    pub note: Option<Words>,
    /// The contract's number.
    pub document: Option<String>,
    /// What each side promised.
    pub promises: Vec<PromiseView>,
    /// Whether the viewer may move it.
    pub may_move: bool,
}

/// A promise of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PromiseView {
    /// Its place in the contract, from 0.
    pub at: u32,
    /// The unit that promised; the enterprise if none.
    pub unit: Option<NamedUnit>,
    /// What.
    pub what: Words,
    /// By when.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub due_on: Option<Date>,
    /// When it was kept.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub kept_on: Option<Date>,
    /// Working days late, while it is not kept.
    pub days_late: Option<i64>,
}

/// The negotiations that the viewer may see.
pub fn deals(zone: &Zone, looking: Looking<'_>, filter: &DealFilter) -> DealBoard {
    let on = looking.true_on;
    let within = |own: &Deal| {
        let inside = |unit| zone.is_within(zone.unit_on(own.lead, on), unit, on);
        filter.unit.is_none_or(inside)
    };
    let mut rows: Vec<DealRow> = zone
        .deals
        .values()
        .filter(|own| own.began_on <= on && sees_of(zone, looking.actor, Some(own.lead), looking))
        .filter(|own| within(own) && (filter.over || own.stands(on).0.is_open()))
        .map(|own| row(zone, looking, own))
        .filter(|row| {
            let reads = |text: &String| row.name.contains(text) || row.lead.name.contains(text);
            filter.text.as_ref().is_none_or(reads)
        })
        .collect();
    rows.sort_by_key(|row| {
        let still = std::cmp::Reverse(row.still_days);
        (row.still_days.is_none(), still, row.id)
    });
    let open = rows.iter().filter(|row| row.still_days.is_some());
    let count = |wanted: &dyn Fn(&&DealRow) -> bool| {
        u32::try_from(rows.iter().filter(wanted).count()).unwrap_or(u32::MAX)
    };
    DealBoard {
        known_seq: zone.seq,
        true_on: on,
        may_open: looking.actor.reach(Operation::KeepEnterprises) != Reach::Nothing,
        open: count(&|row| row.still_days.is_some()),
        open_fen: open.map(|row| row.amount_fen).sum(),
        still: count(&|row| row.colour == Some(Colour::Red)),
        signed: count(&|row| row.stage == DealStage::Signed),
        deals: rows,
    }
}

fn row(zone: &Zone, looking: Looking<'_>, own: &Deal) -> DealRow {
    let on = looking.true_on;
    let (stage, moved_on) = own.stands(on);
    let contract = own.contract.as_ref().filter(|one| one.signed_on <= on);
    let lead = Some(zone.unit_on(own.lead, on));
    let last = own.moves.iter().rev().find(|one| one.on <= on);
    let promises = contract.map(|contract| contract.promises.iter().zip(0..));
    let promises = promises.into_iter().flatten().map(|((promise, kept), at)| {
        let kept_on = kept.filter(|kept| *kept <= on);
        let late = |due| clock::working_days(looking.calendars, due, on);
        PromiseView {
            at,
            unit: promise.unit.map(|unit| named(zone, looking, unit)),
            what: items::shown(looking, promise.what),
            due_on: promise.due_on,
            kept_on,
            days_late: promise.due_on.filter(|_| kept_on.is_none()).map(late),
        }
    });
    DealRow {
        id: own.id,
        version: own.version,
        name: own.name.clone(),
        enterprise: own.enterprise,
        amount_fen: contract.map_or(own.amount, |contract| contract.amount),
        lead: named(zone, looking, own.lead),
        began_on: own.began_on,
        stage,
        stage_word: stage.word(),
        moved_on,
        still_days: own.stood_still(looking.calendars, on),
        colour: own.colour(looking.calendars, on),
        note: last
            .and_then(|one| one.note)
            .map(|text| items::shown(looking, text)),
        document: contract.map(|contract| contract.document.clone()),
        promises: promises.collect(),
        may_move: decide::reaches(zone, looking.actor, Operation::KeepEnterprises, lead, on),
    }
}
