//! One of each shape of the events of practices.

use zone::event::{
    PracticePublished, PracticeReturned, PracticeRevised, PracticeSubmitted, PracticeUsed,
    PracticeWithdrawn,
};
use zone::practice::{PracticeContent, PracticeSource, UsedFor};
use zone::{Event, HandlingLevel, ItemId, PracticeId, ProblemId, ProjectId, UnitId};

use crate::samples::{DAY, text};

const ID: PracticeId = PracticeId(1);

pub(crate) fn events() -> Vec<Event> {
    let sources = [
        PracticeSource::Problem(ProblemId(3)),
        PracticeSource::Project(ProjectId(12)),
        PracticeSource::Item(ItemId(7)),
    ];
    let submitted = sources.map(|source| {
        Event::from(PracticeSubmitted {
            id: ID,
            source,
            unit: UnitId(2),
            content: content(HandlingLevel::Internal),
            by: "office".to_owned(),
            effective_on: DAY,
        })
    });
    let revised = PracticeRevised {
        id: ID,
        content: PracticeContent {
            kinds: Vec::new(),
            applies: None,
            ..content(HandlingLevel::WorkSecret)
        },
        by: "office".to_owned(),
        effective_on: DAY,
    };
    let published = [None, Some(text(4))].map(|note| {
        Event::from(PracticePublished {
            id: ID,
            note,
            by: "second".to_owned(),
            effective_on: DAY,
        })
    });
    let returned = PracticeReturned {
        id: ID,
        reason: text(5),
        by: "second".to_owned(),
        effective_on: DAY,
    };
    let withdrawn = PracticeWithdrawn {
        id: ID,
        reason: text(6),
        by: "second".to_owned(),
        effective_on: DAY,
    };
    let things = [
        (
            UsedFor::Problem(ProblemId(5)),
            Some(UnitId(3)),
            Some(text(7)),
        ),
        (UsedFor::Project(ProjectId(9)), None, None),
    ];
    let used = things.map(|(thing, unit, note)| {
        Event::from(PracticeUsed {
            id: ID,
            thing,
            unit,
            note,
            by: "third".to_owned(),
            effective_on: DAY,
        })
    });
    let mut events = Vec::from(submitted);
    events.push(revised.into());
    events.extend(published);
    events.push(returned.into());
    events.push(withdrawn.into());
    events.extend(used);
    events
}

fn content(level: HandlingLevel) -> PracticeContent {
    PracticeContent {
        title: "容缺受理加快用地审批".to_owned(),
        level,
        kinds: vec!["用地".to_owned(), "审批".to_owned()],
        stages: vec!["开工".to_owned()],
        what: text(1),
        outcome: text(2),
        applies: Some(text(3)),
    }
}
