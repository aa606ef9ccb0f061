//! Commands about comments and attachments.

use jiff::civil::Date;
use serde::Deserialize;
use zone::thread::command::{self, ThreadCommand};
use zone::thread::{Audience, Mention, ThreadSubject, check_text, mentioned};
use zone::view::Looking;
use zone::view::thread::names;
use zone::{AttachmentId, Command, CommentId, Refusal, Sealer, Zone};

use super::command::{CommandInput, Sealed};

/// Say something about a project, an item, a problem, a request, a meeting, a report or an
/// indicator.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MakeComment {
    /// What it is about: `P12`, `S3`, `Q4`, `N5`, `M6`, `C5-U3`, `I7`.
    #[schema(value_type = String)]
    subject: ThreadSubject,
    /// The comment it answers: `K3`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    reply_to: Option<CommentId>,
    /// For whom it is; between those who work here unless said otherwise.
    #[serde(default)]
    audience: Audience,
    /// What is said; sealed here. `@` before a name mentions who is called so.
    text: String,
    /// Whom it names beside those: `R4`, `U3`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    mentions: Vec<Mention>,
    /// Files of the same thread that come with it: `A3`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    attachments: Vec<AttachmentId>,
    /// When.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Put a comment otherwise; what it said before is kept.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EditComment {
    /// The comment.
    #[schema(value_type = String)]
    id: CommentId,
    /// Entity version seen.
    version: u32,
    /// What it says now; sealed here.
    text: String,
    /// Whom it names beside those after `@`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    mentions: Vec<Mention>,
    /// When.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Take a comment back; the mark and the reason stay.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawComment {
    /// The comment.
    #[schema(value_type = String)]
    id: CommentId,
    /// Entity version seen.
    version: u32,
    /// Why; sealed here.
    reason: String,
    /// When.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Take an attachment back; the mark and the reason stay.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawAttachment {
    /// The attachment.
    #[schema(value_type = String)]
    id: AttachmentId,
    /// Why; sealed here.
    reason: String,
    /// When.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

impl Sealed for MakeComment {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        of(ThreadCommand::Comment(command::MakeComment {
            subject: self.subject,
            reply_to: self.reply_to,
            audience: self.audience,
            text: sealer.seal(self.text.trim(), &[]),
            mentions: self.mentions,
            attachments: self.attachments,
            effective_on: self.effective_on,
        }))
    }
}

impl Sealed for EditComment {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        of(ThreadCommand::Edit {
            id: self.id,
            version: self.version,
            text: sealer.seal(self.text.trim(), &[]),
            mentions: self.mentions,
            effective_on: self.effective_on,
        })
    }
}

impl Sealed for WithdrawComment {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        of(ThreadCommand::Withdraw {
            id: self.id,
            version: self.version,
            reason: sealer.seal(self.reason.trim(), &[]),
            effective_on: self.effective_on,
        })
    }
}

impl Sealed for WithdrawAttachment {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        of(ThreadCommand::WithdrawAttachment {
            id: self.id,
            reason: sealer.seal(self.reason.trim(), &[]),
            effective_on: self.effective_on,
        })
    }
}

fn of(command: ThreadCommand) -> Command {
    Command::Thread(Box::new(command))
}

impl CommandInput {
    /// Whether it carries a text of a thread, which is looked at before it is sealed.
    pub(crate) fn is_of_thread(&self) -> bool {
        matches!(
            self,
            CommandInput::MakeComment(_)
                | CommandInput::EditComment(_)
                | CommandInput::WithdrawComment(_)
                | CommandInput::WithdrawAttachment(_)
        )
    }

    /// Checks the text of a thread while it is in plain, and resolves whom it names.
    ///
    /// # Errors
    /// Everything that is wrong with the text.
    pub(crate) fn resolve(
        &mut self,
        zone: &Zone,
        looking: Looking<'_>,
    ) -> Result<(), Vec<Refusal>> {
        let (text, mentions) = match self {
            CommandInput::MakeComment(own) => (&own.text, &mut own.mentions),
            CommandInput::EditComment(own) => (&own.text, &mut own.mentions),
            CommandInput::WithdrawComment(own) => {
                return checked(check_text("reason", &own.reason));
            }
            CommandInput::WithdrawAttachment(own) => {
                return checked(check_text("reason", &own.reason));
            }
            _ => return Ok(()),
        };
        let mut refused = check_text("text", text);
        if looking.actor.enterprise.is_some() {
            // It names nobody: what is refused would tell it who works here.
            mentions.clear();
            return checked(refused);
        }
        match mentioned(text, &names(zone, looking)) {
            Ok(found) => {
                for who in found {
                    if !mentions.contains(&who) {
                        mentions.push(who);
                    }
                }
            }
            Err(problems) => refused.extend(problems),
        }
        checked(refused)
    }
}

fn checked(refused: Vec<Refusal>) -> Result<(), Vec<Refusal>> {
    if refused.is_empty() {
        Ok(())
    } else {
        Err(refused)
    }
}
