//! Makes a ledger with everything in it, always the same bytes for the same arguments.

use ledger::{
    Batch, Clock, Day, Draft, Entropy, Error, Options, Purge, Sealed, SqliteStore, Store, Suite,
    seal,
};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Records in the stream `zone-1` of a sample.
pub(crate) const RECORDS: u64 = 120;
/// Where the suite of `zone-1` changes: the first record under SM3.
pub(crate) const SWITCH: u64 = 71;

/// A small generator: what it gives is fixed by its seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }
}

struct DiceEntropy(Dice);

impl Entropy for DiceEntropy {
    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Error> {
        buffer.fill_with(|| self.0.roll(256) as u8);
        Ok(())
    }
}

pub(crate) fn draft(body: &str) -> Draft {
    Draft {
        effective_on: Day(20_000),
        source_as_of: None,
        actor: "account-1".to_owned(),
        kind: "TargetAdjusted".to_owned(),
        version: 1,
        payload_commitments: Vec::new(),
        body: body.as_bytes().to_vec(),
    }
}

/// Writes a ledger of two streams with payloads, a purge, a change of suite and a clock that
/// steps back. From record `forged_from` of `zone-1` on, the bodies differ.
pub(crate) fn write_sample(path: &Path, forged_from: Option<u64>) {
    let time = Arc::new(AtomicI64::new(0));
    let hand = Arc::clone(&time);
    let clock = Clock::from_fn(move || hand.load(Ordering::SeqCst));
    let store = SqliteStore::open(
        path,
        Options {
            clock,
            request_tail: 50,
            ..Options::default()
        },
    )
    .expect("opened");
    let mut entropy = DiceEntropy(Dice(7));
    let mut kept: Vec<Sealed> = Vec::new();
    for seq in 1..=RECORDS {
        if seq == SWITCH {
            store.set_suite("zone-1", Suite::Sm3).expect("set");
        }
        let step = if seq % 40 == 0 { -500 } else { 10 };
        time.fetch_add(step, Ordering::SeqCst);
        let forged = forged_from.is_some_and(|from| seq >= from);
        let word = if forged { "forged" } else { "figure" };
        let mut record = draft(&format!("{word} {seq} with some length to it"));
        let request = format!("request-{seq}");
        let mut batch = Batch::new("zone-1", Some(seq - 1), &request, Vec::new());
        if seq % 3 == 0 {
            let text = format!("text {seq}").into_bytes();
            let subjects = vec![format!("person-{}", seq % 5)];
            let sealed = seal(Suite::Sha256, text, subjects, &mut entropy).expect("sealed");
            record.payload_commitments.push(sealed.commitment);
            kept.push(sealed.clone());
            batch.payloads.push(sealed);
        }
        if seq == 100 {
            let (commitment, reason) = (kept[4].commitment, "asked for".to_owned());
            batch.purges.push(Purge { commitment, reason });
        }
        batch.records.push(record);
        store.append(batch).expect("appended");
    }
    // Enough for three Merkle nodes that are stored.
    let drafts = (0..520).map(|at| draft(&format!("login {at}"))).collect();
    store
        .append(Batch::new("security", None, "logins", drafts))
        .expect("appended");
}
