//! PSPLIB `.sm` and Patterson `.rcp`: instances of resource-constrained scheduling.
//!
//! They know no dates: one period is one minute of a calendar around the clock, from a fixed day
//! on. Only single-mode instances are read.

use crate::limits::{ACTIVITIES_MAX, LINKS_MAX};
use crate::plan::{Demand, Format, LinkRow, Plan, Resource, Row, Stored};
use crate::problem::{Place, Problem, Problems, Refusal};
use crate::week::CalendarSpec;
use calendar::Minute;
use jiff::civil::date;
use schedule::{Activity, ActivityId, CalendarId, Link};

/// A plan with the calendar both formats use.
fn empty(format: Format) -> Plan {
    let mut plan = Plan::new(format);
    plan.start = Minute::start_of(date(2000, 1, 1));
    plan.calendars.push(CalendarSpec::continuous("1", "24h"));
    plan
}

fn add_job(plan: &mut Plan, duration: i64, line: u32) {
    let key = (plan.activities.len() + 1).to_string();
    plan.activities.push(Row {
        activity: Activity::new(CalendarId(0), duration).key(key.as_str()),
        name: key.clone(),
        code: key.clone(),
        key,
        stored: Stored::default(),
        manual: false,
        place: Place::line(line),
    });
}

fn add_resources(plan: &mut Plan, capacities: &[i64]) {
    for (capacity, at) in capacities.iter().zip(1..) {
        plan.resources.push(Resource {
            key: format!("R{at}"),
            name: format!("R {at}"),
            capacity: Some(capacity.saturating_mul(100)),
            consumed: false,
            calendar: None,
        });
    }
}

fn add_demands(plan: &mut Plan, job: u32, needs: &[i64]) {
    for (need, resource) in needs.iter().zip(0u32..).filter(|(need, _)| **need > 0) {
        plan.demands.push(Demand {
            activity: ActivityId(job),
            resource,
            units: need.saturating_mul(100),
            work: None,
        });
    }
}

/// A link to a job by its number, from 1.
fn add_link(
    plan: &mut Plan,
    from: u32,
    to: i64,
    (jobs, line): (usize, u32),
    problems: &mut Problems,
) {
    match u32::try_from(to) {
        Ok(to @ 1..) if (to as usize) <= jobs && plan.links.len() < LINKS_MAX => {
            let link = Link::finish_to_start(ActivityId(from), ActivityId(to - 1));
            let place = Place::line(line);
            plan.links.push(LinkRow { link, place });
        }
        _ => {
            let place = Place::line(line);
            problems.push(Problem::to_nothing(place, ("作业", "job"), &to.to_string()));
        }
    }
}

/// Numbers of a line; nothing if one is none.
fn numbers(line: &str) -> Option<Vec<i64>> {
    line.split_ascii_whitespace()
        .map(|word| word.parse().ok())
        .collect()
}

/// What part of a `.sm` file a line is in.
#[derive(PartialEq)]
enum Part {
    Head,
    Precedence,
    Requests,
    Capacities,
}

/// The lines of a `.sm` file by part.
#[derive(Default)]
struct Lines {
    jobs: usize,
    /// Number, modes, count, successors.
    successors: Vec<(u32, Vec<i64>)>,
    /// Number, mode, duration, needs.
    requests: Vec<(u32, Vec<i64>)>,
    capacities: Option<Vec<i64>>,
    last: u32,
}

impl Lines {
    fn sort(text: &str, problems: &mut Problems) -> Lines {
        let mut lines = Lines::default();
        let mut part = Part::Head;
        for (line, number) in text.lines().zip(1u32..) {
            lines.last = number;
            let line = line.trim();
            let heading = [
                ("PRECEDENCE RELATIONS", Part::Precedence),
                ("REQUESTS/DURATIONS", Part::Requests),
                ("RESOURCEAVAILABILITIES", Part::Capacities),
            ];
            if let Some((_, found)) = heading.into_iter().find(|(name, _)| line.starts_with(name)) {
                part = found;
                continue;
            }
            if let Some((name, value)) = line.split_once(':').filter(|_| part == Part::Head) {
                if name.starts_with("jobs") {
                    lines.jobs = value.trim().parse().unwrap_or(0);
                }
                continue;
            }
            if !line.as_bytes().first().is_some_and(u8::is_ascii_digit) || part == Part::Head {
                continue;
            }
            let Some(found) = numbers(line) else {
                let place = Place::line(number);
                problems.push(Problem::unreadable(
                    place,
                    line,
                    "一行数字",
                    "a line of numbers",
                ));
                continue;
            };
            match part {
                Part::Head => (),
                Part::Precedence => lines.successors.push((number, found)),
                Part::Requests => lines.requests.push((number, found)),
                Part::Capacities => {
                    lines.capacities.get_or_insert(found);
                }
            }
        }
        lines
    }
}

