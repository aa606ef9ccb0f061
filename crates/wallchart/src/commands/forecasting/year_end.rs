//! `forecast year-end`: the chance of each series to reach its targets of the year.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::time::Instant;

use forecast::year_end::YearEnd;
use forecast::{Problem, Series};

use super::given::{self, Given};
use super::series::{cell, line, remark};
use super::sheet::{Problems, Sheet, number};
use super::{Document, refused};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::output;

const EXAMPLES: &str =
    "  wallchart forecast year-end --tasks tasks.csv.gz --targets targets.csv --out chances.csv
  wallchart forecast year-end --tasks t.csv --targets g.csv --known 6 --out chances.csv";

/// 年底能否达标：各目标的概率与全年合计的区间 | Whether a year's targets will be reached: the chance of
/// each, and the interval of the year's sum
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 已知各期（列 id,t,y；可用 .gz） | The values known (columns id, t, y; may be gzipped)
    #[arg(long, value_name = "T.csv.gz")]
    tasks: PathBuf,
    /// 全年目标（列 id 与 t_ 开头的各列；ytd 为今年累计） | The year's targets (id, columns that begin
    /// with t_, and ytd: the sum of this year so far)
    #[arg(long, value_name = "G.csv")]
    targets: PathBuf,
    /// 写到哪里（列 id,method,mean,p_…,q025,q10,q90,q975,sec） | Where to
    #[arg(long, value_name = "OUT.csv")]
    out: PathBuf,
    /// 今年已知几期（默认从 ytd 推出） | Periods of this year that are known (found from ytd unless
    /// given)
    #[arg(long, value_name = "K")]
    known: Option<usize>,
    /// 一年几期：月 12，1—2 月合并 11，季 4 | Periods a year: 12, 11 with January and February
    /// merged, 4
    #[arg(long, value_name = "N", default_value_t = 12)]
    period: usize,
    /// 随机种子；同一种子答案相同 | Seed; the same seed gives the same answer
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
}

