//! What the two passes give: dates, floats, and the reason of each date.
//!
//! All columns are held by the network's inner (topological) order and read by [`ActivityId`].

use crate::input::{ActivityId, Bound, LinkId};
use crate::network::Network;
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

/// The columns, by inner position.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    pub(crate) early_start: Vec<Minute>,
    pub(crate) early_finish: Vec<Minute>,
    /// Where the work still to do begins: the early start, or later if started.
    pub(crate) begin: Vec<Minute>,
    pub(crate) late_start: Vec<Minute>,
    pub(crate) late_finish: Vec<Minute>,
    /// Empty if no activity is planned as late as possible.
    pub(crate) planned: Vec<(Minute, Minute)>,
    pub(crate) total_float: Vec<i64>,
    pub(crate) free_float: Vec<i64>,
    pub(crate) driver: Vec<Driver>,
    pub(crate) late_driver: Vec<LateDriver>,
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
    pub fn times(&self, id: ActivityId) -> Times {
        let (at, columns) = (self.network.position(id), &self.columns);
        let early = (columns.early_start[at], columns.early_finish[at]);
        let planned = columns.planned.get(at).copied().unwrap_or(early);
        Times {
            early_start: early.0,
            early_finish: early.1,
            late_start: columns.late_start[at],
            late_finish: columns.late_finish[at],
            planned_start: planned.0,
            planned_finish: planned.1,
            total_float: columns.total_float[at],
            free_float: columns.free_float[at],
            critical: columns.total_float[at] <= 0 && !self.network.is_finished(id),
        }
    }

    /// What set its early dates.
    pub fn driver(&self, id: ActivityId) -> Driver {
        self.columns.driver[self.network.position(id)]
    }

    /// What set its late dates.
    pub fn late_driver(&self, id: ActivityId) -> LateDriver {
        self.columns.late_driver[self.network.position(id)]
    }

    /// Why it is not earlier: from the activity back, link by link, to a start, a fact, the data
    /// date or a constraint. Never empty.
    pub fn why_early(&self, id: ActivityId) -> Vec<Why<Driver>> {
        let mut chain = vec![Why {
            activity: id,
            driver: self.driver(id),
        }];
        while let Some(Why {
            driver: Driver::Link(link),
            ..
        }) = chain.last()
        {
            let activity = self.network.link(*link).from;
            chain.push(Why {
                activity,
                driver: self.driver(activity),
            });
        }
        chain
    }

    /// Why it must not be later: from the activity on, link by link, to the bound it comes from.
    /// Never empty.
    pub fn why_late(&self, id: ActivityId) -> Vec<Why<LateDriver>> {
        let mut chain = vec![Why {
            activity: id,
            driver: self.late_driver(id),
        }];
        while let Some(Why {
            driver: LateDriver::Link(link),
            ..
        }) = chain.last()
        {
            let activity = self.network.link(*link).to;
            chain.push(Why {
                activity,
                driver: self.late_driver(activity),
            });
        }
        chain
    }

    /// Everything with negative float, in topological order, each with its source.
    pub fn negative_floats(&self) -> Vec<NegativeFloat> {
        let order = self.network.order();
        let short = order.filter(|id| self.times(*id).total_float < 0);
        short
            .map(|activity| self.negative_float(activity))
            .collect()
    }

    fn negative_float(&self, activity: ActivityId) -> NegativeFloat {
        let mut source = Why {
            activity,
            driver: self.late_driver(activity),
        };
        while let LateDriver::Link(link) = source.driver {
            let next = self.network.link(link).to;
            source = Why {
                activity: next,
                driver: self.late_driver(next),
            };
        }
        NegativeFloat {
            activity,
            short_minutes: -self.times(activity).total_float,
            source: source.activity,
            bound: source.driver,
        }
    }

    /// The first year without holiday notice that any date of this schedule may depend on:
    /// judged from the earliest to the latest of the dates of all activities not finished,
    /// with every calendar of the network.
    pub fn provisional(&self) -> Option<i16> {
        let (mut first, mut last) = (self.project_finish, self.project_finish);
        for at in 0..self.columns.early_start.len() {
            first = first
                .min(self.columns.begin[at])
                .min(self.columns.late_start[at]);
            last = last.max(self.columns.late_finish[at]);
        }
        self.network
            .provisional_in(first, last.max(self.required.unwrap_or(last)))
    }
}
