//! Plans, negotiations, contracts and factors.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::clock::working_due;
use crate::decide::{Decision, Moment, Refusals};
use crate::enterprise::deal::{Deal, DealStage};
use crate::enterprise::more::{
    AgreePlan, DeclareNeed, KeepPromise, MoveDeal, MoveMeasure, OpenDeal, SetQuota, SignDeal,
};
use crate::enterprise::plan::{Measure, MeasureState};
use crate::event::{
    DealMoved, DealOpened, DealSigned, EnterpriseMeasureMoved, EnterprisePlanAgreed,
    FactorNeedDeclared, FactorQuotaSet, PromiseKept,
};
use crate::indicator::Month;
use crate::refusal::{self, Refusal};
use crate::state::{Zone, next_id};
use crate::{DealId, Fen, UnitId, limits};

use super::find;

pub(super) fn agree_plan(zone: &Zone, moment: Moment<'_>, asked: &AgreePlan) -> Decision {
    let own = find(zone, asked.id)?;
    let mut refusals = Refusals::default();
    refusals.version(&asked.id, asked.version, own.version);
    refusals.date("effective_on", asked.effective_on);
    refusals.document(&asked.document);
    refusals.require(!asked.measures.is_empty(), || {
        refusal::empty("measures").at_field("measures")
    });
    let max = limits::PLAN_MEASURES_MAX;
    refusals.require(asked.measures.len() <= max, || {
        refusal::too_long("measures", max).at_field("measures")
    });
    let known = own.plan.versions.last();
    let mut next = own.plan.next_key();
    let mut measures: Vec<Measure> = Vec::new();
    for (at, new) in asked.measures.iter().enumerate() {
        let field = format!("measures.{at}");
        known_unit(&mut refusals, zone, new.unit, &field);
        refusals.date(&field, new.due_on);
        refusals.require(new.due_on >= asked.effective_on, || {
            refusal::wrong_period().at_field(&field)
        });
        if let Some(request) = new.request.filter(|id| !zone.requests.contains_key(id)) {
            let unknown = refusal::unknown("诉求", "request", &request.to_string());
            refusals.add(unknown.at_field(&field));
        }
        let goes_on = new.key.filter(|key| {
            let there = known.is_some_and(|plan| plan.measures.iter().any(|old| old.key == *key));
            there && measures.iter().all(|earlier| earlier.key != *key)
        });
        if let (Some(key), None) = (new.key, goes_on) {
            let unknown = refusal::unknown("措施", "measure", &key.to_string());
            refusals.add(unknown.at_field(&field));
        }
        let key = goes_on.unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        measures.push(Measure {
            key,
            what: new.what,
            unit: new.unit,
            due: working_due(moment.calendars, new.due_on),
            request: new.request,
        });
    }
    let event = EnterprisePlanAgreed {
        id: asked.id,
        document: asked.document.clone(),
        measures,
        effective_on: asked.effective_on,
    };
    refusals.events(vec![event.into()])
}

pub(super) fn move_measure(zone: &Zone, moment: Moment<'_>, asked: &MoveMeasure) -> Decision {
    let own = find(zone, asked.id)?;
    let mut refusals = Refusals::default();
    refusals.version(&asked.id, asked.version, own.version);
    happened(&mut refusals, moment, asked.effective_on);
    let plan = own.plan.versions.last();
    let there = plan.is_some_and(|plan| plan.measures.iter().any(|own| own.key == asked.key));
    refusals.require(there, || {
        refusal::unknown("措施", "measure", &asked.key.to_string()).at_field("key")
    });
    let explained = asked.state != MeasureState::GivenUp || asked.note.is_some();
    refusals.require(explained, || refusal::no_reason().at_field("note"));
    let event = EnterpriseMeasureMoved {
        id: asked.id,
        key: asked.key,
        state: asked.state,
        note: asked.note,
        effective_on: asked.effective_on,
    };
    refusals.events(vec![event.into()])
}

pub(super) fn open_deal(zone: &Zone, moment: Moment<'_>, asked: &OpenDeal) -> Decision {
    let mut refusals = Refusals::default();
    refusals.short_text("name", &asked.name);
    happened(&mut refusals, moment, asked.effective_on);
    known_unit(&mut refusals, zone, asked.lead, "lead");
    check_amount(&mut refusals, asked.amount);
    if let Some(id) = asked
        .enterprise
        .filter(|id| !zone.enterprises.contains_key(id))
    {
        let unknown = refusal::unknown("企业", "enterprise", &id.to_string());
        refusals.add(unknown.at_field("enterprise"));
    }
    let event = DealOpened {
        id: DealId(next_id(&zone.deals, |id| id.0)),
        name: asked.name.trim().to_owned(),
        enterprise: asked.enterprise,
        amount: asked.amount,
        lead: asked.lead,
        effective_on: asked.effective_on,
    };
    refusals.events(vec![event.into()])
}

pub(super) fn move_deal(zone: &Zone, moment: Moment<'_>, asked: &MoveDeal) -> Decision {
    let (mut refusals, _) = open(zone, moment, (asked.id, asked.version), asked.effective_on)?;
    refusals.require(asked.stage != DealStage::Signed, || {
        refusal::sign_with_contract().at_field("stage")
    });
    let explained = asked.stage != DealStage::Dropped || asked.note.is_some();
    refusals.require(explained, || refusal::no_reason().at_field("note"));
    let event = DealMoved {
        id: asked.id,
        stage: asked.stage,
        note: asked.note,
        effective_on: asked.effective_on,
    };
    refusals.events(vec![event.into()])
}

