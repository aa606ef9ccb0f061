//! One of each shape of the events of enterprises and requests.

use rust_decimal::Decimal;
use zone::clock::Due;
use zone::enterprise::deal::{DealStage, Promise};
use zone::enterprise::figures::{FigureAnswer, FigureKind, FigureQuestion};
use zone::enterprise::plan::{Measure, MeasureState};
use zone::enterprise::request::{Outcome, RequestKind};
use zone::enterprise::{EnterpriseChange, EnterpriseState, Figures, Source};
use zone::event::{
    DealMoved, DealOpened, DealSigned, EnterpriseAdded, EnterpriseChanged, EnterpriseFiguresTold,
    EnterpriseMeasureMoved, EnterprisePlanAgreed, FactorNeedDeclared, FactorQuotaSet, PromiseKept,
    RequestAnswered, RequestClosed, RequestConfirmed, RequestPassedOn, RequestRaised,
    RequestReopened, RequestUrged,
};
use zone::factor::Factor;
use zone::indicator::Month;
use zone::{
    BasisPoints, DealId, EnterpriseId, Event, Fen, Holder, PersonId, PostId, ProjectId, RequestId,
    UnitId,
};

use crate::samples::{DAY, document, text};

const FIRM: EnterpriseId = EnterpriseId(1);
const ID: RequestId = RequestId(1);

pub(crate) fn events() -> Vec<Event> {
    let mut events = ledger();
    events.extend(figures());
    events.extend(requests());
    events.extend(plans());
    events.extend(deals());
    events.extend(factors());
    events
}

fn ledger() -> Vec<Event> {
    let added = |assistant, contact, state| -> Event {
        EnterpriseAdded {
            id: FIRM,
            code: "YQ0001".to_owned(),
            name: "晨曜精密".to_owned(),
            industry: "装备制造".to_owned(),
            lead: UnitId(1),
            assistant,
            contact,
            state,
            effective_on: DAY,
        }
        .into()
    };
    let mut events: Vec<Event> = EnterpriseState::ALL
        .map(|state| added(None, None, state))
        .into();
    let post = Some(Holder::Post(PostId(1)));
    events.push(added(post, Some(text(1)), EnterpriseState::Producing));
    let changes = vec![
        EnterpriseChange::Name("晨曜精密机械".to_owned()),
        EnterpriseChange::Code("YQ0002".to_owned()),
        EnterpriseChange::Industry("装备".to_owned()),
        EnterpriseChange::Lead(UnitId(2)),
        EnterpriseChange::Assistant(Some(Holder::Person(PersonId(1)))),
        EnterpriseChange::Assistant(None),
        EnterpriseChange::Contact(Some(text(2))),
        EnterpriseChange::Contact(None),
        EnterpriseChange::State(EnterpriseState::Stopped),
    ];
    let changed = EnterpriseChanged {
        id: FIRM,
        changes,
        document: document(),
        effective_on: DAY,
    };
    events.push(changed.into());
    events
}

fn figures() -> Vec<Event> {
    let told = |figures, source, answers| -> Event {
        EnterpriseFiguresTold {
            id: FIRM,
            month: Month {
                year: 2026,
                month: 4,
            },
            figures,
            source,
            answers,
            effective_on: DAY,
        }
        .into()
    };
    let all = Figures {
        output_fen: Some(Fen(125_050_000)),
        orders_fen: Some(Fen(800_000_000)),
        electricity_kwh: Some(324_000),
        capacity_use: Some(BasisPoints(8_500)),
    };
    let answers = FigureQuestion::ALL.into_iter().zip(3..);
    let answers = answers.map(|(question, byte)| FigureAnswer {
        question,
        figure: FigureKind::ALL[usize::from(byte) % 4],
        reason: text(byte),
    });
    vec![
        told(Figures::default(), Source::Unit, Vec::new()),
        told(all, Source::Enterprise, answers.collect()),
        told(all, Source::Table, Vec::new()),
    ]
}

