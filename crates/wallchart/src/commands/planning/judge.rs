//! `schedule check FILE PLAN.json`: a plan of anybody's making, judged by the independent checker.

use std::collections::HashMap;
use std::path::Path;

use schedule::checker::{self, Violation};
use schedule::{ActivityId, Minute, Options};
use serde::{Deserialize, Serialize};
use zone::Words;

use super::limited::Limited;
use super::{Loaded, load, parse, shown};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::{Exit, Failure, file_fault};
use crate::lang::say;

/// A plan: what `schedule cpm --json` writes is one too.
#[derive(Deserialize)]
struct PlanFile {
    activities: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    key: String,
    start: String,
    finish: String,
}

#[derive(Serialize)]
struct Document {
    sound: bool,
    activities: usize,
    violations: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
    code: &'static str,
    activity: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    predecessor: Option<String>,
    words: Words,
}

pub(crate) fn run(context: &Context, file: &Path, plan: &Path) -> Result<Answer, Failure> {
    let loaded = load(file, None)?;
    let dates = dates(&loaded, plan)?;
    let found = checker::check_plan(&loaded.builder, &dates, loaded.plan.required);
    let found = found.iter().map(|violation| told(&loaded, violation));
    let violations: Vec<Told> = found.chain(overloads(&loaded, &dates)).collect();
    let document = Document {
        sound: violations.is_empty(),
        activities: dates.len(),
        violations,
    };
    let count = document.violations.len();
    let mut text = match count {
        0 => say!(context.lang, "计划守约\n", "the plan holds\n"),
        _ => say!(
            context.lang,
            "计划有 {count} 处不守约\n",
            "{count} violations\n"
        ),
    };
    for told in document.violations.iter().take(200) {
        text += &format!("{}\n", told.words.in_lang(context.lang));
    }
    let answer = Answer::new(text, &document);
    Ok(if document.sound {
        answer
    } else {
        answer.ending(Exit::Refused)
    })
}

/// Resources of which a plan takes more than there is, by the checker of the search, to the
/// minute.
fn overloads(loaded: &Loaded, dates: &[(Minute, Minute)]) -> Vec<Told> {
    let limited = Limited::by_minutes(loaded);
    if !limited.has_limits() {
        return Vec::new();
    }
    let schedule = loaded.network.schedule(&Options::default());
    let mut starts = vec![0; limited.project.activities.len()];
    let ids = (0..).map(ActivityId);
    for ((place, (start, _)), id) in limited.place.iter().zip(dates).zip(ids) {
        if let Some(place) = place {
            // What has started goes on where its remaining work does.
            let started = loaded.plan.activities[id.0 as usize].activity.actual_start;
            let begin = started.map_or(*start, |_| schedule.remaining_start(id).max(*start));
            starts[*place] = limited.period(begin);
        }
    }
    let found = solve::checker::violations(&limited.project, &starts).into_iter();
    let over = found.filter_map(|violation| match violation {
        solve::checker::Violation::Overload {
            resource,
            period,
            used,
            units,
        } => {
            let name = limited.project.resources[resource].key.clone();
            let at = shown(limited.moment(period));
            Some(Told {
                code: "schedule/overload",
                words: Words::new(
                    format!("{at} 资源“{name}”用了 {used}，只有 {units}"),
                    format!("at {at} {used} of {name:?} are used, of which there are {units}"),
                ),
                activity: name,
                predecessor: None,
            })
        }
        _ => None,
    });
    over.collect()
}

