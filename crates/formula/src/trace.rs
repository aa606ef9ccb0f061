//! The reasons for a result, as a tree a person can read.
//!
//! Promises that only what was evaluated appears, in the order of evaluation, and that each taken
//! branch says which one it was. Does not draw: rendering gives plain lines.

use crate::outcome::Outcome;
use crate::schema::{Schema, VariableIndex};
use crate::span::Span;
use crate::types::Type;

/// Which way an evaluation went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branch {
    /// `IF`: the condition held, or did not.
    Condition(bool),
    /// `IFS`, `SWITCH`, `BAND`: the case that applied, counted from one.
    Case(usize),
    /// `SWITCH`, `BAND`: none applied, so the last argument.
    Otherwise,
    /// `AND`, `OR`: decided by this argument, counted from one.
    DecidedBy(usize),
    /// `IFMISSING`: the first value was not reported, so the second.
    Substituted,
}

/// One evaluated sub-expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceNode {
    /// Where it stands in the source.
    pub span: Span,
    /// Its text in the formula's canonical spelling, with Chinese names.
    pub text_zh: String,
    /// The same with English names.
    pub text_en: String,
    /// The variable, if it is one.
    pub variable: Option<VariableIndex>,
    /// Whether it is written out as a constant.
    pub literal: bool,
    /// Its static type, which says how to show the value.
    pub ty: Type,
    /// What came of it.
    pub outcome: Outcome,
    /// Which way it went, if there was a choice.
    pub branch: Option<Branch>,
    /// The evaluated parts, in order.
    pub children: Vec<TraceNode>,
}

/// The reasons for a result.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The whole formula.
    pub root: TraceNode,
    pub(crate) schema: Schema,
}

impl PartialEq for Trace {
    fn eq(&self, other: &Trace) -> bool {
        self.root == other.root
    }
}

impl Eq for Trace {}

impl Trace {
    /// Lines in Chinese: `进度差 = -34.0个百分点`, `进度差 < -30%: 是`, `→ "红"`.
    #[must_use]
    pub fn explain_zh(&self) -> Vec<String> {
        todo!()
    }

    /// The same in English.
    #[must_use]
    pub fn explain_en(&self) -> Vec<String> {
        todo!()
    }
}
