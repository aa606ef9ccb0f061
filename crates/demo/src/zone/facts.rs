//! The facts with which a project comes into the ledger, and those of its dates.

use jiff::civil::Date;
use zone::command::fact;
use zone::event::NewFact;
use zone::{Fen, Field, HandlingLevel, Holder, TextRef, Value};

use super::dates::add_days;
use super::life::Life;
use super::office::{Office, unit};
use super::templates::Kind;

/// A 万元 in fen.
const WAN: i64 = 1_000_000;

/// Money from 万元.
pub(crate) fn wan(amount: i64) -> Value {
    Value::Money(Fen(amount * WAN))
}

/// A short text.
pub(crate) fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

/// Places by responsible unit.
const PLACES: [(usize, &[&str]); 7] = [
    (
        unit::EAST,
        &["东片区松涛里组团", "东片区云帆街以东", "东片区澄湖北岸"],
    ),
    (
        unit::WEST,
        &["西片区新桥组团", "西片区青禾河西岸", "西片区云岭南麓"],
    ),
    (
        unit::PORT,
        &["临港物流园一期", "临港物流园芦汀地块", "临港滚装码头后方"],
    ),
    (
        unit::SMART,
        &[
            "智能制造产业园A区",
            "智能制造产业园C区",
            "智能制造产业园海星路北",
        ],
    ),
    (
        unit::BIOMED,
        &["生物医药产业园研发区", "生物医药产业园生产区"],
    ),
    (unit::MATERIALS, &["新材料产业园南区", "新材料产业园北区"]),
    (unit::GROUP, &["云栖湾核心区", "望江路沿线", "澄湖片区"]),
];

/// What a project is registered with, apart from its money.
pub(crate) fn first_facts(office: &Office, life: &Life, content: TextRef) -> Vec<NewFact> {
    let mut facts = vec![
        fact(Field::Name, text(&life.name)),
        fact(Field::Nature, text(life.nature())),
        fact(Field::Content, Value::FreeText(content)),
        fact(Field::Scale, text(scale(life.total_wan))),
        fact(Field::Industry, text(life.idea.industry)),
        fact(Field::Place, text(place(life))),
        fact(Field::LeadUnit, Value::Unit(office.units[life.idea.unit])),
        fact(Field::SupportingUnits, supporting(office, life)),
        fact(Field::HandlingLevel, Value::Level(level(life))),
        fact(
            Field::ExternalCode("调度".to_owned()),
            text(&own_code(life)),
        ),
        fact(Field::TotalInvestment, wan(life.total_wan)),
        fact(Field::FundingPlanned, wan(life.total_wan * 95 / 100)),
    ];
    facts.extend(roles(office, life));
    let required = life.first_required.map_or(life.required, |first| first.0);
    facts.push(fact(Field::RequiredFinish, Value::Date(required)));
    let registration = life.planned_start().map(|start| add_days(start, 40));
    let dates = [
        (Field::PlannedStart, life.planned_start()),
        (Field::PlannedFinish, life.planned_finish()),
        (Field::PlannedRegistration, registration),
    ];
    for (field, date) in dates {
        facts.extend(date.map(|date| fact(field, Value::Date(date))));
    }
    let stage = life
        .stages
        .get(life.first_stage)
        .map_or("", |stage| stage.0);
    facts.push(fact(Field::Stage, text(stage)));
    facts.push(fact(
        Field::PortfolioGroup,
        text(group(life, life.registered)),
    ));
    facts.extend(happened(life, life.registered));
    facts
}

/// What has happened by the day of registration, if it comes in late.
fn happened(life: &Life, day: Date) -> Vec<NewFact> {
    let mut facts = Vec::new();
    if life.started() <= day {
        facts.push(fact(Field::ActualStart, Value::Date(life.started())));
    }
    if in_statistics(life).is_some_and(|date| date <= day) {
        facts.extend(
            in_statistics(life).map(|date| fact(Field::ActualRegistration, Value::Date(date))),
        );
    }
    if has_code(life, day) {
        facts.push(fact(
            Field::ExternalCode("立项".to_owned()),
            text(&approval_code(life)),
        ));
    }
    facts
}

/// The day it is registered in statistics.
pub(crate) fn in_statistics(life: &Life) -> Option<Date> {
    if life.idea.kind.is_public() {
        Some(add_days(life.started(), 33))
    } else {
        life.reached("入库")
    }
}

/// Whether it has its approval code by a day.
pub(crate) fn has_code(life: &Life, day: Date) -> bool {
    let gate = if life.idea.kind.is_public() {
        "立项"
    } else {
        "落地"
    };
    life.reached(gate).is_some_and(|date| date <= day)
}

/// 立项代码, in the shape of the national one with a region that does not exist.
pub(crate) fn approval_code(life: &Life) -> String {
    let gate = if life.idea.kind.is_public() {
        "立项"
    } else {
        "落地"
    };
    let year = life.reached(gate).unwrap_or(life.registered).year();
    let industry = match life.idea.kind {
        Kind::Plant | Kind::Base => 38,
        Kind::FittingOut => 35,
        Kind::Road => 48,
        Kind::Building => 47,
        Kind::Works => 46,
        Kind::Small => 78,
    };
    let kind = if life.idea.kind.is_public() {
        "01"
    } else {
        "04"
    };
    let serial = 100_207 + life.number * 3571;
    format!("{year}-990112-{industry}-{kind}-{serial:06}")
}

