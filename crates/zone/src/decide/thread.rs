//! Comments and attachments: who may say what, and what is taken back.

use jiff::civil::Date;

use super::{Decision, Moment, Refusals};
use crate::authority::{Actor, Operation, Reach};
use crate::event::{
    AttachmentAdded, AttachmentWithdrawn, CommentEdited, CommentMade, CommentWithdrawn,
};
use crate::project::Evidence;
use crate::refusal::{self, Refusal};
use crate::state::{Zone, next_id};
use crate::thread::command::{AddAttachment, MakeComment, ThreadCommand};
use crate::thread::{Attached, Audience, Comment, Mention, ThreadSubject, Writer};
use crate::{AttachmentId, CommentId, TextRef, limits, reading};

/// Who may read a thing may speak of it; what may not be read is as if it were not there.
pub(super) fn allowed(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    command: &ThreadCommand,
) -> Result<(), Vec<Refusal>> {
    if actor.reach(Operation::Discuss) == Reach::Nothing {
        return Err(vec![refusal::not_allowed(&actor.account, "discuss")]);
    }
    let (subject, audience, id) = match command {
        ThreadCommand::Comment(asked) => (Some(asked.subject), None, asked.subject.to_string()),
        ThreadCommand::Attach(asked) => (Some(asked.subject), None, asked.subject.to_string()),
        ThreadCommand::Edit { id, .. } | ThreadCommand::Withdraw { id, .. } => {
            let own = zone.comments.get(id);
            let audience = own.map(|own| own.audience);
            (own.map(|own| own.subject), audience, id.to_string())
        }
        ThreadCommand::WithdrawAttachment { id, .. } => {
            let own = attached(zone, *id);
            let audience = own.map(|own| own.audience);
            (own.map(|own| own.subject), audience, id.to_string())
        }
    };
    let may = |subject| match audience {
        None => reading::may_read(zone, actor, moment.today, subject),
        Some(audience) => reading::may_read_said(zone, actor, moment.today, subject, audience),
    };
    if subject.is_some_and(|subject| subject.exists(zone) && may(subject)) {
        Ok(())
    } else {
        Err(vec![refusal::unknown("话题", "thread", &id)])
    }
}

/// Decides a command on a thread.
pub(super) fn decide(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    command: &ThreadCommand,
) -> Decision {
    match command {
        ThreadCommand::Comment(asked) => comment(zone, moment, actor, asked),
        ThreadCommand::Attach(asked) => attach(zone, moment, actor, asked),
        ThreadCommand::Edit { .. } => edit(zone, moment, actor, command),
        ThreadCommand::Withdraw { .. } => withdraw(zone, moment, actor, command),
        ThreadCommand::WithdrawAttachment {
            id,
            reason,
            effective_on,
        } => withdraw_attachment(zone, moment, actor, (*id, *reason, *effective_on)),
    }
}

fn edit(zone: &Zone, moment: Moment<'_>, actor: &Actor, command: &ThreadCommand) -> Decision {
    let ThreadCommand::Edit {
        id,
        version,
        text,
        mentions,
        effective_on,
    } = command
    else {
        return Ok(Vec::new());
    };
    let own = find(zone, *id)?;
    let mut refusals = Refusals::default();
    refusals.version(id, *version, own.version());
    refusals.require(own.by.account == actor.account, || {
        refusal::not_the_writer(&id.to_string())
    });
    standing(&mut refusals, own);
    let few = own.versions.len() < limits::COMMENT_VERSIONS_MAX;
    refusals.require(few, || {
        let max = limits::COMMENT_VERSIONS_MAX;
        refusal::too_many_here("修改次数", "versions of a comment", max)
    });
    check_mentions(&mut refusals, zone, mentions);
    check_day(&mut refusals, moment, *effective_on);
    let event = CommentEdited {
        id: *id,
        subject: own.subject,
        text: *text,
        mentions: mentions.clone(),
        by: Writer::of(actor),
        effective_on: *effective_on,
    };
    refusals.events(vec![event.into()])
}

fn withdraw(zone: &Zone, moment: Moment<'_>, actor: &Actor, command: &ThreadCommand) -> Decision {
    let ThreadCommand::Withdraw {
        id,
        version,
        reason,
        effective_on,
    } = command
    else {
        return Ok(Vec::new());
    };
    let own = find(zone, *id)?;
    let mut refusals = Refusals::default();
    refusals.version(id, *version, own.version());
    refusals.require(may_withdraw(actor, &own.by), || {
        refusal::not_the_writer(&id.to_string())
    });
    standing(&mut refusals, own);
    check_day(&mut refusals, moment, *effective_on);
    let event = CommentWithdrawn {
        id: *id,
        subject: own.subject,
        reason: *reason,
        by: Writer::of(actor),
        effective_on: *effective_on,
    };
    refusals.events(vec![event.into()])
}

