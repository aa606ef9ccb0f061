//! Enterprises: the ledger, figures by month, and requests from first receiver to the
//! enterprise's own word.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use zone::authority::Role;
use zone::enterprise::command::{
    EnterpriseCommand, ImportedEnterprise, NewEnterprise, RaiseRequest, RecordFigures,
};
use zone::enterprise::figures::{FigureAnswer, FigureKind, FigureQuestion, Figures};
use zone::enterprise::request::{Outcome, RequestAct, RequestKind, RequestState};
use zone::enterprise::{EnterpriseChange, EnterpriseState};
use zone::indicator::Month;
use zone::view::enterprises::{
    EnterpriseFilter, RequestFilter, enterprises, own, request, requests, sheet,
};
use zone::{
    Actor, BasisPoints, Colour, Command, EnterpriseId, Fen, Refusal, RequestId, Sealer, TextRef,
    UnitId,
};

use crate::desk::Desk;
use crate::parse;

const FIRM: EnterpriseId = EnterpriseId(1);

/// Stands for the day it is at the desk.
const NOW: Date = Date::MAX;

fn day(desk: &Desk, on: Date) -> Date {
    if on == NOW { desk.today } else { on }
}

/// A zone with three units, a person, and an enterprise of the first unit, on a Monday.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.today = date(2026, 3, 9);
    for line in [
        "found 示范区 on=2025-01-01",
        "unit 招商局 on=2025-01-01",
        "unit 供电中心 on=2025-01-01",
        "unit 环保局 on=2025-01-01",
        "person 张三 unit=U1 on=2025-01-01",
    ] {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.play(&command).expect("it is allowed");
    }
    desk.must(&of(EnterpriseCommand::Add(new("晨曜精密", "YQ1"))));
    desk
}

fn of(command: EnterpriseCommand) -> Command {
    Command::Enterprise(Box::new(command))
}

fn new(name: &str, code: &str) -> NewEnterprise {
    NewEnterprise {
        code: code.to_owned(),
        name: name.to_owned(),
        industry: "装备制造".to_owned(),
        lead: UnitId(1),
        assistant: None,
        contact: None,
        state: EnterpriseState::Producing,
        effective_on: date(2025, 1, 1),
    }
}

fn actor(role: Role, unit: Option<u32>, enterprise: Option<u32>) -> Actor {
    Actor {
        account: "somebody".to_owned(),
        roles: vec![role],
        unit: unit.map(UnitId),
        person: None,
        enterprise: enterprise.map(EnterpriseId),
    }
}

/// Plays as somebody and gives the codes of what was refused.
fn play(desk: &mut Desk, by: &Actor, command: EnterpriseCommand) -> Vec<String> {
    refused(desk, by, command)
        .into_iter()
        .map(|refusal| refusal.code)
        .collect()
}

fn refused(desk: &mut Desk, by: &Actor, command: EnterpriseCommand) -> Vec<Refusal> {
    let program = std::mem::replace(&mut desk.actor, by.clone());
    let decision = desk.play(&of(command));
    desk.actor = program;
    decision.err().unwrap_or_default()
}

fn month(year: i16, month: i8) -> Month {
    Month { year, month }
}

fn told(output: i64, electricity: i64, capacity: i32) -> Figures {
    Figures {
        output_fen: Some(Fen(output)),
        orders_fen: None,
        electricity_kwh: Some(electricity),
        capacity_use: Some(BasisPoints(capacity)),
    }
}

fn record(
    desk: &mut Desk,
    by: &Actor,
    at: Month,
    figures: Figures,
    answers: &[FigureAnswer],
) -> Vec<String> {
    let version = desk.zone().enterprises[&FIRM].version;
    let command = EnterpriseCommand::RecordFigures(RecordFigures {
        id: FIRM,
        version,
        month: at,
        figures,
        answers: answers.to_vec(),
    });
    let refusals = refused(desk, by, command);
    let shown = |own: Refusal| {
        let place = own.place.unwrap_or_default();
        format!(
            "{} {} {}",
            own.code,
            place.field.unwrap_or_default(),
            place.subject.unwrap_or_default()
        )
    };
    refusals.into_iter().map(shown).collect()
}

