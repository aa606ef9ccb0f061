//! A project as the exact search sees it.

use crate::engine;
use crate::instance::Instance;
use crate::project::Period;

/// Most activities for which it is worth its while.
const ACTIVITIES_MAX: usize = 400;

/// What is to be scheduled: fixed durations, limits by resource.
#[derive(Debug, Clone, Default)]
pub(crate) struct Task {
    pub(crate) durations: Vec<Period>,
    /// Predecessor, successor, least distance of the starts; predecessors have lower numbers.
    pub(crate) links: Vec<(u32, u32, Period)>,
    pub(crate) earliest: Vec<Period>,
    pub(crate) latest_finish: Vec<Period>,
    /// Of each resource: who needs how much.
    pub(crate) users: Vec<Vec<(u32, i32)>>,
    /// Of each resource: units by period while they vary, the last for ever after.
    pub(crate) units: Vec<Vec<i32>>,
}

impl Task {
    /// The task of a project without wishes, calendars and budgets; nothing for others.
    pub(crate) fn new(instance: &Instance) -> Option<Task> {
        let count = instance.len();
        if count > ACTIVITIES_MAX || !engine::dues(instance).is_empty() {
            return None;
        }
        let resources = instance.project.resources.len();
        let mut users = vec![Vec::new(); resources];
        for at in 0..count {
            let activity = instance.activity(at);
            for (resource, need) in &activity.needs {
                if activity.duration > 0 && *need > 0 {
                    users[*resource].push((at as u32, *need as i32));
                }
            }
        }
        Some(Task {
            durations: (0..count)
                .map(|at| instance.activity(at).duration)
                .collect(),
            links: instance
                .links
                .iter()
                .map(|link| (link.from, link.to, link.distance))
                .collect(),
            earliest: instance.earliest.clone(),
            latest_finish: instance.latest_finish.clone(),
            users,
            units: engine::units(instance)
                .into_iter()
                .map(|units| units.into_iter().map(|units| units as i32).collect())
                .collect(),
        })
    }
}
