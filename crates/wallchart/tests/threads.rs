//! Comments and files of a thing, as the one writer and through a running server alike.

mod common;

use std::fs;

use common::{Office, Ran};
use host::{Files, Folder, Library};
use ledger::SqliteReader;
use serde_json::Value;

/// A JPEG of one frame header, and two that are not taken.
const PHOTO: &[u8] = &[
    0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 9, 0, 16, 1, 1, 0x11, 0, 0xFF, 0xD9,
];
const PROGRAM: &[u8] = b"\x7fELF\x02\x01\x01";

/// Makes an office with files to attach.
fn office() -> Office {
    let office = Office::with_ledger();
    let long: Vec<u8> = b"\xE7\x8E\xB0\xE5\x9C\xBA 0123456789\n".repeat(40_000);
    let files: [(&str, &[u8]); 5] = [
        ("site.jpg", PHOTO),
        ("log.txt", &long),
        ("none.jpg", b""),
        ("tool.jpg", PROGRAM),
        ("other.pdf", PHOTO),
    ];
    for (name, bytes) in files {
        fs::write(office.path(name), bytes).expect("written");
    }
    office
}

/// The hashes of all that is kept.
fn kept(office: &Office) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(folders) = fs::read_dir(office.path("data/files")) else {
        return found;
    };
    for folder in folders {
        for file in fs::read_dir(folder.expect("an entry").path()).expect("a folder") {
            let name = file.expect("an entry").file_name();
            found.push(name.to_string_lossy().into_owned());
        }
    }
    found.sort();
    found
}

/// The hash that the record holds of an attachment.
fn hash_on_record(office: &Office, id: &str) -> String {
    let folder = Folder::new(office.path("data"));
    let reader = SqliteReader::open(&folder.ledger()).expect("a ledger");
    let library = Library::over(std::sync::Arc::new(reader), Files::of(&folder));
    let seen = library
        .see(&host::KnownAt::Latest, host::today())
        .expect("a state");
    let id: zone::AttachmentId = id.parse().expect("an id");
    let own = &seen.zone.attachments[&id];
    library.content(own).expect("a hash")
}

fn run(office: &Office, line: &str) -> Ran {
    let words: Vec<&str> = line.split_whitespace().collect();
    office.run(&words)
}

/// What a file or a comment that is not taken is told, in order.
fn refusals(office: &Office) -> Vec<String> {
    let asked = [
        "attach add P1 none.jpg",
        "attach add P1 tool.jpg",
        "attach add P1 other.pdf",
        "attach add P1 site.jpg --to-enterprise",
        "comment add P1 --text 请@没有这个人",
        "comment add P1 --text 文号机密★",
        "comment add P1 --text 见照片 --attachment A99",
    ];
    let told = asked.map(|line| run(office, line).ends(2).err);
    told.to_vec()
}

/// Attaches, takes out again, says something about it, puts it otherwise, takes both back. A1 is
/// the ledger that the projects came from.
fn check(office: &Office) -> Vec<Value> {
    let json = |line: &str| run(office, &format!("{line} --json")).ends(0).json();
    let mut told = Vec::new();
    for (name, id) in [("site.jpg", "A2"), ("log.txt", "A3")] {
        let added = json(&format!("attach add P1 {name}"));
        assert_eq!(added["id"], id, "{added}");
        let bytes = fs::read(office.path(name)).expect("a file");
        assert_eq!(hash_on_record(office, id), Files::hash(&bytes));
        run(office, &format!("attach get {id} --out out")).ends(0);
        assert!(fs::read(office.path("out")).expect("taken out") == bytes);
        told.push(added["bytes"].clone());
    }
    let thread = json("comment add P1 --text 见照片 --attachment A2");
    assert_eq!(thread["comments"][0]["attachments"][0], "A2");
    told.push(thread["comments"][0]["text"].clone());
    let before = json("comment edit K1 --text 服务运行时改的");
    assert_eq!(before["comments"][0]["by"]["name"]["en"], "local:tester");
    told.push(before["comments"][0]["text"].clone());
    let thread = json("comment edit K2 --text 见照片和记录");
    told.push(thread["comments"][0]["text"].clone());
    let thread = json("comment withdraw K2 --reason 写错了");
    told.push(thread["comments"][0]["withdrawn"]["reason"].clone());
    let gone = json("attach withdraw A3 --reason 传错了");
    told.push(gone["withdrawn"]["reason"].clone());
    run(office, "verify").ends(0);
    told
}

#[test]
fn files_and_comments_are_kept_and_refused_alike_with_a_server_and_without() {
    let alone = office();
    let beside = office();
    // Written before the server runs, put otherwise through it: by the same account of the machine.
    for office in [&alone, &beside] {
        run(office, "comment add P2 --text 先前写的").ends(0);
    }
    let server = beside.serve(&["serve", "--listen", "127.0.0.1:0"]);
    let before = kept(&alone);
    let refused = refusals(&alone);
    assert_eq!(refusals(&beside), refused);
    let codes = [
        "media/empty",
        "media/unknown-kind",
        "media/name-contradicts",
        "zone/not-to-enterprise",
        "zone/nobody-called",
        "zone/state-secret",
        "zone/unknown",
    ];
    for (told, code) in refused.iter().zip(codes) {
        assert!(told.contains(code), "{code}: {told}");
    }
    // What was refused left nothing behind.
    assert_eq!((&kept(&alone), &kept(&beside)), (&before, &before));
    assert_eq!(check(&beside), check(&alone));
    assert_eq!(kept(&beside), kept(&alone));
    assert_eq!(kept(&beside).len(), before.len() + 2);
    // What was written through the server is there without it.
    drop(server);
    run(&beside, "attach get A2 --out again").ends(0);
    assert_eq!(fs::read(beside.path("again")).expect("taken out"), PHOTO);
    // A changed byte in a kept file is found as it is read.
    let hash = Files::hash(PHOTO);
    let path = beside.path("data/files").join(&hash[..2]).join(&hash);
    fs::write(&path, &PHOTO[1..]).expect("written");
    let changed = run(&beside, "attach get A2 --out again").ends(1).err;
    assert!(changed.contains("host/file-changed"), "{changed}");
}
