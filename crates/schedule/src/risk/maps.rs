//! Working minutes of one calendar as working minutes of another, looked up.
//!
//! An activity that waits for one of another calendar needs the moment at which that is over,
//! counted in its own working minutes. For the stretch of time a simulation moves in, a table
//! holds the answer; beyond it the calendars are asked.

use super::dice::Lanes;
use calendar::Calendar;

/// Most entries of all tables together: 64 MB. Beyond, the calendars are asked each time.
const ENTRIES_MAX: usize = 16_000_000;

/// Longest block told by one entry, as a power of two. Shifts begin and end on quarters of an hour
/// or so: an entry for 16 minutes is the rule, and what a chunk touches stays in the cache.
const SHIFT_MAX: u32 = 6;

/// From one calendar into another.
#[derive(Debug)]
pub(super) struct Map {
    from: u32,
    to: u32,
    /// Ranks come in blocks of 2^`shift`; the first of the table.
    shift: u32,
    first: i32,
    /// For each block twice the rank at its beginning, and 1 if ranks rise together in it; else
    /// they stay.
    table: Vec<i32>,
}

/// The tables of all pairs of calendars that links need.
#[derive(Debug, Default)]
pub(super) struct Maps {
    all: Vec<Map>,
    entries: usize,
}

impl Maps {
    /// The number of the map between two calendars, made if it is new, for ranks of the first
    /// calendar between two.
    pub(super) fn between(
        &mut self,
        calendars: &[Calendar],
        (from, to): (u32, u32),
        (first, last): (i64, i64),
    ) -> u32 {
        let known = self
            .all
            .iter()
            .position(|map| (map.from, map.to) == (from, to));
        if let Some(at) = known {
            return at as u32;
        }
        let mut map = Map {
            from,
            to,
            shift: 0,
            first: 0,
            table: Vec::new(),
        };
        let room = ENTRIES_MAX - self.entries;
        if first > 0 && last < i64::from(i32::MAX / 2) {
            let shifts = (0..=SHIFT_MAX).rev();
            let mut tables = shifts.map(|shift| map.fill(calendars, (first, last), shift, room));
            tables.find(|done| *done);
        }
        self.entries += map.table.len();
        self.all.push(map);
        (self.all.len() - 1) as u32
    }

    /// The ranks in the second calendar of the moments at which minutes of the first are over.
    #[inline(always)]
    pub(super) fn look(&self, calendars: &[Calendar], map: u32, ranks: &mut Lanes<i32>) {
        let map = &self.all[map as usize];
        for rank in ranks {
            let before = *rank - 1;
            let place = (before >> map.shift).wrapping_sub(map.first) as u32 as usize;
            *rank = match map.table.get(place) {
                Some(entry) => {
                    let inside = before & ((1 << map.shift) - 1);
                    (entry >> 1) + (inside & -(entry & 1))
                }
                None => map.asked(calendars, i64::from(*rank)) as i32,
            };
        }
    }
}

impl Map {
    #[cold]
    fn asked(&self, calendars: &[Calendar], rank: i64) -> i64 {
        let (from, to) = (&calendars[self.from as usize], &calendars[self.to as usize]);
        to.rank(from.end_of_rank(rank))
    }

    /// Fills the table with blocks of a length; does not if a block is not even or room is short.
    fn fill(
        &mut self,
        calendars: &[Calendar],
        (first, last): (i64, i64),
        shift: u32,
        room: usize,
    ) -> bool {
        let from = &calendars[self.from as usize];
        let blocks = (first - 1) >> shift..((last - 1) >> shift) + 1;
        if blocks.end - blocks.start > room as i64 {
            return false;
        }
        let mut table = Vec::with_capacity((blocks.end - blocks.start) as usize);
        let length = (1i64 << shift) - 1;
        for block in blocks.clone() {
            // What is over at a rank is over after the rank's last minute: blocks begin one later.
            let (low, high) = ((block << shift) + 1, (block << shift) + 1 + length);
            let (now, then) = (self.asked(calendars, low), self.asked(calendars, high));
            let minutes = from.end_of_rank(high).0 - from.end_of_rank(low).0;
            let together = then - now == length && minutes == length;
            if then != now && !together {
                return false;
            }
            table.push(now as i32 * 2 + i32::from(together));
        }
        self.shift = shift;
        self.first = blocks.start as i32;
        self.table = table;
        true
    }
}
