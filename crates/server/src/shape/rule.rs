//! Light rule sets.

use serde::Deserialize;
use zone::Words;
use zone::rule::{LightRule, RuleSet, TimeShareKind};

/// A version of a light rule set.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleSetInput {
    /// Stable key.
    key: String,
    /// Version: one more than the newest there is.
    version: u32,
    /// Its name.
    name: Words,
    /// Where it was found, and what it chooses where its source is silent.
    #[serde(default)]
    note: Words,
    /// How 序时进度 is counted: `month_end` or `by_day`.
    #[serde(default)]
    #[schema(value_type = String)]
    time_share: TimeShareKind,
    /// Its rules, in order.
    rules: Vec<LightRuleInput>,
}

/// One rule of a set.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LightRuleInput {
    /// Key within the set.
    key: String,
    /// What it looks at.
    name: Words,
    /// The formula, as in a spreadsheet: its value is a colour, or `""`.
    formula: String,
    /// Whether the light cannot be judged without its inputs.
    #[serde(default)]
    required: bool,
}

impl From<RuleSetInput> for RuleSet {
    fn from(input: RuleSetInput) -> RuleSet {
        RuleSet {
            key: input.key,
            version: input.version,
            name: input.name,
            note: input.note,
            time_share: input.time_share,
            rules: input.rules.into_iter().map(LightRule::from).collect(),
        }
    }
}

impl From<LightRuleInput> for LightRule {
    fn from(input: LightRuleInput) -> LightRule {
        LightRule {
            key: input.key,
            name: input.name,
            formula: input.formula,
            required: input.required,
        }
    }
}
