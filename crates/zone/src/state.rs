//! The state of a zone: what the events so far add up to.
//!
//! Everything is kept in ordered maps that share structure, so that a clone is a cheap snapshot
//! and equal histories give equal digests. State types are serialized for two purposes only: the
//! digest and the discardable snapshot cache.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::cycle::{Cycle, Mark, Rhythm};
use crate::enterprise::deal::Deal;
use crate::enterprise::{Enterprise, Request};
use crate::factor::{Factor, Need, Quota};
use crate::import::ImportRecord;
use crate::indicator::{Indicator, Month};
use crate::item::SupervisionItem;
use crate::lineage::{self, Change, Lineage};
use crate::meeting::Meeting;
use crate::practice::Practice;
use crate::problem::Problem;
use crate::project::Project;
use crate::purge::{Purge, PurgeMark};
use crate::report::Report;
use crate::rule::RuleSet;
use crate::signoff::{Delegation, Sheet, UnitRoute};
use crate::source::Source;
use crate::stage::{RoleDefinition, StagePath};
use crate::thread::{Attached, Comment, Threads};
use crate::unit::{Person, Post, Unit};
use crate::{
    AttachmentId, CommentId, CycleId, DealId, DelegationId, EnterpriseId, Holder, IndicatorId,
    ItemId, MeetingId, PersonId, PostId, PracticeId, ProblemId, ProjectId, PurgeId, ReportId,
    RequestId, TextRef, Timeline, UnitId, Words, limits,
};

/// Version of the shape of [`Zone`]: a snapshot of another version is discarded.
pub const STATE_VERSION: u32 = 15;

/// A zone at one moment of its record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Sequence number of the last event applied; 0 before the first.
    pub seq: u64,
    /// What the zone is called; `None` until it is founded.
    pub profile: Option<Profile>,
    /// Units.
    pub units: OrdMap<UnitId, Unit>,
    /// People.
    pub people: OrdMap<PersonId, Person>,
    /// Posts.
    pub posts: OrdMap<PostId, Post>,
    /// Projects.
    pub projects: OrdMap<ProjectId, Arc<Project>>,
    /// Indicators.
    pub indicators: OrdMap<IndicatorId, Arc<Indicator>>,
    /// Problems.
    pub problems: OrdMap<ProblemId, Problem>,
    /// Supervision items.
    pub items: OrdMap<ItemId, Arc<SupervisionItem>>,
    /// Cycles.
    pub cycles: OrdMap<CycleId, Cycle>,
    /// How cycles recur; `None` until it is settled.
    pub rhythm: Option<Rhythm>,
    /// Working days after the due day in which a unit may correct its report.
    pub correction_days: u16,
    /// Reports of units for cycles.
    pub reports: OrdMap<ReportId, Arc<Report>>,
    /// How units sign their reports.
    pub routes: OrdMap<UnitId, Arc<UnitRoute>>,
    /// Who signs for whom.
    pub delegations: OrdMap<DelegationId, Arc<Delegation>>,
    /// Sheets printed, by code.
    pub sheets: OrdMap<String, Arc<Sheet>>,
    /// Meetings.
    pub meetings: OrdMap<MeetingId, Arc<Meeting>>,
    /// Enterprises.
    pub enterprises: OrdMap<EnterpriseId, Arc<Enterprise>>,
    /// What enterprises ask for.
    pub requests: OrdMap<RequestId, Arc<Request>>,
    /// Negotiations and contracts.
    pub deals: OrdMap<DealId, Arc<Deal>>,
    /// How much there is of a factor in a month.
    pub quotas: OrdMap<(Factor, Month), Quota>,
    /// How much a project needs of a factor in a month.
    pub needs: OrdMap<(Factor, Month, ProjectId), Need>,
    /// Practices.
    pub practices: OrdMap<PracticeId, Arc<Practice>>,
    /// Requests to purge something.
    pub purges: OrdMap<PurgeId, Arc<Purge>>,
    /// What was purged, with the mark that stands in its place.
    pub purged: OrdMap<TextRef, Arc<PurgeMark>>,
    /// Marks by name.
    pub marks: OrdMap<String, Mark>,
    /// What is said and attached, by what it is about.
    pub threads: Threads,
    /// Comments.
    pub comments: OrdMap<CommentId, Arc<Comment>>,
    /// Files kept.
    pub attachments: OrdMap<AttachmentId, Attachment>,
    /// Column mappings by layout, as the importer writes them.
    pub mappings: OrdMap<String, String>,
    /// What each mapping was before an event changed it, by layout and event.
    pub mappings_before: OrdMap<(String, u64), Option<String>>,
    /// Imports, by the file each kept.
    pub imports: OrdMap<AttachmentId, Arc<ImportRecord>>,
    /// The highest numbers that were given to things now gone: no number is given twice.
    pub retired: Retired,
    /// Stage paths by nature.
    pub stage_paths: OrdMap<String, StagePath>,
    /// The role set.
    pub roles: Vec<RoleDefinition>,
    /// Outside systems that fields of projects come from, by key.
    pub sources: OrdMap<String, Source>,
    /// Rule sets by key and version.
    pub rule_sets: OrdMap<(String, u32), RuleSet>,
    /// The rule set in force, by effective date.
    pub active_rule: Timeline<(String, u32)>,
    /// Holiday notices loaded on top of the shipped ones, by year, as csv.
    pub holiday_notices: OrdMap<i16, String>,
}

