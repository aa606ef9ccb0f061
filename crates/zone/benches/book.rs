//! Measures the data of a dispatch book: 40 units, 1,200 projects, a full month of reports, items
//! and problems, against what the meeting before saw.
//!
//! `cargo bench -p zone --bench book` prints the median of 15 runs beside its bar. The state is
//! made from events, as a ledger would replay them; the other side is the state of its mark.

use std::time::Instant;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use zone::command::fact;
use zone::decide::Moment;
use zone::event::{
    AgendaSet, CycleOpened, FactsRecorded, ItemAnswered, ItemAssigned, LightsFixed, MarkSet,
    MeetingHeld, MeetingPlanned, PersonAdded, PlanAdopted, ProblemRaised, ProjectRegistered,
    ReportSubmitted, UnitAdded,
};
use zone::item::{Due, ItemKind};
use zone::meeting::{AgendaEntry, Attendee, MeetingKind, MeetingPlan, Subject};
use zone::plan::{LinkKind, Plan, Step, StepLink, WeekKind};
use zone::problem::Severity;
use zone::report::{ReportId, ReportLine};
use zone::state::{Currency, HolidayRegion, Profile};
use zone::text::TextTable;
use zone::view::{Looking, agenda, book};
use zone::{
    Actor, BasisPoints, Calendars, Colour, Command, CycleId, Event, Fen, Field, Holder, ItemId,
    MeetingId, PersonId, ProblemId, ProjectId, Sealer as _, UnitId, Value, Words, Zone, decide,
};

/// As the product has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const UNITS: u32 = 40;
const PROJECTS: u32 = 1_200;
const STEPS: u32 = 12;
const ITEMS: u32 = 300;
const RUNS: usize = 15;
const BAR_MS: f64 = 300.0;
const APRIL: Date = date(2026, 4, 30);
const MAY: Date = date(2026, 5, 31);

fn main() {
    let mut texts = TextTable::default();
    let mut zone = founded();
    let apply = |zone: &mut Zone, events: Vec<Event>| {
        for event in events {
            zone.apply(zone.seq + 1, &event);
        }
    };
    apply(&mut zone, organised(&mut texts));
    for id in 1..=PROJECTS {
        apply(&mut zone, project(id));
    }
    apply(&mut zone, month(4, APRIL, &mut texts));
    apply(&mut zone, meeting(1, date(2026, 5, 8), 1));
    // The mark is the event before the last one.
    let then = zone.clone();
    apply(&mut zone, asked(&mut texts));
    apply(&mut zone, month(5, MAY, &mut texts));
    apply(&mut zone, planned(2, date(2026, 6, 8), 2));
    let calendars = Calendars::of(&zone).expect("calendars");
    let actor = Actor::program();
    let looking = |true_on| Looking {
        true_on,
        calendars: &calendars,
        texts: &texts,
        actor: &actor,
    };
    let now = (&zone, looking(MAY));
    let since = Some((&then, looking(APRIL)));
    let made = || {
        let book = book::book(now, since, MeetingId(2)).expect("a book");
        serde_json::to_vec(&book).expect("it is written").len()
    };
    let proposed = || {
        let board = agenda::agenda(now, since, MeetingId(2), 30).expect("an agenda");
        board.expect("a meeting").proposed.len()
    };
    println!(
        "{} events, {UNITS} units, {PROJECTS} projects of {STEPS} steps, {} items, {} problems",
        zone.seq,
        zone.items.len(),
        zone.problems.len()
    );
    let (whole, bytes) = (median(made), made());
    println!("book data {whole:.1} ms, written out, {bytes} bytes (bar {BAR_MS} ms)");
    println!("agenda {:.1} ms (median of {RUNS})", median(proposed));
}

/// Median milliseconds of a measured part; what it gives is used, so that it is not left out.
#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn median(part: impl Fn() -> usize) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            std::hint::black_box(part());
            begun.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn founded() -> Zone {
    let mut zone = Zone::empty();
    let calendars = Calendars::of(&zone).expect("calendars");
    let found = Command::Found {
        profile: Profile {
            name: "示范区".to_owned(),
            synthetic: true,
            attribution: Words::default(),
            holidays: HolidayRegion::China,
            currency: Currency::CNY,
        },
        effective_on: date(2025, 1, 1),
        rule: "dispatch".to_owned(),
    };
    let moment = Moment {
        today: MAY,
        calendars: &calendars,
    };
    let founded = decide(&zone, moment, &Actor::program(), &found).expect("founded");
    for event in founded {
        zone.apply(zone.seq + 1, &event);
    }
    zone
}

