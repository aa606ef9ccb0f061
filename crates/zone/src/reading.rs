//! Who may read what: asked by views before they show a thing, and before anybody speaks of it.
//!
//! Promises: the public reads projects and indicators alone, and never what is said between those
//! who work here; an enterprise reads its own requests, and of them what is said to it.

use jiff::civil::Date;

use crate::authority::{Actor, Operation, Reach, Role};
use crate::decide::reaches;
use crate::enterprise::Request;
use crate::item::SupervisionItem;
use crate::meeting::{Attendee, Meeting, Subject};
use crate::thread::{Audience, ThreadSubject};
use crate::{Holder, PersonId, ReportId, UnitId, Zone};

/// Whether an actor may read a thing, and so what is said about it.
pub fn may_read(zone: &Zone, actor: &Actor, on: Date, subject: ThreadSubject) -> bool {
    match subject {
        ThreadSubject::Project(id) => zone.projects.get(&id).is_some_and(|project| {
            let lead = zone.lead_unit(project, on);
            is_inside(actor) && actor.sees(project.handling_level(on), lead)
        }),
        ThreadSubject::Problem(id) => zone.problems.get(&id).is_some_and(|problem| {
            let project = ThreadSubject::Project(problem.project);
            may_read(zone, actor, on, project)
        }),
        ThreadSubject::Item(id) => {
            let item = zone.items.get(&id);
            item.is_some_and(|item| may_read_item(zone, actor, on, item))
        }
        ThreadSubject::Meeting(id) => {
            let meeting = zone.meetings.get(&id);
            meeting.is_some_and(|meeting| may_read_meeting(zone, actor, on, meeting))
        }
        ThreadSubject::Request(id) => zone.requests.get(&id).is_some_and(|request| {
            actor.speaks_for(request.enterprise) || may_read_request(zone, actor, on, request)
        }),
        ThreadSubject::Report(id) => may_read_report(zone, actor, on, id),
        ThreadSubject::Indicator(id) => {
            let own = zone.indicators.get(&id);
            is_inside(actor) && own.is_some_and(|own| own.is_seen_by(actor))
        }
    }
}

/// Whether an actor may read what is said about a thing to somebody.
pub fn may_read_said(
    zone: &Zone,
    actor: &Actor,
    on: Date,
    subject: ThreadSubject,
    audience: Audience,
) -> bool {
    let outside = actor.enterprise.is_some() && audience == Audience::Internal;
    !outside && may_read(zone, actor, on, subject)
}

/// Those who work here and read pages: not the public, not an enterprise.
fn is_inside(actor: &Actor) -> bool {
    inside_reach(actor) != Reach::Nothing
}

fn inside_reach(actor: &Actor) -> Reach {
    let roles = actor.roles.iter().filter(|role| **role != Role::Public);
    let reach = roles.map(|role| role.reach(Operation::Read)).max();
    reach.unwrap_or(Reach::Nothing)
}

/// Whether an actor may read an item: those who read the whole zone, whoever owes it, and whoever
/// it is owed to.
pub fn may_read_item(zone: &Zone, actor: &Actor, on: Date, item: &SupervisionItem) -> bool {
    match inside_reach(actor) {
        Reach::Nothing => false,
        Reach::All => true,
        Reach::OwnUnit => owes(zone, actor, on, item) || is_owed(zone, actor, on, item),
    }
}

/// Whether an actor owes an item: by the own unit, or in person.
pub(crate) fn owes(zone: &Zone, actor: &Actor, on: Date, item: &SupervisionItem) -> bool {
    let own = actor.unit;
    own.is_some_and(|unit| takes_part(zone, item, unit, on))
        || actor
            .person
            .is_some_and(|person| answers(zone, item, person, on))
}

/// Whether it is owed to the actor: to the own unit, or to the office that the actor works in.
pub(crate) fn is_owed(zone: &Zone, actor: &Actor, on: Date, item: &SupervisionItem) -> bool {
    match item.owed_to {
        None => actor.reach(Operation::RunCycles) == Reach::All,
        Some(unit) => actor
            .unit
            .is_some_and(|own| zone.unit_on(unit, on) == zone.unit_on(own, on)),
    }
}

