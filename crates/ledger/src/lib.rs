//! Append-only hash-chained log.
//!
//! Promises: an acknowledged record is on disk, and nobody changes it unseen; a request counts
//! once; a fault stops writing rather than lying. `FORMAT.md` describes every stored byte.
//! Deliberately does not: know what a record means, keep files, restore backups, or serve a
//! network.
//!
//! ```
//! use ledger::{Batch, Day, Draft, MemoryStore, Options, Reader, Store};
//!
//! let store = MemoryStore::new(Options::default());
//! let draft = Draft {
//!     effective_on: Day::from_ymd(2026, 5, 18).unwrap(),
//!     source_as_of: None,
//!     actor: "account-7".to_owned(),
//!     kind: "TargetAdjusted".to_owned(),
//!     version: 1,
//!     payload_commitments: Vec::new(),
//!     body: b"facts".to_vec(),
//! };
//! let appended = store.append(Batch::new("zone-1", Some(0), "request-1", vec![draft]))?;
//! assert_eq!(appended.last, 1);
//! assert_eq!(store.head("zone-1")?.chain, appended.hash);
//! # Ok::<(), ledger::Error>(())
//! ```

#![warn(missing_docs)]

mod admit;
mod batch;
mod chain;
mod clock;
pub mod conformance;
mod encode;
mod error;
mod fault_point;
pub mod format;
pub mod limits;
mod memory;
mod merkle;
mod options;
mod payload;
mod pending;
mod proof;
mod sqlite;
mod store;
mod upcast;

pub use batch::{Appended, Batch, Draft, Purge, Snapshot, StreamInfo};
pub use clock::Clock;
pub use error::{Damage, Error, Fault, Refusal, Wrong};
pub use fault_point::{Failure, FaultPoint, Op};
pub use format::{Consistency, Day, Hash, Head, Receipt, Record, Suite, TreeStep};
pub use memory::MemoryStore;
pub use options::Options;
pub use payload::{Entropy, OsEntropy, PayloadState, SALT_BYTES, Sealed, seal};
pub use pending::{Answer, Pending};
pub use sqlite::{Backup, SqliteReader, SqliteStore};
pub use store::{Check, Reader, Store};
pub use upcast::{Upcaster, Upcasters};
