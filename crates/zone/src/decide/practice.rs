//! Practices: submitted from what is over, reviewed by somebody else, counted when used.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Decision, Moment, Refusals, reaches, word};
use crate::authority::{Actor, Operation, Reach};
use crate::event::{
    Event, PracticePublished, PracticeReturned, PracticeRevised, PracticeSubmitted, PracticeUsed,
    PracticeWithdrawn,
};
use crate::item::ItemState;
use crate::practice::command::{PracticeAct, PracticeActKind, PracticeCommand, PracticeDraft};
use crate::practice::{Practice, PracticeContent, PracticeSource, PracticeState, UsedFor};
use crate::refusal::{self, Refusal};
use crate::state::{Zone, next_id};
use crate::{Field, PracticeId, UnitId, labels, limits};

/// Decides a command about practices.
pub(super) fn decide(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    command: &PracticeCommand,
) -> Decision {
    match command {
        PracticeCommand::Submit {
            source,
            unit,
            draft,
        } => submit(zone, actor, (*source, *unit), draft, moment.today),
        PracticeCommand::Move { id, version, act } => {
            let own = find(zone, *id)?;
            let mut refusals = Refusals::default();
            refusals.version(id, *version, own.version);
            step(refusals, zone, actor, own, act, moment.today)
        }
        PracticeCommand::Use { id, thing, note } => {
            let own = find(zone, *id)?;
            let mut refusals = Refusals::default();
            check_use(&mut refusals, own, *thing);
            let event = PracticeUsed {
                id: *id,
                thing: *thing,
                unit: unit_of(zone, *thing, moment.today),
                note: *note,
                by: actor.account.clone(),
                effective_on: moment.today,
            };
            refusals.events(vec![event.into()])
        }
    }
}

/// The actor's right. What the actor may not see answers as if it were not there.
pub(super) fn allowed(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    command: &PracticeCommand,
) -> Result<(), Vec<Refusal>> {
    let on = moment.today;
    let operation = command.operation();
    let may = |unit: Option<UnitId>| reaches(zone, actor, operation, unit, on);
    let refused = || vec![refusal::not_allowed(&actor.account, word(operation))];
    if actor.reach(operation) == Reach::Nothing {
        return Err(refused());
    }
    let allowed = match command {
        PracticeCommand::Submit { source, unit, .. } => {
            let own = may(Some(zone.unit_on(*unit, on)));
            if own && actor.reach(operation) != Reach::All && !concerns(zone, *source, *unit, on) {
                return Err(vec![no_source(*source)]);
            }
            own
        }
        PracticeCommand::Move { id, .. } => {
            let own = find(zone, *id)?;
            may(Some(zone.unit_on(own.unit, on)))
        }
        PracticeCommand::Use { id, thing, .. } => {
            let own = find(zone, *id)?;
            let open = own.published();
            let unit = Some(zone.unit_on(own.unit, on));
            let seen = open.is_some_and(|version| actor.sees(version.content.level, unit));
            if !seen && actor.reach(operation) != Reach::All {
                return Err(unknown(*id));
            }
            if thing.project(zone).is_none() || !may_use(zone, actor, *thing, on) {
                return Err(vec![no_thing(*thing)]);
            }
            true
        }
    };
    allowed.then_some(()).ok_or_else(refused)
}

/// The units that may say that something was used for a thing: whose project it is, and who must
/// solve the problem.
fn users(zone: &Zone, thing: UsedFor, on: Date) -> impl Iterator<Item = UnitId> {
    let lead = thing.project(zone);
    let lead = lead.and_then(|project| zone.lead_unit(project, on));
    let owner = match thing {
        UsedFor::Problem(id) => zone.problems.get(&id).and_then(|problem| problem.owner),
        UsedFor::Project(_) => None,
    };
    let owner = owner.map(|unit| zone.unit_on(unit, on));
    owner.into_iter().chain(lead)
}

/// Whether an actor may say that something was used for a thing that is there.
pub(crate) fn may_use(zone: &Zone, actor: &Actor, thing: UsedFor, on: Date) -> bool {
    let may = |unit| reaches(zone, actor, Operation::WritePractices, Some(unit), on);
    actor.reach(Operation::WritePractices) == Reach::All || users(zone, thing, on).any(may)
}

