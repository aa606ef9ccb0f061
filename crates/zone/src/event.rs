//! Events: what has happened. The only way the state changes.
//!
//! These are the frozen shapes of the record (kind, version, JSON body). A shape that was
//! released is never edited: a change is a new version with an upcaster from the old one.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::import::{Answered, Kept};
use crate::indicator::allocation::Part;
use crate::indicator::{Definition, Month, Parts, ValueState};
use crate::item::{Due, EscalationStep, ItemKind, ItemSource};
use crate::light::Colour;
use crate::lineage::Change;
use crate::plan::Plan;
use crate::problem::Severity;
use crate::project::Evidence;
use crate::rule::RuleSet;
use crate::stage::{RoleDefinition, StagePath};
use crate::state::Profile;
use crate::{
    AttachmentId, CellRef, CycleId, Field, Holder, IndicatorId, ItemId, PersonId, PostId,
    ProblemId, ProjectId, TextRef, UnitId, Value, Words,
};

/// A field's value as an event records it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFact {
    /// The field.
    pub field: Field,
    /// The value.
    pub value: Value,
    /// The cell it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellRef>,
}

/// A value of an indicator as an event records it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewValue {
    /// The unit's series, or the whole zone's.
    pub unit: Option<UnitId>,
    /// The month.
    pub month: Month,
    /// The value.
    pub value: Decimal,
    /// What a ratio was computed from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Parts>,
    /// How firm it is.
    pub state: ValueState,
}

/// Progress of one step of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepProgress {
    /// Key of the step.
    pub step: String,
    /// Actual start.
    pub actual_start: Option<Date>,
    /// Actual finish, inclusive.
    pub actual_finish: Option<Date>,
    /// Working days left.
    pub remaining_days: Option<u32>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields over by reference"
)]
fn is_zero(seq: &u64) -> bool {
    *seq == 0
}

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident ($kind:literal, $version:literal) {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    })*) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* })*

        /// An event.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Event { $($(#[$doc])* $name($name),)* }

        $(impl From<$name> for Event {
            fn from(event: $name) -> Event { Event::$name(event) }
        })*

        impl Event {
            /// Kinds of all events with the version this program writes.
            pub const KINDS: &[(&str, u16)] = &[$(($kind, $version),)*];

            /// Its kind and version, as the record's header names them.
            pub fn kind(&self) -> (&'static str, u16) {
                match self { $(Event::$name(_) => ($kind, $version),)* }
            }

            /// Its body: the bytes that are stored and hashed.
            pub fn encode(&self) -> Vec<u8> {
                // Plain data with text keys always writes; an empty body never reads back.
                match self {
                    $(Event::$name(event) => serde_json::to_vec(event).unwrap_or_default(),)*
                }
            }

            /// Reads the body of a record of the version this program writes; older versions go
            /// through their upcasters first.
            pub fn decode(kind: &str, version: u16, body: &[u8]) -> Result<Event, DecodeError> {
                match (kind, version) {
                    $(($kind, $version) => serde_json::from_slice::<$name>(body)
                        .map(Event::$name)
                        .map_err(|source| DecodeError::Body { kind: $kind, source }),)*
                    _ => Err(DecodeError::Unknown { kind: kind.to_owned(), version }),
                }
            }
        }
    };
}

/// A record that this program cannot read as an event.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// A kind or version that a newer program wrote.
    #[error("event kind {kind:?} version {version} is unknown to this program")]
    Unknown {
        /// Kind in the header.
        kind: String,
        /// Version in the header.
        version: u16,
    },
    /// The body does not have the shape of its kind.
    #[error("the body of an event of kind {kind:?} cannot be read")]
    Body {
        /// Kind in the header.
        kind: &'static str,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
}

