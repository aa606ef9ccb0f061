//! Arithmetic on decimals, as spreadsheets do it, and the calendar arithmetic of `DATE`.
//!
//! Promises never to panic or to wrap: what has no answer is a [`FailureKind`]. Products and
//! quotients keep up to 28 digits. Before a number is compared or rounded to a step it is settled
//! to 20 decimals, so that `1/3*3 = 1` and `INT(1/3*3) = 1`, as anybody expects.

use crate::limits::{MAX_POWER, SETTLED_DECIMALS};
use crate::outcome::FailureKind;
use crate::types::round_half_away;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, MathematicalOps, RoundingStrategy};
use std::cmp::Ordering;

type Answer<T = Decimal> = Result<T, FailureKind>;

pub(crate) fn settle(number: Decimal) -> Decimal {
    if number.scale() <= SETTLED_DECIMALS {
        number
    } else {
        round_half_away(number, SETTLED_DECIMALS)
    }
}

/// A count of steps, settled before it is cut off. What a quotient is off grows with it, for a
/// small divisor holds fewer digits: as many decimals less as it has digits before the point.
fn settle_steps(number: Decimal) -> Decimal {
    let mut digits = 0;
    let mut whole = number.trunc().mantissa().unsigned_abs();
    while whole > 0 {
        (whole, digits) = (whole / 10, digits + 1);
    }
    let decimals = SETTLED_DECIMALS.saturating_sub(digits);
    if number.scale() <= decimals {
        number
    } else {
        round_half_away(number, decimals)
    }
}

pub(crate) fn compare(left: Decimal, right: Decimal) -> Ordering {
    settle(left).cmp(&settle(right))
}

pub(crate) fn add(left: Decimal, right: Decimal) -> Answer {
    left.checked_add(right).ok_or(FailureKind::Overflow)
}

pub(crate) fn subtract(left: Decimal, right: Decimal) -> Answer {
    left.checked_sub(right).ok_or(FailureKind::Overflow)
}

pub(crate) fn multiply(left: Decimal, right: Decimal) -> Answer {
    left.checked_mul(right).ok_or(FailureKind::Overflow)
}

pub(crate) fn divide(left: Decimal, right: Decimal) -> Answer {
    if right.is_zero() {
        return Err(FailureKind::DivisionByZero);
    }
    left.checked_div(right).ok_or(FailureKind::Overflow)
}

/// Whole powers only.
pub(crate) fn power(base: Decimal, exponent: Decimal) -> Answer {
    let exponent = whole(exponent)?;
    if exponent.abs() > MAX_POWER {
        return Err(FailureKind::OutOfRange);
    }
    if base.is_zero() && exponent <= 0 {
        let undefined = exponent == 0;
        return Err(if undefined {
            FailureKind::Undefined
        } else {
            FailureKind::DivisionByZero
        });
    }
    let mut result = Decimal::ONE;
    let mut square = base;
    let mut left = exponent.unsigned_abs();
    while left > 0 {
        if left % 2 == 1 {
            result = multiply(result, square)?;
        }
        left /= 2;
        if left > 0 {
            square = multiply(square, square)?;
        }
    }
    // A result too small for 28 decimals is zero here; its inverse is too large.
    if exponent < 0 && result.is_zero() {
        return Err(FailureKind::Overflow);
    }
    if exponent < 0 {
        divide(Decimal::ONE, result)
    } else {
        Ok(result)
    }
}

pub(crate) fn square_root(number: Decimal) -> Answer {
    number.sqrt().ok_or(FailureKind::Undefined)
}

/// The three ways of rounding to decimals; negative decimals round to tens, hundreds, …
pub(crate) fn round(number: Decimal, decimals: Decimal, how: RoundingStrategy) -> Answer {
    let decimals = whole(decimals)?;
    if decimals.abs() > 28 {
        return Err(FailureKind::OutOfRange);
    }
    let places = u32::try_from(decimals.unsigned_abs()).unwrap_or(0);
    if decimals >= 0 {
        let settled = if places < SETTLED_DECIMALS {
            settle(number)
        } else {
            number
        };
        return Ok(settled.round_dp_with_strategy(places, how));
    }
    let step = power(Decimal::TEN, Decimal::from(places))?;
    multiply(
        divide(settle(number), step)?.round_dp_with_strategy(0, how),
        step,
    )
}

