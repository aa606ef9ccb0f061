//! Random commands about reports: often the step that comes next, sometimes any.

use jiff::ToSpan as _;
use jiff::civil::date;
use zone::command::{ReportAnswer, SubmitReport, fact};
use zone::cycle::{Cycle, CycleLength, DayCount, DayRule, Moved, Rhythm};
use zone::report::{
    Question, Report, ReportAct, ReportId, ReportLine, ReportStanding, ReportState, ReviewLevel,
    StageReached,
};
use zone::text::TextTable;
use zone::{BasisPoints, Command, CycleId, Fen, Field, ProjectId, Sealer, UnitId, Value, Zone};

use crate::dice::Dice;

/// A command about a report, or what must be there first: unit, project, rhythm, cycle.
pub(crate) fn command(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> Command {
    let open = zone.cycles.values().rev().find(|own| own.closed.is_none());
    let unit = zone.units.keys().next().copied();
    let first = match (unit, zone.projects.is_empty(), zone.rhythm, open) {
        _ if dice.roll(12) == 0 => Some(Command::OpenNextCycle),
        (None, ..) => Some(Command::AddUnit {
            name: "填报单位".to_owned(),
            parent: None,
            protocol_rank: 1,
            aliases: Vec::new(),
            effective_on: date(2025, 1, 1),
        }),
        (Some(unit), true, ..) => Some(register(unit)),
        (.., None, _) => Some(Command::SetRhythm(rhythm(dice))),
        (.., None) => Some(Command::OpenNextCycle),
        _ if dice.roll(30) == 0 => Some(Command::SetRhythm(rhythm(dice))),
        _ if dice.roll(30) == 0 => Some(Command::SetCorrectionWindow {
            days: u16::try_from(dice.roll(30)).unwrap_or(0),
        }),
        _ => None,
    };
    if let Some(first) = first {
        return first;
    }
    let cycle = open.map_or(CycleId(1), |own| own.id);
    let unit = unit.filter(|_| dice.often()).unwrap_or_else(|| dice.unit());
    let id = ReportId { cycle, unit };
    let Some(cycle) = zone.cycles.get(&cycle) else {
        return Command::OpenNextCycle;
    };
    let report = zone.reports.get(&id).map(|own| &**own);
    if dice.roll(20) == 0 {
        return Command::CloseCycle { id: cycle.id };
    }
    match dice.roll(2) {
        0 => crate::dice_signoff::command(zone, cycle, id, texts, dice),
        _ => step(zone, cycle, id, report, texts, dice),
    }
}

fn register(unit: UnitId) -> Command {
    let day = |year, month| Value::Date(date(year, month, 1));
    Command::RegisterProject {
        effective_on: date(2025, 2, 1),
        facts: vec![
            fact(Field::Name, Value::Text("产线".to_owned())),
            fact(Field::LeadUnit, Value::Unit(unit)),
            fact(Field::Nature, Value::Text("government_works".to_owned())),
            fact(Field::TotalInvestment, Value::Money(Fen(900_000_000))),
            fact(Field::ActualStart, day(2025, 3)),
            fact(Field::PlannedFinish, day(2028, 3)),
        ],
    }
}

fn rhythm(dice: &mut Dice<'_>) -> Rhythm {
    let rule = |dice: &mut Dice<'_>, days: i16| DayRule {
        days: if dice.often() { days } else { 99 },
        count: dice.pick(&[DayCount::Calendar, DayCount::Working]),
        moved: dice.pick(&[Moved::Later, Moved::Earlier]),
    };
    Rhythm {
        length: dice.pick(&[
            CycleLength::TenDays,
            CycleLength::Month,
            CycleLength::Quarter,
        ]),
        opens: rule(dice, -3),
        due: rule(dice, 5),
    }
}

fn step(
    zone: &Zone,
    cycle: &Cycle,
    id: ReportId,
    report: Option<&Report>,
    texts: &mut TextTable,
    dice: &mut Dice<'_>,
) -> Command {
    let standing = report.map_or_else(|| ReportStanding::owed(cycle), |own| own.standing(cycle));
    let version = report.map_or(0, |own| own.version);
    let version = if dice.often() { version } else { dice.roll(4) };
    let text = texts.seal("说明", &[]);
    let later = standing.due.on.saturating_add(3.days());
    let next: [u32; 4] = match standing.state {
        _ if standing.extension_asked.is_some() => [5, 5, 0, 0],
        ReportState::Owed => [0, 0, 4, 3],
        ReportState::Submitted => [1, 1, 3, 0],
        ReportState::Reviewed => [2, 2, 6, 0],
        ReportState::Accepted | ReportState::Returned => [0, 0, 6, 1],
        ReportState::Signing => [0, 1, 0, 3],
    };
    let act = match dice.pick(&next) {
        0 => return submit(zone, cycle, id, version, texts, dice),
        1 => ReportAct::Review { note: None },
        2 => ReportAct::Accept { note: Some(text) },
        4 => ReportAct::AskExtension {
            until: later,
            reason: dice.often().then_some(text),
        },
        5 => ReportAct::DecideExtension {
            until: dice.often().then_some(later),
            note: None,
        },
        other => ReportAct::Return {
            reason: dice.often().then_some(text),
            level: match other {
                3 => ReviewLevel::Unit,
                _ => ReviewLevel::Office,
            },
        },
    };
    Command::MoveReport { id, version, act }
}

fn submit(
    zone: &Zone,
    cycle: &Cycle,
    id: ReportId,
    version: u32,
    texts: &mut TextTable,
    dice: &mut Dice<'_>,
) -> Command {
    let words = texts.seal("主体结构施工", &[]);
    let owed = zone::report::owed(zone, cycle, id.unit);
    let projects = if dice.often() {
        owed
    } else {
        vec![dice.project()]
    };
    let line = |project: ProjectId, dice: &mut Dice<'_>| {
        let share = dice.pick(&[1_000, 4_520, 10_001]);
        ReportLine {
            project,
            facts: vec![
                fact(
                    Field::ReportedYtd,
                    Value::Money(Fen(i64::from(dice.roll(9)) * 1_000_000)),
                ),
                fact(Field::PhysicalShare, Value::Share(BasisPoints(share))),
                fact(Field::PhysicalWords, Value::FreeText(words)),
            ],
            stage: (dice.roll(6) == 0).then(|| StageReached {
                to: "谋划".to_owned(),
                evidence: dice.evidence(),
                on: cycle.until,
            }),
            problems: Vec::new(),
        }
    };
    let lines: Vec<ReportLine> = projects.into_iter().map(|own| line(own, dice)).collect();
    let stated_sum = (dice.roll(5) == 0).then_some(Fen(7));
    let asked = zone::report::questions(zone, cycle, id, &lines, stated_sum);
    let reason = texts.seal("属实", &[]);
    let answer = |own: Question| ReportAnswer {
        question: own.kind,
        project: own.project,
        field: own.field,
        reason,
    };
    let answers = if dice.often() { asked } else { Vec::new() };
    Command::SubmitReport(Box::new(SubmitReport {
        id,
        version,
        lines,
        stated_sum,
        answers: answers.into_iter().map(answer).collect(),
        correction: dice.often().then_some(reason),
    }))
}
