//! What projects bring to an indicator, and what an indicator may be changed to.

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use zone::command::fact;
use zone::event::NewValue;
use zone::indicator::{Better, Definition, Every, Feed, Kind, Month, ValueState};
use zone::view::feed::{Assumed, FeedView, WhatIf, WorkState, feed};
use zone::{Command, Fen, Field, HandlingLevel, IndicatorId, ProjectId, UnitId, Value, Words};

use crate::desk::Desk;
use crate::parse;

const YI: i64 = 100_000_000;

fn definition(kind: Kind, measure: &str, fed_by: Option<Feed>) -> Definition {
    Definition {
        code: "gdtz".to_owned(),
        name: Words::new("固定资产投资", "Investment"),
        measure: Words::new(measure, measure),
        kind,
        better: Better::More,
        lead_unit: None,
        january_skipped: true,
        every: Every::Month,
        month_ends_on: None,
        release_lag: 18,
        source: None,
        fed_by,
        level: HandlingLevel::default(),
    }
}

/// A zone in July with June's figures: one project half done, one that should have begun in April,
/// one finished. Each has a plan of 12 (亿元) for the year.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.today = date(2026, 7, 6);
    for line in ["found 示范区 on=2025-01-01", "unit 经发局 on=2025-01-01"] {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.play(&command).expect("it is allowed");
    }
    desk.must(&Command::AddIndicator(definition(
        Kind::Flow,
        "亿元",
        Some(Feed::Reported),
    )));
    desk.must(&Command::ReportIndicator {
        id: IndicatorId(1),
        values: vec![NewValue {
            unit: None,
            month: Month {
                year: 2026,
                month: 6,
            },
            value: Decimal::from(12),
            parts: None,
            state: ValueState::Final,
        }],
        reason: None,
    });
    desk.must(&Command::SetTarget {
        id: IndicatorId(1),
        unit: None,
        year: 2026,
        target: Decimal::from(30),
        document: "示发〔2026〕1号".to_owned(),
        reason: None,
        effective_on: date(2026, 1, 5),
    });
    register(&mut desk, "一号线", Some(date(2026, 1, 1)), Some(6));
    register(&mut desk, "二号线", None, None);
    register(&mut desk, "三号线", Some(date(2026, 1, 1)), Some(6));
    desk.must(&Command::RecordFacts {
        id: ProjectId(3),
        version: desk.zone().projects[&ProjectId(3)].version,
        facts: vec![fact(Field::ActualFinish, Value::Date(date(2026, 6, 30)))],
        effective_on: date(2026, 6, 30),
    });
    desk
}

fn register(desk: &mut Desk, name: &str, started: Option<Date>, done: Option<i64>) {
    let yi = |amount: i64| Value::Money(Fen(amount * YI * 100));
    let planned = started.unwrap_or(date(2026, 4, 1));
    let mut facts = vec![
        fact(Field::Name, Value::Text(name.to_owned())),
        fact(Field::LeadUnit, Value::Unit(UnitId(1))),
        fact(Field::YearPlan(2026), yi(12)),
        fact(Field::PlannedStart, Value::Date(planned)),
    ];
    facts.extend(started.map(|day| fact(Field::ActualStart, Value::Date(day))));
    desk.must(&Command::RegisterProject {
        effective_on: date(2026, 1, 1),
        facts,
    });
    if let Some(done) = done {
        let id = ProjectId(desk.zone().projects.len() as u32);
        desk.must(&Command::RecordFacts {
            id,
            version: desk.zone().projects[&id].version,
            facts: vec![fact(Field::ReportedYtd, yi(done))],
            effective_on: date(2026, 6, 30),
        });
    }
}

fn look(desk: &Desk, what_if: &[(u32, Assumed)]) -> FeedView {
    let what_if: WhatIf = what_if
        .iter()
        .map(|(id, what)| (ProjectId(*id), *what))
        .collect();
    let calendars = Desk::calendars(desk.zone());
    let looking = desk.looking(&calendars, date(2026, 7, 6));
    feed(desk.zone(), looking, IndicatorId(1), &what_if).expect("projects feed it")
}

fn yi(amount: Fen) -> f64 {
    amount.0 as f64 / 100.0 / YI as f64
}

