//! Every error with its full text, as people read it.

use expect_test::expect_file;
use ledger::{Damage, Error, Fault, Hash, Refusal, Wrong};
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

fn refusals() -> Vec<Refusal> {
    let (path, stream, kind) = (
        PathBuf::from("zone.db"),
        "zone-1".to_owned(),
        "A".to_owned(),
    );
    let commitment = Hash([0xAB; 32]);
    vec![
        Refusal::Stale {
            stream: stream.clone(),
            expected: 3,
            actual: 5,
        },
        Refusal::WriterTooOld {
            stream: stream.clone(),
            needs: 4,
            have: 3,
        },
        Refusal::InUse {
            path: path.clone(),
            pid: Some(77),
        },
        Refusal::InUse {
            path: path.clone(),
            pid: None,
        },
        Refusal::NotALedger { path: path.clone() },
        Refusal::TablesTooNew {
            path: path.clone(),
            version: 2,
        },
        Refusal::BackupExists { path },
        Refusal::TooLarge {
            what: "body",
            limit: 10,
            actual: 11,
        },
        Refusal::Empty { what: "actor" },
        Refusal::PayloadUnbound { commitment },
        Refusal::PayloadUnknown { commitment },
        Refusal::PayloadExists { commitment },
        Refusal::SealBroken { commitment },
        Refusal::NoSuchRecord { stream, seq: 9 },
        Refusal::Busy,
        Refusal::KindUnknown { kind: kind.clone() },
        Refusal::EventTooNew {
            kind,
            version: 3,
            known: 2,
        },
    ]
}

fn faults() -> Vec<Fault> {
    let source = || Arc::new(std::io::Error::other("disk says no"));
    let wrongs = [
        Wrong::Missing,
        Wrong::Frame,
        Wrong::Hash,
        Wrong::Column,
        Wrong::Link,
        Wrong::Tree,
        Wrong::Head,
    ];
    let damaged = wrongs.map(|wrong| {
        Fault::Damaged(Damage {
            stream: "zone-1".to_owned(),
            seq: 4,
            wrong,
        })
    });
    let mut out = vec![
        Fault::DiskFull,
        Fault::DatabaseBusy,
        Fault::Io {
            doing: "commit",
            source: source(),
        },
        Fault::Stopped {
            cause: "storage failed while doing: commit".to_owned(),
        },
        Fault::PayloadDamaged {
            commitment: Hash([0xAB; 32]),
        },
        Fault::Entropy { source: source() },
        Fault::Upcast {
            kind: "A".to_owned(),
            version: 1,
            why: "empty".to_owned(),
        },
    ];
    out.extend(damaged);
    out
}

#[test]
fn every_error_says_cause_and_remedy() {
    let refusals = refusals().into_iter().map(Error::from);
    let all: Vec<Error> = refusals
        .chain(faults().into_iter().map(Error::from))
        .collect();
    let mut out = String::new();
    for error in all {
        let kind = if error.is_refusal() {
            "refusal"
        } else {
            "fault"
        };
        writeln!(out, "{} ({kind})", error.code()).expect("a String takes any text");
        for text in [
            error.message_zh(),
            error.remedy_zh().to_owned(),
            error.message_en(),
            error.remedy_en().to_owned(),
        ] {
            assert!(!text.is_empty() && !text.contains("  "), "{text}");
            writeln!(out, "    {text}").expect("a String takes any text");
        }
    }
    expect_file!["errors.txt"].assert_eq(&out);
}