/// Reads a `.sm` file.
pub(crate) fn read_sm(text: &str) -> Result<Plan, Refusal> {
    let mut plan = empty(Format::PsplibSm);
    let mut problems = Problems::default();
    let lines = Lines::sort(text, &mut problems);
    let count = lines.jobs;
    if count > ACTIVITIES_MAX {
        let place = Place::default();
        return Err(Problem::too_large(place, "作业数", "jobs", ACTIVITIES_MAX).into());
    }
    let whole = lines.successors.len() == count && lines.requests.len() == count && count > 0;
    let (true, Some(capacities)) = (whole, lines.capacities) else {
        problems.push(Problem::cut_off(Place::line(lines.last)));
        problems.finish()?;
        return Ok(plan);
    };
    add_resources(&mut plan, &capacities);
    for (job, (line, row)) in (0u32..).zip(&lines.requests) {
        add_job(&mut plan, row.get(2).copied().unwrap_or(0), *line);
        if row.len() == capacities.len() + 3 && row[1] == 1 {
            add_demands(&mut plan, job, &row[3..]);
        } else {
            problems.push(modes(*line));
        }
    }
    for (job, (line, row)) in (0u32..).zip(&lines.successors) {
        if row.len() < 3 || row[2] != row.len() as i64 - 3 {
            problems.push(Problem::cut_off(Place::line(*line)));
            continue;
        }
        for to in &row[3..] {
            add_link(&mut plan, job, *to, (count, *line), &mut problems);
        }
    }
    problems.finish()?;
    Ok(plan)
}

fn modes(line: u32) -> Problem {
    Problem::new(
        "planfile/modes",
        Place::line(line),
        (
            "这道作业不是单一模式，或资源数与表头不符",
            "this job has several modes, or not as many needs as there are resources",
        ),
        ("只能读取单模式实例", "only single-mode instances are read"),
    )
}

/// Reads a `.rcp` file: counts, capacities, then for each job duration, needs, successors.
pub(crate) fn read_rcp(text: &str) -> Result<Plan, Refusal> {
    let mut plan = empty(Format::Rcp);
    let mut problems = Problems::default();
    let mut words = Words { text, line: 1 };
    let (jobs, resources) = (words.next()?, words.next()?);
    let (Ok(jobs), Ok(resources)) = (usize::try_from(jobs), usize::try_from(resources)) else {
        return Err(Problem::cut_off(Place::line(1)).into());
    };
    if jobs > ACTIVITIES_MAX || resources > 1_000 {
        let place = Place::line(1);
        return Err(Problem::too_large(place, "作业数", "jobs", ACTIVITIES_MAX).into());
    }
    let take = |words: &mut Words<'_>, count: usize| -> Result<Vec<i64>, Refusal> {
        (0..count).map(|_| words.next()).collect()
    };
    let capacities = take(&mut words, resources)?;
    add_resources(&mut plan, &capacities);
    for job in 0..jobs as u32 {
        let line = words.line;
        let duration = words.next()?;
        add_job(&mut plan, duration, line);
        let needs = take(&mut words, resources)?;
        add_demands(&mut plan, job, &needs);
        let count = words.next()?;
        for _ in 0..count.clamp(0, jobs as i64) {
            let to = words.next()?;
            add_link(&mut plan, job, to, (jobs, words.line), &mut problems);
        }
    }
    problems.finish()?;
    Ok(plan)
}

/// Numbers one after another, whatever the lines.
struct Words<'a> {
    text: &'a str,
    line: u32,
}

impl Words<'_> {
    fn next(&mut self) -> Result<i64, Refusal> {
        let rest = self.text.trim_start();
        let skipped = &self.text[..self.text.len() - rest.len()];
        self.line += skipped.bytes().filter(|byte| *byte == b'\n').count() as u32;
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        self.text = after;
        if word.is_empty() {
            return Err(Problem::cut_off(Place::line(self.line)).into());
        }
        let place = Place::line(self.line);
        let number = word.parse();
        number.map_err(|_| Problem::unreadable(place, word, "整数", "a whole number").into())
    }
}