pub(crate) fn integer(number: Decimal) -> Decimal {
    settle(number).floor()
}

/// The remainder with the sign of the divisor.
pub(crate) fn modulo(number: Decimal, divisor: Decimal) -> Answer {
    let steps = settle_steps(divide(number, divisor)?).floor();
    subtract(number, multiply(divisor, steps)?).map(settle)
}

/// `CEILING`: away from zero if both signs agree, up for a negative number and positive step.
pub(crate) fn ceiling(number: Decimal, step: Decimal) -> Answer {
    if number.is_zero() || step.is_zero() {
        return Ok(Decimal::ZERO);
    }
    multiply(steps(number, step)?.ceil(), step)
}

/// `FLOOR`: towards zero if both signs agree, down for a negative number and positive step.
pub(crate) fn floor(number: Decimal, step: Decimal) -> Answer {
    if number.is_zero() {
        return Ok(Decimal::ZERO);
    }
    multiply(steps(number, step)?.floor(), step)
}

fn steps(number: Decimal, step: Decimal) -> Answer {
    if number.is_sign_positive() && step.is_sign_negative() {
        return Err(FailureKind::Undefined);
    }
    divide(number, step).map(settle_steps)
}

pub(crate) fn median(mut numbers: Vec<Decimal>) -> Answer {
    numbers.sort_unstable();
    let middle = numbers.len() / 2;
    if numbers.len() % 2 == 1 {
        return Ok(numbers[middle]);
    }
    divide(add(numbers[middle - 1], numbers[middle])?, Decimal::TWO)
}

fn whole(number: Decimal) -> Answer<i64> {
    let number = settle(number);
    if !number.is_integer() {
        return Err(FailureKind::NotWhole);
    }
    number.to_i64().ok_or(FailureKind::OutOfRange)
}

/// `DATE`: months beyond 12 and days beyond the month carry over, as in spreadsheets; decimals
/// are cut off.
pub(crate) fn date(year: Decimal, month: Decimal, day: Decimal) -> Answer<Date> {
    let cut = |number| integer(number).to_i64().ok_or(FailureKind::BadDate);
    let month = cut(month)?.checked_sub(1).ok_or(FailureKind::BadDate)?;
    let year = cut(year)?
        .checked_add(month.div_euclid(12))
        .ok_or(FailureKind::BadDate)?;
    let (Ok(year), Ok(month)) = (i16::try_from(year), i8::try_from(month.rem_euclid(12) + 1))
    else {
        return Err(FailureKind::BadDate);
    };
    let first = Date::new(year, month, 1).map_err(|_| FailureKind::BadDate)?;
    let days = cut(day)?.checked_sub(1).ok_or(FailureKind::BadDate)?;
    shift(first, days)
}

/// A date so many days later.
pub(crate) fn add_days(date: Date, days: Decimal) -> Answer<Date> {
    shift(date, whole(days)?)
}

fn shift(date: Date, days: i64) -> Answer<Date> {
    let span = jiff::Span::new()
        .try_days(days)
        .map_err(|_| FailureKind::BadDate)?;
    let shifted = date.checked_add(span).map_err(|_| FailureKind::BadDate)?;
    let sound = (1900..=9999).contains(&shifted.year());
    if sound {
        Ok(shifted)
    } else {
        Err(FailureKind::BadDate)
    }
}

/// Days from `start` to `end`.
pub(crate) fn days_between(end: Date, start: Date) -> Answer {
    let span = start.until(end).map_err(|_| FailureKind::BadDate)?;
    Ok(Decimal::from(span.get_days()))
}
