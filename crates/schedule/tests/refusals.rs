//! Every refusal, with its full text.

use calendar::{Calendar, Minute};
use expect_test::{Expect, expect};
use jiff::civil::date;
use schedule::{Activity, ActivityId, CalendarId, Constraint, Lag, Link, NetworkBuilder, Relation};

const OFFICE: CalendarId = CalendarId(0);

fn day(month: i8, day: i8) -> Minute {
    Minute::start_of(date(2026, month, day))
}

/// Activities A, B, C, ... of one day each, linked as `"A>B B>C"` says.
fn letters(names: &str, links: &str) -> NetworkBuilder {
    let mut builder = NetworkBuilder::new(day(1, 5));
    builder.calendar(Calendar::china_five_day());
    for name in names.split(' ').filter(|name| !name.is_empty()) {
        builder.activity(Activity::new(OFFICE, 480).key(name));
    }
    for link in links.split(' ').filter(|link| !link.is_empty()) {
        let (from, to) = link.split_once('>').expect("a link");
        builder.link_keys(from, to, Relation::FinishToStart, Lag::NONE);
    }
    builder
}

fn one(activity: Activity) -> NetworkBuilder {
    let mut builder = letters("", "");
    builder.activity(activity);
    builder
}

fn task() -> Activity {
    Activity::new(OFFICE, 960).key("A")
}

fn check(builder: &NetworkBuilder, expected: &Expect) {
    let problems = builder.build().map(|_| ()).expect_err("a refusal").problems;
    let line = |problem: &schedule::Problem| {
        format!(
            "{}\n  {}。{}。\n  {}: {}.\n",
            problem.code(),
            problem.message_zh(),
            problem.remedy_zh(),
            problem.message_en(),
            problem.remedy_en()
        )
    };
    expected.assert_eq(&problems.iter().map(line).collect::<String>());
}