#[test]
fn the_ledger_takes_each_enterprise_once() {
    let mut desk = desk();
    let office = Actor::program();
    let mut twice = new("晨曜精密", "YQ1");
    twice.lead = UnitId(9);
    let codes = play(&mut desk, &office, EnterpriseCommand::Add(twice));
    let expected = [
        "zone/enterprise-there",
        "zone/enterprise-code-taken",
        "zone/unknown",
    ];
    assert_eq!(codes, expected);
    let change = |version, change| EnterpriseCommand::Change {
        id: FIRM,
        version,
        changes: vec![change],
        document: String::new(),
        effective_on: date(2026, 3, 1),
    };
    let name = |name: &str| EnterpriseChange::Name(name.to_owned());
    assert_eq!(
        play(&mut desk, &office, change(9, name("甲"))),
        ["zone/stale"]
    );
    assert_eq!(
        play(&mut desk, &office, change(1, name(" "))),
        ["zone/empty"]
    );
    assert_eq!(
        play(&mut desk, &office, change(1, name("晨曜机械"))),
        [""; 0]
    );
    let own = &desk.zone().enterprises[&FIRM];
    assert_eq!(own.name_on(date(2026, 2, 1)), "晨曜精密");
    assert_eq!(own.name_on(date(2026, 3, 1)), "晨曜机械");
    // An old name is still its name; nobody else may take it while it is here.
    let again = EnterpriseCommand::Add(new("晨曜精密", ""));
    assert_eq!(
        play(&mut desk, &office, again.clone()),
        ["zone/enterprise-there"]
    );
    let left = change(2, EnterpriseChange::State(EnterpriseState::Left));
    assert_eq!(play(&mut desk, &office, left), [""; 0]);
    assert_eq!(play(&mut desk, &office, again), [""; 0]);
}

#[test]
fn what_a_month_cannot_be_is_refused_and_what_nobody_expects_is_asked() {
    let mut desk = desk();
    let office = Actor::program();
    let nothing = Figures::default();
    let mut check = |at, figures, expected: &[&str]| {
        assert_eq!(
            record(&mut desk, &office, at, figures, &[]),
            expected,
            "{at}"
        );
    };
    check(
        month(2026, 3),
        nothing,
        &["zone/nothing-told figures ", "zone/month-to-come month "],
    );
    check(
        month(2026, 13),
        told(-1, 20_000_000_000, 200_000),
        &[
            "zone/implausible month ",
            "zone/figure-below-nought output_fen ",
            "zone/figure-impossible electricity_kwh ",
            "zone/figure-impossible capacity_use ",
            "zone/question-unanswered capacity_use above_capacity",
        ],
    );
    check(month(2026, 1), told(1_000, 500, 8_000), &[]);
    check(
        month(2026, 2),
        told(100, 0, 10_100),
        &[
            "zone/question-unanswered output_fen collapses",
            "zone/question-unanswered electricity_kwh collapses",
            "zone/question-unanswered capacity_use above_capacity",
            "zone/question-unanswered electricity_kwh output_without_power",
        ],
    );
    check(
        month(2026, 2),
        told(1_000, 500, 8_000),
        &["zone/question-unanswered output_fen reprinted"],
    );
    check(
        month(2026, 2),
        told(10_000, 500, 8_000),
        &["zone/question-unanswered output_fen soars"],
    );
    // A tenth more than a tenth is a bad month, not a question.
    check(month(2026, 2), told(110, 499, 8_000), &[]);
}

