//! `schedule check`: a network in a small JSON file, worked forward and back; or, with a plan, that
//! plan judged by the independent checker.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use calendar::{Calendar, HolidayTable, Minute, Week};
use jiff::civil::Date;
use schedule::{
    Activity, ActivityId, CalendarId, Constraint, Driver, Lag, NetworkBuilder, Options, Relation,
    Schedule,
};
use serde::{Deserialize, Serialize};
use zone::{Lang, Refusal, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::{Failure, file_fault};
use crate::lang::say;
use crate::layout::{Table, cut};

const EXAMPLES: &str = "  wallchart schedule check network.json

{\"start\": \"2026-03-02\", \"calendar\": \"five_day\", \"required\": \"2026-05-29\",
 \"activities\": [{\"key\": \"survey\", \"name\": \"勘察\", \"days\": 5},
                {\"key\": \"design\", \"name\": \"设计\", \"days\": 20}],
 \"links\": [{\"from\": \"survey\", \"to\": \"design\", \"kind\": \"FS\", \"lag_days\": 2}]}
With limits, for solve, backward and check: \"resources\": [{\"key\": \"crane\", \"units\": 2}], and
\"needs\": {\"crane\": 1} in an activity.";

/// 计算 JSON 文件中的网络；或核查一份计划是否守约 | Work out a network in a JSON file; with a plan,
/// judge it by the independent checker
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 网络文件，或任何进度计划文件 | The network, or any schedule file if a plan follows
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 要核查的计划：{"activities": [{"key", "start", "finish"}]} | The plan to be judged
    #[arg(value_name = "PLAN.json")]
    plan: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NetworkFile {
    start: Date,
    #[serde(default)]
    calendar: WeekName,
    #[serde(default)]
    holidays: Holidays,
    data_date: Option<Date>,
    required: Option<Date>,
    activities: Vec<ActivityEntry>,
    #[serde(default)]
    links: Vec<LinkEntry>,
    #[serde(default)]
    resources: Vec<ResourceEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResourceEntry {
    key: String,
    units: u32,
}

#[derive(Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WeekName {
    #[default]
    FiveDay,
    SixDay,
    SevenDay,
    Continuous,
}

#[derive(Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Holidays {
    #[default]
    China,
    None,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActivityEntry {
    key: String,
    #[serde(default)]
    name: String,
    days: i64,
    start_not_earlier: Option<Date>,
    start_not_later: Option<Date>,
    finish_not_earlier: Option<Date>,
    finish_not_later: Option<Date>,
    #[serde(default)]
    as_late_as_possible: bool,
    actual_start: Option<Date>,
    actual_finish: Option<Date>,
    remaining_days: Option<i64>,
    /// Units of resources it holds while it lasts.
    #[serde(default)]
    needs: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkEntry {
    from: String,
    to: String,
    #[serde(default)]
    kind: zone::plan::LinkKind,
    #[serde(default)]
    lag_days: i64,
}

#[derive(Serialize)]
struct Document {
    start: Date,
    required: Option<Date>,
    finish: Date,
    late_working_days: Option<i64>,
    next: Option<String>,
    provisional_year: Option<i16>,
    activities: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    key: String,
    name: String,
    days: i64,
    early_start: Date,
    early_finish: Date,
    late_start: Date,
    late_finish: Date,
    total_float_days: i64,
    free_float_days: i64,
    critical: bool,
    late_working_days: Option<i64>,
    driven_by: Words,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let path = &arguments.file;
    if let Some(plan) = &arguments.plan {
        return super::planning::judge::run(context, path, plan);
    }
    let bytes = std::fs::read(path).map_err(|error| file_fault(path, &error))?;
    let file = parse(path, &bytes)?;
    let document = work_out(&file)?;
    Ok(Answer::new(text(&document, context.lang), &document))
}

fn parse(path: &Path, bytes: &[u8]) -> Result<NetworkFile, Failure> {
    serde_json::from_slice(bytes).map_err(|error| {
        let path = path.display();
        Failure::refused(
            "cli/network-file",
            Words::new(
                format!("{path} 不是网络文件：{error}"),
                format!("{path} is not a network file: {error}"),
            ),
            Words::new(
                "格式见 wallchart schedule check --help",
                "see the shape in `wallchart schedule check --help`",
            ),
        )
    })
}

/// The same file as a plan, for the commands that take any schedule file.
pub(super) fn plan(path: &Path, bytes: &[u8]) -> Result<planfile::Plan, Failure> {
    let file = parse(path, bytes)?;
    let calendar = calendar_of(&file)?;
    let mut plan = planfile::Plan::new(planfile::Format::Own);
    plan.start = Minute::start_of(file.start);
    plan.data_date = file.data_date.map(Minute::start_of);
    plan.required = file.required.map(Minute::end_of);
    plan.calendars.push(planfile::CalendarSpec::of(&calendar));
    let day_minutes = calendar.week().day_minutes();
    for (entry, line) in file.activities.iter().zip(1u32..) {
        plan.activities.push(planfile::Row {
            key: entry.key.clone(),
            code: entry.key.clone(),
            name: entry.name.clone(),
            activity: activity(entry, CalendarId(0), day_minutes),
            stored: planfile::Stored::default(),
            manual: false,
            place: planfile::Place::at(0, format!("activities[{}]", line - 1)),
        });
    }
    let find = |key: &str| {
        let at = file.activities.iter().position(|entry| entry.key == key);
        ActivityId(at.map_or(u32::MAX, |at| at as u32))
    };
    for (link, at) in file.links.iter().zip(0u32..) {
        plan.links.push(planfile::LinkRow {
            link: schedule::Link {
                from: find(&link.from),
                to: find(&link.to),
                relation: relation(link.kind),
                lag: Lag::Working(link.lag_days.saturating_mul(day_minutes)),
            },
            place: planfile::Place::at(0, format!("links[{at}] {} -> {}", link.from, link.to)),
        });
    }
    resources(&file, &mut plan)?;
    Ok(plan)
}

/// Resources and what needs them; a need of what is not there is refused.
fn resources(file: &NetworkFile, plan: &mut planfile::Plan) -> Result<(), Failure> {
    for entry in &file.resources {
        plan.resources.push(planfile::Resource {
            key: entry.key.clone(),
            name: entry.key.clone(),
            capacity: Some(i64::from(entry.units) * 100),
            consumed: false,
            calendar: None,
        });
    }
    let mut problems = Vec::new();
    for (entry, id) in file.activities.iter().zip((0..).map(ActivityId)) {
        for (key, units) in &entry.needs {
            let known = file.resources.iter().position(|of| of.key == *key);
            let Some(resource) = known else {
                let of = &entry.key;
                problems.push(Refusal::new(
                    "cli/no-resource",
                    Words::new(
                        format!("工序 {of} 需要的资源 {key} 不存在"),
                        format!("activity {of} needs {key}, which is no resource of the file"),
                    ),
                    Words::new(
                        "补上这个资源，或改正名称",
                        "add the resource, or correct the name",
                    ),
                ));
                continue;
            };
            plan.demands.push(planfile::Demand {
                activity: id,
                resource: resource as u32,
                units: i64::from(*units) * 100,
                work: None,
            });
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Failure::from(problems))
    }
}

fn work_out(file: &NetworkFile) -> Result<Document, Failure> {
    let calendar = calendar_of(file)?;
    let day_minutes = calendar.week().day_minutes();
    let mut builder = NetworkBuilder::new(Minute::start_of(file.start));
    if let Some(date) = file.data_date {
        builder.data_date(Minute::start_of(date));
    }
    let week = builder.calendar(calendar);
    for entry in &file.activities {
        builder.activity(activity(entry, week, day_minutes));
    }
    for link in &file.links {
        let lag = Lag::Working(link.lag_days.saturating_mul(day_minutes));
        builder.link_keys(
            link.from.as_str(),
            link.to.as_str(),
            relation(link.kind),
            lag,
        );
    }
    let network = builder.build().map_err(refused)?;
    let as_of = file.data_date.unwrap_or(file.start);
    let back = file
        .required
        .map(|date| network.backward(Minute::end_of(date), Minute::start_of(as_of)));
    let (result, lateness) = match &back {
        Some(back) => (&back.schedule, Some(back.late_working_days)),
        None => (&network.schedule(&Options::default()), None),
    };
    let ids = (0..).map(ActivityId).zip(&file.activities);
    let rows = ids.map(|(id, entry)| Row {
        late_working_days: back.as_ref().map(|back| back.step(id).late_working_days),
        ..row(result, id, entry, file, day_minutes)
    });
    let next = back.as_ref().and_then(|back| back.first_unstarted);
    Ok(Document {
        start: file.start,
        required: file.required,
        finish: result.project_finish().finish_date(),
        late_working_days: lateness,
        next: next.map(|id| builder.name(id)),
        provisional_year: result.provisional(),
        activities: rows.collect(),
    })
}

fn calendar_of(file: &NetworkFile) -> Result<Calendar, Failure> {
    let (name, week) = match file.calendar {
        WeekName::FiveDay => ("five-day", Week::five_day()),
        WeekName::SixDay => ("six-day", Week::six_day()),
        WeekName::SevenDay => ("seven-day", Week::seven_day()),
        WeekName::Continuous => return Ok(Calendar::continuous()),
    };
    let builder = Calendar::builder(name).week(week);
    let builder = match file.holidays {
        Holidays::China => builder.holidays(HolidayTable::china()),
        Holidays::None => builder,
    };
    builder.build().map_err(|refusal| {
        let problems = refusal.problems.iter().map(|problem| {
            Refusal::new(
                problem.code(),
                Words::new(problem.message_zh(), problem.message_en()),
                Words::new(problem.remedy_zh(), problem.remedy_en()),
            )
        });
        Failure::from(problems.collect::<Vec<_>>())
    })
}

fn activity(entry: &ActivityEntry, week: CalendarId, day_minutes: i64) -> Activity {
    let mut made = Activity::new(week, entry.days.saturating_mul(day_minutes));
    made = made.key(entry.key.as_str());
    let constraints = [
        entry
            .start_not_earlier
            .map(|date| Constraint::StartNotEarlier(Minute::start_of(date))),
        entry
            .start_not_later
            .map(|date| Constraint::StartNotLater(Minute::start_of(date))),
        entry
            .finish_not_earlier
            .map(|date| Constraint::FinishNotEarlier(Minute::end_of(date))),
        entry
            .finish_not_later
            .map(|date| Constraint::FinishNotLater(Minute::end_of(date))),
        entry
            .as_late_as_possible
            .then_some(Constraint::AsLateAsPossible),
    ];
    for constraint in constraints.into_iter().flatten() {
        made = made.constrain(constraint);
    }
    made.actual_start = entry.actual_start.map(Minute::start_of);
    made.actual_finish = entry.actual_finish.map(Minute::end_of);
    made.remaining = entry
        .remaining_days
        .map(|days| days.saturating_mul(day_minutes));
    made
}

fn relation(kind: zone::plan::LinkKind) -> Relation {
    use zone::plan::LinkKind;
    match kind {
        LinkKind::FS => Relation::FinishToStart,
        LinkKind::SS => Relation::StartToStart,
        LinkKind::FF => Relation::FinishToFinish,
        LinkKind::SF => Relation::StartToFinish,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err asks for")]
fn refused(refusal: schedule::Refusal) -> Failure {
    let problems = refusal.problems.iter().map(|problem| {
        Refusal::new(
            problem.code(),
            Words::new(problem.message_zh(), problem.message_en()),
            Words::new(problem.remedy_zh(), problem.remedy_en()),
        )
    });
    Failure::from(problems.collect::<Vec<_>>())
}

fn row(
    result: &Schedule,
    id: ActivityId,
    entry: &ActivityEntry,
    file: &NetworkFile,
    day_minutes: i64,
) -> Row {
    let times = result.times(id);
    // A milestone starts and finishes on the day it falls on.
    let finish = |start: Minute, finish: Minute| {
        if start == finish {
            finish.date()
        } else {
            finish.finish_date()
        }
    };
    Row {
        key: entry.key.clone(),
        name: entry.name.clone(),
        days: entry.days,
        early_start: times.early_start.date(),
        early_finish: finish(times.early_start, times.early_finish),
        late_start: times.late_start.date(),
        late_finish: finish(times.late_start, times.late_finish),
        total_float_days: times.total_float / day_minutes,
        free_float_days: times.free_float / day_minutes,
        critical: times.critical,
        late_working_days: None,
        driven_by: driver(result, id, file),
    }
}

fn driver(result: &Schedule, id: ActivityId, file: &NetworkFile) -> Words {
    match result.driver(id) {
        Driver::ProjectStart => Words::new("项目开始", "project start"),
        Driver::DataDate => Words::new("数据日期", "data date"),
        Driver::Actual => Words::new("实际", "actual"),
        Driver::Constraint(_) => Words::new("自身约束", "its constraint"),
        Driver::Members => Words::new("其所含工序", "what it spans"),
        Driver::Link(link) => {
            let from = result.network().link(link).from.0 as usize;
            let key = file
                .activities
                .get(from)
                .map_or("", |entry| entry.key.as_str());
            Words::new(key, key)
        }
    }
}

fn text(document: &Document, lang: Lang) -> String {
    let Document { start, finish, .. } = document;
    let mut text = say!(
        lang,
        "{start} 开始，{finish} 完成",
        "start {start}, finish {finish}"
    );
    if let (Some(required), Some(late)) = (document.required, document.late_working_days) {
        text += &say!(
            lang,
            "；要求 {required}，已晚 {late} 个工作日",
            "; required {required}, {late} working days late"
        );
    }
    if let Some(year) = document.provisional_year {
        text += &say!(
            lang,
            "；{year} 年放假通知未载入，日期暂定",
            "; the holiday notice of {year} is not loaded: dates are provisional"
        );
    }
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "工序",
            "名称",
            "工日",
            "最早",
            "最早完",
            "最迟",
            "最迟完",
            "总浮时",
            "自由浮时",
            "关键",
            "取决于",
        ],
        Lang::En => [
            "key",
            "name",
            "days",
            "early",
            "finish",
            "late",
            "finish",
            "float",
            "free",
            "critical",
            "driven by",
        ],
    });
    for row in &document.activities {
        table.row([
            row.key.clone(),
            cut(&row.name, 30),
            row.days.to_string(),
            row.early_start.to_string(),
            row.early_finish.to_string(),
            row.late_start.to_string(),
            row.late_finish.to_string(),
            row.total_float_days.to_string(),
            row.free_float_days.to_string(),
            if row.critical { "■" } else { "" }.to_owned(),
            row.driven_by.in_lang(lang).to_owned(),
        ]);
    }
    format!("{text}\n\n{}", table.text())
}

#[cfg(test)]
mod tests {
    use calendar::Week;
    use zone::plan::WeekKind;

    #[test]
    fn a_day_is_as_long_as_in_the_zone() {
        let minutes = [
            (Week::five_day(), WeekKind::FiveDay),
            (Week::six_day(), WeekKind::SixDay),
            (Week::seven_day(), WeekKind::SevenDay),
            (Week::round_the_clock(), WeekKind::RoundTheClock),
        ];
        for (week, kind) in minutes {
            assert_eq!(week.day_minutes(), zone::Calendars::minutes_a_day(kind));
        }
    }
}
