//! Random commands from dice: mostly possible, often refused, sometimes absurd.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use zone::command::{
    Import, ImportAlias, ImportAnswer, ImportChange, ImportFile, ImportRef, ImportReport,
    ImportRow, ImportTarget, PeerReport, fact,
};
use zone::event::{NewFact, NewValue, StepProgress};
use zone::import::Answered;
use zone::indicator::allocation::Part;
use zone::indicator::{
    Better, Definition, Every, Indicator, Kind, Month, Parts, PeerFigure, ValueState,
};
use zone::lineage::Change;
use zone::plan::{LinkKind, Plan, Step, StepLink, WeekKind};
use zone::problem::Severity;
use zone::project::Evidence;
use zone::source::Source;
use zone::state::{Currency, HolidayRegion, Profile};
use zone::text::TextTable;
use zone::{
    AttachmentId, BasisPoints, CellRef, Command, CycleId, Fen, Field, HandlingLevel, Holder,
    IndicatorId, PersonId, PostId, ProblemId, ProjectId, Quantity, Sealer, UnitId, Value, Words,
    Zone,
};

use crate::{dice_items, dice_meetings, dice_practices, dice_purges, dice_reports, dice_threads};

/// Dice for one command: every choice takes the next number.
pub(crate) struct Dice<'a> {
    numbers: &'a [u32],
    at: usize,
}

