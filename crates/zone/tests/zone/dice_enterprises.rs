//! Random commands about enterprises and requests, and who gives them.

use jiff::civil::date;
use zone::authority::Role;
use zone::enterprise::command::{EnterpriseCommand, NewEnterprise, RaiseRequest, RecordFigures};
use zone::enterprise::figures::{FigureAnswer, FigureKind, FigureQuestion, Figures};
use zone::enterprise::request::{Outcome, Request, RequestAct, RequestKind, RequestState};
use zone::enterprise::{Enterprise, EnterpriseChange, EnterpriseState};
use zone::indicator::Month;
use zone::text::TextTable;
use zone::{Actor, BasisPoints, Command, EnterpriseId, Fen, RequestId, Sealer, UnitId, Zone};

use crate::dice::Dice;
use crate::dice_more;

/// A command about an enterprise, and the actor whose it is.
pub(crate) fn command(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> (Command, Actor) {
    // Requests are passed from one unit to another: two come first.
    let count = u32::try_from(zone.units.len()).unwrap_or(0);
    let lead = match zone.units.keys().next().copied() {
        Some(lead) if count > 1 => lead,
        _ => {
            let unit = Command::AddUnit {
                name: format!("服务单位{count}"),
                parent: None,
                protocol_rank: 1,
                aliases: Vec::new(),
                effective_on: date(2025, 11, 1),
            };
            return (unit, Actor::program());
        }
    };
    if dice.roll(4) == 0 {
        return (dice_more::command(zone, texts, dice), Actor::program());
    }
    let firms = u32::try_from(zone.enterprises.len()).unwrap_or(0);
    let asked = u32::try_from(zone.requests.len()).unwrap_or(0);
    let firm = EnterpriseId(dice.roll(firms.max(1)) + 1);
    let id = RequestId(dice.roll(asked.max(1)) + 1);
    let known = zone.enterprises.get(&firm);
    let command = match (known, zone.requests.get(&id), dice.roll(8)) {
        (None, _, _) | (_, _, 0) => add(lead, dice),
        (Some(own), _, 1) => change(own, texts, dice),
        (Some(own), _, 2 | 3) => record(own, texts, dice),
        (Some(own), None, _) | (Some(own), _, 4) => raise(own, texts, dice),
        (_, Some(request), _) => return step(request, texts, dice),
    };
    let speaks = matches!(
        command,
        EnterpriseCommand::RecordFigures(_) | EnterpriseCommand::Raise(_)
    );
    let by = match speaks && dice.often() {
        true => speaker(firm),
        false => Actor::program(),
    };
    (of(command), by)
}

fn of(command: EnterpriseCommand) -> Command {
    Command::Enterprise(Box::new(command))
}

fn speaker(id: EnterpriseId) -> Actor {
    Actor {
        account: "firm".to_owned(),
        roles: vec![Role::Enterprise],
        unit: None,
        person: None,
        enterprise: Some(id),
    }
}

fn add(lead: UnitId, dice: &mut Dice<'_>) -> EnterpriseCommand {
    let number = dice.roll(6);
    EnterpriseCommand::Add(NewEnterprise {
        code: format!("YQ{}", dice.roll(6)),
        name: format!("企业{number}"),
        industry: String::new(),
        lead: if dice.often() { lead } else { dice.unit() },
        assistant: None,
        contact: None,
        state: dice.pick(&EnterpriseState::ALL),
        effective_on: date(2025, 12, 1),
    })
}

fn change(own: &Enterprise, texts: &mut TextTable, dice: &mut Dice<'_>) -> EnterpriseCommand {
    let contact = texts.seal("李经理", &[]);
    let state = EnterpriseChange::State(dice.pick(&EnterpriseState::ALL));
    let lead = EnterpriseChange::Lead(dice.unit());
    EnterpriseCommand::Change {
        id: own.id,
        version: if dice.often() { own.version } else { 1 },
        changes: vec![match dice.roll(3) {
            0 => EnterpriseChange::Contact(Some(contact)),
            1 => state,
            _ => lead,
        }],
        document: dice.document(),
        effective_on: dice.date(),
    }
}

fn record(own: &Enterprise, texts: &mut TextTable, dice: &mut Dice<'_>) -> EnterpriseCommand {
    let reason = texts.seal("检修", &[]);
    let answer = |question, figure| FigureAnswer {
        question,
        figure,
        reason,
    };
    let all = FigureQuestion::ALL.into_iter().flat_map(|question| {
        let figures = FigureKind::ALL.into_iter();
        figures.map(move |figure| (question, figure))
    });
    let answers = all.map(|(question, figure)| answer(question, figure));
    let answers = if dice.often() {
        answers.collect()
    } else {
        Vec::new()
    };
    let sizes = [0, 1, 90, 1_000, 12_000];
    EnterpriseCommand::RecordFigures(RecordFigures {
        id: own.id,
        version: if dice.often() { own.version } else { 1 },
        month: Month {
            year: 2026,
            month: i8::try_from(dice.roll(6)).unwrap_or(0) + 1,
        },
        figures: Figures {
            output_fen: Some(Fen(dice.pick(&sizes))),
            orders_fen: None,
            electricity_kwh: Some(dice.pick(&sizes)),
            capacity_use: Some(BasisPoints(dice.pick(&[0, 5_000, 11_000]))),
        },
        answers,
    })
}

fn raise(own: &Enterprise, texts: &mut TextTable, dice: &mut Dice<'_>) -> EnterpriseCommand {
    EnterpriseCommand::Raise(RaiseRequest {
        enterprise: own.id,
        kind: dice.pick(&RequestKind::ALL),
        text: dice.often().then(|| texts.seal("增容", &[])),
        received_by: (dice.roll(4) == 0).then(|| dice.unit()),
        project: None,
        effective_on: dice.date(),
    })
}

fn step(request: &Request, texts: &mut TextTable, dice: &mut Dice<'_>) -> (Command, Actor) {
    let text = texts.seal("已办", &[]);
    let state = request.standing().state;
    let next = match state {
        RequestState::Open | RequestState::Reopened => [0, 0, 1, 2, 2],
        _ => [3, 4, 4, 4, 5],
    };
    let act = match dice.pick(&next) {
        0 => RequestAct::PassOn {
            to: UnitId(dice.roll(3) + 1),
            note: None,
        },
        1 => RequestAct::Urge { note: Some(text) },
        2 => RequestAct::Answer {
            outcome: dice.pick(&Outcome::ALL),
            text,
        },
        3 => RequestAct::Confirm {
            satisfaction: u8::try_from(dice.roll(6) + 1).unwrap_or(0),
            words: None,
        },
        4 => RequestAct::Reopen { reason: text },
        _ => RequestAct::Close { note: None },
    };
    let own = act.kind().is_enterprises() && dice.often();
    let last = request.steps.last();
    let last = last.map_or(request.raised_on, |step| step.on);
    let days = i64::from(dice.roll(12));
    let command = EnterpriseCommand::Move {
        id: request.id,
        version: request.version,
        act,
        effective_on: last.saturating_add(jiff::Span::new().days(days)),
    };
    let by = match own {
        true => speaker(request.enterprise),
        false => Actor::program(),
    };
    (of(command), by)
}
