//! From the parser's tree to ours: names resolved, types checked, constants folded.
//!
//! Promises to go on after a problem, so that all of them are reported at once, without reporting
//! consequences of a problem as further problems. Decimals are read from the text of the token;
//! the parser's floating-point numbers are never used.

use crate::calls;
use crate::functions::{Function, VOLATILE, function_names};
use crate::near::nearest;
use crate::problem::{Problem, ProblemKind};
use crate::schema::{Schema, looks_like_cell};
use crate::span::{Places, Span};
use crate::tokens::Tokens;
use crate::tree::{Kind, Node, Operator};
use crate::types::{Type, Unit, Value};
use crate::units::{self, Ty};
use formualizer_parse::parser::ReferenceType;
use formualizer_parse::{ASTNode, ASTNodeType, BinaryOperator, LiteralValue, UnaryOperator};
use rust_decimal::Decimal;

/// A node with its type while checking, and its stretch in the parsed text.
pub(crate) struct Typed {
    pub(crate) node: Node,
    pub(crate) ty: Ty,
    stretch: (usize, usize),
}

/// What is needed on the way down.
pub(crate) struct Lowering<'a> {
    pub(crate) text: &'a str,
    pub(crate) places: &'a Places,
    pub(crate) shift: isize,
    pub(crate) tokens: &'a Tokens,
    pub(crate) schema: &'a Schema,
    pub(crate) problems: Vec<Problem>,
}

