//! The zone: what pages need to know before they ask for anything else.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::Serialize;
use zone::authority::{Operation, Reach, Role};
use zone::state::Currency;
use zone::view::wall::{NamedUnit, RuleName};
use zone::{Lang, Texts as _, Words, Zone};

use super::{HeadView, Server};
use crate::app::Who;
use crate::problem::{Failure, Problems};

/// The zone and what can be chosen in it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ZoneView {
    /// Its name.
    name: String,
    /// Whether its data is synthetic; each page says so.
    synthetic: bool,
    /// Where its data comes from, to be shown with it.
    attribution: Words,
    /// How money is named.
    currency: Currency,
    /// The newest head of the record.
    head: HeadView,
    /// Today where the zone is.
    #[schema(value_type = String, format = Date)]
    today: Date,
    /// The date views speak of unless another is asked for.
    #[schema(value_type = String, format = Date)]
    default_true_on: Date,
    /// Named moments, oldest first.
    marks: Vec<MarkView>,
    /// Cycles, oldest first.
    cycles: Vec<CycleView>,
    /// Units in protocol order.
    units: Vec<NamedUnit>,
    /// People who sponsor a project, in protocol order.
    sponsors: Vec<SponsorView>,
    /// Stages that projects are in, in order of the paths.
    stages: Vec<String>,
    /// The newest version of each rule set.
    rules: Vec<RuleView>,
}

/// A named moment of the record.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct MarkView {
    /// Its name: what `known_at` takes.
    name: String,
    /// What it is called.
    label: Words,
    /// The last event it includes.
    seq: u64,
    /// The date it speaks of.
    #[schema(value_type = String, format = Date)]
    date: Date,
}

/// A cycle.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct CycleView {
    /// Its id.
    #[schema(value_type = String)]
    id: zone::CycleId,
    /// Its name.
    name: Words,
    /// First day.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// Day reports are due.
    #[schema(value_type = String, format = Date)]
    due_on: Date,
    /// Whether it is closed.
    closed: bool,
    /// Last day: lights are fixed as of it.
    #[schema(value_type = String, format = Date)]
    as_of: Date,
    /// The event that fixed its lights; `None` while it is open.
    seq: Option<u64>,
}

/// A sponsor.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct SponsorView {
    /// The person.
    #[schema(value_type = String)]
    id: zone::PersonId,
    /// The name, as it may be shown.
    name: String,
}

/// A rule set.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct RuleView {
    /// Key, version and name.
    #[serde(flatten)]
    rule: RuleName,
    /// Whether it is in force today.
    active: bool,
}

/// The zone. What belongs to projects is left empty for those who do not read them.
#[utoipa::path(get, path = "/zone", tag = "zone", operation_id = "zone",
    responses((status = 200, body = ZoneView), (status = "default", body = Problems)))]
pub(crate) async fn zone(State(app): Server, who: Who) -> Result<Json<ZoneView>, Failure> {
    let host = app.host.clone();
    let work = move || {
        let today = host::today();
        let seen = host.now(today)?;
        let reads = who.actor.reach(Operation::Read) != Reach::Nothing;
        let outside = who.actor.roles == [Role::Enterprise];
        let mut view = view_of(&host, &seen, today, reads);
        if outside {
            // Rounds and rules are the office's own: an enterprise sees what the zone is called.
            view.marks.clear();
            view.cycles.clear();
            view.rules.clear();
        }
        Ok(Json(view))
    };
    app.work.read(work).await
}

