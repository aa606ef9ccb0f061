//! Signing the step that a report waits for, or giving the report back to its handler.

use super::super::report::{found, no_cycle};
use super::super::{Decision, Moment, Refusals};
use crate::authority::Actor;
use crate::cycle::Cycle;
use crate::event::{Event, ReportGivenBack, ReportSigned};
use crate::refusal;
use crate::report::{Report, ReportId, ReportState, figures_digest};
use crate::signoff::{self, OnBehalf, SignRole, SignStep, Standing, standing_of};
use crate::state::Zone;
use crate::{PersonId, TextRef, Words};

/// A step that somebody may sign now, as whom and for whom.
struct Signer {
    role: SignRole,
    person: PersonId,
    on_behalf: Option<OnBehalf>,
}

pub(super) fn sign(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    id: ReportId,
    (version, digest): (u32, Option<&str>),
    note: Option<TextRef>,
) -> Decision {
    let Some(cycle) = zone.cycles.get(&id.cycle) else {
        return Err(vec![no_cycle(id)]);
    };
    let report = found(zone, id);
    let mut refusals = Refusals::default();
    refusals.version(&id, version, report.version);
    let own = of_last(id, &report);
    let changed = digest.is_some_and(|digest| digest != own);
    refusals.require(!changed, || refusal::figures_changed().at_field("digest"));
    let signer = waited_for(&mut refusals, zone, moment, actor, (cycle, &report));
    let event = signer.map(|signer| ReportSigned {
        id,
        by: actor.account.clone(),
        role: signer.role,
        person: signer.person,
        on_behalf: signer.on_behalf,
        version: report.submitted_version(),
        digest: own,
        note,
        effective_on: moment.today,
    });
    refusals.events(event.into_iter().map(Into::into).collect())
}

pub(super) fn give_back(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    id: ReportId,
    version: u32,
    reason: Option<TextRef>,
) -> Decision {
    let Some(cycle) = zone.cycles.get(&id.cycle) else {
        return Err(vec![no_cycle(id)]);
    };
    let report = found(zone, id);
    let mut refusals = Refusals::default();
    refusals.version(&id, version, report.version);
    let signer = waited_for(&mut refusals, zone, moment, actor, (cycle, &report));
    refusals.require(reason.is_some(), || refusal::no_reason().at_field("reason"));
    let event = signer.zip(reason).map(|(signer, reason)| ReportGivenBack {
        id,
        by: actor.account.clone(),
        role: signer.role,
        on_behalf: signer.on_behalf,
        reason,
        effective_on: moment.today,
    });
    refusals.events(event.into_iter().map(Into::into).collect())
}

/// SHA-256 of the figures that came in last.
pub(super) fn of_last(id: ReportId, report: &Report) -> String {
    let lines = report.last().map_or(&[][..], |(_, own)| &own.lines);
    figures_digest(id.cycle, id.unit, lines)
}

/// The step that a report waits for, if the actor may take it; every reason against it.
fn waited_for(
    refusals: &mut Refusals,
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    (cycle, report): (&Cycle, &Report),
) -> Option<Signer> {
    let closed = cycle.closed.is_some();
    refusals.require(!closed, || refusal::cycle_closed(&cycle.name.zh));
    let standing = report.standing(cycle);
    let submission = report.last().map(|(_, own)| own);
    let step = standing
        .waits()
        .filter(|_| standing.state == ReportState::Signing);
    let step = step.zip(submission);
    let step = step.and_then(|(at, submission)| submission.steps().get(at));
    let Some(step) = step else {
        let Words { zh, en } = standing.state.word();
        refusals.add(match standing.signing {
            Some(signing) if signing.given_back && standing.state == ReportState::Signing => {
                refusal::given_back().at_field("id")
            }
            _ => refusal::nothing_to_sign(&zh, &en).at_field("id"),
        });
        return None;
    };
    let signer = signer(refusals, zone, moment, actor, (cycle, report), step)?;
    let one_person = submission.and_then(|own| own.route.as_ref());
    let one_person = one_person.is_some_and(|own| own.one_person);
    refusals.require(one_person || !signed_before(report, actor, &signer), || {
        refusal::signed_twice(&actor.account)
    });
    Some(signer)
}

/// The actor as one who may sign a step; why not, where not.
fn signer(
    refusals: &mut Refusals,
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    (cycle, report): (&Cycle, &Report),
    step: &SignStep,
) -> Option<Signer> {
    let role = step.role;
    let unit = report.id.unit;
    match standing_of(zone, actor, (unit, cycle), step, moment.today) {
        Standing::Named(person) => Some(Signer {
            role,
            person,
            on_behalf: None,
        }),
        Standing::Delegate(person, delegation) => Some(Signer {
            role,
            person,
            on_behalf: Some(OnBehalf {
                delegation: delegation.id,
                principal: delegation.principal,
            }),
        }),
        Standing::Lapsed(own) => {
            let state = own.state(moment.today);
            refusals.add(match state {
                signoff::DelegationState::InForce => {
                    let form = signoff::form_word(signoff::form_of(cycle));
                    refusal::delegation_elsewhere(&own.id.to_string(), &form.zh, &form.en)
                }
                lapsed => {
                    let Words { zh, en } = lapsed.word();
                    let (from, until) = (own.from, own.until);
                    refusal::delegation_lapsed(&own.id.to_string(), &zh, &en, from, until)
                }
            });
            None
        }
        Standing::Orphaned(own) => {
            refusals.add(refusal::principal_gone(&own.id.to_string()));
            None
        }
        Standing::Stranger => {
            let Words { zh, en } = role.word();
            refusals.add(refusal::not_a_signer(&actor.account, &zh, &en));
            None
        }
    }
}

/// Whether the actor has signed another step of what came in last, or handed it in, by whatever
/// account or for whomever.
fn signed_before(report: &Report, actor: &Actor, signer: &Signer) -> bool {
    let submitted = report.last().map(|(step, _)| step.by == actor.account);
    // Whoever filled it in signs as handler and as nothing else.
    let submitted = submitted == Some(true) && signer.role != SignRole::Handler;
    let mut held = report.signatures().into_iter();
    submitted
        || held.any(|(step, own)| {
            own.role != signer.role && (step.by == actor.account || own.person == signer.person)
        })
}

/// The signature of a handler who hands the report in: what is filled in and handed in by the
/// handler is signed by the handler.
pub(crate) fn signed_by_handler(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    cycle: &Cycle,
    (id, version, digest): (ReportId, u32, String),
) -> Option<Event> {
    let route = zone.routes.get(&id.unit)?;
    let first = route.route.steps.first()?;
    if first.role != SignRole::Handler {
        return None;
    }
    let standing = standing_of(zone, actor, (id.unit, cycle), first, moment.today);
    let Standing::Named(person) = standing else {
        return None;
    };
    let event = ReportSigned {
        id,
        by: actor.account.clone(),
        role: SignRole::Handler,
        person,
        on_behalf: None,
        version,
        digest,
        note: None,
        effective_on: moment.today,
    };
    Some(event.into())
}
