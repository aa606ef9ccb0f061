//! 数据来源: which outside system (approval platform, statistics reporting, provincial dispatch
//! platform) a field's values come from.
//!
//! A field has one source of truth at most. What its system exports is taken in; what another file
//! says of the field is compared with it and left out, so that nothing is typed twice.

use serde::{Deserialize, Serialize};

use crate::state::Zone;
use crate::{Field, Words};

/// An outside system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Stable key within the zone.
    pub key: String,
    /// What it is called.
    pub name: Words,
    /// The fields of projects whose values come from it, by key: `certified_ytd`, or a whole
    /// family: `gate`, `month_plan`. None: it is the source of nothing any more.
    pub fields: Vec<String>,
}

/// Families of fields, as a source may name them: all gates, all years' plans.
pub const FAMILIES: [&str; 7] = [
    "role",
    "code",
    "year_plan",
    "month_plan",
    "quantity",
    "gate",
    "custom",
];

impl Source {
    /// Whether a text names it, by key or name.
    pub fn is_called(&self, name: &str) -> bool {
        let own = [&self.key, &self.name.zh, &self.name.en];
        own.into_iter().any(|own| own == name)
    }

    /// Whether a field's values come from it; a note belongs to the field it stands beside.
    pub fn governs(&self, field: &Field) -> bool {
        let key = field.to_string();
        let key = key.strip_prefix("note.").unwrap_or(&key);
        let family = key.split('.').next().unwrap_or_default();
        self.fields.iter().any(|own| own == key || own == family)
    }
}

/// Whether a text names a field or a family of them.
pub(crate) fn is_field(key: &str) -> bool {
    FAMILIES.contains(&key)
        || key
            .parse::<Field>()
            .is_ok_and(|field| !matches!(field, Field::Note(_)))
}

/// Whether two keys name a field in common: `gate` and `gate.开工` do.
pub(crate) fn overlap(a: &str, b: &str) -> bool {
    let within = |part: &str, whole: &str| {
        let rest = part.strip_prefix(whole);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    within(a, b) || within(b, a)
}

impl Zone {
    /// The system that a field's values come from.
    pub fn source_of(&self, field: &Field) -> Option<&Source> {
        self.sources.values().find(|own| own.governs(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_governs_fields_and_families() {
        let source = Source {
            key: "statistics".into(),
            name: Words::new("联网直报", "statistics reporting"),
            fields: vec!["certified_ytd".into(), "gate".into()],
        };
        let check = |key: &str, expected| {
            let field: Field = key.parse().expect("a field");
            assert_eq!(source.governs(&field), expected, "{key}");
        };
        check("certified_ytd", true);
        check("note.certified_ytd", true);
        check("certified_total", false);
        check("gate.开工", true);
        check("reported_ytd", false);
    }

    #[test]
    fn keys_overlap_where_one_holds_the_other() {
        assert!(overlap("gate", "gate.开工"));
        assert!(overlap("gate.开工", "gate"));
        assert!(overlap("name", "name"));
        assert!(!overlap("reported_ytd", "reported_total"));
        assert!(!overlap("code", "code_book"));
    }

    #[test]
    fn what_is_no_field_is_known() {
        assert!(is_field("gate"));
        assert!(is_field("month_plan.2026-05"));
        assert!(!is_field("note.remark"));
        assert!(!is_field("colour"));
        assert!(!is_field(""));
    }
}
