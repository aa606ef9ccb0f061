//! Meetings from planning to minutes; their agenda and their book.

use jiff::civil::{Date, Time, date};
use zone::authority::Role;
use zone::command::AssignItem;
use zone::item::{ItemAct, ItemKind};
use zone::meeting::{
    AgendaEntry, Attendee, MeetingAct, MeetingKind, MeetingPlan, MeetingState, Subject,
};
use zone::project::Evidence;
use zone::view::Looking;
use zone::view::agenda::{self, AgendaBoard, WhyKind};
use zone::view::book::{self, Book};
use zone::view::meetings::{AskedState, MeetingSheet, meetings, sheet};
use zone::{
    Actor, Calendars, Colour, Command, Holder, ItemId, MeetingId, PersonId, PostId, ProjectId,
    Sealer, UnitId, Zone,
};

use crate::desk::Desk;
use crate::parse;

const M1: MeetingId = MeetingId(1);

/// A zone with three units in protocol order U2, U1, U3, a post, and two projects.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.today = date(2026, 6, 8);
    play(
        &mut desk,
        &[
            "found 示范区 on=2026-01-01 rule=pace-bands",
            "unit 建设局 rank=20 on=2026-01-01",
            "unit 财政局 rank=10 on=2026-01-01",
            "unit 招商局 rank=30 on=2026-01-01",
            "person 张三 unit=U1 on=2026-01-01",
            "post 主任 rank=1 on=2026-01-01",
            "register on=2026-01-10 name=产线 lead_unit=U1 year_plan.2026=1200",
            "register on=2026-01-10 name=管网 lead_unit=U3 year_plan.2026=1200",
            "record P1 on=2026-04-30 reported_ytd=400",
            "record P2 on=2026-04-30 reported_ytd=400",
        ],
    );
    desk
}

fn play(desk: &mut Desk, lines: &[&str]) {
    for line in lines {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.must(&command);
    }
}

fn plan() -> MeetingPlan {
    MeetingPlan {
        kind: MeetingKind::Dispatch,
        title: String::new(),
        on: date(2026, 5, 8),
        at: Some(Time::constant(14, 30, 0, 0)),
        place: "二楼会议室".to_owned(),
        cycle: None,
        chair: Some(Holder::Post(PostId(1))),
        members: vec![
            Attendee::Unit(UnitId(1)),
            Attendee::Unit(UnitId(2)),
            Attendee::Post(PostId(1)),
        ],
        observers: vec![Attendee::Unit(UnitId(3))],
    }
}

fn codes(decision: zone::decide::Decision) -> Vec<String> {
    let refusals = decision.err().unwrap_or_default();
    refusals.into_iter().map(|refusal| refusal.code).collect()
}

fn planned(desk: &mut Desk, plan: MeetingPlan) -> Vec<String> {
    codes(desk.play(&Command::PlanMeeting {
        plan: Box::new(plan),
        given_order: false,
    }))
}

fn acted(desk: &mut Desk, id: MeetingId, act: MeetingAct) -> Vec<String> {
    let version = desk.zone().meetings.get(&id).map_or(0, |own| own.version);
    let act = Box::new(act);
    codes(desk.play(&Command::MoveMeeting { id, version, act }))
}

fn entry(subject: Subject) -> AgendaEntry {
    AgendaEntry {
        subject,
        speaker: None,
        minutes: 5,
    }
}

fn hold() -> MeetingAct {
    MeetingAct::Hold {
        on: None,
        absent: Vec::new(),
    }
}

fn sheet_of(desk: &Desk, id: MeetingId) -> MeetingSheet {
    let calendars = Desk::calendars(desk.zone());
    sheet(desk.zone(), desk.looking(&calendars, desk.today), id).expect("it is seen")
}

/// A meeting as a host looks at it: at its mark, against what the last one saw.
struct Sides {
    now: Side,
    since: Option<Side>,
}

/// A state with the calendars it knew of.
struct Side {
    zone: Zone,
    on: Date,
    calendars: Calendars,
}

impl Side {
    fn new((zone, on): (Zone, Date)) -> Side {
        let calendars = Desk::calendars(&zone);
        Side {
            zone,
            on,
            calendars,
        }
    }

    fn seen<'a>(&'a self, desk: &'a Desk) -> (&'a Zone, Looking<'a>) {
        (&self.zone, desk.looking(&self.calendars, self.on))
    }
}

