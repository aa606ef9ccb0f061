//! A thread as it is read: comments and attachments, with what the reader may do.
//!
//! Promises: nothing is shown to whom it was not said; what was withdrawn leaves its mark and its
//! reason; what a photo tells is told as facts beside it, never as a finding.

mod called;
mod photo;

use jiff::civil::Date;
use serde::Serialize;

pub use called::{called, report};
pub use photo::{PhotoView, SeenPlace};

use super::Looking;
use super::items::shown;
use super::wall::NamedUnit;
use crate::authority::{Operation, Reach};
use crate::decide::may_withdraw;
use crate::state::Attachment;
use crate::thread::{
    Attached, Audience, Comment, MediaKind, Mention, Named, ThreadSubject, Withdrawn, Writer,
};
use crate::{AttachmentId, CommentId, FoundText, Lang, Words, Zone, lineage, reading};

/// What is said and attached about a thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThreadView {
    /// What it is about: `P12`, `S3`, `C5-U3`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub subject: ThreadSubject,
    /// The kind of thing.
    pub word: Words,
    /// Whether the reader may say something to the enterprise.
    pub may_answer_enterprise: bool,
    /// Whether the reader may say something at all.
    pub may_comment: bool,
    /// Comments, oldest first.
    pub comments: Vec<CommentView>,
    /// Attachments, oldest first.
    pub attachments: Vec<AttachmentView>,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommentView {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: CommentId,
    /// Entity version, for editing it.
    pub version: u32,
    /// The comment it answers.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub reply_to: Option<CommentId>,
    /// For whom it is.
    pub audience: Audience,
    /// Who wrote it.
    pub by: WriterView,
    /// The day it was written.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// When it was recorded, in UTC.
    pub recorded_at: String,
    /// What it says; absent where it was withdrawn. Of what was purged, why and by whom.
    pub text: Option<Words>,
    /// Whether every text of it was purged.
    pub purged: bool,
    /// Whom it names.
    pub mentions: Vec<MentionView>,
    /// What came with it.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub attachments: Vec<AttachmentId>,
    /// What it said before, oldest first.
    pub before: Vec<VersionView>,
    /// Why it was withdrawn.
    pub withdrawn: Option<WithdrawnView>,
    /// Whether the reader may put it otherwise.
    pub may_edit: bool,
    /// Whether the reader may take it back.
    pub may_withdraw: bool,
    /// The event that recorded it.
    pub seq: u64,
}

/// What a comment said before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionView {
    /// What it said.
    pub text: Words,
    /// Since when.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// The event that recorded it.
    pub seq: u64,
}

/// Who wrote something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriterView {
    /// As shown: the person, else the account; to an enterprise the unit.
    pub name: Words,
    /// The unit or the enterprise.
    pub of: Option<String>,
    /// Whether it is the reader.
    pub own: bool,
}

/// Somebody a comment names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentionView {
    /// The person, `R4`, or the unit, `U3`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: Mention,
    /// As shown.
    pub name: Words,
}

/// Why and by whom something was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithdrawnView {
    /// Why.
    pub reason: Words,
    /// By whom.
    pub by: WriterView,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
}

/// A file on a thread.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentView {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: AttachmentId,
    /// What it is about.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub subject: ThreadSubject,
    /// Its name.
    pub name: Words,
    /// Its size.
    pub bytes: u64,
    /// What it is, by its content.
    pub kind: MediaKind,
    /// That as it is called.
    pub kind_word: Words,
    /// Whether browsers show it as a picture.
    pub picture: bool,
    /// For whom it is.
    pub audience: Audience,
    /// Who attached it.
    pub by: WriterView,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// When it was recorded, in UTC.
    pub recorded_at: String,
    /// What a photo tells of itself.
    pub photo: Option<PhotoView>,
    /// Why it was withdrawn.
    pub withdrawn: Option<WithdrawnView>,
    /// Why its content was purged.
    pub purged: Option<Words>,
    /// Whether the reader may take it back.
    pub may_withdraw: bool,
    /// The event that recorded it.
    pub seq: u64,
}

