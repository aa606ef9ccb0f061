//! `schedule solve`: the shortest plan under limited resources.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use planfile::Format;
use serde::Serialize;
use solve::{Instance, Options, checker};
use zone::{Lang, Refusal, Words};

use super::planning::limited::Limited;
use super::planning::{Loaded, load, shown};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;

const EXAMPLES: &str = "  wallchart schedule solve j301_1.sm --time 10
  wallchart schedule solve network.rcp --schedules 50000 --seed 7 --json
  wallchart schedule solve plan.xer --time 30 --json";

/// Longest search, in seconds: a week.
const SECONDS_MAX: f64 = 604_800.0;

/// 资源受限下的最短计划：PSPLIB、Patterson 或带资源的进度计划文件 | The shortest plan under limited
/// resources: of a PSPLIB or Patterson file, or a schedule file with resources
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 算例文件 | The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 搜索多少秒（默认 5） | Search for so many seconds (5 unless given)
    #[arg(long, value_name = "SECONDS", conflicts_with = "schedules")]
    time: Option<f64>,
    /// 生成多少个计划后停止；同一种子答案相同 | Stop after so many schedules; the same answer
    /// for a seed on any machine
    #[arg(long, value_name = "N")]
    schedules: Option<u64>,
    /// 线程数（默认全部核） | Threads (all cores unless given)
    #[arg(long, value_name = "T")]
    threads: Option<usize>,
    /// 随机种子 | Seed of the random choices
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
}

#[derive(Serialize)]
struct Document {
    makespan: i32,
    lower_bound: i32,
    proved: bool,
    schedules: u64,
    cpu_seconds: f64,
    /// Minutes of a period, in which makespan and starts are told.
    unit_minutes: i64,
    /// By activity of the file; none of what is finished or spans others.
    starts: Vec<Option<i32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finish: Option<String>,
    /// Weighted periods beyond dates that must be met.
    late: u64,
    /// With dates, in a form that `schedule check` takes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    activities: Vec<Dated>,
}

#[derive(Serialize)]
struct Dated {
    key: String,
    code: String,
    name: String,
    start: String,
    finish: String,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let seconds = arguments.time.unwrap_or(5.0);
    if !(seconds > 0.0 && seconds <= SECONDS_MAX) {
        return Err(no_time(seconds));
    }
    // The time asked for is that of the whole command.
    let until = Instant::now() + Duration::from_secs_f64(seconds);
    let loaded = load(&arguments.file, None)?;
    let limited = Limited::new(&loaded);
    let instance = Instance::new(limited.project.clone()).map_err(|refusal| refused(&refusal))?;
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let options = Options {
        schedules: arguments.schedules,
        threads: arguments.threads.unwrap_or_else(cores).max(1),
        seed: arguments.seed,
    };
    let timed = arguments.schedules.is_none();
    let found = solve::solve(&instance, &options, &|_| !timed || Instant::now() < until);
    let violations = checker::violations(instance.project(), &found.starts);
    if !violations.is_empty() {
        return Err(unsound(&format!("{violations:?}")));
    }
    let plain = matches!(loaded.plan.format, Format::PsplibSm | Format::Rcp);
    let (finish, activities) = if plain {
        (None, Vec::new())
    } else {
        let finish = limited.moment(found.cost.makespan);
        (Some(shown(finish)), dated(&loaded, &limited, &found.starts))
    };
    let places = limited.place.iter();
    let document = Document {
        makespan: found.cost.makespan,
        lower_bound: found.lower_bound,
        proved: found.proved,
        schedules: found.schedules,
        cpu_seconds: cpu_seconds(),
        unit_minutes: limited.unit,
        starts: places.map(|at| Some(found.starts[(*at)?])).collect(),
        finish,
        late: found.cost.late,
        activities,
    };
    Ok(Answer::new(
        text(&document, &loaded, context.lang),
        &document,
    ))
}

/// Start and finish of every activity: planned here, or as the passes have them.
fn dated(loaded: &Loaded, limited: &Limited, starts: &[i32]) -> Vec<Dated> {
    let mut dates = super::planning::limited::dates(loaded, limited, starts);
    let rows = loaded.plan.activities.iter();
    rows.zip(dates.drain(..))
        .map(|(row, (start, finish))| Dated {
            key: row.key.clone(),
            code: row.code.clone(),
            name: row.name.clone(),
            start: shown(start),
            finish: shown(finish),
        })
        .collect()
}

/// Processor time of this process, all threads.
fn cpu_seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let seconds = Duration::new(
        time.tv_sec.unsigned_abs(),
        time.tv_nsec.unsigned_abs() as u32,
    );
    (seconds.as_secs_f64() * 1000.0).round() / 1000.0
}

pub(crate) fn refused(refusal: &solve::Refusal) -> Failure {
    let problems = refusal.problems.iter().map(|problem| {
        Refusal::new(
            problem.code(),
            Words::new(problem.message_zh(), problem.message_en()),
            Words::new(problem.remedy_zh(), problem.remedy_en()),
        )
    });
    Failure::from(problems.collect::<Vec<_>>())
}

fn no_time(seconds: f64) -> Failure {
    Failure::refused(
        "cli/solve-time",
        Words::new(
            format!("搜索时间 {seconds} 秒不在范围内"),
            format!("a search of {seconds} seconds is out of range"),
        ),
        Words::new(
            "用大于 0、不超过一周的秒数",
            "give more than 0 seconds and at most a week",
        ),
    )
}

/// The checker found fault with a plan: a bug, and the plan is not shown.
fn unsound(what: &str) -> Failure {
    Failure::fault(
        "cli/solve-unsound",
        Words::new(
            format!("求得的计划未通过独立检查：{what}"),
            format!("the plan found did not pass the independent checker: {what}"),
        ),
        Words::new(
            "这是程序错误：请附上该文件报告",
            "this is a bug: please report it with the file",
        ),
    )
}

fn text(document: &Document, loaded: &Loaded, lang: Lang) -> String {
    let Document {
        makespan,
        lower_bound,
        schedules,
        cpu_seconds,
        ..
    } = document;
    let gap = if document.proved {
        say!(lang, "已证明最短", "proved shortest")
    } else {
        say!(lang, "下界 {lower_bound}", "lower bound {lower_bound}")
    };
    let mut text = say!(
        lang,
        "工期 {makespan}，{gap}；生成计划 {schedules} 个，处理器 {cpu_seconds} 秒\n",
        "makespan {makespan}, {gap}; {schedules} schedules, {cpu_seconds} s of processor time\n"
    );
    if let Some(finish) = &document.finish {
        let unit = document.unit_minutes;
        text += &say!(
            lang,
            "{finish} 完成；每个时段 {unit} 分钟\n",
            "finish {finish}; a period is {unit} minutes\n"
        );
    }
    if document.late > 0 {
        let late = document.late;
        text += &say!(
            lang,
            "有日期要求未能满足（加权 {late}）\n",
            "dates that must be met are not (weighted {late})\n"
        );
    }
    for (row, start) in loaded.plan.activities.iter().zip(&document.starts) {
        let Some(start) = start else { continue };
        text += &format!("{:>8} {start:>8}\n", row.code);
    }
    text
}
