//! The shipped light rules, case by case with their boundaries.
//!
//! A case is `label: DATE facts` (dates of 2026 without their year), where `@DATE` begins the
//! facts of another date and `was=黄,黄`
//! gives the colours that earlier cycles fixed. The answer is the light and its reason.

use expect_test::{Expect, expect};
use jiff::civil::{Date, date};
use zone::event::{CycleOpened, LightsFixed};
use zone::view::{Filter, wall};
use zone::{Colour, CycleId, Event, ProjectId, Words};

use crate::desk::Desk;
use crate::parse;
use crate::words::parsed;

/// A desk with one project as a case describes it.
fn desk_of(rule: &str, case: &str) -> (Desk, Date) {
    let mut desk = Desk::new();
    let play = |desk: &mut Desk, text: &str| {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, text);
        desk.must(&command);
    };
    play(
        &mut desk,
        &format!("found 示范区 on=2020-01-01 rule={rule}"),
    );
    let (on, rest) = case.trim().split_once(' ').unwrap_or((case.trim(), ""));
    let on: Date = parsed(&day(on));
    let mut groups = rest.split('@');
    let first = groups.next().unwrap_or("");
    let (was, facts) = match first.trim().strip_prefix("was=") {
        Some(rest) => rest.split_once(' ').unwrap_or((rest, "")),
        None => ("", first),
    };
    play(
        &mut desk,
        &format!("register name=甲 {facts} on=2026-01-01"),
    );
    for group in groups {
        let (date, facts) = group.split_once(' ').unwrap_or((group, ""));
        let date = day(date);
        match facts.trim().strip_prefix("do ") {
            Some(command) => play(&mut desk, &format!("{command} on={date}")),
            None => play(&mut desk, &format!("record P1 {facts} on={date}")),
        }
    }
    for (month, colour) in (1..).zip(was.split(',').filter(|colour| !colour.is_empty())) {
        fix(&mut desk, month, Colour::named(colour).expect("a colour"));
    }
    (desk, on)
}

/// A date; a month and day are of 2026.
fn day(text: &str) -> String {
    match text.len() {
        5 => format!("2026-{text}"),
        _ => text.to_owned(),
    }
}

/// A cycle of 2025 that closed with a colour.
fn fix(desk: &mut Desk, month: i8, colour: Colour) {
    let cycle = CycleId(u32::try_from(month).expect("a month"));
    let from = date(2025, month, 1);
    let opened = CycleOpened {
        id: cycle,
        name: Words::new("月", "month"),
        from,
        until: from.last_of_month(),
        due_on: from,
        due_stated: None,
        locks_on: None,
    };
    let fixed = LightsFixed {
        cycle,
        as_of: from.last_of_month(),
        rule: "memory".to_owned(),
        rule_version: 1,
        lights: vec![(ProjectId(1), colour)],
    };
    for event in [Event::from(opened), Event::from(fixed)] {
        let mut next = desk.zone().clone();
        next.apply(next.seq + 1, &event);
        desk.states.push(next);
        desk.events.push(event);
    }
}

fn check(rule: &str, cases: &str, expected: &Expect) {
    let mut out = String::new();
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (label, case) = line.split_once(':').expect("label: case");
        let (desk, on) = desk_of(rule, case);
        let calendars = Desk::calendars(desk.zone());
        let looking = desk.looking(&calendars, on);
        let wall = wall::wall(desk.zone(), looking, &Filter::default()).expect("a wall");
        let light = &wall.rows[0].light;
        let (zh, en) = (&light.reason.zh, &light.reason.en);
        out += &format!("{label} {} {zh} / {en}\n", light.colour.shape());
    }
    expected.assert_eq(&out);
}

