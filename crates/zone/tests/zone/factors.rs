//! Plans, negotiations and factors: who may, what is refused, and what the pages show.

use jiff::civil::date;
use rust_decimal::Decimal;
use zone::command::fact;
use zone::enterprise::EnterpriseState;
use zone::enterprise::command::{EnterpriseCommand as C, NewEnterprise};
use zone::enterprise::deal::{DealStage, Promise};
use zone::enterprise::more::{
    AgreePlan, DeclareNeed, KeepPromise, MoveDeal, MoveMeasure, NewMeasure, OpenDeal, SetQuota,
    SignDeal,
};
use zone::enterprise::plan::MeasureState;
use zone::factor::Factor;
use zone::indicator::Month;
use zone::view::deals::{DealFilter, DealRow, deals};
use zone::view::enterprises::sheet;
use zone::view::factors::factors;
use zone::{Colour, Command, DealId, EnterpriseId, Fen, Field, ProjectId, Sealer, UnitId, Value};

use crate::desk::Desk;
use crate::parse;

const FIRM: EnterpriseId = EnterpriseId(1);

/// A zone with two units, an enterprise of the first, and two projects, on a Monday.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.today = date(2026, 3, 9);
    for line in [
        "found 示范区 on=2025-01-01",
        "unit 招商局 on=2025-01-01",
        "unit 供电中心 on=2025-01-01",
    ] {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.play(&command).expect("it is allowed");
    }
    let firm = NewEnterprise {
        code: String::new(),
        name: "晨曜精密".to_owned(),
        industry: String::new(),
        lead: UnitId(1),
        assistant: None,
        contact: None,
        state: EnterpriseState::Producing,
        effective_on: date(2025, 1, 1),
    };
    assert_eq!(play(&mut desk, C::Add(firm)), [""; 0]);
    for name in ["一号厂房", "二号厂房"] {
        desk.must(&Command::RegisterProject {
            effective_on: date(2026, 1, 1),
            facts: vec![fact(Field::Name, Value::Text(name.to_owned()))],
        });
    }
    desk
}

fn play(desk: &mut Desk, command: C) -> Vec<String> {
    let decision = desk.play(&Command::Enterprise(Box::new(command)));
    let refusals = decision.err().unwrap_or_default();
    refusals.into_iter().map(|refusal| refusal.code).collect()
}

#[test]
fn a_plan_keeps_its_measures_from_version_to_version() {
    let mut desk = desk();
    let what = desk.texts.seal("保障用电", &[]);
    let measure = |key, unit| NewMeasure {
        key,
        what,
        unit: UnitId(unit),
        due_on: date(2026, 3, 6),
        request: None,
    };
    let agree = |version, document: &str, measures| {
        C::AgreePlan(AgreePlan {
            id: FIRM,
            version,
            document: document.to_owned(),
            measures,
            effective_on: date(2026, 3, 2),
        })
    };
    let refused = play(&mut desk, agree(1, "", vec![measure(Some(7), 9)]));
    assert_eq!(
        refused,
        ["zone/no-document", "zone/unknown", "zone/unknown"]
    );
    let both = vec![measure(None, 1), measure(None, 2)];
    assert_eq!(play(&mut desk, agree(1, "会1", both)), [""; 0]);
    let says = |version, key, state, note| {
        C::MoveMeasure(MoveMeasure {
            id: FIRM,
            version,
            key,
            state,
            note,
            effective_on: date(2026, 3, 5),
        })
    };
    let silent = play(&mut desk, says(2, 1, MeasureState::GivenUp, None));
    assert_eq!(silent, ["zone/no-reason"]);
    // Who promised says how it stands; another unit does not.
    let program = std::mem::replace(&mut desk.actor, parse::actor("as reporter unit=U2"));
    let other = play(&mut desk, says(2, 1, MeasureState::Kept, None));
    assert_eq!(other, ["zone/not-allowed"]);
    assert_eq!(
        play(&mut desk, says(2, 2, MeasureState::Kept, None)),
        [""; 0]
    );
    desk.actor = program;
    // The second goes on with its state, the first is left out, a new one gets a new number.
    let next = vec![measure(Some(2), 2), measure(None, 1)];
    assert_eq!(play(&mut desk, agree(3, "会2", next)), [""; 0]);
    let calendars = Desk::calendars(desk.zone());
    let looking = desk.looking(&calendars, desk.today);
    let plan = sheet(desk.zone(), looking, FIRM).and_then(|own| own.plan);
    let plan = plan.expect("it was agreed");
    let shown: Vec<_> = plan
        .measures
        .iter()
        .map(|own| (own.key, own.state, own.colour, own.days_late))
        .collect();
    assert_eq!((plan.version, plan.kept, plan.late), (2, 1, 1));
    assert_eq!(
        shown,
        [
            (2, MeasureState::Kept, Some(Colour::Green), -1),
            (3, MeasureState::Doing, Some(Colour::Red), 1),
        ]
    );
}

fn deal(desk: &Desk) -> DealRow {
    let calendars = Desk::calendars(desk.zone());
    let looking = desk.looking(&calendars, desk.today);
    let filter = DealFilter {
        over: true,
        ..DealFilter::default()
    };
    deals(desk.zone(), looking, &filter).deals.remove(0)
}

