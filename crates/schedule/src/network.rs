//! A network ready for the passes.
//!
//! Laid out for speed: activities are renumbered topologically, their properties are columns,
//! moments are 32-bit minutes, and the links into and out of each activity stand side by side
//! (compressed rows). What most links do not have (a relation other than finish to start, a lag)
//! is one number into a short table of ties; what few activities have (constraints, actuals) lies
//! in a side table. A flag says which activities need neither, and the passes run straight through.

use crate::backward;
use crate::dates::Dates;
use crate::forward;
use crate::input::{
    ActivityId, CalendarId, Convention, Kind, Link, LinkId, Progress, Relation, StartLags,
};
use crate::plan::StepState;
use crate::result::{Columns, Schedule};
use crate::span::{self, Span};
use calendar::{Calendar, Minute};
use std::sync::Arc;

/// A checked network. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Network {
    pub(crate) inner: Arc<Inner>,
}

/// What to ask the passes for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Work the late dates back from this moment instead of from the early finish.
    pub required: Option<Minute>,
    /// Use this data date instead of the network's own.
    pub data_date: Option<Minute>,
}

/// A moment as the passes hold it: minutes since 2000, in 32 bits.
pub(crate) type Moment = i32;

/// Four thousand years either way: beyond any date a network may reach (it is refused at 2600).
const MOMENT_LIMIT: i64 = 2_000_000_000;

pub(crate) fn moment(at: Minute) -> Moment {
    at.0.clamp(-MOMENT_LIMIT, MOMENT_LIMIT) as Moment
}

pub(crate) fn minute(at: Moment) -> Minute {
    Minute(i64::from(at))
}

/// Every link into it is plain: finish to start without lag; it has nothing of its own to obey.
pub(crate) const PLAIN_IN: u8 = 1;
/// The same of the links out of it and of the activities they lead to.
pub(crate) const PLAIN_OUT: u8 = 2;
/// Its calendar works around the clock.
pub(crate) const CONTINUOUS: u8 = 4;
/// Its dates follow from those of others.
pub(crate) const SPAN: u8 = 8;
/// It is a level of effort.
pub(crate) const EFFORT: u8 = 16;
/// Of a span: something of it has begun.
pub(crate) const BEGUN: u8 = 32;
/// Of a span: all of it is over.
pub(crate) const OVER: u8 = 64;

/// The columns; those of activities are by position (topological order), those of links by slot
/// (side by side by successor).
#[derive(Debug, Clone)]
pub(crate) struct Inner {
    pub(crate) calendars: Vec<Calendar>,
    pub(crate) project_start: Minute,
    pub(crate) data_date: Option<Minute>,
    pub(crate) progress: Progress,
    pub(crate) start_lags: StartLags,
    pub(crate) convention: Convention,
    /// Position of each activity, by id.
    pub(crate) position: Vec<u32>,
    /// Id of the activity at each position.
    pub(crate) order: Vec<u32>,
    /// Working minutes from its first to its last, interruptions included.
    pub(crate) extent: Vec<i32>,
    /// Working minutes without interruptions.
    pub(crate) durations: Vec<i32>,
    pub(crate) calendar: Vec<u32>,
    pub(crate) flags: Vec<u8>,
    /// Place in `extras`, or [`NO_EXTRA`].
    pub(crate) extra: Vec<u32>,
    pub(crate) extras: Vec<Extra>,
    /// Where the links into each position begin; one entry more at the end.
    pub(crate) in_first: Vec<u32>,
    pub(crate) in_from: Vec<u32>,
    /// Place in `ties`; 0 is a plain link.
    pub(crate) in_tie: Vec<u32>,
    pub(crate) in_id: Vec<u32>,
    /// Where the links out of each position begin.
    pub(crate) out_first: Vec<u32>,
    pub(crate) out_to: Vec<u32>,
    /// The slot of each link out.
    pub(crate) out_slot: Vec<u32>,
    pub(crate) ties: Vec<Tie>,
    /// The links as given, by id.
    pub(crate) given: Vec<Link>,
    /// Summaries and levels of effort, those inside others first.
    pub(crate) spans: Vec<Span>,
    pub(crate) any_late: bool,
    /// Whether anything ties a finish, so that finishes can be held open over time off.
    pub(crate) any_finish_tie: bool,
    /// Whether [`Network::refit`] may be used.
    pub(crate) refittable: bool,
}

