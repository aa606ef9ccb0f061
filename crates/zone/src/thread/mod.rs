//! 话题: what is said about a thing, and what is attached to it.
//!
//! A project, an item, a problem, a request, a meeting, a report and an indicator each have one
//! thread. Whoever may read the thing may read and write its thread; an enterprise sees of its
//! requests only what is said to it. Texts, names of files, what a photo tells of itself and the
//! hashes of the files are payloads under salted commitments.

pub mod command;
mod media;
mod mention;
pub mod photo;
mod subject;

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use media::MediaKind;
pub use mention::{Mention, Named, mentioned};
pub use subject::ThreadSubject;

use crate::{Actor, AttachmentId, CommentId, EnterpriseId, PersonId, Refusal, TextRef, UnitId};
use crate::{limits, refusal};

/// For whom something on a thread is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// 内部: between those who work here.
    #[default]
    Internal,
    /// 对企业: the enterprise of the request reads it too.
    Enterprise,
}

/// Who wrote something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writer {
    /// The account.
    pub account: String,
    /// The person behind it.
    pub person: Option<PersonId>,
    /// Its unit.
    pub unit: Option<UnitId>,
    /// The enterprise that an enterprise's own sign-in speaks for.
    pub enterprise: Option<EnterpriseId>,
}

impl Writer {
    /// An actor, as the record names it.
    pub fn of(actor: &Actor) -> Writer {
        Writer {
            account: actor.account.clone(),
            person: actor.person,
            unit: actor.unit,
            enterprise: actor.enterprise,
        }
    }
}

/// 评论: a comment with every version of its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// What it is about.
    pub subject: ThreadSubject,
    /// The comment it answers.
    pub reply_to: Option<CommentId>,
    /// For whom it is.
    pub audience: Audience,
    /// Its texts, oldest first; the last one holds.
    pub versions: Vec<CommentVersion>,
    /// What came with it.
    pub attachments: Vec<AttachmentId>,
    /// Who wrote it.
    pub by: Writer,
    /// Why and when it was withdrawn.
    pub withdrawn: Option<Withdrawn>,
}

/// A text of a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentVersion {
    /// Commitment of the text.
    pub text: TextRef,
    /// Whom it names.
    pub mentions: Vec<Mention>,
    /// When.
    pub on: Date,
    /// The event that recorded it.
    pub seq: u64,
}

/// 撤回: what is said no more leaves its mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Commitment of why.
    pub reason: TextRef,
    /// By whom.
    pub by: Writer,
    /// When.
    pub on: Date,
    /// The event that recorded it.
    pub seq: u64,
}

/// 附件: a file on a thread. Its bytes lie in the data folder under their hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// What it is about.
    pub subject: ThreadSubject,
    /// For whom it is.
    pub audience: Audience,
    /// Commitment of the SHA-256 of its bytes, in hexadecimal.
    pub content: TextRef,
    /// What it is, by its content.
    pub kind: MediaKind,
    /// Commitment of what a photo tells of itself: a [`photo::PhotoFacts`] as JSON.
    pub facts: Option<TextRef>,
    /// Who attached it.
    pub by: Writer,
    /// When.
    pub on: Date,
    /// Why and when it was withdrawn.
    pub withdrawn: Option<Withdrawn>,
}

/// What a thread holds, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Its comments.
    pub comments: Vec<CommentId>,
    /// Its attachments.
    pub attachments: Vec<AttachmentId>,
    /// Every event on it.
    pub history: Vec<u64>,
}

/// Threads by what they are about.
pub type Threads = imbl::OrdMap<ThreadSubject, Arc<Thread>>;

impl Comment {
    /// The entity version: texts and the withdrawal count.
    pub fn version(&self) -> u32 {
        let texts = u32::try_from(self.versions.len()).unwrap_or(u32::MAX);
        texts.saturating_add(u32::from(self.withdrawn.is_some()))
    }

    /// Whom its newest text names.
    pub fn mentions(&self) -> &[Mention] {
        self.versions.last().map_or(&[], |own| &own.mentions)
    }
}

/// What is wrong with the text of a comment, asked where the text is still in plain.
pub fn check_text(field: &str, text: &str) -> Vec<Refusal> {
    let max = limits::COMMENT_CHARS_MAX;
    let mut refused = Vec::new();
    if text.trim().is_empty() {
        refused.push(refusal::empty(field).at_field(field));
    }
    if text.chars().count() > max {
        refused.push(refusal::too_long(field, max).at_field(field));
    }
    if let Some(marking) = crate::decide::secrecy_marking(text) {
        refused.push(refusal::state_secret(marking).at_field(field));
    }
    refused
}
