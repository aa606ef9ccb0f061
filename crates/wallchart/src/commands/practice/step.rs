//! `practice submit`, `publish`, `return`, `withdraw` and `use`.

use serde::Serialize;
use serde_json::{Value, json};
use zone::PracticeId;
use zone::practice::PracticeState;

use super::show::no_such;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::writing::Channel;
use crate::{filter, moment, reading};

const EXAMPLES: &str =
    "  wallchart practice submit Q12 --unit 自然资源局 --title 红线会商 --kind 用地 \\
      --what 三家会商 --outcome 少走二十天
  wallchart practice publish B3
  wallchart practice return B3 --reason 写明时限
  wallchart practice use B3 --for Q15 --note 照此会商";

/// 提交一篇经验，待他人审核 | Submit a practice; somebody else reviews it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Submit {
    /// 来源：已解决的问题 Q、已竣工的项目 P、已销号的事项 S | What it is written from: Q, P or S
    #[arg(value_name = "SOURCE")]
    source: String,
    /// 单位（名称或编号） | The unit whose practice it is
    #[arg(long, value_name = "UNIT")]
    unit: String,
    /// 标题 | Its title
    #[arg(long, value_name = "TEXT")]
    title: String,
    /// 适用的问题类型，可重复 | Kind of problem it helps with; may be repeated
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// 适用的阶段，可重复 | Stage it helps to pass; may be repeated
    #[arg(long, value_name = "STAGE")]
    stage: Vec<String>,
    /// 做法 | What was done
    #[arg(long, value_name = "TEXT")]
    what: String,
    /// 成效 | What came of it
    #[arg(long, value_name = "TEXT")]
    outcome: String,
    /// 适用条件 | When it applies
    #[arg(long, value_name = "TEXT")]
    applies: Option<String>,
}

/// 审核通过并发布 | Publish the version that waits
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Publish {
    /// 经验编号 | The practice
    #[arg(value_name = "PRACTICE")]
    id: PracticeId,
    /// 说明 | A note
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// 退回 | Return the version that waits
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Return {
    /// 经验编号 | The practice
    #[arg(value_name = "PRACTICE")]
    id: PracticeId,
    /// 原因 | Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// 撤下 | Take it down
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Withdraw {
    /// 经验编号 | The practice
    #[arg(value_name = "PRACTICE")]
    id: PracticeId,
    /// 原因 | Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// 登记使用：一件事只计一次 | Say that it was used; each thing counts once
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Use {
    /// 经验编号 | The practice
    #[arg(value_name = "PRACTICE")]
    id: PracticeId,
    /// 用于：问题 Q 或项目 P | For what: a problem Q or a project P
    #[arg(long = "for", value_name = "THING")]
    thing: String,
    /// 照着做了什么、有什么不同 | What was taken over, what was different
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Serialize)]
struct Document {
    practice: PracticeId,
    state: PracticeState,
    used: usize,
    seq: u64,
}

pub(super) fn submit(context: &Context, asked: &Submit) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let unit = filter::unit(&view, &asked.unit)?;
    let content = json!({
        "title": asked.title, "kinds": asked.kind, "stages": asked.stage,
        "what": asked.what, "outcome": asked.outcome, "applies": asked.applies,
    });
    let told = json!({ "source": asked.source, "unit": unit, "content": content });
    done(context, "submit_practice", &told, None)
}

pub(super) fn publish(context: &Context, asked: &Publish) -> Result<Answer, Failure> {
    step(
        context,
        "publish_practice",
        asked.id,
        json!({ "note": asked.note }),
    )
}

pub(super) fn send_back(context: &Context, asked: &Return) -> Result<Answer, Failure> {
    step(
        context,
        "return_practice",
        asked.id,
        json!({ "reason": asked.reason }),
    )
}

pub(super) fn withdraw(context: &Context, asked: &Withdraw) -> Result<Answer, Failure> {
    step(
        context,
        "withdraw_practice",
        asked.id,
        json!({ "reason": asked.reason }),
    )
}

pub(super) fn used(context: &Context, asked: &Use) -> Result<Answer, Failure> {
    let told = json!({ "id": asked.id, "used_for": asked.thing, "note": asked.note });
    done(context, "use_practice", &told, Some(asked.id))
}

/// Takes a step on a practice as it stands now.
fn step(context: &Context, name: &str, id: PracticeId, more: Value) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let own = view.seen.zone.practices.get(&id);
    let version = own.ok_or_else(|| no_such(id))?.version;
    let mut asked = more;
    asked["id"] = json!(id);
    asked["version"] = json!(version);
    done(context, name, &asked, Some(id))
}

fn done(
    context: &Context,
    name: &str,
    asked: &Value,
    id: Option<PracticeId>,
) -> Result<Answer, Failure> {
    let channel = Channel::open(context)?;
    let seq = channel.execute_told(json!({ name: asked }))?.last;
    let view = reading::see(context, &moment::known("")?, None)?;
    let practices = &view.seen.zone.practices;
    let newest = practices.keys().next_back().copied();
    let id = id.or(newest).unwrap_or(PracticeId(0));
    let own = practices.get(&id).ok_or_else(|| no_such(id))?;
    let lang = context.lang;
    let (state, used) = (own.state(), own.used.len());
    let word = state.word();
    let text = say!(
        lang,
        "{id} {}，用过 {used} 次：记录第 {seq} 条",
        "{id} {}, used {used} times: record {seq}",
        word.in_lang(lang)
    );
    let document = Document {
        practice: id,
        state,
        used,
        seq,
    };
    Ok(Answer::new(text, &document))
}