events! {
    /// The zone was founded.
    ZoneFounded("zone.founded", 1) {
        /// What it is.
        profile: Profile,
        /// From which date.
        effective_on: Date,
    }
    /// A unit was added.
    UnitAdded("unit.added", 1) {
        /// Its id.
        id: UnitId,
        /// Its name.
        name: String,
        /// The unit above.
        parent: Option<UnitId>,
        /// 位次.
        protocol_rank: u32,
        /// Other names.
        aliases: Vec<String>,
        /// From which date.
        effective_on: Date,
    }
    /// A unit was renamed, split, merged…
    UnitChanged("unit.changed", 1) {
        /// The unit.
        id: UnitId,
        /// What happened.
        change: Change<UnitId>,
        /// By which document.
        document: String,
        /// From which date.
        effective_on: Date,
    }
    /// A person was added.
    PersonAdded("person.added", 1) {
        /// Its id.
        id: PersonId,
        /// Commitment of the name.
        name: TextRef,
        /// The unit.
        unit: Option<UnitId>,
        /// 位次.
        protocol_rank: u32,
        /// From which date.
        effective_on: Date,
    }
    /// A post was added.
    PostAdded("post.added", 1) {
        /// Its id.
        id: PostId,
        /// Its title.
        title: String,
        /// The unit.
        unit: Option<UnitId>,
        /// 位次.
        protocol_rank: u32,
        /// From which date.
        effective_on: Date,
    }
    /// A post was renamed, merged, abolished.
    PostChanged("post.changed", 1) {
        /// The post.
        id: PostId,
        /// What happened.
        change: Change<PostId>,
        /// By which document.
        document: String,
        /// From which date.
        effective_on: Date,
    }
    /// A post was given to somebody or left vacant.
    PostHeld("post.held", 1) {
        /// The post.
        id: PostId,
        /// Who holds it now.
        holder: Option<PersonId>,
        /// By which document.
        document: String,
        /// From which date.
        effective_on: Date,
    }
    /// The stage path of a nature was defined.
    StagePathDefined("stage_path.defined", 1) {
        /// The path.
        path: StagePath,
    }
    /// The role set was defined.
    RolesDefined("roles.defined", 1) {
        /// The roles.
        roles: Vec<RoleDefinition>,
    }
    /// A version of a rule set was defined.
    RuleSetDefined("rule_set.defined", 1) {
        /// The rule set.
        rule_set: RuleSet,
    }
    /// A version of a rule set came into force.
    RuleSetActivated("rule_set.activated", 1) {
        /// Its key.
        key: String,
        /// Its version.
        version: u32,
        /// From which date.
        effective_on: Date,
    }
    /// A statutory holiday notice was loaded.
    HolidayNoticeLoaded("holidays.loaded", 1) {
        /// The year it settles.
        year: i16,
        /// The notice as csv (date, name, kind, source).
        notice: String,
    }
    /// A file was kept.
    AttachmentKept("attachment.kept", 1) {
        /// Its id.
        id: AttachmentId,
        /// SHA-256 of its bytes.
        sha256: String,
        /// Commitment of its name.
        name: TextRef,
        /// Its size.
        bytes: u64,
        /// Names of its sheets.
        sheets: Vec<String>,
    }
    /// The column mapping of a layout was kept.
    MappingKept("mapping.kept", 1) {
        /// The layout.
        layout: String,
        /// The mapping, as the importer writes it.
        mapping: String,
    }
    /// An import was applied: the events after it in the same batch are its effect.
    ImportApplied("import.applied", 1) {
        /// The file.
        attachment: AttachmentId,
        /// The date the source says its figures are of.
        source_as_of: Option<Date>,
        /// Projects registered.
        registered: u32,
        /// Projects with new facts.
        changed: u32,
        /// Projects as they were.
        unchanged: u32,
        /// The first event of the whole import; 0 in records of before it could be undone.
        #[serde(default, skip_serializing_if = "is_zero")]
        first: u64,
        /// The last event of the whole import.
        #[serde(default, skip_serializing_if = "is_zero")]
        last: u64,
        /// The projects that the file says are as they were.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        confirmed: Vec<ProjectId>,
        /// Units it added; named with its first report.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        units: Vec<UnitId>,
        /// People it added; named with its first report.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        people: Vec<PersonId>,
    }
    /// A question that an import raised was answered.
    ImportAnswered("import.answered", 1) {
        /// The file.
        import: AttachmentId,
        /// Key of the question: its code, and what it is about.
        question: String,
        /// The project it is about.
        project: Option<ProjectId>,
        /// The field it is about.
        field: Option<Field>,
        /// The cell it is about.
        cell: Option<CellRef>,
        /// What was known.
        known: Option<Value>,
        /// What the file said.
        told: Option<Value>,
        /// What was decided.
        answer: Answered,
        /// Commitment of the reason given.
        note: Option<TextRef>,
    }
    /// An import was undone: what its events said holds no more, except what is kept.
    ImportUndone("import.undone", 1) {
        /// The file.
        import: AttachmentId,
        /// The first event undone.
        first: u64,
        /// The last event undone.
        last: u64,
        /// Projects it had registered, which are as if never imported.
        removed: Vec<ProjectId>,
        /// Projects whose values are again as before.
        restored: Vec<ProjectId>,
        /// What stays, because something was built on it since.
        kept: Vec<Kept>,
        /// Units it had added, now gone.
        units: Vec<UnitId>,
        /// People it had added, now gone.
        people: Vec<PersonId>,
        /// Marks it had set, now gone.
        marks: Vec<String>,
        /// Commitment of the reason given.
        reason: Option<TextRef>,
    }
    /// A project was registered.
    ProjectRegistered("project.registered", 1) {
        /// Its id.
        id: ProjectId,
        /// From which date.
        effective_on: Date,
        /// Its first facts.
        facts: Vec<NewFact>,
    }
    /// Facts of a project were recorded.
    FactsRecorded("project.facts_recorded", 1) {
        /// The project.
        id: ProjectId,
        /// From which date.
        effective_on: Date,
        /// The facts.
        facts: Vec<NewFact>,
    }
    /// A project is also called something else by the files that come in.
    ProjectAliased("project.aliased", 1) {
        /// The project.
        id: ProjectId,
        /// What a file calls it.
        alias: String,
    }
    /// A project passed the gate of a stage.
    StageMoved("project.stage_moved", 1) {
        /// The project.
        id: ProjectId,
        /// The stage reached.
        to: String,
        /// What shows it.
        evidence: Vec<Evidence>,
        /// From which date.
        effective_on: Date,
    }
    /// A project was renamed, split, merged, suspended, resumed, withdrawn, handed over.
    ProjectChanged("project.changed", 1) {
        /// The project.
        id: ProjectId,
        /// What happened.
        change: Change<ProjectId>,
        /// By which document.
        document: String,
        /// From which date.
        effective_on: Date,
    }
    /// A schedule was adopted.
    PlanAdopted("project.plan_adopted", 1) {
        /// The project.
        id: ProjectId,
        /// The schedule.
        plan: Plan,
        /// From which date.
        effective_on: Date,
    }
    /// Steps of a schedule progressed.
    StepsProgressed("project.steps_progressed", 1) {
        /// The project.
        id: ProjectId,
        /// The steps.
        steps: Vec<StepProgress>,
        /// From which date.
        effective_on: Date,
    }
    /// A project's light is suspended for an approved reason.
    ExemptionGranted("project.exemption_granted", 1) {
        /// The project.
        id: ProjectId,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// By which document.
        document: String,
        /// Commitment of the reason.
        reason: TextRef,
    }
    /// A problem was raised.
    ProblemRaised("problem.raised", 1) {
        /// Its id.
        id: ProblemId,
        /// The project it blocks.
        project: ProjectId,
        /// Its kind.
        kind: String,
        /// How serious it is.
        severity: Severity,
        /// Who must solve it.
        owner: Option<UnitId>,
        /// Calendar days of delay.
        delay_days: u32,
        /// Commitment of its description.
        description: TextRef,
        /// By when.
        due_on: Option<Date>,
        /// From which date.
        effective_on: Date,
    }
    /// A problem was solved.
    ProblemResolved("problem.resolved", 1) {
        /// The problem.
        id: ProblemId,
        /// Commitment of how it was solved.
        note: TextRef,
        /// From which date.
        effective_on: Date,
    }
    /// An indicator was added.
    IndicatorAdded("indicator.added", 1) {
        /// Its id.
        id: IndicatorId,
        /// What it measures.
        #[serde(with = "crate::indicator::Written")]
        definition: Definition,
    }
    /// Values of an indicator were reported.
    IndicatorReported("indicator.reported", 1) {
        /// The indicator.
        id: IndicatorId,
        /// The values.
        values: Vec<NewValue>,
        /// Commitment of why they are what nobody expected.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<TextRef>,
    }
    /// A year's target was set or adjusted.
    IndicatorTargeted("indicator.targeted", 1) {
        /// The indicator.
        id: IndicatorId,
        /// The unit's target, or the whole zone's.
        unit: Option<UnitId>,
        /// The year.
        year: i16,
        /// The target.
        target: Decimal,
        /// By which document.
        document: String,
        /// Commitment of why it was adjusted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<TextRef>,
        /// From which date.
        effective_on: Date,
    }
    /// A year's target was broken down over units and months.
    IndicatorAllocated("indicator.allocated", 1) {
        /// The indicator.
        id: IndicatorId,
        /// The year.
        year: i16,
        /// The parts.
        parts: Vec<Part>,
        /// How it was proposed.
        method: String,
        /// By which document.
        document: String,
        /// Commitment of why an earlier one was replaced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<TextRef>,
        /// From which date.
        effective_on: Date,
    }
    /// A unit agreed to its part of a year's target.
    AllocationAgreed("indicator.allocation_agreed", 1) {
        /// The indicator.
        id: IndicatorId,
        /// The year.
        year: i16,
        /// The unit.
        unit: UnitId,
        /// When.
        effective_on: Date,
    }
    /// A supervision item was assigned.
    ItemAssigned("item.assigned", 1) {
        /// Its id.
        id: ItemId,
        /// Year and number within the year.
        number: (i16, u32),
        /// Where it comes from.
        kind: ItemKind,
        /// Commitment of what is to be done.
        what: TextRef,
        /// What it was made from.
        source: Option<ItemSource>,
        /// 主办.
        lead: UnitId,
        /// 协办.
        support: Vec<UnitId>,
        /// The unit it is owed to; the dispatch office if none.
        owed_to: Option<UnitId>,
        /// Who answers for it.
        owner: Holder,
        /// Commitment of the measure.
        measure: TextRef,
        /// Kinds of evidence that close it.
        evidence: Vec<String>,
        /// The project it is about.
        project: Option<ProjectId>,
        /// The problem it solves.
        problem: Option<ProblemId>,
        /// By when.
        due: Due,
        /// From which date.
        effective_on: Date,
    }
    /// 催办.
    ItemUrged("item.urged", 1) {
        /// The item.
        id: ItemId,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// An extension was asked for.
    ItemExtensionAsked("item.extension_asked", 1) {
        /// The item.
        id: ItemId,
        /// Until when.
        until: Date,
        /// Commitment of the reason.
        reason: TextRef,
        /// When.
        effective_on: Date,
    }
    /// An extension was granted or refused.
    ItemExtensionDecided("item.extension_decided", 1) {
        /// The item.
        id: ItemId,
        /// Until when, as granted; refused if none.
        until: Option<Due>,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// 反馈.
    ItemAnswered("item.answered", 1) {
        /// The item.
        id: ItemId,
        /// Commitment of the answer.
        text: TextRef,
        /// What shows it.
        evidence: Vec<Evidence>,
        /// When.
        effective_on: Date,
    }
    /// 退办.
    ItemReturned("item.returned", 1) {
        /// The item.
        id: ItemId,
        /// Commitment of the reason.
        reason: TextRef,
        /// When.
        effective_on: Date,
    }
    /// 审核通过.
    ItemAccepted("item.accepted", 1) {
        /// The item.
        id: ItemId,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// 销号.
    ItemClosed("item.closed", 1) {
        /// The item.
        id: ItemId,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// What shows it, beside what came with answers.
        evidence: Vec<Evidence>,
        /// When.
        effective_on: Date,
    }
    /// A step of the ladder was taken.
    ItemEscalated("item.escalated", 1) {
        /// The item.
        id: ItemId,
        /// The step.
        step: EscalationStep,
        /// By which document.
        document: String,
        /// Commitment of its grounds.
        grounds: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// A moment of the record was given a name.
    MarkSet("mark.set", 1) {
        /// Its name, unique.
        name: String,
        /// What it is called.
        label: Words,
        /// The date it speaks of.
        date: Date,
    }
    /// A cycle opened.
    CycleOpened("cycle.opened", 1) {
        /// Its id.
        id: CycleId,
        /// Its name.
        name: Words,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// Day reports are due.
        due_on: Date,
    }
    /// A cycle closed and fixed the lights as the meeting saw them.
    LightsFixed("cycle.lights_fixed", 1) {
        /// The cycle.
        cycle: CycleId,
        /// The date of the lights.
        as_of: Date,
        /// The rule set.
        rule: String,
        /// Its version.
        rule_version: u32,
        /// The lights.
        lights: Vec<(ProjectId, Colour)>,
    }
}

impl Event {
    /// The effective date, for events that have one.
    pub fn effective_on(&self) -> Option<Date> {
        match self {
            Event::ZoneFounded(event) => Some(event.effective_on),
            Event::UnitAdded(event) => Some(event.effective_on),
            Event::UnitChanged(event) => Some(event.effective_on),
            Event::PersonAdded(event) => Some(event.effective_on),
            Event::PostAdded(event) => Some(event.effective_on),
            Event::PostChanged(event) => Some(event.effective_on),
            Event::PostHeld(event) => Some(event.effective_on),
            Event::RuleSetActivated(event) => Some(event.effective_on),
            Event::ProjectRegistered(event) => Some(event.effective_on),
            Event::FactsRecorded(event) => Some(event.effective_on),
            Event::StageMoved(event) => Some(event.effective_on),
            Event::ProjectChanged(event) => Some(event.effective_on),
            Event::PlanAdopted(event) => Some(event.effective_on),
            Event::StepsProgressed(event) => Some(event.effective_on),
            Event::ExemptionGranted(event) => Some(event.from),
            Event::ProblemRaised(event) => Some(event.effective_on),
            Event::ProblemResolved(event) => Some(event.effective_on),
            Event::IndicatorTargeted(event) => Some(event.effective_on),
            Event::IndicatorAllocated(event) => Some(event.effective_on),
            Event::AllocationAgreed(event) => Some(event.effective_on),
            Event::ItemAssigned(event) => Some(event.effective_on),
            Event::ItemUrged(event) => Some(event.effective_on),
            Event::ItemExtensionAsked(event) => Some(event.effective_on),
            Event::ItemExtensionDecided(event) => Some(event.effective_on),
            Event::ItemAnswered(event) => Some(event.effective_on),
            Event::ItemReturned(event) => Some(event.effective_on),
            Event::ItemAccepted(event) => Some(event.effective_on),
            Event::ItemClosed(event) => Some(event.effective_on),
            Event::ItemEscalated(event) => Some(event.effective_on),
            Event::MarkSet(event) => Some(event.date),
            Event::CycleOpened(event) => Some(event.from),
            Event::LightsFixed(event) => Some(event.as_of),
            Event::ImportApplied(event) => event.source_as_of,
            Event::StagePathDefined(_)
            | Event::RolesDefined(_)
            | Event::RuleSetDefined(_)
            | Event::HolidayNoticeLoaded(_)
            | Event::AttachmentKept(_)
            | Event::MappingKept(_)
            | Event::ImportAnswered(_)
            | Event::ImportUndone(_)
            | Event::ProjectAliased(_)
            | Event::IndicatorAdded(_)
            | Event::IndicatorReported(_) => None,
        }
    }

    /// The texts it refers to, for checking that their payloads are stored with it.
    pub fn texts(&self) -> Vec<TextRef> {
        let of_facts = |facts: &[NewFact]| {
            facts
                .iter()
                .filter_map(|fact| match fact.value {
                    Value::FreeText(text) => Some(text),
                    _ => None,
                })
                .collect()
        };
        match self {
            Event::PersonAdded(event) => vec![event.name],
            Event::AttachmentKept(event) => vec![event.name],
            Event::ProjectRegistered(event) => of_facts(&event.facts),
            Event::FactsRecorded(event) => of_facts(&event.facts),
            Event::ExemptionGranted(event) => vec![event.reason],
            Event::ProblemRaised(event) => vec![event.description],
            Event::ProblemResolved(event) => vec![event.note],
            Event::ItemAssigned(event) => {
                let always = [event.what, event.measure];
                let source = event.source.iter();
                let source = source.flat_map(|own| [Some(own.sentence), own.document]);
                always.into_iter().chain(source.flatten()).collect()
            }
            Event::ItemUrged(event) => event.note.into_iter().collect(),
            Event::ItemExtensionAsked(event) => vec![event.reason],
            Event::ItemExtensionDecided(event) => event.note.into_iter().collect(),
            Event::ItemAnswered(event) => vec![event.text],
            Event::ItemReturned(event) => vec![event.reason],
            Event::ItemAccepted(event) => event.note.into_iter().collect(),
            Event::ItemClosed(event) => event.note.into_iter().collect(),
            Event::ItemEscalated(event) => event.grounds.into_iter().collect(),
            Event::ImportAnswered(event) => event.note.into_iter().collect(),
            Event::ImportUndone(event) => event.reason.into_iter().collect(),
            Event::IndicatorReported(event) => event.reason.into_iter().collect(),
            Event::IndicatorTargeted(event) => event.reason.into_iter().collect(),
            Event::IndicatorAllocated(event) => event.reason.into_iter().collect(),
            _ => Vec::new(),
        }
    }
}
