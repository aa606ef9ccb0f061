//! tidy: table, negotiations, plans for single enterprises, and factors of the demonstration, told
//! on the last day.
//!
//! Promises: on any day one negotiation has stood still too long, one is signed with a promise kept
//! and one overdue, one measure of a plan is late, and land does not suffice in some month ahead.

use jiff::civil::Date;
use rust_decimal::Decimal;
use zone::command::Command;
use zone::enterprise::command::EnterpriseCommand as C;
use zone::enterprise::deal::{DealStage, Promise};
use zone::enterprise::more::{
    AgreePlan, DeclareNeed, KeepPromise, MoveDeal, MoveMeasure, NewMeasure, OpenDeal, SetQuota,
    SignDeal,
};
use zone::enterprise::plan::MeasureState;
use zone::factor::Factor;
use zone::indicator::Month;
use zone::{Actor, DealId, EnterpriseId, Fen};

use super::dates::{add_days, add_months, document};
use super::office::{Office, last, unit};
use crate::Driver;

/// A negotiation: its stages, each so many days ago.
struct Talk {
    name: &'static str,
    /// Which of the zone's enterprises it is with.
    firm: Option<usize>,
    /// 万元.
    amount: i64,
    lead: usize,
    began: i64,
    moves: &'static [(DealStage, i64, &'static str)],
}

const TALKS: [Talk; 6] = [
    Talk {
        name: "新能源电池结构件基地",
        firm: None,
        amount: 120_000,
        lead: unit::PROMOTION,
        began: 128,
        moves: &[
            (DealStage::Visit, 96, "董事长带队考察临港地块"),
            (DealStage::Terms, 61, "就地价和能耗指标分歧较大，待回函"),
        ],
    },
    Talk {
        name: "半导体封测扩产",
        firm: Some(1),
        amount: 86_000,
        lead: unit::SMART,
        began: 74,
        moves: &[
            (DealStage::Visit, 58, "看过二期厂房"),
            (DealStage::Terms, 30, "设备补助分三年兑现"),
            (DealStage::Text, 5, "协议文本送法制审核"),
        ],
    },
    Talk {
        name: "冷链枢纽二期",
        firm: None,
        amount: 32_000,
        lead: unit::PORT,
        began: 18,
        moves: &[],
    },
    Talk {
        name: "医疗影像设备总装",
        firm: None,
        amount: 55_000,
        lead: unit::BIOMED,
        began: 40,
        moves: &[(DealStage::Visit, 22, "考察洁净厂房，要求提供检测平台")],
    },
    Talk {
        name: "精密减速器智能工厂",
        firm: Some(0),
        amount: 48_000,
        lead: unit::PROMOTION,
        began: 150,
        moves: &[
            (DealStage::Visit, 132, "现场看地"),
            (DealStage::Terms, 101, "条款谈妥"),
        ],
    },
    Talk {
        name: "光伏组件三期",
        firm: None,
        amount: 210_000,
        lead: unit::PROMOTION,
        began: 160,
        moves: &[(DealStage::Dropped, 83, "行业产能过剩，对方暂缓扩产")],
    },
];

/// Which of them is signed, how many days ago, and what was promised: the unit (the enterprise
/// where none), what, due in so many days, kept so many days ago.
const SIGNED: (usize, i64) = (4, 66);

