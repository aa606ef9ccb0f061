//! The index behind constant-time arithmetic: per-day prefix sums with rank and select.
//!
//! A **rank** is a number of working minutes counted from the first indexed day (1990-01-01);
//! before it ranks are negative. Days of the indexed range are looked up; beyond it the week
//! repeats, so arithmetic has no edge. Promises: [`Index::rank`], [`Index::start_of_rank`] and
//! [`Index::end_of_rank`] cost a few look-ups plus the shifts of one day.

use crate::holidays::DayKind;
use crate::limits::{FIRST_DATE, LAST_DATE, RANK_MAX};
use crate::minute::{MINUTES_PER_DAY, Minute, day_number, weekday_of};
use crate::week::{Shift, Week};

/// Weekday patterns come first, then these two.
const PATTERN_MAKE_UP: u16 = 7;
const PATTERN_OFF: u16 = 8;

/// What to do with one day while the index is being filled.
#[derive(Debug, Clone, Copy)]
pub(crate) enum DayRule {
    Off,
    Working,
    Pattern(u16),
}

impl From<DayKind> for DayRule {
    fn from(kind: DayKind) -> DayRule {
        match kind {
            DayKind::Off => DayRule::Off,
            DayKind::Work => DayRule::Working,
        }
    }
}

/// One day: 8 bytes, so that a look-up touches one cache line.
#[derive(Debug, Clone, Copy)]
struct DayRow {
    minutes_before: u32,
    working_before: u16,
    pattern: u16,
}

#[derive(Debug, Clone, Copy)]
struct SpanRow {
    from: u16,
    to: u16,
    before: u16,
}

#[derive(Debug, Clone, Copy, Default)]
struct PatternRow {
    first_span: u32,
    span_count: u16,
    minutes: u16,
    /// The first two shifts once more, so that an ordinary day is read from one cache line; a
    /// shift that is not there ends where it begins, at midnight.
    morning: (u16, u16),
    afternoon: (u16, u16),
    /// First and last moment of the shifts; of a day with none or more than two, no moment lies
    /// between them.
    first: u16,
    last: u16,
}

/// One working day: where its minutes begin, which day, which pattern.
#[derive(Debug, Clone, Copy)]
struct WorkingRow {
    minutes_before: u32,
    day: u16,
    pattern: u16,
}

/// A moment seen from the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Working minutes before it.
    pub(crate) rank: i64,
    /// The working moment next to it, on the side asked for: the moment itself, if it is worked.
    pub(crate) near: Minute,
}

#[derive(Debug)]
pub(crate) struct Index {
    first_day: i64,
    /// One row a day, and one more that holds the totals.
    days: Vec<DayRow>,
    patterns: Vec<PatternRow>,
    spans: Vec<SpanRow>,
    /// The working days.
    working: Vec<WorkingRow>,
    /// For each block of 2^`bucket_shift` working minutes: the place in `working` of its first.
    buckets: Vec<u16>,
    bucket_shift: u32,
    /// No block meets more than two days.
    one_step: bool,
    /// Ranks below this are found the straight way: within the indexed range, if blocks meet two
    /// days at most and days have two shifts at most. Else none are.
    straight_below: u32,
    week_minutes_before: [i64; 8],
    week_days_before: [i64; 8],
}

impl Index {
    /// An index in which every day follows the week; to be adjusted by [`Index::set`] and then
    /// completed by [`Index::finish`].
    pub(crate) fn new(week: &Week, make_up: &[Shift]) -> Index {
        let mut index = Index {
            first_day: day_number(FIRST_DATE),
            days: Vec::new(),
            patterns: Vec::new(),
            spans: Vec::new(),
            working: Vec::new(),
            buckets: Vec::new(),
            bucket_shift: 0,
            one_step: false,
            straight_below: 0,
            week_minutes_before: [0; 8],
            week_days_before: [0; 8],
        };
        for day in 0..7 {
            index.add_pattern(week.shifts(day));
            let minutes = i64::from(index.patterns[day].minutes);
            index.week_minutes_before[day + 1] = index.week_minutes_before[day] + minutes;
            index.week_days_before[day + 1] = index.week_days_before[day] + i64::from(minutes > 0);
        }
        index.add_pattern(make_up);
        index.add_pattern(&[]);
        let row = |day| DayRow {
            minutes_before: 0,
            working_before: 0,
            pattern: weekday_of(day) as u16,
        };
        index.days = (index.first_day..=day_number(LAST_DATE)).map(row).collect();
        index
    }

