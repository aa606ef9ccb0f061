//! Limits of the host, each with its reason.

/// Events between two snapshots: replaying them takes well under a second.
pub(crate) const EVENTS_A_SNAPSHOT: u64 = 5_000;

/// Events between two checkpoints of the past kept in memory.
pub(crate) const EVENTS_A_CHECKPOINT: u64 = 1_000;

/// Checkpoints kept in memory. They share structure, so each costs what changed since the last.
pub(crate) const CHECKPOINTS_MAX: usize = 128;

/// Texts kept in memory. At the length of a line of Chinese this is about 20 MiB.
pub(crate) const TEXTS_MAX: usize = 100_000;

/// Records read at a time while replaying.
pub(crate) const READ_BATCH: usize = 2_000;

/// Size of a kept file: the limit of an upload.
pub(crate) const FILE_BYTES_MAX: u64 = 20 * 1024 * 1024;

/// Encoding of snapshots; another number makes old ones unreadable, which only costs a replay.
pub(crate) const SNAPSHOT_FORMAT: u32 = 1;

/// How often a command is decided again because a batch queued before it did not come about.
/// Each time the state is read anew, so a second try all but always succeeds.
pub(crate) const TRIES_MAX: u32 = 8;
