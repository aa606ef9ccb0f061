//! One event or more of each kind, with every variant of what it may carry.

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use zone::event::{
    AllocationAgreed, AttachmentKept, CycleOpened, ExemptionGranted, FactsRecorded,
    HolidayNoticeLoaded, ImportAnswered, ImportApplied, ImportUndone, IndicatorAdded,
    IndicatorAllocated, IndicatorChanged, IndicatorReported, IndicatorTargeted, LightsFixed,
    MappingKept, MarkSet, NewFact, NewValue, PeersReported, PersonAdded, PlanAdopted, PostAdded,
    PostChanged, PostHeld, ProblemRaised, ProblemResolved, ProjectAliased, ProjectChanged,
    ProjectRegistered, RolesDefined, RuleSetActivated, RuleSetDefined, SourceDefined, StageMoved,
    StagePathDefined, StepProgress, StepsProgressed, UnitAdded, UnitChanged, YearEndKept,
    ZoneFounded,
};
use zone::import::{Answered, Kept};
use zone::indicator::allocation::Part;
use zone::indicator::{Better, Definition, Every, Feed, Kind, Month, PeerFigure, ValueState};
use zone::lineage::Change;
use zone::plan::{LinkKind, Plan, Step, StepLink, WeekKind};
use zone::problem::Severity;
use zone::project::Evidence;
use zone::rule::{LightRule, RuleSet, TimeShareKind};
use zone::source::Source;
use zone::stage::{RoleDefinition, Stage, StagePath};
use zone::state::{Currency, HolidayRegion, Profile};
use zone::{
    AttachmentId, BasisPoints, CellRef, Colour, CycleId, Event, Fen, Field, HandlingLevel, Holder,
    IndicatorId, PersonId, PostId, ProblemId, ProjectId, Quantity, TextRef, UnitId, Value, Words,
};

pub(crate) const DAY: Date = date(2026, 5, 18);

pub(crate) fn text(byte: u8) -> TextRef {
    TextRef([byte; 32])
}

fn words() -> Words {
    Words::new("中文", "English")
}

pub(crate) fn document() -> String {
    "示发〔2026〕1号".to_owned()
}

/// All samples.
pub(crate) fn events() -> Vec<Event> {
    let mut events = configuring();
    events.extend(organising());
    events.extend(importing());
    events.extend(of_answers());
    events.extend(of_projects());
    events.extend(changes().into_iter().map(|change| {
        ProjectChanged {
            id: ProjectId(2),
            change,
            document: document(),
            effective_on: DAY,
        }
        .into()
    }));
    events.extend(plans());
    events.extend(of_problems());
    events.extend(crate::samples_items::events());
    events.extend(crate::samples_meetings::events());
    events.extend(crate::samples_enterprises::events());
    events.extend(crate::samples_practices::events());
    events.extend(crate::samples_purges::events());
    events.extend(of_indicators());
    events.extend(of_allocations());
    events.extend(of_cycles());
    events.extend(crate::samples_reports::events());
    events.extend(crate::samples_signoff::events());
    events.extend(crate::samples_threads::events());
    events
}

fn configuring() -> Vec<Event> {
    let profile = |currency, holidays| Profile {
        name: "示范区".to_owned(),
        synthetic: true,
        attribution: words(),
        holidays,
        currency,
    };
    let founded = |profile| {
        ZoneFounded {
            profile,
            effective_on: DAY,
        }
        .into()
    };
    vec![
        founded(profile(Currency::CNY, HolidayRegion::China)),
        founded(profile(Currency::USD, HolidayRegion::None)),
        founded(profile(Currency::AUD, HolidayRegion::None)),
        founded(profile(Currency::GBP, HolidayRegion::None)),
        StagePathDefined {
            path: StagePath {
                nature: "bridge".to_owned(),
                name: words(),
                stages: vec![Stage {
                    key: "开工".to_owned(),
                    name: words(),
                    evidence: vec!["permit".to_owned()],
                }],
            },
        }
        .into(),
        RolesDefined {
            roles: vec![RoleDefinition {
                key: "sponsor".to_owned(),
                name: words(),
                required: true,
            }],
        }
        .into(),
        SourceDefined {
            source: Source {
                key: "statistics".to_owned(),
                name: words(),
                fields: vec!["certified_ytd".to_owned(), "gate".to_owned()],
            },
        }
        .into(),
        rule_set(TimeShareKind::MonthEnd),
        rule_set(TimeShareKind::ByDay),
        RuleSetActivated {
            key: "pace".to_owned(),
            version: 2,
            effective_on: DAY,
        }
        .into(),
        HolidayNoticeLoaded {
            year: 2027,
            notice: "2027-01-01,元旦,off,通知".to_owned(),
        }
        .into(),
    ]
}

