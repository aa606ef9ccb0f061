//! `schedule`: the plan of a project worked forward and back, and networks of one's own.

use jiff::civil::Date;
use serde::Serialize;
use zone::network::Scheduled;
use zone::plan::Plan;
use zone::view::sheet::StepView;
use zone::{Field, Lang, Refusal, Words};

use super::planning::{backward, convert, cpm, risk};
use super::{network, solve};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::moment::{self, Moment};
use crate::{lookup, reading, steps};

const EXAMPLES: &str = "  wallchart schedule P12
  wallchart schedule P12 --required 2026-10-31 --as-of 2026-06-01
  wallchart schedule cpm plan.xer
  wallchart schedule backward plan.xml --finish-by 2026-10-31
  wallchart schedule check plan.xer my-plan.json
  wallchart schedule risk plan.xer --finish-by 2026-10-31
  wallchart schedule convert plan.xer plan.xml
  wallchart schedule solve j301_1.sm --time 10";

/// 倒排工期：每步最早、最迟、浮时、最迟启动日、已晚工日 | Plan a project forward and back: dates,
/// floats, last responsible moments, working days late
#[derive(Debug, clap::Args)]
#[command(
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true
)]
pub(crate) struct Arguments {
    /// 编号、编码或名称 | Id, code or name
    #[arg(value_name = "PROJECT")]
    project: Option<String>,
    /// 要求完成日期（默认取项目的） | Required date (that of the project unless given)
    #[arg(long, value_name = "DATE")]
    required: Option<Date>,
    /// 从哪一天看（默认随标记，否则今天） | Seen on this day (that of the mark, else today)
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// 当时已知：序号、标记或时间 | As known at: a number, a mark or a time
    #[arg(long, value_name = "SEQ|MARK|TIME")]
    known_at: Option<String>,
    #[command(subcommand)]
    file: Option<OfFile>,
}

#[derive(Debug, clap::Subcommand)]
enum OfFile {
    Cpm(cpm::Arguments),
    Check(network::Arguments),
    Backward(backward::Arguments),
    Convert(convert::Arguments),
    Risk(risk::Arguments),
    Solve(solve::Arguments),
}

#[derive(Serialize)]
struct Document {
    record: reading::Record,
    project: zone::ProjectId,
    name: String,
    as_of: Date,
    required_finish: Option<Date>,
    finish: Date,
    next_step: Option<String>,
    late_working_days: Option<u32>,
    provisional_year: Option<i16>,
    steps: Vec<StepView>,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    match &arguments.file {
        Some(OfFile::Cpm(file)) => return cpm::run(context, file),
        Some(OfFile::Check(file)) => return network::run(context, file),
        Some(OfFile::Backward(file)) => return backward::run(context, file),
        Some(OfFile::Convert(file)) => return convert::run(context, file),
        Some(OfFile::Risk(file)) => return risk::run(context, file),
        Some(OfFile::Solve(file)) => return solve::run(context, file),
        None => {}
    }
    let at = Moment {
        known_at: arguments.known_at.clone(),
        true_on: arguments.as_of,
    };
    let view = reading::see(
        context,
        &moment::known(at.known_at.as_deref().unwrap_or(""))?,
        at.true_on,
    )?;
    let wanted = arguments.project.as_deref().unwrap_or_default();
    let id = lookup::project(&view, wanted)?;
    let on = view.seen.true_on;
    let unplanned = || no_plan(&id.to_string());
    let project = view.seen.zone.projects.get(&id).ok_or_else(unplanned)?;
    let plan = project.plan(on).ok_or_else(unplanned)?;
    let required = arguments
        .required
        .or_else(|| project.date(&Field::RequiredFinish, on));
    let scheduled = zone::network::schedule(plan, &view.seen.calendars, on, required);
    let scheduled = scheduled.ok_or_else(unplanned)?;
    let document = Document {
        record: reading::record(&view),
        project: id,
        name: project.name_on(on).to_owned(),
        as_of: on,
        required_finish: required,
        finish: scheduled.finish,
        next_step: scheduled
            .next
            .and_then(|at| Some(plan.steps.get(at)?.name.clone())),
        late_working_days: scheduled.late_working_days,
        provisional_year: scheduled.provisional_year,
        steps: views(plan, &scheduled),
    };
    let text = text(&document, &scheduled, context.lang);
    Ok(Answer::new(text, &document))
}

fn views(plan: &Plan, scheduled: &Scheduled) -> Vec<StepView> {
    let name = |at: usize| plan.steps.get(at).map(|step| step.name.clone());
    let dated = plan.steps.iter().zip(&scheduled.steps);
    dated
        .map(|(step, dates)| StepView {
            key: step.key.clone(),
            name: step.name.clone(),
            days: step.days,
            state: dates.state,
            start: dates.start,
            finish: dates.finish,
            late_start: dates.late_start,
            late_finish: dates.late_finish,
            float_days: dates.float_days,
            critical: dates.critical,
            late_days: dates.late_days,
            driven_by: dates.driven_by.and_then(name),
        })
        .collect()
}

fn text(document: &Document, scheduled: &Scheduled, lang: Lang) -> String {
    let Document {
        project,
        name,
        as_of,
        finish,
        steps,
        ..
    } = document;
    let mut text = say!(
        lang,
        "{project} {name}\n从 {as_of} 看，预计 {finish} 完成",
        "{project} {name}\nseen on {as_of}: finish {finish}"
    );
    if let Some(required) = document.required_finish {
        let days = zone::figures::days_between(required, *finish);
        text += &match days {
            0 => say!(
                lang,
                "，要求 {required}，正好按期",
                ", required {required}: on the day"
            ),
            1.. => say!(
                lang,
                "，要求 {required}，晚 {days} 天",
                ", required {required}: {days} days late"
            ),
            _ => say!(
                lang,
                "，要求 {required}，早 {} 天",
                ", required {required}: {} days early",
                -days
            ),
        };
    }
    text += "\n";
    if let (Some(next), Some(at)) = (&document.next_step, scheduled.next) {
        let moment = scheduled.steps[at].late_start;
        let late = scheduled.steps[at].late_days;
        text += &say!(
            lang,
            "下一步“{next}”最迟 {moment} 启动，已晚 {late} 个工作日\n",
            "next step {next:?}: last responsible moment {moment}, {late} working days late\n"
        );
    }
    if let Some(year) = document.provisional_year {
        text += &say!(
            lang,
            "{year} 年放假通知尚未载入，涉及的日期为暂定\n",
            "the holiday notice of {year} is not loaded: dates that depend on it are provisional\n"
        );
    }
    format!("{text}\n{}", steps::table(steps, lang))
}

fn no_plan(id: &str) -> Refusal {
    Refusal::new(
        "cli/no-schedule",
        Words::new(
            format!("项目 {id} 在这一天没有进度计划"),
            format!("project {id} has no schedule on this day"),
        ),
        Words::new(
            "先为该项目采用进度计划，或换一个日期",
            "adopt a schedule for it first, or ask for another date",
        ),
    )
}
