//! Reports signed within their unit: steps, delegation, giving back, corrections in their window.

use jiff::civil::{Date, date};
use zone::authority::Role;
use zone::command::{SubmitReport, fact};
use zone::cycle::{CycleLength, DayCount, DayRule, Moved, Rhythm};
use zone::problem::Severity;
use zone::project::Evidence;
use zone::report::{ReportAct, ReportActKind, ReportId, ReportLine, ReportState, ReviewLevel};
use zone::signoff::command::{Delegate, SignoffCommand};
use zone::signoff::{SignRole, SignRoute, SignStep};
use zone::view::cycles::{MatrixRow, matrix};
use zone::view::report::{ReportForm, form};
use zone::{
    Actor, Command, CycleId, Fen, Field, Holder, PersonId, PostId, ProjectId, Sealer, UnitId, Value,
};

use crate::desk::Desk;
use crate::parse;

pub(crate) const ID: ReportId = ReportId {
    cycle: CycleId(1),
    unit: UnitId(1),
};

/// A unit with two projects in the open round of April 2026 (due on 6 May, three working days to
/// correct). R1 handles, R2 reviews, R3 holds the post of the head, R4 is the secretary.
pub(crate) fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.today = date(2026, 4, 30);
    for line in [
        "found 示范区 on=2026-01-01",
        "unit 建设局 on=2026-01-01",
        "unit 招商局 on=2026-01-01",
        "register name=甲 lead_unit=U1 on=2026-01-01",
        "register name=乙 lead_unit=U1 on=2026-01-01",
        "register name=丙 lead_unit=U2 on=2026-01-01",
    ] {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.must(&command);
    }
    for name in ["张经办", "李审核", "王局长", "赵秘书", "外人"] {
        let name = desk.texts.seal(name, &[]);
        desk.must(&Command::AddPerson {
            name,
            unit: Some(UnitId(1)),
            protocol_rank: 1,
            effective_on: date(2026, 1, 1),
        });
    }
    desk.must(&Command::AddPost {
        title: "局长".to_owned(),
        unit: Some(UnitId(1)),
        protocol_rank: 1,
        effective_on: date(2026, 1, 1),
    });
    hold(&mut desk, 1, Some(3), date(2026, 1, 1));
    let rule = |days, moved| DayRule {
        days,
        count: DayCount::Calendar,
        moved,
    };
    desk.must(&Command::SetRhythm(Rhythm {
        length: CycleLength::Month,
        opens: rule(-2, Moved::Earlier),
        due: rule(4, Moved::Later),
    }));
    desk.must(&Command::SetCorrectionWindow { days: 3 });
    desk.must(&Command::OpenNextCycle);
    desk
}

fn hold(desk: &mut Desk, version: u32, holder: Option<u32>, on: Date) {
    desk.must(&Command::HoldPost {
        id: PostId(1),
        version,
        holder: holder.map(PersonId),
        document: "示组〔2026〕1号".to_owned(),
        effective_on: on,
    });
}

pub(crate) fn route() -> SignRoute {
    let step = |role, signer| SignStep {
        role,
        signers: vec![signer],
    };
    SignRoute {
        steps: vec![
            step(SignRole::Handler, Holder::Person(PersonId(1))),
            step(SignRole::Reviewer, Holder::Person(PersonId(2))),
            step(SignRole::Head, Holder::Post(PostId(1))),
        ],
        one_person: false,
        reviewed_after: false,
    }
}

pub(crate) fn settle(desk: &mut Desk, route: SignRoute) {
    let version = desk.zone().routes.get(&UnitId(1));
    let version = version.map_or(0, |own| own.version);
    let by = std::mem::replace(&mut desk.actor, Actor::program());
    desk.must(&signoff(SignoffCommand::SetRoute {
        unit: UnitId(1),
        version,
        route,
        document: "建设局签发办法".to_owned(),
    }));
    desk.actor = by;
}

fn signoff(command: SignoffCommand) -> Command {
    Command::Signoff(Box::new(command))
}

/// Somebody of the unit, by the number of the person.
pub(crate) fn sits(desk: &mut Desk, person: u32) {
    let role = match person {
        1 | 4 => Role::Reporter,
        _ => Role::Reviewer,
    };
    desk.actor = Actor {
        account: format!("r{person}"),
        roles: vec![role],
        unit: Some(UnitId(1)),
        person: Some(PersonId(person)),
        enterprise: None,
    };
}

