//! 诉求: what an enterprise asks for, from the first receiver to its own word on the answer.
//!
//! 首接负责: the unit that received it stays responsible, however often it is passed on; passing
//! on never moves the due date. Only the enterprise says whether an answer is enough. While it has
//! not, the time is not the unit's: when it reopens, the due date moves by the working days that
//! the answer lay with it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::clock::{Clock, Due};
use crate::item::{EscalationStep, reached};
use crate::{Calendars, Colour, EnterpriseId, ProjectId, RequestId, TextRef, UnitId, Words};

/// 要素: what is asked for, which settles how long it may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// 用地.
    Land,
    /// 用能.
    Energy,
    /// 用工.
    Labour,
    /// 融资.
    Finance,
    /// 物流.
    Logistics,
    /// 环境容量.
    Environment,
    /// 政策、审批等其他.
    Other,
}

impl RequestKind {
    /// All kinds.
    pub const ALL: [RequestKind; 7] = [
        RequestKind::Land,
        RequestKind::Energy,
        RequestKind::Labour,
        RequestKind::Finance,
        RequestKind::Logistics,
        RequestKind::Environment,
        RequestKind::Other,
    ];

    /// Working days it may take. Land and environment need approval of others: 20; energy and
    /// finance a survey or a bank: 10; the rest is the zone's own work: 5.
    pub fn limit_days(self) -> i64 {
        match self {
            RequestKind::Land | RequestKind::Environment => 20,
            RequestKind::Energy | RequestKind::Finance => 10,
            RequestKind::Labour | RequestKind::Logistics | RequestKind::Other => 5,
        }
    }

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            RequestKind::Land => Words::new("用地", "land"),
            RequestKind::Energy => Words::new("用能", "energy"),
            RequestKind::Labour => Words::new("用工", "labour"),
            RequestKind::Finance => Words::new("融资", "finance"),
            RequestKind::Logistics => Words::new("物流", "logistics"),
            RequestKind::Environment => Words::new("环境容量", "environmental capacity"),
            RequestKind::Other => Words::new("其他", "other"),
        }
    }
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// 办理中: with a unit.
    Open,
    /// 待企业确认: answered, and waits for the enterprise's word.
    Answered,
    /// 企业退回: the answer was not enough.
    Reopened,
    /// 企业已确认.
    Confirmed,
    /// 办结（未评价）: closed by the office, after the enterprise said nothing.
    Closed,
}

impl RequestState {
    /// All states.
    pub const ALL: [RequestState; 5] = [
        RequestState::Open,
        RequestState::Answered,
        RequestState::Reopened,
        RequestState::Confirmed,
        RequestState::Closed,
    ];

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            RequestState::Open => Words::new("办理中", "with the unit"),
            RequestState::Answered => Words::new("待企业确认", "to be confirmed"),
            RequestState::Reopened => Words::new("企业退回", "reopened"),
            RequestState::Confirmed => Words::new("企业已确认", "confirmed"),
            RequestState::Closed => Words::new("办结（未评价）", "closed without a word"),
        }
    }

    /// Whether a unit has to act.
    pub fn is_with_unit(self) -> bool {
        matches!(self, RequestState::Open | RequestState::Reopened)
    }

    /// Whether nothing is left to do.
    pub fn is_over(self) -> bool {
        matches!(self, RequestState::Confirmed | RequestState::Closed)
    }
}

/// How much of it an answer gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 已解决.
    Solved,
    /// 部分解决.
    Partly,
    /// 暂不能解决，已说明.
    Explained,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Outcome; 3] = [Outcome::Solved, Outcome::Partly, Outcome::Explained];

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            Outcome::Solved => Words::new("已解决", "solved"),
            Outcome::Partly => Words::new("部分解决", "solved in part"),
            Outcome::Explained => Words::new("暂不能解决（已说明）", "cannot be now, explained"),
        }
    }
}

