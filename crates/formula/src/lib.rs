#![warn(missing_docs)]
#![cfg_attr(doctest, doc = include_str!("../README.md"))]
//! Spreadsheet formulas over named, typed variables: exact decimals, units, trace.
//!
//! What it is: the language every office already knows (`=IF(进度差<-30%,"红","绿")`), compiled
//! against a [`Schema`] of variables and evaluated without cells, clock or files.
//!
//! What it promises: types and units are checked before anything is evaluated; every problem of a
//! formula is reported at once, with its place, cause and remedy in Chinese and English; numbers
//! are decimals, never floats; evaluation always ends and never panics; a value that was not
//! reported makes the result [`Outcome::Missing`], never a wrong value; a [`Trace`] tells why.
//!
//! What it deliberately does not do: cells, ranges, arrays, links to other files, volatile
//! functions (`NOW`, `RAND`), user-defined functions, loops.
//!
//! ```
//! use formula::{Expected, Formula, Number, Outcome, Schema, Type, Unit, Value, Variable};
//!
//! let schema = Schema::new(vec![
//!     Variable::new("gap_pp", Type::Number(Unit::Points)).zh("进度差").en("gap"),
//! ])?;
//! let rule = Formula::compile(r#"=IF(进度差<-30%,"红",IF(gap<-10%,"黄","绿"))"#, &schema)?;
//! assert!(rule.check_result(&Expected::one_of(["红", "黄", "绿"])).is_empty());
//!
//! let inputs = [Some(Value::Number(Number::new(-15, 2)))];
//! assert_eq!(rule.evaluate(&inputs), Outcome::Value(Value::text("黄")));
//! assert_eq!(rule.evaluate(&[None]), Outcome::Missing(vec![schema.index_of("gap_pp").unwrap()]));
//! let trace = rule.evaluate_with_trace(&inputs).trace;
//! assert_eq!(trace.explain_zh().last().unwrap(), "→ \"黄\"");
//! # Ok::<(), formula::Problems>(())
//! ```

mod calls;
mod eval;
mod expected;
mod explain;
mod format;
mod formula;
mod functions;
mod limits;
mod lower;
mod near;
mod numeric;
mod outcome;
mod problem;
mod problem_text;
mod scan;
mod schema;
mod span;
mod tokens;
mod trace;
mod tree;
mod type_text;
mod types;
mod units;
mod values;

pub use expected::Expected;
pub use formula::{Formula, Naming};
pub use functions::function_names;
pub use outcome::{Evaluation, Failure, FailureKind, Inputs, Outcome};
pub use problem::{Problem, ProblemKind, Problems};
pub use scan::half_width;
pub use schema::{Schema, Variable, VariableIndex};
pub use span::Span;
pub use trace::{Branch, Trace, TraceNode};
pub use types::{Type, Unit, Value};

/// Calendar dates, as used in [`Value::Date`].
pub use jiff::civil::Date;
/// Decimal numbers, as used in [`Value::Number`].
pub use rust_decimal::Decimal as Number;