#[test]
fn an_answer_is_kept_beside_its_figure_and_a_revision_beside_what_it_was() {
    let mut desk = desk();
    let unit = actor(Role::Reporter, Some(1), None);
    let firm = actor(Role::Enterprise, None, Some(1));
    assert_eq!(
        record(
            &mut desk,
            &unit,
            month(2026, 1),
            told(1_000, 500, 8_000),
            &[]
        ),
        [""; 0]
    );
    let reason = desk.texts.seal("春节停产", &[]);
    let answer = |question| FigureAnswer {
        question,
        figure: FigureKind::OutputFen,
        reason,
    };
    let answers = [
        answer(FigureQuestion::Collapses),
        answer(FigureQuestion::Soars),
    ];
    let only_output = Figures {
        output_fen: Some(Fen(50)),
        ..Figures::default()
    };
    assert_eq!(
        record(&mut desk, &firm, month(2026, 2), only_output, &answers),
        [""; 0]
    );
    let more = Figures {
        electricity_kwh: Some(300),
        ..Figures::default()
    };
    assert_eq!(
        record(&mut desk, &unit, month(2026, 2), more, &answers),
        [""; 0]
    );
    let calendars = Desk::calendars(desk.zone());
    let looking = desk.looking(&calendars, desk.today);
    let shown = sheet(desk.zone(), looking, FIRM).expect("it is there");
    let february = shown.months.last().expect("two months");
    assert_eq!(february.cell.output_fen, Some(Fen(50)));
    assert_eq!(february.cell.electricity_kwh, Some(300));
    assert_eq!(february.cell.output_on_month, Some(BasisPoints(-9_500)));
    assert_eq!(february.revised, 1);
    let kept: Vec<&str> = february
        .answers
        .iter()
        .map(|own| own.reason.zh.as_str())
        .collect();
    assert_eq!(
        kept,
        ["春节停产"],
        "what is not asked is no part of the record"
    );
    let sources: Vec<&str> = shown
        .months
        .iter()
        .map(|own| own.cell.source_word.zh.as_str())
        .collect();
    assert_eq!(sources, ["单位代填", "单位代填"]);
}

#[test]
fn another_unit_a_leader_or_another_enterprise_tells_no_figures() {
    let mut desk = desk();
    let more = told(1_000, 500, 8_000);
    for other in [
        actor(Role::Reporter, Some(2), None),
        actor(Role::Leader, None, None),
        actor(Role::Enterprise, None, Some(2)),
    ] {
        let refused = record(&mut desk, &other, month(2026, 2), more, &[]);
        assert_eq!(refused, ["zone/not-allowed  "], "{:?}", other.roles);
    }
}

/// A zone with a request of its first enterprise, received by the unit that answers for it.
pub(crate) fn with_request() -> Desk {
    let mut desk = desk();
    let firm = actor(Role::Enterprise, None, Some(1));
    assert!(raise(&mut desk, &firm, RequestKind::Energy, NOW).is_empty());
    desk
}

fn raise(desk: &mut Desk, by: &Actor, kind: RequestKind, on: Date) -> Vec<String> {
    let text = Some(desk.texts.seal("需增容 500 kVA", &[]));
    let on = day(desk, on);
    let command = EnterpriseCommand::Raise(RaiseRequest {
        enterprise: FIRM,
        kind,
        text,
        received_by: None,
        project: None,
        effective_on: on,
    });
    play(desk, by, command)
}

fn act(desk: &mut Desk, by: &Actor, id: u32, act: RequestAct, on: Date) -> Vec<String> {
    let id = RequestId(id);
    let version = desk.zone().requests.get(&id).map_or(0, |own| own.version);
    let on = day(desk, on);
    let command = EnterpriseCommand::Move {
        id,
        version,
        act,
        effective_on: on,
    };
    play(desk, by, command)
}

fn answer(desk: &mut Desk) -> RequestAct {
    RequestAct::Answer {
        outcome: Outcome::Solved,
        text: desk.texts.seal("已通电", &[]),
    }
}

const NO_NOTE: Option<TextRef> = None;

fn pass(to: u32) -> RequestAct {
    RequestAct::PassOn {
        to: UnitId(to),
        note: NO_NOTE,
    }
}

