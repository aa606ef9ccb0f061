//! One of each shape of the events of signing.

use zone::cycle::CycleLength;
use zone::event::{
    CorrectionWindowSet, DelegationMade, DelegationRevoked, ReportExtensionDecided,
    ReportGivenBack, ReportSigned, ReportSubmitted, SheetPrinted, SheetScanned, SignRouteSet,
};
use zone::item::Due;
use zone::report::{ReportId, ReportLine};
use zone::signoff::{CodeRead, OnBehalf, SignRole, SignRoute, SignStep, TotalOnPaper};
use zone::{
    AttachmentId, CycleId, DelegationId, Event, Fen, Field, Holder, PersonId, PostId, ProjectId,
    UnitId,
};

use crate::samples::{DAY, document, text};

const ID: ReportId = ReportId {
    cycle: CycleId(1),
    unit: UnitId(2),
};

const CODE: &str = "C1U2V1-9DAV-X2H8-6";

fn route() -> SignRoute {
    let step = |role, signers| SignStep { role, signers };
    SignRoute {
        steps: vec![
            step(SignRole::Handler, vec![Holder::Person(PersonId(1))]),
            step(SignRole::Reviewer, vec![Holder::Person(PersonId(2))]),
            step(SignRole::Head, vec![Holder::Post(PostId(1))]),
        ],
        one_person: false,
        reviewed_after: true,
    }
}

fn digest() -> String {
    "0a".repeat(32)
}

pub(crate) fn events() -> Vec<Event> {
    let mut events = routes();
    events.extend(signatures());
    events.extend(sheets());
    events
}

fn routes() -> Vec<Event> {
    let by = || "li".to_owned();
    vec![
        SignRouteSet {
            unit: UnitId(2),
            route: route(),
            document: document(),
            by: by(),
            effective_on: DAY,
        }
        .into(),
        DelegationMade {
            id: DelegationId(1),
            unit: UnitId(2),
            principal: PersonId(1),
            delegate: PersonId(2),
            forms: vec![
                CycleLength::TenDays,
                CycleLength::Month,
                CycleLength::Quarter,
            ],
            from: DAY,
            until: DAY,
            document: document(),
            by: by(),
            effective_on: DAY,
        }
        .into(),
        DelegationRevoked {
            id: DelegationId(1),
            by: by(),
            reason: text(5),
            effective_on: DAY,
        }
        .into(),
        CorrectionWindowSet {
            days: 3,
            by: by(),
            effective_on: DAY,
        }
        .into(),
    ]
}

fn behalf() -> OnBehalf {
    OnBehalf {
        delegation: DelegationId(1),
        principal: PersonId(1),
    }
}

fn signatures() -> Vec<Event> {
    let by = || "li".to_owned();
    let signed = |role, on_behalf, note| -> Event {
        ReportSigned {
            id: ID,
            by: by(),
            role,
            person: PersonId(2),
            on_behalf,
            version: 1,
            digest: digest(),
            note,
            effective_on: DAY,
        }
        .into()
    };
    let back = |on_behalf| -> Event {
        ReportGivenBack {
            id: ID,
            by: by(),
            role: SignRole::Head,
            on_behalf,
            reason: text(5),
            effective_on: DAY,
        }
        .into()
    };
    let due = Due {
        stated: DAY,
        on: DAY,
    };
    vec![
        ReportSubmitted {
            id: ID,
            by: by(),
            lines: vec![ReportLine {
                project: ProjectId(1),
                facts: Vec::new(),
                stage: None,
                problems: Vec::new(),
            }],
            stated_sum: None,
            answers: Vec::new(),
            route: Some(route()),
            correction: Some(text(6)),
            effective_on: DAY,
        }
        .into(),
        signed(SignRole::Handler, None, None),
        signed(SignRole::Head, Some(behalf()), Some(text(6))),
        back(None),
        back(Some(behalf())),
        ReportExtensionDecided {
            id: ID,
            by: by(),
            until: Some(due),
            locks_on: Some(DAY),
            note: None,
            effective_on: DAY,
        }
        .into(),
    ]
}

fn sheets() -> Vec<Event> {
    let by = || "li".to_owned();
    let scanned = |read, totals| -> Event {
        SheetScanned {
            code: CODE.to_owned(),
            id: ID,
            version: 1,
            digest: digest(),
            file: AttachmentId(2),
            read,
            signed: SignRole::ALL.into(),
            totals,
            by: by(),
            effective_on: DAY,
        }
        .into()
    };
    let total = TotalOnPaper {
        field: Field::ReportedYtd,
        printed: Fen(210),
        on_paper: Fen(220),
    };
    vec![
        SheetPrinted {
            code: CODE.to_owned(),
            id: ID,
            version: 1,
            digest: digest(),
            by: by(),
            effective_on: DAY,
        }
        .into(),
        scanned(CodeRead::Picture, Vec::new()),
        scanned(CodeRead::Typed, vec![total]),
    ]
}