/// Start and finish of every activity, by id.
fn dates(loaded: &Loaded, path: &Path) -> Result<Vec<(Minute, Minute)>, Failure> {
    let bytes = std::fs::read(path).map_err(|error| file_fault(path, &error))?;
    let bad = |zh: String, en: String| {
        let remedy = Words::new(
            "写成 {\"activities\": [{\"key\": …, \"start\": \"2026-03-02T08:00\", \"finish\": …}]}",
            "write {\"activities\": [{\"key\": ..., \"start\": \"2026-03-02T08:00\", \
             \"finish\": ...}]}",
        );
        Failure::refused("cli/plan-file", Words::new(zh, en), remedy)
    };
    let shown = path.display();
    let file: PlanFile = serde_json::from_slice(&bytes).map_err(|error| {
        bad(
            format!("{shown} 不是计划：{error}"),
            format!("{shown} is no plan: {error}"),
        )
    })?;
    let entries: HashMap<&str, &Entry> = file
        .activities
        .iter()
        .map(|entry| (entry.key.as_str(), entry))
        .collect();
    let of = |row: &planfile::Row| {
        let key = &row.key;
        let entry = entries.get(key.as_str()).ok_or_else(|| {
            bad(
                format!("计划中没有工序“{key}”"),
                format!("the plan does not have the activity {key:?}"),
            )
        })?;
        let moment = |text: &str| {
            parse(text).ok_or_else(|| {
                bad(
                    format!("工序“{key}”的“{text}”不是时间"),
                    format!("{text:?} of the activity {key:?} is no time"),
                )
            })
        };
        Ok((moment(&entry.start)?, moment(&entry.finish)?))
    };
    loaded.plan.activities.iter().map(of).collect()
}

fn told(loaded: &Loaded, violation: &Violation) -> Told {
    let key = |id: ActivityId| loaded.plan.activities[id.0 as usize].key.clone();
    let of = |code, id, zh: &str, en: &str| {
        let own = key(id);
        Told {
            code,
            words: Words::new(format!("工序“{own}”{zh}"), format!("activity {own:?} {en}")),
            activity: own,
            predecessor: None,
        }
    };
    match violation {
        Violation::Relation { link: id, .. } => {
            let link = loaded.plan.links[id.0 as usize].link;
            let from = key(link.from);
            let (zh, en) = (
                format!("没有等待“{from}”"),
                format!("does not wait for {from:?}"),
            );
            Told {
                predecessor: Some(from),
                ..of("relation", link.to, &zh, &en)
            }
        }
        Violation::Constraint {
            activity, bound, ..
        } => {
            let (zh, en) = schedule::bound_words(*bound);
            let (zh, en) = (format!("不守{zh}"), format!("breaks its {en}"));
            of("constraint", *activity, &zh, &en)
        }
        other => {
            let (code, activity, zh, en) = plain(other);
            of(code, activity, zh, en)
        }
    }
}

/// Violations that need no more words than their kind.
fn plain(violation: &Violation) -> (&'static str, ActivityId, &'static str, &'static str) {
    match violation {
        Violation::StartInTimeOff { activity, .. } => (
            "start_in_time_off",
            *activity,
            "在非工作时间开始",
            "starts in time off",
        ),
        Violation::Duration { activity, .. } => (
            "duration",
            *activity,
            "起止之间的工作时间不等于工期",
            "has not its duration between start and finish",
        ),
        Violation::ActualMoved { activity, .. } => (
            "actual_moved",
            *activity,
            "改动了实际日期",
            "moves an actual date",
        ),
        Violation::TooEarly { activity } => (
            "too_early",
            *activity,
            "早于项目开始或数据日期",
            "is planned before the project start or the data date",
        ),
        Violation::BeyondEnd { activity } => (
            "beyond_end",
            *activity,
            "晚于要求完成日期",
            "ends after the required date",
        ),
        Violation::Summary { activity, .. } => (
            "summary",
            *activity,
            "与所含工序的起止不符",
            "does not span its parts",
        ),
        Violation::LevelOfEffort { activity, .. } => (
            "level_of_effort",
            *activity,
            "与所关联工序的起止不符",
            "does not span what it is tied to",
        ),
        _ => ("other", ActivityId(0), "不符", "does not hold"),
    }
}
