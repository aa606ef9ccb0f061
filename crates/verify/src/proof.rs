//! Receipts and consistency proofs, checked as RFC 9162, sections 2.1.3.2 and 2.1.4.2, say.
//!
//! Promises: accepts a proof only if it leads to the very head it names. Whether that head is to
//! be trusted is the caller's question: compare it with one that was kept.

use ledger::format::{Consistency, Hash, Head, Receipt, Record, Suite, TreeStep, bridge};
use thiserror::Error;

/// Why a proof proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum ProofError {
    /// Its parts do not fit together.
    #[error("the proof's parts do not fit together")]
    Shape,
    /// It leads to another root.
    #[error("the proof leads to another root than the head's")]
    Root,
    /// The record is not the one the receipt is for.
    #[error("the record is not the one the receipt is for")]
    Record,
}

impl ProofError {
    /// The code: stable, for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Shape => "verify/proof-shape",
            Self::Root => "verify/proof-root",
            Self::Record => "verify/proof-record",
        }
    }

    /// The cause, in Chinese.
    #[must_use]
    pub fn message_zh(self) -> &'static str {
        match self {
            Self::Shape => "证明各部分不相符合",
            Self::Root => "证明得出的根与链头不符",
            Self::Record => "该记录不是这张回执所指的记录",
        }
    }

    /// What to do about it, in Chinese.
    #[must_use]
    pub fn remedy_zh(self) -> &'static str {
        "请重新下载证明；若仍不符，请保留双方文件并报告审计人员。"
    }

    /// What to do about it, in English.
    #[must_use]
    pub fn remedy_en(self) -> &'static str {
        "Fetch the proof again; if it still fails, keep both files and tell the auditor."
    }
}

/// Checks that a receipt leads from its record to its head.
///
/// # Errors
/// Says whether the parts do not fit or the root differs.
pub fn verify_receipt(receipt: &Receipt) -> Result<(), ProofError> {
    let (first, bridges) = receipt.steps.split_first().ok_or(ProofError::Shape)?;
    if receipt.seq == 0 || receipt.seq > receipt.head.seq {
        return Err(ProofError::Shape);
    }
    let root = climb(first, first.suite.leaf(receipt.record.as_bytes()))?;
    let closed = Closed {
        suite: first.suite,
        tree: first.tree,
        size: first.size,
        root,
    };
    reach(closed, bridges, &receipt.head)
}

/// Checks that stored bytes are the record of a receipt, and that the receipt holds.
///
/// # Errors
/// As `verify_receipt`, and if the bytes are another record.
pub fn verify_record(frame: &[u8], receipt: &Receipt) -> Result<Record, ProofError> {
    let record = Record::decode(frame).map_err(|_| ProofError::Record)?;
    let same = record.hash == receipt.record
        && record.seq == receipt.seq
        && record.stream == receipt.head.stream;
    if !same {
        return Err(ProofError::Record);
    }
    verify_receipt(receipt)?;
    Ok(record)
}

/// Checks that the older head of a proof grew into the newer one.
///
/// # Errors
/// Says whether the parts do not fit or a root differs.
pub fn verify_consistency(proof: &Consistency) -> Result<(), ProofError> {
    let (old, new) = (&proof.old, &proof.new);
    if old.stream != new.stream || old.seq > new.seq {
        return Err(ProofError::Shape);
    }
    if old.seq == 0 {
        // Whatever there is grew from nothing; there is no older root to keep to.
        return if old.tree_size == 0 {
            Ok(())
        } else {
            Err(ProofError::Shape)
        };
    }
    if old.seq == new.seq && old.digest() != new.digest() {
        return Err(ProofError::Root);
    }
    grew(proof)?;
    let closed = Closed {
        suite: old.suite,
        tree: old.tree,
        size: proof.size,
        root: proof.root,
    };
    reach(closed, &proof.bridges, new)
}

/// A tree at the size where the next one takes over.
struct Closed {
    suite: Suite,
    tree: u32,
    size: u64,
    root: Hash,
}

/// Follows the bridges to the head.
fn reach(mut closed: Closed, bridges: &[TreeStep], head: &Head) -> Result<(), ProofError> {
    for step in bridges {
        if step.index != 0 || closed.tree.checked_add(1) != Some(step.tree) {
            return Err(ProofError::Shape);
        }
        let leaf = bridge(closed.suite, closed.tree, closed.size, &closed.root);
        let root = climb(step, step.suite.leaf(&leaf))?;
        closed = Closed {
            suite: step.suite,
            tree: step.tree,
            size: step.size,
            root,
        };
    }
    let place = (closed.suite, closed.tree, closed.size);
    if place != (head.suite, head.tree, head.tree_size) {
        return Err(ProofError::Shape);
    }
    if closed.root == head.root {
        Ok(())
    } else {
        Err(ProofError::Root)
    }
}

/// RFC 9162, 2.1.3.2: the root a leaf and its path lead to.
fn climb(step: &TreeStep, leaf: Hash) -> Result<Hash, ProofError> {
    if step.index >= step.size {
        return Err(ProofError::Shape);
    }
    let (mut node, mut last) = (step.index, step.size - 1);
    let mut hash = leaf;
    for sibling in &step.path {
        if last == 0 {
            return Err(ProofError::Shape);
        }
        if node & 1 == 1 || node == last {
            hash = step.suite.node(sibling, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = step.suite.node(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last == 0 {
        Ok(hash)
    } else {
        Err(ProofError::Shape)
    }
}

/// RFC 9162, 2.1.4.2, between the older head and its tree's later size.
fn grew(proof: &Consistency) -> Result<(), ProofError> {
    let (suite, old) = (proof.old.suite, &proof.old);
    let (first, second) = (old.tree_size, proof.size);
    if first == 0 || first > second {
        return Err(ProofError::Shape);
    }
    if first == second {
        let same = proof.path.is_empty() && old.root == proof.root;
        return if same { Ok(()) } else { Err(ProofError::Root) };
    }
    let whole = first.is_power_of_two().then_some(&old.root);
    let mut path = whole.into_iter().chain(&proof.path);
    let (mut node, mut last) = (first - 1, second - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let start = *path.next().ok_or(ProofError::Shape)?;
    let (mut old_root, mut new_root) = (start, start);
    for hash in path {
        if last == 0 {
            return Err(ProofError::Shape);
        }
        if node & 1 == 1 || node == last {
            old_root = suite.node(hash, &old_root);
            new_root = suite.node(hash, &new_root);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_root = suite.node(&new_root, hash);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Shape);
    }
    if old_root == old.root && new_root == proof.root {
        Ok(())
    } else {
        Err(ProofError::Root)
    }
}
