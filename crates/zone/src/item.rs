//! 督办事项: what somebody owes, from the meeting to the evidence that it is done.
//!
//! An item opens only with an owner, a measure, a due date and the kinds of evidence that will
//! close it. It is urged, extended on request before it is due, answered, returned or closed.
//! Accountability stays with people: the ladder proposes steps and records none by itself.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::plan::WeekKind;
use crate::project::Evidence;
use crate::{Calendars, Holder, ItemId, ProblemId, ProjectId, TextRef, UnitId, Words};

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
    /// 销号.
    Closed,
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
    /// 同意延期, until a date.
    ExtensionGranted(Date),
    /// 不同意延期.
    ExtensionRefused,
    /// 反馈.
    Answered,
    /// 退办.
    Returned,
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
    /// Commitment of the sentence it was made from.
    pub source: Option<TextRef>,
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
    /// From which date.
    pub assigned_on: Date,
    /// By when, as asked for.
    pub stated_due_on: Date,
    /// By when: the first working day from what was asked for or granted.
    pub due_on: Date,
    /// Where it stands.
    pub state: ItemState,
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

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.state == ItemState::Closed
    }

    /// The day asked for in an extension that nobody has decided on.
    pub fn extension_asked(&self) -> Option<Date> {
        let about = self.steps.iter().rev().find_map(|step| match step.what {
            StepKind::ExtensionAsked(until) => Some(Some(until)),
            StepKind::ExtensionGranted(_) | StepKind::ExtensionRefused => Some(None),
            _ => None,
        });
        about.flatten()
    }

    /// The highest step of the ladder that was taken.
    pub fn escalated(&self) -> Option<EscalationStep> {
        let taken = self.steps.iter().filter_map(|step| match step.what {
            StepKind::Escalated(step) => Some(step),
            _ => None,
        });
        taken.max()
    }

    /// Working days late on a date; below nought while there is time, `None` once closed. An
    /// answer that waits for its review stops the clock on the day it was given.
    pub fn days_late(&self, calendars: &Calendars, on: Date) -> Option<i64> {
        if self.is_closed() {
            return None;
        }
        let answered = (self.state == ItemState::Answered)
            .then(|| {
                self.steps
                    .iter()
                    .rev()
                    .find(|step| step.what == StepKind::Answered)
            })
            .flatten();
        let until = answered.map_or(on, |step| step.on.min(on));
        let calendar = calendars.get(WeekKind::FiveDay);
        Some(calendar.working_days_between(self.due_on, until))
    }

    /// The step that the ladder proposes on a date, if it is a higher one than was taken.
    pub fn proposed(&self, calendars: &Calendars, on: Date) -> Option<EscalationStep> {
        let late = self.days_late(calendars, on)?;
        let reached = LADDER.iter().rev().find(|(from, _)| late >= *from)?;
        let step = reached.1;
        self.escalated()
            .is_none_or(|taken| taken < step)
            .then_some(step)
    }
}

/// The first working day from a date on: where a due date on a holiday is moved to.
pub fn working_due(calendars: &Calendars, date: Date) -> Date {
    calendars.get(WeekKind::FiveDay).on_or_after(date)
}