pub(crate) fn office(desk: &mut Desk) {
    desk.actor = Actor {
        account: "clerk".to_owned(),
        roles: vec![Role::Clerk],
        unit: None,
        person: None,
        enterprise: None,
    };
}

pub(crate) fn report(version: u32, ytd: i64) -> SubmitReport {
    let line = |project, amount: i64| ReportLine {
        project: ProjectId(project),
        facts: vec![fact(
            Field::ReportedYtd,
            Value::Money(Fen(amount * 1_000_000)),
        )],
        stage: None,
        problems: Vec::new(),
    };
    SubmitReport {
        id: ID,
        version,
        lines: vec![line(1, ytd), line(2, 50)],
        stated_sum: None,
        answers: Vec::new(),
        correction: None,
    }
}

/// The codes with which a command is refused; none if it is carried out.
pub(crate) fn codes(desk: &mut Desk, command: &Command) -> Vec<String> {
    let refused = desk.play(command).err().unwrap_or_default();
    let code = |own: zone::Refusal| own.code.trim_start_matches("zone/").to_owned();
    refused.into_iter().map(code).collect()
}

pub(crate) fn version(desk: &Desk) -> u32 {
    desk.zone().reports.get(&ID).map_or(0, |own| own.version)
}

pub(crate) fn submit(desk: &mut Desk, ytd: i64, correction: Option<&str>) -> Vec<String> {
    let mut report = report(version(desk), ytd);
    report.correction = correction.map(|why| desk.texts.seal(why, &[]));
    codes(desk, &Command::SubmitReport(Box::new(report)))
}

pub(crate) fn sign(desk: &mut Desk) -> Vec<String> {
    let command = signoff(SignoffCommand::Sign {
        id: ID,
        version: version(desk),
        digest: None,
        note: None,
    });
    codes(desk, &command)
}

fn give_back(desk: &mut Desk, why: Option<&str>) -> Vec<String> {
    let reason = why.map(|why| desk.texts.seal(why, &[]));
    let command = signoff(SignoffCommand::GiveBack {
        id: ID,
        version: version(desk),
        reason,
    });
    codes(desk, &command)
}

fn act(desk: &mut Desk, act: ReportAct) -> Vec<String> {
    let version = version(desk);
    let command = Command::MoveReport {
        id: ID,
        version,
        act,
    };
    codes(desk, &command)
}

pub(crate) fn row(desk: &Desk) -> MatrixRow {
    let calendars = Desk::calendars(desk.zone());
    let looking = desk.looking(&calendars, desk.today);
    let found = matrix(desk.zone(), looking, CycleId(1));
    found.expect("a cycle").rows.remove(0)
}

pub(crate) fn shown(desk: &Desk) -> ReportForm {
    let calendars = Desk::calendars(desk.zone());
    form(desk.zone(), desk.looking(&calendars, desk.today), ID).expect("a form")
}

fn hangs(desk: &Desk) -> String {
    row(desk).cell.hangs.map_or_else(String::new, |own| own.zh)
}

const NONE: [&str; 0] = [];

#[test]
fn it_goes_from_handler_to_head_before_it_counts_as_submitted() {
    let mut desk = desk();
    settle(&mut desk, route());
    sits(&mut desk, 1);
    // What the handler fills in and hands in is signed by the handler.
    assert_eq!(submit(&mut desk, 900, None), NONE);
    assert_eq!(row(&desk).cell.state, ReportState::Signing);
    assert_eq!(
        (hangs(&desk).as_str(), row(&desk).submitted_on),
        ("待审核签字", None)
    );
    // The head does not sign before the reviewer; nobody signs twice.
    assert_eq!(sign(&mut desk), ["not-a-signer"]);
    sits(&mut desk, 3);
    assert_eq!(sign(&mut desk), ["not-a-signer"]);
    office(&mut desk);
    assert_eq!(sign(&mut desk), ["not-a-signer"]);
    let accept = ReportAct::Accept { note: None };
    assert_eq!(act(&mut desk, accept.clone()), ["not-submitted"]);
    sits(&mut desk, 2);
    assert!(shown(&desk).may.contains(&ReportActKind::Sign));
    assert_eq!(sign(&mut desk), NONE);
    assert_eq!(hangs(&desk), "待负责人签字");
    desk.today = date(2026, 5, 6);
    sits(&mut desk, 3);
    assert_eq!(sign(&mut desk), NONE);
    // The head's signature is the first level; the clock stopped on its day.
    let row = row(&desk);
    assert_eq!(row.cell.state, ReportState::Reviewed);
    assert_eq!(row.submitted_on, Some(date(2026, 5, 6)));
    let signing = shown(&desk).signing.expect("steps");
    let who: Vec<String> = signing
        .steps
        .iter()
        .map(|own| {
            own.signed
                .as_ref()
                .map_or("—", |own| &own.who.zh)
                .to_owned()
        })
        .collect();
    assert_eq!(who, ["张经办", "李审核", "王局长"]);
    office(&mut desk);
    assert_eq!(act(&mut desk, accept), NONE);
    assert_eq!(
        desk.zone().projects[&ProjectId(1)].money(&Field::ReportedYtd, desk.today),
        Some(Fen(900_000_000))
    );
}

