//! Where tests let storage fail.
//!
//! Promises: the SQLite store asks before each operation that touches the disk, and once more
//! after a commit, so that both "failed and not there" and "failed but there" can be played.
//! Costs one branch when no fault point is set.

/// An operation on storage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Op {
    /// Taking the lock file.
    Lock,
    /// Opening the file and reading its state.
    Open,
    /// Beginning a group's transaction.
    Begin,
    /// Reading before writing.
    Read,
    /// Inserting or updating a row.
    Write,
    /// Committing, before anything is synced.
    Commit,
    /// After the commit returned: its answer is lost.
    Committed,
    /// Folding the write-ahead log into the file.
    Checkpoint,
}

/// How an operation fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// An input/output error, as from a broken disk.
    Io,
    /// No space left.
    NoSpace,
}

/// Decides which operations fail.
pub trait FaultPoint: Send + Sync {
    /// Called before the operation; `Some` makes it fail.
    fn before(&self, op: Op) -> Option<Failure>;
}
