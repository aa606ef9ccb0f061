//! 通知: what gives occasion to tell somebody something, and whom.
//!
//! An [`Occasion`] follows from a state and a day alone, so that a restart forgets none and invents
//! none. Its key stays the same for as long as it is the same occasion: whoever keeps which keys
//! were told tells nobody twice. What no longer asks for anything is no occasion any more; what
//! only informs is one for [`INFORMS_DAYS`](crate::limits::INFORMS_DAYS) days.
//! Knows no channel, no clock and no reader: whether somebody may see it is the view's to say.

mod audience;
mod items;
mod kind;
mod others;
mod reports;
mod requests;
mod talk;

use std::fmt;

use jiff::civil::Date;

use crate::clock::{self, DUE_SOON_DAYS, Due};
use crate::item::{EscalationStep, LADDER, reached};
use crate::plan::WeekKind;
use crate::state::Zone;
use crate::thread::ThreadSubject;
use crate::{
    Calendars, CommentId, CycleId, ItemId, MeetingId, ProblemId, ReportId, RequestId, limits,
};

pub use audience::{Audience, is_for};
pub use kind::{NoticeKind, Topic};

/// What an occasion is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A report of a unit.
    Report(ReportId),
    /// A supervision item.
    Item(ItemId),
    /// A meeting.
    Meeting(MeetingId),
    /// A request of an enterprise.
    Request(RequestId),
    /// A problem.
    Problem(ProblemId),
    /// A cycle.
    Cycle(CycleId),
    /// A comment, on the thread of a thing: it is read where the thing is.
    Comment(CommentId, ThreadSubject),
}

impl About {
    /// The noun: what an address of the page begins with.
    pub fn noun(self) -> &'static str {
        match self {
            About::Report(_) => "report",
            About::Item(_) => "item",
            About::Meeting(_) => "meeting",
            About::Request(_) => "request",
            About::Problem(_) => "problem",
            About::Cycle(_) => "cycle",
            About::Comment(_, subject) => subject.noun(),
        }
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            About::Report(id) => id.fmt(f),
            About::Item(id) => id.fmt(f),
            About::Meeting(id) => id.fmt(f),
            About::Request(id) => id.fmt(f),
            About::Problem(id) => id.fmt(f),
            About::Cycle(id) => id.fmt(f),
            About::Comment(_, subject) => subject.fmt(f),
        }
    }
}

/// Why somebody is to be told something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// Stands for it in every channel and after every restart.
    pub key: String,
    /// What kind it is.
    pub kind: NoticeKind,
    /// What it is about.
    pub about: About,
    /// The event that gave it; for what the calendar gave, the last event it follows from.
    pub seq: u64,
    /// Since which day.
    pub on: Date,
    /// Whether the calendar gave it, not an event.
    pub timed: bool,
    /// By when something is to be done.
    pub due: Option<Due>,
    /// Whether it may come at night.
    pub urgent: bool,
    /// Whom it is for: any of them.
    pub to: Vec<Audience>,
    /// The account that gave it, which need not be told.
    pub by: Option<String>,
}

/// Every occasion there is on a day, the newest first.
pub fn occasions(zone: &Zone, calendars: &Calendars, today: Date) -> Vec<Occasion> {
    let day = Day { calendars, today };
    let mut found = Vec::new();
    reports::occasions(zone, day, &mut found);
    items::occasions(zone, day, &mut found);
    requests::occasions(zone, day, &mut found);
    others::meetings(zone, day, &mut found);
    others::problems(zone, day, &mut found);
    others::lights(zone, day, &mut found);
    talk::occasions(zone, day, &mut found);
    found.sort_by(|one, other| {
        let place = |own: &Occasion| (own.on, own.seq);
        place(other).cmp(&place(one)).then(one.key.cmp(&other.key))
    });
    found
}

/// The day occasions are looked for on.
#[derive(Clone, Copy)]
struct Day<'a> {
    calendars: &'a Calendars,
    today: Date,
}

/// A stage of running towards a due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Running {
    /// In its last days.
    Soon,
    /// So late that the ladder proposes a step.
    Late(EscalationStep),
}

impl Day<'_> {
    /// Whether what happened on a day still informs.
    fn informs(self, on: Date) -> bool {
        let age = self.today.since(on).map_or(0, |span| span.get_days());
        on <= self.today && age <= limits::INFORMS_DAYS
    }

    /// Where something due stands on the day, and since when.
    fn running(self, due: Date) -> Option<(Running, Date)> {
        let calendar = self.calendars.get(WeekKind::FiveDay);
        let late = clock::working_days(self.calendars, due, self.today);
        if let Some(step) = reached(late) {
            let from = LADDER.iter().find(|(_, own)| *own == step);
            let from = from.map_or(1, |(days, _)| *days);
            return Some((Running::Late(step), calendar.add_working_days(due, from)));
        }
        let since = calendar.add_working_days(due, -DUE_SOON_DAYS);
        (late >= -DUE_SOON_DAYS).then_some((Running::Soon, since.min(self.today)))
    }

    /// The occasion the calendar gives for something due, if it gives one.
    fn timed(self, about: About, due: Due, of: &Timed<'_>) -> Option<Occasion> {
        let (running, on) = self.running(due.on)?;
        let noun = about.noun();
        let (kind, key) = match running {
            Running::Soon => (of.soon, format!("{noun}/{about}/soon/{}", due.on)),
            Running::Late(step) => {
                let days = LADDER.iter().find(|(_, own)| *own == step);
                let days = days.map_or(0, |(days, _)| *days);
                (of.late, format!("{noun}/{about}/late{days}/{}", due.on))
            }
        };
        Some(Occasion {
            key,
            kind,
            about,
            seq: of.seq,
            on,
            timed: true,
            due: Some(due),
            urgent: matches!(running, Running::Late(_)),
            to: of.to.to_vec(),
            by: None,
        })
    }
}

/// What the calendar's occasions of something due are made with.
struct Timed<'a> {
    soon: NoticeKind,
    late: NoticeKind,
    seq: u64,
    to: &'a [Audience],
}

/// The occasion an event gave.
fn happened(
    about: About,
    kind: NoticeKind,
    (seq, on): (u64, Date),
    due: Option<Due>,
    to: Vec<Audience>,
) -> Occasion {
    Occasion {
        key: format!("{}/{about}/{}/{seq}", about.noun(), kind.key()),
        kind,
        about,
        seq,
        on,
        timed: false,
        due,
        urgent: kind.is_urgent(),
        to,
        by: None,
    }
}

/// Of what came to somebody and what the calendar says of it since, the newer: nobody is told of
/// one thing twice.
fn newer(came: Option<Occasion>, timed: Option<Occasion>) -> Option<Occasion> {
    match (came, timed) {
        (Some(came), Some(timed)) if timed.on > came.on => Some(timed),
        (came, timed) => came.or(timed),
    }
}
