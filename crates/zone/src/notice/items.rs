//! Occasions of supervision items: assigned, urged, due, late, answered, returned, closed.

use super::{About, Audience, Day, NoticeKind, Occasion, Timed, happened, newer};
use crate::item::{
    EscalationStep, ItemKind, ItemState, ItemStep, Standing, StepKind, SupervisionItem,
};
use crate::state::Zone;

pub(super) fn occasions(zone: &Zone, day: Day<'_>, found: &mut Vec<Occasion>) {
    let there = zone.items.values();
    for item in there.filter(|item| item.assigned_on <= day.today) {
        let standing = item.stands(day.today);
        if !standing.is_closed() {
            for_unit(day, item, &standing, found);
            for_owed(day, item, &standing, found);
        }
        informs(day, item, &standing, found);
    }
}

/// The lead unit, those that help, and who answers in person.
fn owing(item: &SupervisionItem) -> Vec<Audience> {
    let units = std::iter::once(item.lead).chain(item.support.iter().copied());
    let units = units.map(Audience::Unit);
    units.chain([Audience::Holder(item.owner)]).collect()
}

/// Whom it is owed to.
fn owed(item: &SupervisionItem) -> Vec<Audience> {
    vec![item.owed_to.map_or(Audience::Office, Audience::Unit)]
}

fn for_unit(day: Day<'_>, item: &SupervisionItem, standing: &Standing, found: &mut Vec<Occasion>) {
    let about = About::Item(item.id);
    let due = Some(standing.due);
    let to = owing(item);
    if standing.state.is_with_unit() {
        let timed = Timed {
            soon: NoticeKind::ItemSoon,
            late: NoticeKind::ItemLate,
            seq: last_seq(item, day),
            to: &to,
        };
        let timed = day.timed(about, standing.due, &timed);
        let at = (item.seq, item.assigned_on);
        let mut assigned = happened(about, NoticeKind::ItemAssigned, at, due, to.clone());
        assigned.urgent = item.kind == ItemKind::UrgentNote;
        let is_new = standing.state == ItemState::Assigned;
        found.extend(newer(Some(assigned).filter(|_| is_new), timed));
        let urged = |what: StepKind| what == StepKind::Urged;
        if let Some(step) = last_step(item, day, urged) {
            let at = (step.seq, step.on);
            found.push(happened(about, NoticeKind::ItemUrged, at, due, to.clone()));
        }
    }
    if standing.state == ItemState::Returned
        && let Some(step) = last_step(item, day, |what| what == StepKind::Returned)
    {
        let at = (step.seq, step.on);
        found.push(happened(
            about,
            NoticeKind::ItemReturned,
            at,
            due,
            to.clone(),
        ));
    }
    let escalated = |what: StepKind| matches!(what, StepKind::Escalated(_));
    if let Some(step) = last_step(item, day, escalated) {
        let mut to = to;
        // From an interview on it is the leaders' matter.
        if matches!(step.what, StepKind::Escalated(taken) if taken >= EscalationStep::Interview) {
            to.push(Audience::Leaders);
        }
        let at = (step.seq, step.on);
        found.push(happened(about, NoticeKind::ItemEscalated, at, due, to));
    }
}

fn for_owed(day: Day<'_>, item: &SupervisionItem, standing: &Standing, found: &mut Vec<Occasion>) {
    let about = About::Item(item.id);
    let waits = standing.state == ItemState::Answered;
    let answered = |what: StepKind| what == StepKind::Answered;
    if let Some(step) = last_step(item, day, answered).filter(|_| waits) {
        let at = (step.seq, step.on);
        found.push(happened(
            about,
            NoticeKind::ItemAnswered,
            at,
            None,
            owed(item),
        ));
    }
    let asks = standing.extension_asked.is_some();
    let asked = |what: StepKind| matches!(what, StepKind::ExtensionAsked(_));
    if let Some(step) = last_step(item, day, asked).filter(|_| asks) {
        let at = (step.seq, step.on);
        let kind = NoticeKind::ItemExtensionAsked;
        found.push(happened(about, kind, at, Some(standing.due), owed(item)));
    }
}

fn informs(day: Day<'_>, item: &SupervisionItem, standing: &Standing, found: &mut Vec<Occasion>) {
    let about = About::Item(item.id);
    let told = |step: &&ItemStep| day.informs(step.on);
    if standing.is_closed() {
        let closed = last_step(item, day, |what| what == StepKind::Closed);
        if let Some(step) = closed.filter(told) {
            let at = (step.seq, step.on);
            found.push(happened(
                about,
                NoticeKind::ItemClosed,
                at,
                None,
                owing(item),
            ));
        }
        return;
    }
    let decided = |what: StepKind| {
        matches!(
            what,
            StepKind::ExtensionGranted(_) | StepKind::ExtensionRefused
        )
    };
    if let Some(step) = last_step(item, day, decided).filter(told) {
        let at = (step.seq, step.on);
        let kind = NoticeKind::ItemExtensionDecided;
        found.push(happened(about, kind, at, Some(standing.due), owing(item)));
    }
}

/// The last step of a kind until the day.
fn last_step<'a>(
    item: &'a SupervisionItem,
    day: Day<'_>,
    wanted: impl Fn(StepKind) -> bool,
) -> Option<&'a ItemStep> {
    let mut until = item.steps.iter().filter(|step| step.on <= day.today);
    until.rfind(|step| wanted(step.what))
}

fn last_seq(item: &SupervisionItem, day: Day<'_>) -> u64 {
    last_step(item, day, |_| true).map_or(item.seq, |step| step.seq)
}
