//! Meetings: planned, given an agenda, held, minuted; a mark for what each saw.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Decision, Moment, Refusals};
use crate::event::{
    AgendaSet, BookFixed, Event, MarkSet, MeetingCancelled, MeetingChanged, MeetingHeld,
    MeetingPlanned, MinutesIssued,
};
use crate::meeting::{
    AgendaEntry, Attendee, Meeting, MeetingAct, MeetingPlan, MeetingState, Subject,
    in_protocol_order,
};
use crate::refusal::{self, Refusal};
use crate::state::{Zone, next_id};
use crate::{Holder, MeetingId, TextRef, limits};

/// Plans a meeting. A day in the past is allowed: it is recorded as held next.
pub(super) fn plan(
    zone: &Zone,
    moment: Moment<'_>,
    asked: &MeetingPlan,
    given_order: bool,
) -> Decision {
    let mut refusals = Refusals::default();
    let plan = checked(&mut refusals, zone, None, asked, given_order);
    let event = MeetingPlanned {
        id: MeetingId(next_id(&zone.meetings, |id| id.0)),
        number: next_number(zone, &plan),
        plan,
        effective_on: moment.today,
    };
    refusals.events(vec![event.into()])
}

/// The next number of the year's series of its kind; it goes on from the highest ever given.
fn next_number(zone: &Zone, plan: &MeetingPlan) -> (i16, u32) {
    let year = plan.on.year();
    let of_series = zone.meetings.values().filter(|own| {
        let (own_year, _) = own.number;
        own.plan.kind == plan.kind && own_year == year
    });
    let last = of_series.map(|own| own.number.1).max();
    (year, last.unwrap_or(0) + 1)
}

/// Takes a step on a meeting.
pub(super) fn act(
    zone: &Zone,
    moment: Moment<'_>,
    id: MeetingId,
    version: u32,
    act: &MeetingAct,
) -> Decision {
    let unknown = || vec![refusal::unknown("会议", "meeting", &id.to_string())];
    let meeting = zone.meetings.get(&id).ok_or_else(unknown)?;
    let mut refusals = Refusals::default();
    refusals.version(&id, version, meeting.version);
    if !act.kind().fits(meeting.state()) {
        refusals.add(does_not_fit(meeting));
        return refusals.events(Vec::new());
    }
    let today = moment.today;
    match act {
        MeetingAct::Change { plan, given_order } => {
            let stays = plan.kind == meeting.plan.kind;
            refusals.require(stays, || refusal::meeting_kind_stays().at_field("kind"));
            let plan = checked(&mut refusals, zone, Some(id), plan, *given_order);
            let event = MeetingChanged {
                id,
                plan,
                effective_on: today,
            };
            refusals.events(vec![event.into()])
        }
        MeetingAct::SetAgenda { entries } => {
            check_agenda(&mut refusals, zone, entries);
            let event = AgendaSet {
                id,
                entries: entries.clone(),
                effective_on: today,
            };
            refusals.events(vec![event.into()])
        }
        MeetingAct::FixBook { speaks_of } => {
            let speaks_of = speaks_of.unwrap_or_else(|| meeting.speaks_of(zone, today));
            refusals.date("speaks_of", speaks_of);
            refusals.require(speaks_of <= today, || {
                refusal::finish_in_future(speaks_of).at_field("speaks_of")
            });
            let mark = mark(zone, meeting, speaks_of);
            let event = BookFixed {
                id,
                mark: mark.name.clone(),
                effective_on: today,
            };
            // The mark first: the moment it names then lies before the step that names it.
            refusals.events(vec![mark.into(), event.into()])
        }
        MeetingAct::Hold { on, absent } => {
            let on = on.unwrap_or(meeting.plan.on);
            hold(refusals, zone, moment, meeting, (on, absent))
        }
        MeetingAct::IssueMinutes {
            text,
            name,
            on,
            reason,
        } => issue(refusals, moment, meeting, (*text, *name, *on, *reason)),
        MeetingAct::Cancel { reason } => {
            let Some(reason) = *reason else {
                refusals.add(refusal::no_reason().at_field("reason"));
                return refusals.events(Vec::new());
            };
            let event = MeetingCancelled {
                id,
                reason,
                effective_on: today,
            };
            refusals.events(vec![event.into()])
        }
    }
}

