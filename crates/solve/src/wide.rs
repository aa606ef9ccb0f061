//! The general list scheduler: calendars, budgets, many resources, long horizons.
//!
//! Free units by period and resource, with the most free units of each block of periods beside
//! them, so that long stretches without room are passed over block by block.

use crate::engine::{dues, mend};
use crate::instance::{FreeLink, Instance};
use crate::plain::Side;
use crate::project::{Activity, Due, Period};
use crate::score::{Cost, Decoder, MUST_WEIGHT};
use crate::worktime::Worktime;

/// Periods in a block.
const BLOCK: usize = 64;

/// Cost of an activity for which no room was found at all, in weights of a date that must be met.
const NO_ROOM: u64 = 1_000_000;

/// One resource: what is free, period by period.
#[derive(Debug, Clone)]
struct Profile {
    /// Without any activity, while it varies; `steady` from there on.
    varying: Vec<i64>,
    steady: i64,
    free: Vec<i64>,
    most: Vec<i64>,
}

impl Profile {
    fn clear(&mut self) {
        self.free.clear();
        self.free.extend_from_slice(&self.varying);
        self.most.clear();
        self.most.extend(
            self.free
                .chunks(BLOCK)
                .map(|block| block.iter().copied().max().unwrap_or(0)),
        );
        self.reach(self.free.len().next_multiple_of(BLOCK));
    }

    /// Makes room for periods up to `end`.
    fn reach(&mut self, end: usize) {
        if end > self.free.len() {
            let end = end.next_multiple_of(BLOCK);
            let last = self.free.len() / BLOCK;
            self.free.resize(end, self.steady);
            if let Some(most) = self.most.get_mut(last) {
                *most = (*most).max(self.steady);
            }
            self.most.resize(end / BLOCK, self.steady);
        }
    }

    fn free_in(&self, period: usize) -> i64 {
        self.free.get(period).copied().unwrap_or(self.steady)
    }

    /// The first period from `from` on in which so much is free; nothing if never again.
    fn next_room(&self, from: usize, need: i64) -> Option<usize> {
        let mut at = from;
        while at < self.free.len() {
            if self.most[at / BLOCK] < need {
                at = (at / BLOCK + 1) * BLOCK;
                continue;
            }
            let end = (at / BLOCK + 1) * BLOCK;
            if let Some(place) = self.free[at..end].iter().position(|free| *free >= need) {
                return Some(at + place);
            }
            at = end;
        }
        (self.steady >= need).then_some(at)
    }

    /// The last period before `end` in which so much is free.
    fn last_room(&self, end: usize, need: i64) -> Option<usize> {
        let mut at = end;
        if at > self.free.len() {
            if self.steady >= need {
                return Some(at - 1);
            }
            at = self.free.len();
        }
        while at > 0 {
            let block = (at - 1) / BLOCK;
            if self.most[block] >= need {
                let from = block * BLOCK;
                if let Some(place) = self.free[from..at].iter().rposition(|free| *free >= need) {
                    return Some(from + place);
                }
            }
            at = block * BLOCK;
        }
        None
    }

    fn take(&mut self, from: usize, end: usize, need: i64) {
        if from >= end {
            return;
        }
        self.reach(end);
        for free in &mut self.free[from..end] {
            *free -= need;
        }
        for block in from / BLOCK..=(end - 1) / BLOCK {
            let most = self.free[block * BLOCK..(block + 1) * BLOCK]
                .iter()
                .copied()
                .max();
            self.most[block] = most.unwrap_or(0);
        }
    }
}

/// What has come in and not been spent, as steps: from a period on, so much.
#[derive(Debug, Clone)]
struct Purse {
    given: Vec<(Period, i64)>,
    left: Vec<(Period, i64)>,
}

impl Purse {
    /// The first period from which on so much is always left.
    fn first(&self, amount: i64) -> Option<Period> {
        let short = self.left.iter().rposition(|step| step.1 < amount);
        match short {
            None => Some(Period::MIN),
            Some(at) => self.left.get(at + 1).map(|step| step.0),
        }
    }