fn view_of(host: &host::Host, seen: &host::Seen, today: Date, reads: bool) -> ZoneView {
    let state = &seen.zone;
    let profile = state.profile.clone();
    let business = |list: fn(&host::Host, &Zone, Date) -> Lists| {
        if reads {
            list(host, state, seen.true_on)
        } else {
            Lists::default()
        }
    };
    let Lists {
        units,
        sponsors,
        stages,
    } = business(lists);
    ZoneView {
        name: profile
            .as_ref()
            .map_or_else(String::new, |own| own.name.clone()),
        synthetic: profile.as_ref().is_some_and(|own| own.synthetic),
        currency: profile
            .as_ref()
            .map_or_else(Currency::default, |own| own.currency),
        attribution: profile.map(|own| own.attribution).unwrap_or_default(),
        head: HeadView::of(&seen.head),
        today,
        default_true_on: seen.true_on,
        marks: marks(state),
        cycles: cycles(state),
        units,
        sponsors,
        stages,
        rules: rules(state, today),
    }
}

#[derive(Default)]
struct Lists {
    units: Vec<NamedUnit>,
    sponsors: Vec<SponsorView>,
    stages: Vec<String>,
}

fn lists(host: &host::Host, state: &Zone, on: Date) -> Lists {
    let mut units: Vec<_> = state.units.values().collect();
    units.sort_by_key(|unit| (unit.protocol_rank, unit.id));
    let named = units.into_iter().map(|unit| NamedUnit {
        id: unit.id,
        name: unit.name_on(on).to_owned(),
    });
    Lists {
        units: named.collect(),
        sponsors: sponsors(host, state, on),
        stages: stages(state, on),
    }
}

/// Stages that projects are in: those of the paths in their order, then any others.
fn stages(state: &Zone, on: Date) -> Vec<String> {
    let held = state.projects.values();
    let mut used: BTreeSet<&str> = held
        .filter_map(|project| project.text(&zone::Field::Stage, on))
        .collect();
    let mut stages = Vec::new();
    for path in state.stage_paths.values() {
        for stage in &path.stages {
            if used.remove(stage.key.as_str()) {
                stages.push(stage.key.clone());
            }
        }
    }
    stages.extend(used.into_iter().map(str::to_owned));
    stages
}

fn sponsors(host: &host::Host, state: &Zone, on: Date) -> Vec<SponsorView> {
    let field = zone::Field::sponsor();
    let held = state.projects.values().filter_map(|project| {
        let holder = project.role(&field, on)?;
        state.person_of(holder, on)
    });
    let mut people: Vec<_> = held.collect();
    people.sort_by_key(|person| (person.protocol_rank, person.id));
    people.dedup_by_key(|person| person.id);
    let view = |person: &zone::unit::Person| SponsorView {
        id: person.id,
        name: host.library().find(person.name).shown(Lang::Zh),
    };
    people.into_iter().map(view).collect()
}

fn marks(state: &Zone) -> Vec<MarkView> {
    let mut marks: Vec<MarkView> = state
        .marks
        .iter()
        .map(|(name, mark)| MarkView {
            name: name.clone(),
            label: mark.label.clone(),
            seq: mark.seq,
            date: mark.date,
        })
        .collect();
    marks.sort_by_key(|mark| mark.seq);
    marks
}

fn cycles(state: &Zone) -> Vec<CycleView> {
    let view = |cycle: &zone::cycle::Cycle| CycleView {
        id: cycle.id,
        name: cycle.name.clone(),
        from: cycle.from,
        due_on: cycle.due_on,
        closed: cycle.closed.is_some(),
        as_of: cycle.until,
        seq: cycle.closed.as_ref().map(|closed| closed.seq),
    };
    state.cycles.values().map(view).collect()
}

fn rules(state: &Zone, today: Date) -> Vec<RuleView> {
    let active = state.rule_on(today).map(|rule| (&rule.key, rule.version));
    let mut newest = std::collections::BTreeMap::new();
    for rule in state.rule_sets.values() {
        // In order of version: the last one stays.
        newest.insert(&rule.key, rule);
    }
    let view = |rule: &zone::rule::RuleSet| RuleView {
        active: active == Some((&rule.key, rule.version)),
        rule: RuleName {
            key: rule.key.clone(),
            version: rule.version,
            name: rule.name.clone(),
        },
    };
    newest.into_values().map(view).collect()
}
