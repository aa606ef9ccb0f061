//! A value of the zone as one cell of a file: in the cell's own shape, else in that of its column.
//!
//! Promises: what is written is read back as the value it was made of; a shape that would lose a
//! part of it (2022年5月 of a day) is passed over for one that does not.

use jiff::civil::Date;
use rust_decimal::Decimal;
use zone::{BasisPoints, Fen, Field, FoundText, Holder, Lang, Quantity, Texts, Value, Zone};

use super::edit::NewCell;
use super::habit::{Habit, ShareForm, holder_key, share_form, unit_key};
use super::shape::{DateShape, Digits, Words};
use crate::book::Cell;
use crate::mapping::{ColumnMapping, Defaults};
use crate::preview::{HolderRef, Names, UnitRef};
use crate::rows::{DraftFact, DraftValue};
use crate::value::share::ShareScale;
use crate::value::{self, Reading, date, money, number, share};

/// A column as writing into it needs it.
#[derive(Clone, Copy)]
pub(super) struct Column<'a> {
    pub(super) field: &'a Field,
    pub(super) mapping: &'a ColumnMapping,
    pub(super) habit: &'a Habit,
    pub(super) defaults: &'a Defaults,
    pub(super) epoch_1904: bool,
}

/// Writes values of a zone on a date.
pub(super) struct Renderer<'a> {
    pub(super) zone: &'a Zone,
    pub(super) texts: &'a dyn Texts,
    pub(super) names: Names<'a>,
    pub(super) on: Date,
}