    fn take(&mut self, from: Period, amount: i64) {
        let at = self.left.partition_point(|step| step.0 <= from);
        for step in &mut self.left[at.saturating_sub(1)..] {
            step.1 -= amount;
        }
    }
}

/// What stays the same from schedule to schedule, of one activity.
#[derive(Debug, Clone)]
struct Work {
    duration: Period,
    calendar: Option<u32>,
    needs: Vec<(u32, i64)>,
    spends: Vec<(u32, i64)>,
    earliest: Period,
    latest_finish: Period,
}

/// The general scheduler with its scratch.
#[derive(Debug, Clone)]
pub(crate) struct Wide {
    works: Vec<Work>,
    links: Vec<FreeLink>,
    /// Links into each activity and out of it: the other end, and the place in `links`.
    ahead: Side,
    back: Side,
    calendars: Vec<Worktime>,
    profiles: Vec<Profile>,
    purses: Vec<Purse>,
    dues: Vec<(u32, Due)>,
    fixed_finish: Period,
    /// Activities for which the last plan found no room.
    homeless: u64,
}

impl Wide {
    pub(crate) fn new(instance: &Instance) -> Wide {
        let project = &instance.project;
        let count = instance.len();
        let work = |(at, id): (usize, &u32)| {
            let activity = &project.activities[*id as usize];
            Work {
                duration: activity.duration,
                calendar: activity.calendar.map(|at| at as u32),
                needs: merged(
                    activity
                        .needs
                        .iter()
                        .map(|need| (need.0, i64::from(need.1))),
                ),
                spends: merged(activity.spends.iter().copied()),
                earliest: instance.earliest[at],
                latest_finish: instance.latest_finish[at],
            }
        };
        let numbered = || instance.links.iter().enumerate();
        let ahead = numbered().map(|(at, link)| (link.from, link.to, at as Period));
        let back = numbered().map(|(at, link)| (link.to, link.from, at as Period));
        Wide {
            works: instance.free.iter().enumerate().map(work).collect(),
            links: instance.links.clone(),
            ahead: Side::new(count, ahead),
            back: Side::new(count, back),
            calendars: project.calendars.iter().map(Worktime::new).collect(),
            profiles: (0..project.resources.len())
                .map(|at| profile(instance, at))
                .collect(),
            purses: (0..project.budgets.len())
                .map(|at| purse(instance, at))
                .collect(),
            dues: dues(instance),
            fixed_finish: instance.fixed_finish,
            homeless: 0,
        }
    }

    fn finish_of(&self, at: u32, start: Period) -> Period {
        let work = &self.works[at as usize];
        match work.calendar {
            Some(calendar) => self.calendars[calendar as usize].finish(start, work.duration),
            None => start + work.duration,
        }
    }

    /// The earliest start that links, dates and budgets allow.
    fn floor(&self, at: u32, starts: &[Period]) -> Period {
        let work = &self.works[at as usize];
        let mut floor = work.earliest;
        for &(from, link) in self.ahead.links_of(at) {
            let link = &self.links[link as usize];
            let start = starts[from as usize];
            let end = if link.relation.from_finish() {
                self.finish_of(from, start)
            } else {
                start
            };
            let end = end + link.lag;
            floor = floor.max(if link.relation.to_start() {
                end
            } else {
                match work.calendar {
                    Some(calendar) => {
                        self.calendars[calendar as usize].start_to_finish_from(end, work.duration)
                    }
                    None => end - work.duration,
                }
            });
        }
        for (purse, amount) in &work.spends {
            let first = self.purses[*purse as usize].first(*amount);
            // Checked beforehand: all spending together stays within what comes in.
            floor = floor.max(first.unwrap_or(floor));
        }
        floor
    }

    /// The latest start that links and dates allow.
    fn ceiling(&self, at: u32, starts: &[Period], makespan: Period) -> Period {
        let work = &self.works[at as usize];
        let by = |finish: Period| match work.calendar {
            Some(calendar) => {
                self.calendars[calendar as usize].start_to_finish_by(finish, work.duration)
            }
            None => finish - work.duration,
        };
        let mut ceiling = by(makespan.min(work.latest_finish.max(work.earliest + work.duration)));
        for &(to, link) in self.back.links_of(at) {
            let link = &self.links[link as usize];
            let start = starts[to as usize];
            let end = if link.relation.to_start() {
                start
            } else {
                self.finish_of(to, start)
            };
            let end = end - link.lag;
            ceiling = ceiling.min(if link.relation.from_finish() {
                by(end)
            } else {
                end
            });
        }
        ceiling
    }

