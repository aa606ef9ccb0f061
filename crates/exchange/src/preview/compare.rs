//! Whether a value of a file says something new.

use zone::{Field, FoundText, Value};

use super::identity::{NameKey, code_key};
use super::names::{HolderRef, Names, UnitRef};
use crate::rows::DraftValue;

/// What holds today: recorded in the zone, or by an earlier report of the same file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Old<'a> {
    Recorded(&'a Value),
    Draft(&'a DraftValue),
}

/// The outcome of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Same,
    Different,
    /// The text that held was purged: it is not brought back.
    Purged,
}

/// Compares what holds with what a file says.
pub(super) fn same(
    field: &Field,
    old: Option<Old<'_>>,
    new: &DraftValue,
    names: &mut Names<'_>,
) -> Verdict {
    let same = match (old, new) {
        (None, _) => *new == DraftValue::Cleared,
        // Blanks, widths and brackets are no new name.
        (Some(Old::Draft(DraftValue::Text(old))), DraftValue::Text(new))
            if *field == Field::Name =>
        {
            same_name(old, new)
        }
        (Some(Old::Recorded(Value::Text(old))), DraftValue::Text(new)) if *field == Field::Name => {
            same_name(old, new)
        }
        (Some(Old::Draft(DraftValue::Text(old))), DraftValue::Text(new)) if is_code(field) => {
            code_key(old) == code_key(new)
        }
        (Some(Old::Recorded(Value::Text(old))), DraftValue::Text(new)) if is_code(field) => {
            code_key(old) == code_key(new)
        }
        (Some(Old::Draft(old)), _) => old == new,
        (Some(Old::Recorded(value)), _) => return same_recorded(value, new, names),
    };
    if same {
        Verdict::Same
    } else {
        Verdict::Different
    }
}

/// A code typed otherwise is no new code.
fn is_code(field: &Field) -> bool {
    matches!(field, Field::ExternalCode(_))
}

fn same_name(old: &str, new: &str) -> bool {
    old == new || NameKey::of(old).exact == NameKey::of(new).exact
}

fn same_recorded(old: &Value, new: &DraftValue, names: &mut Names<'_>) -> Verdict {
    let same = match (old, new) {
        (Value::Text(old), DraftValue::Text(new)) => **old == **new,
        (Value::FreeText(old), DraftValue::FreeText(new)) => match names.texts.find(*old) {
            FoundText::Text(old) => old == *new,
            FoundText::Purged(_) => return Verdict::Purged,
            FoundText::Missing => false,
        },
        (Value::Money(old), DraftValue::Money(new)) => old == new,
        (Value::Share(old), DraftValue::Share(new)) => old == new,
        (Value::Date(old), DraftValue::Date(new)) => old == new,
        (Value::Level(old), DraftValue::Level(new)) => old == new,
        (Value::Quantity(old), DraftValue::Quantity(new)) => *old == **new,
        (Value::Unit(old), DraftValue::Unit(new)) => names.unit(new) == UnitRef::Known(*old),
        (Value::Units(old), DraftValue::Units(new)) => {
            old.len() == new.len()
                && old
                    .iter()
                    .zip(new)
                    .all(|(old, new)| names.unit(new) == UnitRef::Known(*old))
        }
        (Value::Holder(old), DraftValue::Holder(new)) => {
            names.holder(new) == HolderRef::Known(*old)
        }
        (Value::Cleared, DraftValue::Cleared) => true,
        _ => false,
    };
    if same {
        Verdict::Same
    } else {
        Verdict::Different
    }
}

/// What holds, as a person reads it.
pub(super) fn shown(old: Old<'_>, names: &Names<'_>) -> String {
    let unit = |id: &zone::UnitId| {
        let unit = names.zone.units.get(id);
        unit.map_or_else(
            || id.to_string(),
            |u| u.name_on(jiff::civil::Date::MAX).to_owned(),
        )
    };
    match old {
        Old::Draft(value) => value.shown(),
        Old::Recorded(value) => match value {
            Value::Text(text) => text.clone(),
            Value::FreeText(text) => names.texts.find(*text).shown(zone::Lang::Zh),
            Value::Money(amount) => amount.to_string(),
            Value::Share(share) => share.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Unit(id) => unit(id),
            Value::Units(ids) => ids.iter().map(unit).collect::<Vec<_>>().join("、"),
            Value::Holder(holder) => names.holder_name(*holder).unwrap_or_default(),
            Value::Quantity(quantity) => {
                format!("{}/{} {}", quantity.planned, quantity.done, quantity.unit)
            }
            Value::Level(level) => format!("{level:?}"),
            Value::Cleared => "—".to_owned(),
        },
    }
}

impl DraftValue {
    /// The value as a person reads it.
    pub fn shown(&self) -> String {
        match self {
            DraftValue::Text(text)
            | DraftValue::FreeText(text)
            | DraftValue::Unit(text)
            | DraftValue::Holder(text) => text.to_string(),
            DraftValue::Money(amount) => amount.to_string(),
            DraftValue::Share(share) => share.to_string(),
            DraftValue::Date(date) => date.to_string(),
            DraftValue::Units(names) => names.join("、"),
            DraftValue::Quantity(quantity) => {
                format!("{}/{} {}", quantity.planned, quantity.done, quantity.unit)
            }
            DraftValue::Level(level) => format!("{level:?}"),
            DraftValue::Cleared => "—".to_owned(),
        }
    }
}
