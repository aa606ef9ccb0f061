//! Comments and attachments: who says what to whom, what is put otherwise and taken back, and
//! what a photo tells.

use jiff::civil::{Date, date};
use zone::authority::Role;
use zone::thread::command::{AddAttachment, MakeComment, ThreadCommand};
use zone::thread::{Audience, MediaKind, Mention, ThreadSubject};
use zone::view::history;
use zone::view::thread::{ThreadView, thread};
use zone::{
    Actor, AttachmentId, Command, CommentId, EnterpriseId, Lang, ProjectId, Sealer, UnitId,
};

use crate::desk::Desk;
use crate::{parse, samples};

const TODAY: Date = date(2026, 5, 18);

fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.today = TODAY;
    for line in [
        "found 示范区 on=2026-01-01",
        "unit 建设局 on=2026-01-01",
        "unit 财政局 on=2026-01-01",
        "person 张三 unit=U1 on=2026-01-01",
        "register name=产线 lead_unit=U1 on=2026-01-05",
    ] {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.play(&command).expect("it is allowed");
    }
    desk
}

fn project() -> ThreadSubject {
    ThreadSubject::Project(ProjectId(1))
}

fn say(desk: &mut Desk, text: &str) -> MakeComment {
    MakeComment {
        subject: project(),
        reply_to: None,
        audience: Audience::Internal,
        text: desk.texts.seal(text, &[]),
        mentions: Vec::new(),
        attachments: Vec::new(),
        effective_on: TODAY,
    }
}

fn photo(desk: &mut Desk, facts: &str) -> ThreadCommand {
    ThreadCommand::Attach(AddAttachment {
        subject: project(),
        audience: Audience::Internal,
        content: desk.texts.seal("00ff", &[]),
        name: desk.texts.seal("现场.jpg", &[]),
        bytes: 1_234,
        kind: MediaKind::Jpeg,
        facts: Some(desk.texts.seal(facts, &[])),
        effective_on: TODAY,
    })
}

fn played(desk: &mut Desk, command: ThreadCommand) -> String {
    let decision = desk.play(&Command::Thread(Box::new(command)));
    let refusals = decision.err().unwrap_or_default();
    let codes: Vec<String> = refusals.into_iter().map(|own| own.code).collect();
    codes.join(" ")
}

fn seen(desk: &Desk) -> Option<ThreadView> {
    seen_of(desk, project())
}

fn seen_of(desk: &Desk, subject: ThreadSubject) -> Option<ThreadView> {
    let calendars = Desk::calendars(desk.zone());
    let looking = desk.looking(&calendars, TODAY);
    thread(desk.zone(), looking, subject, &|seq| format!("#{seq}"))
}

fn sits(desk: &mut Desk, account: &str, role: Role, unit: Option<u32>) {
    desk.actor = Actor {
        account: account.to_owned(),
        roles: vec![role],
        unit: unit.map(UnitId),
        person: None,
        enterprise: None,
    };
}

#[test]
fn a_comment_is_said_answered_put_otherwise_and_taken_back() {
    let mut desk = desk();
    let mut first = say(&mut desk, "请@建设局报进展");
    first.mentions = vec![Mention::Unit(UnitId(1))];
    assert_eq!(played(&mut desk, ThreadCommand::Comment(first)), "");
    let mut second = say(&mut desk, "已报");
    second.reply_to = Some(CommentId(1));
    assert_eq!(played(&mut desk, ThreadCommand::Comment(second)), "");
    let text = desk.texts.seal("请@建设局本周报进展", &[]);
    let edit = |id, version| ThreadCommand::Edit {
        id: CommentId(id),
        version,
        text,
        mentions: vec![Mention::Unit(UnitId(1))],
        effective_on: TODAY,
    };
    assert_eq!(played(&mut desk, edit(1, 2)), "zone/stale");
    assert_eq!(played(&mut desk, edit(9, 1)), "zone/unknown");
    assert_eq!(played(&mut desk, edit(1, 1)), "");
    let view = seen(&desk).expect("it is seen");
    let said = |at: usize| view.comments[at].text.as_ref().map(|own| own.zh.clone());
    assert_eq!(said(0).as_deref(), Some("请@建设局本周报进展"));
    assert_eq!(view.comments[0].before[0].text.zh, "请@建设局报进展");
    assert_eq!(view.comments[0].mentions[0].name.zh, "建设局");
    assert_eq!(view.comments[1].reply_to, Some(CommentId(1)));
    assert!(view.comments[0].recorded_at.starts_with('#'));

    let reason = desk.texts.seal("写错了项目", &[]);
    let withdraw = |version| ThreadCommand::Withdraw {
        id: CommentId(1),
        version,
        reason,
        effective_on: TODAY,
    };
    assert_eq!(played(&mut desk, withdraw(2)), "");
    assert_eq!(played(&mut desk, withdraw(3)), "zone/comment-withdrawn");
    assert_eq!(played(&mut desk, edit(1, 3)), "zone/comment-withdrawn");
    let view = seen(&desk).expect("it is seen");
    assert_eq!(view.comments[0].text, None);
    assert!(view.comments[0].before.is_empty());
    let mark = view.comments[0].withdrawn.as_ref().expect("the mark stays");
    assert_eq!(mark.reason.zh, "写错了项目");
}

