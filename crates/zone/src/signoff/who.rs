//! Who may sign a step of a report on a day: by name, by post, or for a head who delegated it.

use jiff::civil::Date;

use super::{Delegation, DelegationState, SignRole, SignRoute, SignStep};
use crate::authority::Actor;
use crate::cycle::Cycle;
use crate::state::Zone;
use crate::{Holder, PersonId, UnitId};

/// How somebody stands to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Named, or holder of a post that is.
    Named(PersonId),
    /// Signs for a head.
    Delegate(PersonId, &'a Delegation),
    /// The delegation is not in force, or not for this form.
    Lapsed(&'a Delegation),
    /// Delegated by somebody who is no head any more.
    Orphaned(&'a Delegation),
    /// Nothing of this.
    Stranger,
}

/// The person behind a holder on a date.
fn person(zone: &Zone, holder: Holder, on: Date) -> Option<PersonId> {
    match holder {
        Holder::Person(id) => Some(id),
        Holder::Post(_) => zone.person_of(holder, on).map(|own| own.id),
    }
}

/// Whether a person may sign a step by name on a day.
pub(crate) fn signs(zone: &Zone, step: &SignStep, own: PersonId, on: Date) -> bool {
    let mut signers = step.signers.iter();
    signers.any(|holder| person(zone, *holder, on) == Some(own))
}

/// How an actor stands to a step of a unit's route for the report of a cycle on a day.
pub fn standing_of<'a>(
    zone: &'a Zone,
    actor: &Actor,
    (unit, cycle): (UnitId, &Cycle),
    step: &SignStep,
    on: Date,
) -> Standing<'a> {
    let Some(own) = actor.person else {
        return Standing::Stranger;
    };
    if signs(zone, step, own, on) {
        return Standing::Named(own);
    }
    if step.role != SignRole::Head {
        return Standing::Stranger;
    }
    let mut best = Standing::Stranger;
    for delegation in delegations_to(zone, unit, own) {
        let heads = signs(zone, step, delegation.principal, on);
        let in_force = delegation.state(on) == DelegationState::InForce;
        match (in_force && delegation.covers(cycle), heads) {
            (true, true) => return Standing::Delegate(own, delegation),
            (true, false) => best = Standing::Orphaned(delegation),
            (false, _) => best = Standing::Lapsed(delegation),
        }
    }
    best
}

fn delegations_to(zone: &Zone, unit: UnitId, own: PersonId) -> impl Iterator<Item = &Delegation> {
    let all = zone.delegations.values().map(|own| &**own);
    all.filter(move |delegation| delegation.unit == unit && delegation.delegate == own)
}

/// Whether somebody signs for a unit at all on a day, by name or by delegation: who signs reads
/// what is signed.
pub fn is_signer(zone: &Zone, actor: &Actor, unit: UnitId, on: Date) -> bool {
    let Some(own) = actor.person else {
        return false;
    };
    let named = |route: &SignRoute| {
        let mut steps = route.steps.iter();
        steps.any(|step| signs(zone, step, own, on))
    };
    let delegated = || {
        let mut all = delegations_to(zone, unit, own);
        all.any(|delegation| delegation.state(on) == DelegationState::InForce)
    };
    let route = zone.routes.get(&unit).map(|own| &own.route);
    route.is_some_and(|route| named(route) || (route.has_head() && delegated()))
}
