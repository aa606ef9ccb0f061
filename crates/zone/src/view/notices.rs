//! Notices as their reader sees them, and the bulletin to paste: text and long picture are drawn
//! from the same value.
//!
//! A notice shows its reader nothing that the noun's own page would not. What leaves by a channel
//! that carries less than the reader may see is counted, not told ([`Board::withheld`]).

mod bulletin;
mod tell;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::wall::NamedUnit;
use super::{Looking, items, meetings, report as report_view};
use crate::notice::{About, NoticeKind, Occasion, Topic, is_for};
use crate::reading;
use crate::state::Zone;
use crate::{HandlingLevel, Project, ProjectId, UnitId, Words, limits};

pub use bulletin::{Bulletin, BulletinGroup, BulletinRow, bulletin};

/// Who reads.
#[derive(Clone, Copy)]
pub enum Reader<'a> {
    /// Somebody who signs in, with the projects that are watched.
    Person(&'a BTreeSet<ProjectId>),
    /// A group: of the whole zone, or of a unit and those below it.
    Group(Option<UnitId>),
}

/// Through what it is read.
#[derive(Clone, Copy)]
pub struct Through<'a> {
    /// Who reads.
    pub reader: Reader<'a>,
    /// The highest level it carries.
    pub carries: HandlingLevel,
}

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    /// Stands for the occasion: what is marked as read.
    pub key: String,
    /// What kind it is.
    pub kind: NoticeKind,
    /// The kind as it is called.
    pub kind_word: Words,
    /// Its topic.
    pub topic: Topic,
    /// Whether it may come at night.
    pub urgent: bool,
    /// Whether it asks for something to be done.
    pub asks: bool,
    /// The level of what it tells.
    pub level: HandlingLevel,
    /// In one line.
    pub title: Words,
    /// What it is about, in the words of the thing itself.
    pub detail: Option<Words>,
    /// The unit that has to act.
    pub unit: Option<NamedUnit>,
    /// What it is about: `item`, `report`, `meeting`, `request`, `problem`, `cycle`;
    /// of a comment what it was said about, `project` and `indicator` too.
    pub noun: String,
    /// Its id.
    pub about: String,
    /// The project it is about.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub project: Option<ProjectId>,
    /// The event that gave it.
    pub seq: u64,
    /// Since which day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// Whether the calendar gave it, not an event.
    pub timed: bool,
    /// By when.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub due_on: Option<Date>,
    /// How that stands: 还有 2 个工作日.
    pub time: Option<Words>,
}

/// What somebody is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Board {
    /// The notices, the newest first.
    pub notices: Vec<Notice>,
    /// Keys of those that the channel may not carry.
    pub withheld: Vec<String>,
}

/// What of some occasions a reader is told through a channel.
pub fn board(
    zone: &Zone,
    looking: Looking<'_>,
    through: Through<'_>,
    occasions: &[Occasion],
) -> Board {
    let mut board = Board::default();
    for occasion in occasions {
        if board.notices.len() >= limits::NOTICES_MAX || !meant(zone, looking, through, occasion) {
            continue;
        }
        let Some(told) = tell::notice(zone, looking, through, occasion) else {
            continue;
        };
        if told.level <= through.carries {
            board.notices.push(told);
        } else {
            board.withheld.push(told.key);
        }
    }
    board
}

/// Whether it is meant for the reader, and may be seen.
fn meant(zone: &Zone, looking: Looking<'_>, through: Through<'_>, occasion: &Occasion) -> bool {
    let on = looking.true_on;
    let wanted = match through.reader {
        Reader::Person(watched) => is_for(zone, looking.actor, watched, on, occasion),
        Reader::Group(None) => occasion.kind.is_for_groups(),
        Reader::Group(Some(unit)) => {
            let meeting = matches!(occasion.about, About::Meeting(_) | About::Cycle(_));
            occasion.kind.is_for_groups() && (meeting || occasion.concerns(zone, unit, on))
        }
    };
    wanted && may_see(zone, looking, occasion.about)
}

/// Whether the page of the thing would show it.
fn may_see(zone: &Zone, looking: Looking<'_>, about: About) -> bool {
    match about {
        About::Item(id) => {
            let item = zone.items.get(&id);
            item.is_some_and(|item| items::may_see(zone, looking, item))
        }
        About::Report(id) => report_view::may_read(zone, looking, id) || is_group(looking),
        About::Meeting(id) => {
            let meeting = zone.meetings.get(&id);
            meeting.is_some_and(|meeting| meetings::may_see(zone, looking, meeting))
        }
        About::Request(id) => zone.requests.get(&id).is_some_and(|own| {
            super::enterprises::may_see_request(zone, looking, own)
                || looking.actor.speaks_for(own.enterprise)
        }),
        About::Problem(id) => {
            let project = zone.problems.get(&id).map(|problem| problem.project);
            let project = project.and_then(|id| zone.projects.get(&id));
            project.is_some_and(|project| sees(zone, looking, project))
        }
        About::Cycle(id) => zone.cycles.contains_key(&id),
        About::Comment(id, subject) => zone.comments.get(&id).is_some_and(|own| {
            let (actor, on) = (looking.actor, looking.true_on);
            reading::may_read_said(zone, actor, on, subject, own.audience)
        }),
    }
}

/// That a report is owed or late stands in the matrix, which everybody inside reads.
fn is_group(looking: Looking<'_>) -> bool {
    looking.actor.reach(crate::authority::Operation::Read) == crate::authority::Reach::All
}

fn sees(zone: &Zone, looking: Looking<'_>, project: &Project) -> bool {
    let on = looking.true_on;
    let unit = zone.lead_unit(project, on);
    looking.actor.sees(project.handling_level(on), unit)
}
