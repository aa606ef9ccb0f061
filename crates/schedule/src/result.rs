//! What the two passes give: dates, floats, and the reason of each date.
//!
//! All columns are held by the network's inner (topological) order and read by [`ActivityId`].

use crate::code;
use crate::input::{ActivityId, Bound, LinkId};
use crate::network::{Extra, Inner, Moment, Network, SPAN, minute};
use calendar::Minute;

/// What set an activity's early dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Driver {
    /// Nothing but the start of the project.
    ProjectStart,
    /// What has not started cannot start before the data date.
    DataDate,
    /// It is a fact.
    Actual,
    /// Its own constraint.
    Constraint(Bound),
    /// A link from a predecessor.
    Link(LinkId),
    /// What it spans: it is a summary or a level of effort.
    Members,
}

/// What set an activity's late dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LateDriver {
    /// The early finish of the whole network.
    ProjectFinish,
    /// The required date asked for.
    Required,
    /// It is a fact.
    Actual,
    /// Its own constraint.
    Constraint(Bound),
    /// A link to a successor.
    Link(LinkId),
    /// What it spans: it is a summary or a level of effort.
    Members,
}

/// The dates and floats of one activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// Earliest start; the actual one if started.
    pub early_start: Minute,
    /// Earliest finish; the actual one if finished.
    pub early_finish: Minute,
    /// Latest start; the actual one if started.
    pub late_start: Minute,
    /// Latest finish; the actual one if finished.
    pub late_finish: Minute,
    /// Planned start: the early one, unless planned as late as possible.
    pub planned_start: Minute,
    /// Planned finish.
    pub planned_finish: Minute,
    /// Working minutes between early and late finish, in its own calendar; negative if it cannot
    /// be met; 0 if finished.
    pub total_float: i64,
    /// Working minutes it may slip from its planned dates without moving any successor's.
    pub free_float: i64,
    /// Not finished, and no total float left.
    pub critical: bool,
}

/// One step of a "why" chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Why<D> {
    /// The activity.
    pub activity: ActivityId,
    /// What set its date; if a link, the next step is the activity at the link's other end.
    pub driver: D,
}

/// An activity that cannot be met, and where that comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NegativeFloat {
    /// The activity.
    pub activity: ActivityId,
    /// Working minutes short, positive, in its calendar.
    pub short_minutes: i64,
    /// The activity whose bound sets its late dates (may be the activity itself).
    pub source: ActivityId,
    /// That bound: a constraint or the required date.
    pub bound: LateDriver,
}

/// The result of both passes.
#[derive(Debug, Clone)]
pub struct Schedule {
    pub(crate) network: Network,
    pub(crate) columns: Columns,
    pub(crate) project_finish: Minute,
    pub(crate) required: Option<Minute>,
    pub(crate) data_date: Option<Minute>,
}

/// The columns, by inner position. Latest dates are as the backward pass needs them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    pub(crate) early_start: Vec<Moment>,
    pub(crate) early_finish: Vec<Moment>,
    /// Rank of the early finish; the finish itself if its calendar works around the clock.
    pub(crate) finish_rank: Vec<i32>,
    /// Working minutes still to do, and where they begin, of the activities with an extra.
    pub(crate) extra: Vec<(i32, Moment)>,
    pub(crate) late_start: Vec<Moment>,
    pub(crate) late_finish: Vec<Moment>,
    /// Until when a finish may be held open; empty if nothing ties a finish.
    pub(crate) open_to: Vec<Moment>,
    /// Empty if no activity is planned as late as possible.
    pub(crate) planned: Vec<(Moment, Moment)>,
    pub(crate) total_float: Vec<i32>,
    pub(crate) free_float: Vec<i32>,
    /// See [`code`].
    pub(crate) driver: Vec<u32>,
    pub(crate) late_driver: Vec<u32>,
}

impl Columns {
    /// Where the work still to do begins: the early start, or later if started.
    pub(crate) fn begin(&self, inner: &Inner, at: usize) -> Moment {
        let extra = self.extra.get(inner.extra[at] as usize);
        extra.map_or(self.early_start[at], |(_, begin)| *begin)
    }