#[test]
fn only_its_writer_edits_a_comment_and_only_the_office_withdraws_another_ones() {
    let mut desk = desk();
    sits(&mut desk, "js", Role::Reporter, Some(1));
    let first = say(&mut desk, "已开工");
    assert_eq!(played(&mut desk, ThreadCommand::Comment(first)), "");
    sits(&mut desk, "cz", Role::Reporter, Some(2));
    let text = desk.texts.seal("没有", &[]);
    let (id, version, effective_on) = (CommentId(1), 1, TODAY);
    let edit = ThreadCommand::Edit {
        id,
        version,
        text,
        mentions: Vec::new(),
        effective_on,
    };
    let withdraw = ThreadCommand::Withdraw {
        id,
        version,
        reason: text,
        effective_on,
    };
    assert_eq!(played(&mut desk, edit.clone()), "zone/not-the-writer");
    assert_eq!(played(&mut desk, withdraw.clone()), "zone/not-the-writer");
    sits(&mut desk, "clerk", Role::Clerk, None);
    assert_eq!(played(&mut desk, edit), "zone/not-the-writer");
    assert_eq!(played(&mut desk, withdraw), "");
}

#[test]
fn who_may_not_read_a_thing_neither_reads_nor_speaks_of_it() {
    let mut desk = desk();
    let level = "record P1 handling_level=work_secret on=2026-01-06";
    let zone = desk.zone().clone();
    let command = parse::command(&zone, &mut desk.texts, level);
    desk.play(&command).expect("it is allowed");
    let first = say(&mut desk, "内部情况");
    assert_eq!(played(&mut desk, ThreadCommand::Comment(first)), "");
    let cases = [
        (Role::Reporter, Some(1), true),
        (Role::Reporter, Some(2), false),
        (Role::Leader, None, true),
        (Role::Public, None, false),
        (Role::Auditor, None, false),
        (Role::SystemAdmin, None, false),
    ];
    for (role, unit, may) in cases {
        sits(&mut desk, "x", role, unit);
        let comment = ThreadCommand::Comment(say(&mut desk, "看到"));
        let code = played(&mut desk, comment);
        assert_eq!(code.is_empty(), may, "{role:?}: {code}");
        assert_eq!(seen(&desk).is_some(), may, "{role:?}");
    }
    // What is not there and what may not be read answer alike.
    sits(&mut desk, "x", Role::Reporter, Some(2));
    let mut nowhere = say(&mut desk, "看到");
    nowhere.subject = ThreadSubject::Project(ProjectId(99));
    assert_eq!(
        played(&mut desk, ThreadCommand::Comment(nowhere)),
        "zone/unknown"
    );
}