/// Why a step does not fit a meeting that stands so.
fn does_not_fit(meeting: &Meeting) -> Refusal {
    match (meeting.state(), &meeting.cancelled) {
        (_, Some(cancelled)) => refusal::meeting_cancelled(cancelled.on),
        (MeetingState::Planned, None) => refusal::meeting_not_held(),
        _ => refusal::meeting_is_over(meeting.day()),
    }
}

fn hold(
    mut refusals: Refusals,
    zone: &Zone,
    moment: Moment<'_>,
    meeting: &Meeting,
    (on, absent): (Date, &[Attendee]),
) -> Decision {
    refusals.date("on", on);
    refusals.require(on <= moment.today, || {
        refusal::meeting_ahead(on).at_field("on")
    });
    let asked = meeting.plan.members.iter().chain(&meeting.plan.observers);
    let asked: BTreeSet<&Attendee> = asked.collect();
    for who in absent.iter().filter(|who| !asked.contains(who)) {
        refusals.add(refusal::was_not_asked(&who.key()).at_field("absent"));
    }
    let held = |mark: &str| MeetingHeld {
        id: meeting.id,
        mark: mark.to_owned(),
        absent: absent.to_vec(),
        effective_on: on,
    };
    // What was printed is what the meeting saw; where nothing was, it saw the record as it is.
    let events = match &meeting.book {
        Some(mark) => vec![held(mark).into()],
        None => {
            let speaks_of = meeting.speaks_of(zone, moment.today);
            let mark = mark(zone, meeting, speaks_of);
            let held = held(&mark.name);
            vec![Event::from(mark), held.into()]
        }
    };
    refusals.events(events)
}

fn issue(
    mut refusals: Refusals,
    moment: Moment<'_>,
    meeting: &Meeting,
    (text, name, on, reason): (Option<TextRef>, Option<TextRef>, Date, Option<TextRef>),
) -> Decision {
    refusals.date("on", on);
    let held = meeting.day();
    refusals.require(held <= on, || {
        refusal::minutes_before_meeting(held).at_field("on")
    });
    refusals.require(on <= moment.today, || {
        refusal::finish_in_future(on).at_field("on")
    });
    let told = meeting.minutes.is_empty() || reason.is_some();
    refusals.require(told, || {
        refusal::minutes_replaced_without_reason().at_field("reason")
    });
    let Some(text) = text else {
        refusals.add(refusal::no_minutes().at_field("text"));
        return refusals.events(Vec::new());
    };
    let event = MinutesIssued {
        id: meeting.id,
        text,
        name,
        reason,
        effective_on: on,
    };
    refusals.events(vec![event.into()])
}

/// The mark of what a meeting sees: `dispatch-2026-03`, and a number more if it is fixed again.
fn mark(zone: &Zone, meeting: &Meeting, date: Date) -> MarkSet {
    let (year, number) = meeting.number;
    let first = format!("{}-{year}-{number:02}", meeting.plan.kind.key());
    let again = (2..).map(|nth: u32| format!("{first}-{nth}"));
    let mut names = std::iter::once(first.clone()).chain(again);
    let free = names.find(|name| !zone.marks.contains_key(name));
    MarkSet {
        name: free.unwrap_or(first),
        label: meeting.number_words(),
        date,
    }
}

/// What is settled of a meeting, with everything wrong with it said; attendees in their order.
fn checked(
    refusals: &mut Refusals,
    zone: &Zone,
    own: Option<MeetingId>,
    asked: &MeetingPlan,
    given_order: bool,
) -> MeetingPlan {
    refusals.length("title", &asked.title);
    refusals.date("on", asked.on);
    refusals.short_text("place", &asked.place);
    if let Some(cycle) = asked.cycle.filter(|id| !zone.cycles.contains_key(id)) {
        let unknown = refusal::unknown("周期", "cycle", &cycle.to_string());
        refusals.add(unknown.at_field("cycle"));
    }
    if let Some(Err(unknown)) = asked.chair.map(|chair| known_holder(zone, chair)) {
        refusals.add(unknown.at_field("chair"));
    }
    check_attendees(refusals, zone, asked);
    let same_time = zone.meetings.values().find(|other| {
        Some(other.id) != own
            && other.cancelled.is_none()
            && other.plan.kind == asked.kind
            && (other.day(), other.plan.at) == (asked.on, asked.at)
    });
    if let Some(other) = same_time {
        let number = other.number_words().zh;
        refusals.add(refusal::meeting_twice(&number, asked.on).at_field("on"));
    }
    let mut plan = asked.clone();
    if !given_order {
        in_protocol_order(zone, &mut plan.members);
        in_protocol_order(zone, &mut plan.observers);
    }
    plan
}

