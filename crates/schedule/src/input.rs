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
    /// Starts at this moment whatever its links say (mandatory start; MS Project's must start on).
    pub must_start: Option<Minute>,
    /// Finishes at this moment whatever its links say.
    pub must_finish: Option<Minute>,
    /// Stretch or shrink what remains so that it finishes at this moment (expected finish).
    pub expected_finish: Option<Minute>,
    /// What it is.
    pub kind: Kind,
    /// The summary it belongs to.
    pub parent: Option<ActivityId>,
    /// Planned interruptions of its work.
    pub splits: Box<[Split]>,
    /// When work was suspended, if started.
    pub suspended: Option<Minute>,
    /// Remaining work does not go on before this moment.
    pub resume: Option<Minute>,
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
    #[inline]
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
            must_start: None,
            must_finish: None,
            expected_finish: None,
            kind: Kind::Task,
            parent: None,
            splits: Box::default(),
            suspended: None,
            resume: None,
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
            Constraint::MustStart(at) => self.must_start = Some(at),
            Constraint::MustFinish(at) => self.must_finish = Some(at),
            Constraint::ExpectedFinish(at) => self.expected_finish = Some(at),
        }
        self
    }

    /// Of another kind than a task.
    #[must_use]
    pub fn of_kind(mut self, kind: Kind) -> Activity {
        self.kind = kind;
        self
    }

    /// A part of a summary.
    #[must_use]
    pub fn part_of(mut self, summary: ActivityId) -> Activity {
        self.parent = Some(summary);
        self
    }

    /// Whether it is work that obeys nothing but its links: no constraint, no actual.
    pub(crate) fn is_bare(&self) -> bool {
        self.kind == Kind::Task
            && !self.as_late_as_possible
            && self.start_not_earlier.is_none()
            && self.start_not_later.is_none()
            && self.finish_not_earlier.is_none()
            && self.finish_not_later.is_none()
            && self.must_start.is_none()
            && self.must_finish.is_none()
            && self.expected_finish.is_none()
            && self.actual_start.is_none()
            && self.actual_finish.is_none()
    }

    /// Whether its dates follow from those of others (a summary, a level of effort).
    pub fn is_span(&self) -> bool {
        matches!(self.kind, Kind::Summary | Kind::LevelOfEffort)
    }

    /// Working minutes from its first to its last: duration and interruptions; none for a
    /// milestone or a span.
    pub(crate) fn extent(&self) -> i64 {
        match self.kind {
            Kind::Task => self.duration + self.splits.iter().map(|split| split.gap).sum::<i64>(),
            _ => 0,
        }
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

/// What an activity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// Work of a duration; a milestone on either side of time off if the duration is 0.
    #[default]
    Task,
    /// A milestone (开始里程碑) that falls where work could begin.
    StartMilestone,
    /// A milestone (完成里程碑) that falls where work ends.
    FinishMilestone,
    /// A level of effort or hammock (支撑作业): from the moment its start is tied to until the
    /// one its finish is tied to. It moves nothing.
    LevelOfEffort,
    /// A summary (摘要任务): from the first start to the last finish of its parts, levels of effort
    /// apart. A link into it
    /// holds for every part; a link out of its finish waits for every part.
    Summary,
}

/// A planned interruption (拆分).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Split {
    /// Working minutes done before it.
    pub after: i64,
    /// Working minutes of the calendar that pass unused.
    pub gap: i64,
}

/// A constraint on the dates of an activity. Links always hold: a constraint that they make
/// impossible shows as negative float, it never breaks a link. The two mandatory ones
/// ([`Constraint::MustStart`], [`Constraint::MustFinish`]) are the exception: they hold, and
/// what they make impossible shows as negative float of the predecessors. Facts make constraints
/// void.
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
    /// Start at the first working moment from here, whatever the links say.
    MustStart(Minute),
    /// Finish at the last working moment up to here, whatever the links say.
    MustFinish(Minute),
    /// What remains ends here, longer or shorter than planned.
    ExpectedFinish(Minute),
}

/// How late dates treat time off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Convention {
    /// One working minute later than its latest start, and the end is missed.
    #[default]
    Exact,
    /// As Primavera P6 does: a start that has to come by a Saturday may come on Monday, since no
    /// working time of the activity lies between; a start milestone planned as late as possible
    /// falls on the next working moment.
    Primavera,
}

/// Which start of a started activity its start-to-start and start-to-finish links tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum StartLags {
    /// The actual one: the lag has run since then.
    #[default]
    Actual,
    /// The early start of what remains (the default of P6): the lag runs again.
    Remaining,
}

/// What becomes of unfinished links into an activity that has started all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Progress {
    /// What remains waits for them (retained logic).
    #[default]
    RetainedLogic,
    /// They are void: what remains goes on at the data date.
    Override,
    /// They are void for what remains, and the predecessor should have been over by the actual
    /// start: its late dates say how late that is.
    ActualDates,
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
    /// 必须开始于.
    MustStart,
    /// 必须完成于.
    MustFinish,
    /// 期望完成.
    ExpectedFinish,
    /// 复工.
    Resume,
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
    /// Hundredths of a percent of the predecessor's duration, in its calendar.
    Percent(i32),
}

impl Lag {
    /// No lag.
    pub const NONE: Lag = Lag::Working(0);

    /// Its length in minutes, of whichever kind, after a predecessor of that duration.
    pub fn minutes(self, duration: i64) -> i64 {
        match self {
            Lag::Working(minutes) | Lag::WorkingIn(_, minutes) | Lag::Elapsed(minutes) => minutes,
            Lag::Percent(share) => duration.saturating_mul(i64::from(share)) / 10_000,
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