/// A promise of the contract.
type Promised = (Option<usize>, &'static str, i64, Option<i64>);

const PROMISES: [Promised; 3] = [
    (Some(unit::LAND), "落实工业用地 60 亩并交地", -25, Some(31)),
    (Some(unit::INDUSTRY), "10 千伏专线增容到位", -6, None),
    (None, "签约后半年内开工，首年投资不低于 1.2 亿元", 115, None),
];

/// A measure for one enterprise: unit, what, due in so many days, how it stands.
type Measured = (
    usize,
    &'static str,
    i64,
    Option<(MeasureState, &'static str)>,
);

const PLANS: [(usize, &[Measured]); 2] = [
    (
        2,
        &[
            (
                unit::FINANCE,
                "协调供应链金融授信 3000 万元",
                -12,
                Some((MeasureState::Kept, "两家银行已放款 3200 万元")),
            ),
            (unit::INDUSTRY, "对接两家整车厂新订单", 34, None),
            (unit::ECONOMY, "落实分时电价优惠", -4, None),
            (
                unit::LABOUR,
                "稳岗返还一次性兑现",
                -20,
                Some((MeasureState::GivenUp, "不符合省定裁员率条件，已当面说明")),
            ),
        ],
    ),
    (
        1,
        &[
            (unit::LABOUR, "专场招聘技工 120 人", 20, None),
            (unit::PLANNING, "二期规划许可并联办理", 45, None),
        ],
    ),
];

/// By factor: what there is in each month, and what each of the first projects needs.
const FACTORS: [(Factor, i64, &[i64]); 3] = [
    (Factor::Land, 45, &[60, 110, 0, 85, 40, 95]),
    (
        Factor::PowerLoad,
        32_000,
        &[4_200, 6_800, 3_100, 8_400, 2_600, 5_500],
    ),
    (Factor::Labour, 520, &[80, 120, 60, 150, 40, 90]),
];

/// Months of quotas and needs from this month on.
const AHEAD: i32 = 6;

fn run<D: Driver>(driver: &mut D, today: Date, command: C) -> Result<(), D::Error> {
    driver.run_as(
        &Actor::program(),
        today,
        Command::Enterprise(Box::new(command)),
    )
}

/// Everything, on the last day.
pub(super) fn play<D: Driver>(
    driver: &mut D,
    office: &Office,
    today: Date,
) -> Result<(), D::Error> {
    for (at, talk) in TALKS.iter().enumerate() {
        negotiate(driver, office, talk, today)?;
        if at == SIGNED.0 {
            sign(driver, office, today)?;
        }
    }
    for (serial, (firm, measures)) in (9..).zip(PLANS) {
        agree(driver, office, (firm, measures), (today, serial))?;
    }
    ration(driver, today)
}

fn firm<D: Driver>(driver: &D, at: usize) -> Option<EnterpriseId> {
    driver.zone().enterprises.keys().nth(at).copied()
}

fn newest<D: Driver>(driver: &D) -> Option<(DealId, u32)> {
    let id = last(driver.zone().deals.keys())?;
    Some((id, driver.zone().deals.get(&id)?.version))
}

fn negotiate<D: Driver>(
    driver: &mut D,
    office: &Office,
    talk: &Talk,
    today: Date,
) -> Result<(), D::Error> {
    let open = OpenDeal {
        name: talk.name.to_owned(),
        enterprise: talk.firm.and_then(|at| firm(driver, at)),
        amount: Fen(talk.amount * 1_000_000),
        lead: office.units[talk.lead],
        effective_on: add_days(today, -talk.began),
    };
    run(driver, today, C::OpenDeal(open))?;
    for (stage, ago, note) in talk.moves {
        let note = driver.seal(note, &[]);
        if let Some((id, version)) = newest(driver) {
            let moved = MoveDeal {
                id,
                version,
                stage: *stage,
                note: Some(note),
                effective_on: add_days(today, -ago),
            };
            run(driver, today, C::MoveDeal(moved))?;
        }
    }
    Ok(())
}

fn sign<D: Driver>(driver: &mut D, office: &Office, today: Date) -> Result<(), D::Error> {
    let mut promises = Vec::new();
    for (unit, what, due, _) in PROMISES {
        promises.push(Promise {
            unit: unit.map(|unit| office.units[unit]),
            what: driver.seal(what, &[]),
            due_on: Some(add_days(today, due)),
        });
    }
    let signed_on = add_days(today, -SIGNED.1);
    if let Some((id, version)) = newest(driver) {
        let signed = SignDeal {
            id,
            version,
            document: document("云栖合", signed_on, 31),
            amount: Fen(TALKS[SIGNED.0].amount * 1_000_000),
            promises,
            effective_on: signed_on,
        };
        run(driver, today, C::SignDeal(signed))?;
    }
    for (at, (_, _, _, kept)) in (0..).zip(PROMISES) {
        let (Some(ago), Some((id, version))) = (kept, newest(driver)) else {
            continue;
        };
        let kept = KeepPromise {
            id,
            version,
            at,
            effective_on: add_days(today, -ago),
        };
        run(driver, today, C::KeepPromise(kept))?;
    }
    Ok(())
}

fn agree<D: Driver>(
    driver: &mut D,
    office: &Office,
    (at, measures): (usize, &[Measured]),
    (today, serial): (Date, u32),
) -> Result<(), D::Error> {
    let Some(id) = firm(driver, at) else {
        return Ok(());
    };
    let version = |driver: &D| {
        driver
            .zone()
            .enterprises
            .get(&id)
            .map_or(0, |own| own.version)
    };
    let since = add_days(today, -45);
    let mut asked = Vec::new();
    for (unit, what, due, _) in measures {
        asked.push(NewMeasure {
            key: None,
            what: driver.seal(what, &[]),
            unit: office.units[*unit],
            due_on: add_days(today, *due),
            request: None,
        });
    }
    let plan = AgreePlan {
        id,
        version: version(driver),
        document: document("云栖专纪", since, serial),
        measures: asked,
        effective_on: since,
    };
    run(driver, today, C::AgreePlan(plan))?;
    for (key, (_, _, due, state)) in (1..).zip(measures) {
        let Some((state, note)) = state else { continue };
        let note = driver.seal(note, &[]);
        let moved = MoveMeasure {
            id,
            version: version(driver),
            key,
            state: *state,
            note: Some(note),
            effective_on: add_days(today, (*due - 2).min(-1)),
        };
        run(driver, today, C::MoveMeasure(moved))?;
    }
    Ok(())
}

/// Quotas of the coming months, and what projects need in them: one each month in turn.
fn ration<D: Driver>(driver: &mut D, today: Date) -> Result<(), D::Error> {
    let month = |ahead: i32| Month::of(add_months(today.first_of_month(), ahead));
    let on_wall = driver
        .zone()
        .projects
        .values()
        .filter(|own| own.is_on_wall(today));
    let projects: Vec<_> = on_wall.take(24).map(|own| own.id).collect();
    for (serial, (factor, there_is, needs)) in (71..).zip(FACTORS) {
        let quota = SetQuota {
            factor,
            months: (0..AHEAD)
                .map(|at| (month(at), Decimal::from(there_is)))
                .collect(),
            document: document("云栖发", today, serial),
        };
        run(driver, today, C::SetQuota(quota))?;
        for (ahead, (need, project)) in (0..).zip(needs.iter().zip(projects.iter().step_by(4))) {
            if *need == 0 {
                continue;
            }
            let declared = DeclareNeed {
                project: *project,
                factor,
                months: vec![(month(ahead % AHEAD), Decimal::from(*need))],
            };
            run(driver, today, C::DeclareNeed(declared))?;
        }
    }
    Ok(())
}
