//! Meetings and every step taken on them.

use jiff::civil::Date;

use super::shapes;
use crate::meeting::{AgendaEntry, Attendee, MeetingPlan};
use crate::{MeetingId, TextRef};

shapes! {
    /// A meeting was planned.
    MeetingPlanned {
        /// Its id.
        id: MeetingId,
        /// Year and number within the year's series of its kind.
        number: (i16, u32),
        /// What is settled of it.
        plan: MeetingPlan,
        /// When it was planned.
        effective_on: Date,
    }
    /// What was settled of a meeting was settled anew.
    MeetingChanged {
        /// The meeting.
        id: MeetingId,
        /// As it is now.
        plan: MeetingPlan,
        /// When.
        effective_on: Date,
    }
    /// An agenda was set, whole.
    AgendaSet {
        /// The meeting.
        id: MeetingId,
        /// Its entries, in order.
        entries: Vec<AgendaEntry>,
        /// When.
        effective_on: Date,
    }
    /// 定稿: what the book is printed from was fixed.
    BookFixed {
        /// The meeting.
        id: MeetingId,
        /// The mark, set by the event before.
        mark: String,
        /// When.
        effective_on: Date,
    }
    /// A meeting took place.
    MeetingHeld {
        /// The meeting.
        id: MeetingId,
        /// The mark of what it saw.
        mark: String,
        /// Who was asked and did not come.
        absent: Vec<Attendee>,
        /// Which day.
        effective_on: Date,
    }
    /// 纪要 were issued.
    MinutesIssued {
        /// The meeting.
        id: MeetingId,
        /// Commitment of the text.
        text: TextRef,
        /// Commitment of what they are called.
        name: Option<TextRef>,
        /// Commitment of why an earlier issue is replaced.
        reason: Option<TextRef>,
        /// Which day.
        effective_on: Date,
    }
    /// A meeting does not take place.
    MeetingCancelled {
        /// The meeting.
        id: MeetingId,
        /// Commitment of the reason.
        reason: TextRef,
        /// When.
        effective_on: Date,
    }
}
