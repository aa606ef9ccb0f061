//! What several tests of the ledger need.

use ledger::{Batch, Day, Draft, Store};

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

/// A batch of `count` records for the stream `z`.
pub(crate) fn batch(request: &str, count: usize) -> Batch {
    let drafts = (0..count)
        .map(|at| draft(&format!("{request}/{at}")))
        .collect();
    Batch::new("z", None, request, drafts)
}

/// Appends `count` batches of one record.
pub(crate) fn fill(store: &impl Store, count: usize) {
    let first = store.head("z").expect("a head").seq;
    for at in 0..count {
        store
            .append(batch(&format!("fill-{first}-{at}"), 1))
            .expect("appended");
    }
}
