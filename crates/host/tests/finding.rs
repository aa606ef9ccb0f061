//! Searching: what was recorded is found at once, what was purged is gone, and the index is
//! nothing that anybody would miss.

#[expect(dead_code, reason = "other tests use the rest")]
mod common;

use common::{Desk, TODAY, founded, register, run, run_sealed};
use host::{Error, Finder, Host, Sought};
use zone::problem::Severity;
use zone::view::findable::Noun;
use zone::{Actor, Command, ProjectId, Sealer as _, TextRef};

fn raise(host: &Host, request_id: &str, text: &str) {
    let raised = run_sealed(host, request_id, |bag| Command::RaiseProblem {
        project: ProjectId(1),
        kind: "用地".to_owned(),
        severity: Severity::Serious,
        owner: None,
        delay_days: 0,
        description: bag.seal(text, &[]),
        due_on: None,
        effective_on: TODAY,
    });
    raised.expect("raised");
}

fn shown(finder: &Finder, host: &Host, words: &str, actor: &Actor) -> String {
    let seen = host.now(TODAY).expect("a state");
    let sought = Sought {
        words: words.to_owned(),
        take: 20,
        ..Sought::default()
    };
    let found = finder.find(host.library(), &seen, actor, &sought);
    let found = found.expect("it is found");
    let hits = found.hits.iter().map(|hit| {
        let (title, body) = (hit.title.bracketed(), hit.body.bracketed());
        format!("{} {title} / {body}", hit.place.key)
    });
    hits.collect::<Vec<_>>().join("\n")
}

fn filled() -> Desk {
    let desk = founded();
    run(&desk.host, "r1", register("土地整理工程")).expect("registered");
    raise(&desk.host, "r2", "红线与规划不符，报批受阻");
    desk
}

fn open(desk: &Desk) -> Finder {
    Finder::open(&desk.place(), desk.host.library()).expect("it opens")
}

#[test]
fn what_was_recorded_is_found_at_once_and_again_from_a_new_file() {
    let desk = filled();
    let finder = open(&desk);
    let clerk = Actor::program();
    let find = |finder: &Finder, words: &str| shown(finder, &desk.host, words, &clerk);
    assert_eq!(find(&finder, "tudi"), "P1 [土地]整理工程 / ");
    assert_eq!(
        find(&finder, "規劃"),
        "Q1 用地 / 红线与[规划]不符，报批受阻"
    );
    raise(&desk.host, "r3", "土地证遗失");
    let all = "P1 [土地]整理工程 / \nQ2 用地 / [土地]证遗失";
    assert_eq!(find(&finder, "土地"), all);
    // Another one on the same file goes on from there; without the file it begins anew.
    assert_eq!(find(&open(&desk), "土地"), all);
    drop(finder);
    std::fs::remove_file(desk.place().search()).expect("removed");
    assert_eq!(find(&open(&desk), "土地"), all);
}

#[test]
fn nobody_finds_what_they_may_not_see() {
    let desk = filled();
    let finder = open(&desk);
    let admin = Actor {
        roles: vec![zone::authority::Role::SystemAdmin],
        ..Actor::program()
    };
    assert_eq!(shown(&finder, &desk.host, "土地", &admin), "");
}

#[test]
fn a_purged_text_is_found_no_more() {
    let desk = filled();
    let finder = open(&desk);
    let clerk = Actor::program();
    assert!(shown(&finder, &desk.host, "红线", &clerk).starts_with("Q1"));
    let seen = desk.host.now(TODAY).expect("a state");
    let text: TextRef = seen.zone.problems[&zone::ProblemId(1)].description;
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
    // Not shown even before the index knows, and not counted once it does.
    assert_eq!(shown(&finder, &desk.host, "红线", &clerk), "");
    finder
        .compare(desk.host.library(), &seen)
        .expect("compared");
    let sought = Sought {
        words: "红线".to_owned(),
        nouns: vec![Noun::Problem],
        ..Sought::default()
    };
    let found = finder.find(desk.host.library(), &seen, &clerk, &sought);
    assert_eq!(found.expect("it answers").total, 0);
}

#[test]
fn an_index_of_another_ledger_is_not_believed() {
    let (one, two) = (filled(), founded());
    run(&two.host, "r1", register("别的工程")).expect("registered");
    let clerk = Actor::program();
    drop(shown(&open(&one), &one.host, "土地", &clerk));
    std::fs::copy(one.place().search(), two.place().search()).expect("copied");
    let finder = open(&two);
    assert_eq!(shown(&finder, &two.host, "土地", &clerk), "");
    assert_eq!(
        shown(&finder, &two.host, "工程", &clerk),
        "P1 别的[工程] / "
    );
}

#[test]
fn nothing_and_too_much_are_refused_with_their_reason() {
    let desk = founded();
    let finder = open(&desk);
    let seen = desk.host.now(TODAY).expect("a state");
    let check = |words: String, code: &str| {
        let sought = Sought {
            words,
            ..Sought::default()
        };
        let found = finder.find(desk.host.library(), &seen, &Actor::program(), &sought);
        match found {
            Err(Error::Refused(refusals)) => assert_eq!(refusals[0].code, code),
            other => panic!("{other:?}"),
        }
    };
    check(" 、".to_owned(), "search/empty");
    check("土".repeat(10_000), "search/too-long");
    check("土 ".repeat(100), "search/too-many-words");
}
