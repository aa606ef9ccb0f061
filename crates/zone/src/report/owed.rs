//! Who owes a report of what.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cycle::Cycle;
use crate::project::Project;
use crate::state::Zone;
use crate::{Field, ProjectId, UnitId, lineage};

/// Fields that a line of a running project must have: without the year's investment the month
/// cannot be judged. Whatever else the unit knows may be left blank.
pub const NEEDED: [Field; 1] = [Field::ReportedYtd];

/// The projects a unit owes a report of, in order of ids.
pub fn owed(zone: &Zone, cycle: &Cycle, unit: UnitId) -> Vec<ProjectId> {
    running(zone, cycle)
        .filter(|(_, lead)| *lead == unit)
        .map(|(project, _)| project.id)
        .collect()
}

/// Every unit that owes a report, with its projects.
pub fn debtors(zone: &Zone, cycle: &Cycle) -> BTreeMap<UnitId, Vec<ProjectId>> {
    let mut debtors: BTreeMap<UnitId, Vec<ProjectId>> = BTreeMap::new();
    for (project, lead) in running(zone, cycle) {
        debtors.entry(lead).or_default().push(project.id);
    }
    debtors
}

/// Whether a unit may report of a project, owed or not: one that rests may have news too.
pub fn may_report(zone: &Zone, cycle: &Cycle, unit: UnitId, project: &Project) -> bool {
    project.exists_on(cycle.until)
        && lineage::ended(&project.lineage, cycle.until).is_none()
        && zone.lead_unit(project, cycle.until) == Some(unit)
}

/// Projects that run at the end of the period or finished within it, with the unit that answers
/// for each then. What rests owes nothing.
fn running<'a>(
    zone: &'a Zone,
    cycle: &'a Cycle,
) -> impl Iterator<Item = (&'a Arc<Project>, UnitId)> {
    let there = |project: &&Arc<Project>| {
        let finished = project.date(&Field::ActualFinish, cycle.until);
        project.exists_on(cycle.until)
            && project.standing(cycle.until).is_none()
            && finished.is_none_or(|day| day >= cycle.from)
    };
    let running = zone.projects.values().filter(there);
    running.filter_map(|project| Some((project, zone.lead_unit(project, cycle.until)?)))
}
