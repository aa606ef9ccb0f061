//! The lights of all projects on a date.

use jiff::civil::Date;

use crate::figures::Figures;
use crate::rule::CompiledRuleSet;
use crate::state::Zone;
use crate::{Calendars, Colour, ProjectId};

/// The colour of every project that exists and runs on a date, as a closing cycle fixes them.
/// An exemption suspends the light: it is fixed as grey.
pub fn all(
    zone: &Zone,
    calendars: &Calendars,
    rules: &CompiledRuleSet,
    on: Date,
) -> Vec<(ProjectId, Colour)> {
    zone.projects
        .values()
        .filter(|project| project.exists_on(on) && project.standing(on).is_none())
        .map(|project| {
            let figures = Figures::of(calendars, project, on, rules.set.time_share);
            let light = rules.judge(&rules.inputs(zone, project, &figures));
            let exempt = project.exemption(on).is_some();
            (project.id, if exempt { Colour::Grey } else { light.colour })
        })
        .collect()
}
