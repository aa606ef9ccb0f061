//! How fast a ledger is verified. Arguments: records, body bytes.

use ledger::{Batch, Day, Draft, Options, SqliteStore, Store};
use std::time::Instant;

fn main() {
    let number = |at, default| {
        std::env::args()
            .filter(|argument| argument != "--bench")
            .nth(at)
            .map_or(default, |text| text.parse().expect("a number"))
    };
    let (records, body): (usize, usize) = (number(1, 100_000), number(2, 300));
    let folder = tempfile::tempdir_in(".").expect("a folder");
    let path = folder.path().join("ledger.db");
    let store = SqliteStore::open(&path, Options::default()).expect("opened");
    let draft = || Draft {
        effective_on: Day(20_000),
        source_as_of: None,
        actor: "account-1".to_owned(),
        kind: "IndicatorReported".to_owned(),
        version: 1,
        payload_commitments: Vec::new(),
        body: vec![7; body],
    };
    let begin = Instant::now();
    let mut waiting = std::collections::VecDeque::new();
    for at in 0..records {
        // One record a request, as a person works; a window of them in flight.
        let batch = Batch::new("zone-1", None, &format!("request-{at}"), vec![draft()]);
        waiting.push_back(store.submit(batch));
        if waiting.len() == 1_000 {
            waiting
                .pop_front()
                .expect("there")
                .wait()
                .expect("appended");
        }
    }
    for pending in waiting {
        pending.wait().expect("appended");
    }
    println!(
        "written: {records} records in {:.1} s",
        begin.elapsed().as_secs_f64()
    );
    drop(store);
    let begin = Instant::now();
    let store = SqliteStore::open(&path, Options::default()).expect("opened");
    println!("opened: {:.3} s", begin.elapsed().as_secs_f64());
    drop(store);
    for run in 1..=3 {
        let begin = Instant::now();
        let report = verify::verify_file(&path, &verify::Options::default()).expect("looked at");
        assert!(report.is_sound(), "{:?}", report.findings);
        let seconds = begin.elapsed().as_secs_f64();
        println!(
            "verified, run {run}: {seconds:.2} s; {:.0} records/s",
            records as f64 / seconds
        );
    }
}
