//! How types and units go together.
//!
//! Promises one answer for each pair and operation. A constant written without a unit takes that
//! of the other side; `80%` counts as a share. The rules:
//!
//! - Dimensionless units mix, except a count with a share or points. Share − share gives points;
//!   a plain constant × share gives a plain number (`60*完成率`), a percent constant keeps it.
//! - A quantity with dimension adds to and compares with its own unit only; it may be multiplied
//!   and divided by dimensionless numbers; divided by its own unit it gives a plain number.
//! - Date ± days is a date, date − date is days. Working days need a calendar: not here.

use crate::types::{Type, Unit};

/// The type of an expression while it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ty {
    /// A number made of constants.
    Bare,
    /// A number made of constants, one of them with a percent sign.
    BarePercent,
    Known(Type),
}

impl Ty {
    pub(crate) const fn number(unit: Unit) -> Ty {
        Ty::Known(Type::Number(unit))
    }

    /// The type to keep and to show.
    pub(crate) fn settled(self) -> Type {
        match self {
            Ty::Bare => Type::Number(Unit::Pure),
            Ty::BarePercent => Type::Number(Unit::Share),
            Ty::Known(ty) => ty,
        }
    }

    pub(crate) fn is_number(self) -> bool {
        matches!(self.settled(), Type::Number(_))
    }

    pub(crate) fn is_dimensionless(self) -> bool {
        matches!(self.settled(), Type::Number(unit) if unit.is_dimensionless())
    }

    fn is_bare(self) -> bool {
        matches!(self, Ty::Bare | Ty::BarePercent)
    }
}

/// The type two branches have in common, or two sides of a comparison.
pub(crate) fn join(left: Ty, right: Ty) -> Option<Ty> {
    match (left, right) {
        _ if left == right => Some(left),
        (Ty::Bare | Ty::BarePercent, Ty::Bare | Ty::BarePercent) => Some(Ty::BarePercent),
        (Ty::Known(Type::Number(_)), other) if other.is_bare() => Some(left),
        (other, Ty::Known(Type::Number(_))) if other.is_bare() => Some(right),
        (Ty::Known(Type::Number(a)), Ty::Known(Type::Number(b))) => mix(a, b).map(Ty::number),
        _ => None,
    }
}

fn mix(a: Unit, b: Unit) -> Option<Unit> {
    let shares = |unit| matches!(unit, Unit::Share | Unit::Points);
    if !(a.is_dimensionless() && b.is_dimensionless()) {
        return None;
    }
    match (a, b) {
        (Unit::Count, other) | (other, Unit::Count) if shares(other) => None,
        (Unit::Pure, other) | (other, Unit::Pure) => Some(other),
        (Unit::Score, _) | (_, Unit::Score) => Some(Unit::Score),
        _ => Some(Unit::Share),
    }
}

/// The type of a sum.
pub(crate) fn add(left: Ty, right: Ty) -> Option<Ty> {
    match (left, right) {
        (date @ Ty::Known(Type::Date), days) | (days, date @ Ty::Known(Type::Date)) => {
            is_days(days).then_some(date)
        }
        _ if left.is_number() => join(left, right),
        _ => None,
    }
}

/// The type of a difference.
pub(crate) fn subtract(left: Ty, right: Ty) -> Option<Ty> {
    const SHARE: Ty = Ty::number(Unit::Share);
    match (left, right) {
        (Ty::Known(Type::Date), Ty::Known(Type::Date)) => Some(Ty::number(Unit::Days)),
        (Ty::Known(Type::Date), days) => is_days(days).then_some(left),
        (SHARE, SHARE | Ty::BarePercent) | (Ty::BarePercent, SHARE) => {
            Some(Ty::number(Unit::Points))
        }
        _ if left.is_number() => join(left, right),
        _ => None,
    }
}

fn is_days(ty: Ty) -> bool {
    ty == Ty::Bare || ty == Ty::number(Unit::Days)
}