#[test]
fn projects_bring_what_their_plans_still_hold() {
    let seen = look(&desk(), &[]);
    assert_eq!((seen.count, seen.waiting), (3, 1));
    assert_eq!(seen.month, "2026-06");
    // 12 of the indicator's 12 are done by the projects.
    assert_eq!(seen.covered.map(|own| own.0), Some(10_000));
    assert_eq!((yi(seen.planned), yi(seen.done)), (36.0, 12.0));
    let of = |id: u32| {
        let found = seen.works.iter().find(|own| own.id == ProjectId(id));
        found.expect("it is listed")
    };
    // Six of twelve to June: six more by December.
    assert_eq!(of(1).state, WorkState::UnderWay);
    assert!((yi(of(1).expected) - 12.0).abs() < 0.6, "{:?}", of(1));
    assert_eq!(of(3).state, WorkState::Rests);
    assert_eq!(yi(of(3).expected), 6.0);
    // Of nine months' plan from April, what is left after three months' wait or more.
    assert_eq!(of(2).state, WorkState::Waits);
    let brings = yi(of(2).expected);
    assert!(brings > 2.0 && brings < 8.1, "{brings}");
    // The furthest behind first; no series yet, so the projects alone say how the year ends.
    assert_eq!(seen.works[0].id, ProjectId(2));
    assert_eq!(seen.by_series, None);
    let together = seen
        .together
        .expect("there is nothing outside the projects");
    assert!(together.low <= together.mean && together.mean <= together.high);
    assert_eq!(seen.as_it_goes, None);
}

#[test]
fn what_is_assumed_changes_that_project_alone() {
    let desk = desk();
    let as_it_goes = look(&desk, &[]);
    let begins = |month, day| (2, Assumed::Begins(date(2026, month, day)));
    let expected = |seen: &FeedView, id: u32| {
        let found = seen.works.iter().find(|own| own.id == ProjectId(id));
        yi(found.expect("it is listed").expected)
    };
    let july = look(&desk, &[begins(7, 15)]);
    let november = look(&desk, &[begins(11, 1)]);
    assert!(expected(&july, 2) > expected(&november, 2));
    // Two of nine months' plan at most: 12 / 9 × 2.
    assert!((expected(&november, 2) - 2.66).abs() < 0.2);
    assert_eq!(expected(&july, 1), expected(&as_it_goes, 1));
    assert_eq!(july.as_it_goes, as_it_goes.together);
    let planned = look(&desk, &[(2, Assumed::AsPlanned)]);
    assert_eq!(expected(&planned, 2), 12.0);
    // What is finished is finished, and an unknown project is nobody.
    let nothing = look(&desk, &[(3, Assumed::AsPlanned), (99, Assumed::AsPlanned)]);
    assert_eq!(nothing.expected, as_it_goes.expected);
}

#[test]
fn what_values_mean_is_not_changed_under_them() {
    let mut desk = desk();
    let change = |desk: &mut Desk, version, definition| {
        let command = Command::ChangeIndicator {
            id: IndicatorId(1),
            version,
            definition,
        };
        let refused = desk.play(&command).err().unwrap_or_default();
        let of = |own: zone::Refusal| {
            let field = own.place.and_then(|place| place.field);
            field.unwrap_or(own.code)
        };
        refused.into_iter().map(of).collect::<Vec<_>>()
    };
    let now = desk.zone().indicators[&IndicatorId(1)].version;
    let mut renamed = definition(Kind::Flow, "亿元", Some(Feed::Certified));
    renamed.name = Words::new("固定资产投资完成额", "Investment");
    assert_eq!(
        change(&mut desk, now, definition(Kind::Stock, "万元", None)),
        ["kind", "measure"]
    );
    assert_eq!(
        change(
            &mut desk,
            now,
            definition(Kind::Flow, "万吨", Some(Feed::Reported))
        ),
        ["fed_by", "measure"]
    );
    assert_eq!(change(&mut desk, now - 1, renamed.clone()), ["zone/stale"]);
    assert_eq!(change(&mut desk, now, renamed.clone()), [""; 0]);
    let own = &desk.zone().indicators[&IndicatorId(1)];
    assert_eq!((&own.definition, own.version), (&renamed, now + 1));
    assert_eq!(own.values.len(), 1);
}
