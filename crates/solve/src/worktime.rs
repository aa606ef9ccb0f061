//! Working periods of a calendar by rank, both ways in constant time.

use crate::project::{Calendar, Period};

/// A calendar laid out by period up to its last rest; every period after that is worked, and
/// every period before 0 too.
#[derive(Debug, Clone, Default)]
pub(crate) struct Worktime {
    /// Working periods before each period.
    before: Vec<Period>,
    /// The working periods, in order.
    worked: Vec<Period>,
}

impl Worktime {
    pub(crate) fn new(calendar: &Calendar) -> Worktime {
        let end = calendar.off.last().map_or(0, |rest| rest.1).max(0);
        let mut before = Vec::with_capacity(end as usize + 1);
        let mut worked = Vec::with_capacity(end as usize);
        let mut rests = calendar.off.iter().peekable();
        for period in 0..end {
            while rests.next_if(|rest| rest.1 <= period).is_some() {}
            before.push(worked.len() as Period);
            if rests.peek().is_none_or(|rest| period < rest.0) {
                worked.push(period);
            }
        }
        before.push(worked.len() as Period);
        Worktime { before, worked }
    }

    /// Working periods from 0 up to a period.
    pub(crate) fn rank(&self, period: Period) -> Period {
        let last = self.before.len() as Period - 1;
        if period < 0 {
            period
        } else if period <= last {
            self.before[period as usize]
        } else {
            self.before[last as usize] + (period - last)
        }
    }

    /// The working period of a rank.
    pub(crate) fn period(&self, rank: Period) -> Period {
        let count = self.worked.len() as Period;
        if rank < 0 {
            rank
        } else if rank < count {
            self.worked[rank as usize]
        } else {
            self.before.len() as Period - 1 + (rank - count)
        }
    }

    /// Whether a period is worked.
    pub(crate) fn works(&self, period: Period) -> bool {
        self.period(self.rank(period)) == period
    }

    /// The first working period from here on.
    pub(crate) fn next(&self, period: Period) -> Period {
        self.period(self.rank(period))
    }

    /// Where work of a length ends that starts at a working period.
    pub(crate) fn finish(&self, start: Period, duration: Period) -> Period {
        if duration == 0 {
            return start;
        }
        self.period(self.rank(start) + duration - 1) + 1
    }

    /// The earliest start from which such work ends no earlier than `finish`.
    pub(crate) fn start_to_finish_from(&self, finish: Period, duration: Period) -> Period {
        if duration == 0 {
            return finish;
        }
        self.period(self.rank(finish - 1) - duration + 1)
    }

    /// The latest start from which such work ends no later than `finish`.
    pub(crate) fn start_to_finish_by(&self, finish: Period, duration: Period) -> Period {
        if duration == 0 {
            return finish;
        }
        self.period(self.rank(finish) - duration)
    }
}