/// Targets of one series.
struct Targets {
    line: u64,
    to_date: Option<f64>,
    values: Vec<f64>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let tasks = Sheet::read(&arguments.tasks, &["id", "t", "y"])?;
    let goals = Sheet::read(&arguments.targets, &["id"])?;
    let mut read = given::read(&tasks, arguments.period)?;
    let (names, targets) = read_targets(&goals, arguments.known.is_some())?;
    let known = known_periods(&read.series, &targets, arguments, &goals.file)?;
    let chances = names.iter().map(|name| format!("p_{}", &name[2..]));
    let chances = chances.collect::<Vec<_>>().join(",");
    let mut out = format!("id,method,mean,{chances},q025,q10,q90,q975,sec\n");
    let (mut count, mut seconds) = (0, 0.0);
    for one in &read.series {
        let (Some(targets), Some(known)) = (targets.get(&one.id), known.get(&one.id)) else {
            continue;
        };
        let begun = Instant::now();
        match year_end(one, *known, arguments) {
            Ok(end) => {
                write(&mut out, &one.id, &end, &targets.values, begun);
                seconds += begun.elapsed().as_secs_f64();
                count += 1;
                read.notes
                    .extend(end.notes.iter().map(|note| remark(one, note)));
            }
            Err(problems) => read.refused.extend(
                problems
                    .iter()
                    .map(|problem| refused(&tasks.file, &one.id, line(one, problem.at()), problem)),
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

fn year_end(one: &Given, known: usize, arguments: &Arguments) -> Result<YearEnd, Vec<Problem>> {
    let series = Series::new(&one.values, arguments.period)?;
    let end = forecast::year_end::year_end(&series, known, arguments.seed);
    end.map_err(|problem| vec![problem])
}

fn write(out: &mut String, id: &str, end: &YearEnd, targets: &[f64], begun: Instant) {
    *out += &format!("{},{},{}", cell(id), end.method.name(), end.mean);
    for target in targets {
        *out += &format!(",{:.6}", end.chance(*target));
    }
    for chance in [0.025, 0.1, 0.9, 0.975] {
        *out += &format!(",{}", end.quantile(chance));
    }
    *out += &format!(",{:.6}\n", begun.elapsed().as_secs_f64());
}

/// The columns of targets, and the targets by id.
fn read_targets(
    sheet: &Sheet,
    known_given: bool,
) -> Result<(Vec<String>, HashMap<String, Targets>), Failure> {
    let mut problems = Problems::new(&sheet.file);
    let is_target = |name: &&String| name.starts_with("t_") && name.len() > 2;
    let names: Vec<String> = sheet.head.iter().filter(is_target).cloned().collect();
    let needs_to_date = !known_given;
    head_problems(sheet, &names, needs_to_date, &mut problems);
    let mut targets: HashMap<String, Targets> = HashMap::new();
    for (line, row) in &sheet.rows {
        let text = |name: &str| row.get(sheet.column(name)).unwrap_or_default();
        let mut value = |name: &str| value(text(name), name, *line, &mut problems);
        let values: Vec<f64> = names.iter().filter_map(|name| value(name)).collect();
        let to_date = if needs_to_date { value("ytd") } else { None };
        let id = text("id").to_owned();
        let known = Targets {
            line: *line,
            to_date,
            values,
        };
        if let Some(first) = targets.insert(id.clone(), known) {
            problems.add(
                *line,
                "forecast/duplicate",
                (
                    &format!("{id} 的目标已在第 {} 行给过", first.line),
                    &format!("targets of {id} are already on line {}", first.line),
                ),
                (
                    "每条序列只留一行目标",
                    "leave one row of targets for each series",
                ),
            );
        }
    }
    problems.done()?;
    Ok((names, targets))
}

fn head_problems(sheet: &Sheet, names: &[String], needs_to_date: bool, problems: &mut Problems) {
    if names.is_empty() {
        problems.add(
            1,
            "forecast/column",
            (
                "没有目标列（以 t_ 开头）",
                "there is no column of targets (t_…)",
            ),
            ("例如 t_m1、t_0、t_1", "for instance t_m1, t_0, t_1"),
        );
    }
    if needs_to_date && !sheet.head.iter().any(|name| name == "ytd") {
        problems.add(
            1,
            "forecast/column",
            (
                "没有 ytd 列，不知今年已过几期",
                "there is no column ytd, so it is not known how much of the year is",
            ),
            (
                "补上 ytd 列，或用 --known",
                "add the column ytd, or use --known",
            ),
        );
    }
}

fn value(text: &str, name: &str, line: u64, problems: &mut Problems) -> Option<f64> {
    let found = number(text);
    if found.is_none() {
        problems.add(
            line,
            "forecast/not-a-number",
            (
                &format!("{name} 的值“{text}”不是数"),
                &format!("the value {text:?} of {name} is no number"),
            ),
            ("改为数字", "give a number"),
        );
    }
    found
}

/// Periods known of each series: as asked, else so many last values as add up to its ytd. Where
/// several numbers would do (zeros), the one most common in the file.
fn known_periods(
    series: &[Given],
    targets: &HashMap<String, Targets>,
    arguments: &Arguments,
    file: &str,
) -> Result<HashMap<String, usize>, Failure> {
    let mut problems = Problems::new(file);
    let mut fitting: Vec<(&Given, u64, Vec<usize>)> = Vec::new();
    for one in series {
        let Some(goal) = targets.get(&one.id) else {
            problems.add(
                line(one, None),
                "forecast/no-target",
                (
                    &format!("{} 没有目标", one.id),
                    &format!("{} has no targets", one.id),
                ),
                ("在目标文件中补一行", "add a row to the file of targets"),
            );
            continue;
        };
        let fit = match (arguments.known, goal.to_date) {
            (Some(known), _) => vec![known],
            (None, Some(to_date)) => adding_up(&one.values, to_date, arguments.period),
            (None, None) => Vec::new(),
        };
        fitting.push((one, goal.line, fit));
    }
    let mut common: BTreeMap<usize, usize> = BTreeMap::new();
    for known in fitting
        .iter()
        .filter(|(_, _, fit)| fit.len() == 1)
        .map(|(_, _, fit)| fit[0])
    {
        *common.entry(known).or_default() += 1;
    }
    let usual = common
        .iter()
        .max_by_key(|(_, count)| **count)
        .map(|(known, _)| *known);
    let mut known = HashMap::new();
    for (one, line, fit) in fitting {
        let usual = usual.filter(|usual| fit.contains(usual));
        match usual.filter(|_| fit.len() > 1).or(fit.first().copied()) {
            Some(found) => {
                known.insert(one.id.clone(), found);
            }
            None => problems.add(
                line,
                "forecast/ytd",
                (
                    &format!("{} 的 ytd 与最后若干期之和都对不上", one.id),
                    &format!(
                        "the ytd of {} is the sum of no number of its last values",
                        one.id
                    ),
                ),
                (
                    "核对 ytd，或用 --known 指明已知几期",
                    "check ytd, or say with --known how many",
                ),
            ),
        }
    }
    problems.done()?;
    Ok(known)
}

fn adding_up(values: &[f64], to_date: f64, period: usize) -> Vec<usize> {
    let mut sum = 0.0;
    let mut size = 0.0;
    let mut fit = Vec::new();
    for (at, value) in values
        .iter()
        .rev()
        .take(period.saturating_sub(1))
        .enumerate()
    {
        sum += value;
        size += value.abs();
        if (sum - to_date).abs() <= 1e-6 * size.max(to_date.abs()) {
            fit.push(at + 1);
        }
    }
    fit
}
