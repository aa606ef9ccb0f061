//! What a caller appends, and what it gets back.
//!
//! Promises: plain values, checked by `Batch::check` against every limit before anything is
//! queued. Does not know what the records mean.

use crate::encode;
use crate::format::tables::request_print;
use crate::format::{Day, Hash, Head, Suite};
use crate::payload::Sealed;

/// Records appended together: all or none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Batch {
    /// The stream; it comes into being with its first record.
    pub stream: String,
    /// Number of the last record the caller has seen (0: none). `None` appends to whatever is
    /// there, for streams nobody decides against, such as security events.
    pub expected: Option<u64>,
    /// The request; a second batch with the same one in the same stream appends nothing and is
    /// answered as the first was.
    pub request_id: String,
    /// The records, at least one.
    pub records: Vec<Draft>,
    /// New payloads; some record of the batch must commit to each.
    pub payloads: Vec<Sealed>,
    /// Payloads to purge in the same transaction; a record of the batch says who and why.
    pub purges: Vec<Purge>,
}

/// A record as the caller knows it. The store adds number, time, suite and hashes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// The day the fact holds from.
    pub effective_on: Day,
    /// What the source claims to be the day of its figures.
    pub source_as_of: Option<Day>,
    /// Who did it: an opaque account id.
    pub actor: String,
    /// What kind of record it is.
    pub kind: String,
    /// Version of the body's shape.
    pub version: u32,
    /// Commitments to payloads: of this batch, or already in the store.
    pub payload_commitments: Vec<Hash>,
    /// The facts, in the caller's encoding.
    pub body: Vec<u8>,
}

/// A payload to purge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Purge {
    /// Commitment of the payload.
    pub commitment: Hash,
    /// Reason shown in its place. It stays: no personal data in it.
    pub reason: String,
}

/// The answer to an append, given only after the commit returned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Appended {
    /// Number of the first record of the batch.
    pub first: u64,
    /// Number of its last record.
    pub last: u64,
    /// When they were written, in microseconds since 1970.
    pub recorded_at: i64,
    /// Hash of the last record.
    pub hash: Hash,
    /// This request had been appended before; nothing was appended now.
    pub repeated: bool,
}

/// A stream and how it is set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StreamInfo {
    /// Its name.
    pub stream: String,
    /// Its head.
    pub head: Head,
    /// Suite the next record will be under.
    pub next_suite: Suite,
    /// Lowest program version that may write to it.
    pub min_writer_version: u32,
}

/// A discardable cache of the state after some record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snapshot {
    /// The stream.
    pub stream: String,
    /// Version of the snapshot's encoding.
    pub format: u32,
    /// Version of the code that applied the records.
    pub apply_version: u32,
    /// Number of the last record applied.
    pub seq: u64,
    /// Hash of that record.
    pub head_hash: Hash,
    /// The state.
    pub bytes: Vec<u8>,
}

impl Batch {
    /// A batch without payloads.
    #[must_use]
    pub fn new(stream: &str, expected: Option<u64>, request_id: &str, records: Vec<Draft>) -> Self {
        Self {
            stream: stream.to_owned(),
            expected,
            request_id: request_id.to_owned(),
            records,
            payloads: Vec::new(),
            purges: Vec::new(),
        }
    }
}

/// A batch made ready by its caller: what does not depend on its place is done, because there are
/// many callers and one writer.
#[derive(Debug)]
pub(crate) struct Prepared {
    /// The batch; its bodies have gone into the frames.
    pub(crate) batch: Batch,
    /// Frames of its records, without their places.
    pub(crate) frames: Vec<Vec<u8>>,
    /// Fingerprint of its request.
    pub(crate) print: i64,
}

impl Prepared {
    /// Makes a batch ready that was checked against the limits.
    pub(crate) fn new(mut batch: Batch) -> Self {
        let mut frames = Vec::with_capacity(batch.records.len());
        for draft in &mut batch.records {
            frames.push(encode::unplaced(draft, &batch.stream, &batch.request_id));
            draft.body = Vec::new();
        }
        let print = request_print(&batch.request_id);
        Self {
            batch,
            frames,
            print,
        }
    }
    /// Bytes it adds, about.
    pub(crate) fn bytes(&self) -> usize {
        let frames = self.frames.iter().map(Vec::len);
        let payloads = self.batch.payloads.iter();
        frames.sum::<usize>() + payloads.map(|sealed| sealed.bytes.len()).sum::<usize>()
    }
}
