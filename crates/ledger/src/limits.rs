//! Every limit of the ledger, in one place.
//!
//! Promises: nothing is lost at a limit; going over one is a refusal that names the limit.
//! Deliberately not here: limits of the host (queues per zone) and of the service (uploads).

use std::time::Duration;

/// Longest stream name in bytes: a zone's id, `security`, `portal`.
pub const STREAM_BYTES_MAX: usize = 128;
/// Longest actor in bytes: an opaque account id, never a person's name.
pub const ACTOR_BYTES_MAX: usize = 128;
/// Longest request id in bytes: room for a UUID with a prefix.
pub const REQUEST_BYTES_MAX: usize = 128;
/// Longest kind of record in bytes.
pub const KIND_BYTES_MAX: usize = 96;
/// Longest body of one record: facts only; texts and files are payloads.
pub const BODY_BYTES_MAX: usize = 4 << 20;
/// Payloads one record may commit to.
pub const COMMITMENTS_MAX: usize = 4_096;
/// Largest payload: long texts, not files (files live outside the ledger).
pub const PAYLOAD_BYTES_MAX: usize = 4 << 20;
/// People one payload may be about.
pub const SUBJECTS_MAX: usize = 256;
/// Longest id of a subject in bytes.
pub const SUBJECT_BYTES_MAX: usize = 128;
/// Longest reason of a purge in bytes.
pub const REASON_BYTES_MAX: usize = 1_024;
/// Records in one batch: an import of a whole year's ledgers is cut below this.
pub const BATCH_RECORDS_MAX: usize = 10_000;
/// Bytes of bodies and payloads in one batch.
pub const BATCH_BYTES_MAX: usize = 64 << 20;
/// Jobs waiting for the writer; beyond it an append is refused as busy.
pub const QUEUE_JOBS_MAX: usize = 4_096;
/// Batches in one group commit. More would only delay the first one's answer.
pub const GROUP_JOBS_MAX: usize = 512;
/// Bytes after which a group takes no further batch.
pub const GROUP_BYTES_MAX: usize = 16 << 20;
/// Batches a group may have for the writer to answer them itself.
pub const TOLD_BY_WRITER: usize = 4;
/// A group that took so long is followed by one of all callers; a quicker one by one of half of
/// them. To wake 64 callers and hear from them again takes about an eighth of this.
pub const GATHER_FROM: Duration = Duration::from_millis(4);
/// A group waits for callers of the one before it for at most this part of what that one took.
pub const GATHER_SHARE: u32 = 4;
/// Longest such wait, however slow the disk.
pub const GATHER_MAX: Duration = Duration::from_millis(2);
/// Records handed out by one read; ask again from the next sequence number.
pub const READ_RECORDS_MAX: usize = 10_000;
/// Records per stream checked when a file is opened. A thousand costs milliseconds and
/// covers what a crash can touch; older records are checked on demand and on every read.
pub const OPEN_CHECK_RECORDS: u64 = 1_000;
/// Snapshots kept per stream; the oldest go first. They are a cache.
pub const SNAPSHOTS_KEPT: usize = 8;
/// Largest snapshot in bytes (SQLite's own limit on one value is 1 GB).
pub const SNAPSHOT_BYTES_MAX: usize = 512 << 20;
/// Longest key of the `meta` table in bytes.
pub const META_KEY_BYTES_MAX: usize = 128;
/// Longest value of the `meta` table in bytes.
pub const META_VALUE_BYTES_MAX: usize = 1 << 20;
/// Bytes written to the write-ahead log before the writer folds it into the file.
pub const CHECKPOINT_BYTES: usize = 4 << 20;
/// Groups written before the writer folds the write-ahead log into the file.
pub const CHECKPOINT_GROUPS: u32 = 512;
/// Requests looked up in memory before they are taken into the index together.
pub const REQUEST_TAIL_MAX: usize = 65_536;
/// Idle read connections kept open.
pub const READERS_IDLE_MAX: usize = 8;
/// Milliseconds to wait for a lock another program holds on the database.
pub const BUSY_WAIT_MS: u64 = 5_000;

const _: () = assert!(COMMITMENTS_MAX <= u16::MAX as usize);
const _: () = assert!(BATCH_BYTES_MAX >= BODY_BYTES_MAX + PAYLOAD_BYTES_MAX);
const _: () = assert!(GROUP_JOBS_MAX <= QUEUE_JOBS_MAX);