/// Whether a unit, or one below it, leads or supports an item.
pub(crate) fn takes_part(zone: &Zone, item: &SupervisionItem, unit: UnitId, on: Date) -> bool {
    let mut units = std::iter::once(item.lead).chain(item.support.iter().copied());
    units.any(|own| zone.is_within(zone.unit_on(own, on), unit, on))
}

/// Whether a person answers for an item.
pub(crate) fn answers(zone: &Zone, item: &SupervisionItem, person: PersonId, on: Date) -> bool {
    let found = zone.person_of(item.owner, on);
    found.is_some_and(|found| found.id == person)
}

/// Whether an actor may read of a meeting: those who read the whole zone; and whoever attends,
/// speaks, or whose project stands on the agenda. Never the public.
pub fn may_read_meeting(zone: &Zone, actor: &Actor, on: Date, meeting: &Meeting) -> bool {
    match inside_reach(actor) {
        Reach::Nothing => false,
        Reach::All => true,
        Reach::OwnUnit => attends(zone, actor, on, meeting),
    }
}

fn attends(zone: &Zone, actor: &Actor, on: Date, meeting: &Meeting) -> bool {
    let own = actor.unit.map(|own| zone.unit_on(own, on));
    let mine =
        |unit: UnitId| own.is_some_and(|own| zone.is_within(own, zone.unit_on(unit, on), on));
    let me = |holder: Holder| {
        let person = zone.person_of(holder, on).map(|person| person.id);
        person.is_some() && person == actor.person
    };
    let attends = |who: &Attendee| match *who {
        Attendee::Unit(unit) => mine(unit),
        Attendee::Person(id) => me(Holder::Person(id)),
        Attendee::Post(id) => me(Holder::Post(id)),
    };
    let mut all = meeting.plan.members.iter().chain(&meeting.plan.observers);
    all.any(attends)
        || meeting.plan.chair.is_some_and(me)
        || meeting.agenda.iter().any(|entry| {
            let project = match entry.subject {
                Subject::Project(id) => zone.projects.get(&id),
                _ => None,
            };
            let lead = project.and_then(|project| zone.lead_unit(project, on));
            entry.speaker.into_iter().chain(lead).any(mine)
        })
}

/// Whether an actor may read a request as those who work here do: who sees the enterprise, and
/// who received it or works on it.
pub fn may_read_request(zone: &Zone, actor: &Actor, on: Date, request: &Request) -> bool {
    let lead = zone.enterprises.get(&request.enterprise);
    let lead = lead.and_then(|enterprise| enterprise.lead_on(on));
    let handler = request.stands(on).handler;
    let mut units = [lead, Some(request.first), Some(handler)].into_iter();
    units.any(|unit| reads_of(zone, actor, on, unit))
}

/// Whether an actor sees the enterprises that a unit answers for: the office, leaders and
/// assessors all of them, a unit those that it or a unit below it answers for.
pub(crate) fn reads_of(zone: &Zone, actor: &Actor, on: Date, unit: Option<UnitId>) -> bool {
    match actor.reach(Operation::ReadEnterprises) {
        Reach::Nothing => false,
        Reach::All => true,
        Reach::OwnUnit => {
            let own = actor.unit.map(|own| zone.unit_on(own, on));
            let unit = unit.map(|unit| zone.unit_on(unit, on));
            unit.zip(own)
                .is_some_and(|(unit, own)| zone.is_within(unit, own, on))
        }
    }
}

/// Whether an actor may read what a unit's report says.
pub fn may_read_report(zone: &Zone, actor: &Actor, on: Date, id: ReportId) -> bool {
    let unit = Some(zone.unit_on(id.unit, on));
    let rights = [
        Operation::Report,
        Operation::ReviewReports,
        Operation::RunCycles,
    ];
    let mut rights = rights.into_iter();
    // Who signs reads what is signed, on line for the unit or for its head.
    rights.any(|right| reaches(zone, actor, right, unit, on))
        || crate::signoff::is_signer(zone, actor, id.unit, on)
}
