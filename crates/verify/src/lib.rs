//! Checks a log and its proofs offline, sharing only the format with the writer.
//!
//! Promises: `verify_file` recomputes every hash from the stored bytes, opens the file for
//! reading only, works beside a running server, and names the first bad record of each stream.
//! Proofs are checked with code of this crate alone. Of the `ledger` crate it uses the `format`
//! module and nothing else; a test reads these sources and says so.
//!
//! Deliberately does not: repair anything, say who did it, or trust a ledger that only agrees
//! with itself: a chain rewritten from some record on shows only against a head that was kept
//! elsewhere (`KeptHead`).

#![warn(missing_docs)]

mod file;
mod finding;
mod kept;
mod open;
mod payloads;
mod proof;
mod tree;
mod walk;

pub use file::{Options, Report, StreamReport, verify_file};
pub use finding::{Finding, What};
pub use kept::{Kept, KeptError, KeptHead};
pub use ledger::format::{Consistency, Hash, Head, Receipt, Record, Suite, TreeStep};
pub use open::OpenError;
pub use proof::{ProofError, verify_consistency, verify_receipt, verify_record};
