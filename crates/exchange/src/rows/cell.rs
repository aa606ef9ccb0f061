//! Reading one cell into a row.

use std::sync::Arc;

use rust_decimal::Decimal;
use zone::{Field, ValueKind};

use super::{CellAt, DraftFact, DraftValue, Fate, ImportRow};
use crate::book::Cell;
use crate::limits;
use crate::mapping::{Mapping, Target, Unreadable};
use crate::problem::{CellCause, Severity};
use crate::value::date::DateContext;
use crate::value::share::ShareScale;
use crate::value::{self, Reading, date, money, share, span};

/// A column, with all that reading its cells needs.
pub(super) struct ColumnReader<'a> {
    pub(super) field: u16,
    pub(super) target: &'a Target,
    pub(super) part: Option<u8>,
    pub(super) unreadable: Unreadable,
    pub(super) unit: Decimal,
    pub(super) scale: ShareScale,
    pub(super) dates: DateContext,
}

/// What a cell gave besides its value.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) problems: Vec<CellCause>,
    /// Words to keep beside the field.
    pub(super) note: Option<Arc<str>>,
}

impl Heard {
    fn told(&mut self, cause: CellCause) {
        self.problems.push(cause);
    }
}

/// Reads one cell into a row.
pub(super) fn read_into(
    row: &mut ImportRow,
    column: &ColumnReader<'_>,
    cell: &Cell,
    at: Option<CellAt>,
    mapping: &Mapping,
    heard: &mut Heard,
) -> Fate {
    match column.target {
        Target::AsOf => {
            row.as_of = settle(date::read(cell, column.dates), cell, column, heard).flatten();
        }
        Target::Mark => row.mark = tidy(cell),
        Target::Id => row.id = cell.shown().trim().parse().ok(),
        Target::Ignore => return Fate::IgnoredColumn,
        Target::Year | Target::MoneyUnit => return Fate::Title,
        Target::Field(field) => {
            let value = read_field(field, column, cell, mapping, heard);
            if let Some(note) = heard.note.take() {
                row.note(field, &note, at);
            }
            let Some(value) = value else {
                return if heard.problems.iter().any(is_error) {
                    Fate::Refused
                } else {
                    Fate::Noted
                };
            };
            match (field, &value) {
                (Field::Name, DraftValue::Text(name)) => {
                    row.name = Arc::clone(name);
                    row.at = at.unwrap_or(row.at);
                }
                (Field::ExternalCode(system), DraftValue::Text(code)) => {
                    row.codes.push((system.clone(), Arc::clone(code)));
                }
                (Field::LeadUnit, DraftValue::Unit(unit)) => row.unit = Some(Arc::clone(unit)),
                // A project without name or code is no row at all: nothing to clear.
                (Field::Name | Field::ExternalCode(_), _) => return Fate::EmptyLine,
                _ => {}
            }
            row.facts.push(DraftFact {
                field: field.clone(),
                value,
                cell: at,
            });
        }
    }
    if heard.problems.iter().any(is_error) {
        Fate::Refused
    } else {
        Fate::Imported
    }
}

fn is_error(cause: &CellCause) -> bool {
    cause.told().severity == Severity::Error
}

impl ImportRow {
    /// Keeps words beside a field; two of them stand one after the other.
    pub(super) fn note(&mut self, of: &Field, words: &str, at: Option<CellAt>) {
        let field = Field::Note(of.to_string());
        let known = self.facts.iter_mut().find(|fact| fact.field == field);
        if let Some(fact) = known
            && let DraftValue::FreeText(text) = &mut fact.value
        {
            *text = Arc::from(format!("{text}；{words}"));
            return;
        }
        self.facts.push(DraftFact {
            field,
            value: DraftValue::FreeText(Arc::from(words)),
            cell: at,
        });
    }
}

fn read_field(
    field: &Field,
    column: &ColumnReader<'_>,
    cell: &Cell,
    mapping: &Mapping,
    heard: &mut Heard,
) -> Option<DraftValue> {
    let part = column.part;
    let value = match field.kind() {
        ValueKind::Money => {
            let read = match part {
                Some(part) => money::read_part(cell, column.unit, part),
                None => money::read(cell, column.unit),
            };
            settle(read, cell, column, heard)?.map(DraftValue::Money)
        }
        ValueKind::Date => {
            let read = match part {
                Some(part) => span::read_part(cell, column.dates, part),
                None => date::read(cell, column.dates),
            };
            settle(read, cell, column, heard)?.map(DraftValue::Date)
        }
        kind => {
            let own;
            let cell = match part {
                Some(part) => {
                    own = part_of(cell, part);
                    &own
                }
                None => cell,
            };
            match kind {
                ValueKind::Share => {
                    let read = share::read(cell, column.scale);
                    settle(read, cell, column, heard)?.map(DraftValue::Share)
                }
                ValueKind::Level => {
                    settle(value::read_level(cell), cell, column, heard)?.map(DraftValue::Level)
                }
                ValueKind::Quantity => {
                    let read = settle(value::quantity(cell), cell, column, heard)?;
                    read.map(|own| DraftValue::Quantity(Box::new(own)))
                }
                kind => return read_words(field, kind, cell, mapping, heard),
            }
        }
    };
    Some(value.unwrap_or(DraftValue::Cleared))
}

/// One of several texts of a cell; the whole where there is but one.
fn part_of(cell: &Cell, part: u8) -> Cell {
    let Cell::Text(text) = cell else {
        return if part == 1 { cell.clone() } else { Cell::Empty };
    };
    let at = usize::from(part).saturating_sub(1);
    match value::parts(text) {
        Some(parts) => parts.get(at).map_or(Cell::Empty, |text| Cell::text(text)),
        None if part == 1 => cell.clone(),
        None => Cell::Empty,
    }
}

/// Texts, units and people.
fn read_words(
    field: &Field,
    kind: ValueKind,
    cell: &Cell,
    mapping: &Mapping,
    heard: &mut Heard,
) -> Option<DraftValue> {
    if let Cell::Error(error) = cell {
        heard.told(CellCause::of_formula(error));
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
        heard.told(CellCause::TooLong(chars));
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
fn settle<T>(
    reading: Reading<T>,
    cell: &Cell,
    column: &ColumnReader<'_>,
    heard: &mut Heard,
) -> Option<Option<T>> {
    // Two fields read from one cell would keep its words twice: the first keeps them.
    let note = || tidy(cell).filter(|_| column.part.is_none_or(|part| part == 1));
    match reading {
        Reading::Value(value) => Some(Some(value)),
        Reading::Noted(value) => {
            heard.note = note();
            Some(Some(value))
        }
        Reading::Doubtful(value, cause) => {
            heard.told(cause);
            Some(Some(value))
        }
        Reading::Cleared(cause) => {
            if let Some(cause) = cause {
                heard.note = note();
                heard.told(cause);
            }
            Some(None)
        }
        Reading::Blank => None,
        Reading::Words(cause) => {
            heard.note = note();
            heard.told(cause);
            None
        }
        Reading::Refused(cause @ (CellCause::FormulaError(_) | CellCause::NotComputed)) => {
            heard.told(cause);
            None
        }
        Reading::Refused(_) if column.unreadable == Unreadable::Note => {
            heard.note = note();
            heard.told(CellCause::KeptAsNote(value::short(&cell.shown())));
            None
        }
        Reading::Refused(cause) => {
            heard.told(cause);
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