/// The unit that is counted as having used it.
fn unit_of(zone: &Zone, thing: UsedFor, on: Date) -> Option<UnitId> {
    users(zone, thing, on).next()
}

/// Whether a unit took part in what a practice is written from.
pub(crate) fn concerns(zone: &Zone, source: PracticeSource, unit: UnitId, on: Date) -> bool {
    let unit = zone.unit_on(unit, on);
    let is = |own: Option<UnitId>| own.is_some_and(|own| zone.unit_on(own, on) == unit);
    let lead = source.project(zone);
    if is(lead.and_then(|project| project.lead_unit(on))) {
        return true;
    }
    match source {
        PracticeSource::Problem(id) => is(zone.problems.get(&id).and_then(|own| own.owner)),
        PracticeSource::Project(_) => false,
        PracticeSource::Item(id) => zone.items.get(&id).is_some_and(|item| {
            let mut units = std::iter::once(item.lead).chain(item.support.iter().copied());
            units.any(|own| is(Some(own)))
        }),
    }
}

/// Whether what a practice is written from is over on a date.
pub(crate) fn is_over(zone: &Zone, source: PracticeSource, on: Date) -> bool {
    match source {
        PracticeSource::Problem(id) => {
            let resolved = zone.problems.get(&id).and_then(|own| own.resolved_on);
            resolved.is_some_and(|day| day <= on)
        }
        PracticeSource::Project(id) => {
            let project = zone.projects.get(&id);
            let finished = project.and_then(|own| own.date(&Field::ActualFinish, on));
            finished.is_some_and(|day| day <= on)
        }
        PracticeSource::Item(id) => {
            let item = zone.items.get(&id);
            item.is_some_and(|item| item.stands(on).state == ItemState::Closed)
        }
    }
}

fn find(zone: &Zone, id: PracticeId) -> Result<&Arc<Practice>, Vec<Refusal>> {
    zone.practices.get(&id).ok_or_else(|| unknown(id))
}

fn unknown(id: PracticeId) -> Vec<Refusal> {
    vec![refusal::unknown("经验", "practice", &id.to_string())]
}

fn no_source(source: PracticeSource) -> Refusal {
    let (zh, en) = match source {
        PracticeSource::Problem(_) => ("问题", "problem"),
        PracticeSource::Project(_) => ("项目", "project"),
        PracticeSource::Item(_) => ("督办事项", "supervision item"),
    };
    refusal::unknown(zh, en, &source.key()).at_field("source")
}

fn no_thing(thing: UsedFor) -> Refusal {
    let (zh, en) = match thing {
        UsedFor::Problem(_) => ("问题", "problem"),
        UsedFor::Project(_) => ("项目", "project"),
    };
    refusal::unknown(zh, en, &thing.key()).at_field("used_for")
}

fn submit(
    zone: &Zone,
    actor: &Actor,
    (source, unit): (PracticeSource, UnitId),
    draft: &PracticeDraft,
    on: Date,
) -> Decision {
    let mut refusals = Refusals::default();
    refusals.unit(zone, Some(unit));
    if !is_there(zone, source) {
        refusals.add(no_source(source));
    } else if !is_over(zone, source, on) {
        refusals.add(refusal::source_not_over(&source.key()).at_field("source"));
    }
    let written = zone.practices.values();
    let mut written = written.filter(|own| own.source == source && own.withdrawn.is_none());
    if let Some(other) = written.find(|own| own.unit == unit) {
        let title = other.newest().map_or("", |own| own.content.title.as_str());
        refusals.add(refusal::practice_written(&source.key(), title).at_field("source"));
    }
    let content = checked(&mut refusals, zone, source, draft, on);
    let events = content.map(|content| {
        let event = PracticeSubmitted {
            id: PracticeId(next_id(&zone.practices, |id| id.0)),
            source,
            unit,
            content,
            by: actor.account.clone(),
            effective_on: on,
        };
        Event::from(event)
    });
    refusals.events(events.into_iter().collect())
}

fn is_there(zone: &Zone, source: PracticeSource) -> bool {
    match source {
        PracticeSource::Problem(id) => zone.problems.contains_key(&id),
        PracticeSource::Project(id) => zone.projects.contains_key(&id),
        PracticeSource::Item(id) => zone.items.contains_key(&id),
    }
}

