//! Reports from the opening of a cycle to their acceptance.

use jiff::civil::{Date, date};
use zone::authority::Role;
use zone::command::{ReportAnswer, SubmitReport, fact};
use zone::cycle::{CycleLength, DayCount, DayRule, Moved, Rhythm};
use zone::event::NewFact;
use zone::project::Evidence;
use zone::report::{
    QuestionKind, ReportAct, ReportId, ReportLine, ReportState, ReviewLevel, StageReached,
};
use zone::view::cycles::{MatrixRow, WaitsFor, cycles, matrix, reminders};
use zone::view::report::{ReportForm, form};
use zone::{
    Actor, BasisPoints, Command, CycleId, Event, Fen, Field, ProjectId, Refusal, Sealer, UnitId,
    Value,
};

use crate::desk::Desk;
use crate::parse;

const ID: ReportId = ReportId {
    cycle: CycleId(1),
    unit: UnitId(1),
};

/// Two units below a above; two running projects of the first, one of the second. April 2026 is
/// open and due on 6 May, after the holiday.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.today = date(2026, 4, 30);
    for line in [
        "found 示范区 on=2026-01-01",
        "unit 建设局 on=2026-01-01",
        "unit 招商局 on=2026-01-01",
        "unit 管委会 on=2026-01-01",
        "register name=甲 lead_unit=U1 total_investment=8000 year_plan.2026=3000 \
         actual_start=2025-06-01 nature=government_works on=2026-01-01",
        "register name=乙 lead_unit=U1 total_investment=5000 on=2026-01-01",
        "register name=丙 lead_unit=U2 on=2026-01-01",
        "record P1 on=2026-03-31 reported_ytd=600 reported_total=2600 physical_share=30%",
    ] {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.must(&command);
    }
    desk.must(&Command::ChangeUnit {
        id: UnitId(1),
        version: 1,
        change: zone::lineage::Change::HandedOver { to: UnitId(3) },
        document: "示发〔2026〕1号".to_owned(),
        effective_on: date(2026, 1, 1),
    });
    desk.must(&Command::SetRhythm(MONTHLY));
    desk.must(&Command::OpenNextCycle);
    desk.actor = actor("zhang", Role::Reporter, Some(1));
    desk
}

const MONTHLY: Rhythm = Rhythm {
    length: CycleLength::Month,
    opens: DayRule {
        days: -2,
        count: DayCount::Calendar,
        moved: Moved::Earlier,
    },
    due: DayRule {
        days: 4,
        count: DayCount::Calendar,
        moved: Moved::Later,
    },
};

fn actor(account: &str, role: Role, unit: Option<u32>) -> Actor {
    Actor {
        account: account.to_owned(),
        roles: vec![role],
        unit: unit.map(UnitId),
        person: None,
        enterprise: None,
    }
}

fn wan(amount: i64) -> Value {
    Value::Money(Fen(amount * 1_000_000))
}

fn ytd(amount: i64) -> NewFact {
    fact(Field::ReportedYtd, wan(amount))
}

fn share(percent: i32) -> NewFact {
    let share = Value::Share(BasisPoints(percent * 100));
    fact(Field::PhysicalShare, share)
}

fn line(project: u32, facts: Vec<NewFact>) -> ReportLine {
    ReportLine {
        project: ProjectId(project),
        facts,
        stage: None,
        problems: Vec::new(),
    }
}

/// A report that nobody questions.
fn sound() -> SubmitReport {
    SubmitReport {
        id: ID,
        version: 0,
        lines: vec![line(1, vec![ytd(900), share(36)]), line(2, vec![ytd(0)])],
        stated_sum: None,
        answers: Vec::new(),
        correction: None,
    }
}

fn refusals(desk: &mut Desk, command: &Command) -> Vec<Refusal> {
    desk.play(command).err().unwrap_or_default()
}

fn codes(refusals: &[Refusal]) -> Vec<&str> {
    let codes = refusals.iter().map(|own| own.code.as_str());
    codes
        .map(|code| code.strip_prefix("zone/").unwrap_or(code))
        .collect()
}

fn submit(desk: &mut Desk, report: &SubmitReport) -> Vec<Refusal> {
    refusals(desk, &Command::SubmitReport(Box::new(report.clone())))
}

