//! Notices in the terminal: the list, the text to paste, channels and the outbox.

mod common;

use common::Office;
use host::{Folder, SECURITY_STREAM};
use ledger::{Reader as _, SqliteReader};
use serde_json::{Value, json};

#[test]
fn what_a_unit_is_told_is_listed_and_made_into_a_text() {
    let office = Office::with_ledger();
    let assign = "item assign --what 完成迁改 --lead U1 --measure 通电 --evidence photo --owner R1 \
        --on 2026-05-18 --due 2026-05-20";
    let assign: Vec<&str> = assign.split_whitespace().collect();
    office.run(&assign).ends(0);
    let on = ["--true-on", "2026-05-21"];
    let list = |words: &[&str]| office.run(&[&["notice"], words, &on[..]].concat()).ends(0);
    let told = list(&["list", "--unit", "U1"]).out;
    assert!(told.contains("Item late: 项目督办〔2026〕001号"), "{told}");
    let office_own = list(&["list", "--json"]).json();
    let keys = office_own["notices"].to_string();
    assert!(!keys.contains("S1"), "{keys}");
    let text = list(&["text", "--unit", "U1", "--topics", "item"]).out;
    assert!(text.contains("1. ") && text.contains("完成迁改"), "{text}");
    let public = list(&["text", "--carries", "public"]).out;
    assert!(!public.contains("完成迁改"), "{public}");
}

#[test]
fn channels_are_set_and_what_is_wrong_is_said() {
    let office = Office::with_ledger();
    let add = |words: &[&str]| office.run(&[&["notice", "add-robot"], words].concat());
    // The address comes from standard input, which is empty here.
    let refused = add(&["wecom", "群", "--topics", "item=at_once"])
        .ends(2)
        .err;
    assert!(refused.contains("courier/setting-empty"), "{refused}");
    let refused = add(&["wecom", "群", "--topics", "item=soon"]).ends(2).err;
    assert!(refused.contains("cli/bad-topics"), "{refused}");
    let rules = [
        "notice",
        "rules",
        "--quiet",
        "20:00-08:00",
        "--digest",
        "09:00",
    ];
    office.run(&rules).ends(0);
    let bad = ["notice", "rules", "--quiet", "late"];
    assert!(office.run(&bad).ends(2).err.contains("cli/bad-quiet-hours"));
    let mail = [
        "notice",
        "mail",
        "--host",
        "mail.example.cn",
        "--from",
        "wall",
        "--security",
    ];
    let refused = office.run(&[&mail[..], &["plain"]].concat()).ends(2).err;
    assert!(refused.contains("courier/bad-mail-address"), "{refused}");
    assert!(
        refused.contains("courier/plain-mail-elsewhere"),
        "{refused}"
    );
    let shown = office.run(&["notice", "channels", "--json"]).ends(0).json();
    assert_eq!(shown["rules"]["quiet_from"], "20:00");
    let outbox = office.run(&["notice", "outbox"]).ends(0).out;
    assert_eq!(outbox, "0 waiting, 0 failed, 0 sent\n");
    let refused = office.run(&["notice", "again", "7"]).ends(2).err;
    assert!(refused.contains("courier/no-such-delivery"), "{refused}");
}

/// Who changed which setting, as the stream of security events tells it, whole.
fn on_record(office: &Office) -> Vec<(String, Value)> {
    let folder = Folder::new(office.path("data"));
    let reader = SqliteReader::open(&folder.ledger()).expect("a ledger");
    let records = reader.records(SECURITY_STREAM, 1, 1_000, None);
    let records = records.expect("records");
    let settings = records.iter().filter(|own| own.kind == "setting.changed");
    let told = settings.map(|own| {
        let body = serde_json::from_slice(&own.body).expect("JSON");
        (own.actor.clone(), body)
    });
    told.collect()
}

