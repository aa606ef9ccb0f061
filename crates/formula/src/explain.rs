//! A trace in words: one line for each fact, in the order in which it mattered.
//!
//! Promises a line for each variable that was looked at (once), each computed number, each
//! decided condition, each chosen case, and last the result after an arrow. Steps inside a
//! computation (`a + b` within `(a + b) * c`) are left out: the tree has them.

use crate::formula::{Naming, name_of};
use crate::outcome::{FailureKind, Outcome};
use crate::schema::VariableIndex;
use crate::trace::{Branch, Trace, TraceNode};
use crate::types::{Type, Value};
use std::collections::BTreeSet;

impl Trace {
    /// Lines in Chinese: `进度差 = -34.0个百分点`, `进度差 < -30%: 是`, `→ "红"`.
    #[must_use]
    pub fn explain_zh(&self) -> Vec<String> {
        self.explain(Naming::Zh)
    }

    /// The same in English.
    #[must_use]
    pub fn explain_en(&self) -> Vec<String> {
        self.explain(Naming::En)
    }

    fn explain(&self, naming: Naming) -> Vec<String> {
        let (seen, lines) = (BTreeSet::new(), Vec::new());
        let mut teller = Teller {
            trace: self,
            naming,
            seen,
            lines,
        };
        teller.tell(&self.root, Place::Result);
        let result = teller.result();
        teller.lines.push(format!("→ {result}"));
        teller.lines
    }
}

/// Where a node stands, which decides whether its own value is worth a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Its value is the result, told at the end.
    Result,
    /// Within a computation, told as a whole.
    Step,
    /// Anywhere else.
    Own,
}

struct Teller<'a> {
    trace: &'a Trace,
    naming: Naming,
    seen: BTreeSet<VariableIndex>,
    lines: Vec<String>,
}

impl Teller<'_> {
    fn pick<T>(&self, zh: T, en: T) -> T {
        if self.naming == Naming::Zh { zh } else { en }
    }

    fn tell(&mut self, node: &TraceNode, place: Place) {
        if let Some(index) = node.variable {
            if self.seen.insert(index) {
                self.fact(node);
            }
            return;
        }
        if node.literal {
            return;
        }
        let chose = node
            .branch
            .is_some_and(|branch| !matches!(branch, Branch::DecidedBy(_)));
        let last = node.children.len().saturating_sub(1);
        for (index, child) in node.children.iter().enumerate() {
            if chose && index == last {
                self.choice(node);
                let kept = if place == Place::Result {
                    Place::Result
                } else {
                    Place::Step
                };
                self.tell(child, kept);
            } else {
                let number = |ty| matches!(ty, Type::Number(_) | Type::Text | Type::Date);
                let step = !chose && number(node.ty) && number(child.ty);
                self.tell(child, if step { Place::Step } else { Place::Own });
            }
        }
        if place == Place::Own {
            self.fact(node);
        }
    }

    fn fact(&mut self, node: &TraceNode) {
        let text = self.pick(&node.text_zh, &node.text_en);
        let line = match &node.outcome {
            Outcome::Value(value @ Value::Bool(_)) => {
                format!("{text}: {}", self.shown(value, node))
            }
            Outcome::Value(value) => format!("{text} = {}", self.shown(value, node)),
            Outcome::Missing(_) if node.variable.is_some() => {
                format!("{text}: {}", self.pick("未报", "not reported"))
            }
            Outcome::Missing(_) => {
                format!("{text}: {}", self.pick("无法判断", "cannot be judged"))
            }
            // The failure is told once, where it arose.
            Outcome::Failed(failure) if failure.span != node.span => return,
            Outcome::Failed(failure) => {
                let why = self.pick(failure.message_zh(), failure.message_en());
                format!("{text}: {why}")
            }
        };
        self.lines.push(line);
    }

    /// Cases that are not told by a condition of their own. The first child is the value looked
    /// at, the last the result, and those between are the cases that were tried.
    fn choice(&mut self, node: &TraceNode) {
        let text = |child: &TraceNode| self.pick(&child.text_zh, &child.text_en).clone();
        let [value, tried @ .., result] = node.children.as_slice() else {
            return;
        };
        let value = text(value);
        let band = node.text_en.starts_with("BAND(");
        let line = match node.branch {
            Some(Branch::Case(case)) if band => {
                let nth = self.pick(format!("第 {case} 档"), format!("band {case}"));
                match tried {
                    [] => return,
                    [limit] => format!("{value} < {}: {nth}", text(limit)),
                    [.., low, high] => format!("{} ≤ {value} < {}: {nth}", text(low), text(high)),
                }
            }
            Some(Branch::Case(_)) if node.text_en.starts_with("SWITCH(") => match tried {
                [.., case] => format!("{value} = {}: {}", text(case), self.pick("是", "yes")),
                [] => return,
            },
            Some(Branch::Otherwise) => match tried {
                [.., limit] if band => {
                    let last = self.pick("最高一档", "the last band");
                    format!("{value} ≥ {}: {last}", text(limit))
                }
                _ => format!("{value}: {}", self.pick("其余情形", "none of the cases")),
            },
            Some(Branch::Substituted) => {
                let instead = text(result);
                self.pick(
                    format!("{value} 未报，改用 {instead}"),
                    format!("{value} not reported: {instead} used instead"),
                )
            }
            _ => return,
        };
        self.lines.push(line);
    }

    fn result(&self) -> String {
        let root = &self.trace.root;
        match &root.outcome {
            Outcome::Value(value) => self.shown(value, root),
            Outcome::Missing(missing) => {
                let names: Vec<String> = missing.iter().map(|index| self.name(*index)).collect();
                self.pick(
                    format!("无法判断：未报{}", names.join("、")),
                    format!("cannot be judged: not reported: {}", names.join(", ")),
                )
            }
            Outcome::Failed(failure) => {
                let which = match failure.kind {
                    FailureKind::WrongInputType(index) => self.pick(
                        format!("（{}）", self.name(index)),
                        format!(" ({})", self.name(index)),
                    ),
                    _ => String::new(),
                };
                self.pick(
                    format!("无法计算：{}{which}", failure.message_zh()),
                    format!("cannot be computed: {}{which}", failure.message_en()),
                )
            }
        }
    }

    fn name(&self, index: VariableIndex) -> String {
        name_of(&self.trace.schema, index, self.naming)
    }

    fn shown(&self, value: &Value, node: &TraceNode) -> String {
        self.pick(value.show_zh(node.ty), value.show_en(node.ty))
    }
}
