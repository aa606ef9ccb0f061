//! `cycle`: rounds of the dispatch mechanism open, take reports and close, which fixes the lights.

mod show;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;
use zone::{CycleId, Event, ReportId};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::moment::Moment;
use crate::reading;
use crate::writing::Channel;

const EXAMPLES: &str = "  wallchart cycle rhythm --every month --opens -3 --due 3 --count working
  wallchart cycle next
  wallchart cycle matrix C61
  wallchart cycle remind --lang zh
  wallchart cycle receipt C61-U3 > receipt.json
  wallchart cycle open --name 2026年5月 --from 2026-05-01 --until 2026-05-31 --due 2026-06-03
  wallchart cycle close C61";

/// 调度周期：开启、填报情况、催报、关闭（关闭时固定亮灯） | Cycles: open, who has reported, reminders,
/// close, which fixes the lights
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 做什么 | What to do
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 列出周期和下一期 | List the cycles and the next one
    #[command(after_help = EXAMPLES)]
    List {
        #[command(flatten)]
        moment: Moment,
    },
    /// 设定周期安排 | Settle how cycles recur
    #[command(after_help = EXAMPLES)]
    Rhythm {
        /// 旬、月或季 | How long each is
        #[arg(long, value_enum, value_name = "LENGTH", default_value = "month")]
        every: Length,
        /// 期末后几天可开启（负数为期末前） | Days after the end on which it opens; below 0 before
        #[arg(long, value_name = "DAYS", allow_hyphen_values = true)]
        opens: i16,
        /// 期末后几天截止 | Days after the end on which reports are due
        #[arg(long, value_name = "DAYS", allow_hyphen_values = true)]
        due: i16,
        /// 按自然日或工作日数 | Count calendar days or working days
        #[arg(long, value_enum, value_name = "COUNT", default_value = "calendar")]
        count: Count,
        /// 遇非工作日提前（默认顺延） | Move to an earlier working day (later unless given)
        #[arg(long)]
        earlier: bool,
    },
    /// 按周期安排开启下一期 | Open the next cycle of the rhythm
    #[command(after_help = EXAMPLES)]
    Next,
    /// 填报情况：哪些单位已报、待审、退回、逾期 | Who has reported: states, late, rounds returned
    #[command(after_help = EXAMPLES)]
    Matrix {
        /// 周期编号（默认最新一期） | The cycle (the newest unless given)
        #[arg(value_name = "CYCLE")]
        id: Option<CycleId>,
        #[command(flatten)]
        moment: Moment,
    },
    /// 催报：谁还欠报、待审 | Reminders: who still owes a report or a review
    #[command(after_help = EXAMPLES)]
    Remind {
        #[command(flatten)]
        moment: Moment,
    },
    /// 填报回执，供 verify --receipt 核验 | The receipt of a report, for `verify --receipt`
    #[command(after_help = EXAMPLES)]
    Receipt {
        /// 报表编号：周期-单位 | The report, CYCLE-UNIT
        #[arg(value_name = "REPORT")]
        id: ReportId,
        /// 报送或采用的记录号（默认最新） | The event that submitted or accepted it (else the newest)
        #[arg(long, value_name = "SEQ")]
        seq: Option<u64>,
    },
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

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Length {
    // 旬 | Ten days
    TenDays,
    // 月 | Month
    Month,
    // 季 | Quarter
    Quarter,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Count {
    // 自然日 | Calendar days
    Calendar,
    // 工作日 | Working days
    Working,
}

#[derive(Serialize)]
struct Opened {
    cycle: CycleId,
    name: zone::Words,
    due_on: Date,
    moved_from: Option<Date>,
    seq: u64,
}

#[derive(Serialize)]
struct Settled {
    seq: u64,
}

#[derive(Serialize)]
struct Closed {
    cycle: CycleId,
    seq: u64,
    lights: usize,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    match &arguments.what {
        What::List { moment } => show::list(context, moment),
        What::Matrix { id, moment } => show::who(context, *id, moment),
        What::Remind { moment } => show::remind(context, moment),
        What::Receipt { id, seq } => show::receipt(context, *id, *seq),
        What::Rhythm {
            every,
            opens,
            due,
            count,
            earlier,
        } => {
            let moved = if *earlier { "earlier" } else { "later" };
            let rule = |days: i16| json!({ "days": days, "count": count.key(), "moved": moved });
            let rhythm = json!({ "length": every.key(), "opens": rule(*opens), "due": rule(*due) });
            let channel = Channel::open(context)?;
            let seq = channel.execute(json!({ "set_rhythm": rhythm }))?.last;
            let text = say!(
                context.lang,
                "周期安排已设定（记录第 {seq} 条）",
                "how cycles recur is settled (record {seq})"
            );
            Ok(Answer::new(text, &Settled { seq }))
        }
        What::Next => {
            let channel = Channel::open(context)?;
            // Without fields it is the name alone to the model, and an empty object to the server.
            let seq = channel.execute_told(json!({ "open_next_cycle": {} }))?.last;
            opened(context, seq)
        }
        What::Open {
            name,
            from,
            until,
            due,
        } => {
            let due = due.unwrap_or(*until);
            let name = json!({ "zh": name, "en": name });
            let cycle = json!({ "name": name, "from": from, "until": until, "due_on": due });
            let channel = Channel::open(context)?;
            let seq = channel.execute(json!({ "open_cycle": cycle }))?.last;
            opened(context, seq)
        }
        What::Close { id } => {
            let channel = Channel::open(context)?;
            let seq = channel
                .execute(json!({ "close_cycle": { "id": id } }))?
                .last;
            closed(context, *id, seq)
        }
    }
}

fn opened(context: &Context, seq: u64) -> Result<Answer, Failure> {
    let Event::CycleOpened(event) = reading::open(context)?.event(seq)?.event else {
        return Ok(Answer::new(String::new(), &Settled { seq }));
    };
    let document = Opened {
        cycle: event.id,
        name: event.name,
        due_on: event.due_on,
        moved_from: event.due_stated,
        seq,
    };
    let (cycle, due) = (document.cycle, document.due_on);
    let (name, lang) = (document.name.in_lang(context.lang), context.lang);
    let text = say!(
        lang,
        "周期 {cycle} 已开启：{name}，{due} 截止{}（记录第 {seq} 条）",
        "cycle {cycle} is open: {name}, due {due}{} (record {seq})",
        show::moved(document.moved_from, lang)
    );
    Ok(Answer::new(text, &document))
}

impl Length {
    fn key(self) -> &'static str {
        match self {
            Length::TenDays => "ten_days",
            Length::Month => "month",
            Length::Quarter => "quarter",
        }
    }
}

impl Count {
    fn key(self) -> &'static str {
        match self {
            Count::Calendar => "calendar",
            Count::Working => "working",
        }
    }
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
