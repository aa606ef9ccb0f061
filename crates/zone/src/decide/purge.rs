//! Purges: one person asks, another one confirms.

use jiff::civil::Date;

use super::{Decision, Moment, Refusals, word};
use crate::authority::{Actor, Operation, Reach};
use crate::event::{Event, PurgeAsked, PurgeConfirmed, PurgeRefused, PurgesCarriedOver};
use crate::purge::command::{AskPurge, PurgeCommand};
use crate::purge::{Purge, PurgeTarget, same_hand};
use crate::refusal::{self, Refusal};
use crate::state::{Zone, next_id};
use crate::thread::Writer;
use crate::{PurgeId, TextRef, limits};

/// The office and the security administrator, nobody else.
pub(super) fn allowed(actor: &Actor) -> Result<(), Vec<Refusal>> {
    match actor.reach(Operation::Purge) {
        Reach::All => Ok(()),
        Reach::Nothing | Reach::OwnUnit => {
            let needed = word(Operation::Purge);
            Err(vec![refusal::not_allowed(&actor.account, needed)])
        }
    }
}

/// Decides a command about purges.
pub(super) fn decide(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    command: &PurgeCommand,
) -> Decision {
    match command {
        PurgeCommand::Ask(asked) => ask(zone, moment, actor, asked),
        PurgeCommand::Confirm { id, effective_on } => {
            confirm(zone, moment, actor, (*id, *effective_on))
        }
        PurgeCommand::Refuse {
            id,
            reason,
            effective_on,
        } => {
            let mut refusals = Refusals::default();
            waiting(&mut refusals, find(zone, *id)?);
            check_day(&mut refusals, moment, *effective_on);
            let event = PurgeRefused {
                id: *id,
                reason: *reason,
                by: Writer::of(actor),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
        PurgeCommand::CarryOver {
            purges,
            effective_on,
        } => {
            let mut refusals = Refusals::default();
            let some = purges.iter().any(|own| !own.texts.is_empty());
            refusals.require(some, refusal::purge_of_nothing);
            check_day(&mut refusals, moment, *effective_on);
            let event = PurgesCarriedOver {
                purges: purges.clone(),
                by: Writer::of(actor),
                effective_on: *effective_on,
            };
            refusals.events(vec![event.into()])
        }
    }
}

fn ask(zone: &Zone, moment: Moment<'_>, actor: &Actor, asked: &AskPurge) -> Decision {
    let mut refusals = Refusals::default();
    let mut targets = asked.targets.clone();
    targets.sort_unstable();
    targets.dedup();
    refusals.require(!targets.is_empty(), || {
        refusal::purge_of_nothing().at_field("targets")
    });
    let few = targets.len() <= limits::PURGE_TARGETS_MAX;
    refusals.require(few, || {
        let max = limits::PURGE_TARGETS_MAX;
        refusal::too_many_here("清除对象", "things to purge", max).at_field("targets")
    });
    check_day(&mut refusals, moment, asked.effective_on);
    for target in &targets {
        check_target(&mut refusals, zone, *target);
    }
    let texts = texts_of(zone, &targets, &asked.texts);
    let names = || targets.iter().map(PurgeTarget::to_string);
    if refusals.0.is_empty() && texts.is_empty() {
        let names = names().collect::<Vec<_>>().join("、");
        // Either there never was a text, or all of them are gone.
        refusals.add(
            match asked.texts.iter().find_map(|own| zone.purged.get(own)) {
                Some(mark) => {
                    let told = mark.told();
                    refusal::purged_already(&names, &told.zh, &told.en).at_field("targets")
                }
                None => refusal::nothing_to_purge(&names).at_field("targets"),
            },
        );
    }
    let last = next_id(&zone.purges, |id| id.0);
    let event = PurgeAsked {
        id: PurgeId(last.max(zone.retired.purge + 1)),
        targets,
        texts,
        ground: asked.ground,
        reason: asked.reason,
        by: Writer::of(actor),
        effective_on: asked.effective_on,
    };
    refusals.events(vec![event.into()])
}

fn confirm(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    (id, effective_on): (PurgeId, Date),
) -> Decision {
    let own = find(zone, id)?;
    let mut refusals = Refusals::default();
    waiting(&mut refusals, own);
    refusals.require(!same_hand(&own.by, actor), || {
        refusal::purge_own(&own.by.account)
    });
    check_day(&mut refusals, moment, effective_on);
    // As it stands now: a comment that was put otherwise meanwhile goes in that version too.
    let texts = texts_of(zone, &own.targets, &own.texts);
    let files = own.targets.iter().filter_map(|target| match target {
        PurgeTarget::Attachment(id) => Some(*id),
        _ => None,
    });
    let event = PurgeConfirmed {
        id,
        ground: own.ground,
        texts,
        files: files.collect(),
        asked_by: own.by.account.clone(),
        by: Writer::of(actor),
        effective_on,
    };
    refusals.events(vec![Event::from(event)])
}

/// The texts that go: those of the targets, and those told beside, without what is gone already.
fn texts_of(zone: &Zone, targets: &[PurgeTarget], told: &[TextRef]) -> Vec<TextRef> {
    let own = targets.iter().flat_map(|target| target.texts(zone));
    let mut texts: Vec<TextRef> = own.chain(told.iter().copied()).collect();
    texts.retain(|text| !zone.purged.contains_key(text));
    texts.sort_unstable();
    texts.dedup();
    texts
}

fn check_target(refusals: &mut Refusals, zone: &Zone, target: PurgeTarget) {
    let name = target.to_string();
    if !target.exists(zone) {
        let unknown = refusal::unknown("清除对象", "thing to purge", &name);
        refusals.add(unknown.at_field("targets"));
        return;
    }
    if let Some(id) = zone.purge_waiting(target) {
        let refused = refusal::purge_asked_already(&name, &id.to_string());
        refusals.add(refused.at_field("targets"));
    }
    let texts = target.texts(zone);
    let gone: Option<Vec<_>> = texts.iter().map(|text| zone.purged.get(text)).collect();
    if let Some(mark) = gone.and_then(|gone| gone.first().copied()) {
        let told = mark.told();
        refusals.add(refusal::purged_already(&name, &told.zh, &told.en).at_field("targets"));
    }
}

fn check_day(refusals: &mut Refusals, moment: Moment<'_>, on: Date) {
    refusals.date("effective_on", on);
    refusals.require(on <= moment.today, || {
        refusal::finish_in_future(on).at_field("effective_on")
    });
}

fn waiting(refusals: &mut Refusals, own: &Purge) {
    if let Some(outcome) = &own.outcome {
        let (zh, en) = match outcome.confirmed {
            true => ("确认清除", "confirmed"),
            false => ("不予清除", "refused"),
        };
        refusals.add(refusal::purge_settled(&own.id.to_string(), zh, en));
    }
}

fn find(zone: &Zone, id: PurgeId) -> Result<&Purge, Vec<Refusal>> {
    let unknown = || {
        vec![refusal::unknown(
            "清除申请",
            "request to purge",
            &id.to_string(),
        )]
    };
    zone.purges.get(&id).map(|own| &**own).ok_or_else(unknown)
}
