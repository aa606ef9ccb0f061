//! The reasons for a result, as a tree a person can read.
//!
//! Promises that only what was evaluated appears, in the order of evaluation, and that each taken
//! branch says which one it was. Does not draw: rendering, in `explain`, gives plain lines.

use crate::eval::{Answer, Witness, outcome};
use crate::format::Writer;
use crate::formula::{Naming, name_of};
use crate::outcome::Outcome;
use crate::schema::{Schema, VariableIndex};
use crate::span::Span;
use crate::tree::{Kind, Node};
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

/// Writes down what is evaluated.
pub(crate) struct Recorder<'a> {
    schema: &'a Schema,
    open: Vec<(Option<Branch>, Vec<TraceNode>)>,
    root: Option<TraceNode>,
}

impl<'a> Recorder<'a> {
    pub(crate) fn new(schema: &'a Schema) -> Recorder<'a> {
        Recorder {
            schema,
            open: Vec::new(),
            root: None,
        }
    }

    /// The whole tree, its result shown as `shown` says.
    pub(crate) fn finish(self, node: &Node, outcome: &Outcome, shown: Type) -> TraceNode {
        debug_assert!(self.open.is_empty(), "every entered node was left");
        let schema = self.schema;
        let root = self.root;
        let root = root.unwrap_or_else(|| record(schema, node, outcome.clone(), None, Vec::new()));
        TraceNode { ty: shown, ..root }
    }
}

impl Witness for Recorder<'_> {
    fn enter(&mut self) {
        self.open.push((None, Vec::new()));
    }

    fn branch(&mut self, branch: Branch) {
        if let Some(open) = self.open.last_mut() {
            open.0 = Some(branch);
        }
    }

    fn leave(&mut self, node: &Node, answer: &Answer) {
        let (branch, children) = self.open.pop().unwrap_or_default();
        let outcome = outcome(answer.clone());
        let recorded = record(self.schema, node, outcome, branch, children);
        match self.open.last_mut() {
            Some(parent) => parent.1.push(recorded),
            None => self.root = Some(recorded),
        }
    }
}

fn record(
    schema: &Schema,
    node: &Node,
    outcome: Outcome,
    branch: Option<Branch>,
    children: Vec<TraceNode>,
) -> TraceNode {
    TraceNode {
        span: node.span,
        text_zh: Writer::written(node, &|index| name_of(schema, index, Naming::Zh)),
        text_en: Writer::written(node, &|index| name_of(schema, index, Naming::En)),
        variable: match node.kind {
            Kind::Variable(index) => Some(index),
            _ => None,
        },
        literal: matches!(node.kind, Kind::Literal { .. }),
        ty: node.ty,
        outcome,
        branch,
        children,
    }
}