/// The activity has no constraint and no actual.
pub(crate) const NO_EXTRA: u32 = u32::MAX;

/// The lag is elapsed time, of no calendar.
pub(crate) const ELAPSED: u32 = u32::MAX;

/// How a link ties its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Tie {
    pub(crate) relation: Relation,
    pub(crate) calendar: u32,
    /// Limited to a hundred years when the network was checked.
    pub(crate) lag: i32,
}

impl Tie {
    pub(crate) const PLAIN: Tie = Tie {
        relation: Relation::FinishToStart,
        calendar: ELAPSED,
        lag: 0,
    };
}

/// Constraints and actuals of one activity, bounds already brought to its calendar.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Extra {
    pub(crate) start_not_earlier: Option<Minute>,
    pub(crate) start_not_later: Option<Minute>,
    pub(crate) finish_not_earlier: Option<Minute>,
    pub(crate) finish_not_later: Option<Minute>,
    pub(crate) as_late_as_possible: bool,
    pub(crate) must_start: Option<Minute>,
    pub(crate) must_finish: Option<Minute>,
    pub(crate) expected_finish: Option<Minute>,
    pub(crate) actual_start: Option<Minute>,
    pub(crate) remaining: Option<i64>,
    pub(crate) suspended: Option<Minute>,
    pub(crate) resume: Option<Minute>,
    pub(crate) actual_finish: Option<Minute>,
    pub(crate) kind: Kind,
}

impl Extra {
    pub(crate) fn is_started(&self) -> bool {
        self.actual_start.is_some()
    }

    pub(crate) fn is_finished(&self) -> bool {
        self.actual_finish.is_some()
    }

    /// Whether links cannot move it.
    pub(crate) fn is_mandatory(&self) -> bool {
        self.must_start.is_some() || self.must_finish.is_some()
    }
}

impl Network {
    /// Both passes: earliest and latest dates, floats, and the reason of each date.
    pub fn schedule(&self, options: &Options) -> Schedule {
        let data_date = options.data_date.or(self.inner.data_date);
        let early = forward::pass::<true>(&self.inner, data_date);
        let project_finish = early.project_finish(&self.inner);
        let end = options.required.map(moment);
        let mut columns = backward::pass::<true>(&self.inner, early, project_finish, end);
        self.first_floats(&mut columns, data_date, end.unwrap_or(project_finish));
        span::fill(&self.inner, &mut columns);
        Schedule {
            network: self.clone(),
            columns,
            project_finish: minute(project_finish),
            required: options.required,
            data_date,
        }
    }

    /// Primavera keeps, for what is to be planned as late as possible and could not be moved, the
    /// float of a first pass, made before expected finishes have stretched what remains.
    fn first_floats(&self, columns: &mut Columns, data_date: Option<Minute>, end: Moment) {
        let inner = &self.inner;
        let stretched = inner
            .extras
            .iter()
            .any(|extra| extra.expected_finish.is_some());
        if inner.convention != Convention::Primavera || !inner.any_late || !stretched {
            return;
        }
        let mut first = Inner::clone(inner);
        for extra in &mut first.extras {
            if extra.expected_finish.take().is_some() {
                extra.remaining = None;
            }
        }
        let early = forward::pass::<true>(&first, data_date);
        let finish = early.project_finish(&first);
        let before = backward::pass::<true>(&first, early, finish, Some(end));
        for at in 0..inner.order.len() {
            let extra = inner.extra_at(at);
            let moved = columns.planned[at].0 > columns.early_start[at];
            let late = |extra: &Extra| extra.as_late_as_possible && !extra.is_started();
            if extra.is_some_and(late) && !moved {
                columns.total_float[at] = before.total_float[at];
            }
        }
    }

    /// Both passes for the dates alone, without floats and reasons: for whoever asks millions of
    /// times.
    pub fn dates(&self, options: &Options) -> Dates {
        let data_date = options.data_date.or(self.inner.data_date);
        let early = forward::pass::<false>(&self.inner, data_date);
        let project_finish = early.project_finish(&self.inner);
        let end = options.required.map(moment);
        let mut columns = backward::pass::<false>(&self.inner, early, project_finish, end);
        span::fill(&self.inner, &mut columns);
        Dates {
            network: self.clone(),
            columns,
            project_finish: minute(project_finish),
        }
    }

    /// How many activities it has.
    pub fn len(&self) -> usize {
        self.inner.order.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.inner.order.is_empty()
    }