fn sides(desk: &Desk, id: MeetingId) -> Sides {
    let marked = |zone: &Zone, mark: &str| {
        let mark = &zone.marks[mark];
        let seq = usize::try_from(mark.seq).expect("few events");
        (desk.known_at(seq).clone(), mark.date)
    };
    let newest = desk.zone();
    let meeting = &newest.meetings[&id];
    let now = match meeting.mark() {
        Some(mark) => marked(newest, mark),
        None => (newest.clone(), meeting.speaks_of(newest, desk.today)),
    };
    let previous = now.0.meetings[&id].previous(&now.0);
    let since = previous.and_then(|own| own.mark().map(|mark| marked(&now.0, mark)));
    Sides {
        now: Side::new(now),
        since: since.map(Side::new),
    }
}

pub(crate) fn board_of(desk: &Desk, id: MeetingId) -> AgendaBoard {
    let own = sides(desk, id);
    let now = own.now.seen(desk);
    let since = own.since.as_ref().map(|side| side.seen(desk));
    let board = agenda::agenda(now, since, id, 30).expect("an agenda");
    board.expect("it is seen")
}

pub(crate) fn book_of(desk: &Desk, id: MeetingId) -> Book {
    let own = sides(desk, id);
    let now = own.now.seen(desk);
    let since = own.since.as_ref().map(|side| side.seen(desk));
    let book = book::book(now, since, id).expect("a book");
    book.expect("it is seen")
}

#[test]
fn members_stand_in_protocol_order_unless_an_order_is_given() {
    let mut desk = desk();
    assert_eq!(planned(&mut desk, plan()), [""; 0]);
    let keys = |desk: &Desk, id| {
        let sheet = sheet_of(desk, id);
        let members = sheet.members.into_iter();
        members.map(|own| own.key).collect::<Vec<_>>()
    };
    assert_eq!(keys(&desk, M1), ["T1", "U2", "U1"]);
    let given = Command::PlanMeeting {
        plan: Box::new(MeetingPlan {
            kind: MeetingKind::Exchange,
            ..plan()
        }),
        given_order: true,
    };
    desk.must(&given);
    assert_eq!(keys(&desk, MeetingId(2)), ["U1", "U2", "T1"]);
    let number = |id| sheet_of(&desk, id).row.number.zh;
    assert_eq!(number(M1), "2026年第1次调度会");
    assert_eq!(number(MeetingId(2)), "2026年第1次经验交流会");
}

#[test]
fn everything_wrong_with_a_plan_is_said_at_once() {
    let mut desk = desk();
    planned(&mut desk, plan());
    let refused = planned(
        &mut desk,
        MeetingPlan {
            place: " ".to_owned(),
            cycle: Some(zone::CycleId(9)),
            chair: Some(Holder::Person(PersonId(9))),
            members: vec![Attendee::Unit(UnitId(1)), Attendee::Unit(UnitId(9))],
            observers: vec![Attendee::Unit(UnitId(1))],
            ..plan()
        },
    );
    let expected = [
        "zone/empty",
        "zone/unknown",
        "zone/unknown",
        "zone/unknown",
        "zone/attends-twice",
        "zone/meeting-twice",
    ];
    assert_eq!(refused, expected);
    assert_eq!(desk.zone().meetings.len(), 1);
}

#[test]
fn an_agenda_names_what_there_is_once() {
    let mut desk = desk();
    planned(&mut desk, plan());
    let own = desk.texts.seal("部署下阶段工作", &[]);
    let check = |desk: &mut Desk, subjects: Vec<Subject>, expected: &[&str]| {
        let entries = subjects.into_iter().map(entry).collect();
        assert_eq!(acted(desk, M1, MeetingAct::SetAgenda { entries }), expected);
    };
    let p1 = Subject::Project(ProjectId(1));
    let twice = vec![p1, p1, Subject::Own(own), Subject::Own(own)];
    check(&mut desk, twice, &["zone/agenda-twice"]);
    let unknown = vec![Subject::Project(ProjectId(9)), Subject::Item(ItemId(1))];
    check(&mut desk, unknown, &["zone/unknown", "zone/unknown"]);
    check(
        &mut desk,
        vec![Subject::Asked(M1)],
        &["zone/meeting-not-held"],
    );
    let long = AgendaEntry {
        minutes: 241,
        speaker: Some(UnitId(9)),
        ..entry(p1)
    };
    let long = MeetingAct::SetAgenda {
        entries: vec![long],
    };
    let refused = acted(&mut desk, M1, long);
    assert_eq!(refused, ["zone/unknown", "zone/entry-too-long"]);
    check(&mut desk, vec![p1, Subject::Own(own)], &[]);
}

