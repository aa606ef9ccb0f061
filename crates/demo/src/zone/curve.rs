//! Work and money over time, in millionths of the whole: whole numbers, so that every machine
//! tells the same story.
//!
//! The clock runs slowly in January and February and fast before the year's end, as building sites
//! do; a pause stops it.

use jiff::civil::Date;

use super::dates::add_days;

/// How much gets done in a day of each month.
const SEASON: [i64; 12] = [55, 42, 92, 106, 112, 112, 104, 102, 112, 110, 112, 118];

/// The whole.
pub(crate) const WHOLE: i64 = 1_000_000;

/// First and last day of a step.
pub(crate) type Span = (Date, Date);

/// First day of a pause, and the first day after it.
pub(crate) type Pause = Option<(Date, Date)>;

/// Work possible from the year 0 to the end of a day.
fn clock(day: Date) -> i64 {
    let year: i64 = SEASON.iter().sum();
    let month = usize::try_from(day.month() - 1).unwrap_or(0);
    let before: i64 = SEASON[..month].iter().sum();
    let whole = i64::from(day.year()) * year + before;
    whole * 1000 + SEASON[month] * 1000 * i64::from(day.day()) / i64::from(day.days_in_month())
}

/// The same without the days of a pause.
fn clock_paused(day: Date, pause: Pause) -> i64 {
    let Some((from, until)) = pause else {
        return clock(day);
    };
    let before = clock(day.min(add_days(from, -1)));
    if day < until {
        return before;
    }
    before + clock(day) - clock(add_days(until, -1))
}

/// How far a step is by the end of a day.
pub(crate) fn progress(span: Span, day: Date, pause: Pause) -> i64 {
    let (start, finish) = span;
    if day >= finish {
        return WHOLE;
    }
    if day < start {
        return 0;
    }
    let begun = clock_paused(add_days(start, -1), pause);
    let length = clock_paused(finish, pause) - begun;
    (clock_paused(day, pause) - begun) * WHOLE / length.max(1)
}

/// The share of the money spent by the end of a day, from the shares of the steps.
pub(crate) fn spent(spans: &[Span], costs: &[i64], day: Date, pause: Pause) -> i64 {
    let parts = spans.iter().zip(costs);
    let sum: i64 = parts
        .map(|(span, cost)| cost * progress(*span, day, pause) / WHOLE)
        .sum();
    let whole: i64 = costs.iter().sum();
    sum * WHOLE / whole.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn winter_is_slow_and_a_pause_stands_still() {
        let span = (date(2024, 1, 1), date(2024, 12, 31));
        let winter = progress(span, date(2024, 2, 29), None);
        let half = progress(span, date(2024, 6, 30), None);
        assert!(winter < 100_000 && half < 500_000, "{winter} {half}");
        assert_eq!(progress(span, date(2024, 12, 31), None), WHOLE);
        let pause = Some((date(2024, 4, 1), date(2024, 7, 1)));
        let before = progress(span, date(2024, 3, 31), pause);
        assert_eq!(progress(span, date(2024, 6, 30), pause), before);
        assert!(progress(span, date(2024, 7, 2), pause) > before);
        assert_eq!(progress(span, date(2024, 12, 31), pause), WHOLE);
    }
}
