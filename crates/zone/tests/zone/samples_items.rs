//! One of each shape of the events of supervision items.

use zone::event::{
    ItemAccepted, ItemAnswered, ItemAssigned, ItemClosed, ItemEscalated, ItemExtensionAsked,
    ItemExtensionDecided, ItemReturned, ItemUrged,
};
use zone::item::{Due, EscalationStep, ItemKind, ItemSource};
use zone::project::Evidence;
use zone::{Event, Holder, ItemId, PersonId, PostId, ProblemId, ProjectId, UnitId};

use crate::samples::{DAY, document, text};

const ID: ItemId = ItemId(1);

pub(crate) fn events() -> Vec<Event> {
    let mut events = assigned();
    events.extend(moved());
    let steps = [
        EscalationStep::Notice,
        EscalationStep::Supervision,
        EscalationStep::Interview,
        EscalationStep::Circular,
        EscalationStep::Accountability,
    ];
    events.extend(steps.map(|step| {
        let escalated = ItemEscalated {
            id: ID,
            step,
            document: document(),
            grounds: Some(text(5)),
            effective_on: DAY,
        };
        escalated.into()
    }));
    events
}

fn due() -> Due {
    Due {
        stated: DAY,
        on: DAY,
    }
}

fn assigned() -> Vec<Event> {
    let assigned = |kind, owner, source| -> Event {
        ItemAssigned {
            id: ID,
            number: (2026, 1),
            kind,
            what: text(7),
            source,
            lead: UnitId(1),
            support: vec![UnitId(2)],
            owed_to: None,
            owner,
            measure: text(9),
            evidence: vec!["photo".to_owned()],
            project: Some(ProjectId(1)),
            problem: Some(ProblemId(1)),
            meeting: None,
            due: due(),
            effective_on: DAY,
        }
        .into()
    };
    let source = |document, line| ItemSource {
        sentence: text(8),
        document,
        line,
    };
    let person = Holder::Person(PersonId(1));
    let mut events: Vec<Event> = ItemKind::ALL
        .map(|kind| assigned(kind, person, Some(source(None, None))))
        .into();
    let full = source(Some(text(6)), Some(12));
    events.push(assigned(ItemKind::Meeting, person, Some(full)));
    events.push(assigned(ItemKind::Note, Holder::Post(PostId(1)), None));
    events
}

fn moved() -> Vec<Event> {
    let (id, effective_on, note) = (ID, DAY, Some(text(6)));
    let evidence = vec![Evidence::Document {
        kind: "approval".to_owned(),
        number: document(),
    }];
    let decided = |until| ItemExtensionDecided {
        id,
        until,
        note,
        effective_on,
    };
    vec![
        ItemUrged {
            id,
            note,
            effective_on,
        }
        .into(),
        ItemExtensionAsked {
            id,
            until: DAY,
            reason: text(5),
            effective_on,
        }
        .into(),
        decided(Some(due())).into(),
        decided(None).into(),
        ItemAnswered {
            id,
            text: text(5),
            evidence: evidence.clone(),
            effective_on,
        }
        .into(),
        ItemReturned {
            id,
            reason: text(6),
            effective_on,
        }
        .into(),
        ItemAccepted {
            id,
            note,
            effective_on,
        }
        .into(),
        ItemClosed {
            id,
            note,
            evidence,
            effective_on,
        }
        .into(),
    ]
}
