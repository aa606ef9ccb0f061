//! Commands through the host: once, all or nothing, many at a time.

mod common;

use std::sync::Arc;

use common::{TODAY, founded, register, remark, run, run_sealed};
use host::{Error, KnownAt, Library};
use zone::{Field, FoundText, ProjectId, Texts as _, Value};

#[test]
fn a_retried_request_counts_once() {
    let desk = founded();
    let first = run(&desk.host, "r1", register("滨江路改造")).expect("registered");
    let again = run(&desk.host, "r1", register("滨江路改造")).expect("answered as before");
    assert!(!first.repeated && again.repeated);
    assert_eq!((first.first, first.last), (again.first, again.last));
    assert_eq!(
        desk.host.now(TODAY).expect("a state").zone.projects.len(),
        1
    );
}

#[test]
fn a_refused_command_leaves_nothing() {
    let desk = founded();
    let before = desk.host.now(TODAY).expect("a state");
    let Err(Error::Refused(refusals)) = run(&desk.host, "r1", register(" ")) else {
        panic!("an empty name is refused");
    };
    assert_eq!(refusals[0].code, "zone/empty");
    let beside = Library::open(&desk.place()).expect("beside the writer");
    let after = beside.see(&KnownAt::Latest, TODAY).expect("a state");
    assert_eq!(before.head, after.head);
    assert_eq!(before.zone.digest(), after.zone.digest());
}

#[test]
fn texts_are_payloads_and_are_found_again() {
    let desk = founded();
    run(&desk.host, "r1", register("滨江路改造")).expect("registered");
    run_sealed(&desk.host, "r2", |bag| remark(bag, 1, 1, "路基完成")).expect("recorded");
    let seen = desk.host.now(TODAY).expect("a state");
    let project = &seen.zone.projects[&ProjectId(1)];
    let Some(Value::FreeText(text)) = project.value(&Field::Remark, TODAY) else {
        panic!("the remark is there");
    };
    let found = desk.host.library().texts().find(*text);
    assert_eq!(found, FoundText::Text("路基完成".into()));
    let record = desk
        .host
        .library()
        .reader()
        .record(host::ZONE_STREAM, seen.head.seq);
    let body = record.expect("read").expect("there").body;
    assert!(
        !String::from_utf8_lossy(&body).contains("路基"),
        "the record holds no free text"
    );
}

#[test]
fn many_writers_lose_nothing_and_replay_gives_the_same_state() {
    let desk = founded();
    let host = Arc::new(desk.host);
    std::thread::scope(|scope| {
        for writer in 0..16 {
            let host = Arc::clone(&host);
            scope.spawn(move || {
                for number in 0..10 {
                    let id = format!("w{writer}-{number}");
                    run(&host, &id, register(&format!("项目 {id}"))).expect("registered");
                }
            });
        }
    });
    let live = host.now(TODAY).expect("a state").zone;
    assert_eq!(live.projects.len(), 160);
    let replayed = host
        .library()
        .see(&KnownAt::Seq(live.seq), TODAY)
        .expect("replayed")
        .zone;
    assert_eq!(live.digest(), replayed.digest());
}

#[test]
fn of_two_who_edit_one_version_the_second_is_told() {
    let desk = founded();
    run(&desk.host, "r1", register("滨江路改造")).expect("registered");
    run_sealed(&desk.host, "r2", |bag| remark(bag, 1, 1, "甲")).expect("the first");
    let Err(Error::Refused(refusals)) = run_sealed(&desk.host, "r3", |bag| remark(bag, 1, 1, "乙"))
    else {
        panic!("the second saw an old version");
    };
    assert_eq!(refusals[0].code, "zone/stale");
}

#[test]
fn a_retry_among_other_writers_neither_counts_twice_nor_harms_them() {
    let desk = founded();
    run(&desk.host, "first", register("甲")).expect("registered");
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let host = &desk.host;
            scope.spawn(move || {
                for number in 0..10 {
                    let id = format!("w{writer}-{number}");
                    run(host, &id, register(&format!("项目 {id}"))).expect("registered");
                    let again = run(host, &id, register("换了名称也不算")).expect("answered");
                    assert!(again.repeated);
                }
            });
        }
    });
    let live = desk.host.now(TODAY).expect("a state").zone;
    assert_eq!(live.projects.len(), 81);
    let replayed = desk
        .host
        .library()
        .see(&KnownAt::Seq(live.seq), TODAY)
        .expect("replayed");
    assert_eq!(live.digest(), replayed.zone.digest());
}
