//! `notice outbox`: what is on its way, what became of it, trying again and giving up.

use courier::{DeliveryState, OutboxCounts};
use serde::Serialize;
use zone::Lang;

use super::{fault, store};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};

const EXAMPLES: &str = "  wallchart notice outbox
  wallchart notice again 7
  wallchart notice give-up 7";

/// Columns a cause may take.
const CAUSE_COLUMNS: usize = 60;

/// 发件箱：等待、已发、失败及原因 | The outbox: what waits, was sent, or failed and why
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {}

/// 再试一次 | Try a delivery again
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct OneArguments {
    /// 编号 | Its number
    #[arg(value_name = "ID")]
    id: i64,
}

/// 不再发送 | Give a delivery up
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct GiveUpArguments {
    /// 编号 | Its number
    #[arg(value_name = "ID")]
    id: i64,
}

#[derive(Serialize)]
struct Row {
    id: i64,
    recipient: String,
    state: DeliveryState,
    notices: usize,
    tries: u32,
    next_at: i64,
    cause: String,
}

#[derive(Serialize)]
struct Document {
    counts: OutboxCounts,
    deliveries: Vec<Row>,
}

pub(super) fn list(context: &Context, _arguments: &Arguments) -> Result<Answer, Failure> {
    let store = store(context)?;
    let failed = |error| fault(&error);
    let lang = context.lang;
    let mut table = Table::new(match lang {
        Lang::Zh => ["编号", "收件", "状态", "通知", "次数", "原因"],
        Lang::En => ["id", "to", "state", "notices", "tries", "why"],
    });
    let mut deliveries = Vec::new();
    for own in store.deliveries().map_err(failed)? {
        let (zh, en) = match own.state {
            DeliveryState::Waiting => ("待发送", "waiting"),
            DeliveryState::Sending => ("发送中", "sending"),
            DeliveryState::Sent => ("已发送", "sent"),
            DeliveryState::Failed => ("失败", "failed"),
            DeliveryState::GivenUp => ("已放弃", "given up"),
        };
        let notices = own.message.rows();
        table.row([
            own.id.to_string(),
            own.recipient.clone(),
            lang.pick(|| zh, || en).to_owned(),
            notices.to_string(),
            own.tries.to_string(),
            cut(&own.cause, CAUSE_COLUMNS),
        ]);
        deliveries.push(Row {
            id: own.id,
            recipient: own.recipient,
            state: own.state,
            notices,
            tries: own.tries,
            next_at: own.next_at,
            cause: own.cause,
        });
    }
    let counts = store.outbox_counts().map_err(failed)?;
    let (waiting, failed_count, sent) = (counts.waiting, counts.failed, counts.sent);
    let sum = say!(
        lang,
        "待发送 {waiting}，失败 {failed_count}，已发送 {sent}\n",
        "{waiting} waiting, {failed_count} failed, {sent} sent\n"
    );
    let table = if table.is_empty() {
        String::new()
    } else {
        table.text()
    };
    Ok(Answer::new(table + &sum, &Document { counts, deliveries }))
}

pub(super) fn again(context: &Context, arguments: &OneArguments) -> Result<Answer, Failure> {
    let store = store(context)?;
    let now = jiff::Timestamp::now().as_second();
    let done = store.try_again(arguments.id, now);
    settled(context, done.map_err(|error| fault(&error))?)
}

pub(super) fn give_up(context: &Context, arguments: &GiveUpArguments) -> Result<Answer, Failure> {
    let store = store(context)?;
    let now = jiff::Timestamp::now().as_second();
    let done = store.give_up(arguments.id, now);
    settled(context, done.map_err(|error| fault(&error))?)
}

fn settled(context: &Context, done: bool) -> Result<Answer, Failure> {
    match done {
        true => Ok(Answer::text(say!(context.lang, "好\n", "done\n"))),
        false => Err(courier::unknown_delivery().into()),
    }
}
