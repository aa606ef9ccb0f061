//! Rules as data: a light rule set is a list of spreadsheet formulas with a version.
//!
//! Nothing is hard-coded here: the formulas are in `data/light_rules.json`, an office defines its
//! own, and each light names the version it was coloured by.

mod inputs;
mod judge;
mod variables;

use serde::{Deserialize, Serialize};

use crate::Words;
use crate::light::Colour;

pub use inputs::LightInputs;
pub use judge::{CompiledRuleSet, Light, LightPart, RuleProblem};
pub use variables::{Var, schema};

/// A version of a light rule set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSet {
    /// Stable key: `pace-bands`.
    pub key: String,
    /// Version from 1.
    pub version: u32,
    /// Its name.
    pub name: Words,
    /// Where it was found, and what it chooses where its source is silent.
    pub note: Words,
    /// How 序时进度 is counted.
    pub time_share: TimeShareKind,
    /// Its rules, in order.
    pub rules: Vec<LightRule>,
}

/// How 序时进度 is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeShareKind {
    /// m/12 of the last month that has ended.
    #[default]
    MonthEnd,
    /// Days gone over days of the year.
    ByDay,
}

/// One rule of a set: a formula whose value is a colour, or `""` when it has nothing to say. The
/// worst colour of a set counts; a rule may look at that of the rules before it as 本次灯.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LightRule {
    /// Key within the set.
    pub key: String,
    /// What it looks at.
    pub name: Words,
    /// The formula.
    pub formula: String,
    /// Whether the light cannot be judged when this rule's inputs are missing (unless another
    /// rule finds it yellow or red).
    #[serde(default)]
    pub required: bool,
}

/// The rule families that are shipped, version 1 each.
pub fn shipped() -> Vec<RuleSet> {
    let text = include_str!("../../data/light_rules.json");
    serde_json::from_str(text).expect("the shipped light rules read; a test compiles them")
}

/// The worse of two colours; grey counts as no opinion.
pub fn worse(one: Colour, other: Colour) -> Colour {
    match (one, other) {
        (Colour::Grey, colour) | (colour, Colour::Grey) => colour,
        _ => one.max(other),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_shipped_rule_set_compiles() {
        let sets = super::shipped();
        assert!(sets.len() >= 5);
        for set in sets {
            let problems = set.compile().err().unwrap_or_default();
            let texts: Vec<_> = problems
                .iter()
                .map(|found| found.problem.message_en())
                .collect();
            assert!(texts.is_empty(), "{}: {texts:?}", set.key);
            assert_eq!(set.version, 1);
        }
    }
}
