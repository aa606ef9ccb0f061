//! The words of a scenario's line: `verb place key=value key=value`.

use std::str::FromStr;

use jiff::civil::Date;
use rust_decimal::Decimal;
use zone::event::NewFact;
use zone::text::TextTable;
use zone::{
    BasisPoints, Fen, Field, HandlingLevel, Holder, Quantity, Sealer, UnitId, Value, ValueKind,
};

/// A line taken apart.
pub(crate) struct Line<'a> {
    /// Words before the first `key=value`.
    pub(crate) places: Vec<&'a str>,
    /// Pairs, in order.
    pub(crate) pairs: Vec<(&'a str, String)>,
}

impl<'a> Line<'a> {
    pub(crate) fn new(text: &'a str) -> Line<'a> {
        let mut line = Line {
            places: Vec::new(),
            pairs: Vec::new(),
        };
        for word in text.split_whitespace() {
            match word.split_once('=') {
                Some((key, value)) => line.pairs.push((key, value.to_owned())),
                None => line.places.push(word),
            }
        }
        line
    }

    /// The word at a place.
    pub(crate) fn place(&self, at: usize) -> &'a str {
        self.places
            .get(at)
            .unwrap_or_else(|| panic!("word {at} is missing in {:?}", self.places))
    }

    /// An id or number at a place.
    pub(crate) fn id<T: FromStr>(&self, at: usize) -> T {
        parsed(self.place(at))
    }

    /// The value of a key, if it is given.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|pair| pair.0 == key)?;
        Some(found.1.as_str())
    }

    /// The values of a key that may come more than once.
    pub(crate) fn all(&self, key: &str) -> impl Iterator<Item = &str> {
        let own = move |pair: &&(&str, String)| pair.0 == key;
        self.pairs.iter().filter(own).map(|pair| pair.1.as_str())
    }

    /// The value of a key, read.
    pub(crate) fn read<T: FromStr>(&self, key: &str) -> Option<T> {
        self.get(key).map(parsed)
    }

    /// The value of a key that must be there.
    pub(crate) fn need<T: FromStr>(&self, key: &str) -> T {
        self.read(key)
            .unwrap_or_else(|| panic!("{key}= is missing in {:?}", self.places))
    }

    /// The date `on=`.
    pub(crate) fn on(&self) -> Date {
        self.need("on")
    }

    /// The pairs whose key is a field of a project, as facts.
    pub(crate) fn facts(&self, texts: &mut TextTable) -> Vec<NewFact> {
        let fields = self.pairs.iter().filter_map(|(key, text)| {
            let field = field(key)?;
            Some((field, text))
        });
        fields
            .map(|(field, text)| NewFact {
                value: value(field.kind(), text, texts),
                field,
                cell: None,
            })
            .collect()
    }
}

/// A field by its key, or by a short word of 2026 for tables of cases.
fn field(key: &str) -> Option<Field> {
    Some(match key {
        "plan" => Field::YearPlan(2026),
        "did" => Field::ReportedYtd,
        "required" => Field::RequiredFinish,
        "forecast" => Field::ForecastFinish,
        "register" => Field::PlannedRegistration,
        _ => match key.strip_prefix('m').and_then(|month| month.parse().ok()) {
            Some(month) => Field::MonthPlan(2026, month),
            None => return key.parse().ok(),
        },
    })
}

/// Reads a word, or says which one cannot be read.
pub(crate) fn parsed<T: FromStr>(word: &str) -> T {
    word.parse()
        .unwrap_or_else(|_| panic!("{word:?} cannot be read"))
}

/// A value as scenarios write it: money in 万元, `-` for cleared, `!` before a text to give a
/// field a text whatever its kind.
fn value(kind: ValueKind, text: &str, texts: &mut TextTable) -> Value {
    if text == "-" {
        return Value::Cleared;
    }
    if let Some(text) = text.strip_prefix('!') {
        return Value::Text(text.to_owned());
    }
    match kind {
        ValueKind::Text => Value::Text(text.to_owned()),
        ValueKind::FreeText => Value::FreeText(texts.seal(text, &[])),
        ValueKind::Money => Value::Money(wan(text)),
        ValueKind::Share => {
            let percent: Decimal = parsed(text.trim_end_matches('%'));
            let share = BasisPoints::from_fraction(percent / Decimal::ONE_HUNDRED);
            Value::Share(share.expect("a share"))
        }
        ValueKind::Date => Value::Date(parsed(text)),
        ValueKind::Unit => Value::Unit(unit(text)),
        ValueKind::Units => Value::Units(text.split(',').map(unit).collect()),
        ValueKind::Holder => Value::Holder(match text.starts_with('T') {
            true => Holder::Post(parsed(text)),
            false => Holder::Person(parsed(text)),
        }),
        ValueKind::Quantity => {
            let (done, rest) = text.split_once('/').expect("done/planned:unit");
            let (planned, unit) = rest.split_once(':').expect("done/planned:unit");
            Value::Quantity(Quantity {
                done: parsed(done),
                planned: parsed(planned),
                unit: unit.to_owned(),
            })
        }
        ValueKind::Level => Value::Level(match text {
            "public" => HandlingLevel::Public,
            "internal" => HandlingLevel::Internal,
            "work_secret" => HandlingLevel::WorkSecret,
            other => panic!("no handling level {other:?}"),
        }),
    }
}

/// A unit by id, or `+0` for the first that the import itself adds.
fn unit(text: &str) -> UnitId {
    match text.strip_prefix('+') {
        Some(position) => zone::command::ImportRef::unit(parsed(position)),
        None => parsed(text),
    }
}

/// Money from 万元.
pub(crate) fn wan(text: &str) -> Fen {
    Fen((parsed::<Decimal>(text) * Decimal::from(1_000_000))
        .try_into()
        .expect("whole fen"))
}