#[test]
fn a_change_makes_every_signature_void_and_says_so() {
    let mut desk = desk();
    settle(&mut desk, route());
    sits(&mut desk, 1);
    submit(&mut desk, 900, None);
    sits(&mut desk, 2);
    sign(&mut desk);
    sits(&mut desk, 1);
    assert_eq!(submit(&mut desk, 901, None), NONE);
    assert_eq!(hangs(&desk), "待审核签字");
    let signing = shown(&desk).signing.expect("steps");
    let void: Vec<&str> = signing.void.iter().map(|own| own.why.zh.as_str()).collect();
    assert_eq!(void, ["2026-04-30 重新报送，签字作废"; 2]);
    let held = desk.zone().reports[&ID].signatures();
    let digest = zone::report::figures_digest(ID.cycle, ID.unit, &report(0, 901).lines);
    assert_eq!((held.len(), &held[0].1.digest), (1, &digest));
    // Who looked at other figures is told before signing.
    sits(&mut desk, 2);
    let command = signoff(SignoffCommand::Sign {
        id: ID,
        version: version(&desk),
        digest: Some("00".repeat(32)),
        note: None,
    });
    assert_eq!(codes(&mut desk, &command), ["figures-changed"]);
}

#[test]
fn it_is_given_back_with_a_reason_and_that_is_no_returned_round() {
    let mut desk = desk();
    settle(&mut desk, route());
    sits(&mut desk, 1);
    submit(&mut desk, 900, None);
    sits(&mut desk, 2);
    assert_eq!(give_back(&mut desk, None), ["no-reason"]);
    assert_eq!(give_back(&mut desk, Some("乙少报一个月")), NONE);
    assert_eq!(hangs(&desk), "退经办修改");
    assert_eq!(sign(&mut desk), ["report-given-back"]);
    sits(&mut desk, 1);
    assert_eq!(submit(&mut desk, 950, None), NONE);
    assert_eq!(
        (hangs(&desk).as_str(), row(&desk).cell.returned),
        ("待审核签字", 0)
    );
    let office_return = ReportAct::Return {
        reason: Some(desk.texts.seal("等等", &[])),
        level: ReviewLevel::Office,
    };
    office(&mut desk);
    assert_eq!(act(&mut desk, office_return), ["not-submitted"]);
}

#[test]
fn one_person_signs_one_step_unless_the_unit_is_one_person() {
    let mut desk = desk();
    let mut all = route();
    for step in &mut all.steps {
        step.signers = vec![Holder::Person(PersonId(1)), Holder::Person(PersonId(2))];
    }
    settle(&mut desk, all.clone());
    sits(&mut desk, 1);
    submit(&mut desk, 900, None);
    assert_eq!(sign(&mut desk), ["signed-twice"]);
    // Another account of the same person is the same person.
    desk.actor.account = "other".to_owned();
    assert_eq!(sign(&mut desk), ["signed-twice"]);
    all.one_person = true;
    let undocumented = signoff(SignoffCommand::SetRoute {
        unit: UnitId(1),
        version: 1,
        route: all.clone(),
        document: " ".to_owned(),
    });
    office(&mut desk);
    assert_eq!(codes(&mut desk, &undocumented), ["no-document"]);
    settle(&mut desk, all);
    sits(&mut desk, 1);
    // The route of what came in stays what it was; the next round has the new one.
    assert_eq!(sign(&mut desk), ["signed-twice"]);
    submit(&mut desk, 901, None);
    assert_eq!((sign(&mut desk), sign(&mut desk)), (vec![], vec![]));
    assert_eq!(row(&desk).cell.state, ReportState::Reviewed);
}

