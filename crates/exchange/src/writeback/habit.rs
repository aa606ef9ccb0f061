//! How a column of a file writes its values: learned from the cells that were read, so that what
//! is written looks like what stands beside it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rust_decimal::Decimal;
use zone::{BasisPoints, Fen, Field, Holder, UnitId};

use super::shape::DateShape;
use crate::book::Cell;
use crate::mapping::ColumnMapping;
use crate::preview::{HolderRef, Names, UnitRef};
use crate::rows::{DraftFact, DraftValue};
use crate::value::date::{DateContext, DateOrder};
use crate::value::{self, money};

/// How shares are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ShareForm {
    /// 0.45.
    Fraction,
    /// 45.
    Percent,
    /// 45%, as text.
    Signed,
}

/// What a column does.
#[derive(Debug, Default)]
pub(super) struct Habit {
    /// How many yuan one of its numbers is.
    factors: BTreeMap<Decimal, usize>,
    shares: BTreeMap<ShareForm, usize>,
    dates: BTreeMap<DateShape, usize>,
    /// A cell that shows a date by its format.
    pub(super) dated: Option<(u32, u16)>,
    /// How values are spelled: what the zone has by what the file writes.
    words: HashMap<String, Arc<str>>,
    /// Cells that are numbers, and cells that are numbers written as text.
    pub(super) numbers: usize,
    pub(super) written_numbers: usize,
    day_first: usize,
    month_first: usize,
}

/// Units of money a ledger may be in, in yuan.
const FACTORS: [i64; 8] = [
    10_000,
    1,
    100_000_000,
    1_000,
    1_000_000,
    10_000_000,
    1_000_000_000,
    10_000_000_000,
];

impl Habit {
    /// Learns from a cell and what was read from it.
    pub(super) fn learn(
        &mut self,
        cell: &Cell,
        at: (u32, u16),
        fact: &DraftFact,
        names: &mut Names<'_>,
    ) {
        let number = value::cell_number(cell);
        match cell {
            Cell::Number(_) => self.numbers += 1,
            Cell::Text(_) if number.is_some() => self.written_numbers += 1,
            _ => {}
        }
        match &fact.value {
            DraftValue::Money(amount) => {
                let factor = number.and_then(|number| factor_of(number, *amount));
                if let Some(factor) = factor {
                    *self.factors.entry(factor).or_default() += 1;
                }
            }
            DraftValue::Share(share) => {
                if let Some(form) = share_form(cell, *share) {
                    *self.shares.entry(form).or_default() += 1;
                }
            }
            DraftValue::Date(date) => {
                if let Some(shape) = DateShape::of(cell, *date) {
                    if shape == DateShape::Serial {
                        self.dated = Some(at);
                    }
                    *self.dates.entry(shape).or_default() += 1;
                }
                self.learn_order(cell, *date);
            }
            DraftValue::Unit(name) => {
                if let UnitRef::Known(id) = names.unit(name) {
                    self.spell(unit_key(id), name);
                }
            }
            DraftValue::Units(all) => {
                for name in all {
                    if let UnitRef::Known(id) = names.unit(name) {
                        self.spell(unit_key(id), name);
                    }
                }
            }
            DraftValue::Holder(name) => {
                if let HolderRef::Known(holder) = names.holder(name) {
                    self.spell(holder_key(holder), name);
                }
            }
            DraftValue::Text(text) => {
                let shown: Arc<str> = Arc::from(cell.shown().trim());
                if fact.field == Field::Nature {
                    let key = names.nature(text).unwrap_or_else(|| Arc::clone(text));
                    self.spell(key.to_string(), &shown);
                } else if fact.field == Field::Stage {
                    self.spell(text.to_string(), &shown);
                }
            }
            DraftValue::Level(level) => {
                self.spell(format!("{level:?}"), &Arc::from(&*cell.shown()));
            }
            _ => {}
        }
    }

    fn spell(&mut self, key: String, as_written: &Arc<str>) {
        self.words
            .entry(key)
            .or_insert_with(|| Arc::clone(as_written));
    }

