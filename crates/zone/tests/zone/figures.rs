//! Figures of a project: golden vectors of the practice, and the edges of the year.

use expect_test::{Expect, expect};
use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use zone::figures::{
    Figures, days_between, missed_months, months_between, months_ended, time_share,
};
use zone::rule::TimeShareKind;
use zone::{Fen, ProjectId};

use crate::desk::Desk;
use crate::parse;

/// A project from `@DATE facts` groups.
fn desk_of(groups: &str) -> Desk {
    let mut desk = Desk::new();
    let play = |desk: &mut Desk, text: &str| {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, text);
        desk.must(&command);
    };
    play(&mut desk, "found 示范区 on=2020-01-01");
    play(&mut desk, "register name=甲 on=2020-01-01");
    for group in groups
        .split('@')
        .map(str::trim)
        .filter(|group| !group.is_empty())
    {
        let (date, facts) = group.split_once(' ').expect("a date and facts");
        play(&mut desk, &format!("record P1 {facts} on={date}"));
    }
    desk
}

fn figures(desk: &Desk, on: Date, kind: TimeShareKind) -> Figures {
    let project = &desk.zone().projects[&ProjectId(1)];
    Figures::of(&Desk::calendars(desk.zone()), project, on, kind)
}

/// Figures of several dates, one line each.
fn check(groups: &str, dates: &[Date], expected: &Expect) {
    let desk = desk_of(groups);
    let percent = |share: Option<Decimal>| match share {
        Some(share) => format!("{:.2}%", (share * Decimal::ONE_HUNDRED).round_dp(2)),
        None => "-".to_owned(),
    };
    let wan = |amount: Option<Fen>| amount.map_or("-".to_owned(), |fen| fen.wan().to_string());
    let mut out = String::new();
    for on in dates {
        let figures = figures(&desk, *on, TimeShareKind::MonthEnd);
        let missed = missed_months(&desk.zone().projects[&ProjectId(1)], *on);
        out += &format!(
            "{on} done {} of {} planned {} = {} τ {} plan {} gap {} pace {} missed {missed:?}\n",
            wan(figures.reported_ytd),
            wan(figures.year_plan),
            wan(figures.planned_ytd),
            percent(figures.completion),
            percent(Some(figures.time_share)),
            percent(Some(figures.plan_share)),
            percent(figures.gap()),
            percent(figures.pace()),
        );
    }
    expected.assert_eq(&out);
}