    /// A rule for days with these shifts.
    pub(crate) fn rule_for(&mut self, shifts: &[Shift]) -> DayRule {
        if shifts.is_empty() {
            DayRule::Off
        } else {
            DayRule::Pattern(self.add_pattern(shifts))
        }
    }

    /// Sets the rule of a day; days outside the indexed range are left to the week.
    pub(crate) fn set(&mut self, day: i64, rule: DayRule) {
        let weekday = weekday_of(day);
        let pattern = match rule {
            DayRule::Off => PATTERN_OFF,
            DayRule::Working if self.patterns[weekday].minutes > 0 => weekday as u16,
            DayRule::Working => PATTERN_MAKE_UP,
            DayRule::Pattern(pattern) => pattern,
        };
        let at = usize::try_from(day - self.first_day).ok();
        if let Some(row) = at.and_then(|at| self.days.get_mut(at)) {
            row.pattern = pattern;
        }
    }

    fn add_pattern(&mut self, shifts: &[Shift]) -> u16 {
        let first_span = self.spans.len() as u32;
        let mut minutes = 0;
        for shift in shifts {
            self.spans.push(SpanRow {
                from: shift.from,
                to: shift.to,
                before: minutes,
            });
            minutes += shift.minutes();
        }
        let span_count = shifts.len() as u16;
        let shift = |at: usize| shifts.get(at).map_or((1440, 1440), |s| (s.from, s.to));
        self.patterns.push(PatternRow {
            first_span,
            span_count,
            minutes,
            morning: shift(0),
            afternoon: shift(1),
            first: if span_count <= 2 { shift(0).0 } else { 1440 },
            last: match shifts {
                [only] => only.to,
                [_, second] => second.to,
                _ => 0,
            },
        });
        (self.patterns.len() - 1) as u16
    }

    /// Sums up. The range holds 40,542 days and 58 million minutes: both fit their columns.
    pub(crate) fn finish(mut self) -> Index {
        let (mut minutes, mut shortest) = (0u32, 1440u16);
        for (at, row) in self.days.iter_mut().enumerate() {
            row.minutes_before = minutes;
            row.working_before = self.working.len() as u16;
            let of_day = self.patterns[usize::from(row.pattern)].minutes;
            if of_day > 0 {
                self.working.push(WorkingRow {
                    minutes_before: minutes,
                    day: at as u16,
                    pattern: row.pattern,
                });
                minutes += u32::from(of_day);
                shortest = shortest.min(of_day);
            }
        }
        let working_before = self.working.len() as u16;
        self.days.push(DayRow {
            minutes_before: minutes,
            working_before,
            pattern: PATTERN_OFF,
        });
        // A block no longer than the shortest day meets two days at most; blocks under 64 minutes
        // would only cost memory, so calendars with tinier days walk a few days more.
        self.bucket_shift = u32::from(shortest).ilog2().clamp(6, 10);
        self.one_step = u32::from(shortest) >= 1 << self.bucket_shift;
        self.fill_buckets(minutes);
        if self.one_step && self.patterns.iter().all(|row| row.span_count <= 2) {
            self.straight_below = minutes;
        }
        self
    }

    fn fill_buckets(&mut self, total: u32) {
        let count = (total >> self.bucket_shift) as usize + 1;
        self.buckets = Vec::with_capacity(count);
        let mut place = 0;
        for bucket in 0..count {
            let minute = (bucket as u32) << self.bucket_shift;
            while place + 1 < self.working.len() && self.working[place + 1].minutes_before <= minute
            {
                place += 1;
            }
            self.buckets.push(place as u16);
        }
    }

