//! `holidays`: statutory notices loaded on top of the ones the program knows.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::json;
use zone::{Event, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::{Failure, file_fault};
use crate::lang::say;
use crate::reading;
use crate::writing::Channel;

const EXAMPLES: &str = "  wallchart holidays load 2027.csv

date,name,kind,source
2027-01-01,元旦,off,国办发明电〔2026〕7号
2027-01-03,元旦,work,国办发明电〔2026〕7号";

/// 放假通知：载入某年的放假和调休安排 | Holiday notices: load a year's days off and make-up days
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 做什么 | What to do
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 载入通知：日期、名称、off 或 work、出处 | Load a notice: date, name, off or work, source
    #[command(after_help = EXAMPLES)]
    Load {
        /// 通知文件 | The notice
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
    },
}

#[derive(Serialize)]
struct Document {
    years: Vec<i16>,
    seq: u64,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let What::Load { file } = &arguments.what;
    let bytes = std::fs::read(file).map_err(|error| file_fault(file, &error))?;
    let notice = String::from_utf8(bytes).map_err(|_| {
        let path = file.display();
        Failure::refused(
            "cli/not-utf8",
            Words::new(
                format!("{path} 不是 UTF-8 文本"),
                format!("{path} is not UTF-8 text"),
            ),
            Words::new(
                "另存为 UTF-8 的 csv 后重试",
                "save it as csv in UTF-8 and try again",
            ),
        )
    })?;
    let notice = notice.trim_start_matches('\u{feff}').to_owned();
    let command = json!({ "load_holiday_notice": { "notice": notice } });
    let done = Channel::open(context)?.execute(command)?;
    let library = reading::open(context)?;
    let mut years = Vec::new();
    for seq in done.first..=done.last {
        if let Event::HolidayNoticeLoaded(loaded) = library.event(seq)?.event {
            years.push(loaded.year);
        }
    }
    let seq = done.last;
    let shown: Vec<String> = years.iter().map(ToString::to_string).collect();
    let shown = shown.join("、");
    let text = say!(
        context.lang,
        "已载入 {shown} 年放假通知（记录第 {seq} 条）",
        "holiday notice of {shown} loaded (record {seq})"
    );
    Ok(Answer::new(text, &Document { years, seq }))
}