#[test]
fn golden_vectors_of_gap_and_pace() {
    // 1–8月 74%: +7.33 pp; 629.0/647.4 at 1–10月: +13.8 pp; 45.2% and 43.2% at 1–5月.
    check(
        "@2026-01-01 plan=1000 @2026-05-31 did=452 @2026-08-31 did=740",
        &[date(2026, 5, 31), date(2026, 8, 31)],
        &expect![[r#"
            2026-05-31 done 452 of 1000 planned 416.666667 = 45.20% τ 41.67% plan 41.67% gap 3.53% pace 108.48% missed Some(0)
            2026-08-31 done 740 of 1000 planned 666.666667 = 74.00% τ 66.67% plan 66.67% gap 7.33% pace 111.00% missed Some(0)
        "#]],
    );
    check(
        "@2026-01-01 plan=647.4 @2026-10-31 did=629.0",
        &[date(2026, 10, 31)],
        &expect![[r#"
            2026-10-31 done 629 of 647.4 planned 539.5 = 97.16% τ 83.33% plan 83.33% gap 13.82% pace 116.59% missed Some(0)
        "#]],
    );
    check(
        "@2026-01-01 plan=1000 @2026-05-31 did=432",
        &[date(2026, 5, 31)],
        &expect![[r#"
            2026-05-31 done 432 of 1000 planned 416.666667 = 43.20% τ 41.67% plan 41.67% gap 1.53% pace 103.68% missed Some(0)
        "#]],
    );
}

#[test]
fn the_plan_curve_follows_the_months_planned() {
    // 20/50/75/100% by quarter, planned in the last month of each; a blank month is nothing.
    check(
        "@2026-01-01 plan=1000 m03=200 m06=300 \
         m09=250 m12=250 @2026-03-31 did=200 \
         @2026-04-30 did=210 @2026-06-30 did=499.9999",
        &[
            date(2026, 1, 30),
            date(2026, 1, 31),
            date(2026, 3, 30),
            date(2026, 3, 31),
            date(2026, 4, 30),
            date(2026, 6, 29),
            date(2026, 6, 30),
            date(2026, 7, 31),
            date(2026, 12, 31),
        ],
        &expect![[r#"
            2026-01-30 done - of 1000 planned 0 = - τ 0.00% plan 0.00% gap - pace - missed None
            2026-01-31 done - of 1000 planned 0 = - τ 8.33% plan 0.00% gap - pace - missed None
            2026-03-30 done - of 1000 planned 0 = - τ 16.67% plan 0.00% gap - pace - missed None
            2026-03-31 done 200 of 1000 planned 200 = 20.00% τ 25.00% plan 20.00% gap -5.00% pace 80.00% missed Some(0)
            2026-04-30 done 210 of 1000 planned 200 = 21.00% τ 33.33% plan 20.00% gap -12.33% pace 63.00% missed Some(0)
            2026-06-29 done 210 of 1000 planned 200 = 21.00% τ 41.67% plan 20.00% gap -20.67% pace 50.40% missed Some(0)
            2026-06-30 done 499.9999 of 1000 planned 500 = 50.00% τ 50.00% plan 50.00% gap 0.00% pace 100.00% missed Some(1)
            2026-07-31 done 499.9999 of 1000 planned 500 = 50.00% τ 58.33% plan 50.00% gap -8.33% pace 85.71% missed Some(2)
            2026-12-31 done 499.9999 of 1000 planned 1000 = 50.00% τ 100.00% plan 100.00% gap -50.00% pace 50.00% missed Some(7)
        "#]],
    );
}

#[test]
fn the_year_is_had_from_totals_where_nothing_else_is_reported() {
    check(
        "@2026-01-01 plan=1000 year_plan.2027=500 @2025-12-31 reported_total=300 \
         @2026-03-31 reported_total=450 @2027-01-31 reported_total=1400",
        &[
            date(2026, 1, 31),
            date(2026, 3, 31),
            date(2027, 1, 31),
            date(2027, 2, 28),
        ],
        &expect![[r#"
            2026-01-31 done - of 1000 planned 83.333333 = - τ 8.33% plan 8.33% gap - pace - missed None
            2026-03-31 done 150 of 1000 planned 250 = 15.00% τ 25.00% plan 25.00% gap -10.00% pace 60.00% missed Some(1)
            2027-01-31 done - of 500 planned 41.666667 = - τ 8.33% plan 8.33% gap - pace - missed None
            2027-02-28 done - of 500 planned 83.333333 = - τ 16.67% plan 16.67% gap - pace - missed None
        "#]],
    );
    // Started this year: nothing was done before.
    check(
        "@2026-01-01 plan=1000 @2026-04-30 actual_start=2026-02-01 reported_total=450",
        &[date(2026, 3, 31), date(2026, 4, 30)],
        &expect![[r#"
            2026-03-31 done - of 1000 planned 250 = - τ 25.00% plan 25.00% gap - pace - missed None
            2026-04-30 done 450 of 1000 planned 333.333333 = 45.00% τ 33.33% plan 33.33% gap 11.67% pace 135.00% missed Some(0)
        "#]],
    );
    // Started earlier, last year's total unknown: this year's part is not known either.
    check(
        "@2026-01-01 plan=1000 @2026-04-30 actual_start=2025-02-01 reported_total=450",
        &[date(2026, 4, 30)],
        &expect![[r#"
            2026-04-30 done - of 1000 planned 333.333333 = - τ 33.33% plan 33.33% gap - pace - missed None
        "#]],
    );
}

#[test]
fn a_cumulative_figure_ends_with_its_year() {
    check(
        "@2025-01-01 year_plan.2025=1000 plan=1000 @2025-12-31 did=990 \
         @2026-02-28 did=100",
        &[
            date(2025, 12, 31),
            date(2026, 1, 1),
            date(2026, 1, 31),
            date(2026, 2, 28),
        ],
        &expect![[r#"
            2025-12-31 done 990 of 1000 planned 1000 = 99.00% τ 100.00% plan 100.00% gap -1.00% pace 99.00% missed Some(1)
            2026-01-01 done - of 1000 planned 0 = - τ 0.00% plan 0.00% gap - pace - missed None
            2026-01-31 done - of 1000 planned 83.333333 = - τ 8.33% plan 8.33% gap - pace - missed None
            2026-02-28 done 100 of 1000 planned 166.666667 = 10.00% τ 16.67% plan 16.67% gap -6.67% pace 60.00% missed Some(1)
        "#]],
    );
}

#[test]
fn an_adjusted_plan_holds_from_its_date() {
    check(
        "@2026-01-01 plan=1000 @2026-07-01 plan=800 @2026-06-30 did=400",
        &[date(2026, 6, 30), date(2026, 7, 31)],
        &expect![[r#"
            2026-06-30 done 400 of 1000 planned 500 = 40.00% τ 50.00% plan 50.00% gap -10.00% pace 80.00% missed Some(1)
            2026-07-31 done 400 of 800 planned 466.666667 = 50.00% τ 58.33% plan 58.33% gap -8.33% pace 85.71% missed Some(2)
        "#]],
    );
}

#[test]
fn time_gone_by_month_end_or_by_day() {
    let mut out = String::new();
    for on in [
        date(2026, 1, 1),
        date(2026, 1, 31),
        date(2026, 2, 27),
        date(2026, 2, 28),
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2026, 6, 30),
        date(2026, 12, 30),
        date(2026, 12, 31),
    ] {
        let share = |kind| (time_share(on, kind) * Decimal::ONE_HUNDRED).round_dp(2);
        out += &format!(
            "{on} months {} = {}% by day {}%\n",
            months_ended(on),
            share(TimeShareKind::MonthEnd),
            share(TimeShareKind::ByDay),
        );
    }
    expect![[r#"
        2026-01-01 months 0 = 0% by day 0.27%
        2026-01-31 months 1 = 8.33% by day 8.49%
        2026-02-27 months 1 = 8.33% by day 15.89%
        2026-02-28 months 2 = 16.67% by day 16.16%
        2024-02-28 months 1 = 8.33% by day 16.12%
        2024-02-29 months 2 = 16.67% by day 16.39%
        2026-06-30 months 6 = 50.00% by day 49.59%
        2026-12-30 months 11 = 91.67% by day 99.73%
        2026-12-31 months 12 = 100% by day 100%
    "#]]
    .assert_eq(&out);
}

#[test]
fn days_and_months_between() {
    assert_eq!(days_between(date(2026, 5, 18), date(2026, 5, 18)), 0);
    assert_eq!(days_between(date(2026, 12, 31), date(2027, 2, 10)), 41);
    assert_eq!(days_between(date(2027, 2, 10), date(2026, 12, 31)), -41);
    assert_eq!(days_between(date(2024, 2, 1), date(2024, 3, 1)), 29);
    assert_eq!(months_between(date(2026, 6, 30), date(2026, 7, 1)), 1);
    assert_eq!(months_between(date(2026, 1, 1), date(2025, 12, 31)), -1);
}

#[test]
fn what_is_said_to_have_happened_counts_once_the_day_has_come() {
    let desk = desk_of("@2026-05-01 actual_start=2026-05-10 planned_start=2026-04-01");
    let before = figures(&desk, date(2026, 5, 9), TimeShareKind::ByDay);
    let after = figures(&desk, date(2026, 5, 10), TimeShareKind::ByDay);
    assert_eq!(before.dates.actual_start, None);
    assert_eq!(after.dates.actual_start, Some(date(2026, 5, 10)));
    assert!(!before.is_before_start(), "its month has come");
    let march = desk_of("@2026-01-01 planned_start=2026-04-01");
    assert!(figures(&march, date(2026, 3, 31), TimeShareKind::ByDay).is_before_start());
    assert!(!figures(&march, date(2026, 4, 1), TimeShareKind::ByDay).is_before_start());
}

#[test]
fn the_due_date_is_the_required_one_else_the_planned() {
    let desk = desk_of(
        "@2026-01-01 planned_finish=2026-10-31 forecast=2026-11-30 \
         @2026-03-01 required=2026-12-31 @2026-04-01 actual_finish=2026-03-31",
    );
    let delay = |month, day| {
        let figures = figures(&desk, date(2026, month, day), TimeShareKind::ByDay);
        (
            figures.due(),
            figures.forecast_finish(),
            figures.delay_days(),
        )
    };
    let (planned, forecast) = (date(2026, 10, 31), date(2026, 11, 30));
    let (required, finished) = (date(2026, 12, 31), date(2026, 3, 31));
    assert_eq!(delay(2, 28), (Some(planned), Some(forecast), Some(30)));
    assert_eq!(delay(3, 1), (Some(required), Some(forecast), Some(-31)));
    assert_eq!(delay(4, 1), (Some(required), Some(finished), Some(-275)));
}
