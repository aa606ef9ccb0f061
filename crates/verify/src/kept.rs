//! A head somebody kept outside the ledger: on a printed chart, in a bulletin, with an auditor.
//!
//! Promises: reads what a person copies from paper. A kept head is the only thing that shows a
//! ledger rewritten as a whole.

use ledger::format::{Hash, Head, normal_code};
use std::str::FromStr;
use thiserror::Error;

/// A head kept elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptHead {
    /// Its stream; `None` if the ledger's only stream is meant.
    pub stream: Option<String>,
    /// Number of its last record.
    pub seq: u64,
    /// What was kept of it.
    pub kept: Kept,
}

/// What was kept of a head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kept {
    /// The short code, with its dashes.
    Code(String),
    /// A full hash: of the last record, of the root, or of the head's digest.
    Hash(Hash),
}

/// Why a text is no kept head.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("a kept head reads SEQ:CODE or STREAM@SEQ:CODE, the code as printed or 64 hex digits")]
pub struct KeptError;

impl KeptError {
    /// The code: stable, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "verify/kept-head-unreadable"
    }

    /// The cause and what to do, in Chinese.
    #[must_use]
    pub fn message_zh(&self) -> &'static str {
        "链头应写作“序号:短码”或“流名@序号:短码”，短码照印件抄写，或写 64 位十六进制哈希"
    }
}

impl KeptHead {
    /// Whether a head is the one that was kept.
    pub(crate) fn matches(&self, head: &Head) -> bool {
        match &self.kept {
            Kept::Code(code) => head.code() == *code,
            Kept::Hash(hash) => [head.chain, head.root, head.digest()].contains(hash),
        }
    }
}

impl FromStr for KeptHead {
    type Err = KeptError;

    fn from_str(text: &str) -> Result<Self, KeptError> {
        let (place, kept) = text.trim().rsplit_once([':', '：']).ok_or(KeptError)?;
        let (stream, seq) = match place.rsplit_once('@') {
            Some((stream, seq)) => (Some(stream.to_owned()), seq),
            None => (None, place),
        };
        let seq = seq.trim().parse().map_err(|_| KeptError)?;
        let kept = match Hash::from_hex(kept.trim()) {
            Some(hash) => Kept::Hash(hash),
            None => Kept::Code(normal_code(kept).ok_or(KeptError)?),
        };
        Ok(Self { stream, seq, kept })
    }
}
