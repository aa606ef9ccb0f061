//! Purges in the terminal: asked for by an account, confirmed here, verified, and done again in a
//! backup that was made before.

mod common;

use std::path::Path;

use common::Office;
use host::{Folder, Host, Request, SealBag};
use ledger::{SqliteStore, Store as _};
use serde_json::Value;
use zone::purge::command::{AskPurge, PurgeCommand};
use zone::purge::{PurgeGround, PurgeTarget};
use zone::{Actor, Command, Sealer as _};

const SECRET: &str = "call 13900000000 at night";
const CARD: &[u8] = b"a scanned card of somebody\n";

/// An office where something was said and attached that must go: the comment K1, the file A2.
fn office() -> Office {
    let office = Office::with_ledger();
    std::fs::write(office.path("card.txt"), CARD).expect("written");
    office
        .run(&["comment", "add", "P1", "--text", SECRET])
        .ends(0);
    office.run(&["attach", "add", "P1", "card.txt"]).ends(0);
    office
}

/// An account of the zone asks, as the page does.
fn asked_by_an_account(office: &Office, targets: &[&str]) {
    let host = Host::open(&Folder::new(office.path("data"))).expect("a host");
    let mut texts = SealBag::new();
    let targets = targets.iter().map(|own| own.parse().expect("a target"));
    let asked = PurgeCommand::Ask(AskPurge {
        targets: targets.collect::<Vec<PurgeTarget>>(),
        texts: Vec::new(),
        ground: PurgeGround::PersonalData,
        reason: texts.seal("a private number", &[]),
        effective_on: host::today(),
    });
    let request = Request {
        actor: Actor {
            account: "clerk".to_owned(),
            ..Actor::program()
        },
        request_id: "asked-on-the-page".to_owned(),
        command: Command::Purge(Box::new(asked)),
        texts,
        today: host::today(),
    };
    host.execute(&request).expect("asked");
}

/// Whether any file below a folder holds some bytes.
fn is_held(below: &Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(below).expect("a folder").any(|entry| {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => is_held(&path, bytes),
            false => {
                let held = std::fs::read(&path).expect("read");
                held.windows(bytes.len()).any(|own| own == bytes)
            }
        }
    })
}

#[test]
fn the_terminal_confirms_what_an_account_asked_and_the_record_goes_on_verifying() {
    let office = office();
    asked_by_an_account(&office, &["K1", "A2"]);
    let listed = office.run(&["purge", "list"]).ends(0).out;
    assert!(listed.contains("1 requests to purge, 1 wait"), "{listed}");
    assert!(listed.contains("comment K1, attachment A2"), "{listed}");
    assert!(!listed.contains("13900000000"), "{listed}");
    let done = office.run(&["purge", "confirm", "X1"]).ends(0).out;
    assert!(
        done.contains("confirmed") && done.contains("backups"),
        "{done}"
    );
    let again = office.run(&["purge", "confirm", "X1"]).ends(2).err;
    assert!(again.contains("zone/purge-settled"), "{again}");
    let told = "(purged: personal data, asked by clerk, confirmed by local:tester, ";
    let thread = office.run(&["comment", "list", "P1"]).ends(0).out;
    assert!(thread.contains(told), "{thread}");
    let history = office.run(&["history", "P1"]).ends(0).out;
    assert!(history.contains(told), "{history}");
    let gone = ["attach", "get", "A2", "--out", "again.txt"];
    let gone = office.run(&gone).ends(2).err;
    assert!(gone.contains("purged"), "{gone}");
    assert!(!is_held(&office.path("data"), b"13900000000"));
    assert!(!is_held(&office.path("data"), CARD));
    let verified = office.run(&["verify", "--json"]).ends(0).json();
    assert_eq!(verified["purged"], 3);
    assert_eq!(verified["purges"]["told"], 3);
    assert_eq!(verified["kept_files"]["purged"], 1);
}

