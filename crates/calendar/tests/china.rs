//! What the notices said, and loading another.

use calendar::{Calendar, DayKind, HolidayTable, Week};
use expect_test::{Expect, expect};
use jiff::civil::{Date, date};

/// One line a day: date, weekday, worked or not, what the notice says.
fn check(from: Date, to: Date, expected: &Expect) {
    let calendar = Calendar::china_five_day();
    let table = HolidayTable::china();
    let mut text = String::new();
    let mut at = from;
    while at <= to {
        let worked = if calendar.is_working_day(at) {
            "work"
        } else {
            "off"
        };
        let said = table.day(at).map_or(String::new(), |(day, notice)| {
            let kind = if day.kind == DayKind::Off {
                "放假"
            } else {
                "上班"
            };
            format!(" {}{kind} ({})", day.name, notice.year)
        });
        text.push_str(&format!("{at} {:?} {worked}{said}\n", at.weekday()));
        at = at.tomorrow().expect("a day after");
    }
    expected.assert_eq(&text);
}

#[test]
fn spring_festival_2020_as_extended() {
    check(
        date(2020, 1, 30),
        date(2020, 2, 4),
        &expect![[r#"
        2020-01-30 Thursday off 春节放假 (2020)
        2020-01-31 Friday off 春节放假 (2020)
        2020-02-01 Saturday off 春节放假 (2020)
        2020-02-02 Sunday off 春节放假 (2020)
        2020-02-03 Monday work 春节上班 (2020)
        2020-02-04 Tuesday work
    "#]],
    );
}

#[test]
fn national_day_2023() {
    check(
        date(2023, 9, 28),
        date(2023, 10, 9),
        &expect![[r#"
        2023-09-28 Thursday work
        2023-09-29 Friday off 中秋节、国庆节放假 (2023)
        2023-09-30 Saturday off 中秋节、国庆节放假 (2023)
        2023-10-01 Sunday off 中秋节、国庆节放假 (2023)
        2023-10-02 Monday off 中秋节、国庆节放假 (2023)
        2023-10-03 Tuesday off 中秋节、国庆节放假 (2023)
        2023-10-04 Wednesday off 中秋节、国庆节放假 (2023)
        2023-10-05 Thursday off 中秋节、国庆节放假 (2023)
        2023-10-06 Friday off 中秋节、国庆节放假 (2023)
        2023-10-07 Saturday work 中秋节、国庆节上班 (2023)
        2023-10-08 Sunday work 中秋节、国庆节上班 (2023)
        2023-10-09 Monday work
    "#]],
    );
}

#[test]
fn make_up_day_before_spring_festival_2024() {
    check(
        date(2024, 2, 3),
        date(2024, 2, 10),
        &expect![[r#"
        2024-02-03 Saturday off
        2024-02-04 Sunday work 春节上班 (2024)
        2024-02-05 Monday work
        2024-02-06 Tuesday work
        2024-02-07 Wednesday work
        2024-02-08 Thursday work
        2024-02-09 Friday work
        2024-02-10 Saturday off 春节放假 (2024)
    "#]],
    );
}

#[test]
fn december_days_of_the_next_years_notice() {
    check(
        date(2018, 12, 28),
        date(2019, 1, 2),
        &expect![[r#"
        2018-12-28 Friday work
        2018-12-29 Saturday work 元旦上班 (2019)
        2018-12-30 Sunday off 元旦放假 (2019)
        2018-12-31 Monday off 元旦放假 (2019)
        2019-01-01 Tuesday off 元旦放假 (2019)
        2019-01-02 Wednesday work
    "#]],
    );
    check(
        date(2022, 12, 30),
        date(2023, 1, 3),
        &expect![[r#"
        2022-12-30 Friday work
        2022-12-31 Saturday off 元旦放假 (2023)
        2023-01-01 Sunday off 元旦放假 (2023)
        2023-01-02 Monday off 元旦放假 (2023)
        2023-01-03 Tuesday work
    "#]],
    );
}

#[test]
fn years_and_counts() {
    let table = HolidayTable::china();
    let years: Vec<i16> = table.notices().iter().map(|notice| notice.year).collect();
    assert_eq!(years, (2007..=2026).collect::<Vec<i16>>());
    let days: usize = table.notices().iter().map(|notice| notice.days.len()).sum();
    assert_eq!(days, 678);
    assert!(
        table
            .notices()
            .iter()
            .all(|notice| notice.source.contains("gov.cn"))
    );
}

/// Working days of whole years, as the notices make them.
#[test]
fn working_days_of_a_year() {
    let calendar = Calendar::china_five_day();
    let of_year = |year| calendar.working_days_inclusive(date(year, 1, 1), date(year, 12, 31));
    let counts: Vec<(i16, i64)> = (2020..=2026).map(|year| (year, of_year(year))).collect();
    expect![[r#"
        [
            (
                2020,
                249,
            ),
            (
                2021,
                250,
            ),
            (
                2022,
                249,
            ),
            (
                2023,
                249,
            ),
            (
                2024,
                251,
            ),
            (
                2025,
                248,
            ),
            (
                2026,
                248,
            ),
        ]
    "#]]
    .assert_debug_eq(&counts);
}

/// Which ends are counted: Friday to Monday.
#[test]
fn ends_of_a_count() {
    let calendar = Calendar::china_five_day();
    let (friday, monday) = (date(2026, 6, 5), date(2026, 6, 8));
    assert_eq!(calendar.working_days_between(friday, monday), 1);
    assert_eq!(calendar.working_days_between(monday, friday), -1);
    assert_eq!(calendar.working_days_inclusive(friday, monday), 2);
    assert_eq!(calendar.working_days_inclusive(monday, friday), 0);
    assert_eq!(calendar.working_days_between(friday, friday), 0);
    assert_eq!(calendar.add_working_days(friday, 1), monday);
    assert_eq!(
        calendar.add_working_days(date(2026, 6, 6), 0),
        date(2026, 6, 6)
    );
}

#[test]
fn a_year_without_notice_is_provisional() {
    let calendar = Calendar::china_five_day();
    assert!(!calendar.is_provisional(date(2026, 12, 31)));
    assert!(calendar.is_provisional(date(2027, 1, 1)));
    let (now, then) = (date(2026, 3, 1), date(2028, 3, 1));
    assert_eq!(calendar.provisional_in(now, then), Some(2027));
    assert_eq!(calendar.provisional_in(then, now), Some(2027));
    assert_eq!(calendar.provisional_in(date(2006, 5, 1), now), Some(2006));
    assert_eq!(
        calendar.provisional_in(date(2007, 1, 1), date(2026, 12, 31)),
        None
    );
    assert_eq!(Calendar::continuous().provisional_in(now, then), None);
}

/// An invented notice for 2027, enough for a test.
const NOTICE_2027: &str = "\u{feff}date,name,kind,source_notice\r\n\
    2026-12-31,元旦,休,测试通知\r\n\
    2027-01-01,元旦,off,测试通知\r\n\r\n\
    2027-01-03,元旦,班,测试通知\r\n";

#[test]
fn loading_a_notice_settles_its_year() {
    let old = HolidayTable::china();
    let table = old.with_notice(NOTICE_2027).expect("a sound notice");
    assert_eq!((old.notices().len(), table.notices().len()), (20, 21));
    let calendar = Calendar::builder("2027")
        .week(Week::five_day())
        .holidays(table)
        .build();
    let calendar = calendar.expect("a sound calendar");
    assert!(!calendar.is_provisional(date(2027, 6, 1)));
    assert_eq!(
        calendar.provisional_in(date(2026, 1, 1), date(2028, 1, 1)),
        Some(2028)
    );
    assert!(!calendar.is_working_day(date(2026, 12, 31)));
    assert!(calendar.is_working_day(date(2027, 1, 3)));
    assert!(Calendar::china_five_day().is_working_day(date(2026, 12, 31)));
}

#[test]
fn an_amended_notice_replaces_its_year() {
    let table = HolidayTable::china()
        .with_notice(NOTICE_2027)
        .expect("a sound notice");
    let amended = table
        .with_notice("2027-01-04,元旦,off,更正通知")
        .expect("a sound notice");
    assert_eq!(amended.notices().len(), 21);
    assert_eq!(amended.day(date(2027, 1, 1)), None);
    assert!(amended.day(date(2027, 1, 4)).is_some());
}

/// What "a day" of a duration is, week by week.
#[test]
fn minutes_of_an_ordinary_day() {
    let late_start = Week::uniform(0, &[]).with_day(5, &[calendar::Shift::hm(9, 0, 12, 0)]);
    let weeks = [
        Week::five_day(),
        Week::round_the_clock(),
        late_start,
        Week::uniform(0, &[]),
    ];
    assert_eq!(weeks.map(|week| week.day_minutes()), [480, 1440, 180, 0]);
}
