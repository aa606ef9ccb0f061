//! The writer's Merkle tree (RFC 9162 shape): grown leaf by leaf, proved from stored nodes.
//!
//! Promises: a leaf costs two hashes amortised and one stored node for every 128. Does not
//! check proofs: the verifier does, with code of its own.

use crate::error::Error;
use crate::format::tables::STORED_LEVEL;
use crate::format::{Hash, Suite};
use std::ops::Range;

/// A node that became complete and is stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Node {
    pub(crate) level: u32,
    pub(crate) index: u64,
    pub(crate) hash: Hash,
}

/// The right edge of a growing tree: the roots of its complete subtrees, largest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Frontier {
    suite: Suite,
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    pub(crate) fn new(suite: Suite) -> Self {
        Self {
            suite,
            size: 0,
            peaks: Vec::new(),
        }
    }

    /// The frontier of a tree that exists, from its complete subtrees.
    pub(crate) fn load<S: Subtrees>(suite: Suite, size: u64, from: &mut S) -> Result<Self, Error> {
        let mut peaks = Vec::new();
        for (level, index) in peak_positions(size) {
            peaks.push(subtree(suite, from, level, index)?);
        }
        Ok(Self { suite, size, peaks })
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf; complete nodes that are to be stored go to `stored`.
    pub(crate) fn push(&mut self, leaf: Hash, stored: &mut Vec<Node>) {
        let mut hash = leaf;
        let mut level = 0;
        let mut index = self.size;
        while index & 1 == 1 {
            let left = self.peaks.pop().expect("an odd index has a left sibling");
            hash = self.suite.node(&left, &hash);
            level += 1;
            index >>= 1;
            if level >= STORED_LEVEL {
                stored.push(Node { level, index, hash });
            }
        }
        self.peaks.push(hash);
        self.size += 1;
        debug_assert_eq!(self.peaks.len(), self.size.count_ones() as usize);
    }

    pub(crate) fn root(&self) -> Hash {
        let folded = self
            .peaks
            .iter()
            .rev()
            .copied()
            .reduce(|right, left| self.suite.node(&left, &right));
        folded.unwrap_or_else(|| self.suite.empty_root())
    }
}

/// Level and index of each complete subtree at the right edge, largest first.
fn peak_positions(size: u64) -> impl Iterator<Item = (u32, u64)> {
    (0..u64::BITS)
        .rev()
        .filter(move |level| size >> level & 1 == 1)
        .map(move |level| {
            let before = size >> level >> 1 << 1;
            (level, before)
        })
}

/// Where leaf hashes and stored nodes of one tree come from.
pub(crate) trait Subtrees {
    /// Leaf hash at an index.
    fn leaf(&mut self, index: u64) -> Result<Hash, Error>;
    /// A stored node: complete, of level `STORED_LEVEL` or above.
    fn node(&mut self, level: u32, index: u64) -> Result<Hash, Error>;
}

fn subtree<S: Subtrees>(suite: Suite, from: &mut S, level: u32, index: u64) -> Result<Hash, Error> {
    if level == 0 {
        return from.leaf(index);
    }
    if level >= STORED_LEVEL {
        return from.node(level, index);
    }
    let left = subtree(suite, from, level - 1, index * 2)?;
    let right = subtree(suite, from, level - 1, index * 2 + 1)?;
    Ok(suite.node(&left, &right))
}

/// Hash of a range of leaves that begins where a subtree of its size may begin.
fn range_hash<S: Subtrees>(suite: Suite, from: &mut S, range: Range<u64>) -> Result<Hash, Error> {
    let count = range.end - range.start;
    debug_assert!(count > 0);
    if count.is_power_of_two() {
        let level = count.trailing_zeros();
        debug_assert_eq!(range.start & (count - 1), 0);
        return subtree(suite, from, level, range.start >> level);
    }
    let split = range.start + split_of(count);
    let left = range_hash(suite, from, range.start..split)?;
    let right = range_hash(suite, from, split..range.end)?;
    Ok(suite.node(&left, &right))
}

/// Root of the tree at an earlier size.
pub(crate) fn root_at<S: Subtrees>(suite: Suite, from: &mut S, size: u64) -> Result<Hash, Error> {
    if size == 0 {
        Ok(suite.empty_root())
    } else {
        range_hash(suite, from, 0..size)
    }
}

