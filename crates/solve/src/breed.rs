//! A population of plans that is crossed, improved and replaced.
//!
//! A plan is bred as a list of activities in the order of their starts. The child of two plans is
//! scheduled, pushed to both ends of time, and takes the place of the plan that it resembles most,
//! unless it is worse (crowding: De Jong 1975, Mahfoud 1992), so that few plans stay different.

use crate::bound;
use crate::cross;
use crate::dice::Dice;
use crate::instance::Instance;
use crate::justify::{self, Scratch};
use crate::project::Period;
use crate::run::Shared;
use crate::score::{Cost, Decoder};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Plans in the population: fewer become alike too soon, more are too many to improve.
const MEMBERS: usize = 40;

/// Fewest plans in the population of a portfolio, and places in all their lists together.
const MEMBERS_LEAST: usize = 8;
const PLACES_MOST: usize = 3_000_000;

/// Beyond so many activities random lists are made by one throw for each activity.
const LARGE: usize = 2000;

/// Neighbours swapped in a child, of a thousand.
const SWAPS_PER_MILLE: usize = 50;

/// Schedules between two looks at the clock.
const TICK: u64 = 100;

/// A plan with the list it came from.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) list: Vec<u32>,
    pub(crate) starts: Vec<Period>,
    pub(crate) cost: Cost,
}

impl Member {
    /// How far apart the starts of two plans are, all together.
    fn distance(&self, other: &Member) -> u64 {
        let both = self.starts.iter().zip(&other.starts);
        both.map(|(own, other)| u64::from(own.abs_diff(*other)))
            .sum()
    }
}

/// What random lists need to know of the network.
#[derive(Debug)]
pub(crate) struct Shape {
    successors: Vec<Vec<u32>>,
    predecessors: Vec<u32>,
    latest_finish: Vec<Period>,
    weights: Vec<f64>,
}

impl Shape {
    pub(crate) fn new(instance: &Instance) -> Shape {
        let count = instance.len();
        let tails = bound::tails(instance);
        let end = tails.iter().copied().max().unwrap_or(0);
        let duration = |at: usize| instance.activity(at).duration;
        let mut shape = Shape {
            successors: vec![Vec::new(); count],
            predecessors: vec![0; count],
            weights: cross::weights(instance),
            latest_finish: (0..count)
                .map(|at| end - tails[at] + duration(at))
                .collect(),
        };
        for link in &instance.links {
            shape.successors[link.from as usize].push(link.to);
            shape.predecessors[link.to as usize] += 1;
        }
        shape
    }
}

/// One island: a population and its searcher.
pub(crate) struct Breed<'a, D> {
    decoder: &'a mut D,
    shape: &'a Shape,
    shared: &'a Shared<'a>,
    pub(crate) dice: Dice,
    scratch: Scratch,
    starts: Vec<Period>,
    told: u64,
    open: bool,
    members: Vec<Member>,
    room: usize,
    /// Schedules generated.
    pub(crate) spent: u64,
    /// The best plan so far.
    pub(crate) best: Member,
}

impl<'a, D: Decoder> Breed<'a, D> {
    pub(crate) fn new(
        decoder: &'a mut D,
        shape: &'a Shape,
        shared: &'a Shared<'a>,
        dice: Dice,
    ) -> Self {
        let count = decoder.len();
        let worst = Cost {
            late: u64::MAX,
            makespan: Period::MAX,
        };
        let list: Vec<u32> = (0..count as u32).collect();
        Breed {
            decoder,
            shape,
            shared,
            dice,
            scratch: Scratch::default(),
            starts: vec![0; count],
            told: 0,
            open: true,
            members: Vec::new(),
            room: (PLACES_MOST / count.max(1)).clamp(MEMBERS_LEAST, MEMBERS),
            spent: 0,
            best: Member {
                list,
                starts: vec![0; count],
                cost: worst,
            },
        }
    }

