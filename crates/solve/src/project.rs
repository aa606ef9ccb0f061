//! What is to be planned: activities, links, resources, budgets.
//!
//! Plain values in whole periods counted from the start of the plan (a period is whatever the
//! caller means by it: a day, a shift, an hour). Nothing is checked here;
//! [`crate::Instance::new`] checks everything and lists all problems at once.

/// A time in periods from the start of the plan.
pub type Period = i32;

/// A project, or a portfolio of projects that share resources.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Project {
    /// The activities; others name them by their place.
    pub activities: Vec<Activity>,
    /// Which must wait for which.
    pub links: Vec<Link>,
    /// Renewable resources: people, machines, sites.
    pub resources: Vec<Resource>,
    /// What is used up: money by month, land quota, energy quota.
    pub budgets: Vec<Budget>,
    /// Calendars that activities may be worked by.
    pub calendars: Vec<Calendar>,
}

/// An activity (工序): so many periods of work, without a break other than its calendar's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Activity {
    /// The caller's name, for messages.
    pub key: String,
    /// Periods of work; 0 is a milestone.
    pub duration: Period,
    /// Units of renewable resources held in every period of work: place of the resource, units.
    pub needs: Vec<(usize, u32)>,
    /// What it takes from budgets when it starts: place of the budget, amount.
    pub spends: Vec<(usize, i64)>,
    /// Place of the calendar it is worked by; every period is worked if none.
    pub calendar: Option<usize>,
    /// Must not start before this period.
    pub start_not_earlier: Period,
    /// Must be finished by the beginning of this period.
    pub finish_not_later: Option<Period>,
    /// When it should be finished, and how much a period of lateness weighs.
    pub due: Option<Due>,
    /// It really started then: a fact that no rule moves.
    pub fixed_start: Option<Period>,
}

/// A wished finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Late is what finishes after the beginning of this period.
    pub at: Period,
    /// Weight of one period of lateness (priority).
    pub weight: u32,
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

/// A link (搭接关系): the successor's end comes at least `lag` periods after the predecessor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Place of the predecessor.
    pub from: usize,
    /// Place of the successor.
    pub to: usize,
    /// Which ends it ties.
    pub relation: Relation,
    /// Periods between the ends; negative is a lead.
    pub lag: Period,
}

impl Link {
    /// Finish to start without lag.
    pub fn finish_to_start(from: usize, to: usize) -> Link {
        Link {
            from,
            to,
            relation: Relation::FinishToStart,
            lag: 0,
        }
    }
}

/// A renewable resource: so many units at a time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resource {
    /// The caller's name.
    pub key: String,
    /// Units there are, from a period on until the next step; none before the first step.
    pub steps: Vec<(Period, u32)>,
}

impl Resource {
    /// So many units at all times.
    pub fn constant(key: &str, units: u32) -> Resource {
        Resource {
            key: key.to_owned(),
            steps: vec![(0, units)],
        }
    }

    /// Units there are in a period.
    pub fn units_in(&self, period: Period) -> u32 {
        let after = self.steps.partition_point(|(from, _)| *from <= period);
        after.checked_sub(1).map_or(0, |at| self.steps[at].1)
    }
}

/// Something that is used up: what has been spent may never exceed what has come in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Budget {
    /// The caller's name.
    pub key: String,
    /// What comes in, by the period it comes in.
    pub inflows: Vec<(Period, i64)>,
}

/// When work rests: ranges of periods, from the first up to but not including the second, in
/// order and apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    /// The caller's name.
    pub key: String,
    /// The ranges.
    pub off: Vec<(Period, Period)>,
}