    /// How many links it has.
    pub fn link_count(&self) -> usize {
        self.inner.given.len()
    }

    /// The activities, predecessors before successors.
    pub fn order(&self) -> impl Iterator<Item = ActivityId> + '_ {
        self.inner.order.iter().map(|id| ActivityId(*id))
    }

    /// A link as it was given.
    ///
    /// # Panics
    /// If the id is not one of this network.
    #[inline]
    pub fn link(&self, id: LinkId) -> Link {
        self.inner.given[id.0 as usize]
    }

    /// The start of the project.
    pub fn project_start(&self) -> Minute {
        self.inner.project_start
    }

    /// The data date, if it has one.
    pub fn data_date(&self) -> Option<Minute> {
        self.inner.data_date
    }

    /// A calendar.
    ///
    /// # Panics
    /// If the id is not one of this network.
    pub fn calendar(&self, id: CalendarId) -> &Calendar {
        &self.inner.calendars[id.0 as usize]
    }

    /// The calendar of an activity.
    ///
    /// # Panics
    /// If the id is not one of this network.
    #[inline]
    pub fn calendar_of(&self, id: ActivityId) -> &Calendar {
        &self.inner.calendars[self.inner.calendar[self.position(id)] as usize]
    }

    /// Working minutes of an activity, without interruptions.
    ///
    /// # Panics
    /// If the id is not one of this network.
    #[inline]
    pub fn duration(&self, id: ActivityId) -> i64 {
        i64::from(self.inner.durations[self.position(id)])
    }

    /// How far an activity is; a summary is as far as its parts.
    ///
    /// # Panics
    /// If the id is not one of this network.
    #[inline]
    pub fn state(&self, id: ActivityId) -> StepState {
        self.inner.state_at(self.position(id))
    }

    #[inline]
    pub(crate) fn kind(&self, id: ActivityId) -> Kind {
        let at = self.position(id);
        match self.inner.extra_at(at) {
            Some(extra) => extra.kind,
            None if self.inner.flags[at] & SPAN == 0 => Kind::Task,
            None if self.inner.flags[at] & EFFORT != 0 => Kind::LevelOfEffort,
            None => Kind::Summary,
        }
    }

    pub(crate) fn is_finished(&self, id: ActivityId) -> bool {
        self.state(id) == StepState::Finished
    }

    #[inline]
    pub(crate) fn position(&self, id: ActivityId) -> usize {
        self.inner.position[id.0 as usize] as usize
    }

    /// The first year without holiday notice between two moments, by any calendar.
    pub fn provisional_in(&self, from: Minute, to: Minute) -> Option<i16> {
        let (from, to) = (from.date(), to.finish_date());
        self.inner
            .calendars
            .iter()
            .filter_map(|calendar| calendar.provisional_in(from, to))
            .min()
    }
}

impl Inner {
    pub(crate) fn extra_at(&self, position: usize) -> Option<&Extra> {
        self.extras.get(self.extra[position] as usize)
    }

    /// How far what stands at a position is.
    #[inline]
    pub(crate) fn state_at(&self, position: usize) -> StepState {
        let of = |begun, over| match (begun, over) {
            (_, true) => StepState::Finished,
            (true, false) => StepState::Started,
            (false, false) => StepState::NotStarted,
        };
        match self.extra_at(position) {
            Some(extra) => of(extra.is_started(), extra.is_finished()),
            None => {
                let flags = self.flags[position];
                of(flags & BEGUN != 0, flags & OVER != 0)
            }
        }
    }

    /// Slots of the links into a position.
    #[inline]
    pub(crate) fn slots_in(&self, position: usize) -> std::ops::Range<usize> {
        self.in_first[position] as usize..self.in_first[position + 1] as usize
    }

    /// Places of the links out of a position in `out_to` and `out_slot`.
    #[inline]
    pub(crate) fn places_out(&self, position: usize) -> std::ops::Range<usize> {
        self.out_first[position] as usize..self.out_first[position + 1] as usize
    }

    #[inline]
    pub(crate) fn calendar_at(&self, position: usize) -> &Calendar {
        &self.calendars[self.calendar[position] as usize]
    }

    /// Whether a link into this activity is void because it has started all the same.
    pub(crate) fn is_void(&self, extra: Option<&Extra>) -> bool {
        self.progress != Progress::RetainedLogic && extra.is_some_and(Extra::is_started)
    }
}
