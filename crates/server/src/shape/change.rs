//! What becomes of a project, and what shows that a gate is passed.

use serde::Deserialize;
use zone::lineage::Change;
use zone::project::Evidence;
use zone::{AttachmentId, ProjectId, UnitId};

/// What shows that a gate is passed.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum EvidenceInput {
    /// A document.
    Document {
        /// Kind: `approval`, `contract`, `permit`…
        kind: String,
        /// Its number.
        number: String,
    },
    /// A kept file.
    File {
        /// Kind: `photo`, `scan`…
        kind: String,
        /// The kept file.
        #[schema(value_type = String)]
        attachment: AttachmentId,
    },
}

/// What becomes of a project.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum ChangeInput {
    /// 更名.
    Renamed {
        /// The new name.
        name: String,
    },
    /// 拆分.
    Split {
        /// What it is split into.
        #[schema(value_type = Vec<String>)]
        into: Vec<ProjectId>,
    },
    /// 合并.
    Merged {
        /// What it goes into.
        #[schema(value_type = String)]
        into: ProjectId,
    },
    /// 停缓建.
    Suspended,
    /// 复工.
    Resumed,
    /// 退出.
    Withdrawn,
    /// 移交.
    HandedOver {
        /// The unit that answers from then on.
        #[schema(value_type = String)]
        to: UnitId,
    },
}

impl From<EvidenceInput> for Evidence {
    fn from(input: EvidenceInput) -> Evidence {
        match input {
            EvidenceInput::Document { kind, number } => Evidence::Document { kind, number },
            EvidenceInput::File { kind, attachment } => Evidence::File { kind, attachment },
        }
    }
}

impl From<ChangeInput> for Change<ProjectId> {
    fn from(input: ChangeInput) -> Change<ProjectId> {
        match input {
            ChangeInput::Renamed { name } => Change::Renamed { name },
            ChangeInput::Split { into } => Change::Split { into },
            ChangeInput::Merged { into } => Change::Merged { into },
            ChangeInput::Suspended => Change::Suspended,
            ChangeInput::Resumed => Change::Resumed,
            ChangeInput::Withdrawn => Change::Withdrawn,
            ChangeInput::HandedOver { to } => Change::HandedOver { to },
        }
    }
}