#[test]
fn the_shortest_loop_is_spelled_out() {
    // Two loops in one knot, A B C D E and B C D; and what only hangs on it.
    check(
        &letters("A B C D E F G", "A>B B>C C>D D>E E>A D>B E>F G>A"),
        &expect![[r#"
            schedule/loop
              工序互相等待，成环：B -> C -> D -> B。请删去或改动环上的一条搭接关系。
              these activities wait in a loop: B -> C -> D -> B: delete or change one link of the loop.
        "#]],
    );
}

#[test]
fn every_knot_is_told() {
    check(
        &letters("A B C D E", "A>B B>A B>C C>D D>C D>E"),
        &expect![[r#"
            schedule/loop
              工序互相等待，成环：A -> B -> A。请删去或改动环上的一条搭接关系。
              these activities wait in a loop: A -> B -> A: delete or change one link of the loop.
            schedule/loop
              工序互相等待，成环：C -> D -> C。请删去或改动环上的一条搭接关系。
              these activities wait in a loop: C -> D -> C: delete or change one link of the loop.
        "#]],
    );
}

#[test]
fn all_kinds_of_bad_links_at_once() {
    let mut builder = letters("A B", "A>X A>A");
    builder.link(Link::finish_to_start(ActivityId(0), ActivityId(9)));
    builder.link(Link {
        from: ActivityId(0),
        to: ActivityId(1),
        relation: Relation::FinishToFinish,
        lag: Lag::Elapsed(i64::MIN),
    });
    builder.link(Link {
        from: ActivityId(0),
        to: ActivityId(1),
        relation: Relation::StartToFinish,
        lag: Lag::WorkingIn(CalendarId(7), 1),
    });
    check(
        &builder,
        &expect![[r#"
            schedule/link-to-nothing
              第 1 条搭接关系指向不存在的工序“X”。请改正工序编号，或补上这道工序，或删去这条关系。
              link 1 names `X`, which does not exist: correct the key, or add the activity, or delete the link.
            schedule/self-link
              第 2 条搭接关系把工序“A”连到它自己。请删去这条关系，或改正其中一端。
              link 2 ties the activity `A` to itself: delete the link or correct one of its ends.
            schedule/link-to-nothing
              第 3 条搭接关系指向不存在的工序“#9”。请改正工序编号，或补上这道工序，或删去这条关系。
              link 3 names `#9`, which does not exist: correct the key, or add the activity, or delete the link.
            schedule/lag
              第 4 条搭接关系的时距 -9223372036854775808 分钟过大。时距（含提前）不应超过一百年。
              the lag of -9223372036854775808 minutes of link 4 is too long: keep lags and leads below a hundred years.
            schedule/no-calendar
              “A -> B”所用的日历 7 不存在。请先加入日历，再引用它。
              `A -> B` uses calendar 7, which does not exist: add the calendar before using it.
        "#]],
    );
}

#[test]
fn duplicate_keys() {
    check(
        &letters("A B A C B A", ""),
        &expect![[r#"
        schedule/duplicate-key
          工序编号“A”出现了 3 次。请让每道工序的编号各不相同。
          3 activities have the key `A`: give each activity a key of its own.
        schedule/duplicate-key
          工序编号“B”出现了 2 次。请让每道工序的编号各不相同。
          2 activities have the key `B`: give each activity a key of its own.
    "#]],
    );
}

#[test]
fn impossible_figures() {
    let mut builder = one(Activity::new(OFFICE, -1).key("A"));
    builder.activity(Activity::new(OFFICE, i64::MAX));
    builder.activity(Activity::new(CalendarId(3), 480).key(77u64));
    builder.activity(task().key("C").started_with(day(1, 5), -5));
    builder.activity(
        task()
            .key("D")
            .constrain(Constraint::StartOn(Minute(i64::MAX))),
    );
    builder.data_date(Minute::start_of(date(1800, 1, 1)));
    check(
        &builder,
        &expect![[r#"
        schedule/moment
          计划开始或数据日期 1800-01-01 00:00 不在 1900—2199 年内。请改正日期。
          the project start or data date 1800-01-01 00:00 lies outside 1900-2199: correct the date.
        schedule/duration
          工序“A”的工期 -1 分钟不成立。工期应为零或正数，且不超过一百年。
          the activity `A` cannot last -1 minutes: give a duration from zero up to a hundred years.
        schedule/duration
          工序“#1”的工期 9223372036854775807 分钟不成立。工期应为零或正数，且不超过一百年。
          the activity `#1` cannot last 9223372036854775807 minutes: give a duration from zero up to a hundred years.
        schedule/no-calendar
          “77”所用的日历 3 不存在。请先加入日历，再引用它。
          `77` uses calendar 3, which does not exist: add the calendar before using it.
        schedule/duration
          工序“C”的工期 -5 分钟不成立。工期应为零或正数，且不超过一百年。
          the activity `C` cannot last -5 minutes: give a duration from zero up to a hundred years.
        schedule/moment
          工序“D”的时间 9999-12-31 18:07 不在 1900—2199 年内。请改正日期。
          the moment 9999-12-31 18:07 of the activity `D` lies outside 1900-2199: correct the date.
    "#]],
    );
}

#[test]
fn contradictory_facts() {
    let mut builder = one(task().finished(day(1, 8), day(1, 7)));
    let mut unstarted = task().key("B");
    unstarted.remaining = Some(480);
    builder.activity(unstarted);
    let mut finished = task().key("C").finished(day(1, 7), day(1, 9));
    finished.remaining = Some(480);
    builder.activity(finished);
    builder.activity(task().key("D").started(day(2, 1)));
    builder.data_date(day(1, 31));
    check(
        &builder,
        &expect![[r#"
        schedule/finish-before-start
          工序“A”实际完成 2026-01-07 00:00 早于实际开始 2026-01-08 00:00。请核对实际开始与实际完成，改正其中之一。
          the activity `A` finished 2026-01-07 00:00, before it started 2026-01-08 00:00: compare the two and correct one.
        schedule/remaining-contradicts
          工序“B”的剩余工期 480 分钟与其实际开始、完成不符。剩余工期只用于已开始未完成的工序：请补实际开始，或删去剩余工期。
          the 480 minutes remaining of the activity `B` do not go with its actual start and finish: remaining work is for what has started and not finished: give the actual start or delete the remaining duration.
        schedule/remaining-contradicts
          工序“C”的剩余工期 480 分钟与其实际开始、完成不符。剩余工期只用于已开始未完成的工序：请补实际开始，或删去剩余工期。
          the 480 minutes remaining of the activity `C` do not go with its actual start and finish: remaining work is for what has started and not finished: give the actual start or delete the remaining duration.
        schedule/actual-in-future
          工序“D”的实际时间 2026-02-01 00:00 晚于数据日期 2026-01-31 00:00。请改正实际时间，或把数据日期后移。
          the activity `D` has an actual date 2026-02-01 00:00 after the data date 2026-01-31 00:00: correct the actual date or move the data date.
    "#]],
    );
}

#[test]
fn contradictory_constraints() {
    let mut builder = one(task()
        .constrain(Constraint::StartNotEarlier(day(1, 8)))
        .constrain(Constraint::StartNotLater(day(1, 7))));
    builder.activity(
        task()
            .key("B")
            .constrain(Constraint::FinishNotEarlier(day(1, 9)))
            .constrain(Constraint::FinishNotLater(day(1, 8))),
    );
    // Two days of work do not fit into Thursday.
    builder.activity(
        task()
            .key("C")
            .constrain(Constraint::StartNotEarlier(day(1, 8)))
            .constrain(Constraint::FinishNotLater(day(1, 9))),
    );
    // Started on Monday it is over on Tuesday: not without a break until Friday.
    builder.activity(
        task()
            .key("D")
            .constrain(Constraint::StartOn(day(1, 5)))
            .constrain(Constraint::FinishNotEarlier(day(1, 10))),
    );
    check(
        &builder,
        &expect![[r#"
        schedule/constraints-contradict
          工序“A”的约束矛盾：不早于 2026-01-08 00:00，又不晚于 2026-01-07 00:00。请放宽或删去其中一个约束。
          the constraints of the activity `A` exclude each other: not before 2026-01-08 00:00, not after 2026-01-07 00:00: relax or delete one of the constraints.
        schedule/constraints-contradict
          工序“B”的约束矛盾：不早于 2026-01-09 00:00，又不晚于 2026-01-08 00:00。请放宽或删去其中一个约束。
          the constraints of the activity `B` exclude each other: not before 2026-01-09 00:00, not after 2026-01-08 00:00: relax or delete one of the constraints.
        schedule/constraints-contradict
          工序“C”的约束矛盾：不早于 2026-01-08 00:00，又不晚于 2026-01-09 00:00，其间容不下工期 960 分钟。请放宽或删去其中一个约束。
          the constraints of the activity `C` exclude each other: not before 2026-01-08 00:00, not after 2026-01-09 00:00, with 960 minutes of work between: relax or delete one of the constraints.
        schedule/constraints-contradict
          工序“D”的约束矛盾：不早于 2026-01-10 00:00，又不晚于 2026-01-05 00:00，而工期只有 960 分钟且不能中断。请放宽或删去其中一个约束。
          the constraints of the activity `D` exclude each other: not before 2026-01-10 00:00, not after 2026-01-05 00:00, with only 960 minutes of unbroken work: relax or delete one of the constraints.
    "#]],
    );
}

/// Constraints that facts have overtaken contradict nothing.
#[test]
fn facts_make_constraints_void() {
    let both = [
        Constraint::StartNotEarlier(day(1, 8)),
        Constraint::StartNotLater(day(1, 7)),
    ];
    let task = both.into_iter().fold(task(), Activity::constrain);
    assert!(one(task.clone()).build().is_err());
    assert!(one(task.clone().started(day(1, 6))).build().is_ok());
    assert!(one(task.finished(day(1, 6), day(1, 9))).build().is_ok());
}

#[test]
fn a_large_loop_is_found() {
    let mut builder = letters("", "");
    let count = 30_000;
    for _ in 0..count {
        builder.activity(Activity::new(OFFICE, 60));
    }
    for at in 0..count {
        builder.link(Link::finish_to_start(
            ActivityId(at),
            ActivityId((at + 1) % count),
        ));
    }
    let problems = builder.build().map(|_| ()).expect_err("a refusal").problems;
    let [schedule::Problem::Loop { activities }] = &problems[..] else {
        panic!("one loop, not {}", problems.len());
    };
    assert_eq!(activities.len(), 30_000);
}
