//! 会议: dispatch meetings, exchanges of practice and site visits.
//!
//! A meeting is planned, has an agenda, is held, and its minutes are issued. What it saw is not
//! copied: a mark names the moment of the record that its book was printed from, and the book is
//! computed from that moment for ever.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::{
    CycleId, Holder, IndicatorId, ItemId, MeetingId, PersonId, PostId, ProjectId, TextRef, UnitId,
    Words, Zone,
};

/// What kind of meeting it is; each kind has its own series of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MeetingKind {
    /// 调度会.
    Dispatch,
    /// 经验交流会.
    Exchange,
    /// 现场会.
    SiteVisit,
}

impl MeetingKind {
    /// All kinds.
    pub const ALL: [MeetingKind; 3] = [
        MeetingKind::Dispatch,
        MeetingKind::Exchange,
        MeetingKind::SiteVisit,
    ];

    /// Key in data and in names of marks: `site_visit`.
    pub fn key(self) -> &'static str {
        match self {
            MeetingKind::Dispatch => "dispatch",
            MeetingKind::Exchange => "exchange",
            MeetingKind::SiteVisit => "site_visit",
        }
    }

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            MeetingKind::Dispatch => Words::new("调度会", "dispatch meeting"),
            MeetingKind::Exchange => Words::new("经验交流会", "exchange of practice"),
            MeetingKind::SiteVisit => Words::new("现场会", "site visit"),
        }
    }
}

/// Where a meeting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MeetingState {
    /// 待召开.
    Planned,
    /// 已召开, minutes not issued.
    Held,
    /// 已印发纪要.
    Minuted,
    /// 已取消.
    Cancelled,
}

impl MeetingState {
    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            MeetingState::Planned => Words::new("待召开", "planned"),
            MeetingState::Held => Words::new("已召开，待印发纪要", "held, minutes to be issued"),
            MeetingState::Minuted => Words::new("已印发纪要", "minutes issued"),
            MeetingState::Cancelled => Words::new("已取消", "cancelled"),
        }
    }
}

/// Who attends: a unit, or somebody by name or by post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendee {
    /// A unit, by whom it sends.
    Unit(UnitId),
    /// A person.
    Person(PersonId),
    /// Whoever holds a post.
    Post(PostId),
}

impl Attendee {
    /// Its id: `U3`, `R4` or `T2`.
    pub fn key(self) -> String {
        match self {
            Attendee::Unit(id) => id.to_string(),
            Attendee::Person(id) => id.to_string(),
            Attendee::Post(id) => id.to_string(),
        }
    }

    /// The attendee an id stands for.
    pub fn read(key: &str) -> Option<Attendee> {
        let unit = key.parse().map(Attendee::Unit).ok();
        let person = || key.parse().map(Attendee::Person).ok();
        unit.or_else(person)
            .or_else(|| key.parse().map(Attendee::Post).ok())
    }

    /// 位次: posts before people, people before units, each by its own rank.
    fn protocol(self, zone: &Zone) -> (u8, u32, u32) {
        match self {
            Attendee::Post(id) => {
                let rank = zone.posts.get(&id).map(|post| post.protocol_rank);
                (0, rank.unwrap_or(u32::MAX), id.0)
            }
            Attendee::Person(id) => {
                let rank = zone.people.get(&id).map(|person| person.protocol_rank);
                (1, rank.unwrap_or(u32::MAX), id.0)
            }
            Attendee::Unit(id) => {
                let (rank, unit) = zone.protocol_position(Some(id));
                (2, rank, unit.0)
            }
        }
    }
}

/// Puts attendees in protocol order.
pub fn in_protocol_order(zone: &Zone, attendees: &mut [Attendee]) {
    attendees.sort_by_key(|own| own.protocol(zone));
}

/// What is settled before a meeting. The order of members and observers is kept as it stands here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingPlan {
    /// What kind it is.
    pub kind: MeetingKind,
    /// Its subject; its number says enough where it is empty.
    pub title: String,
    /// Which day.
    pub on: Date,
    /// From what time.
    pub at: Option<Time>,
    /// Where.
    pub place: String,
    /// The cycle it belongs to: its book speaks of the end of that period.
    pub cycle: Option<CycleId>,
    /// 主持.
    pub chair: Option<Holder>,
    /// 出席.
    pub members: Vec<Attendee>,
    /// 列席.
    pub observers: Vec<Attendee>,
}

