//! Collecting a network and making it ready.
//!
//! Promises: everything is checked, all problems are told at once, and a network that is given
//! is free of loops. Building costs a few passes over the input; text keys cost a sort.

use crate::expand::{self, Expanded};
use crate::input::{
    Activity, ActivityId, CalendarId, Convention, Key, Lag, Link, LinkId, Progress, Relation,
    StartLags,
};
use crate::layout;
use crate::limits::LINKS_MAX;
use crate::loops;
use crate::network::Network;
use crate::problem::{Problem, Refusal};
use crate::refit;
use crate::validate;
use calendar::{Calendar, Minute};
use std::sync::Arc;

/// Collects activities and links. Ids are given in the order of adding: the first activity is 0.
#[derive(Debug, Clone)]
pub struct NetworkBuilder {
    pub(crate) project_start: Minute,
    pub(crate) data_date: Option<Minute>,
    pub(crate) progress: Progress,
    pub(crate) start_lags: StartLags,
    pub(crate) convention: Convention,
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
            progress: Progress::RetainedLogic,
            start_lags: StartLags::Actual,
            convention: Convention::Exact,
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

    /// What becomes of unfinished links into what has started; retained logic unless set.
    pub fn progress(&mut self, progress: Progress) {
        self.progress = progress;
    }

    /// Which start of a started activity its links tie; the actual one unless set.
    pub fn start_lags(&mut self, start_lags: StartLags) {
        self.start_lags = start_lags;
    }

    /// How late dates treat time off; exactly unless set.
    pub fn convention(&mut self, convention: Convention) {
        self.convention = convention;
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

    /// An activity added before, to be changed.
    pub fn activity_mut(&mut self, id: ActivityId) -> Option<&mut Activity> {
        self.activities.get_mut(id.0 as usize)
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
    /// dates that would run centuries away, and actuals or constraints that contradict each other.
    pub fn build(&self) -> Result<Network, Refusal> {
        let mut problems = Vec::new();
        let resolved = validate::check(self, &mut problems);
        let links = resolved.as_deref().unwrap_or(&self.links);
        let expanded = expand::expand(&self.activities, links, LINKS_MAX);
        for link in &expanded.inside {
            problems.push(Problem::LinkInsideSummary {
                link: *link,
                from: self.name(links[*link as usize].from),
                to: self.name(links[*link as usize].to),
            });
        }
        if expanded.too_many {
            problems.push(Problem::TooLarge {
                activities: self.activities.len(),
                links: LINKS_MAX + 1,
            });
        }
        let order = self.order(links, &expanded, &mut problems);
        if !problems.is_empty() {
            return Err(Refusal { problems });
        }
        let near = validate::is_near(self, links);
        if !near {
            validate::check_horizon(self, links, &expanded, &order, &mut problems);
        }
        if !problems.is_empty() {
            return Err(Refusal { problems });
        }
        let mut inner = layout::lay_out(self, order, links, &expanded);
        inner.refittable = near
            && self.data_date.is_none()
            && self.convention == Convention::Exact
            && self.activities.iter().all(refit::is_plain_work);
        Ok(Network {
            inner: Arc::new(inner),
        })
    }

    /// Predecessors before successors; nothing if there are loops, which become problems.
    fn order(&self, links: &[Link], expanded: &Expanded, problems: &mut Vec<Problem>) -> Vec<u32> {
        let rest = match order(self.activities.len(), &expanded.arcs) {
            Ok(order) => return order,
            Err(rest) => rest,
        };
        for knot in loops::shortest(&rest, &expanded.arcs, self.activities.len()) {
            let mut activities: Vec<String> =
                knot.iter().map(|id| self.name(ActivityId(*id))).collect();
            // A loop that runs through a summary names it, or nobody finds the link.
            let through = self.summaries_between(&knot, links, expanded);
            activities.extend(through);
            problems.push(Problem::Loop { activities });
        }
        Vec::new()
    }

    fn summaries_between(&self, knot: &[u32], links: &[Link], expanded: &Expanded) -> Vec<String> {
        if expanded.parts.is_empty() {
            return Vec::new();
        }
        let mut names = Vec::new();
        for (from, to) in knot.iter().zip(knot.iter().cycle().skip(1)) {
            let arc = expanded
                .arcs
                .iter()
                .find(|arc| arc.from == *from && arc.to == *to);
            let link = arc.map(|arc| links[arc.link as usize]);
            for end in link.into_iter().flat_map(|link| [link.from, link.to]) {
                if self.activities[end.0 as usize].is_span() {
                    names.push(self.name(end));
                }
            }
        }
        names.dedup();
        names
    }
}

/// The activities, predecessors before successors, in the order given where links allow it; or
/// those left over when there are loops.
fn order(count: usize, arcs: &[expand::Arc]) -> Result<Vec<u32>, Vec<u32>> {
    if arcs.iter().all(|arc| arc.from < arc.to) {
        return Ok((0..count as u32).collect());
    }
    let mut waiting = vec![0u32; count];
    let mut first = vec![0u32; count + 1];
    for arc in arcs {
        waiting[arc.to as usize] += 1;
        first[arc.from as usize + 1] += 1;
    }
    for at in 1..first.len() {
        first[at] += first[at - 1];
    }
    let mut next = first.clone();
    let mut targets = vec![0u32; first[count] as usize];
    for arc in arcs {
        let place = &mut next[arc.from as usize];
        targets[*place as usize] = arc.to;
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
