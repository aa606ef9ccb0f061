//! A network ready for the passes.
//!
//! Laid out for speed and for what comes later (resources, simulation, a million activities):
//! activities are renumbered topologically, their properties are columns, the links into each
//! stand side by side (compressed rows), and what few activities have (constraints, actuals)
//! lies in a side table. Links are records, because every pass needs all their fields at once.

use crate::backward;
use crate::forward;
use crate::input::{ActivityId, CalendarId, Link, LinkId, Relation};
use crate::plan::StepState;
use crate::result::Schedule;
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

/// The columns; those of activities are by position (topological order).
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) calendars: Vec<Calendar>,
    pub(crate) project_start: Minute,
    pub(crate) data_date: Option<Minute>,
    /// Position of each activity, by id.
    pub(crate) position: Vec<u32>,
    /// Id of the activity at each position.
    pub(crate) order: Vec<u32>,
    pub(crate) duration: Vec<i64>,
    pub(crate) calendar: Vec<u32>,
    /// Place in `extras`, or [`NO_EXTRA`].
    pub(crate) extra: Vec<u32>,
    pub(crate) extras: Vec<Extra>,
    /// Where the links into each position begin in `links`; one entry more at the end.
    pub(crate) first_link: Vec<u32>,
    pub(crate) links: Vec<LinkRow>,
    /// The links as given, by id.
    pub(crate) given: Vec<Link>,
    pub(crate) any_late: bool,
}

/// The activity has no constraint and no actual.
pub(crate) const NO_EXTRA: u32 = u32::MAX;

/// The lag is elapsed time, of no calendar.
pub(crate) const ELAPSED: u32 = u32::MAX;

/// A link by position.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LinkRow {
    pub(crate) from: u32,
    pub(crate) id: u32,
    pub(crate) calendar: u32,
    /// Limited to a hundred years when the network was checked.
    pub(crate) lag: i32,
    pub(crate) relation: Relation,
}

/// Constraints and actuals of one activity, bounds already brought to its calendar.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Extra {
    pub(crate) start_not_earlier: Option<Minute>,
    pub(crate) start_not_later: Option<Minute>,
    pub(crate) finish_not_earlier: Option<Minute>,
    pub(crate) finish_not_later: Option<Minute>,
    pub(crate) as_late_as_possible: bool,
    pub(crate) actual_start: Option<Minute>,
    pub(crate) remaining: Option<i64>,
    pub(crate) actual_finish: Option<Minute>,
}

impl Network {
    /// Both passes: earliest and latest dates, floats, and the reason of each date.
    pub fn schedule(&self, options: &Options) -> Schedule {
        let data_date = options.data_date.or(self.inner.data_date);
        let early = forward::pass(&self.inner, data_date);
        let last = early.columns.early_finish.iter().copied().max();
        let project_finish = last.unwrap_or(self.inner.project_start);
        let columns = backward::pass(&self.inner, early, project_finish, options.required);
        Schedule {
            network: self.clone(),
            columns,
            project_finish,
            required: options.required,
            data_date,
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

    /// The activities, predecessors before successors.
    pub fn order(&self) -> impl Iterator<Item = ActivityId> + '_ {
        self.inner.order.iter().map(|id| ActivityId(*id))
    }

    /// A link as it was given.
    ///
    /// # Panics
    /// If the id is not one of this network.
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
    pub fn calendar_of(&self, id: ActivityId) -> &Calendar {
        &self.inner.calendars[self.inner.calendar[self.position(id)] as usize]
    }

    /// How far an activity is.
    ///
    /// # Panics
    /// If the id is not one of this network.
    pub fn state(&self, id: ActivityId) -> StepState {
        match self.inner.extra_at(self.position(id)) {
            Some(Extra {
                actual_finish: Some(_),
                ..
            }) => StepState::Finished,
            Some(Extra {
                actual_start: Some(_),
                ..
            }) => StepState::Started,
            _ => StepState::NotStarted,
        }
    }

    pub(crate) fn is_finished(&self, id: ActivityId) -> bool {
        self.state(id) == StepState::Finished
    }

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

    pub(crate) fn links_into(&self, position: usize) -> &[LinkRow] {
        let (first, end) = (self.first_link[position], self.first_link[position + 1]);
        &self.links[first as usize..end as usize]
    }

    pub(crate) fn calendar_at(&self, position: usize) -> &Calendar {
        &self.calendars[self.calendar[position] as usize]
    }
}