/// The highest numbers that were given to things now gone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retired {
    /// Of projects.
    pub project: u32,
    /// Of units.
    pub unit: u32,
    /// Of people.
    pub person: u32,
    /// Of requests to purge, in a later record that this one was brought back before.
    pub purge: u32,
}

/// What a zone is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// Whether its data is synthetic.
    pub synthetic: bool,
    /// Where its data comes from, to be shown with it.
    pub attribution: Words,
    /// Which holidays its calendar knows.
    pub holidays: HolidayRegion,
    /// How money is named.
    pub currency: Currency,
}

/// Which statutory holidays a zone follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayRegion {
    /// The State Council's notices.
    China,
    /// None known: weekends only.
    None,
}

/// The currency of a zone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Currency {
    /// 人民币.
    #[default]
    CNY,
    /// US dollar.
    USD,
    /// Australian dollar.
    AUD,
    /// Pound sterling.
    GBP,
}

/// A file kept as it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// SHA-256 of the bytes of an imported file, in hexadecimal; empty for what was attached to a
    /// thread, whose hash is a payload.
    pub sha256: String,
    /// Commitment of its name.
    pub name: TextRef,
    /// Its size in bytes.
    pub bytes: u64,
    /// Names of its sheets, in order, if it is a spreadsheet.
    pub sheets: Vec<String>,
    /// What it is on a thread; of an imported file there is none.
    pub attached: Option<Arc<Attached>>,
    /// The mark of its purge, if it was purged as a file.
    pub purged: Option<Arc<PurgeMark>>,
    /// The event that recorded it.
    pub seq: u64,
}

impl Zone {
    /// Before the first event.
    pub fn empty() -> Self {
        Zone::default()
    }

    /// Whether the zone was founded.
    pub fn is_founded(&self) -> bool {
        self.profile.is_some()
    }

    /// A unit by a name it ever had or an alias, among those that go on at `date`.
    pub fn unit_called(&self, name: &str, date: Date) -> Option<UnitId> {
        let mut called = self.units.values().filter(|unit| unit.is_called(name));
        let first = called.next()?;
        let current = |unit: &&Unit| lineage::ended(&unit.lineage, date).is_none();
        Some(
            std::iter::once(first)
                .chain(called)
                .find(current)
                .unwrap_or(first)
                .id,
        )
    }

    /// The unit that stands for another on a date: itself, or the one it was merged into by then.
    ///
    /// A project keeps the unit it was given; what became of the unit is the unit's own history.
    pub fn unit_on(&self, unit: UnitId, date: Date) -> UnitId {
        let lineage = |id: UnitId| self.units.get(&id).map(|unit| unit.lineage.as_slice());
        followed(unit, date, lineage)
    }

    /// The unit that answers for a project on a date, mergers of units followed.
    pub fn lead_unit(&self, project: &Project, date: Date) -> Option<UnitId> {
        let unit = project.lead_unit(date)?;
        Some(self.unit_on(unit, date))
    }

    /// Whether a unit is another one, or lies below it in the tree of a date.
    pub fn is_within(&self, unit: UnitId, above: UnitId, date: Date) -> bool {
        let mut current = Some(unit);
        for _ in 0..limits::UNIT_DEPTH_MAX {
            let Some(id) = current else { return false };
            if id == above {
                return true;
            }
            let parents = self.units.get(&id).map(|unit| &unit.parents);
            current = parents.and_then(|line| *line.at(date)?.1);
        }
        false
    }

