//! One practice: what it says, where it comes from, what waits, and who used it.

use jiff::civil::Date;
use serde::Serialize;

use super::{PracticeRow, is_inside, level_word, may_see, row, shown};
use crate::authority::Operation;
use crate::decide::reaches;
use crate::practice::command::PracticeActKind;
use crate::practice::{
    Practice, PracticeContent, PracticeSource, PracticeState, PracticeVersion, UsedFor,
};
use crate::state::Zone;
use crate::view::cycles::named;
use crate::view::meetings::shown as text;
use crate::view::wall::NamedUnit;
use crate::view::{Looking, items};
use crate::{PracticeId, Project, ProjectId, Words};

/// Everything about one practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PracticeSheet {
    /// Its row in the list.
    pub row: PracticeRow,
    /// Who may see it, as it is called.
    pub level_word: Words,
    /// What it was written from.
    pub source: PracticeSourceView,
    /// What it says.
    pub content: ContentView,
    /// Its versions, newest first; only the one shown for those outside.
    pub versions: Vec<PracticeVersionView>,
    /// The version that waits for its review, for those inside.
    pub waiting: Option<ContentView>,
    /// What it was used for, newest first, as far as the viewer may see it.
    pub used: Vec<UsedView>,
    /// Things it was used for that the viewer may not see.
    pub used_unseen: u32,
    /// That it was taken down.
    pub withdrawn: Option<PracticeWithdrawnView>,
    /// Whether the viewer sees versions that are not published.
    pub inside: bool,
    /// What the viewer may do now.
    pub may: Vec<PracticeActKind>,
    /// Whether the viewer may say that it was used.
    pub may_use: bool,
}

/// What a practice says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContentView {
    /// Its title.
    pub title: String,
    /// Kinds of problems it helps with.
    pub kinds: Vec<String>,
    /// Stages whose gate it helps to pass.
    pub stages: Vec<String>,
    /// What was done.
    pub what: Words,
    /// What came of it.
    pub outcome: Words,
    /// When it applies.
    pub applies: Option<Words>,
}

/// What a practice was written from, as far as the viewer may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PracticeSourceView {
    /// `Q3`, `P12` or `S7`; none where the viewer may not see it.
    pub key: Option<String>,
    /// What it is: a problem, a project, an item.
    pub kind_word: Words,
    /// What it is called.
    pub name: Option<Words>,
    /// The project it is about.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub project: Option<ProjectId>,
    /// The project's name.
    pub project_name: Option<String>,
}

/// A version of a practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PracticeVersionView {
    /// Its number, from 1.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: PracticeState,
    /// The state as it is called.
    pub state_word: Words,
    /// The account that submitted it.
    pub by: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// Its review.
    pub review: Option<ReviewView>,
    /// The event that submitted it.
    pub seq: u64,
}

/// A review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewView {
    /// The account that did it.
    pub by: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// Its note; of a return the reason.
    pub note: Option<Words>,
}

/// A use of a practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsedView {
    /// `Q3` or `P12`.
    pub key: String,
    /// The project it is, or is about.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub project: Option<ProjectId>,
    /// What it is called.
    pub name: Words,
    /// The unit that used it.
    pub unit: Option<NamedUnit>,
    /// The account that said so.
    pub by: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// What was taken over, what was different.
    pub note: Option<Words>,
}

/// That a practice was taken down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PracticeWithdrawnView {
    /// Why.
    pub reason: Words,
    /// The account that did it.
    pub by: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
}

/// One practice; `None` where there is none or the viewer may not see it.
pub fn sheet(zone: &Zone, looking: Looking<'_>, id: PracticeId) -> Option<PracticeSheet> {
    let own = zone.practices.get(&id)?;
    if !may_see(zone, looking, own) {
        return None;
    }
    let version = shown(zone, looking, own)?;
    let inside = is_inside(zone, looking, own);
    let waiting = own.waiting().filter(|_| inside);
    let used: Vec<UsedView> = own
        .used
        .iter()
        .rev()
        .filter_map(|used| used_view(zone, looking, used))
        .collect();
    let unseen = own.used.len() - used.len();
    let withdrawn = own.withdrawn.as_ref();
    Some(PracticeSheet {
        row: row(zone, looking, own)?,
        level_word: level_word(version.content.level),
        source: source(zone, looking, own.source),
        content: content(looking, &version.content),
        versions: versions(looking, own, inside.then_some(version)),
        waiting: waiting.map(|version| content(looking, &version.content)),
        used,
        used_unseen: u32::try_from(unseen).unwrap_or(u32::MAX),
        withdrawn: withdrawn.map(|own| PracticeWithdrawnView {
            reason: text(looking, own.reason),
            by: own.by.clone(),
            on: own.on,
        }),
        inside,
        may: may(zone, looking, own),
        may_use: own.is_open() && may_use_any(looking),
    })
}