#[test]
fn a_request_goes_from_first_receiver_to_the_enterprises_own_word() {
    let mut desk = desk();
    let (firm, other) = (
        actor(Role::Enterprise, None, Some(1)),
        actor(Role::Enterprise, None, Some(2)),
    );
    let (first, second) = (
        actor(Role::Reporter, Some(1), None),
        actor(Role::Reporter, Some(2), None),
    );
    let third = actor(Role::Reporter, Some(3), None);
    // An enterprise asks today, whatever date it gives: nobody is made late by it.
    assert_eq!(
        raise(&mut desk, &firm, RequestKind::Energy, date(2026, 1, 5)),
        [""; 0]
    );
    assert_eq!(
        raise(&mut desk, &other, RequestKind::Energy, NOW),
        ["zone/not-allowed"]
    );
    let standing = |desk: &Desk| desk.zone().requests[&RequestId(1)].standing();
    assert_eq!(
        standing(&desk).due.on,
        date(2026, 3, 23),
        "ten working days"
    );
    let monday = desk.today;
    assert_eq!(
        act(&mut desk, &third, 1, pass(3), monday),
        ["zone/not-allowed"]
    );
    assert_eq!(
        act(&mut desk, &first, 1, pass(1), monday),
        ["zone/passed-to-itself"]
    );
    assert_eq!(act(&mut desk, &first, 1, pass(2), monday), [""; 0]);
    let confirm = RequestAct::Confirm {
        satisfaction: 5,
        words: None,
    };
    assert_eq!(
        act(&mut desk, &firm, 1, confirm, monday),
        ["zone/request-not-answered"]
    );
    let text = answer(&mut desk);
    desk.today = date(2026, 3, 16);
    assert_eq!(
        act(&mut desk, &firm, 1, text, date(2026, 3, 16)),
        ["zone/not-allowed"]
    );
    assert_eq!(act(&mut desk, &second, 1, text, date(2026, 3, 16)), [""; 0]);
    assert_eq!(
        act(&mut desk, &second, 1, text, date(2026, 3, 16)),
        ["zone/request-not-in-hands"]
    );
    // Neither a unit nor the office says for the enterprise that it is satisfied.
    for by in [&first, &second, &Actor::program(), &other] {
        assert_eq!(
            act(&mut desk, by, 1, confirm, date(2026, 3, 16)),
            ["zone/not-allowed"]
        );
    }
    let close = RequestAct::Close { note: None };
    assert_eq!(
        act(&mut desk, &Actor::program(), 1, close, date(2026, 3, 16)),
        ["zone/enterprise-not-silent"]
    );
}

#[test]
fn sent_back_it_runs_on_without_the_days_that_it_lay_with_the_enterprise() {
    let mut desk = desk();
    let (firm, first) = (
        actor(Role::Enterprise, None, Some(1)),
        actor(Role::Reporter, Some(1), None),
    );
    assert_eq!(raise(&mut desk, &firm, RequestKind::Energy, NOW), [""; 0]);
    assert_eq!(act(&mut desk, &first, 1, pass(2), NOW), [""; 0]);
    desk.today = date(2026, 3, 16);
    let text = answer(&mut desk);
    assert_eq!(act(&mut desk, &first, 1, text, NOW), [""; 0]);
    desk.today = date(2026, 3, 18);
    let reopen = RequestAct::Reopen {
        reason: desk.texts.seal("还没有通电", &[]),
    };
    assert_eq!(act(&mut desk, &firm, 1, reopen, NOW), [""; 0]);
    let now = desk.zone().requests[&RequestId(1)].standing();
    assert_eq!(
        (now.state, now.reopened, now.handler),
        (RequestState::Reopened, 1, UnitId(2))
    );
    assert_eq!(
        now.due.on,
        date(2026, 3, 25),
        "two working days lay with the enterprise"
    );
    assert_eq!(desk.zone().requests[&RequestId(1)].first, UnitId(1));
    let text = answer(&mut desk);
    assert_eq!(
        act(&mut desk, &first, 1, text, NOW),
        [""; 0],
        "the first receiver may too"
    );
    let six = RequestAct::Confirm {
        satisfaction: 6,
        words: None,
    };
    assert_eq!(
        act(&mut desk, &firm, 1, six, NOW),
        ["zone/bad-satisfaction"]
    );
    let confirm = RequestAct::Confirm {
        satisfaction: 5,
        words: None,
    };
    assert_eq!(act(&mut desk, &firm, 1, confirm, NOW), [""; 0]);
    assert_eq!(act(&mut desk, &first, 1, pass(3), NOW), ["zone/already"]);
}

