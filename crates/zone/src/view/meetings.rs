//! Meetings as a list and one by one: what is settled, who attends, what was asked and where it
//! stands.

use jiff::civil::Date;
use serde::Serialize;

use super::Looking;
use super::cycles::named;
use super::items;
use super::wall::NamedUnit;
use crate::authority::{Operation, Reach};
use crate::item::{ItemState, SupervisionItem};
use crate::meeting::{Attendee, Meeting, MeetingActKind, MeetingKind, MeetingState};
use crate::state::Zone;
use crate::{CycleId, Holder, ItemId, Lang, MeetingId, ProjectId, TextRef, Words};

/// Meetings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Meetings {
    /// State known: sequence number.
    pub known_seq: u64,
    /// Date looked at.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: Date,
    /// Whether the viewer may plan meetings.
    pub may_plan: bool,
    /// Those to come first, the next one before the others; then the past, newest first.
    pub meetings: Vec<MeetingRow>,
}

/// One meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeetingRow {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: MeetingId,
    /// Entity version.
    pub version: u32,
    /// Its kind.
    pub kind: MeetingKind,
    /// The kind as it is called.
    pub kind_word: Words,
    /// Its number: 2026年第3次调度会.
    pub number: Words,
    /// Its subject; empty where the number says enough.
    pub title: String,
    /// Where it stands.
    pub state: MeetingState,
    /// The state as it is called.
    pub state_word: Words,
    /// The day it takes or took place.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// From what time, `14:30`.
    pub at: Option<String>,
    /// Where.
    pub place: String,
    /// The cycle it belongs to.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub cycle: Option<CycleId>,
    /// The cycle's name.
    pub cycle_name: Option<Words>,
    /// 主持.
    pub chair: Option<AttendeeView>,
    /// Entries of the agenda.
    pub entries: u32,
    /// Minutes of the agenda together.
    pub minutes: u32,
    /// The mark of what it saw, or is to see.
    pub mark: Option<String>,
    /// The date that mark speaks of.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub mark_on: Option<Date>,
    /// How what it asked stands.
    pub asked: AskedCounts,
}

/// How what a meeting asked stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedCounts {
    /// Items in all, of those the viewer may see.
    pub total: u32,
    /// Closed.
    pub done: u32,
    /// Not closed, and in time.
    pub under_way: u32,
    /// Not closed, and late.
    pub overdue: u32,
}

/// Everything about one meeting besides its agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeetingSheet {
    /// Its row in the list.
    pub row: MeetingRow,
    /// 出席, in order.
    pub members: Vec<AttendeeView>,
    /// 列席, in order.
    pub observers: Vec<AttendeeView>,
    /// The date its book would speak of if it were fixed now.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub speaks_of: Date,
    /// The last meeting of its kind before it.
    pub previous: Option<MeetingName>,
    /// What it asked, the most late first.
    pub asked: Vec<AskedItem>,
    /// Issues of its minutes, the newest first.
    pub minutes: Vec<MinutesView>,
    /// Why it does not take place.
    pub cancelled: Option<Words>,
    /// What the viewer may do now.
    pub may: Vec<MeetingActKind>,
}

/// A meeting by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeetingName {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: MeetingId,
    /// Its number in words.
    pub number: Words,
    /// The day it took place.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
}

/// Somebody who attends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendeeView {
    /// `U3`, `R4` or `T2`.
    pub key: String,
    /// As shown.
    pub name: Words,
    /// Whether it was asked and did not come.
    pub absent: bool,
}

/// How an item stands to the meeting that asked for it: 已办结, 办理中, 逾期.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AskedState {
    /// Not closed, and late.
    Overdue,
    /// Not closed, and in time.
    UnderWay,
    /// Closed.
    Done,
}

impl AskedState {
    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            AskedState::Overdue => Words::new("逾期", "overdue"),
            AskedState::UnderWay => Words::new("办理中", "under way"),
            AskedState::Done => Words::new("已办结", "done"),
        }
    }
}

/// An item as a meeting looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedItem {
    /// The item.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ItemId,
    /// Its number.
    pub number: String,
    /// What is to be done.
    pub what: Words,
    /// The unit that answers for it.
    pub lead: NamedUnit,
    /// Who answers for it in person.
    pub owner: Words,
    /// The project it is about.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub project: Option<ProjectId>,
    /// By when.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due_on: Date,
    /// Done, under way or overdue.
    pub standing: AskedState,
    /// The same as it is called.
    pub standing_word: Words,
    /// Where exactly it stands.
    pub state_word: Words,
    /// Working days late; below nought while there is time.
    pub days_late: i64,
    /// What its unit answered last.
    pub answer: Option<Words>,
}

