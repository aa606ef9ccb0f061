//! Random commands about purges: often what fits, sometimes any.

use zone::purge::command::{AskPurge, PurgeCommand};
use zone::purge::{CarriedPurge, PurgeGround, PurgeMark, PurgeTarget};
use zone::text::TextTable;
use zone::{AttachmentId, Command, CommentId, PersonId, PurgeId, Sealer, Zone};

use crate::dice::Dice;
use crate::dice_threads;

/// A command about a purge, or something said that could be purged.
pub(crate) fn command(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> Command {
    if zone.comments.is_empty() || dice.roll(3) == 0 {
        return dice_threads::command(zone, texts, dice);
    }
    let last = u32::try_from(zone.purges.len()).unwrap_or(0);
    let (id, effective_on) = (PurgeId(dice.roll(last.max(1)) + 1), dice.date());
    let reason = texts.seal("录错了", &[]);
    let command = match dice.roll(6) {
        0 | 1 => PurgeCommand::Confirm { id, effective_on },
        2 => PurgeCommand::Refuse {
            id,
            reason,
            effective_on,
        },
        3 if dice.roll(4) == 0 => PurgeCommand::CarryOver {
            purges: vec![CarriedPurge {
                mark: PurgeMark {
                    purge: PurgeId(dice.roll(9) + 1),
                    ground: dice.pick(&PurgeGround::ALL),
                    asked_by: "office".to_owned(),
                    confirmed_by: "safety".to_owned(),
                    on: effective_on,
                },
                texts: target(dice).texts(zone),
                files: Vec::new(),
            }],
            effective_on,
        },
        _ => PurgeCommand::Ask(AskPurge {
            targets: (0..=dice.roll(3)).map(|_| target(dice)).collect(),
            texts: match dice.roll(3) {
                0 => vec![texts.seal("请抓紧", &[])],
                _ => Vec::new(),
            },
            ground: dice.pick(&PurgeGround::ALL),
            reason,
            effective_on,
        }),
    };
    Command::Purge(Box::new(command))
}

fn target(dice: &mut Dice<'_>) -> PurgeTarget {
    let number = dice.roll(4) + 1;
    match dice.roll(6) {
        0 => PurgeTarget::Attachment(AttachmentId(number)),
        1 => PurgeTarget::Person(PersonId(number)),
        2 => PurgeTarget::Record(u64::from(number)),
        _ => PurgeTarget::Comment(CommentId(number)),
    }
}
