//! Evaluation of a typed tree.
//!
//! Promises to end (every node at most once), never to panic, and to allocate nothing on the way
//! to a number or a literal text. With a [`Witness`] it also tells what it did; without one the
//! compiler removes the telling.
//!
//! Missing values: what needs one is missing, with the names of all that are missing. A failure
//! outweighs a missing value. `AND` with one false is false and `OR` with one true is true,
//! whatever the others are.

use crate::functions::Function;
use crate::numeric;
use crate::outcome::{Failure, FailureKind, Inputs, Outcome};
use crate::schema::VariableIndex;
use crate::trace::Branch;
use crate::tree::{Kind, Node, Operator};
use crate::types::Value;
use crate::values::{as_number, difference, joined, numbers, one, order, same, sum, two};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Why there is no value. Boxed, so that a value stays small.
#[derive(Debug, Clone)]
pub(crate) enum Stop {
    Missing(Vec<VariableIndex>),
    Failed(Failure),
}

pub(crate) type Answer<T = Value> = Result<T, Box<Stop>>;

/// Somebody who is told what is evaluated.
pub(crate) trait Witness {
    fn enter(&mut self) {}
    fn branch(&mut self, _branch: Branch) {}
    fn leave(&mut self, _node: &Node, _answer: &Answer) {}
}

/// Nobody.
pub(crate) struct Nobody;

impl Witness for Nobody {}

/// The outcome that an answer stands for.
pub(crate) fn outcome(answer: Answer) -> Outcome {
    match answer.map_err(|stop| *stop) {
        Ok(value) => Outcome::Value(value),
        Err(Stop::Failed(failure)) => Outcome::Failed(failure),
        Err(Stop::Missing(mut missing)) => {
            missing.sort_unstable();
            missing.dedup();
            Outcome::Missing(missing)
        }
    }
}

/// One evaluation.
pub(crate) struct Run<'a, I: ?Sized, W> {
    pub(crate) inputs: &'a I,
    pub(crate) witness: &'a mut W,
}

