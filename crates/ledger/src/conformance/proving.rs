//! Conformance: heads, receipts and consistency proofs.

use super::{Bench, code, tree_hash};
use crate::format::{Hash, Receipt, Suite, TreeStep, bridge};
use crate::store::Store;

/// Leaves of the first tree: the hashes of its records.
fn leaves<S: Store>(bench: &Bench<S>, first: u64, last: u64) -> Vec<Vec<u8>> {
    let count = (last + 1 - first) as usize;
    let records = bench.store.records("z", first, count, None).expect("read");
    assert_eq!(records.len(), count);
    records
        .iter()
        .map(|record| record.hash.as_bytes().to_vec())
        .collect()
}

pub(super) fn heads_follow_the_definition<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    assert_eq!(
        store.head("z").expect("a head").root,
        Suite::Sha256.empty_root()
    );
    let mut seen = Vec::new();
    for count in [1, 1, 1, 4, 9, 16, 1, 30] {
        bench.grow("z", count);
        let head = store.head("z").expect("a head");
        assert_eq!((head.tree, head.tree_size), (0, head.seq));
        assert_eq!(
            head.root,
            tree_hash(Suite::Sha256, &leaves(bench, 1, head.seq))
        );
        seen.push(head);
    }
    for head in seen {
        assert_eq!(store.head_at("z", head.seq).expect("a head"), head);
        assert_eq!(head.code().len(), 19);
    }
    for seq in 1..=63 {
        let head = store.head_at("z", seq).expect("a head");
        assert_eq!(head.root, tree_hash(Suite::Sha256, &leaves(bench, 1, seq)));
    }
    assert_eq!(code(store.head_at("z", 64)), "ledger/no-such-record");
    assert_eq!(code(store.head_at("nowhere", 1)), "ledger/no-such-record");
}

/// Root from a leaf hash and its path, by recursion from the top (RFC 9162 describes a loop).
fn root_of(step: &TreeStep, leaf: Hash) -> Hash {
    fn up(suite: Suite, index: u64, size: u64, leaf: Hash, path: &[Hash]) -> Hash {
        let Some((top, below)) = path.split_last() else {
            assert_eq!(size, 1, "the path is too short");
            return leaf;
        };
        let split = size.next_power_of_two() / 2;
        if index < split {
            suite.node(&up(suite, index, split, leaf, below), top)
        } else {
            suite.node(top, &up(suite, index - split, size - split, leaf, below))
        }
    }
    up(step.suite, step.index, step.size, leaf, &step.path)
}

fn lead_to_head(receipt: &Receipt) {
    let first = receipt.steps.first().expect("a step");
    let mut root = root_of(first, first.suite.leaf(receipt.record.as_bytes()));
    for pair in receipt.steps.windows(2) {
        let (closed, next) = (&pair[0], &pair[1]);
        assert_eq!((next.index, next.tree), (0, closed.tree + 1));
        let leaf = bridge(closed.suite, closed.tree, closed.size, &root);
        root = root_of(next, next.suite.leaf(&leaf));
    }
    let last = receipt.steps.last().expect("a step");
    assert_eq!(
        (last.tree, last.size),
        (receipt.head.tree, receipt.head.tree_size)
    );
    assert_eq!(root, receipt.head.root);
}

pub(super) fn receipts_lead_to_the_head<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    bench.grow("z", 41);
    for head in [1, 2, 16, 17, 33, 40, 41] {
        for seq in 1..=head {
            let receipt = store.receipt("z", seq, head).expect("a receipt");
            assert_eq!((receipt.seq, receipt.head.seq), (seq, head));
            lead_to_head(&receipt);
        }
    }
    assert_eq!(code(store.receipt("z", 0, 41)), "ledger/no-such-record");
    assert_eq!(code(store.receipt("z", 7, 6)), "ledger/no-such-record");
    assert_eq!(code(store.receipt("z", 7, 42)), "ledger/no-such-record");
    assert_eq!(
        code(store.receipt("nowhere", 1, 1)),
        "ledger/no-such-record"
    );
}

pub(super) fn heads_grow_consistently<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    bench.grow("z", 20);
    let proof = store.consistency("z", 7, 20).expect("a proof");
    assert_eq!(proof.old, store.head_at("z", 7).expect("a head"));
    assert_eq!(proof.new, store.head("z").expect("a head"));
    assert_eq!((proof.size, proof.root), (20, proof.new.root));
    // PROOF(7, D[20]) of RFC 9162, section 2.1.4.1, worked out by hand.
    let all = leaves(bench, 1, 20);
    let ranges = [6..7, 7..8, 4..6, 0..4, 8..16, 16..20];
    let path = ranges.map(|range| tree_hash(Suite::Sha256, &all[range]));
    assert_eq!(proof.path, path);
    assert_eq!(store.consistency("z", 20, 20).expect("a proof").path, []);
    assert_eq!(store.consistency("z", 0, 20).expect("a proof").old.seq, 0);
    assert_eq!(code(store.consistency("z", 8, 7)), "ledger/no-such-record");
    assert_eq!(code(store.consistency("z", 8, 21)), "ledger/no-such-record");
}

pub(super) fn a_suite_may_change<S: Store>(bench: &Bench<S>) {
    let store = &bench.store;
    bench.grow("z", 19);
    let closed = store.head("z").expect("a head");
    store.set_suite("z", Suite::Sm3).expect("set");
    assert_eq!(
        store.head("z").expect("a head"),
        closed,
        "nothing changes before an append"
    );
    bench.grow("z", 18);
    let head = store.head("z").expect("a head");
    assert_eq!((head.suite, head.tree, head.tree_size), (Suite::Sm3, 1, 19));
    let mut all = vec![bridge(Suite::Sha256, 0, 19, &closed.root)];
    all.extend(leaves(bench, 20, 37));
    assert_eq!(head.root, tree_hash(Suite::Sm3, &all));
    let record = store.record("z", 20).expect("read").expect("there");
    assert_eq!((record.suite, record.prev_hash), (Suite::Sm3, closed.chain));
    store.set_suite("z", Suite::Sha256).expect("set");
    bench.grow("z", 3);
    for (seq, head_seq, steps) in [
        (1, 19, 1),
        (5, 30, 2),
        (19, 40, 3),
        (21, 40, 2),
        (40, 40, 1),
    ] {
        let receipt = store.receipt("z", seq, head_seq).expect("a receipt");
        assert_eq!(receipt.steps.len(), steps);
        lead_to_head(&receipt);
    }
    assert_eq!(store.head_at("z", 19).expect("a head"), closed);
    assert_eq!(store.head_at("z", 37).expect("a head"), head);
    let proof = store.consistency("z", 11, 40).expect("a proof");
    assert_eq!(
        (proof.size, proof.root, proof.bridges.len()),
        (19, closed.root, 2)
    );
    assert_eq!(store.check(crate::Check::Full).expect("checked"), None);
}
