//! Operations on values whose types the checker has admitted.
//!
//! Promises the meaning of operators and of functions of one or two numbers. Knows no tree: what
//! has no answer is a [`FailureKind`], to which `eval` adds the place.

use crate::functions::Function;
use crate::limits::MAX_TEXT_CHARS;
use crate::numeric;
use crate::outcome::FailureKind;
use crate::types::Value;
use rust_decimal::{Decimal, RoundingStrategy};
use std::cmp::Ordering;

pub(crate) fn one(function: Function, number: Decimal) -> Result<Decimal, FailureKind> {
    match function {
        Function::Abs => Ok(number.abs()),
        Function::Sign if number.is_zero() => Ok(Decimal::ZERO),
        Function::Sign if number.is_sign_negative() => Ok(Decimal::NEGATIVE_ONE),
        Function::Sign => Ok(Decimal::ONE),
        Function::Sqrt => numeric::square_root(number),
        Function::Int => Ok(numeric::integer(number)),
        _ => Err(FailureKind::Undefined),
    }
}

pub(crate) fn two(function: Function, a: Decimal, b: Decimal) -> Result<Decimal, FailureKind> {
    match function {
        Function::Round => numeric::round(a, b, RoundingStrategy::MidpointAwayFromZero),
        Function::RoundUp => numeric::round(a, b, RoundingStrategy::AwayFromZero),
        Function::RoundDown => numeric::round(a, b, RoundingStrategy::ToZero),
        Function::Mod => numeric::modulo(a, b),
        Function::Ceiling => numeric::ceiling(a, b),
        Function::Floor => numeric::floor(a, b),
        _ => Err(FailureKind::Undefined),
    }
}

pub(crate) fn as_number(value: &Value) -> Result<Decimal, FailureKind> {
    match value {
        Value::Number(number) => Ok(*number),
        Value::Text(_) | Value::Bool(_) | Value::Date(_) => Err(FailureKind::Undefined),
    }
}

pub(crate) fn numbers(
    left: &Value,
    right: &Value,
    operation: impl Fn(Decimal, Decimal) -> Result<Decimal, FailureKind>,
) -> Result<Value, FailureKind> {
    operation(as_number(left)?, as_number(right)?).map(Value::Number)
}

pub(crate) fn sum(left: &Value, right: &Value) -> Result<Value, FailureKind> {
    match (left, right) {
        (Value::Date(date), Value::Number(days)) | (Value::Number(days), Value::Date(date)) => {
            numeric::add_days(*date, *days).map(Value::Date)
        }
        _ => numbers(left, right, numeric::add),
    }
}

pub(crate) fn difference(left: &Value, right: &Value) -> Result<Value, FailureKind> {
    match (left, right) {
        (Value::Date(end), Value::Date(start)) => {
            numeric::days_between(*end, *start).map(Value::Number)
        }
        (Value::Date(date), Value::Number(days)) => {
            numeric::add_days(*date, -*days).map(Value::Date)
        }
        _ => numbers(left, right, numeric::subtract),
    }
}

/// Texts are the same without regard to letter case, as in spreadsheets.
pub(crate) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Text(a), Value::Text(b)) => {
            a == b
                || a.eq_ignore_ascii_case(b)
                || a.chars()
                    .flat_map(char::to_lowercase)
                    .eq(b.chars().flat_map(char::to_lowercase))
        }
        (Value::Bool(a), Value::Bool(b)) => a == b,
        _ => order(left, right).is_eq(),
    }
}

/// The order of numbers and of dates; the checker admits nothing else.
pub(crate) fn order(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => numeric::compare(*a, *b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        _ => {
            debug_assert!(false, "the checker let unlike values through");
            Ordering::Equal
        }
    }
}

pub(crate) fn joined(left: &Value, right: &Value) -> Result<Value, FailureKind> {
    let mut text = plain(left);
    text.push_str(&plain(right));
    let long = text.len() > MAX_TEXT_CHARS && text.chars().count() > MAX_TEXT_CHARS;
    if long {
        Err(FailureKind::TextTooLong)
    } else {
        Ok(Value::text(text))
    }
}

/// A value as text: numbers without trailing zeros and without unit, dates as 2026-05-18.
fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Date(date) => date.to_string(),
    }
}
