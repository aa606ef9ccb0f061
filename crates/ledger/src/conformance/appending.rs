//! Conformance: what an append does and refuses.

use super::{Bench, code, draft};
use crate::batch::Batch;
use crate::format::Hash;
use crate::limits;
use crate::store::Store;

pub(super) fn numbers_and_chains<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    assert_eq!(store.head("z").expect("a head").seq, 0);
    let drafts = vec![draft("a", b"1"), draft("b", b"2")];
    let first = store
        .append(Batch::new("z", Some(0), "r1", drafts))
        .expect("appended");
    assert_eq!((first.first, first.last, first.repeated), (1, 2, false));
    assert_eq!(first.recorded_at, 1_000);
    let second = Batch::new("z", Some(2), "r2", vec![draft("c", b"3")]);
    let second = store.append(second).expect("appended");
    assert_eq!((second.first, second.last), (3, 3));
    let records = store.records("z", 1, 10, None).expect("read");
    let mut prev = Hash::ZERO;
    for (at, record) in records.iter().enumerate() {
        assert_eq!((record.seq, record.prev_hash), (at as u64 + 1, prev));
        prev = record.hash;
    }
    assert_eq!((records.len(), prev), (3, second.hash));
    assert_eq!(store.head("z").expect("a head").chain, second.hash);
    // Another stream begins at one, with a chain of its own.
    assert_eq!(bench.grow("y", 1), 1);
    assert_eq!(store.head("z").expect("a head").seq, 3);
    let names: Vec<String> = store
        .streams()
        .expect("streams")
        .into_iter()
        .map(|info| info.stream)
        .collect();
    assert_eq!(names, ["y", "z"]);
}

pub(super) fn stale_batches_leave_nothing<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    bench.grow("z", 2);
    let before = store.head("z").expect("a head");
    for expected in [0, 1, 3, u64::MAX] {
        let batch = Batch::new("z", Some(expected), "late", vec![draft("a", b"")]);
        assert_eq!(code(store.append(batch)), "ledger/stale");
    }
    let batch = Batch::new("nowhere", Some(1), "late", vec![draft("a", b"")]);
    assert_eq!(code(store.append(batch)), "ledger/stale");
    assert_eq!(store.head("z").expect("a head"), before);
    assert_eq!(store.streams().expect("streams").len(), 1);
    assert_eq!(store.request("z", "late").expect("looked up"), None);
    // A refused request id is free.
    let batch = Batch::new("z", Some(2), "late", vec![draft("a", b"")]);
    assert_eq!(store.append(batch).expect("appended").last, 3);
}

pub(super) fn a_request_counts_once<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    let batch = || {
        Batch::new(
            "z",
            Some(0),
            "once",
            vec![draft("a", b"1"), draft("a", b"2")],
        )
    };
    let first = store.append(batch()).expect("appended");
    bench.grow("z", 3);
    // The retry comes late, and its expectation is stale by now: the first answer stands.
    let again = store.append(batch()).expect("answered");
    assert!(again.repeated && !first.repeated);
    assert_eq!((again.first, again.last), (first.first, first.last));
    assert_eq!(
        (again.hash, again.recorded_at),
        (first.hash, first.recorded_at)
    );
    assert_eq!(store.head("z").expect("a head").seq, 5);
    assert_eq!(store.request("z", "once").expect("looked up"), Some(again));
    // The same id in another stream is another request.
    let other = Batch::new("y", Some(0), "once", vec![draft("a", b"1")]);
    assert!(!store.append(other).expect("appended").repeated);
    // Two of the same in flight.
    let twice = || Batch::new("z", None, "twice", vec![draft("a", b"1")]);
    let (one, two) = (store.submit(twice()), store.submit(twice()));
    let (one, two) = (one.wait().expect("appended"), two.wait().expect("answered"));
    assert_eq!((one.last, two.last), (6, 6));
    assert!(!one.repeated && two.repeated);
}