fn organised(texts: &mut TextTable) -> Vec<Event> {
    let since = date(2025, 1, 1);
    let units = (1..=UNITS).map(|id| {
        UnitAdded {
            id: UnitId(id),
            name: format!("单位{id}"),
            parent: None,
            protocol_rank: UNITS + 1 - id,
            aliases: Vec::new(),
            effective_on: since,
        }
        .into()
    });
    let units: Vec<Event> = units.collect();
    let people = (1..=12).map(|id| {
        PersonAdded {
            id: PersonId(id),
            name: texts.seal(&format!("领导{id}"), &[]),
            unit: None,
            protocol_rank: id,
            effective_on: since,
        }
        .into()
    });
    units
        .into_iter()
        .chain(people.collect::<Vec<_>>())
        .collect()
}

/// A number that looks random and is the same each time.
fn mixed(id: u32, salt: u32) -> u32 {
    (id.wrapping_mul(2_654_435_761) ^ salt.wrapping_mul(40_503)).rotate_left(13) % 997
}

fn year_plan(id: u32) -> i64 {
    i64::from(mixed(id, 2) + 12) * 12 * 1_000_000
}

fn project(id: u32) -> Vec<Event> {
    let begun = date(2025, 3, 1) + i64::from(mixed(id, 1) % 400).days();
    let year = year_plan(id);
    let text = |text: &str| Value::Text(text.to_owned());
    let mut facts = vec![
        fact(
            Field::Name,
            text(&format!("第{id}号产业园基础设施配套工程")),
        ),
        fact(Field::Nature, text("investment_promotion")),
        fact(Field::Stage, text("在建")),
        fact(Field::LeadUnit, Value::Unit(UnitId(id % UNITS + 1))),
        fact(
            Field::sponsor(),
            Value::Holder(Holder::Person(PersonId(id % 12 + 1))),
        ),
        fact(Field::TotalInvestment, Value::Money(Fen(year * 3))),
        fact(Field::YearPlan(2026), Value::Money(Fen(year))),
        fact(Field::PlannedStart, Value::Date(begun)),
        fact(Field::PlannedFinish, Value::Date(begun + 700.days())),
        fact(Field::RequiredFinish, Value::Date(begun + 720.days())),
    ];
    let month = |month| fact(Field::MonthPlan(2026, month), Value::Money(Fen(year / 12)));
    facts.extend((1..=12).map(month));
    let gates = (0..).zip(["签约", "落地", "开工", "入库", "竣工"]);
    facts.extend(gates.map(|(at, name): (i64, &str)| {
        let due = begun + (at * 120 - 60).days();
        fact(Field::Gate(name.to_owned()), Value::Date(due))
    }));
    let registered = ProjectRegistered {
        id: ProjectId(id),
        effective_on: date(2025, 1, 15),
        facts,
    };
    let adopted = PlanAdopted {
        id: ProjectId(id),
        plan: steps(id, begun),
        effective_on: date(2025, 1, 20),
    };
    vec![registered.into(), adopted.into()]
}

fn steps(id: u32, begun: Date) -> Plan {
    let step = |at: u32| Step {
        key: format!("s{at}"),
        name: format!("第{at}道工序"),
        days: mixed(id, at + 10) % 60 + 20,
        gate: None,
        not_before: None,
        baseline_start: (at == 0).then_some(begun),
        baseline_finish: None,
        actual_start: None,
        actual_finish: None,
        remaining_days: None,
    };
    let link = |to: u32| StepLink {
        from: to - 1,
        to,
        kind: LinkKind::FS,
        lag_days: 0,
    };
    Plan {
        week: WeekKind::FiveDay,
        steps: (0..STEPS).map(step).collect(),
        links: (1..STEPS).map(link).collect(),
        ..Plan::default()
    }
}

/// A month: its cycle, every unit's report, what was accepted of it, problems, the fixed lights.
fn month(number: u32, end: Date, texts: &mut TextTable) -> Vec<Event> {
    let cycle = CycleId(number - 3);
    let mut events: Vec<Event> = vec![
        CycleOpened {
            id: cycle,
            name: Words::new(format!("2026年{number}月"), format!("2026-{number:02}")),
            from: end.first_of_month(),
            until: end,
            due_on: end + 3.days(),
            due_stated: None,
            locks_on: None,
        }
        .into(),
    ];
    for unit in 1..=UNITS {
        let own = (1..=PROJECTS).filter(|id| id % UNITS + 1 == unit);
        let line = |id| ReportLine {
            project: ProjectId(id),
            facts: told(id, number),
            stage: None,
            problems: Vec::new(),
        };
        let submitted = ReportSubmitted {
            id: ReportId {
                cycle,
                unit: UnitId(unit),
            },
            by: format!("tb-{unit}"),
            lines: own.map(line).collect(),
            stated_sum: None,
            answers: Vec::new(),
            route: None,
            correction: None,
            effective_on: end + 2.days(),
        };
        events.push(submitted.into());
    }
    for id in 1..=PROJECTS {
        let recorded = FactsRecorded {
            id: ProjectId(id),
            effective_on: end,
            facts: told(id, number),
            report: None,
        };
        events.push(recorded.into());
        if mixed(id, number).is_multiple_of(5) {
            events.push(problem(id, number, end, texts));
        }
    }
    let lights = (1..=PROJECTS).map(|id| (ProjectId(id), Colour::Green));
    let fixed = LightsFixed {
        cycle,
        as_of: end,
        rule: "dispatch".to_owned(),
        rule_version: 1,
        lights: lights.collect(),
    };
    events.push(fixed.into());
    events
}

