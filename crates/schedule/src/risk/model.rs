//! Uncertainty laid out for walking: a law for each activity, ties in ranks, who strikes whom.

use super::check;
use super::input::{Risks, Uncertainty};
use super::maps::Maps;
use super::problem::{RiskProblem, RiskRefusal};
use super::shape::{Law, Tables};
use super::walk::{Walk, is_small};
use crate::forward::{self, first_floor};
use crate::input::{ActivityId, Convention, Kind, Lag};
use crate::limits::HORIZON;
use crate::network::{CONTINUOUS, ELAPSED, Extra, Inner, Moment, NO_EXTRA, Network, SPAN, minute};
use calendar::Minute;
use std::sync::Arc;

/// How the early dates of an activity are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// It spans others and moves nothing.
    Span,
    /// In ranks, all iterations side by side.
    Fast,
    /// One iteration after another, as the forward pass does; its place among such.
    Special(u32),
}

/// A tie in ranks: when it lets its successor begin, in working minutes of that one's calendar.
#[derive(Debug, Clone, Copy)]
pub(super) struct FastTie {
    pub(super) from: u32,
    /// Into the successor's calendar; none if it is the same.
    pub(super) map: Option<u32>,
    /// Added before the map.
    pub(super) lag: i32,
    /// Added after it.
    pub(super) then: i32,
    /// From the start rather than the finish.
    pub(super) start: bool,
}

/// How much work an activity may turn out to be.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) law: Law,
    /// As planned, interruptions included; what remains, if started.
    pub(super) planned: i32,
    /// Interruptions, which do not vary.
    pub(super) gaps: i32,
    /// Work does not vanish: 1, or 0 for what has none.
    pub(super) least: i32,
    /// Never more than fits the short way to whole numbers.
    pub(super) small: bool,
    /// Working minutes of a hundredth of a day.
    pub(super) day: f32,
    /// What touches it: places in `Model::problems`, drivers first.
    pub(super) touched: Vec<u32>,
}

impl Work {
    pub(super) fn varies(&self) -> bool {
        let other = f64::from(self.law.base) != f64::from(self.planned - self.gaps);
        self.law.range > 0.0 || other || !self.touched.is_empty()
    }
}

/// A driver or an event.
#[derive(Debug)]
pub(super) struct Trouble {
    pub(super) key: String,
    pub(super) event: bool,
    /// Its number among its like, for the dice.
    pub(super) number: u32,
    /// Share of the iterations it is there in.
    pub(super) probability: f32,
    pub(super) law: Law,
    /// Positions whose dates it may move, in order.
    pub(super) reach: Vec<u32>,
}

/// Activities whose latest finish counts as one.
#[derive(Debug, Default)]
pub(super) struct Ends {
    /// Those found in ranks, by calendar.
    pub(super) fast: Vec<(u32, Vec<u32>)>,
    pub(super) special: Vec<u32>,
}

#[derive(Debug)]
pub(super) struct Model {
    pub(super) inner: Arc<Inner>,
    pub(super) ways: Vec<Way>,
    pub(super) specials: usize,
    pub(super) tie_first: Vec<u32>,
    pub(super) ties: Vec<FastTie>,
    pub(super) work: Vec<Work>,
    /// Rank of the first moment of the plan, by calendar.
    pub(super) floors: Vec<i32>,
    pub(super) finish: Ends,
    pub(super) watched: Vec<(ActivityId, Ends)>,
    pub(super) troubles: Vec<Trouble>,
    pub(super) tables: Tables,
    pub(super) maps: Maps,
    pub(super) planned_finish: Moment,
}

/// A network with its uncertainty, checked and ready to be simulated.
#[derive(Debug)]
pub struct RiskModel {
    pub(super) model: Model,
}

/// One iteration, told in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Working minutes from first to last of each activity, interruptions included; of a started
    /// one, of what remains. By id; as planned for summaries and what is finished.
    pub work: Vec<i64>,
    /// The finish of the whole.
    pub finish: Minute,
}