/// What happened to a request after it was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestStep {
    /// What.
    pub what: RequestStepKind,
    /// When.
    pub on: Date,
    /// What was said.
    pub text: Option<TextRef>,
    /// The event that recorded it.
    pub seq: u64,
}

/// Kinds of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestStepKind {
    /// 转办.
    PassedOn(UnitId),
    /// 催办.
    Urged,
    /// 答复.
    Answered(Outcome),
    /// 企业确认, with its satisfaction from 1 to 5.
    Confirmed(u8),
    /// 企业退回, and the due date from there.
    Reopened(Due),
    /// 办结.
    Closed,
}

/// 诉求.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// Year and number within the year: 企业诉求〔2026〕0001号.
    pub number: (i16, u32),
    /// Whose.
    pub enterprise: EnterpriseId,
    /// What for.
    pub kind: RequestKind,
    /// Commitment of what is asked.
    pub text: TextRef,
    /// 首接单位: received it, and stays responsible.
    pub first: UnitId,
    /// Whether the enterprise raised it by its own sign-in.
    pub by_enterprise: bool,
    /// The project it is about.
    pub project: Option<ProjectId>,
    /// From which date.
    pub raised_on: Date,
    /// By when.
    pub due: Due,
    /// What happened since, in order of record.
    pub steps: Vec<RequestStep>,
    /// Entity version.
    pub version: u32,
    /// The event that recorded it.
    pub seq: u64,
}

impl Request {
    /// Its number as letters carry it.
    pub fn number_text(&self) -> String {
        let (year, number) = self.number;
        format!("企业诉求〔{year}〕{number:04}号")
    }

    /// Where it stands on a date, by what is dated until then.
    pub fn stands(&self, on: Date) -> RequestStanding {
        let mut standing = RequestStanding {
            state: RequestState::Open,
            handler: self.first,
            due: self.due,
            answered_on: None,
            outcome: None,
            passed_on: 0,
            urged: 0,
            reopened: 0,
            satisfaction: None,
            over_on: None,
        };
        for step in self.steps.iter().filter(|step| step.on <= on) {
            standing.take(step);
        }
        standing
    }

    /// Where it stands by everything recorded.
    pub fn standing(&self) -> RequestStanding {
        self.stands(Date::MAX)
    }

    /// The events about it, oldest first.
    pub fn history(&self) -> Vec<u64> {
        let steps = self.steps.iter().map(|step| step.seq);
        std::iter::once(self.seq).chain(steps).collect()
    }
}

/// Where a request stands on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestStanding {
    /// Its state.
    pub state: RequestState,
    /// 承办单位: works on it now.
    pub handler: UnitId,
    /// By when.
    pub due: Due,
    /// The day of the last answer, while it was not reopened.
    pub answered_on: Option<Date>,
    /// What the last answer gives.
    pub outcome: Option<Outcome>,
    /// How often it was passed on.
    pub passed_on: u32,
    /// How often it was urged.
    pub urged: u32,
    /// How often the enterprise reopened it.
    pub reopened: u32,
    /// The enterprise's satisfaction, 1 to 5.
    pub satisfaction: Option<u8>,
    /// The day it was confirmed or closed.
    pub over_on: Option<Date>,
}

impl RequestStanding {
    fn take(&mut self, step: &RequestStep) {
        match step.what {
            RequestStepKind::PassedOn(unit) => {
                self.handler = unit;
                self.passed_on = self.passed_on.saturating_add(1);
            }
            RequestStepKind::Urged => self.urged = self.urged.saturating_add(1),
            RequestStepKind::Answered(outcome) => {
                self.state = RequestState::Answered;
                self.answered_on = Some(step.on);
                self.outcome = Some(outcome);
            }
            RequestStepKind::Confirmed(satisfaction) => {
                self.state = RequestState::Confirmed;
                self.satisfaction = Some(satisfaction);
                self.over_on = Some(step.on);
            }
            RequestStepKind::Reopened(due) => {
                self.state = RequestState::Reopened;
                self.answered_on = None;
                self.outcome = None;
                self.due = due;
                self.reopened = self.reopened.saturating_add(1);
            }
            RequestStepKind::Closed => {
                self.state = RequestState::Closed;
                self.over_on = Some(step.on);
            }
        }
    }

