//! What would have to change for a project to be over in time.
//!
//! Promises: every set of changes told was tried: a plan with it is over in time (or by the date
//! told), and without any one member of it none was found. What no search of this effort finds is
//! not told.

use crate::instance::Instance;
use crate::problem::Refusal;
use crate::project::{Period, Project};
use crate::run::{Answer, Options, Progress, solve};

/// A limit raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raise {
    /// The resource.
    pub resource: usize,
    /// The most units there are now.
    pub from: u32,
    /// The most there must be: so many more at all times.
    pub to: u32,
}

/// What would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// With all limits as they are: when the project is over.
    pub finish: Period,
    /// However many units there are: when it is over by links, calendars and dates alone.
    pub unlimited: Period,
    /// The limits to raise so that it is over at `finish_raised`; none if there are no limits that
    /// matter.
    pub raises: Vec<Raise>,
    /// The required end, or `unlimited` where that is later.
    pub finish_raised: Period,
}

/// Finds what would do for a project that is to be over by `end`.
///
/// # Errors
/// What is wrong with the project.
pub fn changes(
    project: &Project,
    end: Period,
    options: &Options,
    go_on: &(dyn Fn(&Progress) -> bool + Sync),
) -> Result<Changes, Refusal> {
    let search = |project: &Project| -> Result<Answer, Refusal> {
        Ok(solve(&Instance::new(project.clone())?, options, go_on))
    };
    let finish = search(project)?.cost.makespan;
    let mut wide = project.clone();
    for at in 0..wide.resources.len() {
        let most = all_needs(project, at);
        raise(&mut wide, at, most);
    }
    let free = search(&wide)?;
    let target = end.max(free.cost.makespan);
    // From what that plan takes at its peak, each limit is brought back if it can be.
    let mut more: Vec<u32> = (0..project.resources.len())
        .map(|at| peak(project, at, &free.starts).saturating_sub(most_units(project, at)))
        .collect();
    let fits = |more: &[u32]| -> Result<bool, Refusal> {
        let mut tried = project.clone();
        for (at, more) in more.iter().enumerate() {
            raise(&mut tried, at, *more);
        }
        Ok(search(&tried)?.cost.makespan <= target)
    };
    if finish <= target {
        more.fill(0);
    }
    for at in 0..more.len() {
        let (mut low, mut high) = (0, more[at]);
        if high == 0 {
            continue;
        }
        // The least that does, the others as they are by now; none at all first.
        more[at] = 0;
        if fits(&more)? {
            continue;
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            more[at] = middle;
            if fits(&more)? {
                high = middle;
            } else {
                low = middle;
            }
        }
        more[at] = high;
    }
    let raises = more.iter().enumerate().filter(|(_, more)| **more > 0);
    let raises = raises.map(|(resource, more)| {
        let from = most_units(project, resource);
        Raise {
            resource,
            from,
            to: from + more,
        }
    });
    Ok(Changes {
        finish,
        unlimited: free.cost.makespan,
        raises: raises.collect(),
        finish_raised: target,
    })
}

fn raise(project: &mut Project, resource: usize, more: u32) {
    for step in &mut project.resources[resource].steps {
        step.1 = step.1.saturating_add(more);
    }
}

fn most_units(project: &Project, resource: usize) -> u32 {
    let steps = project.resources[resource].steps.iter();
    steps.map(|step| step.1).max().unwrap_or(0)
}

/// What all activities at once would take.
fn all_needs(project: &Project, resource: usize) -> u32 {
    let needs = project.activities.iter().flat_map(|of| &of.needs);
    let units = needs.filter(|need| need.0 == resource).map(|need| need.1);
    units.fold(0, u32::saturating_add)
}

/// The most that a plan takes at a time; rests are counted as if work went on.
fn peak(project: &Project, resource: usize, starts: &[Period]) -> u32 {
    let mut moves = Vec::new();
    for (activity, start) in project.activities.iter().zip(starts) {
        let needs = activity.needs.iter().filter(|need| need.0 == resource);
        let units: i64 = needs.map(|need| i64::from(need.1)).sum();
        if units > 0 && activity.duration > 0 {
            let finish = crate::checker::finish(project, activity, *start);
            moves.push((*start, units));
            moves.push((finish, -units));
        }
    }
    moves.sort_unstable();
    let (mut used, mut most) = (0, 0);
    for (_, units) in moves {
        used += units;
        most = most.max(used);
    }
    u32::try_from(most).unwrap_or(u32::MAX)
}