/// What is said and attached about a thing; `None` where there is no such thing, or the reader
/// may not see it. `recorded` tells when an event was recorded.
pub fn thread(
    zone: &Zone,
    looking: Looking<'_>,
    subject: ThreadSubject,
    recorded: &dyn Fn(u64) -> String,
) -> Option<ThreadView> {
    let actor = looking.actor;
    let there = subject.exists(zone) && reading::may_read(zone, actor, looking.true_on, subject);
    if !there {
        return None;
    }
    let reader = Reader {
        zone,
        looking,
        recorded,
    };
    let own = zone.threads.get(&subject);
    let comments = own.into_iter().flat_map(|own| &own.comments);
    let attachments = own.into_iter().flat_map(|own| &own.attachments);
    let may_comment = actor.reach(Operation::Discuss) != Reach::Nothing;
    Some(ThreadView {
        subject,
        word: subject.word(),
        may_comment,
        may_answer_enterprise: may_comment && matches!(subject, ThreadSubject::Request(_)),
        comments: comments
            .filter_map(|id| zone.comments.get(id))
            .filter(|own| reader.reads(own.subject, own.audience))
            .map(|own| reader.comment(own))
            .collect(),
        attachments: attachments
            .filter_map(|id| reader.attachment(*id))
            .collect(),
    })
}

/// One attachment, where the reader may see it.
pub fn attachment(
    zone: &Zone,
    looking: Looking<'_>,
    id: AttachmentId,
    recorded: &dyn Fn(u64) -> String,
) -> Option<AttachmentView> {
    let reader = Reader {
        zone,
        looking,
        recorded,
    };
    reader.attachment(id)
}

/// Everybody whom a comment may name, on a date: units that go on by each of their names, people.
pub fn names(zone: &Zone, looking: Looking<'_>) -> Vec<Named> {
    let on = looking.true_on;
    let mut names = Vec::new();
    for unit in zone.units.values() {
        if lineage::standing(&unit.lineage, on).is_some() {
            continue;
        }
        let called =
            std::iter::once(unit.name_on(on)).chain(unit.aliases.iter().map(String::as_str));
        names.extend(called.map(|name| Named {
            name: name.to_owned(),
            who: Mention::Unit(unit.id),
        }));
    }
    for person in zone.people.values() {
        if let FoundText::Text(name) = looking.texts.find(person.name) {
            names.push(Named {
                name: name.to_string(),
                who: Mention::Person(person.id),
            });
        }
    }
    names
}

/// A comment's author, a mention or a unit as a reader sees it.
struct Reader<'a> {
    zone: &'a Zone,
    looking: Looking<'a>,
    recorded: &'a dyn Fn(u64) -> String,
}

