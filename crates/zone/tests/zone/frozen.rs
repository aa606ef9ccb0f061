//! The frozen shapes of events: one file per kind and version, an event a line.
//!
//! A file that was released is never edited. Its lines must decode for ever, so that every
//! released record replays; while the version is the one written today, encoding gives the same
//! bytes back.

use std::collections::BTreeSet;

use expect_test::expect_file;
use zone::Event;

use crate::samples;

#[test]
fn released_events_decode_and_encode_to_the_same_bytes() {
    let samples = samples::events();
    for (kind, version) in Event::KINDS {
        let of_kind = samples.iter().filter(|event| event.kind().0 == *kind);
        let lines: Vec<String> = of_kind
            .clone()
            .map(|event| String::from_utf8(event.encode()).expect("JSON is text"))
            .collect();
        assert!(!lines.is_empty(), "no sample of {kind}");
        let path = format!("../../testdata/events/{kind}.v{version}.jsonl");
        let file = expect_file![path];
        file.assert_eq(&(lines.join("\n") + "\n"));
        let written = file.data();
        let read: Vec<Event> = written
            .lines()
            .map(|line| Event::decode(kind, *version, line.as_bytes()).expect("it decodes"))
            .collect();
        assert!(
            read.iter().eq(of_kind),
            "{kind} reads back as something else"
        );
    }
}

#[test]
fn no_released_shape_is_forgotten() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/events");
    let found: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the folder of the shapes")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    let written = Event::KINDS.iter();
    let written: BTreeSet<String> = written
        .map(|(kind, version)| format!("{kind}.v{version}.jsonl"))
        .collect();
    assert_eq!(found, written);
}

#[test]
fn what_is_not_an_event_is_not_read_as_one() {
    let unknown = Event::decode("project.sold", 1, b"{}").unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "event kind \"project.sold\" version 1 is unknown to this program"
    );
    let newer = Event::decode("unit.added", 2, b"{}").unwrap_err();
    assert_eq!(
        newer.to_string(),
        "event kind \"unit.added\" version 2 is unknown to this program"
    );
    let torn = Event::decode("unit.added", 1, b"{\"id\":\"U1\"").unwrap_err();
    assert_eq!(
        torn.to_string(),
        "the body of an event of kind \"unit.added\" cannot be read"
    );
    assert!(std::error::Error::source(&torn).is_some());
}

#[test]
fn the_texts_of_an_event_are_all_named() {
    for event in samples::events() {
        let body = String::from_utf8(event.encode()).expect("JSON is text");
        for text in event.texts() {
            assert!(body.contains(&text.to_string()));
        }
        // A commitment is 64 hexadecimal digits; the hash of a file or of figures is one more.
        let hashes = body
            .split('"')
            .filter(|part| part.len() == 64 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .count();
        let hashed = [
            "attachment.kept",
            "report.signed",
            "report.sheet_printed",
            "report.sheet_scanned",
        ];
        let files = usize::from(hashed.contains(&event.kind().0));
        // What a purge names is not kept with it.
        let going = match &event {
            Event::PurgeAsked(event) => event.texts.len(),
            other => other.purged().len(),
        };
        let named = event.texts().len() + files + going;
        assert_eq!(named, hashes, "{}", event.kind().0);
    }
}
