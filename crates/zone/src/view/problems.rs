//! Problems across the zone: what blocks which project, who must solve it, how long it has stood,
//! and whether anybody was made to act on it.
//!
//! A problem is escalated by an item: the ladder counts from there. A list proposes one where a
//! problem blocks or is late and no open item is about it.

use jiff::civil::Date;
use serde::Serialize;

use super::Looking;
use super::items::may_see;
use super::wall::NamedUnit;
use crate::authority::{Operation, Reach};
use crate::clock::DUE_SOON_DAYS;
use crate::figures::days_between;
use crate::item::ItemState;
use crate::plan::WeekKind;
use crate::problem::{Problem, Severity};
use crate::project::Project;
use crate::state::Zone;
use crate::{Colour, ItemId, Lang, ProblemId, ProjectId, UnitId, Words};

/// Which problems are asked for. Empty filters let everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProblemFilter {
    /// Problems that this unit must solve, or a unit below it.
    pub owner: Option<UnitId>,
    /// Problems of projects that this unit leads, or a unit below it.
    pub lead: Option<UnitId>,
    /// Problems of a project.
    pub project: Option<ProjectId>,
    /// Problems of a severity.
    pub severity: Option<Severity>,
    /// Only those that are late.
    pub overdue: bool,
    /// Solved ones too.
    pub solved: bool,
    /// Text in kind, description, project or units.
    pub text: Option<String>,
}

/// Problems on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemList {
    /// State known: sequence number.
    pub known_seq: u64,
    /// Date looked at.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: Date,
    /// How many there are in what is shown.
    pub counts: ProblemCounts,
    /// Open ones first: the worst, then those that have stood longest.
    pub problems: Vec<ProblemRow>,
}

/// How many problems there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemCounts {
    /// Not solved.
    pub open: u32,
    /// Of them blocking.
    pub blocking: u32,
    /// Of them late.
    pub late: u32,
    /// Of them without an open item although one is proposed.
    pub unassigned: u32,
    /// Solved.
    pub solved: u32,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemRow {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ProblemId,
    /// The event that raised it.
    pub seq: u64,
    /// Kind.
    pub kind: String,
    /// How serious.
    pub severity: Severity,
    /// The severity as it is called.
    pub severity_word: Words,
    /// What it is.
    pub description: Words,
    /// The project it blocks.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub project: ProjectId,
    /// The project's name.
    pub project_name: String,
    /// The unit that leads the project.
    pub lead: Option<NamedUnit>,
    /// Who must solve it.
    pub owner: Option<NamedUnit>,
    /// Since when.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub raised_on: Date,
    /// By when.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub due_on: Option<Date>,
    /// Since when it is solved.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub solved_on: Option<Date>,
    /// Calendar days it has stood, or stood until it was solved.
    pub stood_days: i32,
    /// Calendar days of delay it causes, as judged when raised.
    pub delay_days: u32,
    /// Working days late, below nought while there is time; none without a due date or once solved.
    pub days_late: Option<i64>,
    /// The light of an open one: red once late, yellow in its last days or while it blocks.
    pub colour: Option<Colour>,
    /// Items about it that the viewer may see.
    pub items: Vec<LinkedItem>,
    /// Whether an item is proposed: it blocks or is late, and no open item is about it.
    pub item_proposed: bool,
    /// Whether the viewer may report it as solved.
    pub may_solve: bool,
}

/// An item about a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkedItem {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ItemId,
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub state: ItemState,
    /// The state as it is called.
    pub state_word: Words,
}

/// The problems of the projects that the viewer may see, as they stood on a date.
pub fn problems(zone: &Zone, looking: Looking<'_>, filter: &ProblemFilter) -> ProblemList {
    let on = looking.true_on;
    let there = |problem: &&Problem| {
        let shown = problem.raised_on <= on && (filter.solved || problem.is_open(on));
        shown && filter.severity.is_none_or(|own| own == problem.severity)
    };
    let mut rows: Vec<ProblemRow> = zone
        .problems
        .values()
        .filter(there)
        .filter_map(|problem| Some((problem, visible(zone, looking, problem)?)))
        .filter(|(problem, project)| concerns(zone, on, filter, problem, project))
        .map(|(problem, project)| row(zone, looking, problem, project))
        .filter(|row| !filter.overdue || row.days_late.is_some_and(|late| late > 0))
        .filter(|row| reads(filter, row))
        .collect();
    rows.sort_by_key(|row| {
        let solved = row.solved_on.is_some();
        let severity = std::cmp::Reverse(row.severity);
        (solved, severity, row.raised_on, row.id)
    });
    ProblemList {
        known_seq: zone.seq,
        true_on: on,
        counts: counted(&rows),
        problems: rows,
    }
}