#[test]
fn a_negotiation_stands_still_in_working_days_until_it_is_signed() {
    let mut desk = desk();
    let opened = C::OpenDeal(OpenDeal {
        name: "储能二期".to_owned(),
        enterprise: Some(FIRM),
        amount: Fen(80_000_000_000),
        lead: UnitId(1),
        effective_on: date(2026, 1, 7),
    });
    assert_eq!(play(&mut desk, opened), [""; 0]);
    // Nine weeks less two days and the Spring Festival, with its two make-up days.
    let row = deal(&desk);
    assert_eq!(
        (row.stage, row.still_days, row.colour),
        (DealStage::Contact, Some(39), Some(Colour::Yellow))
    );
    let moved = |version, stage, on| {
        C::MoveDeal(MoveDeal {
            id: DealId(1),
            version,
            stage,
            note: None,
            effective_on: on,
        })
    };
    let monday = date(2026, 3, 9);
    let unsigned = play(&mut desk, moved(1, DealStage::Signed, monday));
    assert_eq!(unsigned, ["zone/sign-with-contract"]);
    assert_eq!(
        play(&mut desk, moved(1, DealStage::Dropped, monday)),
        ["zone/no-reason"]
    );
    assert_eq!(play(&mut desk, moved(1, DealStage::Text, monday)), [""; 0]);
    assert_eq!(deal(&desk).still_days, Some(0));
    let early = play(&mut desk, moved(2, DealStage::Text, date(2026, 3, 6)));
    assert_eq!(early, ["zone/before-it-was-raised"]);
    let what = desk.texts.seal("供地 20 亩", &[]);
    let promise = |unit, due_on| Promise { unit, what, due_on };
    let signed = C::SignDeal(SignDeal {
        id: DealId(1),
        version: 2,
        document: "云栖合〔2026〕7号".to_owned(),
        amount: Fen(90_000_000_000),
        promises: vec![promise(Some(UnitId(1)), Some(monday)), promise(None, None)],
        effective_on: monday,
    });
    assert_eq!(play(&mut desk, signed), [""; 0]);
    let keep = |version, at| {
        C::KeepPromise(KeepPromise {
            id: DealId(1),
            version,
            at,
            effective_on: monday,
        })
    };
    assert_eq!(play(&mut desk, keep(3, 2)), ["zone/unknown"]);
    assert_eq!(play(&mut desk, keep(3, 0)), [""; 0]);
    assert_eq!(play(&mut desk, keep(4, 0)), ["zone/already"]);
    assert_eq!(
        play(&mut desk, moved(4, DealStage::Terms, monday)),
        ["zone/already"]
    );
    let row = deal(&desk);
    assert_eq!(
        (row.still_days, row.amount_fen),
        (None, Fen(90_000_000_000))
    );
    let kept: Vec<_> = row.promises.iter().map(|own| own.kept_on).collect();
    assert_eq!(kept, [Some(monday), None]);
}

#[test]
fn land_carries_over_within_the_year_and_power_does_not() {
    let mut desk = desk();
    let months = |amounts: &[(i8, i64)]| -> Vec<(Month, Decimal)> {
        let of = |(month, amount): &(i8, i64)| {
            let month = Month {
                year: 2026,
                month: *month,
            };
            (month, Decimal::from(*amount))
        };
        amounts.iter().map(of).collect()
    };
    let quota = |factor, amounts: &[(i8, i64)]| {
        C::SetQuota(SetQuota {
            factor,
            months: months(amounts),
            document: "云栖资规〔2026〕3号".to_owned(),
        })
    };
    let need = |project, factor, amounts: &[(i8, i64)]| {
        C::DeclareNeed(DeclareNeed {
            project: ProjectId(project),
            factor,
            months: months(amounts),
        })
    };
    let wrong = play(&mut desk, need(9, Factor::Land, &[(13, 1), (3, -1)]));
    assert_eq!(
        wrong,
        [
            "zone/unknown",
            "zone/figure-impossible",
            "zone/figure-impossible"
        ]
    );
    for factor in [Factor::Land, Factor::Labour] {
        let amounts = [(2, 30), (3, 10), (4, 10)];
        assert_eq!(play(&mut desk, quota(factor, &amounts)), [""; 0]);
        assert_eq!(
            play(&mut desk, need(1, factor, &[(2, 20), (3, 12)])),
            [""; 0]
        );
        assert_eq!(
            play(&mut desk, need(2, factor, &[(3, 3), (4, 25)])),
            [""; 0]
        );
    }
    let calendars = Desk::calendars(desk.zone());
    let table = factors(desk.zone(), desk.looking(&calendars, desk.today));
    let left = |at: usize| -> Vec<Option<i64>> {
        let months = table.factors[at].months.iter().take(3);
        let whole = |own: Decimal| own.try_into().expect("whole");
        months.map(|own| own.left.map(whole)).collect()
    };
    assert_eq!(table.months[0], "2026-03");
    // Land: ten are left of February; 10 + 10 - 15 = 5 in March, 10 + 5 - 25 = -10 in April.
    assert_eq!(left(0), [Some(5), Some(-10), None]);
    assert_eq!(table.factors[0].first_gap.as_deref(), Some("2026-04"));
    assert_eq!(left(1), [Some(-5), Some(-15), None]);
    let names: Vec<&str> = table.factors[1].months[0]
        .projects
        .iter()
        .map(|own| own.name.as_str())
        .collect();
    assert_eq!(names, ["一号厂房", "二号厂房"]);
}