impl<'a> Dice<'a> {
    pub(crate) fn new(numbers: &'a [u32]) -> Dice<'a> {
        Dice { numbers, at: 0 }
    }

    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: u32) -> u32 {
        let number = self.numbers[self.at % self.numbers.len()];
        self.at += 1;
        // Numbers that come round again must not repeat the same choice.
        (number.rotate_left(u32::try_from(self.at % 32).unwrap_or(0))) % sides
    }

    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        let sides = u32::try_from(from.len()).expect("few things to pick from");
        from[self.roll(sides) as usize].clone()
    }

    pub(crate) fn often(&mut self) -> bool {
        self.roll(8) > 0
    }

    pub(crate) fn date(&mut self) -> Date {
        if self.roll(60) == 0 {
            let absurd = [date(-9999, 1, 1), date(1066, 10, 14), date(9999, 12, 31)];
            return self.pick(&absurd);
        }
        date(2025, 10, 1) + i64::from(self.roll(460)).days()
    }

    pub(crate) fn maybe(&mut self) -> Option<Date> {
        (self.roll(2) == 0).then(|| self.date())
    }

    pub(crate) fn unit(&mut self) -> UnitId {
        UnitId(self.roll(5) + 1)
    }

    pub(crate) fn project(&mut self) -> ProjectId {
        ProjectId(self.roll(5) + 1)
    }

    fn post(&mut self) -> PostId {
        PostId(self.roll(3) + 1)
    }

    pub(crate) fn document(&mut self) -> String {
        if self.often() {
            "示发〔2026〕1号"
        } else {
            ""
        }
        .to_owned()
    }

    fn name(&mut self) -> String {
        let names = ["产线", "厂房", "管廊", "Bridge <&>", "", "机密★"];
        self.pick(&names).to_owned()
    }

    fn money(&mut self) -> Value {
        let whole = [0, 1, 1_000_000, 120_000_000, Fen::MAX.0, -5, i64::MAX];
        match self.roll(3) {
            0 => Value::Money(Fen(self.pick(&whole))),
            _ => Value::Money(Fen(i64::from(self.roll(200)) * 1_000_000)),
        }
    }

    fn field(&mut self) -> Field {
        let month = i8::try_from(self.roll(12) + 1).expect("a month");
        let fields = [
            Field::Name,
            Field::Nature,
            Field::Stage,
            Field::LeadUnit,
            Field::SupportingUnits,
            Field::sponsor(),
            Field::ExternalCode("立项".into()),
            Field::TotalInvestment,
            Field::FundingReceived,
            Field::YearPlan(2026),
            Field::MonthPlan(2026, month),
            Field::ReportedYtd,
            Field::ReportedTotal,
            Field::PhysicalShare,
            Field::PhysicalWords,
            Field::PhysicalQuantity("土方".into()),
            Field::PlannedStart,
            Field::PlannedFinish,
            Field::RequiredFinish,
            Field::PlannedRegistration,
            Field::ForecastFinish,
            Field::ActualStart,
            Field::ActualFinish,
            Field::Gate("开工".into()),
            Field::HandlingLevel,
            Field::Custom("板块".into()),
        ];
        self.pick(&fields)
    }

    fn value(&mut self, field: &Field, texts: &mut TextTable) -> Value {
        use zone::ValueKind as K;
        if self.roll(12) == 0 {
            return Value::Cleared;
        }
        let kind = if self.roll(20) == 0 {
            K::Money
        } else {
            field.kind()
        };
        match kind {
            K::Text if *field == Field::Nature => Value::Text(
                self.pick(&["investment_promotion", "government_works"])
                    .to_owned(),
            ),
            K::Text if *field == Field::Stage => Value::Text(
                self.pick(&["谋划", "储备", "立项", "Started", "?"])
                    .to_owned(),
            ),
            K::Text => Value::Text(self.name()),
            K::FreeText => Value::FreeText(texts.seal("主体结构", &[])),
            K::Money => self.money(),
            K::Share => Value::Share(BasisPoints(self.pick(&[0, 4_520, 10_000, 10_001, -1]))),
            K::Date => Value::Date(self.date()),
            K::Unit => Value::Unit(self.unit()),
            K::Units => Value::Units(vec![self.unit(), self.unit()]),
            K::Holder => match self.roll(2) {
                0 => Value::Holder(Holder::Person(PersonId(self.roll(4) + 1))),
                _ => Value::Holder(Holder::Post(self.post())),
            },
            K::Quantity => Value::Quantity(Quantity {
                planned: Decimal::new(i64::from(self.roll(9_999)), 2),
                done: Decimal::new(i64::from(self.roll(9_999)), 1),
                unit: "万方".to_owned(),
            }),
            K::Level => Value::Level(self.pick(&[
                HandlingLevel::Public,
                HandlingLevel::Internal,
                HandlingLevel::UnpublishedStatistics,
            ])),
        }
    }

    fn facts(&mut self, texts: &mut TextTable) -> Vec<NewFact> {
        let count = self.roll(4) + 1;
        let mut facts: Vec<NewFact> = (0..count)
            .map(|_| {
                let field = self.field();
                let value = self.value(&field, texts);
                fact(field, value)
            })
            .collect();
        if self.roll(3) == 0 {
            facts[0].cell = Some(CellRef {
                attachment: AttachmentId(self.roll(3)),
                sheet: 0,
                row: self.roll(2_000_000),
                column: 7,
            });
        }
        facts
    }

    fn plan(&mut self) -> Plan {
        let count = self.roll(5) + 1;
        let lengths = [0, 1, 5, 20, 200, 36_500, u32::MAX];
        let step = |dice: &mut Self, at: u32| Step {
            key: format!("s{}", if dice.roll(30) == 0 { 0 } else { at }),
            name: "步骤".to_owned(),
            days: if dice.often() {
                dice.roll(30)
            } else {
                dice.pick(&lengths)
            },
            gate: None,
            not_before: dice.maybe(),
            baseline_start: dice.maybe(),
            baseline_finish: None,
            actual_start: dice.maybe(),
            actual_finish: dice.maybe(),
            remaining_days: (dice.roll(3) == 0).then(|| dice.roll(50).into()),
        };
        let steps = (0..count).map(|at| step(self, at)).collect();
        let link = |dice: &mut Self| StepLink {
            from: dice.roll(count + 1),
            to: dice.roll(count),
            kind: dice.pick(&[LinkKind::FS, LinkKind::SS, LinkKind::FF, LinkKind::SF]),
            lag_days: dice.pick(&[0, 3, -3, i32::MAX, i32::MIN]),
        };
        let links = (0..self.roll(4)).map(|_| link(self)).collect();
        let weeks = [
            WeekKind::FiveDay,
            WeekKind::SevenDay,
            WeekKind::RoundTheClock,
        ];
        Plan {
            week: self.pick(&weeks),
            steps,
            links,
            ..Plan::default()
        }
    }

    fn change<Id>(&mut self, id: impl Fn(&mut Self) -> Id) -> Change<Id> {
        match self.roll(7) {
            0 => Change::Renamed { name: self.name() },
            1 => Change::Split {
                into: vec![id(self), id(self)],
            },
            2 => Change::Merged { into: id(self) },
            3 => Change::Suspended,
            4 => Change::Resumed,
            5 => Change::Withdrawn,
            _ => Change::HandedOver { to: self.unit() },
        }
    }

    pub(crate) fn evidence(&mut self) -> Vec<Evidence> {
        let kinds = ["contract", "registration", "permit", "photo", "approval"];
        let document = |kind: &str| Evidence::Document {
            kind: kind.to_owned(),
            number: "批1".to_owned(),
        };
        kinds[..if self.often() { 5 } else { 0 }]
            .iter()
            .map(|kind| document(kind))
            .collect()
    }

    fn import(&mut self, zone: &Zone, texts: &mut TextTable) -> Import {
        let row = |dice: &mut Self, texts: &mut TextTable| {
            let target = match dice.roll(2) {
                0 => ImportTarget::New(dice.roll(2)),
                _ => {
                    let id = dice.project();
                    let newest = zone.projects.get(&id).map_or(0, |own| own.version);
                    ImportTarget::Existing(id, newest)
                }
            };
            let mut facts = dice.facts(texts);
            if matches!(target, ImportTarget::New(_)) {
                facts.push(fact(Field::Name, Value::Text("新项目".to_owned())));
                facts.push(fact(
                    Field::LeadUnit,
                    Value::Unit(ImportRef::unit(dice.roll(2))),
                ));
            }
            ImportRow { target, facts }
        };
        let report = |dice: &mut Self, texts: &mut TextTable| ImportReport {
            effective_on: dice.date(),
            stated_by_source: dice.often(),
            mark: (dice.roll(3) == 0).then(|| ("报一".to_owned(), Words::new("报一", "one"))),
            rows: (0..dice.roll(3)).map(|_| row(dice, texts)).collect(),
            unchanged: dice.roll(3),
            confirmed: Vec::new(),
        };
        Import {
            file: ImportFile {
                sha256: format!("{:064}", self.roll(3)),
                name: self.often().then(|| texts.seal("台账.xlsx", &[])),
                bytes: 20,
                sheets: vec!["台账".to_owned()],
            },
            mapping: (self.roll(2) == 0).then(|| ("layout".to_owned(), "{}".to_owned())),
            units: (0..self.roll(3)).map(|_| self.name()).collect(),
            people: vec![texts.seal("丙", &[])],
            reports: (0..self.roll(3)).map(|_| report(self, texts)).collect(),
            aliases: (0..self.roll(2))
                .map(|_| ImportAlias {
                    project: self.project(),
                    alias: self.name(),
                })
                .collect(),
            changes: (0..self.roll(2)).map(|_| self.gone(zone)).collect(),
            answers: (0..self.roll(2)).map(|_| self.answer(texts)).collect(),
        }
    }

    /// What became of a project that a file does not have.
    fn gone(&mut self, zone: &Zone) -> ImportChange {
        let project = self.project();
        let target = |dice: &mut Self| match dice.roll(3) {
            0 => ImportTarget::New(dice.roll(2)),
            _ => ImportTarget::Existing(dice.project(), 0),
        };
        let change = self.change(target);
        ImportChange {
            project,
            version: zone.projects.get(&project).map_or(0, |own| own.version),
            change,
            document: self.document(),
            effective_on: self.date(),
        }
    }

    fn answer(&mut self, texts: &mut TextTable) -> ImportAnswer {
        let answers = [
            Answered::Accepted,
            Answered::Corrected {
                taken: Value::Money(Fen(5)),
            },
            Answered::SentBack { whole_row: true },
            Answered::LeftOut,
        ];
        ImportAnswer {
            question: format!("exchange/less-than-before:台账!C{}", self.roll(9)),
            target: Some(ImportTarget::Existing(self.project(), 0)),
            field: Some(Field::ReportedTotal),
            cell: None,
            known: Some(Value::Money(Fen(9))),
            told: None,
            answer: self.pick(&answers),
            note: Some(texts.seal("属实", &[])),
        }
    }
}

