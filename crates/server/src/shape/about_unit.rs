//! Commands about units and posts that are there.

use jiff::civil::Date;
use serde::Deserialize;
use zone::{Command, PersonId, PostId, Sealer, UnitId};

use super::change::{PostChangeInput, UnitChangeInput};
use super::command::Sealed;

/// Rename, split, merge, withdraw a unit, or put it under another.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeUnit {
    /// The unit.
    #[schema(value_type = String)]
    id: UnitId,
    /// Entity version seen.
    version: u32,
    /// What happens.
    change: UnitChangeInput,
    /// By which document.
    document: String,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Add a post.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddPost {
    /// Its title.
    title: String,
    /// The unit.
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// 位次: order in which it is listed.
    protocol_rank: u32,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Rename, merge, withdraw a post, or hand it over to another unit.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangePost {
    /// The post.
    #[schema(value_type = String)]
    id: PostId,
    /// Entity version seen.
    version: u32,
    /// What happens.
    change: PostChangeInput,
    /// By which document.
    document: String,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Give a post to somebody, or leave it vacant.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HoldPost {
    /// The post.
    #[schema(value_type = String)]
    id: PostId,
    /// Entity version seen.
    version: u32,
    /// Who holds it now; nobody unless named.
    #[schema(value_type = Option<String>)]
    holder: Option<PersonId>,
    /// By which document.
    document: String,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

impl Sealed for ChangeUnit {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::ChangeUnit {
            id: self.id,
            version: self.version,
            change: self.change.into(),
            document: self.document,
            effective_on: self.effective_on,
        }
    }
}

impl Sealed for AddPost {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::AddPost {
            title: self.title,
            unit: self.unit,
            protocol_rank: self.protocol_rank,
            effective_on: self.effective_on,
        }
    }
}

impl Sealed for ChangePost {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::ChangePost {
            id: self.id,
            version: self.version,
            change: self.change.into(),
            document: self.document,
            effective_on: self.effective_on,
        }
    }
}

impl Sealed for HoldPost {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::HoldPost {
            id: self.id,
            version: self.version,
            holder: self.holder,
            document: self.document,
            effective_on: self.effective_on,
        }
    }
}
