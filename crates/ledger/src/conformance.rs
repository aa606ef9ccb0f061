//! What every store must do, as one test suite.
//!
//! Promises: `run` exercises a store only through the traits; a store that passes may take
//! another's place. Checks heads and proofs against the definitions of RFC 9162, written out here
//! again. Each function panics at the first thing that is wrong, as tests do.

mod appending;
mod proving;
mod reading;

use crate::batch::{Batch, Draft};
use crate::error::Error;
use crate::format::{Day, Hash};
use crate::options::Options;
use crate::payload::{Entropy, Sealed, seal};
use crate::store::Store;
use crate::{Clock, Suite};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Runs the whole suite. `make` gives an empty store with the given options, each time anew.
pub fn run<S: Store>(make: impl Fn(Options) -> S) {
    let cases: &[fn(&Bench<S>)] = &[
        appending::numbers_and_chains,
        appending::stale_batches_leave_nothing,
        appending::a_request_counts_once,
        appending::limits_are_refusals,
        appending::writers_of_one_stream_lose_nothing,
        appending::old_programs_may_not_write,
        reading::records_come_back_whole,
        reading::kinds_and_pages,
        reading::moments_follow_the_clock,
        reading::payloads_live_and_go,
        reading::payloads_are_bound,
        reading::snapshots_must_match,
        reading::values_beside_the_ledger,
        proving::heads_follow_the_definition,
        proving::receipts_lead_to_the_head,
        proving::heads_grow_consistently,
        proving::a_suite_may_change,
    ];
    for case in cases {
        case(&Bench::new(&make));
    }
}

/// One store under test, its clock and its salts.
struct Bench<S> {
    store: S,
    clock: Arc<AtomicI64>,
}

impl<S: Store> Bench<S> {
    fn new(make: impl Fn(Options) -> S) -> Self {
        let clock = Arc::new(AtomicI64::new(1_000));
        let hand = Arc::clone(&clock);
        let clock_of_store = Clock::from_fn(move || hand.load(Ordering::SeqCst));
        let store = make(Options {
            clock: clock_of_store,
            program_version: 3,
            ..Options::default()
        });
        Self { store, clock }
    }

    /// Appends `count` records as one batch, and gives the last number.
    fn grow(&self, stream: &str, count: u64) -> u64 {
        let at = self.store.head(stream).expect("a head").seq;
        let drafts = (1..=count)
            .map(|step| draft("grown", &(at + step).to_be_bytes()))
            .collect();
        let request = format!("grow-{at}-{count}");
        let batch = Batch::new(stream, Some(at), &request, drafts);
        self.store.append(batch).expect("appended").last
    }
}

fn draft(kind: &str, body: &[u8]) -> Draft {
    Draft {
        effective_on: Day(20_000),
        source_as_of: Some(Day(19_990)),
        actor: "账号-1".to_owned(),
        kind: kind.to_owned(),
        version: 2,
        payload_commitments: Vec::new(),
        body: body.to_vec(),
    }
}

/// Salts that can be told apart; not for use outside tests.
struct Counter(u8);

impl Entropy for Counter {
    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Error> {
        self.0 += 1;
        buffer.fill(self.0);
        Ok(())
    }
}

fn sealed(salt: u8, text: &str, subjects: &[&str]) -> Sealed {
    let subjects = subjects
        .iter()
        .map(|subject| (*subject).to_owned())
        .collect();
    let bytes = text.as_bytes().to_vec();
    seal(Suite::Sha256, bytes, subjects, &mut Counter(salt)).expect("salted")
}

fn code<T: std::fmt::Debug>(answer: Result<T, Error>) -> &'static str {
    answer.expect_err("a refusal").code()
}

/// Merkle tree hash of RFC 9162, section 2.1.1, word for word.
fn tree_hash(suite: Suite, leaves: &[Vec<u8>]) -> Hash {
    match leaves {
        [] => suite.hash(&[]),
        [one] => suite.hash(&[&[0], one]),
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            let (left, right) = (tree_hash(suite, left), tree_hash(suite, right));
            suite.hash(&[&[1], left.as_bytes(), right.as_bytes()])
        }
    }
}
