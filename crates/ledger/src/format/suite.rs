//! Hash suites, and every hash the format defines.
//!
//! Promises: each use of a hash has its own first bytes, so that a leaf can never pass for a
//! node, a payload for a record, or a head for a bridge. Does not choose a suite: the record
//! names it.

use sha2::Digest;
use std::fmt;

/// Bytes of every hash: both suites give 256 bits.
pub const HASH_BYTES: usize = 32;
/// First byte of the input of a leaf hash (RFC 9162, section 2.1.1).
pub const LEAF_PREFIX: u8 = 0x00;
/// First byte of the input of a node hash (RFC 9162, section 2.1.1).
pub const NODE_PREFIX: u8 = 0x01;
/// First bytes of the input of a payload commitment.
pub const PAYLOAD_TAG: &[u8; 4] = b"WCP1";
/// First bytes of a bridge: the leaf that carries a closed tree into the next one.
pub const BRIDGE_TAG: &[u8; 4] = b"WCB1";

/// A 256-bit hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Hash(pub [u8; HASH_BYTES]);

impl Hash {
    /// What stands before the first record of a stream.
    pub const ZERO: Self = Self([0; HASH_BYTES]);

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Reads a hash from exactly 32 bytes.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut out = [0; HASH_BYTES];
        hex::decode_to_slice(text, &mut out).ok()?;
        Some(Self(out))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The hash suite a record, a payload or a tree is under.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord, Default)]
pub enum Suite {
    /// SHA-256 (FIPS 180-4): the default.
    #[default]
    Sha256,
    /// SM3 (GB/T 32905-2016): where commercial-cipher rules ask for it.
    Sm3,
}

impl Suite {
    /// All suites.
    pub const ALL: [Self; 2] = [Self::Sha256, Self::Sm3];

    /// The byte that names the suite in a frame.
    #[must_use]
    pub fn id(self) -> u8 {
        match self {
            Self::Sha256 => 1,
            Self::Sm3 => 2,
        }
    }

    /// The suite a byte names.
    #[must_use]
    pub fn from_id(id: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.id() == id)
    }

    /// The name shown to people and used in settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sm3 => "sm3",
        }
    }

    /// The suite of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.name() == name)
    }

    /// Hashes the parts as one run of bytes.
    #[must_use]
    pub fn hash(self, parts: &[&[u8]]) -> Hash {
        match self {
            Self::Sha256 => digest::<sha2::Sha256>(parts),
            Self::Sm3 => digest::<sm3::Sm3>(parts),
        }
    }

    /// Hash of a record: over its frame, which begins with its own tag.
    #[must_use]
    pub fn record(self, frame: &[u8]) -> Hash {
        self.hash(&[frame])
    }

    /// Hash of a Merkle leaf. The leaf of a record is its hash, not its frame.
    #[must_use]
    pub fn leaf(self, data: &[u8]) -> Hash {
        self.hash(&[&[LEAF_PREFIX], data])
    }

    /// Hash of a Merkle node over its two children.
    #[must_use]
    pub fn node(self, left: &Hash, right: &Hash) -> Hash {
        self.hash(&[&[NODE_PREFIX], left.as_bytes(), right.as_bytes()])
    }

    /// Root of the tree without leaves.
    #[must_use]
    pub fn empty_root(self) -> Hash {
        self.hash(&[])
    }

    /// Salted commitment to a payload. The salt's length stands before it, so that no byte can
    /// move between salt and payload.
    #[must_use]
    pub fn commitment(self, salt: &[u8], bytes: &[u8]) -> Hash {
        let length = (salt.len() as u64).to_be_bytes();
        self.hash(&[PAYLOAD_TAG, &length, salt, bytes])
    }
}

/// The first leaf of a tree that follows a closed one: `"WCB1"`, suite of the closed tree
/// (1 byte), its number (4), its size (8), its root (32); numbers are big-endian.
#[must_use]
pub fn bridge(closed: Suite, tree: u32, size: u64, root: &Hash) -> Vec<u8> {
    let mut out = Vec::with_capacity(4 + 1 + 4 + 8 + HASH_BYTES);
    out.extend_from_slice(BRIDGE_TAG);
    out.push(closed.id());
    out.extend_from_slice(&tree.to_be_bytes());
    out.extend_from_slice(&size.to_be_bytes());
    out.extend_from_slice(root.as_bytes());
    out
}

fn digest<D: Digest>(parts: &[&[u8]]) -> Hash {
    let mut hasher = D::new();
    for part in parts {
        hasher.update(part);
    }
    let mut out = [0; HASH_BYTES];
    out.copy_from_slice(&hasher.finalize());
    Hash(out)
}

#[cfg(test)]
mod tests {
    use super::{Hash, Suite, bridge};

    fn check(suite: Suite, input: &[u8], wanted: &str) {
        assert_eq!(suite.hash(&[input]).to_string(), wanted);
        // In parts it is the same run of bytes.
        let (left, right) = input.split_at(input.len() / 3);
        assert_eq!(suite.hash(&[left, right]).to_string(), wanted);
    }

    /// FIPS 180-4, examples of one and of two blocks, and the empty input.
    #[test]
    fn sha256_vectors() {
        let check = |input: &[u8], wanted| check(Suite::Sha256, input, wanted);
        check(
            b"",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        );
        check(
            b"abc",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        );
        check(
            b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        );
    }

    /// GB/T 32905-2016, annex A, examples 1 and 2.
    #[test]
    fn sm3_vectors() {
        let check = |input: &[u8], wanted| check(Suite::Sm3, input, wanted);
        check(
            b"abc",
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        );
        check(
            &b"abcd".repeat(16),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
        );
    }

    #[test]
    fn names_and_bytes_are_frozen() {
        for (suite, id, name) in [(Suite::Sha256, 1, "sha256"), (Suite::Sm3, 2, "sm3")] {
            assert_eq!((suite.id(), suite.name()), (id, name));
            assert_eq!(
                (Suite::from_id(id), Suite::from_name(name)),
                (Some(suite), Some(suite))
            );
        }
        assert_eq!((Suite::from_id(0), Suite::from_name("md5")), (None, None));
        assert_eq!(bridge(Suite::Sm3, 1, 2, &Hash::ZERO).len(), 49);
    }

    #[test]
    fn no_byte_moves_between_salt_and_payload() {
        let suite = Suite::Sha256;
        assert_ne!(suite.commitment(b"ab", b"c"), suite.commitment(b"a", b"bc"));
        assert_ne!(suite.leaf(b"x"), suite.record(b"x"));
    }
}
