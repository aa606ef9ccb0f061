//! The types of function calls.
//!
//! Promises that a call that passes here has arguments its meaning in `eval` is defined for.
//! Numbers of arguments were checked before.

use crate::functions::Function;
use crate::lower::{COUNT, Lowering, Typed};
use crate::problem::ProblemKind;
use crate::tree::Kind;
use crate::types::{Type, Unit, Value};
use crate::units::{self, Ty};

/// What an argument must be, in Chinese and English.
pub(crate) type Wanted = (&'static str, &'static str);

pub(crate) const A_NUMBER: Wanted = ("数值", "a number");
const A_PLAIN_NUMBER: Wanted = ("不带单位的数值", "a number without dimension");
const A_CONDITION: Wanted = ("条件（是非）", "a condition (yes/no)");
const A_DATE: Wanted = ("日期", "a date");
const NUMBER_OR_DATE: Wanted = ("数值或日期", "a number or a date");
const NUMBER_OR_CONDITION: Wanted = ("数值或条件", "a number or a condition");

const TRUTH: Ty = Ty::Known(Type::Bool);
const DATE: Ty = Ty::Known(Type::Date);
const PURE: Ty = Ty::number(Unit::Pure);

/// Reports an argument of the wrong type.
pub(crate) fn wrong_type(lowering: &mut Lowering<'_>, part: &Typed, wanted: Wanted) {
    let (wanted_zh, wanted_en) = wanted;
    let found = part.ty.settled();
    lowering.problem(
        ProblemKind::WrongType {
            wanted_zh,
            wanted_en,
            found,
        },
        part.node.span,
    );
}

/// The type of a call; reports what is wrong with its arguments.
pub(crate) fn result_type(
    lowering: &mut Lowering<'_>,
    function: Function,
    parts: &[Typed],
) -> Option<Ty> {
    let mut check = Check {
        lowering,
        sound: true,
    };
    let ty = match function {
        Function::If | Function::Ifs | Function::Switch | Function::Band | Function::IfMissing => {
            choice(&mut check, function, parts)
        }
        Function::And | Function::Or | Function::Xor | Function::Not => {
            check.all(parts, A_CONDITION, |ty| ty == TRUTH);
            Some(TRUTH)
        }
        Function::Min | Function::Max | Function::Clamp => {
            check.all(parts, NUMBER_OR_DATE, |ty| ty.is_number() || ty == DATE);
            check.joined(parts)
        }
        Function::Sum | Function::Average | Function::Median | Function::Mod => {
            check.all(parts, A_NUMBER, Ty::is_number);
            check.joined(parts)
        }
        Function::Ceiling | Function::Floor => {
            check.all(parts, A_NUMBER, Ty::is_number);
            check.joined(parts).map(|_| parts[0].ty)
        }
        Function::Count => Some(COUNT),
        Function::IsMissing => Some(TRUTH),
        Function::Abs | Function::Int => {
            check.all(parts, A_NUMBER, Ty::is_number);
            Some(parts[0].ty)
        }
        Function::Sign => {
            check.all(parts, A_NUMBER, Ty::is_number);
            Some(PURE)
        }
        Function::N => {
            check.all(parts, NUMBER_OR_CONDITION, |ty| {
                ty.is_number() || ty == TRUTH
            });
            Some(PURE)
        }
        Function::Sqrt => {
            check.all(parts, A_PLAIN_NUMBER, Ty::is_dimensionless);
            Some(PURE)
        }
        Function::Round | Function::RoundUp | Function::RoundDown => {
            check.all(&parts[..1], A_NUMBER, Ty::is_number);
            check.all(&parts[1..], A_PLAIN_NUMBER, Ty::is_dimensionless);
            Some(parts[0].ty)
        }
        Function::Date => {
            check.all(parts, A_PLAIN_NUMBER, Ty::is_dimensionless);
            Some(DATE)
        }
        Function::Year | Function::Month | Function::Day => {
            check.all(parts, A_DATE, |ty| ty == DATE);
            Some(PURE)
        }
        Function::Days => {
            check.all(parts, A_DATE, |ty| ty == DATE);
            Some(Ty::number(Unit::Days))
        }
    };
    ty.filter(|_| check.sound)
}

fn choice(check: &mut Check<'_, '_>, function: Function, parts: &[Typed]) -> Option<Ty> {
    let pick = |wanted: &dyn Fn(usize) -> bool| -> Vec<&Typed> {
        parts
            .iter()
            .enumerate()
            .filter(|(i, _)| wanted(*i))
            .map(|(_, part)| part)
            .collect()
    };
    let last_is_default = parts.len().is_multiple_of(2);
    let last = parts.len() - 1;
    match function {
        Function::If => {
            check.all(&parts[..1], A_CONDITION, |ty| ty == TRUTH);
            check.joined(&parts[1..])
        }
        Function::Ifs => {
            check.all(pick(&|i| i % 2 == 0), A_CONDITION, |ty| ty == TRUTH);
            check.joined(pick(&|i| i % 2 == 1))
        }
        Function::Switch => {
            check.joined(pick(&|i| {
                i == 0 || (i % 2 == 1 && !(i == last && last_is_default))
            }));
            check.joined(pick(&|i| {
                i > 0 && (i % 2 == 0 || (i == last && last_is_default))
            }))
        }
        Function::Band => {
            let compared = pick(&|i| i == 0 || (i % 2 == 1 && i != last));
            check.all(compared.iter().copied(), NUMBER_OR_DATE, |ty| {
                ty.is_number() || ty == DATE
            });
            check.ascending(&compared[1..]);
            check.joined(compared);
            check.joined(pick(&|i| i > 0 && (i % 2 == 0 || i == last)))
        }
        _ => check.joined(parts),
    }
}

struct Check<'a, 'b> {
    lowering: &'a mut Lowering<'b>,
    sound: bool,
}

impl Check<'_, '_> {
    fn all<'t>(
        &mut self,
        parts: impl IntoIterator<Item = &'t Typed>,
        wanted: Wanted,
        fits: impl Fn(Ty) -> bool,
    ) {
        for part in parts {
            if !fits(part.ty) {
                self.sound = false;
                wrong_type(self.lowering, part, wanted);
            }
        }
    }

    /// The common type; each part that does not fit those before it is a problem.
    fn joined<'t>(&mut self, parts: impl IntoIterator<Item = &'t Typed>) -> Option<Ty> {
        let mut parts = parts.into_iter();
        let mut common = parts.next()?.ty;
        if !self.sound {
            return None;
        }
        for part in parts {
            match units::join(common, part.ty) {
                Some(ty) => common = ty,
                None => {
                    self.sound = false;
                    let (left, right) = (common.settled(), part.ty.settled());
                    let kind = ProblemKind::Unlike { left, right };
                    self.lowering.problem(kind, part.node.span);
                }
            }
        }
        Some(common)
    }

    fn ascending(&mut self, limits: &[&Typed]) {
        let number = |part: &Typed| match &part.node.kind {
            Kind::Literal {
                value: Value::Number(number),
                ..
            } => Some(*number),
            _ => None,
        };
        for pair in limits.windows(2) {
            if let (Some(low), Some(high)) = (number(pair[0]), number(pair[1]))
                && low >= high
            {
                self.sound = false;
                self.lowering
                    .problem(ProblemKind::BandOrder, pair[1].node.span);
            }
        }
    }
}
