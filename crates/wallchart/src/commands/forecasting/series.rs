//! `forecast series`: the values ahead of each series of a file.

use std::path::PathBuf;
use std::time::Instant;

use forecast::{Outlook, Problem, Series};
use zone::Words;

use super::given::{self, Given};
use super::sheet::Sheet;
use super::{Document, Remark, refused};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::output;

const EXAMPLES: &str = "  wallchart forecast series monthly.csv --horizon 18 --out forecast.csv
  wallchart forecast series merged.csv --horizon 11 --period 11 --out forecast.csv --json";

/// 预测文件中每条序列（列 id,t,y；可用 .gz） | Forecast each series of a file (columns id, t, y; may be
/// gzipped)
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 序列文件 | The file of series
    #[arg(value_name = "IN.csv")]
    file: PathBuf,
    /// 向前预测多少期 | Steps ahead
    #[arg(long, value_name = "H")]
    horizon: usize,
    /// 写到哪里（列 id,method,h,mean,lo80,hi80,lo95,hi95,sec） | Where to
    #[arg(long, value_name = "OUT.csv")]
    out: PathBuf,
    /// 一年几期：月 12，1—2 月合并 11，季 4 | Periods a year: 12, 11 with January and February
    /// merged, 4
    #[arg(long, value_name = "N", default_value_t = 12)]
    period: usize,
    /// 随机种子；同一种子答案相同 | Seed; the same seed gives the same answer
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// 同时列出合成所用的各个方法 | List each method in the pool too
    #[arg(long)]
    methods: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let sheet = Sheet::read(&arguments.file, &["id", "t", "y"])?;
    let mut read = given::read(&sheet, arguments.period)?;
    let mut out = String::from("id,method,h,mean,lo80,hi80,lo95,hi95,sec\n");
    let (mut count, mut seconds) = (0, 0.0);
    for one in &read.series {
        let begun = Instant::now();
        match outlooks(one, arguments) {
            Ok(all) => {
                let took = begun.elapsed().as_secs_f64();
                count += 1;
                seconds += took;
                read.notes
                    .extend(all[0].notes.iter().map(|note| remark(one, note)));
                let wanted = if arguments.methods { all.len() } else { 1 };
                for outlook in &all[..wanted] {
                    write(&mut out, &one.id, outlook, took);
                }
            }
            Err(problems) => read.refused.extend(
                problems
                    .iter()
                    .map(|problem| refused(&sheet.file, &one.id, line(one, problem.at()), problem)),
            ),
        }
    }
    if count > 0 {
        output::write(&arguments.out, out.as_bytes())?;
    }
    let document = Document {
        written: arguments.out.display().to_string(),
        series: count,
        seconds_per_series: seconds / count.max(1) as f64,
        refused: read.refused,
        notes: read.notes,
    };
    document.answer(context.lang)
}

fn outlooks(one: &Given, arguments: &Arguments) -> Result<Vec<Outlook>, Vec<Problem>> {
    let series = Series::new(&one.values, arguments.period)?;
    forecast::outlooks(&series, arguments.horizon, arguments.seed).map_err(|problem| vec![problem])
}

/// The line of a value, or that of the last one.
pub(super) fn line(one: &Given, at: Option<usize>) -> u64 {
    let last = one.lines.len().saturating_sub(1);
    one.lines.get(at.unwrap_or(last)).copied().unwrap_or(0)
}

pub(super) fn remark(one: &Given, note: &forecast::Note) -> Remark {
    Remark {
        id: one.id.clone(),
        line: line(one, note.at()),
        code: note.code(),
        message: Words::new(note.message_zh(), note.message_en()),
    }
}

/// A text that stands in a cell as it is.
pub(super) fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn write(out: &mut String, id: &str, outlook: &Outlook, seconds: f64) {
    let (id, method) = (cell(id), outlook.method.name());
    for (step, (mean, band)) in outlook.mean.iter().zip(&outlook.bands).enumerate() {
        let (
            step,
            forecast::Band {
                lo80,
                hi80,
                lo95,
                hi95,
            },
        ) = (step + 1, band);
        *out += &format!("{id},{method},{step},{mean},{lo80},{hi80},{lo95},{hi95},{seconds:.6}\n");
    }
}
