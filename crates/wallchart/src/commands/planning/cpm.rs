//! `schedule cpm`: early and late dates, floats, what is critical and what drives each date.

use std::path::PathBuf;

use jiff::civil::Date;
use schedule::{ActivityId, Driver, Kind, Options, Relation, Schedule};
use serde::Serialize;
use zone::{Lang, Words};

use super::{Loaded, Unused, load, shown, unused};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};

const EXAMPLES: &str = "  wallchart schedule cpm plan.xer
  wallchart schedule cpm plan.xml --data-date 2026-06-01 --json
  wallchart schedule cpm plan.mpx --why 17";

/// Most rows of the table for people; the document has all.
const ROWS_SHOWN: usize = 200;

/// 计算进度计划文件（XER、MSPDI、MPX、Planner、PSPLIB、JSON）：最早、最迟、浮时、关键、取决于
/// | Work out a schedule file: early and late dates, floats, critical, driving
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 进度计划文件 | The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 数据日期（默认用文件的） | Data date (that of the file unless given)
    #[arg(long, value_name = "DATE")]
    data_date: Option<Date>,
    /// 说明某道工序的日期因何而定 | Say what fixes the dates of this activity
    #[arg(long, value_name = "ACTIVITY")]
    why: Option<String>,
}

#[derive(Serialize)]
struct Document {
    format: &'static str,
    title: String,
    start: String,
    data_date: Option<String>,
    required: Option<String>,
    finish: String,
    links: usize,
    activities: Vec<Row>,
    unmet: Vec<Unmet>,
    unused: Vec<Unused>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Vec<Words>>,
}

#[derive(Serialize)]
struct Row {
    key: String,
    code: String,
    name: String,
    kind: &'static str,
    early_start: String,
    early_finish: String,
    late_start: String,
    late_finish: String,
    start: String,
    finish: String,
    total_float_minutes: i64,
    free_float_minutes: i64,
    critical: bool,
    longest_path: bool,
    driving: Driving,
}

/// What sets the early dates.
#[derive(Serialize)]
struct Driving {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    predecessor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation: Option<&'static str>,
}

/// Something that cannot be met, with the bound it comes from.
#[derive(Serialize)]
pub(super) struct Unmet {
    key: String,
    short_minutes: i64,
    source: String,
    bound: Words,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let loaded = load(&arguments.file, arguments.data_date)?;
    let schedule = loaded.network.schedule(&Options {
        required: loaded.plan.required,
        data_date: None,
    });
    let why = match &arguments.why {
        Some(wanted) => Some(why(&loaded, &schedule, wanted)?),
        None => None,
    };
    let plan = &loaded.plan;
    let longest = schedule.longest_path();
    let ids = (0..).map(ActivityId).take(plan.activities.len());
    let document = Document {
        format: plan.format.name(),
        title: plan.title.clone(),
        start: shown(plan.start),
        data_date: plan.data_date.map(shown),
        required: plan.required.map(shown),
        finish: shown(schedule.project_finish()),
        links: plan.links.len(),
        activities: ids
            .map(|id| row(&loaded, &schedule, id, longest[id.0 as usize]))
            .collect(),
        unmet: unmet(&loaded, &schedule),
        unused: unused(plan),
        why,
    };
    Ok(Answer::new(text(&document, context.lang), &document))
}

/// Finds an activity by key, code or name, and explains it.
fn why(loaded: &Loaded, schedule: &Schedule, wanted: &str) -> Result<Vec<Words>, Failure> {
    let rows = &loaded.plan.activities;
    let by = |get: fn(&planfile::Row) -> &str| rows.iter().position(|row| get(row) == wanted);
    let at = by(|row| &row.code)
        .or_else(|| by(|row| &row.key))
        .or_else(|| by(|row| &row.name));
    let Some(at) = at else {
        return Err(Failure::refused(
            "cli/no-activity",
            Words::new(
                format!("文件中没有工序“{wanted}”"),
                format!("the file has no activity {wanted:?}"),
            ),
            Words::new(
                "写它的编号、代码或名称，与文件一致",
                "give its key, code or name as in the file",
            ),
        ));
    };
    let name = |id: ActivityId| {
        let row = &rows[id.0 as usize];
        format!("{} {}", row.code, row.name).trim().to_owned()
    };
    let reasons = schedule.why(ActivityId(at as u32), name);
    let words = reasons.into_iter();
    Ok(words
        .map(|reason| Words::new(reason.zh, reason.en))
        .collect())
}

