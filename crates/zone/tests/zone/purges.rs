//! Purges: who asks, who confirms, what goes, and what is left of it.

use jiff::civil::{Date, date};
use zone::authority::Role;
use zone::purge::command::{AskPurge, PurgeCommand};
use zone::purge::{PurgeGround, PurgeMark, PurgeTarget};
use zone::thread::command::{MakeComment, ThreadCommand};
use zone::thread::{Audience, ThreadSubject};
use zone::view::history;
use zone::view::purges::purges;
use zone::{Actor, Command, CommentId, Event, Lang, ProjectId, PurgeId, Sealer, TextRef, Texts};

use crate::desk::Desk;
use crate::parse;

const TODAY: Date = date(2026, 5, 18);
const ID: PurgeId = PurgeId(1);

/// A desk with a comment K1 in two versions, and somebody's name R1.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.today = TODAY;
    for line in [
        "found 示范区 on=2026-01-01",
        "unit 建设局 on=2026-01-01",
        "person 张三 unit=U1 on=2026-01-01",
        "register name=产线 lead_unit=U1 on=2026-01-05",
    ] {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.play(&command).expect("it is allowed");
    }
    let text = desk.texts.seal("联系人电话 13900000000", &[]);
    let comment = ThreadCommand::Comment(MakeComment {
        subject: ThreadSubject::Project(ProjectId(1)),
        reply_to: None,
        audience: Audience::Internal,
        text,
        mentions: Vec::new(),
        attachments: Vec::new(),
        effective_on: TODAY,
    });
    desk.must(&Command::Thread(Box::new(comment)));
    edit(&mut desk, 1, "联系人电话另行告知");
    desk
}

fn edit(desk: &mut Desk, version: u32, text: &str) {
    desk.actor = Actor::program();
    let text = desk.texts.seal(text, &[]);
    let edit = ThreadCommand::Edit {
        id: CommentId(1),
        version,
        text,
        mentions: Vec::new(),
        effective_on: TODAY,
    };
    desk.must(&Command::Thread(Box::new(edit)));
}

fn ask(desk: &mut Desk, targets: &[&str]) -> PurgeCommand {
    let targets = targets.iter().map(|own| own.parse().expect("a target"));
    PurgeCommand::Ask(AskPurge {
        targets: targets.collect(),
        texts: Vec::new(),
        ground: PurgeGround::PersonalData,
        reason: desk.texts.seal("误录了个人电话", &[]),
        effective_on: TODAY,
    })
}

const CONFIRM: PurgeCommand = PurgeCommand::Confirm {
    id: ID,
    effective_on: TODAY,
};

/// Plays a command of an account; the codes it is refused with, nothing where it is not.
fn played(desk: &mut Desk, account: &str, command: PurgeCommand) -> String {
    desk.actor.account = account.to_owned();
    match desk.play(&Command::Purge(Box::new(command))) {
        Ok(_) => String::new(),
        Err(refused) => {
            let codes = refused.into_iter().map(|own| own.code);
            codes.collect::<Vec<_>>().join(" ")
        }
    }
}

#[test]
fn one_asks_another_confirms_and_every_version_goes() {
    let mut desk = desk();
    let asked = ask(&mut desk, &["K1", "R1"]);
    assert_eq!(played(&mut desk, "office", asked), "");
    // What was put otherwise since goes too.
    edit(&mut desk, 2, "电话见附件");
    assert_eq!(played(&mut desk, "office", CONFIRM), "zone/purge-own");
    assert!(desk.zone().purged.is_empty());
    assert_eq!(played(&mut desk, "second", CONFIRM), "");
    let texts = |target: PurgeTarget| target.texts(desk.zone());
    let all: Vec<TextRef> = ["K1", "R1"]
        .iter()
        .flat_map(|own| texts(own.parse().expect("a target")))
        .collect();
    assert_eq!(all.len(), 4);
    assert!(all.iter().all(|text| desk.zone().purged.contains_key(text)));
    let Some(Event::PurgeConfirmed(event)) = desk.events.last() else {
        panic!("it was confirmed")
    };
    let mark = PurgeMark::read(&event.mark().written()).expect("a mark");
    assert_eq!((&*mark.asked_by, &*mark.confirmed_by), ("office", "second"));
    let marks = desk.events.last().map(Event::purged).unwrap_or_default();
    assert_eq!(marks.len(), 4);
}

