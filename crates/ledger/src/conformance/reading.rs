//! Conformance: what reading gives.

use super::{Bench, code, draft, sealed};
use crate::batch::{Batch, Purge, Snapshot};
use crate::format::{Day, Hash, Suite};
use crate::payload::PayloadState;
use crate::store::Store;
use std::sync::atomic::Ordering;

pub(super) fn records_come_back_whole<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    let text = sealed(1, "文", &[]);
    let mut one = draft("TargetAdjusted", b"\x00\xff facts");
    one.payload_commitments = vec![text.commitment];
    let mut batch = Batch::new("开发区", None, "请求-1", vec![one]);
    batch.payloads = vec![text.clone()];
    let appended = store.append(batch).expect("appended");
    let record = store.record("开发区", 1).expect("read").expect("there");
    assert_eq!(record.stream, "开发区");
    assert_eq!((record.seq, record.recorded_at), (1, 1_000));
    assert_eq!(
        (record.effective_on, record.source_as_of),
        (Day(20_000), Some(Day(19_990)))
    );
    assert_eq!(
        (record.actor.as_str(), record.request_id.as_str()),
        ("账号-1", "请求-1")
    );
    assert_eq!(
        (record.kind.as_str(), record.version),
        ("TargetAdjusted", 2)
    );
    assert_eq!(
        (record.suite, record.prev_hash),
        (Suite::Sha256, Hash::ZERO)
    );
    assert_eq!(record.payload_commitments, [text.commitment]);
    assert_eq!(record.body, b"\x00\xff facts");
    assert_eq!(record.hash, appended.hash);
    assert_eq!(store.record("开发区", 2).expect("read"), None);
    assert_eq!(store.record("开发区", 0).expect("read"), None);
    assert_eq!(store.record("nowhere", 1).expect("read"), None);
}

pub(super) fn kinds_and_pages<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    let drafts = (0..20u8).map(|at| draft(if at % 3 == 0 { "third" } else { "other" }, &[at]));
    store
        .append(Batch::new("z", None, "r", drafts.collect()))
        .expect("appended");
    let seqs = |from, limit, kind| -> Vec<u64> {
        let records = store.records("z", from, limit, kind).expect("read");
        records.into_iter().map(|record| record.seq).collect()
    };
    assert_eq!(seqs(0, 3, None), [1, 2, 3]);
    assert_eq!(seqs(4, 2, None), [4, 5]);
    assert_eq!(seqs(19, 9, None), [19, 20]);
    assert_eq!(seqs(21, 9, None), []);
    assert_eq!(seqs(1, 0, None), []);
    assert_eq!(seqs(2, 3, Some("third")), [4, 7, 10]);
    assert_eq!(seqs(1, 9, Some("none")), []);
}

pub(super) fn moments_follow_the_clock<S: Store>(bench: &Bench<S>) {
    // The clock runs, steps back, runs, steps far back, and forward.
    let times = [100, 110, 120, 105, 106, 130, 130, 10, 11, 500];
    for (at, time) in times.into_iter().enumerate() {
        bench.clock.store(time, Ordering::SeqCst);
        assert_eq!(bench.grow("z", 1), at as u64 + 1);
    }
    bench.clock.store(0, Ordering::SeqCst);
    bench.grow("another", 1);
    for at in -1..510 {
        let wanted = times
            .iter()
            .rposition(|time| *time <= at)
            .map(|found| found as u64 + 1);
        assert_eq!(
            bench.store.seq_at("z", at).expect("looked up"),
            wanted,
            "at {at}"
        );
    }
    assert_eq!(bench.store.seq_at("nowhere", 100).expect("looked up"), None);
}

pub(super) fn payloads_live_and_go<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    let (one, two) = (
        sealed(1, "约谈记录", &["p-1", "p-2"]),
        sealed(2, "照片说明", &["p-1"]),
    );
    assert_eq!(
        store.payload(&one.commitment).expect("read"),
        PayloadState::Missing
    );
    let mut speaks = draft("a", b"");
    speaks.payload_commitments = vec![one.commitment, two.commitment];
    let mut batch = Batch::new("z", None, "r1", vec![speaks]);
    batch.payloads = vec![one.clone(), two.clone()];
    store.append(batch).expect("appended");
    let state = store.payload(&one.commitment).expect("read");
    let subjects = vec!["p-1".to_owned(), "p-2".to_owned()];
    assert_eq!(
        state,
        PayloadState::Present {
            bytes: one.bytes.clone(),
            subjects
        }
    );
    let about = store.payloads_about("p-1").expect("looked up");
    assert_eq!(about, [one.commitment, two.commitment]);

    bench.clock.store(2_000, Ordering::SeqCst);
    let mut purge = Batch::new("z", Some(1), "r2", vec![draft("PayloadPurged", b"")]);
    let reason = "本人要求".to_owned();
    purge.purges = vec![Purge {
        commitment: one.commitment,
        reason: reason.clone(),
    }];
    store.append(purge).expect("appended");
    let gone = PayloadState::Purged {
        reason,
        purged_at: 2_000,
    };
    assert_eq!(store.payload(&one.commitment).expect("read"), gone);
    assert_eq!(
        store.payloads_about("p-1").expect("looked up"),
        [two.commitment]
    );
    assert_eq!(store.payloads_about("p-2").expect("looked up"), []);
    // The chain still verifies, and a second purge changes nothing.
    assert_eq!(store.check(crate::Check::Full).expect("checked"), None);
    let mut purge = Batch::new("z", Some(2), "r3", vec![draft("PayloadPurged", b"")]);
    let reason = "另一理由".to_owned();
    purge.purges = vec![Purge {
        commitment: one.commitment,
        reason,
    }];
    store.append(purge).expect("appended");
    assert_eq!(store.payload(&one.commitment).expect("read"), gone);
}

