//! What every store can do: the `Reader` and `Store` traits.
//!
//! Promises: both are object-safe and shared between threads; `conformance` is the test suite
//! each implementation passes. Reading never waits for writing. Says nothing about SQL.

use crate::batch::{Appended, Batch, Snapshot, StreamInfo};
use crate::error::{Damage, Error};
use crate::format::{Consistency, Hash, Head, Receipt, Record, Suite};
use crate::payload::PayloadState;
use crate::pending::Pending;

/// How much of a ledger to check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Check {
    /// The last so many records of each stream.
    Tail(u64),
    /// Everything the store can check by itself; the `verify` crate checks independently.
    Full,
}

/// Reading: committed records only, each checked against its stored bytes.
pub trait Reader: Send + Sync {
    /// All streams, by name.
    ///
    /// # Errors
    /// A fault of the storage.
    fn streams(&self) -> Result<Vec<StreamInfo>, Error>;

    /// The present head; that of an unknown stream is empty.
    ///
    /// # Errors
    /// A fault of the storage.
    fn head(&self, stream: &str) -> Result<Head, Error>;

    /// The head as it was after record `seq`.
    ///
    /// # Errors
    /// `ledger/no-such-record` beyond the end.
    fn head_at(&self, stream: &str, seq: u64) -> Result<Head, Error>;

    /// One record, `None` beyond the end.
    ///
    /// # Errors
    /// `ledger/damaged` at or after the first bad record.
    fn record(&self, stream: &str, seq: u64) -> Result<Option<Record>, Error>;

    /// Up to `limit` records (and never more than `limits::READ_RECORDS_MAX`) from number `from`
    /// on, of one kind if asked. Fewer than the limit is no end: ask again from the number after
    /// the last one given, until the answer is empty.
    ///
    /// # Errors
    /// `ledger/damaged` if the first record wanted is bad; records before a bad one are given.
    fn records(
        &self,
        stream: &str,
        from: u64,
        limit: usize,
        kind: Option<&str>,
    ) -> Result<Vec<Record>, Error>;

    /// The last record written at or before a moment (microseconds since 1970).
    ///
    /// # Errors
    /// A fault of the storage.
    fn seq_at(&self, stream: &str, at: i64) -> Result<Option<u64>, Error>;

    /// What a request appended, if it did.
    ///
    /// # Errors
    /// A fault of the storage.
    fn request(&self, stream: &str, request_id: &str) -> Result<Option<Appended>, Error>;

    /// A payload, or what is left of it.
    ///
    /// # Errors
    /// `ledger/payload-damaged` if its bytes do not match the commitment.
    fn payload(&self, commitment: &Hash) -> Result<PayloadState, Error>;

    /// Commitments of the payloads about a person, in the order they were appended.
    ///
    /// # Errors
    /// A fault of the storage.
    fn payloads_about(&self, subject: &str) -> Result<Vec<Hash>, Error>;

    /// The newest usable snapshot of this format and apply version at or before `upto`. Anything
    /// that does not match the chain or its own digest is passed over.
    ///
    /// # Errors
    /// A fault of the storage.
    fn snapshot(
        &self,
        stream: &str,
        format: u32,
        apply_version: u32,
        upto: u64,
    ) -> Result<Option<Snapshot>, Error>;

    /// Proof that record `seq` is under the head at `head_seq`.
    ///
    /// # Errors
    /// `ledger/no-such-record` unless `1 <= seq <= head_seq` and both exist.
    fn receipt(&self, stream: &str, seq: u64, head_seq: u64) -> Result<Receipt, Error>;

    /// Proof that the head at `old` grew into the head at `new`.
    ///
    /// # Errors
    /// `ledger/no-such-record` unless `old <= new` and both exist.
    fn consistency(&self, stream: &str, old: u64, new: u64) -> Result<Consistency, Error>;

    /// A value the caller keeps beside the ledger.
    ///
    /// # Errors
    /// A fault of the storage.
    fn meta(&self, key: &str) -> Result<Option<Vec<u8>>, Error>;

    /// Checks the ledger; the first bad record, if any.
    ///
    /// # Errors
    /// A fault of the storage.
    fn check(&self, check: Check) -> Result<Option<Damage>, Error>;
}

/// Writing. One writer per ledger at a time.
pub trait Store: Reader {
    /// Queues a batch; the answer comes after the commit that holds it. Batches of one caller are
    /// appended in the order they were queued.
    fn submit(&self, batch: Batch) -> Pending;

    /// Appends a batch and waits for the commit.
    ///
    /// # Errors
    /// A refusal (nothing was appended, nothing else was harmed) or a fault (nothing was
    /// acknowledged; repeat the request with the same id).
    fn append(&self, batch: Batch) -> Result<Appended, Error> {
        self.submit(batch).wait()
    }

    /// Sets the suite the stream's next records are under. The next append closes the tree.
    ///
    /// # Errors
    /// A fault of the storage.
    fn set_suite(&self, stream: &str, suite: Suite) -> Result<(), Error>;

    /// Raises the lowest program version that may write to a stream; it is never lowered.
    ///
    /// # Errors
    /// `ledger/writer-too-old` if this program itself would be shut out.
    fn raise_min_writer_version(&self, stream: &str, version: u32) -> Result<(), Error>;

    /// Keeps a snapshot, and drops the oldest beyond `limits::SNAPSHOTS_KEPT`.
    ///
    /// # Errors
    /// `ledger/no-such-record` if `head_hash` is not the hash of record `seq`.
    fn put_snapshot(&self, snapshot: Snapshot) -> Result<(), Error>;

    /// Keeps a value beside the ledger; `None` removes it.
    ///
    /// # Errors
    /// A fault of the storage.
    fn put_meta(&self, key: &str, value: Option<&[u8]>) -> Result<(), Error>;
}