/// Where each refusal stands: subject and field.
fn places(refusals: &[Refusal]) -> Vec<String> {
    let place = |own: &Refusal| {
        let place = own.place.clone().unwrap_or_default();
        let part = |text: Option<String>| text.unwrap_or_default();
        format!(
            "{} {}",
            part(place.subject.clone()),
            part(place.field.clone())
        )
    };
    refusals.iter().map(place).collect()
}

fn act(desk: &mut Desk, version: u32, act: ReportAct) -> Vec<String> {
    let command = Command::MoveReport {
        id: ID,
        version,
        act,
    };
    let refused = refusals(desk, &command);
    codes(&refused).into_iter().map(str::to_owned).collect()
}

fn row(desk: &Desk, on: Date) -> MatrixRow {
    let calendars = Desk::calendars(desk.zone());
    let found = matrix(desk.zone(), desk.looking(&calendars, on), CycleId(1));
    found.expect("a cycle").rows.remove(0)
}

fn shown(desk: &Desk) -> Option<ReportForm> {
    let calendars = Desk::calendars(desk.zone());
    form(desk.zone(), desk.looking(&calendars, desk.today), ID)
}

#[test]
fn the_next_cycle_opens_by_the_rhythm_and_its_due_day_is_moved_from_a_holiday() {
    let mut desk = desk();
    let cycle = desk.zone().cycles[&CycleId(1)].clone();
    assert_eq!(cycle.name.zh, "2026年4月");
    assert_eq!(
        (cycle.from, cycle.until),
        (date(2026, 4, 1), date(2026, 4, 30))
    );
    assert_eq!(
        (cycle.due_on, cycle.due_stated),
        (date(2026, 5, 6), Some(date(2026, 5, 4)))
    );
    desk.actor = Actor::program();
    let early = refusals(&mut desk, &Command::OpenNextCycle);
    assert_eq!(early[0].message.zh, "周期“2026年5月”到 2026-05-29 才开启");
    // By hand too: 1 May is a holiday, and the view says what was asked for.
    desk.must(&Command::OpenCycle {
        name: zone::Words::new("加报", "extra"),
        from: date(2026, 5, 1),
        until: date(2026, 5, 10),
        due_on: date(2026, 5, 1),
    });
    let calendars = Desk::calendars(desk.zone());
    let all = cycles(desk.zone(), desk.looking(&calendars, desk.today));
    assert_eq!(all.cycles[0].due_on, date(2026, 5, 6));
    assert_eq!(all.cycles[0].moved_from, Some(date(2026, 5, 1)));
    let next = all.next.expect("a rhythm");
    assert_eq!(
        (next.from, next.until),
        (date(2026, 5, 11), date(2026, 5, 31))
    );
}

#[test]
fn a_rhythm_that_is_due_before_it_opens_is_refused() {
    let mut desk = Desk::new();
    desk.must(&crate::dice::found());
    let mut backwards = MONTHLY;
    backwards.opens.days = 9;
    let refused = refusals(&mut desk, &Command::SetRhythm(backwards));
    assert_eq!(codes(&refused), ["wrong-period"]);
    backwards.due.days = 63;
    let refused = refusals(&mut desk, &Command::SetRhythm(backwards));
    assert_eq!(codes(&refused), ["implausible"]);
    let none = refusals(&mut desk, &Command::OpenNextCycle);
    assert_eq!(codes(&none), ["no-rhythm"]);
}