    fn clock(&self) -> Clock {
        Clock {
            due: self.due.on,
            stopped_on: self.answered_on,
        }
    }

    /// Working days late on a date; below nought while there is time. An answer stops the clock.
    pub fn days_late(&self, calendars: &Calendars, on: Date) -> i64 {
        self.clock().days_late(calendars, on)
    }

    /// The light of one that is not over.
    pub fn colour(&self, calendars: &Calendars, on: Date) -> Option<Colour> {
        (!self.state.is_over()).then(|| self.clock().colour(calendars, on))
    }

    /// The step of the ladder that its lateness reaches, while a unit has to act.
    pub fn proposed(&self, calendars: &Calendars, on: Date) -> Option<EscalationStep> {
        let with_unit = self.state.is_with_unit();
        reached(self.days_late(calendars, on)).filter(|_| with_unit)
    }
}

/// A step that may be taken on a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestAct {
    /// 转办.
    PassOn {
        /// To whom.
        to: UnitId,
        /// Commitment of a note, for units alone.
        note: Option<TextRef>,
    },
    /// 催办.
    Urge {
        /// Commitment of a note.
        note: Option<TextRef>,
    },
    /// 答复.
    Answer {
        /// What it gives.
        outcome: Outcome,
        /// Commitment of the answer.
        text: TextRef,
    },
    /// 确认: by the enterprise alone.
    Confirm {
        /// 1 to 5.
        satisfaction: u8,
        /// Commitment of its words.
        words: Option<TextRef>,
    },
    /// 退回: by the enterprise alone.
    Reopen {
        /// Commitment of why.
        reason: TextRef,
    },
    /// 办结: by the office, where the enterprise says nothing.
    Close {
        /// Commitment of a note.
        note: Option<TextRef>,
    },
}

/// Kinds of acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestActKind {
    /// 答复.
    Answer,
    /// 转办.
    PassOn,
    /// 催办.
    Urge,
    /// 确认.
    Confirm,
    /// 退回.
    Reopen,
    /// 办结.
    Close,
}

impl RequestActKind {
    /// All kinds, in the order forms offer them.
    pub const ALL: [RequestActKind; 6] = [
        RequestActKind::Answer,
        RequestActKind::PassOn,
        RequestActKind::Urge,
        RequestActKind::Confirm,
        RequestActKind::Reopen,
        RequestActKind::Close,
    ];

    /// Whether only the enterprise itself does it.
    pub fn is_enterprises(self) -> bool {
        matches!(self, RequestActKind::Confirm | RequestActKind::Reopen)
    }

    /// Whether only the office does it.
    pub fn is_offices(self) -> bool {
        matches!(self, RequestActKind::Urge | RequestActKind::Close)
    }

    /// Whether a request that stands so takes it.
    pub fn fits(self, standing: &RequestStanding) -> bool {
        match self {
            RequestActKind::Answer | RequestActKind::PassOn | RequestActKind::Urge => {
                standing.state.is_with_unit()
            }
            RequestActKind::Confirm | RequestActKind::Reopen | RequestActKind::Close => {
                standing.state == RequestState::Answered
            }
        }
    }
}

impl RequestAct {
    /// Which act it is.
    pub fn kind(&self) -> RequestActKind {
        match self {
            RequestAct::PassOn { .. } => RequestActKind::PassOn,
            RequestAct::Urge { .. } => RequestActKind::Urge,
            RequestAct::Answer { .. } => RequestActKind::Answer,
            RequestAct::Confirm { .. } => RequestActKind::Confirm,
            RequestAct::Reopen { .. } => RequestActKind::Reopen,
            RequestAct::Close { .. } => RequestActKind::Close,
        }
    }
}
