//! 督办事项: what somebody owes, from the meeting to the evidence that it is done.
//!
//! An item opens only with an owner, a measure, a due date and the kinds of evidence that will
//! close it. It is urged, extended on request before it is due, answered, returned or closed.
//! Accountability stays with people: the ladder proposes steps and records none by itself.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::authority::Operation;
use crate::clock::Clock;
use crate::light::Colour;
use crate::project::Evidence;
use crate::{Calendars, Holder, ItemId, MeetingId, ProblemId, ProjectId, TextRef, UnitId, Words};

pub use crate::clock::{Due, working_due};

/// Where an item comes from, which settles how long it may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// 会议议定: decided at a meeting.
    Meeting,
    /// 文件: asked for by a document.
    Document,
    /// 批示，急件: an urgent note of a leader.
    UrgentNote,
    /// 批示: an ordinary note.
    Note,
    /// 批示，复杂: a note on something hard.
    HardNote,
    /// 问题: a problem of a project.
    Problem,
}

impl ItemKind {
    /// All kinds.
    pub const ALL: [ItemKind; 6] = [
        ItemKind::Meeting,
        ItemKind::Document,
        ItemKind::UrgentNote,
        ItemKind::Note,
        ItemKind::HardNote,
        ItemKind::Problem,
    ];

    /// Working days it may take where nobody says otherwise. Documents 30 days and minutes 20,
    /// notes 5 where urgent, 15, and 30 where hard: limits as real places publish them; a problem
    /// is given what an ordinary note is.
    pub fn limit_days(self) -> i64 {
        match self {
            ItemKind::Meeting => 20,
            ItemKind::Document | ItemKind::HardNote => 30,
            ItemKind::UrgentNote => 5,
            ItemKind::Note | ItemKind::Problem => 15,
        }
    }

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            ItemKind::Meeting => Words::new("会议议定", "meeting"),
            ItemKind::Document => Words::new("文件", "document"),
            ItemKind::UrgentNote => Words::new("批示（急）", "urgent note"),
            ItemKind::Note => Words::new("批示", "leader's note"),
            ItemKind::HardNote => Words::new("批示（复杂）", "note on a hard matter"),
            ItemKind::Problem => Words::new("问题", "problem"),
        }
    }
}

/// 督办升级: the ladder of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EscalationStep {
    /// 工作提示.
    Notice,
    /// 督办.
    Supervision,
    /// 约谈.
    Interview,
    /// 通报.
    Circular,
    /// 问责: only handed to the competent body, with its grounds.
    Accountability,
}

impl EscalationStep {
    /// All steps, the lowest first.
    pub const ALL: [EscalationStep; 5] = [
        EscalationStep::Notice,
        EscalationStep::Supervision,
        EscalationStep::Interview,
        EscalationStep::Circular,
        EscalationStep::Accountability,
    ];

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            EscalationStep::Notice => Words::new("工作提示", "notice"),
            EscalationStep::Supervision => Words::new("督办", "supervision letter"),
            EscalationStep::Interview => Words::new("约谈", "interview"),
            EscalationStep::Circular => Words::new("通报", "circular"),
            EscalationStep::Accountability => Words::new("移交问责线索", "lead handed over"),
        }
    }
}

/// The ladder, version 1: working days late from which a step is proposed. Accountability is
/// never proposed.
pub const LADDER: [(i64, EscalationStep); 4] = [
    (1, EscalationStep::Notice),
    (5, EscalationStep::Supervision),
    (10, EscalationStep::Interview),
    (20, EscalationStep::Circular),
];

/// The step of the ladder that so many working days late reach.
pub fn reached(days_late: i64) -> Option<EscalationStep> {
    let reached = LADDER.iter().rev().find(|(from, _)| days_late >= *from)?;
    Some(reached.1)
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// 交办: with its lead unit.
    Assigned,
    /// 反馈: answered, and waits for review.
    Answered,
    /// 退办: its answer was not enough.
    Returned,
    /// 审核通过: its answer is enough, and waits to be closed.
    Accepted,
    /// 销号.
    Closed,
}

impl ItemState {
    /// All states.
    pub const ALL: [ItemState; 5] = [
        ItemState::Assigned,
        ItemState::Answered,
        ItemState::Returned,
        ItemState::Accepted,
        ItemState::Closed,
    ];

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            ItemState::Assigned => Words::new("办理中", "with the unit"),
            ItemState::Answered => Words::new("待审核", "to be reviewed"),
            ItemState::Returned => Words::new("已退办", "returned"),
            ItemState::Accepted => Words::new("待销号", "to be closed"),
            ItemState::Closed => Words::new("已销号", "closed"),
        }
    }

    /// Whether the unit has to act: nothing of its own waits for somebody else.
    pub fn is_with_unit(self) -> bool {
        matches!(self, ItemState::Assigned | ItemState::Returned)
    }
}

