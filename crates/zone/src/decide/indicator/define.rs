//! What an indicator measures: settled, and settled anew.

use super::super::{Decision, Refusals};
use crate::event::{IndicatorAdded, IndicatorChanged};
use crate::indicator::{Definition, Indicator, Kind};
use crate::refusal::{self, Refusal};
use crate::state::{Zone, next_id};
use crate::{IndicatorId, limits, money};

pub(super) fn add(zone: &Zone, definition: &Definition) -> Decision {
    let id = IndicatorId(next_id(&zone.indicators, |id| id.0));
    let refusals = checked(zone, id, definition);
    let event = IndicatorAdded {
        id,
        definition: definition.clone(),
    };
    refusals.events(vec![event.into()])
}

/// Once there are values, what they mean stays: another kind or measure is another indicator.
pub(super) fn change(
    zone: &Zone,
    indicator: &Indicator,
    version: u32,
    definition: &Definition,
) -> Decision {
    let mut refusals = checked(zone, indicator.id, definition);
    refusals.version(&indicator.id, version, indicator.version);
    let now = &indicator.definition;
    refusals.require(definition != now, || {
        refusal::already("如此定义", "so defined")
    });
    if !indicator.values.is_empty() || !indicator.targets.is_empty() {
        let kept = [
            ("kind", definition.kind == now.kind),
            ("better", definition.better == now.better),
            ("measure", definition.measure.zh == now.measure.zh),
            ("every", definition.every == now.every),
            (
                "january_skipped",
                definition.january_skipped == now.january_skipped,
            ),
        ];
        for (field, _) in kept.iter().filter(|own| !own.1) {
            refusals.add(means_something_else(field));
        }
    }
    let event = IndicatorChanged {
        id: indicator.id,
        definition: definition.clone(),
    };
    refusals.events(vec![event.into()])
}

fn means_something_else(field: &str) -> Refusal {
    let (zh, en) = (
        "已有数值或目标，改动后其含义不同；请另设一项指标",
        "values and targets would mean something else: add another indicator instead",
    );
    refusal::implausible(zh, en).at_field(field)
}

fn checked(zone: &Zone, id: IndicatorId, definition: &Definition) -> Refusals {
    let mut refusals = Refusals::default();
    refusals.short_text("code", &definition.code);
    refusals.short_text("name", &definition.name.zh);
    if let Some(source) = &definition.source {
        refusals.short_text("source", source);
    }
    refusals.unit(zone, definition.lead_unit);
    let mut others = zone.indicators.values().filter(|own| own.id != id);
    let taken = others.any(|own| own.definition.code == definition.code);
    refusals.require(!taken, || {
        refusal::duplicate_name(&definition.code).at_field("code")
    });
    let day = definition.month_ends_on.unwrap_or(27);
    refusals.require((1..=28).contains(&day), || {
        let (zh, en) = (
            "填报月末日应在 1—28 之间",
            "a reporting month ends on a day from 1 to 28",
        );
        refusal::implausible(zh, en).at_field("month_ends_on")
    });
    let lag = definition.release_lag <= limits::RELEASE_LAG_MAX;
    refusals.require(lag, || {
        let (zh, en) = ("发布滞后不应超过一年", "a value is published within a year");
        refusal::implausible(zh, en).at_field("release_lag")
    });
    let money = money::yuan_per(&definition.measure.zh).is_some();
    let fed = definition.fed_by.is_none() || definition.kind == Kind::Flow && money;
    refusals.require(fed, || {
        let (zh, en) = (
            "只有以元、万元、亿元计的累计金额可由项目投资汇入",
            "projects feed an amount of money that adds up over the year, measured in 元, 万元 or 亿元",
        );
        refusal::implausible(zh, en).at_field("fed_by")
    });
    refusals
}
