//! Indicators: definitions, values, targets, and how targets are broken down.

mod allocate;
mod define;
mod peers;
mod report;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Decision, Moment, Refusals};
use crate::command::{Command, FigureTarget};
use crate::event::{AllocationAgreed, Event, IndicatorReported, IndicatorTargeted, NewValue};
use crate::indicator::{Indicator, Kind};
use crate::refusal;
use crate::state::Zone;
use crate::{IndicatorId, TextRef, limits};

pub(super) fn decide(zone: &Zone, moment: Moment<'_>, command: &Command) -> Decision {
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
        Command::ReportFigures {
            reports,
            targets,
            reason,
        } => {
            let mut decided = Decided::of(zone, reports.is_empty() && targets.is_empty());
            for own in reports {
                decided.add(own.id, |indicator| {
                    reported(zone, moment, indicator, &own.values, *reason)
                });
            }
            for own in targets {
                decided.add(own.id, |indicator| targeted(zone, indicator, own, *reason));
            }
            decided.refusals.events(decided.events)
        }
        Command::ReportPeers {
            publication,
            reports,
        } => {
            let mut decided = Decided::of(zone, reports.is_empty());
            for own in reports {
                decided.add(own.id, |indicator| {
                    peers::report(moment, indicator, publication, &own.figures)
                });
            }
            decided.refusals.events(decided.events)
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
            let wanted = FigureTarget {
                id: *id,
                unit: *unit,
                year: *year,
                target: *target,
                document: document.clone(),
                effective_on: *effective_on,
            };
            targeted(zone, find(id)?, &wanted, *reason)
        }
        Command::Allocate { id, .. } => allocate::decide(zone, find(id)?, command),
        Command::AgreeAllocation {
            id,
            year,
            unit,
            effective_on,
        } => agree(find(id)?, *year, *unit, *effective_on),
        _ => Ok(Vec::new()),
    }
}

/// What is decided of several indicators: each refusal names the one it is about.
struct Decided<'a> {
    zone: &'a Zone,
    refusals: Refusals,
    events: Vec<Event>,
}

impl<'a> Decided<'a> {
    fn of(zone: &'a Zone, nothing: bool) -> Decided<'a> {
        let mut refusals = Refusals::default();
        refusals.require(!nothing, || refusal::empty("reports"));
        Decided {
            zone,
            refusals,
            events: Vec::new(),
        }
    }

    fn add(&mut self, id: IndicatorId, decide: impl FnOnce(&Indicator) -> Decision) {
        let Some(indicator) = self.zone.indicators.get(&id) else {
            let unknown = refusal::unknown("指标", "indicator", &id.to_string());
            self.refusals.add(unknown.about(&id));
            return;
        };
        match decide(indicator) {
            Ok(more) => self.events.extend(more),
            Err(found) => {
                let about = found.into_iter().map(|refused| refused.about(&id));
                self.refusals.0.extend(about);
            }
        }
    }
}

/// A year's target; one that replaces another needs a reason.
fn targeted(
    zone: &Zone,
    indicator: &Indicator,
    wanted: &FigureTarget,
    reason: Option<TextRef>,
) -> Decision {
    let mut refusals = Refusals::default();
    refusals.unit(zone, wanted.unit);
    refusals.date("effective_on", wanted.effective_on);
    refusals.document(&wanted.document);
    bounded(&mut refusals, wanted.target, "target");
    let known = indicator.targets.get(&(wanted.unit, wanted.year));
    let known = known.and_then(|own| own.last()).map(|own| own.value);
    if let Some(known) = known.filter(|known| *known != wanted.target && reason.is_none()) {
        let refused = refusal::target_without_reason(wanted.year, plain(known));
        refusals.add(refused.at_field("reason"));
    }
    let event = IndicatorTargeted {
        id: wanted.id,
        unit: wanted.unit,
        year: wanted.year,
        target: wanted.target,
        document: wanted.document.clone(),
        reason,
        effective_on: wanted.effective_on,
    };
    refusals.events(vec![event.into()])
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
    let said = report::year_ends_said(indicator, moment, &event);
    let events = std::iter::once(event.into()).chain(said.into_iter().map(Into::into));
    Ok(events.collect())
}

/// A unit agrees to its part.
fn agree(indicator: &Indicator, year: i16, unit: crate::UnitId, effective_on: Date) -> Decision {
    let mut refusals = Refusals::default();
    refusals.date("effective_on", effective_on);
    refusals.0.extend(agreed(indicator, year, unit));
    let event = AllocationAgreed {
        id: indicator.id,
        year,
        unit,
        effective_on,
    };
    refusals.events(vec![event.into()])
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