fn rule_set(time_share: TimeShareKind) -> Event {
    let rule_set = RuleSet {
        key: "pace".to_owned(),
        version: 2,
        name: words(),
        note: words(),
        time_share,
        rules: vec![LightRule {
            key: "pace".to_owned(),
            name: words(),
            formula: "=IF(相对进度>=100%,\"绿\",\"红\")".to_owned(),
            required: true,
        }],
    };
    RuleSetDefined { rule_set }.into()
}

/// Ids of samples, of whatever kind.
trait SampleId {
    fn sample(number: u32) -> Self;
}

impl SampleId for UnitId {
    fn sample(number: u32) -> Self {
        UnitId(number)
    }
}

impl SampleId for PostId {
    fn sample(number: u32) -> Self {
        PostId(number)
    }
}

impl SampleId for ProjectId {
    fn sample(number: u32) -> Self {
        ProjectId(number)
    }
}

fn changes<Id: SampleId>() -> Vec<Change<Id>> {
    vec![
        Change::Renamed {
            name: "新名".to_owned(),
        },
        Change::Split {
            into: vec![Id::sample(3), Id::sample(4)],
        },
        Change::Merged {
            into: Id::sample(3),
        },
        Change::Suspended,
        Change::Resumed,
        Change::Withdrawn,
        Change::HandedOver { to: UnitId(7) },
    ]
}

fn organising() -> Vec<Event> {
    let mut events = vec![
        UnitAdded {
            id: UnitId(1),
            name: "招商局".to_owned(),
            parent: Some(UnitId(2)),
            protocol_rank: 3,
            aliases: vec!["投促局".to_owned()],
            effective_on: DAY,
        }
        .into(),
        PersonAdded {
            id: PersonId(1),
            name: text(1),
            unit: Some(UnitId(1)),
            protocol_rank: 2,
            effective_on: DAY,
        }
        .into(),
        PostAdded {
            id: PostId(1),
            title: "副主任".to_owned(),
            unit: None,
            protocol_rank: 2,
            effective_on: DAY,
        }
        .into(),
    ];
    events.extend([Some(PersonId(1)), None].map(|holder| {
        PostHeld {
            id: PostId(1),
            holder,
            document: document(),
            effective_on: DAY,
        }
        .into()
    }));
    events.extend(changes().into_iter().map(|change| {
        UnitChanged {
            id: UnitId(2),
            change,
            document: document(),
            effective_on: DAY,
        }
        .into()
    }));
    events.extend(changes().into_iter().map(|change| {
        PostChanged {
            id: PostId(2),
            change,
            document: document(),
            effective_on: DAY,
        }
        .into()
    }));
    events
}

fn importing() -> Vec<Event> {
    vec![
        AttachmentKept {
            id: AttachmentId(1),
            sha256: "ab".repeat(32),
            name: text(2),
            bytes: 20_480,
            sheets: vec!["台账".to_owned()],
        }
        .into(),
        MappingKept {
            layout: "layout-1".to_owned(),
            mapping: "{}".to_owned(),
        }
        .into(),
        ImportApplied {
            attachment: AttachmentId(1),
            source_as_of: Some(DAY),
            registered: 1,
            changed: 2,
            unchanged: 3,
            first: 0,
            last: 0,
            confirmed: Vec::new(),
            units: Vec::new(),
            people: Vec::new(),
        }
        .into(),
        ImportApplied {
            attachment: AttachmentId(1),
            source_as_of: None,
            registered: 0,
            changed: 0,
            unchanged: 0,
            first: 0,
            last: 0,
            confirmed: Vec::new(),
            units: Vec::new(),
            people: Vec::new(),
        }
        .into(),
        ImportApplied {
            attachment: AttachmentId(1),
            source_as_of: Some(DAY),
            registered: 1,
            changed: 0,
            unchanged: 1,
            first: 7,
            last: 19,
            confirmed: vec![ProjectId(3)],
            units: vec![UnitId(4)],
            people: vec![PersonId(2)],
        }
        .into(),
    ]
}

