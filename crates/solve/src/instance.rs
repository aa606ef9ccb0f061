//! A project checked and made ready for the search.
//!
//! Promises: all problems at once; what is accepted can be planned by links and resources (dates
//! that must be met may still turn out impossible, which a plan then says). Activities that
//! really started are taken out: they hold their resources and bound what is linked to them.
//! Those that remain are renumbered, predecessors first.

use crate::problem::Refusal;
use crate::project::{Activity, Period, Project, Relation};
use crate::validate;

/// A checked project. The search works on it.
#[derive(Debug, Clone)]
pub struct Instance {
    pub(crate) project: Project,
    /// Place in the project of each activity still to be planned, predecessors first.
    pub(crate) free: Vec<u32>,
    /// Links between those, by their new numbers.
    pub(crate) links: Vec<FreeLink>,
    /// Earliest start by dates and by links from fixed activities.
    pub(crate) earliest: Vec<Period>,
    /// Latest finish by dates and by links into fixed activities; `Period::MAX` if none.
    pub(crate) latest_finish: Vec<Period>,
    /// No plan without idle waiting reaches beyond this.
    pub(crate) horizon: i64,
    /// The latest finish of a fixed activity.
    pub(crate) fixed_finish: Period,
}

/// A distance so far back that it never binds.
const UNKNOWN: Period = Period::MIN / 4;

/// A link between activities to be planned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FreeLink {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) relation: Relation,
    pub(crate) lag: Period,
    /// Least distance of the starts, where neither end has a calendar.
    pub(crate) distance: Period,
}

impl Instance {
    /// Checks a project.
    ///
    /// # Errors
    /// All problems at once.
    pub fn new(project: Project) -> Result<Instance, Refusal> {
        let order = validate::check(&project)?;
        let mut place = vec![u32::MAX; project.activities.len()];
        let is_free = |at: &u32| project.activities[*at as usize].fixed_start.is_none();
        let free: Vec<u32> = order.into_iter().filter(is_free).collect();
        for (new, old) in free.iter().enumerate() {
            place[*old as usize] = new as u32;
        }
        let of_free = |get: fn(&Activity) -> Period| -> Vec<Period> {
            free.iter()
                .map(|at| get(&project.activities[*at as usize]))
                .collect()
        };
        let mut earliest = of_free(|activity| activity.start_not_earlier.max(0));
        let mut latest_finish =
            of_free(|activity| activity.finish_not_later.unwrap_or(Period::MAX));
        let mut links = Vec::with_capacity(project.links.len());
        for link in &project.links {
            let (from, to) = (&project.activities[link.from], &project.activities[link.to]);
            let before = if link.relation.from_finish() {
                from.duration
            } else {
                0
            };
            let after = if link.relation.to_start() {
                0
            } else {
                to.duration
            };
            match (from.fixed_start, to.fixed_start) {
                (None, None) => links.push(FreeLink {
                    from: place[link.from],
                    to: place[link.to],
                    relation: link.relation,
                    lag: link.lag,
                    // How long an activity lasts that rests between is not known beforehand.
                    distance: if to.calendar.is_some() && after > 0 {
                        UNKNOWN
                    } else {
                        before + link.lag - after
                    },
                }),
                // With calendars the ends of facts are still facts: finish is start and duration.
                (Some(start), None) => {
                    let at = &mut earliest[place[link.to] as usize];
                    *at = (*at).max(start + before + link.lag - after);
                }
                (None, Some(start)) => {
                    let end = start + after - link.lag - before;
                    let at = &mut latest_finish[place[link.from] as usize];
                    *at = (*at).min(end.saturating_add(from.duration));
                }
                (Some(_), Some(_)) => {}
            }
        }
        let horizon = validate::horizon(&project);
        let ends = project
            .activities
            .iter()
            .filter_map(|activity| activity.fixed_start.map(|start| start + activity.duration));
        let fixed_finish = ends.max().unwrap_or(0).max(0);
        Ok(Instance {
            project,
            free,
            links,
            earliest,
            latest_finish,
            horizon,
            fixed_finish,
        })
    }

    /// The project as it was given.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// An activity still to be planned, by its new number.
    pub(crate) fn activity(&self, at: usize) -> &Activity {
        &self.project.activities[self.free[at] as usize]
    }

    /// How many activities are still to be planned.
    pub(crate) fn len(&self) -> usize {
        self.free.len()
    }
}

impl Relation {
    /// Whether it ties the predecessor's finish (else its start).
    pub fn from_finish(self) -> bool {
        matches!(self, Relation::FinishToStart | Relation::FinishToFinish)
    }

    /// Whether it ties the successor's start (else its finish).
    pub fn to_start(self) -> bool {
        matches!(self, Relation::FinishToStart | Relation::StartToStart)
    }
}
