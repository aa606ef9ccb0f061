//! Tasks: what Microsoft Project schedules.

use super::read::Parsing;
use super::span;
use crate::plan::{LinkRow, Plan, Row, Stored};
use crate::problem::{Place, Problem};
use crate::text;
use crate::week::CalendarSpec;
use crate::xml::Node;
use schedule::{Activity, ActivityId, CalendarId, Constraint, Kind, Lag, Link, Relation, Split};
use std::collections::{HashMap, HashSet};

const KNOWN: [&str; 39] = [
    "UID",
    "ID",
    "Name",
    "OutlineLevel",
    "OutlineNumber",
    "WBS",
    "Summary",
    "Milestone",
    "IsNull",
    "Duration",
    "DurationFormat",
    "CalendarUID",
    "ConstraintType",
    "ConstraintDate",
    "Deadline",
    "ActualStart",
    "ActualFinish",
    "RemainingDuration",
    "ActualDuration",
    "Stop",
    "Resume",
    "PercentComplete",
    "PredecessorLink",
    "Manual",
    "Active",
    "IgnoreResourceCalendar",
    "Start",
    "Finish",
    "EarlyStart",
    "EarlyFinish",
    "LateStart",
    "LateFinish",
    "TotalSlack",
    "FreeSlack",
    "ManualStart",
    "ManualFinish",
    "ManualDuration",
    "LevelingDelay",
    "Critical",
];

/// Reads all tasks; links follow in [`settle`], when every task is known.
pub(super) fn read(nodes: &[Node], plan: &mut Plan, parsing: &mut Parsing<'_>) {
    // The last task of each outline level, to find who belongs to whom.
    let mut open: Vec<(i64, u32)> = Vec::new();
    for node in nodes {
        if node.get("IsNull") == "1" {
            continue;
        }
        if node.get("Active") == "0" {
            parsing
                .unused
                .add("Task inactive", || Place::line(node.line));
            continue;
        }
        let key = node.get("UID");
        let id = plan.activities.len() as u32;
        let place = Place::at(node.line, format!("Project/Tasks/Task[UID={key}]"));
        if parsing.tasks.insert(key.to_owned(), id).is_some() || key.is_empty() {
            parsing.problems.push(Problem::new(
                "planfile/duplicate-key",
                place.clone(),
                (
                    format!("任务 UID“{key}”缺失或重复"),
                    format!("the UID `{key}` is missing or used twice"),
                ),
                ("请重新导出这个文件", "export the file again"),
            ));
        }
        let level = node.get("OutlineLevel").parse().unwrap_or(1);
        while open.last().is_some_and(|(above, _)| *above >= level) {
            open.pop();
        }
        let mut activity = activity(node, plan, parsing).key(key);
        activity.parent = open.last().map(|(_, at)| ActivityId(*at));
        if activity.kind == Kind::Summary {
            open.push((level, id));
        }
        plan.activities.push(Row {
            key: key.to_owned(),
            code: if node.get("ID").is_empty() {
                key
            } else {
                node.get("ID")
            }
            .to_owned(),
            name: node.get("Name").to_owned(),
            activity,
            stored: stored(node, parsing),
            manual: node.get("Manual") == "1",
            place,
        });
        parsing.count_unread(node, &KNOWN);
    }
}

/// Whether a duration or lag format is of elapsed time.
fn is_elapsed(format: &str) -> bool {
    matches!(
        format,
        "4" | "6" | "8" | "10" | "12" | "20" | "36" | "38" | "40" | "42" | "44" | "52"
    )
}

fn is_percent(format: &str) -> bool {
    matches!(format, "19" | "20" | "51" | "52")
}

fn activity(node: &Node, plan: &mut Plan, parsing: &mut Parsing<'_>) -> Activity {
    let summary = node.get("Summary") == "1";
    let calendar = calendar(node, plan, parsing);
    let duration = parsing.minutes(node, "Duration").unwrap_or(0);
    let mut made = Activity::new(calendar, if summary { 0 } else { duration });
    if summary {
        made.kind = Kind::Summary;
    } else {
        progress(node, &mut made, parsing);
    }
    if made.actual_finish.is_none() {
        made = constraint(node, made, parsing);
    }
    if node.get("Manual") == "1" && !summary && made.actual_start.is_none() {
        // Its dates are given by hand: it starts there, whatever its links say.
        if let Some(start) = parsing.moment(node, "Start") {
            made.must_start = Some(start);
        }
    }
    made
}

