//! `notice outbox`: what is on its way, what became of it, trying again and giving up.

use courier::{DeliveryState, HeldBy, OutboxCounts};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};
use server::HeldView;
use zone::Lang;

use super::changing::Changing;
use super::{fault, store};
use crate::answer::{self, Answer};
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::writing::{Channel, read};

const EXAMPLES: &str = "  wallchart notice outbox
  wallchart notice again 7
  wallchart notice give-up 7";

/// Columns a cause may take.
const CAUSE_COLUMNS: usize = 60;

/// 发件箱：等待、已发、失败及原因，暂不发出的到何时 | The outbox: what waits, was sent, or failed and
/// why; and until when the rest is held back
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
    /// What is not on its way yet; absent where that cannot be told now.
    held: Option<Vec<HeldView>>,
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
    let held = match held(context) {
        Ok(held) => Some(held),
        Err(failure) => {
            answer::note(&failure.text(lang));
            None
        }
    };
    let waits = held
        .as_deref()
        .map_or_else(String::new, |held| waits(held, lang));
    let document = Document {
        counts,
        deliveries,
        held,
    };
    Ok(Answer::new(table + &sum + &waits, &document))
}

/// What quiet hours hold back and what waits for the digest.
fn held(context: &Context) -> Result<Vec<HeldView>, Failure> {
    match Channel::open(context)? {
        Channel::Own(writer) => {
            let held = server::held_now(writer.host(), store(context)?);
            held.map_err(super::failed)
        }
        Channel::Through(server) => {
            #[derive(Deserialize)]
            struct Answered {
                held: Vec<HeldView>,
            }
            read::<Answered>(&server.get("/notices/held")?).map(|own| own.held)
        }
    }
}

fn waits(held: &[HeldView], lang: Lang) -> String {
    if held.is_empty() {
        return String::new();
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["暂不发出", "收件", "通知", "原因", "到"],
        Lang::En => ["not sent yet", "recipients", "notices", "why", "until"],
    });
    for own in held {
        let (zh, en) = match own.by {
            HeldBy::Quiet => ("免打扰", "quiet hours"),
            HeldBy::Digest => ("每日汇总", "the digest"),
        };
        table.row([
            own.to.in_lang(lang).to_owned(),
            own.recipients.to_string(),
            own.notices.to_string(),
            lang.pick(|| zh, || en).to_owned(),
            clock(&own.until),
        ]);
    }
    format!("\n{}", table.text())
}

/// A moment where the zone is; empty where none is in sight.
fn clock(until: &str) -> String {
    let beijing = TimeZone::fixed(Offset::constant(8));
    let at = until.parse::<Timestamp>();
    at.map_or_else(
        |_| String::new(),
        |at| at.to_zoned(beijing).strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

pub(super) fn again(context: &Context, arguments: &OneArguments) -> Result<Answer, Failure> {
    Changing::open(context)?.try_again(arguments.id)?;
    Ok(done(context))
}

pub(super) fn give_up(context: &Context, arguments: &GiveUpArguments) -> Result<Answer, Failure> {
    Changing::open(context)?.give_up(arguments.id)?;
    Ok(done(context))
}

fn done(context: &Context) -> Answer {
    Answer::text(say!(context.lang, "好\n", "done\n"))
}