/// An issue of minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MinutesView {
    /// What they are called.
    pub name: Words,
    /// The text.
    pub text: Words,
    /// When they were issued.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// Why an earlier issue was replaced.
    pub reason: Option<Words>,
    /// The event.
    pub seq: u64,
}

/// The meetings that the viewer may see.
pub fn meetings(zone: &Zone, looking: Looking<'_>) -> Meetings {
    let seen = zone.meetings.values();
    let seen = seen.filter(|own| may_see(zone, looking, own));
    let (mut ahead, mut past): (Vec<_>, Vec<_>) =
        seen.partition(|own| own.state() == MeetingState::Planned);
    ahead.sort_by_key(|own| (own.day(), own.plan.at, own.id));
    past.sort_by_key(|own| std::cmp::Reverse((own.day(), own.plan.at, own.id)));
    let rows = ahead.into_iter().chain(past);
    Meetings {
        known_seq: zone.seq,
        true_on: looking.true_on,
        may_plan: may_run(looking),
        meetings: rows.map(|own| row(zone, looking, own)).collect(),
    }
}

/// One meeting; `None` where there is none or the viewer may not see it.
pub fn sheet(zone: &Zone, looking: Looking<'_>, id: MeetingId) -> Option<MeetingSheet> {
    let meeting = zone.meetings.get(&id)?;
    if !may_see(zone, looking, meeting) {
        return None;
    }
    let attendees = |list: &[Attendee]| {
        let each = list.iter();
        each.map(|own| attendee(zone, looking, meeting, *own))
            .collect()
    };
    let acts = MeetingActKind::ALL.into_iter();
    let may = acts.filter(|act| may_run(looking) && act.fits(meeting.state()));
    let cancelled = meeting.cancelled.as_ref();
    Some(MeetingSheet {
        row: row(zone, looking, meeting),
        members: attendees(&meeting.plan.members),
        observers: attendees(&meeting.plan.observers),
        speaks_of: meeting.speaks_of(zone, looking.true_on),
        previous: meeting.previous(zone).map(name),
        asked: asked(zone, looking, id),
        minutes: minutes(looking, meeting),
        cancelled: cancelled.map(|own| shown(looking, own.reason)),
        may: may.collect(),
    })
}

/// A meeting by name.
pub(super) fn name(meeting: &Meeting) -> MeetingName {
    MeetingName {
        id: meeting.id,
        number: meeting.number_words(),
        on: meeting.day(),
    }
}

fn may_run(looking: Looking<'_>) -> bool {
    looking.actor.reach(Operation::RunCycles) == Reach::All
}

/// Whether the viewer may see a meeting: those who read the whole zone; and whoever attends,
/// speaks, or whose project stands on the agenda. Never the public.
pub fn may_see(zone: &Zone, looking: Looking<'_>, meeting: &Meeting) -> bool {
    crate::reading::may_read_meeting(zone, looking.actor, looking.true_on, meeting)
}

fn row(zone: &Zone, looking: Looking<'_>, meeting: &Meeting) -> MeetingRow {
    let plan = &meeting.plan;
    let cycle = plan.cycle.and_then(|id| zone.cycles.get(&id));
    let mark = meeting.mark();
    let chair = plan.chair.map(|chair| match chair {
        Holder::Person(id) => Attendee::Person(id),
        Holder::Post(id) => Attendee::Post(id),
    });
    let entries = &meeting.agenda;
    MeetingRow {
        id: meeting.id,
        version: meeting.version,
        kind: plan.kind,
        kind_word: plan.kind.word(),
        number: meeting.number_words(),
        title: plan.title.clone(),
        state: meeting.state(),
        state_word: meeting.state().word(),
        on: meeting.day(),
        at: plan.at.map(|at| at.strftime("%H:%M").to_string()),
        place: plan.place.clone(),
        cycle: plan.cycle,
        cycle_name: cycle.map(|cycle| cycle.name.clone()),
        chair: chair.map(|chair| attendee(zone, looking, meeting, chair)),
        entries: u32::try_from(entries.len()).unwrap_or(u32::MAX),
        minutes: entries.iter().map(|entry| u32::from(entry.minutes)).sum(),
        mark: mark.map(str::to_owned),
        mark_on: mark.and_then(|mark| Some(zone.marks.get(mark)?.date)),
        asked: counted(&asked(zone, looking, meeting.id)),
    }
}