    /// The periods of a window in which a resource is short, as the first or last such period.
    fn misfit(
        &self,
        work: &Work,
        from: Period,
        end: Period,
        last: bool,
    ) -> Option<(Period, usize)> {
        let worked = |period: Period| {
            work.calendar
                .is_none_or(|at| self.calendars[at as usize].works(period))
        };
        for (place, (resource, need)) in work.needs.iter().enumerate() {
            let profile = &self.profiles[*resource as usize];
            let short =
                |period: &Period| profile.free_in(*period as usize) < *need && worked(*period);
            let mut window = from.max(0)..end;
            let found = if last {
                window.rfind(short)
            } else {
                window.find(short)
            };
            if let Some(period) = found {
                return Some((period, place));
            }
        }
        None
    }

    /// The earliest start from `floor` on with room; nothing if there is never room.
    fn room_after(&self, at: u32, floor: Period) -> Option<Period> {
        let work = &self.works[at as usize];
        let mut start = floor;
        loop {
            if let (Some(calendar), true) = (work.calendar, work.duration > 0) {
                start = self.calendars[calendar as usize].next(start);
            }
            let end = self.finish_of(at, start);
            let Some((period, place)) = self.misfit(work, start, end, true) else {
                return Some(start);
            };
            let (resource, need) = work.needs[place];
            let profile = &self.profiles[resource as usize];
            start = profile.next_room(period as usize + 1, need)? as Period;
        }
    }

    /// The latest start up to `ceiling` with room; nothing if there is none from period 0 on.
    fn room_before(&self, at: u32, ceiling: Period) -> Option<Period> {
        let work = &self.works[at as usize];
        let mut start = ceiling;
        loop {
            if let (Some(calendar), true) = (work.calendar, work.duration > 0) {
                let calendar = &self.calendars[calendar as usize];
                if !calendar.works(start) {
                    start = calendar.period(calendar.rank(start) - 1);
                }
            }
            if start < 0 {
                return None;
            }
            let end = self.finish_of(at, start);
            let Some((period, place)) = self.misfit(work, start, end, false) else {
                return Some(start);
            };
            let (resource, need) = work.needs[place];
            let room = self.profiles[resource as usize].last_room(period as usize, need)?;
            let finish = room as Period + 1;
            start = match work.calendar {
                Some(calendar) => {
                    self.calendars[calendar as usize].start_to_finish_by(finish, work.duration)
                }
                None => finish - work.duration,
            };
        }
    }

    fn put(&mut self, at: u32, start: Period) {
        let end = self.finish_of(at, start);
        let Wide {
            works,
            calendars,
            profiles,
            ..
        } = self;
        let work = &works[at as usize];
        for (resource, need) in &work.needs {
            let profile = &mut profiles[*resource as usize];
            match work.calendar.map(|at| &calendars[at as usize]) {
                None => profile.take(start.max(0) as usize, end.max(0) as usize, *need),
                Some(calendar) => {
                    let mut from = start.max(0);
                    while from < end {
                        // A stretch of work lasts while rank and period grow together.
                        let mut stop = from + 1;
                        while stop < end && calendar.works(stop) {
                            stop += 1;
                        }
                        profile.take(from as usize, stop as usize, *need);
                        from = calendar.next(stop);
                    }
                }
            }
        }
    }

    fn clear(&mut self) {
        self.homeless = 0;
        self.profiles.iter_mut().for_each(Profile::clear);
        for purse in &mut self.purses {
            purse.left.clone_from(&purse.given);
        }
    }
}

/// Several needs of one resource as one.
fn merged(needs: impl Iterator<Item = (usize, i64)>) -> Vec<(u32, i64)> {
    let mut merged: Vec<(u32, i64)> = Vec::new();
    for (at, units) in needs.filter(|need| need.1 > 0) {
        match merged.iter_mut().find(|known| known.0 == at as u32) {
            Some(known) => known.1 += units,
            None => merged.push((at as u32, units)),
        }
    }
    merged
}

