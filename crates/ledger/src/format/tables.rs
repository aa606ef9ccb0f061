//! The SQLite file: names and keys that reader and verifier have in common.
//!
//! Promises: the layout and the keys `FORMAT.md` describes. Holds no SQL: writer and verifier each
//! have theirs.

/// SQLite's `application_id` of a ledger: `"WCL1"` as a big-endian number.
pub const APPLICATION_ID: i32 = i32::from_be_bytes(*b"WCL1");
/// SQLite's `user_version`: the version of the tables.
pub const TABLES_VERSION: i32 = 1;
/// Bits of a record's key that hold its number; the stream's number stands above them.
pub const SEQ_BITS: u32 = 40;
/// Highest number a record can have.
pub const SEQ_MAX: u64 = (1 << SEQ_BITS) - 1;
/// Highest number a stream can have.
pub const STREAM_NO_MAX: i64 = (1 << 22) - 1;
/// Lowest level of Merkle node that is stored. Below it a node is computed from at most 256
/// record hashes, well under a millisecond; stored, each level would be a page more to sync with
/// every commit. Files that hold lower ones too are read as if they did not.
pub const STORED_LEVEL: u32 = 8;

/// Key of a record: the stream's number, then the record's.
#[must_use]
pub fn record_key(stream_no: i64, seq: u64) -> i64 {
    (stream_no << SEQ_BITS) | seq.min(SEQ_MAX) as i64
}

/// Fingerprint of a request id: the first 8 bytes of its SHA-256. Ids that share one are told
/// apart by their records.
#[must_use]
pub fn request_print(request_id: &str) -> i64 {
    let hash = super::Suite::Sha256.hash(&[request_id.as_bytes()]);
    let mut first = [0; 8];
    first.copy_from_slice(&hash.as_bytes()[..8]);
    i64::from_be_bytes(first)
}

/// Stream's number and record's number of a key.
#[must_use]
pub fn split_key(key: i64) -> (i64, u64) {
    (key >> SEQ_BITS, key as u64 & SEQ_MAX)
}