impl Lowering<'_> {
    /// The typed node, or nothing if there is a problem in it (which is then in `problems`).
    pub(crate) fn lower(&mut self, ast: &ASTNode) -> Option<Typed> {
        match &ast.node_type {
            ASTNodeType::Literal(literal) => self.literal(ast, literal),
            ASTNodeType::Reference { reference, .. } => self.variable(ast, reference),
            ASTNodeType::UnaryOp { op, expr } => self.unary(ast, *op, expr),
            ASTNodeType::BinaryOp { op, left, right } => self.binary(*op, left, right),
            ASTNodeType::Function { name, args } => self.call(ast, name, args),
            ASTNodeType::Omitted | ASTNodeType::Call { .. } | ASTNodeType::Array(_) => {
                let stretch = own_stretch(ast).unwrap_or((0, self.text.len()));
                self.not_understood(stretch);
                None
            }
        }
    }

    pub(crate) fn problem(&mut self, kind: ProblemKind, span: Span) {
        self.problems.push(Problem::new(kind, span));
    }

    fn span(&self, (start, end): (usize, usize)) -> Span {
        let place = |at: usize| at.saturating_add_signed(self.shift);
        self.places.span(place(start), place(end))
    }

    fn not_understood(&mut self, stretch: (usize, usize)) {
        let text = self.text.get(stretch.0..stretch.1).unwrap_or("").to_owned();
        self.problem(ProblemKind::NotUnderstood { text }, self.span(stretch));
    }

    fn typed(&self, kind: Kind, ty: Ty, stretch: (usize, usize)) -> Typed {
        let node = Node {
            kind,
            ty: ty.settled(),
            span: self.span(stretch),
        };
        Typed { node, ty, stretch }
    }

    fn literal(&mut self, ast: &ASTNode, literal: &LiteralValue) -> Option<Typed> {
        let stretch = own_stretch(ast)?;
        let written = self.text.get(stretch.0..stretch.1)?;
        let (value, ty) = match literal {
            LiteralValue::Text(text) => (Value::text(text.as_str()), Ty::Known(Type::Text)),
            LiteralValue::Boolean(value) => (Value::Bool(*value), Ty::Known(Type::Bool)),
            LiteralValue::Number(_) if !starts_number(written) => {
                // `inf` and `nan` are numbers to the parser; to us they are names.
                return self.named(written, stretch);
            }
            LiteralValue::Number(_) => match read_decimal(written) {
                Some(number) => (Value::Number(number), Ty::Bare),
                None => {
                    let text = written.to_owned();
                    self.problem(ProblemKind::BadNumber { text }, self.span(stretch));
                    return None;
                }
            },
            _ => {
                self.not_understood(stretch);
                return None;
            }
        };
        Some(self.typed(
            Kind::Literal {
                value,
                percent: false,
            },
            ty,
            stretch,
        ))
    }

    fn variable(&mut self, ast: &ASTNode, reference: &ReferenceType) -> Option<Typed> {
        let stretch = own_stretch(ast)?;
        let written = self.text.get(stretch.0..stretch.1)?;
        let known = self.schema.index_of(written).is_some();
        let name = written.to_owned();
        let kind = match reference {
            ReferenceType::NamedRange(_) if looks_like_cell(written) && !known => {
                ProblemKind::CellReference { text: name }
            }
            ReferenceType::NamedRange(_) => return self.named(written, stretch),
            _ if known => return self.named(written, stretch),
            ReferenceType::External(_) | ReferenceType::Table(_) => {
                ProblemKind::ExternalReference { text: name }
            }
            _ => ProblemKind::CellReference { text: name },
        };
        self.problem(kind, self.span(stretch));
        None
    }

    fn named(&mut self, name: &str, stretch: (usize, usize)) -> Option<Typed> {
        if let Some(index) = self.schema.index_of(name) {
            let ty = self.schema.variable(index)?.ty();
            return Some(self.typed(Kind::Variable(index), Ty::Known(ty), stretch));
        }
        let text = name.to_owned();
        let kind = if starts_number(name) {
            ProblemKind::BadNumber { text }
        } else {
            let names = self
                .schema
                .variables()
                .iter()
                .flat_map(|variable| variable.names());
            let suggestion = nearest(name, names);
            ProblemKind::UnknownVariable {
                name: text,
                suggestion,
            }
        };
        self.problem(kind, self.span(stretch));
        None
    }

    fn unary(&mut self, ast: &ASTNode, op: UnaryOperator, part: &ASTNode) -> Option<Typed> {
        let sign = own_stretch(ast)?;
        let part = self.lower(part)?;
        let inner = self.tokens.with_parentheses(part.stretch);
        let stretch = (sign.0.min(inner.0), sign.1.max(inner.1));
        let ty = if op == UnaryOperator::Percent {
            units::percent(part.ty)
        } else {
            Some(part.ty)
        };
        let Some(ty) = ty.filter(|ty| ty.is_number()) else {
            calls::wrong_type(self, &part, calls::A_NUMBER);
            return None;
        };
        let kind = match (op, part.node.kind) {
            (UnaryOperator::Plus, kind) => kind,
            (
                UnaryOperator::Minus,
                Kind::Literal {
                    value: Value::Number(number),
                    percent,
                },
            ) => Kind::Literal {
                value: Value::Number(-number),
                percent,
            },
            (
                UnaryOperator::Percent,
                Kind::Literal {
                    value: Value::Number(number),
                    ..
                },
            ) => {
                let Some(number) = hundredth(number) else {
                    let text = self.text.get(stretch.0..stretch.1).unwrap_or("").to_owned();
                    self.problem(ProblemKind::BadNumber { text }, self.span(stretch));
                    return None;
                };
                Kind::Literal {
                    value: Value::Number(number),
                    percent: true,
                }
            }
            // Two signs cancel, so that what is written back has no chains of signs.
            (UnaryOperator::Minus, Kind::Negate(inner)) => inner.kind,
            (UnaryOperator::Minus, kind) => Kind::Negate(Box::new(Node { kind, ..part.node })),
            (UnaryOperator::Percent, kind) => Kind::Percent(Box::new(Node { kind, ..part.node })),
            _ => {
                self.not_understood(stretch);
                return None;
            }
        };
        Some(self.typed(kind, ty, stretch))
    }

    fn binary(&mut self, op: BinaryOperator, left: &ASTNode, right: &ASTNode) -> Option<Typed> {
        let left = self.lower(left);
        let right = self.lower(right);
        let (left, right) = (left?, right?);
        let start = self.tokens.with_parentheses(left.stretch).0;
        let end = self.tokens.with_parentheses(right.stretch).1;
        let Some(op) = operator(op) else {
            self.not_understood((start, end));
            return None;
        };
        let ty = self.binary_type(op, &left, &right, self.span((start, end)))?;
        let kind = Kind::Binary(op, Box::new([left.node, right.node]));
        Some(self.typed(kind, ty, (start, end)))
    }

    fn binary_type(&mut self, op: Operator, left: &Typed, right: &Typed, span: Span) -> Option<Ty> {
        let (a, b) = (left.ty, right.ty);
        let (left, right) = (a.settled(), b.settled());
        let unlike = ProblemKind::Unlike { left, right };
        let no_product = ProblemKind::NoProduct { left, right };
        let truth = Ty::Known(Type::Bool);
        let (ty, kind) = match op {
            Operator::Add => (units::add(a, b), unlike),
            Operator::Subtract => (units::subtract(a, b), unlike),
            Operator::Multiply => (units::multiply(a, b), no_product),
            Operator::Divide => (units::divide(a, b), no_product),
            Operator::Power => (units::power(a, b), no_product),
            Operator::Join => return Some(Ty::Known(Type::Text)),
            Operator::Equal | Operator::NotEqual => (units::join(a, b).map(|_| truth), unlike),
            _ => match (left, right) {
                (Type::Text, Type::Text) => (None, ProblemKind::TextOrder),
                (Type::Bool, Type::Bool) => (None, unlike),
                _ => (units::join(a, b).map(|_| truth), unlike),
            },
        };
        if ty.is_none() {
            self.problem(kind, span);
        }
        ty
    }

    fn call(&mut self, ast: &ASTNode, name: &str, args: &[ASTNode]) -> Option<Typed> {
        let start = own_stretch(ast)?;
        let stretch = (start.0, self.tokens.call_end(start.0).unwrap_or(start.1));
        let name_span = self.span((start.0, start.1.saturating_sub(1)));
        let bare = name
            .get(..6)
            .filter(|head| head.eq_ignore_ascii_case("_xlfn."));
        let name = if bare.is_some() { &name[6..] } else { name };
        let lowered: Vec<Option<Typed>> = args.iter().map(|arg| self.lower(arg)).collect();
        let Some(function) = Function::named(name) else {
            self.unknown_function(name, name_span);
            return None;
        };
        if !function.takes(args.len()) {
            let (takes_zh, takes_en) = function.arity_words();
            let (function, found) = (function.name(), args.len());
            let kind = ProblemKind::ArgumentCount {
                function,
                takes_zh,
                takes_en,
                found,
            };
            self.problem(kind, self.span(stretch));
            return None;
        }
        let parts: Vec<Typed> = lowered.into_iter().collect::<Option<_>>()?;
        let ty = calls::result_type(self, function, &parts)?;
        let parts = parts.into_iter().map(|part| part.node).collect();
        Some(self.typed(Kind::Call(function, parts), ty, stretch))
    }

    fn unknown_function(&mut self, name: &str, span: Span) {
        let name = name.to_owned();
        let kind = if VOLATILE
            .iter()
            .any(|other| other.eq_ignore_ascii_case(&name))
        {
            ProblemKind::VolatileFunction { name }
        } else {
            let suggestion = nearest(&name, function_names());
            ProblemKind::UnknownFunction { name, suggestion }
        };
        self.problem(kind, span);
    }
}