#[test]
fn the_office_closes_what_the_enterprise_says_nothing_to_and_no_satisfaction_counts() {
    let mut desk = desk();
    let unit = actor(Role::Reporter, Some(2), None);
    // Whoever is asked first receives it, though another unit answers for the enterprise.
    assert_eq!(raise(&mut desk, &unit, RequestKind::Other, NOW), [""; 0]);
    assert_eq!(desk.zone().requests[&RequestId(1)].first, UnitId(2));
    let text = answer(&mut desk);
    assert_eq!(act(&mut desk, &unit, 1, text, NOW), [""; 0]);
    desk.today = date(2026, 3, 16);
    let close = RequestAct::Close { note: None };
    assert_eq!(act(&mut desk, &unit, 1, close, NOW), ["zone/not-allowed"]);
    assert_eq!(
        act(&mut desk, &Actor::program(), 1, close, date(2026, 3, 6)),
        ["zone/before-it-was-raised", "zone/enterprise-not-silent"]
    );
    assert_eq!(act(&mut desk, &Actor::program(), 1, close, NOW), [""; 0]);
    let calendars = Desk::calendars(desk.zone());
    let looking = desk.looking(&calendars, desk.today);
    let board = requests(desk.zone(), looking, &RequestFilter::default());
    let unit = &board.units[0];
    assert_eq!(
        (unit.due, unit.on_time, unit.rated, unit.mean_hundredths),
        (1, 1, 0, None)
    );
    assert!(unit.few);
    assert!(board.requests.is_empty(), "over ones are asked for");
}

/// An enterprise of each of two units; the first one's request was passed on with a note.
fn asked_desk() -> Desk {
    let mut desk = desk();
    let mut other = new("远航电子", "");
    other.lead = UnitId(3);
    desk.must(&of(EnterpriseCommand::Add(other)));
    assert_eq!(
        raise(&mut desk, &Actor::program(), RequestKind::Land, NOW),
        [""; 0]
    );
    let note = RequestAct::PassOn {
        to: UnitId(2),
        note: Some(desk.texts.seal("内部意见：不宜供地", &[])),
    };
    assert_eq!(act(&mut desk, &Actor::program(), 1, note, NOW), [""; 0]);
    desk
}