/// What a draft says, with everything wrong with it said.
fn checked(
    refusals: &mut Refusals,
    zone: &Zone,
    source: PracticeSource,
    draft: &PracticeDraft,
    on: Date,
) -> Option<PracticeContent> {
    refusals.short_text("title", &draft.title);
    for (field, words) in [("kinds", &draft.kinds), ("stages", &draft.stages)] {
        let max = limits::PRACTICE_CONCERNS_MAX;
        let few = words.len() <= max;
        refusals.require(few, || refusal::practice_names_many(max).at_field(field));
        for word in words.iter().take(max) {
            refusals.length(field, word);
        }
    }
    let mut concerned = draft.kinds.iter().chain(&draft.stages);
    let named = concerned.any(|word| !word.trim().is_empty());
    refusals.require(named, || {
        refusal::practice_concerns_nothing().at_field("kinds")
    });
    refusals.require(draft.what.is_some(), || {
        refusal::practice_lacks("做法", "what was done").at_field("what")
    });
    refusals.require(draft.outcome.is_some(), || {
        refusal::practice_lacks("成效", "what came of it").at_field("outcome")
    });
    let level = source.project(zone).map(|own| own.handling_level(on));
    if let Some(level) = level.filter(|level| draft.level < *level) {
        let word = labels::level(level);
        refusals.add(refusal::practice_level_wider(&word.zh, &word.en).at_field("level"));
    }
    draft.content()
}

fn step(
    mut refusals: Refusals,
    zone: &Zone,
    actor: &Actor,
    own: &Practice,
    act: &PracticeAct,
    on: Date,
) -> Decision {
    let newest = match own.withdrawn {
        Some(_) => PracticeState::Withdrawn,
        None => own.newest().map_or(own.state(), |version| version.state()),
    };
    if !act.kind().fits(newest) {
        refusals.add(match (act.kind(), newest) {
            (_, PracticeState::Withdrawn) => refusal::practice_withdrawn(),
            (PracticeActKind::Revise, _) => refusal::practice_waits(),
            _ => refusal::practice_not_waiting(),
        });
        return refusals.events(Vec::new());
    }
    let reviews = matches!(
        act.kind(),
        PracticeActKind::Publish | PracticeActKind::Return
    );
    let by_own = own
        .newest()
        .is_some_and(|version| version.by == actor.account);
    refusals.require(!(reviews && by_own), || {
        refusal::own_practice(&actor.account)
    });
    let (id, by, effective_on) = (own.id, actor.account.clone(), on);
    let event: Option<Event> = match act {
        PracticeAct::Revise(draft) => {
            let content = checked(&mut refusals, zone, own.source, draft, on);
            content.map(|content| {
                let event = PracticeRevised {
                    id,
                    content,
                    by,
                    effective_on,
                };
                event.into()
            })
        }
        PracticeAct::Publish { note } => {
            let note = *note;
            let event = PracticePublished {
                id,
                note,
                by,
                effective_on,
            };
            Some(event.into())
        }
        PracticeAct::Return { reason } => reason.map(|reason| {
            let event = PracticeReturned {
                id,
                reason,
                by,
                effective_on,
            };
            event.into()
        }),
        PracticeAct::Withdraw { reason } => reason.map(|reason| {
            let event = PracticeWithdrawn {
                id,
                reason,
                by,
                effective_on,
            };
            event.into()
        }),
    };
    let told = event.is_some() || act.kind() == PracticeActKind::Revise;
    refusals.require(told, || refusal::no_reason().at_field("reason"));
    refusals.events(event.into_iter().collect())
}

fn check_use(refusals: &mut Refusals, own: &Practice, thing: UsedFor) {
    let open = own.is_open();
    refusals.require(open, || match own.withdrawn {
        Some(_) => refusal::practice_withdrawn(),
        None => refusal::practice_not_published(),
    });
    let counted = own.is_used_for(thing);
    refusals.require(!counted, || {
        refusal::practice_used_already(&thing.key()).at_field("used_for")
    });
    let home = match (own.source, thing) {
        (PracticeSource::Problem(source), UsedFor::Problem(used)) => source == used,
        (PracticeSource::Project(source), UsedFor::Project(used)) => source == used,
        _ => false,
    };
    refusals.require(!home, || {
        refusal::practice_used_at_home(&thing.key()).at_field("used_for")
    });
}
