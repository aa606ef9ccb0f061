//! How long a zone of 100,000 events takes to open: from its snapshot, and by full replay.
//!
//! Bar: from the snapshot within 1 s.

use std::time::Instant;

use host::{Folder, Host, KnownAt, Library, Request, SealBag};
use jiff::civil::{Date, date};
use zone::command::fact;
use zone::state::{Currency, HolidayRegion, Profile};
use zone::{Actor, Command, Fen, Field, ProjectId, Value, Words};

const EVENTS: u64 = 100_000;
const PROJECTS: u32 = 1_000;
const TODAY: Date = date(2026, 5, 18);
const RUNS: usize = 5;

fn main() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = Folder::new(dir.path());
    let host = Host::open(&folder).expect("a host");
    fill(&host);
    let seq = host.now(TODAY).expect("a state").zone.seq;
    drop(host);
    let opened = median(|| drop(Host::open(&folder).expect("a host")));
    let replayed = median(|| {
        let library = Library::open(&folder).expect("a library");
        // One event before the snapshot: nothing to start from but the beginning.
        let early = library.see(&KnownAt::Seq(seq / 2), TODAY).expect("a state");
        assert_eq!(early.zone.seq, seq / 2);
    });
    println!("events {seq}, projects {PROJECTS}; median of {RUNS} runs");
    println!("open from snapshot   {opened:8.1} ms   (bar 1000 ms)");
    println!("known at half way    {replayed:8.1} ms   (no checkpoint in memory)");
}

fn fill(host: &Host) {
    let profile = Profile {
        name: "bench".to_owned(),
        synthetic: true,
        attribution: Words::default(),
        holidays: HolidayRegion::China,
        currency: Currency::CNY,
    };
    let effective_on = date(2016, 1, 1);
    run(
        host,
        Command::Found {
            profile,
            effective_on,
            rule: "pace-bands".into(),
        },
    );
    for number in 1..=PROJECTS {
        let name = fact(Field::Name, Value::Text(format!("项目 {number}")));
        run(
            host,
            Command::RegisterProject {
                effective_on,
                facts: vec![name],
            },
        );
    }
    std::thread::scope(|scope| {
        for thread in 0..32 {
            scope.spawn(move || report(host, thread));
        }
    });
}

/// Each thread reports on projects of its own, so that none sees an old version.
fn report(host: &Host, thread: u32) {
    let months = (0..120).map(|month: i16| date(2016 + month / 12, (month % 12 + 1) as i8, 28));
    for (version, month) in (1..).zip(months) {
        for id in (1..=PROJECTS).filter(|id| id % 32 == thread) {
            if host.now(TODAY).expect("a state").zone.seq >= EVENTS {
                return;
            }
            let done = Value::Money(Fen(i64::from(version) * 1_000_000));
            run(
                host,
                Command::RecordFacts {
                    id: ProjectId(id),
                    version,
                    effective_on: month,
                    facts: vec![fact(Field::ReportedYtd, done)],
                },
            );
        }
    }
}

fn run(host: &Host, command: Command) {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let request = Request {
        actor: Actor::program(),
        request_id: format!("bench-{}", NEXT.fetch_add(1, Ordering::Relaxed)),
        command,
        texts: SealBag::new(),
        today: TODAY,
    };
    host.execute(&request).expect("carried out");
}

/// Median milliseconds.
fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}
