//! An independent judge of plans.
//!
//! Takes the project as the caller gave it and the start of every activity, and lists every
//! violation. Promises: shares no code with the search, walks time period by period or event by
//! event in its own way, and never stops at the first violation.

use crate::project::{Activity, Calendar, Period, Project, Relation};

/// Something wrong with a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Violation {
    /// Not one start for each activity.
    Count {
        /// Starts given.
        starts: usize,
        /// Activities there are.
        activities: usize,
    },
    /// A fact was moved.
    Fact {
        /// The activity.
        activity: usize,
    },
    /// A link does not hold.
    Link {
        /// Place of the link.
        link: usize,
        /// By how many periods.
        short: Period,
    },
    /// Starts before it may.
    TooEarly {
        /// The activity.
        activity: usize,
    },
    /// Finishes after it must.
    TooLate {
        /// The activity.
        activity: usize,
        /// By how many periods.
        periods: Period,
    },
    /// Starts in a period without work.
    StartInTimeOff {
        /// The activity.
        activity: usize,
    },
    /// More of a resource is used than there is.
    Overload {
        /// The resource.
        resource: usize,
        /// The first such period.
        period: Period,
        /// Units used.
        used: u64,
        /// Units there are.
        units: u32,
    },
    /// More has been spent than has come in.
    Overspent {
        /// The budget.
        budget: usize,
        /// The first such period.
        period: Period,
        /// By how much.
        by: i64,
    },
}

/// Every violation of a plan, the first of each resource and budget. What facts alone overload is
/// not held against a plan.
pub fn violations(project: &Project, starts: &[Period]) -> Vec<Violation> {
    let activities = project.activities.len();
    if starts.len() != activities {
        return vec![Violation::Count {
            starts: starts.len(),
            activities,
        }];
    }
    let mut found = Vec::new();
    let finishes: Vec<Period> = (0..activities)
        .map(|at| finish(project, &project.activities[at], starts[at]))
        .collect();
    for (at, activity) in project.activities.iter().enumerate() {
        own_rules(project, at, activity, starts[at], finishes[at], &mut found);
    }
    for (number, link) in project.links.iter().enumerate() {
        if project.activities[link.to].fixed_start.is_some() {
            continue;
        }
        let (from, to) = match link.relation {
            Relation::FinishToStart => (finishes[link.from], starts[link.to]),
            Relation::StartToStart => (starts[link.from], starts[link.to]),
            Relation::FinishToFinish => (finishes[link.from], finishes[link.to]),
            Relation::StartToFinish => (starts[link.from], finishes[link.to]),
        };
        let short = from + link.lag - to;
        if short > 0 {
            found.push(Violation::Link {
                link: number,
                short,
            });
        }
    }
    for resource in 0..project.resources.len() {
        found.extend(overload(project, resource, starts));
    }
    for budget in 0..project.budgets.len() {
        found.extend(overspent(project, budget, starts));
    }
    found
}

/// The end of the period in which the work is done, by counting working periods.
pub fn finish(project: &Project, activity: &Activity, start: Period) -> Period {
    let Some(calendar) = activity.calendar.filter(|_| activity.fixed_start.is_none()) else {
        return start + activity.duration;
    };
    let calendar = &project.calendars[calendar];
    let (mut at, mut left) = (start, activity.duration);
    for (from, end) in &calendar.off {
        if *end <= at || left == 0 {
            continue;
        }
        let gap = (*from - at).max(0);
        if gap >= left {
            break;
        }
        left -= gap;
        at = *end;
    }
    at + left
}

fn rests(calendar: &Calendar, period: Period) -> bool {
    calendar
        .off
        .iter()
        .any(|(from, end)| *from <= period && period < *end)
}

fn own_rules(
    project: &Project,
    at: usize,
    activity: &Activity,
    start: Period,
    finish: Period,
    found: &mut Vec<Violation>,
) {
    if let Some(fixed) = activity.fixed_start {
        if fixed != start {
            found.push(Violation::Fact { activity: at });
        }
        return;
    }
    if start < activity.start_not_earlier.max(0) {
        found.push(Violation::TooEarly { activity: at });
    }
    if let Some(latest) = activity.finish_not_later
        && finish > latest
    {
        found.push(Violation::TooLate {
            activity: at,
            periods: finish - latest,
        });
    }
    let calendar = activity
        .calendar
        .map(|calendar| &project.calendars[calendar]);
    if activity.duration > 0 && calendar.is_some_and(|calendar| rests(calendar, start)) {
        found.push(Violation::StartInTimeOff { activity: at });
    }
}

/// The stretches in which an activity works.
fn stretches(project: &Project, activity: &Activity, start: Period) -> Vec<(Period, Period)> {
    let end = finish(project, activity, start);
    let mut stretches = Vec::new();
    let mut from = start;
    if let Some(calendar) = activity.calendar.filter(|_| activity.fixed_start.is_none()) {
        for (rest, again) in &project.calendars[calendar].off {
            if *again <= from || *rest >= end {
                continue;
            }
            stretches.push((from, (*rest).max(from)));
            from = *again;
        }
    }
    stretches.push((from, end));
    stretches.retain(|(from, end)| from < end);
    stretches
}

fn overload(project: &Project, resource: usize, starts: &[Period]) -> Option<Violation> {
    // Changes of use by period: of all, and of facts alone.
    let mut changes: Vec<(Period, i64, i64)> = Vec::new();
    for (activity, start) in project.activities.iter().zip(starts) {
        let needs = activity.needs.iter().filter(|need| need.0 == resource);
        let units: i64 = needs.map(|need| i64::from(need.1)).sum();
        if units == 0 {
            continue;
        }
        let fact = if activity.fixed_start.is_some() {
            units
        } else {
            0
        };
        for (from, end) in stretches(project, activity, *start) {
            changes.push((from, units, fact));
            changes.push((end, -units, -fact));
        }
    }
    let steps = &project.resources[resource].steps;
    changes.extend(steps.iter().map(|(from, _)| (*from, 0, 0)));
    changes.sort_unstable();
    let (mut used, mut facts) = (0i64, 0i64);
    for (place, (period, units, fact)) in changes.iter().enumerate() {
        used += units;
        facts += fact;
        let last = changes.get(place + 1).is_none_or(|next| next.0 > *period);
        let units = project.resources[resource].units_in(*period);
        if last && used > i64::from(units).max(facts) {
            return Some(Violation::Overload {
                resource,
                period: *period,
                used: used as u64,
                units,
            });
        }
    }
    None
}

fn overspent(project: &Project, budget: usize, starts: &[Period]) -> Option<Violation> {
    // Inflows sort before spending of the same period. Amounts of all, and without the planned.
    let inflows = project.budgets[budget].inflows.iter();
    let mut moves: Vec<(Period, bool, i64, i64)> = inflows
        .map(|(period, amount)| (*period, false, *amount, *amount))
        .collect();
    for (activity, start) in project.activities.iter().zip(starts) {
        let fact = activity.fixed_start.is_some();
        for (_, amount) in activity.spends.iter().filter(|spend| spend.0 == budget) {
            moves.push((*start, true, -amount, if fact { -amount } else { 0 }));
        }
    }
    moves.sort_unstable();
    let (mut left, mut by_facts) = (0, 0);
    for (place, (period, _, amount, fact)) in moves.iter().enumerate() {
        left += amount;
        by_facts += fact;
        let last = moves.get(place + 1).is_none_or(|next| next.0 > *period);
        if last && left < by_facts.min(0) {
            let (period, by) = (*period, -left);
            return Some(Violation::Overspent { budget, period, by });
        }
    }
    None
}
