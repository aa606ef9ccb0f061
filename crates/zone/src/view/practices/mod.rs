//! Practices as a list and one by one, who may read which, and which are offered for a problem.

mod related;
mod sheet;
mod sources;

use jiff::civil::Date;
use serde::Serialize;

use super::Looking;
use super::cycles::named;
use super::wall::NamedUnit;
use crate::authority::{Operation, Reach, Role};
use crate::decide::reaches;
use crate::practice::{Practice, PracticeState, PracticeVersion};
use crate::state::Zone;
use crate::{HandlingLevel, PracticeId, UnitId, Words, labels};

pub use related::{Grounds, Offer, RelatedAsked, Relation, related};
pub use sheet::{
    ContentView, PracticeSheet, PracticeSourceView, PracticeVersionView, PracticeWithdrawnView,
    ReviewView, UsedView, sheet,
};
pub use sources::{OpenSource, sources};

/// Which practices are asked for. Empty filters let everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PracticeFilter {
    /// Practices of this unit, or a unit below it.
    pub unit: Option<UnitId>,
    /// Those that help with problems of a kind.
    pub kind: Option<String>,
    /// Those that help to pass a stage.
    pub stage: Option<String>,
    /// Those that stand so.
    pub state: Option<PracticeState>,
    /// Only those with a version that waits for its review.
    pub waiting: bool,
}

/// Practices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PracticeList {
    /// State known: sequence number.
    pub known_seq: u64,
    /// Date looked at.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: Date,
    /// Whether the viewer may write practices.
    pub may_write: bool,
    /// Published ones in what is shown.
    pub published: u32,
    /// Of them used at least once.
    pub used: u32,
    /// Those with a version that waits for its review.
    pub waiting: u32,
    /// Kinds of problems that practices are about, those named most often first.
    pub kinds: Vec<String>,
    /// Stages they are about, in the same order.
    pub stages: Vec<String>,
    /// What waits for a review first, then the newest.
    pub practices: Vec<PracticeRow>,
}

/// One practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PracticeRow {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: PracticeId,
    /// Entity version.
    pub version: u32,
    /// Its title.
    pub title: String,
    /// The unit whose practice it is.
    pub unit: NamedUnit,
    /// Where it stands.
    pub state: PracticeState,
    /// The state as it is called.
    pub state_word: Words,
    /// Whether a version waits for its review.
    pub waiting: bool,
    /// Who may see it.
    pub level: HandlingLevel,
    /// What came of it.
    pub outcome: Words,
    /// Kinds of problems it helps with.
    pub kinds: Vec<String>,
    /// Stages whose gate it helps to pass.
    pub stages: Vec<String>,
    /// Since when the version shown is published, or when it was submitted.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// How many things it was used for.
    pub used: u32,
}

/// The practices that the viewer may see.
pub fn practices(zone: &Zone, looking: Looking<'_>, filter: &PracticeFilter) -> PracticeList {
    let on = looking.true_on;
    let seen = zone.practices.values();
    let seen: Vec<_> = seen.filter(|own| may_see(zone, looking, own)).collect();
    let mut kinds = Counted::default();
    let mut stages = Counted::default();
    for version in seen.iter().filter_map(|own| shown(zone, looking, own)) {
        kinds.note(&version.content.kinds);
        stages.note(&version.content.stages);
    }
    let within = |own: &Practice| {
        let unit = zone.unit_on(own.unit, on);
        filter
            .unit
            .is_none_or(|wanted| zone.is_within(unit, wanted, on))
    };
    let named = |wanted: &Option<String>, words: &[String]| {
        wanted.as_ref().is_none_or(|wanted| words.contains(wanted))
    };
    let mut rows: Vec<PracticeRow> = seen
        .into_iter()
        .filter(|own| within(own))
        .filter_map(|own| row(zone, looking, own))
        .filter(|row| named(&filter.kind, &row.kinds) && named(&filter.stage, &row.stages))
        .filter(|row| filter.state.is_none_or(|state| row.state == state))
        .filter(|row| !filter.waiting || row.waiting)
        .collect();
    rows.sort_by_key(|row| {
        let down = row.state == PracticeState::Withdrawn;
        (!row.waiting, down, std::cmp::Reverse((row.on, row.id)))
    });
    let count = |wanted: &dyn Fn(&PracticeRow) -> bool| {
        u32::try_from(rows.iter().filter(|row| wanted(row)).count()).unwrap_or(u32::MAX)
    };
    let open = |row: &PracticeRow| row.state == PracticeState::Published;
    PracticeList {
        known_seq: zone.seq,
        true_on: on,
        may_write: looking.actor.reach(Operation::WritePractices) != Reach::Nothing,
        published: count(&open),
        used: count(&|row| open(row) && row.used > 0),
        waiting: count(&|row| row.waiting),
        kinds: kinds.most_first(),
        stages: stages.most_first(),
        practices: rows,
    }
}

