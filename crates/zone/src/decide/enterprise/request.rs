//! Requests: received, passed on, answered, confirmed or reopened by the enterprise itself.

use jiff::civil::Date;

use crate::authority::{Actor, Operation, Reach};
use crate::clock::{due_in, working_days};
use crate::decide::{Decision, Moment, Refusals, reaches};
use crate::enterprise::EnterpriseState;
use crate::enterprise::command::RaiseRequest;
use crate::enterprise::request::{
    Request, RequestAct, RequestActKind, RequestStanding, RequestState,
};
use crate::event::{
    Event, RequestAnswered, RequestClosed, RequestConfirmed, RequestPassedOn, RequestRaised,
    RequestReopened, RequestUrged,
};
use crate::refusal::{self, Refusal};
use crate::state::{Zone, next_id};
use crate::{RequestId, UnitId, limits};

use super::find;

/// Whether an actor may take a kind of step on a request.
pub fn may(zone: &Zone, actor: &Actor, request: &Request, act: RequestActKind, on: Date) -> bool {
    if act.is_enterprises() {
        return actor.speaks_for(request.enterprise);
    }
    if act.is_offices() {
        return actor.reach(Operation::HandleRequests) == Reach::All;
    }
    let hands = [request.first, request.standing().handler];
    hands.iter().any(|unit| {
        let unit = Some(zone.unit_on(*unit, on));
        reaches(zone, actor, Operation::HandleRequests, unit, on)
    })
}

pub(super) fn raise(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    asked: &RaiseRequest,
) -> Decision {
    let enterprise = find(zone, asked.enterprise)?;
    let by_enterprise = actor.speaks_for(asked.enterprise);
    // An enterprise asks today: a date of its own choice would make a unit late.
    let on = match by_enterprise {
        true => moment.today,
        false => asked.effective_on,
    };
    let mut refusals = Refusals::default();
    refusals.date("effective_on", on);
    refusals.require(on <= moment.today, || {
        refusal::finish_in_future(on).at_field("effective_on")
    });
    refusals.require(asked.text.is_some(), || {
        refusal::nothing_asked_for().at_field("text")
    });
    if let Some((since, EnterpriseState::Left)) = enterprise.states.at(on) {
        let name = enterprise.name_on(on);
        refusals.add(refusal::enterprise_left(name, since).at_field("enterprise"));
    }
    if let Some(project) = asked.project.filter(|id| !zone.projects.contains_key(id)) {
        let unknown = refusal::unknown("项目", "project", &project.to_string());
        refusals.add(unknown.at_field("project"));
    }
    let lead = enterprise.lead_on(on);
    let all = actor.reach(Operation::HandleRequests) == Reach::All;
    let first = match (by_enterprise, all) {
        (true, _) => lead,
        (false, true) => asked.received_by.or(lead),
        // What a unit enters it has received itself.
        (false, false) => actor.unit,
    };
    let first = first.map(|unit| zone.unit_on(unit, on));
    let first = first.filter(|unit| zone.units.contains_key(unit));
    if first.is_none() {
        let given = asked
            .received_by
            .map_or(String::new(), |unit| unit.to_string());
        refusals.add(refusal::unknown("单位", "unit", &given).at_field("received_by"));
    }
    let (Some(first), Some(text), true) = (first, asked.text, refusals.0.is_empty()) else {
        return refusals.events(Vec::new());
    };
    let event = RequestRaised {
        id: RequestId(next_id(&zone.requests, |id| id.0)),
        number: next_number(zone, on),
        enterprise: asked.enterprise,
        kind: asked.kind,
        text,
        first,
        by_enterprise,
        project: asked.project,
        due: due_in(moment.calendars, on, asked.kind.limit_days()),
        effective_on: on,
    };
    refusals.events(vec![event.into()])
}

/// The next number of the year's series; it goes on from the highest ever given.
fn next_number(zone: &Zone, on: Date) -> (i16, u32) {
    let year = on.year();
    let of_year = zone.requests.values().filter(|own| own.number.0 == year);
    let last = of_year.map(|own| own.number.1).max();
    (year, last.unwrap_or(0) + 1)
}

