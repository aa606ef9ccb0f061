//! Checking a project: every problem at once.

use crate::limits::{
    ACTIVITIES_MAX, DURATION_MAX, FIXED_MIN, HORIZON_MAX, LINKS_MAX, PROBLEMS_MAX, RESOURCES_MAX,
};
use crate::problem::{Problem, Refusal};
use crate::project::{Activity, Period, Project, Resource};

/// The order of the activities, predecessors first; or all problems.
pub(crate) fn check(project: &Project) -> Result<Vec<u32>, Refusal> {
    let mut problems = Vec::new();
    counts(project, &mut problems);
    refuse(&mut problems)?;
    lists(project, &mut problems);
    for activity in &project.activities {
        numbers(project, activity, &mut problems);
    }
    links(project, &mut problems);
    // What follows relies on sound numbers and places.
    refuse(&mut problems)?;
    let periods = horizon(project);
    if periods > HORIZON_MAX {
        problems.push(Problem::TooLong {
            periods,
            most: HORIZON_MAX,
        });
    }
    needs(project, &mut problems);
    budgets(project, &mut problems);
    let order = match order(project) {
        Ok(order) => order,
        Err(circle) => {
            let name = |at: &usize| project.activities[*at].key.clone();
            let activities = circle.iter().map(name).collect();
            problems.push(Problem::Loop { activities });
            Vec::new()
        }
    };
    refuse(&mut problems)?;
    dates(project, &order, &mut problems);
    refuse(&mut problems)?;
    Ok(order)
}

/// Where everything ends if it is done one after the other, with every wait and rest.
pub(crate) fn horizon(project: &Project) -> i64 {
    let activities = project.activities.iter();
    let work: i64 = activities
        .clone()
        .map(|activity| i64::from(activity.duration))
        .sum();
    let waits: i64 = project
        .links
        .iter()
        .map(|link| i64::from(link.lag.max(0)))
        .sum();
    let latest = activities.map(|activity| {
        let fixed = activity
            .fixed_start
            .map_or(0, |start| i64::from(start) + i64::from(activity.duration));
        i64::from(activity.start_not_earlier).max(fixed)
    });
    let steps = project
        .resources
        .iter()
        .flat_map(|resource| &resource.steps);
    let inflows = project.budgets.iter().flat_map(|budget| &budget.inflows);
    let rests = project.calendars.iter().flat_map(|calendar| &calendar.off);
    let change = steps
        .map(|(at, _)| i64::from(*at))
        .chain(inflows.map(|(at, _)| i64::from(*at)))
        .chain(rests.map(|(_, end)| i64::from(*end)));
    work + waits + latest.max().unwrap_or(0).max(0) + change.max().unwrap_or(0).max(0)
}

fn refuse(problems: &mut Vec<Problem>) -> Result<(), Refusal> {
    if problems.is_empty() {
        return Ok(());
    }
    problems.truncate(PROBLEMS_MAX);
    Err(Refusal {
        problems: std::mem::take(problems),
    })
}

fn counts(project: &Project, problems: &mut Vec<Problem>) {
    let counts = [
        ("activities", project.activities.len(), ACTIVITIES_MAX),
        ("links", project.links.len(), LINKS_MAX),
        (
            "resources",
            project.resources.len() + project.budgets.len(),
            RESOURCES_MAX,
        ),
    ];
    for (what, count, most) in counts {
        if count > most {
            problems.push(Problem::TooMany { what, count, most });
        }
    }
}

