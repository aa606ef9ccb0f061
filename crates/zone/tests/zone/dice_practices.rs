//! Random commands about practices: often the step that comes next, sometimes any.

use zone::command::fact;
use zone::practice::command::{PracticeAct, PracticeCommand, PracticeDraft};
use zone::practice::{Practice, PracticeSource, PracticeState, UsedFor};
use zone::problem::Severity;
use zone::text::TextTable;
use zone::{Command, Field, HandlingLevel, ItemId, PracticeId, ProblemId, Sealer, Value, Zone};

use crate::dice::Dice;

/// A command about a practice, or what one is written from: a problem, and that it is solved.
pub(crate) fn command(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> Command {
    if zone.units.is_empty() {
        return Command::AddUnit {
            name: "招商局".to_owned(),
            parent: None,
            protocol_rank: 1,
            aliases: Vec::new(),
            effective_on: dice.date(),
        };
    }
    let known = zone.projects.keys().next().copied();
    let Some(project) = known else {
        return Command::RegisterProject {
            effective_on: dice.date(),
            facts: vec![fact(Field::Name, Value::Text("管网工程".to_owned()))],
        };
    };
    let open = zone.problems.values().find(|own| own.resolved_on.is_none());
    match (dice.roll(5), open) {
        (0, _) => Command::RaiseProblem {
            project,
            kind: "用地".to_owned(),
            severity: Severity::Serious,
            owner: None,
            delay_days: 3,
            description: texts.seal("用地手续未办结", &[]),
            due_on: None,
            effective_on: dice.date(),
        },
        (1, Some(open)) => Command::ResolveProblem {
            id: open.id,
            note: texts.seal("已办结", &[]),
            effective_on: dice.date(),
        },
        _ => Command::Practice(Box::new(of_practice(zone, texts, dice))),
    }
}

fn of_practice(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> PracticeCommand {
    let last = u32::try_from(zone.practices.len()).unwrap_or(0);
    let id = PracticeId(dice.roll(last.max(1)) + 1);
    match zone.practices.get(&id) {
        Some(own) if dice.roll(3) > 0 => step(own, texts, dice),
        Some(_) if dice.roll(2) == 0 => PracticeCommand::Use {
            id,
            thing: match dice.roll(3) {
                0 | 1 => {
                    let known = zone.projects.keys().next().copied();
                    UsedFor::Project(known.filter(|_| dice.often()).unwrap_or(dice.project()))
                }
                _ => UsedFor::Problem(ProblemId(dice.roll(4) + 1)),
            },
            note: None,
        },
        _ => PracticeCommand::Submit {
            source: match dice.roll(6) {
                0 => PracticeSource::Project(dice.project()),
                1 => PracticeSource::Item(ItemId(dice.roll(3) + 1)),
                _ => PracticeSource::Problem(ProblemId(dice.roll(4) + 1)),
            },
            unit: zone.units.keys().next().copied().unwrap_or(dice.unit()),
            draft: draft(texts, dice),
        },
    }
}

fn draft(texts: &mut TextTable, dice: &mut Dice<'_>) -> PracticeDraft {
    let text = texts.seal("容缺受理，先建后验", &[]);
    let title = match dice.roll(16) {
        0 => " ",
        1 => "绝密★容缺",
        _ => "容缺受理",
    };
    PracticeDraft {
        title: title.to_owned(),
        level: match dice.roll(20) {
            0 => HandlingLevel::Public,
            1 => HandlingLevel::WorkSecret,
            _ => HandlingLevel::Internal,
        },
        kinds: vec!["用地".to_owned(); if dice.often() { 1 } else { 12 }],
        stages: Vec::new(),
        what: dice.often().then_some(text),
        outcome: dice.often().then_some(text),
        applies: None,
    }
}

fn step(own: &Practice, texts: &mut TextTable, dice: &mut Dice<'_>) -> PracticeCommand {
    let text = texts.seal("写得具体些", &[]);
    let next = match own.newest().map(zone::practice::PracticeVersion::state) {
        Some(PracticeState::Submitted) => [0, 0, 1, 1, 2],
        Some(PracticeState::Returned) => [2, 2, 2, 0, 3],
        _ => [2, 3, 2, 1, 0],
    };
    let act = match dice.pick(&next) {
        0 => PracticeAct::Publish { note: None },
        1 => PracticeAct::Return {
            reason: dice.often().then_some(text),
        },
        2 => PracticeAct::Revise(draft(texts, dice)),
        _ => PracticeAct::Withdraw {
            reason: dice.often().then_some(text),
        },
    };
    PracticeCommand::Move {
        id: own.id,
        version: match dice.often() {
            true => own.version,
            false => dice.roll(4),
        },
        act,
    }
}
