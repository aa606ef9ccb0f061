//! Occasions of enterprises' requests: received, due, late, answered, reopened, over.

use super::{About, Audience, Day, NoticeKind, Occasion, Timed, happened, newer};
use crate::enterprise::request::{
    Request, RequestStanding, RequestState, RequestStep, RequestStepKind,
};
use crate::state::Zone;

pub(super) fn occasions(zone: &Zone, day: Day<'_>, found: &mut Vec<Occasion>) {
    let there = zone.requests.values();
    for own in there.filter(|own| own.raised_on <= day.today) {
        let standing = own.stands(day.today);
        if standing.state.is_with_unit() {
            for_units(day, own, &standing, found);
        }
        for_enterprise(day, own, &standing, found);
        over(day, own, &standing, found);
    }
}

/// Who works on it, and once it is late who received it: the first receiver stays responsible.
fn for_units(day: Day<'_>, own: &Request, standing: &RequestStanding, found: &mut Vec<Occasion>) {
    let about = About::Request(own.id);
    let due = Some(standing.due);
    let handler = Audience::Unit(standing.handler);
    let passed = last_step(own, day, |what| {
        matches!(what, RequestStepKind::PassedOn(_))
    });
    let reached = passed.map_or((own.seq, own.raised_on), |step| (step.seq, step.on));
    let kind = NoticeKind::RequestReceived;
    let received = happened(about, kind, reached, due, vec![handler.clone()]);
    let received = Some(received).filter(|_| standing.state == RequestState::Open);
    let reopened = last_step(own, day, |what| {
        matches!(what, RequestStepKind::Reopened(_))
    });
    if let Some(step) = reached_by(standing, reopened) {
        let to = vec![handler.clone(), Audience::Unit(own.first), Audience::Office];
        let kind = NoticeKind::RequestReopened;
        found.push(happened(about, kind, (step.seq, step.on), due, to));
    }
    if let Some(step) = last_step(own, day, |what| what == RequestStepKind::Urged) {
        let kind = NoticeKind::RequestUrged;
        let at = (step.seq, step.on);
        found.push(happened(about, kind, at, due, vec![handler.clone()]));
    }
    let mut to = vec![handler];
    if standing.handler != own.first {
        to.push(Audience::Unit(own.first));
    }
    let timed = Timed {
        soon: NoticeKind::RequestSoon,
        late: NoticeKind::RequestLate,
        seq: last_step(own, day, |_| true).map_or(own.seq, |step| step.seq),
        to: &to,
    };
    found.extend(newer(received, day.timed(about, standing.due, &timed)));
}

fn reached_by<'a>(
    standing: &RequestStanding,
    step: Option<&'a RequestStep>,
) -> Option<&'a RequestStep> {
    step.filter(|_| standing.state == RequestState::Reopened)
}

fn for_enterprise(
    day: Day<'_>,
    own: &Request,
    standing: &RequestStanding,
    found: &mut Vec<Occasion>,
) {
    let waits = standing.state == RequestState::Answered;
    let answered = last_step(own, day, |what| {
        matches!(what, RequestStepKind::Answered(_))
    });
    if let Some(step) = answered.filter(|_| waits) {
        let to = vec![Audience::Enterprise(own.enterprise)];
        let kind = NoticeKind::RequestAnswered;
        let at = (step.seq, step.on);
        found.push(happened(About::Request(own.id), kind, at, None, to));
    }
}

fn over(day: Day<'_>, own: &Request, standing: &RequestStanding, found: &mut Vec<Occasion>) {
    if !standing.state.is_over() {
        return;
    }
    let ends = |what: RequestStepKind| {
        matches!(
            what,
            RequestStepKind::Confirmed(_) | RequestStepKind::Closed
        )
    };
    let step = last_step(own, day, ends).filter(|step| day.informs(step.on));
    if let Some(step) = step {
        let by_enterprise = matches!(step.what, RequestStepKind::Confirmed(_));
        let to = match by_enterprise {
            true => vec![Audience::Unit(standing.handler), Audience::Unit(own.first)],
            false => vec![Audience::Enterprise(own.enterprise)],
        };
        let kind = NoticeKind::RequestOver;
        let at = (step.seq, step.on);
        found.push(happened(About::Request(own.id), kind, at, None, to));
    }
}

/// The last step of a kind until the day.
fn last_step<'a>(
    own: &'a Request,
    day: Day<'_>,
    wanted: impl Fn(RequestStepKind) -> bool,
) -> Option<&'a RequestStep> {
    let mut until = own.steps.iter().filter(|step| step.on <= day.today);
    until.rfind(|step| wanted(step.what))
}
