//! The hour before reports are due: 2,000 submissions by 64 writers into a zone of 1,216 projects,
//! as fast as they come.
//!
//! Bar: all of them within 60 s, p99 under 500 ms, none lost.

use std::time::{Duration, Instant};

use host::{Folder, Host, Request, SealBag};
use jiff::civil::{Date, date};
use zone::command::{ReportAnswer, SubmitReport, fact};
use zone::report::{ReportId, ReportLine};
use zone::state::{Currency, HolidayRegion, Profile};
use zone::{Actor, BasisPoints, Command, CycleId, Fen, Field, Sealer as _, UnitId, Value, Words};

const WRITERS: u32 = 64;
const PROJECTS_A_UNIT: u32 = 19;
const SUBMISSIONS: u32 = 2_000;
const TODAY: Date = date(2026, 5, 4);

fn main() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = Folder::new(dir.path());
    let host = Host::open(&folder).expect("a host");
    fill(&host);
    let started = Instant::now();
    let mut took: Vec<Duration> = std::thread::scope(|scope| {
        let host = &host;
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| scope.spawn(move || submit(host, writer)))
            .collect();
        let taken = writers.into_iter().map(|own| own.join().expect("a writer"));
        taken.flatten().collect()
    });
    let whole = started.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |share: f64| took[(took.len() as f64 * share) as usize].as_secs_f64() * 1e3;
    drop(host);
    // None lost: what was acknowledged is there after opening again.
    let host = Host::open(&folder).expect("a host");
    let zone = host.now(TODAY).expect("a state").zone;
    let reports = zone.reports.values();
    let kept: usize = reports.map(|report| report.submissions().count()).sum();
    println!(
        "{} submissions of {PROJECTS_A_UNIT} projects each, {WRITERS} writers",
        took.len()
    );
    println!("whole   {whole:8.2} s    (bar 60 s)");
    println!("p50     {:8.1} ms", at(0.50));
    println!("p99     {:8.1} ms   (bar 500 ms)", at(0.99));
    println!("worst   {:8.1} ms", at(0.9999));
    println!("kept    {kept:8}      (bar {})", took.len());
    assert_eq!(kept, took.len());
}

/// One unit's reporter: submits, and submits again.
fn submit(host: &Host, writer: u32) -> Vec<Duration> {
    let count = SUBMISSIONS / WRITERS + u32::from(writer < SUBMISSIONS % WRITERS);
    let id = ReportId {
        cycle: CycleId(1),
        unit: UnitId(writer + 1),
    };
    let zone = host.now(TODAY).expect("a state").zone;
    let cycle = zone.cycles[&id.cycle].clone();
    let owed = zone::report::owed(&zone, &cycle, id.unit);
    let mut took = Vec::new();
    for version in 0..count {
        let begun = Instant::now();
        let mut texts = SealBag::new();
        let lines: Vec<ReportLine> = owed
            .iter()
            .map(|project| ReportLine {
                project: *project,
                facts: vec![
                    fact(
                        Field::ReportedYtd,
                        Value::Money(Fen(i64::from(version + 7) * 1_000_000)),
                    ),
                    fact(Field::PhysicalShare, Value::Share(BasisPoints(4_520))),
                    fact(
                        Field::PhysicalWords,
                        Value::FreeText(texts.seal("主体结构施工至三层", &[])),
                    ),
                ],
                stage: None,
                problems: Vec::new(),
            })
            .collect();
        let reason = texts.seal("已核", &[]);
        let asked = zone::report::questions(&zone, &cycle, id, &lines, None);
        let answers = asked.into_iter().map(|own| ReportAnswer {
            question: own.kind,
            project: own.project,
            field: own.field,
            reason,
        });
        let report = SubmitReport {
            id,
            version,
            answers: answers.collect(),
            // What has come in is sent again as a correction.
            correction: (version > 0).then(|| texts.seal("合计更正", &[])),
            lines,
            stated_sum: None,
        };
        let command = Command::SubmitReport(Box::new(report));
        run(host, &format!("{writer}-{version}"), command, texts);
        took.push(begun.elapsed());
    }
    took
}

fn fill(host: &Host) {
    let effective_on = date(2026, 1, 1);
    let mut number = 0;
    let mut next = |command| {
        number += 1;
        run(host, &format!("fill-{number}"), command, SealBag::new());
    };
    next(Command::Found {
        profile: Profile {
            name: "bench".to_owned(),
            synthetic: true,
            attribution: Words::default(),
            holidays: HolidayRegion::China,
            currency: Currency::CNY,
        },
        effective_on,
        rule: "pace-bands".into(),
    });
    for unit in 1..=WRITERS {
        next(Command::AddUnit {
            name: format!("单位 {unit}"),
            parent: None,
            protocol_rank: unit,
            aliases: Vec::new(),
            effective_on,
        });
    }
    for project in 0..WRITERS * PROJECTS_A_UNIT {
        let wan = |amount: i64| Value::Money(Fen(amount * 1_000_000));
        next(Command::RegisterProject {
            effective_on,
            facts: vec![
                fact(Field::Name, Value::Text(format!("项目 {project}"))),
                fact(Field::LeadUnit, Value::Unit(UnitId(project % WRITERS + 1))),
                fact(Field::TotalInvestment, wan(8_000)),
                fact(Field::YearPlan(2026), wan(3_000)),
                fact(Field::ActualStart, Value::Date(effective_on)),
            ],
        });
    }
    next(Command::OpenCycle {
        name: Words::new("2026年4月", "2026-04"),
        from: date(2026, 4, 1),
        until: date(2026, 4, 30),
        due_on: date(2026, 5, 6),
    });
}

fn run(host: &Host, request_id: &str, command: Command, texts: SealBag) {
    let request = Request {
        actor: Actor::program(),
        request_id: request_id.to_owned(),
        command,
        texts,
        today: TODAY,
    };
    if let Err(error) = host.execute(&request) {
        panic!("{request_id}: {error:?}");
    }
}