fn calendar(node: &Node, plan: &mut Plan, parsing: &mut Parsing<'_>) -> CalendarId {
    if is_elapsed(node.get("DurationFormat")) && node.get("Summary") != "1" {
        return *parsing.clock.get_or_insert_with(|| {
            plan.calendars.push(CalendarSpec::continuous("", "24h"));
            CalendarId(plan.calendars.len() as u32 - 1)
        });
    }
    let key = node.get("CalendarUID");
    if key.is_empty() || key == "-1" {
        return plan.default_calendar;
    }
    if let Some(known) = parsing.calendars.get(key) {
        return *known;
    }
    let line = node
        .child("CalendarUID")
        .map_or(node.line, |child| child.line);
    let place = Place::at(line, "Task/CalendarUID");
    parsing
        .problems
        .push(Problem::to_nothing(place, ("日历", "calendar"), key));
    plan.default_calendar
}

fn progress(node: &Node, made: &mut Activity, parsing: &mut Parsing<'_>) {
    made.actual_start = parsing.moment(node, "ActualStart");
    made.actual_finish = parsing.moment(node, "ActualFinish");
    if made.actual_start.is_none() || made.actual_finish.is_some() {
        return;
    }
    made.remaining = parsing.minutes(node, "RemainingDuration");
    made.resume = parsing.moment(node, "Resume");
}

fn constraint(node: &Node, made: Activity, parsing: &mut Parsing<'_>) -> Activity {
    let date = parsing.moment(node, "ConstraintDate");
    let honor = parsing.honor_constraints;
    let mut made = match (node.get("ConstraintType"), date) {
        ("1", _) => made.constrain(Constraint::AsLateAsPossible),
        ("2", Some(at)) if honor => made.constrain(Constraint::MustStart(at)),
        ("3", Some(at)) if honor => made.constrain(Constraint::MustFinish(at)),
        ("2", Some(at)) => made.constrain(Constraint::StartOn(at)),
        ("3", Some(at)) => made.constrain(Constraint::FinishOn(at)),
        ("4", Some(at)) => made.constrain(Constraint::StartNotEarlier(at)),
        ("5", Some(at)) => made.constrain(Constraint::StartNotLater(at)),
        ("6", Some(at)) => made.constrain(Constraint::FinishNotEarlier(at)),
        ("7", Some(at)) => made.constrain(Constraint::FinishNotLater(at)),
        ("" | "0", _) => made,
        ("2" | "3" | "4" | "5" | "6" | "7", None) => {
            parsing
                .unused
                .add("Task/ConstraintType without a date", || {
                    Place::line(node.line)
                });
            made
        }
        _ => {
            parsing.bad(node, "ConstraintType", ("约束类型", "a constraint"));
            made
        }
    };
    if let Some(deadline) = parsing.moment(node, "Deadline") {
        let both = made.finish_not_later.into_iter().chain([deadline]);
        made.finish_not_later = both.min();
    }
    made
}

fn stored(node: &Node, parsing: &mut Parsing<'_>) -> Stored {
    // Slack is in tenths of a minute.
    let slack = |name| text::number(node.get(name)).and_then(|value| text::scaled(value, 0.1));
    Stored {
        early_start: parsing.moment(node, "EarlyStart"),
        early_finish: parsing.moment(node, "EarlyFinish"),
        late_start: parsing.moment(node, "LateStart"),
        late_finish: parsing.moment(node, "LateFinish"),
        start: parsing.moment(node, "Start"),
        finish: parsing.moment(node, "Finish"),
        total_float: slack("TotalSlack"),
        free_float: slack("FreeSlack"),
    }
}

/// Links, calendars of the people assigned, and interruptions.
pub(super) fn settle(
    nodes: &[Node],
    assignments: &[Node],
    plan: &mut Plan,
    parsing: &mut Parsing<'_>,
) {
    resource_calendars(nodes, plan, parsing);
    splits(assignments, plan, parsing);
    for node in nodes {
        let Some(&to) = parsing.tasks.get(node.get("UID")) else {
            continue;
        };
        for link in node.all("PredecessorLink") {
            if let Some(row) = predecessor(link, to, plan, parsing) {
                plan.links.push(row);
            }
        }
    }
}

