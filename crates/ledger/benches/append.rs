//! Appends against plain batched inserts, both in the same run.
//!
//! Left: 64 writers, each waiting for its record to be synced before it sends the next; once as 64
//! threads, once as 64 tasks on one thread. Right: one thread inserting rows of the same sizes into
//! a plain table of the same columns, in transactions of the same mean size as the groups on the
//! left, WAL and synchronous=FULL on both. Prints each run and the medians. Arguments: runs,
//! records per writer, body bytes, folder.

use ledger::{
    Batch, Day, Draft, Failure, FaultPoint, Op, Options, Pending, Reader, SqliteStore, Store,
};
use std::path::Path;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
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

/// Opens a ledger, lets `write` append to it, and measures.
fn appends(path: &Path, each: usize, write: impl FnOnce(&SqliteStore)) -> Measured {
    let commits = Arc::new(Commits::default());
    let options = Options {
        fault_point: Some(commits.clone()),
        ..Options::default()
    };
    let store = SqliteStore::open(path, options).expect("opened");
    let begin = Instant::now();
    write(&store);
    let count = (WRITERS * each) as f64;
    let per_second = count / begin.elapsed().as_secs_f64();
    assert_eq!(store.head("zone-1").expect("a head").seq as f64, count);
    Measured {
        per_second,
        group: count / commits.0.load(Ordering::Relaxed) as f64,
    }
}

fn batch(writer: usize, at: usize, body: usize) -> Batch {
    let request = format!("request-{writer}-{at}");
    Batch::new("zone-1", None, &request, vec![draft(body)])
}

/// Each writer is a thread that waits.
fn threads(store: &SqliteStore, each: usize, body: usize) {
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            scope.spawn(move || {
                for at in 0..each {
                    store.append(batch(writer, at, body)).expect("appended");
                }
            });
        }
    });
}

/// Tells one thread which tasks go on.
struct Ready {
    tasks: Mutex<Vec<usize>>,
    thread: Thread,
}

struct Task(usize, Arc<Ready>);

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        let mut tasks = self.1.tasks.lock().expect("nobody panics");
        tasks.push(self.0);
        if tasks.len() == 1 {
            self.1.thread.unpark();
        }
    }
}

/// Each writer is a task; one thread polls them all.
fn tasks(store: &SqliteStore, each: usize, body: usize) {
    let ready = Arc::new(Ready {
        tasks: Mutex::new((0..WRITERS).collect()),
        thread: std::thread::current(),
    });
    let waker = |writer| Waker::from(Arc::new(Task(writer, Arc::clone(&ready))));
    let wakers: Vec<Waker> = (0..WRITERS).map(waker).collect();
    let mut pending: Vec<Option<Pending>> = (0..WRITERS).map(|_| None).collect();
    let (mut done, mut left) = ([0; WRITERS], WRITERS * each);
    while left > 0 {
        let now = std::mem::take(&mut *ready.tasks.lock().expect("nobody panics"));
        if now.is_empty() {
            std::thread::park();
        }
        for writer in now {
            let mut context = Context::from_waker(&wakers[writer]);
            loop {
                if let Some(waiting) = &mut pending[writer] {
                    let Poll::Ready(answer) = Pin::new(waiting).poll(&mut context) else {
                        break;
                    };
                    answer.expect("appended");
                    pending[writer] = None;
                    left -= 1;
                }
                if done[writer] == each {
                    break;
                }
                pending[writer] = Some(store.submit(batch(writer, done[writer], body)));
                done[writer] += 1;
            }
        }
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

/// One way of writing against plain inserts, run after run.
fn compare(name: &str, write: impl Fn(&SqliteStore), sizes: [usize; 3], place: &str) {
    let [runs, each, body] = sizes;
    let (mut left, mut right, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    let mut group = WRITERS;
    for run in 1..=runs {
        let folder = tempfile::tempdir_in(place).expect("a folder");
        let ledger = folder.path().join("ledger.db");
        let plain = folder.path().join("plain.db");
        // Sides take turns in going first: a disk that is busy at times favours neither.
        let first = (run % 2 == 0).then(|| inserts(&plain, WRITERS * each, group, body));
        let appended = appends(&ledger, each, &write);
        group = appended.group.round().max(1.0) as usize;
        let inserted = first.unwrap_or_else(|| inserts(&plain, WRITERS * each, group, body));
        let share = appended.per_second / inserted * 100.0;
        println!(
            "{name} {run}: {:8.0} appends/s in groups of {:4.1}; {inserted:8.0} plain inserts/s; \
             {share:5.1} %",
            appended.per_second, appended.group
        );
        left.push(appended.per_second);
        right.push(inserted);
        shares.push(share);
    }
    let (left, right, share) = (median(left), median(right), median(shares));
    println!(
        "{name}, median: {left:.0} appends/s; {right:.0} plain inserts/s; {share:.1} % (bar: 60 %)"
    );
}

fn main() {
    let number = |at, default| {
        arguments()
            .nth(at)
            .map_or(default, |text| text.parse().expect("a number"))
    };
    let sizes @ [_, each, body] = [number(1, 7), number(2, 200), number(3, 300)];
    let place = arguments().nth(4).unwrap_or_else(|| ".".to_owned());
    println!("{WRITERS} writers, {each} records each, bodies of {body} bytes");
    compare("threads", |store| threads(store, each, body), sizes, &place);
    compare("tasks", |store| tasks(store, each, body), sizes, &place);
}

/// The arguments, the program first, without the one that cargo adds.
fn arguments() -> impl Iterator<Item = String> {
    std::env::args().filter(|argument| argument != "--bench")
}
