//! Collecting a network and making it ready.
//!
//! Promises: everything is checked, all problems are told at once, and a network that is given
//! is free of loops. Building costs a few passes over the input; text keys cost a sort.

use crate::input::{Activity, ActivityId, CalendarId, Key, Lag, Link, LinkId, Relation};
use crate::loops;
use crate::network::{ELAPSED, Extra, Inner, LinkRow, NO_EXTRA, Network};
use crate::problem::{Problem, Refusal};
use crate::validate;
use calendar::{Calendar, Minute};
use std::sync::Arc;

/// Collects activities and links. Ids are given in the order of adding: the first activity is 0.
#[derive(Debug, Clone)]
pub struct NetworkBuilder {
    pub(crate) project_start: Minute,
    pub(crate) data_date: Option<Minute>,
    pub(crate) calendars: Vec<Calendar>,
    pub(crate) activities: Vec<Activity>,
    pub(crate) links: Vec<Link>,
    /// Links named by keys: place in `links`, and the two keys.
    pub(crate) named: Vec<(u32, Key, Key)>,
}

/// Stands in a link whose end has not been found.
pub(crate) const NOWHERE: ActivityId = ActivityId(u32::MAX);

impl NetworkBuilder {
    /// An empty network; nothing starts before `project_start` unless it really did.
    pub fn new(project_start: Minute) -> NetworkBuilder {
        NetworkBuilder::with_capacity(project_start, 0, 0)
    }

    /// The same, with room for so many activities and links.
    pub fn with_capacity(project_start: Minute, activities: usize, links: usize) -> Self {
        NetworkBuilder {
            project_start,
            data_date: None,
            calendars: Vec::with_capacity(2),
            activities: Vec::with_capacity(activities),
            links: Vec::with_capacity(links),
            named: Vec::new(),
        }
    }

    /// The data date: what has not started by then starts then at the earliest, what remains of
    /// started work begins then at the earliest; actuals must not lie after it.
    pub fn data_date(&mut self, at: Minute) {
        self.data_date = Some(at);
    }

    /// Adds a calendar (a shared handle: cheap).
    pub fn calendar(&mut self, calendar: Calendar) -> CalendarId {
        self.calendars.push(calendar);
        CalendarId((self.calendars.len() - 1) as u32)
    }

    /// Working minutes of so many ordinary working days of a calendar (see
    /// [`calendar::Week::day_minutes`]): for durations and lags given in days.
    ///
    /// # Panics
    /// If the calendar has not been added.
    pub fn days(&self, calendar: CalendarId, days: i64) -> i64 {
        let week = self.calendars[calendar.0 as usize].week();
        week.day_minutes().saturating_mul(days)
    }

    /// Adds an activity.
    pub fn activity(&mut self, activity: Activity) -> ActivityId {
        self.activities.push(activity);
        ActivityId((self.activities.len() - 1) as u32)
    }

    /// Adds a link.
    pub fn link(&mut self, link: Link) -> LinkId {
        self.links.push(link);
        LinkId((self.links.len() - 1) as u32)
    }

    /// Adds a link between activities named by their keys, looked up when the network is built.
    pub fn link_keys(
        &mut self,
        from: impl Into<Key>,
        to: impl Into<Key>,
        relation: Relation,
        lag: Lag,
    ) -> LinkId {
        let id = self.link(Link {
            from: NOWHERE,
            to: NOWHERE,
            relation,
            lag,
        });
        self.named.push((id.0, from.into(), to.into()));
        id
    }

    /// The key of an activity, or `#` and its number if it has none; for messages.
    pub fn name(&self, id: ActivityId) -> String {
        match self.activities.get(id.0 as usize) {
            Some(Activity { key: Key::None, .. }) | None => format!("#{}", id.0),
            Some(activity) => activity.key.to_string(),
        }
    }

    /// The activities, by id.
    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// The links, by id; ends named by keys are not filled in yet.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Checks everything and makes the network ready.
    ///
    /// # Errors
    /// All problems at once: loops (each spelled out), ends of links that do not exist, links of
    /// an activity to itself, keys used twice, impossible durations, lags, moments or calendars,
    /// and actuals or constraints that contradict each other.
    pub fn build(&self) -> Result<Network, Refusal> {
        let mut problems = Vec::new();
        let resolved = validate::check(self, &mut problems);
        let links = resolved.as_deref().unwrap_or(&self.links);
        let order = match order(self.activities.len(), links) {
            Ok(order) => order,
            Err(rest) => {
                for knot in loops::shortest(&rest, links, self.activities.len()) {
                    let activities = knot.iter().map(|id| self.name(ActivityId(*id))).collect();
                    problems.push(Problem::Loop { activities });
                }
                Vec::new()
            }
        };
        if problems.is_empty() {
            Ok(Network {
                inner: Arc::new(self.lay_out(order, links)),
            })
        } else {
            Err(Refusal { problems })
        }
    }