fn counted(rows: &[ProblemRow]) -> ProblemCounts {
    let count = |wanted: &dyn Fn(&ProblemRow) -> bool| {
        u32::try_from(rows.iter().filter(|row| wanted(row)).count()).unwrap_or(u32::MAX)
    };
    let open = |row: &ProblemRow| row.solved_on.is_none();
    ProblemCounts {
        open: count(&open),
        blocking: count(&|row| open(row) && row.severity == Severity::Blocking),
        late: count(&|row| row.colour == Some(Colour::Red)),
        unassigned: count(&|row| row.item_proposed),
        solved: count(&|row| !open(row)),
    }
}

/// The project of a problem, where the viewer may see it.
fn visible<'a>(zone: &'a Zone, looking: Looking<'_>, problem: &Problem) -> Option<&'a Project> {
    let on = looking.true_on;
    let project = zone.projects.get(&problem.project)?;
    let (level, unit) = (project.handling_level(on), project.lead_unit(on));
    looking.actor.sees(level, unit).then_some(&**project)
}

fn concerns(
    zone: &Zone,
    on: Date,
    filter: &ProblemFilter,
    problem: &Problem,
    project: &Project,
) -> bool {
    let within = |own: Option<UnitId>, wanted: Option<UnitId>| {
        wanted.is_none_or(|wanted| {
            own.is_some_and(|own| zone.is_within(zone.unit_on(own, on), wanted, on))
        })
    };
    within(problem.owner, filter.owner)
        && within(zone.lead_unit(project, on), filter.lead)
        && filter
            .project
            .is_none_or(|wanted| wanted == problem.project)
}

fn reads(filter: &ProblemFilter, row: &ProblemRow) -> bool {
    let Some(text) = &filter.text else {
        return true;
    };
    let text = text.to_lowercase();
    let units = row.lead.iter().chain(&row.owner).map(|unit| &unit.name);
    let mut texts = [&row.kind, &row.description.zh, &row.project_name]
        .into_iter()
        .chain(units);
    texts.any(|own| own.to_lowercase().contains(&text))
}

fn row(zone: &Zone, looking: Looking<'_>, problem: &Problem, project: &Project) -> ProblemRow {
    let on = looking.true_on;
    let open = problem.is_open(on);
    let unit = |id: UnitId| {
        let found = zone.units.get(&id);
        let name = found.map_or_else(|| id.to_string(), |unit| unit.name_on(on).to_owned());
        NamedUnit { id, name }
    };
    let calendar = looking.calendars.get(WeekKind::FiveDay);
    let days_late = problem
        .due_on
        .filter(|_| open)
        .map(|due| calendar.working_days_between(calendar.on_or_after(due), on));
    let late = days_late.is_some_and(|late| late > 0);
    let soon = days_late.is_some_and(|late| late >= -DUE_SOON_DAYS);
    let blocks = problem.severity == Severity::Blocking;
    let about = zone.items.values().filter(|item| {
        item.problem == Some(problem.id) && item.assigned_on <= on && may_see(zone, looking, item)
    });
    let items: Vec<LinkedItem> = about
        .map(|item| {
            let state = item.stands(on).state;
            LinkedItem {
                id: item.id,
                number: item.number_text(),
                state,
                state_word: state.word(),
            }
        })
        .collect();
    let pressed = items.iter().any(|item| item.state != ItemState::Closed);
    let description = looking.texts.find(problem.description);
    let lead = zone.lead_unit(project, on);
    ProblemRow {
        id: problem.id,
        seq: problem.seq,
        kind: problem.kind.clone(),
        severity: problem.severity,
        severity_word: problem.severity.word(),
        description: Words::new(description.shown(Lang::Zh), description.shown(Lang::En)),
        project: problem.project,
        project_name: project.name_on(on).to_owned(),
        lead: lead.map(unit),
        owner: problem.owner.map(unit),
        raised_on: problem.raised_on,
        due_on: problem.due_on,
        solved_on: problem.resolved_on.filter(|_| !open),
        stood_days: days_between(
            problem.raised_on,
            problem.resolved_on.map_or(on, |day| day.min(on)),
        ),
        delay_days: problem.delay_days,
        days_late,
        colour: open.then_some(match (late, soon || blocks) {
            (true, _) => Colour::Red,
            (false, true) => Colour::Yellow,
            (false, false) => Colour::Green,
        }),
        items,
        item_proposed: open && (late || blocks) && !pressed,
        may_solve: open && may_report(zone, looking, lead),
    }
}

/// Whether the viewer reports for the unit that leads the project.
fn may_report(zone: &Zone, looking: Looking<'_>, lead: Option<UnitId>) -> bool {
    let own = looking.actor.unit;
    match looking.actor.reach(Operation::Report) {
        Reach::Nothing => false,
        Reach::OwnUnit => {
            lead.is_some() && lead == own.map(|own| zone.unit_on(own, looking.true_on))
        }
        Reach::All => true,
    }
}
