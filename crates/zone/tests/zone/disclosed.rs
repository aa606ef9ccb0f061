//! Who reads which figures: by the indicator's level, and of unpublished statistics until each
//! value is out.

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use zone::authority::Role;
use zone::command::Command;
use zone::event::NewValue;
use zone::indicator::{Month, ValueState, disclosed};
use zone::thread::ThreadSubject;
use zone::view::history;
use zone::view::{Looking, indicator::sheet};
use zone::{Actor, IndicatorId, Lang, UnitId, reading};

use crate::desk::Desk;
use crate::parse;

/// An indicator of a level that unit 1 answers for; values are published 18 days after the month.
/// March and April are firm, May is a flash; unit 2 has a series of its own.
fn desk(level: &str) -> Desk {
    let mut desk = Desk::new();
    desk.today = date(2026, 6, 1);
    let indicator = format!("indicator 产值 unit=U1 lag=18 level={level}");
    for line in [
        "found 云溪 on=2020-01-01",
        "unit 经发局 on=2020-01-01",
        "unit 东区 on=2020-01-01",
        &indicator,
        "target I1 year=2026 is=500 doc=一号 on=2026-01-01",
    ] {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.must(&command);
    }
    let value = |unit: Option<u32>, month, value, state| NewValue {
        unit: unit.map(UnitId),
        month: Month { year: 2026, month },
        value: Decimal::from(value),
        parts: None,
        state,
    };
    desk.must(&Command::ReportIndicator {
        id: IndicatorId(1),
        values: vec![
            value(None, 3, 90, ValueState::Final),
            value(None, 4, 130, ValueState::Final),
            value(None, 5, 170, ValueState::Flash),
            value(Some(2), 4, 60, ValueState::Final),
            value(Some(2), 5, 80, ValueState::Flash),
        ],
        reason: None,
    });
    desk
}

fn who(role: Role, unit: u32) -> Actor {
    Actor {
        roles: vec![role],
        unit: Some(UnitId(unit)),
        ..Actor::program()
    }
}

/// The values an actor sees on a day: `month value`, those of units marked; `-` of what is hidden
/// whole.
fn seen(desk: &Desk, actor: &Actor, today: Date) -> String {
    let zone = disclosed(desk.zone(), actor, today);
    let Some(own) = zone.indicators.get(&IndicatorId(1)) else {
        return "-".to_owned();
    };
    let values = own.values.iter().map(|((unit, month), own)| {
        let unit = unit.map_or(String::new(), |unit| format!("{unit} ").to_lowercase());
        format!("{unit}{} {}", month.month, own.latest.value)
    });
    values.collect::<Vec<_>>().join(", ")
}

#[test]
fn a_statistic_is_for_few_until_it_is_out() {
    let desk = desk("unpublished_statistics");
    let all = "3 90, 4 130, 5 170, u2 4 60, u2 5 80";
    let first = date(2026, 5, 10);
    assert_eq!(seen(&desk, &who(Role::Leader, 9), first), all);
    // April comes out on 18 May, firm or not before; a flash never does.
    let reporter = who(Role::Reporter, 3);
    assert_eq!(seen(&desk, &reporter, first), "3 90");
    assert_eq!(seen(&desk, &reporter, date(2026, 5, 17)), "3 90");
    let later = "3 90, 4 130, u2 4 60";
    assert_eq!(seen(&desk, &reporter, date(2026, 5, 18)), later);
    assert_eq!(seen(&desk, &reporter, date(2026, 12, 31)), later);
    assert_eq!(seen(&desk, &who(Role::Assessor, 9), first), "3 90");
    // The unit that answers for it sees the whole zone's, another one its own.
    let lead = who(Role::Reporter, 1);
    assert_eq!(seen(&desk, &lead, first), "3 90, 4 130, 5 170");
    let own = who(Role::Reporter, 2);
    assert_eq!(seen(&desk, &own, first), "3 90, u2 4 60, u2 5 80");
    assert_eq!(seen(&desk, &who(Role::Public, 9), date(2027, 1, 1)), "-");
}

#[test]
fn a_level_hides_an_indicator_whole() {
    let all = "3 90, 4 130, 5 170, u2 4 60, u2 5 80";
    let check = |level: &str, role: Role, unit: u32, expected: &str| {
        let found = seen(&desk(level), &who(role, unit), date(2026, 6, 1));
        assert_eq!(found, expected, "{level} {role:?} of {unit}");
    };
    check("public", Role::Public, 9, all);
    check("internal", Role::Public, 9, "-");
    check("internal", Role::Reporter, 3, all);
    check("work_secret", Role::Assessor, 9, all);
    check("work_secret", Role::Reporter, 3, "-");
    check("work_secret", Role::Reporter, 2, "u2 4 60, u2 5 80");
    check("work_secret", Role::Clerk, 9, all);
}

#[test]
fn nothing_can_be_worked_back_from_a_page() {
    let desk = desk("unpublished_statistics");
    let reporter = who(Role::Reporter, 3);
    let zone = disclosed(desk.zone(), &reporter, date(2026, 5, 10));
    let calendars = Desk::calendars(&zone);
    let looking = Looking {
        true_on: date(2026, 6, 1),
        calendars: &calendars,
        texts: &desk.texts,
        actor: &reporter,
    };
    let page = sheet(&zone, looking, IndicatorId(1)).expect("a page");
    let text = serde_json::to_string(&page).expect("a page is written");
    assert_eq!(page.rows[0].month.as_deref(), Some("2026-03"));
    for hidden in ["130", "170", "\"60\"", "\"80\""] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    let told = history::of(
        &zone,
        looking,
        desk.events.len() as u64,
        desk.events.last().expect("an event"),
    );
    assert_eq!(
        told.in_lang(Lang::Zh),
        "产值：全区 2026-03 90（定报）；4 个数未发布"
    );
}

/// May is due on 18 June and known to few as a flash.
#[test]
fn what_is_not_out_yet_is_not_called_late() {
    let desk = desk("unpublished_statistics");
    let on = date(2026, 6, 20);
    let overdue = |actor: &Actor, on: Date| {
        let zone = disclosed(desk.zone(), actor, on);
        let calendars = Desk::calendars(&zone);
        let looking = Looking {
            true_on: on,
            calendars: &calendars,
            texts: &desk.texts,
            actor,
        };
        sheet(&zone, looking, IndicatorId(1))
            .expect("a page")
            .overdue
    };
    let leader = who(Role::Leader, 9);
    assert_eq!(overdue(&leader, on), None);
    assert_eq!(
        overdue(&leader, date(2026, 7, 20)).as_deref(),
        Some("2026-06")
    );
    assert_eq!(overdue(&who(Role::Reporter, 3), on), None);
}

#[test]
fn what_is_said_of_a_hidden_indicator_is_hidden() {
    let about = ThreadSubject::Indicator(IndicatorId(1));
    let may = |level: &str, actor: &Actor| {
        let desk = desk(level);
        reading::may_read(desk.zone(), actor, date(2026, 6, 1), about)
    };
    let reporter = who(Role::Reporter, 3);
    assert!(!may("work_secret", &reporter));
    assert!(may("work_secret", &who(Role::Leader, 9)));
    assert!(may("unpublished_statistics", &reporter));
}