    fn last_row(&self) -> DayRow {
        self.days[self.days.len() - 1]
    }

    fn end_day(&self) -> i64 {
        self.first_day + self.days.len() as i64 - 1
    }

    fn total(&self) -> i64 {
        i64::from(self.last_row().minutes_before)
    }

    /// Working minutes of the repeating week before a day, from the Monday before 2000.
    fn week_minutes(&self, day: i64) -> i64 {
        let week = (day + 5).div_euclid(7) * self.week_minutes_before[7];
        week + self.week_minutes_before[weekday_of(day)]
    }

    fn week_days(&self, day: i64) -> i64 {
        (day + 5).div_euclid(7) * self.week_days_before[7] + self.week_days_before[weekday_of(day)]
    }

    /// Rank of the start of a day, and the pattern of the day.
    fn day_row(&self, day: i64) -> (i64, u16) {
        if let Ok(at) = usize::try_from(day - self.first_day)
            && at + 1 < self.days.len()
        {
            let row = self.days[at];
            return (i64::from(row.minutes_before), row.pattern);
        }
        let before = if day < self.first_day {
            self.week_minutes(day) - self.week_minutes(self.first_day)
        } else {
            self.total() + self.week_minutes(day) - self.week_minutes(self.end_day())
        };
        (before, weekday_of(day) as u16)
    }

    fn spans_of(&self, pattern: u16) -> &[SpanRow] {
        let row = self.patterns[usize::from(pattern)];
        let first = row.first_span as usize;
        &self.spans[first..first + usize::from(row.span_count)]
    }

    /// The day of a moment within the indexed range, and the minute of that day.
    #[inline]
    fn indexed(&self, at: Minute) -> Option<(DayRow, u16)> {
        let offset = at.0.saturating_sub(self.first_day * MINUTES_PER_DAY);
        let offset = u32::try_from(offset).ok()?;
        let day = offset / MINUTES_PER_DAY as u32;
        let row = self.days.get(day as usize)?;
        // The last row holds the totals, and its pattern is that of a day off.
        (day as usize + 1 < self.days.len())
            .then_some((*row, (offset - day * MINUTES_PER_DAY as u32) as u16))
    }

    /// Working minutes before a moment, from 1990-01-01.
    #[inline]
    pub(crate) fn rank(&self, at: Minute) -> i64 {
        let (before, pattern, of_day) = match self.indexed(at) {
            Some((row, of_day)) => (i64::from(row.minutes_before), row.pattern, of_day),
            None => self.beyond(at),
        };
        let row = &self.patterns[usize::from(pattern)];
        if row.span_count <= 2 {
            let worked = |(from, to): (u16, u16)| of_day.clamp(from, to) - from;
            return before + i64::from(worked(row.morning) + worked(row.afternoon));
        }
        let mut inside = 0;
        for span in self.spans_of(pattern) {
            if of_day <= span.from {
                break;
            }
            inside = span.before + of_day.min(span.to) - span.from;
        }
        before + i64::from(inside)
    }

    #[cold]
    fn beyond(&self, at: Minute) -> (i64, u16, u16) {
        let at = Minute(at.0.clamp(-2 * RANK_MAX, 2 * RANK_MAX));
        let (before, pattern) = self.day_row(at.day());
        (before, pattern, at.of_day() as u16)
    }