/// What an entry of an agenda is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// What an earlier meeting asked, and where each stands.
    Asked(MeetingId),
    /// A project.
    Project(ProjectId),
    /// A supervision item that belongs to no project.
    Item(ItemId),
    /// Reports that a cycle still lacks.
    Reports(CycleId),
    /// An indicator.
    Indicator(IndicatorId),
    /// The office's own subject: commitment of its words.
    Own(TextRef),
}

impl Subject {
    /// The id of what it is about; none for the office's own words.
    pub fn key(self) -> Option<String> {
        match self {
            Subject::Asked(id) => Some(id.to_string()),
            Subject::Project(id) => Some(id.to_string()),
            Subject::Item(id) => Some(id.to_string()),
            Subject::Reports(id) => Some(id.to_string()),
            Subject::Indicator(id) => Some(id.to_string()),
            Subject::Own(_) => None,
        }
    }

    /// The subject an id stands for.
    pub fn read(key: &str) -> Option<Subject> {
        let project = key.parse().map(Subject::Project).ok();
        project
            .or_else(|| key.parse().map(Subject::Item).ok())
            .or_else(|| key.parse().map(Subject::Asked).ok())
            .or_else(|| key.parse().map(Subject::Reports).ok())
            .or_else(|| key.parse().map(Subject::Indicator).ok())
    }
}

/// An entry of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaEntry {
    /// What it is about.
    pub subject: Subject,
    /// The unit that speaks.
    pub speaker: Option<UnitId>,
    /// Minutes it may take.
    pub minutes: u16,
}

/// That a meeting took place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Which day.
    pub on: Date,
    /// The mark of what it saw.
    pub mark: String,
    /// Who was asked and did not come.
    pub absent: Vec<Attendee>,
    /// The event.
    pub seq: u64,
}

/// 会议纪要, one issue of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// Commitment of the text.
    pub text: TextRef,
    /// Commitment of what they are called.
    pub name: Option<TextRef>,
    /// When they were issued.
    pub on: Date,
    /// Commitment of why an earlier issue is replaced.
    pub reason: Option<TextRef>,
    /// The event.
    pub seq: u64,
}

/// That a meeting does not take place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelled {
    /// Commitment of the reason.
    pub reason: TextRef,
    /// When.
    pub on: Date,
    /// The event.
    pub seq: u64,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// Year and number within the year's series of its kind; no number is given twice.
    pub number: (i16, u32),
    /// What is settled of it.
    pub plan: MeetingPlan,
    /// 议程, in order.
    pub agenda: Vec<AgendaEntry>,
    /// The mark of the book as fixed. Changing plan or agenda takes it back.
    pub book: Option<String>,
    /// That it took place.
    pub held: Option<Held>,
    /// Issues of its minutes, the last one in force.
    pub minutes: Vec<Minutes>,
    /// That it does not take place.
    pub cancelled: Option<Cancelled>,
    /// Entity version.
    pub version: u32,
    /// Sequence numbers of the events about it, oldest first.
    pub history: Vec<u64>,
}

impl Meeting {
    /// Where it stands.
    pub fn state(&self) -> MeetingState {
        match (&self.cancelled, &self.held) {
            (Some(_), _) => MeetingState::Cancelled,
            (None, None) => MeetingState::Planned,
            (None, Some(_)) if self.minutes.is_empty() => MeetingState::Held,
            (None, Some(_)) => MeetingState::Minuted,
        }
    }

    /// Its number in words: 2026年第3次调度会.
    pub fn number_words(&self) -> Words {
        let (year, number) = self.number;
        let word = self.plan.kind.word();
        let mut en = word.en;
        if let Some(first) = en.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Words::new(
            format!("{year}年第{number}次{}", word.zh),
            format!("{en} {number} of {year}"),
        )
    }

    /// The day it takes or took place.
    pub fn day(&self) -> Date {
        self.held.as_ref().map_or(self.plan.on, |held| held.on)
    }

