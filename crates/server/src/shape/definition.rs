//! Commands that define what a zone works with: stage paths, roles of projects, indicators.

use serde::Deserialize;
use zone::indicator::{Better, Definition, Every, Feed, Kind};
use zone::source::Source;
use zone::stage::{RoleDefinition, Stage, StagePath};
use zone::{Command, HandlingLevel, IndicatorId, Sealer, UnitId, Words};

use super::command::Sealed;

/// Define the stage path of a nature.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DefineStagePath {
    /// Key of the nature.
    nature: String,
    /// Its name.
    name: Words,
    /// Stages in order.
    stages: Vec<StageInput>,
}

/// A stage of a path.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StageInput {
    /// Its key, as ledgers write it: 开工.
    key: String,
    /// Its name.
    name: Words,
    /// Kinds of evidence that a move into it must carry, all of them.
    #[serde(default)]
    evidence: Vec<String>,
}

/// Define the named roles a project must fill.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DefineRoles {
    /// The roles.
    roles: Vec<RoleInput>,
}

/// A named role of a project.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleInput {
    /// Its key: `sponsor`.
    key: String,
    /// Its name.
    name: Words,
    /// Whether every project must fill it.
    required: bool,
}

/// Define which fields of projects come from an outside system.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DefineSource {
    /// Stable key within the zone: `statistics`.
    key: String,
    /// What the system is called.
    name: Words,
    /// All fields that come from it, by key: `certified_ytd`, or a family: `gate`. None: it is
    /// the source of nothing any more.
    fields: Vec<String>,
}

/// Add an indicator.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddIndicator {
    /// Stable code within the zone.
    code: String,
    /// Its name.
    name: Words,
    /// Unit of measure.
    measure: Words,
    /// `flow` and `count` add up over the year, `stock` is the amount at the end of the period,
    /// `ratio` and `growth` are points of a hundred.
    #[schema(value_type = String)]
    kind: Kind,
    /// Which direction is good: `more` or `less`.
    #[schema(value_type = String)]
    better: Better,
    /// The unit that answers for it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    lead_unit: Option<UnitId>,
    /// Whether no value is published for January alone.
    #[serde(default)]
    january_skipped: bool,
    /// How often values are published: `month` or `quarter`.
    #[serde(default)]
    #[schema(value_type = String)]
    every: Every,
    /// Day on which a reporting month ends, where it is not the calendar's.
    #[serde(default)]
    month_ends_on: Option<i8>,
    /// Days from the end of a period until its value is published.
    #[serde(default)]
    release_lag: u16,
    /// The system its values come from.
    #[serde(default)]
    source: Option<String>,
    /// Which figure of projects is part of it, where their investment is: `reported` or
    /// `certified`.
    #[serde(default)]
    fed_by: Option<Feed>,
    /// 知悉范围: who reads it. Values of `unpublished_statistics` are for those whose work they are
    /// until they are firm and their day of publication has come.
    #[serde(default)]
    level: HandlingLevel,
}

/// Settle anew what an indicator measures.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeIndicator {
    /// The indicator.
    #[schema(value_type = String)]
    id: IndicatorId,
    /// The version seen.
    version: u32,
    /// All that it measures from now on.
    definition: AddIndicator,
}

impl Sealed for DefineStagePath {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        let stages = self.stages.into_iter().map(|stage| Stage {
            key: stage.key,
            name: stage.name,
            evidence: stage.evidence,
        });
        Command::DefineStagePath(StagePath {
            nature: self.nature,
            name: self.name,
            stages: stages.collect(),
        })
    }
}

impl Sealed for DefineRoles {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        let roles = self.roles.into_iter().map(|role| RoleDefinition {
            key: role.key,
            name: role.name,
            required: role.required,
        });
        Command::DefineRoles(roles.collect())
    }
}

impl Sealed for DefineSource {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::DefineSource(Source {
            key: self.key,
            name: self.name,
            fields: self.fields,
        })
    }
}

impl Sealed for AddIndicator {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::AddIndicator(self.into())
    }
}

impl Sealed for ChangeIndicator {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::ChangeIndicator {
            id: self.id,
            version: self.version,
            definition: self.definition.into(),
        }
    }
}

impl From<AddIndicator> for Definition {
    fn from(asked: AddIndicator) -> Definition {
        Definition {
            code: asked.code,
            name: asked.name,
            measure: asked.measure,
            kind: asked.kind,
            better: asked.better,
            lead_unit: asked.lead_unit,
            january_skipped: asked.january_skipped,
            every: asked.every,
            month_ends_on: asked.month_ends_on,
            release_lag: asked.release_lag,
            source: asked.source,
            fed_by: asked.fed_by,
            level: asked.level,
        }
    }
}
