//! Heads of earlier moments, receipts and consistency proofs, from stored trees.
//!
//! Promises: the same for every store. Does not check what it is given: a proof made from bad
//! nodes fails at the verifier.

use crate::chain::Tree;
use crate::error::{Error, Refusal};
use crate::format::{Consistency, Hash, Head, Receipt, TreeStep};
use crate::merkle::{self, Frontier, Subtrees};

/// What proofs of one stream are made from.
pub(crate) trait Source {
    /// Name of the stream.
    fn stream(&self) -> &str;
    /// Number of the last record.
    fn last(&self) -> u64;
    /// The stream's trees, in order.
    fn trees(&self) -> &[Tree];
    /// Hash of a record, and when it was written.
    fn record(&mut self, seq: u64) -> Result<(Hash, i64), Error>;
    /// A stored node.
    fn node(&mut self, tree: u32, level: u32, index: u64) -> Result<Hash, Error>;
}

struct InTree<'a, S> {
    tree: Tree,
    source: &'a mut S,
}

impl<S: Source> Subtrees for InTree<'_, S> {
    fn leaf(&mut self, index: u64) -> Result<Hash, Error> {
        let suite = self.tree.suite;
        match (self.tree.seq_of(index), &self.tree.bridge) {
            (Some(seq), _) => Ok(suite.leaf(self.source.record(seq)?.0.as_bytes())),
            (None, Some(bridge)) => Ok(suite.leaf(bridge)),
            (None, None) => unreachable!("a tree without a bridge begins with a record"),
        }
    }

    fn node(&mut self, level: u32, index: u64) -> Result<Hash, Error> {
        self.source.node(self.tree.no, level, index)
    }
}

/// The right edge of a stream's last tree.
pub(crate) fn frontier<S: Source>(source: &mut S, tree: Tree) -> Result<Frontier, Error> {
    let (suite, size) = (tree.suite, tree.size_at(source.last()));
    Frontier::load(suite, size, &mut InTree { tree, source })
}

/// The head after record `seq`; 0 is the empty stream.
pub(crate) fn head_at<S: Source>(source: &mut S, seq: u64) -> Result<Head, Error> {
    if seq == 0 {
        let suite = source
            .trees()
            .first()
            .map_or_else(Default::default, |tree| tree.suite);
        return Ok(Head::empty(source.stream(), suite));
    }
    let tree = tree_of(source, seq)?;
    let (chain, recorded_at) = source.record(seq)?;
    let tree_size = tree.size_at(seq);
    let (suite, no) = (tree.suite, tree.no);
    let root = merkle::root_at(suite, &mut InTree { tree, source }, tree_size)?;
    let stream = source.stream().to_owned();
    Ok(Head {
        stream,
        seq,
        chain,
        suite,
        tree: no,
        tree_size,
        root,
        recorded_at,
    })
}

/// Proof that a record is under a head.
pub(crate) fn receipt<S: Source>(
    source: &mut S,
    seq: u64,
    head_seq: u64,
) -> Result<Receipt, Error> {
    if seq > head_seq {
        return Err(no_such(source, seq));
    }
    let tree = tree_of(source, seq)?;
    let head = head_at(source, head_seq)?;
    let record = source.record(seq)?.0;
    let index = tree.index_of(seq);
    let no = tree.no;
    let mut steps = vec![step(source, tree, index, head_seq)?];
    steps.extend(bridges(source, no, &head)?);
    Ok(Receipt {
        seq,
        record,
        head,
        steps,
    })
}

/// Proof that the head at `old` grew into the head at `new`. `old` 0 is the empty stream.
pub(crate) fn consistency<S: Source>(
    source: &mut S,
    old: u64,
    new: u64,
) -> Result<Consistency, Error> {
    if old > new {
        return Err(no_such(source, old));
    }
    if old == 0 {
        return from_empty(source, new);
    }
    let tree = tree_of(source, old)?;
    let (old_head, new_head) = (head_at(source, old)?, head_at(source, new)?);
    let size = tree.size_at(last_in(source, tree.no, new));
    let (suite, no, old_size) = (tree.suite, tree.no, old_head.tree_size);
    let mut within = InTree { tree, source };
    let root = merkle::root_at(suite, &mut within, size)?;
    let path = merkle::consistency_path(suite, &mut within, old_size, size)?;
    let bridges = bridges(source, no, &new_head)?;
    Ok(Consistency {
        old: old_head,
        new: new_head,
        size,
        root,
        path,
        bridges,
    })
}

fn from_empty<S: Source>(source: &mut S, new: u64) -> Result<Consistency, Error> {
    let new_head = head_at(source, new)?;
    let old = head_at(source, 0)?;
    let (size, root, path) = (new_head.tree_size, new_head.root, Vec::new());
    Ok(Consistency {
        old,
        new: new_head,
        size,
        root,
        path,
        bridges: Vec::new(),
    })
}

fn bridges<S: Source>(source: &mut S, from: u32, head: &Head) -> Result<Vec<TreeStep>, Error> {
    let later: Vec<Tree> = source
        .trees()
        .iter()
        .filter(|tree| tree.no > from && tree.no <= head.tree)
        .cloned()
        .collect();
    later
        .into_iter()
        .map(|tree| step(source, tree, 0, head.seq))
        .collect()
}

fn step<S: Source>(
    source: &mut S,
    tree: Tree,
    index: u64,
    head_seq: u64,
) -> Result<TreeStep, Error> {
    let size = tree.size_at(last_in(source, tree.no, head_seq));
    let (suite, no) = (tree.suite, tree.no);
    let path = merkle::inclusion_path(suite, &mut InTree { tree, source }, index, size)?;
    Ok(TreeStep {
        suite,
        tree: no,
        index,
        size,
        path,
    })
}

/// The last record of a tree at or before `head_seq`.
fn last_in<S: Source>(source: &S, tree: u32, head_seq: u64) -> u64 {
    let next = source.trees().iter().find(|other| other.no == tree + 1);
    next.map_or(head_seq, |next| head_seq.min(next.first_seq - 1))
}

fn tree_of<S: Source>(source: &S, seq: u64) -> Result<Tree, Error> {
    if seq == 0 || seq > source.last() {
        return Err(no_such(source, seq));
    }
    let found = source
        .trees()
        .iter()
        .rev()
        .find(|tree| tree.first_seq <= seq);
    found.cloned().ok_or_else(|| no_such(source, seq))
}

fn no_such<S: Source>(source: &S, seq: u64) -> Error {
    Refusal::NoSuchRecord {
        stream: source.stream().to_owned(),
        seq,
    }
    .into()
}
