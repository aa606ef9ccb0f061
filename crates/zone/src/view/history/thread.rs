//! Comments and attachments in words. A withdrawn comment says that it was, not what it said.

use super::purge;
use crate::thread::{Audience, ThreadSubject};
use crate::view::{Looking, thread};
use crate::{CommentId, Event, Lang, TextRef, Words, Zone};

/// What happened on a thread; other events go on.
pub(super) fn of(zone: &Zone, looking: Looking<'_>, event: &Event) -> Words {
    match event {
        Event::CommentMade(event) => {
            let (zh, en) = match event.reply_to {
                Some(id) => (format!("回复 {id}"), format!("answered {id}")),
                None => ("评论".to_owned(), "commented".to_owned()),
            };
            let (to_zh, to_en) = to(event.audience);
            let named = event.mentions.iter();
            let named: Vec<Words> = named
                .map(|own| thread::mention(zone, looking, *own))
                .collect();
            let list = |own: &dyn Fn(&Words) -> &String, between: &str| {
                named
                    .iter()
                    .map(own)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(between)
            };
            let files = event.attachments.len();
            let mut what = Words::new(format!("{zh}{to_zh}"), format!("{en}{to_en}"));
            if !named.is_empty() {
                what.zh += &format!("，提及 {}", list(&|own| &own.zh, "、"));
                what.en += &format!(", naming {}", list(&|own| &own.en, ", "));
            }
            if files > 0 {
                what.zh += &format!("，附 {files} 个附件");
                what.en += &format!(", with {files} files");
            }
            comment(zone, looking, (event.subject, event.id), &what, event.text)
        }
        Event::CommentEdited(event) => {
            let what = Words::new("修改评论", "put a comment otherwise");
            comment(zone, looking, (event.subject, event.id), &what, event.text)
        }
        Event::CommentWithdrawn(event) => {
            let what = Words::new(
                format!("撤回评论 {}", event.id),
                format!("withdrew the comment {}", event.id),
            );
            said(looking, event.subject, &what, event.reason)
        }
        Event::AttachmentAdded(event) => {
            let (to_zh, to_en) = to(event.audience);
            let word = event.kind.word();
            let what = Words::new(
                format!("附上{} {}{to_zh}", word.zh, event.id),
                format!("attached a {}, {}{to_en}", word.en, event.id),
            );
            said(looking, event.subject, &what, event.name)
        }
        Event::AttachmentWithdrawn(event) => {
            let what = Words::new(
                format!("撤回附件 {}", event.id),
                format!("withdrew the attachment {}", event.id),
            );
            said(looking, event.subject, &what, event.reason)
        }
        other => purge::of(zone, looking, other),
    }
}

fn to(audience: Audience) -> (&'static str, &'static str) {
    match audience {
        Audience::Internal => ("", ""),
        Audience::Enterprise => ("（对企业）", " (to the enterprise)"),
    }
}

fn comment(
    zone: &Zone,
    looking: Looking<'_>,
    (subject, id): (ThreadSubject, CommentId),
    what: &Words,
    text: TextRef,
) -> Words {
    let own = zone.comments.get(&id);
    let what = Words::new(format!("{} {id}", what.zh), format!("{} {id}", what.en));
    if own.is_some_and(|own| own.withdrawn.is_some()) {
        return Words::new(
            format!("{subject} {}（后已撤回）", what.zh),
            format!("{subject}: {} (withdrawn since)", what.en),
        );
    }
    said(looking, subject, &what, text)
}

fn said(looking: Looking<'_>, subject: ThreadSubject, what: &Words, text: TextRef) -> Words {
    let text = looking.texts.find(text);
    Words::new(
        format!("{subject} {}：{}", what.zh, text.shown(Lang::Zh)),
        format!("{subject}: {}: {}", what.en, text.shown(Lang::En)),
    )
}