/// Somebody who attends, as shown: a post with its holder, a person, a unit.
fn attendee(zone: &Zone, looking: Looking<'_>, meeting: &Meeting, who: Attendee) -> AttendeeView {
    let holder = |holder| items::owner(zone, looking, holder);
    let name = match who {
        Attendee::Unit(id) => {
            let name = named(zone, id, meeting.day()).name;
            Words::new(name.clone(), name)
        }
        Attendee::Person(id) => holder(Holder::Person(id)),
        Attendee::Post(id) => holder(Holder::Post(id)),
    };
    let held = meeting.held.as_ref();
    AttendeeView {
        key: who.key(),
        name,
        absent: held.is_some_and(|held| held.absent.contains(&who)),
    }
}

/// What a meeting asked, as it stands on the date looked at, the most late first.
pub(super) fn asked(zone: &Zone, looking: Looking<'_>, id: MeetingId) -> Vec<AskedItem> {
    let items = zone.items.values().filter(|item| {
        let there = item.meeting == Some(id) && item.assigned_on <= looking.true_on;
        there && items::may_see(zone, looking, item)
    });
    let mut asked: Vec<AskedItem> = items.map(|item| of_item(zone, looking, item)).collect();
    in_order(&mut asked);
    asked
}

/// Every open item that is late, the most late first.
pub(super) fn overdue(zone: &Zone, looking: Looking<'_>) -> Vec<AskedItem> {
    let there = |item: &&std::sync::Arc<SupervisionItem>| {
        let late = standing(looking, item).0 == AskedState::Overdue;
        item.assigned_on <= looking.true_on && late && items::may_see(zone, looking, item)
    };
    let items = zone.items.values().filter(there);
    let mut late: Vec<AskedItem> = items.map(|item| of_item(zone, looking, item)).collect();
    in_order(&mut late);
    late
}

fn in_order(items: &mut [AskedItem]) {
    items.sort_by_key(|own| {
        let late = std::cmp::Reverse(own.days_late);
        (own.standing, late, own.due_on, own.id)
    });
}

pub(super) fn counted(asked: &[AskedItem]) -> AskedCounts {
    let mut counts = AskedCounts::default();
    for own in asked {
        counts.total += 1;
        *match own.standing {
            AskedState::Done => &mut counts.done,
            AskedState::UnderWay => &mut counts.under_way,
            AskedState::Overdue => &mut counts.overdue,
        } += 1;
    }
    counts
}

/// Done, under way or overdue, and the working days late.
fn standing(looking: Looking<'_>, item: &SupervisionItem) -> (AskedState, i64) {
    let standing = item.stands(looking.true_on);
    let late = standing.days_late(looking.calendars, looking.true_on);
    let state = match standing.state {
        ItemState::Closed => AskedState::Done,
        _ if late > 0 => AskedState::Overdue,
        _ => AskedState::UnderWay,
    };
    (state, late)
}

pub(super) fn of_item(zone: &Zone, looking: Looking<'_>, item: &SupervisionItem) -> AskedItem {
    let on = looking.true_on;
    let stands = item.stands(on);
    let (state, days_late) = standing(looking, item);
    let mut answers = item.steps.iter().filter(|step| {
        let answered = step.what == crate::item::StepKind::Answered;
        answered && step.on <= on
    });
    let answer = answers.next_back().and_then(|step| step.text);
    AskedItem {
        id: item.id,
        number: item.number_text(),
        what: shown(looking, item.what),
        lead: named(zone, zone.unit_on(item.lead, on), on),
        owner: items::owner(zone, looking, item.owner),
        project: item.project,
        due_on: stands.due.on,
        standing: state,
        standing_word: state.word(),
        state_word: stands.state.word(),
        days_late,
        answer: answer.map(|text| shown(looking, text)),
    }
}

fn minutes(looking: Looking<'_>, meeting: &Meeting) -> Vec<MinutesView> {
    let issues = meeting.minutes.iter().rev();
    let view = |own: &crate::meeting::Minutes| {
        let number = meeting.number_words();
        let plain = Words::new(
            format!("{}纪要", number.zh),
            format!("Minutes: {}", number.en),
        );
        MinutesView {
            name: own.name.map_or(plain, |name| shown(looking, name)),
            text: shown(looking, own.text),
            on: own.on,
            reason: own.reason.map(|reason| shown(looking, reason)),
            seq: own.seq,
        }
    };
    issues.map(view).collect()
}

pub(super) fn shown(looking: Looking<'_>, text: TextRef) -> Words {
    let found = looking.texts.find(text);
    Words::new(found.shown(Lang::Zh), found.shown(Lang::En))
}
