//! Random formulas against an evaluator that shares nothing with ours: exact fractions.

use crate::support::{Given, schema};
use formula::{Formula, Outcome, Value};
use proptest::prelude::*;

/// A fraction in lowest terms, with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fraction(i128, i128);

impl Fraction {
    fn new(top: i128, bottom: i128) -> Option<Fraction> {
        let divisor = gcd(top.unsigned_abs(), bottom.unsigned_abs());
        let divisor = i128::try_from(divisor)
            .ok()
            .filter(|divisor| *divisor != 0)?;
        let (top, bottom) = (top / divisor, bottom / divisor);
        let sign = if bottom < 0 { -1 } else { 1 };
        // Larger ones leave what 28 digits hold exactly enough to compare.
        let small = top.unsigned_abs() < 1_000_000_000 && bottom.unsigned_abs() < 1_000_000_000;
        (bottom != 0 && small).then_some(Fraction(top * sign, bottom * sign))
    }

    fn floor(self) -> i128 {
        self.0.div_euclid(self.1)
    }

    fn less(self, other: Fraction) -> bool {
        self.0 * other.1 < other.0 * self.1
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// A random expression over three numbers.
#[derive(Debug, Clone)]
enum Tree {
    Constant(i32, u32),
    Percent(i32),
    Variable(usize),
    Negate(Box<Tree>),
    Binary(char, Box<Tree>, Box<Tree>),
    Square(Box<Tree>),
    Call(&'static str, Vec<Tree>),
    If(Box<Condition>, Box<Tree>, Box<Tree>),
}

#[derive(Debug, Clone)]
enum Condition {
    Compare(&'static str, Tree, Tree),
    Both(&'static str, Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        (-999..999, 0_u32..3).prop_map(|(digits, scale)| Tree::Constant(digits, scale)),
        (-200..200).prop_map(Tree::Percent),
        (0_usize..3).prop_map(Tree::Variable),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let pair = (inner.clone(), inner.clone());
        let compare = prop_oneof![
            Just("<"),
            Just("<="),
            Just(">"),
            Just(">="),
            Just("="),
            Just("<>")
        ];
        let condition = (compare, inner.clone(), inner.clone())
            .prop_map(|(sign, a, b)| Condition::Compare(sign, a, b));
        let condition = condition.prop_recursive(2, 4, 2, |inner| {
            prop_oneof![
                (
                    prop_oneof![Just("AND"), Just("OR"), Just("XOR")],
                    inner.clone(),
                    inner.clone()
                )
                    .prop_map(|(name, a, b)| Condition::Both(
                        name,
                        Box::new(a),
                        Box::new(b)
                    )),
                inner.prop_map(|part| Condition::Not(Box::new(part))),
            ]
        });
        let sign = prop_oneof![Just('+'), Just('-'), Just('*'), Just('/')];
        let many = prop_oneof![
            Just("SUM"),
            Just("MIN"),
            Just("MAX"),
            Just("AVERAGE"),
            Just("MEDIAN")
        ];
        let one = prop_oneof![Just("ABS"), Just("SIGN"), Just("INT")];
        prop_oneof![
            inner.clone().prop_map(|part| Tree::Negate(Box::new(part))),
            (sign, pair).prop_map(|(sign, (a, b))| Tree::Binary(sign, Box::new(a), Box::new(b))),
            inner.clone().prop_map(|part| Tree::Square(Box::new(part))),
            (many, prop::collection::vec(inner.clone(), 1..4))
                .prop_map(|(name, parts)| Tree::Call(name, parts)),
            (one, inner.clone()).prop_map(|(name, part)| Tree::Call(name, vec![part])),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Tree::Call("MOD", vec![a, b])),
            (condition, inner.clone(), inner).prop_map(|(test, a, b)| Tree::If(
                Box::new(test),
                Box::new(a),
                Box::new(b)
            )),
        ]
    })
}

/// Fully parenthesized, except where a call has parentheses of its own.
fn write(tree: &Tree) -> String {
    match tree {
        Tree::Constant(digits, scale) => {
            let number = formula::Number::new(i64::from(*digits), *scale);
            format!("({number})")
        }
        Tree::Percent(whole) => format!("({whole}%)"),
        Tree::Variable(index) => ["x", "y", "z"][*index].to_owned(),
        Tree::Negate(part) => format!("(-{})", write(part)),
        Tree::Binary(sign, a, b) => format!("({}{sign}{})", write(a), write(b)),
        Tree::Square(part) => format!("({}^2)", write(part)),
        Tree::Call(name, parts) => {
            format!(
                "{name}({})",
                parts.iter().map(write).collect::<Vec<_>>().join(",")
            )
        }
        Tree::If(test, a, b) => format!("IF({},{},{})", write_test(test), write(a), write(b)),
    }
}

fn write_test(test: &Condition) -> String {
    match test {
        Condition::Compare(sign, a, b) => format!("{}{sign}{}", write(a), write(b)),
        Condition::Both(name, a, b) => format!("{name}({},{})", write_test(a), write_test(b)),
        Condition::Not(part) => format!("NOT({})", write_test(part)),
    }
}

/// The answer; nothing for division by zero and for numbers that grow too large to follow.
fn value(tree: &Tree, inputs: &[Fraction; 3]) -> Option<Fraction> {
    match tree {
        Tree::Constant(digits, scale) => Fraction::new(i128::from(*digits), 10_i128.pow(*scale)),
        Tree::Percent(whole) => Fraction::new(i128::from(*whole), 100),
        Tree::Variable(index) => Some(inputs[*index]),
        Tree::Negate(part) => value(part, inputs).map(|Fraction(a, b)| Fraction(-a, b)),
        Tree::Binary(sign, a, b) => arithmetic(*sign, value(a, inputs)?, value(b, inputs)?),
        Tree::Square(part) => {
            let part = value(part, inputs)?;
            arithmetic('*', part, part)
        }
        Tree::Call(name, parts) => {
            let parts: Vec<Fraction> = parts
                .iter()
                .map(|part| value(part, inputs))
                .collect::<Option<_>>()?;
            call(name, parts)
        }
        Tree::If(test, a, b) => value(if holds(test, inputs)? { a } else { b }, inputs),
    }
}

fn arithmetic(sign: char, a: Fraction, b: Fraction) -> Option<Fraction> {
    match sign {
        '+' => Fraction::new(a.0 * b.1 + b.0 * a.1, a.1 * b.1),
        '-' => Fraction::new(a.0 * b.1 - b.0 * a.1, a.1 * b.1),
        '*' => Fraction::new(a.0 * b.0, a.1 * b.1),
        _ => Fraction::new(a.0 * b.1, a.1 * b.0),
    }
}

fn call(name: &str, mut parts: Vec<Fraction>) -> Option<Fraction> {
    let first = parts[0];
    if name == "MOD" {
        return modulo(first, parts[1]);
    }
    let total = |parts: &[Fraction]| {
        parts
            .iter()
            .try_fold(Fraction(0, 1), |sum, part| arithmetic('+', sum, *part))
    };
    let count = i128::try_from(parts.len()).ok()?;
    parts.sort_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)));
    let middle = parts.len() / 2;
    match name {
        "SUM" => total(&parts),
        "AVERAGE" => arithmetic('/', total(&parts)?, Fraction(count, 1)),
        "MIN" => parts.first().copied(),
        "MAX" => parts.last().copied(),
        "MEDIAN" if parts.len() % 2 == 1 => Some(parts[middle]),
        "MEDIAN" => arithmetic(
            '/',
            arithmetic('+', parts[middle - 1], parts[middle])?,
            Fraction(2, 1),
        ),
        "ABS" => Some(Fraction(first.0.abs(), first.1)),
        "SIGN" => Some(Fraction(first.0.signum(), 1)),
        "INT" => Some(Fraction(first.floor(), 1)),
        other => unreachable!("{other}"),
    }
}

