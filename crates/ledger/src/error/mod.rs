//! What can go wrong, in two kinds that are never mixed.
//!
//! Promises: a `Refusal` is the caller's to change; a `Fault` is the machine's. A bug is neither:
//! it is an assertion. Every error has a code, a cause and a remedy in Chinese and English.

mod damage;
mod fault;
mod refusal;

pub use damage::{Damage, Wrong};
pub use fault::Fault;
pub use refusal::Refusal;

use std::fmt;
use std::sync::Arc;

/// Any error of the ledger.
#[derive(Clone, Debug)]
pub enum Error {
    /// The request cannot be met as it stands.
    Refused(Refusal),
    /// The machine failed.
    Fault(Fault),
}

impl Error {
    /// The code: stable, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Fault(fault) => fault.code(),
        }
    }

    /// The cause, in Chinese.
    #[must_use]
    pub fn message_zh(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.message_zh(),
            Self::Fault(fault) => fault.message_zh(),
        }
    }

    /// The cause, in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.message_en(),
            Self::Fault(fault) => fault.message_en(),
        }
    }

    /// What to do about it, in Chinese.
    #[must_use]
    pub fn remedy_zh(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.remedy_zh(),
            Self::Fault(fault) => fault.remedy_zh(),
        }
    }

    /// What to do about it, in English.
    #[must_use]
    pub fn remedy_en(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.remedy_en(),
            Self::Fault(fault) => fault.remedy_en(),
        }
    }

    /// True for a refusal.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    pub(crate) fn entropy(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Fault(Fault::Entropy {
            source: Arc::new(source),
        })
    }

    pub(crate) fn stopped(cause: &str) -> Self {
        Self::Fault(Fault::Stopped {
            cause: cause.to_owned(),
        })
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Damage> for Error {
    fn from(damage: Damage) -> Self {
        Self::Fault(Fault::Damaged(damage))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message_en())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Fault(Fault::Io { source, .. } | Fault::Entropy { source }) => {
                Some(source.as_ref())
            }
            _ => None,
        }
    }
}
