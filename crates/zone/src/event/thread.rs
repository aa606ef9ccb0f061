//! Comments and attachments of threads.

use jiff::civil::Date;

use super::shapes;
use crate::event::Event;
use crate::thread::{Audience, MediaKind, Mention, ThreadSubject, Writer};
use crate::{AttachmentId, CommentId, TextRef};

shapes! {
    /// 评论.
    CommentMade {
        /// Its id.
        id: CommentId,
        /// What it is about.
        subject: ThreadSubject,
        /// The comment it answers.
        reply_to: Option<CommentId>,
        /// For whom it is.
        audience: Audience,
        /// Commitment of the text.
        text: TextRef,
        /// Whom it names.
        mentions: Vec<Mention>,
        /// Files of the thread that came with it.
        attachments: Vec<AttachmentId>,
        /// Who wrote it.
        by: Writer,
        /// When.
        effective_on: Date,
    }
    /// A comment was put otherwise; what it said before stays in its own event.
    CommentEdited {
        /// The comment.
        id: CommentId,
        /// What it is about.
        subject: ThreadSubject,
        /// Commitment of the new text.
        text: TextRef,
        /// Whom it names.
        mentions: Vec<Mention>,
        /// Who put it so.
        by: Writer,
        /// When.
        effective_on: Date,
    }
    /// 撤回: a comment was taken back.
    CommentWithdrawn {
        /// The comment.
        id: CommentId,
        /// What it is about.
        subject: ThreadSubject,
        /// Commitment of why.
        reason: TextRef,
        /// By whom.
        by: Writer,
        /// When.
        effective_on: Date,
    }
    /// A file was attached to a thread.
    AttachmentAdded {
        /// Its id.
        id: AttachmentId,
        /// What it is about.
        subject: ThreadSubject,
        /// For whom it is.
        audience: Audience,
        /// Commitment of the SHA-256 of its bytes, in hexadecimal.
        content: TextRef,
        /// Commitment of its name.
        name: TextRef,
        /// Its size.
        bytes: u64,
        /// What it is, by its content.
        kind: MediaKind,
        /// Commitment of what a photo tells of itself, as JSON.
        facts: Option<TextRef>,
        /// Who attached it.
        by: Writer,
        /// When.
        effective_on: Date,
    }
    /// An attachment was taken back.
    AttachmentWithdrawn {
        /// The attachment.
        id: AttachmentId,
        /// What it is about.
        subject: ThreadSubject,
        /// Commitment of why.
        reason: TextRef,
        /// By whom.
        by: Writer,
        /// When.
        effective_on: Date,
    }
}

/// The effective date of an event on a thread; none of others.
pub(super) fn on(event: &Event) -> Option<Date> {
    match event {
        Event::CommentMade(event) => Some(event.effective_on),
        Event::CommentEdited(event) => Some(event.effective_on),
        Event::CommentWithdrawn(event) => Some(event.effective_on),
        Event::AttachmentAdded(event) => Some(event.effective_on),
        Event::AttachmentWithdrawn(event) => Some(event.effective_on),
        _ => None,
    }
}

/// The texts of an event on a thread; none of others.
pub(super) fn texts(event: &Event) -> Vec<TextRef> {
    match event {
        Event::CommentMade(event) => vec![event.text],
        Event::CommentEdited(event) => vec![event.text],
        Event::CommentWithdrawn(event) => vec![event.reason],
        Event::AttachmentAdded(event) => {
            let always = [event.content, event.name];
            always.into_iter().chain(event.facts).collect()
        }
        Event::AttachmentWithdrawn(event) => vec![event.reason],
        _ => Vec::new(),
    }
}

impl Event {
    /// The thread that an event is on, for those about comments and attachments.
    pub fn thread(&self) -> Option<ThreadSubject> {
        match self {
            Event::CommentMade(event) => Some(event.subject),
            Event::CommentEdited(event) => Some(event.subject),
            Event::CommentWithdrawn(event) => Some(event.subject),
            Event::AttachmentAdded(event) => Some(event.subject),
            Event::AttachmentWithdrawn(event) => Some(event.subject),
            _ => None,
        }
    }
}