impl<I: Inputs + ?Sized, W: Witness> Run<'_, I, W> {
    /// The value of a node.
    pub(crate) fn node(&mut self, node: &Node) -> Answer {
        self.witness.enter();
        let answer = match &node.kind {
            Kind::Literal { value, .. } => Ok(value.clone()),
            Kind::Variable(index) => self.variable(node, *index),
            Kind::Negate(part) => self.number(part).map(|number| Value::Number(-number)),
            Kind::Percent(part) => self.number(part).and_then(|number| {
                numeric_answer(node, numeric::divide(number, Decimal::ONE_HUNDRED))
            }),
            Kind::Binary(operator, parts) => self.binary(node, *operator, parts),
            Kind::Call(function, parts) => self.call(node, *function, parts),
        };
        self.witness.leave(node, &answer);
        answer
    }

    fn variable(&self, node: &Node, index: VariableIndex) -> Answer {
        match self.inputs.get(index) {
            Some(value) if value.is_of(node.ty) => Ok(value.clone()),
            Some(_) => Err(failed(node, FailureKind::WrongInputType(index))),
            None => Err(Box::new(Stop::Missing(vec![index]))),
        }
    }

    fn number(&mut self, node: &Node) -> Answer<Decimal> {
        let value = self.node(node)?;
        match value {
            Value::Number(number) => Ok(number),
            Value::Text(_) | Value::Bool(_) | Value::Date(_) => Err(unsound(node)),
        }
    }

    fn truth(&mut self, node: &Node) -> Answer<bool> {
        match self.node(node)? {
            Value::Bool(truth) => Ok(truth),
            Value::Text(_) | Value::Number(_) | Value::Date(_) => Err(unsound(node)),
        }
    }

    fn date(&mut self, node: &Node) -> Answer<Date> {
        match self.node(node)? {
            Value::Date(date) => Ok(date),
            Value::Text(_) | Value::Number(_) | Value::Bool(_) => Err(unsound(node)),
        }
    }

    fn binary(&mut self, node: &Node, operator: Operator, parts: &[Node; 2]) -> Answer {
        let left = self.node(&parts[0]);
        let right = self.node(&parts[1]);
        let (left, right) = both(left, right)?;
        let kind = match operator {
            Operator::Equal => Ok(Value::Bool(same(&left, &right))),
            Operator::NotEqual => Ok(Value::Bool(!same(&left, &right))),
            Operator::Less => Ok(Value::Bool(order(&left, &right).is_lt())),
            Operator::LessEqual => Ok(Value::Bool(order(&left, &right).is_le())),
            Operator::Greater => Ok(Value::Bool(order(&left, &right).is_gt())),
            Operator::GreaterEqual => Ok(Value::Bool(order(&left, &right).is_ge())),
            Operator::Join => joined(&left, &right),
            Operator::Add => sum(&left, &right),
            Operator::Subtract => difference(&left, &right),
            Operator::Multiply => numbers(&left, &right, numeric::multiply),
            Operator::Divide => numbers(&left, &right, numeric::divide),
            Operator::Power => numbers(&left, &right, numeric::power),
        };
        kind.map_err(|kind| failed(node, kind))
    }

    fn call(&mut self, node: &Node, function: Function, parts: &[Node]) -> Answer {
        match function {
            Function::If => {
                let held = self.truth(&parts[0])?;
                self.witness.branch(Branch::Condition(held));
                self.node(&parts[if held { 1 } else { 2 }])
            }
            Function::Ifs => self.ifs(node, parts),
            Function::Switch => self.cases(node, parts, same),
            Function::Band => self.cases(node, parts, |value, limit| order(value, limit).is_lt()),
            Function::And => self.decided(parts, false),
            Function::Or => self.decided(parts, true),
            Function::Not => Ok(Value::Bool(!self.truth(&parts[0])?)),
            Function::Xor => {
                let odd = self.fold(parts, Ok(false), |odd, value| {
                    Ok(odd ^ matches!(value, Value::Bool(true)))
                })?;
                odd.map(Value::Bool).map_err(|kind| failed(node, kind))
            }
            Function::IfMissing => match self.node(&parts[0]) {
                Err(stop) if matches!(*stop, Stop::Missing(_)) => {
                    self.witness.branch(Branch::Substituted);
                    self.node(&parts[1])
                }
                answer => answer,
            },
            Function::IsMissing => Ok(Value::Bool(!present(self.node(&parts[0]))?)),
            Function::Count => {
                let mut count = 0_u32;
                for part in parts {
                    count += u32::from(present(self.node(part))?);
                }
                Ok(Value::Number(count.into()))
            }
            Function::Min | Function::Max | Function::Clamp => self.extreme(node, function, parts),
            Function::Date | Function::Year | Function::Month | Function::Day | Function::Days => {
                self.calendar(node, function, parts)
            }
            _ => self.arithmetic(node, function, parts),
        }
    }

    fn ifs(&mut self, node: &Node, parts: &[Node]) -> Answer {
        for (index, pair) in parts.chunks_exact(2).enumerate() {
            if self.truth(&pair[0])? {
                self.witness.branch(Branch::Case(index + 1));
                return self.node(&pair[1]);
            }
        }
        Err(failed(node, FailureKind::NoMatch))
    }

    fn cases(
        &mut self,
        node: &Node,
        parts: &[Node],
        applies: impl Fn(&Value, &Value) -> bool,
    ) -> Answer {
        let value = self.node(&parts[0])?;
        let pairs = parts[1..].chunks_exact(2);
        let otherwise = pairs.remainder().first();
        for (index, pair) in pairs.enumerate() {
            let case = self.node(&pair[0])?;
            if applies(&value, &case) {
                self.witness.branch(Branch::Case(index + 1));
                return self.node(&pair[1]);
            }
        }
        let Some(otherwise) = otherwise else {
            return Err(failed(node, FailureKind::NoMatch));
        };
        self.witness.branch(Branch::Otherwise);
        self.node(otherwise)
    }

    /// `AND` and `OR`: one argument that equals `decisive` decides.
    fn decided(&mut self, parts: &[Node], decisive: bool) -> Answer {
        let mut stop: Option<Box<Stop>> = None;
        for (index, part) in parts.iter().enumerate() {
            match self.truth(part) {
                Ok(truth) if truth == decisive => {
                    self.witness.branch(Branch::DecidedBy(index + 1));
                    return Ok(Value::Bool(decisive));
                }
                Ok(_) => {}
                Err(other) => stop = Some(worse(stop, other)),
            }
        }
        stop.map_or(Ok(Value::Bool(!decisive)), Err)
    }

    /// Folds the values of all parts; every missing one is named.
    fn fold<T>(
        &mut self,
        parts: &[Node],
        start: Result<T, FailureKind>,
        step: impl Fn(T, Value) -> Result<T, FailureKind>,
    ) -> Answer<Result<T, FailureKind>> {
        let mut total = start;
        let mut stop: Option<Box<Stop>> = None;
        for part in parts {
            match self.node(part) {
                Ok(value) => total = total.and_then(|total| step(total, value)),
                Err(other) => stop = Some(worse(stop, other)),
            }
        }
        stop.map_or(Ok(total), Err)
    }

    fn extreme(&mut self, node: &Node, function: Function, parts: &[Node]) -> Answer {
        if function == Function::Clamp {
            let value = self.node(&parts[0]);
            let low = self.node(&parts[1]);
            let high = self.node(&parts[2]);
            let (value, (low, high)) = both(value, both(low, high))?;
            let capped = if order(&value, &high).is_gt() {
                high
            } else {
                value
            };
            return Ok(if order(&capped, &low).is_lt() {
                low
            } else {
                capped
            });
        }
        let wanted = if function == Function::Min {
            Ordering::Less
        } else {
            Ordering::Greater
        };
        let best = self.fold(parts, Ok(None), |best: Option<Value>, value| {
            Ok(match best {
                Some(best) if order(&value, &best) != wanted => Some(best),
                _ => Some(value),
            })
        })?;
        best.ok().flatten().ok_or_else(|| unsound(node))
    }

    fn calendar(&mut self, node: &Node, function: Function, parts: &[Node]) -> Answer {
        if function == Function::Date {
            let year = self.number(&parts[0]);
            let month = self.number(&parts[1]);
            let day = self.number(&parts[2]);
            let (year, (month, day)) = both(year, both(month, day))?;
            let date = numeric::date(year, month, day).map_err(|kind| failed(node, kind))?;
            return Ok(Value::Date(date));
        }
        if function == Function::Days {
            let (end, start) = both(self.date(&parts[0]), self.date(&parts[1]))?;
            return numeric_answer(node, numeric::days_between(end, start));
        }
        let date = self.date(&parts[0])?;
        Ok(Value::Number(match function {
            Function::Year => Decimal::from(date.year()),
            Function::Month => Decimal::from(date.month()),
            _ => Decimal::from(date.day()),
        }))
    }

    fn arithmetic(&mut self, node: &Node, function: Function, parts: &[Node]) -> Answer {
        if matches!(function, Function::Sum | Function::Average) {
            let total = self.fold(parts, Ok(Decimal::ZERO), |total, value| {
                numeric::add(total, as_number(&value)?)
            })?;
            let count = if function == Function::Sum {
                1
            } else {
                parts.len()
            };
            return numeric_answer(
                node,
                total.and_then(|total| numeric::divide(total, Decimal::from(count))),
            );
        }
        if function == Function::Median {
            let all = self.fold(parts, Ok(Vec::new()), |mut all, value| {
                all.push(as_number(&value)?);
                Ok(all)
            })?;
            return numeric_answer(node, all.and_then(numeric::median));
        }
        if let [first, second] = parts {
            let (first, second) = both(self.number(first), self.number(second))?;
            return numeric_answer(node, two(function, first, second));
        }
        if function == Function::N {
            return Ok(match self.node(&parts[0])? {
                Value::Bool(truth) => Value::Number(Decimal::from(u8::from(truth))),
                value => value,
            });
        }
        let number = self.number(&parts[0])?;
        numeric_answer(node, one(function, number))
    }
}

