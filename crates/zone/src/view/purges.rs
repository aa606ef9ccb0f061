//! Purges as they are read: who asked for what and why, and what became of it.
//!
//! Promises: what is to go is named and never shown; who may confirm it looks at the thing itself.

use jiff::civil::Date;
use serde::Serialize;

use super::Looking;
use super::items::shown;
use super::thread::{WriterView, writer};
use crate::authority::{Operation, Reach};
use crate::purge::{Purge, PurgeGround, PurgeTarget, same_hand};
use crate::thread::{ThreadSubject, Writer};
use crate::{PurgeId, Words, Zone};

/// Requests to purge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PurgeBoard {
    /// How many wait for a second person.
    pub waiting: usize,
    /// Whether the reader may ask.
    pub may_ask: bool,
    /// Why something may go, as it can be chosen.
    pub grounds: Vec<GroundView>,
    /// The requests: those that wait first, then the newest first.
    pub purges: Vec<PurgeView>,
}

/// A ground that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroundView {
    /// The ground.
    pub ground: PurgeGround,
    /// As it is called.
    pub word: Words,
}

/// A request to purge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PurgeView {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: PurgeId,
    /// What is to go, or went.
    pub targets: Vec<PurgeTargetView>,
    /// How many texts and files that is.
    pub texts: usize,
    /// Why, in a word.
    pub ground: PurgeGround,
    /// That as it is called.
    pub ground_word: Words,
    /// Why, in words.
    pub reason: Words,
    /// Who asked.
    pub by: WriterView,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// What became of it; absent while it waits.
    pub outcome: Option<PurgeOutcomeView>,
    /// Whether the reader may confirm it.
    pub may_confirm: bool,
    /// Whether the reader may refuse it or take it back.
    pub may_refuse: bool,
    /// The event that recorded it.
    pub seq: u64,
}

/// Something that is to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PurgeTargetView {
    /// As it is written: `K3`, `A7`, `R4`, `#1234`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub target: PurgeTarget,
    /// As it is called.
    pub word: Words,
    /// The thing whose thread it is on.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub subject: Option<ThreadSubject>,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PurgeOutcomeView {
    /// Whether it was confirmed, and so what it names is gone.
    pub confirmed: bool,
    /// Why it was refused.
    pub reason: Option<Words>,
    /// By whom.
    pub by: WriterView,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// The event that recorded it.
    pub seq: u64,
}

/// All requests, for those who may purge and those who read the record.
pub fn purges(zone: &Zone, looking: Looking<'_>) -> PurgeBoard {
    let mut all: Vec<&Purge> = zone.purges.values().map(|own| &**own).collect();
    all.sort_by_key(|own| (own.outcome.is_some(), std::cmp::Reverse(own.id)));
    PurgeBoard {
        waiting: all.iter().filter(|own| own.outcome.is_none()).count(),
        may_ask: looking.actor.reach(Operation::Purge) == Reach::All,
        grounds: PurgeGround::ALL.map(ground).into(),
        purges: all
            .into_iter()
            .map(|own| view(zone, looking, own))
            .collect(),
    }
}

/// One request.
pub fn purge(zone: &Zone, looking: Looking<'_>, id: PurgeId) -> Option<PurgeView> {
    zone.purges.get(&id).map(|own| view(zone, looking, own))
}

fn ground(ground: PurgeGround) -> GroundView {
    GroundView {
        ground,
        word: ground.word(),
    }
}

fn view(zone: &Zone, looking: Looking<'_>, own: &Purge) -> PurgeView {
    let actor = looking.actor;
    let may = actor.reach(Operation::Purge) == Reach::All && own.outcome.is_none();
    let who = |by: &Writer| WriterView {
        own: by.account == actor.account,
        ..writer(zone, looking, by)
    };
    PurgeView {
        id: own.id,
        targets: own.targets.iter().map(|own| target(zone, *own)).collect(),
        texts: own.texts.len(),
        ground: own.ground,
        ground_word: own.ground.word(),
        reason: shown(looking, own.reason),
        by: who(&own.by),
        on: own.on,
        outcome: own.outcome.as_ref().map(|own| PurgeOutcomeView {
            confirmed: own.confirmed,
            reason: own.reason.map(|reason| shown(looking, reason)),
            by: who(&own.by),
            on: own.on,
            seq: own.seq,
        }),
        may_confirm: may && !same_hand(&own.by, actor),
        may_refuse: may,
        seq: own.seq,
    }
}

fn target(zone: &Zone, target: PurgeTarget) -> PurgeTargetView {
    let subject = match target {
        PurgeTarget::Comment(id) => zone.comments.get(&id).map(|own| own.subject),
        PurgeTarget::Attachment(id) => {
            let own = zone.attachments.get(&id);
            own.and_then(|own| Some(own.attached.as_ref()?.subject))
        }
        PurgeTarget::Person(_) | PurgeTarget::Record(_) => None,
    };
    PurgeTargetView {
        target,
        word: target.word(),
        subject,
    }
}
