//! From cells to figures: a value with what it was computed from, compared with what is known.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};
use zone::indicator::{Indicator, Kind, Month, Parts, ValueState};
use zone::{IndicatorId, UnitId, Zone};

use super::read::Reading;
use super::{Change, Figure, Figures, Target};
use crate::book::Sheet;
use crate::problem::{FigureCause, Place, Problem};

/// What a row holds of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Value,
    Numerator,
    Denominator,
}

impl Side {
    /// What a name says in its brackets: 投产率（分子）.
    pub(super) fn of(name: &str) -> Side {
        let within = name.split_once(['(', '（']).map_or("", |parts| parts.1);
        let within = within.to_ascii_lowercase();
        if within.contains("分子") || within.contains("numerator") {
            Side::Numerator
        } else if within.contains("分母") || within.contains("denominator") {
            Side::Denominator
        } else {
            Side::Value
        }
    }
}

/// What a cell is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum When {
    Month(Month),
    Target(i16),
}

/// What a cell is the figure of.
pub(super) type Of = (IndicatorId, Option<UnitId>, When);

/// The cells of a sheet, before they are put together.
#[derive(Default)]
pub(super) struct Cells {
    /// In the order of the table.
    order: Vec<Of>,
    seen: BTreeMap<(Of, Side), (Decimal, (u32, u16))>,
}

impl Cells {
    /// Takes a cell; where the same figure stands with another value, if it does.
    pub(super) fn take(
        &mut self,
        of: Of,
        side: Side,
        value: Decimal,
        cell: (u32, u16),
    ) -> Option<(u32, u16)> {
        let known = |side| self.seen.contains_key(&(of, side));
        if ![Side::Value, Side::Numerator, Side::Denominator]
            .into_iter()
            .any(known)
        {
            self.order.push(of);
        }
        if let Some((other, place)) = self.seen.get(&(of, side)) {
            return (*other != value).then_some(*place);
        }
        self.seen.insert((of, side), (value, cell));
        None
    }
}

/// Puts cells together and compares them.
pub(super) struct Settling<'a> {
    pub(super) zone: &'a Zone,
    pub(super) sheet: &'a Sheet,
    pub(super) reading: &'a Reading,
    /// Whether an indicator's figures are not this table's to change.
    pub(super) elsewhere: &'a dyn Fn(&Indicator) -> bool,
}

impl Settling<'_> {
    pub(super) fn settle(&self, cells: &Cells, found: &mut Figures) {
        for of in &cells.order {
            let Some(indicator) = self.zone.indicators.get(&of.0) else {
                continue;
            };
            match of.2 {
                When::Month(month) => self.figure(indicator, *of, month, cells, found),
                When::Target(year) => self.target(indicator, *of, year, cells, found),
            }
        }
    }

    fn figure(
        &self,
        indicator: &Indicator,
        of: Of,
        month: Month,
        cells: &Cells,
        found: &mut Figures,
    ) {
        let at = |side| cells.seen.get(&(of, side)).copied();
        let parts = match (at(Side::Numerator), at(Side::Denominator)) {
            (Some(above), Some(below)) => Some(Parts {
                numerator: above.0,
                denominator: below.0,
            }),
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => {
                return self.tell(found, one.1, FigureCause::OnePart);
            }
        };
        let computed = parts.and_then(|parts| {
            let points = parts.points()?;
            let round = RoundingStrategy::MidpointAwayFromZero;
            let points = points.round_dp_with_strategy(2, round);
            Some((points.normalize(), at(Side::Numerator)?.1))
        });
        let Some((value, cell)) = at(Side::Value).or(computed) else {
            // Out of nothing: the denominator's cell says so.
            if let Some((_, cell)) = at(Side::Denominator) {
                self.tell(found, cell, FigureCause::OnePart);
            }
            return;
        };
        let (known, change) =
            compared(indicator, (of.1, month), (value, parts), self.reading.state);
        let figure = Figure {
            indicator: of.0,
            unit: of.1,
            month,
            value,
            parts,
            known,
            change,
            sheet: Arc::clone(&self.sheet.name),
            cell,
        };
        if !(self.elsewhere)(indicator) {
            found.figures.push(figure);
        } else if known != Some(value) {
            found.differences.push(figure);
        }
    }

    fn target(&self, indicator: &Indicator, of: Of, year: i16, cells: &Cells, found: &mut Figures) {
        let Some((value, cell)) = cells.seen.get(&(of, Side::Value)) else {
            return;
        };
        let known = indicator.targets.get(&(of.1, year));
        let known = known.and_then(|own| own.last()).map(|own| own.value);
        found.targets.push(Target {
            indicator: of.0,
            unit: of.1,
            year,
            value: *value,
            known,
            change: match known {
                None => Change::New,
                Some(known) if known == *value => Change::Unchanged,
                Some(_) => Change::Changed,
            },
            sheet: Arc::clone(&self.sheet.name),
            cell: *cell,
        });
    }

    fn tell(&self, found: &mut Figures, cell: (u32, u16), cause: FigureCause) {
        let place = Place::cell(&found.file_name, &self.sheet.name, cell.0, cell.1);
        found.problems.push(Problem::figure(place, cause));
    }
}

fn compared(
    indicator: &Indicator,
    of: (Option<UnitId>, Month),
    (value, parts): (Decimal, Option<Parts>),
    state: ValueState,
) -> (Option<Decimal>, Change) {
    let Some(known) = indicator.values.get(&of).map(|own| &own.latest) else {
        return (None, Change::New);
    };
    let other_parts = indicator.definition.kind == Kind::Ratio
        && parts.is_some_and(|parts| known.parts != Some(parts));
    let change = if known.value != value || other_parts {
        Change::Changed
    } else if known.state < state {
        Change::Firmer
    } else {
        Change::Unchanged
    };
    (Some(known.value), change)
}