#[test]
fn it_is_submitted_reviewed_and_accepted_and_only_then_says_something() {
    let mut desk = desk();
    let wall = |desk: &Desk| {
        desk.zone().projects[&ProjectId(1)].money(&Field::ReportedYtd, date(2026, 4, 30))
    };
    assert_eq!(codes(&submit(&mut desk, &sound())), [""; 0]);
    assert_eq!(wall(&desk), Some(Fen(600_000_000)));
    assert_eq!(row(&desk, desk.today).cell.state, ReportState::Submitted);
    let review = ReportAct::Review { note: None };
    let accept = ReportAct::Accept { note: None };
    // The reporter has no right to either; a reviewer of another unit has none here.
    assert_eq!(act(&mut desk, 1, review.clone()), ["not-allowed"]);
    desk.actor = actor("other", Role::Reviewer, Some(2));
    assert_eq!(act(&mut desk, 1, review.clone()), ["not-allowed"]);
    desk.actor = actor("clerk", Role::Clerk, None);
    assert_eq!(act(&mut desk, 1, accept.clone()), ["not-reviewed"]);
    desk.actor = actor("above", Role::Reviewer, Some(3));
    assert_eq!(act(&mut desk, 0, review.clone()), ["stale"]);
    assert_eq!(act(&mut desk, 1, review.clone()), [""; 0]);
    assert_eq!(act(&mut desk, 2, review), ["already"]);
    assert_eq!(wall(&desk), Some(Fen(600_000_000)));
    desk.actor = actor("clerk", Role::Clerk, None);
    assert_eq!(act(&mut desk, 2, accept.clone()), [""; 0]);
    assert_eq!(act(&mut desk, 3, accept), ["already"]);
    assert_eq!(wall(&desk), Some(Fen(900_000_000)));
    let project = &desk.zone().projects[&ProjectId(1)];
    let (since, fact) = project
        .fact(&Field::ReportedYtd, desk.today)
        .expect("a fact");
    assert_eq!((since, fact.report), (date(2026, 4, 30), Some(ID)));
    let form = shown(&desk).expect("the office sees it");
    let steps: Vec<&str> = form.steps.iter().map(|own| own.what.zh.as_str()).collect();
    assert_eq!(steps, ["报送（2 个项目）", "一级审核通过", "采用"]);
    assert_eq!(
        form.lines[0].cells[0].known.as_ref().map(|own| own.number),
        Some(Some(600_000_000))
    );
}

#[test]
fn who_submitted_it_does_not_review_it() {
    let mut desk = desk();
    desk.actor = Actor::program();
    submit(&mut desk, &sound());
    assert!(
        !shown(&desk)
            .expect("a form")
            .may
            .contains(&zone::report::ReportActKind::Review)
    );
    let review = ReportAct::Review { note: None };
    assert_eq!(act(&mut desk, 1, review), ["own-report"]);
}

#[test]
fn what_lacks_or_is_not_the_units_is_refused_all_at_once() {
    let mut desk = desk();
    let mut report = sound();
    report.lines = vec![
        line(1, vec![share(36), fact(Field::YearPlan(2026), wan(1))]),
        line(3, vec![ytd(1)]),
    ];
    let refused = submit(&mut desk, &report);
    let expected = [
        "not-to-report",
        "figure-missing",
        "not-of-the-unit",
        "project-not-reported",
    ];
    assert_eq!(codes(&refused), expected);
    let at = ["P1 year_plan.2026", "P1 reported_ytd", "P3 ", "P2 "];
    assert_eq!(places(&refused), at);
    report.lines.clear();
    assert_eq!(codes(&submit(&mut desk, &report)), ["empty-report"]);
    report.lines = vec![line(1, Vec::new()), line(2, Vec::new())];
    assert_eq!(codes(&submit(&mut desk, &report)), ["empty-report"]);
    // What cannot be is refused with its project, as it would be elsewhere.
    report.lines = vec![line(1, vec![ytd(900), share(101)]), line(2, vec![ytd(0)])];
    let refused = submit(&mut desk, &report);
    assert_eq!(
        (codes(&refused), places(&refused)),
        (
            vec!["share-out-of-range"],
            vec!["P1 physical_share".to_owned()]
        )
    );
    report.id.unit = UnitId(2);
    assert_eq!(codes(&submit(&mut desk, &report)), ["not-allowed"]);
    report.id.cycle = CycleId(9);
    report.id.unit = UnitId(1);
    assert_eq!(codes(&submit(&mut desk, &report)), ["unknown"]);
    assert!(desk.zone().reports.is_empty());
}

/// The questions that lines of 甲 raise, as `kind field`.
fn asked(desk: &mut Desk, facts: Vec<NewFact>) -> Vec<String> {
    let mut report = sound();
    report.lines[0].facts = facts;
    let refused = submit(desk, &report);
    let words = |own: &Refusal| {
        let kinds = QuestionKind::ALL.into_iter();
        let kind = kinds.filter(|kind| own.message.en.contains(&kind.word().en));
        let kind = kind.map(|kind| format!("{kind:?}")).next();
        kind.unwrap_or_else(|| own.code.clone())
    };
    let kinds = refused.iter().map(words).zip(places(&refused));
    kinds
        .map(|(kind, place)| format!("{kind} {place}"))
        .collect()
}

