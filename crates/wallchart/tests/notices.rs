//! Notices in the terminal: the list, the text to paste, channels and the outbox.

mod common;

use common::Office;

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