impl Renderer<'_> {
    /// Whether a cell that was read says a value already.
    pub(super) fn says(&mut self, fact: &DraftFact, value: &Value) -> bool {
        match (value, &fact.value) {
            (Value::Text(own), DraftValue::Text(text)) if fact.field == Field::Name => {
                plain(own) == plain(text)
            }
            (Value::Text(own), DraftValue::Text(text)) if fact.field == Field::Nature => {
                *own == **text || self.names.nature(text).is_some_and(|key| *key == **own)
            }
            (Value::Text(own), DraftValue::Text(text)) => **own == **text,
            (Value::FreeText(own), DraftValue::FreeText(text)) => match self.texts.find(*own) {
                FoundText::Text(own) => own == *text,
                FoundText::Purged(_) => false,
                FoundText::Missing => true,
            },
            (Value::Money(own), DraftValue::Money(new)) => own == new,
            (Value::Share(own), DraftValue::Share(new)) => own == new,
            (Value::Date(own), DraftValue::Date(new)) => own == new,
            (Value::Level(own), DraftValue::Level(new)) => own == new,
            (Value::Quantity(own), DraftValue::Quantity(new)) => *own == **new,
            (Value::Unit(own), DraftValue::Unit(name)) => {
                self.names.unit(name) == UnitRef::Known(*own)
            }
            (Value::Units(own), DraftValue::Units(all)) => {
                own.len() == all.len()
                    && own
                        .iter()
                        .zip(all)
                        .all(|(own, name)| self.names.unit(name) == UnitRef::Known(*own))
            }
            (Value::Holder(own), DraftValue::Holder(name)) => {
                self.names.holder(name) == HolderRef::Known(*own)
            }
            (Value::Cleared, DraftValue::Cleared) => true,
            _ => false,
        }
    }

    /// A value as a cell, where `old` stands and was read as `was`.
    pub(super) fn cell(
        &self,
        value: &Value,
        old: &Cell,
        was: Option<&DraftValue>,
        column: Column<'_>,
    ) -> NewCell {
        match value {
            Value::Money(amount) => money_cell(*amount, old, column),
            Value::Share(share) => share_cell(*share, old, column),
            Value::Date(day) => {
                let was = match was {
                    Some(DraftValue::Date(was)) => Some(*was),
                    _ => None,
                };
                date_cell(*day, old, was, column)
            }
            Value::Cleared if column.field.kind() == zone::ValueKind::Date && !old.is_blank() => {
                NewCell::Text("待定".to_owned())
            }
            Value::Cleared => NewCell::Blank,
            Value::Quantity(quantity) => NewCell::Text(quantity_text(quantity, old)),
            _ => self.words_cell(value, old, column),
        }
    }

    fn words_cell(&self, value: &Value, old: &Cell, column: Column<'_>) -> NewCell {
        let text = self.words(value, old, column);
        let numeric = matches!(old, Cell::Number(_)) || old.is_blank() && column.habit.numbers > 0;
        let own = number::parse(&text).map(|number| number.normalize().to_string());
        if numeric && own.as_ref() == Some(&text) {
            NewCell::Number(text)
        } else if text.is_empty() {
            NewCell::Blank
        } else {
            NewCell::Text(text)
        }
    }

    /// A value that is words: as the file spells it, else as the zone does.
    fn words(&self, value: &Value, old: &Cell, column: Column<'_>) -> String {
        let habit = column.habit;
        let spelled = |key: &str| habit.word(key).map(ToString::to_string);
        let unit = |id: &zone::UnitId| {
            let own = || {
                self.zone
                    .units
                    .get(id)
                    .map(|unit| unit.name_on(self.on).to_owned())
            };
            spelled(&unit_key(*id)).or_else(own).unwrap_or_default()
        };
        match value {
            Value::Text(key) if *column.field == Field::Nature => {
                let path = || self.zone.stage_paths.get(key);
                spelled(key)
                    .or_else(|| path().map(|path| path.name.zh.clone()))
                    .unwrap_or_else(|| key.clone())
            }
            Value::Text(stage) if *column.field == Field::Stage => {
                let stages = &column.defaults.stages;
                let named = stages.iter().find(|(_, own)| *own == stage);
                spelled(stage)
                    .or_else(|| named.map(|(written, _)| written.clone()))
                    .unwrap_or_else(|| stage.clone())
            }
            Value::Text(text) => text.clone(),
            Value::FreeText(text) => self.texts.find(*text).shown(Lang::Zh),
            Value::Unit(id) => unit(id),
            Value::Units(ids) => {
                let shown = old.shown();
                let marks = ["、", "，", ",", "；", ";", "/", "\n"];
                let mark = marks.into_iter().find(|mark| shown.contains(mark));
                let names: Vec<String> = ids.iter().map(unit).collect();
                names.join(mark.unwrap_or("、"))
            }
            Value::Holder(holder) => {
                spelled(&holder_key(*holder)).unwrap_or_else(|| self.holder(*holder))
            }
            Value::Level(level) => spelled(&format!("{level:?}"))
                .unwrap_or_else(|| crate::export::level_name(*level).to_owned()),
            _ => String::new(),
        }
    }

    fn holder(&self, holder: Holder) -> String {
        crate::export::holder_name(self.zone, self.texts, holder, self.on)
    }
}

pub(super) fn plain(name: &str) -> String {
    let half = number::half_width(name);
    let kept = half.chars().filter(|c| !crate::book::is_blank(*c));
    kept.flat_map(char::to_lowercase).collect()
}

/// A cell as it will be read.
pub(super) fn as_read(cell: &NewCell) -> Cell {
    match cell {
        NewCell::Blank => Cell::Empty,
        NewCell::Text(text) => Cell::text(text),
        NewCell::Number(number) => number.parse().map_or(Cell::Empty, Cell::Number),
        NewCell::Day { date, .. } => Cell::Moment(date.to_datetime(jiff::civil::Time::midnight())),
    }
}