/// What cannot be met, each with its source.
pub(super) fn unmet(loaded: &Loaded, schedule: &Schedule) -> Vec<Unmet> {
    let rows = &loaded.plan.activities;
    let all = schedule.negative_floats().into_iter();
    all.map(|negative| Unmet {
        key: rows[negative.activity.0 as usize].key.clone(),
        short_minutes: negative.short_minutes,
        source: rows[negative.source.0 as usize].key.clone(),
        bound: match negative.bound {
            schedule::LateDriver::Constraint(bound) => {
                let (zh, en) = schedule::bound_words(bound);
                Words::new(zh, en)
            }
            schedule::LateDriver::Required => Words::new("要求的完成日期", "the required date"),
            _ => Words::new("项目完成日期", "the finish of the project"),
        },
    })
    .collect()
}

fn row(loaded: &Loaded, schedule: &Schedule, id: ActivityId, longest_path: bool) -> Row {
    let given = &loaded.plan.activities[id.0 as usize];
    let times = schedule.times(id);
    let dates = loaded.plan.shown(schedule, id);
    // Every one of them is there: they are worked out.
    let date = |at: Option<schedule::Minute>| at.map_or(String::new(), shown);
    Row {
        key: given.key.clone(),
        code: given.code.clone(),
        name: given.name.clone(),
        kind: match given.activity.kind {
            Kind::Task if given.activity.duration == 0 => "milestone",
            Kind::Task => "task",
            Kind::StartMilestone => "start_milestone",
            Kind::FinishMilestone => "finish_milestone",
            Kind::LevelOfEffort => "level_of_effort",
            Kind::Summary => "summary",
        },
        early_start: date(dates.early_start),
        early_finish: date(dates.early_finish),
        late_start: date(dates.late_start),
        late_finish: date(dates.late_finish),
        start: shown(times.planned_start),
        finish: shown(times.planned_finish),
        total_float_minutes: times.total_float,
        free_float_minutes: times.free_float,
        critical: times.critical,
        longest_path,
        driving: driving(loaded, schedule, id),
    }
}

fn driving(loaded: &Loaded, schedule: &Schedule, id: ActivityId) -> Driving {
    let bare = |kind| Driving {
        kind,
        predecessor: None,
        relation: None,
    };
    match schedule.driver(id) {
        Driver::ProjectStart => bare("project_start"),
        Driver::DataDate => bare("data_date"),
        Driver::Actual => bare("actual"),
        Driver::Constraint(_) => bare("constraint"),
        Driver::Members => bare("members"),
        Driver::Link(link) => {
            let link = loaded.network.link(link);
            let from = &loaded.plan.activities[link.from.0 as usize];
            Driving {
                kind: "link",
                predecessor: Some(from.key.clone()),
                relation: Some(match link.relation {
                    Relation::FinishToStart => "FS",
                    Relation::StartToStart => "SS",
                    Relation::FinishToFinish => "FF",
                    Relation::StartToFinish => "SF",
                }),
            }
        }
    }
}

fn text(document: &Document, lang: Lang) -> String {
    let Document {
        format,
        title,
        finish,
        links,
        activities,
        ..
    } = document;
    let count = activities.len();
    let critical = activities.iter().filter(|row| row.critical).count();
    let mut text = say!(
        lang,
        "{format} {title}：{count} 道工序、{links} 条关系，{finish} 完成，关键 {critical} 道\n",
        "{format} {title}: {count} activities, {links} links, finish {finish}, {critical} \
         critical\n"
    );
    for unused in &document.unused {
        let Unused { kind, count, .. } = unused;
        text += &say!(
            lang,
            "未用内容 {kind} {count} 处\n",
            "not used: {kind} x{count}\n"
        );
    }
    if let Some(why) = &document.why {
        let lines = why.iter().map(|words| words.in_lang(lang));
        return text + &lines.collect::<Vec<_>>().join("\n");
    }
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "工序",
            "名称",
            "最早",
            "最早完",
            "最迟",
            "最迟完",
            "总浮时（小时）",
            "关键",
        ],
        Lang::En => [
            "code", "name", "early", "finish", "late", "finish", "float h", "critical",
        ],
    });
    for row in activities.iter().take(ROWS_SHOWN) {
        table.row([
            cut(&row.code, 20),
            cut(&row.name, 30),
            row.early_start.clone(),
            row.early_finish.clone(),
            row.late_start.clone(),
            row.late_finish.clone(),
            format!("{:.1}", row.total_float_minutes as f64 / 60.0),
            if row.critical { "■" } else { "" }.to_owned(),
        ]);
    }
    text += &format!("\n{}", table.text());
    if count > ROWS_SHOWN {
        let more = count - ROWS_SHOWN;
        text += &say!(
            lang,
            "另有 {more} 道，见 --json\n",
            "and {more} more: see --json\n"
        );
    }
    text
}
