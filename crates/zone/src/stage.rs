//! 阶段: the stage path of each nature, with the evidence each gate asks for. And role sets.

use serde::{Deserialize, Serialize};

use crate::Words;

/// The path of stages that projects of one nature follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StagePath {
    /// Key of the nature: `investment_promotion`.
    pub nature: String,
    /// Its name.
    pub name: Words,
    /// Stages in order.
    pub stages: Vec<Stage>,
}

/// A stage of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Its key, as ledgers write it: 开工.
    pub key: String,
    /// Its name.
    pub name: Words,
    /// Kinds of evidence that a move into it must carry, all of them.
    pub evidence: Vec<String>,
}

impl StagePath {
    /// Position of a stage, by its key or one of its names.
    pub fn position(&self, stage: &str) -> Option<usize> {
        self.stages.iter().position(|own| {
            own.key == stage || own.name.zh == stage || own.name.en.eq_ignore_ascii_case(stage)
        })
    }
}

/// 五个一 / 六个一: the named roles a project must fill. Places differ, so it is data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleDefinition {
    /// Key of the role: `sponsor`.
    pub key: String,
    /// Its name.
    pub name: Words,
    /// Whether every project must fill it.
    pub required: bool,
}

/// The stage paths that are shipped: investment promotion and government works.
///
/// Stages after the glossary of the practice; an office replaces them by defining its own.
pub fn shipped_paths() -> Vec<StagePath> {
    let text = include_str!("../data/stage_paths.json");
    serde_json::from_str(text).expect("the shipped stage paths read; a test reads them")
}

/// The role set that is shipped (六个一).
pub fn shipped_roles() -> Vec<RoleDefinition> {
    let text = include_str!("../data/roles.json");
    serde_json::from_str(text).expect("the shipped roles read; a test reads them")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_data_reads() {
        let paths = shipped_paths();
        assert_eq!(paths.len(), 2);
        assert_eq!(paths[0].position("开工"), Some(5));
        assert_eq!(paths[1].position("Delivery"), Some(6));
        assert!(shipped_roles().iter().any(|role| role.key == "sponsor"));
    }
}
