//! Events: what has happened. The only way the state changes.
//!
//! These are the frozen shapes of the record (kind, version, JSON body). A shape that was
//! released is never edited: a change is a new version with an upcaster from the old one.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::indicator::{Month, Parts, ValueState};
use crate::{CellRef, Field, TextRef, UnitId, Value};

mod cycle;
mod enterprise;
mod factor;
mod import;
mod indicator;
mod item;
mod meeting;
mod organisation;
mod practice;
mod project;
mod purge;
mod report;
mod signoff;
mod thread;
mod zone;

pub use cycle::*;
pub use enterprise::{
    EnterpriseAdded, EnterpriseChanged, EnterpriseFiguresTold, RequestAnswered, RequestClosed,
    RequestConfirmed, RequestPassedOn, RequestRaised, RequestReopened, RequestUrged,
};
pub use factor::{
    DealMoved, DealOpened, DealSigned, EnterpriseMeasureMoved, EnterprisePlanAgreed,
    FactorNeedDeclared, FactorQuotaSet, PromiseKept,
};
pub use import::*;
pub use indicator::*;
pub use item::*;
pub use meeting::*;
pub use organisation::*;
pub use practice::{
    PracticePublished, PracticeReturned, PracticeRevised, PracticeSubmitted, PracticeUsed,
    PracticeWithdrawn,
};
pub use project::*;
pub use purge::{PurgeAsked, PurgeConfirmed, PurgeRefused, PurgesCarriedOver};
pub use report::*;
pub use signoff::{
    DelegationMade, DelegationRevoked, ReportGivenBack, ReportSigned, SheetPrinted, SheetScanned,
    SignRouteSet,
};
pub use thread::{
    AttachmentAdded, AttachmentWithdrawn, CommentEdited, CommentMade, CommentWithdrawn,
};
pub use zone::*;

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
pub(crate) fn is_zero(seq: &u64) -> bool {
    *seq == 0
}

/// The shapes of one noun's events.
macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    })*) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* })*
    };
}
use shapes;

