//! The record: verified, damaged, backed up, restored.

mod common;

use common::{Office, change_a_byte};
use expect_test::expect;

/// The name of the first project of the sample ledger as the body of its record has it; the
/// snapshot beside the records, which is only a cache, writes it otherwise.
fn first_name(office: &Office) -> String {
    let sheet = office.run(&["project", "P1", "--json"]).ends(0).json();
    format!("{{\"text\":{}}}", sheet["row"]["name"])
}

#[test]
fn one_changed_byte_is_found_and_named_in_both_languages() {
    let office = Office::with_ledger();
    let name = first_name(&office);
    let sound = office.run(&["verify", "--json"]).ends(0).json();
    assert_eq!(sound["sound"], true);
    let records = sound["streams"][1]["records"].as_u64().expect("records");
    let code = sound["streams"][1]["code"]
        .as_str()
        .expect("a code")
        .to_owned();
    office
        .run(&["verify", "--head", &format!("{records}:{code}")])
        .ends(0);
    office.run(&["verify", "--head", &code]).ends(0);

    change_a_byte(&office.path("data/ledger.sqlite"), &name);
    let told = office.run(&["verify"]).ends(3).out;
    assert!(told.contains("“zone”第 "), "{told}");
    assert!(told.contains("\"zone\" record "), "{told}");
    assert!(
        told.contains("restore the last backup that verifies"),
        "{told}"
    );
    let document = office.run(&["verify", "--json"]).ends(3).json();
    assert_eq!(document["sound"], false);
    assert!(document["findings"][0]["seq"].as_u64().is_some());
}

#[test]
fn a_damaged_record_is_not_written_to_and_read_as_far_as_it_holds() {
    let office = Office::with_ledger();
    let name = first_name(&office);
    change_a_byte(&office.path("data/ledger.sqlite"), &name);
    let refused = office.run(&["mark", "now"]).ends(3).err;
    assert!(refused.contains("ledger/damaged"), "{refused}");
    assert!(
        refused.contains("wallchart restore BACKUP --data NEW_FOLDER"),
        "{refused}"
    );
    let read = office.run(&["wall", "--json"]).ends(0);
    assert!(
        read.err.contains("What follows goes up to record"),
        "{}",
        read.err
    );
    assert!(
        read.json()["rows"]
            .as_array()
            .is_some_and(|rows| rows.len() < 20)
    );
    office.run(&["serve", "--listen", "127.0.0.1:0"]).ends(3);
}

#[test]
fn a_head_kept_elsewhere_shows_a_rewritten_record() {
    let office = Office::with_ledger();
    let told = office
        .run(&["verify", "--head", "3:0000-0000-0000-0000"])
        .ends(3)
        .out;
    assert!(told.contains("verify/kept-head"), "{told}");
    let unread = office.run(&["verify", "--head", "three"]).ends(2).err;
    assert!(unread.contains("SEQ:CODE"), "{unread}");
    std::fs::write(office.path("note.txt"), "no ledger at all").expect("written");
    let other = office.run(&["verify", "note.txt"]).ends(2).err;
    assert!(other.contains("is not a ledger"), "{other}");
}

#[test]
fn a_backup_comes_back_as_it_was() {
    let office = Office::with_ledger();
    let before = office
        .run(&["wall", "--json", "--true-on", "2026-05-31"])
        .ends(0)
        .json();
    let made = office.run(&["backup", "kept", "--json"]).ends(0).json();
    let code = made["heads"]["zone"]["code"]
        .as_str()
        .expect("a code")
        .to_owned();
    assert_eq!(before["record"]["code"], code);
    let seq = made["heads"]["zone"]["seq"].to_string();
    let head = format!("zone@{seq}:{code}");
    let restore = ["restore", "kept", "--data", "again", "--head", &head];
    let text = office.run(&restore).ends(0).out;
    assert!(text.contains("it holds") && text.contains(&head), "{text}");
    let after = [
        "wall",
        "--json",
        "--true-on",
        "2026-05-31",
        "--data",
        "again",
    ];
    assert_eq!(office.run(&after).ends(0).json(), before);
    office.run(&["verify", "--data", "again"]).ends(0);
    office.run(&["mark", "goes-on", "--data", "again"]).ends(0);

    let twice = office.run(&["backup", "kept"]).ends(2).err;
    assert!(twice.contains("backup/exists"), "{twice}");
    let full = office
        .run(&["restore", "kept", "--data", "again"])
        .ends(2)
        .err;
    assert!(full.contains("restore/not-empty"), "{full}");
    let nothing = office
        .run(&["restore", "data", "--data", "third"])
        .ends(2)
        .err;
    assert!(nothing.contains("restore/no-backup"), "{nothing}");
}

#[test]
fn an_altered_backup_is_refused() {
    let office = Office::with_ledger();
    let name = first_name(&office);
    for victim in ["ledger.sqlite", "files", "manifest.json", "extra"] {
        let backup = format!("kept-{victim}");
        office.run(&["backup", &backup]).ends(0);
        let root = office.path(&backup);
        match victim {
            "ledger.sqlite" => change_a_byte(&root.join(victim), &name),
            "manifest.json" => change_a_byte(&root.join(victim), "\"code\": \""),
            "extra" => std::fs::write(root.join("extra.txt"), "x").expect("written"),
            _ => std::fs::remove_dir_all(root.join("files")).expect("removed"),
        }
        let refused = office.run(&["restore", &backup, "--data", "again"]);
        assert!(matches!(refused.code, 2 | 3), "{victim}: {}", refused.err);
        assert!(refused.err.contains("backup"), "{victim}: {}", refused.err);
        assert!(!office.path("again/ledger.sqlite").exists(), "{victim}");
    }
    let refused = office
        .run(&["restore", "kept-ledger.sqlite", "--data", "again"])
        .ends(3)
        .err;
    expect![[r#"
        ledger.sqlite in the backup is not what the manifest says: it was altered since [backup/altered]
          → this backup cannot be used: take another one, and keep this one to be looked into
    "#]].assert_eq(&refused);
}
