//! What a practice could be written from: what is over, and nobody has written about yet.

use jiff::civil::Date;
use serde::Serialize;

use super::sheet::source;
use crate::authority::{Operation, Reach};
use crate::decide::practice::{concerns, is_over};
use crate::item::StepKind;
use crate::practice::PracticeSource;
use crate::state::Zone;
use crate::view::cycles::named;
use crate::view::meetings::shown;
use crate::view::wall::NamedUnit;
use crate::view::{Looking, items};
use crate::{Field, HandlingLevel, ProjectId, UnitId, Words};

/// Something a practice could be written from, with what is known of it already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenSource {
    /// `Q3`, `P12` or `S7`.
    pub key: String,
    /// What it is.
    pub kind_word: Words,
    /// What it is called.
    pub name: Words,
    /// The project it is about.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub project: Option<ProjectId>,
    /// The project's name.
    pub project_name: Option<String>,
    /// The unit that would write it.
    pub unit: Option<NamedUnit>,
    /// Since when it is over.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub over_on: Option<Date>,
    /// The kinds of problems it was about.
    pub kinds: Vec<String>,
    /// The stage its project was in.
    pub stages: Vec<String>,
    /// The narrowest level it may be read at.
    pub level: HandlingLevel,
    /// What units answered on the way: where its text begins.
    pub answers: Vec<Words>,
}

/// What the viewer could write practices from, what is over last first.
pub fn sources(zone: &Zone, looking: Looking<'_>) -> Vec<OpenSource> {
    let on = looking.true_on;
    let reach = looking.actor.reach(Operation::WritePractices);
    if reach == Reach::Nothing {
        return Vec::new();
    }
    let problems = zone.problems.keys().copied().map(PracticeSource::Problem);
    let projects = zone.projects.keys().copied().map(PracticeSource::Project);
    let items = zone.items.keys().copied().map(PracticeSource::Item);
    let mine = |own: PracticeSource| {
        let unit = looking.actor.unit;
        reach == Reach::All || unit.is_some_and(|unit| concerns(zone, own, unit, on))
    };
    let written = |own: PracticeSource| {
        let mut all = zone.practices.values();
        all.any(|practice| practice.source == own && practice.withdrawn.is_none())
    };
    let all = problems.chain(projects).chain(items);
    let open = all.filter(|own| is_over(zone, *own, on) && mine(*own) && !written(*own));
    let mut found: Vec<OpenSource> = open.filter_map(|own| view(zone, looking, own)).collect();
    found.sort_by_key(|own| (std::cmp::Reverse(own.over_on), own.key.clone()));
    found
}

fn view(zone: &Zone, looking: Looking<'_>, own: PracticeSource) -> Option<OpenSource> {
    let on = looking.true_on;
    let seen = source(zone, looking, own);
    let project = own.project(zone);
    let lead = project.and_then(|project| zone.lead_unit(project, on));
    let (over_on, unit, problem) = match own {
        PracticeSource::Problem(id) => {
            let problem = zone.problems.get(&id)?;
            (problem.resolved_on, problem.owner.or(lead), Some(id))
        }
        PracticeSource::Project(id) => {
            let project = zone.projects.get(&id)?;
            (project.date(&Field::ActualFinish, on), lead, None)
        }
        PracticeSource::Item(id) => {
            let item = zone.items.get(&id)?;
            (item.stands(on).closed_on, Some(item.lead), item.problem)
        }
    };
    let kind = problem.and_then(|id| Some(zone.problems.get(&id)?.kind.clone()));
    // The stage it was in while it was worked on, not where it has got to since.
    let worked = over_on.unwrap_or(on);
    let stage = project.and_then(|project| project.text(&Field::Stage, worked));
    let writes = looking.actor.reach(Operation::WritePractices) != Reach::All;
    let unit: Option<UnitId> = looking.actor.unit.filter(|_| writes).or(unit);
    Some(OpenSource {
        key: seen.key?,
        kind_word: seen.kind_word,
        name: seen.name?,
        project: seen.project,
        project_name: seen.project_name,
        unit: unit.map(|unit| named(zone, zone.unit_on(unit, on), on)),
        over_on,
        kinds: kind.into_iter().collect(),
        stages: stage.map(str::to_owned).into_iter().collect(),
        level: project.map_or(HandlingLevel::default(), |own| own.handling_level(on)),
        answers: answers(zone, looking, own),
    })
}

/// What units answered to the item, or to the items about the problem.
fn answers(zone: &Zone, looking: Looking<'_>, own: PracticeSource) -> Vec<Words> {
    let about = zone.items.values().filter(|item| match own {
        PracticeSource::Problem(id) => item.problem == Some(id),
        PracticeSource::Item(id) => item.id == id,
        PracticeSource::Project(_) => false,
    });
    let seen = about.filter(|item| items::may_see(zone, looking, item));
    let answers = seen.flat_map(|item| &item.steps);
    let answers = answers.filter(|step| step.what == StepKind::Answered);
    answers
        .filter_map(|step| Some(shown(looking, step.text?)))
        .collect()
}
