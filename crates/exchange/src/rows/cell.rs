//! Reading one cell into a row.

use std::sync::Arc;

use rust_decimal::Decimal;
use zone::{Field, ValueKind};

use super::{CellAt, DraftFact, DraftValue, ImportRow};
use crate::book::Cell;
use crate::limits;
use crate::mapping::{Mapping, Target};
use crate::problem::CellCause;
use crate::value::date::DateContext;
use crate::value::share::ShareScale;
use crate::value::{self, Reading, date, money, share};

/// A column, with all that reading its cells needs.
pub(super) struct ColumnReader<'a> {
    pub(super) field: u16,
    pub(super) target: &'a Target,
    pub(super) unit: Decimal,
    pub(super) scale: ShareScale,
    pub(super) dates: DateContext,
}

/// Reads one cell into a row.
pub(super) fn read_into(
    row: &mut ImportRow,
    column: &ColumnReader<'_>,
    cell: &Cell,
    at: CellAt,
    mapping: &Mapping,
    told: &mut dyn FnMut(CellCause),
) {
    match column.target {
        Target::AsOf => row.as_of = settle(date::read(cell, column.dates), told).flatten(),
        Target::Mark => row.mark = tidy(cell),
        Target::Id => row.id = cell.shown().trim().parse().ok(),
        Target::Ignore | Target::Year | Target::MoneyUnit => {}
        Target::Field(field) => {
            let Some(value) = read_field(field, column, cell, mapping, told) else {
                return;
            };
            match (field, &value) {
                (Field::Name, DraftValue::Text(name)) => {
                    row.name = Arc::clone(name);
                    row.at = at;
                }
                (Field::ExternalCode(system), DraftValue::Text(code)) => {
                    row.codes.push((system.clone(), Arc::clone(code)));
                }
                (Field::LeadUnit, DraftValue::Unit(unit)) => row.unit = Some(Arc::clone(unit)),
                // A project without name or code is no row at all: nothing to clear.
                (Field::Name | Field::ExternalCode(_), _) => return,
                _ => {}
            }
            row.facts.push(DraftFact {
                field: field.clone(),
                value,
                cell: Some(at),
            });
        }
    }
}

fn read_field(
    field: &Field,
    column: &ColumnReader<'_>,
    cell: &Cell,
    mapping: &Mapping,
    told: &mut dyn FnMut(CellCause),
) -> Option<DraftValue> {
    let value = match field.kind() {
        ValueKind::Money => settle(money::read(cell, column.unit), told)?.map(DraftValue::Money),
        ValueKind::Share => settle(share::read(cell, column.scale), told)?.map(DraftValue::Share),
        ValueKind::Date => settle(date::read(cell, column.dates), told)?.map(DraftValue::Date),
        ValueKind::Level => settle(value::read_level(cell), told)?.map(DraftValue::Level),
        ValueKind::Quantity => settle(value::quantity(cell), told)?.map(DraftValue::Quantity),
        kind => return read_words(field, kind, cell, mapping, told),
    };
    Some(value.unwrap_or(DraftValue::Cleared))
}

/// Texts, units and people.
fn read_words(
    field: &Field,
    kind: ValueKind,
    cell: &Cell,
    mapping: &Mapping,
    told: &mut dyn FnMut(CellCause),
) -> Option<DraftValue> {
    if let Cell::Error(error) = cell {
        told(CellCause::of_formula(error));
        return None;
    }
    let text = tidy(cell)?;
    if value::says_pending(&text) {
        return Some(DraftValue::Cleared);
    }
    let chars = text.chars().count();
    let most = match kind {
        ValueKind::FreeText => limits::CELL_CHARS_MAX,
        _ => zone::limits::SHORT_TEXT_CHARS_MAX,
    };
    if chars > most {
        told(CellCause::TooLong(chars));
        return None;
    }
    Some(match kind {
        ValueKind::FreeText => DraftValue::FreeText(text),
        ValueKind::Unit => DraftValue::Unit(text),
        ValueKind::Units => {
            let names = text.split(['、', ',', '，', ';', '；', '/', '\n']);
            DraftValue::Units(
                names
                    .map(str::trim)
                    .filter(|n| !n.is_empty())
                    .map(Arc::from)
                    .collect(),
            )
        }
        ValueKind::Holder => DraftValue::Holder(text),
        _ if *field == Field::Stage => {
            let stage = mapping.defaults.stages.get(&*text);
            DraftValue::Text(stage.map_or(text, |stage| Arc::from(stage.as_str())))
        }
        _ => DraftValue::Text(text),
    })
}

/// `None`: nothing to record. `Some(None)`: stated to have no value.
fn settle<T>(reading: Reading<T>, told: &mut dyn FnMut(CellCause)) -> Option<Option<T>> {
    match reading {
        Reading::Value(value) => Some(Some(value)),
        Reading::Doubtful(value, cause) => {
            told(cause);
            Some(Some(value))
        }
        Reading::Cleared(cause) => {
            cause.into_iter().for_each(told);
            Some(None)
        }
        Reading::Blank => None,
        Reading::Refused(cause) => {
            told(cause);
            None
        }
    }
}

/// The text of a cell without blanks around it, without invisible characters, and without the
/// mark that keeps a text from being taken for a formula (see [`crate::export::harmless`]).
fn tidy(cell: &Cell) -> Option<Arc<str>> {
    if let Cell::Text(text) = cell {
        if let Some(inner) = text.strip_prefix('\'')
            && crate::export::harmless(inner) != inner
        {
            return Some(Arc::from(inner.trim_matches(crate::book::is_blank)));
        }
        let trimmed = text.trim_matches(crate::book::is_blank);
        let invisible = |c: char| crate::book::is_blank(c) && !c.is_whitespace();
        if trimmed.len() == text.len() && !trimmed.contains(invisible) {
            return (!text.is_empty()).then(|| Arc::clone(text));
        }
        let clean: String = trimmed.chars().filter(|c| !invisible(*c)).collect();
        return (!clean.is_empty()).then(|| Arc::from(clean));
    }
    let shown = cell.shown();
    (!shown.is_empty()).then(|| Arc::from(&*shown))
}
