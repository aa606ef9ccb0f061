//! Applying comments and attachments.

use std::sync::Arc;

use crate::event::{self, Event};
use crate::state::{Attachment, Zone};
use crate::thread::{Attached, Comment, CommentVersion, Thread, ThreadSubject, Withdrawn};

impl Zone {
    /// Applies an event on a thread; others change nothing.
    pub(crate) fn apply_to_thread(&mut self, seq: u64, event: &Event) {
        match event {
            Event::CommentMade(event) => self.make_comment(seq, event),
            Event::CommentEdited(event) => {
                if let Some(own) = self.comments.get_mut(&event.id) {
                    Arc::make_mut(own).versions.push(CommentVersion {
                        text: event.text,
                        mentions: event.mentions.clone(),
                        on: event.effective_on,
                        seq,
                    });
                    self.on_thread(seq, event.subject, |_| {});
                }
            }
            Event::CommentWithdrawn(event) => {
                if let Some(own) = self.comments.get_mut(&event.id) {
                    Arc::make_mut(own).withdrawn = Some(Withdrawn {
                        reason: event.reason,
                        by: event.by.clone(),
                        on: event.effective_on,
                        seq,
                    });
                    self.on_thread(seq, event.subject, |_| {});
                }
            }
            Event::AttachmentAdded(event) => self.add_attachment(seq, event),
            Event::AttachmentWithdrawn(event) => self.withdraw_attachment(seq, event),
            _ => {}
        }
    }

    fn make_comment(&mut self, seq: u64, event: &event::CommentMade) {
        let comment = Comment {
            id: event.id,
            subject: event.subject,
            reply_to: event.reply_to,
            audience: event.audience,
            versions: vec![CommentVersion {
                text: event.text,
                mentions: event.mentions.clone(),
                on: event.effective_on,
                seq,
            }],
            attachments: event.attachments.clone(),
            by: event.by.clone(),
            withdrawn: None,
        };
        self.comments.insert(event.id, Arc::new(comment));
        self.on_thread(seq, event.subject, |thread| thread.comments.push(event.id));
    }

    fn add_attachment(&mut self, seq: u64, event: &event::AttachmentAdded) {
        let attached = Attached {
            subject: event.subject,
            audience: event.audience,
            content: event.content,
            kind: event.kind,
            facts: event.facts,
            by: event.by.clone(),
            on: event.effective_on,
            withdrawn: None,
        };
        let attachment = Attachment {
            sha256: String::new(),
            name: event.name,
            bytes: event.bytes,
            sheets: Vec::new(),
            attached: Some(Arc::new(attached)),
            purged: None,
            seq,
        };
        self.attachments.insert(event.id, attachment);
        self.on_thread(seq, event.subject, |thread| {
            thread.attachments.push(event.id);
        });
    }

    fn withdraw_attachment(&mut self, seq: u64, event: &event::AttachmentWithdrawn) {
        let kept = self.attachments.get_mut(&event.id);
        if let Some(attached) = kept.and_then(|kept| kept.attached.as_mut()) {
            Arc::make_mut(attached).withdrawn = Some(Withdrawn {
                reason: event.reason,
                by: event.by.clone(),
                on: event.effective_on,
                seq,
            });
            self.on_thread(seq, event.subject, |_| {});
        }
    }

    /// Changes a thread and counts the event in its history.
    fn on_thread(&mut self, seq: u64, subject: ThreadSubject, change: impl FnOnce(&mut Thread)) {
        let mut thread = self.threads.get(&subject).cloned().unwrap_or_default();
        let own = Arc::make_mut(&mut thread);
        change(own);
        own.history.push(seq);
        self.threads.insert(subject, thread);
    }
}
