//! One enterprise: the course of its months, what it asked for, and what the viewer may do.

use serde::Serialize;

use super::plan::{self, PlanView};
use super::requests::{RequestRow, rows_of};
use super::row::{self, EnterpriseRow, MonthCell};
use super::{Looking, may_see, shown_month};
use crate::authority::{Operation, Reach};
use crate::decide;
use crate::enterprise::Enterprise;
use crate::enterprise::figures::{FigureKind, FigureQuestion, Told, before, earliest};
use crate::indicator::Month;
use crate::state::Zone;
use crate::view::items;
use crate::{EnterpriseId, Words, limits};

/// Everything about one enterprise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnterpriseSheet {
    /// Its line in the list.
    pub row: EnterpriseRow,
    /// Who speaks for it, where it was given and not purged.
    pub contact: Option<Words>,
    /// Since when it is in the ledger.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub since: jiff::civil::Date,
    /// Its months, oldest first; of a long past the newest.
    pub months: Vec<MonthTold>,
    /// 一企一策, where one was agreed.
    pub plan: Option<PlanView>,
    /// What it asked for, open ones first.
    pub requests: Vec<RequestRow>,
    /// The month that it should tell of now: `2026-04`.
    pub next_month: String,
    /// Whether the viewer may record figures.
    pub may_record: bool,
    /// Whether the viewer may change what is known of it.
    pub may_change: bool,
    /// Whether the viewer may receive a request of it.
    pub may_raise: bool,
}

/// A month with what was asked about it and what it was before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthTold {
    /// Figures and growth.
    #[serde(flatten)]
    pub cell: MonthCell,
    /// What was asked and answered.
    pub answers: Vec<AnsweredCell>,
    /// How often it was told before.
    pub revised: u32,
    /// The event that recorded it.
    pub seq: u64,
}

/// A question about a figure, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnsweredCell {
    /// About which figure.
    pub figure: FigureKind,
    /// Which question.
    pub question: FigureQuestion,
    /// The question in words.
    pub asked: Words,
    /// The answer.
    pub reason: Words,
}

/// One enterprise, where it exists on the date and the viewer may see it.
pub fn sheet(zone: &Zone, looking: Looking<'_>, id: EnterpriseId) -> Option<EnterpriseSheet> {
    let on = looking.true_on;
    let own = zone.enterprises.get(&id)?;
    if own.since > on || !may_see(zone, looking, own) {
        return None;
    }
    let lead = own.lead_on(on).map(|unit| zone.unit_on(unit, on));
    let may = |operation| decide::reaches(zone, looking.actor, operation, lead, on);
    let month = shown_month(&[own], on);
    Some(EnterpriseSheet {
        row: row::of(zone, looking, own, month),
        contact: own.contact.map(|text| items::shown(looking, text)),
        since: own.since,
        months: months(own, looking),
        plan: plan::of(zone, looking, own),
        requests: rows_of(zone, looking, |request| request.enterprise == id),
        next_month: next_month(own, on).to_string(),
        may_record: may(Operation::KeepEnterprises),
        may_change: looking.actor.reach(Operation::KeepEnterprises) == Reach::All,
        may_raise: looking.actor.reach(Operation::HandleRequests) != Reach::Nothing,
    })
}

/// The month to tell of: the newest that may be told of and was not, else the newest one.
pub(super) fn next_month(own: &Enterprise, on: jiff::civil::Date) -> Month {
    let now = Month::of(on);
    let newest = if earliest(now) <= on {
        now
    } else {
        before(now)
    };
    let last = before(newest);
    match own.months.contains_key(&last) || own.since > last.last_day() {
        true => newest,
        false => last,
    }
}

/// The newest months told of, oldest first.
pub(super) fn months(own: &Enterprise, looking: Looking<'_>) -> Vec<MonthTold> {
    let on = looking.true_on;
    let over = own
        .months
        .iter()
        .filter(|(month, _)| earliest(**month) <= on);
    let mut newest: Vec<MonthTold> = over
        .rev()
        .take(limits::ENTERPRISE_MONTHS_SHOWN)
        .filter_map(|(month, kept)| {
            Some(MonthTold {
                cell: row::cell(own, *month, looking)?,
                answers: answers(&kept.now, looking),
                revised: u32::try_from(kept.before.len()).unwrap_or(u32::MAX),
                seq: kept.now.seq,
            })
        })
        .collect();
    newest.reverse();
    newest
}

fn answers(told: &Told, looking: Looking<'_>) -> Vec<AnsweredCell> {
    let answers = told.answers.iter();
    answers
        .map(|answer| AnsweredCell {
            figure: answer.figure,
            question: answer.question,
            asked: answer.question.word(),
            reason: items::shown(looking, answer.reason),
        })
        .collect()
}