#[test]
fn percentage_point_bands() {
    check(
        "point-bands",
        "
        on time: 06-30 plan=1200 @06-30 did=600
        -9.99 pp: 06-30 plan=10000 @06-30 did=4001
        -10 pp exactly: 06-30 plan=10000 @06-30 did=4000
        -30 pp exactly: 06-30 plan=10000 @06-30 did=2000
        -30.01 pp: 06-30 plan=10000 @06-30 did=1999
        a hair under -30 pp: 06-30 plan=10000 @06-30 did=1999.9999
        ahead stays green: 06-30 plan=1200 @06-30 did=1200
        no plan: 06-30 @06-30 did=5
        not reported: 06-30 plan=1200
        plan zero: 06-30 plan=0 did=0
        January, nothing reported: 01-20 plan=1200
        finished last year: 06-30 @01-02 actual_finish=2025-11-30
        start due this month: 06-01 planned_start=2026-06-30 plan=1 did=1
        start due last month: 07-31 planned_start=2026-06-30 plan=1 did=1
        start three months late: 09-01 planned_start=2026-06-30 plan=1 did=1
        start next month: 05-31 planned_start=2026-06-01 plan=1200
        registration a month late: 07-31 register=2026-06-01 plan=1 did=1
        registration two months late: 08-31 register=2026-06-01 plan=1 did=1
        registration three months late: 09-01 register=2026-06-01 plan=1 did=1
        registered late: 09-01 register=2026-06-01 actual_registration=2026-08-30 plan=1 did=1
        nothing received: 06-30 actual_start=2026-02-01 funding_received=0 plan=1 did=1
        red shows though progress is missing: 06-30 actual_start=2026-02-01 funding_received=0
        ",
        &expect![[r#"
            on time ● 投资进度：较序时 +0.0 个百分点 / progress: +0.0 pp against time gone
            -9.99 pp ● 投资进度：较序时 −9.99 个百分点 / progress: −9.99 pp against time gone
            -10 pp exactly ▲ 投资进度：较序时 −10.0 个百分点 / progress: −10.0 pp against time gone
            -30 pp exactly ▲ 投资进度：较序时 −30.0 个百分点 / progress: −30.0 pp against time gone
            -30.01 pp ■ 投资进度：较序时 −30.01 个百分点 / progress: −30.01 pp against time gone
            a hair under -30 pp ■ 投资进度：较序时 −30.0 个百分点 / progress: −30.0 pp against time gone
            ahead stays green ● 投资进度：较序时 +50.0 个百分点 / progress: +50.0 pp against time gone
            no plan ○ 缺少：年度计划 / not reported: year plan
            not reported ○ 缺少：本年完成投资 / not reported: investment of the year
            plan zero ○ 年度计划为零，无法按进度判断 / the year plan is zero: no share of it
            January, nothing reported ● 投资进度：尚无应完成量 / progress: nothing due yet
            finished last year ● 投资进度：2025-11-30 竣工 / progress: finished 2025-11-30
            start due this month ▲ 开工：应于 2026-06-30 开工 / start: start was due 2026-06-30
            start due last month ▲ 开工：应于 2026-06-30 开工 / start: start was due 2026-06-30
            start three months late ■ 开工：应于 2026-06-30 开工 / start: start was due 2026-06-30
            start next month ● 投资进度：计划 2026-06-01 开工 / progress: to start 2026-06-01
            registration a month late ● 投资进度：较序时 +41.7 个百分点 / progress: +41.7 pp against time gone
            registration two months late ▲ 入库：应于 2026-06-01 入库 / registration: registration was due 2026-06-01
            registration three months late ■ 入库：应于 2026-06-01 入库 / registration: registration was due 2026-06-01
            registered late ● 投资进度：较序时 +33.3 个百分点 / progress: +33.3 pp against time gone
            nothing received ■ 资金：到位资金为零 / funding: nothing received
            red shows though progress is missing ■ 资金：到位资金为零 / funding: nothing received
        "#]],
    );
}

#[test]
fn shortfall_bands() {
    check(
        "ratio-bands",
        "
        at plan: 06-30 plan=1200 @06-30 did=600
        a yuan short, months met before: 02-28 plan=1200 @01-31 did=100 @02-28 did=199.9999
        half short: 01-31 plan=1200 m01=100 @01-31 did=50
        more than half short: 01-31 plan=1200 m01=100 @01-31 did=49.9999
        one month missed: 02-28 plan=1200 m01=100 m02=100 @01-31 did=100 @02-28 did=150
        two months missed: 02-28 plan=1200 m01=100 m02=100 @01-31 did=99 @02-28 did=199
        caught up: 03-31 plan=1200 m01=100 m02=100 @01-31 did=9 @02-28 did=19 @03-31 did=200
        one month missed, no monthly plan: 01-31 plan=1200 @01-31 did=60
        two months missed, no monthly plan: 02-28 plan=1200 @01-31 did=60 @02-28 did=160
        nothing planned yet: 01-31 plan=1200 m01=0
        not reported: 06-30 plan=1200
        no plan: 06-30 @06-30 did=5
        ",
        &expect![[r#"
            at plan ● 欠账：完成累计计划的 100% / shortfall: 100% of plan to date
            a yuan short, months met before ▲ 欠账：完成累计计划的 99.99% / shortfall: 99.99% of plan to date
            half short ▲ 欠账：完成累计计划的 50% / shortfall: 50% of plan to date
            more than half short ■ 欠账：完成累计计划的 49.99% / shortfall: 49.99% of plan to date
            one month missed ▲ 欠账：完成累计计划的 75% / shortfall: 75% of plan to date
            two months missed ■ 连续欠账：连续 2 个月 / missed months: 2 months running
            caught up ● 欠账：完成累计计划的 100% / shortfall: 100% of plan to date
            one month missed, no monthly plan ▲ 欠账：完成累计计划的 60% / shortfall: 60% of plan to date
            two months missed, no monthly plan ■ 连续欠账：连续 2 个月 / missed months: 2 months running
            nothing planned yet ● 欠账：尚无应完成量 / shortfall: nothing due yet
            not reported ○ 缺少：本年完成投资 / not reported: investment of the year
            no plan ○ 缺少：年度计划 / not reported: year plan
        "#]],
    );
}

#[test]
fn two_yellows_make_red() {
    check(
        "memory",
        "
        first yellow: 06-30 plan=10000 @06-30 did=4000
        second yellow: 06-30 was=黄 plan=10000 @06-30 did=4000
        yellow after red: 06-30 was=黄,红 plan=10000 @06-30 did=4000
        yellow after grey: 06-30 was=黄,灰 plan=10000 @06-30 did=4000
        green after yellow: 06-30 was=黄 plan=10000 @06-30 did=4001
        missing after yellow: 06-30 was=黄 plan=10000
        ",
        &expect![[r#"
            first yellow ▲ 投资进度：较序时 −10.0 个百分点 / progress: −10.0 pp against time gone
            second yellow ■ 连续：上次预警 / memory: last time warning
            yellow after red ▲ 投资进度：较序时 −10.0 个百分点 / progress: −10.0 pp against time gone
            yellow after grey ▲ 投资进度：较序时 −10.0 个百分点 / progress: −10.0 pp against time gone
            green after yellow ● 投资进度：较序时 −9.99 个百分点 / progress: −9.99 pp against time gone
            missing after yellow ○ 缺少：本年完成投资 / not reported: investment of the year
        "#]],
    );
}

#[test]
fn money_ahead_of_work() {
    check(
        "money-ahead",
        "
        14.99 pp ahead: 06-30 total_investment=10000 reported_total=5499 physical_share=40
        15 pp ahead: 06-30 total_investment=10000 reported_total=5500 physical_share=40
        work ahead: 06-30 total_investment=10000 reported_total=1000 physical_share=90
        no physical progress: 06-30 total_investment=10000 reported_total=1000
        no total: 06-30 reported_total=1000 physical_share=40
        total zero: 06-30 total_investment=0 reported_total=0 physical_share=40
        finished: 06-30 actual_finish=2026-05-01
        ",
        &expect![[r#"
            14.99 pp ahead ● 投资与形象：投资 54.99%，形象 40% / money and work: money 54.99%, work 40%
            15 pp ahead ■ 投资与形象：投资 55%，形象 40% / money and work: money 55%, work 40%
            work ahead ● 投资与形象：投资 10%，形象 90% / money and work: money 10%, work 90%
            no physical progress ○ 缺少：形象进度 / not reported: physical progress
            no total ○ 缺少：总投资 / not reported: total investment
            total zero ○ 缺少：总投资 / not reported: total investment
            finished ● 投资与形象：2026-05-01 竣工 / money and work: finished 2026-05-01
        "#]],
    );
}

#[test]
fn pace_bands() {
    check(
        "pace-bands",
        "
        100%: 06-30 plan=1000 @06-30 did=500
        just below: 06-30 plan=1000 @06-30 did=499.9999
        80%: 06-30 plan=1000 @06-30 did=400
        below 80%: 06-30 plan=1000 @06-30 did=399.9999
        January: 01-30 plan=1000
        a third is a third: 04-30 plan=3 @04-30 did=1
        not reported: 06-30 plan=1000
        ",
        &expect![[r#"
            100% ● 相对进度：为序时的 100% / pace: 100% of time gone
            just below ▲ 相对进度：为序时的 99.99% / pace: 99.99% of time gone
            80% ▲ 相对进度：为序时的 80% / pace: 80% of time gone
            below 80% ■ 相对进度：为序时的 79.99% / pace: 79.99% of time gone
            January ● 相对进度：尚无应完成量 / pace: nothing due yet
            a third is a third ● 相对进度：为序时的 100% / pace: 100% of time gone
            not reported ○ 缺少：本年完成投资 / not reported: investment of the year
        "#]],
    );
}

#[test]
fn dispatch() {
    check(
        "dispatch",
        "
        +10 pp: 06-30 plan=1000 @06-30 did=600
        -10 pp exactly: 06-30 plan=1000 @06-30 did=400
        -10.01 pp: 06-30 plan=10000 @06-30 did=3999
        -30 pp exactly: 06-30 plan=1000 @06-30 did=200
        -30.01 pp: 06-30 plan=10000 @06-30 did=1999
        by the monthly plan: 06-30 plan=1000 m06=100 @06-30 did=100
        finish on the day: 06-30 plan=2 did=1 required=2026-12-31 forecast=2026-12-31
        a day late: 06-30 plan=2 did=1 required=2026-12-31 forecast=2027-01-01
        60 days late: 06-30 plan=2 did=1 required=2026-12-31 forecast=2027-03-01
        61 days late: 06-30 plan=2 did=1 required=2026-12-31 forecast=2027-03-02
        30 days early and 10 pp ahead: 06-30 plan=10 did=6 required=2026-12-31 forecast=2026-12-01
        30 days early but only on plan: 06-30 plan=10 did=5 required=2026-12-31 forecast=2026-12-01
        blocked: 06-30 plan=2 did=1 @03-01 do problem P1 用地 blocking
        a minor problem: 06-30 plan=2 did=1 @03-01 do problem P1 用地 minor
        late though nothing is reported: 06-30 required=2026-12-31 forecast=2027-01-01
        finished late: 06-30 required=2026-01-31 actual_finish=2026-05-01
        finish in the future: 04-30 required=2026-12-31 actual_finish=2026-05-01 plan=3 did=1
        before its start: 06-30 plan=1000 planned_start=2026-09-01
        money before its start: 06-30 plan=1000 planned_start=2026-09-01 did=10
        planned start unknown: 06-30 plan=1000 did=500
        ",
        &expect![[r#"
            +10 pp ◆ 投资进度：较计划 +10.0 个百分点 / progress: +10.0 pp against plan
            -10 pp exactly ● 投资进度：较计划 −10.0 个百分点 / progress: −10.0 pp against plan
            -10.01 pp ▲ 投资进度：较计划 −10.01 个百分点 / progress: −10.01 pp against plan
            -30 pp exactly ▲ 投资进度：较计划 −30.0 个百分点 / progress: −30.0 pp against plan
            -30.01 pp ■ 投资进度：较计划 −30.01 个百分点 / progress: −30.01 pp against plan
            by the monthly plan ● 投资进度：较计划 +0.0 个百分点 / progress: +0.0 pp against plan
            finish on the day ● 投资进度：较计划 +0.0 个百分点 / progress: +0.0 pp against plan
            a day late ▲ 预计竣工：预计晚 1 天 / forecast finish: 1 day later
            60 days late ▲ 预计竣工：预计晚 60 天 / forecast finish: 60 days later
            61 days late ■ 预计竣工：预计晚 61 天 / forecast finish: 61 days later
            30 days early and 10 pp ahead ◆ 投资进度：较计划 +10.0 个百分点 / progress: +10.0 pp against plan
            30 days early but only on plan ● 投资进度：较计划 +0.0 个百分点 / progress: +0.0 pp against plan
            blocked ▲ 重大问题：1 个 / blocking problems: 1
            a minor problem ● 投资进度：较计划 +0.0 个百分点 / progress: +0.0 pp against plan
            late though nothing is reported ▲ 预计竣工：预计晚 1 天 / forecast finish: 1 day later
            finished late ● 投资进度：2026-05-01 竣工 / progress: finished 2026-05-01
            finish in the future ● 投资进度：较计划 +0.0 个百分点 / progress: +0.0 pp against plan
            before its start ● 投资进度：计划 2026-09-01 开工 / progress: to start 2026-09-01
            money before its start ● 投资进度：计划 2026-09-01 开工 / progress: to start 2026-09-01
            planned start unknown ● 投资进度：较计划 +0.0 个百分点 / progress: +0.0 pp against plan
        "#]],
    );
}

#[test]
fn slip_since_the_first_forecast() {
    check(
        "slip",
        "
        no change: 06-30 forecast=2027-01-01
        30 days: 06-30 forecast=2027-01-01 @03-01 forecast=2027-01-31
        31 days: 06-30 forecast=2027-01-01 @03-01 forecast=2027-02-01
        180 days: 06-30 forecast=2027-01-01 @03-01 forecast=2027-06-30
        181 days: 06-30 forecast=2027-01-01 @03-01 forecast=2027-07-01
        30 days earlier: 06-30 forecast=2027-01-31 @03-01 forecast=2027-01-01
        the required date is another question: 06-30 forecast=2027-01-01 required=2026-01-01
        to be decided: 06-30 forecast=2027-01-01 @03-01 forecast=-
        finished: 06-30 forecast=2027-01-01 @05-01 actual_finish=2026-04-30
        nothing known: 06-30
        ",
        &expect![[r#"
            no change ● 延期：与首次预计一致 / slip: as first said
            30 days ● 延期：较首次预计晚 30 天 / slip: 30 days later than first said
            31 days ▲ 延期：较首次预计晚 31 天 / slip: 31 days later than first said
            180 days ▲ 延期：较首次预计晚 180 天 / slip: 180 days later than first said
            181 days ■ 延期：较首次预计晚 181 天 / slip: 181 days later than first said
            30 days earlier ◆ 延期：较首次预计早 30 天 / slip: 30 days earlier than first said
            the required date is another question ● 延期：与首次预计一致 / slip: as first said
            to be decided ○ 缺少：预计竣工 / not reported: forecast finish
            finished ● 延期：2026-04-30 竣工 / slip: finished 2026-04-30
            nothing known ○ 缺少：预计竣工 / not reported: forecast finish
        "#]],
    );
}

#[test]
fn gates_on_time() {
    check(
        "gates",
        "
        due today: 06-30 gate.a=2026-06-30
        a day past: 07-01 gate.a=2026-06-30
        two past: 07-01 gate.a=2026-06-30 gate.b=2026-06-01
        three past: 07-01 gate.a=2026-06-30 gate.b=2026-06-01 gate.c=2026-05-01
        confirmed by a later report: 07-01 gate.a=2026-06-30 @07-01 gate.a=2026-06-30
        postponed: 07-01 gate.a=2026-06-30 @07-01 gate.a=2026-09-30
        none: 07-01
        finished: 07-01 gate.a=2026-06-30 @07-01 actual_finish=2026-06-30
        ",
        &expect![[r#"
            due today ● 节点：逾期 0 个 / gates: 0 late
            a day past ▲ 节点：逾期 1 个 / gates: 1 late
            two past ▲ 节点：逾期 2 个 / gates: 2 late
            three past ■ 节点：逾期 3 个 / gates: 3 late
            confirmed by a later report ● 节点：逾期 0 个 / gates: 0 late
            postponed ● 节点：逾期 0 个 / gates: 0 late
            none ● 节点：逾期 0 个 / gates: 0 late
            finished ● 节点：2026-06-30 竣工 / gates: finished 2026-06-30
        "#]],
    );
}

#[test]
fn every_shipped_formula_can_only_give_a_colour_or_nothing() {
    let schema = zone::rule::schema();
    for set in zone::rule::shipped() {
        for rule in &set.rules {
            let formula = formula::Formula::compile(&rule.formula, schema).expect("it compiles");
            for text in formula.result_texts() {
                let known = text.is_empty() || Colour::named(text).is_some();
                assert!(known, "{} {}: {text:?}", set.key, rule.key);
            }
            assert!(!formula.result_texts().is_empty());
        }
        assert!(
            set.rules.iter().any(|rule| rule.required),
            "{} judges nothing",
            set.key
        );
        assert!(!set.note.zh.is_empty() && !set.note.en.is_empty());
    }
}