    /// Columns in topological order, links as compressed rows by successor.
    fn lay_out(&self, order: Vec<u32>, links: &[Link]) -> Inner {
        let count = order.len();
        let mut inner = Inner {
            calendars: self.calendars.clone(),
            project_start: self.project_start,
            data_date: self.data_date,
            position: vec![0; count],
            order,
            duration: Vec::with_capacity(count),
            calendar: Vec::with_capacity(count),
            extra: Vec::with_capacity(count),
            extras: Vec::new(),
            first_link: vec![0; count + 1],
            links: Vec::new(),
            given: links.to_vec(),
            any_late: false,
        };
        for (at, &id) in inner.order.iter().enumerate() {
            let activity = &self.activities[id as usize];
            inner.position[id as usize] = at as u32;
            inner.duration.push(activity.duration);
            inner.calendar.push(activity.calendar.0);
            inner.any_late |= activity.as_late_as_possible;
            let calendar = &self.calendars[activity.calendar.0 as usize];
            match extra(activity, calendar) {
                None => inner.extra.push(NO_EXTRA),
                Some(extra) => {
                    inner.extra.push(inner.extras.len() as u32);
                    inner.extras.push(extra);
                }
            }
        }
        self.lay_out_links(&mut inner, links);
        inner
    }

    fn lay_out_links(&self, inner: &mut Inner, links: &[Link]) {
        for link in links {
            inner.first_link[inner.position[link.to.0 as usize] as usize + 1] += 1;
        }
        for at in 1..inner.first_link.len() {
            inner.first_link[at] += inner.first_link[at - 1];
        }
        let mut next = inner.first_link.clone();
        let blank = LinkRow {
            from: 0,
            id: 0,
            calendar: ELAPSED,
            lag: 0,
            relation: Relation::FinishToStart,
        };
        inner.links = vec![blank; links.len()];
        for (id, link) in links.iter().enumerate() {
            let place = &mut next[inner.position[link.to.0 as usize] as usize];
            inner.links[*place as usize] = LinkRow {
                from: inner.position[link.from.0 as usize],
                id: id as u32,
                calendar: match link.lag {
                    Lag::Working(_) => self.activities[link.from.0 as usize].calendar.0,
                    Lag::WorkingIn(calendar, _) => calendar.0,
                    Lag::Elapsed(_) => ELAPSED,
                },
                // Checked to lie within a hundred years, which 32 bits hold.
                lag: link.lag.minutes() as i32,
                relation: link.relation,
            };
            *place += 1;
        }
    }
}

/// Constraints and actuals, bounds brought to the activity's calendar; nothing if it has none.
fn extra(activity: &Activity, calendar: &Calendar) -> Option<Extra> {
    let plain = activity.start_not_earlier.is_none()
        && activity.start_not_later.is_none()
        && activity.finish_not_earlier.is_none()
        && activity.finish_not_later.is_none()
        && activity.actual_start.is_none()
        && activity.actual_finish.is_none()
        && !activity.as_late_as_possible;
    if plain {
        return None;
    }
    let back = |finish: Minute| calendar.start_of_rank(calendar.rank(finish) - activity.duration);
    Some(Extra {
        start_not_earlier: activity.start_not_earlier,
        start_not_later: activity.start_not_later.map(|at| calendar.next_working(at)),
        finish_not_earlier: activity
            .finish_not_earlier
            .map(|at| calendar.previous_working(at)),
        finish_not_later: activity.finish_not_later,
        as_late_as_possible: activity.as_late_as_possible,
        actual_start: activity.actual_start.or_else(|| {
            activity
                .actual_finish
                .map(|finish| back(finish).min(finish))
        }),
        remaining: activity.remaining,
        actual_finish: activity.actual_finish,
    })
}

/// The activities, predecessors before successors, in the order given where links allow it; or
/// those left over when there are loops. Links to nothing and to itself are passed over.
fn order(count: usize, links: &[Link]) -> Result<Vec<u32>, Vec<u32>> {
    let sound =
        |link: &&Link| link.from != link.to && (link.from.0.max(link.to.0) as usize) < count;
    if links.iter().filter(sound).all(|link| link.from < link.to) {
        return Ok((0..count as u32).collect());
    }
    let mut waiting = vec![0u32; count];
    let mut first = vec![0u32; count + 1];
    for link in links.iter().filter(sound) {
        waiting[link.to.0 as usize] += 1;
        first[link.from.0 as usize + 1] += 1;
    }
    for at in 1..first.len() {
        first[at] += first[at - 1];
    }
    let mut next = first.clone();
    let mut targets = vec![0u32; first[count] as usize];
    for link in links.iter().filter(sound) {
        let place = &mut next[link.from.0 as usize];
        targets[*place as usize] = link.to.0;
        *place += 1;
    }
    let mut order: Vec<u32> = (0..count as u32)
        .filter(|id| waiting[*id as usize] == 0)
        .collect();
    let mut done = 0;
    while let Some(&id) = order.get(done) {
        done += 1;
        for &to in &targets[first[id as usize] as usize..first[id as usize + 1] as usize] {
            waiting[to as usize] -= 1;
            if waiting[to as usize] == 0 {
                order.push(to);
            }
        }
    }
    if order.len() == count {
        Ok(order)
    } else {
        Err((0..count as u32)
            .filter(|id| waiting[*id as usize] > 0)
            .collect())
    }
}
