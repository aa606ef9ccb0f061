//! Measures the wall: 1,000 projects of 60 activities each, computed from state on one core.
//!
//! `cargo bench -p zone --bench wall` prints the median of 15 runs and the share
//! of its parts. The state is made from events, as a ledger would replay them.

use std::sync::Arc;
use std::time::Instant;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use zone::command::fact;
use zone::decide::Moment;
use zone::event::{
    FactsRecorded, NewFact, PersonAdded, PlanAdopted, ProblemRaised, ProjectRegistered,
    StepProgress, StepsProgressed, UnitAdded,
};
use zone::figures::Figures;
use zone::plan::{LinkKind, Plan, Step, StepLink, WeekKind};
use zone::problem::Severity;
use zone::rule::TimeShareKind;
use zone::state::{Currency, HolidayRegion, Profile};
use zone::text::TextTable;
use zone::view::{Filter, Looking, wall};
use zone::{
    Actor, BasisPoints, Calendars, Command, Event, Fen, Field, Holder, PersonId, ProblemId,
    ProjectId, Sealer as _, UnitId, Value, Words, Zone, decide, network,
};

/// As the product has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PROJECTS: u32 = 1_000;
const STEPS: u32 = 60;
const RUNS: usize = 15;
const ON: Date = date(2026, 5, 31);

fn main() {
    let mut texts = TextTable::default();
    let zone = built(&mut texts);
    let calendars = Calendars::of(&zone).expect("calendars");
    let actor = Actor::program();
    let looking = Looking {
        true_on: ON,
        calendars: &calendars,
        texts: &texts,
        actor: &actor,
    };
    let filter = Filter::default();
    let rows = || {
        wall::wall(&zone, looking, &filter)
            .expect("a wall")
            .rows
            .len()
    };
    assert_eq!(rows(), PROJECTS as usize);
    let whole = median(rows);
    println!(
        "{} events, {PROJECTS} projects of {STEPS} activities",
        zone.seq
    );
    println!("wall {whole:.1} ms (median of {RUNS})");

    parts(&zone, &calendars, whole);
}

/// Prints the parts of which the wall is made, measured one by one.
fn parts(zone: &Zone, calendars: &Calendars, whole: f64) {
    let projects: Vec<_> = zone.projects.values().collect();
    let plans: Vec<_> = projects
        .iter()
        .filter_map(|project| project.plan(ON))
        .collect();
    let build = median(|| {
        let built = |plan: &&&Arc<Plan>| network::build(plan, calendars, ON).is_ok();
        plans.iter().filter(built).count()
    });
    let required = Some(date(2027, 6, 30));
    let scheduled = median(|| {
        let done = |plan: &&&Arc<Plan>| network::schedule(plan, calendars, ON, required).is_some();
        plans.iter().filter(done).count()
    });
    let kind = TimeShareKind::MonthEnd;
    let figures = median(|| {
        let of = |project: &&Arc<zone::Project>| {
            Figures::of(calendars, project, ON, kind).late_gates < 99
        };
        projects.iter().filter(|project| of(project)).count()
    });
    let made: Vec<Figures> = projects
        .iter()
        .map(|project| Figures::of(calendars, project, ON, kind))
        .collect();
    let rules = zone
        .rule_on(ON)
        .expect("a rule")
        .compile()
        .expect("it compiles");
    let lights = median(|| {
        let judged = projects.iter().zip(&made).map(|(project, figures)| {
            rules
                .judge(&rules.inputs(zone, project, figures))
                .parts
                .len()
        });
        judged.sum()
    });
    println!("  networks built, keys checked {build:.1} ms");
    println!("  networks built and scheduled {scheduled:.1} ms");
    println!("  figures, schedules included {figures:.1} ms");
    println!("  lights judged {lights:.1} ms");
    println!("  the rest {:.1} ms", whole - figures - lights);
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

fn built(texts: &mut TextTable) -> Zone {
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
        today: ON,
        calendars: &calendars,
    };
    let founded = decide(&zone, moment, &Actor::program(), &found).expect("founded");
    let mut events = founded;
    for unit in 1..=20 {
        events.push(unit_added(unit));
    }
    for person in 1..=12 {
        let added = PersonAdded {
            id: PersonId(person),
            name: texts.seal(&format!("领导{person}"), &[]),
            unit: None,
            protocol_rank: person,
            effective_on: date(2025, 1, 1),
        };
        events.push(added.into());
    }
    for id in 1..=PROJECTS {
        events.extend(project(id, texts));
    }
    for event in &events {
        zone.apply(zone.seq + 1, event);
    }
    zone
}

fn unit_added(unit: u32) -> Event {
    UnitAdded {
        id: UnitId(unit),
        name: format!("单位{unit}"),
        parent: None,
        protocol_rank: 21 - unit,
        aliases: Vec::new(),
        effective_on: date(2025, 1, 1),
    }
    .into()
}

/// A number that looks random and is the same each time.
fn mixed(id: u32, salt: u32) -> u32 {
    (id.wrapping_mul(2_654_435_761) ^ salt.wrapping_mul(40_503)).rotate_left(13) % 997
}

