//! Sixty-four iterations side by side, from the first activity to the last.

use super::dice::{LANES, Lanes, Stream, shares};
use super::model::{Ends, FastTie, Model, Way, Work};
use crate::forward::{self, Found, Known, Planned};
use crate::input::{ActivityId, Lag};
use crate::network::{ELAPSED, Inner, Moment, Tie, minute, moment};

/// Early dates of an activity that is found one iteration after another.
#[derive(Clone)]
pub(super) struct Side {
    pub(super) start: Lanes<Moment>,
    pub(super) finish: Lanes<Moment>,
    pub(super) begin: Lanes<Moment>,
    pub(super) driver: Lanes<u32>,
}

/// The room in which a chunk of iterations is walked, used again for the next.
pub(super) struct Walk<'a> {
    pub(super) model: &'a Model,
    seed: u64,
    chunk: u32,
    /// Working minutes by position, all iterations of one side by side.
    pub(super) work: Vec<Lanes<i32>>,
    /// Rank of the early finish, in the activity's own calendar.
    pub(super) finish: Vec<Lanes<i32>>,
    pub(super) side: Vec<Side>,
    /// Factor or delay of each driver and event.
    values: Vec<Lanes<f32>>,
    /// Whether it is there.
    pub(super) there: Vec<u64>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(model: &'a Model, seed: u64) -> Walk<'a> {
        let side = Side {
            start: [0; LANES],
            finish: [0; LANES],
            begin: [0; LANES],
            driver: [0; LANES],
        };
        Walk {
            model,
            seed,
            chunk: u32::MAX,
            work: model
                .work
                .iter()
                .map(|work| [work.planned; LANES])
                .collect(),
            finish: vec![[0; LANES]; model.work.len()],
            side: vec![side; model.specials],
            values: vec![[0.0; LANES]; model.troubles.len()],
            there: vec![0; model.troubles.len()],
        }
    }

    /// Walks the chunk of one iteration, and says which lane that is.
    pub(super) fn go_to(&mut self, iteration: u32) -> usize {
        self.forward(iteration / LANES as u32);
        iteration as usize % LANES
    }

    /// Draws and dates everything of a chunk.
    #[inline(always)]
    pub(super) fn forward(&mut self, chunk: u32) {
        self.chunk = chunk;
        self.draw_troubles();
        for at in 0..self.model.work.len() {
            self.draw(at, None);
            self.date(at);
        }
    }

    /// Dates everything that one driver or event reaches, as if it were not there.
    pub(super) fn forward_without(&mut self, trouble: usize) {
        for at in &self.model.troubles[trouble].reach {
            let at = *at as usize;
            if self.model.work[at].touched.contains(&(trouble as u32)) {
                self.draw(at, Some(trouble));
            }
            self.date(at);
        }
    }

    pub(super) fn work_of(&self, at: usize, lane: usize) -> i32 {
        self.work[at][lane]
    }

    /// The latest finish of some activities.
    #[inline(always)]
    pub(super) fn finish(&self, ends: &Ends) -> Lanes<Moment> {
        if ends.fast.is_empty() && ends.special.is_empty() {
            return [moment(self.model.inner.project_start); LANES];
        }
        let mut latest = [Moment::MIN; LANES];
        for (calendar, all) in &ends.fast {
            let ranks = self.last_rank(all);
            let calendar = &self.model.inner.calendars[*calendar as usize];
            for (latest, rank) in latest.iter_mut().zip(ranks) {
                *latest = (*latest).max(moment(calendar.end_of_rank(i64::from(rank))));
            }
        }
        for at in &ends.special {
            if let Way::Special(side) = self.model.ways[*at as usize] {
                let finishes = &self.side[side as usize].finish;
                for (latest, finish) in latest.iter_mut().zip(finishes) {
                    *latest = (*latest).max(*finish);
                }
            }
        }
        latest
    }

    /// The latest finish of activities of one calendar.
    #[inline(always)]
    pub(super) fn last_rank(&self, all: &[u32]) -> Lanes<i32> {
        let mut ranks = [i32::MIN; LANES];
        for at in all {
            for (rank, finish) in ranks.iter_mut().zip(&self.finish[*at as usize]) {
                *rank = (*rank).max(*finish);
            }
        }
        ranks
    }

    fn draw_troubles(&mut self) {
        for (at, trouble) in self.model.troubles.iter().enumerate() {
            let (at_work, size) = if trouble.event {
                (Stream::EventStrikes, Stream::EventDelay)
            } else {
                (Stream::DriverAtWork, Stream::DriverFactor)
            };
            let mut there = 0u64;
            let at_work = shares(self.seed, self.chunk, trouble.number, at_work);
            for (lane, share) in at_work.iter().enumerate() {
                there |= u64::from(*share < trouble.probability) << lane;
            }
            self.there[at] = there;
            let size = shares(self.seed, self.chunk, trouble.number, size);
            let values = &mut self.values[at];
            self.model.tables.values(&trouble.law, &size, values);
            let absent = if trouble.event { 0.0 } else { 1.0 };
            for (lane, value) in values.iter_mut().enumerate() {
                if there >> lane & 1 == 0 {
                    *value = absent;
                }
            }
        }
    }

    /// Draws the work of an activity.
    #[inline(always)]
    fn draw(&mut self, at: usize, without: Option<usize>) {
        let work = &self.model.work[at];
        if !work.varies() {
            return;
        }
        let mut values = [0.0; LANES];
        let number = self.model.inner.order[at];
        let shares = if work.law.range > 0.0 {
            shares(self.seed, self.chunk, number, Stream::Duration)
        } else {
            [0.0; LANES]
        };
        self.model.tables.values(&work.law, &shares, &mut values);
        let drawn = &mut self.work[at];
        if work.touched.is_empty() {
            settle(work, &values, drawn);
            return;
        }
        let mut delays = [0.0; LANES];
        for of in &work.touched {
            let of = *of as usize;
            if without == Some(of) {
                continue;
            }
            let own = &self.values[of];
            if self.model.troubles[of].event {
                for (delay, own) in delays.iter_mut().zip(own) {
                    *delay += own;
                }
            } else {
                for (value, own) in values.iter_mut().zip(own) {
                    *value *= own;
                }
            }
        }
        settle(work, &values, drawn);
        for (drawn, delay) in drawn.iter_mut().zip(&delays) {
            *drawn += (delay * work.day + 0.5) as i32;
        }
    }

    /// Finds the early dates of an activity.
    #[inline(always)]
    fn date(&mut self, at: usize) {
        match self.model.ways[at] {
            Way::Span => {}
            Way::Fast => self.date_fast(at),
            Way::Special(side) => self.date_special(at, side as usize),
        }
    }

    #[inline(always)]
    fn date_fast(&mut self, at: usize) {
        let model = self.model;
        let calendar = model.inner.calendar[at] as usize;
        let mut ranks = [model.floors[calendar]; LANES];
        for tie in &model.ties[model.tie_first[at] as usize..model.tie_first[at + 1] as usize] {
            let mut bound = [0; LANES];
            self.bound(tie, &mut bound);
            for (rank, bound) in ranks.iter_mut().zip(&bound) {
                *rank = (*rank).max(*bound);
            }
        }
        for (rank, work) in ranks.iter_mut().zip(&self.work[at]) {
            *rank += work;
        }
        self.finish[at] = ranks;
    }

    /// From when a tie lets its successor begin.
    #[inline(always)]
    pub(super) fn bound(&self, tie: &FastTie, bound: &mut Lanes<i32>) {
        let from = tie.from as usize;
        *bound = self.finish[from];
        if tie.start {
            for (bound, work) in bound.iter_mut().zip(&self.work[from]) {
                *bound -= work;
            }
        }
        match tie.map {
            None => {
                let lag = tie.lag + tie.then;
                for bound in bound.iter_mut() {
                    *bound += lag;
                }
            }
            Some(map) => {
                let calendars = &self.model.inner.calendars;
                for bound in bound.iter_mut() {
                    *bound += tie.lag;
                }
                self.model.maps.look(calendars, map, bound);
                for bound in bound.iter_mut() {
                    *bound += tie.then;
                }
            }
        }
    }

    fn date_special(&mut self, at: usize, side: usize) {
        let inner = &*self.model.inner;
        let calendar = inner.calendar_at(at);
        for lane in 0..LANES {
            let found = self.find(at, lane);
            let own = &mut self.side[side];
            own.start[lane] = found.start;
            own.finish[lane] = found.finish;
            own.begin[lane] = found.begin;
            own.driver[lane] = found.driver;
            self.finish[at][lane] = calendar.rank(minute(found.finish)) as i32;
        }
    }

    fn find(&self, at: usize, lane: usize) -> Found {
        let inner = &*self.model.inner;
        let drawn = i64::from(self.work[at][lane]);
        let started = inner.extra_at(at).is_some_and(|extra| extra.is_started());
        let planned = Planned {
            extent: if started {
                i64::from(inner.extent[at])
            } else {
                drawn
            },
            remaining: started.then_some(drawn),
        };
        let known = Lane { walk: self, lane };
        forward::special(inner, &known, at, inner.data_date, planned)
    }
}

