//! Storage fails at every place, once and for good: nothing acknowledged is lost, no batch is cut
//! in half, and nothing is acknowledged after a failed commit.

mod support;

use ledger::{
    Check, Error, Failure, FaultPoint, Op, Options, OsEntropy, Purge, Reader, Snapshot,
    SqliteStore, Store, Suite, seal,
};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use support::batch;

/// Fails the `at`-th operation, and those after it if it is for good.
struct Nth {
    at: u64,
    for_good: bool,
    failure: Failure,
    seen: AtomicU64,
}

impl FaultPoint for Nth {
    fn before(&self, _op: Op) -> Option<Failure> {
        let seen = self.seen.fetch_add(1, Ordering::SeqCst) + 1;
        let fails = seen == self.at || (self.for_good && seen > self.at);
        fails.then_some(self.failure)
    }
}

/// Fails the next operation of one kind.
struct Next {
    op: Op,
    failure: Failure,
    left: AtomicU64,
}

impl FaultPoint for Next {
    fn before(&self, op: Op) -> Option<Failure> {
        let due = op == self.op && self.left.load(Ordering::SeqCst) > 0;
        if due {
            self.left.fetch_sub(1, Ordering::SeqCst);
        }
        due.then_some(self.failure)
    }
}

fn next(op: Op, failure: Failure) -> (Arc<Next>, Options) {
    let point = Arc::new(Next {
        op,
        failure,
        left: AtomicU64::new(0),
    });
    let options = Options {
        fault_point: Some(point.clone()),
        ..Options::default()
    };
    (point, options)
}

const REQUESTS: [(&str, usize); 6] = [
    ("one", 1),
    ("five", 5),
    ("text", 1),
    ("many", 40),
    ("purge", 1),
    ("last", 2),
];

/// Runs everything a store does; gives the requests that were acknowledged, and whether one was
/// acknowledged after a failed one.
fn script(store: &SqliteStore) -> (Vec<&'static str>, Vec<Error>, bool) {
    let text = seal(
        Suite::Sha256,
        b"text".to_vec(),
        vec!["p".to_owned()],
        &mut OsEntropy,
    );
    let text = text.expect("sealed");
    let mut acknowledged = Vec::new();
    let mut errors = Vec::new();
    let mut after = false;
    for (request, count) in REQUESTS {
        let mut batch = batch(request, count);
        match request {
            "text" => {
                batch.records[0].payload_commitments = vec![text.commitment];
                batch.payloads = vec![text.clone()];
            }
            "purge" => {
                let (commitment, reason) = (text.commitment, "asked".to_owned());
                batch.purges = vec![Purge { commitment, reason }];
            }
            _ => {}
        }
        match store.append(batch) {
            Ok(_) => {
                after |= errors
                    .iter()
                    .any(|error: &Error| error.code() != "ledger/disk-full");
                acknowledged.push(request);
            }
            // Without its text there is nothing to purge: that refusal is right.
            Err(error) if error.code() == "ledger/payload-unknown" => {}
            Err(error) => errors.push(error),
        }
        errors.extend(beside(store, request).err());
    }
    (acknowledged, errors, after)
}

fn beside(store: &SqliteStore, request: &str) -> Result<(), Error> {
    match request {
        "five" => store.set_suite("z", Suite::Sm3),
        "many" => {
            let head = store.head("z")?;
            let (stream, seq, head_hash) = (head.stream, head.seq, head.chain);
            let bytes = b"state".to_vec();
            let (format, apply_version) = (1, 1);
            let snapshot = Snapshot {
                stream,
                format,
                apply_version,
                seq,
                head_hash,
                bytes,
            };
            match store.put_snapshot(snapshot) {
                Err(error) if error.is_refusal() => Ok(()),
                answer => answer,
            }
        }
        "last" => store.put_meta("application", Some(b"x")),
        _ => Ok(()),
    }
}

/// What must hold in a ledger that was opened again.
fn judge(path: &Path, acknowledged: &[&str], place: &str) {
    let store = SqliteStore::open(path, Options::default()).expect("opened again");
    assert_eq!(store.check(Check::Full).expect("checked"), None, "{place}");
    let records = store.records("z", 1, 1_000, None).expect("read");
    for (request, count) in REQUESTS {
        let there = records
            .iter()
            .filter(|record| record.request_id == request)
            .count();
        assert!(there == 0 || there == count, "{place}: half of {request}");
        let kept = there == count || !acknowledged.contains(&request);
        assert!(kept, "{place}: {request} was acknowledged and is lost");
        let known = store.request("z", request).expect("looked up").is_some();
        assert_eq!(known, there > 0, "{place}: {request}");
    }
    store
        .append(batch("afterwards", 1))
        .expect("writing works again");
}

