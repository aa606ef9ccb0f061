//! Applying events of reports. None of them says anything of a project: what was accepted comes
//! as events of its own, with the report as their source.

use std::sync::Arc;

use crate::event::{self, Event};
use crate::item::Due;
use crate::report::{Report, ReportId, ReportStep, ReportStepKind, Submission};
use crate::state::Zone;

impl Zone {
    /// Applies an event of a report; others change nothing.
    pub(crate) fn apply_to_report(&mut self, seq: u64, event: &Event) {
        use ReportStepKind as K;
        let (id, what, on, by, text) = match event {
            Event::ReportSubmitted(event) => {
                let what = K::Submitted(Arc::new(submission(event)));
                let (on, by) = (event.effective_on, &event.by);
                (event.id, what, on, by, event.correction)
            }
            Event::ReportReviewed(event) => {
                let (on, by) = (event.effective_on, &event.by);
                (event.id, K::Reviewed, on, by, event.note)
            }
            Event::ReportAccepted(event) => {
                let (on, by) = (event.effective_on, &event.by);
                (event.id, K::Accepted, on, by, event.note)
            }
            Event::ReportReturned(event) => {
                let (what, by) = (K::Returned(event.level), &event.by);
                (event.id, what, event.effective_on, by, Some(event.reason))
            }
            Event::ReportExtensionAsked(event) => {
                let (what, by) = (K::ExtensionAsked(event.until), &event.by);
                (event.id, what, event.effective_on, by, Some(event.reason))
            }
            Event::ReportExtensionDecided(event) => {
                let granted = |due: Due| K::ExtensionGranted {
                    due,
                    locks_on: event.locks_on.unwrap_or(due.on),
                };
                let granted = event.until.map(granted);
                let what = granted.unwrap_or(K::ExtensionRefused);
                (event.id, what, event.effective_on, &event.by, event.note)
            }
            _ => return,
        };
        let by = by.clone();
        self.step_report(
            id,
            ReportStep {
                what,
                on,
                by,
                text,
                seq,
            },
        );
    }

    pub(crate) fn step_report(&mut self, id: ReportId, step: ReportStep) {
        let report = self.reports.entry(id);
        let report = report.or_insert_with(|| Arc::new(Report::blank(id)));
        let report = Arc::make_mut(report);
        report.version += 1;
        report.steps.push(step);
    }
}

fn submission(event: &event::ReportSubmitted) -> Submission {
    Submission {
        lines: event.lines.clone(),
        stated_sum: event.stated_sum,
        answers: event.answers.clone(),
        route: event.route.clone(),
        correction: event.correction,
    }
}
