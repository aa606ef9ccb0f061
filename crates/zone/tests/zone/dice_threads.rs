//! Random commands about comments and attachments: often what fits, sometimes any.

use zone::text::TextTable;
use zone::thread::command::{AddAttachment, MakeComment, ThreadCommand};
use zone::thread::{Audience, MediaKind, Mention, ThreadSubject};
use zone::{
    AttachmentId, Command, CommentId, ItemId, PersonId, ProjectId, RequestId, Sealer, UnitId, Zone,
};

use crate::dice::Dice;

/// A command on a thread; a project to speak of comes first.
pub(crate) fn command(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> Command {
    if zone.projects.is_empty() && dice.often() {
        let name = zone::Value::Text("产线".to_owned());
        return Command::RegisterProject {
            effective_on: jiff::civil::date(2026, 1, 5),
            facts: vec![zone::command::fact(zone::Field::Name, name)],
        };
    }
    let comments = u32::try_from(zone.comments.len()).unwrap_or(0);
    let (id, effective_on) = (CommentId(dice.roll(comments.max(1)) + 1), dice.date());
    let own = zone.comments.get(&id);
    let version = own.filter(|_| dice.often()).map_or(1, |own| own.version());
    let reason = texts.seal("写错了", &[]);
    let command = match dice.roll(8) {
        0 | 1 => ThreadCommand::Attach(AddAttachment {
            subject: subject(zone, dice),
            audience: audience(dice),
            content: texts.seal("00ff", &[]),
            name: texts.seal("现场.jpg", &[]),
            bytes: 1_234,
            kind: dice.pick(MediaKind::ALL),
            facts: dice.often().then(|| texts.seal("{}", &[])),
            effective_on,
        }),
        2 => ThreadCommand::Edit {
            id,
            version,
            text: texts.seal("改一改", &[]),
            mentions: mentions(dice),
            effective_on,
        },
        3 => ThreadCommand::Withdraw {
            id,
            version,
            reason,
            effective_on,
        },
        4 => ThreadCommand::WithdrawAttachment {
            id: AttachmentId(dice.roll(4) + 1),
            reason,
            effective_on,
        },
        _ => ThreadCommand::Comment(MakeComment {
            subject: subject(zone, dice),
            reply_to: (dice.roll(4) == 0).then_some(id),
            audience: audience(dice),
            text: texts.seal("请抓紧", &[]),
            mentions: mentions(dice),
            attachments: match dice.roll(5) {
                0 => vec![AttachmentId(dice.roll(4) + 1)],
                _ => Vec::new(),
            },
            effective_on,
        }),
    };
    Command::Thread(Box::new(command))
}

fn subject(zone: &Zone, dice: &mut Dice<'_>) -> ThreadSubject {
    let first = zone.projects.keys().next().copied();
    match dice.roll(8) {
        0 => ThreadSubject::Item(ItemId(dice.roll(2) + 1)),
        1 => ThreadSubject::Request(RequestId(dice.roll(2) + 1)),
        2 => ThreadSubject::Project(dice.project()),
        _ => ThreadSubject::Project(first.unwrap_or(ProjectId(1))),
    }
}

fn audience(dice: &mut Dice<'_>) -> Audience {
    match dice.roll(6) {
        0 => Audience::Enterprise,
        _ => Audience::Internal,
    }
}

fn mentions(dice: &mut Dice<'_>) -> Vec<Mention> {
    match dice.roll(6) {
        0 => vec![Mention::Person(PersonId(dice.roll(3) + 1))],
        1 => vec![Mention::Unit(UnitId(dice.roll(3) + 1))],
        _ => Vec::new(),
    }
}