#[test]
fn what_nobody_expects_is_asked_at_once() {
    let mut desk = desk();
    let total = |amount| fact(Field::ReportedTotal, wan(amount));
    let mut check = |facts: Vec<NewFact>, expected: &[&str]| {
        assert_eq!(asked(&mut desk, facts), expected);
    };
    check(vec![ytd(700), share(29)], &["GoesBack P1 physical_share"]);
    check(vec![ytd(599), share(31)], &["YearFalls P1 reported_ytd"]);
    check(vec![ytd(8_001), share(31)], &["AboveWhole P1 reported_ytd"]);
    check(vec![ytd(600), share(30)], &["Reprinted P1 reported_ytd"]);
    check(
        vec![ytd(700), total(2_800)],
        &["NotTheSum P1 reported_total"],
    );
    check(
        vec![ytd(500), total(2_500), share(20)],
        &[
            "GoesBack P1 physical_share",
            "GoesBack P1 reported_total",
            "YearFalls P1 reported_ytd",
        ],
    );
    let finished = fact(Field::ActualFinish, Value::Date(date(2026, 4, 20)));
    check(
        vec![ytd(700), share(90), finished],
        &["FinishedShort P1 physical_share"],
    );
    // Money is one thing, work another: the same words with new figures are no reprint.
    check(vec![ytd(600), share(31)], &[]);
}

#[test]
fn what_another_system_has_otherwise_is_asked_for() {
    let mut desk = desk();
    let reporter = desk.actor.clone();
    desk.actor = actor("clerk", Role::Clerk, None);
    desk.must(&Command::DefineSource(zone::source::Source {
        key: "platform".to_owned(),
        name: zone::Words::new("省调度平台", "provincial platform"),
        fields: vec!["physical_share".to_owned()],
    }));
    desk.actor = reporter;
    let mut check = |percent, expected: &[&str]| {
        assert_eq!(asked(&mut desk, vec![ytd(700), share(percent)]), expected);
    };
    check(31, &["Elsewhere P1 physical_share"]);
    check(30, &[]);
}

#[test]
fn what_another_system_is_the_source_of_is_not_typed_beside_it() {
    let mut desk = desk();
    desk.actor = actor("clerk", Role::Clerk, None);
    desk.must(&Command::DefineSource(zone::source::Source {
        key: "platform".to_owned(),
        name: zone::Words::new("省调度平台", "provincial platform"),
        fields: vec!["physical_share".to_owned()],
    }));
    let mut check = |line: &str, expected: &[&str]| {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        let refused = desk.play(&command).err().unwrap_or_default();
        assert_eq!(places(&refused), expected, "{line}: {refused:?}");
    };
    let typed = "record P1 on=2026-03-31 physical_share=31% reported_ytd=700";
    check(typed, &[" physical_share"]);
    check("record P1 on=2026-03-31 reported_ytd=700", &[]);
}

#[test]
fn a_figure_in_the_wrong_unit_is_asked_for() {
    let check = |facts: &str, told: i64, expected: &[&str]| {
        let mut desk = desk();
        desk.actor = Actor::program();
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, facts);
        desk.must(&command);
        let mut report = sound();
        report.lines[1] = line(2, vec![ytd(told)]);
        let refused = submit(&mut desk, &report);
        assert_eq!(places(&refused), expected, "{facts} {told}: {refused:?}");
    };
    // Without a whole to compare with: 32 written for 3,200,000, and the other way.
    let planned = "record P2 on=2026-01-01 total_investment=- year_plan.2026=4000";
    check(planned, 400, &[]);
    check(planned, 20_001, &["P2 reported_ytd"]);
    check(planned, 3, &["P2 reported_ytd"]);
    check(planned, 0, &[]);
    let known = "record P2 on=2026-03-31 total_investment=- year_plan.2026=4000 reported_ytd=300";
    check(known, 6_001, &["P2 reported_ytd"]);
    check(known, 4_400, &[]);
    // Last year's figure says nothing of this year's.
    let last_year = "record P2 on=2025-12-31 reported_ytd=4000";
    check(last_year, 10, &[]);
}

