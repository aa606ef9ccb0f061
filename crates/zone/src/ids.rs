//! Identifiers: small numbers given by the zone itself, written with a letter (`P12`).
//!
//! They never change meaning: a renamed project keeps its id, a merged one keeps it too and
//! points onward through its lineage.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that is not an identifier of the expected kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an identifier like {prefix}12")]
pub struct IdError {
    /// What was given.
    pub text: String,
    /// The letter that was expected.
    pub prefix: &'static str,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                text.strip_prefix($prefix)
                    .and_then(|digits| digits.parse().ok())
                    .map(Self)
                    .ok_or_else(|| IdError { text: text.to_owned(), prefix: $prefix })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    serializer.serialize_u32(self.0)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    let text = String::deserialize(deserializer)?;
                    text.parse().map_err(serde::de::Error::custom)
                } else {
                    u32::deserialize(deserializer).map(Self)
                }
            }
        }
    };
}

id!(
    /// 责任单位: a unit of the zone.
    UnitId, "U"
);
id!(
    /// A person, by id; the name is a payload that can be purged.
    PersonId, "R"
);
id!(
    /// 职务: a post that people hold one after another.
    PostId, "T"
);
id!(
    /// 重点项目: a project.
    ProjectId, "P"
);
id!(
    /// 经济指标: an indicator.
    IndicatorId, "I"
);
id!(
    /// 问题: an open or closed problem.
    ProblemId, "Q"
);
id!(
    /// 调度周期: one round of the dispatch mechanism.
    CycleId, "C"
);
id!(
    /// 督办事项: a supervision item.
    ItemId, "S"
);
id!(
    /// 会议: a meeting of the dispatch mechanism.
    MeetingId, "M"
);
id!(
    /// 企业: an enterprise.
    EnterpriseId, "E"
);
id!(
    /// 洽谈、合同: a negotiation, and the contract it led to.
    DealId, "G"
);
id!(
    /// 诉求: a request of an enterprise.
    RequestId, "N"
);
id!(
    /// 评论: something said on a thread.
    CommentId, "K"
);
id!(
    /// 委托: somebody signs for a head.
    DelegationId, "D"
);
id!(
    /// 好经验好做法: a practice.
    PracticeId, "B"
);
id!(
    /// A file kept as it came in.
    AttachmentId, "A"
);
id!(
    /// 清除申请: a request to purge something.
    PurgeId, "X"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_with_its_letter_and_read_back() {
        assert_eq!(ProjectId(12).to_string(), "P12");
        assert_eq!("P12".parse(), Ok(ProjectId(12)));
        assert!("U12".parse::<ProjectId>().is_err());
        assert_eq!(serde_json::to_string(&UnitId(3)).unwrap(), "\"U3\"");
    }
}