#[test]
fn each_side_sees_its_own() {
    let desk = asked_desk();
    let seen = |role, unit, firm| {
        let calendars = Desk::calendars(desk.zone());
        let actor = actor(role, unit, firm);
        let mut looking = desk.looking(&calendars, desk.today);
        looking.actor = &actor;
        let zone = desk.zone();
        let firms = enterprises(zone, looking, &EnterpriseFilter::default()).enterprises;
        let asked = requests(zone, looking, &RequestFilter::default());
        let steps = request(zone, looking, RequestId(1)).map(|own| own.steps.len());
        let own = own(zone, looking);
        let mut text = format!("{own:?}");
        text += &format!("{asked:?}");
        (
            firms.len(),
            asked.requests.first().map(|row| row.may.len()),
            steps,
            own.map(|own| own.name),
            text.contains("内部意见"),
        )
    };
    use Role as R;
    for (role, unit, firm, firms, may, steps, page) in [
        (R::Clerk, None, None, 2, Some(3), Some(2), None),
        (R::Leader, None, None, 2, Some(0), Some(2), None),
        (R::Reporter, Some(1), None, 1, Some(2), Some(2), None),
        (R::Reporter, Some(2), None, 0, Some(2), Some(2), None),
        (R::Reporter, Some(3), None, 1, None, None, None),
        (R::Reviewer, Some(1), None, 1, Some(0), Some(2), None),
        (R::Public, None, None, 0, None, None, None),
        (R::Auditor, None, None, 0, None, None, None),
        (R::SystemAdmin, None, None, 0, None, None, None),
        (R::SecurityAdmin, None, None, 0, None, None, None),
        (
            R::Enterprise,
            None,
            Some(1),
            0,
            None,
            None,
            Some("晨曜精密"),
        ),
        (
            R::Enterprise,
            None,
            Some(2),
            0,
            None,
            None,
            Some("远航电子"),
        ),
        (R::Enterprise, None, None, 0, None, None, None),
    ] {
        let page = page.map(str::to_owned);
        let expected = (firms, may, steps, page, false);
        assert_eq!(
            seen(role, unit, firm),
            expected,
            "{role:?} {unit:?} {firm:?}"
        );
    }
    // A clerk who is given an enterprise does not speak for it.
    assert_eq!(seen(Role::Clerk, None, Some(1)).3, None);
}

#[test]
fn the_list_compares_with_the_year_and_the_month_before_and_marks() {
    let mut desk = desk();
    let office = Actor::program();
    desk.must(&of(EnterpriseCommand::Add(new("远航电子", ""))));
    for (at, output, power) in [
        (month(2025, 2), 1_000, 500),
        (month(2026, 1), 900, 510),
        (month(2026, 2), 780, 520),
    ] {
        assert_eq!(
            record(&mut desk, &office, at, told(output, power, 4_000), &[]),
            [""; 0]
        );
    }
    let calendars = Desk::calendars(desk.zone());
    let looking = desk.looking(&calendars, desk.today);
    let list = enterprises(desk.zone(), looking, &EnterpriseFilter::default());
    assert_eq!(
        (list.month.as_str(), list.counts.told, list.counts.reporting),
        ("2026-02", 1, 2)
    );
    let row = &list.enterprises[0];
    assert_eq!(
        (row.colour, row.mark.zh.as_str()),
        (Colour::Red, "重点关注")
    );
    let why: Vec<&str> = row.why.iter().map(|own| own.zh.as_str()).collect();
    assert_eq!(why, ["产值同比 -22%", "产能利用率 40%"]);
    let cell = row.told.as_ref().expect("it told");
    assert_eq!(cell.output_on_month, Some(BasisPoints(-1_333)));
    assert_eq!(cell.electricity_on_year, Some(BasisPoints(400)));
    // One that never told anything is not called late: nothing is known of it.
    assert_eq!(list.enterprises[1].colour, Colour::Grey);
    // What was recorded later is not true of an earlier day.
    let early = enterprises(
        desk.zone(),
        desk.looking(&calendars, date(2026, 1, 31)),
        &EnterpriseFilter::default(),
    );
    assert_eq!(early.month, "2026-01");
}

fn row(line: u32, target: Option<u32>, name: &str, output: i64) -> ImportedEnterprise {
    ImportedEnterprise {
        line,
        target: target.map(|version| (FIRM, version)),
        facts: NewEnterprise {
            code: String::new(),
            effective_on: date(2026, 3, 1),
            ..new(name, "")
        },
        month: Some(month(2026, 2)),
        figures: Figures {
            output_fen: Some(Fen(output)),
            ..Figures::default()
        },
        reason: None,
    }
}