/// Answers to the questions of an import, and its undoing.
fn of_answers() -> Vec<Event> {
    let answered = |answer, note: Option<TextRef>| ImportAnswered {
        import: AttachmentId(1),
        question: "exchange/less-than-before:台账!C7".to_owned(),
        project: Some(ProjectId(1)),
        field: Some(Field::ReportedTotal),
        cell: Some(CellRef {
            attachment: AttachmentId(1),
            sheet: 0,
            row: 6,
            column: 2,
        }),
        known: Some(Value::Money(Fen(500))),
        told: Some(Value::Money(Fen(300))),
        answer,
        note,
    };
    let taken = Value::Money(Fen(510));
    vec![
        answered(Answered::Accepted, Some(text(5))).into(),
        answered(Answered::Corrected { taken }, None).into(),
        answered(Answered::SentBack { whole_row: true }, Some(text(6))).into(),
        answered(Answered::Same, None).into(),
        answered(Answered::New, None).into(),
        ImportAnswered {
            question: "exchange/disappeared:P1".to_owned(),
            field: None,
            cell: None,
            known: None,
            told: None,
            ..answered(Answered::LeftOut, None)
        }
        .into(),
        answered(Answered::Changed, None).into(),
        ProjectAliased {
            id: ProjectId(1),
            alias: "产线工程".to_owned(),
        }
        .into(),
        undone().into(),
        ImportUndone {
            import: AttachmentId(2),
            first: 21,
            last: 22,
            removed: Vec::new(),
            restored: Vec::new(),
            kept: Vec::new(),
            units: Vec::new(),
            people: Vec::new(),
            marks: Vec::new(),
            reason: None,
        }
        .into(),
    ]
}

fn undone() -> ImportUndone {
    let kept = |field| Kept {
        project: ProjectId(3),
        field,
        seq: 31,
    };
    ImportUndone {
        import: AttachmentId(1),
        first: 7,
        last: 19,
        removed: vec![ProjectId(1)],
        restored: vec![ProjectId(2)],
        kept: vec![kept(Some(Field::ReportedTotal)), kept(None)],
        units: vec![UnitId(4)],
        people: vec![PersonId(2)],
        marks: vec!["报一".to_owned()],
        reason: Some(text(7)),
    }
}

fn of_projects() -> Vec<Event> {
    vec![
        ProjectRegistered {
            id: ProjectId(1),
            effective_on: DAY,
            facts: vec![new(Field::Name, Value::Text("产线".to_owned()))],
        }
        .into(),
        FactsRecorded {
            id: ProjectId(1),
            effective_on: DAY,
            facts: every_fact(),
            report: None,
        }
        .into(),
        StageMoved {
            id: ProjectId(1),
            to: "签约".to_owned(),
            evidence: vec![
                Evidence::Document {
                    kind: "contract".to_owned(),
                    number: "合同1".to_owned(),
                },
                Evidence::File {
                    kind: "photo".to_owned(),
                    attachment: AttachmentId(1),
                },
            ],
            effective_on: DAY,
            report: None,
        }
        .into(),
        ExemptionGranted {
            id: ProjectId(1),
            from: DAY,
            until: DAY,
            document: document(),
            reason: text(3),
        }
        .into(),
    ]
}

fn new(field: Field, value: Value) -> NewFact {
    NewFact {
        field,
        value,
        cell: None,
    }
}