fn money_cell(amount: Fen, old: &Cell, column: Column<'_>) -> NewCell {
    let factor = column.habit.factor(column.mapping);
    let in_unit = |unit: Decimal| (amount.yuan() / unit).normalize();
    let number = NewCell::Number(in_unit(factor).to_string());
    let text = match old {
        Cell::Text(text) => money_text(text, amount, in_unit(factor)),
        _ if old.is_blank() && column.habit.written_numbers > column.habit.numbers => {
            Some(in_unit(factor).to_string())
        }
        _ => None,
    };
    let text = text.map(NewCell::Text);
    let right = |cell: &NewCell| money::read(&as_read(cell), factor) == Reading::Value(amount);
    text.filter(right).unwrap_or(number)
}

/// An amount written as another one is written: with its unit, its sign, its separators.
fn money_text(old: &str, amount: Fen, in_column_unit: Decimal) -> Option<String> {
    let half = number::half_width(old);
    let digit = |c: char| c.is_ascii_digit();
    let (first, last) = (half.find(digit)?, half.rfind(digit)?);
    let (before, own, behind) = (
        half[..first].trim(),
        &half[first..=last],
        half[last + 1..].trim(),
    );
    let before = before.trim_start_matches(['约', '~', '≈', '≥', '≤', '>', '<']);
    let number = if behind.is_empty() {
        in_column_unit
    } else {
        (amount.yuan() / money::factor(behind)?).normalize()
    };
    let number = if own.contains(',') {
        zone::labels::grouped(number)
    } else {
        number.to_string()
    };
    Some(format!("{before}{number}{behind}"))
}

fn share_cell(share: BasisPoints, old: &Cell, column: Column<'_>) -> NewCell {
    let own = match old {
        Cell::Empty => None,
        cell => old_share(cell, column).and_then(|was| share_form(cell, was)),
    };
    let percent = (share.fraction() * Decimal::ONE_HUNDRED).normalize();
    let form = own.or(column.habit.share()).unwrap_or_else(|| {
        if column.mapping.header.contains(['%', '％']) {
            ShareForm::Percent
        } else {
            ShareForm::Signed
        }
    });
    let sign = if old.shown().contains('％') {
        '％'
    } else {
        '%'
    };
    let text = |number: String| match old {
        Cell::Text(_) => NewCell::Text(number),
        _ if old.is_blank() && column.habit.written_numbers > column.habit.numbers => {
            NewCell::Text(number)
        }
        _ => NewCell::Number(number),
    };
    let cell = match form {
        ShareForm::Fraction => text(share.fraction().normalize().to_string()),
        ShareForm::Percent => text(percent.to_string()),
        ShareForm::Signed => NewCell::Text(format!("{percent}{sign}")),
    };
    let scale = ShareScale {
        fractions: column.habit.has_fractions(),
        doubtful: false,
    };
    if share::read(&as_read(&cell), scale) == Reading::Value(share) {
        cell
    } else {
        NewCell::Text(format!("{percent}{sign}"))
    }
}

fn old_share(cell: &Cell, column: Column<'_>) -> Option<BasisPoints> {
    let scale = ShareScale {
        fractions: column.habit.has_fractions(),
        doubtful: false,
    };
    match share::read(cell, scale) {
        Reading::Value(share) => Some(share),
        _ => None,
    }
}

fn date_cell(day: Date, old: &Cell, was: Option<Date>, column: Column<'_>) -> NewCell {
    let year = column.defaults.year;
    let context = column
        .habit
        .dates(column.mapping, column.field, year, column.epoch_1904);
    let own = was.and_then(|was| DateShape::of(old, was));
    let habits = column.habit.shapes();
    for shape in own.iter().chain(habits) {
        for cell in dates_shaped(shape, day, column) {
            if date::read(&as_read(&cell), context) == Reading::Value(day) {
                return cell;
            }
        }
    }
    NewCell::Day {
        date: day,
        like: column.habit.dated,
        text: day.to_string(),
    }
}