/// What an item was made from: a sentence of minutes, a speech, a document or a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemSource {
    /// Commitment of the sentence, as it stood there after damage was repaired.
    pub sentence: TextRef,
    /// Commitment of which text it was: 2026年第3次调度会纪要.
    pub document: Option<TextRef>,
    /// The line of the sentence in the text, from 1.
    pub line: Option<u32>,
}

/// A step that may be taken on an item.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemAct {
    /// 催办.
    Urge {
        /// Commitment of a note.
        note: Option<TextRef>,
    },
    /// 申请延期.
    AskExtension {
        /// Until when.
        until: Date,
        /// Commitment of the reason.
        reason: TextRef,
    },
    /// 审批延期: granted until a date, refused with none.
    DecideExtension {
        /// Until when.
        until: Option<Date>,
        /// Commitment of a note.
        note: Option<TextRef>,
    },
    /// 反馈.
    Answer {
        /// Commitment of the answer.
        text: TextRef,
        /// What shows it.
        evidence: Vec<Evidence>,
    },
    /// 退办.
    Return {
        /// Commitment of the reason.
        reason: TextRef,
    },
    /// 审核通过.
    Accept {
        /// Commitment of a note.
        note: Option<TextRef>,
    },
    /// 销号.
    Close {
        /// Commitment of a note.
        note: Option<TextRef>,
        /// Evidence beside what came with answers.
        evidence: Vec<Evidence>,
    },
    /// A step of the escalation ladder.
    Escalate {
        /// The step.
        step: EscalationStep,
        /// By which document.
        document: String,
        /// Commitment of its grounds.
        grounds: Option<TextRef>,
    },
}

/// Kinds of acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    /// 催办.
    Urge,
    /// 申请延期.
    AskExtension,
    /// 审批延期.
    DecideExtension,
    /// 反馈.
    Answer,
    /// 退办.
    Return,
    /// 审核通过.
    Accept,
    /// 销号.
    Close,
    /// 升级.
    Escalate,
}

impl ActKind {
    /// All kinds, in the order forms offer them.
    pub const ALL: [ActKind; 8] = [
        ActKind::Answer,
        ActKind::AskExtension,
        ActKind::Accept,
        ActKind::Return,
        ActKind::Close,
        ActKind::DecideExtension,
        ActKind::Urge,
        ActKind::Escalate,
    ];

    /// What right it takes: the unit answers, the office does the rest.
    pub fn operation(self) -> Operation {
        match self {
            ActKind::Answer | ActKind::AskExtension => Operation::Report,
            _ => Operation::RunCycles,
        }
    }

    /// Whether an item that stands so takes it on a day.
    pub fn fits(self, standing: &Standing, on: Date) -> bool {
        let with_unit = standing.state.is_with_unit();
        match self {
            ActKind::Answer => with_unit || standing.state == ItemState::Answered,
            ActKind::AskExtension => with_unit && on <= standing.due.on,
            ActKind::DecideExtension => standing.extension_asked.is_some(),
            ActKind::Accept => standing.state == ItemState::Answered,
            ActKind::Return | ActKind::Close => {
                matches!(standing.state, ItemState::Answered | ItemState::Accepted)
            }
            ActKind::Urge => with_unit,
            ActKind::Escalate => {
                standing.state != ItemState::Closed
                    && standing.escalated != Some(EscalationStep::Accountability)
            }
        }
    }
}

impl ItemAct {
    /// Which act it is.
    pub fn kind(&self) -> ActKind {
        match self {
            ItemAct::Urge { .. } => ActKind::Urge,
            ItemAct::AskExtension { .. } => ActKind::AskExtension,
            ItemAct::DecideExtension { .. } => ActKind::DecideExtension,
            ItemAct::Answer { .. } => ActKind::Answer,
            ItemAct::Return { .. } => ActKind::Return,
            ItemAct::Accept { .. } => ActKind::Accept,
            ItemAct::Close { .. } => ActKind::Close,
            ItemAct::Escalate { .. } => ActKind::Escalate,
        }
    }
}

/// What happened to an item after it was assigned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemStep {
    /// What.
    pub what: StepKind,
    /// When.
    pub on: Date,
    /// What was said.
    pub text: Option<TextRef>,
    /// What was given to show it.
    pub evidence: Vec<Evidence>,
    /// The event that recorded it.
    pub seq: u64,
}

/// Kinds of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepKind {
    /// 催办.
    Urged,
    /// 申请延期, until a date.
    ExtensionAsked(Date),
    /// 同意延期.
    ExtensionGranted(Due),
    /// 不同意延期.
    ExtensionRefused,
    /// 反馈.
    Answered,
    /// 退办.
    Returned,
    /// 审核通过.
    Accepted,
    /// 销号.
    Closed,
    /// A step of the ladder was taken.
    Escalated(EscalationStep),
}