fn modulo(a: Fraction, b: Fraction) -> Option<Fraction> {
    let floor = Fraction(arithmetic('/', a, b)?.floor(), 1);
    arithmetic('-', a, arithmetic('*', b, floor)?)
}

fn holds(test: &Condition, inputs: &[Fraction; 3]) -> Option<bool> {
    Some(match test {
        Condition::Compare(sign, a, b) => {
            let (a, b) = (value(a, inputs)?, value(b, inputs)?);
            match *sign {
                "<" => a.less(b),
                "<=" => !b.less(a),
                ">" => b.less(a),
                ">=" => !a.less(b),
                "=" => a == b,
                _ => a != b,
            }
        }
        Condition::Both(name, a, b) => {
            let (a, b) = (holds(a, inputs)?, holds(b, inputs)?);
            match *name {
                "AND" => a && b,
                "OR" => a || b,
                _ => a != b,
            }
        }
        Condition::Not(part) => !holds(part, inputs)?,
    })
}

/// Whether a decimal is the fraction, up to the rounding of quotients.
fn is_near(number: &formula::Number, wanted: Fraction) -> bool {
    let top = formula::Number::from_i128_with_scale(wanted.0, 0);
    let bottom = formula::Number::from_i128_with_scale(wanted.1, 0);
    (number - top / bottom).abs() < formula::Number::new(1, 12)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn agrees_with_exact_fractions(tree in tree(), x in -50_i32..50, y in -500_i32..500) {
        let inputs = [Fraction(x.into(), 1), Fraction::new(y.into(), 8).unwrap(), Fraction(1, 4)];
        let schema = schema();
        let source = format!("={}", write(&tree));
        let Ok(formula) = Formula::compile(&source, &schema) else {
            panic!("{source}");
        };
        let given = format!("x={x};y={};z=0.25", f64::from(y) / 8.0);
        let given_values = Given::read(&schema, &given);
        let outcome = formula.evaluate(&given_values);
        let written = Formula::compile(&formula.to_source(formula::Naming::Zh), &schema);
        let again = written.expect("what is written compiles").evaluate(&given_values);
        match (value(&tree, &inputs), outcome) {
            (Some(wanted), Outcome::Value(Value::Number(number))) => {
                prop_assert!(is_near(&number, wanted), "{source}: {number}, not {wanted:?}");
                prop_assert_eq!(again, Outcome::Value(Value::Number(number)));
            }
            (Some(wanted), other) => panic!("{source} [{given}]: {other:?}, not {wanted:?}"),
            // The fractions gave up: division by zero, or too large to follow.
            (None, _) => {}
        }
    }
}
