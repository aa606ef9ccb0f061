//! Random commands about meetings: often the step that comes next, sometimes any.

use jiff::civil::Time;
use zone::meeting::{
    AgendaEntry, Attendee, Meeting, MeetingAct, MeetingKind, MeetingPlan, MeetingState, Subject,
};
use zone::text::TextTable;
use zone::{Command, CycleId, Holder, ItemId, MeetingId, PersonId, PostId, Sealer, Zone};

use crate::dice::Dice;

/// A command about a meeting: a new one, or a step of one that is known.
pub(crate) fn command(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> Command {
    let last = u32::try_from(zone.meetings.len()).unwrap_or(0);
    let id = MeetingId(dice.roll(last.max(1)) + 1);
    match zone.meetings.get(&id) {
        Some(meeting) if dice.roll(6) > 0 => step(zone, meeting, texts, dice),
        _ => Command::PlanMeeting {
            plan: Box::new(plan(zone, dice)),
            given_order: dice.roll(4) == 0,
        },
    }
}

fn plan(zone: &Zone, dice: &mut Dice<'_>) -> MeetingPlan {
    let known = zone.units.keys().next().copied().filter(|_| dice.often());
    let members: Vec<Attendee> = known.map(Attendee::Unit).into_iter().collect();
    let attendee = |dice: &mut Dice<'_>| match dice.roll(4) {
        0 => Attendee::Unit(dice.unit()),
        1 => Attendee::Person(PersonId(dice.roll(3) + 1)),
        _ => Attendee::Post(PostId(dice.roll(3) + 1)),
    };
    MeetingPlan {
        kind: dice.pick(&MeetingKind::ALL),
        title: dice.pick(&[String::new(), "管网工程".to_owned()]),
        on: dice.date(),
        at: (dice.roll(2) == 0).then(|| Time::constant(14, 30, 0, 0)),
        place: if dice.often() { "会议室" } else { " " }.to_owned(),
        cycle: (dice.roll(4) == 0).then(|| CycleId(dice.roll(3) + 1)),
        chair: (dice.roll(9) == 0).then(|| Holder::Person(PersonId(dice.roll(3) + 1))),
        members,
        observers: (0..dice.roll(9) / 8).map(|_| attendee(dice)).collect(),
    }
}

fn agenda(zone: &Zone, texts: &mut TextTable, dice: &mut Dice<'_>) -> Vec<AgendaEntry> {
    let known = zone.projects.keys().next().copied();
    let subject = match dice.roll(8) {
        0 => Subject::Asked(MeetingId(dice.roll(2) + 1)),
        1 => Subject::Item(ItemId(dice.roll(3) + 1)),
        2 => Subject::Reports(CycleId(dice.roll(3) + 1)),
        3 | 4 => Subject::Own(texts.seal("部署下阶段工作", &[])),
        _ => Subject::Project(known.unwrap_or_else(|| dice.project())),
    };
    let entry = AgendaEntry {
        subject,
        speaker: (dice.roll(9) == 0).then(|| dice.unit()),
        minutes: dice.pick(&[0, 5, 5, 5, 5, 10, u16::MAX]),
    };
    let twice = dice.roll(9) == 0;
    std::iter::repeat_n(entry, if twice { 2 } else { 1 }).collect()
}

fn step(zone: &Zone, meeting: &Meeting, texts: &mut TextTable, dice: &mut Dice<'_>) -> Command {
    let version = match dice.often() {
        true => meeting.version,
        false => dice.roll(4),
    };
    let next = match meeting.state() {
        MeetingState::Planned if meeting.agenda.is_empty() => [0, 1, 1, 1, 3],
        MeetingState::Planned => [0, 2, 2, 3, 5],
        MeetingState::Held => [4, 4, 4, 3, 1],
        MeetingState::Minuted | MeetingState::Cancelled => [4, 4, 5, 3, 1],
    };
    let text = texts.seal("已议定", &[]);
    let act = match dice.pick(&next) {
        0 => MeetingAct::Change {
            plan: match dice.often() {
                true => meeting.plan.clone(),
                false => plan(zone, dice),
            },
            given_order: false,
        },
        1 => MeetingAct::SetAgenda {
            entries: agenda(zone, texts, dice),
        },
        2 => MeetingAct::FixBook {
            speaks_of: dice.maybe(),
        },
        3 => MeetingAct::Hold {
            on: (dice.roll(3) == 0).then(|| dice.date()),
            absent: meeting.plan.members.iter().take(1).copied().collect(),
        },
        4 => MeetingAct::IssueMinutes {
            text: dice.often().then_some(text),
            name: (dice.roll(2) == 0).then_some(text),
            on: meeting.day(),
            reason: (dice.roll(3) == 0).then_some(text),
        },
        _ => MeetingAct::Cancel {
            reason: dice.often().then_some(text),
        },
    };
    Command::MoveMeeting {
        id: meeting.id,
        version,
        act: Box::new(act),
    }
}

/// A meeting that is surely planned: of a day that has no other.
pub(crate) fn certain(on: jiff::civil::Date) -> Command {
    Command::PlanMeeting {
        plan: Box::new(MeetingPlan {
            kind: MeetingKind::Dispatch,
            title: String::new(),
            on,
            at: Some(Time::constant(9, 9, 9, 0)),
            place: "二楼会议室".to_owned(),
            cycle: None,
            chair: None,
            members: Vec::new(),
            observers: Vec::new(),
        }),
        given_order: false,
    }
}

/// That it was held.
pub(crate) fn held(zone: &Zone, id: MeetingId) -> Command {
    Command::MoveMeeting {
        id,
        version: zone.meetings.get(&id).map_or(0, |own| own.version),
        act: Box::new(MeetingAct::Hold {
            on: None,
            absent: Vec::new(),
        }),
    }
}