/// The command that the dice give in a state.
pub(crate) fn command(zone: &Zone, texts: &mut TextTable, numbers: &[u32]) -> Command {
    let mut dice = Dice::new(numbers);
    let dice = &mut dice;
    let version = |dice: &mut Dice<'_>, newest: u32| {
        if dice.often() { newest } else { dice.roll(9) }
    };
    match dice.roll(24) {
        0..8 => of_project(zone, texts, dice, version),
        8 => Command::AddUnit {
            name: format!("{}{}", dice.name(), dice.roll(9)),
            parent: (dice.roll(2) == 0).then(|| dice.unit()),
            protocol_rank: dice.roll(5),
            aliases: Vec::new(),
            effective_on: dice.date(),
        },
        9 => {
            let id = dice.unit();
            let newest = zone.units.get(&id).map_or(0, |unit| unit.version);
            Command::ChangeUnit {
                id,
                version: version(dice, newest),
                change: dice.change(Dice::unit),
                document: dice.document(),
                effective_on: dice.date(),
            }
        }
        10 => Command::AddPerson {
            name: texts.seal("某人", &[]),
            unit: None,
            protocol_rank: dice.roll(3),
            effective_on: dice.date(),
        },
        11 => Command::AddPost {
            title: dice.name(),
            unit: None,
            protocol_rank: dice.roll(3),
            effective_on: dice.date(),
        },
        12 => {
            let id = dice.post();
            let newest = zone.posts.get(&id).map_or(0, |post| post.version);
            let version = version(dice, newest);
            let (document, effective_on) = (dice.document(), dice.date());
            match dice.roll(2) {
                0 => Command::ChangePost {
                    id,
                    version,
                    change: dice.change(Dice::post),
                    document,
                    effective_on,
                },
                _ => Command::HoldPost {
                    id,
                    version,
                    holder: dice.often().then(|| PersonId(dice.roll(3) + 1)),
                    document,
                    effective_on,
                },
            }
        }
        13..15 => Command::ApplyImport(Box::new(dice.import(zone, texts))),
        15 => match dice.roll(2) {
            0 => Command::ApplyImport(Box::new(dice.import(zone, texts))),
            _ => Command::UndoImport {
                import: AttachmentId(dice.roll(6) + 1),
                reason: Some(texts.seal("传错文件", &[])),
            },
        },
        16..19 => of_dispatch(zone, texts, dice),
        _ => of_rest(zone, texts, dice),
    }
}

