//! 委托: a head has somebody else sign, for a time, by a document; and takes it back.

use super::super::{Decision, Moment, Refusals};
use super::runs;
use crate::authority::Actor;
use crate::event::{DelegationMade, DelegationRevoked};
use crate::refusal;
use crate::signoff::command::Delegate;
use crate::signoff::{DelegationState, SignRole};
use crate::state::{Zone, next_id};
use crate::{DelegationId, PersonId, TextRef, UnitId, limits};

pub(super) fn delegate(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    asked: &Delegate,
) -> Decision {
    let mut refusals = Refusals::default();
    let (today, unit) = (moment.today, asked.unit);
    refusals.unit(zone, Some(unit));
    refusals.document(&asked.document);
    check_days(&mut refusals, moment, asked);
    refusals.require(!asked.forms.is_empty(), || {
        refusal::empty("forms").at_field("forms")
    });
    let delegate = asked.delegate;
    refusals.require(zone.people.contains_key(&delegate), || {
        refusal::unknown("人员", "person", &delegate.to_string()).at_field("delegate")
    });
    // Nobody delegates for another, except the office that records what stands on paper.
    let own = asked.principal.filter(|_| runs(actor)).or(actor.person);
    let Some(principal) = own else {
        refusals.add(refusal::not_the_head().at_field("principal"));
        return refusals.events(Vec::new());
    };
    if asked.principal.is_some_and(|named| named != principal) {
        refusals.add(refusal::not_the_head().at_field("principal"));
    }
    if !is_head(zone, moment, unit, principal) {
        let mut delegations = zone.delegations.values();
        let chained = delegations.any(|own| {
            own.unit == unit
                && own.delegate == principal
                && own.state(today) == DelegationState::InForce
        });
        refusals.add(match chained {
            true => refusal::delegation_chain().at_field("principal"),
            false => refusal::not_the_head().at_field("principal"),
        });
    }
    refusals.require(principal != delegate, || {
        refusal::delegated_to_oneself().at_field("delegate")
    });
    let event = DelegationMade {
        id: DelegationId(next_id(&zone.delegations, |id| id.0)),
        unit,
        principal,
        delegate,
        forms: asked.forms.clone(),
        from: asked.from,
        until: asked.until,
        document: asked.document.trim().to_owned(),
        by: actor.account.clone(),
        effective_on: today,
    };
    refusals.events(vec![event.into()])
}

fn check_days(refusals: &mut Refusals, moment: Moment<'_>, asked: &Delegate) {
    refusals.date("from", asked.from);
    refusals.date("until", asked.until);
    let ends = asked.from <= asked.until && asked.until >= moment.today;
    refusals.require(ends, || refusal::wrong_period().at_field("until"));
    // What was signed yesterday without right does not become right today.
    refusals.require(asked.from >= moment.today, || {
        refusal::delegated_backwards(moment.today).at_field("from")
    });
    let days = (asked.until - asked.from).get_days();
    let max = limits::DELEGATION_DAYS_MAX;
    refusals.require(days <= max, || {
        refusal::delegated_too_long(max).at_field("until")
    });
}

/// Whether a person is named as a unit's head today, or holds a post that is.
fn is_head(zone: &Zone, moment: Moment<'_>, unit: UnitId, own: PersonId) -> bool {
    let steps = zone.routes.get(&unit).map(|own| own.route.steps.as_slice());
    let mut steps = steps.unwrap_or_default().iter();
    let head = steps.find(|step| step.role == SignRole::Head);
    head.is_some_and(|step| crate::signoff::signs(zone, step, own, moment.today))
}

pub(super) fn revoke(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    id: DelegationId,
    reason: Option<TextRef>,
) -> Decision {
    let Some(own) = zone.delegations.get(&id) else {
        let refused = refusal::unknown("委托", "delegation", &id.to_string());
        return Err(vec![refused.at_field("id")]);
    };
    let mut refusals = Refusals::default();
    let may = runs(actor)
        || actor.person == Some(own.principal)
        || actor
            .person
            .is_some_and(|person| is_head(zone, moment, own.unit, person));
    refusals.require(may, || refusal::not_the_head().at_field("id"));
    let gone = own.state(moment.today);
    let open = matches!(gone, DelegationState::InForce | DelegationState::NotYet);
    refusals.require(open, || {
        let word = gone.word();
        refusal::already(&word.zh, &word.en)
    });
    refusals.require(reason.is_some(), || refusal::no_reason().at_field("reason"));
    let event = reason.map(|reason| DelegationRevoked {
        id,
        by: actor.account.clone(),
        reason,
        effective_on: moment.today,
    });
    refusals.events(event.into_iter().map(Into::into).collect())
}