fn withdraw_attachment(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    (id, reason, effective_on): (AttachmentId, TextRef, Date),
) -> Decision {
    let own = attached(zone, id).ok_or_else(|| vec![unknown_attachment(id)])?;
    let mut refusals = Refusals::default();
    let name = id.to_string();
    refusals.require(may_withdraw(actor, &own.by), || {
        refusal::not_the_writer(&name)
    });
    refusals.require(own.withdrawn.is_none(), || {
        refusal::attachment_withdrawn(&name)
    });
    if let Some(shows) = shown_by(zone, id) {
        refusals.add(refusal::attachment_shows(&name, &shows));
    }
    check_day(&mut refusals, moment, effective_on);
    let event = AttachmentWithdrawn {
        id,
        subject: own.subject,
        reason,
        by: Writer::of(actor),
        effective_on,
    };
    refusals.events(vec![event.into()])
}

fn comment(zone: &Zone, moment: Moment<'_>, actor: &Actor, asked: &MakeComment) -> Decision {
    let mut refusals = Refusals::default();
    let audience = audience(&mut refusals, actor, asked.subject, asked.audience);
    check_day(&mut refusals, moment, asked.effective_on);
    check_mentions(&mut refusals, zone, &asked.mentions);
    let thread = zone.threads.get(&asked.subject);
    let few = thread.is_none_or(|own| own.comments.len() < limits::COMMENTS_MAX);
    refusals.require(few, || {
        refusal::too_many_here("评论", "comments", limits::COMMENTS_MAX)
    });
    if let Some(id) = asked.reply_to {
        match zone.comments.get(&id) {
            // One that the writer may not read is as if it were not there.
            Some(own) if is_said_to(zone, moment, actor, own.subject, own.audience) => {
                let id = id.to_string();
                same_thread(&mut refusals, asked.subject, own.subject, &id, "reply_to");
                standing(&mut refusals, own);
                fits(&mut refusals, audience, own.audience, &id, "reply_to");
            }
            _ => {
                let unknown = refusal::unknown("评论", "comment", &id.to_string());
                refusals.add(unknown.at_field("reply_to"));
            }
        }
    }
    let few = asked.attachments.len() <= limits::COMMENT_FILES_MAX;
    refusals.require(few, || {
        let max = limits::COMMENT_FILES_MAX;
        refusal::too_many_here("附件", "files of one comment", max).at_field("attachments")
    });
    for id in &asked.attachments {
        match attached(zone, *id) {
            Some(own) if is_said_to(zone, moment, actor, own.subject, own.audience) => {
                let (at, id) = ("attachments", id.to_string());
                same_thread(&mut refusals, asked.subject, own.subject, &id, at);
                refusals.require(own.withdrawn.is_none(), || {
                    refusal::attachment_withdrawn(&id).at_field(at)
                });
                fits(&mut refusals, audience, own.audience, &id, at);
            }
            _ => refusals.add(unknown_attachment(*id)),
        }
    }
    let event = CommentMade {
        id: CommentId(next_id(&zone.comments, |id| id.0)),
        subject: asked.subject,
        reply_to: asked.reply_to,
        audience,
        text: asked.text,
        mentions: asked.mentions.clone(),
        attachments: asked.attachments.clone(),
        by: Writer::of(actor),
        effective_on: asked.effective_on,
    };
    refusals.events(vec![event.into()])
}

fn attach(zone: &Zone, moment: Moment<'_>, actor: &Actor, asked: &AddAttachment) -> Decision {
    let mut refusals = Refusals::default();
    let audience = audience(&mut refusals, actor, asked.subject, asked.audience);
    check_day(&mut refusals, moment, asked.effective_on);
    let thread = zone.threads.get(&asked.subject);
    let few = thread.is_none_or(|own| own.attachments.len() < limits::ATTACHMENTS_MAX);
    refusals.require(few, || {
        refusal::too_many_here("附件", "files", limits::ATTACHMENTS_MAX)
    });
    let event = AttachmentAdded {
        id: AttachmentId(next_id(&zone.attachments, |id| id.0)),
        subject: asked.subject,
        audience,
        content: asked.content,
        name: asked.name,
        bytes: asked.bytes,
        kind: asked.kind,
        facts: asked.facts,
        by: Writer::of(actor),
        effective_on: asked.effective_on,
    };
    refusals.events(vec![event.into()])
}