fn may_use_any(looking: Looking<'_>) -> bool {
    let reach = looking.actor.reach(Operation::WritePractices);
    reach != crate::authority::Reach::Nothing
}

fn may(zone: &Zone, looking: Looking<'_>, own: &Practice) -> Vec<PracticeActKind> {
    let newest = match own.withdrawn {
        Some(_) => PracticeState::Withdrawn,
        None => own.newest().map_or(own.state(), PracticeVersion::state),
    };
    let unit = Some(zone.unit_on(own.unit, looking.true_on));
    let by_own = own
        .newest()
        .is_some_and(|own| own.by == looking.actor.account);
    let may = |act: &PracticeActKind| {
        let reviews = matches!(act, PracticeActKind::Publish | PracticeActKind::Return);
        act.fits(newest)
            && reaches(zone, looking.actor, act.operation(), unit, looking.true_on)
            && !(reviews && by_own)
    };
    PracticeActKind::ALL.into_iter().filter(may).collect()
}

fn content(looking: Looking<'_>, own: &PracticeContent) -> ContentView {
    ContentView {
        title: own.title.clone(),
        kinds: own.kinds.clone(),
        stages: own.stages.clone(),
        what: text(looking, own.what),
        outcome: text(looking, own.outcome),
        applies: own.applies.map(|own| text(looking, own)),
    }
}

/// All versions for those inside, for others the published ones without the names of accounts.
fn versions(
    looking: Looking<'_>,
    own: &Practice,
    inside: Option<&PracticeVersion>,
) -> Vec<PracticeVersionView> {
    let numbered = (1_u32..).zip(&own.versions);
    let mut views: Vec<PracticeVersionView> = numbered
        .filter(|(_, version)| inside.is_some() || version.state() == PracticeState::Published)
        .map(|(number, version)| PracticeVersionView {
            number,
            title: version.content.title.clone(),
            state: version.state(),
            state_word: version.state().word(),
            by: version.by.clone(),
            on: version.on,
            review: version.review.as_ref().map(|review| ReviewView {
                by: review.by.clone(),
                on: review.on,
                note: review.note.map(|note| text(looking, note)),
            }),
            seq: version.seq,
        })
        .collect();
    views.reverse();
    views
}

/// A project, where the viewer may see it.
fn visible<'a>(looking: Looking<'_>, project: Option<&'a Project>) -> Option<&'a Project> {
    let on = looking.true_on;
    project.filter(|own| {
        looking
            .actor
            .sees(own.handling_level(on), own.lead_unit(on))
    })
}

/// What a practice was written from, as far as the viewer may see it.
pub(super) fn source(zone: &Zone, looking: Looking<'_>, own: PracticeSource) -> PracticeSourceView {
    let on = looking.true_on;
    let project = visible(looking, own.project(zone).map(|project| &**project));
    let (kind_word, name) = match own {
        PracticeSource::Problem(id) => {
            let problem = zone.problems.get(&id).filter(|_| project.is_some());
            let name = problem.map(|problem| {
                let told = text(looking, problem.description);
                let kind = &problem.kind;
                Words::new(
                    format!("{kind}：{}", told.zh),
                    format!("{kind}: {}", told.en),
                )
            });
            (Words::new("问题", "problem"), name)
        }
        PracticeSource::Project(_) => {
            let name = project.map(|project| project.name_on(on).to_owned());
            let name = name.map(|name| Words::new(name.clone(), name));
            (Words::new("项目", "project"), name)
        }
        PracticeSource::Item(id) => {
            let item = zone.items.get(&id);
            let item = item.filter(|item| items::may_see(zone, looking, item));
            let name = item.map(|item| text(looking, item.what));
            (Words::new("督办事项", "supervision item"), name)
        }
    };
    PracticeSourceView {
        key: name.as_ref().map(|_| own.key()),
        kind_word,
        name,
        project: project.map(|own| own.id),
        project_name: project.map(|own| own.name_on(on).to_owned()),
    }
}

fn used_view(zone: &Zone, looking: Looking<'_>, used: &crate::practice::Used) -> Option<UsedView> {
    let on = looking.true_on;
    let project = used.thing.project(zone).map(|project| &**project);
    let project = visible(looking, project)?;
    let name = match used.thing {
        UsedFor::Project(_) => {
            let name = project.name_on(on).to_owned();
            Words::new(name.clone(), name)
        }
        UsedFor::Problem(id) => {
            let kind = zone.problems.get(&id).map(|own| own.kind.as_str());
            let (name, kind) = (project.name_on(on), kind.unwrap_or_default());
            Words::new(format!("{name}：{kind}"), format!("{name}: {kind}"))
        }
    };
    Some(UsedView {
        key: used.thing.key(),
        project: Some(project.id),
        name,
        unit: used
            .unit
            .map(|unit| named(zone, zone.unit_on(unit, on), on)),
        by: used.by.clone(),
        on: used.on,
        note: used.note.map(|note| text(looking, note)),
    })
}