#[test]
fn who_filled_it_in_does_not_sign_it_as_head() {
    let mut desk = desk();
    let mut head = route();
    head.steps.remove(0);
    head.steps.remove(0);
    head.reviewed_after = true;
    settle(&mut desk, head);
    sits(&mut desk, 3);
    desk.actor.roles = vec![Role::Reporter];
    submit(&mut desk, 900, None);
    assert_eq!(sign(&mut desk), ["signed-twice"]);
    sits(&mut desk, 1);
    submit(&mut desk, 900, None);
    sits(&mut desk, 3);
    assert_eq!(sign(&mut desk), NONE);
    // This unit has its head's reports reviewed, by somebody else than the head.
    assert_eq!(row(&desk).cell.state, ReportState::Submitted);
    let review = ReportAct::Review { note: None };
    assert_eq!(act(&mut desk, review.clone()), ["own-report"]);
    sits(&mut desk, 2);
    assert_eq!(act(&mut desk, review), NONE);
}

#[test]
fn steps_out_of_order_without_people_or_with_strangers_are_refused() {
    let mut desk = desk();
    let check = |desk: &mut Desk, change: &dyn Fn(&mut SignRoute), expected: &[&str]| {
        let mut own = route();
        change(&mut own);
        let command = signoff(SignoffCommand::SetRoute {
            unit: UnitId(1),
            version: 0,
            route: own,
            document: String::new(),
        });
        assert_eq!(codes(desk, &command), expected);
    };
    check(
        &mut desk,
        &|own| own.steps.reverse(),
        &["steps-out-of-order"],
    );
    let twice = |own: &mut SignRoute| own.steps[1].role = SignRole::Handler;
    check(&mut desk, &twice, &["steps-out-of-order"]);
    let nobody = |own: &mut SignRoute| own.steps[1].signers.clear();
    check(&mut desk, &nobody, &["step-without-signer"]);
    let unknown = |own: &mut SignRoute| own.steps[0].signers[0] = Holder::Post(PostId(9));
    check(&mut desk, &unknown, &["unknown"]);
    sits(&mut desk, 1);
    check(&mut desk, &|_| {}, &["not-allowed"]);
    sits(&mut desk, 2);
    check(&mut desk, &|_| {}, &NONE);
}

fn delegation(from: Date, until: Date) -> Delegate {
    Delegate {
        unit: UnitId(1),
        principal: None,
        delegate: PersonId(4),
        forms: vec![CycleLength::Month],
        from,
        until,
        document: "授权委托书1号".to_owned(),
    }
}

fn delegate(desk: &mut Desk, own: Delegate) -> Vec<String> {
    codes(desk, &signoff(SignoffCommand::Delegate(own)))
}

/// A report that waits for its head, on 30 April.
fn at_the_head(desk: &mut Desk) {
    settle(desk, route());
    sits(desk, 1);
    submit(desk, 900, None);
    sits(desk, 2);
    sign(desk);
}

#[test]
fn a_secretary_signs_for_the_head_and_it_says_so() {
    let mut desk = desk();
    at_the_head(&mut desk);
    let (from, until) = (date(2026, 4, 30), date(2026, 5, 31));
    sits(&mut desk, 4);
    assert_eq!(sign(&mut desk), ["not-a-signer"]);
    assert_eq!(
        delegate(&mut desk, delegation(from, until)),
        ["not-allowed"]
    );
    sits(&mut desk, 3);
    assert_eq!(delegate(&mut desk, delegation(from, until)), NONE);
    sits(&mut desk, 4);
    let signs_for = shown(&desk).signing.expect("steps").signs_for;
    let words = "受王局长委托代签，委托 D1，授权委托书1号";
    assert_eq!(signs_for.expect("a delegate").zh, words);
    assert_eq!(sign(&mut desk), NONE);
    let form = shown(&desk);
    let head = form.signing.expect("steps").steps[2].signed.clone();
    let head = head.expect("signed");
    assert_eq!((head.who.zh.as_str(), head.by.as_str()), ("赵秘书", "r4"));
    assert_eq!(head.on_behalf.expect("for the head").zh, words);
    let last = form.steps.last().expect("a step").what.zh.clone();
    assert_eq!(last, format!("负责人签字：赵秘书（{words}）"));
    // No chain: who signs for the head does not pass it on.
    let own = Delegate {
        delegate: PersonId(5),
        ..delegation(from, until)
    };
    assert_eq!(delegate(&mut desk, own), ["delegation-chain"]);
}