    /// Rank of a moment, and the next working minute; cheaper than the two questions in turn,
    /// because most moments lie in a shift. Branches are few: moments come in no order.
    #[inline]
    pub(crate) fn place(&self, at: Minute) -> Place {
        if let Some((row, of_day)) = self.indexed(at) {
            let pattern = &self.patterns[usize::from(row.pattern)];
            let (morning, afternoon) = (pattern.morning, pattern.afternoon);
            let early = of_day < morning.1;
            let from = if early { morning.0 } else { afternoon.0 };
            let length = if early { 0 } else { morning.1 - morning.0 };
            if of_day < pattern.last {
                let done = of_day.saturating_sub(from) + length;
                return Place {
                    rank: i64::from(row.minutes_before) + i64::from(done),
                    near: Minute(at.0 + i64::from(from.saturating_sub(of_day))),
                };
            }
        }
        let rank = self.rank(at);
        Place {
            rank,
            near: self.start_of_rank(rank),
        }
    }

    /// Rank of a moment, and the end of the last working minute before it.
    #[inline]
    pub(crate) fn place_before(&self, at: Minute) -> Place {
        if let Some((row, of_day)) = self.indexed(at) {
            let pattern = &self.patterns[usize::from(row.pattern)];
            let (morning, afternoon) = (pattern.morning, pattern.afternoon);
            let late = of_day > afternoon.0;
            let (from, to) = if late { afternoon } else { morning };
            let length = if late { morning.1 - morning.0 } else { 0 };
            if of_day > pattern.first {
                let done = of_day.min(to) - from + length;
                return Place {
                    rank: i64::from(row.minutes_before) + i64::from(done),
                    near: Minute(at.0 - i64::from(of_day.saturating_sub(to))),
                };
            }
        }
        let rank = self.rank(at);
        Place {
            rank,
            near: self.end_of_rank(rank),
        }
    }

    /// The moment at which working minute number `rank` begins: the latest with that rank.
    #[inline]
    pub(crate) fn start_of_rank(&self, rank: i64) -> Minute {
        match u32::try_from(rank) {
            Ok(rank) if rank < self.straight_below => self.straight_start(rank),
            _ => self.any_start(rank),
        }
    }

    /// The same where nothing is out of the ordinary: no loop, and next to no branch.
    #[inline]
    fn straight_start(&self, rank: u32) -> Minute {
        let place = usize::from(self.buckets[(rank >> self.bucket_shift) as usize]);
        let (row, next) = (self.working[place], self.working.get(place + 1));
        let row = match next {
            Some(next) if next.minutes_before <= rank => *next,
            _ => row,
        };
        let offset = rank - row.minutes_before;
        let pattern = &self.patterns[usize::from(row.pattern)];
        let length = u32::from(pattern.morning.1 - pattern.morning.0);
        let of_day = if offset < length {
            u32::from(pattern.morning.0) + offset
        } else {
            u32::from(pattern.afternoon.0) + offset - length
        };
        let day = self.first_day + i64::from(row.day);
        Minute(day * MINUTES_PER_DAY + i64::from(of_day))
    }

    fn any_start(&self, rank: i64) -> Minute {
        let (day, before, pattern) = self.day_of_rank(rank);
        let offset = (rank.clamp(-2 * RANK_MAX, 2 * RANK_MAX) - before) as u16;
        let row = &self.patterns[usize::from(pattern)];
        if row.span_count <= 2 {
            let length = row.morning.1 - row.morning.0;
            let (from, less) = if offset < length {
                (row.morning.0, 0)
            } else {
                (row.afternoon.0, length)
            };
            return Minute(day * MINUTES_PER_DAY + i64::from(from + offset - less));
        }
        let spans = self.spans_of(pattern);
        let after = spans
            .iter()
            .take_while(|span| span.before <= offset)
            .count();
        let of_day = spans
            .get(after.wrapping_sub(1))
            .map_or(0, |s| s.from + offset - s.before);
        Minute(day * MINUTES_PER_DAY + i64::from(of_day))
    }

    /// The moment at which `rank` working minutes are over: the earliest with that rank.
    #[inline]
    pub(crate) fn end_of_rank(&self, rank: i64) -> Minute {
        Minute(self.start_of_rank(rank.saturating_sub(1)).0 + 1)
    }

