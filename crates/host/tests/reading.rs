//! Reading the past, beside a writer, after a restart.

mod common;

use common::{TODAY, founded, register, run, run_sealed};
use host::{Error, Host, KnownAt, Library};
use jiff::civil::date;
use zone::{Command, Words};

fn mark(name: &str) -> Command {
    Command::SetMark {
        name: name.to_owned(),
        label: Words::new(name, name),
        date: date(2026, 4, 30),
    }
}

#[test]
fn a_state_is_found_by_number_mark_and_time() {
    let desk = founded();
    run(&desk.host, "r1", register("甲")).expect("registered");
    run(&desk.host, "r2", mark("report-2026-04")).expect("marked");
    let marked = desk.host.now(TODAY).expect("a state");
    assert_eq!(
        marked.true_on,
        date(2026, 4, 30),
        "the last event is a mark: it speaks of its date"
    );
    run(&desk.host, "r3", register("乙")).expect("registered");

    let library = Library::open(&desk.place()).expect("beside the writer");
    let count = |known_at: KnownAt| {
        let seen = library.see(&known_at, TODAY).expect("a state");
        (seen.zone.projects.len(), seen.true_on)
    };
    assert_eq!(count(KnownAt::Latest), (2, TODAY));
    assert_eq!(
        count(KnownAt::Mark("report-2026-04".into())),
        (1, date(2026, 4, 30))
    );
    assert_eq!(count(KnownAt::Seq(marked.zone.seq - 1)), (1, TODAY));
    assert_eq!(count(KnownAt::Time(jiff::Timestamp::MAX)).0, 2);
    assert_eq!(count(KnownAt::Time(jiff::Timestamp::UNIX_EPOCH)).0, 0);
    let beyond = library.see(&KnownAt::Seq(9_999), TODAY);
    assert!(matches!(beyond, Err(Error::NoSuchMoment { .. })));
    let unknown = library.see(&KnownAt::Mark("nothing".into()), TODAY);
    assert!(matches!(unknown, Err(Error::NoSuchMoment { .. })));
}

#[test]
fn a_restart_finds_the_same_state_from_its_snapshot() {
    let desk = founded();
    for number in 0..40 {
        run(
            &desk.host,
            &format!("r{number}"),
            register(&format!("项目 {number}")),
        )
        .expect("done");
    }
    let before = desk.host.now(TODAY).expect("a state");
    let place = desk.place();
    drop(desk.host);
    let again = Host::open(&place).expect("opened again");
    let after = again.now(TODAY).expect("a state");
    assert_eq!(before.head, after.head);
    assert_eq!(before.zone.digest(), after.zone.digest());
    run(&again, "after", register("之后")).expect("goes on");
}

#[test]
fn a_second_writer_is_told_who_holds_the_folder() {
    let desk = founded();
    let Err(second) = Host::open(&desk.place()) else {
        panic!("there is one writer")
    };
    assert_eq!(second.problems()[0].code, "ledger/in-use");
    assert!(second.is_refusal());
}

#[test]
fn a_purged_text_is_shown_as_purged() {
    let desk = founded();
    run(&desk.host, "r1", register("甲")).expect("registered");
    run_sealed(&desk.host, "r2", |bag| {
        common::remark(bag, 1, 1, "误录内容")
    })
    .expect("recorded");
    let text = {
        let seen = desk.host.now(TODAY).expect("a state");
        let project = &seen.zone.projects[&zone::ProjectId(1)];
        match project.value(&zone::Field::Remark, TODAY) {
            Some(zone::Value::FreeText(text)) => *text,
            _ => panic!("the remark is there"),
        }
    };
    let draft = ledger::Draft {
        effective_on: ledger::Day::from_ymd(2026, 5, 18).expect("a day"),
        source_as_of: None,
        actor: "security".to_owned(),
        kind: "payload.purged".to_owned(),
        version: 1,
        payload_commitments: Vec::new(),
        body: b"{}".to_vec(),
    };
    let mut batch = ledger::Batch::new(host::SECURITY_STREAM, None, "purge-1", vec![draft]);
    batch.purges.push(ledger::Purge {
        commitment: ledger::Hash(text.0),
        reason: "误录".to_owned(),
    });
    ledger::Store::append(&**desk.host.store(), batch).expect("purged");
    desk.host.library().texts().forget();
    let found = zone::Texts::find(desk.host.library().texts(), text);
    assert_eq!(found.shown(zone::Lang::Zh), "（已清除：误录）");
}