pub(super) fn sign_deal(zone: &Zone, moment: Moment<'_>, asked: &SignDeal) -> Decision {
    let (mut refusals, _) = open(zone, moment, (asked.id, asked.version), asked.effective_on)?;
    refusals.document(&asked.document);
    check_amount(&mut refusals, asked.amount);
    let max = limits::PLAN_MEASURES_MAX;
    refusals.require(asked.promises.len() <= max, || {
        refusal::too_long("promises", max).at_field("promises")
    });
    for (at, promise) in asked.promises.iter().enumerate() {
        if let Some(unit) = promise.unit {
            known_unit(&mut refusals, zone, unit, &format!("promises.{at}"));
        }
    }
    let event = DealSigned {
        id: asked.id,
        document: asked.document.clone(),
        amount: asked.amount,
        promises: asked.promises.clone(),
        effective_on: asked.effective_on,
    };
    refusals.events(vec![event.into()])
}

pub(super) fn keep_promise(zone: &Zone, moment: Moment<'_>, asked: &KeepPromise) -> Decision {
    let deal = find_deal(zone, asked.id)?;
    let mut refusals = Refusals::default();
    refusals.version(&asked.id, asked.version, deal.version);
    happened(&mut refusals, moment, asked.effective_on);
    let at = usize::try_from(asked.at).unwrap_or(usize::MAX);
    let contract = deal.contract.as_ref();
    match contract.and_then(|contract| contract.promises.get(at)) {
        None => {
            let unknown = refusal::unknown("承诺", "promise", &asked.at.to_string());
            refusals.add(unknown.at_field("at"));
        }
        Some((_, Some(_))) => refusals.add(refusal::already("兑现", "kept")),
        Some((_, None)) => {}
    }
    let event = PromiseKept {
        id: asked.id,
        at: asked.at,
        effective_on: asked.effective_on,
    };
    refusals.events(vec![event.into()])
}

pub(super) fn set_quota(asked: &SetQuota) -> Decision {
    let mut refusals = Refusals::default();
    refusals.document(&asked.document);
    check_months(&mut refusals, &asked.months);
    let event = FactorQuotaSet {
        factor: asked.factor,
        months: asked.months.clone(),
        document: asked.document.clone(),
    };
    refusals.events(vec![event.into()])
}

pub(super) fn declare_need(zone: &Zone, asked: &DeclareNeed) -> Decision {
    let mut refusals = Refusals::default();
    refusals.require(zone.projects.contains_key(&asked.project), || {
        refusal::unknown("项目", "project", &asked.project.to_string()).at_field("project")
    });
    check_months(&mut refusals, &asked.months);
    let event = FactorNeedDeclared {
        project: asked.project,
        factor: asked.factor,
        months: asked.months.clone(),
    };
    refusals.events(vec![event.into()])
}

/// The negotiation, still open, and what stands against a step of it.
fn open<'a>(
    zone: &'a Zone,
    moment: Moment<'_>,
    (id, version): (DealId, u32),
    on: Date,
) -> Result<(Refusals, &'a Arc<Deal>), Vec<Refusal>> {
    let deal = find_deal(zone, id)?;
    let mut refusals = Refusals::default();
    refusals.version(&id, version, deal.version);
    happened(&mut refusals, moment, on);
    let (stage, since) = deal.stands(Date::MAX);
    let word = stage.word();
    refusals.require(stage.is_open(), || refusal::already(&word.zh, &word.en));
    refusals.require(since <= on, || {
        refusal::before_it_was_raised(since).at_field("effective_on")
    });
    Ok((refusals, deal))
}

fn find_deal(zone: &Zone, id: DealId) -> Result<&Arc<Deal>, Vec<Refusal>> {
    let unknown = || vec![refusal::unknown("洽谈", "negotiation", &id.to_string())];
    zone.deals.get(&id).ok_or_else(unknown)
}

fn happened(refusals: &mut Refusals, moment: Moment<'_>, on: Date) {
    refusals.date("effective_on", on);
    refusals.require(on <= moment.today, || {
        refusal::finish_in_future(on).at_field("effective_on")
    });
}

fn known_unit(refusals: &mut Refusals, zone: &Zone, unit: UnitId, field: &str) {
    refusals.require(zone.units.contains_key(&unit), || {
        refusal::unknown("单位", "unit", &unit.to_string()).at_field(field)
    });
}

fn check_amount(refusals: &mut Refusals, amount: Fen) {
    refusals.require((0..=Fen::MAX.0).contains(&amount.0), || {
        refusal::figure_impossible("金额", "amount").at_field("amount")
    });
}

fn check_months(refusals: &mut Refusals, months: &[(Month, Decimal)]) {
    refusals.require(!months.is_empty(), || {
        refusal::nothing_told().at_field("months")
    });
    let max = limits::FACTOR_MONTHS_MAX;
    refusals.require(months.len() <= max, || {
        refusal::too_long("months", max).at_field("months")
    });
    for (month, amount) in months {
        let plausible = limits::YEARS.contains(&month.year) && (1..=12).contains(&month.month);
        let fits = plausible && *amount >= Decimal::ZERO && *amount <= limits::FIGURE_MAX;
        refusals.require(fits, || {
            refusal::figure_impossible(&month.to_string(), &month.to_string()).at_field("months")
        });
    }
}
