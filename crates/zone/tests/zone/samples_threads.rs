//! One of each shape of the events of comments and attachments.

use zone::event::{
    AttachmentAdded, AttachmentWithdrawn, CommentEdited, CommentMade, CommentWithdrawn,
};
use zone::thread::{Audience, MediaKind, Mention, ThreadSubject, Writer};
use zone::{
    AttachmentId, CommentId, CycleId, EnterpriseId, Event, IndicatorId, ItemId, MeetingId,
    PersonId, ProblemId, ProjectId, ReportId, RequestId, UnitId,
};

use crate::samples::{DAY, text};

fn by(enterprise: Option<EnterpriseId>) -> Writer {
    let inside = enterprise.is_none();
    Writer {
        account: "clerk".to_owned(),
        person: inside.then_some(PersonId(1)),
        unit: inside.then_some(UnitId(1)),
        enterprise,
    }
}

pub(crate) fn events() -> Vec<Event> {
    let report = ReportId {
        cycle: CycleId(1),
        unit: UnitId(1),
    };
    let subjects = [
        ThreadSubject::Project(ProjectId(1)),
        ThreadSubject::Item(ItemId(1)),
        ThreadSubject::Problem(ProblemId(1)),
        ThreadSubject::Request(RequestId(1)),
        ThreadSubject::Meeting(MeetingId(1)),
        ThreadSubject::Report(report),
        ThreadSubject::Indicator(IndicatorId(1)),
    ];
    let mut events: Vec<Event> = subjects.map(|subject| made(subject, None)).into();
    let request = ThreadSubject::Request(RequestId(1));
    events.push(made(request, Some(EnterpriseId(1))));
    events.push(
        CommentEdited {
            id: CommentId(1),
            subject: request,
            text: text(2),
            mentions: vec![Mention::Unit(UnitId(1))],
            by: by(None),
            effective_on: DAY,
        }
        .into(),
    );
    events.push(
        CommentWithdrawn {
            id: CommentId(1),
            subject: request,
            reason: text(3),
            by: by(None),
            effective_on: DAY,
        }
        .into(),
    );
    events.extend(MediaKind::ALL.iter().map(|kind| {
        AttachmentAdded {
            id: AttachmentId(2),
            subject: request,
            audience: Audience::Internal,
            content: text(4),
            name: text(5),
            bytes: 345_678,
            kind: *kind,
            facts: kind.is_photo().then(|| text(6)),
            by: by(None),
            effective_on: DAY,
        }
        .into()
    }));
    events.push(
        AttachmentWithdrawn {
            id: AttachmentId(2),
            subject: request,
            reason: text(7),
            by: by(None),
            effective_on: DAY,
        }
        .into(),
    );
    events
}

fn made(subject: ThreadSubject, enterprise: Option<EnterpriseId>) -> Event {
    CommentMade {
        id: CommentId(1),
        subject,
        reply_to: enterprise.map(|_| CommentId(1)),
        audience: match enterprise {
            None => Audience::Internal,
            Some(_) => Audience::Enterprise,
        },
        text: text(1),
        mentions: vec![Mention::Person(PersonId(1)), Mention::Unit(UnitId(1))],
        attachments: vec![AttachmentId(2)],
        by: by(enterprise),
        effective_on: DAY,
    }
    .into()
}
