//! Time-table reasoning: what must run where, period by period.

use super::{Atom, Exact};
use crate::project::Period;

/// A resource with those who need it.
#[derive(Debug)]
pub(super) struct Table {
    users: Vec<(u32, i32)>,
    units: Vec<i32>,
    /// Units in use for certain, by period from `begin` on.
    height: Vec<i32>,
}

impl Table {
    pub(super) fn new(mut users: Vec<(u32, i32)>, units: Vec<i32>) -> Table {
        // The greedy first, so that explanations are short.
        users.sort_by_key(|user| std::cmp::Reverse(user.1));
        Table {
            users,
            units,
            height: Vec::new(),
        }
    }

    fn units(&self, period: Period) -> i32 {
        let last = self.units.len() - 1;
        self.units[(period.max(0) as usize).min(last)]
    }
}

impl Exact {
    /// Whether an activity certainly runs in a period.
    fn runs(&self, at: u32, period: Period) -> bool {
        self.latest(at) <= period && period < self.earliest(at) + self.durations[at as usize]
    }

    /// All consequences of one resource's certain use; false on a conflict.
    pub(super) fn timetable(&mut self, at: usize) -> bool {
        let mut table = std::mem::replace(&mut self.tables[at], Table::new(Vec::new(), vec![0]));
        let sound = self
            .fill(&mut table)
            .is_some_and(|begin| self.filter(&table, begin));
        self.tables[at] = table;
        sound
    }

    /// Adds up certain use; gives the first period of it, or nothing on an overload.
    fn fill(&mut self, table: &mut Table) -> Option<Period> {
        let (mut begin, mut end) = (Period::MAX, Period::MIN);
        for &(at, _) in &table.users {
            let (from, to) = (
                self.latest(at),
                self.earliest(at) + self.durations[at as usize],
            );
            if from < to {
                begin = begin.min(from);
                end = end.max(to);
            }
        }
        table.height.clear();
        if begin >= end {
            return Some(0);
        }
        table.height.resize((end - begin) as usize + 1, 0);
        for &(at, need) in &table.users {
            let (from, to) = (
                self.latest(at),
                self.earliest(at) + self.durations[at as usize],
            );
            if from < to {
                table.height[(from - begin) as usize] += need;
                table.height[(to - begin) as usize] -= need;
            }
        }
        let mut sum = 0;
        for place in 0..table.height.len() {
            sum += table.height[place];
            table.height[place] = sum;
            let period = begin + place as Period;
            if sum > table.units(period) {
                let from = self.arena.len();
                self.explain(table, period, table.units(period), u32::MAX);
                self.conflict.clear();
                self.conflict.extend_from_slice(&self.arena[from..]);
                self.arena.truncate(from);
                return None;
            }
        }
        table.height.pop();
        Some(begin)
    }

    /// Why more than `most` units are used in a period: enough of those who run there.
    fn explain(&mut self, table: &Table, period: Period, most: i32, but: u32) {
        let mut sum = 0;
        let mut chosen: Vec<(u32, i32)> = Vec::with_capacity(8);
        for &(at, need) in &table.users {
            if at != but && self.runs(at, period) {
                sum += need;
                chosen.push((at, need));
                if sum > most {
                    break;
                }
            }
        }
        // Leave out whoever is not needed, the greedy first.
        chosen.retain(|user| {
            let spare = sum - user.1 > most;
            if spare {
                sum -= user.1;
            }
            !spare
        });
        for (at, _) in chosen {
            self.arena
                .push(Atom::from(at, period - self.durations[at as usize] + 1));
            self.arena.push(Atom::until(at, period));
        }
    }

    fn filter(&mut self, table: &Table, begin: Period) -> bool {
        let end = begin + table.height.len() as Period;
        for &(at, need) in &table.users {
            let duration = self.durations[at as usize];
            if self.earliest(at) == self.latest(at) || duration == 0 {
                continue;
            }
            if !self.push_right(table, at, need, begin, end)
                || !self.push_left(table, at, need, begin, end)
            {
                return false;
            }
        }
        true
    }

    fn push_right(
        &mut self,
        table: &Table,
        at: u32,
        need: i32,
        begin: Period,
        end: Period,
    ) -> bool {
        let duration = self.durations[at as usize];
        // Beyond its own certain part the rest of it fits anyway.
        let mut sound = self.earliest(at).max(begin);
        loop {
            let earliest = self.earliest(at);
            let stop = (earliest + duration).min(end).min(self.latest(at));
            let from = sound.max(earliest);
            let misfit = (from..stop).rev().find(|period| {
                table.height[(period - begin) as usize] + need > table.units(*period)
            });
            let Some(period) = misfit else { return true };
            let arena = self.arena.len();
            self.explain(table, period, table.units(period) - need, at);
            self.arena.push(Atom::from(at, period - duration + 1));
            if !self.set_for(Atom::from(at, period + 1), arena) {
                return false;
            }
            sound = stop;
        }
    }

    fn push_left(&mut self, table: &Table, at: u32, need: i32, begin: Period, end: Period) -> bool {
        let duration = self.durations[at as usize];
        let mut sound = (self.latest(at) + duration).min(end);
        loop {
            let latest = self.latest(at);
            let start = latest.max(begin).max(self.earliest(at) + duration);
            let to = sound.min(latest + duration);
            let misfit = (start..to).find(|period| {
                table.height[(period - begin) as usize] + need > table.units(*period)
            });
            let Some(period) = misfit else { return true };
            let arena = self.arena.len();
            self.explain(table, period, table.units(period) - need, at);
            self.arena.push(Atom::until(at, period));
            if !self.set_for(Atom::until(at, period - duration), arena) {
                return false;
            }
            sound = start;
        }
    }
}