pub(super) fn payloads_are_bound<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    let text = sealed(1, "x", &[]);
    let attempt = |commitments: &[Hash], change: &dyn Fn(&mut Batch)| {
        let mut speaks = draft("a", b"");
        speaks.payload_commitments = commitments.to_vec();
        let mut batch = Batch::new("z", None, "r", vec![speaks]);
        change(&mut batch);
        code(store.append(batch))
    };
    let with = |batch: &mut Batch| batch.payloads = vec![text.clone()];
    assert_eq!(attempt(&[], &with), "ledger/payload-unbound");
    assert_eq!(
        attempt(&[text.commitment], &|_| {}),
        "ledger/payload-unknown"
    );
    let twice = |batch: &mut Batch| batch.payloads = vec![text.clone(), text.clone()];
    assert_eq!(attempt(&[text.commitment], &twice), "ledger/payload-exists");
    let mut other = text.clone();
    other.bytes = b"y".to_vec();
    let broken = |batch: &mut Batch| batch.payloads = vec![other.clone()];
    assert_eq!(attempt(&[text.commitment], &broken), "ledger/seal-broken");
    let purge = Purge {
        commitment: text.commitment,
        reason: "r".to_owned(),
    };
    let purging = |batch: &mut Batch| batch.purges = vec![purge.clone()];
    assert_eq!(attempt(&[], &purging), "ledger/payload-unknown");
    assert_eq!(store.head("z").expect("a head").seq, 0);
    assert_eq!(
        store.payload(&text.commitment).expect("read"),
        PayloadState::Missing
    );
}

pub(super) fn snapshots_must_match<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    bench.grow("z", 30);
    let hash = |seq| store.record("z", seq).expect("read").expect("there").hash;
    let snapshot = |seq: u64, head_hash| Snapshot {
        stream: "z".to_owned(),
        format: 1,
        apply_version: 7,
        seq,
        head_hash,
        bytes: format!("state {seq}").into_bytes(),
    };
    for seq in [10, 20, 30] {
        store.put_snapshot(snapshot(seq, hash(seq))).expect("kept");
    }
    assert_eq!(
        code(store.put_snapshot(snapshot(5, hash(6)))),
        "ledger/no-such-record"
    );
    assert_eq!(
        code(store.put_snapshot(snapshot(31, hash(30)))),
        "ledger/no-such-record"
    );
    let found = |format, apply, upto| {
        store
            .snapshot("z", format, apply, upto)
            .expect("read")
            .map(|found| found.seq)
    };
    assert_eq!(
        store.snapshot("z", 1, 7, 99).expect("read"),
        Some(snapshot(30, hash(30)))
    );
    assert_eq!(found(1, 7, 29), Some(20));
    assert_eq!(found(1, 7, 9), None);
    assert_eq!(found(2, 7, 99), None);
    assert_eq!(found(1, 8, 99), None);
    for seq in 1..=crate::limits::SNAPSHOTS_KEPT as u64 {
        store
            .put_snapshot(snapshot(seq + 10, hash(seq + 10)))
            .expect("kept");
    }
    assert_eq!(found(1, 7, 10), None, "the oldest went");
    assert_eq!(found(1, 7, 99), Some(30), "the newest stays");
}

pub(super) fn values_beside_the_ledger<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    assert_eq!(store.meta("application").expect("read"), None);
    store
        .put_meta("application", Some(b"wallchart"))
        .expect("kept");
    store
        .put_meta("application", Some(b"wallchart 2"))
        .expect("kept");
    assert_eq!(
        store.meta("application").expect("read").as_deref(),
        Some(&b"wallchart 2"[..])
    );
    store.put_meta("application", None).expect("removed");
    assert_eq!(store.meta("application").expect("read"), None);
    assert_eq!(code(store.put_meta("", None)), "ledger/empty");
}