    /// Latest start and finish as shown: over time off between shifts, where "latest" could be
    /// said in several ways, the way the early dates say it.
    #[inline]
    pub(crate) fn late(&self, inner: &Inner, at: usize) -> (Moment, Moment) {
        let (early_start, early_finish) = (self.early_start[at], self.early_finish[at]);
        let (late_start, late_finish) = (self.late_start[at], self.late_finish[at]);
        if inner.flags[at] & SPAN != 0 {
            return (late_start, late_finish);
        }
        let extra = inner.extra_at(at);
        if extra.is_some_and(Extra::is_finished) {
            return (early_start, early_finish);
        }
        let begin = self.begin(inner, at);
        let work = match self.extra.get(inner.extra[at] as usize) {
            Some((work, _)) => *work,
            None => inner.extent[at],
        };
        let (start, finish) = if work == 0 {
            let calendar = inner.calendar_at(at);
            let rank = |at: Moment| calendar.rank(minute(at));
            if begin <= late_start && rank(begin) == rank(late_finish) {
                (begin, early_finish)
            } else {
                (late_start, late_finish)
            }
        } else {
            let open_to = self.open_to.get(at).copied().unwrap_or(late_finish);
            let held_open = early_finish > late_finish && early_finish <= open_to;
            (
                late_start,
                if held_open { early_finish } else { late_finish },
            )
        };
        if extra.is_some_and(Extra::is_started) {
            (early_start, finish)
        } else {
            (start, finish)
        }
    }
}

impl Schedule {
    /// The network it is of.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The early finish of the whole network; its start, if it has no activity.
    pub fn project_finish(&self) -> Minute {
        self.project_finish
    }

    /// The required date the late dates were worked back from, if one was asked for.
    pub fn required(&self) -> Option<Minute> {
        self.required
    }

    /// The data date in force.
    pub fn data_date(&self) -> Option<Minute> {
        self.data_date
    }

    /// Dates and floats of an activity.
    ///
    /// # Panics
    /// If the id is not one of this network.
    #[inline]
    pub fn times(&self, id: ActivityId) -> Times {
        let (at, columns) = (self.network.position(id), &self.columns);
        let early = (columns.early_start[at], columns.early_finish[at]);
        let planned = columns.planned.get(at).copied().unwrap_or(early);
        let late = columns.late(&self.network.inner, at);
        Times {
            early_start: minute(early.0),
            early_finish: minute(early.1),
            late_start: minute(late.0),
            late_finish: minute(late.1),
            planned_start: minute(planned.0),
            planned_finish: minute(planned.1),
            total_float: i64::from(columns.total_float[at]),
            free_float: i64::from(columns.free_float[at]),
            critical: columns.total_float[at] <= 0 && !self.network.is_finished(id),
        }
    }

    /// Where the work still to do begins at the earliest: the early start; of a started activity
    /// the moment it goes on.
    ///
    /// # Panics
    /// If the id is not one of this network.
    #[inline]
    pub fn remaining_start(&self, id: ActivityId) -> Minute {
        minute(
            self.columns
                .begin(&self.network.inner, self.network.position(id)),
        )
    }

    /// Where the work still to do begins at the latest.
    ///
    /// # Panics
    /// If the id is not one of this network.
    pub fn remaining_late_start(&self, id: ActivityId) -> Minute {
        minute(self.columns.late_start[self.network.position(id)])
    }

    /// Where the work still to do is over at the latest; of what is finished, the moment by which
    /// its links want it.
    ///
    /// # Panics
    /// If the id is not one of this network.
    pub fn remaining_late_finish(&self, id: ActivityId) -> Minute {
        minute(self.columns.late_finish[self.network.position(id)])
    }

    /// What set its early dates.
    #[inline]
    pub fn driver(&self, id: ActivityId) -> Driver {
        let inner = &self.network.inner;
        match self.columns.driver[self.network.position(id)] {
            code::PROJECT_START => Driver::ProjectStart,
            code::DATA_DATE => Driver::DataDate,
            code::ACTUAL => Driver::Actual,
            code::MEMBER => Driver::Members,
            other => match code::bound(other) {
                Some(bound) => Driver::Constraint(bound),
                None => Driver::Link(LinkId(inner.in_id[other as usize])),
            },
        }
    }

    /// What set its late dates.
    pub fn late_driver(&self, id: ActivityId) -> LateDriver {
        let inner = &self.network.inner;
        match self.columns.late_driver[self.network.position(id)] {
            code::PROJECT_FINISH => LateDriver::ProjectFinish,
            code::REQUIRED => LateDriver::Required,
            code::ACTUAL => LateDriver::Actual,
            code::MEMBER => LateDriver::Members,
            other => match code::bound(other) {
                Some(bound) => LateDriver::Constraint(bound),
                None => LateDriver::Link(LinkId(inner.in_id[other as usize])),
            },
        }
    }