/// A day in a shape, and in shapes near it that say more.
fn dates_shaped(shape: &DateShape, day: Date, column: Column<'_>) -> Vec<NewCell> {
    let text = |words: &Words| NewCell::Text(words.write(day));
    let family = |words: &Words| words.family().iter().map(text).collect::<Vec<_>>();
    match shape {
        DateShape::Serial => vec![NewCell::Day {
            date: day,
            like: column.habit.dated,
            text: day.to_string(),
        }],
        DateShape::Words(words) => {
            let mut all = vec![text(words)];
            all.extend(family(words));
            all
        }
        DateShape::Digits(digits) => {
            let (year, month) = (day.year(), day.month());
            let number = match digits {
                Digits::Day => day.strftime("%Y%m%d").to_string(),
                Digits::Month => format!("{year}.{month}"),
                Digits::Year => year.to_string(),
                Digits::Serial => super::edit::serial_day(day, column.epoch_1904).to_string(),
            };
            let mut all = Vec::new();
            // 2022.10 as a number is 2022.1.
            if !(*digits == Digits::Month && month == 10) {
                all.push(NewCell::Number(number));
            }
            if let Some(words) = Words::of(&format!("{year}.{month}"), day) {
                all.extend(family(&words));
            }
            all
        }
    }
}

fn quantity_text(quantity: &Quantity, old: &Cell) -> String {
    let shown = old.shown();
    let half = number::half_width(&shown);
    let end = half.rfind(|c: char| c.is_ascii_digit());
    let behind = end.map_or("", |at| &half[at + 1..]);
    let gap = if end.is_some() && !behind.starts_with(' ') || quantity.unit.is_empty() {
        ""
    } else {
        " "
    };
    let (planned, done) = (quantity.planned.normalize(), quantity.done.normalize());
    let numbers = if half.contains('/') || end.is_none() || !quantity.done.is_zero() {
        format!("{planned}/{done}")
    } else {
        planned.to_string()
    };
    format!("{numbers}{gap}{}", quantity.unit)
}

/// Two values of one cell: `5000/3200`, `2022.5-2024.12`. Each is written in its own part, with
/// what stands between them.
pub(super) fn two(
    renderer: &Renderer<'_>,
    old: &Cell,
    parts: [(&Value, &DraftValue, Column<'_>); 2],
) -> Option<NewCell> {
    let Cell::Text(text) = old else { return None };
    let marks = [
        "——", "--", "—", "–", "~", "～", "至", "-", "/", "／", "、", ";",
    ];
    for mark in marks {
        for (at, _) in text.match_indices(mark) {
            let (first, second) = (&text[..at], &text[at + mark.len()..]);
            let halves = [Cell::text(first.trim()), Cell::text(second.trim())];
            let fits = halves
                .iter()
                .zip(&parts)
                .all(|(cell, (_, was, column))| reads_as(cell, was, *column));
            if !fits {
                continue;
            }
            let mut out = Vec::new();
            for (cell, (value, was, column)) in halves.iter().zip(parts) {
                out.push(match renderer.cell(value, cell, Some(was), column) {
                    NewCell::Text(text) | NewCell::Number(text) => text,
                    NewCell::Day { text, .. } => text,
                    NewCell::Blank => return None,
                });
            }
            return Some(NewCell::Text(out.join(mark)));
        }
    }
    None
}

/// Whether one part of a cell reads as a value.
fn reads_as(cell: &Cell, was: &DraftValue, column: Column<'_>) -> bool {
    match was {
        DraftValue::Money(amount) => {
            let factor = column.habit.factor(column.mapping);
            money::read(cell, factor) == Reading::Value(*amount)
        }
        DraftValue::Date(day) => {
            let year = column.defaults.year;
            let context = column
                .habit
                .dates(column.mapping, column.field, year, column.epoch_1904);
            date::read(cell, context) == Reading::Value(*day)
        }
        DraftValue::Text(text) | DraftValue::Unit(text) | DraftValue::Holder(text) => {
            *cell.shown() == **text
        }
        DraftValue::Share(share) => old_share(cell, column) == Some(*share),
        DraftValue::Cleared => value::says_pending(&cell.shown()),
        _ => false,
    }
}