#[test]
fn an_enterprise_reads_what_is_said_to_it_and_nothing_else() {
    let mut desk = crate::enterprises::with_request();
    desk.today = date(2026, 12, 31);
    let subject = ThreadSubject::Request(zone::RequestId(1));
    let request = |desk: &mut Desk, text: &str, audience| MakeComment {
        subject,
        audience,
        ..say(desk, text)
    };
    let internal = request(&mut desk, "内部研究", Audience::Internal);
    let open = request(&mut desk, "正在协调供电", Audience::Enterprise);
    assert_eq!(played(&mut desk, ThreadCommand::Comment(internal)), "");
    assert_eq!(played(&mut desk, ThreadCommand::Comment(open)), "");
    let mut answers = request(&mut desk, "答复企业", Audience::Enterprise);
    answers.reply_to = Some(CommentId(1));
    let code = played(&mut desk, ThreadCommand::Comment(answers));
    assert_eq!(code, "zone/answers-internal");
    let firm = |id| Actor {
        account: format!("firm{id}"),
        roles: vec![Role::Enterprise],
        unit: None,
        person: None,
        enterprise: Some(EnterpriseId(id)),
    };
    desk.actor = firm(1);
    let view = seen_of(&desk, subject).expect("its own request");
    assert_eq!(view.comments.len(), 1);
    assert_eq!(view.comments[0].id, CommentId(2));
    let own = request(&mut desk, "谢谢", Audience::Internal);
    assert_eq!(played(&mut desk, ThreadCommand::Comment(own)), "");
    let own = desk.zone().comments.get(&CommentId(3)).expect("it is said");
    assert_eq!(own.audience, Audience::Enterprise);
    // An internal comment is to it as one that is not there.
    let mut answers = request(&mut desk, "内部的？", Audience::Internal);
    answers.reply_to = Some(CommentId(1));
    assert_eq!(
        played(&mut desk, ThreadCommand::Comment(answers)),
        "zone/unknown"
    );
    let calendars = Desk::calendars(desk.zone());
    let looking = desk.looking(&calendars, desk.today);
    assert_eq!(history::of_subject(desk.zone(), looking, subject), None);
    desk.actor = firm(2);
    assert_eq!(seen_of(&desk, subject), None);
    let other = request(&mut desk, "别人的诉求", Audience::Internal);
    assert_eq!(
        played(&mut desk, ThreadCommand::Comment(other)),
        "zone/unknown"
    );
}

#[test]
fn an_attachment_comes_with_a_comment_of_its_thread_and_stays_where_it_shows_something() {
    let mut desk = desk();
    let attach = photo(&mut desk, "{}");
    assert_eq!(played(&mut desk, attach), "");
    let mut with = say(&mut desk, "见照片");
    with.attachments = vec![AttachmentId(1)];
    assert_eq!(played(&mut desk, ThreadCommand::Comment(with)), "");
    let mut unknown = say(&mut desk, "见照片");
    unknown.attachments = vec![AttachmentId(7)];
    assert_eq!(
        played(&mut desk, ThreadCommand::Comment(unknown)),
        "zone/unknown"
    );
    let reason = desk.texts.seal("传错了", &[]);
    let withdraw = ThreadCommand::WithdrawAttachment {
        id: AttachmentId(1),
        reason,
        effective_on: TODAY,
    };
    assert_eq!(played(&mut desk, withdraw.clone()), "");
    assert_eq!(played(&mut desk, withdraw), "zone/attachment-withdrawn");
    let mut with = say(&mut desk, "见照片");
    with.attachments = vec![AttachmentId(1)];
    let code = played(&mut desk, ThreadCommand::Comment(with));
    assert_eq!(code, "zone/attachment-withdrawn");
}

/// The facts that stand beside a photo.
fn facts(site: &str, told: &str) -> Vec<String> {
    let mut desk = desk();
    if !site.is_empty() {
        let zone = desk.zone().clone();
        let place = zone::Value::Text(site.to_owned());
        let command = Command::RecordFacts {
            id: ProjectId(1),
            version: zone.projects[&ProjectId(1)].version,
            effective_on: date(2026, 1, 6),
            facts: vec![zone::command::fact(zone::Field::Coordinates, place)],
        };
        desk.must(&command);
    }
    let attach = photo(&mut desk, told);
    assert_eq!(played(&mut desk, attach), "");
    let view = seen(&desk).expect("it is seen");
    let photo = view.attachments[0].photo.as_ref().expect("a photo");
    photo.facts.iter().map(|own| own.zh.clone()).collect()
}

