//! `schedule solve`: the shortest plan under limited resources.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;
use solve::{Instance, Options, checker};
use zone::{Lang, Place, Refusal, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::{Failure, file_fault};
use crate::lang::say;

const EXAMPLES: &str = "  wallchart schedule solve j301_1.sm --time 10
  wallchart schedule solve network.rcp --schedules 50000 --seed 7 --json";

/// Longest search, in seconds: a week.
const SECONDS_MAX: f64 = 604_800.0;

/// 资源受限下的最短计划：PSPLIB .sm、Patterson .rcp | The shortest plan under limited resources
/// of a PSPLIB .sm or Patterson .rcp file
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
    starts: Vec<i32>,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let seconds = arguments.time.unwrap_or(5.0);
    if !(seconds > 0.0 && seconds <= SECONDS_MAX) {
        return Err(no_time(seconds));
    }
    // The time asked for is that of the whole command.
    let until = Instant::now() + Duration::from_secs_f64(seconds);
    let instance = read(&arguments.file)?;
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let options = Options {
        schedules: arguments.schedules,
        threads: arguments.threads.unwrap_or_else(cores).max(1),
        seed: arguments.seed,
    };
    let limited = arguments.schedules.is_none();
    let found = solve::solve(&instance, &options, &|_| !limited || Instant::now() < until);
    let violations = checker::violations(instance.project(), &found.starts);
    if !violations.is_empty() {
        return Err(unsound(&format!("{violations:?}")));
    }
    let document = Document {
        makespan: found.cost.makespan,
        lower_bound: found.lower_bound,
        proved: found.proved,
        schedules: found.schedules,
        cpu_seconds: cpu_seconds(),
        starts: found.starts,
    };
    Ok(Answer::new(
        text(&document, &instance, context.lang),
        &document,
    ))
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

fn read(path: &Path) -> Result<Instance, Failure> {
    let bytes = std::fs::read(path).map_err(|error| file_fault(path, &error))?;
    let extension = path.extension().and_then(|extension| extension.to_str());
    let project = match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("sm") => exchange::psplib::read_sm(&bytes),
        Some("rcp") => exchange::psplib::read_rcp(&bytes),
        _ => return Err(unknown(path)),
    };
    let project = project.map_err(|problems| unreadable(path, &problems))?;
    Instance::new(project).map_err(|refusal| refused(&refusal))
}

fn unreadable(path: &Path, problems: &[exchange::psplib::Problem]) -> Failure {
    let refusals = problems.iter().map(|problem| {
        let line = problem.line;
        let place = Place {
            file: Some(path.display().to_string()),
            ..Place::default()
        };
        let mut refusal = Refusal::new(
            problem.code(),
            Words::new(
                format!("第 {line} 行：{}", problem.message_zh()),
                format!("line {line}: {}", problem.message_en()),
            ),
            Words::new(problem.remedy_zh(), problem.remedy_en()),
        );
        refusal.place = Some(Box::new(place));
        refusal
    });
    Failure::from(refusals.collect::<Vec<_>>())
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

fn unknown(path: &Path) -> Failure {
    let path = path.display();
    Failure::refused(
        "cli/solve-file",
        Words::new(
            format!("{path} 不是可排程的文件"),
            format!("{path} is no file that can be planned"),
        ),
        Words::new(
            "用扩展名为 .sm（PSPLIB）或 .rcp（Patterson）的文件",
            "give a file that ends in .sm (PSPLIB) or .rcp (Patterson)",
        ),
    )
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

fn text(document: &Document, instance: &Instance, lang: Lang) -> String {
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
    for (activity, start) in instance.project().activities.iter().zip(&document.starts) {
        text += &format!("{:>8} {start:>8}\n", activity.key);
    }
    text
}
