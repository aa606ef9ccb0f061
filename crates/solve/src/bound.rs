//! Lower bounds of the makespan that cost next to nothing.

use crate::instance::Instance;
use crate::project::Period;

/// Longest path from each activity's start to the end, by links alone.
pub(crate) fn tails(instance: &Instance) -> Vec<Period> {
    let activity = |at: u32| &instance.project.activities[at as usize];
    let mut tails: Vec<Period> = instance
        .free
        .iter()
        .map(|at| activity(*at).duration)
        .collect();
    let mut links = instance.links.clone();
    links.sort_unstable_by_key(|link| std::cmp::Reverse(link.from));
    for link in links {
        let tail = tails[link.to as usize] + link.distance;
        tails[link.from as usize] = tails[link.from as usize].max(tail);
    }
    tails
}

/// Longest path from the beginning to each activity's start, by links and dates alone.
pub(crate) fn heads(instance: &Instance) -> Vec<Period> {
    let mut heads = instance.earliest.clone();
    let mut links = instance.links.clone();
    links.sort_unstable_by_key(|link| link.to);
    for link in links {
        let head = heads[link.from as usize] + link.distance;
        heads[link.to as usize] = heads[link.to as usize].max(head);
    }
    heads
}

/// No plan is shorter: the longest path, and the work of each resource that must lie between the
/// least head and the least tail of those who need it.
pub(crate) fn quick(instance: &Instance) -> Period {
    let (heads, tails) = (heads(instance), tails(instance));
    let path = heads
        .iter()
        .zip(&tails)
        .map(|(head, tail)| head + tail)
        .max()
        .unwrap_or(0);
    let energy =
        (0..instance.project.resources.len()).map(|at| energy(instance, at, &heads, &tails));
    path.max(instance.fixed_finish)
        .max(energy.max().unwrap_or(0))
}

/// Steps spent on one resource.
const ENERGY_STEPS: usize = 500_000;

fn energy(instance: &Instance, resource: usize, heads: &[Period], tails: &[Period]) -> Period {
    let project = &instance.project;
    let most = project.resources[resource]
        .steps
        .iter()
        .map(|step| step.1)
        .max()
        .unwrap_or(0);
    let mut users: Vec<(Period, Period, i64)> = Vec::new();
    for (at, id) in instance.free.iter().enumerate() {
        let activity = &project.activities[*id as usize];
        let needs = activity.needs.iter().filter(|need| need.0 == resource);
        let units: i64 = needs.map(|need| i64::from(need.1)).sum();
        let work = units * i64::from(activity.duration);
        if work > 0 {
            users.push((heads[at], tails[at] - activity.duration, work));
        }
    }
    if most == 0 {
        return 0;
    }
    // For each head: those with no smaller head, by falling rest after them.
    users.sort_unstable_by_key(|user| std::cmp::Reverse(user.1));
    let mut heads: Vec<Period> = users.iter().map(|user| user.0).collect();
    heads.sort_unstable();
    heads.dedup();
    // All of them in a small project; in a portfolio the first ones tell.
    heads.truncate((ENERGY_STEPS / users.len().max(1)).max(1));
    let mut best = 0;
    for head in heads {
        let mut work = 0;
        for user in users.iter().filter(|user| user.0 >= head) {
            work += user.2;
            let needed = (work + i64::from(most) - 1) / i64::from(most);
            best = best.max(i64::from(head) + needed + i64::from(user.1));
        }
    }
    best.min(i64::from(Period::MAX)) as Period
}
