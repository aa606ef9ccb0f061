//! Proofs of the writer hold; proofs that were touched do not.

use ledger::{Batch, Day, Draft, Hash, MemoryStore, Options, Reader, Store, Suite};
use proptest::prelude::*;
use std::sync::LazyLock;
use verify::{ProofError, verify_consistency, verify_receipt};

const RECORDS: u64 = 90;

/// Three trees: records 1 to 37, 38 to 60, and the rest.
static STORE: LazyLock<MemoryStore> = LazyLock::new(|| {
    let store = MemoryStore::new(Options::default());
    for seq in 1..=RECORDS {
        match seq {
            38 => store.set_suite("z", Suite::Sm3).expect("set"),
            61 => store.set_suite("z", Suite::Sha256).expect("set"),
            _ => {}
        }
        let draft = Draft {
            effective_on: Day(1),
            source_as_of: None,
            actor: "a".to_owned(),
            kind: "k".to_owned(),
            version: 1,
            payload_commitments: Vec::new(),
            body: seq.to_be_bytes().to_vec(),
        };
        store
            .append(Batch::new("z", None, &seq.to_string(), vec![draft]))
            .expect("appended");
    }
    store
});

fn touch(hash: &mut Hash, bit: usize) {
    hash.0[bit / 8 % 32] ^= 1 << (bit % 8);
}

proptest! {
    #[test]
    fn receipts(
        one in 1..=RECORDS, other in 1..=RECORDS, bit in 0usize..256, at in any::<usize>(),
    ) {
        let (seq, head) = (one.min(other), one.max(other));
        let receipt = STORE.receipt("z", seq, head).expect("a receipt");
        prop_assert_eq!(verify_receipt(&receipt), Ok(()));

        let mut touched = receipt.clone();
        touch(&mut touched.record, bit);
        prop_assert_eq!(verify_receipt(&touched), Err(ProofError::Root));
        let mut touched = receipt.clone();
        touch(&mut touched.head.root, bit);
        prop_assert_eq!(verify_receipt(&touched), Err(ProofError::Root));
        let mut touched = receipt.clone();
        let hashes: Vec<&mut Hash> =
            touched.steps.iter_mut().flat_map(|step| &mut step.path).collect();
        if !hashes.is_empty() {
            let count = hashes.len();
            touch(hashes.into_iter().nth(at % count).expect("there"), bit);
            prop_assert_eq!(verify_receipt(&touched), Err(ProofError::Root));
        }
        let mut longer = receipt.clone();
        longer.steps[0].path.push(Hash::ZERO);
        prop_assert_eq!(verify_receipt(&longer), Err(ProofError::Shape));
        let mut shorter = receipt.clone();
        if shorter.steps[0].path.pop().is_some() {
            prop_assert!(verify_receipt(&shorter).is_err());
        }
        let mut moved = receipt;
        moved.steps[0].index ^= 1;
        prop_assert!(verify_receipt(&moved).is_err());
    }

    #[test]
    fn growth(
        one in 0..=RECORDS, other in 1..=RECORDS, bit in 0usize..256, at in any::<usize>(),
    ) {
        let (old, new) = (one.min(other), one.max(other));
        let proof = STORE.consistency("z", old, new).expect("a proof");
        prop_assert_eq!(verify_consistency(&proof), Ok(()));
        if old == 0 {
            return Ok(());
        }
        let mut touched = proof.clone();
        touch(&mut touched.old.root, bit);
        prop_assert!(verify_consistency(&touched).is_err());
        let mut touched = proof.clone();
        touch(&mut touched.new.root, bit);
        prop_assert!(verify_consistency(&touched).is_err());
        let mut touched = proof.clone();
        touch(&mut touched.root, bit);
        prop_assert!(verify_consistency(&touched).is_err());
        let mut touched = proof.clone();
        let hashes: Vec<&mut Hash> = touched
            .path
            .iter_mut()
            .chain(touched.bridges.iter_mut().flat_map(|step| &mut step.path))
            .collect();
        if !hashes.is_empty() {
            let count = hashes.len();
            touch(hashes.into_iter().nth(at % count).expect("there"), bit);
            prop_assert!(verify_consistency(&touched).is_err());
        }
        let mut longer = proof;
        longer.path.push(Hash::ZERO);
        prop_assert!(verify_consistency(&longer).is_err());
    }
}

#[test]
fn a_record_must_be_the_receipts_own() {
    let receipt = STORE.receipt("z", 5, 60).expect("a receipt");
    let stranger = verify::verify_record(b"WCR1", &receipt);
    assert_eq!(stranger, Err(ProofError::Record));
}
