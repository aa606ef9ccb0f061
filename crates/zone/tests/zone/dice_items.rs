//! Random commands about supervision items: often the step that comes next, sometimes any.

use jiff::ToSpan as _;
use jiff::civil::date;
use zone::command::AssignItem;
use zone::item::{EscalationStep, ItemAct, ItemKind, ItemSource, ItemState, SupervisionItem};
use zone::text::TextTable;
use zone::{Command, Holder, ItemId, PersonId, Sealer, Zone};

use crate::dice::Dice;

/// A command about an item: a new one, or a step of one that is known.
pub(crate) fn command(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> Command {
    // Few items with a long life each: the last steps are reached too.
    let last = u32::try_from(zone.items.len()).unwrap_or(0);
    let id = ItemId(dice.roll(last.max(1)) + 1);
    match zone.items.get(&id) {
        Some(item) if dice.roll(8) > 0 => step(item, texts, dice),
        _ => assign(zone, texts, dice),
    }
}

fn assign(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> Command {
    let early = date(2025, 12, 1) + i64::from(dice.roll(60)).days();
    let assigned_on = dice.often().then_some(early);
    let assigned_on = assigned_on.unwrap_or_else(|| dice.date());
    let known = zone.people.keys().next().copied();
    let lead = zone.units.keys().next().copied();
    if let Some(first) = lacking(lead.is_none(), known.is_none(), texts, dice) {
        return first;
    }
    Command::AssignItem(Box::new(AssignItem {
        kind: dice.pick(&ItemKind::ALL),
        what: texts.seal("完成迁改", &[]),
        source: dice.often().then(|| ItemSource {
            sentence: texts.seal("加快迁改。", &[]),
            document: None,
            line: Some(3),
        }),
        lead: lead.filter(|_| dice.often()).unwrap_or_else(|| dice.unit()),
        support: (0..dice.roll(5) / 3).map(|_| dice.unit()).collect(),
        owed_to: (dice.roll(8) == 0).then(|| dice.unit()),
        owner: known
            .filter(|_| dice.often())
            .or_else(|| (dice.roll(3) > 0).then(|| PersonId(dice.roll(4) + 1)))
            .map(Holder::Person),
        measure: dice.often().then(|| texts.seal("通电", &[])),
        evidence: match dice.roll(8) {
            0 => vec![],
            1..5 => vec!["photo".to_owned()],
            _ => vec!["approval".to_owned(), "photo".to_owned()],
        },
        project: (dice.roll(9) == 0).then(|| dice.project()),
        problem: None,
        meeting: (dice.roll(9) == 0).then(|| zone::MeetingId(dice.roll(2) + 1)),
        due_on: (dice.roll(3) > 0).then(|| assigned_on.saturating_add(30.days())),
        effective_on: assigned_on,
    }))
}

/// Nobody owes anything in a zone without units and people: they come first, mostly.
fn lacking(
    unit: bool,
    person: bool,
    texts: &mut TextTable,
    dice: &mut Dice<'_>,
) -> Option<Command> {
    let effective_on = date(2025, 11, 1);
    let unit = unit.then(|| Command::AddUnit {
        name: "督办单位".to_owned(),
        parent: None,
        protocol_rank: 1,
        aliases: Vec::new(),
        effective_on,
    });
    let person = person.then(|| Command::AddPerson {
        name: texts.seal("某人", &[]),
        unit: None,
        protocol_rank: 1,
        effective_on,
    });
    unit.or(person).filter(|_| dice.often())
}

fn step(item: &SupervisionItem, texts: &mut TextTable, dice: &mut Dice<'_>) -> Command {
    let id = item.id;
    let version = if dice.often() {
        item.version
    } else {
        dice.roll(5)
    };
    // Mostly one step after the other, as they happen.
    let last = item.steps.last().map_or(item.assigned_on, |step| step.on);
    let effective_on = match dice.often() {
        true => last.saturating_add(i64::from(dice.roll(6)).days()),
        false => dice.date(),
    };
    let text = texts.seal("已办", &[]);
    let standing = item.standing();
    let due = standing.due.on;
    let later = due.saturating_add(i64::from(dice.roll(40)).days());
    let next = match standing.state {
        _ if standing.extension_asked.is_some() => [2, 2, 3, 7, 8],
        ItemState::Answered => [4, 4, 6, 7, 7],
        ItemState::Accepted => [4, 5, 7, 7, 7],
        ItemState::Returned | ItemState::Assigned => [0, 1, 3, 3, 8],
        ItemState::Closed => [0, 1, 2, 3, 4],
    };
    let act = match dice.pick(&next) {
        0 => ItemAct::Urge { note: None },
        1 => ItemAct::AskExtension {
            until: later,
            reason: text,
        },
        2 => ItemAct::DecideExtension {
            until: dice.often().then_some(later),
            note: Some(text),
        },
        3 => ItemAct::Answer {
            text,
            evidence: dice.evidence(),
        },
        4 => ItemAct::Return { reason: text },
        5 | 6 => ItemAct::Accept { note: None },
        7 => ItemAct::Close {
            note: None,
            evidence: dice.evidence(),
        },
        _ => ItemAct::Escalate {
            step: dice.pick(&[EscalationStep::Notice, EscalationStep::Interview]),
            document: dice.document(),
            grounds: Some(text),
        },
    };
    Command::MoveItem {
        id,
        version,
        act,
        effective_on,
    }
}
