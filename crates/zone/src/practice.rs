//! 好经验好做法: practices.
//!
//! A practice is written from what is over: a solved problem, a finished project, a closed item.
//! Writing is a draft outside the record until it is submitted; somebody else reviews it; what was
//! published stays readable while a newer version waits for its review. Marking it as used counts
//! it once for each thing it was used for.

pub mod command;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    HandlingLevel, ItemId, PracticeId, ProblemId, Project, ProjectId, TextRef, UnitId, Words, Zone,
};

/// What a practice was written from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PracticeSource {
    /// A solved problem.
    Problem(ProblemId),
    /// A finished project.
    Project(ProjectId),
    /// A closed supervision item.
    Item(ItemId),
}

impl PracticeSource {
    /// Its id: `Q3`, `P12` or `S7`.
    pub fn key(self) -> String {
        match self {
            PracticeSource::Problem(id) => id.to_string(),
            PracticeSource::Project(id) => id.to_string(),
            PracticeSource::Item(id) => id.to_string(),
        }
    }

    /// The source an id stands for.
    pub fn read(key: &str) -> Option<PracticeSource> {
        let problem = key.parse().map(PracticeSource::Problem).ok();
        let project = || key.parse().map(PracticeSource::Project).ok();
        problem
            .or_else(project)
            .or_else(|| key.parse().map(PracticeSource::Item).ok())
    }

    /// The project it is about, where it is about one.
    pub fn project(self, zone: &Zone) -> Option<&std::sync::Arc<Project>> {
        let id = match self {
            PracticeSource::Problem(id) => Some(zone.problems.get(&id)?.project),
            PracticeSource::Project(id) => Some(id),
            PracticeSource::Item(id) => zone.items.get(&id)?.project,
        };
        zone.projects.get(&id?)
    }
}

/// What a practice was used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsedFor {
    /// A problem.
    Problem(ProblemId),
    /// A project.
    Project(ProjectId),
}

impl UsedFor {
    /// Its id: `Q3` or `P12`.
    pub fn key(self) -> String {
        match self {
            UsedFor::Problem(id) => id.to_string(),
            UsedFor::Project(id) => id.to_string(),
        }
    }

    /// The thing an id stands for.
    pub fn read(key: &str) -> Option<UsedFor> {
        let problem = key.parse().map(UsedFor::Problem).ok();
        problem.or_else(|| key.parse().map(UsedFor::Project).ok())
    }

    /// The project it is, or is about.
    pub fn project(self, zone: &Zone) -> Option<&std::sync::Arc<Project>> {
        let id = match self {
            UsedFor::Problem(id) => zone.problems.get(&id)?.project,
            UsedFor::Project(id) => id,
        };
        zone.projects.get(&id)
    }
}

/// What a practice says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeContent {
    /// Its title.
    pub title: String,
    /// Who may see it; never wider than what it was written from.
    pub level: HandlingLevel,
    /// Kinds of problems it helps with: 用地, 审批…
    pub kinds: Vec<String>,
    /// Stages whose gate it helps to pass.
    pub stages: Vec<String>,
    /// Commitment of what was done 做法.
    pub what: TextRef,
    /// Commitment of what came of it 成效.
    pub outcome: TextRef,
    /// Commitment of when it applies 适用条件.
    pub applies: Option<TextRef>,
}

/// Where a version of a practice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PracticeState {
    /// 待审核.
    Submitted,
    /// 已退回.
    Returned,
    /// 已发布.
    Published,
    /// 已撤下.
    Withdrawn,
}

impl PracticeState {
    /// All states.
    pub const ALL: [PracticeState; 4] = [
        PracticeState::Submitted,
        PracticeState::Returned,
        PracticeState::Published,
        PracticeState::Withdrawn,
    ];

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            PracticeState::Submitted => Words::new("待审核", "to be reviewed"),
            PracticeState::Returned => Words::new("已退回", "returned"),
            PracticeState::Published => Words::new("已发布", "published"),
            PracticeState::Withdrawn => Words::new("已撤下", "withdrawn"),
        }
    }
}

/// A review of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// Whether it was published.
    pub published: bool,
    /// Commitment of a note; of a return its reason.
    pub note: Option<TextRef>,
    /// The account that did it.
    pub by: String,
    /// When.
    pub on: Date,
    /// The event.
    pub seq: u64,
}

/// A version of a practice: as it was submitted, and what the review said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeVersion {
    /// What it says.
    pub content: PracticeContent,
    /// The account that submitted it.
    pub by: String,
    /// When.
    pub on: Date,
    /// The event.
    pub seq: u64,
    /// Its review.
    pub review: Option<Reviewed>,
}

impl PracticeVersion {
    /// Where it stands.
    pub fn state(&self) -> PracticeState {
        match &self.review {
            None => PracticeState::Submitted,
            Some(review) if review.published => PracticeState::Published,
            Some(_) => PracticeState::Returned,
        }
    }
}

/// That a practice was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    /// For what.
    pub thing: UsedFor,
    /// The unit that used it.
    pub unit: Option<UnitId>,
    /// Commitment of a note: what was taken over, what was different.
    pub note: Option<TextRef>,
    /// The account that said so.
    pub by: String,
    /// When.
    pub on: Date,
    /// The event.
    pub seq: u64,
}

/// That a practice was taken down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenDown {
    /// Commitment of the reason.
    pub reason: TextRef,
    /// The account that did it.
    pub by: String,
    /// When.
    pub on: Date,
    /// The event.
    pub seq: u64,
}

/// A practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// Its id.
    pub id: PracticeId,
    /// What it was written from.
    pub source: PracticeSource,
    /// The unit whose practice it is.
    pub unit: UnitId,
    /// Its versions, oldest first; never empty.
    pub versions: Vec<PracticeVersion>,
    /// What it was used for, oldest first.
    pub used: Vec<Used>,
    /// That it was taken down.
    pub withdrawn: Option<TakenDown>,
    /// Entity version.
    pub version: u32,
    /// Sequence numbers of the events about it, oldest first.
    pub history: Vec<u64>,
}

impl Practice {
    /// The version that readers see: the newest that was published.
    pub fn published(&self) -> Option<&PracticeVersion> {
        let mut versions = self.versions.iter().rev();
        versions.find(|own| own.state() == PracticeState::Published)
    }

    /// The newest version, whatever became of it.
    pub fn newest(&self) -> Option<&PracticeVersion> {
        self.versions.last()
    }

    /// Where it stands: by the version readers see, or the newest where they see none.
    pub fn state(&self) -> PracticeState {
        let shown = self.published().or(self.newest());
        match (&self.withdrawn, shown) {
            (Some(_), _) | (None, None) => PracticeState::Withdrawn,
            (None, Some(version)) => version.state(),
        }
    }

    /// Whether readers find it: published, and not taken down.
    pub fn is_open(&self) -> bool {
        self.state() == PracticeState::Published
    }

    /// The version that waits for its review.
    pub fn waiting(&self) -> Option<&PracticeVersion> {
        let newest = self.newest().filter(|_| self.withdrawn.is_none());
        newest.filter(|own| own.state() == PracticeState::Submitted)
    }

    /// Whether it was marked as used for a thing.
    pub fn is_used_for(&self, thing: UsedFor) -> bool {
        self.used.iter().any(|own| own.thing == thing)
    }
}