/// A supervision item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupervisionItem {
    /// Its id.
    pub id: ItemId,
    /// Year and number within the year: 项目督办〔2026〕001号.
    pub number: (i16, u32),
    /// Where it comes from.
    pub kind: ItemKind,
    /// Commitment of what is to be done.
    pub what: TextRef,
    /// What it was made from.
    pub source: Option<ItemSource>,
    /// 主办: the unit that answers for it.
    pub lead: UnitId,
    /// 协办.
    pub support: Vec<UnitId>,
    /// The unit it is owed to; the dispatch office if none.
    pub owed_to: Option<UnitId>,
    /// Who answers for it in person.
    pub owner: Holder,
    /// Commitment of the measure by which it is judged.
    pub measure: TextRef,
    /// Kinds of evidence that close it.
    pub evidence: Vec<String>,
    /// The project it is about.
    pub project: Option<ProjectId>,
    /// The problem it solves.
    pub problem: Option<ProblemId>,
    /// The meeting that asked for it.
    pub meeting: Option<MeetingId>,
    /// From which date.
    pub assigned_on: Date,
    /// By when, before any extension.
    pub first_due: Due,
    /// What happened since, in order of record.
    pub steps: Vec<ItemStep>,
    /// Entity version.
    pub version: u32,
    /// The event that assigned it.
    pub seq: u64,
}

impl SupervisionItem {
    /// Its number as letters carry it.
    pub fn number_text(&self) -> String {
        let (year, number) = self.number;
        format!("项目督办〔{year}〕{number:03}号")
    }

    /// Where it stands on a date, by what is dated until then.
    pub fn stands(&self, on: Date) -> Standing {
        let mut standing = Standing {
            state: ItemState::Assigned,
            due: self.first_due,
            answered_on: None,
            closed_on: None,
            urged: 0,
            extension_asked: None,
            escalated: None,
        };
        for step in self.steps.iter().filter(|step| step.on <= on) {
            standing.take(step);
        }
        standing
    }

    /// Where it stands by everything recorded.
    pub fn standing(&self) -> Standing {
        self.stands(Date::MAX)
    }
}

/// Where an item stands on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Its state.
    pub state: ItemState,
    /// By when.
    pub due: Due,
    /// The day of the last answer, while it is not returned.
    pub answered_on: Option<Date>,
    /// The day it was closed.
    pub closed_on: Option<Date>,
    /// How often it was urged.
    pub urged: u32,
    /// The day asked for in an extension that nobody has decided on.
    pub extension_asked: Option<Date>,
    /// The highest step of the ladder that was taken.
    pub escalated: Option<EscalationStep>,
}

impl Standing {
    fn take(&mut self, step: &ItemStep) {
        match step.what {
            StepKind::Urged => self.urged = self.urged.saturating_add(1),
            StepKind::ExtensionAsked(until) => self.extension_asked = Some(until),
            StepKind::ExtensionGranted(due) => {
                self.extension_asked = None;
                self.due = due;
            }
            StepKind::ExtensionRefused => self.extension_asked = None,
            StepKind::Answered => {
                self.state = ItemState::Answered;
                self.answered_on = Some(step.on);
            }
            StepKind::Returned => {
                self.state = ItemState::Returned;
                self.answered_on = None;
            }
            StepKind::Accepted => self.state = ItemState::Accepted,
            StepKind::Closed => {
                self.state = ItemState::Closed;
                self.closed_on = Some(step.on);
            }
            StepKind::Escalated(taken) => self.escalated = self.escalated.max(Some(taken)),
        }
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.state == ItemState::Closed
    }

    /// Working days late on a date; below nought while there is time. An answer that was not
    /// returned stops the clock on the day it was given.
    pub fn days_late(&self, calendars: &Calendars, on: Date) -> i64 {
        self.clock().days_late(calendars, on)
    }

    fn clock(&self) -> Clock {
        Clock {
            due: self.due.on,
            stopped_on: self.answered_on,
        }
    }

    /// The step that the ladder proposes on a date, if it is a higher one than was taken.
    pub fn proposed(&self, calendars: &Calendars, on: Date) -> Option<EscalationStep> {
        if !self.state.is_with_unit() {
            return None;
        }
        let step = reached(self.days_late(calendars, on))?;
        self.escalated
            .is_none_or(|taken| taken < step)
            .then_some(step)
    }

    /// The light of an open item: red once late, yellow in its last days, green before.
    pub fn colour(&self, calendars: &Calendars, on: Date) -> Option<Colour> {
        (!self.is_closed()).then(|| self.clock().colour(calendars, on))
    }
}
