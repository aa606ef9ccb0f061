//! How reports are signed: routes of units, delegations, signatures, printed sheets.

mod delegate;
mod route;
mod sheet;
mod sign;

use super::{Decision, Moment, reaches, word};
use crate::authority::{Actor, Operation};
use crate::refusal::{self, Refusal};
use crate::signoff::command::SignoffCommand;
use crate::signoff::is_signer;
use crate::state::Zone;
use crate::{ReportId, UnitId};

pub use sheet::{old_version, printed};
pub(super) use sign::signed_by_handler;

/// Decides a command about how reports are signed.
pub(super) fn decide(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    command: &SignoffCommand,
) -> Decision {
    match command {
        SignoffCommand::SetRoute {
            unit,
            version,
            route,
            document,
        } => route::set(zone, moment, actor, (*unit, *version), route, document),
        SignoffCommand::Delegate(asked) => delegate::delegate(zone, moment, actor, asked),
        SignoffCommand::Revoke { id, reason } => {
            delegate::revoke(zone, moment, actor, *id, *reason)
        }
        SignoffCommand::Sign {
            id,
            version,
            digest,
            note,
        } => {
            let seen = (*version, digest.as_deref());
            sign::sign(zone, moment, actor, *id, seen, *note)
        }
        SignoffCommand::GiveBack {
            id,
            version,
            reason,
        } => sign::give_back(zone, moment, actor, *id, *version, *reason),
        SignoffCommand::Print { id, version } => sheet::print(zone, moment, actor, *id, *version),
        SignoffCommand::Scan(asked) => sheet::scan(zone, moment, actor, asked),
    }
}

/// The actor's right. Who signs is named by the unit itself: whoever works for the unit is told who
/// may, others have no right at all.
pub(super) fn allowed(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    command: &SignoffCommand,
) -> Result<(), Vec<Refusal>> {
    let on = moment.today;
    let may = |operation: Operation, unit: UnitId| {
        reaches(zone, actor, operation, Some(zone.unit_on(unit, on)), on)
    };
    let works_for = |id: &ReportId| {
        let own = [Operation::Report, Operation::ReviewReports];
        own.into_iter().any(|operation| may(operation, id.unit))
    };
    let signer = |unit: UnitId| is_signer(zone, actor, unit, on);
    let allowed = match command {
        SignoffCommand::SetRoute { unit, .. } => may(Operation::ReviewReports, *unit),
        SignoffCommand::Delegate(asked) => signer(asked.unit) || runs(actor),
        SignoffCommand::Revoke { id, .. } => {
            let unit = zone.delegations.get(id).map(|own| own.unit);
            runs(actor) || unit.is_some_and(signer)
        }
        SignoffCommand::Sign { id, .. } | SignoffCommand::GiveBack { id, .. } => {
            works_for(id) || signer(id.unit) || was_asked(zone, actor, id.unit)
        }
        SignoffCommand::Print { id, .. } => works_for(id) || signer(id.unit),
        SignoffCommand::Scan(asked) => works_for(&asked.id),
    };
    if allowed {
        Ok(())
    } else {
        let operation = word(command.operation());
        Err(vec![refusal::not_allowed(&actor.account, operation)])
    }
}

/// Whether the actor runs cycles: the dispatch office.
fn runs(actor: &Actor) -> bool {
    actor.may(Operation::RunCycles, None)
}

/// Whether a delegation to the actor was ever made for a unit, in force or not: who comes too early
/// or too late is told so.
fn was_asked(zone: &Zone, actor: &Actor, unit: UnitId) -> bool {
    let mut delegations = zone.delegations.values();
    actor.person.is_some()
        && delegations.any(|own| own.unit == unit && Some(own.delegate) == actor.person)
}