#[test]
fn a_meeting_goes_from_planned_to_minuted_in_order() {
    let mut desk = desk();
    planned(&mut desk, plan());
    let text = desk.texts.seal("会议要求加快推进。", &[]);
    let issue = |on, reason| MeetingAct::IssueMinutes {
        text: Some(text),
        name: None,
        on,
        reason,
    };
    let (day, after) = (date(2026, 5, 8), date(2026, 5, 11));
    let early = acted(&mut desk, M1, issue(after, None));
    assert_eq!(early, ["zone/meeting-not-held"]);
    desk.today = date(2026, 5, 7);
    assert_eq!(acted(&mut desk, M1, hold()), ["zone/meeting-ahead"]);
    desk.today = date(2026, 6, 8);
    let stranger = MeetingAct::Hold {
        on: None,
        absent: vec![Attendee::Person(PersonId(1))],
    };
    assert_eq!(acted(&mut desk, M1, stranger), ["zone/was-not-asked"]);
    let absent = vec![Attendee::Unit(UnitId(2))];
    let held = MeetingAct::Hold { on: None, absent };
    assert_eq!(acted(&mut desk, M1, held.clone()), [""; 0]);
    assert_eq!(acted(&mut desk, M1, held), ["zone/meeting-is-over"]);
    let agenda = MeetingAct::SetAgenda {
        entries: Vec::new(),
    };
    assert_eq!(acted(&mut desk, M1, agenda), ["zone/meeting-is-over"]);
    let before = acted(&mut desk, M1, issue(date(2026, 5, 7), None));
    assert_eq!(before, ["zone/minutes-before-meeting"]);
    let nothing = MeetingAct::IssueMinutes {
        text: None,
        name: None,
        on: day,
        reason: None,
    };
    assert_eq!(acted(&mut desk, M1, nothing), ["zone/no-minutes"]);
    assert_eq!(acted(&mut desk, M1, issue(after, None)), [""; 0]);
    let again = acted(&mut desk, M1, issue(after, None));
    assert_eq!(again, ["zone/minutes-without-reason"]);
    assert_eq!(acted(&mut desk, M1, issue(after, Some(text))), [""; 0]);
    let sheet = sheet_of(&desk, M1);
    assert_eq!(sheet.row.state, MeetingState::Minuted);
    assert_eq!(sheet.row.mark.as_deref(), Some("dispatch-2026-01"));
    assert_eq!((sheet.minutes.len(), sheet.members[1].absent), (2, true));
}

#[test]
fn a_cancelled_meeting_says_why_and_keeps_its_number() {
    let mut desk = desk();
    planned(&mut desk, plan());
    let silent = MeetingAct::Cancel { reason: None };
    assert_eq!(acted(&mut desk, M1, silent), ["zone/no-reason"]);
    let reason = Some(desk.texts.seal("与防汛调度冲突", &[]));
    assert_eq!(acted(&mut desk, M1, MeetingAct::Cancel { reason }), [""; 0]);
    assert_eq!(acted(&mut desk, M1, hold()), ["zone/meeting-cancelled"]);
    assert_eq!(planned(&mut desk, plan()), [""; 0]);
    assert_eq!(
        sheet_of(&desk, MeetingId(2)).row.number.zh,
        "2026年第2次调度会"
    );
    let cancelled = sheet_of(&desk, M1).cancelled.expect("a reason");
    assert_eq!(cancelled.zh, "与防汛调度冲突");
}

#[test]
fn a_changed_agenda_takes_the_fixed_book_back() {
    let mut desk = desk();
    planned(&mut desk, plan());
    let fix = || MeetingAct::FixBook { speaks_of: None };
    assert_eq!(acted(&mut desk, M1, fix()), [""; 0]);
    let mark = |desk: &Desk| desk.zone().meetings[&M1].mark().map(str::to_owned);
    assert_eq!(mark(&desk).as_deref(), Some("dispatch-2026-01"));
    let entries = vec![entry(Subject::Project(ProjectId(1)))];
    assert_eq!(
        acted(&mut desk, M1, MeetingAct::SetAgenda { entries }),
        [""; 0]
    );
    assert_eq!(mark(&desk), None);
    assert_eq!(acted(&mut desk, M1, fix()), [""; 0]);
    assert_eq!(mark(&desk).as_deref(), Some("dispatch-2026-01-2"));
    // What was printed is what the meeting sees.
    play(&mut desk, &["record P1 on=2026-05-08 reported_ytd=500"]);
    assert_eq!(acted(&mut desk, M1, hold()), [""; 0]);
    assert_eq!(mark(&desk).as_deref(), Some("dispatch-2026-01-2"));
    let book = book_of(&desk, M1);
    assert_eq!(
        book.entries[0].money.reported_ytd,
        Some(zone::Fen(400_000_000))
    );
    assert_eq!(book.entries[0].on_agenda, Some(1));
    assert_eq!(book.cover.mark.as_deref(), Some("dispatch-2026-01-2"));
}

