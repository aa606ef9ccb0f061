//! A growth target broken down by shares of the base year.

use jiff::civil::date;
use rust_decimal::Decimal;
use zone::command::Command;
use zone::event::NewValue;
use zone::indicator::{Better, Definition, Every, Indicator, Kind, Month, ValueState};
use zone::view::decomposition::{Asked, Proposal, propose};
use zone::{HandlingLevel, IndicatorId, Refusal, UnitId, Words};

use crate::desk::Desk;
use crate::parse;

fn indicator(name: &str, kind: Kind) -> Command {
    Command::AddIndicator(Definition {
        code: name.to_owned(),
        name: Words::new(name, name),
        measure: Words::new("亿元", "100m"),
        kind,
        better: Better::More,
        lead_unit: None,
        january_skipped: false,
        every: Every::Month,
        month_ends_on: None,
        release_lag: 0,
        source: None,
        fed_by: None,
        level: HandlingLevel::default(),
    })
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

/// Three units with 60, 30 and 10 of last year's value added; its growth has a target of 8.5.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.today = date(2026, 3, 31);
    for line in [
        "found 示范区 on=2020-01-01",
        "unit 东园 on=2020-01-01",
        "unit 西园 on=2020-01-01",
        "unit 南园 on=2020-01-01",
    ] {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.must(&command);
    }
    desk.must(&indicator("工业增加值", Kind::Flow));
    desk.must(&indicator("工业增加值增速", Kind::Growth));
    for (unit, year) in [(1, 60), (2, 30), (3, 10)] {
        let months = (1..=12).map(|month| NewValue {
            unit: Some(UnitId(unit)),
            month: Month { year: 2025, month },
            value: Decimal::new(year * i64::from(month), 0) / Decimal::from(12),
            parts: None,
            state: ValueState::Final,
        });
        desk.must(&Command::ReportIndicator {
            id: IndicatorId(1),
            values: months.collect(),
            reason: None,
        });
    }
    desk.must(&Command::SetTarget {
        id: IndicatorId(2),
        unit: None,
        year: 2026,
        target: decimal("8.5"),
        document: "云开〔2026〕1号".to_owned(),
        reason: None,
        effective_on: date(2026, 1, 1),
    });
    desk
}

fn proposed(desk: &Desk, asked: &Asked) -> Result<Proposal, Box<Refusal>> {
    let zone = desk.zone();
    let indicator: &Indicator = &zone.indicators[&IndicatorId(2)];
    propose(zone, indicator, date(2026, 3, 31), asked).map_err(Box::new)
}

/// `share growth pull` of each unit.
fn told(proposal: &Proposal) -> Vec<String> {
    let units = proposal.parts.iter().filter(|part| part.unit.is_some());
    let line = units.map(|part| {
        let share = part.base_share.expect("a share").normalize();
        let pull = part.pull.expect("a pull").normalize();
        format!("{share} {} {pull}", part.amount.normalize())
    });
    line.collect()
}

fn allocate(proposal: &Proposal) -> Command {
    Command::Allocate {
        id: IndicatorId(2),
        year: 2026,
        parts: proposal.parts.iter().map(|part| part.part()).collect(),
        method: proposal.method.clone(),
        document: "云开〔2026〕2号".to_owned(),
        reason: None,
        effective_on: date(2026, 3, 1),
    }
}

#[test]
fn units_grow_alike_and_their_pulls_make_the_target() {
    let mut desk = desk();
    let proposal = proposed(&desk, &Asked::default()).expect("a proposal");
    assert_eq!(proposal.base, Some(IndicatorId(1)));
    assert_eq!(
        told(&proposal),
        ["0.6 8.5 5.1", "0.3 8.5 2.55", "0.1 8.5 0.85"]
    );
    desk.must(&allocate(&proposal));
    // What was settled is where the next one begins.
    let again = proposed(&desk, &Asked::default()).expect("a proposal");
    assert_eq!((again.base, told(&again)), (None, told(&proposal)));
}

#[test]
fn what_is_locked_stays_and_the_rest_makes_up_for_it() {
    let mut desk = desk();
    let mut asked = Asked::default();
    asked.locked.insert(UnitId(1), decimal("6"));
    let proposal = proposed(&desk, &asked).expect("a proposal");
    // (8.5 - 0.6 x 6) / 0.4 = 12.25, as exact as the target is written.
    assert_eq!(
        told(&proposal),
        ["0.6 6 3.6", "0.3 12.2 3.66", "0.1 12.2 1.22"]
    );
    desk.must(&allocate(&proposal));
    asked.shares.insert(UnitId(1), decimal("0.5"));
    asked.places = Some(2);
    let proposal = proposed(&desk, &asked).expect("a proposal");
    // What is left of the shares goes by last year's amounts.
    assert_eq!(
        told(&proposal),
        ["0.5 6 3", "0.375 11 4.125", "0.125 11 1.375"]
    );
}

#[test]
fn all_locked_below_the_target_is_refused_and_no_base_too() {
    let desk = desk();
    let mut asked = Asked::default();
    for unit in 1..=3 {
        asked.locked.insert(UnitId(unit), decimal("6"));
    }
    let code = |asked: &Asked| proposed(&desk, asked).expect_err("refused").code;
    assert_eq!(code(&asked), "zone/not-spread");
    asked.locked.insert(UnitId(9), decimal("6"));
    assert_eq!(code(&asked), "zone/unknown");
    let mut bare = Desk::new();
    bare.today = date(2026, 3, 31);
    let zone = bare.zone().clone();
    let found = parse::command(&zone, &mut bare.texts, "found 示范区 on=2020-01-01");
    bare.must(&found);
    bare.must(&indicator("用电量", Kind::Flow));
    bare.must(&indicator("工业增速", Kind::Growth));
    let asked = Asked {
        target: Some(decimal("8.5")),
        ..Asked::default()
    };
    assert_eq!(
        proposed(&bare, &asked).expect_err("refused").code,
        "zone/no-base"
    );
}

#[test]
fn a_month_without_a_value_of_its_own_takes_no_part() {
    let mut desk = desk();
    let Command::AddIndicator(mut investment) = indicator("固定资产投资", Kind::Flow) else {
        unreachable!("an indicator");
    };
    investment.january_skipped = true;
    desk.must(&Command::AddIndicator(investment));
    let months = (2..=12).map(|month| NewValue {
        unit: Some(UnitId(1)),
        month: Month { year: 2025, month },
        value: Decimal::from(month) * Decimal::TEN,
        parts: None,
        state: ValueState::Final,
    });
    desk.must(&Command::ReportIndicator {
        id: IndicatorId(3),
        values: months.collect(),
        reason: None,
    });
    let mut asked = Asked {
        target: Some(decimal("132")),
        ..Asked::default()
    };
    let propose = |asked: &Asked| {
        let zone = desk.zone();
        propose(
            zone,
            &zone.indicators[&IndicatorId(3)],
            date(2026, 3, 31),
            asked,
        )
    };
    let proposal = propose(&asked).expect("a proposal");
    assert_eq!(proposal.published, (2..=12).collect::<Vec<i8>>());
    assert_eq!(proposal.parts[1].months[0], Decimal::ZERO);
    asked.months.insert((UnitId(1), 1), decimal("5"));
    let refused = propose(&asked).expect_err("January has no value");
    assert_eq!(refused.code, "zone/not-published");
    asked.months.insert((UnitId(1), 1), Decimal::ZERO);
    propose(&asked).expect("nothing is given to it");
}
