//! Judging a light: formulas in, colour and reasons out.

use std::sync::Arc;

use formula::{Expected, Formula, Naming, Outcome, Value};

use super::{LightInputs, LightRule, RuleSet, Var, schema, worse};
use crate::Words;
use crate::figures::Figures;
use crate::light::Colour;
use crate::project::Project;
use crate::state::Zone;

/// A rule set whose formulas are ready to evaluate.
#[derive(Debug, Clone)]
pub struct CompiledRuleSet {
    /// The rule set.
    pub set: RuleSet,
    formulas: Vec<Formula>,
    /// The variables each formula names.
    looks_at: Vec<Arc<[Var]>>,
}

/// Problems of one rule's formula.
#[derive(Debug, Clone)]
pub struct RuleProblem {
    /// Key of the rule.
    pub rule: String,
    /// What is wrong with its formula.
    pub problem: formula::Problem,
}

/// The light of a project: colour with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Light {
    /// The colour the rules give, before any exemption.
    pub colour: Colour,
    /// What each rule said, in order.
    pub parts: Vec<LightPart>,
}

/// What one rule of a set said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LightPart {
    /// Key of the rule.
    pub rule: String,
    /// Its name.
    pub name: Words,
    /// Its colour; `None` when it had nothing to say; grey when it could not judge.
    pub colour: Option<Colour>,
    /// The variables its formula names.
    pub looked_at: Arc<[Var]>,
    /// Variables it needed that were not reported.
    pub missing: Vec<Words>,
    /// Why its arithmetic failed.
    pub failure: Option<Words>,
    /// The trace, line by line; empty when only the colour was asked for.
    pub trace: Vec<Words>,
}

impl RuleSet {
    /// Compiles the formulas; all problems at once.
    pub fn compile(&self) -> Result<CompiledRuleSet, Vec<RuleProblem>> {
        let mut formulas = Vec::new();
        let mut problems = Vec::new();
        let colours = Colour::ALL.map(Colour::letter).into_iter().chain([""]);
        let expected = Expected::one_of(colours);
        for rule in &self.rules {
            match Formula::compile_for(&rule.formula, schema(), &expected) {
                Ok(formula) => formulas.push(formula),
                Err(found) => problems.extend(found.0.into_iter().map(|problem| RuleProblem {
                    rule: rule.key.clone(),
                    problem,
                })),
            }
        }
        if problems.is_empty() {
            let looks_at = formulas.iter().map(named).collect();
            Ok(CompiledRuleSet {
                set: self.clone(),
                formulas,
                looks_at,
            })
        } else {
            Err(problems)
        }
    }
}

impl CompiledRuleSet {
    /// The inputs that these rules need of a project.
    pub fn inputs(&self, zone: &Zone, project: &Project, figures: &Figures) -> LightInputs {
        let needs = |var: Var| self.looks_at.iter().any(|named| named.contains(&var));
        LightInputs::needed(zone, project, figures, needs)
    }

    /// The colour and what each rule said, without traces: quick, for many projects.
    pub fn judge(&self, inputs: &LightInputs) -> Light {
        self.run(inputs, |formula, inputs| {
            (formula.evaluate(inputs), Vec::new())
        })
    }

    /// The same with the trace of each rule.
    pub fn explain(&self, inputs: &LightInputs) -> Light {
        self.run(inputs, |formula, inputs| {
            let evaluation = formula.evaluate_with_trace(inputs);
            let (zh, en) = (evaluation.trace.explain_zh(), evaluation.trace.explain_en());
            let lines = zh
                .into_iter()
                .zip(en)
                .map(|(zh, en)| told(zh, &en))
                .collect();
            (evaluation.outcome, lines)
        })
    }

    /// The formulas as written, and for English readers.
    pub fn sources(&self) -> Vec<Words> {
        let english = |formula: &Formula| Colour::in_english(&formula.to_source(Naming::En));
        let rules = self.set.rules.iter().zip(&self.formulas);
        rules
            .map(|(rule, formula)| Words {
                zh: rule.formula.clone(),
                en: english(formula),
            })
            .collect()
    }

    fn run(
        &self,
        inputs: &LightInputs,
        evaluate: impl Fn(&Formula, &LightInputs) -> (Outcome, Vec<Words>),
    ) -> Light {
        let mut inputs = inputs.clone();
        let mut colour = None;
        let mut unjudged = false;
        let mut parts = Vec::with_capacity(self.formulas.len());
        let formulas = self.formulas.iter().zip(&self.looks_at);
        for (rule, (formula, looked_at)) in self.set.rules.iter().zip(formulas) {
            inputs.set_current(colour.unwrap_or(Colour::Grey));
            let (outcome, trace) = evaluate(formula, &inputs);
            let part = part_of(rule, looked_at, outcome, trace);
            match part.colour {
                Some(Colour::Grey) => unjudged |= rule.required,
                Some(own) => colour = Some(colour.map_or(own, |before| worse(before, own))),
                None => {}
            }
            parts.push(part);
        }
        Light {
            colour: settle(colour, unjudged),
            parts,
        }
    }
}

/// A known lateness is not hidden by a missing report; anything better needs the required rules.
/// A line of a trace as people read it: a rule with nothing to say does not apply.
fn told(zh: String, en: &str) -> Words {
    if zh == "→ \"\"" {
        return Words::new("→ 不适用", "→ does not apply");
    }
    Words {
        zh,
        en: Colour::in_english(en),
    }
}

fn settle(colour: Option<Colour>, unjudged: bool) -> Colour {
    match colour {
        Some(found @ (Colour::Yellow | Colour::Red)) => found,
        Some(found) if !unjudged => found,
        _ => Colour::Grey,
    }
}

fn part_of(
    rule: &LightRule,
    looked_at: &Arc<[Var]>,
    outcome: Outcome,
    trace: Vec<Words>,
) -> LightPart {
    let mut part = LightPart {
        rule: rule.key.clone(),
        name: rule.name.clone(),
        colour: None,
        looked_at: Arc::clone(looked_at),
        missing: Vec::new(),
        failure: None,
        trace,
    };
    match outcome {
        Outcome::Value(Value::Text(text)) if text.is_empty() => {}
        Outcome::Value(Value::Text(text)) => part.colour = Colour::named(&text),
        // The formula was compiled for text; any other value cannot come out.
        Outcome::Value(_) => part.colour = Some(Colour::Grey),
        Outcome::Missing(variables) => {
            part.colour = Some(Colour::Grey);
            let named = variables
                .into_iter()
                .filter_map(|index| schema().variable(index));
            part.missing = named
                .map(|variable| Words::new(variable.name_zh(), variable.name_en()))
                .collect();
        }
        Outcome::Failed(failure) => {
            part.colour = Some(Colour::Grey);
            part.failure = Some(Words::new(failure.message_zh(), failure.message_en()));
        }
    }
    part
}

impl CompiledRuleSet {
    /// The variables the formulas use, in order of the schema.
    pub fn variables(&self) -> Vec<Var> {
        let mut used: Vec<Var> = self
            .looks_at
            .iter()
            .flat_map(|named| named.iter().copied())
            .collect();
        used.sort_unstable();
        used.dedup();
        used
    }
}

/// The variables a formula names, in order of the schema.
fn named(formula: &Formula) -> Arc<[Var]> {
    let mut used: Vec<Var> = formula
        .variables()
        .iter()
        .filter_map(|index| Var::ALL.get(index.index()).copied())
        .collect();
    used.sort_unstable();
    used.dedup();
    used.into()
}