#[test]
fn an_answer_lets_it_pass_and_is_kept() {
    let mut desk = desk();
    let mut report = sound();
    report.lines[0].facts = vec![ytd(500), share(36)];
    report.stated_sum = Some(Fen(499_000_000));
    let refused = submit(&mut desk, &report);
    assert_eq!(places(&refused), ["P1 reported_ytd", " reported_ytd"]);
    assert_eq!(
        refused[0].message.zh,
        "“甲”本年累计完成投资：本年累计比上期少（本次 500 万元，对照 600 万元）"
    );
    let reason = desk.texts.seal("核减结算", &[]);
    let answer = |question, project| ReportAnswer {
        question,
        project,
        field: Field::ReportedYtd,
        reason,
    };
    report.answers = vec![answer(QuestionKind::YearFalls, Some(ProjectId(1)))];
    let refused = submit(&mut desk, &report);
    assert_eq!(codes(&refused), ["question-unanswered"]);
    report.answers.push(answer(QuestionKind::NotTheSum, None));
    assert_eq!(codes(&submit(&mut desk, &report)), [""; 0]);
    let form = shown(&desk).expect("its own unit sees it");
    let reasons = form.answers.iter().map(|own| own.reason.zh.as_str());
    assert_eq!(reasons.collect::<Vec<_>>(), ["核减结算", "核减结算"]);
}

#[test]
fn of_two_who_report_at_once_the_second_sees_the_first_and_decides() {
    let mut desk = desk();
    submit(&mut desk, &sound());
    desk.actor = actor("wang", Role::Reporter, Some(1));
    let mut second = sound();
    second.lines[0].facts = vec![ytd(950), share(36)];
    let refused = submit(&mut desk, &second);
    assert_eq!(
        refused[0].message.zh,
        "zhang 已于 2026-04-30 报送：P1 本年累计完成投资：900 万元 ↔ 950 万元"
    );
    assert_eq!(codes(&refused), ["report-changed"]);
    second.version = 1;
    // What has come in is corrected with a reason.
    let refused = submit(&mut desk, &second);
    assert_eq!(codes(&refused), ["correction-without-reason"]);
    second.correction = Some(desk.texts.seal("监理月报更正", &[]));
    assert_eq!(codes(&submit(&mut desk, &second)), [""; 0]);
    let report = &desk.zone().reports[&ID];
    assert_eq!(report.submissions().count(), 2);
    // The same again, seen at the old version: told that the figures are the same.
    second.version = 1;
    let again = submit(&mut desk, &second);
    assert_eq!(again[0].message.zh, "wang 已于 2026-04-30 报送：数字相同");
}

#[test]
fn it_is_returned_with_a_reason_and_comes_in_again() {
    let mut desk = desk();
    submit(&mut desk, &sound());
    desk.actor = actor("lead", Role::Reviewer, Some(1));
    let give_back = |reason, level| ReportAct::Return { reason, level };
    assert_eq!(
        act(&mut desk, 1, give_back(None, ReviewLevel::Unit)),
        ["no-reason"]
    );
    let reason = Some(desk.texts.seal("与合同不符", &[]));
    let office = give_back(reason, ReviewLevel::Office);
    assert_eq!(act(&mut desk, 1, office.clone()), ["not-allowed"]);
    assert_eq!(
        act(&mut desk, 1, give_back(reason, ReviewLevel::Unit)),
        [""; 0]
    );
    assert_eq!(
        act(&mut desk, 2, give_back(reason, ReviewLevel::Unit)),
        ["not-submitted"]
    );
    desk.actor = actor("zhang", Role::Reporter, Some(1));
    desk.today = date(2026, 5, 8);
    let mut again = sound();
    again.version = 2;
    assert_eq!(codes(&submit(&mut desk, &again)), [""; 0]);
    let row = row(&desk, desk.today);
    assert_eq!((row.cell.returned, row.cell.days_late), (1, 2));
    // Accepted ones too, until the cycle closes; what was accepted holds until the next.
    desk.actor = actor("lead", Role::Reviewer, Some(1));
    act(&mut desk, 3, ReportAct::Review { note: None });
    let again = sound();
    let held = submit(&mut desk, &again);
    assert_eq!(codes(&held), ["not-allowed"]);
    desk.actor = actor("clerk", Role::Clerk, None);
    act(&mut desk, 4, ReportAct::Accept { note: None });
    desk.actor = actor("zhang", Role::Reporter, Some(1));
    let held = submit(
        &mut desk,
        &SubmitReport {
            version: 5,
            ..sound()
        },
    );
    assert_eq!(codes(&held), ["report-in-hands"]);
    desk.actor = actor("clerk", Role::Clerk, None);
    assert_eq!(act(&mut desk, 5, office), [""; 0]);
    let project = &desk.zone().projects[&ProjectId(1)];
    assert_eq!(
        project.money(&Field::ReportedYtd, desk.today),
        Some(Fen(900_000_000))
    );
    // What it is compared with is what was known before it, not what it said itself.
    desk.actor = actor("zhang", Role::Reporter, Some(1));
    let mut less = SubmitReport {
        version: 6,
        ..sound()
    };
    less.lines[0].facts = vec![ytd(800), share(35)];
    assert_eq!(codes(&submit(&mut desk, &less)), [""; 0]);
}