/// A fact of every field with a parameter, of every kind of value, and of one imported cell.
fn every_fact() -> Vec<NewFact> {
    let mut facts = vec![
        new(
            Field::Role("sponsor".to_owned()),
            Value::Holder(Holder::Person(PersonId(1))),
        ),
        new(
            Field::Role("lead".to_owned()),
            Value::Holder(Holder::Post(PostId(1))),
        ),
        new(
            Field::ExternalCode("立项".to_owned()),
            Value::Text("2026-001".to_owned()),
        ),
        new(Field::Content, Value::FreeText(text(4))),
        new(Field::YearPlan(2026), Value::Money(Fen(120_000_000))),
        new(Field::MonthPlan(2026, 5), Value::Money(Fen(1))),
        new(Field::PhysicalShare, Value::Share(BasisPoints(4_520))),
        new(Field::RequiredFinish, Value::Date(DAY)),
        new(Field::LeadUnit, Value::Unit(UnitId(1))),
        new(
            Field::SupportingUnits,
            Value::Units(vec![UnitId(2), UnitId(3)]),
        ),
        new(Field::Gate("开工".to_owned()), Value::Cleared),
        new(
            Field::Custom("板块.备用".to_owned()),
            Value::Text("甲".to_owned()),
        ),
    ];
    let quantity = Quantity {
        planned: Decimal::new(4_000, 2),
        done: Decimal::new(125, 1),
        unit: "万方".to_owned(),
    };
    facts.push(new(
        Field::PhysicalQuantity("土方".to_owned()),
        Value::Quantity(quantity),
    ));
    let levels = [
        HandlingLevel::Public,
        HandlingLevel::Internal,
        HandlingLevel::WorkSecret,
        HandlingLevel::UnpublishedStatistics,
    ];
    facts.extend(levels.map(|level| new(Field::HandlingLevel, Value::Level(level))));
    facts.push(NewFact {
        cell: Some(CellRef {
            attachment: AttachmentId(1),
            sheet: 0,
            row: 6,
            column: 2,
        }),
        ..new(Field::ReportedYtd, Value::Money(Fen(45_200_000)))
    });
    facts
}

fn plans() -> Vec<Event> {
    let step = |key: &str, day: Option<Date>| Step {
        key: key.to_owned(),
        name: "土建".to_owned(),
        days: 20,
        gate: day.map(|_| "开工".to_owned()),
        not_before: day,
        baseline_start: day,
        baseline_finish: day,
        actual_start: day,
        actual_finish: day,
        remaining_days: day.map(|_| 3.into()),
    };
    let link = |kind| StepLink {
        from: 0,
        to: 1,
        kind,
        lag_days: -2,
    };
    let kinds = [LinkKind::FS, LinkKind::SS, LinkKind::FF, LinkKind::SF];
    let weeks = [
        WeekKind::FiveDay,
        WeekKind::SixDay,
        WeekKind::SevenDay,
        WeekKind::RoundTheClock,
    ];
    let adopted = weeks.map(|week| {
        PlanAdopted {
            id: ProjectId(1),
            plan: Plan {
                week,
                steps: vec![step("a", Some(DAY)), step("b", None)],
                links: kinds.map(link).to_vec(),
                ..Plan::default()
            },
            effective_on: DAY,
        }
        .into()
    });
    let progressed = StepsProgressed {
        id: ProjectId(1),
        steps: vec![StepProgress {
            step: "a".to_owned(),
            actual_start: Some(DAY),
            actual_finish: None,
            remaining_days: Some(4),
        }],
        effective_on: DAY,
    };
    adopted.into_iter().chain([progressed.into()]).collect()
}

fn of_problems() -> Vec<Event> {
    let severities = [Severity::Minor, Severity::Serious, Severity::Blocking];
    let raised = severities.map(|severity| {
        ProblemRaised {
            id: ProblemId(1),
            project: ProjectId(1),
            kind: "用地".to_owned(),
            severity,
            owner: Some(UnitId(1)),
            delay_days: 41,
            description: text(5),
            due_on: Some(DAY),
            effective_on: DAY,
        }
        .into()
    });
    let resolved = ProblemResolved {
        id: ProblemId(1),
        note: text(6),
        effective_on: DAY,
    };
    raised.into_iter().chain([resolved.into()]).collect()
}