impl RiskModel {
    /// Checks everything and makes the simulation ready. `name` is asked for names of activities
    /// in problems.
    ///
    /// # Errors
    /// All problems at once: activities that are not there, spreads out of order, probabilities
    /// beyond one, names used twice, spreads of milestones, dates that would run centuries away.
    pub fn new(
        network: &Network,
        risks: &Risks,
        name: &dyn Fn(ActivityId) -> String,
    ) -> Result<RiskModel, RiskRefusal> {
        let problems = check::check(network, risks, name);
        if !problems.is_empty() {
            return Err(RiskRefusal { problems });
        }
        let inner = &network.inner;
        let mut tables = Tables::default();
        let mut work = works(inner, risks, &mut tables);
        let troubles = troubles(inner, risks, &mut tables, &mut work);
        let Some(horizon) = horizon(inner, &mut work, &troubles) else {
            let problems = vec![RiskProblem::TooFar];
            return Err(RiskRefusal { problems });
        };
        Ok(RiskModel {
            model: lay_out(inner, risks, (tables, work, troubles), horizon),
        })
    }

    /// One iteration in full: the durations drawn and what comes of them.
    pub fn scenario(&self, seed: u64, iteration: u32) -> Scenario {
        let mut walk = Walk::new(&self.model, seed);
        let lane = walk.go_to(iteration);
        let inner = &self.model.inner;
        let of = |id: usize| i64::from(walk.work_of(inner.position[id] as usize, lane));
        Scenario {
            work: (0..inner.order.len()).map(of).collect(),
            finish: minute(walk.finish(&self.model.finish)[lane]),
        }
    }
}

/// The law of each activity.
fn works(inner: &Inner, risks: &Risks, tables: &mut Tables) -> Vec<Work> {
    let count = inner.order.len();
    let mut of: Vec<&Uncertainty> = vec![&risks.usual; count];
    for (id, own) in &risks.own {
        of[inner.position[id.0 as usize] as usize] = own;
    }
    let early = forward::pass::<true>(inner, inner.data_date);
    let work = |at: usize| {
        let extra = inner.extra_at(at);
        let started = extra.filter(|extra| extra.is_started());
        let (extent, gaps) = match started {
            Some(extra) => {
                let found = early.extra[inner.extra[at] as usize].0;
                (extra.remaining.map_or(found, |left| left as i32), 0)
            }
            None => (inner.extent[at], inner.extent[at] - inner.durations[at]),
        };
        let over = extra.is_some_and(Extra::is_finished) || inner.flags[at] & SPAN != 0;
        let milestone = inner.extent[at] == 0;
        let gaps = if milestone { 0 } else { gaps };
        let length = f64::from(extent - gaps);
        let law = if over || milestone {
            Law::fixed(length as f32)
        } else {
            tables.of(of[at], length, f64::from(inner.durations[at]))
        };
        Work {
            law,
            planned: extent,
            gaps,
            least: i32::from(extent > gaps),
            small: false,
            day: inner.calendar_at(at).week().day_minutes() as f32 / 100.0,
            touched: Vec::new(),
        }
    };
    (0..count).map(work).collect()
}

fn troubles(inner: &Inner, risks: &Risks, tables: &mut Tables, work: &mut [Work]) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    let drivers = risks.drivers.iter().zip(0..).map(|(driver, number)| {
        let law = tables.of(&driver.factor, 1.0, 1.0);
        (
            &driver.key,
            false,
            number,
            driver.probability,
            law,
            &driver.activities,
        )
    });
    let drivers: Vec<_> = drivers.collect();
    let events = risks.events.iter().zip(0..).map(|(event, number)| {
        let law = tables.of_spread(&event.delay, 1.0);
        (
            &event.key,
            true,
            number,
            event.probability,
            law,
            &event.activities,
        )
    });
    let events: Vec<_> = events.collect();
    for (key, event, number, probability, law, activities) in drivers.into_iter().chain(events) {
        let mut struck = vec![false; inner.order.len()];
        for id in activities {
            let at = inner.position[id.0 as usize] as usize;
            let over = inner.extra_at(at).is_some_and(Extra::is_finished);
            // What is over cannot be struck any more, and a factor leaves nothing at nothing.
            if !over && !struck[at] && (event || work[at].planned > 0) {
                struck[at] = true;
                work[at].touched.push(troubles.len() as u32);
            }
        }
        troubles.push(Trouble {
            key: key.clone(),
            event,
            number,
            probability: probability as f32 / 10_000.0,
            law,
            reach: downstream(inner, struck),
        });
    }
    troubles
}

