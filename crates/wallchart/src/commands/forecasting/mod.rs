//! `forecast`: series of anybody's from a file, for other programs to call.

mod given;
mod series;
mod sheet;
mod time;
mod year_end;

use serde::Serialize;
use zone::{Lang, Place, Refusal, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;

const EXAMPLES: &str = "  wallchart forecast series monthly.csv --horizon 18 --out forecast.csv
  wallchart forecast year-end --tasks tasks.csv.gz --targets targets.csv --out chances.csv";

/// 预测：任意月度序列、年底能否达标 | Forecast any monthly series, or whether a year's target will be
/// reached
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Series(series::Arguments),
    YearEnd(year_end::Arguments),
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    match &arguments.what {
        What::Series(arguments) => series::run(context, arguments),
        What::YearEnd(arguments) => year_end::run(context, arguments),
    }
}

/// Something to be said of one series: it was refused, or answered with a reservation.
#[derive(Debug, Clone, Serialize)]
struct Remark {
    id: String,
    line: u64,
    code: &'static str,
    message: Words,
}

/// A series refused, as a refusal that names its line.
fn refused(file: &str, id: &str, line: u64, problem: &forecast::Problem) -> Refusal {
    let mut refusal = Refusal::new(
        problem.code(),
        Words::new(
            format!("第 {line} 行 {id}：{}", problem.message_zh()),
            format!("line {line}, {id}: {}", problem.message_en()),
        ),
        Words::new(problem.remedy_zh(), problem.remedy_en()),
    );
    refusal.place = Some(Box::new(Place {
        file: Some(file.to_owned()),
        ..Place::default()
    }));
    refusal
}

/// What a run wrote and what is to be said of it.
#[derive(Debug, Serialize)]
struct Document {
    written: String,
    series: usize,
    seconds_per_series: f64,
    refused: Vec<Refusal>,
    notes: Vec<Remark>,
}

/// Most remarks told to people; a script reads all of them.
const TOLD_MAX: usize = 20;

impl Document {
    /// The answer; a failure when nothing at all could be forecast.
    fn answer(self, lang: Lang) -> Result<Answer, Failure> {
        if self.series == 0 && !self.refused.is_empty() {
            return Err(Failure::from(self.refused));
        }
        let Document {
            written, series, ..
        } = &self;
        let milliseconds = self.seconds_per_series * 1000.0;
        let mut text = say!(
            lang,
            "{series} 条序列已预测，写入 {written}（每条 {milliseconds:.1} 毫秒）\n",
            "{series} series forecast, written to {written} ({milliseconds:.1} ms each)\n"
        );
        if !self.refused.is_empty() {
            let count = self.refused.len();
            text += &say!(lang, "{count} 条未预测：\n", "{count} not forecast:\n");
            text += &crate::failure::list(self.refused.iter().take(TOLD_MAX), lang);
            text += &more(count, lang);
        }
        for note in self.notes.iter().take(TOLD_MAX) {
            let Remark {
                id,
                line,
                code,
                message,
            } = note;
            let message = message.in_lang(lang);
            text += &say!(
                lang,
                "第 {line} 行 {id}：{message} [{code}]\n",
                "line {line}, {id}: {message} [{code}]\n"
            );
        }
        text += &more(self.notes.len(), lang);
        Ok(Answer::new(text, &self))
    }
}

fn more(count: usize, lang: Lang) -> String {
    let more = count.saturating_sub(TOLD_MAX);
    match more {
        0 => String::new(),
        _ => say!(
            lang,
            "另有 {more} 条，见 --json\n",
            "and {more} more, see --json\n"
        ),
    }
}
