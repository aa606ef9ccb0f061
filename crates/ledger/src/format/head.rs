//! The head of a stream, and the proofs that speak of it.
//!
//! Promises: two heads with the same code are, for all that 80 bits can promise, the same head.
//! Only data here: the writer makes proofs elsewhere, and the verifier checks them with code of
//! its own.

use super::{Hash, Suite};

/// First bytes of the input of a head's digest.
pub const HEAD_TAG: &[u8; 4] = b"WCH1";
/// Characters of a short code: Crockford's base 32, without I, L, O and U.
pub const CODE_ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters in a short code, dashes not counted: 80 bits.
pub const CODE_CHARS: usize = 16;

/// The state of a stream after its record `seq`. `seq` 0 is the empty stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The stream.
    pub stream: String,
    /// Number of its last record; records count from 1.
    pub seq: u64,
    /// Hash of the last record: the end of the chain. Zero for the empty stream.
    pub chain: Hash,
    /// Suite of the tree the last record is in.
    pub suite: Suite,
    /// Number of that tree, from 0.
    pub tree: u32,
    /// Leaves in that tree, the bridge counted.
    pub tree_size: u64,
    /// Root of that tree.
    pub root: Hash,
    /// When the last record was written, in microseconds since 1970. Not part of the digest: it
    /// is inside the record already.
    pub recorded_at: i64,
}

impl Head {
    /// The head of a stream without records.
    #[must_use]
    pub fn empty(stream: &str, suite: Suite) -> Self {
        let root = suite.empty_root();
        let stream = stream.to_owned();
        Self {
            stream,
            seq: 0,
            chain: Hash::ZERO,
            suite,
            tree: 0,
            tree_size: 0,
            root,
            recorded_at: 0,
        }
    }

    /// Digest of the head under its own suite: `"WCH1"`, suite (1 byte), length of the stream's
    /// name (2), name, seq (8), chain (32), tree (4), tree size (8), root (32).
    #[must_use]
    pub fn digest(&self) -> Hash {
        let name = self.stream.as_bytes();
        self.suite.hash(&[
            HEAD_TAG,
            &[self.suite.id()],
            &(name.len() as u16).to_be_bytes(),
            name,
            &self.seq.to_be_bytes(),
            self.chain.as_bytes(),
            &self.tree.to_be_bytes(),
            &self.tree_size.to_be_bytes(),
            self.root.as_bytes(),
        ])
    }

    /// The short code for printing, such as `7Q2M-0KXD-9VWA-31TE`: the first 80 bits of the digest.
    #[must_use]
    pub fn code(&self) -> String {
        let digest = self.digest();
        let mut out = String::with_capacity(CODE_CHARS + 3);
        for at in 0..CODE_CHARS {
            if at > 0 && at % 4 == 0 {
                out.push('-');
            }
            out.push(char::from(CODE_ALPHABET[five_bits(&digest, at)]));
        }
        out
    }
}

/// Reads a short code as a person may have typed it: case, spaces and dashes do not matter, and
/// O, I and L are taken for 0, 1 and 1. Gives the sixteen characters with their dashes.
#[must_use]
pub fn normal_code(text: &str) -> Option<String> {
    let mut out = String::with_capacity(CODE_CHARS + 3);
    let mut count = 0;
    for c in text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '—'))
    {
        let c = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let known = u8::try_from(c).is_ok_and(|byte| CODE_ALPHABET.contains(&byte));
        if !known || count == CODE_CHARS {
            return None;
        }
        if count > 0 && count % 4 == 0 {
            out.push('-');
        }
        out.push(c);
        count += 1;
    }
    (count == CODE_CHARS).then_some(out)
}

fn five_bits(hash: &Hash, at: usize) -> usize {
    let bit = at * 5;
    let pair = u16::from_be_bytes([hash.0[bit / 8], hash.0[bit / 8 + 1]]);
    usize::from(pair >> (11 - bit % 8)) & 31
}

/// A leaf's way to the root of one tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TreeStep {
    /// Suite of the tree.
    pub suite: Suite,
    /// Number of the tree.
    pub tree: u32,
    /// The leaf's index in the tree, from 0.
    pub index: u64,
    /// Leaves in the tree.
    pub size: u64,
    /// RFC 9162 inclusion path, from the leaf upwards.
    pub path: Vec<Hash>,
}

/// Proof that a record is under a head. One step per tree: the first from the record to its
/// tree's root, the others from each bridge (leaf 0) to the root of its tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// Number of the record.
    pub seq: u64,
    /// Hash of the record.
    pub record: Hash,
    /// The head it is under.
    pub head: Head,
    /// The steps, at least one.
    pub steps: Vec<TreeStep>,
}

/// Proof that one head grew into another without any change of what was there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Consistency {
    /// The older head.
    pub old: Head,
    /// The newer head.
    pub new: Head,
    /// Leaves in the older head's tree when it was closed, or in the newer head.
    pub size: u64,
    /// Root of that tree at that size.
    pub root: Hash,
    /// RFC 9162 consistency path between the two sizes of the older head's tree.
    pub path: Vec<Hash>,
    /// One step per later tree, from its bridge (leaf 0) to its root.
    pub bridges: Vec<TreeStep>,
}

#[cfg(test)]
mod tests {
    use super::{Hash, Head, Suite, normal_code};
    use proptest::prelude::*;

    fn head(seq: u64, suite: Suite) -> Head {
        let (chain, root) = (Hash([1; 32]), Hash([2; 32]));
        let stream = "开发区".to_owned();
        Head {
            stream,
            seq,
            chain,
            suite,
            tree: 0,
            tree_size: seq,
            root,
            recorded_at: 5,
        }
    }

    /// Codes on paper must be read by every later program: these never change.
    #[test]
    fn codes_are_frozen() {
        expect_test::expect!["ZT3T-VP91-6NPA-CNSZ"].assert_eq(&head(7, Suite::Sha256).code());
        expect_test::expect!["D6WT-NB79-GP2M-17HK"].assert_eq(&head(7, Suite::Sm3).code());
    }

    #[test]
    fn every_field_counts() {
        let one = head(7, Suite::Sha256);
        let changes: [fn(&mut Head); 7] = [
            |head| head.stream.push('x'),
            |head| head.seq += 1,
            |head| head.chain.0[31] ^= 1,
            |head| head.suite = Suite::Sm3,
            |head| head.tree += 1,
            |head| head.tree_size += 1,
            |head| head.root.0[31] ^= 1,
        ];
        for change in changes {
            let mut other = one.clone();
            change(&mut other);
            assert_ne!(one.code(), other.code());
        }
    }

    proptest! {
        #[test]
        fn a_code_reads_back(seq in any::<u64>()) {
            let code = head(seq, Suite::Sha256).code();
            prop_assert_eq!(normal_code(&code), Some(code.clone()));
            let typed = code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            prop_assert_eq!(normal_code(&typed), Some(code.clone()));
            prop_assert_eq!(normal_code(&code[1..]), None);
            prop_assert_eq!(normal_code(&format!("{code}7")), None);
        }
    }
}
