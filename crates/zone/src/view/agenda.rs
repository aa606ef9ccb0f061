//! 议程: what stands on a meeting's agenda and what is proposed for it, each with the reason why.
//!
//! Both are computed from two states: the one looked at, and the one as the last meeting saw it.
//! The same two states give the same proposal for ever. Nothing here is drawn from anything that
//! the viewer could not look up: every reason is in words, in an order that is written down.

mod grounds;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::Looking;
use super::meetings::{may_see, shown};
use super::wall::NamedUnit;
use super::wall_rows::{compiled, is_seen};
use super::{Filter, lights, wall};
use crate::authority::{Operation, Reach};
use crate::meeting::{AgendaEntry, Meeting, Subject};
use crate::refusal::Refusal;
use crate::state::Zone;
use crate::{Colour, MeetingId, ProjectId, Words};

pub(super) use grounds::Grounds;

/// Entries proposed unless more are asked for: what two hours hold at four minutes each.
pub const PROPOSED: usize = 30;

/// Minutes proposed for a project or another single subject.
const MINUTES: u16 = 5;

/// Minutes proposed for what the last meeting asked.
const ASKED_MINUTES: u16 = 10;

/// A state and the way one looks at it.
pub type Side<'a> = (&'a Zone, Looking<'a>);

/// An agenda, and what is proposed for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaBoard {
    /// State known: sequence number.
    pub known_seq: u64,
    /// Date looked at.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: Date,
    /// The meeting.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: MeetingId,
    /// Its entity version.
    pub version: u32,
    /// The moment that changes are told from.
    pub since: Option<Since>,
    /// The agenda, in order.
    pub entries: Vec<AgendaLine>,
    /// What is proposed and not on it, most urgent first.
    pub proposed: Vec<AgendaLine>,
    /// How many more would be proposed.
    pub left_off: u32,
    /// Whether the viewer may set the agenda.
    pub may_set: bool,
}

/// The moment that changes are told from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Since {
    /// What it is called: the mark's label.
    pub label: Words,
    /// Name of the mark.
    pub mark: Option<String>,
    /// The last event known then.
    pub seq: u64,
    /// The date it spoke of.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub date: Date,
}

/// An entry, or a proposed one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaLine {
    /// What it is about: `P12`, `S3`, `M2`, `C5`, `I1`; none for the office's own words.
    pub subject: Option<String>,
    /// As it is called.
    pub title: Words,
    /// The project it is about.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub project: Option<ProjectId>,
    /// Its light.
    pub colour: Option<Colour>,
    /// Its light as the last meeting saw it.
    pub was: Option<Colour>,
    /// Why it is here, the most urgent reason first.
    pub whys: Vec<Why>,
    /// The unit that speaks.
    pub speaker: Option<NamedUnit>,
    /// Minutes it may take.
    pub minutes: u16,
}

/// Why something is on an agenda, in the order of urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhyKind {
    /// What the last meeting asked: it begins with that.
    Asked,
    /// Turned red since the last meeting.
    TurnedRed,
    /// A blocking problem is open.
    Blocked,
    /// Red.
    Red,
    /// An item about it is late.
    ItemLate,
    /// A step is past its last responsible moment.
    LastMoment,
    /// A gate is due and past.
    GateLate,
    /// Turned yellow since the last meeting.
    TurnedYellow,
    /// Yellow.
    Yellow,
    /// An indicator is behind.
    Behind,
    /// Reports are missing.
    Unreported,
    /// A better light than at the last meeting: worth a word.
    Better,
}

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Why {
    /// Which.
    pub kind: WhyKind,
    /// In words.
    pub text: Words,
    /// Days it is late or costs, for the order.
    pub days: i32,
}

/// The agenda of a meeting and what is proposed for it; `None` where there is no such meeting or
/// the viewer may not see it.
///
/// # Errors
/// As for the wall, on either side.
pub fn agenda(
    now: Side<'_>,
    since: Option<Side<'_>>,
    id: MeetingId,
    limit: usize,
) -> Result<Option<AgendaBoard>, Refusal> {
    let (zone, looking) = now;
    let seen = zone.meetings.get(&id);
    let Some(meeting) = seen.filter(|own| may_see(zone, looking, own)) else {
        return Ok(None);
    };
    let wall = wall::wall(zone, looking, &Filter::default())?;
    let then = since.map(|since| colours(since)).transpose()?;
    let grounds = Grounds::of(now, &wall, then.as_ref(), meeting);
    let entries = entries(zone, looking, &grounds, meeting);
    let mut proposed: Vec<AgendaLine> = grounds
        .in_order()
        .into_iter()
        .filter(|(subject, _)| !meeting.agenda.iter().any(|own| own.subject == *subject))
        .map(|(_, line)| line)
        .collect();
    let left_off = proposed.len().saturating_sub(limit);
    proposed.truncate(limit);
    Ok(Some(AgendaBoard {
        known_seq: zone.seq,
        true_on: looking.true_on,
        id,
        version: meeting.version,
        since: since.map(named_moment),
        entries,
        proposed,
        left_off: u32::try_from(left_off).unwrap_or(u32::MAX),
        may_set: looking.actor.reach(Operation::RunCycles) == Reach::All
            && crate::meeting::MeetingActKind::SetAgenda.fits(meeting.state()),
    }))
}

