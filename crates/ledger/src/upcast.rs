//! Upcasters: how the body of an old record becomes one of the present version.
//!
//! Promises: stored bytes never change; raising happens after reading, one version at a time.
//! Does not know what the bytes mean.

use crate::error::{Error, Fault, Refusal};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Turns a body of one version into a body of the next; says why if it cannot.
pub type Upcaster = fn(&[u8]) -> Result<Vec<u8>, String>;

/// The kinds a program knows, their present versions and the ways up to them.
#[derive(Clone, Debug, Default)]
pub struct Upcasters {
    kinds: BTreeMap<&'static str, (u32, Vec<Upcaster>)>,
}

impl Upcasters {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a kind whose first version is `first`; each step leads one version up, so that the
    /// present version is `first` plus the number of steps.
    ///
    /// # Panics
    /// If the kind is there already: a bug in the caller's table.
    #[must_use]
    pub fn kind(mut self, kind: &'static str, first: u32, steps: &[Upcaster]) -> Self {
        let before = self.kinds.insert(kind, (first, steps.to_vec()));
        assert!(before.is_none(), "kind {kind} registered twice");
        self
    }

    /// The present version of a kind.
    #[must_use]
    pub fn current(&self, kind: &str) -> Option<u32> {
        self.kinds
            .get(kind)
            .map(|(first, steps)| first + steps.len() as u32)
    }

    /// Raises a body to the present version of its kind.
    ///
    /// # Errors
    /// `ledger/kind-unknown`, `ledger/event-too-new`, or `ledger/event-unreadable` if an upcaster
    /// gives up or the version is older than the first one known.
    pub fn raise<'a>(
        &self,
        kind: &str,
        version: u32,
        body: &'a [u8],
    ) -> Result<Cow<'a, [u8]>, Error> {
        let Some((first, steps)) = self.kinds.get(kind) else {
            return Err(Refusal::KindUnknown {
                kind: kind.to_owned(),
            }
            .into());
        };
        let known = first + steps.len() as u32;
        if version > known {
            return Err(Refusal::EventTooNew {
                kind: kind.to_owned(),
                version,
                known,
            }
            .into());
        }
        let unreadable = |version, why| Fault::Upcast {
            kind: kind.to_owned(),
            version,
            why,
        };
        let Some(skip) = version.checked_sub(*first) else {
            let why = format!("the first version known is {first}");
            return Err(unreadable(version, why).into());
        };
        let mut out = Cow::Borrowed(body);
        for (at, step) in steps.iter().enumerate().skip(skip as usize) {
            let raised = step(&out).map_err(|why| unreadable(first + at as u32, why))?;
            out = Cow::Owned(raised);
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::Upcasters;

    fn registry() -> Upcasters {
        Upcasters::new().kind(
            "a",
            1,
            &[
                |body| Ok([body, b"2"].concat()),
                |body| {
                    if body.is_empty() {
                        Err("empty".to_owned())
                    } else {
                        Ok([body, b"3"].concat())
                    }
                },
            ],
        )
    }

    #[test]
    fn raises_one_version_at_a_time() {
        let known = registry();
        assert_eq!(known.current("a"), Some(3));
        assert_eq!(known.raise("a", 1, b"x").expect("known").as_ref(), b"x23");
        assert_eq!(known.raise("a", 2, b"x").expect("known").as_ref(), b"x3");
        assert_eq!(known.raise("a", 3, b"x").expect("known").as_ref(), b"x");
    }

    #[test]
    fn says_what_it_cannot_raise() {
        let known = registry();
        let code = |kind, version, body: &[u8]| {
            known
                .raise(kind, version, body)
                .expect_err("cannot be raised")
                .code()
        };
        assert_eq!(code("b", 1, b"x"), "ledger/kind-unknown");
        assert_eq!(code("a", 4, b"x"), "ledger/event-too-new");
        assert_eq!(code("a", 0, b"x"), "ledger/event-unreadable");
        assert_eq!(code("a", 2, b""), "ledger/event-unreadable");
    }
}
