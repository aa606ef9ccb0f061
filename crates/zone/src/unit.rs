//! Units, people and posts: who answers for what.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::lineage::Lineage;
use crate::{PersonId, PostId, TextRef, Timeline, UnitId};

/// 责任单位: a department, company or district office. Units form a tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// Name by effective date.
    pub names: Timeline<String>,
    /// The unit above it, by effective date.
    pub parents: Timeline<Option<UnitId>>,
    /// Other names by which ledgers call it.
    pub aliases: Vec<String>,
    /// 位次: order in which it is listed; lower first.
    pub protocol_rank: u32,
    /// Renames, splits, mergers, in order of record.
    pub lineage: Vec<Lineage<UnitId>>,
    /// Entity version.
    pub version: u32,
}

impl Unit {
    /// Its name on a date; before its first date, the first name it had.
    pub fn name_on(&self, date: Date) -> &str {
        let found = self.names.at(date).or_else(|| self.names.first());
        found.map_or("", |(_, name)| name.as_str())
    }

    /// Whether a ledger that writes `name` means this unit: any name it ever had, or an alias.
    pub fn is_called(&self, name: &str) -> bool {
        self.names.until(Date::MAX).any(|(_, own)| own == name)
            || self.aliases.iter().any(|alias| alias == name)
    }
}

/// A person. The name is a payload, so that it can be purged without breaking the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// Commitment of the name.
    pub name: TextRef,
    /// The unit the person belongs to.
    pub unit: Option<UnitId>,
    /// 位次.
    pub protocol_rank: u32,
    /// Entity version.
    pub version: u32,
}

/// 职务: a post, held by one person after another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// Title by effective date.
    pub titles: Timeline<String>,
    /// The unit it belongs to, by effective date.
    pub units: Timeline<Option<UnitId>>,
    /// 位次.
    pub protocol_rank: u32,
    /// Who holds it, by effective date; `None` while vacant.
    pub holders: Timeline<Option<PersonId>>,
    /// Renames and mergers.
    pub lineage: Vec<Lineage<PostId>>,
    /// Entity version.
    pub version: u32,
}