/// The positions that those marked lead to, themselves included, in order.
fn downstream(inner: &Inner, mut marked: Vec<bool>) -> Vec<u32> {
    for at in 0..marked.len() {
        if marked[at] {
            for place in inner.places_out(at) {
                marked[inner.out_to[place] as usize] = true;
            }
        }
    }
    let all = marked.iter().zip(0..).filter(|(marked, _)| **marked);
    all.map(|(_, at)| at).collect()
}

/// The finish when everything takes as long as it can; none if that is centuries away.
fn horizon(inner: &Inner, work: &mut [Work], troubles: &[Trouble]) -> Option<Moment> {
    let mut worst = Inner::clone(inner);
    for (at, work) in work.iter_mut().enumerate() {
        let (mut factor, mut delay) = (1.0f64, 0.0f64);
        for trouble in work.touched.iter().map(|of| &troubles[*of as usize]) {
            if trouble.event {
                delay += f64::from(trouble.law.most() * work.day);
            } else {
                factor *= f64::from(trouble.law.most()).max(1.0);
            }
        }
        let most = f64::from(work.law.most()).max(1.0) * factor;
        work.small = is_small(most);
        if work.varies() {
            let most = most + f64::from(work.gaps) + delay;
            let most = most.min(f64::from(i32::MAX / 2)) as i32;
            worst.extent[at] = most;
            if let Some(extra) = worst.extras.get_mut(inner.extra[at] as usize) {
                extra.remaining = extra.remaining.map(|_| i64::from(most));
            }
        }
    }
    let early = forward::pass::<false>(&worst, inner.data_date);
    let finish = early.project_finish(&worst);
    (minute(finish) < HORIZON).then_some(finish)
}

fn lay_out(
    inner: &Arc<Inner>,
    risks: &Risks,
    (tables, work, troubles): (Tables, Vec<Work>, Vec<Trouble>),
    horizon: Moment,
) -> Model {
    let (floor, _) = first_floor(inner, inner.data_date);
    let calendars = &inner.calendars;
    let count = inner.order.len();
    let mut model = Model {
        inner: Arc::clone(inner),
        ways: Vec::with_capacity(count),
        specials: 0,
        tie_first: vec![0],
        ties: Vec::with_capacity(inner.in_from.len()),
        work,
        floors: calendars
            .iter()
            .map(|of| of.rank(minute(floor)) as i32)
            .collect(),
        finish: Ends::default(),
        watched: Vec::new(),
        troubles,
        tables,
        maps: Maps::default(),
        planned_finish: forward::pass::<false>(inner, inner.data_date).project_finish(inner),
    };
    for at in 0..count {
        let way = if inner.flags[at] & SPAN != 0 {
            Way::Span
        } else if fast_ties(&mut model, at, (floor, horizon)) {
            Way::Fast
        } else {
            model.specials += 1;
            Way::Special(model.specials as u32 - 1)
        };
        model.ways.push(way);
        model.tie_first.push(model.ties.len() as u32);
    }
    let ends = (0..count)
        .filter(|at| !is_passed(inner, *at))
        .map(|at| at as u32);
    model.finish = model.ends(ends.collect());
    for id in &risks.watched {
        let ends = model.ends(parts(inner, inner.position[id.0 as usize]));
        model.watched.push((*id, ends));
    }
    model
}

impl Model {
    fn ends(&self, positions: Vec<u32>) -> Ends {
        let mut ends = Ends::default();
        for at in positions {
            match self.ways[at as usize] {
                Way::Span => {}
                Way::Special(_) => ends.special.push(at),
                Way::Fast => {
                    let calendar = self.inner.calendar[at as usize];
                    match ends.fast.iter_mut().find(|(of, _)| *of == calendar) {
                        Some((_, all)) => all.push(at),
                        None => ends.fast.push((calendar, vec![at])),
                    }
                }
            }
        }
        ends
    }
}

