//! Occasions of meetings, problems, and the lights that a closed cycle fixed.

use super::{About, Audience, Day, NoticeKind, Occasion, Timed, happened};
use crate::clock::{Due, working_due};
use crate::meeting::{Meeting, MeetingState};
use crate::problem::{Problem, Severity};
use crate::state::Zone;

pub(super) fn meetings(zone: &Zone, day: Day<'_>, found: &mut Vec<Occasion>) {
    for meeting in zone.meetings.values() {
        if let Some(occasion) = of_meeting(day, meeting) {
            found.push(occasion);
        }
    }
}

/// One occasion a meeting: as it was called, and in its place as it was changed last. The record
/// keeps no day of a change, so that a meeting to come stands at the day looked at.
fn of_meeting(day: Day<'_>, meeting: &Meeting) -> Option<Occasion> {
    let about = About::Meeting(meeting.id);
    let to = vec![Audience::Meeting(meeting.id)];
    match meeting.state() {
        MeetingState::Planned if meeting.plan.on >= day.today => {
            let first = *meeting.history.first()?;
            let last = *meeting.history.last()?;
            let kind = match first == last {
                true => NoticeKind::MeetingCalled,
                false => NoticeKind::MeetingChanged,
            };
            let due = Due {
                stated: meeting.plan.on,
                on: meeting.plan.on,
            };
            Some(happened(about, kind, (last, day.today), Some(due), to))
        }
        MeetingState::Cancelled => {
            let cancelled = meeting.cancelled.as_ref()?;
            let at = (cancelled.seq, cancelled.on);
            let told = day.informs(cancelled.on);
            told.then(|| happened(about, NoticeKind::MeetingCancelled, at, None, to))
        }
        MeetingState::Minuted => {
            let minutes = meeting.minutes.last()?;
            let at = (minutes.seq, minutes.on);
            let told = day.informs(minutes.on);
            told.then(|| happened(about, NoticeKind::MinutesIssued, at, None, to))
        }
        MeetingState::Planned | MeetingState::Held => None,
    }
}

pub(super) fn problems(zone: &Zone, day: Day<'_>, found: &mut Vec<Occasion>) {
    for problem in zone.problems.values() {
        if problem.is_open(day.today) {
            of_problem(zone, day, problem, found);
        }
    }
}

fn of_problem(zone: &Zone, day: Day<'_>, problem: &Problem, found: &mut Vec<Occasion>) {
    let about = About::Problem(problem.id);
    let project = zone.projects.get(&problem.project);
    let lead = project.and_then(|project| zone.lead_unit(project, day.today));
    let due = problem.due_on.map(|on| working_due(day.calendars, on));
    let solves = problem.owner.or(lead).map(Audience::Unit);
    if day.informs(problem.raised_on) {
        let mut to: Vec<Audience> = lead.map(Audience::Unit).into_iter().collect();
        to.extend(solves.clone());
        to.push(Audience::Watchers(problem.project));
        if problem.severity == Severity::Blocking {
            to.push(Audience::Leaders);
        }
        to.dedup();
        let at = (problem.seq, problem.raised_on);
        found.push(happened(about, NoticeKind::ProblemRaised, at, due, to));
    }
    let (Some(due), Some(to)) = (due, solves) else {
        return;
    };
    let timed = Timed {
        soon: NoticeKind::ProblemSoon,
        late: NoticeKind::ProblemLate,
        seq: problem.seq,
        to: &[to],
    };
    found.extend(day.timed(about, due, &timed));
}

/// The lights of the cycle that was closed last, once.
pub(super) fn lights(zone: &Zone, day: Day<'_>, found: &mut Vec<Occasion>) {
    let closed = zone.cycles.values().filter_map(|cycle| {
        let closed = cycle.closed.as_ref()?;
        Some((closed.seq, cycle))
    });
    let Some((seq, cycle)) = closed.max_by_key(|(seq, _)| *seq) else {
        return;
    };
    if day.informs(cycle.due_on.max(cycle.until)) {
        let at = (seq, cycle.due_on.max(cycle.until));
        let about = About::Cycle(cycle.id);
        let to = vec![Audience::Readers];
        found.push(happened(about, NoticeKind::LightsRed, at, None, to));
    }
}
