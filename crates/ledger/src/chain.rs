//! The end of one stream: what the next record is chained to.
//!
//! Promises: pure and infallible; both stores append through it, so that they cannot differ.
//! Does not store anything.

use crate::batch::Appended;
use crate::encode::{self, Place};
use crate::format::{Hash, Head, Suite, bridge};
use crate::merkle::{Frontier, Node};

/// One tree of a stream; a stream under one suite all its life has one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Tree {
    pub(crate) no: u32,
    pub(crate) suite: Suite,
    /// Number of the first record in it.
    pub(crate) first_seq: u64,
    /// Its first leaf, if a tree was closed before it.
    pub(crate) bridge: Option<Vec<u8>>,
}

impl Tree {
    /// Leaves when `seq` is the last record in it.
    pub(crate) fn size_at(&self, seq: u64) -> u64 {
        seq + 1 - self.first_seq + u64::from(self.bridge.is_some())
    }

    /// Index of a record's leaf.
    pub(crate) fn index_of(&self, seq: u64) -> u64 {
        self.size_at(seq) - 1
    }

    /// The record of a leaf; `None` for the bridge.
    pub(crate) fn seq_of(&self, index: u64) -> Option<u64> {
        let skipped = u64::from(self.bridge.is_some());
        index.checked_sub(skipped).map(|at| at + self.first_seq)
    }
}

/// The end of a stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Chain {
    pub(crate) stream: String,
    pub(crate) seq: u64,
    pub(crate) hash: Hash,
    pub(crate) recorded_at: i64,
    /// Suite of the next record.
    pub(crate) next_suite: Suite,
    /// The tree the last record is in.
    pub(crate) tree: Option<Tree>,
    pub(crate) frontier: Frontier,
}

/// Everything a batch adds but its frames, which got their places.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Growth {
    /// Hash of each record.
    pub(crate) hashes: Vec<Hash>,
    /// The tree that was begun, if one was.
    pub(crate) tree: Option<Tree>,
    /// Number of the tree the nodes are in.
    pub(crate) tree_no: u32,
    pub(crate) nodes: Vec<Node>,
    /// The clock stepped back before the first record.
    pub(crate) clock_stepped: bool,
    pub(crate) answer: Appended,
}

impl Chain {
    pub(crate) fn empty(stream: &str, suite: Suite) -> Self {
        Self {
            stream: stream.to_owned(),
            seq: 0,
            hash: Hash::ZERO,
            recorded_at: 0,
            next_suite: suite,
            tree: None,
            frontier: Frontier::new(suite),
        }
    }

    pub(crate) fn head(&self) -> Head {
        let Some(tree) = &self.tree else {
            return Head::empty(&self.stream, self.next_suite);
        };
        Head {
            stream: self.stream.clone(),
            seq: self.seq,
            chain: self.hash,
            suite: tree.suite,
            tree: tree.no,
            tree_size: self.frontier.size(),
            root: self.frontier.root(),
            recorded_at: self.recorded_at,
        }
    }

    /// Chains the records of a batch that was admitted, and gives their frames their places.
    pub(crate) fn grow(&mut self, frames: &mut [Vec<u8>], now: i64) -> Growth {
        assert!(!frames.is_empty(), "an empty batch was admitted");
        let first = self.seq + 1;
        let clock_stepped = self.seq > 0 && now < self.recorded_at;
        let mut nodes = Vec::new();
        let tree = self.begin_tree(&mut nodes);
        let tree_no = self.tree.as_ref().map_or(0, |tree| tree.no);
        let suite = self.next_suite;
        let mut hashes = Vec::with_capacity(frames.len());
        for frame in frames {
            let place = Place {
                seq: self.seq + 1,
                recorded_at: now,
                suite,
                prev_hash: self.hash,
            };
            encode::place(frame, place);
            let hash = suite.record(frame);
            self.seq += 1;
            self.hash = hash;
            self.frontier.push(suite.leaf(hash.as_bytes()), &mut nodes);
            hashes.push(hash);
        }
        self.recorded_at = now;
        let answer = Appended {
            first,
            last: self.seq,
            recorded_at: now,
            hash: self.hash,
            repeated: false,
        };
        Growth {
            hashes,
            tree,
            tree_no,
            nodes,
            clock_stepped,
            answer,
        }
    }

    /// Begins a tree if there is none or the suite changed; a closed tree's root is its first leaf.
    fn begin_tree(&mut self, nodes: &mut Vec<Node>) -> Option<Tree> {
        let suite = self.next_suite;
        let (no, bridge) = match &self.tree {
            Some(tree) if tree.suite == suite => return None,
            Some(tree) => {
                let (size, root) = (self.frontier.size(), self.frontier.root());
                (tree.no + 1, Some(bridge(tree.suite, tree.no, size, &root)))
            }
            None => (0, None),
        };
        self.frontier = Frontier::new(suite);
        if let Some(bytes) = &bridge {
            self.frontier.push(suite.leaf(bytes), nodes);
        }
        let tree = Tree {
            no,
            suite,
            first_seq: self.seq + 1,
            bridge,
        };
        self.tree = Some(tree.clone());
        Some(tree)
    }
}
