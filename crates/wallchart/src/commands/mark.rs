//! `mark`: a name for this moment of the record.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::writing::Channel;

const EXAMPLES: &str = "  wallchart mark meeting-2026-05 --label 五月调度会 --date 2026-05-18
  wallchart wall --known-at meeting-2026-05";

/// 给记录的此刻起名，以后可以回看 | Name this moment of the record, to come back to it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 名称，不可重复 | Its name, unique
    #[arg(value_name = "NAME")]
    name: String,
    /// 页面上的叫法（默认同名称） | What pages call it (its name unless given)
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,
    /// 所说的日期（默认今天） | The date it speaks of (today unless given)
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
}

#[derive(Serialize)]
struct Document<'a> {
    mark: &'a str,
    date: Date,
    seq: u64,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let name = arguments.name.as_str();
    let label = arguments.label.as_deref().unwrap_or(name);
    let date = arguments.date.unwrap_or(context.today);
    let label = json!({ "zh": label, "en": label });
    let command = json!({ "set_mark": { "name": name, "label": label, "date": date } });
    let seq = Channel::open(context)?.execute(command)?.last;
    let text = say!(
        context.lang,
        "已设标记 {name}：记录第 {seq} 条，{date}",
        "mark {name} set: record {seq}, {date}"
    );
    let mark = name;
    Ok(Answer::new(text, &Document { mark, date, seq }))
}
