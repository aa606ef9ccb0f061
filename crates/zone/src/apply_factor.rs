//! Applying events of plans, negotiations and factors.

use std::sync::Arc;

use crate::DealId;
use crate::enterprise::deal::{Contract, Deal, DealMove, DealStage};
use crate::enterprise::plan::{MeasureStep, PlanVersion};
use crate::event::Event;
use crate::factor::{Need, Quota};
use crate::state::Zone;

impl Zone {
    /// Applies an event of plans, negotiations or factors; others change nothing.
    pub(crate) fn apply_to_factor(&mut self, seq: u64, event: &Event) {
        match event {
            Event::EnterprisePlanAgreed(event) => self.change_enterprise(seq, event.id, |own| {
                own.plan.versions.push(PlanVersion {
                    document: event.document.clone(),
                    measures: event.measures.clone(),
                    agreed_on: event.effective_on,
                    seq,
                });
            }),
            Event::EnterpriseMeasureMoved(event) => self.change_enterprise(seq, event.id, |own| {
                own.plan.steps.push(MeasureStep {
                    key: event.key,
                    state: event.state,
                    note: event.note,
                    on: event.effective_on,
                    seq,
                });
            }),
            Event::FactorQuotaSet(event) => {
                for (month, amount) in &event.months {
                    let quota = Quota {
                        amount: *amount,
                        document: event.document.clone(),
                        seq,
                    };
                    self.quotas.insert((event.factor, *month), quota);
                }
            }
            Event::FactorNeedDeclared(event) => {
                for (month, amount) in &event.months {
                    let key = (event.factor, *month, event.project);
                    let amount = *amount;
                    self.needs.insert(key, Need { amount, seq });
                }
            }
            other => self.apply_to_deal(seq, other),
        }
    }

    fn apply_to_deal(&mut self, seq: u64, event: &Event) {
        match event {
            Event::DealOpened(event) => {
                let deal = Deal {
                    id: event.id,
                    name: event.name.clone(),
                    enterprise: event.enterprise,
                    amount: event.amount,
                    lead: event.lead,
                    began_on: event.effective_on,
                    moves: Vec::new(),
                    contract: None,
                    version: 1,
                    history: vec![seq],
                };
                self.deals.insert(event.id, Arc::new(deal));
            }
            Event::DealMoved(event) => self.change_deal(seq, event.id, |own| {
                own.moves.push(DealMove {
                    stage: event.stage,
                    note: event.note,
                    on: event.effective_on,
                    seq,
                });
            }),
            Event::DealSigned(event) => self.change_deal(seq, event.id, |own| {
                own.moves.push(DealMove {
                    stage: DealStage::Signed,
                    note: None,
                    on: event.effective_on,
                    seq,
                });
                own.contract = Some(Contract {
                    document: event.document.clone(),
                    amount: event.amount,
                    signed_on: event.effective_on,
                    promises: event.promises.iter().map(|own| (*own, None)).collect(),
                });
            }),
            Event::PromiseKept(event) => self.change_deal(seq, event.id, |own| {
                let at = usize::try_from(event.at).unwrap_or(usize::MAX);
                let promises = own.contract.as_mut().map(|contract| &mut contract.promises);
                if let Some(promise) = promises.and_then(|all| all.get_mut(at)) {
                    promise.1 = Some(event.effective_on);
                }
            }),
            _ => {}
        }
    }

    fn change_deal(&mut self, seq: u64, id: DealId, change: impl FnOnce(&mut Deal)) {
        if let Some(deal) = self.deals.get_mut(&id) {
            let deal = Arc::make_mut(deal);
            change(deal);
            deal.version += 1;
            deal.history.push(seq);
        }
    }
}
