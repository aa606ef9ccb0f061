//! Outside systems and what comes from them.

use serde::Serialize;

use super::Looking;
use crate::authority::{Operation, Reach};
use crate::field::Field;
use crate::source::{FAMILIES, Source};
use crate::state::Zone;
use crate::{IndicatorId, Words, labels};

/// All outside systems of a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceList {
    /// State known: sequence number.
    pub known_seq: u64,
    /// Whether the viewer may define them.
    pub may_define: bool,
    /// The systems, by key.
    pub sources: Vec<SourceRow>,
    /// Fields that may come from one, in the order of forms.
    pub choices: Vec<SourceField>,
}

/// A system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceRow {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: Words,
    /// The fields of projects that come from it.
    pub fields: Vec<SourceField>,
    /// Indicators whose definition names it.
    pub indicators: Vec<SourceIndicator>,
    /// Projects with a value in one of these fields, of those on the wall.
    pub projects: u32,
}

/// A field, or a family of fields, of projects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceField {
    /// Its key: `certified_ytd`, `gate`.
    pub key: String,
    /// Its name.
    pub label: Words,
}

/// An indicator that comes from a system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceIndicator {
    /// The indicator.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: IndicatorId,
    /// Its name.
    pub name: Words,
}

/// Systems as a person sees them.
pub fn sources(zone: &Zone, looking: Looking<'_>) -> SourceList {
    let may = looking.actor.reach(Operation::Configure) == Reach::All;
    SourceList {
        known_seq: zone.seq,
        may_define: may,
        sources: zone
            .sources
            .values()
            .map(|own| row(zone, looking, own))
            .collect(),
        choices: choices(zone),
    }
}

fn row(zone: &Zone, looking: Looking<'_>, source: &Source) -> SourceRow {
    let on = looking.true_on;
    let named = zone.indicators.values().filter(|own| {
        let from = own.definition.source.as_deref();
        from.is_some_and(|from| source.is_called(from))
    });
    let with_value = zone.projects.values().filter(|own| {
        let mut held = own.facts.keys().filter(|field| source.governs(field));
        own.is_on_wall(on) && held.any(|field| own.fact(field, on).is_some())
    });
    SourceRow {
        key: source.key.clone(),
        name: source.name.clone(),
        fields: source.fields.iter().map(|key| field(zone, key)).collect(),
        indicators: named
            .map(|own| SourceIndicator {
                id: own.id,
                name: own.definition.name.clone(),
            })
            .collect(),
        projects: u32::try_from(with_value.count()).unwrap_or(u32::MAX),
    }
}

/// A field by key, with its name; of a family, what all of it is called.
fn field(zone: &Zone, key: &str) -> SourceField {
    let family = match key {
        "role" => Some(("各类责任人", "All roles")),
        "code" => Some(("各类编码", "All codes")),
        "year_plan" => Some(("各年度计划投资", "Plans of all years")),
        "month_plan" => Some(("各月计划", "Plans of all months")),
        "quantity" => Some(("各项实物工作量", "All quantities of work")),
        "gate" => Some(("各审批节点", "All gates")),
        "custom" => Some(("自设各列", "All columns of the office's own")),
        _ => None,
    };
    let label = match family {
        Some((zh, en)) => Words::new(zh, en),
        None => key.parse().map_or_else(
            |_| Words::new(key, key),
            |own: Field| labels::field(zone, &own),
        ),
    };
    SourceField {
        key: key.to_owned(),
        label,
    }
}

fn choices(zone: &Zone) -> Vec<SourceField> {
    let plain = Field::plain().map(|own| own.to_string());
    let families = FAMILIES.iter().map(|own| (*own).to_owned());
    plain.chain(families).map(|key| field(zone, &key)).collect()
}