    /// Why it is not earlier: from the activity back, link by link, to a start, a fact, the data
    /// date or a constraint. Never empty.
    pub fn why_early(&self, id: ActivityId) -> Vec<Why<Driver>> {
        let mut chain = Vec::new();
        let mut next = Some(id);
        while let Some(activity) = next {
            let driver = self.driver(activity);
            chain.push(Why { activity, driver });
            next = self.predecessor(activity);
        }
        chain
    }

    /// The predecessor whose link sets the early dates: the link's own, or the part of it that
    /// matters if that is a summary.
    fn predecessor(&self, id: ActivityId) -> Option<ActivityId> {
        let inner = &self.network.inner;
        let slot = self.columns.driver[self.network.position(id)];
        let from = inner.in_from.get(slot as usize)?;
        Some(ActivityId(inner.order[*from as usize]))
    }

    /// The successor whose link sets the late dates.
    fn successor(&self, id: ActivityId) -> Option<ActivityId> {
        let inner = &self.network.inner;
        let slot = self.columns.late_driver[self.network.position(id)];
        inner.in_from.get(slot as usize)?;
        let to = inner.in_first.partition_point(|first| *first <= slot) - 1;
        Some(ActivityId(inner.order[to]))
    }

    /// Why it must not be later: from the activity on, link by link, to the bound it comes from.
    /// Never empty.
    pub fn why_late(&self, id: ActivityId) -> Vec<Why<LateDriver>> {
        let mut chain = Vec::new();
        let mut next = Some(id);
        while let Some(activity) = next {
            let driver = self.late_driver(activity);
            chain.push(Why { activity, driver });
            next = self.successor(activity);
        }
        chain
    }

    /// The longest path: whatever drives the finish of the whole, activity by activity and tie by
    /// tie, whether its float is least or not. By id.
    pub fn longest_path(&self) -> Vec<bool> {
        let inner = &self.network.inner;
        let mut marked = vec![false; inner.order.len()];
        let last = (self.project_finish.0).clamp(i64::from(Moment::MIN), i64::from(Moment::MAX));
        for at in (0..inner.order.len()).rev() {
            let span = inner.flags[at] & SPAN != 0;
            let finished = inner.extra_at(at).is_some_and(Extra::is_finished);
            let ends = !finished && i64::from(self.columns.early_finish[at]) == last;
            marked[at] |= ends && !span;
            let driver = self.columns.driver[at];
            if !marked[at] || driver as usize >= inner.in_from.len() {
                continue;
            }
            let bound = self.bound_of(driver as usize);
            for slot in inner.slots_in(at) {
                let same = inner.ties[inner.in_tie[slot] as usize].relation.to_start()
                    == inner.ties[inner.in_tie[driver as usize] as usize]
                        .relation
                        .to_start();
                if same && self.bound_of(slot) == bound {
                    marked[inner.in_from[slot] as usize] = true;
                }
            }
        }
        inner
            .position
            .iter()
            .map(|at| marked[*at as usize])
            .collect()
    }

    /// The moment from which the link in a slot lets its successor be.
    fn bound_of(&self, slot: usize) -> Moment {
        let inner = &self.network.inner;
        let tie = &inner.ties[inner.in_tie[slot] as usize];
        let from = inner.in_from[slot] as usize;
        let end = if tie.relation.from_finish() {
            self.columns.early_finish[from]
        } else {
            self.columns.early_start[from]
        };
        crate::lag::after(inner, tie, end)
    }

    /// Everything with negative float, in topological order, each with its source.
    pub fn negative_floats(&self) -> Vec<NegativeFloat> {
        let order = self.network.order();
        let short = order.filter(|id| self.columns.total_float[self.network.position(*id)] < 0);
        short
            .map(|activity| self.negative_float(activity))
            .collect()
    }

    fn negative_float(&self, activity: ActivityId) -> NegativeFloat {
        let mut source = activity;
        while let Some(next) = self.successor(source) {
            source = next;
        }
        NegativeFloat {
            activity,
            short_minutes: -self.times(activity).total_float,
            source,
            bound: self.late_driver(source),
        }
    }

    /// The first year without holiday notice that any date of this schedule may depend on:
    /// judged from the earliest to the latest of the dates of all activities not finished,
    /// with every calendar of the network.
    pub fn provisional(&self) -> Option<i16> {
        let (mut first, mut last) = (self.project_finish, self.project_finish);
        for at in 0..self.columns.early_start.len() {
            let (start, finish) = self.columns.late(&self.network.inner, at);
            let begin = self.columns.begin(&self.network.inner, at);
            first = first.min(minute(begin)).min(minute(start));
            last = last.max(minute(finish));
        }
        self.network
            .provisional_in(first, last.max(self.required.unwrap_or(last)))
    }
}