/// A folder in memory where there is one: these faults are played, not the disk's own.
fn quick_folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.expect("a folder")
}

/// One run with a fault at the `at`-th operation; false if the run never came so far.
fn run(at: u64, for_good: bool, failure: Failure) -> bool {
    let folder = quick_folder();
    let path = folder.path().join("ledger.db");
    let place = format!("{failure:?} at {at}, for good: {for_good}");
    let point = Arc::new(Nth {
        at,
        for_good,
        failure,
        seen: AtomicU64::new(0),
    });
    let options = Options {
        fault_point: Some(point.clone()),
        request_tail: 2,
        ..Options::default()
    };
    let mut acknowledged = Vec::new();
    match SqliteStore::open(&path, options) {
        Err(error) => assert!(!error.is_refusal(), "{place}: {error}"),
        Ok(store) => {
            let (done, errors, after) = script(&store);
            assert!(!after, "{place}: acknowledged after a failed write");
            let bad = errors.iter().find(|error| error.is_refusal());
            assert!(
                bad.is_none(),
                "{place}: a fault was called a refusal: {bad:?}"
            );
            let stopped = errors.iter().any(|error| error.code() == "ledger/io");
            assert!(
                !stopped || store.writing_off().is_some(),
                "{place}: still writing"
            );
            // Reading goes on whatever happened.
            let head = store.head("z").expect("a head");
            let records = store.records("z", 1, 1_000, None).expect("read");
            assert_eq!(records.len() as u64, head.seq, "{place}");
            acknowledged = done;
        }
    }
    judge(&path, &acknowledged, &place);
    point.seen.load(Ordering::SeqCst) >= at
}

#[test]
fn every_operation_may_fail() {
    for failure in [Failure::Io, Failure::NoSpace] {
        for for_good in [false, true] {
            let reached = (1..).take_while(|at| run(*at, for_good, failure)).count();
            assert!(reached > 50, "only {reached} places were tried");
        }
    }
}

#[test]
fn a_failed_commit_stops_the_store() {
    for op in [Op::Commit, Op::Committed, Op::Checkpoint] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.db");
        let (point, options) = next(op, Failure::Io);
        let store = SqliteStore::open(&path, options).expect("opened");
        store.append(batch("before", 1)).expect("appended");
        point.left.store(1, Ordering::SeqCst);
        if op == Op::Checkpoint {
            // A checkpoint comes after so many groups; the appends themselves are sound.
            support::fill(&store, ledger::limits::CHECKPOINT_GROUPS as usize);
        } else {
            let failed = store.append(batch("lost", 1)).expect_err("a fault");
            assert_eq!(failed.code(), "ledger/io");
        }
        while store.writing_off().is_none() {
            std::thread::yield_now();
        }
        // The fault is over, and still nothing is acknowledged.
        let stopped = store.append(batch("later", 1)).expect_err("stopped");
        assert_eq!(stopped.code(), "ledger/stopped");
        let stopped = store.put_meta("k", Some(b"v")).expect_err("stopped");
        assert_eq!(stopped.code(), "ledger/stopped");
        assert!(store.record("z", 1).expect("read").is_some());
        drop(store);
        // What became of the request is known after opening again: it may safely be repeated.
        let store = SqliteStore::open(&path, Options::default()).expect("opened");
        let again = store.append(batch("lost", 1)).expect("answered");
        assert_eq!(again.repeated, op == Op::Committed, "{op:?}");
        let records = store.records("z", 1, 9_999, None).expect("read");
        assert_eq!(
            records
                .iter()
                .filter(|record| record.request_id == "lost")
                .count(),
            1
        );
    }
}

#[test]
fn a_full_disk_is_told_and_passes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.db");
    let store = SqliteStore::open(&path, Options::default()).expect("opened");
    store.limit_pages(64).expect("limited");
    let big = |at: u64| {
        let mut batch = batch(&format!("big-{at}"), 1);
        batch.records[0].body = vec![7; 20_000];
        batch
    };
    let full = (1..).find_map(|at| store.append(big(at)).err().map(|error| (at, error)));
    let (at, error) = full.expect("full at some time");
    assert_eq!(error.code(), "ledger/disk-full");
    assert!(at > 3, "some went in before");
    assert_eq!(store.head("z").expect("a head").seq, at - 1);
    assert!(store.writing_off().is_none(), "it may pass");
    assert_eq!(
        store.append(big(at)).expect_err("still full").code(),
        "ledger/disk-full"
    );
    // Something small still fits, or is told the same; nothing else happens.
    if let Err(error) = store.append(batch("small", 1)) {
        assert_eq!(error.code(), "ledger/disk-full");
    }
    store.limit_pages(100_000).expect("space returned");
    store
        .append(big(at))
        .expect("resumed without opening again");
    assert_eq!(store.check(Check::Full).expect("checked"), None);
}