/// The type of a product.
pub(crate) fn multiply(left: Ty, right: Ty) -> Option<Ty> {
    match (left, right) {
        (Ty::BarePercent, Ty::BarePercent) => Some(Ty::BarePercent),
        (Ty::Bare | Ty::BarePercent, Ty::Bare | Ty::BarePercent) => Some(Ty::Bare),
        (Ty::BarePercent, Ty::Known(Type::Number(_))) => Some(right),
        (Ty::Known(Type::Number(_)), Ty::BarePercent) => Some(left),
        (Ty::Bare, Ty::Known(Type::Number(unit))) | (Ty::Known(Type::Number(unit)), Ty::Bare) => {
            let counted = matches!(unit, Unit::Share | Unit::Points | Unit::Count);
            Some(Ty::number(if counted { Unit::Pure } else { unit }))
        }
        (Ty::Known(Type::Number(a)), Ty::Known(Type::Number(b))) => product(a, b).map(Ty::number),
        _ => None,
    }
}

fn product(a: Unit, b: Unit) -> Option<Unit> {
    match (a.is_dimensionless(), b.is_dimensionless()) {
        (false, false) => None,
        (false, true) => Some(a),
        (true, false) => Some(b),
        (true, true) => Some(match (a, b) {
            (Unit::Score, _) | (_, Unit::Score) => Unit::Score,
            (Unit::Count, _) | (_, Unit::Count) => Unit::Count,
            (Unit::Pure, _) | (_, Unit::Pure) => Unit::Pure,
            (Unit::Points, _) | (_, Unit::Points) => Unit::Points,
            _ => Unit::Share,
        }),
    }
}

/// The type of a quotient.
pub(crate) fn divide(left: Ty, right: Ty) -> Option<Ty> {
    match (left, right) {
        _ if !left.is_number() || !right.is_number() => None,
        (Ty::Bare | Ty::BarePercent, Ty::BarePercent) => Some(Ty::Bare),
        (_, Ty::Bare | Ty::BarePercent) => Some(left),
        _ => {
            let (Type::Number(a), Type::Number(b)) = (left.settled(), right.settled()) else {
                return None;
            };
            quotient(a, b).map(Ty::number)
        }
    }
}

fn quotient(a: Unit, b: Unit) -> Option<Unit> {
    match (a, b) {
        _ if a == b => Some(Unit::Pure),
        _ if !b.is_dimensionless() => None,
        _ if !a.is_dimensionless() => Some(a),
        (_, Unit::Pure) => Some(a),
        (Unit::Count | Unit::Score, Unit::Share) => Some(a),
        _ => Some(Unit::Pure),
    }
}

/// The type of a power.
pub(crate) fn power(base: Ty, exponent: Ty) -> Option<Ty> {
    let sound = base.is_dimensionless() && exponent.is_dimensionless();
    let plain = if base.is_bare() {
        Ty::Bare
    } else {
        Ty::number(Unit::Pure)
    };
    sound.then_some(plain)
}

/// The type of a value followed by a percent sign.
pub(crate) fn percent(ty: Ty) -> Option<Ty> {
    match ty {
        Ty::Bare | Ty::BarePercent => Some(Ty::BarePercent),
        Ty::Known(Type::Number(Unit::Pure)) => Some(Ty::number(Unit::Share)),
        Ty::Known(Type::Number(_)) => Some(ty),
        Ty::Known(Type::Text | Type::Bool | Type::Date) => None,
    }
}

/// Whether a result of type `found` serves where `wanted` is asked for.
pub(crate) fn serves(found: Ty, wanted: Type) -> bool {
    match (found, wanted) {
        _ if found.settled() == wanted => true,
        (Ty::Bare | Ty::BarePercent, Type::Number(_)) => true,
        (Ty::Known(Type::Number(a)), Type::Number(b)) => {
            let shares = |unit| matches!(unit, Unit::Share | Unit::Points);
            let plain = a == Unit::Pure || b == Unit::Pure;
            (a.is_dimensionless() && b.is_dimensionless() && plain) || (shares(a) && shares(b))
        }
        _ => false,
    }
}
