//! Appends against plain batched inserts, both in the same run.
//!
//! Left: 64 threads, each waiting for its record to be synced before it sends the next. Right:
//! one thread inserting rows of the same sizes into a plain table of the same columns, in
//! transactions of the same mean size as the groups on the left, WAL and synchronous=FULL on
//! both. Prints each run and the medians. Arguments: runs, records per writer, body bytes, folder.

use ledger::{Batch, Day, Draft, Failure, FaultPoint, Op, Options, Reader, SqliteStore, Store};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

const WRITERS: usize = 64;

/// Counts commits; lets nothing fail.
#[derive(Default)]
struct Commits(AtomicU64);

impl FaultPoint for Commits {
    fn before(&self, op: Op) -> Option<Failure> {
        self.0
            .fetch_add(u64::from(op == Op::Commit), Ordering::Relaxed);
        None
    }
}

struct Measured {
    per_second: f64,
    group: f64,
}

fn draft(body: usize) -> Draft {
    Draft {
        effective_on: Day(20_000),
        source_as_of: None,
        actor: "account-1".to_owned(),
        kind: "IndicatorReported".to_owned(),
        version: 1,
        payload_commitments: Vec::new(),
        body: vec![7; body],
    }
}

fn appends(path: &Path, each: usize, body: usize) -> Measured {
    let commits = Arc::new(Commits::default());
    let options = Options {
        fault_point: Some(commits.clone()),
        ..Options::default()
    };
    let store = SqliteStore::open(path, options).expect("opened");
    let begin = Instant::now();
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let store = &store;
            scope.spawn(move || {
                for at in 0..each {
                    let request = format!("request-{writer}-{at}");
                    let batch = Batch::new("zone-1", None, &request, vec![draft(body)]);
                    store.append(batch).expect("appended");
                }
            });
        }
    });
    let count = (WRITERS * each) as f64;
    let per_second = count / begin.elapsed().as_secs_f64();
    assert_eq!(store.head("zone-1").expect("a head").seq as f64, count);
    Measured {
        per_second,
        group: count / commits.0.load(Ordering::Relaxed) as f64,
    }
}

fn inserts(path: &Path, count: usize, group: usize, body: usize) -> f64 {
    // Frame: 83 fixed bytes and the texts, as FORMAT.md counts them.
    let row_bytes = 83 + 6 + 9 + 15 + 17 + body;
    let mut conn = rusqlite::Connection::open(path).expect("opened");
    conn.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
         CREATE TABLE records (key INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL,
             kind TEXT NOT NULL, hash BLOB NOT NULL, frame BLOB NOT NULL) STRICT;",
    )
    .expect("made");
    let frame = vec![7u8; row_bytes];
    let begin = Instant::now();
    let mut key = 0i64;
    while (key as usize) < count {
        let transaction = conn.transaction().expect("begun");
        {
            let sql = "INSERT INTO records VALUES (?1, ?2, ?3, ?4, ?5)";
            let mut insert = transaction.prepare_cached(sql).expect("prepared");
            for _ in 0..group.min(count - key as usize) {
                key += 1;
                let row = rusqlite::params![key, key, "IndicatorReported", [7u8; 32], frame];
                insert.execute(row).expect("inserted");
            }
        }
        transaction.commit().expect("committed");
    }
    count as f64 / begin.elapsed().as_secs_f64()
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

fn main() {
    let number = |at, default| {
        arguments()
            .nth(at)
            .map_or(default, |text| text.parse().expect("a number"))
    };
    let (runs, each, body) = (number(1, 7), number(2, 200), number(3, 300));
    let place = arguments().nth(4).unwrap_or_else(|| ".".to_owned());
    println!("{WRITERS} writers, {each} records each, bodies of {body} bytes");
    let (mut left, mut right, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    let mut group = WRITERS;
    for run in 1..=runs {
        let folder = tempfile::tempdir_in(&place).expect("a folder");
        let ledger = folder.path().join("ledger.db");
        let plain = folder.path().join("plain.db");
        // Sides take turns in going first: a disk that is busy at times favours neither.
        let first = (run % 2 == 0).then(|| inserts(&plain, WRITERS * each, group, body));
        let appended = appends(&ledger, each, body);
        group = appended.group.round().max(1.0) as usize;
        let inserted = first.unwrap_or_else(|| inserts(&plain, WRITERS * each, group, body));
        let share = appended.per_second / inserted * 100.0;
        println!(
            "run {run}: {:8.0} appends/s in groups of {:4.1}; {inserted:8.0} plain inserts/s; \
             {share:5.1} %",
            appended.per_second, appended.group
        );
        left.push(appended.per_second);
        right.push(inserted);
        shares.push(share);
    }
    let (left, right, share) = (median(left), median(right), median(shares));
    println!("median: {left:.0} appends/s; {right:.0} plain inserts/s; {share:.1} % (bar: 60 %)");
}

/// The arguments, the program first, without the one that cargo adds.
fn arguments() -> impl Iterator<Item = String> {
    std::env::args().filter(|argument| argument != "--bench")
}
