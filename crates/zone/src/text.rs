//! Free text, names of people and names of files: kept outside the events, under commitments.
//!
//! The state holds only a [`TextRef`]; `decide`, `apply` and the state digest never read the
//! text itself. A view is given a [`Texts`] to show it, or the word that it was purged.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The salted commitment of a text (32 bytes, written as 64 hexadecimal digits).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRef(pub [u8; 32]);

impl fmt::Display for TextRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for TextRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextRef({self})")
    }
}

/// The text given is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a commitment of 64 hexadecimal digits")]
pub struct NotACommitment;

impl FromStr for TextRef {
    type Err = NotACommitment;

    fn from_str(text: &str) -> Result<Self, NotACommitment> {
        if text.len() != 64 || !text.is_ascii() {
            return Err(NotACommitment);
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            let pair = &text[at * 2..at * 2 + 2];
            *byte = u8::from_str_radix(pair, 16).map_err(|_| NotACommitment)?;
        }
        Ok(TextRef(bytes))
    }
}

impl Serialize for TextRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for TextRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            text.parse().map_err(serde::de::Error::custom)
        } else {
            <[u8; 32]>::deserialize(deserializer).map(TextRef)
        }
    }
}

/// What a commitment leads to today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundText {
    /// The text, checked against its commitment.
    Text(Arc<str>),
    /// It was purged; the reason is kept.
    Purged(Arc<str>),
    /// It could not be read; the page says so rather than showing nothing.
    Missing,
}

impl FoundText {
    /// The text to show, in the language asked for.
    pub fn shown(&self, lang: crate::Lang) -> String {
        match self {
            FoundText::Text(text) => text.to_string(),
            FoundText::Purged(reason) => {
                let told = crate::purge::told(reason);
                lang.pick(
                    || format!("（已清除：{}）", told.zh),
                    || format!("(purged: {})", told.en),
                )
            }
            FoundText::Missing => {
                lang.pick(|| "（原文缺失）".to_owned(), || "(text missing)".to_owned())
            }
        }
    }

    /// The text itself, if it is there.
    pub fn text(&self) -> Option<&str> {
        match self {
            FoundText::Text(text) => Some(text),
            FoundText::Purged(_) | FoundText::Missing => None,
        }
    }
}

/// Looks texts up by commitment.
pub trait Texts {
    /// What the commitment leads to.
    fn find(&self, text: TextRef) -> FoundText;
}

/// Makes commitments for new texts; the caller stores what it was given.
pub trait Sealer {
    /// Takes a text that mentions `about` and answers with its commitment.
    fn seal(&mut self, text: &str, about: &[crate::PersonId]) -> TextRef;
}

/// A store of texts in memory, for tests: the commitment is an unsalted hash.
#[derive(Debug, Default, Clone)]
pub struct TextTable(std::collections::BTreeMap<TextRef, Arc<str>>);

impl Texts for TextTable {
    fn find(&self, text: TextRef) -> FoundText {
        match self.0.get(&text) {
            Some(found) => FoundText::Text(Arc::clone(found)),
            None => FoundText::Missing,
        }
    }
}

impl Sealer for TextTable {
    fn seal(&mut self, text: &str, _about: &[crate::PersonId]) -> TextRef {
        use sha2::Digest as _;
        let key = TextRef(sha2::Sha256::digest(text.as_bytes()).into());
        self.0.insert(key, Arc::from(text));
        key
    }
}