fn own_stretch(ast: &ASTNode) -> Option<(usize, usize)> {
    ast.source_token
        .as_ref()
        .map(|token| (token.start, token.end))
}

fn starts_number(written: &str) -> bool {
    written.starts_with(|c: char| c.is_ascii_digit() || c == '.')
}

/// Reads a decimal exactly, or not at all.
fn read_decimal(written: &str) -> Option<Decimal> {
    match written.split_once(['e', 'E']) {
        None => Decimal::from_str_exact(written).ok(),
        Some((digits, power)) => {
            let mut number = Decimal::from_str_exact(digits).ok()?;
            let power: i32 = power
                .parse()
                .ok()
                .filter(|power| (-28..=28).contains(power))?;
            let ten = Decimal::TEN;
            for _ in 0..power {
                number = number.checked_mul(ten)?;
            }
            let scale = number.scale() + power.min(0).unsigned_abs();
            (power >= 0 || number.set_scale(scale).is_ok()).then_some(number)
        }
    }
}

/// A hundredth, exactly: two more decimals.
fn hundredth(mut number: Decimal) -> Option<Decimal> {
    if number.scale() > 26 {
        number = number.normalize();
    }
    number.set_scale(number.scale() + 2).ok()?;
    Some(number)
}

fn operator(op: BinaryOperator) -> Option<Operator> {
    Some(match op {
        BinaryOperator::Add => Operator::Add,
        BinaryOperator::Subtract => Operator::Subtract,
        BinaryOperator::Multiply => Operator::Multiply,
        BinaryOperator::Divide => Operator::Divide,
        BinaryOperator::Power => Operator::Power,
        BinaryOperator::Concat => Operator::Join,
        BinaryOperator::Equal => Operator::Equal,
        BinaryOperator::NotEqual => Operator::NotEqual,
        BinaryOperator::Less => Operator::Less,
        BinaryOperator::LessEqual => Operator::LessEqual,
        BinaryOperator::Greater => Operator::Greater,
        BinaryOperator::GreaterEqual => Operator::GreaterEqual,
        _ => return None,
    })
}

/// The unit of a count, for functions that give one.
pub(crate) const COUNT: Ty = Ty::number(Unit::Count);
