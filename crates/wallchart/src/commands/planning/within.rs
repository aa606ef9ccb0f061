//! Worked back within the limits of resources: the latest plan that keeps them, and what would
//! have to change where there is none.

use jiff::civil::Date;
use schedule::Minute;
use serde::Serialize;
use solve::{Changes, Instance, Options, changes, checker, mirrored, reflected, solve};
use zone::{Lang, Words};

use super::limited::{Limited, dates};
use super::{Loaded, shown};
use crate::commands::solve::refused;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};

#[derive(Serialize)]
pub(super) struct Within {
    feasible: bool,
    /// The latest plan found; where it is not feasible, it begins before it can.
    steps: Vec<Step>,
    /// Each of these alone would do.
    ways: Vec<Way>,
}

#[derive(Serialize)]
struct Step {
    key: String,
    code: String,
    name: String,
    latest_start: String,
    latest_finish: String,
}

/// One set of changes that would do.
#[derive(Serialize)]
struct Way {
    words: Words,
    /// Days by which the required date would move, if it must.
    later_days: i64,
    finish_by: String,
    limits: Vec<Limit>,
}

#[derive(Serialize)]
struct Limit {
    resource: String,
    from: u32,
    to: u32,
}

/// Works back; nothing if the file has no limits.
pub(super) fn work_back(
    loaded: &Loaded,
    (finish_by, as_of): (Date, Minute),
    (schedules, seed): (u64, u64),
) -> Result<Option<Within>, Failure> {
    let mut limited = Limited::new(loaded);
    if !limited.has_limits() {
        return Ok(None);
    }
    let now = limited.period(as_of).max(0);
    for activity in &mut limited.project.activities {
        activity.start_not_earlier = activity.start_not_earlier.max(now);
    }
    let end = limited.period(Minute::end_of(finish_by));
    let options = Options {
        schedules: Some(schedules),
        threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        seed,
    };
    // Files bring no budgets, so there is a mirror image.
    let Some(image) = mirrored(&limited.project, end) else {
        return Ok(None);
    };
    let instance = Instance::new(image).map_err(|refusal| refused(&refusal))?;
    let found = solve(&instance, &options, &|_| true);
    let mut starts = reflected(instance.project(), &found.starts, end);
    let mut feasible = checker::violations(&limited.project, &starts).is_empty();
    if !feasible {
        // A search may find in one direction what it missed in the other.
        let instance = Instance::new(limited.project.clone());
        let instance = instance.map_err(|refusal| refused(&refusal))?;
        let found = solve(&instance, &options, &|_| true);
        if found.cost.makespan <= end && found.cost.late == 0 {
            (starts, feasible) = (found.starts, true);
        }
    }
    let ways = if feasible {
        Vec::new()
    } else {
        let found = changes(&limited.project, end, &options, &|_| true);
        let found = found.map_err(|refusal| refused(&refusal))?;
        ways(&limited, &found, end, finish_by)
    };
    let rows = loaded
        .plan
        .activities
        .iter()
        .zip(dates(loaded, &limited, &starts));
    let open = rows.filter(|(row, _)| row.activity.actual_finish.is_none());
    Ok(Some(Within {
        feasible,
        steps: open
            .map(|(row, (start, finish))| Step {
                key: row.key.clone(),
                code: row.code.clone(),
                name: row.name.clone(),
                latest_start: shown(start),
                latest_finish: shown(finish),
            })
            .collect(),
        ways,
    }))
}

/// The date alone; and limits, with the date where they alone do not do.
fn ways(limited: &Limited, found: &Changes, end: i32, required: Date) -> Vec<Way> {
    let mut ways = Vec::new();
    let on = |period: i32| limited.moment(period).finish_date();
    let later = |period: i32| i64::from(zone::figures::days_between(required, on(period)));
    if found.finish > end {
        let (date, days) = (on(found.finish), later(found.finish));
        ways.push(Way {
            words: Words::new(
                format!("要求日期推后 {days} 天，到 {date}"),
                format!("move the required date {days} days later, to {date}"),
            ),
            later_days: days,
            finish_by: date.to_string(),
            limits: Vec::new(),
        });
    }
    if found.raises.is_empty() {
        return ways;
    }
    let limits = found.raises.iter().map(|raise| Limit {
        resource: limited.project.resources[raise.resource].key.clone(),
        from: raise.from,
        to: raise.to,
    });
    let limits: Vec<Limit> = limits.collect();
    let mut zh: Vec<String> = Vec::new();
    let mut en: Vec<String> = Vec::new();
    for Limit { resource, from, to } in &limits {
        zh.push(format!("资源“{resource}”由 {from} 提高到 {to}"));
        en.push(format!("raise {resource:?} from {from} to {to}"));
    }
    let (mut days, mut date) = (0, required);
    if found.finish_raised > end {
        (days, date) = (later(found.finish_raised), on(found.finish_raised));
        zh.push(format!("要求日期推后 {days} 天，到 {date}"));
        en.push(format!(
            "move the required date {days} days later, to {date}"
        ));
    }
    ways.push(Way {
        words: Words::new(zh.join("，并且"), en.join(" and ")),
        later_days: days,
        finish_by: date.to_string(),
        limits,
    });
    ways
}

pub(super) fn text(within: &Within, lang: Lang) -> String {
    let mut text = if within.feasible {
        say!(
            lang,
            "在资源限量内可以按期\n",
            "within the limits it can be met\n"
        )
    } else {
        say!(
            lang,
            "在资源限量内不能按期；以下任一条即可：\n",
            "within the limits it cannot be met; either would do:\n"
        )
    };
    for way in &within.ways {
        text += &format!("  - {}\n", way.words.in_lang(lang));
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["工序", "名称", "最迟开始", "最迟完成"],
        Lang::En => ["code", "name", "latest start", "latest finish"],
    });
    for step in within.steps.iter().take(200) {
        table.row([
            cut(&step.code, 20),
            cut(&step.name, 30),
            step.latest_start.clone(),
            step.latest_finish.clone(),
        ]);
    }
    format!("{text}\n{}", table.text())
}