fn lists(project: &Project, problems: &mut Vec<Problem>) {
    for resource in &project.resources {
        let steps = &resource.steps;
        if !steps.is_sorted_by(|one, next| one.0 < next.0) {
            problems.push(Problem::Disorder {
                of: resource.key.clone(),
            });
        }
        for (at, _) in steps {
            within(
                &resource.key,
                "start not earlier",
                *at,
                FIXED_MIN,
                -FIXED_MIN,
                problems,
            );
        }
    }
    for budget in &project.budgets {
        for (at, amount) in &budget.inflows {
            within(
                &budget.key,
                "start not earlier",
                *at,
                FIXED_MIN,
                -FIXED_MIN,
                problems,
            );
            if !(0..=1i64 << 52).contains(amount) {
                problems.push(absurd(&budget.key, "amount", *amount, 0, 1 << 52));
            }
        }
    }
    for calendar in &project.calendars {
        let off = &calendar.off;
        let apart = off.is_sorted_by(|one, next| one.1 < next.0);
        if !apart || off.iter().any(|(from, end)| from >= end) {
            problems.push(Problem::Disorder {
                of: calendar.key.clone(),
            });
        }
        for (_, end) in off {
            within(
                &calendar.key,
                "start not earlier",
                *end,
                FIXED_MIN,
                -FIXED_MIN,
                problems,
            );
        }
    }
}

fn within(
    of: &str,
    what: &'static str,
    value: Period,
    least: Period,
    most: Period,
    problems: &mut Vec<Problem>,
) {
    if !(least..=most).contains(&value) {
        problems.push(absurd(of, what, value.into(), least.into(), most.into()));
    }
}

fn absurd(of: &str, what: &'static str, value: i64, least: i64, most: i64) -> Problem {
    Problem::Absurd {
        of: of.to_owned(),
        what,
        value,
        least,
        most,
    }
}

fn numbers(project: &Project, activity: &Activity, problems: &mut Vec<Problem>) {
    let key = &activity.key;
    within(
        key,
        "duration",
        activity.duration,
        0,
        DURATION_MAX,
        problems,
    );
    within(
        key,
        "start not earlier",
        activity.start_not_earlier,
        FIXED_MIN,
        -FIXED_MIN,
        problems,
    );
    if let Some(start) = activity.fixed_start {
        within(key, "fixed start", start, FIXED_MIN, -FIXED_MIN, problems);
    }
    let mut missing = |what: String| {
        let by = key.clone();
        problems.push(Problem::Missing { by, what });
    };
    for (resource, _) in &activity.needs {
        if *resource >= project.resources.len() {
            missing(format!("resource {resource}"));
        }
    }
    for (budget, _) in &activity.spends {
        if *budget >= project.budgets.len() {
            missing(format!("budget {budget}"));
        }
    }
    if activity
        .calendar
        .is_some_and(|at| at >= project.calendars.len())
    {
        missing("calendar".to_owned());
    }
    for (_, amount) in &activity.spends {
        if !(0..=1i64 << 40).contains(amount) {
            problems.push(absurd(key, "amount", *amount, 0, 1 << 40));
        }
    }
}

fn links(project: &Project, problems: &mut Vec<Problem>) {
    let count = project.activities.len();
    for (number, link) in project.links.iter().enumerate() {
        let name = || format!("link {}", number + 1);
        for end in [link.from, link.to] {
            if end >= count {
                problems.push(Problem::Missing {
                    by: name(),
                    what: format!("activity {end}"),
                });
            }
        }
        if link.lag.abs() > DURATION_MAX {
            problems.push(absurd(
                &name(),
                "lag",
                link.lag.into(),
                (-DURATION_MAX).into(),
                DURATION_MAX.into(),
            ));
        }
    }
}

/// A need must be there for long enough at some time after any release, else no plan exists.
fn needs(project: &Project, problems: &mut Vec<Problem>) {
    for activity in &project.activities {
        if activity.fixed_start.is_some() || activity.duration == 0 {
            continue;
        }
        for (at, need) in &activity.needs {
            let resource = &project.resources[*at];
            let limit = most_for(
                resource,
                activity.start_not_earlier.max(0),
                activity.duration,
            );
            if *need > limit {
                problems.push(Problem::NeedAboveLimit {
                    activity: activity.key.clone(),
                    resource: resource.key.clone(),
                    need: *need,
                    limit,
                });
            }
        }
    }
}

/// The most units a resource has throughout any `length` periods from `from` on.
fn most_for(resource: &Resource, from: Period, length: Period) -> u32 {
    let steps = &resource.steps;
    let mut best = steps.last().map_or(0, |step| step.1);
    let begins = std::iter::once(from).chain(steps.iter().map(|step| step.0.max(from)));
    for begin in begins {
        let inside = steps
            .iter()
            .filter(|step| step.0 > begin && step.0 < begin + length);
        let least = inside.map(|step| step.1).min().unwrap_or(u32::MAX);
        best = best.max(least.min(resource.units_in(begin)));
    }
    best
}

