//! A unit's steps and delegations, settled from the command line as the dispatch office.

use serde::Serialize;
use serde_json::{Value, json};
use zone::view::signoff;
use zone::{DelegationId, UnitId, Words};

use super::{Delegate, Form, Steps, show};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::reading::{self, View};
use crate::writing::Channel;

#[derive(Serialize)]
struct Recorded {
    seq: u64,
}

fn unit(context: &Context, view: &View, wanted: &str) -> Result<UnitId, Failure> {
    let zone = &view.seen.zone;
    let by_id = wanted.parse().ok().filter(|id| zone.units.contains_key(id));
    let found = by_id.or_else(|| zone.unit_called(wanted, context.today));
    found.ok_or_else(|| {
        Failure::refused(
            "cli/unknown",
            Words::new(
                format!("没有责任单位“{wanted}”"),
                format!("there is no unit {wanted:?}"),
            ),
            Words::new("核对名称或编号", "check the name or the id"),
        )
    })
}

pub(super) fn steps(context: &Context, asked: &Steps) -> Result<Answer, Failure> {
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    let unit = unit(context, &view, &asked.unit)?;
    let named = [&asked.handler, &asked.reviewer, &asked.head];
    if asked.none || named.iter().any(|own| !own.is_empty()) {
        let zone = &view.seen.zone;
        let version = zone.routes.get(&unit).map_or(0, |own| own.version);
        let roles = ["handler", "reviewer", "head"];
        let steps = roles.iter().zip(named);
        let steps = steps.filter(|(_, own)| !own.is_empty()).map(step);
        let steps = steps.collect::<Result<Vec<Value>, Failure>>()?;
        let route = json!({ "unit": unit, "version": version, "steps": steps,
            "one_person": asked.one_person, "reviewed_after": asked.reviewed_after,
            "document": asked.document });
        let channel = Channel::open(context)?;
        channel.execute_told(json!({ "set_sign_route": route }))?;
    }
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    let looking = show::looking(context, &view);
    match signoff::board(&view.seen.zone, looking, unit) {
        Some(board) => Ok(show::board(&board, context.lang)),
        None => Ok(Answer::nothing()),
    }
}

/// A step with posts and people apart, as the server takes it.
fn step((role, who): (&&str, &Vec<String>)) -> Result<Value, Failure> {
    let (mut posts, mut people) = (Vec::new(), Vec::new());
    for own in who {
        match (own.parse::<zone::PostId>(), own.parse::<zone::PersonId>()) {
            (Ok(post), _) => posts.push(post),
            (_, Ok(person)) => people.push(person),
            _ => {
                return Err(Failure::refused(
                    "cli/unknown",
                    Words::new(
                        format!("“{own}”不是职务（T3）或人员（R5）编号"),
                        format!("{own:?} is no id of a post (T3) or a person (R5)"),
                    ),
                    Words::new("核对编号", "check the id"),
                ));
            }
        }
    }
    Ok(json!({ "role": role, "posts": posts, "people": people }))
}

pub(super) fn delegate(context: &Context, asked: &Delegate) -> Result<Answer, Failure> {
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    let unit = unit(context, &view, &asked.unit)?;
    let forms: Vec<&str> = asked.form.iter().map(|own| own.key()).collect();
    let own = json!({ "unit": unit, "principal": asked.principal, "delegate": asked.to,
        "forms": forms, "from": asked.from.unwrap_or(context.today), "until": asked.until,
        "document": asked.document });
    let channel = Channel::open(context)?;
    recorded(
        context,
        channel
            .execute_told(json!({ "delegate_signing": own }))?
            .last,
    )
}

pub(super) fn revoke(context: &Context, id: DelegationId, reason: &str) -> Result<Answer, Failure> {
    let own = json!({ "id": id, "reason": reason });
    let channel = Channel::open(context)?;
    recorded(
        context,
        channel
            .execute_told(json!({ "revoke_delegation": own }))?
            .last,
    )
}

fn recorded(context: &Context, seq: u64) -> Result<Answer, Failure> {
    let text = say!(
        context.lang,
        "已记录（第 {seq} 条）",
        "recorded (record {seq})"
    );
    Ok(Answer::new(text, &Recorded { seq }))
}

impl Form {
    fn key(self) -> &'static str {
        match self {
            Form::TenDays => "ten_days",
            Form::Month => "month",
            Form::Quarter => "quarter",
        }
    }
}