/// Added to a smaller number, it leaves its nearest whole number in the last 23 bits.
const WHOLE: f32 = 8_388_608.0;

/// Whole minutes of work.
#[inline(always)]
fn settle(work: &Work, values: &Lanes<f32>, drawn: &mut Lanes<i32>) {
    if work.small {
        // The plain conversion checks each value, one after another.
        for (drawn, value) in drawn.iter_mut().zip(values) {
            let whole = (value + WHOLE).to_bits() as i32 - WHOLE.to_bits() as i32;
            *drawn = whole.max(work.least) + work.gaps;
        }
        return;
    }
    for (drawn, value) in drawn.iter_mut().zip(values) {
        *drawn = ((value + 0.5) as i32).max(work.least) + work.gaps;
    }
}

/// Whether values up to this one are small enough for the short way to whole numbers.
pub(super) fn is_small(most: f64) -> bool {
    most < f64::from(WHOLE)
}

/// Early dates of one iteration.
pub(super) struct Lane<'a> {
    pub(super) walk: &'a Walk<'a>,
    pub(super) lane: usize,
}

impl Known for Lane<'_> {
    fn start(&self, at: usize) -> Moment {
        let (walk, lane) = (self.walk, self.lane);
        match walk.model.ways[at] {
            Way::Special(side) => walk.side[side as usize].start[lane],
            _ => {
                let rank = walk.finish[at][lane] - walk.work[at][lane];
                let calendar = walk.model.inner.calendar_at(at);
                moment(calendar.start_of_rank(i64::from(rank)))
            }
        }
    }

    fn finish(&self, at: usize) -> Moment {
        let (walk, lane) = (self.walk, self.lane);
        match walk.model.ways[at] {
            Way::Special(side) => walk.side[side as usize].finish[lane],
            _ => {
                let calendar = walk.model.inner.calendar_at(at);
                moment(calendar.end_of_rank(i64::from(walk.finish[at][lane])))
            }
        }
    }

    fn begin(&self, at: usize) -> Option<Moment> {
        let inner = &self.walk.model.inner;
        inner.extra_at(at)?;
        match self.walk.model.ways[at] {
            Way::Special(side) => Some(self.walk.side[side as usize].begin[self.lane]),
            _ => None,
        }
    }

    /// A lag that is a share of a duration varies with it.
    fn tie(&self, inner: &Inner, slot: usize) -> Tie {
        let tie = inner.ties[inner.in_tie[slot] as usize];
        let link = &inner.given[inner.in_id[slot] as usize];
        let from = inner.in_from[slot] as usize;
        let own = link.from == ActivityId(inner.order[from]);
        let started = inner.extra_at(from).is_some_and(|extra| extra.is_started());
        let work = &self.walk.model.work[from];
        let varies = work.varies() && inner.extent[from] > 0 && !started;
        if !matches!(link.lag, Lag::Percent(_)) || !own || !varies {
            return tie;
        }
        let drawn = self.walk.work[from][self.lane] - work.gaps;
        let lag = link.lag.minutes(i64::from(drawn)) as i32;
        // A share that comes to nothing of the plan may come to something of what is drawn.
        let calendar = if lag == 0 {
            ELAPSED
        } else {
            inner.calendar[from]
        };
        Tie {
            calendar,
            lag,
            ..tie
        }
    }
}
