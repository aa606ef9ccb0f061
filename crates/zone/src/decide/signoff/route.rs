//! A unit settles its steps.

use super::super::{Decision, Moment, Refusals};
use crate::authority::Actor;
use crate::event::SignRouteSet;
use crate::refusal;
use crate::signoff::{SignRole, SignRoute};
use crate::state::Zone;
use crate::{Holder, UnitId, limits};

pub(super) fn set(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    (unit, version): (UnitId, u32),
    route: &SignRoute,
    document: &str,
) -> Decision {
    let mut refusals = Refusals::default();
    refusals.unit(zone, Some(unit));
    let known = zone.routes.get(&unit).map_or(0, |own| own.version);
    refusals.version(&unit, version, known);
    refusals.length("document", document);
    // That one person signs all is an exception: it stands on paper.
    refusals.require(!route.one_person || !document.trim().is_empty(), || {
        refusal::no_document().at_field("document")
    });
    let roles: Vec<SignRole> = route.steps.iter().map(|step| step.role).collect();
    let in_order = roles.windows(2).all(|pair| pair[0] < pair[1]);
    refusals.require(in_order, || {
        refusal::steps_out_of_order().at_field("route.steps")
    });
    for step in &route.steps {
        let role = step.role.word();
        refusals.require(!step.signers.is_empty(), || {
            refusal::step_without_signer(&role.zh, &role.en).at_field("route.steps")
        });
        let few = step.signers.len() <= limits::SIGNERS_MAX;
        refusals.require(few, || {
            refusal::too_long("signers", limits::SIGNERS_MAX).at_field("route.steps")
        });
        for holder in &step.signers {
            check_holder(&mut refusals, zone, *holder);
        }
    }
    let event = SignRouteSet {
        unit,
        route: route.clone(),
        document: document.trim().to_owned(),
        by: actor.account.clone(),
        effective_on: moment.today,
    };
    refusals.events(vec![event.into()])
}

fn check_holder(refusals: &mut Refusals, zone: &Zone, holder: Holder) {
    let (known, zh, en, id) = match holder {
        Holder::Person(id) => (
            zone.people.contains_key(&id),
            "人员",
            "person",
            id.to_string(),
        ),
        Holder::Post(id) => (zone.posts.contains_key(&id), "职务", "post", id.to_string()),
    };
    refusals.require(known, || {
        refusal::unknown(zh, en, &id).at_field("route.steps")
    });
}