#[test]
fn a_photo_tells_facts_and_no_findings() {
    let site = "30.5928,114.3055 WGS-84";
    let near = r#"{"taken_at":"2026-05-17T09:30:00","offset_minutes":480,
        "place":"30.5930,114.3060 WGS-84","datum_by":"assumed"}"#;
    assert_eq!(
        facts(site, near),
        [
            "拍摄于 2026-05-17 09:30（UTC+08:00）",
            "拍摄地点 30.593000, 114.306000（照原样记录，按 WGS-84 理解）",
            "距项目坐标约 50 米",
        ]
    );
    // The same figures as a map of China writes them are half a kilometre off.
    let map = near
        .replace("WGS-84", "GCJ-02")
        .replace("assumed", "person");
    assert_eq!(facts(site, &map)[2], "距项目坐标约 560 米");
    let far = near.replace("30.5930,114.3060", "39.9042,116.4074");
    assert_eq!(facts(site, &far)[2], "距项目坐标约 1052.7 公里");
    assert_eq!(facts("", near)[2], "项目没有登记坐标，未算距离");
    assert_eq!(facts(site, "{}"), ["照片未带拍摄时间", "照片未带拍摄地点"]);
    let old = r#"{"taken_at":"2025-05-17T09:30:00"}"#;
    assert_eq!(
        facts(site, old)[0],
        "拍摄于 2025-05-17 09:30（相机时间，未带时区），附上前 366 天"
    );
    let later = r#"{"taken_at":"2026-05-20T09:30:00"}"#;
    assert!(facts(site, later)[0].ends_with("晚于附上的日期"));
}

#[test]
fn a_place_is_a_place_with_its_datum() {
    let mut desk = desk();
    let place = |text: &str| Command::RecordFacts {
        id: ProjectId(1),
        version: 1,
        effective_on: date(2026, 1, 6),
        facts: vec![zone::command::fact(
            zone::Field::Coordinates,
            zone::Value::Text(text.to_owned()),
        )],
    };
    let refused = desk.play(&place("30.5928,114.3055")).unwrap_err();
    assert_eq!(refused[0].code, "zone/no-place");
    desk.must(&place("114.3055，30.5928 GCJ-02"));
}

#[test]
fn every_kind_of_event_has_its_words() {
    let desk = desk();
    let calendars = Desk::calendars(desk.zone());
    let looking = desk.looking(&calendars, TODAY);
    for event in samples::events() {
        let words = history::of(desk.zone(), looking, 1, &event);
        let (kind, _) = event.kind();
        for lang in [Lang::Zh, Lang::En] {
            let text = words.in_lang(lang);
            assert!(!text.trim().is_empty(), "{kind} says nothing");
            assert!(!text.contains(kind), "{kind} is told by its kind: {text}");
        }
    }
}

#[test]
fn a_history_tells_what_was_before_and_after() {
    let mut desk = desk();
    for line in [
        "record P1 total_investment=120 on=2026-02-01",
        "record P1 total_investment=150 on=2026-03-01",
        "record P1 total_investment=160 on=2026-03-01",
    ] {
        let zone = desk.zone().clone();
        let command = parse::command(&zone, &mut desk.texts, line);
        desk.play(&command).expect(line);
    }
    let comment = say(&mut desk, "总投资为何调整");
    assert_eq!(played(&mut desk, ThreadCommand::Comment(comment)), "");
    let calendars = Desk::calendars(desk.zone());
    let looking = desk.looking(&calendars, TODAY);
    let seqs = history::of_subject(desk.zone(), looking, project()).expect("it is there");
    let told: Vec<String> = seqs
        .iter()
        .map(|seq| {
            let event = &desk.events[usize::try_from(*seq).expect("small") - 1];
            history::of(desk.zone(), looking, *seq, event).zh
        })
        .collect();
    let investment = |at: usize| told[at].clone();
    assert_eq!(investment(1), "总投资：120 万元");
    assert_eq!(investment(2), "总投资：120 万元 → 150 万元");
    assert_eq!(investment(3), "总投资：150 万元 → 160 万元");
    assert_eq!(
        told.last().map(String::as_str),
        Some("P1 评论 K1：总投资为何调整")
    );
}

#[test]
fn only_of_a_request_is_anything_said_to_an_enterprise() {
    let mut desk = desk();
    let mut comment = say(&mut desk, "对企业说");
    comment.audience = Audience::Enterprise;
    let code = played(&mut desk, ThreadCommand::Comment(comment));
    assert_eq!(code, "zone/not-to-enterprise");
}