/// Changes everything there is, and asks for what is not there.
#[track_caller]
fn check_on_record(office: &Office) {
    let by = "local:tester";
    // A port where nothing listens: a trial goes nowhere.
    let robot = "http://127.0.0.1:9/hook?key=k3y-in-the-address\nsigning-secret\n";
    let add = "notice add-robot wecom 调度群 --topics item=digest --private --json";
    let run = |line: &str, input: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        office.run_told(&words, input)
    };
    run("notice rules --hosts 127.0.0.1", "").ends(0);
    let added = run(add, robot).ends(0).json();
    assert_eq!(added, json!({ "id": 1 }));
    let mail = "notice mail --host mail.example.cn --from wall@example.cn --user wall";
    assert_eq!(run(mail, "pass-of-mail\n").ends(0).out, "saved\n");
    run("notice try-robot 1", "").ends(0);
    assert_eq!(run("notice give-up 1", "").ends(0).out, "done\n");
    assert_eq!(run("notice again 1", "").ends(0).out, "done\n");
    assert_eq!(run("notice remove-robot 1", "").ends(0).out, "removed\n");
    // What is refused is refused with its own code and leaves nothing.
    let refused = |line: &str, input: &str, code: &str| {
        let told = run(line, input).ends(2);
        let told = told.out + &told.err;
        assert!(told.contains(code), "{line}: {told}");
    };
    refused("notice remove-robot 1", "", "courier/no-such-robot");
    refused("notice try-robot 1", "", "courier/no-such-robot");
    refused("notice again 9", "", "courier/no-such-delivery");
    refused("notice give-up 9", "", "courier/no-such-delivery");
    let elsewhere = "https://robots.example.cn/hook?key=k3y\n";
    refused(add, elsewhere, "courier/host-not-allowed");
    refused("notice rules --hosts ,", "", "courier/setting-empty");
    let setting = |setting: &str, change: &str, of: &str| {
        let told = json!({ "setting": setting, "change": change, "of": of });
        (by.to_owned(), told)
    };
    let rules = json!({ "setting": "notice.rules", "change": "set" });
    let expected = [
        (by.to_owned(), rules),
        setting("notice.robot", "added", "调度群"),
        setting("notice.mail", "set", "mail.example.cn"),
        setting("notice.robot", "tried", "调度群"),
        setting("notice.delivery", "given_up", "1"),
        setting("notice.delivery", "again", "1"),
        setting("notice.robot", "removed", "调度群"),
    ];
    let told = on_record(office);
    assert_eq!(told, expected);
    // The secrets stand in the file of notices alone.
    let all = format!("{told:?}");
    for secret in ["k3y", "signing-secret", "pass-of-mail", "hook"] {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
    let mail = office.run(&["notice", "channels", "--json"]).ends(0).json();
    assert_eq!(mail["mail"]["host"], "mail.example.cn");
}

#[test]
fn a_change_of_channels_is_on_record_before_it_holds() {
    let office = Office::founded();
    check_on_record(&office);
}

#[test]
fn a_change_through_a_running_server_is_on_record_as_well() {
    let office = Office::founded();
    let _server = office.serve(&["serve", "--listen", "127.0.0.1:0"]);
    check_on_record(&office);
}

#[test]
fn what_cannot_go_on_record_is_not_changed() {
    let office = Office::founded();
    // Another program writes, and it is no server: it cannot be asked.
    let folder = Folder::new(office.path("data"));
    let _held = host::Host::open(&folder).expect("the one writer");
    let rules = ["notice", "rules", "--digest", "09:00"];
    let refused = office.run(&rules).ends(2).err;
    assert!(refused.contains("ledger/in-use"), "{refused}");
    let shown = office.run(&["notice", "channels", "--json"]).ends(0).json();
    assert_eq!(shown["rules"]["digest_at"], "08:30");
}

/// Quiet hours around the moment of the test, and what waits for their end.
fn quiet_now() -> (String, String) {
    let beijing = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8));
    let at = |hours: i64| {
        let at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(hours);
        at.to_zoned(beijing.clone()).strftime("%H:%M").to_string()
    };
    (format!("{}-{}", at(-6), at(6)), at(6))
}

#[test]
fn what_waits_is_told_alike_with_a_server_and_without() {
    let office = Office::with_ledger();
    let run = |line: &str, input: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        office.run_told(&words, input).ends(0)
    };
    let (quiet, until) = quiet_now();
    let rules = "--hosts 127.0.0.1 --working-days-only false --urgent-passes false";
    run(&format!("notice rules --quiet {quiet} {rules}"), "");
    let address = "http://127.0.0.1:9/hook\n";
    for (name, when) in [
        ("调度群", "at_once"),
        ("汇总群", "digest"),
        ("静默群", "never"),
    ] {
        let add = format!("notice add-robot wecom {name} --topics item={when} --private");
        run(&add, address);
    }
    let assign = "item assign --what 完成迁改 --lead U1 --measure 通电 --evidence photo --owner R1 \
        --on 2026-05-18 --due 2149-12-01";
    run(assign, "");
    let alone = run("notice outbox --json", "").json()["held"].clone();
    let rows = alone.as_array().expect("rows");
    let told: Vec<(&str, &str)> = rows
        .iter()
        .map(|own| (own["to"]["zh"].as_str(), own["by"].as_str()))
        .map(|(to, by)| (to.expect("a name"), by.expect("a cause")))
        .collect();
    assert_eq!(
        told,
        [("机器人：调度群", "quiet"), ("机器人：汇总群", "digest")]
    );
    let shown = run("notice outbox", "").out;
    let expected = format!("{until}\n");
    assert!(
        shown.contains("quiet hours") && shown.contains(&expected),
        "{shown}"
    );
    assert!(!shown.contains("完成迁改"), "{shown}");
    let _server = office.serve(&["serve", "--listen", "127.0.0.1:0"]);
    let beside = run("notice outbox --json", "").json()["held"].clone();
    assert_eq!(beside, alone);
}