fn told(id: u32, month: u32) -> Vec<zone::event::NewFact> {
    let year = year_plan(id);
    let pace = i64::from(mixed(id, month + 4) % 60 + 60);
    let done = year / 12 * i64::from(month) * pace / 100;
    let share = BasisPoints(i32::try_from(month).unwrap_or(1) * 500);
    vec![
        fact(Field::ReportedYtd, Value::Money(Fen(done))),
        fact(Field::ReportedTotal, Value::Money(Fen(done * 2))),
        fact(Field::PhysicalShare, Value::Share(share)),
    ]
}

fn problem(id: u32, month: u32, end: Date, texts: &mut TextTable) -> Event {
    let severity = [Severity::Minor, Severity::Serious, Severity::Blocking];
    ProblemRaised {
        id: ProblemId(id + month * PROJECTS),
        project: ProjectId(id),
        kind: "用地".to_owned(),
        severity: severity[(id % 3) as usize],
        owner: Some(UnitId(id % UNITS + 1)),
        delay_days: 41,
        description: texts.seal(&format!("第{id}号项目{month}月十四亩征地未完成"), &[]),
        due_on: Some(end + 20.days()),
        effective_on: end - 10.days(),
    }
    .into()
}

fn planned(id: u32, on: Date, cycle: u32) -> Vec<Event> {
    let plan = MeetingPlan {
        kind: MeetingKind::Dispatch,
        title: String::new(),
        on,
        at: None,
        place: "二楼会议室".to_owned(),
        cycle: Some(CycleId(cycle)),
        chair: Some(Holder::Person(PersonId(1))),
        members: (1..=UNITS)
            .map(|unit| Attendee::Unit(UnitId(unit)))
            .collect(),
        observers: Vec::new(),
    };
    let entry = |id| AgendaEntry {
        subject: Subject::Project(ProjectId(id)),
        speaker: Some(UnitId(id % UNITS + 1)),
        minutes: 5,
    };
    vec![
        MeetingPlanned {
            id: MeetingId(id),
            number: (2026, id),
            plan,
            effective_on: on,
        }
        .into(),
        AgendaSet {
            id: MeetingId(id),
            entries: (1..=30).map(entry).collect(),
            effective_on: on,
        }
        .into(),
    ]
}

/// A meeting that was held; its mark comes before that is recorded.
fn meeting(id: u32, on: Date, cycle: u32) -> Vec<Event> {
    let mark = format!("dispatch-2026-{id:02}");
    let mut events = planned(id, on, cycle);
    let set = MarkSet {
        name: mark.clone(),
        label: Words::new("2026年第1次调度会", "Dispatch meeting 1 of 2026"),
        date: APRIL,
    };
    let held = MeetingHeld {
        id: MeetingId(id),
        mark,
        absent: Vec::new(),
        effective_on: on,
    };
    events.extend([Event::from(set), held.into()]);
    events
}

/// What the first meeting asked: a third of it answered, some of it late.
fn asked(texts: &mut TextTable) -> Vec<Event> {
    let mut events = Vec::new();
    for id in 1..=ITEMS {
        let due = date(2026, 5, 20) + i64::from(id % 30).days();
        let assigned = ItemAssigned {
            id: ItemId(id),
            number: (2026, id),
            kind: ItemKind::Meeting,
            what: texts.seal(&format!("完成第{id}号项目线路迁改"), &[]),
            source: None,
            lead: UnitId(id % UNITS + 1),
            support: Vec::new(),
            owed_to: None,
            owner: Holder::Person(PersonId(id % 12 + 1)),
            measure: texts.seal("通电", &[]),
            evidence: vec!["photo".to_owned()],
            project: (id % 2 == 0).then_some(ProjectId(id)),
            problem: None,
            meeting: Some(MeetingId(1)),
            due: Due {
                stated: due,
                on: due,
            },
            effective_on: date(2026, 5, 11),
        };
        events.push(assigned.into());
        if id % 3 == 0 {
            let answered = ItemAnswered {
                id: ItemId(id),
                text: texts.seal("已完成七成", &[]),
                evidence: Vec::new(),
                effective_on: date(2026, 5, 18),
            };
            events.push(answered.into());
        }
    }
    events
}
