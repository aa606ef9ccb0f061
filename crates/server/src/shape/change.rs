//! What becomes of a project, a unit or a post, and what shows that a gate is passed.

use serde::Deserialize;
use zone::lineage::Change;
use zone::project::Evidence;
use zone::{AttachmentId, PostId, ProjectId, UnitId};

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

/// The ways a project, a unit or a post may go: the same for each but for what it goes into.
macro_rules! change_input {
    ($(#[$doc:meta])* $name:ident, $id:ty) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case", deny_unknown_fields)]
        pub(crate) enum $name {
            /// 更名.
            Renamed {
                /// The new name.
                name: String,
            },
            /// 拆分.
            Split {
                /// What it is split into.
                #[schema(value_type = Vec<String>)]
                into: Vec<$id>,
            },
            /// 合并.
            Merged {
                /// What it goes into.
                #[schema(value_type = String)]
                into: $id,
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

        impl From<$name> for Change<$id> {
            fn from(input: $name) -> Change<$id> {
                match input {
                    $name::Renamed { name } => Change::Renamed { name },
                    $name::Split { into } => Change::Split { into },
                    $name::Merged { into } => Change::Merged { into },
                    $name::Suspended => Change::Suspended,
                    $name::Resumed => Change::Resumed,
                    $name::Withdrawn => Change::Withdrawn,
                    $name::HandedOver { to } => Change::HandedOver { to },
                }
            }
        }
    };
}

change_input! {
    /// What becomes of a project.
    ChangeInput, ProjectId
}
change_input! {
    /// What becomes of a unit.
    UnitChangeInput, UnitId
}
change_input! {
    /// What becomes of a post.
    PostChangeInput, PostId
}

impl From<EvidenceInput> for Evidence {
    fn from(input: EvidenceInput) -> Evidence {
        match input {
            EvidenceInput::Document { kind, number } => Evidence::Document { kind, number },
            EvidenceInput::File { kind, attachment } => Evidence::File { kind, attachment },
        }
    }
}