pub(super) fn act(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    (id, version): (RequestId, u32),
    act: &RequestAct,
    stated: Date,
) -> Decision {
    let unknown = || vec![refusal::unknown("诉求", "request", &id.to_string())];
    let request = zone.requests.get(&id).ok_or_else(unknown)?;
    let standing = request.standing();
    let on = match actor.speaks_for(request.enterprise) {
        true => moment.today,
        false => stated,
    };
    let mut refusals = Refusals::default();
    refusals.version(&id, version, request.version);
    refusals.date("effective_on", on);
    refusals.require(on <= moment.today, || {
        refusal::finish_in_future(on).at_field("effective_on")
    });
    let last = request
        .steps
        .last()
        .map_or(request.raised_on, |step| step.on);
    refusals.require(last <= on, || {
        refusal::before_it_was_raised(last).at_field("effective_on")
    });
    if let Some(refused) = out_of_turn(act, &standing) {
        refusals.add(refused.at_field("id"));
    }
    match act {
        RequestAct::PassOn { to, .. } => check_passing(&mut refusals, zone, &standing, *to, on),
        RequestAct::Confirm { satisfaction, .. } => {
            refusals.require((1..=5).contains(satisfaction), || {
                refusal::bad_satisfaction().at_field("satisfaction")
            });
        }
        RequestAct::Close { .. } => {
            let least = limits::ENTERPRISE_SILENT_DAYS;
            let waited = standing.answered_on.map_or(least, |answered| {
                working_days(moment.calendars, answered, on)
            });
            refusals.require(waited >= least, || {
                refusal::enterprise_not_silent(least).at_field("effective_on")
            });
        }
        RequestAct::Urge { .. } | RequestAct::Answer { .. } | RequestAct::Reopen { .. } => {}
    }
    refusals.events(vec![event(moment, id, *act, &standing, on)])
}

/// Why a request that stands so does not take a step.
fn out_of_turn(act: &RequestAct, standing: &RequestStanding) -> Option<Refusal> {
    if act.kind().fits(standing) {
        return None;
    }
    Some(match standing.state {
        RequestState::Confirmed => refusal::already("由企业确认", "confirmed"),
        RequestState::Closed => refusal::already("办结", "closed"),
        RequestState::Answered => refusal::not_in_hands(),
        RequestState::Open | RequestState::Reopened => refusal::request_not_answered(),
    })
}

fn check_passing(
    refusals: &mut Refusals,
    zone: &Zone,
    standing: &RequestStanding,
    to: UnitId,
    on: Date,
) {
    let Some(unit) = zone.units.get(&to) else {
        refusals.add(refusal::unknown("单位", "unit", &to.to_string()).at_field("to"));
        return;
    };
    let same = zone.unit_on(to, on) == zone.unit_on(standing.handler, on);
    refusals.require(!same, || {
        refusal::passed_to_itself(unit.name_on(on)).at_field("to")
    });
}

/// The event that records a step. Passing on carries no due date: it cannot move it.
fn event(
    moment: Moment<'_>,
    id: RequestId,
    act: RequestAct,
    standing: &RequestStanding,
    effective_on: Date,
) -> Event {
    match act {
        RequestAct::PassOn { to, note } => RequestPassedOn {
            id,
            to,
            note,
            effective_on,
        }
        .into(),
        RequestAct::Urge { note } => RequestUrged {
            id,
            note,
            effective_on,
        }
        .into(),
        RequestAct::Answer { outcome, text } => RequestAnswered {
            id,
            outcome,
            text,
            effective_on,
        }
        .into(),
        RequestAct::Confirm {
            satisfaction,
            words,
        } => RequestConfirmed {
            id,
            satisfaction,
            words,
            effective_on,
        }
        .into(),
        RequestAct::Reopen { reason } => {
            let answered = standing.answered_on.unwrap_or(effective_on);
            let waited = working_days(moment.calendars, answered, effective_on).max(0);
            RequestReopened {
                id,
                reason,
                due: due_in(moment.calendars, standing.due.on, waited),
                effective_on,
            }
            .into()
        }
        RequestAct::Close { note } => RequestClosed {
            id,
            note,
            effective_on,
        }
        .into(),
    }
}