    /// Breeds until so many schedules are generated, the plan is proved, or the caller says stop;
    /// says whether there is reason to go on.
    pub(crate) fn run(&mut self, until: u64) -> bool {
        while self.members.len() < self.room && (self.members.is_empty() || !self.done(until)) {
            // The first follows the rule strictly, the others loosely.
            let sharpness = if self.members.is_empty() { 20.0 } else { 2.0 };
            let list = self.sample(sharpness);
            let member = self.improve(&list);
            self.members.push(member);
        }
        while !self.done(until) {
            let (mother, father) = self.parents();
            let list = self.child(mother, father);
            let child = self.improve(&list);
            self.admit(child);
        }
        self.is_open()
    }

    /// Takes in a plan found elsewhere.
    pub(crate) fn welcome(&mut self, starts: &[Period]) {
        let ends = (0..starts.len()).map(|at| self.decoder.finish(at as u32, starts[at]));
        let makespan = ends.max().unwrap_or(0).max(self.shared.fixed_finish);
        justify::by_start(self.decoder, &mut self.scratch, starts);
        let list = self.scratch.list.clone();
        let cost = self.decoder.cost(starts, makespan);
        let member = Member {
            list,
            starts: starts.to_vec(),
            cost,
        };
        self.note(&member);
        self.admit(member);
    }

    /// Gives a plan the place of the one that it resembles most, unless it is worse.
    fn admit(&mut self, plan: Member) {
        let nearest = self.members.iter_mut().min_by_key(|own| plan.distance(own));
        if let Some(own) = nearest.filter(|own| plan.cost <= own.cost) {
            *own = plan;
        }
    }

    /// Counts work done; whether there is reason to go on.
    pub(crate) fn spend(&mut self, schedules: u64) -> bool {
        self.spent += schedules;
        let fresh = self.spent - self.told;
        self.told = self.spent;
        self.open = self.open && self.shared.tick(fresh);
        self.open
    }

    /// Whether there is reason to go on.
    pub(crate) fn is_open(&self) -> bool {
        let least = Cost {
            late: 0,
            makespan: self.shared.bound,
        };
        self.open && self.best.cost > least
    }

    fn done(&mut self, until: u64) -> bool {
        if self.spent >= self.told + TICK {
            self.spend(0);
        }
        self.spent >= until || !self.is_open()
    }

    fn parents(&mut self) -> (usize, usize) {
        let count = self.members.len();
        let (mother, father) = (self.dice.below(count), self.dice.below(count));
        if mother == father {
            (mother, (father + 1) % count)
        } else {
            (mother, father)
        }
    }

    /// The list of a child, predecessors first, a few neighbours swapped.
    fn child(&mut self, mother: usize, father: usize) -> Vec<u32> {
        let (mother, father) = (&self.members[mother], &self.members[father]);
        let finish = |at, start| self.decoder.finish(at, start);
        let mut child = cross::cross(mother, father, &self.shape.weights, finish, &mut self.dice);
        self.decoder.mend(&mut child, true);
        for at in 1..child.len() {
            if self.dice.per_mille(SWAPS_PER_MILLE) {
                let successors = &self.shape.successors[child[at - 1] as usize];
                if !successors.contains(&child[at]) {
                    child.swap(at - 1, at);
                }
            }
        }
        child
    }

    /// The starts of one of the best plans, whichever.
    pub(crate) fn any_best(&mut self) -> Vec<Period> {
        let cost = self.best.cost;
        let equal = |at: &usize| self.members[*at].cost == cost;
        let best: Vec<usize> = (0..self.members.len()).filter(equal).collect();
        let one = best.get(self.dice.below(best.len()));
        one.map_or(&self.best, |at| &self.members[*at])
            .starts
            .clone()
    }