/// The moment of a side, by the mark that was set there if one was.
pub(super) fn named_moment((zone, looking): Side<'_>) -> Since {
    let mark = zone.marks.iter().find(|(_, mark)| mark.seq == zone.seq);
    let seq = zone.seq;
    let plain = Words::new(format!("记录第 {seq} 条"), format!("record {seq}"));
    Since {
        label: mark.map_or(plain, |(_, mark)| mark.label.clone()),
        mark: mark.map(|(name, _)| name.clone()),
        seq,
        date: looking.true_on,
    }
}

/// The colours of the other side.
fn colours((zone, looking): Side<'_>) -> Result<BTreeMap<ProjectId, Colour>, Refusal> {
    let on = looking.true_on;
    let rules = compiled(zone, on, &Filter::default())?;
    Ok(lights::all(zone, looking.calendars, &rules, on)
        .into_iter()
        .collect())
}

/// The agenda as it stands, each entry with the reasons there are for it.
pub(super) fn entries(
    zone: &Zone,
    looking: Looking<'_>,
    grounds: &Grounds<'_>,
    meeting: &Meeting,
) -> Vec<AgendaLine> {
    let entry = |own: &AgendaEntry| {
        let found = grounds.find(own.subject).cloned();
        let line = found.unwrap_or_else(|| plain(zone, looking, own.subject));
        AgendaLine {
            speaker: own
                .speaker
                .map(|unit| super::cycles::named(zone, unit, looking.true_on)),
            minutes: own.minutes,
            ..line
        }
    };
    meeting.agenda.iter().map(entry).collect()
}

/// A subject for which no reason is left, or that the viewer may not see.
fn plain(zone: &Zone, looking: Looking<'_>, subject: Subject) -> AgendaLine {
    let on = looking.true_on;
    let same = |text: String| Words::new(text.clone(), text);
    let hidden = || Words::new("（不在知悉范围）", "(not for this reader)");
    let (title, project) = match subject {
        Subject::Own(text) => (shown(looking, text), None),
        Subject::Project(id) => {
            let seen = zone.projects.get(&id);
            let seen = seen.filter(|project| is_seen(zone, looking, project));
            match seen {
                Some(project) => (same(project.name_on(on).to_owned()), Some(id)),
                None => (hidden(), None),
            }
        }
        Subject::Item(id) => {
            let seen = zone.items.get(&id);
            let seen = seen.filter(|item| super::items::may_see(zone, looking, item));
            (
                seen.map_or_else(hidden, |item| shown(looking, item.what)),
                None,
            )
        }
        Subject::Asked(id) => {
            let asked = zone.meetings.get(&id).map(|own| own.number_words());
            (grounds::asked_title(&asked.unwrap_or_default()), None)
        }
        Subject::Reports(id) => {
            let cycle = zone.cycles.get(&id).map(|own| own.name.clone());
            (grounds::reports_title(&cycle.unwrap_or_default()), None)
        }
        Subject::Indicator(id) => {
            let name = zone.indicators.get(&id).map(|own| &own.definition.name);
            (name.cloned().unwrap_or_default(), None)
        }
    };
    AgendaLine {
        subject: subject.key(),
        title,
        project,
        colour: None,
        was: None,
        whys: Vec::new(),
        speaker: None,
        minutes: MINUTES,
    }
}

/// The order of lines: the most urgent reason, then how many there are, then the days, then the
/// order of the wall.
fn urgency(line: &AgendaLine) -> (Option<WhyKind>, Reverse<usize>, Reverse<i32>) {
    let first = line.whys.first().map(|why| why.kind);
    let days = line.whys.iter().map(|why| why.days).max().unwrap_or(0);
    (first, Reverse(line.whys.len()), Reverse(days))
}
