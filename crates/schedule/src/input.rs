//! What a network is made of: activities, links, constraints, actuals.
//!
//! Plain values; nothing is checked here. [`crate::NetworkBuilder::build`] checks everything and
//! lists all problems at once.

use calendar::Minute;

/// An activity, by the order in which it was added (0, 1, 2, ...).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActivityId(pub u32);

/// A link, by the order in which it was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// A calendar, by the order in which it was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarId(pub u32);

/// The caller's name for an activity. Optional: activities without one are known by their id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Key {
    /// Known by its id alone.
    #[default]
    None,
    /// A number.
    Number(u64),
    /// A text.
    Text(Box<str>),
}

impl From<u64> for Key {
    fn from(number: u64) -> Key {
        Key::Number(number)
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Key {
        Key::Text(text.into())
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Key::None => f.write_str("?"),
            Key::Number(number) => write!(f, "{number}"),
            Key::Text(text) => f.write_str(text),
        }
    }
}

/// An activity (工序): work of a duration in working minutes of its calendar, or a milestone if
/// the duration is 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// The caller's name.
    pub key: Key,
    /// The calendar it is worked by.
    pub calendar: CalendarId,
    /// Working minutes of that calendar.
    pub duration: i64,
    /// Must not start before this moment.
    pub start_not_earlier: Option<Minute>,
    /// Must not start after the first working moment at or after this one.
    pub start_not_later: Option<Minute>,
    /// Must not finish before the last working moment at or before this one.
    pub finish_not_earlier: Option<Minute>,
    /// Must not finish after this moment.
    pub finish_not_later: Option<Minute>,
    /// Plan as late as possible without moving any successor.
    pub as_late_as_possible: bool,
    /// When it really started.
    pub actual_start: Option<Minute>,
    /// Working minutes still to do, if started. Unless given: the duration less what the calendar
    /// offered since the start.
    pub remaining: Option<i64>,
    /// When it really finished. Without an actual start, that is counted back by the duration.
    pub actual_finish: Option<Minute>,
}

impl Activity {
    /// An activity of `duration` working minutes, without constraints, not started.
    pub fn new(calendar: CalendarId, duration: i64) -> Activity {
        Activity {
            key: Key::None,
            calendar,
            duration,
            start_not_earlier: None,
            start_not_later: None,
            finish_not_earlier: None,
            finish_not_later: None,
            as_late_as_possible: false,
            actual_start: None,
            remaining: None,
            actual_finish: None,
        }
    }

    /// With the caller's name.
    #[must_use]
    pub fn key(mut self, key: impl Into<Key>) -> Activity {
        self.key = key.into();
        self
    }

    /// With a constraint more. Of two constraints of one kind the stricter holds.
    #[must_use]
    pub fn constrain(mut self, constraint: Constraint) -> Activity {
        let later = |old: Option<Minute>, new: Minute| Some(old.map_or(new, |old| old.max(new)));
        let earlier = |old: Option<Minute>, new: Minute| Some(old.map_or(new, |old| old.min(new)));
        match constraint {
            Constraint::StartNotEarlier(at) => {
                self.start_not_earlier = later(self.start_not_earlier, at);
            }
            Constraint::StartNotLater(at) => {
                self.start_not_later = earlier(self.start_not_later, at);
            }
            Constraint::FinishNotEarlier(at) => {
                self.finish_not_earlier = later(self.finish_not_earlier, at);
            }
            Constraint::FinishNotLater(at) => {
                self.finish_not_later = earlier(self.finish_not_later, at);
            }
            Constraint::StartOn(at) => {
                self.start_not_earlier = later(self.start_not_earlier, at);
                self.start_not_later = earlier(self.start_not_later, at);
            }
            Constraint::FinishOn(at) => {
                self.finish_not_earlier = later(self.finish_not_earlier, at);
                self.finish_not_later = earlier(self.finish_not_later, at);
            }
            Constraint::AsLateAsPossible => self.as_late_as_possible = true,
        }
        self
    }

    /// Really started.
    #[must_use]
    pub fn started(mut self, at: Minute) -> Activity {
        self.actual_start = Some(at);
        self
    }

    /// Really started, with so many working minutes still to do.
    #[must_use]
    pub fn started_with(mut self, at: Minute, remaining: i64) -> Activity {
        self.actual_start = Some(at);
        self.remaining = Some(remaining);
        self
    }

    /// Really started and finished.
    #[must_use]
    pub fn finished(mut self, start: Minute, finish: Minute) -> Activity {
        self.actual_start = Some(start);
        self.actual_finish = Some(finish);
        self
    }
}

/// A constraint on the dates of an activity. Links always hold: a constraint that they make
/// impossible shows as negative float, it never breaks a link. Facts make constraints void.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// Start at this moment or later.
    StartNotEarlier(Minute),
    /// Start at the first working moment from here, or earlier.
    StartNotLater(Minute),
    /// Finish at the last working moment up to here, or later.
    FinishNotEarlier(Minute),
    /// Finish at this moment or earlier.
    FinishNotLater(Minute),
    /// Start at the first working moment from here.
    StartOn(Minute),
    /// Finish at the last working moment up to here.
    FinishOn(Minute),
    /// As late as possible without moving any successor.
    AsLateAsPossible,
}

/// Which of the four bounds a constraint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// 不早于开始.
    StartNotEarlier,
    /// 不晚于开始.
    StartNotLater,
    /// 不早于完成.
    FinishNotEarlier,
    /// 不晚于完成.
    FinishNotLater,
}

/// Which ends a link ties together, predecessor's end first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Relation {
    /// Finish to start (FS).
    #[default]
    FinishToStart,
    /// Start to start (SS).
    StartToStart,
    /// Finish to finish (FF).
    FinishToFinish,
    /// Start to finish (SF).
    StartToFinish,
}

impl Relation {
    /// Whether it ties the predecessor's finish (else its start).
    pub fn from_finish(self) -> bool {
        matches!(self, Relation::FinishToStart | Relation::FinishToFinish)
    }

    /// Whether it ties the successor's start (else its finish).
    pub fn to_start(self) -> bool {
        matches!(self, Relation::FinishToStart | Relation::StartToStart)
    }
}

/// Time between the two ends of a link; negative is a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lag {
    /// Working minutes of the predecessor's calendar.
    Working(i64),
    /// Working minutes of a stated calendar.
    WorkingIn(CalendarId, i64),
    /// Minutes of the clock (concrete cures on Sundays too).
    Elapsed(i64),
}

impl Lag {
    /// No lag.
    pub const NONE: Lag = Lag::Working(0);

    /// Its length in minutes, of whichever kind.
    pub fn minutes(self) -> i64 {
        match self {
            Lag::Working(minutes) | Lag::WorkingIn(_, minutes) | Lag::Elapsed(minutes) => minutes,
        }
    }
}

/// A link (搭接关系) between two activities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The predecessor.
    pub from: ActivityId,
    /// The successor.
    pub to: ActivityId,
    /// Which ends it ties.
    pub relation: Relation,
    /// The time between them.
    pub lag: Lag,
}

impl Link {
    /// Finish to start without lag.
    pub fn finish_to_start(from: ActivityId, to: ActivityId) -> Link {
        Link {
            from,
            to,
            relation: Relation::FinishToStart,
            lag: Lag::NONE,
        }
    }
}
