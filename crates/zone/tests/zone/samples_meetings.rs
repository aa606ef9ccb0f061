//! One of each shape of the events of meetings.

use jiff::civil::Time;
use zone::event::{
    AgendaSet, BookFixed, ItemAssigned, MeetingCancelled, MeetingChanged, MeetingHeld,
    MeetingPlanned, MinutesIssued,
};
use zone::item::{Due, ItemKind};
use zone::meeting::{AgendaEntry, Attendee, MeetingKind, MeetingPlan, Subject};
use zone::{
    CycleId, Event, Holder, IndicatorId, ItemId, MeetingId, PersonId, PostId, ProjectId, UnitId,
};

use crate::samples::{DAY, text};

const ID: MeetingId = MeetingId(1);

pub(crate) fn events() -> Vec<Event> {
    let mut events: Vec<Event> = MeetingKind::ALL.map(|kind| planned(plan(kind))).into();
    events.push(planned(MeetingPlan {
        title: "管网工程".to_owned(),
        at: Some(Time::constant(14, 30, 0, 0)),
        cycle: Some(CycleId(1)),
        chair: Some(Holder::Post(PostId(1))),
        members: vec![
            Attendee::Post(PostId(1)),
            Attendee::Person(PersonId(1)),
            Attendee::Unit(UnitId(1)),
        ],
        observers: vec![Attendee::Unit(UnitId(2))],
        ..plan(MeetingKind::Dispatch)
    }));
    events.extend(stepped());
    events
}

fn plan(kind: MeetingKind) -> MeetingPlan {
    MeetingPlan {
        kind,
        title: String::new(),
        on: DAY,
        at: None,
        place: "二楼会议室".to_owned(),
        cycle: None,
        chair: Some(Holder::Person(PersonId(1))),
        members: Vec::new(),
        observers: Vec::new(),
    }
}

fn planned(plan: MeetingPlan) -> Event {
    MeetingPlanned {
        id: ID,
        number: (2026, 3),
        plan,
        effective_on: DAY,
    }
    .into()
}

fn stepped() -> Vec<Event> {
    let (id, effective_on) = (ID, DAY);
    let subjects = [
        Subject::Asked(MeetingId(1)),
        Subject::Project(ProjectId(1)),
        Subject::Item(ItemId(1)),
        Subject::Reports(CycleId(1)),
        Subject::Indicator(IndicatorId(1)),
        Subject::Own(text(4)),
    ];
    let entry = |subject| AgendaEntry {
        subject,
        speaker: Some(UnitId(1)),
        minutes: 5,
    };
    let mark = || "dispatch-2026-03".to_owned();
    let issued = |name, reason| -> Event {
        MinutesIssued {
            id,
            text: text(5),
            name,
            reason,
            effective_on,
        }
        .into()
    };
    vec![
        MeetingChanged {
            id,
            plan: plan(MeetingKind::Dispatch),
            effective_on,
        }
        .into(),
        AgendaSet {
            id,
            entries: subjects.map(entry).into(),
            effective_on,
        }
        .into(),
        BookFixed {
            id,
            mark: mark(),
            effective_on,
        }
        .into(),
        MeetingHeld {
            id,
            mark: mark(),
            absent: vec![Attendee::Unit(UnitId(2))],
            effective_on,
        }
        .into(),
        issued(None, None),
        issued(Some(text(6)), Some(text(7))),
        MeetingCancelled {
            id,
            reason: text(8),
            effective_on,
        }
        .into(),
        asked(),
    ]
}

/// An item that names the meeting that asked for it.
fn asked() -> Event {
    ItemAssigned {
        id: ItemId(2),
        number: (2026, 2),
        kind: ItemKind::Meeting,
        what: text(7),
        source: None,
        lead: UnitId(1),
        support: Vec::new(),
        owed_to: None,
        owner: Holder::Person(PersonId(1)),
        measure: text(9),
        evidence: vec!["photo".to_owned()],
        project: None,
        problem: None,
        meeting: Some(ID),
        due: Due {
            stated: DAY,
            on: DAY,
        },
        effective_on: DAY,
    }
    .into()
}