    /// Projects that carry an outside code (of any system, if none is named).
    pub fn projects_coded<'a>(
        &'a self,
        system: Option<&'a str>,
        code: &'a str,
        date: Date,
    ) -> impl Iterator<Item = &'a Arc<Project>> {
        self.projects.values().filter(move |project| {
            project
                .codes(date)
                .any(|(own, its)| its == code && system.is_none_or(|system| system == own))
        })
    }

    /// The person behind a holder on a date.
    pub fn person_of(&self, holder: Holder, date: Date) -> Option<&Person> {
        let id = match holder {
            Holder::Person(id) => id,
            Holder::Post(post) => {
                let post = self.posts.get(&self.post_on(post, date))?;
                (*post.holders.at(date)?.1)?
            }
        };
        self.people.get(&id)
    }

    /// The post that stands for another on a date: itself, or the one it was merged into by then.
    pub fn post_on(&self, post: PostId, date: Date) -> PostId {
        let lineage = |id: PostId| self.posts.get(&id).map(|post| post.lineage.as_slice());
        followed(post, date, lineage)
    }

    /// The position of a unit in protocol order: rank, then id.
    pub fn protocol_position(&self, unit: Option<UnitId>) -> (u32, UnitId) {
        let id = unit.unwrap_or(UnitId(u32::MAX));
        (
            self.units
                .get(&id)
                .map_or(u32::MAX, |unit| unit.protocol_rank),
            id,
        )
    }

    /// The rule set in force on a date.
    pub fn rule_on(&self, date: Date) -> Option<&RuleSet> {
        let key = self
            .active_rule
            .at(date)
            .or_else(|| self.active_rule.first())?
            .1;
        self.rule_sets.get(key)
    }

    /// The newest version of a rule set.
    pub fn rule_called(&self, key: &str) -> Option<&RuleSet> {
        let from = (key.to_owned(), 0);
        let to = (key.to_owned(), u32::MAX);
        self.rule_sets
            .range(from..=to)
            .next_back()
            .map(|(_, rule)| rule)
    }

    /// The statutory days the zone's calendars follow: shipped notices and loaded ones.
    pub fn holidays(&self) -> calendar::HolidayTable {
        let region = self.profile.as_ref().map(|profile| profile.holidays);
        if region != Some(HolidayRegion::China) {
            return calendar::HolidayTable::empty();
        }
        // Notices were read when they were loaded; one that no longer reads is left out.
        self.holiday_notices
            .values()
            .fold(calendar::HolidayTable::china(), |table, csv| {
                table.with_notice(csv).unwrap_or(table)
            })
    }

    /// The id of the next project.
    pub(crate) fn next_project(&self) -> ProjectId {
        ProjectId(next_id(&self.projects, |id| id.0).max(self.retired.project + 1))
    }

    /// The id of the next unit.
    pub(crate) fn next_unit(&self) -> UnitId {
        UnitId(next_id(&self.units, |id| id.0).max(self.retired.unit + 1))
    }

    /// The id of the next person.
    pub(crate) fn next_person(&self) -> PersonId {
        PersonId(next_id(&self.people, |id| id.0).max(self.retired.person + 1))
    }

    /// SHA-256 of the state: equal histories give equal digests on any machine.
    pub fn digest(&self) -> [u8; 32] {
        use sha2::Digest as _;
        sha2::Sha256::digest(self.to_snapshot()).into()
    }

    /// The state as bytes for the snapshot cache.
    pub fn to_snapshot(&self) -> Vec<u8> {
        // Writing plain data to memory cannot fail; an empty snapshot never reads back.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// The state from the bytes of a snapshot; `None` means: replay.
    pub fn from_snapshot(bytes: &[u8]) -> Option<Zone> {
        postcard::from_bytes(bytes).ok()
    }
}

/// The next free number of a kind of id.
pub(crate) fn next_id<K: Copy + Ord, V: Clone>(
    map: &OrdMap<K, V>,
    number: impl Fn(K) -> u32,
) -> u32 {
    map.get_max().map_or(1, |(last, _)| number(*last) + 1)
}

/// Where a thing has gone by a date through mergers, a bounded number of them.
fn followed<'a, Id: Copy + 'a>(
    start: Id,
    date: Date,
    lineage_of: impl Fn(Id) -> Option<&'a [Lineage<Id>]>,
) -> Id {
    let mut current = start;
    for _ in 0..limits::UNIT_DEPTH_MAX {
        let standing = lineage_of(current).and_then(|own| lineage::standing(own, date));
        match standing.map(|entry| &entry.change) {
            Some(Change::Merged { into }) => current = *into,
            _ => break,
        }
    }
    current
}