fn project(id: u32, texts: &mut TextTable) -> Vec<Event> {
    let project = ProjectId(id);
    let begun = date(2025, 3, 1) + i64::from(mixed(id, 1) % 400).days();
    let year = i64::from(mixed(id, 2) + 12) * 12 * 1_000_000;
    let facts = facts(id, begun, year);
    let mut events: Vec<Event> = vec![
        ProjectRegistered {
            id: project,
            effective_on: date(2025, 1, 15),
            facts,
        }
        .into(),
        PlanAdopted {
            id: project,
            plan: plan(id, begun),
            effective_on: date(2025, 1, 20),
        }
        .into(),
    ];
    events.extend((1..=5).map(|month| report(project, month, year)));
    let done = |at: u32| {
        let start = begun + i64::from(at * 12).days();
        StepProgress {
            step: format!("s{at}"),
            actual_start: Some(start),
            actual_finish: Some(start + 11.days()),
            remaining_days: None,
        }
    };
    if begun < date(2026, 1, 1) {
        let steps = (0..mixed(id, 3) % 15).map(done).collect();
        let progressed = StepsProgressed {
            id: project,
            steps,
            effective_on: date(2026, 4, 30),
        };
        events.push(progressed.into());
    }
    if id.is_multiple_of(3) {
        events.push(problem(id, texts));
    }
    events
}

/// What is known of a project from the start.
fn facts(id: u32, begun: Date, year: i64) -> Vec<NewFact> {
    let mut facts = vec![
        fact(
            Field::Name,
            Value::Text(format!("第{id}号产业园基础设施配套工程")),
        ),
        fact(
            Field::Nature,
            Value::Text("investment_promotion".to_owned()),
        ),
        fact(Field::Stage, Value::Text("在建".to_owned())),
        fact(Field::LeadUnit, Value::Unit(UnitId(id % 20 + 1))),
        fact(
            Field::sponsor(),
            Value::Holder(Holder::Person(PersonId(id % 12 + 1))),
        ),
        fact(
            Field::ExternalCode("立项".to_owned()),
            Value::Text(format!("2026-{id:04}")),
        ),
        fact(Field::TotalInvestment, Value::Money(Fen(year * 3))),
        fact(Field::YearPlan(2026), Value::Money(Fen(year))),
        fact(Field::PlannedStart, Value::Date(begun)),
        fact(Field::PlannedFinish, Value::Date(begun + 700.days())),
        fact(Field::RequiredFinish, Value::Date(begun + 720.days())),
    ];
    let month = |month| fact(Field::MonthPlan(2026, month), Value::Money(Fen(year / 12)));
    facts.extend((1..=12).map(month));
    let gate = |(at, name): (i64, &str)| {
        let due = begun + (at * 120 - 60).days();
        fact(Field::Gate(name.to_owned()), Value::Date(due))
    };
    facts.extend(
        (0..)
            .zip(["签约", "落地", "开工", "入库", "竣工"])
            .map(gate),
    );
    facts
}

fn report(id: ProjectId, month: i8, year: i64) -> Event {
    let done = year / 12 * i64::from(month) * i64::from(mixed(id.0, 4) % 60 + 60) / 100;
    let share = BasisPoints(i32::from(month) * 500);
    FactsRecorded {
        id,
        effective_on: date(2026, month, 1).last_of_month(),
        facts: vec![
            fact(Field::ReportedYtd, Value::Money(Fen(done))),
            fact(Field::ReportedTotal, Value::Money(Fen(done * 2))),
            fact(Field::PhysicalShare, Value::Share(share)),
        ],
        report: None,
    }
    .into()
}

fn problem(id: u32, texts: &mut TextTable) -> Event {
    ProblemRaised {
        id: ProblemId(id),
        project: ProjectId(id),
        kind: "用地".to_owned(),
        severity: Severity::Blocking,
        owner: Some(UnitId(1)),
        delay_days: 41,
        description: texts.seal(&format!("第{id}号项目十四亩征地未完成"), &[]),
        due_on: None,
        effective_on: date(2026, 3, 1),
    }
    .into()
}

/// Three strands of work that wait for each other now and then.
fn plan(id: u32, begun: Date) -> Plan {
    let step = |at: u32| Step {
        key: format!("s{at}"),
        name: format!("第{at}道工序"),
        days: mixed(id, at + 10) % 18 + 3,
        gate: None,
        not_before: None,
        baseline_start: (at == 0).then_some(begun),
        baseline_finish: None,
        actual_start: None,
        actual_finish: None,
        remaining_days: None,
    };
    let link = |from: u32, to: u32, kind| StepLink {
        from,
        to,
        kind,
        lag_days: 0,
    };
    let mut links: Vec<StepLink> = (3..STEPS)
        .map(|at| link(at - 3, at, LinkKind::FS))
        .collect();
    links.extend([link(0, 1, LinkKind::SS), link(0, 2, LinkKind::SS)]);
    links.extend(
        (4..STEPS)
            .step_by(4)
            .map(|at| link(at - 4, at, LinkKind::SS)),
    );
    links.extend(
        (7..STEPS)
            .step_by(7)
            .map(|at| link(at - 5, at, LinkKind::FF)),
    );
    Plan {
        week: WeekKind::FiveDay,
        steps: (0..STEPS).map(step).collect(),
        links,
        ..Plan::default()
    }
}
