//! The verifier's own Merkle tree (RFC 9162 shape): a binary counter of subtree roots.
//!
//! Promises: says each node as it becomes complete, so that stored nodes can be compared. Shares
//! no line with the writer's tree.

use ledger::format::{Hash, Suite};

/// A tree that grows leaf by leaf. `levels[l]` is the root of a waiting subtree of `2^l` leaves.
pub(crate) struct Tree {
    pub(crate) suite: Suite,
    pub(crate) size: u64,
    levels: Vec<Option<Hash>>,
}

impl Tree {
    pub(crate) fn new(suite: Suite) -> Self {
        Self {
            suite,
            size: 0,
            levels: Vec::new(),
        }
    }

    /// Adds a leaf; `complete(level, index, hash)` is called for each node above it.
    pub(crate) fn add<E>(
        &mut self,
        data: &[u8],
        mut complete: impl FnMut(u32, u64, Hash) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut carry = self.suite.leaf(data);
        self.size += 1;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(None);
            }
            match self.levels[level].take() {
                None => {
                    self.levels[level] = Some(carry);
                    break;
                }
                Some(left) => {
                    carry = self.suite.node(&left, &carry);
                    let above = level as u32 + 1;
                    complete(above, (self.size >> above) - 1, carry)?;
                }
            }
        }
        Ok(())
    }

    pub(crate) fn root(&self) -> Hash {
        let mut waiting = self.levels.iter().flatten();
        let Some(smallest) = waiting.next() else {
            return self.suite.empty_root();
        };
        waiting.fold(*smallest, |right, left| self.suite.node(left, &right))
    }
}