fn predecessor(node: &Node, to: u32, plan: &Plan, parsing: &mut Parsing<'_>) -> Option<LinkRow> {
    if node.get("CrossProject") == "1" {
        parsing
            .unused
            .add("PredecessorLink to another project", || {
                Place::line(node.line)
            });
        return None;
    }
    let key = node.get("PredecessorUID");
    let Some(&from) = parsing.tasks.get(key) else {
        let line = node
            .child("PredecessorUID")
            .map_or(node.line, |child| child.line);
        let place = Place::at(line, "PredecessorLink/PredecessorUID");
        parsing
            .problems
            .push(Problem::to_nothing(place, ("任务", "task"), key));
        return None;
    };
    let relation = match node.get("Type") {
        "0" => Relation::FinishToFinish,
        "1" | "" => Relation::FinishToStart,
        "2" => Relation::StartToFinish,
        "3" => Relation::StartToStart,
        _ => {
            parsing.bad(node, "Type", ("关系类型", "a relation"));
            return None;
        }
    };
    let tenths = parsing
        .field(node, "LinkLag", text::number, ("时距", "a lag"))
        .unwrap_or(0.0);
    let format = node.get("LagFormat");
    let minutes = text::scaled(tenths, 0.1).unwrap_or(i64::MAX / 4);
    let lag = if is_percent(format) {
        // Whole percent.
        Lag::Percent(
            text::scaled(tenths, 100.0)
                .and_then(|s| s.try_into().ok())
                .unwrap_or(0),
        )
    } else if is_elapsed(format) {
        Lag::Elapsed(minutes)
    } else if minutes == 0 {
        Lag::NONE
    } else {
        // Project counts a lag in the calendar of the successor.
        Lag::WorkingIn(plan.activities[to as usize].activity.calendar, minutes)
    };
    Some(LinkRow {
        link: Link {
            from: ActivityId(from),
            to: ActivityId(to),
            relation,
            lag,
        },
        place: Place::at(node.line, "Task/PredecessorLink"),
    })
}

/// Tasks whose working time is that of who is assigned to them.
fn resource_calendars(nodes: &[Node], plan: &mut Plan, parsing: &Parsing<'_>) {
    let is_free = |node: &&Node| {
        matches!(node.get("CalendarUID"), "" | "-1")
            && !is_elapsed(node.get("DurationFormat"))
            && node.get("Summary") != "1"
    };
    let free = nodes.iter().filter(is_free);
    let free: HashSet<u32> = free
        .filter_map(|node| parsing.tasks.get(node.get("UID")).copied())
        .collect();
    plan.work_as_assigned(|at| free.contains(&at));
}

/// Interruptions stand in the time-phased work of the assignments: working days without work
/// between days with some.
fn splits(assignments: &[Node], plan: &mut Plan, parsing: &mut Parsing<'_>) {
    let mut built = HashMap::new();
    for node in assignments {
        let Some(&at) = parsing.tasks.get(node.get("TaskUID")) else {
            continue;
        };
        let pieces: Vec<&Node> = node
            .all("TimephasedData")
            .filter(|piece| matches!(piece.get("Type"), "1" | "2"))
            .collect();
        let zero = |piece: &&Node| span::minutes(piece.get("Value")) == Some(0);
        let activity = &plan.activities[at as usize].activity;
        if !activity.splits.is_empty() || !pieces.iter().any(zero) {
            continue;
        }
        let spec = plan.calendars.get(activity.calendar.0 as usize);
        let calendar = built
            .entry(activity.calendar)
            .or_insert_with(|| spec.and_then(|spec| spec.build().ok()));
        let Some(calendar) = calendar else {
            continue;
        };
        let mut found: Vec<Split> = Vec::new();
        let (mut done, mut gap) = (0, 0);
        for piece in pieces {
            let ends = (
                text::moment(piece.get("Start")),
                text::moment(piece.get("Finish")),
            );
            let (Some(start), Some(finish)) = ends else {
                continue;
            };
            let length = calendar.working_minutes_between(start, finish).max(0);
            if zero(&piece) {
                gap += length;
                continue;
            }
            if span::minutes(piece.get("Value")).is_none() {
                continue;
            }
            if gap > 0 && done > 0 {
                found.push(Split { after: done, gap });
            }
            (gap, done) = (0, done + length);
        }
        let activity = &mut plan.activities[at as usize].activity;
        // Only if they explain the dates: work and gaps make up the whole.
        if done == activity.duration && !found.is_empty() {
            activity.splits = found.into_boxed_slice();
        }
    }
}