impl Reader<'_> {
    fn reads(&self, subject: ThreadSubject, audience: Audience) -> bool {
        let (actor, on) = (self.looking.actor, self.looking.true_on);
        reading::may_read_said(self.zone, actor, on, subject, audience)
    }

    fn comment(&self, own: &Comment) -> CommentView {
        let actor = self.looking.actor;
        let (first, last) = (own.versions.first(), own.versions.last());
        let standing = own.withdrawn.is_none();
        let before = own
            .versions
            .split_last()
            .map_or(&[][..], |(_, before)| before);
        let seq = first.map_or(0, |own| own.seq);
        CommentView {
            id: own.id,
            version: own.version(),
            reply_to: own.reply_to,
            audience: own.audience,
            by: self.writer(&own.by),
            on: first.map_or(Date::MIN, |own| own.on),
            recorded_at: (self.recorded)(seq),
            text: last
                .filter(|_| standing)
                .map(|own| shown(self.looking, own.text)),
            purged: own
                .versions
                .iter()
                .all(|own| matches!(self.looking.texts.find(own.text), FoundText::Purged(_))),
            mentions: match standing {
                true => own
                    .mentions()
                    .iter()
                    .map(|one| self.mention(*one))
                    .collect(),
                false => Vec::new(),
            },
            attachments: own.attachments.clone(),
            before: match standing {
                true => before.iter().map(|own| self.version(own)).collect(),
                false => Vec::new(),
            },
            withdrawn: own.withdrawn.as_ref().map(|own| self.withdrawn(own)),
            may_edit: standing && own.by.account == actor.account,
            may_withdraw: standing && may_withdraw(actor, &own.by),
            seq,
        }
    }

    fn version(&self, own: &crate::thread::CommentVersion) -> VersionView {
        VersionView {
            text: shown(self.looking, own.text),
            on: own.on,
            seq: own.seq,
        }
    }

    fn withdrawn(&self, own: &Withdrawn) -> WithdrawnView {
        WithdrawnView {
            reason: shown(self.looking, own.reason),
            by: self.writer(&own.by),
            on: own.on,
        }
    }

    fn attachment(&self, id: AttachmentId) -> Option<AttachmentView> {
        let kept = self.zone.attachments.get(&id)?;
        let own = kept.attached.as_deref()?;
        self.reads(own.subject, own.audience)
            .then(|| self.shown_attachment(id, kept, own))
    }

    fn shown_attachment(
        &self,
        id: AttachmentId,
        kept: &Attachment,
        own: &Attached,
    ) -> AttachmentView {
        let standing = own.withdrawn.is_none();
        let purged = match self.looking.texts.find(own.content) {
            FoundText::Purged(reason) => Some(crate::purge::told(&reason)),
            FoundText::Text(_) | FoundText::Missing => None,
        };
        AttachmentView {
            id,
            subject: own.subject,
            name: shown(self.looking, kept.name),
            bytes: kept.bytes,
            kind: own.kind,
            kind_word: own.kind.word(),
            picture: own.kind.is_shown(),
            audience: own.audience,
            by: self.writer(&own.by),
            on: own.on,
            recorded_at: (self.recorded)(kept.seq),
            photo: photo::photo(self.zone, self.looking, own),
            withdrawn: own.withdrawn.as_ref().map(|own| self.withdrawn(own)),
            purged,
            may_withdraw: standing && may_withdraw(self.looking.actor, &own.by),
            seq: kept.seq,
        }
    }

    fn writer(&self, by: &Writer) -> WriterView {
        WriterView {
            own: by.account == self.looking.actor.account,
            ..writer(self.zone, self.looking, by)
        }
    }

    fn mention(&self, id: Mention) -> MentionView {
        MentionView {
            id,
            name: mention(self.zone, self.looking, id),
        }
    }
}

/// Who wrote something: to those who work here the person, to an enterprise the unit.
pub(super) fn writer(zone: &Zone, looking: Looking<'_>, by: &Writer) -> WriterView {
    let on = looking.true_on;
    let firm = by.enterprise.and_then(|id| zone.enterprises.get(&id));
    let firm = firm.map(|own| own.name_on(on).to_owned());
    let unit = by.unit.map(|id| unit_name(zone, looking, id).name);
    let of = firm.or(unit);
    let from_outside = looking.actor.enterprise.is_some() && by.enterprise.is_none();
    let name = match by.person.and_then(|id| zone.people.get(&id)) {
        _ if from_outside => match &of {
            Some(unit) => Words::new(unit, unit),
            None => Words::new("调度办公室", "the dispatch office"),
        },
        Some(person) => shown(looking, person.name),
        None => Words::new(&by.account, &by.account),
    };
    WriterView {
        name,
        of: of.filter(|_| !from_outside),
        own: false,
    }
}

/// Who wrote something, in a word: an account that no person stands behind is known by its unit.
pub(crate) fn said_by(zone: &Zone, looking: Looking<'_>, by: &Writer) -> Words {
    let shown = writer(zone, looking, by);
    let unit = shown.of.filter(|_| by.person.is_none());
    unit.map_or(shown.name, |unit| Words::new(&unit, &unit))
}

/// Somebody named, as shown.
pub(super) fn mention(zone: &Zone, looking: Looking<'_>, id: Mention) -> Words {
    match id {
        Mention::Unit(id) => {
            let name = unit_name(zone, looking, id).name;
            Words::new(name.clone(), name)
        }
        Mention::Person(id) => match zone.people.get(&id) {
            Some(person) => {
                let name = looking.texts.find(person.name);
                Words::new(name.shown(Lang::Zh), name.shown(Lang::En))
            }
            None => Words::new(id.to_string(), id.to_string()),
        },
    }
}

fn unit_name(zone: &Zone, looking: Looking<'_>, id: crate::UnitId) -> NamedUnit {
    let found = zone.units.get(&id);
    let name = found.map(|unit| unit.name_on(looking.true_on).to_owned());
    NamedUnit {
        id,
        name: name.unwrap_or_else(|| id.to_string()),
    }
}
