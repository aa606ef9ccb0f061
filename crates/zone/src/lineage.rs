//! 更名 拆分 合并 停缓建 退出 移交: what becomes of projects, units and posts.
//!
//! Each change has an effective date and a document number, so that nothing becomes a ghost: a
//! merged unit still shows on the wall of the year in which it existed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{UnitId, Words};

/// One change in the life of a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lineage<Id> {
    /// What happened.
    pub change: Change<Id>,
    /// From which date.
    pub effective_on: Date,
    /// Number of the document that says so.
    pub document: String,
    /// The event that recorded it.
    pub seq: u64,
}

/// Kinds of change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change<Id> {
    /// 更名.
    Renamed {
        /// The new name.
        name: String,
    },
    /// 拆分.
    Split {
        /// What it was split into.
        into: Vec<Id>,
    },
    /// 合并.
    Merged {
        /// What it went into.
        into: Id,
    },
    /// 停缓建.
    Suspended,
    /// 复工.
    Resumed,
    /// 退出.
    Withdrawn,
    /// 移交 to another unit.
    HandedOver {
        /// The unit that answers from then on.
        to: UnitId,
    },
}

impl<Id> Change<Id> {
    /// Whether the thing goes on after it: a renamed one does, a merged one does not.
    pub fn goes_on(&self) -> bool {
        matches!(
            self,
            Change::Renamed { .. } | Change::Resumed | Change::HandedOver { .. }
        )
    }

    /// Whether the thing does not come back after it. A suspended one may.
    pub fn ends(&self) -> bool {
        matches!(
            self,
            Change::Split { .. } | Change::Merged { .. } | Change::Withdrawn
        )
    }

    /// The state it leaves the thing in, in one word.
    pub fn word(&self) -> Words {
        match self {
            Change::Renamed { .. } => Words::new("更名", "renamed"),
            Change::Split { .. } => Words::new("已拆分", "split"),
            Change::Merged { .. } => Words::new("已合并", "merged"),
            Change::Suspended => Words::new("停缓建", "suspended"),
            Change::Resumed => Words::new("复工", "resumed"),
            Change::Withdrawn => Words::new("已退出", "withdrawn"),
            Change::HandedOver { .. } => Words::new("已移交", "handed over"),
        }
    }
}

/// The change that decides how the thing stands on a date, if it does not simply go on.
pub fn standing<Id>(lineage: &[Lineage<Id>], date: Date) -> Option<&Lineage<Id>> {
    let decides = |entry: &&Lineage<Id>| {
        entry.effective_on <= date
            && !matches!(
                entry.change,
                Change::Renamed { .. } | Change::HandedOver { .. }
            )
    };
    // Among entries of one day the one recorded last decides.
    let last = lineage
        .iter()
        .filter(decides)
        .max_by_key(|entry| (entry.effective_on, entry.seq))?;
    (!last.change.goes_on()).then_some(last)
}

/// The change that ended the thing by a date: split, merged or withdrawn.
pub fn ended<Id>(lineage: &[Lineage<Id>], date: Date) -> Option<&Lineage<Id>> {
    standing(lineage, date).filter(|entry| entry.change.ends())
}