#[test]
fn a_delegation_ends_by_date_by_revocation_and_with_its_head() {
    let check = |form: CycleLength, later: Date, change: &dyn Fn(&mut Desk), expected: &str| {
        let mut desk = desk();
        at_the_head(&mut desk);
        sits(&mut desk, 3);
        let own = Delegate {
            forms: vec![form],
            ..delegation(date(2026, 5, 2), date(2026, 5, 4))
        };
        assert_eq!(delegate(&mut desk, own), NONE);
        desk.today = later;
        change(&mut desk);
        sits(&mut desk, 4);
        let expected: Vec<&str> = expected.split_whitespace().collect();
        assert_eq!(sign(&mut desk), expected, "{form:?} {later}");
    };
    let nothing = |_: &mut Desk| {};
    let (early, right, late) = (date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 5));
    check(CycleLength::Month, right, &nothing, "");
    check(CycleLength::Month, early, &nothing, "delegation-lapsed");
    check(CycleLength::Month, date(2026, 5, 4), &nothing, "");
    check(CycleLength::Month, late, &nothing, "delegation-lapsed");
    check(
        CycleLength::Quarter,
        right,
        &nothing,
        "delegation-elsewhere",
    );
    let revoked = |desk: &mut Desk| {
        let revoke = |reason| {
            signoff(SignoffCommand::Revoke {
                id: zone::DelegationId(1),
                reason,
            })
        };
        assert_eq!(codes(desk, &revoke(None)), ["no-reason"]);
        let reason = Some(desk.texts.seal("已返岗", &[]));
        sits(desk, 4);
        assert_eq!(codes(desk, &revoke(reason)), ["not-the-head"]);
        sits(desk, 3);
        assert_eq!(codes(desk, &revoke(reason)), NONE);
        assert_eq!(codes(desk, &revoke(reason)), ["already"]);
    };
    check(CycleLength::Month, right, &revoked, "delegation-lapsed");
    let moved_on = |desk: &mut Desk| {
        desk.actor = Actor::program();
        hold(desk, 2, Some(5), date(2026, 5, 2));
    };
    check(CycleLength::Month, right, &moved_on, "principal-gone");
}

#[test]
fn what_is_no_delegation_is_refused_with_every_reason() {
    let mut desk = desk();
    at_the_head(&mut desk);
    sits(&mut desk, 3);
    let wrong = Delegate {
        delegate: PersonId(3),
        forms: Vec::new(),
        document: String::new(),
        ..delegation(date(2026, 4, 29), date(2028, 1, 1))
    };
    let expected = [
        "no-document",
        "delegated-backwards",
        "delegated-too-long",
        "empty",
        "delegated-to-oneself",
    ];
    assert_eq!(delegate(&mut desk, wrong), expected);
    // The office records what stands on paper, but only of the head.
    office(&mut desk);
    let mut own = delegation(date(2026, 4, 30), date(2026, 5, 31));
    assert_eq!(delegate(&mut desk, own.clone()), ["not-the-head"]);
    own.principal = Some(PersonId(2));
    assert_eq!(delegate(&mut desk, own.clone()), ["not-the-head"]);
    own.principal = Some(PersonId(3));
    assert_eq!(delegate(&mut desk, own.clone()), NONE);
    // The reviewer delegates nothing, nor in the head's name.
    sits(&mut desk, 2);
    assert_eq!(delegate(&mut desk, own), ["not-the-head", "not-the-head"]);
}

#[test]
fn the_unit_corrects_in_its_window_with_a_reason_and_not_after() {
    let mut desk = desk();
    assert_eq!(desk.zone().cycles[&CycleId(1)].locks_on, date(2026, 5, 9));
    sits(&mut desk, 1);
    desk.today = date(2026, 5, 6);
    assert_eq!(submit(&mut desk, 900, None), NONE);
    assert!(shown(&desk).corrects);
    desk.today = date(2026, 5, 9);
    assert_eq!(submit(&mut desk, 910, None), ["correction-without-reason"]);
    assert_eq!(submit(&mut desk, 910, Some("监理更正")), NONE);
    // No returned round, and not late: it came in on its day.
    let own = row(&desk);
    assert_eq!((own.cell.returned, own.cell.days_late), (0, 0));
    assert_eq!(own.submitted_on, Some(date(2026, 5, 6)));
    let told: Vec<String> = shown(&desk)
        .steps
        .into_iter()
        .map(|own| own.what.zh)
        .collect();
    assert_eq!(told, ["报送（2 个项目）", "更正（2 个项目）"]);
    desk.today = date(2026, 5, 11);
    assert_eq!(submit(&mut desk, 920, Some("又有更正")), ["report-locked"]);
    assert!(!shown(&desk).may.contains(&ReportActKind::Submit));
    // After it, by the office's return.
    let reason = Some(desk.texts.seal("请改", &[]));
    let level = ReviewLevel::Office;
    office(&mut desk);
    assert_eq!(act(&mut desk, ReportAct::Return { reason, level }), NONE);
    sits(&mut desk, 1);
    assert_eq!(submit(&mut desk, 920, None), NONE);
    assert_eq!(row(&desk).cell.returned, 1);
}