#[test]
fn what_cannot_be_purged_is_refused_with_its_reason() {
    let mut desk = desk();
    let mut check = |targets: &[&str], code: &str| {
        let asked = ask(&mut desk, targets);
        assert_eq!(played(&mut desk, "office", asked), code, "{targets:?}");
    };
    check(&[], "zone/purge-of-nothing");
    check(&["K9"], "zone/unknown");
    check(&["A1"], "zone/unknown");
    check(&["#9999"], "zone/unknown");
    // A record without texts.
    check(&["#1"], "zone/nothing-to-purge");
    check(&["K1"], "");
    check(&["K1"], "zone/purge-asked-already");
    assert_eq!(played(&mut desk, "second", CONFIRM), "");
    assert_eq!(played(&mut desk, "third", CONFIRM), "zone/purge-settled");
    let asked = ask(&mut desk, &["K1"]);
    assert_eq!(played(&mut desk, "office", asked), "zone/purged-already");
    let confirm = PurgeCommand::Confirm {
        id: PurgeId(7),
        effective_on: TODAY,
    };
    assert_eq!(played(&mut desk, "second", confirm), "zone/unknown");
}

#[test]
fn a_refused_request_leaves_everything_and_may_be_asked_anew() {
    let mut desk = desk();
    let asked = ask(&mut desk, &["K1"]);
    assert_eq!(played(&mut desk, "office", asked.clone()), "");
    let refuse = PurgeCommand::Refuse {
        id: ID,
        reason: desk.texts.seal("仍需联系", &[]),
        effective_on: TODAY,
    };
    assert_eq!(played(&mut desk, "second", refuse.clone()), "");
    assert_eq!(played(&mut desk, "second", refuse), "zone/purge-settled");
    assert_eq!(played(&mut desk, "second", CONFIRM), "zone/purge-settled");
    assert!(desk.zone().purged.is_empty());
    assert_eq!(played(&mut desk, "office", asked), "");
    assert_eq!(desk.zone().purges.len(), 2);
}

#[test]
fn only_the_office_and_the_security_administrator_purge() {
    for role in Role::ALL {
        let mut desk = desk();
        let asked = ask(&mut desk, &["K1"]);
        desk.actor = Actor {
            account: "somebody".to_owned(),
            roles: vec![role],
            ..Actor::program()
        };
        let may = matches!(role, Role::Clerk | Role::SecurityAdmin);
        let expected = if may { "" } else { "zone/not-allowed" };
        assert_eq!(played(&mut desk, "somebody", asked), expected, "{role:?}");
    }
}

#[test]
fn the_machines_terminal_is_one_hand_and_so_is_one_person() {
    let mut desk = desk();
    let asked = ask(&mut desk, &["K1"]);
    assert_eq!(played(&mut desk, "local:zhang", asked), "");
    assert_eq!(played(&mut desk, "local:li", CONFIRM), "zone/purge-own");
    assert_eq!(played(&mut desk, "office", CONFIRM), "");
}

#[test]
fn pages_and_history_say_who_asked_and_who_confirmed_and_never_what_it_said() {
    let mut desk = desk();
    let asked = ask(&mut desk, &["K1"]);
    assert_eq!(played(&mut desk, "office", asked), "");
    desk.actor.account = "second".to_owned();
    let calendars = Desk::calendars(desk.zone());
    let board = purges(desk.zone(), desk.looking(&calendars, TODAY));
    assert_eq!(board.waiting, 1);
    assert!(board.purges[0].may_confirm);
    assert_eq!(board.purges[0].targets[0].word.zh, "评论 K1");
    assert_eq!(played(&mut desk, "second", CONFIRM), "");
    let board = purges(desk.zone(), desk.looking(&calendars, TODAY));
    assert!(!board.purges[0].may_confirm);
    let told: Vec<String> = desk
        .events
        .iter()
        .enumerate()
        .filter(|(_, event)| event.kind().0.starts_with("purge."))
        .map(|(at, event)| {
            let looking = desk.looking(&calendars, TODAY);
            history::of(desk.zone(), looking, at as u64 + 1, event).zh
        })
        .collect();
    assert_eq!(
        told,
        [
            "X1 申请清除评论 K1（个人信息）：误录了个人电话",
            "X1 确认清除评论 K1：2 份，office 申请",
        ]
    );
    let found = zone::FoundText::Purged(
        desk.events
            .last()
            .map(|event| event.purged()[0].1.written())
            .unwrap_or_default()
            .into(),
    );
    assert_eq!(
        found.shown(Lang::Zh),
        "（已清除：个人信息，office 申请，second 确认，2026-05-18，见 X1）"
    );
    // The desk's own texts are still there: the model knows commitments only.
    let own = desk.zone().comments[&CommentId(1)].versions[0].text;
    assert!(desk.texts.find(own).text().is_some());
}
