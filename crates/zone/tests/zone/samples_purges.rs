//! One of each shape of the events of purges.

use zone::event::{PurgeAsked, PurgeConfirmed, PurgeRefused, PurgesCarriedOver};
use zone::purge::{CarriedPurge, PurgeGround, PurgeTarget};
use zone::thread::Writer;
use zone::{AttachmentId, CommentId, Event, PersonId, PurgeId, UnitId};

use crate::samples::{DAY, text};

const ID: PurgeId = PurgeId(1);

pub(crate) fn events() -> Vec<Event> {
    let asked = PurgeGround::ALL.map(|ground| {
        Event::from(PurgeAsked {
            id: ID,
            targets: vec![
                PurgeTarget::Comment(CommentId(3)),
                PurgeTarget::Attachment(AttachmentId(7)),
                PurgeTarget::Person(PersonId(4)),
                PurgeTarget::Record(1234),
            ],
            texts: vec![text(1), text(2)],
            ground,
            reason: text(3),
            by: by("office"),
            effective_on: DAY,
        })
    });
    let confirmed = PurgeConfirmed {
        id: ID,
        ground: PurgeGround::PersonalData,
        texts: vec![text(1), text(2)],
        files: vec![AttachmentId(7)],
        asked_by: "office".to_owned(),
        by: Writer {
            person: None,
            unit: None,
            ..by("safety")
        },
        effective_on: DAY,
    };
    let carried = PurgesCarriedOver {
        purges: vec![CarriedPurge {
            mark: confirmed.mark(),
            texts: vec![text(1)],
            files: vec![AttachmentId(7)],
        }],
        by: by("local:root"),
        effective_on: DAY,
    };
    let refused = PurgeRefused {
        id: ID,
        reason: text(4),
        by: by("office"),
        effective_on: DAY,
    };
    let mut events = Vec::from(asked);
    events.extend([confirmed.into(), refused.into(), carried.into()]);
    events
}

fn by(account: &str) -> Writer {
    Writer {
        account: account.to_owned(),
        person: Some(PersonId(2)),
        unit: Some(UnitId(1)),
        enterprise: None,
    }
}
