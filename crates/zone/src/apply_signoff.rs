//! Applying events of signing: routes, delegations, signatures, printed sheets.

use std::sync::Arc;

use crate::event::{self, Event};
use crate::report::{ReportStep, ReportStepKind};
use crate::signoff::{Delegation, Scanned, Sheet, Signature, UnitRoute};
use crate::state::Zone;

impl Zone {
    /// Applies an event of signing; others change nothing.
    pub(crate) fn apply_to_signoff(&mut self, seq: u64, event: &Event) {
        match event {
            Event::SignRouteSet(event) => self.set_route(seq, event),
            Event::DelegationMade(event) => self.make_delegation(seq, event),
            Event::DelegationRevoked(event) => {
                if let Some(own) = self.delegations.get_mut(&event.id) {
                    let own = Arc::make_mut(own);
                    own.revoked = Some((event.effective_on, event.by.clone()));
                }
            }
            Event::ReportSigned(event) => self.sign_report(seq, event),
            Event::ReportGivenBack(event) => {
                let what = ReportStepKind::GivenBack(event.role, event.on_behalf);
                let step = ReportStep {
                    what,
                    on: event.effective_on,
                    by: event.by.clone(),
                    text: Some(event.reason),
                    seq,
                };
                self.step_report(event.id, step);
            }
            Event::SheetPrinted(event) => {
                let sheet = Sheet {
                    code: event.code.clone(),
                    report: event.id,
                    version: event.version,
                    digest: event.digest.clone(),
                    on: event.effective_on,
                    by: event.by.clone(),
                    seq,
                    used: None,
                };
                let known = self.sheets.entry(event.code.clone());
                known.or_insert_with(|| Arc::new(sheet));
            }
            Event::SheetScanned(event) => self.scan_sheet(seq, event),
            _ => {}
        }
    }

    fn set_route(&mut self, seq: u64, event: &event::SignRouteSet) {
        let version = self.routes.get(&event.unit).map_or(0, |own| own.version);
        let route = UnitRoute {
            route: event.route.clone(),
            document: event.document.clone(),
            by: event.by.clone(),
            since: event.effective_on,
            version: version + 1,
            seq,
        };
        self.routes.insert(event.unit, Arc::new(route));
    }

    fn make_delegation(&mut self, seq: u64, event: &event::DelegationMade) {
        let delegation = Delegation {
            id: event.id,
            unit: event.unit,
            principal: event.principal,
            delegate: event.delegate,
            forms: event.forms.clone(),
            from: event.from,
            until: event.until,
            document: event.document.clone(),
            by: event.by.clone(),
            revoked: None,
            seq,
        };
        self.delegations.insert(event.id, Arc::new(delegation));
    }

    fn sign_report(&mut self, seq: u64, event: &event::ReportSigned) {
        let signature = Signature {
            role: event.role,
            person: event.person,
            on_behalf: event.on_behalf,
            version: event.version,
            digest: event.digest.clone(),
        };
        let step = ReportStep {
            what: ReportStepKind::Signed(Arc::new(signature)),
            on: event.effective_on,
            by: event.by.clone(),
            text: event.note,
            seq,
        };
        self.step_report(event.id, step);
    }

    fn scan_sheet(&mut self, seq: u64, event: &event::SheetScanned) {
        if let Some(sheet) = self.sheets.get_mut(&event.code) {
            let by = event.by.clone();
            Arc::make_mut(sheet).used = Some((event.effective_on, by));
        }
        let corrected = event.totals.iter();
        let corrected = corrected.filter(|own| own.printed != own.on_paper).cloned();
        let scanned = Scanned {
            code: event.code.clone(),
            file: event.file,
            version: event.version,
            digest: event.digest.clone(),
            signed: event.signed.clone(),
            corrected: corrected.collect(),
        };
        let step = ReportStep {
            what: ReportStepKind::Scanned(Arc::new(scanned)),
            on: event.effective_on,
            by: event.by.clone(),
            text: None,
            seq,
        };
        self.step_report(event.id, step);
    }
}
