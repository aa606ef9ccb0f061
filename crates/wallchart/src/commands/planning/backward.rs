//! `schedule backward`: worked back from a required date, without limits on resources.

use std::path::PathBuf;

use jiff::civil::Date;
use schedule::{Minute, StepState};
use serde::Serialize;
use zone::Lang;

use super::cpm::{Unmet, unmet};
use super::{load, shown};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};

const EXAMPLES: &str = "  wallchart schedule backward plan.xml --finish-by 2026-10-31
  wallchart schedule backward plan.xer --finish-by 2026-10-31 --as-of 2026-06-01 --json";

/// 倒排：从要求完成日期倒推每道工序最迟何时开始 | Work back from a required date: the last responsible
/// moment of every activity
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 进度计划文件 | The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 要求完成日期 | The required date
    #[arg(long, value_name = "DATE")]
    finish_by: Date,
    /// 从哪一天看（默认文件的数据日期，否则项目开始） | Seen on this day (the data date of the file
    /// unless given)
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

#[derive(Serialize)]
struct Document {
    required: String,
    as_of: String,
    finish: String,
    feasible: bool,
    late_working_days: i64,
    first_unstarted: Option<String>,
    steps: Vec<Step>,
    unmet: Vec<Unmet>,
}

#[derive(Serialize)]
struct Step {
    key: String,
    code: String,
    name: String,
    state: &'static str,
    latest_start: String,
    latest_finish: String,
    late_working_days: i64,
    total_float_minutes: i64,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let loaded = load(&arguments.file, None)?;
    let seen = arguments.as_of.map(Minute::start_of);
    let as_of = seen.or(loaded.plan.data_date).unwrap_or(loaded.plan.start);
    let back = loaded
        .network
        .backward(Minute::end_of(arguments.finish_by), as_of);
    let rows = &loaded.plan.activities;
    let steps = rows.iter().zip((0..).map(schedule::ActivityId));
    let document = Document {
        required: arguments.finish_by.to_string(),
        as_of: shown(as_of),
        finish: shown(back.schedule.project_finish()),
        feasible: back.is_feasible(),
        late_working_days: back.late_working_days,
        first_unstarted: back
            .first_unstarted
            .map(|id| rows[id.0 as usize].key.clone()),
        steps: steps
            .map(|(row, id)| {
                let step = back.step(id);
                Step {
                    key: row.key.clone(),
                    code: row.code.clone(),
                    name: row.name.clone(),
                    state: match step.state {
                        StepState::NotStarted => "not_started",
                        StepState::Started => "started",
                        StepState::Finished => "finished",
                    },
                    latest_start: shown(step.latest_start),
                    latest_finish: shown(step.latest_finish),
                    late_working_days: step.late_working_days,
                    total_float_minutes: back.schedule.times(id).total_float,
                }
            })
            .collect(),
        unmet: unmet(&loaded, &back.schedule),
    };
    Ok(Answer::new(text(&document, context.lang), &document))
}

fn text(document: &Document, lang: Lang) -> String {
    let Document {
        required,
        finish,
        late_working_days: late,
        ..
    } = document;
    let mut text = say!(
        lang,
        "要求 {required} 完成，预计 {finish}，已晚 {late} 个工作日\n",
        "required {required}, expected {finish}, {late} working days late\n"
    );
    let mut table = Table::new(match lang {
        Lang::Zh => ["工序", "名称", "最迟开始", "最迟完成", "已晚工日"],
        Lang::En => ["code", "name", "latest start", "latest finish", "days late"],
    });
    for step in document
        .steps
        .iter()
        .filter(|step| step.state != "finished")
        .take(200)
    {
        table.row([
            cut(&step.code, 20),
            cut(&step.name, 30),
            step.latest_start.clone(),
            step.latest_finish.clone(),
            step.late_working_days.to_string(),
        ]);
    }
    text += &format!("\n{}", table.text());
    text
}
