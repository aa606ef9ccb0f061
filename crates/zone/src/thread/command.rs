//! Commands about comments and attachments.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Audience, MediaKind, Mention, ThreadSubject};
use crate::{AttachmentId, CommentId, TextRef};

/// A command on a thread.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThreadCommand {
    /// Say something.
    Comment(MakeComment),
    /// Say it otherwise; what was said before is kept.
    Edit {
        /// The comment.
        id: CommentId,
        /// Entity version seen.
        version: u32,
        /// Commitment of the new text.
        text: TextRef,
        /// Whom it names.
        mentions: Vec<Mention>,
        /// When.
        effective_on: Date,
    },
    /// Take a comment back; the mark stays.
    Withdraw {
        /// The comment.
        id: CommentId,
        /// Entity version seen.
        version: u32,
        /// Commitment of why.
        reason: TextRef,
        /// When.
        effective_on: Date,
    },
    /// Attach a file that was looked into and is kept.
    Attach(AddAttachment),
    /// Take an attachment back; the mark stays.
    WithdrawAttachment {
        /// The attachment.
        id: AttachmentId,
        /// Commitment of why.
        reason: TextRef,
        /// When.
        effective_on: Date,
    },
}

/// A comment as it is made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MakeComment {
    /// What it is about.
    pub subject: ThreadSubject,
    /// The comment it answers.
    #[serde(default)]
    pub reply_to: Option<CommentId>,
    /// For whom it is; an enterprise's own is always for both.
    #[serde(default)]
    pub audience: Audience,
    /// Commitment of the text.
    pub text: TextRef,
    /// Whom it names.
    #[serde(default)]
    pub mentions: Vec<Mention>,
    /// Files of the same thread that come with it.
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
    /// When.
    pub effective_on: Date,
}

/// A file to be attached.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AddAttachment {
    /// What it is about.
    pub subject: ThreadSubject,
    /// For whom it is; an enterprise's own is always for both.
    #[serde(default)]
    pub audience: Audience,
    /// Commitment of the SHA-256 of its bytes.
    pub content: TextRef,
    /// Commitment of its name.
    pub name: TextRef,
    /// Its size.
    pub bytes: u64,
    /// What it is.
    pub kind: MediaKind,
    /// Commitment of what a photo tells of itself.
    #[serde(default)]
    pub facts: Option<TextRef>,
    /// When.
    pub effective_on: Date,
}
