//! Commands about meetings.

use jiff::civil::{Date, Time};
use serde::Deserialize;
use zone::meeting::{AgendaEntry, Attendee, MeetingAct, MeetingKind, MeetingPlan, Subject};
use zone::{Command, CycleId, MeetingId, PersonId, ProjectId, Sealer, UnitId};

use super::about_item::{holder, said};
use super::command::Sealed;

/// Plan a meeting. A day in the past is allowed: it is recorded as held next.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanMeeting {
    /// What kind it is; each kind has its own series of numbers.
    kind: MeetingKind,
    /// Its subject; its number says enough where it is left out.
    #[serde(default)]
    title: String,
    /// Which day.
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// From what time, `14:30`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    at: Option<Time>,
    /// Where.
    place: String,
    /// The cycle it belongs to: its book speaks of the end of that period.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    cycle: Option<CycleId>,
    /// 主持: a person, `R4`, or a post, `T2`.
    #[serde(default)]
    chair: Option<String>,
    /// 出席: units, people and posts, `U3`, `R4`, `T2`.
    #[serde(default)]
    members: Vec<String>,
    /// 列席: the same.
    #[serde(default)]
    observers: Vec<String>,
    /// Keep both in the order given; in protocol order unless asked for.
    #[serde(default)]
    given_order: bool,
}

impl PlanMeeting {
    fn plan(self) -> MeetingPlan {
        let attendees = |keys: Vec<String>| keys.iter().map(|key| attendee(key)).collect();
        MeetingPlan {
            kind: self.kind,
            title: self.title,
            on: self.on,
            at: self.at,
            place: self.place,
            cycle: self.cycle,
            // Nobody is R0: what is no id is refused as unknown.
            chair: self
                .chair
                .map(|chair| holder(&chair).unwrap_or(zone::Holder::Person(PersonId(0)))),
            members: attendees(self.members),
            observers: attendees(self.observers),
        }
    }
}

/// Nobody is R0: what is no id is refused as unknown.
fn attendee(key: &str) -> Attendee {
    Attendee::read(key).unwrap_or(Attendee::Person(PersonId(0)))
}

impl Sealed for PlanMeeting {
    fn sealed(self, _: &mut dyn Sealer) -> Command {
        let given_order = self.given_order;
        let plan = Box::new(self.plan());
        Command::PlanMeeting { plan, given_order }
    }
}

/// An entry of an agenda: what it is about, or the office's own words.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EntryInput {
    /// `P12` a project, `S3` an item, `M2` what a meeting asked, `C5` reports of a cycle, `I1` an
    /// indicator.
    #[serde(default)]
    subject: Option<String>,
    /// The office's own subject; sealed here.
    #[serde(default)]
    own: Option<String>,
    /// The unit that speaks.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    speaker: Option<UnitId>,
    /// Minutes it may take.
    #[serde(default)]
    minutes: u16,
}

impl EntryInput {
    fn entry(self, sealer: &mut dyn Sealer) -> AgendaEntry {
        let read = self.subject.as_deref().and_then(Subject::read);
        let own = said(self.own, sealer).map(Subject::Own);
        // There is no project P0: an entry about nothing is refused as unknown.
        let subject = read.or(own).unwrap_or(Subject::Project(ProjectId(0)));
        AgendaEntry {
            subject,
            speaker: self.speaker,
            minutes: self.minutes,
        }
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    } => |$asked:ident, $sealer:ident| $act:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            /// The meeting.
            #[schema(value_type = String)]
            id: MeetingId,
            /// Entity version seen.
            version: u32,
            $($(#[$field_doc])* $field: $type,)*
        }

        impl Sealed for $name {
            fn sealed(self, $sealer: &mut dyn Sealer) -> Command {
                let $asked = self;
                let (id, version) = ($asked.id, $asked.version);
                let act = Box::new($act);
                Command::MoveMeeting { id, version, act }
            }
        }
    )*};
}

acts! {
    /// Settle anew what was settled of a meeting, whole.
    ChangeMeeting {
        /// As it is to be; the kind stays.
        plan: PlanMeeting,
    } => |asked, _sealer| {
        let given_order = asked.plan.given_order;
        MeetingAct::Change { plan: asked.plan.plan(), given_order }
    };

    /// Set the agenda of a meeting, whole.
    SetAgenda {
        /// Its entries, in order.
        entries: Vec<EntryInput>,
    } => |asked, sealer| MeetingAct::SetAgenda {
        entries: asked.entries.into_iter().map(|own| own.entry(sealer)).collect(),
    };

    /// 定稿: set the mark that a meeting's book is printed from.
    FixBook {
        /// The date the book speaks of; by cycle and day of the meeting if none.
        #[serde(default)]
        #[schema(value_type = Option<String>, format = Date)]
        speaks_of: Option<Date>,
    } => |asked, _sealer| MeetingAct::FixBook { speaks_of: asked.speaks_of };

    /// Record that a meeting took place; sets the mark of what it saw unless its book was fixed.
    HoldMeeting {
        /// Which day; the day planned if none.
        #[serde(default)]
        #[schema(value_type = Option<String>, format = Date)]
        on: Option<Date>,
        /// Who was asked and did not come: `U3`, `R4`, `T2`.
        #[serde(default)]
        absent: Vec<String>,
    } => |asked, _sealer| MeetingAct::Hold {
        on: asked.on,
        absent: asked.absent.iter().map(|key| attendee(key)).collect(),
    };

    /// Issue the minutes of a meeting; again with a reason.
    IssueMinutes {
        /// The text; sealed here.
        text: String,
        /// What they are called; sealed here.
        #[serde(default)]
        name: Option<String>,
        /// Which day.
        #[schema(value_type = String, format = Date)]
        on: Date,
        /// Why an earlier issue is replaced; sealed here.
        #[serde(default)]
        reason: Option<String>,
    } => |asked, sealer| MeetingAct::IssueMinutes {
        text: said(Some(asked.text), sealer),
        name: said(asked.name, sealer),
        on: asked.on,
        reason: said(asked.reason, sealer),
    };

    /// Record that a meeting does not take place.
    CancelMeeting {
        /// Why; sealed here.
        reason: String,
    } => |asked, sealer| MeetingAct::Cancel { reason: said(Some(asked.reason), sealer) };
}
