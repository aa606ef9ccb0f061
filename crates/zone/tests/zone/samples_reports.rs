//! One of each shape of the events of reports and of the rhythm of cycles.

use zone::cycle::{CycleLength, DayCount, DayRule, Moved, Rhythm};
use zone::event::{
    CycleOpened, FactsRecorded, NewFact, ReportAccepted, ReportExtensionAsked,
    ReportExtensionDecided, ReportReturned, ReportReviewed, ReportSubmitted, RhythmSet, StageMoved,
};
use zone::item::Due;
use zone::problem::Severity;
use zone::project::Evidence;
use zone::report::{
    ProblemTold, QuestionAnswered, QuestionKind, ReportId, ReportLine, ReviewLevel, StageReached,
};
use zone::{CycleId, Event, Fen, Field, ProjectId, UnitId, Value, Words};

use crate::samples::{DAY, document, text};

const ID: ReportId = ReportId {
    cycle: CycleId(1),
    unit: UnitId(2),
};

pub(crate) fn events() -> Vec<Event> {
    let mut events = rhythms();
    events.extend(submitted());
    events.extend(moved());
    events.extend(effects());
    events
}

fn rhythms() -> Vec<Event> {
    let lengths = [
        CycleLength::TenDays,
        CycleLength::Month,
        CycleLength::Quarter,
    ];
    let rule = |days, count, moved| DayRule { days, count, moved };
    let set = |length| {
        let rhythm = Rhythm {
            length,
            opens: rule(-3, DayCount::Working, Moved::Earlier),
            due: rule(5, DayCount::Calendar, Moved::Later),
        };
        RhythmSet {
            rhythm,
            effective_on: DAY,
        }
        .into()
    };
    lengths.map(set).into()
}

fn evidence() -> Vec<Evidence> {
    vec![Evidence::Document {
        kind: "permit".to_owned(),
        number: document(),
    }]
}

fn lines() -> Vec<ReportLine> {
    let fact = |field, value| NewFact {
        field,
        value,
        cell: None,
    };
    let problem = |owner, due_on| ProblemTold {
        kind: "用地".to_owned(),
        severity: Severity::Serious,
        owner,
        delay_days: 20,
        description: text(4),
        due_on,
    };
    let money = |fen| Value::Money(Fen(fen));
    vec![
        ReportLine {
            project: ProjectId(1),
            facts: vec![fact(Field::ReportedYtd, money(120))],
            stage: None,
            problems: Vec::new(),
        },
        ReportLine {
            project: ProjectId(2),
            facts: vec![
                fact(Field::ReportedYtd, money(90)),
                fact(Field::PhysicalWords, Value::FreeText(text(3))),
            ],
            stage: Some(StageReached {
                to: "开工".to_owned(),
                evidence: evidence(),
                on: DAY,
            }),
            problems: vec![problem(Some(UnitId(1)), Some(DAY)), problem(None, None)],
        },
    ]
}

fn submitted() -> Vec<Event> {
    let answers = QuestionKind::ALL.map(|question| QuestionAnswered {
        question,
        project: Some(ProjectId(1)),
        field: Field::ReportedYtd,
        known: Some(Value::Money(Fen(130))),
        told: Some(Value::Money(Fen(120))),
        reason: text(6),
    });
    let mut answers = Vec::from(answers);
    answers.push(QuestionAnswered {
        question: QuestionKind::NotTheSum,
        project: None,
        field: Field::ReportedYtd,
        known: None,
        told: None,
        reason: text(6),
    });
    let submitted = |stated_sum, answers| {
        ReportSubmitted {
            id: ID,
            by: "zhang".to_owned(),
            lines: lines(),
            stated_sum,
            answers,
            route: None,
            correction: None,
            effective_on: DAY,
        }
        .into()
    };
    vec![
        submitted(None, Vec::new()),
        submitted(Some(Fen(210)), answers),
    ]
}

fn moved() -> Vec<Event> {
    let (id, effective_on, note) = (ID, DAY, Some(text(6)));
    let by = || "li".to_owned();
    let due = Due {
        stated: DAY,
        on: DAY,
    };
    let returned = |level| -> Event {
        ReportReturned {
            id,
            by: by(),
            level,
            reason: text(5),
            effective_on,
        }
        .into()
    };
    let decided = |until| -> Event {
        ReportExtensionDecided {
            id,
            by: by(),
            until,
            locks_on: None,
            note,
            effective_on,
        }
        .into()
    };
    let reviewed = ReportReviewed {
        id,
        by: by(),
        note,
        effective_on,
    };
    let accepted = ReportAccepted {
        id,
        by: by(),
        note: None,
        effective_on,
    };
    let asked = ReportExtensionAsked {
        id,
        by: by(),
        until: DAY,
        reason: text(5),
        effective_on,
    };
    vec![
        reviewed.into(),
        accepted.into(),
        returned(ReviewLevel::Unit),
        returned(ReviewLevel::Office),
        asked.into(),
        decided(Some(due)),
        decided(None),
    ]
}

/// What was accepted names the report it comes from; a due day on a holiday was moved.
fn effects() -> Vec<Event> {
    let facts = lines().remove(0).facts;
    vec![
        FactsRecorded {
            id: ProjectId(1),
            effective_on: DAY,
            facts,
            report: Some(ID),
        }
        .into(),
        StageMoved {
            id: ProjectId(1),
            to: "开工".to_owned(),
            evidence: evidence(),
            effective_on: DAY,
            report: Some(ID),
        }
        .into(),
        CycleOpened {
            id: CycleId(2),
            name: Words::new("中文", "English"),
            from: DAY,
            until: DAY,
            due_on: DAY,
            due_stated: Some(DAY),
            locks_on: None,
        }
        .into(),
    ]
}
