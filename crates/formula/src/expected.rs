//! What a rule editor demands of a formula's result.
//!
//! Promises to name every text literal that could become the result and is not allowed. Does not
//! try to prove anything about texts that are computed: those are a problem of their own.

use crate::types::Type;

/// The result a formula must have: a type and, for text, the closed list of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    pub(crate) ty: Type,
    pub(crate) allowed: Option<Vec<String>>,
}

impl Expected {
    /// Any value of a type. Pure numbers pass for any dimensionless unit.
    #[must_use]
    pub fn of(ty: Type) -> Expected {
        Expected { ty, allowed: None }
    }

    /// One of these texts, e.g. the colours of a light.
    #[must_use]
    pub fn one_of<S: Into<String>>(texts: impl IntoIterator<Item = S>) -> Expected {
        let allowed = texts.into_iter().map(Into::into).collect();
        Expected {
            ty: Type::Text,
            allowed: Some(allowed),
        }
    }
}
