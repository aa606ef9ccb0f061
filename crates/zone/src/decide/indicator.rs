//! Indicators: definitions, values, targets, and how targets are broken down.

mod allocate;
mod define;
mod report;

use rust_decimal::Decimal;

use super::{Decision, Moment, Refusals};
use crate::command::{Command, FigureReport};
use crate::event::{AllocationAgreed, IndicatorReported, IndicatorTargeted, NewValue};
use crate::indicator::{Indicator, Kind};
use crate::refusal;
use crate::state::Zone;
use crate::{IndicatorId, TextRef, limits};

pub(super) fn decide(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
    let mut refusals = Refusals::default();
    let find = |id: &IndicatorId| {
        let found = zone.indicators.get(id);
        found.ok_or_else(|| vec![refusal::unknown("指标", "indicator", &id.to_string())])
    };
    match command {
        Command::AddIndicator(definition) => define::add(zone, definition),
        Command::ChangeIndicator {
            id,
            version,
            definition,
        } => define::change(zone, find(id)?, *version, definition),
        Command::ReportIndicator { id, values, reason } => {
            reported(zone, moment, find(id)?, values, *reason)
        }
        Command::ReportFigures { reports, reason } => {
            refusals.require(!reports.is_empty(), || refusal::empty("reports"));
            all_reported(zone, moment, reports, *reason, refusals)
        }
        Command::SetTarget {
            id,
            unit,
            year,
            target,
            document,
            reason,
            effective_on,
        } => {
            let indicator = find(id)?;
            refusals.unit(zone, *unit);
            refusals.date("effective_on", *effective_on);
            refusals.document(document);
            bounded(&mut refusals, *target, "target");
            let known = indicator.targets.get(&(*unit, *year));
            let known = known.and_then(|own| own.last()).map(|own| own.value);
            if let Some(known) = known.filter(|known| known != target && reason.is_none()) {
                let refused = refusal::target_without_reason(*year, plain(known));
                refusals.add(refused.at_field("reason"));
            }
            let event = IndicatorTargeted {
                id: *id,
                unit: *unit,
                year: *year,
                target: *target,
                document: document.clone(),
                reason: *reason,
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        Command::Allocate { id, .. } => allocate::decide(zone, find(id)?, command),
        Command::AgreeAllocation {
            id,
            year,
            unit,
            effective_on,
        } => {
            let indicator = find(id)?;
            refusals.date("effective_on", *effective_on);
            refusals.0.extend(agreed(indicator, *year, *unit));
            let event = AllocationAgreed {
                id: *id,
                year: *year,
                unit: *unit,
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        _ => Ok(Vec::new()),
    }
}

/// Values of several indicators: each refusal names the one it is about.
fn all_reported(
    zone: &Zone,
    moment: Moment<'_>,
    reports: &[FigureReport],
    reason: Option<TextRef>,
    mut refusals: Refusals,
) -> Decision {
    let mut events = Vec::new();
    for report in reports {
        let id = report.id;
        let Some(indicator) = zone.indicators.get(&id) else {
            refusals.add(refusal::unknown("指标", "indicator", &id.to_string()).about(&id));
            continue;
        };
        match reported(zone, moment, indicator, &report.values, reason) {
            Ok(more) => events.extend(more),
            Err(found) => {
                let about = found.into_iter().map(|refused| refused.about(&id));
                refusals.0.extend(about);
            }
        }
    }
    refusals.events(events)
}

/// The values, and with them how the year is said to end.
fn reported(
    zone: &Zone,
    moment: Moment<'_>,
    indicator: &Indicator,
    values: &[NewValue],
    reason: Option<TextRef>,
) -> Decision {
    let mut refusals = Refusals::default();
    refusals.require(!values.is_empty(), || refusal::empty("values"));
    report::check(&mut refusals, zone, moment, indicator, values, reason);
    if !refusals.0.is_empty() {
        return Err(refusals.0);
    }
    let event = IndicatorReported {
        id: indicator.id,
        values: values.to_vec(),
        reason,
    };
    let said = report::year_end_said(indicator, moment, &event);
    let events = std::iter::once(event.into()).chain(said.map(Into::into));
    Ok(events.collect())
}

/// Why a unit cannot agree: it has no part, or agreed already.
fn agreed(
    indicator: &Indicator,
    year: i16,
    unit: crate::UnitId,
) -> Option<crate::refusal::Refusal> {
    let last = indicator.allocations.get(&year).and_then(|own| own.last());
    let part = last.filter(|own| own.parts.iter().any(|part| part.unit == Some(unit)));
    match part {
        None => Some(refusal::unknown(
            "分解指标",
            "part of the target for",
            &unit.to_string(),
        )),
        Some(own) if own.agreed.iter().any(|own| own.unit == unit) => {
            Some(refusal::already("确认", "agreed"))
        }
        Some(_) => None,
    }
}

/// A figure without trailing noughts.
fn plain(figure: Decimal) -> String {
    figure.normalize().to_string()
}

/// Half of the last digit that a figure is written with.
fn half_digit(figure: Decimal) -> Decimal {
    Decimal::new(5, (figure.scale() + 1).min(Decimal::MAX_SCALE))
}

/// Whether a figure is small enough to be added up.
fn bounded(refusals: &mut Refusals, figure: Decimal, field: &str) -> bool {
    let fits = figure.abs() <= limits::FIGURE_MAX;
    refusals.require(fits, || {
        let (zh, en) = (
            "数值过大，请核对计量单位",
            "the figure is too large: check its unit",
        );
        refusal::implausible(zh, en).at_field(field)
    });
    fits
}

/// Whether figures of a kind are counted in whole things.
fn whole(kind: Kind, figure: Decimal) -> bool {
    kind != Kind::Count || (figure >= Decimal::ZERO && figure.fract().is_zero())
}
