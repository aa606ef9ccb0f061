//! The reporting round of the current month, as it stands today: most units have reported, some
//! are reviewed or accepted, one was returned, one asks for more time, one is late.
//!
//! Accounts of other units than those that sign in are made up: `tb-U5` for its reporter.

use jiff::civil::Date;
use zone::authority::Role;
use zone::command::{Command, ReportAnswer, SubmitReport, fact};
use zone::cycle::{Cycle, CycleLength, DayCount, DayRule, Moved, Rhythm};
use zone::plan::WeekKind;
use zone::report::{self, Question, ReportAct, ReportId, ReportLine, ReviewLevel};
use zone::{Actor, BasisPoints, Calendars, Fen, Field, Project, UnitId, Value};

use super::dates::add_days;
use super::signing::{self, Signers};
use crate::Driver;

/// How cycles recur here: opened at the end of the month, due on the third working day after.
const RHYTHM: Rhythm = Rhythm {
    length: CycleLength::Month,
    opens: DayRule {
        days: -3,
        count: DayCount::Calendar,
        moved: Moved::Later,
    },
    due: DayRule {
        days: 3,
        count: DayCount::Working,
        moved: Moved::Later,
    },
};

/// The due day of the round in progress: reports were due two working days ago, so that somebody
/// is late whatever day it is.
pub(crate) fn due(calendars: &Calendars, today: Date) -> Date {
    calendars.get(WeekKind::FiveDay).add_working_days(today, -2)
}

/// How a unit stands in the round.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    Late,
    Returned,
    Submitted,
    Reviewed,
    Accepted,
    AtItsHead,
    SignedForItsHead,
}

/// Plays the round of the newest cycle.
pub(crate) fn play<D: Driver>(driver: &mut D, today: Date) -> Result<(), D::Error> {
    driver.run(Command::SetRhythm(RHYTHM))?;
    let newest = driver.zone().cycles.values().next_back().cloned();
    let Some(cycle) = newest else {
        return Ok(());
    };
    let own: Vec<Option<UnitId>> = crate::accounts()
        .iter()
        .filter(|account| account.role == Role::Reporter)
        .map(|account| driver.zone().unit_called(account.unit?, today))
        .collect();
    let signed_in = signing::signed_in(driver, today)?;
    let mut delegating: Option<Signers> = None;
    let debtors = report::debtors(driver.zone(), &cycle);
    for (at, unit) in debtors.into_keys().enumerate() {
        // Whoever signs in as a reporter finds something to do.
        let standing = match own.iter().position(|own| *own == Some(unit)) {
            Some(0) => Standing::Returned,
            Some(_) if signed_in.is_some_and(|own| own.are_of(unit)) => Standing::AtItsHead,
            Some(_) => Standing::Late,
            None => match at % 5 {
                0 => Standing::Accepted,
                1 => Standing::Submitted,
                2 if delegating.is_none() => {
                    let names = ["钱立", "孙晨", "吴国栋", "郑安"];
                    delegating = Some(signing::settle(driver, unit, names, today)?);
                    Standing::SignedForItsHead
                }
                2 => Standing::Reviewed,
                3 => Standing::Submitted,
                _ => Standing::Late,
            },
        };
        let signers = signed_in.filter(|_| standing == Standing::AtItsHead);
        unit_reports(driver, &cycle, (unit, signers.or(delegating)), standing)?;
    }
    Ok(())
}