/// An item that the first meeting asked for.
fn assigned(desk: &mut Desk, project: Option<u32>, due_on: Date) {
    let item = AssignItem {
        kind: ItemKind::Meeting,
        what: desk.texts.seal("完成线路迁改", &[]),
        source: None,
        lead: UnitId(1),
        support: Vec::new(),
        owed_to: None,
        owner: Some(Holder::Person(PersonId(1))),
        measure: Some(desk.texts.seal("通电", &[])),
        evidence: vec!["photo".to_owned()],
        project: project.map(ProjectId),
        problem: None,
        meeting: Some(M1),
        due_on: Some(due_on),
        effective_on: date(2026, 5, 11),
    };
    desk.must(&Command::AssignItem(Box::new(item)));
}

/// The first meeting was held and asked three things; a month later the second is planned.
fn second_month() -> Desk {
    let mut desk = desk();
    desk.today = date(2026, 5, 8);
    planned(&mut desk, plan());
    assert_eq!(acted(&mut desk, M1, hold()), [""; 0]);
    desk.today = date(2026, 6, 8);
    assigned(&mut desk, Some(1), date(2026, 5, 20));
    assigned(&mut desk, None, date(2026, 7, 20));
    assigned(&mut desk, None, date(2026, 5, 25));
    let photo = Evidence::Document {
        kind: "photo".to_owned(),
        number: "照1".to_owned(),
    };
    let text = desk.texts.seal("已通电", &[]);
    let acts = [
        ItemAct::Answer {
            text,
            evidence: vec![photo],
        },
        ItemAct::Close {
            note: None,
            evidence: Vec::new(),
        },
    ];
    for (version, act) in (1..).zip(acts) {
        desk.must(&Command::MoveItem {
            id: ItemId(3),
            version,
            act,
            effective_on: date(2026, 5, 22),
        });
    }
    play(
        &mut desk,
        &[
            "record P1 on=2026-05-31 reported_ytd=150",
            "record P2 on=2026-05-31 reported_ytd=650",
        ],
    );
    let next = MeetingPlan {
        on: date(2026, 6, 8),
        ..plan()
    };
    assert_eq!(planned(&mut desk, next), [""; 0]);
    desk
}

#[test]
fn items_of_a_meeting_that_was_not_held_are_refused() {
    let mut desk = desk();
    planned(&mut desk, plan());
    let item = |meeting| AssignItem {
        kind: ItemKind::Meeting,
        what: zone::TextRef([7; 32]),
        source: None,
        lead: UnitId(1),
        support: Vec::new(),
        owed_to: None,
        owner: Some(Holder::Person(PersonId(1))),
        measure: Some(zone::TextRef([8; 32])),
        evidence: vec!["photo".to_owned()],
        project: None,
        problem: None,
        meeting: Some(meeting),
        due_on: None,
        effective_on: date(2026, 5, 11),
    };
    let mut check = |meeting, expected: &str| {
        let refused = codes(desk.play(&Command::AssignItem(Box::new(item(meeting)))));
        assert_eq!(refused, [expected]);
    };
    check(M1, "zone/meeting-not-held");
    check(MeetingId(9), "zone/unknown");
}

#[test]
fn the_next_agenda_begins_with_what_the_last_meeting_asked() {
    let desk = second_month();
    let board = board_of(&desk, MeetingId(2));
    let since = board.since.as_ref().expect("there was a meeting before");
    assert_eq!(since.mark.as_deref(), Some("dispatch-2026-01"));
    let first = &board.proposed[0];
    assert_eq!(first.subject.as_deref(), Some("M1"));
    assert_eq!(
        first.whys[0].text.zh,
        "交办 3 项：已办结 1，办理中 1，逾期 1"
    );
    let project = &board.proposed[1];
    assert_eq!(project.subject.as_deref(), Some("P1"));
    let kinds: Vec<WhyKind> = project.whys.iter().map(|why| why.kind).collect();
    assert_eq!(kinds, [WhyKind::TurnedRed, WhyKind::ItemLate]);
    let asked = sheet_of(&desk, M1).asked;
    let stands: Vec<AskedState> = asked.iter().map(|own| own.standing).collect();
    use AskedState::{Done, Overdue, UnderWay};
    assert_eq!(stands, [Overdue, UnderWay, Done]);
    assert_eq!(
        asked[2].answer.as_ref().map(|own| own.zh.as_str()),
        Some("已通电")
    );
}