#[test]
fn an_extension_is_asked_for_before_the_due_day() {
    let mut desk = desk();
    desk.today = date(2026, 5, 6);
    let reason = Some(desk.texts.seal("审计进场", &[]));
    let until = date(2026, 5, 9);
    let ask = |reason| ReportAct::AskExtension { until, reason };
    assert_eq!(act(&mut desk, 0, ask(None)), ["no-reason"]);
    let granted = ReportAct::DecideExtension {
        until: Some(until),
        note: None,
    };
    assert_eq!(act(&mut desk, 0, granted.clone()), ["not-allowed"]);
    desk.today = date(2026, 5, 7);
    let command = Command::MoveReport {
        id: ID,
        version: 0,
        act: ask(reason),
    };
    let late = refusals(&mut desk, &command);
    assert_eq!(late[0].message.zh, "延期应在截止日（2026-05-06）前申请");
    assert_eq!(late[0].remedy.zh, "先报送现有数字，逾期由调度办公室记录");
    desk.today = date(2026, 5, 6);
    assert_eq!(act(&mut desk, 0, ask(reason)), [""; 0]);
    assert_eq!(act(&mut desk, 1, ask(reason)), ["already"]);
    desk.actor = actor("clerk", Role::Clerk, None);
    assert_eq!(act(&mut desk, 1, granted), [""; 0]);
    // 9 May is a make-up working day after the holiday.
    let row = row(&desk, date(2026, 5, 8));
    assert_eq!(
        (row.due_on, row.extended, row.cell.days_late),
        (until, true, -1)
    );
}

#[test]
fn a_closed_cycle_takes_no_report_and_a_pending_one_is_not_closed() {
    let mut desk = desk();
    submit(&mut desk, &sound());
    desk.today = date(2026, 5, 20);
    desk.actor = actor("clerk", Role::Clerk, None);
    let close = Command::CloseCycle { id: CycleId(1) };
    let pending = refusals(&mut desk, &close);
    assert_eq!(pending[0].message.zh, "还有报表待审或待采用：建设局");
    act(&mut desk, 1, ReportAct::Review { note: None });
    act(&mut desk, 2, ReportAct::Accept { note: None });
    desk.must(&close);
    let again = SubmitReport {
        version: 3,
        ..sound()
    };
    let refused = submit(&mut desk, &again);
    assert_eq!(refused[0].message.zh, "周期 2026年4月 已关闭");
    assert_eq!(refused[0].code, "zone/cycle-closed");
}

#[test]
fn a_stage_and_a_problem_come_with_it() {
    let mut desk = desk();
    let mut report = sound();
    let document = |kind: &str| Evidence::Document {
        kind: kind.to_owned(),
        number: "批〔2026〕1号".to_owned(),
    };
    let path = desk.zone().stage_paths["government_works"].stages.clone();
    report.lines[0].stage = Some(StageReached {
        to: path[1].key.clone(),
        evidence: vec![document("approval")],
        on: date(2026, 4, 12),
    });
    let refused = submit(&mut desk, &report);
    assert_eq!(
        (codes(&refused), places(&refused)),
        (vec!["not-forward"], vec!["P1 stage".to_owned()])
    );
    let first = &path[0];
    report.lines[0].stage = Some(StageReached {
        to: first.key.clone(),
        evidence: first.evidence.iter().map(|kind| document(kind)).collect(),
        on: date(2026, 4, 12),
    });
    report.lines[0].problems.push(zone::report::ProblemTold {
        kind: "用地".to_owned(),
        severity: zone::problem::Severity::Serious,
        owner: Some(UnitId(2)),
        delay_days: 20,
        description: desk.texts.seal("征地未完", &[]),
        due_on: None,
    });
    assert_eq!(codes(&submit(&mut desk, &report)), [""; 0]);
    desk.actor = actor("clerk", Role::Clerk, None);
    act(&mut desk, 1, ReportAct::Review { note: None });
    act(&mut desk, 2, ReportAct::Accept { note: None });
    let project = &desk.zone().projects[&ProjectId(1)];
    let stage = project.fact(&Field::Stage, desk.today).expect("a stage").1;
    assert_eq!(stage.report, Some(ID));
    assert_eq!(desk.zone().problems.len(), 1);
    let last = desk.events.iter().rev().take(4).map(|own| own.kind().0);
    let last: Vec<&str> = last.collect();
    assert_eq!(
        last,
        [
            "project.facts_recorded",
            "problem.raised",
            "project.stage_moved",
            "project.facts_recorded"
        ]
    );
    assert!(matches!(
        desk.events[desk.events.len() - 5],
        Event::ReportAccepted(_)
    ));
}