fn unit_reports<D: Driver>(
    driver: &mut D,
    cycle: &Cycle,
    (unit, signers): (UnitId, Option<Signers>),
    standing: Standing,
) -> Result<(), D::Error> {
    let id = ReportId {
        cycle: cycle.id,
        unit,
    };
    if standing == Standing::Late {
        return Ok(());
    }
    let signers = signers.filter(|own| own.are_of(unit));
    let by = match &signers {
        Some(own) => own.actor(0),
        None => actor(&format!("tb-{unit}"), Role::Reporter, Some(unit)),
    };
    submit(driver, cycle, id, &by)?;
    let today = driver.today();
    let office = actor("clerk", Role::Clerk, None);
    let above = actor(&format!("sh-{unit}"), Role::Reviewer, Some(unit));
    let review = ReportAct::Review { note: None };
    match standing {
        Standing::Late | Standing::Submitted => Ok(()),
        Standing::AtItsHead | Standing::SignedForItsHead => {
            let Some(own) = signers else { return Ok(()) };
            own.sign(driver, (1, cycle.due_on), id)?;
            own.delegate(driver, cycle.due_on)?;
            match standing {
                Standing::SignedForItsHead => own.sign(driver, (3, cycle.due_on), id),
                _ => Ok(()),
            }
        }
        Standing::Returned => {
            let words = "有两个项目本月数字与上月相同，请到现场核实后重报";
            let reason = Some(driver.seal(words, &[]));
            let level = ReviewLevel::Office;
            step(
                driver,
                (&office, today),
                id,
                ReportAct::Return { reason, level },
            )
        }
        Standing::Reviewed => step(driver, (&above, today), id, review),
        Standing::Accepted => {
            step(driver, (&above, today), id, review)?;
            step(
                driver,
                (&office, today),
                id,
                ReportAct::Accept { note: None },
            )
        }
    }
}

fn step<D: Driver>(
    driver: &mut D,
    (by, on): (&Actor, Date),
    id: ReportId,
    act: ReportAct,
) -> Result<(), D::Error> {
    let version = driver.zone().reports.get(&id).map_or(0, |own| own.version);
    driver.run_as(by, on, Command::MoveReport { id, version, act })
}

fn submit<D: Driver>(
    driver: &mut D,
    cycle: &Cycle,
    id: ReportId,
    by: &Actor,
) -> Result<(), D::Error> {
    let owed = report::owed(driver.zone(), cycle, id.unit);
    let zone = driver.zone();
    let projects = owed.iter().filter_map(|own| zone.projects.get(own));
    let lines: Vec<ReportLine> = projects.map(|own| line(own, cycle)).collect();
    let asked = report::questions(zone, cycle, id, &lines, None);
    let mut answers = Vec::new();
    for Question {
        kind,
        project,
        field,
        ..
    } in asked
    {
        let reason = driver.seal("本月阴雨停工，监理月报已核", &[]);
        answers.push(ReportAnswer {
            question: kind,
            project,
            field,
            reason,
        });
    }
    let report = SubmitReport {
        id,
        version: 0,
        lines,
        stated_sum: None,
        answers,
        correction: None,
    };
    // On the last day, as everywhere.
    driver.run_as(by, cycle.due_on, Command::SubmitReport(Box::new(report)))
}

/// A month on from what is known: about a twelfth of the year's plan, and some of the work. Every
/// seventh project has nothing new.
fn line(project: &Project, cycle: &Cycle) -> ReportLine {
    let eve = add_days(cycle.from, -1);
    let until = cycle.until;
    let year = project.money_of_year(&Field::ReportedYtd, until);
    let plan = project.money(&Field::YearPlan(until.year()), eve);
    let whole = project.money(&Field::TotalInvestment, eve);
    let started = project.date(&Field::ActualStart, until).is_some();
    let moves = started && !project.id.0.is_multiple_of(7);
    let grown = if moves {
        plan.unwrap_or(Fen(0)).0 / 13
    } else {
        0
    };
    let known = year.unwrap_or(Fen(0));
    let total = project.money(&Field::ReportedTotal, until);
    let left = whole.map_or(0, |whole| whole.0 - total.unwrap_or(known).0);
    // Whole 万元, as offices report.
    let grown = grown.min(left).max(0) / 1_000_000 * 1_000_000;
    let told = Fen(known.0 + grown);
    let mut facts = vec![fact(Field::ReportedYtd, Value::Money(told))];
    if let Some(total) = total {
        let total = Fen(total.0 + grown);
        facts.push(fact(Field::ReportedTotal, Value::Money(total)));
    }
    if let Some(share) = project.share(&Field::PhysicalShare, until) {
        let more = if moves { 350 } else { 0 };
        let share = BasisPoints(share.0 + more).min(BasisPoints::WHOLE);
        facts.push(fact(Field::PhysicalShare, Value::Share(share)));
    }
    ReportLine {
        project: project.id,
        facts,
        stage: None,
        problems: Vec::new(),
    }
}

fn actor(account: &str, role: Role, unit: Option<UnitId>) -> Actor {
    Actor {
        account: account.to_owned(),
        roles: vec![role],
        unit,
        person: None,
        enterprise: None,
    }
}