fn requests() -> Vec<Event> {
    let (id, effective_on, note) = (ID, DAY, Some(text(6)));
    let due = Due {
        stated: DAY,
        on: DAY,
    };
    let raised = |kind, by_enterprise, project| -> Event {
        RequestRaised {
            id,
            number: (2026, 1),
            enterprise: FIRM,
            kind,
            text: text(7),
            first: UnitId(1),
            by_enterprise,
            project,
            due,
            effective_on,
        }
        .into()
    };
    let mut events: Vec<Event> = RequestKind::ALL
        .map(|kind| raised(kind, false, None))
        .into();
    events.push(raised(RequestKind::Land, true, Some(ProjectId(1))));
    events.extend(Outcome::ALL.map(|outcome| {
        let answered = RequestAnswered {
            id,
            outcome,
            text: text(5),
            effective_on,
        };
        Event::from(answered)
    }));
    let rest: [Event; 5] = [
        RequestPassedOn {
            id,
            to: UnitId(2),
            note,
            effective_on,
        }
        .into(),
        RequestUrged {
            id,
            note: None,
            effective_on,
        }
        .into(),
        RequestConfirmed {
            id,
            satisfaction: 4,
            words: note,
            effective_on,
        }
        .into(),
        RequestReopened {
            id,
            reason: text(4),
            due,
            effective_on,
        }
        .into(),
        RequestClosed {
            id,
            note,
            effective_on,
        }
        .into(),
    ];
    events.extend(rest);
    events
}

fn plans() -> Vec<Event> {
    let due = Due {
        stated: DAY,
        on: DAY,
    };
    let measure = |key, request| Measure {
        key,
        what: text(7),
        unit: UnitId(1),
        due,
        request,
    };
    let agreed = EnterprisePlanAgreed {
        id: FIRM,
        document: document(),
        measures: vec![measure(1, None), measure(2, Some(ID))],
        effective_on: DAY,
    };
    let moved = MeasureState::ALL.map(|state| {
        let moved = EnterpriseMeasureMoved {
            id: FIRM,
            key: 1,
            state,
            note: (state == MeasureState::GivenUp).then(|| text(6)),
            effective_on: DAY,
        };
        Event::from(moved)
    });
    std::iter::once(Event::from(agreed)).chain(moved).collect()
}

fn deals() -> Vec<Event> {
    let (id, effective_on) = (DealId(1), DAY);
    let opened = |enterprise| DealOpened {
        id,
        name: "储能电池二期".to_owned(),
        enterprise,
        amount: Fen(80_000_000_000),
        lead: UnitId(1),
        effective_on,
    };
    let moved = DealStage::ALL.map(|stage| {
        let moved = DealMoved {
            id,
            stage,
            note: (stage == DealStage::Dropped).then(|| text(6)),
            effective_on,
        };
        Event::from(moved)
    });
    let promise = |unit, due_on| Promise {
        unit,
        what: text(7),
        due_on,
    };
    let signed = DealSigned {
        id,
        document: document(),
        amount: Fen(80_000_000_000),
        promises: vec![promise(Some(UnitId(1)), Some(DAY)), promise(None, None)],
        effective_on,
    };
    let kept = PromiseKept {
        id,
        at: 1,
        effective_on,
    };
    let mut events = vec![opened(None).into(), opened(Some(FIRM)).into()];
    events.extend(moved);
    events.push(signed.into());
    events.push(kept.into());
    events
}

fn factors() -> Vec<Event> {
    let april = Month {
        year: 2026,
        month: 4,
    };
    let all = Factor::ALL.map(|factor| {
        let set = FactorQuotaSet {
            factor,
            months: vec![(april, Decimal::new(1255, 1))],
            document: document(),
        };
        Event::from(set)
    });
    let need = FactorNeedDeclared {
        project: ProjectId(1),
        factor: Factor::Land,
        months: vec![(april, Decimal::from(20))],
    };
    all.into_iter().chain([need.into()]).collect()
}
