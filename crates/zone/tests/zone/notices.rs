//! Notices: what gives occasion to tell whom, for how long, and what nobody is told.

use std::collections::BTreeSet;

use expect_test::expect;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use zone::authority::Role;
use zone::command::AssignItem;
use zone::enterprise::EnterpriseState;
use zone::enterprise::command::{EnterpriseCommand, NewEnterprise, RaiseRequest};
use zone::enterprise::request::{Outcome, RequestAct, RequestKind};
use zone::item::{ItemAct, ItemKind};
use zone::meeting::{Attendee, MeetingAct, MeetingKind, MeetingPlan};
use zone::notice::{Occasion, Topic, occasions};
use zone::project::Evidence;
use zone::thread::command::{MakeComment, ThreadCommand};
use zone::thread::{Mention, ThreadSubject};
use zone::view::notices::{Board, Reader, Through, board, bulletin};
use zone::{
    Actor, Calendars, Command, CommentId, EnterpriseId, HandlingLevel, Holder, ItemId, MeetingId,
    PersonId, ProjectId, RequestId, Sealer, UnitId, Words,
};

use crate::desk::Desk;
use crate::dice;
use crate::parse;

/// Two units, a person, and a project of each handling level of the second unit.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.today = date(2026, 3, 9);
    for line in [
        "found 示范区 on=2026-01-01",
        "unit 建设局 on=2026-01-01",
        "unit 财政局 on=2026-01-01",
        "person 张三 unit=U1 on=2026-01-01",
        "register name=明项目 lead_unit=U2 on=2026-01-01",
        "register name=密项目 lead_unit=U2 handling_level=work_secret on=2026-01-01",
    ] {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.must(&command);
    }
    desk
}

fn actor(role: Role, unit: u32) -> Actor {
    Actor {
        account: format!("{role:?}").to_lowercase(),
        roles: vec![role],
        unit: Some(UnitId(unit)),
        person: None,
        enterprise: (role == Role::Enterprise).then_some(EnterpriseId(1)),
    }
}

fn assign(desk: &mut Desk, project: Option<ProjectId>) {
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
        project,
        problem: None,
        meeting: None,
        due_on: Some(date(2026, 3, 20)),
        effective_on: date(2026, 3, 9),
    };
    desk.must(&Command::AssignItem(Box::new(item)));
}

fn act(desk: &mut Desk, on: Date, act: ItemAct) {
    desk.today = on;
    let version = desk.zone().items[&ItemId(1)].version;
    desk.must(&Command::MoveItem {
        id: ItemId(1),
        version,
        act,
        effective_on: on,
    });
}

fn told(desk: &Desk, who: &Actor, on: Date, carries: HandlingLevel) -> Board {
    let calendars = Desk::calendars(desk.zone());
    let found = occasions(desk.zone(), &calendars, on);
    told_of(desk, &calendars, who, (on, carries), &found)
}

fn told_of(
    desk: &Desk,
    calendars: &Calendars,
    who: &Actor,
    (on, carries): (Date, HandlingLevel),
    found: &[Occasion],
) -> Board {
    let watched = BTreeSet::new();
    let through = Through {
        reader: Reader::Person(&watched),
        carries,
    };
    let mut looking = desk.looking(calendars, on);
    looking.actor = who;
    board(desk.zone(), looking, through, found)
}

const ALL: HandlingLevel = HandlingLevel::UnpublishedStatistics;

/// Keys and titles of what somebody is told on a day.
fn lines(desk: &Desk, who: &Actor, on: Date) -> String {
    let notices = told(desk, who, on, ALL).notices;
    let lines = notices.iter().map(|own| {
        let time = own.time.as_ref().map_or("", |time| time.zh.as_str());
        format!("{} {} {time}\n", own.key, own.title.zh)
    });
    lines.collect()
}