    /// Whether every minute is worked.
    pub(crate) fn is_continuous(&self) -> bool {
        let days = self.days.len() as i64 - 1;
        self.total() == days * MINUTES_PER_DAY && self.week_minutes_before[7] == 7 * MINUTES_PER_DAY
    }

    /// The day in which working minute number `rank` lies, the rank of its start, its pattern.
    #[inline]
    fn day_of_rank(&self, rank: i64) -> (i64, i64, u16) {
        let bucket = usize::try_from(rank).map_or(usize::MAX, |rank| rank >> self.bucket_shift);
        let Some(&place) = self.buckets.get(bucket) else {
            return self.week_day_of_rank(rank.clamp(-2 * RANK_MAX, 2 * RANK_MAX));
        };
        if rank >= self.total() {
            return self.week_day_of_rank(rank);
        }
        let mut place = usize::from(place);
        if self.one_step {
            let next = self.working.get(place + 1);
            place += usize::from(next.is_some_and(|row| i64::from(row.minutes_before) <= rank));
            let row = self.working[place];
            let before = i64::from(row.minutes_before);
            return (self.first_day + i64::from(row.day), before, row.pattern);
        }
        while let Some(next) = self.working.get(place + 1)
            && i64::from(next.minutes_before) <= rank
        {
            place += 1;
        }
        let row = self.working[place];
        (
            self.first_day + i64::from(row.day),
            i64::from(row.minutes_before),
            row.pattern,
        )
    }

    fn week_day_of_rank(&self, rank: i64) -> (i64, i64, u16) {
        // Rank = minutes of the repeating week + shift.
        let shift = if rank < 0 {
            -self.week_minutes(self.first_day)
        } else {
            self.total() - self.week_minutes(self.end_day())
        };
        let minutes = rank - shift;
        let week = minutes.div_euclid(self.week_minutes_before[7]);
        let rest = minutes.rem_euclid(self.week_minutes_before[7]);
        let weekday = self.week_minutes_before[1..].partition_point(|&upto| upto <= rest);
        let before = week * self.week_minutes_before[7] + self.week_minutes_before[weekday];
        (
            week * 7 - 5 + weekday as i64,
            before + shift,
            weekday as u16,
        )
    }

    /// Working days before a day, from 1990-01-01.
    pub(crate) fn working_before(&self, day: i64) -> i64 {
        if day < self.first_day {
            return self.week_days(day) - self.week_days(self.first_day);
        }
        match self.days.get((day - self.first_day) as usize) {
            Some(row) => i64::from(row.working_before),
            None => {
                self.working.len() as i64 + self.week_days(day) - self.week_days(self.end_day())
            }
        }
    }

    /// The day that is working day number `number` (0 is the first from 1990-01-01).
    pub(crate) fn nth_working(&self, number: i64) -> i64 {
        let number = number.clamp(-RANK_MAX, RANK_MAX);
        if let Ok(at) = usize::try_from(number)
            && let Some(row) = self.working.get(at)
        {
            return self.first_day + i64::from(row.day);
        }
        let days = if number < 0 {
            number + self.week_days(self.first_day)
        } else {
            number - self.working.len() as i64 + self.week_days(self.end_day())
        };
        let week = days.div_euclid(self.week_days_before[7]);
        let rest = days.rem_euclid(self.week_days_before[7]);
        let weekday = self.week_days_before[1..].partition_point(|&upto| upto <= rest);
        week * 7 - 5 + weekday as i64
    }

    /// Working minutes of a day.
    pub(crate) fn minutes_of(&self, day: i64) -> i64 {
        let (_, pattern) = self.day_row(day);
        i64::from(self.patterns[usize::from(pattern)].minutes)
    }

    /// Shifts of a day.
    pub(crate) fn shifts_of(&self, day: i64) -> impl Iterator<Item = Shift> + '_ {
        let (_, pattern) = self.day_row(day);
        self.spans_of(pattern).iter().map(|span| Shift {
            from: span.from,
            to: span.to,
        })
    }
}
