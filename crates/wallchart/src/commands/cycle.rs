//! `cycle`: rounds of the dispatch mechanism open and close; closing fixes the lights.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;
use zone::{CycleId, Event};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::reading;
use crate::writing::Channel;

const EXAMPLES: &str =
    "  wallchart cycle open --name 2026年5月 --from 2026-05-01 --until 2026-05-31 --due 2026-06-03
  wallchart cycle close C61";

/// 调度周期：开启、关闭（关闭时固定亮灯） | Cycles: open one, or close one, which fixes the lights
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 开启或关闭 | Open or close
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 开启一个周期 | Open a cycle
    #[command(after_help = EXAMPLES)]
    Open {
        /// 名称 | Its name
        #[arg(long, value_name = "NAME")]
        name: String,
        /// 第一天 | First day
        #[arg(long, value_name = "DATE")]
        from: Date,
        /// 最后一天 | Last day
        #[arg(long, value_name = "DATE")]
        until: Date,
        /// 报送截止日（默认最后一天） | Day reports are due (the last day unless given)
        #[arg(long, value_name = "DATE")]
        due: Option<Date>,
    },
    /// 关闭一个周期，固定亮灯 | Close a cycle: fixes the lights
    #[command(after_help = EXAMPLES)]
    Close {
        /// 周期编号 | Its id
        #[arg(value_name = "CYCLE")]
        id: CycleId,
    },
}

#[derive(Serialize)]
struct Opened {
    cycle: CycleId,
    seq: u64,
}

#[derive(Serialize)]
struct Closed {
    cycle: CycleId,
    seq: u64,
    lights: usize,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let channel = Channel::open(context)?;
    match &arguments.what {
        What::Open {
            name,
            from,
            until,
            due,
        } => {
            let due = due.unwrap_or(*until);
            let name = json!({ "zh": name, "en": name });
            let cycle = json!({ "name": name, "from": from, "until": until, "due_on": due });
            let seq = channel.execute(json!({ "open_cycle": cycle }))?.last;
            opened(context, seq)
        }
        What::Close { id } => {
            let seq = channel
                .execute(json!({ "close_cycle": { "id": id } }))?
                .last;
            closed(context, *id, seq)
        }
    }
}

fn opened(context: &Context, seq: u64) -> Result<Answer, Failure> {
    let cycle = match reading::open(context)?.event(seq)?.event {
        Event::CycleOpened(opened) => opened.id,
        _ => CycleId(0),
    };
    let text = say!(
        context.lang,
        "周期 {cycle} 已开启（记录第 {seq} 条）",
        "cycle {cycle} is open (record {seq})"
    );
    Ok(Answer::new(text, &Opened { cycle, seq }))
}

fn closed(context: &Context, cycle: CycleId, seq: u64) -> Result<Answer, Failure> {
    let lights = match reading::open(context)?.event(seq)?.event {
        Event::LightsFixed(fixed) => fixed.lights.len(),
        _ => 0,
    };
    let text = say!(
        context.lang,
        "周期 {cycle} 已关闭，固定 {lights} 个灯（记录第 {seq} 条）",
        "cycle {cycle} is closed, {lights} lights fixed (record {seq})"
    );
    let document = Closed { cycle, seq, lights };
    Ok(Answer::new(text, &document))
}