#[test]
fn the_terminal_is_one_hand() {
    let office = office();
    let ask = [
        "purge",
        "ask",
        "K1",
        "--ground",
        "personal-data",
        "--reason",
    ];
    let repeated = office.run(&[&ask[..], &["told 13900000000"]].concat());
    let repeated = repeated.ends(2).err;
    assert!(repeated.contains("zone/purge-reason-repeats"), "{repeated}");
    let asked = office.run(&[&ask[..], &["private"]].concat()).ends(0).out;
    assert!(asked.contains("waits for a second person"), "{asked}");
    let own = office.run(&["purge", "confirm", "X1"]).ends(2).err;
    assert!(own.contains("zone/purge-own"), "{own}");
    let refuse = ["purge", "refuse", "X1", "--reason", "still needed"];
    let back = office.run(&refuse).ends(0).out;
    assert!(back.contains("refused: still needed"), "{back}");
    let thread = office.run(&["comment", "list", "P1"]).ends(0).out;
    assert!(thread.contains(SECRET), "{thread}");
    let none = office.run(&["purge", "confirm", "X9"]).ends(2).err;
    assert!(none.contains("zone/unknown"), "{none}");
}

#[test]
fn an_older_backup_comes_back_without_what_was_purged_since() {
    let office = office();
    office.run(&["backup", "old"]).ends(0);
    asked_by_an_account(&office, &["K1", "A2"]);
    office.run(&["purge", "confirm", "X1"]).ends(0);
    office.run(&["backup", "new"]).ends(0);
    // The backup made before still holds it: said in the guide, and here.
    assert!(is_held(&office.path("old"), CARD));
    assert!(!is_held(&office.path("new"), CARD));
    let restore = ["restore", "old", "--data", "again", "--purges", "new"];
    let told = office.run(&restore).ends(0).out;
    assert!(told.contains("3 payloads purged again"), "{told}");
    let thread = ["comment", "list", "P1", "--data", "again"];
    let thread = office.run(&thread).ends(0).out;
    assert!(
        thread.contains("asked by clerk, confirmed by local:tester"),
        "{thread}"
    );
    assert!(!is_held(&office.path("again"), CARD));
    assert!(!is_held(&office.path("again"), b"13900000000"));
    let verify = ["verify", "--data", "again", "--json"];
    assert_eq!(office.run(&verify).ends(0).json()["purges"]["told"], 3);
    // The next request has a number that the later record did not give.
    let ask = ["purge", "ask", "1", "--ground", "mistake", "--reason", "no"];
    office.run(&ask).ends(2);
    let text = [
        "comment",
        "add",
        "P1",
        "--text",
        "another number",
        "--data",
        "again",
    ];
    office.run(&text).ends(0);
    let ask = [
        "purge",
        "ask",
        "K2",
        "--ground",
        "mistake",
        "--reason",
        "wrong one",
    ];
    let asked = office.run(&[&ask[..], &["--data", "again", "--json"]].concat());
    assert_eq!(asked.ends(0).json()["id"], "X2");
}

#[test]
fn a_payload_that_went_without_two_people_is_found() {
    let office = office();
    let folder = Folder::new(office.path("data"));
    let store = SqliteStore::open(&folder.ledger(), ledger::Options::default()).expect("opened");
    let host_of = |seq: u64| {
        let record = ledger::Reader::record(&store, "zone", seq).expect("read");
        record.map(|own| own.payload_commitments)
    };
    let head = ledger::Reader::head(&store, "zone").expect("a head").seq;
    let commitment = (1..=head)
        .rev()
        .find_map(|seq| host_of(seq)?.first().copied())
        .expect("a payload");
    let draft = ledger::Draft {
        effective_on: ledger::Day::from_ymd(2026, 5, 18).expect("a day"),
        source_as_of: None,
        actor: "somebody".to_owned(),
        kind: "payload.purged".to_owned(),
        version: 1,
        payload_commitments: Vec::new(),
        body: b"{}".to_vec(),
    };
    let mut batch = ledger::Batch::new("security", None, "alone", vec![draft]);
    let reason = "by myself".to_owned();
    batch.purges.push(ledger::Purge { commitment, reason });
    store.append(batch).expect("purged");
    drop(store);
    let found = office.run(&["verify", "--json"]).ends(3).json();
    let Value::Array(findings) = &found["purges"]["findings"] else {
        panic!("{found}")
    };
    assert_eq!(findings[0]["code"], "verify/purge-untold");
}
