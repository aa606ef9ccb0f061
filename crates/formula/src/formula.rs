//! A compiled formula.
//!
//! Promises that a formula that compiled has sound types and stays within the limits, so that
//! evaluation needs no checks of its own. Does not keep values: evaluation is a pure function.

use crate::eval::{Nobody, Run, outcome};
use crate::expected::Expected;
use crate::format::Writer;
use crate::limits;
use crate::lower::Lowering;
use crate::outcome::{Evaluation, Inputs, Outcome};
use crate::problem::{Problem, ProblemKind, Problems};
use crate::scan;
use crate::schema::{Schema, Variable, VariableIndex};
use crate::span::{Places, Span};
use crate::tokens::Tokens;
use crate::trace::{Recorder, Trace};
use crate::tree::{Kind, Node};
use crate::types::{Type, Value};
use crate::units::{self, Ty};
use formualizer_parse::{Parser, ParserLimits};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Which names of the variables to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// Chinese names.
    Zh,
    /// English names.
    En,
    /// Canonical identifiers.
    Id,
}

/// A formula checked against a schema, ready to evaluate. Cheap to clone, `Send` and `Sync`.
#[derive(Debug, Clone)]
pub struct Formula {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    source: String,
    whole: Span,
    schema: Schema,
    root: Node,
    /// The type before constants take the unit of what surrounds them.
    ty: Ty,
    /// The type to show: that of the root, or what `compile_for` asked for.
    shown: Type,
    variables: Vec<VariableIndex>,
}

impl Formula {
    /// Compiles a formula; the leading `=` may be left out.
    ///
    /// # Errors
    /// All problems found, in the order of their places.
    pub fn compile(source: &str, schema: &Schema) -> Result<Formula, Problems> {
        compile(source, schema).map(|inner| Formula {
            inner: Arc::new(inner),
        })
    }

    /// Compiles a formula and checks its result as [`Formula::check_result`] does. Its result is
    /// shown in the unit that is wanted.
    ///
    /// # Errors
    /// All problems found, in the order of their places.
    pub fn compile_for(
        source: &str,
        schema: &Schema,
        expected: &Expected,
    ) -> Result<Formula, Problems> {
        let mut inner = compile(source, schema)?;
        let problems = check_result(&inner, expected);
        if !problems.is_empty() {
            return Err(Problems(problems));
        }
        inner.shown = expected.ty;
        Ok(Formula {
            inner: Arc::new(inner),
        })
    }

    /// Evaluates without reasons: the fast way, for a wall of thousands of lights.
    #[must_use]
    pub fn evaluate<I: Inputs + ?Sized>(&self, inputs: &I) -> Outcome {
        let mut run = Run {
            inputs,
            witness: &mut Nobody,
        };
        outcome(run.node(&self.inner.root))
    }

    /// Evaluates and keeps the reasons.
    #[must_use]
    pub fn evaluate_with_trace<I: Inputs + ?Sized>(&self, inputs: &I) -> Evaluation {
        let schema = &self.inner.schema;
        let mut recorder = Recorder::new(schema);
        let mut run = Run {
            inputs,
            witness: &mut recorder,
        };
        let outcome = outcome(run.node(&self.inner.root));
        let root = recorder.finish(&self.inner.root, &outcome, self.inner.shown);
        Evaluation {
            outcome,
            trace: Trace {
                root,
                schema: schema.clone(),
            },
        }
    }

    /// The source as it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.inner.source
    }

    /// The schema it was compiled against.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.inner.schema
    }

    /// The type of the result.
    #[must_use]
    pub fn result_type(&self) -> Type {
        self.inner.shown
    }

    /// The variables it uses, sorted, without repeats.
    #[must_use]
    pub fn variables(&self) -> &[VariableIndex] {
        &self.inner.variables
    }

    /// The texts written out in it that can become the result, without repeats.
    #[must_use]
    pub fn result_texts(&self) -> Vec<&str> {
        let mut results = Vec::new();
        self.inner.root.collect_results(&mut results);
        let mut texts = Vec::new();
        for node in results {
            if let Kind::Literal {
                value: Value::Text(text),
                ..
            } = &node.kind
                && !texts.contains(&&**text)
            {
                texts.push(&**text);
            }
        }
        texts
    }

    /// Problems of the result against what is wanted; empty if there are none.
    #[must_use]
    pub fn check_result(&self, expected: &Expected) -> Vec<Problem> {
        check_result(&self.inner, expected)
    }

    /// The formula in its canonical spelling.
    #[must_use]
    pub fn to_source(&self, naming: Naming) -> String {
        let name = |index| name_of(&self.inner.schema, index, naming);
        format!("={}", Writer::written(&self.inner.root, &name))
    }

    /// The formula for a spreadsheet cell: `cell` says where each variable stands (`B7`).
    /// Functions no spreadsheet has are written out in those it has. `None` if it would not fit
    /// a cell. `IFS`, `SWITCH` and `XOR` are younger functions, which some file formats want
    /// marked.
    pub fn to_spreadsheet(&self, cell: &dyn Fn(VariableIndex) -> String) -> Option<String> {
        Writer::for_cell(&self.inner.root, cell).map(|text| format!("={text}"))
    }
}