/// The office's own number.
fn own_code(life: &Life) -> String {
    let kind = if life.idea.kind.is_public() {
        "ZF"
    } else {
        "ZS"
    };
    format!("YQ-{kind}-{:03}", life.number + 1)
}

/// 四个一批 on a day.
pub(crate) fn group(life: &Life, day: Date) -> &'static str {
    let signed = life.reached("签约").or(life.reached("可研"));
    if life.finished() <= day {
        "投产一批"
    } else if life.started() <= day {
        "开工一批"
    } else if signed.is_some_and(|date| date <= day) {
        "签约一批"
    } else {
        "谋划一批"
    }
}

fn scale(total_wan: i64) -> &'static str {
    match total_wan {
        500_000.. => "50亿元以上",
        100_000.. => "10亿元以上",
        50_000.. => "5亿元以上",
        10_000.. => "亿元以上",
        _ => "亿元以下",
    }
}

fn place(life: &Life) -> &'static str {
    let own = PLACES
        .iter()
        .find(|place| place.0 == life.idea.unit)
        .unwrap_or(&PLACES[6]);
    own.1[life.number % own.1.len()]
}

fn level(life: &Life) -> HandlingLevel {
    match life.number % 40 {
        9 => HandlingLevel::WorkSecret,
        _ if life.idea.kind.is_public() => HandlingLevel::Public,
        _ => HandlingLevel::Internal,
    }
}

fn supporting(office: &Office, life: &Life) -> Value {
    let by_kind: &[usize] = match life.idea.kind {
        Kind::Plant | Kind::Base => &[unit::PROMOTION, unit::INDUSTRY, unit::LAND],
        Kind::FittingOut => &[unit::PROMOTION, unit::APPROVAL],
        Kind::Road => &[unit::PLANNING, unit::LAND, unit::FINANCE],
        Kind::Building => &[unit::PLANNING, unit::FINANCE],
        Kind::Works => &[unit::ENVIRONMENT, unit::PLANNING],
        Kind::Small => &[unit::PLANNING],
    };
    Value::Units(by_kind.iter().map(|at| office.units[*at]).collect())
}

/// The named persons and posts of a project.
fn roles(office: &Office, life: &Life) -> Vec<NewFact> {
    let post = match (life.idea.kind.is_public(), life.number % 5) {
        (_, 0) => 0,
        (true, 1) => 1,
        (true, _) => 3,
        (false, 1 | 2) => 2,
        (false, 3) => 5,
        (false, _) => 4,
    };
    // Most sponsors answer by their post, some in person.
    let sponsor = if life.number % 7 == 3 {
        Holder::Person(office.leaders[post])
    } else {
        Holder::Post(office.posts[post])
    };
    let official = |unit: usize| Holder::Person(office.officials[unit.min(19)]);
    let site = if life.number.is_multiple_of(2) {
        unit::GROUP
    } else {
        unit::OPERATIONS
    };
    let coordinator = if life.idea.kind.is_public() {
        unit::PLANNING
    } else {
        unit::PROMOTION
    };
    [
        ("sponsor", sponsor),
        ("lead", official(life.idea.unit)),
        ("coordinator", official(coordinator)),
        ("site", official(site)),
        ("service", official(unit::APPROVAL)),
        ("supervisor", official(unit::ECONOMY)),
    ]
    .into_iter()
    .map(|(role, holder)| fact(Field::Role(role.to_owned()), Value::Holder(holder)))
    .collect()
}

/// Scale and content, in words.
pub(crate) fn content(life: &Life) -> String {
    // Square metres for 万元 of investment, by what such buildings cost.
    let area = |percent: i64| life.total_wan * percent / 1000 * 10;
    let (from, until) = (life.planned_start(), life.planned_finish());
    let years = |date: Option<Date>| date.map_or(0, |date| date.year());
    let main = match life.idea.kind {
        Kind::Plant | Kind::Base => {
            format!(
                "新建生产厂房及配套设施，总建筑面积约{}平方米，购置生产及检测设备",
                area(45)
            )
        }
        Kind::FittingOut => {
            format!("租赁标准厂房约{}平方米，实施净化改造并购置设备", area(60))
        }
        Kind::Road => "道路、桥涵、雨污水、照明、交通设施及绿化等".to_owned(),
        Kind::Building => format!(
            "总建筑面积约{}平方米，含地下室、室外配套及专用设备",
            area(165)
        ),
        Kind::Works => "构筑物、工艺设备、厂外管线及附属用房".to_owned(),
        Kind::Small => "铺装、绿化、照明、小品及附属设施更新".to_owned(),
    };
    format!("{main}。计划建设年限{}—{}年。", years(from), years(until))
}