/// What an enterprise writes it reads too; only of a request can it read anything.
fn audience(
    refusals: &mut Refusals,
    actor: &Actor,
    subject: ThreadSubject,
    asked: Audience,
) -> Audience {
    let audience = if actor.enterprise.is_some() {
        Audience::Enterprise
    } else {
        asked
    };
    let of_request = matches!(subject, ThreadSubject::Request(_));
    refusals.require(of_request || audience == Audience::Internal, || {
        let word = subject.word();
        refusal::not_to_enterprise(&word.zh, &word.en).at_field("audience")
    });
    audience
}

fn is_said_to(
    zone: &Zone,
    moment: Moment<'_>,
    actor: &Actor,
    subject: ThreadSubject,
    audience: Audience,
) -> bool {
    reading::may_read_said(zone, actor, moment.today, subject, audience)
}

fn same_thread(
    refusals: &mut Refusals,
    asked: ThreadSubject,
    own: ThreadSubject,
    id: &str,
    field: &str,
) {
    refusals.require(own == asked, || {
        refusal::other_thread(id, &own.to_string()).at_field(field)
    });
}

/// What the enterprise reads does not lead to what it does not read.
fn fits(refusals: &mut Refusals, audience: Audience, own: Audience, id: &str, field: &str) {
    refusals.require(audience <= own, || {
        refusal::answers_internal(id).at_field(field)
    });
}

fn check_mentions(refusals: &mut Refusals, zone: &Zone, mentions: &[Mention]) {
    for mention in mentions {
        let (known, what) = match mention {
            Mention::Person(id) => (zone.people.contains_key(id), ("人员", "person")),
            Mention::Unit(id) => (zone.units.contains_key(id), ("单位", "unit")),
        };
        refusals.require(known, || {
            refusal::unknown(what.0, what.1, &mention.to_string()).at_field("mentions")
        });
    }
    refusals.require(mentions.len() <= limits::MENTIONS_MAX, || {
        let max = limits::MENTIONS_MAX;
        refusal::too_many_here("提及的人", "people and units named", max).at_field("mentions")
    });
}

fn check_day(refusals: &mut Refusals, moment: Moment<'_>, on: Date) {
    refusals.date("effective_on", on);
    refusals.require(on <= moment.today, || {
        refusal::finish_in_future(on).at_field("effective_on")
    });
}

fn standing(refusals: &mut Refusals, own: &Comment) {
    refusals.require(own.withdrawn.is_none(), || {
        refusal::comment_withdrawn(&own.id.to_string())
    });
}

/// Who wrote it, and the office.
pub(crate) fn may_withdraw(actor: &Actor, by: &Writer) -> bool {
    by.account == actor.account || actor.reach(Operation::RunCycles) == Reach::All
}

/// What a file shows, where it was given as evidence of an item or a stage.
fn shown_by(zone: &Zone, id: AttachmentId) -> Option<String> {
    let shows = |evidence: &Evidence| evidence.file() == Some(id);
    let mut items = zone.items.values();
    let item = items.find(|item| {
        item.steps
            .iter()
            .any(|step| step.evidence.iter().any(shows))
    });
    if let Some(item) = item {
        return Some(item.id.to_string());
    }
    let mut projects = zone.projects.values();
    let moved = |own: &crate::Project| {
        let mut moves = own.stage_moves.iter();
        moves.any(|step| step.evidence.iter().any(shows))
    };
    projects
        .find(|own| moved(own))
        .map(|own| own.id.to_string())
}

/// A file shows something while it is kept and was not withdrawn.
pub(super) fn check_shows(refusals: &mut Refusals, zone: &Zone, id: AttachmentId) {
    let known = zone.attachments.contains_key(&id);
    refusals.require(known, || unknown_attachment(id).at_field("evidence"));
    let withdrawn = attached(zone, id).is_some_and(|own| own.withdrawn.is_some());
    refusals.require(!withdrawn, || {
        refusal::attachment_withdrawn(&id.to_string()).at_field("evidence")
    });
}

fn attached(zone: &Zone, id: AttachmentId) -> Option<&Attached> {
    zone.attachments.get(&id)?.attached.as_deref()
}

fn find(zone: &Zone, id: CommentId) -> Result<&Comment, Vec<Refusal>> {
    let unknown = || vec![refusal::unknown("评论", "comment", &id.to_string())];
    zone.comments.get(&id).map(|own| &**own).ok_or_else(unknown)
}

fn unknown_attachment(id: AttachmentId) -> Refusal {
    refusal::unknown("附件", "attachment", &id.to_string()).at_field("attachments")
}
