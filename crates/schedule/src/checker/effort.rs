//! Levels of effort: dates that follow from those of what they are tied to.

use super::{ALL, Dates, Judge, Violation, ends};
use crate::input::{Activity, ActivityId, Kind, Link};
use calendar::Minute;
use std::collections::HashMap;

/// Finds the levels of effort whose dates or floats do not go with the dates of the others.
pub(super) fn judge(judge: &mut Judge<'_>, links: &[Link]) {
    let activities = &judge.input.activities;
    let is_effort = |id: ActivityId| activities[id.0 as usize].kind == Kind::LevelOfEffort;
    let mut ties: HashMap<u32, Vec<&Link>> = HashMap::new();
    // Between two levels of effort a link ties neither.
    for link in links {
        match (is_effort(link.from), is_effort(link.to)) {
            (true, false) => ties.entry(link.from.0).or_default().push(link),
            (false, true) => ties.entry(link.to.0).or_default().push(link),
            _ => (),
        }
    }
    for (activity, at) in activities.iter().zip(0u32..) {
        if activity.kind != Kind::LevelOfEffort {
            continue;
        }
        let id = ActivityId(at);
        let own = ties.get(&at).map_or(&[][..], Vec::as_slice);
        let times = judge.times[at as usize];
        for dates in ALL {
            if stretch(judge, (id, activity), own, dates) != ends(&times, dates) {
                let activity = id;
                judge
                    .found
                    .push(Violation::LevelOfEffort { activity, dates });
            }
        }
        let calendar = judge.calendar(activity);
        let float = calendar.working_minutes_between(times.early_finish, times.late_finish);
        let critical = activity.actual_finish.is_none() && float <= 0;
        if times.total_float != float || times.critical != critical {
            judge.found.push(Violation::TotalFloat { activity: id });
        }
    }
}

/// From the first moment its start is tied to until the last its finish is tied to, in its own
/// working time; what has happened stands.
fn stretch(
    judge: &Judge<'_>,
    (id, activity): (ActivityId, &Activity),
    ties: &[&Link],
    dates: Dates,
) -> (Minute, Minute) {
    let (mut starts, mut finishes) = (Vec::new(), Vec::new());
    for link in ties {
        let into = link.to == id;
        let other = if into { link.from } else { link.to };
        let (start, finish) = ends(&judge.times[other.0 as usize], dates);
        let (to_start, from_finish) = (link.relation.to_start(), link.relation.from_finish());
        let (of_start, at) = match into {
            true if from_finish => (to_start, judge.lag_over(link, finish)),
            true => (to_start, judge.lag_over(link, start)),
            false if to_start => (!from_finish, lag_back(judge, link, start)),
            false => (!from_finish, lag_back(judge, link, finish)),
        };
        if of_start {
            starts.push(at);
        } else {
            finishes.push(at);
        }
    }
    let (first, last) = (starts.iter().min(), finishes.iter().max());
    let project_start = judge.input.project_start;
    let calendar = judge.calendar(activity);
    let (start, finish) = match (first.or(last), last.or(first)) {
        (Some(first), Some(last)) => {
            let finish = calendar.previous_working(*last);
            (calendar.next_working(*first).min(finish), finish)
        }
        _ => (project_start, project_start),
    };
    match (activity.actual_start, activity.actual_finish) {
        (begun, Some(over)) => (begun.unwrap_or(start).min(over), over),
        (Some(begun), None) => (begun, finish.max(begun)),
        (None, None) => (start, finish),
    }
}

/// The latest moment from which the lag of a link is over by another.
fn lag_back(judge: &Judge<'_>, link: &Link, by: Minute) -> Minute {
    match judge.lag_of(link) {
        (_, 0) => by,
        (None, lag) => Minute(by.0 - lag),
        (Some(calendar), lag) => calendar.next_working(calendar.add_working_minutes(by, -lag)),
    }
}