macro_rules! events {
    ($($name:ident($kind:literal, $version:literal),)*) => {
        /// An event.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Event { $(#[doc = concat!("See [`", stringify!($name), "`].")] $name($name),)* }

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
    ZoneFounded("zone.founded", 1),
    UnitAdded("unit.added", 1),
    UnitChanged("unit.changed", 1),
    PersonAdded("person.added", 1),
    PostAdded("post.added", 1),
    PostChanged("post.changed", 1),
    PostHeld("post.held", 1),
    StagePathDefined("stage_path.defined", 1),
    RolesDefined("roles.defined", 1),
    SourceDefined("source.defined", 1),
    RuleSetDefined("rule_set.defined", 1),
    RuleSetActivated("rule_set.activated", 1),
    HolidayNoticeLoaded("holidays.loaded", 1),
    AttachmentKept("attachment.kept", 1),
    MappingKept("mapping.kept", 1),
    ImportApplied("import.applied", 1),
    ImportAnswered("import.answered", 1),
    ImportUndone("import.undone", 1),
    ProjectRegistered("project.registered", 1),
    FactsRecorded("project.facts_recorded", 1),
    ProjectAliased("project.aliased", 1),
    StageMoved("project.stage_moved", 1),
    ProjectChanged("project.changed", 1),
    PlanAdopted("project.plan_adopted", 1),
    StepsProgressed("project.steps_progressed", 1),
    ExemptionGranted("project.exemption_granted", 1),
    ProblemRaised("problem.raised", 1),
    ProblemResolved("problem.resolved", 1),
    IndicatorAdded("indicator.added", 1),
    IndicatorChanged("indicator.changed", 1),
    IndicatorReported("indicator.reported", 1),
    PeersReported("indicator.peers_reported", 1),
    YearEndKept("indicator.year_end_kept", 1),
    IndicatorTargeted("indicator.targeted", 1),
    IndicatorAllocated("indicator.allocated", 1),
    AllocationAgreed("indicator.allocation_agreed", 1),
    ItemAssigned("item.assigned", 1),
    ItemUrged("item.urged", 1),
    ItemExtensionAsked("item.extension_asked", 1),
    ItemExtensionDecided("item.extension_decided", 1),
    ItemAnswered("item.answered", 1),
    ItemReturned("item.returned", 1),
    ItemAccepted("item.accepted", 1),
    ItemClosed("item.closed", 1),
    ItemEscalated("item.escalated", 1),
    MeetingPlanned("meeting.planned", 1),
    MeetingChanged("meeting.changed", 1),
    AgendaSet("meeting.agenda_set", 1),
    BookFixed("meeting.book_fixed", 1),
    MeetingHeld("meeting.held", 1),
    MinutesIssued("meeting.minutes_issued", 1),
    MeetingCancelled("meeting.cancelled", 1),
    EnterpriseAdded("enterprise.added", 1),
    EnterpriseChanged("enterprise.changed", 1),
    EnterpriseFiguresTold("enterprise.figures_told", 1),
    RequestRaised("request.raised", 1),
    RequestPassedOn("request.passed_on", 1),
    RequestUrged("request.urged", 1),
    RequestAnswered("request.answered", 1),
    RequestConfirmed("request.confirmed", 1),
    RequestReopened("request.reopened", 1),
    RequestClosed("request.closed", 1),
    EnterprisePlanAgreed("enterprise.plan_agreed", 1),
    EnterpriseMeasureMoved("enterprise.measure_moved", 1),
    DealOpened("deal.opened", 1),
    DealMoved("deal.moved", 1),
    DealSigned("deal.signed", 1),
    PromiseKept("deal.promise_kept", 1),
    FactorQuotaSet("factor.quota_set", 1),
    FactorNeedDeclared("factor.need_declared", 1),
    PracticeSubmitted("practice.submitted", 1),
    PracticeRevised("practice.revised", 1),
    PracticePublished("practice.published", 1),
    PracticeReturned("practice.returned", 1),
    PracticeWithdrawn("practice.withdrawn", 1),
    PracticeUsed("practice.used", 1),
    PurgeAsked("purge.asked", 1),
    PurgeConfirmed("purge.confirmed", 1),
    PurgeRefused("purge.refused", 1),
    PurgesCarriedOver("purge.carried_over", 1),
    RhythmSet("cycle.rhythm_set", 1),
    ReportSubmitted("report.submitted", 1),
    ReportReviewed("report.reviewed", 1),
    ReportAccepted("report.accepted", 1),
    ReportReturned("report.returned", 1),
    ReportExtensionAsked("report.extension_asked", 1),
    ReportExtensionDecided("report.extension_decided", 1),
    SignRouteSet("signoff.route_set", 1),
    DelegationMade("signoff.delegated", 1),
    DelegationRevoked("signoff.delegation_revoked", 1),
    ReportSigned("report.signed", 1),
    ReportGivenBack("report.given_back", 1),
    SheetPrinted("report.sheet_printed", 1),
    SheetScanned("report.sheet_scanned", 1),
    MarkSet("mark.set", 1),
    CorrectionWindowSet("cycle.correction_window_set", 1),
    CycleOpened("cycle.opened", 1),
    LightsFixed("cycle.lights_fixed", 1),
    CommentMade("comment.made", 1),
    CommentEdited("comment.edited", 1),
    CommentWithdrawn("comment.withdrawn", 1),
    AttachmentAdded("attachment.added", 1),
    AttachmentWithdrawn("attachment.withdrawn", 1),
}

impl Event {
    /// The effective date, for events that have one.
    #[expect(clippy::too_many_lines, reason = "a line for each kind of event")]
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
            Event::MeetingPlanned(event) => Some(event.effective_on),
            Event::MeetingChanged(event) => Some(event.effective_on),
            Event::AgendaSet(event) => Some(event.effective_on),
            Event::BookFixed(event) => Some(event.effective_on),
            Event::MeetingHeld(event) => Some(event.effective_on),
            Event::MinutesIssued(event) => Some(event.effective_on),
            Event::MeetingCancelled(event) => Some(event.effective_on),
            Event::EnterpriseAdded(_)
            | Event::EnterpriseChanged(_)
            | Event::EnterpriseFiguresTold(_)
            | Event::RequestRaised(_)
            | Event::RequestPassedOn(_)
            | Event::RequestUrged(_)
            | Event::RequestAnswered(_)
            | Event::RequestConfirmed(_)
            | Event::RequestReopened(_)
            | Event::RequestClosed(_) => enterprise::on(self),
            Event::EnterprisePlanAgreed(_)
            | Event::EnterpriseMeasureMoved(_)
            | Event::DealOpened(_)
            | Event::DealMoved(_)
            | Event::DealSigned(_)
            | Event::PromiseKept(_)
            | Event::FactorQuotaSet(_)
            | Event::FactorNeedDeclared(_) => factor::on(self),
            Event::CommentMade(_)
            | Event::CommentEdited(_)
            | Event::CommentWithdrawn(_)
            | Event::AttachmentAdded(_)
            | Event::AttachmentWithdrawn(_) => thread::on(self),
            Event::PracticeSubmitted(_)
            | Event::PracticeRevised(_)
            | Event::PracticePublished(_)
            | Event::PracticeReturned(_)
            | Event::PracticeWithdrawn(_)
            | Event::PracticeUsed(_) => practice::on(self),
            Event::PurgeAsked(_)
            | Event::PurgeConfirmed(_)
            | Event::PurgeRefused(_)
            | Event::PurgesCarriedOver(_) => purge::on(self),
            Event::RhythmSet(event) => Some(event.effective_on),
            Event::ReportSubmitted(event) => Some(event.effective_on),
            Event::ReportReviewed(event) => Some(event.effective_on),
            Event::ReportAccepted(event) => Some(event.effective_on),
            Event::ReportReturned(event) => Some(event.effective_on),
            Event::ReportExtensionAsked(event) => Some(event.effective_on),
            Event::ReportExtensionDecided(event) => Some(event.effective_on),
            Event::SignRouteSet(_)
            | Event::DelegationMade(_)
            | Event::DelegationRevoked(_)
            | Event::ReportSigned(_)
            | Event::ReportGivenBack(_)
            | Event::SheetPrinted(_)
            | Event::SheetScanned(_) => signoff::on(self),
            Event::MarkSet(event) => Some(event.date),
            Event::CorrectionWindowSet(event) => Some(event.effective_on),
            Event::CycleOpened(event) => Some(event.from),
            Event::LightsFixed(event) => Some(event.as_of),
            Event::ImportApplied(event) => event.source_as_of,
            Event::StagePathDefined(_)
            | Event::RolesDefined(_)
            | Event::SourceDefined(_)
            | Event::RuleSetDefined(_)
            | Event::HolidayNoticeLoaded(_)
            | Event::AttachmentKept(_)
            | Event::MappingKept(_)
            | Event::ImportAnswered(_)
            | Event::ImportUndone(_)
            | Event::ProjectAliased(_)
            | Event::IndicatorAdded(_)
            | Event::IndicatorChanged(_)
            | Event::IndicatorReported(_)
            | Event::PeersReported(_)
            | Event::YearEndKept(_) => None,
        }
    }

    /// The texts it refers to, for checking that their payloads are stored with it.
    pub fn texts(&self) -> Vec<TextRef> {
        let of_facts = |facts: &[NewFact]| -> Vec<TextRef> {
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
            Event::AgendaSet(event) => {
                let entries = event.entries.iter();
                let own = entries.filter_map(|entry| match entry.subject {
                    crate::meeting::Subject::Own(text) => Some(text),
                    _ => None,
                });
                own.collect()
            }
            Event::MinutesIssued(event) => {
                let more = event.name.into_iter().chain(event.reason);
                std::iter::once(event.text).chain(more).collect()
            }
            Event::MeetingCancelled(event) => vec![event.reason],
            Event::ReportSubmitted(event) => {
                let told = event.lines.iter().flat_map(|line| {
                    let problems = line.problems.iter().map(|problem| problem.description);
                    of_facts(&line.facts).into_iter().chain(problems)
                });
                let answers = event.answers.iter().map(|answer| answer.reason);
                told.chain(answers).chain(event.correction).collect()
            }
            Event::ReportReviewed(event) => event.note.into_iter().collect(),
            Event::ReportAccepted(event) => event.note.into_iter().collect(),
            Event::ReportReturned(event) => vec![event.reason],
            Event::ReportExtensionAsked(event) => vec![event.reason],
            Event::ReportExtensionDecided(event) => event.note.into_iter().collect(),
            Event::DelegationRevoked(_) | Event::ReportSigned(_) | Event::ReportGivenBack(_) => {
                signoff::texts(self)
            }
            Event::ImportAnswered(event) => event.note.into_iter().collect(),
            Event::ImportUndone(event) => event.reason.into_iter().collect(),
            Event::IndicatorReported(event) => event.reason.into_iter().collect(),
            Event::IndicatorTargeted(event) => event.reason.into_iter().collect(),
            Event::IndicatorAllocated(event) => event.reason.into_iter().collect(),
            other => purge::texts(other),
        }
    }
}