#[test]
fn reminders_say_who_owes_what_and_who_may_see_it() {
    let mut desk = desk();
    let texts = |desk: &Desk, on: Date, actor: &Actor| {
        let calendars = Desk::calendars(desk.zone());
        let mut looking = desk.looking(&calendars, on);
        looking.actor = actor;
        let found = reminders(desk.zone(), looking).reminders;
        let told = found.into_iter().map(|own| (own.waits_for, own.text.zh));
        told.collect::<Vec<_>>()
    };
    let clerk = actor("clerk", Role::Clerk, None);
    let own = "建设局：请于 2026-05-06 前报送2026年4月进展（2 个项目），今天截止。".to_owned();
    let other = "招商局：请于 2026-05-06 前报送2026年4月进展（1 个项目），今天截止。".to_owned();
    let on = date(2026, 5, 6);
    assert_eq!(
        texts(&desk, on, &clerk),
        [(WaitsFor::Unit, own.clone()), (WaitsFor::Unit, other)]
    );
    let zhang = desk.actor.clone();
    assert_eq!(texts(&desk, on, &zhang), [(WaitsFor::Unit, own)]);
    let above = actor("above", Role::Reviewer, Some(3));
    assert_eq!(texts(&desk, on, &above).len(), 1);
    for blind in [Role::Public, Role::Auditor, Role::SystemAdmin] {
        assert!(texts(&desk, on, &actor("x", blind, None)).is_empty());
    }
    submit(&mut desk, &sound());
    let waits = texts(&desk, date(2026, 5, 8), &clerk);
    assert_eq!(
        waits[0].1,
        "招商局：请于 2026-05-06 前报送2026年4月进展（1 个项目），已逾期 2 个工作日。"
    );
    assert_eq!(waits[1].0, WaitsFor::Reviewer);
    // What it says is seen by the unit, those who review it and the office; leaders see that it
    // has come in.
    let sees = |actor: &Actor| {
        let calendars = Desk::calendars(desk.zone());
        let mut looking = desk.looking(&calendars, on);
        looking.actor = actor;
        form(desk.zone(), looking, ID).is_some()
    };
    assert!([&zhang, &above, &clerk].into_iter().all(sees));
    let leader = actor("leader", Role::Leader, None);
    let stranger = actor("wu", Role::Reporter, Some(2));
    assert!(!sees(&leader) && !sees(&stranger));
    let calendars = Desk::calendars(desk.zone());
    let mut looking = desk.looking(&calendars, on);
    looking.actor = &leader;
    let rows = matrix(desk.zone(), looking, CycleId(1))
        .expect("a cycle")
        .rows;
    assert_eq!(rows[0].cell.word.zh, "待审");
}

#[test]
fn the_digest_is_of_the_figures_whatever_their_order() {
    let mut texts = zone::text::TextTable::default();
    let digest = |lines: &[ReportLine]| zone::report::figures_digest(ID.cycle, ID.unit, lines);
    let mut lines = sound().lines;
    let plain = digest(&lines);
    lines.reverse();
    lines[1].facts.reverse();
    let words = Value::FreeText(texts.seal("主体封顶", &[]));
    lines[0].facts.push(fact(Field::PhysicalWords, words));
    assert_eq!(digest(&lines), plain);
    lines[0].facts[0] = ytd(1);
    assert_ne!(digest(&lines), plain);
}