#[test]
fn the_book_tells_where_each_stands_what_blocks_it_and_who_does_what() {
    let mut desk = second_month();
    play(
        &mut desk,
        &["problem P1 用地 blocking owner=U2 days=41 text=征地未完成 on=2026-06-01"],
    );
    let entries = vec![
        entry(Subject::Asked(M1)),
        entry(Subject::Project(ProjectId(1))),
    ];
    let m2 = MeetingId(2);
    assert_eq!(
        acted(&mut desk, m2, MeetingAct::SetAgenda { entries }),
        [""; 0]
    );
    let book = book_of(&desk, m2);
    assert_eq!(book.summary.projects, 2);
    assert_eq!(
        (book.summary.asked.overdue, book.summary.items_late),
        (1, 1)
    );
    let p1 = &book.entries[0];
    assert_eq!(
        (p1.colour, p1.was, p1.on_agenda),
        (Colour::Red, Some(Colour::Green), Some(2))
    );
    assert!(
        p1.blocks[0].text.zh.contains("征地未完成"),
        "{:?}",
        p1.blocks
    );
    let who: Vec<_> = p1
        .tasks
        .iter()
        .filter_map(|task| task.who.as_ref())
        .collect();
    assert_eq!(
        who.iter().map(|unit| unit.id).collect::<Vec<_>>(),
        [UnitId(1), UnitId(2)]
    );
    assert!(p1.tasks[0].late && p1.tasks[0].item == Some(ItemId(1)));
    // In protocol order; the third unit's project got no worse.
    let units: Vec<_> = book
        .units
        .iter()
        .map(|own| (own.unit.as_ref().map(|u| u.id), own.worse))
        .collect();
    let expected = [
        (Some(UnitId(2)), 0),
        (Some(UnitId(1)), 1),
        (Some(UnitId(3)), 0),
    ];
    assert_eq!(units, expected);
    assert_eq!(book.changes[0].id, ProjectId(1));
}

#[test]
fn a_book_says_the_end_of_the_cycle_where_that_is_over() {
    let mut desk = desk();
    play(
        &mut desk,
        &["cycle 5月 from=2026-05-01 until=2026-05-31 due=2026-06-03"],
    );
    let about = MeetingPlan {
        on: date(2026, 6, 8),
        cycle: Some(zone::CycleId(1)),
        ..plan()
    };
    planned(&mut desk, about);
    let book = book_of(&desk, M1);
    assert_eq!(book.cover.true_on, date(2026, 5, 31));
    assert_eq!(book.summary.reports_missing, Some(2));
    let board = board_of(&desk, M1);
    let reports = board
        .proposed
        .iter()
        .find(|own| own.subject.as_deref() == Some("C1"));
    let text = &reports.expect("reports are missing").whys[0].text.zh;
    assert_eq!(text, "未报：建设局、招商局");
}

#[test]
fn a_unit_sees_the_meetings_it_attends_and_the_public_sees_none() {
    let mut desk = desk();
    let without = MeetingPlan {
        members: vec![Attendee::Unit(UnitId(2))],
        observers: Vec::new(),
        ..plan()
    };
    planned(&mut desk, without);
    let calendars = Desk::calendars(desk.zone());
    let sees = |roles: &[Role], unit: u32| {
        let actor = Actor {
            account: "somebody".to_owned(),
            roles: roles.to_vec(),
            unit: Some(UnitId(unit)),
            person: None,
            enterprise: None,
        };
        let mut looking = desk.looking(&calendars, desk.today);
        looking.actor = &actor;
        meetings(desk.zone(), looking).meetings.len() == 1
    };
    assert!(sees(&[Role::Leader], 9) && sees(&[Role::Reporter], 2));
    assert!(!sees(&[Role::Reporter], 1) && !sees(&[Role::Public], 2));
    assert!(!sees(&[Role::Auditor], 2));
}
