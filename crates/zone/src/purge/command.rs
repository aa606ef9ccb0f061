//! Commands about purges.

use jiff::civil::Date;
use serde::Deserialize;

use super::{CarriedPurge, PurgeGround, PurgeTarget};
use crate::{PurgeId, TextRef};

/// A command about a purge.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PurgeCommand {
    /// Ask that something be purged.
    Ask(AskPurge),
    /// Confirm it, as the second person: what it names goes.
    Confirm {
        /// The request.
        id: PurgeId,
        /// When.
        effective_on: Date,
    },
    /// Refuse it, or take the own request back.
    Refuse {
        /// The request.
        id: PurgeId,
        /// Commitment of why.
        reason: TextRef,
        /// When.
        effective_on: Date,
    },
    /// Take over what a later record says was purged, into one that was brought back.
    CarryOver {
        /// Those purges.
        purges: Vec<CarriedPurge>,
        /// When.
        effective_on: Date,
    },
}

/// What somebody asks to be purged.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AskPurge {
    /// What is to go.
    pub targets: Vec<PurgeTarget>,
    /// Commitments of the texts of records among them: the state does not hold records, so they
    /// come from where the command comes in.
    #[serde(default)]
    pub texts: Vec<TextRef>,
    /// Why, in a word.
    pub ground: PurgeGround,
    /// Commitment of why, in words.
    pub reason: TextRef,
    /// When.
    pub effective_on: Date,
}