/// The name of a variable in one naming.
pub(crate) fn name_of(schema: &Schema, index: VariableIndex, naming: Naming) -> String {
    let name = match naming {
        Naming::Zh => Variable::name_zh,
        Naming::En => Variable::name_en,
        Naming::Id => Variable::id,
    };
    schema.variable(index).map_or("?", name).to_owned()
}

fn compile(source: &str, schema: &Schema) -> Result<Inner, Problems> {
    let places = Places::new(source);
    let whole = scan::whole(source, &places);
    refuse_if_any(scan::scan(source, &places))?;

    // The parser wants `=` first; `shift` leads from its offsets to those of the source.
    let blanks = source.len() - source.trim_start().len();
    let trimmed = &source[blanks..];
    let (text, shift) = if trimmed.starts_with('=') {
        (Cow::Borrowed(trimmed), blanks.cast_signed())
    } else {
        (Cow::Owned(format!("={trimmed}")), blanks.cast_signed() - 1)
    };
    let not_understood = || {
        let kind = ProblemKind::NotUnderstood {
            text: source.trim().to_owned(),
        };
        Problems(vec![Problem::new(kind, whole)])
    };
    let tokens = Tokens::cut(&text).ok_or_else(not_understood)?;
    refuse_if_any(tokens.check_order(&text, &places, shift))?;

    let limits = ParserLimits::default()
        .with_source_bytes(limits::MAX_SOURCE_BYTES + 1)
        .with_tokens(limits::MAX_TOKENS)
        .with_ast_nodes(limits::MAX_NODES)
        .with_pratt_frames(limits::MAX_PARSER_FRAMES)
        .with_ast_height(limits::MAX_HEIGHT);
    let ast =
        Parser::builder()
            .limits(limits)
            .parse(&*text)
            .map_err(|error| match limit_exceeded(&error.message) {
                Some(kind) => Problems(vec![Problem::new(kind, whole)]),
                None => not_understood(),
            })?;

    let problems = Vec::new();
    let mut lowering = Lowering {
        text: &text,
        places: &places,
        shift,
        tokens: &tokens,
        schema,
        problems,
    };
    let typed = lowering.lower(&ast);
    refuse_if_any(lowering.problems)?;
    let typed = typed.ok_or_else(not_understood)?;
    let mut used = BTreeSet::new();
    typed.node.collect_variables(&mut used);
    Ok(Inner {
        source: source.to_owned(),
        whole,
        schema: schema.clone(),
        ty: typed.ty,
        shown: typed.node.ty,
        root: typed.node,
        variables: used.into_iter().collect(),
    })
}

fn refuse_if_any(mut problems: Vec<Problem>) -> Result<(), Problems> {
    if problems.is_empty() {
        return Ok(());
    }
    problems.sort_by_key(|problem| problem.span);
    problems.truncate(limits::MAX_PROBLEMS);
    Err(Problems(problems))
}

/// The parser tells limits from grammar by its words only; tests hold it to them.
fn limit_exceeded(message: &str) -> Option<ProblemKind> {
    if message.contains("height limit") || message.contains("nesting too deep") {
        Some(ProblemKind::TooDeep)
    } else if message.contains("limit") {
        Some(ProblemKind::TooLarge)
    } else {
        None
    }
}

fn check_result(inner: &Inner, expected: &Expected) -> Vec<Problem> {
    if !units::serves(inner.ty, expected.ty) {
        let kind = ProblemKind::ResultType {
            wanted: expected.ty,
            found: inner.ty.settled(),
        };
        return vec![Problem::new(kind, inner.whole)];
    }
    let Some(allowed) = &expected.allowed else {
        return Vec::new();
    };
    let mut results = Vec::new();
    inner.root.collect_results(&mut results);
    let mut problems = Vec::new();
    for node in results {
        let allowed_here = allowed.clone();
        match &node.kind {
            Kind::Literal {
                value: Value::Text(text),
                ..
            } => {
                if !allowed.iter().any(|other| **other == **text) {
                    let text = text.to_string();
                    let kind = ProblemKind::ResultText {
                        text,
                        allowed: allowed_here,
                    };
                    problems.push(Problem::new(kind, node.span));
                }
            }
            _ => {
                let kind = ProblemKind::ResultNotLiteral {
                    allowed: allowed_here,
                };
                problems.push(Problem::new(kind, node.span));
            }
        }
    }
    problems.truncate(limits::MAX_PROBLEMS);
    problems
}