fn budgets(project: &Project, problems: &mut Vec<Problem>) {
    for (at, budget) in project.budgets.iter().enumerate() {
        let spends = project
            .activities
            .iter()
            .flat_map(|activity| &activity.spends);
        let needed = spends
            .filter(|spend| spend.0 == at)
            .map(|spend| spend.1)
            .sum();
        let there = budget.inflows.iter().map(|inflow| inflow.1).sum();
        if needed > there {
            problems.push(Problem::BudgetTooSmall {
                budget: budget.key.clone(),
                needed,
                there,
            });
        }
    }
}

/// The activities, predecessors first and otherwise in the order given; or a circle.
fn order(project: &Project) -> Result<Vec<u32>, Vec<usize>> {
    let count = project.activities.len();
    let mut waiting = vec![0u32; count];
    let mut first = vec![0u32; count + 1];
    for link in &project.links {
        waiting[link.to] += 1;
        first[link.from + 1] += 1;
    }
    for at in 1..first.len() {
        first[at] += first[at - 1];
    }
    let mut next = first.clone();
    let mut targets = vec![0u32; project.links.len()];
    for link in &project.links {
        targets[next[link.from] as usize] = link.to as u32;
        next[link.from] += 1;
    }
    let mut order: Vec<u32> = (0..count as u32)
        .filter(|at| waiting[*at as usize] == 0)
        .collect();
    let mut done = 0;
    while let Some(&at) = order.get(done) {
        done += 1;
        for &to in &targets[first[at as usize] as usize..first[at as usize + 1] as usize] {
            waiting[to as usize] -= 1;
            if waiting[to as usize] == 0 {
                order.push(to);
            }
        }
    }
    if order.len() == count {
        Ok(order)
    } else {
        Err(circle(project, &waiting))
    }
}

/// One circle among the activities that still wait: each waits for one that waits too.
fn circle(project: &Project, waiting: &[u32]) -> Vec<usize> {
    let mut before = vec![usize::MAX; waiting.len()];
    for link in &project.links {
        if waiting[link.from] > 0 {
            before[link.to] = link.from;
        }
    }
    let mut at = waiting.iter().position(|count| *count > 0).unwrap_or(0);
    let mut seen = vec![false; waiting.len()];
    while !seen[at] {
        seen[at] = true;
        at = before[at];
    }
    let mut circle = vec![at];
    let mut step = before[at];
    while step != at {
        circle.push(step);
        step = before[step];
    }
    circle.reverse();
    circle
}

/// Earliest finishes by links and dates alone, against the dates that must be met.
fn dates(project: &Project, order: &[u32], problems: &mut Vec<Problem>) {
    let mut first: Vec<Vec<usize>> = vec![Vec::new(); project.activities.len()];
    for (number, link) in project.links.iter().enumerate() {
        first[link.to].push(number);
    }
    let mut starts = vec![0i64; project.activities.len()];
    for &at in order {
        let activity = &project.activities[at as usize];
        let mut start = i64::from(activity.start_not_earlier.max(0));
        for number in &first[at as usize] {
            let link = &project.links[*number];
            let from = &project.activities[link.from];
            let before = if link.relation.from_finish() {
                from.duration
            } else {
                0
            };
            let after = if link.relation.to_start() {
                0
            } else {
                activity.duration
            };
            let distance = i64::from(before) + i64::from(link.lag) - i64::from(after);
            start = start.max(starts[link.from] + distance);
        }
        starts[at as usize] = activity.fixed_start.map_or(start, i64::from);
        let earliest_finish = starts[at as usize] + i64::from(activity.duration);
        if let (Some(latest), None) = (activity.finish_not_later, activity.fixed_start)
            && earliest_finish > i64::from(latest)
        {
            problems.push(Problem::Contradiction {
                activity: activity.key.clone(),
                earliest_finish: earliest_finish as Period,
                finish_not_later: latest,
            });
        }
    }
}
