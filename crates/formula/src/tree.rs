//! The typed tree of a compiled formula.
//!
//! Promises that every node has a sound type and every variable a dense index: evaluation looks
//! nothing up by name. Its height and size are bounded by `limits`, so recursion over it is safe.

use crate::functions::Function;
use crate::schema::VariableIndex;
use crate::span::Span;
use crate::types::{Type, Value};
use std::collections::BTreeSet;

/// One sub-expression.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) ty: Type,
    pub(crate) span: Span,
}

/// What a sub-expression is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// A constant; `percent` says whether it was written with a percent sign.
    Literal {
        value: Value,
        percent: bool,
    },
    Variable(VariableIndex),
    Negate(Box<Node>),
    Percent(Box<Node>),
    Binary(Operator, Box<[Node; 2]>),
    Call(Function, Vec<Node>),
}

/// Operators between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Join,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Operator {
    /// How it is written.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Power => "^",
            Operator::Join => "&",
            Operator::Equal => "=",
            Operator::NotEqual => "<>",
            Operator::Less => "<",
            Operator::LessEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterEqual => ">=",
        }
    }

    /// How tightly it binds, as in spreadsheets; signs bind at 6, the percent sign at 7.
    pub(crate) fn tightness(self) -> u8 {
        match self {
            Operator::Power => 5,
            Operator::Multiply | Operator::Divide => 4,
            Operator::Add | Operator::Subtract => 3,
            Operator::Join => 2,
            _ => 1,
        }
    }
}

impl Node {
    /// The direct parts.
    pub(crate) fn parts(&self) -> &[Node] {
        match &self.kind {
            Kind::Literal { .. } | Kind::Variable(_) => &[],
            Kind::Negate(part) | Kind::Percent(part) => std::slice::from_ref(part),
            Kind::Binary(_, parts) => &**parts,
            Kind::Call(_, parts) => parts,
        }
    }

    /// Adds the variables used here to `used`.
    pub(crate) fn collect_variables(&self, used: &mut BTreeSet<VariableIndex>) {
        if let Kind::Variable(index) = self.kind {
            used.insert(index);
        }
        for part in self.parts() {
            part.collect_variables(used);
        }
    }

    /// Adds the nodes whose value can become the value of this one: through every branch.
    pub(crate) fn collect_results<'a>(&'a self, results: &mut Vec<&'a Node>) {
        let Kind::Call(function, parts) = &self.kind else {
            results.push(self);
            return;
        };
        for (index, part) in parts.iter().enumerate() {
            let last = index + 1 == parts.len();
            let is_result = match function {
                Function::If => index > 0,
                Function::Ifs => index % 2 == 1,
                Function::Switch => {
                    index > 0 && (index % 2 == 0 || (last && parts.len().is_multiple_of(2)))
                }
                Function::Band => index > 0 && (index % 2 == 0 || last),
                Function::IfMissing => true,
                _ => {
                    results.push(self);
                    return;
                }
            };
            if is_result {
                part.collect_results(results);
            }
        }
    }
}
