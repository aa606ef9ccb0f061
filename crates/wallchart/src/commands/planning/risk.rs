//! `schedule risk`: what may come of a plan, by simulation.

use std::path::PathBuf;

use jiff::civil::Date;
use schedule::risk::{Answer as Outcome, Cost, Distribution, Influence, RiskModel, RiskOptions};
use schedule::{ActivityId, Kind, Minute};
use serde::Serialize;
use zone::{Lang, Refusal, Words};

use super::{Loaded, load, risk_file, shown};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};

const EXAMPLES: &str = "  wallchart schedule risk plan.xer --iterations 10000 --seed 1
  wallchart schedule risk plan.xml --risks risks.json --finish-by 2026-10-31 --json
  wallchart schedule risk plan.xml --iterations 200000 --within 0.5

risks.json (everything may be left out; days are working days):
{\"usual\": {\"shape\": \"pert\", \"least_percent\": 90, \"likely_percent\": 100,
            \"most_percent\": 150},
 \"activities\": [{\"activity\": \"A10\",
                 \"spread\": {\"least_days\": 10, \"likely_days\": 12, \"most_days\": 25}}],
 \"drivers\": [{\"key\": \"雨季\", \"factor\": {\"least_percent\": 95, \"likely_percent\": 105,
              \"most_percent\": 130}, \"activities\": [\"A20\", \"A30\"]}],
 \"events\": [{\"key\": \"征地受阻\", \"probability_percent\": 30, \"delay\": {\"least_days\": 5,
             \"likely_days\": 15, \"most_days\": 60}, \"activities\": [\"A20\"]}],
 \"watch\": [\"M1\"]}
A spread may also be {\"history_percent\": [95, 120, 180]} (past ratios of actual to planned) or
{\"from_finished\": true} (those of what is finished in the file).";

/// Dates listed with their probability, at most; evenly thinned beyond.
const DATES_MAX: usize = 400;

/// Activities watched without being asked for: milestones, deadlines, summaries, at most.
const WATCHED_USUAL: usize = 200;

/// 风险模拟：按期概率、P10/P50/P80/P90、关键与要害程度、每个风险的代价 | Simulate: probability of each
/// date, P10/P50/P80/P90, criticality and cruciality, what each risk costs
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 进度计划文件 | The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 模拟次数（用 --within 时为上限） | Iterations (at most so many, with --within)
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    iterations: u32,
    /// 随机种子：同一种子答案相同 | Seed: the same answer for a seed on any number of threads
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// 线程数（默认全部核） | Threads (all cores unless given)
    #[arg(long, value_name = "T")]
    threads: Option<usize>,
    /// 写明三点估计、共同因素、风险事件的文件（否则用一般波动：三角分布 90%、100%、140%） | File of
    /// three points, shared drivers and events (else the usual spread: a triangle of 90 %, 100 %,
    /// 140 %)
    #[arg(long, value_name = "RISKS.json")]
    risks: Option<PathBuf>,
    /// 各项数字的误差都不超过多少天就停 | Stop when all figures are known to so many days
    #[arg(long, value_name = "DAYS")]
    within: Option<f64>,
    /// 要求完成日期：给出按期概率 | Required date: how probable it is
    #[arg(long, value_name = "DATE")]
    finish_by: Option<Date>,
    /// 另外关注的工序 | Watch this activity too
    #[arg(long, value_name = "ACTIVITY")]
    watch: Vec<String>,
    /// 数据日期（默认用文件的） | Data date (that of the file unless given)
    #[arg(long, value_name = "DATE")]
    data_date: Option<Date>,
}

#[derive(Serialize)]
struct Document {
    iterations: u32,
    steady: bool,
    seed: u64,
    usual_spread: Words,
    planned_finish: String,
    probability_of_planned: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<Required>,
    finish: Spread,
    margin_days: Margin,
    finish_by: Vec<OnDate>,
    watched: Vec<Watched>,
    activities: Vec<Row>,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Required {
    date: Date,
    probability: f64,
}

#[derive(Serialize)]
struct Spread {
    mean: String,
    deviation_days: f64,
    p10: String,
    p50: String,
    p80: String,
    p90: String,
}

/// Half of what lies within 95 % certainty.
#[derive(Serialize)]
struct Margin {
    mean: f64,
    p10: f64,
    p50: f64,
    p80: f64,
    p90: f64,
}

#[derive(Serialize)]
struct OnDate {
    date: Date,
    probability: f64,
}

#[derive(Serialize)]
struct Watched {
    key: String,
    code: String,
    name: String,
    finish: Spread,
}

#[derive(Serialize)]
struct Row {
    key: String,
    code: String,
    name: String,
    criticality: f64,
    sensitivity: f64,
    cruciality: f64,
    mean_minutes: f64,
}

/// What a driver or event costs.
#[derive(Serialize)]
struct Problem {
    key: String,
    kind: &'static str,
    happened: f64,
    moved_the_finish: f64,
    mean_days: f64,
    mean_days_if: f64,
    p80_days: Option<f64>,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let loaded = load(&arguments.file, arguments.data_date)?;
    let file = match &arguments.risks {
        Some(path) => risk_file::read(path)?,
        None => risk_file::RiskFile::default(),
    };
    let (mut risks, usual) = risk_file::risks(&file, &loaded, &arguments.watch)?;
    let asked = risks.watched.len();
    risks
        .watched
        .extend(usually_watched(&loaded, &risks.watched));
    // What is watched unasked makes way for more iterations.
    let room = (20_000_000 / arguments.iterations.max(1) as usize).max(asked);
    risks.watched.truncate(room.min(asked + WATCHED_USUAL));
    let name = |id: ActivityId| loaded.plan.activities[id.0 as usize].code.clone();
    let model = RiskModel::new(&loaded.network, &risks, &name);
    let model = model.map_err(|refusal| refused(&refusal))?;
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let options = RiskOptions {
        iterations: arguments.iterations,
        within_days: arguments.within,
        seed: arguments.seed,
        threads: arguments.threads.unwrap_or_else(cores).max(1),
    };
    let outcome = model.run(&options, &|_| true);
    let outcome = outcome.map_err(|refusal| refused(&refusal))?;
    let required = arguments
        .finish_by
        .map(Minute::end_of)
        .or(loaded.plan.required);
    let document = document(&loaded, &outcome, usual, (arguments.seed, required));
    Ok(Answer::new(text(&document, context.lang), &document))
}

/// Milestones, what has a deadline, and summaries.
fn usually_watched(loaded: &Loaded, known: &[ActivityId]) -> Vec<ActivityId> {
    let rows = loaded.plan.activities.iter().zip((0..).map(ActivityId));
    let matters = |row: &planfile::Row| {
        let activity = &row.activity;
        let milestone = match activity.kind {
            Kind::Task => activity.duration == 0,
            Kind::LevelOfEffort => false,
            Kind::StartMilestone | Kind::FinishMilestone | Kind::Summary => true,
        };
        let effort = activity.kind == Kind::LevelOfEffort;
        let open = activity.actual_finish.is_none();
        open && (milestone || activity.finish_not_later.is_some() && !effort)
    };
    rows.filter(|(row, id)| matters(row) && !known.contains(id))
        .map(|(_, id)| id)
        .collect()
}

fn refused(refusal: &schedule::risk::RiskRefusal) -> Failure {
    let problems = refusal.problems.iter().map(|problem| {
        Refusal::new(
            problem.code(),
            Words::new(problem.message_zh(), problem.message_en()),
            Words::new(problem.remedy_zh(), problem.remedy_en()),
        )
    });
    Failure::from(problems.collect::<Vec<_>>())
}

fn document(
    loaded: &Loaded,
    outcome: &Outcome,
    usual_spread: Words,
    (seed, required): (u64, Option<Minute>),
) -> Document {
    let rows = &loaded.plan.activities;
    let margin = outcome.finish.margin();
    let dates = outcome.finish.by_date();
    let step = dates.len().div_ceil(DATES_MAX).max(1);
    let last = dates.len().saturating_sub(1);
    let kept = dates
        .iter()
        .enumerate()
        .filter(|(at, _)| at % step == 0 || *at == last);
    Document {
        iterations: outcome.iterations,
        steady: outcome.steady,
        seed,
        usual_spread,
        planned_finish: shown(outcome.planned_finish),
        probability_of_planned: outcome.finish.probability_by(outcome.planned_finish),
        required: required.map(|at| Required {
            date: at.finish_date(),
            probability: outcome.finish.probability_by(at),
        }),
        finish: spread(&outcome.finish),
        margin_days: Margin {
            mean: short(margin.mean_days),
            p10: short(margin.p10_days),
            p50: short(margin.p50_days),
            p80: short(margin.p80_days),
            p90: short(margin.p90_days),
        },
        finish_by: kept
            .map(|(_, (date, probability))| OnDate {
                date: *date,
                probability: *probability,
            })
            .collect(),
        watched: outcome.watched.iter().map(|of| watched(rows, of)).collect(),
        activities: rows
            .iter()
            .zip(&outcome.activities)
            .map(influence)
            .collect(),
        problems: outcome.costs.iter().map(problem).collect(),
    }
}

fn watched(rows: &[planfile::Row], (id, finish): &(ActivityId, Distribution)) -> Watched {
    let row = &rows[id.0 as usize];
    Watched {
        key: row.key.clone(),
        code: row.code.clone(),
        name: row.name.clone(),
        finish: spread(finish),
    }
}

fn influence((row, of): (&planfile::Row, &Influence)) -> Row {
    Row {
        key: row.key.clone(),
        code: row.code.clone(),
        name: row.name.clone(),
        criticality: short(of.criticality),
        sensitivity: short(of.sensitivity),
        cruciality: short(of.cruciality),
        mean_minutes: short(of.mean_minutes),
    }
}

fn problem(cost: &Cost) -> Problem {
    Problem {
        key: cost.key.clone(),
        kind: if cost.event { "event" } else { "driver" },
        happened: short(cost.happened),
        moved_the_finish: short(cost.mattered),
        mean_days: short(cost.mean_days),
        mean_days_if: short(cost.mean_days_if),
        p80_days: cost.p80_days.map(short),
    }
}

/// Four digits after the point.
fn short(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

fn spread(of: &Distribution) -> Spread {
    let percentile = |percent| shown(of.percentile(percent));
    Spread {
        mean: shown(of.mean()),
        deviation_days: short(of.deviation_days()),
        p10: percentile(10.0),
        p50: percentile(50.0),
        p80: percentile(80.0),
        p90: percentile(90.0),
    }
}

fn text(document: &Document, lang: Lang) -> String {
    let Document {
        iterations,
        planned_finish,
        finish,
        margin_days,
        ..
    } = document;
    let spread = document.usual_spread.in_lang(lang);
    let percent = |share: f64| (share * 1000.0).round() / 10.0;
    let planned = percent(document.probability_of_planned);
    let Spread {
        p10, p50, p80, p90, ..
    } = finish;
    let margin = margin_days.p80;
    let mut text = say!(
        lang,
        "模拟 {iterations} 次（{spread}）；按计划 {planned_finish} 完成的概率 {planned}%\n\
         P10 {p10}，P50 {p50}，P80 {p80}（±{margin} 天），P90 {p90}\n",
        "{iterations} iterations ({spread}); as planned by {planned_finish}: {planned} %\n\
         P10 {p10}, P50 {p50}, P80 {p80} (±{margin} days), P90 {p90}\n"
    );
    if let Some(Required { date, probability }) = &document.required {
        let share = percent(*probability);
        text += &say!(
            lang,
            "{date} 前完成的概率 {share}%\n",
            "by {date}: {share} %\n"
        );
    }
    text += &problems(document, lang);
    let mut rows: Vec<&Row> = document.activities.iter().collect();
    rows.retain(|row| row.cruciality > 0.0);
    rows.sort_by(|one, other| other.cruciality.total_cmp(&one.cruciality));
    let mut table = Table::new(match lang {
        Lang::Zh => ["工序", "名称", "要害", "关键", "敏感"],
        Lang::En => ["code", "name", "cruciality", "criticality", "sensitivity"],
    });
    for row in rows.iter().take(20) {
        table.row([
            cut(&row.code, 20),
            cut(&row.name, 30),
            format!("{:.3}", row.cruciality),
            format!("{:.3}", row.criticality),
            format!("{:.3}", row.sensitivity),
        ]);
    }
    if !table.is_empty() {
        text += &format!("\n{}", table.text());
    }
    text
}

/// What each driver and event costs, the dearest first.
fn problems(document: &Document, lang: Lang) -> String {
    if document.problems.is_empty() {
        return String::new();
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["风险", "发生", "平均天数", "发生时天数", "P80 天数"],
        Lang::En => ["risk", "happens", "mean days", "days if so", "P80 days"],
    });
    let mut all: Vec<&Problem> = document.problems.iter().collect();
    all.sort_by(|one, other| other.mean_days.total_cmp(&one.mean_days));
    for of in all.iter().take(20) {
        table.row([
            cut(&of.key, 30),
            format!("{:.1} %", of.happened * 100.0),
            format!("{:.1}", of.mean_days),
            format!("{:.1}", of.mean_days_if),
            of.p80_days
                .map_or(String::new(), |days| format!("{days:.1}")),
        ]);
    }
    format!("\n{}", table.text())
}