fn failed(node: &Node, kind: FailureKind) -> Box<Stop> {
    Box::new(Stop::Failed(Failure {
        kind,
        span: node.span,
    }))
}

/// A value of a type the checker excluded. A bug, but not a reason to stop the caller.
fn unsound(node: &Node) -> Box<Stop> {
    debug_assert!(false, "the checker let a wrong type through: {node:?}");
    failed(node, FailureKind::Undefined)
}

fn numeric_answer(node: &Node, number: Result<Decimal, FailureKind>) -> Answer {
    number.map(Value::Number).map_err(|kind| failed(node, kind))
}

fn present(answer: Answer) -> Answer<bool> {
    match answer {
        Ok(_) => Ok(true),
        Err(stop) if matches!(*stop, Stop::Missing(_)) => Ok(false),
        Err(stop) => Err(stop),
    }
}

fn both<A, B>(left: Answer<A>, right: Answer<B>) -> Answer<(A, B)> {
    match (left, right) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(stop), Ok(_)) | (Ok(_), Err(stop)) => Err(stop),
        (Err(left), Err(right)) => Err(worse(Some(left), right)),
    }
}

/// The first failure, or all missing variables.
fn worse(known: Option<Box<Stop>>, mut other: Box<Stop>) -> Box<Stop> {
    let Some(mut known) = known else { return other };
    match (&mut *known, &mut *other) {
        (Stop::Missing(all), Stop::Missing(more)) => all.append(more),
        (Stop::Missing(_), Stop::Failed(_)) => return other,
        (Stop::Failed(_), _) => {}
    }
    known
}
