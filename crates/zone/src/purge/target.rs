//! What a purge names.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::IdError;
use crate::{AttachmentId, CommentId, PersonId, PurgeId, TextRef, Words, Zone};

/// 清除对象: a thing whose texts are to go. Written `K3`, `A7`, `R4`, and `#1234` for a record,
/// which is read without its mark too: a shell takes what follows one for a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PurgeTarget {
    /// A comment, in every version.
    Comment(CommentId),
    /// A file with its name and what a photo tells of itself.
    Attachment(AttachmentId),
    /// A person's name.
    Person(PersonId),
    /// The texts of one record.
    Record(u64),
}

impl PurgeTarget {
    /// Whether the zone has it.
    pub fn exists(self, zone: &Zone) -> bool {
        match self {
            PurgeTarget::Comment(id) => zone.comments.contains_key(&id),
            PurgeTarget::Attachment(id) => zone.attachments.contains_key(&id),
            PurgeTarget::Person(id) => zone.people.contains_key(&id),
            PurgeTarget::Record(seq) => (1..=zone.seq).contains(&seq),
        }
    }

    /// The texts it stands for, as far as the state holds them: not those of a record.
    pub fn texts(self, zone: &Zone) -> Vec<TextRef> {
        match self {
            PurgeTarget::Comment(id) => {
                let own = zone.comments.get(&id);
                let versions = own.iter().flat_map(|own| &own.versions);
                versions.map(|version| version.text).collect()
            }
            PurgeTarget::Attachment(id) => {
                let Some(kept) = zone.attachments.get(&id) else {
                    return Vec::new();
                };
                let own = kept.attached.as_deref();
                let attached = own
                    .into_iter()
                    .flat_map(|own| [Some(own.content), own.facts]);
                std::iter::once(kept.name)
                    .chain(attached.flatten())
                    .collect()
            }
            PurgeTarget::Person(id) => {
                let own = zone.people.get(&id);
                own.map(|own| own.name).into_iter().collect()
            }
            PurgeTarget::Record(_) => Vec::new(),
        }
    }

    /// What it is called.
    pub fn word(self) -> Words {
        let (zh, en) = match self {
            PurgeTarget::Comment(id) => (format!("评论 {id}"), format!("comment {id}")),
            PurgeTarget::Attachment(id) => (format!("附件 {id}"), format!("attachment {id}")),
            PurgeTarget::Person(id) => (format!("人员 {id} 的姓名"), format!("name of {id}")),
            PurgeTarget::Record(seq) => (
                format!("记录 #{seq} 的文字"),
                format!("texts of record #{seq}"),
            ),
        };
        Words::new(zh, en)
    }
}

impl Zone {
    /// The request to purge something that still waits for its second person.
    pub(crate) fn purge_waiting(&self, target: PurgeTarget) -> Option<PurgeId> {
        let mut waiting = self.purges.values().filter(|own| own.outcome.is_none());
        let found = waiting.find(|own| own.targets.contains(&target));
        found.map(|own| own.id)
    }
}

impl fmt::Display for PurgeTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PurgeTarget::Comment(id) => id.fmt(f),
            PurgeTarget::Attachment(id) => id.fmt(f),
            PurgeTarget::Person(id) => id.fmt(f),
            PurgeTarget::Record(seq) => write!(f, "#{seq}"),
        }
    }
}

impl FromStr for PurgeTarget {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let text = text.trim();
        match text.bytes().next() {
            Some(b'A') => text.parse().map(PurgeTarget::Attachment),
            Some(b'R') => text.parse().map(PurgeTarget::Person),
            Some(b'#' | b'0'..=b'9') => {
                let no_record = |_| IdError {
                    text: text.to_owned(),
                    prefix: "#",
                };
                let number = text.strip_prefix('#').unwrap_or(text);
                number.parse().map(PurgeTarget::Record).map_err(no_record)
            }
            _ => text.parse().map(PurgeTarget::Comment),
        }
    }
}

impl Serialize for PurgeTarget {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PurgeTarget {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_written_as_it_is_read() {
        for text in ["K3", "A7", "R4", "#1234"] {
            let read: PurgeTarget = text.parse().unwrap();
            assert_eq!(read.to_string(), text);
        }
        assert_eq!("1234".parse(), Ok(PurgeTarget::Record(1234)));
        for text in ["", "P3", "#", "#x", "#-1", "12a", "评论"] {
            assert!(text.parse::<PurgeTarget>().is_err(), "{text}");
        }
    }
}
