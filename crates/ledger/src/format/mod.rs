//! The stored format: frames, hashes, heads and the tables they lie in (`FORMAT.md`).
//!
//! Promises: everything a second program needs to read and check a ledger, and nothing of how it
//! is written. This is the one module the `verify` crate may use, so nothing here appends,
//! encodes frames, builds trees or makes proofs.

mod day;
mod frame;
mod head;
mod suite;
pub mod tables;

pub use day::Day;
pub use frame::{FRAME_TAG, FRAME_VERSION, FrameError, Record};
pub use head::{
    CODE_ALPHABET, CODE_CHARS, Consistency, HEAD_TAG, Head, Receipt, TreeStep, normal_code,
};
pub use suite::{
    BRIDGE_TAG, HASH_BYTES, Hash, LEAF_PREFIX, NODE_PREFIX, PAYLOAD_TAG, Suite, bridge,
};