pub(super) fn limits_are_refusals<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    let attempt = |change: &dyn Fn(&mut Batch)| {
        let mut batch = Batch::new("z", None, "r", vec![draft("a", b"")]);
        change(&mut batch);
        code(store.append(batch))
    };
    assert_eq!(attempt(&|batch| batch.records.clear()), "ledger/empty");
    assert_eq!(attempt(&|batch| batch.stream.clear()), "ledger/empty");
    assert_eq!(attempt(&|batch| batch.request_id.clear()), "ledger/empty");
    assert_eq!(
        attempt(&|batch| batch.records[0].actor.clear()),
        "ledger/empty"
    );
    assert_eq!(
        attempt(&|batch| batch.records[0].kind.clear()),
        "ledger/empty"
    );
    let too_large = "ledger/too-large";
    let long = |limit: usize| "x".repeat(limit + 1);
    assert_eq!(
        attempt(&|batch| batch.stream = long(limits::STREAM_BYTES_MAX)),
        too_large
    );
    assert_eq!(
        attempt(&|batch| batch.request_id = long(limits::REQUEST_BYTES_MAX)),
        too_large
    );
    assert_eq!(
        attempt(&|b| b.records[0].actor = long(limits::ACTOR_BYTES_MAX)),
        too_large
    );
    assert_eq!(
        attempt(&|b| b.records[0].kind = long(limits::KIND_BYTES_MAX)),
        too_large
    );
    let body = limits::BODY_BYTES_MAX + 1;
    assert_eq!(
        attempt(&|batch| batch.records[0].body = vec![0; body]),
        too_large
    );
    let many = limits::BATCH_RECORDS_MAX + 1;
    assert_eq!(
        attempt(&|batch| batch.records = vec![draft("a", b""); many]),
        too_large
    );
    let largest = "x".repeat(limits::STREAM_BYTES_MAX);
    let batch = Batch::new(&largest, None, "r", vec![draft("a", b"")]);
    assert_eq!(store.append(batch).expect("at the limit").last, 1);
    assert_eq!(store.head("z").expect("a head").seq, 0);
}

pub(super) fn writers_of_one_stream_lose_nothing<S: Store>(bench: &Bench<S>) {
    const WRITERS: usize = 8;
    const EACH: usize = 25;
    let store = &bench.store;
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            scope.spawn(move || {
                for step in 0..EACH {
                    compare_and_append(store, &format!("{writer}-{step}"));
                }
            });
        }
    });
    let records = store.records("z", 1, 1_000, None).expect("read");
    assert_eq!(records.len(), WRITERS * EACH);
    for writer in 0..WRITERS {
        let mine = records.iter().filter(|record| {
            record.request_id.split('-').next() == Some(writer.to_string().as_str())
        });
        let steps: Vec<_> = mine.map(|record| record.body.clone()).collect();
        let wanted: Vec<_> = (0..EACH)
            .map(|step| format!("{writer}-{step}").into_bytes())
            .collect();
        assert_eq!(
            steps, wanted,
            "each writer's records stand once and in its order"
        );
    }
    assert_eq!(store.check(crate::Check::Full).expect("checked"), None);
}

/// Appends as a person would who reads, decides and tries again when others were faster.
fn compare_and_append<S: Store>(store: &S, request: &str) {
    loop {
        let seen = store.head("z").expect("a head").seq;
        let drafts = vec![draft("a", request.as_bytes())];
        match store.append(Batch::new("z", Some(seen), request, drafts)) {
            Ok(appended) => {
                assert_eq!((appended.last, appended.repeated), (seen + 1, false));
                return;
            }
            Err(error) => assert_eq!(error.code(), "ledger/stale"),
        }
    }
}

pub(super) fn old_programs_may_not_write<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    bench.grow("z", 1);
    // The program under test has version 3: it may not shut itself out.
    assert_eq!(
        code(store.raise_min_writer_version("z", 4)),
        "ledger/writer-too-old"
    );
    store.raise_min_writer_version("z", 3).expect("raised");
    store.raise_min_writer_version("z", 2).expect("kept");
    let info = store.streams().expect("streams").remove(0);
    assert_eq!(info.min_writer_version, 3);
    assert_eq!(bench.grow("z", 1), 2);
}