fn year_end_kept() -> Event {
    YearEndKept {
        id: IndicatorId(1),
        unit: None,
        month: Month {
            year: 2026,
            month: 6,
        },
        target: Some(Decimal::from(100)),
        chance: Some(BasisPoints(7_250)),
        mean: Decimal::new(1032, 1),
        within_80: (Decimal::new(985, 1), Decimal::new(1081, 1)),
        within_95: (Decimal::new(951, 1), Decimal::new(1123, 1)),
        method: "pool".to_owned(),
        engine: 1,
    }
    .into()
}

fn peers_reported() -> Event {
    let may = Month {
        year: 2026,
        month: 5,
    };
    let event = PeersReported {
        id: IndicatorId(1),
        publication: "统计快报".to_owned(),
        figures: vec![PeerFigure {
            peer: "临江开发区".to_owned(),
            month: may,
            value: Decimal::new(1205, 1),
        }],
    };
    event.into()
}

fn changed(definition: Definition) -> Event {
    let id = IndicatorId(1);
    IndicatorChanged { id, definition }.into()
}

fn of_indicators() -> Vec<Event> {
    let added = |kind, better| {
        let definition = Definition {
            code: "fai".to_owned(),
            name: words(),
            measure: words(),
            kind,
            better,
            lead_unit: Some(UnitId(1)),
            january_skipped: true,
            every: Every::Month,
            month_ends_on: None,
            release_lag: 0,
            source: None,
            fed_by: None,
            level: HandlingLevel::default(),
        };
        IndicatorAdded {
            id: IndicatorId(1),
            definition,
        }
    };
    let states = [
        ValueState::Forecast,
        ValueState::Flash,
        ValueState::Final,
        ValueState::Revised,
    ];
    let value = |state| NewValue {
        unit: (state == ValueState::Final).then_some(UnitId(1)),
        month: Month {
            year: 2026,
            month: 5,
        },
        value: Decimal::new(4_520, 2),
        parts: None,
        state,
    };
    vec![
        added(Kind::Flow, Better::More).into(),
        added(Kind::Stock, Better::Less).into(),
        changed(Definition {
            fed_by: Some(Feed::Certified),
            ..added(Kind::Flow, Better::More).definition
        }),
        changed(Definition {
            level: HandlingLevel::UnpublishedStatistics,
            ..added(Kind::Flow, Better::More).definition
        }),
        IndicatorReported {
            id: IndicatorId(1),
            values: states.map(value).to_vec(),
            reason: None,
        }
        .into(),
        peers_reported(),
        year_end_kept(),
        IndicatorTargeted {
            id: IndicatorId(1),
            unit: None,
            year: 2026,
            target: Decimal::from(100),
            document: document(),
            reason: None,
            effective_on: DAY,
        }
        .into(),
    ]
}

fn of_allocations() -> Vec<Event> {
    vec![
        IndicatorAllocated {
            id: IndicatorId(1),
            year: 2026,
            parts: vec![Part {
                unit: Some(UnitId(1)),
                amount: Decimal::new(85, 1),
                months: vec![Decimal::ONE; 12],
                base_share: Some(Decimal::new(25, 2)),
                locked: true,
            }],
            method: "weights".to_owned(),
            document: document(),
            reason: Some(TextRef([7; 32])),
            effective_on: DAY,
        }
        .into(),
        AllocationAgreed {
            id: IndicatorId(1),
            year: 2026,
            unit: UnitId(1),
            effective_on: DAY,
        }
        .into(),
    ]
}

fn of_cycles() -> Vec<Event> {
    let number = |at: usize| u32::try_from(at).unwrap_or(0) + 1;
    let lights = Colour::ALL.into_iter().enumerate();
    vec![
        MarkSet {
            name: "五月会议".to_owned(),
            label: words(),
            date: DAY,
        }
        .into(),
        CycleOpened {
            id: CycleId(1),
            name: words(),
            from: DAY,
            until: DAY,
            due_on: DAY,
            due_stated: None,
            locks_on: None,
        }
        .into(),
        LightsFixed {
            cycle: CycleId(1),
            as_of: DAY,
            rule: "pace".to_owned(),
            rule_version: 2,
            lights: lights
                .map(|(at, own)| (ProjectId(number(at)), own))
                .collect(),
        }
        .into(),
    ]
}
