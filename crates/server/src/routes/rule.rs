//! Rules, looked at before they are defined.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use zone::authority::{Operation, Reach};
use zone::rule::{CompiledRuleSet, RuleSet};
use zone::view::lights;
use zone::view::wall::LightCounts;
use zone::{Colour, Words};

use super::Server;
use crate::app::Who;
use crate::ask::Body;
use crate::problem::{Failure, Problems};
use crate::shape::RuleSetInput;

/// A rule set to be looked at.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleCheck {
    /// The rule set.
    rule_set: RuleSetInput,
}

/// What a rule set would do.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct RuleVerdict {
    /// Whether it can be defined.
    ok: bool,
    /// What is wrong with its formulas, all at once.
    problems: Vec<RuleProblemView>,
    /// Lights by colour under the rule set in force, for those who read projects.
    now: Option<LightCounts>,
    /// Lights by colour if this one were in force.
    then: Option<LightCounts>,
}

/// A problem of a formula.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct RuleProblemView {
    /// Key of the rule.
    rule: String,
    /// Stable code.
    code: String,
    /// The cause.
    message: Words,
    /// What to do.
    remedy: Words,
    /// First character of the formula it is about, from 0, and the one after the last.
    #[schema(value_type = Vec<usize>)]
    span: (usize, usize),
}

/// Looks at a rule set without defining it: its problems, and the lights it would give.
#[utoipa::path(post, path = "/rules/check", tag = "rule", operation_id = "checkRules",
    request_body = RuleCheck,
    responses((status = 200, body = RuleVerdict), (status = "default", body = Problems)))]
pub(crate) async fn check(
    State(app): Server,
    who: Who,
    Body(asked): Body<RuleCheck>,
) -> Result<Json<RuleVerdict>, Failure> {
    who.may_do(Operation::Configure)?;
    let reads = who.actor.reach(Operation::Read) == Reach::All;
    let host = app.host.clone();
    let work = move || {
        let set = RuleSet::from(asked.rule_set);
        let compiled = match set.compile() {
            Ok(compiled) => compiled,
            Err(problems) => return Ok(Json(refused(&problems))),
        };
        let seen = host.now(host::today())?;
        let counts = |rules: &CompiledRuleSet| {
            reads.then(|| {
                counted(&lights::all(
                    &seen.zone,
                    &seen.calendars,
                    rules,
                    seen.true_on,
                ))
            })
        };
        let in_force = seen.zone.rule_on(seen.true_on);
        let in_force = in_force.and_then(|rules| rules.compile().ok());
        Ok(Json(RuleVerdict {
            ok: true,
            problems: Vec::new(),
            now: in_force.as_ref().and_then(counts),
            then: counts(&compiled),
        }))
    };
    app.work.read(work).await
}

fn refused(problems: &[zone::rule::RuleProblem]) -> RuleVerdict {
    let view = |found: &zone::rule::RuleProblem| RuleProblemView {
        rule: found.rule.clone(),
        code: found.problem.code().to_owned(),
        message: Words::new(found.problem.message_zh(), found.problem.message_en()),
        remedy: Words::new(found.problem.remedy_zh(), found.problem.remedy_en()),
        span: (found.problem.span.char_start, found.problem.span.char_end),
    };
    RuleVerdict {
        ok: false,
        problems: problems.iter().map(view).collect(),
        now: None,
        then: None,
    }
}

fn counted<T>(lights: &[(T, Colour)]) -> LightCounts {
    let mut counts = LightCounts::default();
    for (_, colour) in lights {
        let count = match colour {
            Colour::Blue => &mut counts.blue,
            Colour::Green => &mut counts.green,
            Colour::Yellow => &mut counts.yellow,
            Colour::Red => &mut counts.red,
            Colour::Grey => &mut counts.grey,
        };
        *count += 1;
    }
    counts
}
