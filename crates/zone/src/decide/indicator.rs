//! Indicators: definitions, values, targets.

use super::{Decision, Moment, Refusals};
use crate::IndicatorId;
use crate::command::Command;
use crate::event::{IndicatorAdded, IndicatorReported, IndicatorTargeted, NewValue};
use crate::indicator::{Indicator, LevelKind};
use crate::refusal;
use crate::state::{Zone, next_id};

pub(super) fn decide(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    let unknown = |id: &IndicatorId| vec![refusal::unknown("指标", "indicator", &id.to_string())];
    match command {
        Command::AddIndicator(definition) => {
            refusals.short_text("code", &definition.code);
            refusals.short_text("name", &definition.name.zh);
            refusals.unit(zone, definition.lead_unit);
            let mut existing = zone.indicators.values();
            let taken = existing.any(|own| own.definition.code == definition.code);
            refusals.require(!taken, || refusal::duplicate_name(&definition.code));
            let id = IndicatorId(next_id(&zone.indicators, |id| id.0));
            let event = IndicatorAdded {
                id,
                definition: definition.clone(),
            };
            refusals.events(vec![event.into()])
        }
        Command::ReportIndicator { id, values } => {
            let indicator = zone.indicators.get(id).ok_or_else(|| unknown(id))?;
            refusals.require(!values.is_empty(), || refusal::empty("values"));
            for new in values {
                check_value(&mut refusals, zone, moment, indicator, values, new);
            }
            refusals.events(vec![
                IndicatorReported {
                    id: *id,
                    values: values.clone(),
                }
                .into(),
            ])
        }
        Command::SetTarget {
            id,
            unit,
            year,
            target,
            document,
            effective_on,
        } => {
            zone.indicators.get(id).ok_or_else(|| unknown(id))?;
            refusals.unit(zone, *unit);
            refusals.date("effective_on", *effective_on);
            refusals.document(document);
            let event = IndicatorTargeted {
                id: *id,
                unit: *unit,
                year: *year,
                target: *target,
                document: document.clone(),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        _ => Ok(Vec::new()),
    }
}

fn check_value(
    refusals: &mut Refusals,
    zone: &Zone,
    moment: Moment<'_>,
    indicator: &Indicator,
    values: &[NewValue],
    new: &NewValue,
) {
    refusals.unit(zone, new.unit);
    let field = new.month.to_string();
    let month_exists = (1..=12).contains(&new.month.month);
    refusals.require(month_exists, || {
        refusal::implausible("月份应在 1—12 之间", "a month lies between 1 and 12").at_field(&field)
    });
    if !month_exists {
        return;
    }
    refusals.date(&field, new.month.last_day());
    let begun = crate::indicator::Month::of(moment.today) >= new.month;
    refusals.require(begun, || {
        refusal::implausible("该月尚未到来", "the month has not come yet").at_field(&field)
    });
    // A cumulative figure of a flow does not fall within the year.
    if indicator.definition.kind != LevelKind::Flow || new.month.month == 1 {
        return;
    }
    let before = crate::indicator::Month {
        month: new.month.month - 1,
        ..new.month
    };
    let given = values
        .iter()
        .rev()
        .find(|own| own.unit == new.unit && own.month == before);
    let known = indicator
        .values
        .get(&(new.unit, before))
        .map(|known| known.value);
    if let Some(last) = given.map(|own| own.value).or(known) {
        refusals.require(new.value >= last, || {
            let zh = format!("{field} 累计 {} 小于上月累计 {last}", new.value);
            let en = format!("{field}: {} is below last month's {last}", new.value);
            refusal::implausible(&zh, &en).at_field(&field)
        });
    }
}
