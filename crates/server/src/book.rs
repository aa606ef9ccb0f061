//! From which states of the record a meeting's agenda and book are computed.

use host::{Error, KnownAt, Library, Seen};
use jiff::civil::Date;
use zone::view::Looking;
use zone::view::agenda::{self, AgendaBoard, Side};
use zone::view::book::{self, Book};
use zone::{Actor, MeetingId, Refusal, Zone};

/// What a meeting looks at: the state it sees, and the one that the last meeting saw.
pub struct Sides {
    /// The state it sees.
    pub now: Seen,
    /// The state that changes are told from.
    pub since: Option<Seen>,
}

/// Which moment of a meeting's book is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookAsked {
    /// A moment of the record was named: the book is computed there, not at the meeting's mark.
    pub named: bool,
    /// The date looked at, if one was named.
    pub true_on: Option<Date>,
    /// The moment that changes are told from; the last meeting's unless named.
    pub since: Option<KnownAt>,
}

impl Sides {
    /// The sides of a meeting of `seen`: at the mark of what it saw, where it has one and no other
    /// moment was named; each as a reader may see it. `None` where there is no such meeting.
    ///
    /// # Errors
    /// `host/no-such-moment`, or a fault of the ledger.
    pub fn of(
        library: &Library,
        seen: Seen,
        id: MeetingId,
        asked: &BookAsked,
        (reader, today): (&Actor, Date),
    ) -> Result<Option<Sides>, Error> {
        let Some(meeting) = seen.zone.meetings.get(&id) else {
            return Ok(None);
        };
        let mark = meeting.mark().filter(|_| !asked.named);
        let speaks_of = meeting.speaks_of(&seen.zone, seen.true_on);
        let mut now = match mark {
            Some(mark) => marked(library, &seen.zone, mark, today)?,
            None => Seen {
                true_on: speaks_of,
                ..seen
            },
        };
        if let Some(on) = asked.true_on {
            now.true_on = on;
        }
        let since = match &asked.since {
            Some(moment) => Some(library.see(moment, today)?),
            None => {
                let meeting = now.zone.meetings.get(&id);
                let previous = meeting.and_then(|meeting| meeting.previous(&now.zone));
                let mark = previous.and_then(|previous| previous.mark());
                mark.map(|mark| marked(library, &now.zone, mark, today))
                    .transpose()?
            }
        };
        Ok(Some(Sides {
            now: now.disclosed_to(reader, today),
            since: since.map(|since| since.disclosed_to(reader, today)),
        }))
    }

    fn looked_at<'a>(
        &'a self,
        library: &'a Library,
        actor: &'a Actor,
    ) -> (Side<'a>, Option<Side<'a>>) {
        let side = |seen: &'a Seen| {
            let looking = Looking {
                true_on: seen.true_on,
                calendars: &seen.calendars,
                texts: library,
                actor,
            };
            (&seen.zone, looking)
        };
        (side(&self.now), self.since.as_ref().map(side))
    }

    /// The book; `None` where the actor may not see the meeting.
    ///
    /// # Errors
    /// As for the wall.
    pub fn book(
        &self,
        library: &Library,
        actor: &Actor,
        id: MeetingId,
    ) -> Result<Option<Book>, Refusal> {
        let (now, since) = self.looked_at(library, actor);
        book::book(now, since, id)
    }

    /// The agenda with what is proposed for it; `None` where the actor may not see the meeting.
    ///
    /// # Errors
    /// As for the wall.
    pub fn agenda(
        &self,
        library: &Library,
        actor: &Actor,
        id: MeetingId,
        limit: usize,
    ) -> Result<Option<AgendaBoard>, Refusal> {
        let (now, since) = self.looked_at(library, actor);
        agenda::agenda(now, since, id, limit)
    }
}

/// The state of a mark. By its number: a mark is found in the state that names it, whatever the
/// newest one says.
fn marked(library: &Library, zone: &Zone, mark: &str, today: Date) -> Result<Seen, Error> {
    let missing = || Error::NoSuchMoment {
        asked: mark.to_owned(),
    };
    let found = zone.marks.get(mark).ok_or_else(missing)?;
    let mut seen = library.see(&KnownAt::Seq(found.seq), today)?;
    seen.true_on = found.date;
    Ok(seen)
}