/// RFC 9162, 2.1.3.1: the path from a leaf to the root, from the leaf upwards.
pub(crate) fn inclusion_path<S: Subtrees>(
    suite: Suite,
    from: &mut S,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, Error> {
    debug_assert!(index < size);
    let mut siblings = Vec::new();
    let mut range = 0..size;
    while range.end - range.start > 1 {
        let split = range.start + split_of(range.end - range.start);
        let (own, other) = if index < split {
            (range.start..split, split..range.end)
        } else {
            (split..range.end, range.start..split)
        };
        siblings.push(other);
        range = own;
    }
    siblings
        .into_iter()
        .rev()
        .map(|range| range_hash(suite, from, range))
        .collect()
}

/// RFC 9162, 2.1.4.1: the path that proves `old` leaves to be the first of `size`.
pub(crate) fn consistency_path<S: Subtrees>(
    suite: Suite,
    from: &mut S,
    old: u64,
    size: u64,
) -> Result<Vec<Hash>, Error> {
    debug_assert!(old <= size);
    if old == 0 || old == size {
        return Ok(Vec::new());
    }
    let mut siblings = Vec::new();
    let mut range = 0..size;
    let mut whole = true;
    while range.end != old {
        let split = range.start + split_of(range.end - range.start);
        if old <= split {
            siblings.push(split..range.end);
            range.end = split;
        } else {
            siblings.push(range.start..split);
            range.start = split;
            whole = false;
        }
    }
    if !whole {
        siblings.push(range);
    }
    siblings
        .into_iter()
        .rev()
        .map(|range| range_hash(suite, from, range))
        .collect()
}

/// The largest power of two below a count of at least two.
fn split_of(count: u64) -> u64 {
    debug_assert!(count > 1);
    1 << (u64::BITS - 1 - (count - 1).leading_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Plain {
        leaves: Vec<Hash>,
        nodes: Vec<Node>,
    }

    impl Subtrees for Plain {
        fn leaf(&mut self, index: u64) -> Result<Hash, Error> {
            Ok(self.leaves[index as usize])
        }

        fn node(&mut self, level: u32, index: u64) -> Result<Hash, Error> {
            let mut found = self
                .nodes
                .iter()
                .filter(|node| (node.level, node.index) == (level, index));
            let node = found.next().expect("stored");
            assert!(found.next().is_none(), "a node is stored once");
            Ok(node.hash)
        }
    }

    fn grown(count: u64) -> (Plain, Frontier) {
        let suite = Suite::Sha256;
        let mut frontier = Frontier::new(suite);
        let mut plain = Plain {
            leaves: Vec::new(),
            nodes: Vec::new(),
        };
        for at in 0..count {
            let leaf = suite.leaf(&at.to_be_bytes());
            plain.leaves.push(leaf);
            frontier.push(leaf, &mut plain.nodes);
        }
        (plain, frontier)
    }

    /// MTH of RFC 9162, word for word.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Suite::Sha256.empty_root(),
            [one] => *one,
            _ => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                Suite::Sha256.node(&by_definition(left), &by_definition(right))
            }
        }
    }

    /// PATH of RFC 9162, word for word.
    fn path_by_definition(index: usize, leaves: &[Hash]) -> Vec<Hash> {
        if leaves.len() == 1 {
            return Vec::new();
        }
        let split = leaves.len().next_power_of_two() / 2;
        let (left, right) = leaves.split_at(split);
        let (mut path, last) = if index < split {
            (path_by_definition(index, left), by_definition(right))
        } else {
            (
                path_by_definition(index - split, right),
                by_definition(left),
            )
        };
        path.push(last);
        path
    }

    /// SUBPROOF of RFC 9162, word for word.
    fn subproof(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
        if old == leaves.len() {
            return if whole {
                Vec::new()
            } else {
                vec![by_definition(leaves)]
            };
        }
        let split = leaves.len().next_power_of_two() / 2;
        let (left, right) = leaves.split_at(split);
        if old <= split {
            let mut path = subproof(old, left, whole);
            path.push(by_definition(right));
            path
        } else {
            let mut path = subproof(old - split, right, false);
            path.push(by_definition(left));
            path
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn agrees_with_the_definition(
            size in 1u64..1_500,
            index in 0u64..1_500,
            old in 1u64..1_500,
        ) {
            let (mut plain, frontier) = grown(size);
            let (index, old) = (index % size, old % size + 1);
            let leaves = plain.leaves.clone();
            prop_assert_eq!(frontier.root(), by_definition(&leaves));
            let suite = Suite::Sha256;
            prop_assert_eq!(
                root_at(suite, &mut plain, old).expect("in memory"),
                by_definition(&leaves[..old as usize])
            );
            prop_assert_eq!(
                inclusion_path(suite, &mut plain, index, size).expect("in memory"),
                path_by_definition(index as usize, &leaves)
            );
            prop_assert_eq!(
                consistency_path(suite, &mut plain, old, size).expect("in memory"),
                subproof(old as usize, &leaves, true)
            );
            let loaded = Frontier::load(suite, size, &mut plain).expect("in memory");
            prop_assert_eq!(loaded, frontier);
        }
    }

    #[test]
    fn few_nodes_are_stored() {
        let (plain, _) = grown(4_096);
        assert_eq!(plain.nodes.len(), 4_096 / 256 * 2 - 1);
    }
}
