//! Occasions of reports: due, late, returned, waiting, accepted.

use super::{About, Audience, Day, NoticeKind, Occasion, Timed, happened};
use crate::cycle::Cycle;
use crate::report::{Report, ReportId, ReportStanding, ReportState, ReportStep, ReportStepKind};
use crate::state::Zone;
use crate::{UnitId, report};

pub(super) fn occasions(zone: &Zone, day: Day<'_>, found: &mut Vec<Occasion>) {
    for cycle in zone.cycles.values() {
        if cycle.closed.is_some() {
            accepted(zone, day, cycle, found);
            continue;
        }
        for unit in report::debtors(zone, cycle).into_keys() {
            let id = ReportId {
                cycle: cycle.id,
                unit,
            };
            of_report(zone, day, cycle, id, found);
        }
    }
}

/// What an owed report gives occasion to.
fn of_report(zone: &Zone, day: Day<'_>, cycle: &Cycle, id: ReportId, found: &mut Vec<Occasion>) {
    let own = zone.reports.get(&id);
    let standing = match own {
        Some(own) => own.stands(cycle, day.today),
        None => ReportStanding::owed(cycle),
    };
    let about = About::Report(id);
    let step =
        |wanted: &dyn Fn(&ReportStepKind) -> bool| own.and_then(|own| last_step(own, day, wanted));
    if standing.state.is_with_unit() {
        owed(day, cycle, (id, &standing), found);
    }
    let waits = match standing.state {
        ReportState::Submitted => Some((
            NoticeKind::ReportToReview,
            Audience::Reviewers(id.unit),
            step(&|what| {
                matches!(
                    what,
                    ReportStepKind::Submitted(_) | ReportStepKind::Signed(_)
                )
            }),
        )),
        ReportState::Reviewed => Some((
            NoticeKind::ReportToAccept,
            Audience::Office,
            // The head's signature is the first level too, on line or on paper.
            step(&|what| {
                matches!(
                    what,
                    ReportStepKind::Reviewed
                        | ReportStepKind::Signed(_)
                        | ReportStepKind::Scanned(_)
                )
            }),
        )),
        ReportState::Returned => Some((
            NoticeKind::ReportReturned,
            Audience::Reporters(id.unit),
            step(&|what| matches!(what, ReportStepKind::Returned(_))),
        )),
        _ => None,
    };
    if let Some((kind, to, Some(step))) = waits {
        let due = Some(standing.due);
        found.push(happened(about, kind, (step.seq, step.on), due, vec![to]));
    }
    extension(day, id, (own.map(|own| &**own), &standing), found);
    accepted_of(zone, day, id, found);
}

/// From the opening of the cycle, in the last days, and once late: one of them at a time.
fn owed(
    day: Day<'_>,
    cycle: &Cycle,
    (id, standing): (ReportId, &ReportStanding),
    found: &mut Vec<Occasion>,
) {
    let to = [Audience::Reporters(id.unit)];
    let timed = Timed {
        soon: NoticeKind::ReportSoon,
        late: NoticeKind::ReportLate,
        seq: cycle.seq,
        to: &to,
    };
    let about = About::Report(id);
    if let Some(occasion) = day.timed(about, standing.due, &timed) {
        found.push(occasion);
    } else if standing.state == ReportState::Owed {
        let since = cycle.until.min(day.today);
        let at = (cycle.seq, since);
        let due = Some(standing.due);
        found.push(happened(about, NoticeKind::ReportDue, at, due, to.to_vec()));
    }
}

fn extension(
    day: Day<'_>,
    id: ReportId,
    (own, standing): (Option<&Report>, &ReportStanding),
    found: &mut Vec<Occasion>,
) {
    let Some(own) = own else { return };
    let about = About::Report(id);
    let asked = |what: &ReportStepKind| matches!(what, ReportStepKind::ExtensionAsked(_));
    if standing.extension_asked.is_some() {
        if let Some(step) = last_step(own, day, &asked) {
            let kind = NoticeKind::ReportExtensionAsked;
            let at = (step.seq, step.on);
            found.push(happened(about, kind, at, None, vec![Audience::Office]));
        }
        return;
    }
    let decided = |what: &ReportStepKind| {
        matches!(
            what,
            ReportStepKind::ExtensionGranted { .. } | ReportStepKind::ExtensionRefused
        )
    };
    if let Some(step) = last_step(own, day, &decided).filter(|step| day.informs(step.on)) {
        let kind = NoticeKind::ReportExtensionDecided;
        let to = vec![Audience::Reporters(id.unit)];
        let due = Some(standing.due);
        found.push(happened(about, kind, (step.seq, step.on), due, to));
    }
}

/// What was accepted lately of a closed cycle.
fn accepted(zone: &Zone, day: Day<'_>, cycle: &Cycle, found: &mut Vec<Occasion>) {
    let from = ReportId {
        cycle: cycle.id,
        unit: UnitId(0),
    };
    let until = ReportId {
        cycle: cycle.id,
        unit: UnitId(u32::MAX),
    };
    for (id, _) in zone.reports.range(from..=until) {
        accepted_of(zone, day, *id, found);
    }
}

fn accepted_of(zone: &Zone, day: Day<'_>, id: ReportId, found: &mut Vec<Occasion>) {
    let Some(own) = zone.reports.get(&id) else {
        return;
    };
    let accepted = |what: &ReportStepKind| *what == ReportStepKind::Accepted;
    let step = last_step(own, day, &accepted).filter(|step| day.informs(step.on));
    if let Some(step) = step {
        let kind = NoticeKind::ReportAccepted;
        let to = vec![Audience::Reporters(id.unit)];
        let at = (step.seq, step.on);
        found.push(happened(About::Report(id), kind, at, None, to));
    }
}

/// The last step of a kind until the day.
fn last_step<'a>(
    own: &'a Report,
    day: Day<'_>,
    wanted: &dyn Fn(&ReportStepKind) -> bool,
) -> Option<&'a ReportStep> {
    let mut until = own.steps.iter().filter(|step| step.on <= day.today);
    until.rfind(|step| wanted(&step.what))
}
