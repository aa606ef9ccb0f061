//! 洽谈和合同: what is negotiated and how long it has stood still; once signed, what each side
//! promised.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::clock::working_days;
use crate::{Calendars, Colour, DealId, EnterpriseId, Fen, TextRef, UnitId, Words, limits};

/// Where a negotiation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DealStage {
    /// 接洽.
    Contact,
    /// 考察.
    Visit,
    /// 谈条款.
    Terms,
    /// 定文本.
    Text,
    /// 已签约.
    Signed,
    /// 终止.
    Dropped,
}

impl DealStage {
    /// All stages.
    pub const ALL: [DealStage; 6] = [
        DealStage::Contact,
        DealStage::Visit,
        DealStage::Terms,
        DealStage::Text,
        DealStage::Signed,
        DealStage::Dropped,
    ];

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            DealStage::Contact => Words::new("接洽", "first contact"),
            DealStage::Visit => Words::new("考察", "visit"),
            DealStage::Terms => Words::new("谈条款", "terms"),
            DealStage::Text => Words::new("定文本", "text"),
            DealStage::Signed => Words::new("已签约", "signed"),
            DealStage::Dropped => Words::new("终止", "dropped"),
        }
    }

    /// Whether it is still negotiated.
    pub fn is_open(self) -> bool {
        !matches!(self, DealStage::Signed | DealStage::Dropped)
    }
}

/// A move of a negotiation: to a stage, or a step within one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealMove {
    /// The stage from here.
    pub stage: DealStage,
    /// Commitment of what happened.
    pub note: Option<TextRef>,
    /// When.
    pub on: Date,
    /// The event that recorded it.
    pub seq: u64,
}

/// What one side of a contract promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The unit that promised; the enterprise if none.
    pub unit: Option<UnitId>,
    /// Commitment of what.
    pub what: TextRef,
    /// By when.
    pub due_on: Option<Date>,
}

/// A contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// Its number.
    pub document: String,
    /// Its amount.
    pub amount: Fen,
    /// When it was signed.
    pub signed_on: Date,
    /// What each side promised, in order of the contract, with the day it was kept.
    pub promises: Vec<(Promise, Option<Date>)>,
}

/// A negotiation, and the contract it led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deal {
    /// Its id.
    pub id: DealId,
    /// What it is about.
    pub name: String,
    /// The enterprise, once it is in the ledger.
    pub enterprise: Option<EnterpriseId>,
    /// The investment talked of.
    pub amount: Fen,
    /// The unit that negotiates.
    pub lead: UnitId,
    /// Since when.
    pub began_on: Date,
    /// How it moved, in order of record.
    pub moves: Vec<DealMove>,
    /// The contract, once signed.
    pub contract: Option<Contract>,
    /// Entity version.
    pub version: u32,
    /// Every event about it, oldest first.
    pub history: Vec<u64>,
}

impl Deal {
    /// Stage, and since when it has not moved, on a date.
    pub fn stands(&self, on: Date) -> (DealStage, Date) {
        let moved = self.moves.iter().rev().find(|own| own.on <= on);
        moved.map_or((DealStage::Contact, self.began_on), |own| {
            (own.stage, own.on)
        })
    }

    /// Working days it has stood still; none once it is signed or dropped.
    pub fn stood_still(&self, calendars: &Calendars, on: Date) -> Option<i64> {
        let (stage, since) = self.stands(on);
        stage.is_open().then(|| working_days(calendars, since, on))
    }

    /// Yellow after a month without a move, red after two; none once it is signed or dropped.
    pub fn colour(&self, calendars: &Calendars, on: Date) -> Option<Colour> {
        let stood = self.stood_still(calendars, on)?;
        Some(match stood {
            _ if stood > limits::DEAL_STILL_RED => Colour::Red,
            _ if stood > limits::DEAL_STILL_YELLOW => Colour::Yellow,
            _ => Colour::Green,
        })
    }
}