fn check_attendees(refusals: &mut Refusals, zone: &Zone, asked: &MeetingPlan) {
    let few = asked.members.len() + asked.observers.len() <= limits::ATTENDEES_MAX;
    refusals.require(few, || {
        refusal::too_many_attend(limits::ATTENDEES_MAX).at_field("members")
    });
    let mut seen = BTreeSet::new();
    for (field, list) in [("members", &asked.members), ("observers", &asked.observers)] {
        for who in list {
            let known = match *who {
                Attendee::Unit(id) if zone.units.contains_key(&id) => Ok(()),
                Attendee::Unit(id) => Err(refusal::unknown("单位", "unit", &id.to_string())),
                Attendee::Person(id) => known_holder(zone, Holder::Person(id)),
                Attendee::Post(id) => known_holder(zone, Holder::Post(id)),
            };
            if let Err(unknown) = known {
                refusals.add(unknown.at_field(field));
            }
            refusals.require(seen.insert(*who), || {
                refusal::attends_twice(&who.key()).at_field(field)
            });
        }
    }
}

fn known_holder(zone: &Zone, holder: Holder) -> Result<(), Refusal> {
    match holder {
        Holder::Person(id) if !zone.people.contains_key(&id) => {
            Err(refusal::unknown("人员", "person", &id.to_string()))
        }
        Holder::Post(id) if !zone.posts.contains_key(&id) => {
            Err(refusal::unknown("职务", "post", &id.to_string()))
        }
        _ => Ok(()),
    }
}

fn check_agenda(refusals: &mut Refusals, zone: &Zone, entries: &[AgendaEntry]) {
    let few = entries.len() <= limits::AGENDA_MAX;
    refusals.require(few, || {
        refusal::agenda_too_long(limits::AGENDA_MAX).at_field("entries")
    });
    let mut seen = BTreeSet::new();
    for (at, entry) in (1_usize..).zip(entries) {
        let key = entry.subject.key();
        let place = |refusal: Refusal| refusal.at_field("entries").about(&at);
        if let Some((zh, en)) = unknown_subject(zone, entry.subject) {
            let key = key.clone().unwrap_or_default();
            refusals.add(place(refusal::unknown(zh, en, &key)));
        }
        if let Subject::Asked(id) = entry.subject {
            let other = zone.meetings.get(&id);
            let not_held = other.is_some_and(|other| other.held.is_none());
            refusals.require(!not_held, || place(refusal::meeting_not_held()));
        }
        if let Some(key) = key {
            let once = seen.insert(entry.subject);
            refusals.require(once, || place(refusal::on_agenda_twice(&key)));
        }
        if let Some(unit) = entry.speaker.filter(|unit| !zone.units.contains_key(unit)) {
            refusals.add(place(refusal::unknown("单位", "unit", &unit.to_string())));
        }
        let short = entry.minutes <= limits::ENTRY_MINUTES_MAX;
        refusals.require(short, || {
            place(refusal::entry_too_long(limits::ENTRY_MINUTES_MAX))
        });
    }
}

/// What a subject would be, where there is no such thing.
fn unknown_subject(zone: &Zone, subject: Subject) -> Option<(&'static str, &'static str)> {
    let (there, zh, en) = match subject {
        Subject::Asked(id) => (zone.meetings.contains_key(&id), "会议", "meeting"),
        Subject::Project(id) => (zone.projects.contains_key(&id), "项目", "project"),
        Subject::Item(id) => (zone.items.contains_key(&id), "督办事项", "supervision item"),
        Subject::Reports(id) => (zone.cycles.contains_key(&id), "周期", "cycle"),
        Subject::Indicator(id) => (zone.indicators.contains_key(&id), "指标", "indicator"),
        Subject::Own(_) => (true, "", ""),
    };
    (!there).then_some((zh, en))
}

/// Whether items may name a meeting as their source: it exists and took place.
pub(super) fn check_source(refusals: &mut Refusals, zone: &Zone, meeting: Option<MeetingId>) {
    let Some(id) = meeting else { return };
    let found: Option<&Arc<Meeting>> = zone.meetings.get(&id);
    match found.map(|found| found.held.is_some()) {
        None => {
            let unknown = refusal::unknown("会议", "meeting", &id.to_string());
            refusals.add(unknown.at_field("meeting"));
        }
        Some(false) => refusals.add(refusal::meeting_not_held().at_field("meeting")),
        Some(true) => {}
    }
}