    fn learn_order(&mut self, cell: &Cell, date: jiff::civil::Date) {
        let Cell::Text(text) = cell else { return };
        let half = value::number::half_width(text);
        let mut parts = half.trim().split(['-', '/', '.', ' ']);
        let first = parts.next().and_then(|part| part.parse::<i8>().ok());
        let second = parts.next().and_then(|part| part.parse::<i8>().ok());
        if date.day() == date.month() {
            return;
        }
        match (first, second) {
            (Some(a), Some(b)) if (a, b) == (date.day(), date.month()) => self.day_first += 1,
            (Some(a), Some(b)) if (a, b) == (date.month(), date.day()) => self.month_first += 1,
            _ => {}
        }
    }

    /// How the file spells something.
    pub(super) fn word(&self, key: &str) -> Option<&Arc<str>> {
        self.words.get(key)
    }

    /// How many yuan one of the column's numbers is.
    pub(super) fn factor(&self, column: &ColumnMapping) -> Decimal {
        let learned = self.factors.iter().max_by_key(|(_, count)| **count);
        let stated = || column.unit.as_deref().and_then(money::factor);
        let header = || money::unit_in(&column.header).and_then(money::factor);
        let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        learned
            .map(|(factor, _)| *factor)
            .or_else(stated)
            .or_else(header)
            .unwrap_or(if column.header.contains(chinese) {
                Decimal::from(10_000)
            } else {
                Decimal::ONE
            })
    }

    /// How shares are written most often; `None` if the column has none.
    pub(super) fn share(&self) -> Option<ShareForm> {
        let most = self.shares.iter().max_by_key(|(_, count)| **count);
        most.map(|(form, _)| *form)
    }

    /// Whether plain numbers of the column are fractions.
    pub(super) fn has_fractions(&self) -> bool {
        self.shares.contains_key(&ShareForm::Fraction)
    }

    /// Shapes of dates, the most usual first.
    pub(super) fn shapes(&self) -> Vec<&DateShape> {
        let mut shapes: Vec<_> = self.dates.iter().collect();
        shapes.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        shapes.into_iter().map(|(shape, _)| shape).collect()
    }

    /// What reading a date of the column needs.
    pub(super) fn dates(
        &self,
        column: &ColumnMapping,
        field: &Field,
        year: Option<i16>,
        epoch_1904: bool,
    ) -> DateContext {
        let learned = match (self.day_first, self.month_first) {
            (0, 0) => None,
            (day, month) if day >= month => Some(DateOrder::DayFirst),
            _ => Some(DateOrder::MonthFirst),
        };
        let starts = matches!(
            field,
            Field::PlannedStart
                | Field::ActualStart
                | Field::PlannedRegistration
                | Field::ActualRegistration
        );
        DateContext {
            order: column.date_order.or(learned),
            year: crate::header::year_in(&column.header).or(year),
            at_end: !starts,
            epoch_1904,
        }
    }
}

/// The key under which a unit's spelling is kept.
pub(super) fn unit_key(id: UnitId) -> String {
    id.to_string()
}

/// The key under which a holder's spelling is kept.
pub(super) fn holder_key(holder: Holder) -> String {
    match holder {
        Holder::Person(id) => id.to_string(),
        Holder::Post(id) => id.to_string(),
    }
}

fn factor_of(number: Decimal, amount: Fen) -> Option<Decimal> {
    if number.is_zero() {
        return None;
    }
    let mut factors = FACTORS.iter().map(|factor| Decimal::from(*factor));
    factors.find(|factor| {
        let yuan = number.checked_mul(*factor);
        yuan.and_then(Fen::from_yuan) == Some(amount)
    })
}

/// How a cell writes a share, if it can be told from this cell alone.
pub(super) fn share_form(cell: &Cell, share: BasisPoints) -> Option<ShareForm> {
    let shown = cell.shown();
    if shown.trim_end().ends_with(['%', '％']) {
        return Some(ShareForm::Signed);
    }
    let number = value::cell_number(cell)?;
    if number.is_zero() {
        return None;
    }
    let is = |fraction: Decimal| BasisPoints::from_fraction(fraction) == Some(share);
    if is(number) {
        Some(ShareForm::Fraction)
    } else {
        is(number / Decimal::ONE_HUNDRED).then_some(ShareForm::Percent)
    }
}