#[test]
fn a_correction_of_what_was_signed_is_signed_again() {
    let mut desk = desk();
    at_the_head(&mut desk);
    sits(&mut desk, 3);
    sign(&mut desk);
    desk.today = date(2026, 5, 8);
    sits(&mut desk, 1);
    assert_eq!(submit(&mut desk, 910, Some("监理更正")), NONE);
    let own = row(&desk);
    assert_eq!(own.cell.state, ReportState::Signing);
    assert_eq!(own.submitted_on, Some(date(2026, 4, 30)));
    // A corrected report that hangs is not closed over.
    desk.today = date(2026, 5, 12);
    office(&mut desk);
    let close = Command::CloseCycle { id: CycleId(1) };
    assert_eq!(codes(&mut desk, &close), ["reports-pending"]);
    // Begun in its window, it is signed after it.
    for person in [2, 3] {
        sits(&mut desk, person);
        assert_eq!(sign(&mut desk), NONE);
    }
    assert_eq!(row(&desk).cell.state, ReportState::Reviewed);
}

#[test]
fn figures_are_not_recorded_beside_the_round() {
    let mut desk = desk();
    let record = |on| Command::RecordFacts {
        id: ProjectId(1),
        version: 1,
        effective_on: on,
        facts: vec![fact(Field::ReportedYtd, Value::Money(Fen(7)))],
    };
    sits(&mut desk, 1);
    let beside = record(date(2026, 4, 30));
    let refused = desk.play(&beside).err().unwrap_or_default();
    assert_eq!(refused[0].code, "zone/report-in-the-round");
    assert!(refused[0].message.zh.contains("2026年4月"), "{refused:?}");
    let earlier = record(date(2026, 3, 31));
    assert_eq!(codes(&mut desk, &earlier), ["report-in-the-round"]);
    office(&mut desk);
    assert_eq!(codes(&mut desk, &beside), NONE);
}

#[test]
fn a_stage_goes_through_the_steps_too_and_a_problem_does_not_wait() {
    let mut desk = desk();
    let first = desk.zone().stage_paths["government_works"].stages[0].clone();
    let evidence = first.evidence.iter().map(|kind| Evidence::Document {
        kind: kind.clone(),
        number: "批〔2026〕1号".to_owned(),
    });
    let evidence: Vec<Evidence> = evidence.collect();
    let moved = |version, on| Command::MoveStage {
        id: ProjectId(1),
        version,
        to: first.key.clone(),
        evidence: evidence.clone(),
        effective_on: on,
    };
    office(&mut desk);
    let nature = Value::Text("government_works".to_owned());
    desk.must(&Command::RecordFacts {
        id: ProjectId(1),
        version: 1,
        effective_on: date(2026, 1, 1),
        facts: vec![fact(Field::Nature, nature)],
    });
    sits(&mut desk, 1);
    let beside = moved(2, date(2026, 4, 30));
    assert_eq!(codes(&mut desk, &beside), ["report-in-the-round"]);
    let problem = Command::RaiseProblem {
        project: ProjectId(1),
        kind: "用地".to_owned(),
        severity: Severity::Serious,
        owner: Some(UnitId(1)),
        delay_days: 3,
        description: desk.texts.seal("批文未到", &[]),
        due_on: None,
        effective_on: date(2026, 4, 30),
    };
    assert_eq!(codes(&mut desk, &problem), NONE);
    // The next round is not open yet: a stage of May is told as it is reached.
    desk.today = date(2026, 5, 8);
    let version = desk.zone().projects[&ProjectId(1)].version;
    let later = moved(version, date(2026, 5, 8));
    assert_eq!(codes(&mut desk, &later), NONE);
}