/// Words with how often each was named.
#[derive(Default)]
struct Counted(std::collections::BTreeMap<String, u32>);

impl Counted {
    fn note(&mut self, words: &[String]) {
        for word in words {
            *self.0.entry(word.clone()).or_default() += 1;
        }
    }

    fn most_first(self) -> Vec<String> {
        let mut words: Vec<_> = self.0.into_iter().collect();
        words.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), word.clone()));
        words.into_iter().map(|(word, _)| word).collect()
    }
}

/// Whether the viewer may see a practice: what is published everybody who sees its handling
/// level, what is not those who write for its unit, review it, or read the whole zone.
pub fn may_see(zone: &Zone, looking: Looking<'_>, own: &Practice) -> bool {
    shown(zone, looking, own).is_some_and(|version| {
        let unit = Some(zone.unit_on(own.unit, looking.true_on));
        let reads = looking.actor.reach(Operation::Read) != Reach::Nothing;
        reads && looking.actor.sees(version.content.level, unit)
    })
}

/// The version the viewer reads: what is published; of what is not, those inside see the newest.
fn shown<'a>(zone: &Zone, looking: Looking<'_>, own: &'a Practice) -> Option<&'a PracticeVersion> {
    let first = own.versions.first()?;
    if first.on > looking.true_on {
        return None;
    }
    match own.is_open() {
        true => own.published(),
        false if is_inside(zone, looking, own) => own.published().or(own.newest()),
        false => None,
    }
}

/// Whether the viewer sees versions that are not published: the unit, those who review it, and
/// those who read the whole zone.
fn is_inside(zone: &Zone, looking: Looking<'_>, own: &Practice) -> bool {
    let unit = Some(zone.unit_on(own.unit, looking.true_on));
    let reaches = |operation| reaches(zone, looking.actor, operation, unit, looking.true_on);
    let roles = looking.actor.roles.iter();
    let mut inside = roles.filter(|role| **role != Role::Public);
    reaches(Operation::WritePractices)
        || reaches(Operation::ReviewPractices)
        || inside.any(|role| role.reach(Operation::Read) == Reach::All)
}

fn row(zone: &Zone, looking: Looking<'_>, own: &Practice) -> Option<PracticeRow> {
    let version = shown(zone, looking, own)?;
    let published = version.review.as_ref().filter(|review| review.published);
    let state = own.state();
    let content = &version.content;
    Some(PracticeRow {
        id: own.id,
        version: own.version,
        title: content.title.clone(),
        unit: named(
            zone,
            zone.unit_on(own.unit, looking.true_on),
            looking.true_on,
        ),
        state,
        state_word: state.word(),
        waiting: own.waiting().is_some() && is_inside(zone, looking, own),
        level: content.level,
        outcome: crate::view::meetings::shown(looking, content.outcome),
        kinds: content.kinds.clone(),
        stages: content.stages.clone(),
        on: published.map_or(version.on, |review| review.on),
        used: u32::try_from(own.used.len()).unwrap_or(u32::MAX),
    })
}

fn level_word(level: HandlingLevel) -> Words {
    labels::level(level)
}
