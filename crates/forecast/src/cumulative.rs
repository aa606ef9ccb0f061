//! Published figures made into a series: cumulative from January, or the amount of each month.
//!
//! Nothing is silently mended: a figure that fell since last month is kept as a negative month and
//! named, a missing month refuses the series.

/// A figure of one month, cumulative since January where the indicator is published so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Published {
    /// Its year.
    pub year: i16,
    /// Its month, from 1.
    pub month: i8,
    /// The figure.
    pub value: f64,
}

/// Amounts of consecutive periods.
#[derive(Debug, Clone, PartialEq)]
pub struct Periods {
    /// Oldest first.
    pub values: Vec<f64>,
    /// 12, or 11 where January and February are one.
    pub period: usize,
    /// Of the last year.
    pub known: usize,
    /// Figures smaller than the month before's: published so, and worth a question.
    pub fell: Vec<Published>,
}

/// Why figures make no series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotConsecutive {
    /// There are none.
    #[error("there are no figures")]
    Empty,
    /// A month is missing before this one.
    #[error("a month is missing before {year}-{month:02}")]
    Gap {
        /// Year of the figure after the gap.
        year: i16,
        /// Its month.
        month: i8,
    },
    /// A month is given twice or out of order.
    #[error("{year}-{month:02} is given twice or out of order")]
    NotInOrder {
        /// Its year.
        year: i16,
        /// Its month.
        month: i8,
    },
}

/// Takes cumulative figures apart into the amounts of their months.
///
/// A year without a figure for January makes January and February one period in all years. A
/// series that begins in the middle of a year begins, for us, with the year after: its first
/// cumulative figure is no single month's.
pub fn from_cumulative(figures: &[Published]) -> Result<Periods, NotConsecutive> {
    let first = figures.first().ok_or(NotConsecutive::Empty)?;
    let starts_whole = first.month <= 2;
    let from = figures
        .iter()
        .position(|one| starts_whole || one.year > first.year);
    let figures = &figures[from.ok_or(NotConsecutive::Empty)?..];
    let january = |year: i16| figures.iter().any(|one| one.year == year && one.month == 1);
    let merged = figures
        .iter()
        .any(|one| one.month >= 2 && !january(one.year));
    let mut periods = Periods {
        values: Vec::new(),
        period: if merged { 11 } else { 12 },
        known: 0,
        fell: Vec::new(),
    };
    let mut before: Option<Published> = None;
    for one in figures.iter().filter(|one| !(merged && one.month == 1)) {
        let opens = one.month == if merged { 2 } else { 1 };
        in_order(before, *one, opens)?;
        let done = before.filter(|_| !opens).map_or(0.0, |before| before.value);
        if !opens && one.value < done {
            periods.fell.push(*one);
        }
        periods.known = if opens { 1 } else { periods.known + 1 };
        periods.values.push(one.value - done);
        before = Some(*one);
    }
    if periods.values.is_empty() {
        Err(NotConsecutive::Empty)
    } else {
        Ok(periods)
    }
}

/// Whether a figure follows the one before it without a month between.
fn in_order(before: Option<Published>, one: Published, opens: bool) -> Result<(), NotConsecutive> {
    let Published { year, month, .. } = one;
    let Some(before) = before else {
        return if opens {
            Ok(())
        } else {
            Err(NotConsecutive::Gap { year, month })
        };
    };
    if (year, month) <= (before.year, before.month) {
        return Err(NotConsecutive::NotInOrder { year, month });
    }
    let follows = if opens {
        before.month == 12 && year == before.year + 1
    } else {
        year == before.year && month == before.month + 1
    };
    if follows {
        Ok(())
    } else {
        Err(NotConsecutive::Gap { year, month })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: i16, months: std::ops::RangeInclusive<i8>) -> Vec<Published> {
        months
            .map(|month| Published {
                year,
                month,
                value: f64::from(month) * 10.0,
            })
            .collect()
    }

    #[test]
    fn cumulative_figures_come_apart_into_months() {
        let figures = [year(2024, 1..=12), year(2025, 1..=6)].concat();
        let found = from_cumulative(&figures).expect("consecutive");
        assert_eq!((found.period, found.known, found.values.len()), (12, 6, 18));
        assert!(found.values.iter().all(|value| *value == 10.0));
    }

    #[test]
    fn without_a_january_february_is_both_in_every_year() {
        let figures = [year(2024, 1..=12), year(2025, 2..=6)].concat();
        let found = from_cumulative(&figures).expect("consecutive");
        assert_eq!((found.period, found.known, found.values.len()), (11, 5, 16));
        assert_eq!(found.values[..2], [20.0, 10.0]);
        let late = [year(2023, 5..=12), figures].concat();
        assert_eq!(from_cumulative(&late), Ok(found));
    }

    #[test]
    fn what_fell_is_named_and_a_gap_refused() {
        let mut figures = year(2024, 1..=12);
        figures[4].value = 35.0;
        let found = from_cumulative(&figures).expect("consecutive");
        assert_eq!((found.fell.len(), found.values[4]), (1, -5.0));
        figures.remove(6);
        assert_eq!(
            from_cumulative(&figures),
            Err(NotConsecutive::Gap {
                year: 2024,
                month: 8
            })
        );
        figures.swap(0, 1);
        assert!(from_cumulative(&figures).is_err());
        assert_eq!(from_cumulative(&[]), Err(NotConsecutive::Empty));
        assert_eq!(
            from_cumulative(&year(2024, 5..=9)),
            Err(NotConsecutive::Empty)
        );
    }
}