fn of_project(
    zone: &Zone,
    texts: &mut TextTable,
    dice: &mut Dice<'_>,
    version: impl Fn(&mut Dice<'_>, u32) -> u32,
) -> Command {
    let id = dice.project();
    let known = zone.projects.get(&id);
    let version = version(dice, known.map_or(0, |own| own.version));
    let effective_on = dice.date();
    match dice.roll(if known.is_some() { 9 } else { 1 }) {
        0 => {
            let mut facts = dice.facts(texts);
            facts.push(fact(Field::Name, Value::Text(dice.name())));
            Command::RegisterProject {
                effective_on,
                facts,
            }
        }
        1..4 => Command::RecordFacts {
            id,
            version,
            effective_on,
            facts: dice.facts(texts),
        },
        4 => Command::MoveStage {
            id,
            version,
            to: next_stage(zone, id, effective_on)
                .filter(|_| dice.often())
                .unwrap_or_else(|| dice.pick(&["谋划", "储备", "立项", "可研"]).to_owned()),
            evidence: dice.evidence(),
            effective_on,
        },
        5 => Command::ChangeProject {
            id,
            version,
            change: dice.change(Dice::project),
            document: dice.document(),
            effective_on,
        },
        6 | 7 => Command::AdoptPlan {
            id,
            version,
            plan: dice.plan(),
            effective_on,
        },
        _ => Command::ReportSteps {
            id,
            version,
            steps: vec![StepProgress {
                step: format!("s{}", dice.roll(2)),
                actual_start: dice.maybe(),
                actual_finish: dice.maybe(),
                remaining_days: None,
            }],
            effective_on,
        },
    }
}

fn next_stage(zone: &Zone, id: ProjectId, on: Date) -> Option<String> {
    let project = zone.projects.get(&id)?;
    let path = zone.stage_paths.get(project.text(&Field::Nature, on)?)?;
    let at = match project.text(&Field::Stage, on) {
        Some(stage) => path.position(stage)? + 1,
        None => 0,
    };
    path.stages.get(at).map(|stage| stage.key.clone())
}

fn of_dispatch(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> Command {
    match dice.roll(6) {
        5 if dice.roll(4) == 0 => dice_purges::command(zone, texts, dice),
        5 => dice_practices::command(zone, texts, dice),
        0 | 1 => of_cycle(zone, dice),
        4 => dice_meetings::command(zone, texts, dice),
        2 => dice_reports::command(zone, texts, dice),
        _ => match dice.roll(4) {
            0 => dice_threads::command(zone, texts, dice),
            _ => dice_items::command(zone, texts, dice),
        },
    }
}

fn of_cycle(zone: &Zone, dice: &mut Dice<'_>) -> Command {
    let from = dice.date();
    match dice.roll(4) {
        0 | 1 => Command::OpenCycle {
            name: Words::new("某期", "a cycle"),
            from,
            until: from.saturating_add(i64::from(dice.roll(20)).days()),
            due_on: from,
        },
        2 => {
            let last = u32::try_from(zone.cycles.len()).unwrap_or(1);
            Command::CloseCycle {
                id: CycleId(dice.roll(last + 1) + 1),
            }
        }
        _ => Command::SetMark {
            name: format!("标记{}", dice.roll(5)),
            label: Words::new("标记", "mark"),
            date: from,
        },
    }
}

fn of_rest(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> Command {
    let effective_on = dice.date();
    match dice.roll(9) {
        0 => Command::GrantExemption {
            id: dice.project(),
            from: effective_on,
            until: dice.date(),
            document: dice.document(),
            reason: texts.seal("汛期", &[]),
        },
        1 => Command::RaiseProblem {
            project: dice.project(),
            kind: "用地".to_owned(),
            severity: dice.pick(&[Severity::Minor, Severity::Blocking]),
            owner: (dice.roll(2) == 0).then(|| dice.unit()),
            delay_days: dice.pick(&[0, 41, u32::MAX]),
            description: texts.seal("征地", &[]),
            due_on: dice.maybe(),
            effective_on,
        },
        2 => Command::ResolveProblem {
            id: ProblemId(dice.roll(u32::try_from(zone.problems.len()).unwrap_or(0) + 1) + 1),
            note: texts.seal("办结", &[]),
            effective_on,
        },
        3..6 => of_indicators(zone, dice),
        6 => {
            let shipped = zone::rule::shipped();
            let mut set = dice.pick(&shipped);
            set.version = dice.roll(3) + 1;
            match dice.roll(4) {
                0 => Command::DefineRuleSet(set),
                2 => Command::DefineSource(source(dice)),
                1 => Command::ActivateRuleSet {
                    key: set.key,
                    version: dice.roll(2) + 1,
                    effective_on,
                },
                _ => Command::DefineRoles(zone::stage::shipped_roles()),
            }
        }
        7 => Command::LoadHolidayNotice {
            notice: format!("{}-01-01,元旦,off,通知", 2026 + dice.roll(3)),
        },
        _ if !zone.is_founded() || dice.roll(9) == 0 => found(),
        _ => Command::DefineStagePath(dice.pick(&zone::stage::shipped_paths())),
    }
}

/// What may come next for a target that is set: it is broken down, then agreed to.
fn allocation(zone: &Zone, own: &Indicator, dice: &mut Dice<'_>) -> Option<Command> {
    let targets = own.targets.get(&(None, 2026))?;
    let target = targets.last()?;
    let last = own.allocations.get(&2026).and_then(|own| own.last());
    let allocated = last.filter(|own| own.agreed.is_empty());
    if let Some(unit) = allocated.and_then(|own| own.parts.first()?.unit) {
        return Some(Command::AgreeAllocation {
            id: own.id,
            year: 2026,
            unit,
            effective_on: dice.date(),
        });
    }
    let known = zone.units.keys().next().copied();
    (dice.roll(3) > 0).then(|| Command::Allocate {
        id: own.id,
        year: 2026,
        parts: vec![Part {
            unit: dice.pick(&[None, known, known]),
            amount: target.value,
            months: dice.pick(&[vec![], vec![], vec![Decimal::ZERO; 12]]),
            base_share: Some(Decimal::ONE),
            locked: dice.roll(2) == 0,
        }],
        method: "by_hand".to_owned(),
        document: "示发〔2026〕1号".to_owned(),
        reason: None,
        effective_on: target.effective_on,
    })
}

/// What other zones published.
fn of_other_zones(zone: &Zone, dice: &mut Dice<'_>) -> Command {
    let month = Month {
        year: dice.pick(&[2025, 2026, 2099]),
        month: dice.pick(&[3, 6, 13]),
    };
    let known = zone.indicators.keys().next().copied();
    let report = PeerReport {
        id: known.unwrap_or(IndicatorId(1)),
        figures: vec![PeerFigure {
            peer: dice.pick(&["临江开发区", "", "滨海新区"]).to_owned(),
            month,
            value: Decimal::new(i64::from(dice.roll(9_999)), 2),
        }],
    };
    Command::ReportPeers {
        publication: "统计快报".to_owned(),
        reports: vec![report],
    }
}

fn of_indicators(zone: &Zone, dice: &mut Dice<'_>) -> Command {
    let mut allocated = zone
        .indicators
        .values()
        .filter_map(|own| allocation(zone, own, dice));
    if let Some(command) = allocated.next() {
        return command;
    }
    let unknown = zone.indicators.values().find(|own| {
        let definition = &own.definition;
        let monthly = definition.kind.is_cumulative() && definition.every == Every::Month;
        monthly && own.values.is_empty()
    });
    if let Some(own) = unknown {
        return Command::ReportIndicator {
            id: own.id,
            values: course(dice),
            reason: None,
        };
    }
    let effective_on = dice.date();
    if dice.roll(6) == 0 {
        return of_other_zones(zone, dice);
    }
    match dice.roll(3) {
        0 if !zone.indicators.is_empty() && dice.roll(2) == 0 => changed(zone, dice),
        0 => Command::AddIndicator(definition(dice)),
        1 => Command::ReportIndicator {
            id: IndicatorId(dice.roll(2) + 1),
            values: vec![NewValue {
                unit: None,
                month: Month {
                    year: effective_on.year(),
                    month: i8::try_from(dice.roll(14)).unwrap_or(1),
                },
                value: Decimal::new(i64::from(dice.roll(9_999)), 2),
                parts: dice.pick(&[
                    None,
                    Some(Parts {
                        numerator: Decimal::ONE,
                        denominator: Decimal::ZERO,
                    }),
                ]),
                state: ValueState::Flash,
            }],
            reason: None,
        },
        _ => Command::SetTarget {
            id: IndicatorId(dice.roll(2) + 1),
            unit: None,
            year: 2026,
            target: Decimal::from(dice.roll(3)),
            document: dice.document(),
            reason: None,
            effective_on,
        },
    }
}

/// An indicator settled anew: slightly, or beyond recognition.
fn changed(zone: &Zone, dice: &mut Dice<'_>) -> Command {
    let own = zone.indicators.values().next();
    let anew = definition(dice);
    let slightly = own.map(|own| Definition {
        release_lag: dice.roll(5) as u16,
        level: level(dice),
        ..own.definition.clone()
    });
    Command::ChangeIndicator {
        id: own.map_or(IndicatorId(1), |own| own.id),
        version: own.map_or(1, |own| own.version),
        definition: slightly.filter(|_| dice.roll(4) > 0).unwrap_or(anew),
    }
}

fn level(dice: &mut Dice<'_>) -> HandlingLevel {
    dice.pick(&[
        HandlingLevel::Public,
        HandlingLevel::Internal,
        HandlingLevel::WorkSecret,
        HandlingLevel::UnpublishedStatistics,
    ])
}

fn definition(dice: &mut Dice<'_>) -> Definition {
    Definition {
        code: format!("i{}", dice.roll(3)),
        name: Words::new("固投", "investment"),
        measure: Words::new("亿元", "100m"),
        kind: dice.pick(&[
            Kind::Flow,
            Kind::Stock,
            Kind::Count,
            Kind::Ratio,
            Kind::Growth,
        ]),
        better: dice.pick(&[Better::More, Better::Less]),
        lead_unit: None,
        january_skipped: dice.roll(2) == 0,
        every: dice.pick(&[Every::Month, Every::Quarter]),
        month_ends_on: dice.pick(&[None, Some(27)]),
        release_lag: 0,
        source: None,
        fed_by: None,
        level: level(dice),
    }
}

/// Two years and a half of a flow, to date; of January nothing is published.
fn course(dice: &mut Dice<'_>) -> Vec<NewValue> {
    let more = i64::from(dice.roll(9)) + 1;
    let month = |at: i16| NewValue {
        unit: None,
        month: Month {
            year: 2024 + at / 11,
            month: i8::try_from(at % 11).expect("below eleven") + 2,
        },
        value: Decimal::from(i64::from(at % 11 + 1) * more + i64::from(at / 11)),
        parts: None,
        state: ValueState::Final,
    };
    (0..27).map(month).collect()
}

/// The command that founds the zone of these tests.
pub(crate) fn found() -> Command {
    Command::Found {
        profile: Profile {
            name: "示范区".to_owned(),
            synthetic: true,
            attribution: Words::default(),
            holidays: HolidayRegion::China,
            currency: Currency::CNY,
        },
        effective_on: date(2025, 1, 1),
        rule: "dispatch".to_owned(),
    }
}

/// A system that is the source of a field or two; often of one that is taken.
fn source(dice: &mut Dice<'_>) -> Source {
    let key = dice.pick(&["statistics", "approval"]).to_owned();
    let fields = [
        "certified_ytd",
        "gate",
        "gate.开工",
        "planned_start",
        "colour",
    ];
    let few = dice.roll(3);
    Source {
        name: Words::new(&key, &key),
        key,
        fields: (0..few).map(|_| dice.pick(&fields).to_owned()).collect(),
    }
}
