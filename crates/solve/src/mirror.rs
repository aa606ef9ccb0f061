//! A project seen from its required end: time runs backwards, so that the earliest plan of the
//! mirror image is the latest plan of the project.

use crate::checker;
use crate::project::{Activity, Calendar, Due, Link, Period, Project, Relation, Resource};

/// What a period of breaking a release weighs in a mirror image, where it is a wished date.
const RELEASE_WEIGHT: u32 = 1_000;

/// The mirror image about a period: what ended there begins at 0. Facts stay facts; releases
/// become wished dates and dates that must be met become releases. Nothing if there are budgets:
/// what has come in by a date has no mirror image.
pub fn mirrored(project: &Project, end: Period) -> Option<Project> {
    if !project.budgets.is_empty() {
        return None;
    }
    Some(Project {
        activities: project
            .activities
            .iter()
            .map(|activity| mirror_activity(activity, end))
            .collect(),
        links: project.links.iter().map(mirror_link).collect(),
        resources: project
            .resources
            .iter()
            .map(|resource| mirror_resource(resource, end))
            .collect(),
        budgets: Vec::new(),
        calendars: project
            .calendars
            .iter()
            .map(|calendar| mirror_calendar(calendar, end))
            .collect(),
    })
}

/// Starts in the project from starts in its mirror image.
pub fn reflected(image: &Project, starts: &[Period], end: Period) -> Vec<Period> {
    let activities = image.activities.iter().zip(starts);
    activities
        .map(|(activity, start)| end - checker::finish(image, activity, *start))
        .collect()
}

fn mirror_activity(activity: &Activity, end: Period) -> Activity {
    let wished = activity.due.map(|due| due.at);
    let latest = activity.finish_not_later.into_iter().chain(wished).min();
    Activity {
        start_not_earlier: latest.map_or(0, |latest| (end - latest).max(0)),
        finish_not_later: None,
        due: (activity.start_not_earlier > 0).then(|| Due {
            at: (end - activity.start_not_earlier).max(0),
            weight: RELEASE_WEIGHT,
        }),
        fixed_start: activity
            .fixed_start
            .map(|start| end - start - activity.duration),
        ..activity.clone()
    }
}

fn mirror_link(link: &Link) -> Link {
    Link {
        from: link.to,
        to: link.from,
        relation: match link.relation {
            Relation::StartToStart => Relation::FinishToFinish,
            Relation::FinishToFinish => Relation::StartToStart,
            same => same,
        },
        lag: link.lag,
    }
}

/// Before its first step a resource is taken to have what it has then, or no plan that begins
/// too early could be told.
fn mirror_resource(resource: &Resource, end: Period) -> Resource {
    let mut steps = Vec::new();
    for (at, (_, units)) in resource.steps.iter().enumerate().rev() {
        let next = resource.steps.get(at + 1);
        let from = next.map_or(0, |next| (end - next.0).max(0));
        match steps.last_mut() {
            // Lies beyond the end as a whole.
            Some((last, kept)) if *last == from => *kept = *units,
            _ => steps.push((from, *units)),
        }
    }
    Resource {
        key: resource.key.clone(),
        steps,
    }
}

fn mirror_calendar(calendar: &Calendar, end: Period) -> Calendar {
    let off = calendar.off.iter().rev();
    let turned = off.map(|(from, to)| ((end - to).max(0), end - from));
    Calendar {
        key: calendar.key.clone(),
        off: turned.filter(|(from, to)| from < to).collect(),
    }
}