#[test]
fn a_table_is_recorded_as_a_whole_or_not_at_all() {
    let mut desk = desk();
    let office = Actor::program();
    assert_eq!(
        record(&mut desk, &office, month(2026, 1), told(1_000, 5, 1), &[]),
        [""; 0]
    );
    let version = desk.zone().enterprises[&FIRM].version;
    let import = |rows: Vec<ImportedEnterprise>| EnterpriseCommand::Import(rows);
    let bad = vec![
        row(2, Some(version), "晨曜精密", 90),
        row(3, None, "远航电子", 10),
        row(4, None, "远航电子", 10),
        row(5, Some(version), "晨曜精密", 2_000),
    ];
    let refused = refused(&mut desk, &office, import(bad));
    let told: Vec<String> = refused
        .iter()
        .map(|own| {
            let subject = own.place.as_ref().and_then(|place| place.subject.clone());
            format!("{} {}", own.code, subject.unwrap_or_default())
        })
        .collect();
    assert_eq!(
        told,
        [
            "zone/question-unanswered line 2",
            "zone/enterprise-there line 4",
            "zone/enterprise-twice line 5",
        ]
    );
    assert_eq!(desk.zone().enterprises.len(), 1);
    let mut first = row(2, Some(version), "晨曜精密", 90);
    first.reason = Some(desk.texts.seal("停产检修", &[]));
    let good = vec![first, row(3, None, "远航电子", 10)];
    let events = desk.zone().seq;
    assert_eq!(play(&mut desk, &office, import(good.clone())), [""; 0]);
    assert_eq!(desk.zone().seq - events, 3, "one told, one added and told");
    // The same again changes nothing, and says so.
    let mut again = good;
    again[0].target = Some((FIRM, desk.zone().enterprises[&FIRM].version));
    again[1].target = Some((
        EnterpriseId(2),
        desk.zone().enterprises[&EnterpriseId(2)].version,
    ));
    assert_eq!(
        play(&mut desk, &office, import(again)),
        ["zone/nothing-told"]
    );
}

/// A step of a random story: who works on it next, or an answer and the enterprise's word.
fn steps() -> impl Strategy<Value = Vec<(u8, u32, i64)>> {
    prop::collection::vec((0_u8..6, 1_u32..4, 0_i64..9), 1..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Passing on never moves the first receiver nor the due date; only the enterprise's own
    /// sending back does, and by no more than the time the answer lay with it.
    #[test]
    fn passing_on_moves_neither_first_receiver_nor_due_date(story in steps()) {
        let mut desk = desk();
        let firm = actor(Role::Enterprise, None, Some(1));
        prop_assert!(raise(&mut desk, &firm, RequestKind::Energy, NOW).is_empty());
        let calendars = Desk::calendars(desk.zone());
        let mut answered = None;
        for (what, unit, days) in story {
            let before = desk.zone().requests[&RequestId(1)].clone();
            let due = before.standing().due;
            desk.today = desk.today.saturating_add(jiff::Span::new().days(days));
            let today = desk.today;
            let (by, step) = match what {
                0..=2 => (Actor::program(), pass(unit)),
                3 => (Actor::program(), answer(&mut desk)),
                4 => {
                    let reason = desk.texts.seal("不够", &[]);
                    (firm.clone(), RequestAct::Reopen { reason })
                }
                _ => (Actor::program(), RequestAct::Urge { note: None }),
            };
            let done = act(&mut desk, &by, 1, step, today).is_empty();
            let now = desk.zone().requests[&RequestId(1)].clone();
            prop_assert_eq!(now.first, UnitId(1));
            prop_assert_eq!(now.due, before.due);
            match (what, done) {
                (4, true) => {
                    let from = answered.take().expect("it was answered");
                    let waited = zone::clock::working_days(&calendars, from, today);
                    let moved_to = now.standing().due.on;
                    let moved = zone::clock::working_days(&calendars, due.on, moved_to);
                    prop_assert_eq!(moved, waited.max(0));
                }
                (3, true) => answered = Some(today),
                _ => prop_assert_eq!(now.standing().due, due),
            }
            // The state reads back from its snapshot.
            let bytes = desk.zone().to_snapshot();
            let read = zone::Zone::from_snapshot(&bytes);
            prop_assert_eq!(read.as_ref(), Some(desk.zone()));
        }
    }
}
