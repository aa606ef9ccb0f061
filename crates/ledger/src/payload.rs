//! Payloads: texts, names and other bytes that must be able to go.
//!
//! Promises: the chain holds only a commitment, salted so that a guess cannot be confirmed once
//! salt and bytes are purged. Does not encrypt, and keeps no files.

use crate::error::Error;
use crate::format::{Hash, Suite};

/// Bytes of a salt.
pub const SALT_BYTES: usize = 32;

/// A payload with its salt and commitment, ready to append.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sealed {
    /// The commitment records hold.
    pub commitment: Hash,
    /// Suite of the commitment.
    pub suite: Suite,
    /// The salt.
    pub salt: [u8; SALT_BYTES],
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Opaque ids of the people it is about.
    pub subjects: Vec<String>,
}

/// What is left of a payload.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PayloadState {
    /// The bytes, checked against the commitment.
    Present {
        /// The bytes.
        bytes: Vec<u8>,
        /// Opaque ids of the people it is about.
        subjects: Vec<String>,
    },
    /// Purged: bytes, salt and subjects are gone.
    Purged {
        /// The reason given.
        reason: String,
        /// When, in microseconds since 1970.
        purged_at: i64,
    },
    /// Never appended here.
    Missing,
}

/// Where salts come from.
pub trait Entropy {
    /// Fills the buffer with random bytes.
    ///
    /// # Errors
    /// `ledger/entropy` if the source gives none.
    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Error>;
}

/// The operating system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Error> {
        getrandom::fill(buffer).map_err(Error::entropy)
    }
}

/// Seals bytes under a fresh salt.
///
/// # Errors
/// `ledger/entropy` if no salt could be drawn.
pub fn seal(
    suite: Suite,
    bytes: Vec<u8>,
    subjects: Vec<String>,
    entropy: &mut dyn Entropy,
) -> Result<Sealed, Error> {
    let mut salt = [0; SALT_BYTES];
    entropy.fill(&mut salt)?;
    let commitment = suite.commitment(&salt, &bytes);
    Ok(Sealed {
        commitment,
        suite,
        salt,
        bytes,
        subjects,
    })
}
