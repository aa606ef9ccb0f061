//! Random commands about plans, negotiations and factors.

use jiff::civil::date;
use rust_decimal::Decimal;
use zone::command::fact;
use zone::enterprise::command::EnterpriseCommand as C;
use zone::enterprise::deal::{DealStage, Promise};
use zone::enterprise::more::{
    AgreePlan, DeclareNeed, KeepPromise, MoveDeal, MoveMeasure, NewMeasure, OpenDeal, SetQuota,
    SignDeal,
};
use zone::enterprise::plan::MeasureState;
use zone::factor::Factor;
use zone::indicator::Month;
use zone::text::TextTable;
use zone::{Command, DealId, EnterpriseId, Fen, Field, ProjectId, Sealer, UnitId, Value, Zone};

use crate::dice::Dice;

/// A command about a plan, a negotiation or a factor.
pub(crate) fn command(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> Command {
    if zone.projects.is_empty() {
        return Command::RegisterProject {
            effective_on: date(2025, 12, 1),
            facts: vec![fact(Field::Name, Value::Text("增容项目".to_owned()))],
        };
    }
    let command = match dice.roll(5) {
        0 => plan(zone, texts, dice),
        1 | 2 => deal(zone, texts, dice),
        3 => C::SetQuota(SetQuota {
            factor: dice.pick(&Factor::ALL),
            months: months(dice),
            document: dice.document(),
        }),
        _ => C::DeclareNeed(DeclareNeed {
            project: ProjectId(dice.roll(2) + 1),
            factor: dice.pick(&Factor::ALL),
            months: months(dice),
        }),
    };
    Command::Enterprise(Box::new(command))
}

fn months(dice: &mut Dice<'_>) -> Vec<(Month, Decimal)> {
    let month = Month {
        year: 2026,
        month: i8::try_from(dice.roll(13)).unwrap_or(0),
    };
    vec![(month, Decimal::from(dice.roll(100)))]
}

fn plan(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> C {
    let what = texts.seal("保障用电", &[]);
    let effective_on = date(2026, 1, 5);
    let own = zone.enterprises.values().next();
    let (id, version) = own.map_or((EnterpriseId(1), 0), |own| (own.id, own.version));
    let agreed = own.is_some_and(|own| !own.plan.versions.is_empty());
    if agreed && dice.often() {
        return C::MoveMeasure(MoveMeasure {
            id,
            version,
            key: dice.roll(3),
            state: dice.pick(&MeasureState::ALL),
            note: dice.often().then_some(what),
            effective_on,
        });
    }
    let measure = NewMeasure {
        key: (dice.roll(3) == 0).then_some(1),
        what,
        unit: UnitId(dice.roll(2) + 1),
        due_on: date(2026, 3, 1),
        request: None,
    };
    C::AgreePlan(AgreePlan {
        id,
        version,
        document: dice.document(),
        measures: vec![measure],
        effective_on,
    })
}

fn deal(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> C {
    let what = texts.seal("供地 20 亩", &[]);
    let effective_on = date(2026, 1, 5);
    let last = zone.deals.values().next_back();
    let Some(own) = last.filter(|_| dice.roll(5) > 0) else {
        return C::OpenDeal(OpenDeal {
            name: "储能二期".to_owned(),
            enterprise: None,
            amount: Fen(i64::from(dice.roll(9)) - 1),
            lead: UnitId(dice.roll(2) + 1),
            effective_on,
        });
    };
    let (id, version): (DealId, u32) = (own.id, own.version);
    match (own.contract.is_some(), dice.roll(3)) {
        (true, _) => C::KeepPromise(KeepPromise {
            id,
            version,
            at: dice.roll(3) / 2,
            effective_on,
        }),
        (false, 0) => C::SignDeal(SignDeal {
            id,
            version,
            document: dice.document(),
            amount: Fen(100),
            promises: vec![Promise {
                unit: None,
                what,
                due_on: None,
            }],
            effective_on,
        }),
        (false, _) => C::MoveDeal(MoveDeal {
            id,
            version,
            stage: dice.pick(&DealStage::ALL[..5]),
            note: Some(what),
            effective_on,
        }),
    }
}
