//! Applying events of enterprises and their requests.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;

use crate::enterprise::plan::EnterprisePlan;
use crate::enterprise::request::{RequestStep, RequestStepKind};
use crate::enterprise::{Enterprise, EnterpriseChange, MonthFigures, Request, Told};
use crate::event::{self, Event};
use crate::state::Zone;
use crate::{EnterpriseId, RequestId, TextRef, Timeline};

impl Zone {
    /// Applies an event about enterprises; others change nothing.
    pub(crate) fn apply_to_enterprise(&mut self, seq: u64, event: &Event) {
        match event {
            Event::EnterpriseAdded(event) => self.add_enterprise(seq, event),
            Event::EnterpriseChanged(event) => self.change_enterprise(seq, event.id, |own| {
                for change in &event.changes {
                    take(own, change, event.effective_on);
                }
            }),
            Event::EnterpriseFiguresTold(event) => self.tell_figures(seq, event),
            Event::RequestRaised(event) => self.raise_request(seq, event),
            Event::RequestPassedOn(event) => {
                let what = RequestStepKind::PassedOn(event.to);
                self.step_request(seq, event.id, what, event.effective_on, event.note);
            }
            Event::RequestUrged(event) => {
                let what = RequestStepKind::Urged;
                self.step_request(seq, event.id, what, event.effective_on, event.note);
            }
            Event::RequestAnswered(event) => {
                let (what, text) = (RequestStepKind::Answered(event.outcome), Some(event.text));
                self.step_request(seq, event.id, what, event.effective_on, text);
            }
            Event::RequestConfirmed(event) => {
                let what = RequestStepKind::Confirmed(event.satisfaction);
                self.step_request(seq, event.id, what, event.effective_on, event.words);
            }
            Event::RequestReopened(event) => {
                let (what, text) = (RequestStepKind::Reopened(event.due), Some(event.reason));
                self.step_request(seq, event.id, what, event.effective_on, text);
            }
            Event::RequestClosed(event) => {
                let what = RequestStepKind::Closed;
                self.step_request(seq, event.id, what, event.effective_on, event.note);
            }
            _ => {}
        }
    }

    fn add_enterprise(&mut self, seq: u64, event: &event::EnterpriseAdded) {
        let on = event.effective_on;
        let enterprise = Enterprise {
            id: event.id,
            code: event.code.clone(),
            names: Timeline::starting(on, event.name.clone()),
            industry: Timeline::starting(on, event.industry.clone()),
            leads: Timeline::starting(on, event.lead),
            assistants: Timeline::starting(on, event.assistant),
            contact: event.contact,
            states: Timeline::starting(on, event.state),
            since: on,
            plan: EnterprisePlan::default(),
            months: OrdMap::new(),
            version: 1,
            history: vec![seq],
        };
        self.enterprises.insert(event.id, Arc::new(enterprise));
    }

    /// Changes an enterprise and counts the event in its version and history.
    pub(crate) fn change_enterprise(
        &mut self,
        seq: u64,
        id: EnterpriseId,
        change: impl FnOnce(&mut Enterprise),
    ) {
        if let Some(enterprise) = self.enterprises.get_mut(&id) {
            let enterprise = Arc::make_mut(enterprise);
            change(enterprise);
            enterprise.version += 1;
            enterprise.history.push(seq);
        }
    }

    fn tell_figures(&mut self, seq: u64, event: &event::EnterpriseFiguresTold) {
        let told = Told {
            figures: event.figures,
            source: event.source,
            answers: event.answers.clone(),
            on: event.effective_on,
            seq,
        };
        self.change_enterprise(seq, event.id, |own| {
            match own.months.get_mut(&event.month) {
                Some(kept) => {
                    let before = std::mem::replace(&mut kept.now, told);
                    kept.before.push(before);
                }
                None => {
                    let first = MonthFigures {
                        now: told,
                        before: Vec::new(),
                    };
                    own.months.insert(event.month, first);
                }
            }
        });
    }

    fn raise_request(&mut self, seq: u64, event: &event::RequestRaised) {
        let request = Request {
            id: event.id,
            number: event.number,
            enterprise: event.enterprise,
            kind: event.kind,
            text: event.text,
            first: event.first,
            by_enterprise: event.by_enterprise,
            project: event.project,
            raised_on: event.effective_on,
            due: event.due,
            steps: Vec::new(),
            version: 1,
            seq,
        };
        self.requests.insert(event.id, Arc::new(request));
    }

    fn step_request(
        &mut self,
        seq: u64,
        id: RequestId,
        what: RequestStepKind,
        on: Date,
        text: Option<TextRef>,
    ) {
        if let Some(request) = self.requests.get_mut(&id) {
            let request = Arc::make_mut(request);
            request.version += 1;
            request.steps.push(RequestStep {
                what,
                on,
                text,
                seq,
            });
        }
    }
}

fn take(own: &mut Enterprise, change: &EnterpriseChange, on: Date) {
    match change {
        EnterpriseChange::Name(name) => own.names.record(on, name.clone()),
        EnterpriseChange::Code(code) => own.code.clone_from(code),
        EnterpriseChange::Industry(industry) => own.industry.record(on, industry.clone()),
        EnterpriseChange::Lead(unit) => own.leads.record(on, *unit),
        EnterpriseChange::Assistant(holder) => own.assistants.record(on, *holder),
        EnterpriseChange::Contact(contact) => own.contact = *contact,
        EnterpriseChange::State(state) => own.states.record(on, *state),
    }
}
