//! Facts and their values.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use zone::event::NewFact;
use zone::{
    BasisPoints, Fen, Field, HandlingLevel, Holder, PersonId, PostId, Quantity, Sealer, UnitId,
    Value, ValueKind,
};

/// A field and the value it takes.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactInput {
    /// Key of the field: `reported_ytd`, `month_plan.2026-05`, `gate.开工`.
    #[schema(value_type = String)]
    field: Field,
    /// The value.
    value: ValueInput,
}

/// A value, by its kind.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ValueInput {
    /// A text; of a field that takes free text it is sealed.
    Text(String),
    /// Money in fen.
    Money(i64),
    /// A share in basis points.
    Share(i32),
    /// A date.
    Date(DateText),
    /// A unit.
    Unit(UnitText),
    /// Several units.
    Units(Vec<UnitText>),
    /// A person by id.
    Person(PersonText),
    /// A post by id.
    Post(PostText),
    /// A quantity.
    Quantity(QuantityInput),
    /// A handling level.
    Level(HandlingLevel),
    /// From the date on the field has no value.
    Cleared,
}

macro_rules! written {
    ($($(#[$doc:meta])* $name:ident($inner:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = String)]
        pub(crate) struct $name($inner);
    )*};
}

written! {
    /// A date: `2026-05-18`.
    DateText(Date);
    /// A unit: `U3`.
    UnitText(UnitId);
    /// A person: `R4`.
    PersonText(PersonId);
    /// A post: `T2`.
    PostText(PostId);
}

/// A planned and done quantity, as decimal texts.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuantityInput {
    /// Planned.
    #[schema(value_type = String)]
    planned: Decimal,
    /// Done to date.
    #[schema(value_type = String)]
    done: Decimal,
    /// Unit of measure.
    unit: String,
}

/// Facts of the model, with free texts sealed.
pub(super) fn facts(inputs: Vec<FactInput>, sealer: &mut dyn Sealer) -> Vec<NewFact> {
    let fact = |input: FactInput| NewFact {
        value: value(&input.field, input.value, sealer),
        field: input.field,
        cell: None,
    };
    inputs.into_iter().map(fact).collect()
}

fn value(field: &Field, input: ValueInput, sealer: &mut dyn Sealer) -> Value {
    match input {
        ValueInput::Text(text) if field.kind() == ValueKind::FreeText => {
            Value::FreeText(sealer.seal(&text, &[]))
        }
        ValueInput::Text(text) => Value::Text(text),
        ValueInput::Money(fen) => Value::Money(Fen(fen)),
        ValueInput::Share(points) => Value::Share(BasisPoints(points)),
        ValueInput::Date(date) => Value::Date(date.0),
        ValueInput::Unit(unit) => Value::Unit(unit.0),
        ValueInput::Units(units) => Value::Units(units.into_iter().map(|unit| unit.0).collect()),
        ValueInput::Person(person) => Value::Holder(Holder::Person(person.0)),
        ValueInput::Post(post) => Value::Holder(Holder::Post(post.0)),
        ValueInput::Quantity(quantity) => Value::Quantity(Quantity {
            planned: quantity.planned,
            done: quantity.done,
            unit: quantity.unit,
        }),
        ValueInput::Level(level) => Value::Level(level),
        ValueInput::Cleared => Value::Cleared,
    }
}