/// What stands for an activity's finish: itself, or the parts of a summary, however deep.
fn parts(inner: &Inner, at: u32) -> Vec<u32> {
    let (mut found, mut open) = (Vec::new(), vec![at]);
    while let Some(at) = open.pop() {
        let span = inner.spans.iter().find(|span| span.at == at);
        match span.map(|span| &span.of) {
            Some(crate::span::Of::Parts(parts)) => open.extend(parts),
            _ => found.push(at),
        }
    }
    found
}

/// Whether something else cannot finish before this does, so that it is never the last alone.
fn is_passed(inner: &Inner, at: usize) -> bool {
    inner.places_out(at).any(|place| {
        let to = inner.out_to[place] as usize;
        let tie = &inner.ties[inner.in_tie[inner.out_slot[place] as usize] as usize];
        let free = |extra: &Extra| !extra.is_started() && !extra.is_mandatory();
        let waits = inner.flags[to] & SPAN == 0 && inner.extra_at(to).is_none_or(free);
        waits && tie.relation.from_finish() && tie.relation.to_start() && tie.lag >= 0
    })
}

/// Adds the ties of an activity in ranks, if all of them can be; says whether.
fn fast_ties(model: &mut Model, at: usize, stretch: (Moment, Moment)) -> bool {
    let inner = Arc::clone(&model.inner);
    let continuous = inner.flags[at] & CONTINUOUS != 0;
    if inner.extra[at] != NO_EXTRA || (inner.extent[at] == 0 && !continuous) {
        return false;
    }
    let begun = model.ties.len();
    for slot in inner.slots_in(at) {
        match fast_tie(model, &inner, (slot, at), stretch) {
            Some(tie) => model.ties.push(tie),
            None => {
                model.ties.truncate(begun);
                return false;
            }
        }
    }
    true
}

fn fast_tie(
    model: &mut Model,
    inner: &Inner,
    (slot, at): (usize, usize),
    (floor, horizon): (Moment, Moment),
) -> Option<FastTie> {
    let from = inner.in_from[slot] as usize;
    let tie = inner.ties[inner.in_tie[slot] as usize];
    let share = matches!(inner.given[inner.in_id[slot] as usize].lag, Lag::Percent(_));
    let (own, its) = (inner.calendar[at], inner.calendar[from]);
    let start = !tie.relation.from_finish();
    if !tie.relation.to_start() || share {
        return None;
    }
    let before = tie.lag != 0 && tie.calendar == its;
    let then = tie.lag != 0 && !before && tie.calendar == own;
    if tie.lag != 0 && !before && !then || tie.calendar == ELAPSED && tie.lag != 0 {
        return None;
    }
    if model.ways[from] != Way::Fast {
        let extra = inner.extra_at(from);
        let held =
            inner.convention == Convention::Primavera && extra.is_some_and(Extra::is_finished);
        if start || own != its || held {
            return None;
        }
    }
    if start && own != its && !before {
        // A start in time off is the first working moment after it, a lag's end the last before.
        return None;
    }
    let map = (own != its).then(|| {
        let calendar = &inner.calendars[its as usize];
        let rank = |at: Moment| calendar.rank(minute(at));
        let lag = i64::from(if before { tie.lag } else { 0 });
        let ranks = (rank(floor) + lag.min(0), rank(horizon) + lag.max(0));
        model.maps.between(&inner.calendars, (its, own), ranks)
    });
    Some(FastTie {
        from: from as u32,
        map,
        lag: if before { tie.lag } else { 0 },
        then: if then { tie.lag } else { 0 },
        start,
    })
}

/// Whether nothing can be uncertain about it.
pub(super) fn is_bare(inner: &Inner, at: usize) -> bool {
    let milestone = |extra: &Extra| extra.kind != Kind::Task;
    inner.extent[at] == 0 || inner.extra_at(at).is_some_and(milestone)
}