#[test]
fn an_item_is_told_from_its_assignment_to_its_end_to_whose_turn_it_is() {
    let mut desk = desk();
    assign(&mut desk, None);
    let (unit, office) = (actor(Role::Reporter, 1), actor(Role::Clerk, 9));
    let mut out = String::new();
    let mut day = |desk: &Desk, on: Date| {
        out += &format!("{on}\n{}", lines(desk, &unit, on));
        out += &format!("--\n{}", lines(desk, &office, on));
    };
    day(&desk, date(2026, 3, 9));
    day(&desk, date(2026, 3, 17));
    day(&desk, date(2026, 3, 23));
    day(&desk, date(2026, 3, 27));
    act(&mut desk, date(2026, 3, 27), ItemAct::Urge { note: None });
    day(&desk, date(2026, 3, 27));
    let text = desk.texts.seal("已通电", &[]);
    let evidence = vec![Evidence::Document {
        kind: "photo".to_owned(),
        number: "照1".to_owned(),
    }];
    act(
        &mut desk,
        date(2026, 3, 30),
        ItemAct::Answer { text, evidence },
    );
    day(&desk, date(2026, 3, 30));
    let reason = desk.texts.seal("未验收", &[]);
    act(&mut desk, date(2026, 3, 31), ItemAct::Return { reason });
    day(&desk, date(2026, 3, 31));
    expect![[r#"
        2026-03-09
        item/S1/assigned/19 新交办：项目督办〔2026〕001号 还有 9 个工作日
        --
        2026-03-17
        item/S1/soon/2026-03-20 临期：项目督办〔2026〕001号 还有 3 个工作日
        --
        2026-03-23
        item/S1/late1/2026-03-20 逾期：项目督办〔2026〕001号 已逾期 1 个工作日
        --
        2026-03-27
        item/S1/late5/2026-03-20 逾期：项目督办〔2026〕001号 已逾期 5 个工作日
        --
        2026-03-27
        item/S1/late5/2026-03-20 逾期：项目督办〔2026〕001号 已逾期 5 个工作日
        item/S1/urged/20 催办：项目督办〔2026〕001号 已逾期 5 个工作日
        --
        2026-03-30
        --
        item/S1/answered/21 待审核反馈：项目督办〔2026〕001号 
        2026-03-31
        item/S1/returned/22 退办：项目督办〔2026〕001号 已逾期 7 个工作日
        item/S1/late5/2026-03-20 逾期：项目督办〔2026〕001号 已逾期 7 个工作日
        item/S1/urged/20 催办：项目督办〔2026〕001号 已逾期 7 个工作日
        --
    "#]]
    .assert_eq(&out);
}

#[test]
fn those_whose_matter_it_is_not_are_told_nothing() {
    let mut desk = desk();
    assign(&mut desk, None);
    let on = date(2026, 3, 23);
    for role in [
        Role::Public,
        Role::Auditor,
        Role::SystemAdmin,
        Role::SecurityAdmin,
    ] {
        assert_eq!(lines(&desk, &actor(role, 1), on), "", "{role:?}");
    }
    assert_eq!(lines(&desk, &actor(Role::Reporter, 2), on), "");
    assert_eq!(lines(&desk, &actor(Role::Leader, 1), on), "");
    // The person who answers for it is told whatever the account's unit is.
    let mut person = actor(Role::Reporter, 2);
    person.person = Some(PersonId(1));
    assert!(lines(&desk, &person, on).contains("item/S1/late1"));
}

#[test]
fn a_channel_carries_no_more_than_its_level() {
    let mut desk = desk();
    assign(&mut desk, Some(ProjectId(2)));
    let unit = actor(Role::Reporter, 1);
    let on = date(2026, 3, 9);
    assert_eq!(
        told(&desk, &unit, on, HandlingLevel::WorkSecret)
            .notices
            .len(),
        1
    );
    let board = told(&desk, &unit, on, HandlingLevel::Internal);
    assert_eq!(board.notices, []);
    assert_eq!(board.withheld, ["item/S1/assigned/19"]);
    let name = Words::new("建设局", "unit");
    let of = (name, "abc".to_owned());
    let text = bulletin(desk.zone(), &board, on, of, false).text.zh;
    assert!(
        !text.contains("线路") && text.contains("另有 1 条"),
        "{text}"
    );
}

fn raise(desk: &mut Desk) {
    let new = NewEnterprise {
        code: "YQ1".to_owned(),
        name: "晨曜精密".to_owned(),
        industry: "装备".to_owned(),
        lead: UnitId(1),
        assistant: None,
        contact: None,
        state: EnterpriseState::Producing,
        effective_on: date(2026, 1, 1),
    };
    desk.must(&Command::Enterprise(Box::new(EnterpriseCommand::Add(new))));
    let text = desk.texts.seal("请求增容", &[]);
    let asked = RaiseRequest {
        enterprise: EnterpriseId(1),
        kind: RequestKind::Energy,
        text: Some(text),
        received_by: Some(UnitId(1)),
        project: None,
        effective_on: date(2026, 3, 9),
    };
    desk.must(&Command::Enterprise(Box::new(EnterpriseCommand::Raise(
        asked,
    ))));
}

fn on_request(desk: &mut Desk, act: RequestAct) {
    let version = desk.zone().requests[&RequestId(1)].version;
    desk.must(&Command::Enterprise(Box::new(EnterpriseCommand::Move {
        id: RequestId(1),
        version,
        act,
        effective_on: date(2026, 3, 10),
    })));
}

#[test]
fn a_request_is_told_to_whose_desk_it_lies_on_and_its_answer_to_the_enterprise() {
    let mut desk = desk();
    raise(&mut desk);
    desk.today = date(2026, 3, 10);
    let (first, second) = (actor(Role::Reporter, 1), actor(Role::Reporter, 2));
    let firm = actor(Role::Enterprise, 9);
    let on = date(2026, 3, 10);
    assert!(lines(&desk, &first, on).contains("诉求交办"));
    on_request(
        &mut desk,
        RequestAct::PassOn {
            to: UnitId(2),
            note: None,
        },
    );
    assert_eq!(lines(&desk, &first, on), "");
    assert!(lines(&desk, &second, on).contains("诉求交办"));
    assert_eq!(lines(&desk, &firm, on), "");
    // Late: whoever works on it and who received it.
    let late = date(2026, 6, 1);
    assert!(lines(&desk, &first, late).contains("诉求逾期"));
    let text = desk.texts.seal("已增容", &[]);
    let outcome = Outcome::Solved;
    on_request(&mut desk, RequestAct::Answer { outcome, text });
    assert_eq!(lines(&desk, &second, on), "");
    let told = lines(&desk, &firm, on);
    assert!(told.contains("诉求已答复"), "{told}");
    assert!(
        !told.contains("财政局"),
        "whose desk it lay on is not the enterprise's matter"
    );
}

#[test]
fn a_meeting_is_told_once_as_it_stands() {
    let mut desk = desk();
    let plan = MeetingPlan {
        kind: MeetingKind::Dispatch,
        title: String::new(),
        on: date(2026, 3, 12),
        at: Some(jiff::civil::time(9, 0, 0, 0)),
        place: "三楼会议室".to_owned(),
        cycle: None,
        chair: None,
        members: vec![Attendee::Unit(UnitId(1))],
        observers: Vec::new(),
    };
    desk.must(&Command::PlanMeeting {
        plan: Box::new(plan),
        given_order: false,
    });
    let unit = actor(Role::Reporter, 1);
    let on = date(2026, 3, 10);
    let called = lines(&desk, &unit, on);
    assert_eq!(
        called,
        "meeting/M1/called/19 会议通知：2026年第1次调度会 \n"
    );
    assert_eq!(lines(&desk, &actor(Role::Reporter, 2), on), "");
    let reason = desk.texts.seal("改期", &[]);
    desk.must(&Command::MoveMeeting {
        id: MeetingId(1),
        version: 1,
        act: Box::new(MeetingAct::Cancel {
            reason: Some(reason),
        }),
    });
    let cancelled = lines(&desk, &unit, on);
    assert_eq!(
        cancelled,
        "meeting/M1/cancelled/20 会议取消：2026年第1次调度会 \n"
    );
}

/// Dice for a whole story.
fn story() -> impl Strategy<Value = Vec<[u32; 12]>> {
    prop::collection::vec(prop::array::uniform12(any::<u32>()), 20..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Every occasion has its own key, the same at every look; nobody is told of a project that
    /// may not be seen; and no channel carries more than its level.
    #[test]
    fn nobody_is_told_what_may_not_be_seen(story in story()) {
        let mut desk = Desk::new();
        desk.must(&dice::found());
        for numbers in &story {
            let zone = desk.zone().clone();
            let command = dice::command(&zone, &mut desk.texts, numbers);
            drop(desk.play(&command));
        }
        let calendars = Desk::calendars(desk.zone());
        let zone = desk.zone();
        for on in [date(2026, 3, 31), date(2026, 6, 30), date(2026, 12, 31)] {
            let found = occasions(zone, &calendars, on);
            let keys: BTreeSet<&str> = found.iter().map(|own| own.key.as_str()).collect();
            prop_assert_eq!(keys.len(), found.len());
            prop_assert_eq!(&occasions(zone, &calendars, on), &found);
            for role in Role::ALL {
                let who = actor(role, 1);
                for carries in [HandlingLevel::Public, HandlingLevel::Internal, ALL] {
                    let board = told_of(&desk, &calendars, &who, (on, carries), &found);
                    for own in &board.notices {
                        prop_assert!(own.level <= carries);
                        prop_assert!(own.on <= on, "{own:?}");
                        let words = format!("{:?}{:?}", own.title, own.detail);
                        let hidden = zone.projects.values().filter(|project| {
                            let unit = zone.lead_unit(project, on);
                            !who.sees(project.handling_level(on), unit)
                        });
                        for project in hidden {
                            let name = project.name_on(on);
                            let named = name.chars().count() > 3 && words.contains(name);
                            prop_assert!(!named, "{name} in {words}");
                        }
                    }
                }
            }
        }
    }
}

/// Says something of a project as an account.
fn say(desk: &mut Desk, by: &Actor, project: u32, reply_to: Option<u32>, named: &[Mention]) {
    let comment = MakeComment {
        subject: ThreadSubject::Project(ProjectId(project)),
        reply_to: reply_to.map(CommentId),
        audience: Default::default(),
        text: desk.texts.seal("请看电力迁改", &[]),
        mentions: named.to_vec(),
        attachments: Vec::new(),
        effective_on: desk.today,
    };
    desk.actor = by.clone();
    desk.must(&Command::Thread(Box::new(ThreadCommand::Comment(comment))));
}

#[test]
fn who_is_named_is_told_once_and_who_is_answered_too() {
    let mut desk = desk();
    let other = actor(Role::Reporter, 2);
    let office = Actor {
        unit: None,
        ..actor(Role::Clerk, 1)
    };
    let person = Actor {
        account: "zhang".to_owned(),
        person: Some(PersonId(1)),
        ..actor(Role::Reporter, 1)
    };
    let day = desk.today;
    let keys = |desk: &Desk, who: &Actor, on: Date| -> Vec<String> {
        let notices = told(desk, who, on, ALL).notices.into_iter();
        let of_talk = notices.filter(|own| own.topic == Topic::Talk);
        of_talk
            .map(|own| format!("{} {}", own.key, own.title.zh))
            .collect()
    };
    let named = [Mention::Person(PersonId(1))];
    say(&mut desk, &office, 1, None, &named);
    let first = ["project/P1/mentioned/19 提到您：clerk，项目明项目"];
    assert_eq!(keys(&desk, &person, day), first);
    assert_eq!(keys(&desk, &office, day), [""; 0]);
    assert_eq!(keys(&desk, &other, day), [""; 0]);
    // Who answers need not name whom.
    say(&mut desk, &person, 1, Some(1), &[]);
    assert_eq!(
        keys(&desk, &office, day),
        ["project/P1/replied/20 回复您：张三，项目明项目"]
    );
    // Put otherwise, it names a unit too: the person is not told again.
    let more = ThreadCommand::Edit {
        id: CommentId(1),
        version: desk.zone().comments[&CommentId(1)].version(),
        text: desk.texts.seal("请建设局、财政局看", &[]),
        mentions: vec![named[0], Mention::Unit(UnitId(2))],
        effective_on: day,
    };
    desk.actor = office.clone();
    desk.must(&Command::Thread(Box::new(more)));
    assert_eq!(keys(&desk, &person, day), first);
    assert_eq!(
        keys(&desk, &other, day),
        ["project/P1/mentioned/21 提到您：clerk，项目明项目"]
    );
    // What somebody may not see is not told either, and what is old informs no more.
    say(&mut desk, &office, 2, None, &named);
    assert_eq!(keys(&desk, &person, day), first);
    assert_eq!(keys(&desk, &person, date(2026, 4, 18)), first);
    assert_eq!(keys(&desk, &person, date(2026, 4, 19)), [""; 0]);
}