    /// The mark of what it saw, or is to see: that of its book, or set when it was held.
    pub fn mark(&self) -> Option<&str> {
        let held = self.held.as_ref().map(|held| held.mark.as_str());
        held.or(self.book.as_deref())
    }

    /// The date its book speaks of, looked at on a day: the end of its cycle's period where that
    /// is over by the meeting, else the day of the meeting; never a day that has not come.
    pub fn speaks_of(&self, zone: &Zone, today: Date) -> Date {
        let cycle = self.plan.cycle.and_then(|id| zone.cycles.get(&id));
        let end = cycle.map(|cycle| cycle.until);
        let end = end.filter(|until| *until <= self.day());
        end.unwrap_or(self.day()).min(today)
    }

    /// The last meeting of its kind held before it.
    pub fn previous<'a>(&self, zone: &'a Zone) -> Option<&'a Meeting> {
        let before = |own: &&std::sync::Arc<Meeting>| {
            let Some(held) = own
                .held
                .as_ref()
                .filter(|_| own.plan.kind == self.plan.kind)
            else {
                return false;
            };
            let earlier = match &self.held {
                Some(mine) => held.seq < mine.seq,
                None => true,
            };
            own.id != self.id && earlier && held.on <= self.day()
        };
        let found = zone.meetings.values().filter(before);
        let last = found.max_by_key(|own| (own.day(), own.held.as_ref().map(|held| held.seq)));
        last.map(|own| &**own)
    }
}

/// A step that may be taken on a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingAct {
    /// Settle anew what was settled.
    Change {
        /// As it is to be; the kind stays.
        plan: MeetingPlan,
        /// Keep members and observers in the order given, not in protocol order.
        given_order: bool,
    },
    /// Set the agenda, whole.
    SetAgenda {
        /// Its entries, in order.
        entries: Vec<AgendaEntry>,
    },
    /// 定稿: fix what the book is printed from.
    FixBook {
        /// The date the book speaks of; by cycle and day of the meeting if none.
        speaks_of: Option<Date>,
    },
    /// The meeting took place.
    Hold {
        /// Which day; the day planned if none.
        on: Option<Date>,
        /// Who was asked and did not come.
        absent: Vec<Attendee>,
    },
    /// 印发纪要; again with a reason.
    IssueMinutes {
        /// Commitment of the text.
        text: Option<TextRef>,
        /// Commitment of what they are called.
        name: Option<TextRef>,
        /// Which day.
        on: Date,
        /// Commitment of why an earlier issue is replaced.
        reason: Option<TextRef>,
    },
    /// The meeting does not take place.
    Cancel {
        /// Commitment of the reason.
        reason: Option<TextRef>,
    },
}

/// Kinds of acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MeetingActKind {
    /// Settle anew what was settled.
    Change,
    /// Set the agenda.
    SetAgenda,
    /// 定稿.
    FixBook,
    /// The meeting took place.
    Hold,
    /// 印发纪要.
    IssueMinutes,
    /// The meeting does not take place.
    Cancel,
}

impl MeetingActKind {
    /// All kinds, in the order pages offer them.
    pub const ALL: [MeetingActKind; 6] = [
        MeetingActKind::SetAgenda,
        MeetingActKind::FixBook,
        MeetingActKind::Hold,
        MeetingActKind::IssueMinutes,
        MeetingActKind::Change,
        MeetingActKind::Cancel,
    ];

    /// Whether a meeting that stands so takes it.
    pub fn fits(self, state: MeetingState) -> bool {
        match self {
            MeetingActKind::IssueMinutes => {
                matches!(state, MeetingState::Held | MeetingState::Minuted)
            }
            _ => state == MeetingState::Planned,
        }
    }
}

impl MeetingAct {
    /// Which act it is.
    pub fn kind(&self) -> MeetingActKind {
        match self {
            MeetingAct::Change { .. } => MeetingActKind::Change,
            MeetingAct::SetAgenda { .. } => MeetingActKind::SetAgenda,
            MeetingAct::FixBook { .. } => MeetingActKind::FixBook,
            MeetingAct::Hold { .. } => MeetingActKind::Hold,
            MeetingAct::IssueMinutes { .. } => MeetingActKind::IssueMinutes,
            MeetingAct::Cancel { .. } => MeetingActKind::Cancel,
        }
    }
}