/// Activities that really started, with their starts.
fn facts(instance: &Instance) -> impl Iterator<Item = (&Activity, Period)> {
    let activities = instance.project.activities.iter();
    activities.filter_map(|activity| activity.fixed_start.map(|start| (activity, start)))
}

fn profile(instance: &Instance, resource: usize) -> Profile {
    let steps = &instance.project.resources[resource];
    let ends = facts(instance).map(|(activity, start)| start + activity.duration);
    let last = steps.steps.last().map_or(0, |step| step.0);
    let end = ends.chain([last]).max().unwrap_or(0).max(0);
    let mut varying: Vec<i64> = (0..end)
        .map(|period| i64::from(steps.units_in(period)))
        .collect();
    for (activity, start) in facts(instance) {
        for (_, need) in activity.needs.iter().filter(|need| need.0 == resource) {
            for period in start.max(0)..(start + activity.duration).max(0) {
                let free = &mut varying[period as usize];
                *free = (*free - i64::from(*need)).max(0);
            }
        }
    }
    let steady = steps.steps.last().map_or(0, |step| i64::from(step.1));
    Profile {
        varying,
        steady,
        free: Vec::new(),
        most: Vec::new(),
    }
}

fn purse(instance: &Instance, budget: usize) -> Purse {
    let mut moves = instance.project.budgets[budget].inflows.clone();
    for (activity, start) in facts(instance) {
        let spends = activity.spends.iter().filter(|spend| spend.0 == budget);
        moves.extend(spends.map(|spend| (start, -spend.1)));
    }
    moves.sort_unstable();
    let mut given: Vec<(Period, i64)> = vec![(Period::MIN, 0)];
    for (period, amount) in moves {
        let left = given.last().map_or(0, |step| step.1) + amount;
        match given.last_mut().filter(|step| step.0 == period) {
            Some(step) => step.1 = left,
            None => given.push((period, left)),
        }
    }
    Purse {
        left: given.clone(),
        given,
    }
}

impl Decoder for Wide {
    fn len(&self) -> usize {
        self.works.len()
    }

    fn forward(&mut self, list: &[u32], starts: &mut [Period], _reach: Period) -> Period {
        self.clear();
        let mut makespan = self.fixed_finish;
        for &at in list {
            let floor = self.floor(at, starts);
            let start = self.room_after(at, floor).unwrap_or_else(|| {
                self.homeless += 1;
                floor
            });
            starts[at as usize] = start;
            makespan = makespan.max(self.finish_of(at, start));
            self.put(at, start);
            let Wide { works, purses, .. } = self;
            for (purse, amount) in &works[at as usize].spends {
                purses[*purse as usize].take(start, *amount);
            }
        }
        makespan
    }

    fn backward(&mut self, list: &[u32], starts: &mut [Period], makespan: Period) {
        self.clear();
        for &at in list {
            let ceiling = self.ceiling(at, starts, makespan);
            let start = self.room_before(at, ceiling).unwrap_or_else(|| {
                self.homeless += 1;
                ceiling
            });
            starts[at as usize] = start;
            self.put(at, start);
        }
    }

    fn finish(&self, at: u32, start: Period) -> Period {
        self.finish_of(at, start)
    }

    fn cost(&self, starts: &[Period], makespan: Period) -> Cost {
        let mut late = self.homeless * NO_ROOM * MUST_WEIGHT;
        for (at, due) in &self.dues {
            let finish = self.finish_of(*at, starts[*at as usize]);
            late += u64::from(due.weight) * i64::from(finish - due.at).max(0) as u64;
        }
        for (at, work) in self.works.iter().enumerate() {
            if work.latest_finish < Period::MAX {
                let finish = self.finish_of(at as u32, starts[at]);
                late += MUST_WEIGHT * i64::from(finish - work.latest_finish).max(0) as u64;
            }
        }
        Cost { late, makespan }
    }

    fn ordered_by_start(&self) -> bool {
        false
    }

    fn mend(&mut self, list: &mut [u32], forward: bool) {
        mend(if forward { &self.ahead } else { &self.back }, list);
    }
}