    /// A random list: of the activities whose predecessors are in it, the one that must finish
    /// first is the likeliest, the more so the sharper.
    fn sample(&mut self, sharpness: f64) -> Vec<u32> {
        let shape = self.shape;
        if shape.predecessors.len() > LARGE {
            return self.sample_large(sharpness);
        }
        let mut waiting = shape.predecessors.clone();
        let count = waiting.len() as u32;
        let mut ready: Vec<u32> = (0..count).filter(|at| waiting[*at as usize] == 0).collect();
        let mut list = Vec::with_capacity(waiting.len());
        let mut weights = Vec::new();
        while !ready.is_empty() {
            let finish = |at: &u32| shape.latest_finish[*at as usize];
            let latest = ready.iter().map(finish).max().unwrap_or(0);
            weights.clear();
            weights.extend(
                ready
                    .iter()
                    .map(|at| f64::from(latest - finish(at) + 1).powf(sharpness)),
            );
            let mut throw = self.dice.unit() * weights.iter().sum::<f64>();
            let mut place = 0;
            while place + 1 < weights.len() && throw >= weights[place] {
                throw -= weights[place];
                place += 1;
            }
            let next = ready.swap_remove(place);
            list.push(next);
            for &to in &shape.successors[next as usize] {
                waiting[to as usize] -= 1;
                if waiting[to as usize] == 0 {
                    ready.push(to);
                }
            }
        }
        list
    }

    /// The same for many: whoever is ready and must finish first, give or take a random share.
    fn sample_large(&mut self, sharpness: f64) -> Vec<u32> {
        let shape = self.shape;
        let spread = (1000.0 / sharpness) as usize;
        let dice = &mut self.dice;
        let mut key = |at: u32| {
            let finish = i64::from(shape.latest_finish[at as usize]);
            Reverse((finish * (1000 + dice.below(spread) as i64), at))
        };
        let mut waiting = shape.predecessors.clone();
        let count = waiting.len() as u32;
        let mut ready = BinaryHeap::new();
        for at in (0..count).filter(|at| waiting[*at as usize] == 0) {
            ready.push(key(at));
        }
        let mut list = Vec::with_capacity(waiting.len());
        while let Some(Reverse((_, next))) = ready.pop() {
            list.push(next);
            for &to in &shape.successors[next as usize] {
                waiting[to as usize] -= 1;
                if waiting[to as usize] == 0 {
                    ready.push(key(to));
                }
            }
        }
        list
    }

    /// Schedules a list and pushes the plan to both ends.
    fn improve(&mut self, list: &[u32]) -> Member {
        let mut starts = std::mem::take(&mut self.starts);
        // A guess that costs nothing if it is wrong.
        let reach = self.best.cost.makespan.min(1 << 20);
        let makespan = self.decoder.forward(list, &mut starts, reach);
        let first = self.decoder.cost(&starts, makespan);
        let before = starts.clone();
        self.spent += 1;
        if first < self.best.cost && starts.len() > LARGE {
            // A pass over a portfolio takes long: what there is can be had at once.
            self.note(&Member {
                list: list.to_vec(),
                starts: before.clone(),
                cost: first,
            });
            if !self.spend(0) {
                let member = Member {
                    list: list.to_vec(),
                    starts: before,
                    cost: first,
                };
                self.starts = starts;
                return member;
            }
        }
        let makespan = justify::both(self.decoder, &mut self.scratch, &mut starts, makespan);
        let mut cost = self.decoder.cost(&starts, makespan);
        self.spent += 2;
        if first < cost {
            // Possible where capacity varies or dates weigh: a plan is never made worse.
            starts.copy_from_slice(&before);
            cost = first;
        }
        justify::by_start(self.decoder, &mut self.scratch, &starts);
        let member = Member {
            list: self.scratch.list.clone(),
            starts: starts.clone(),
            cost,
        };
        self.starts = starts;
        self.note(&member);
        member
    }
    fn note(&mut self, member: &Member) {
        if member.cost < self.best.cost {
            self.best = member.clone();
            self.shared.offer(member.cost, &member.starts);
        }
    }
}
