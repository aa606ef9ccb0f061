//! Days counted from an epoch, as spreadsheets keep dates.

use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, Time, date};
use rust_decimal::Decimal;

use super::Cell;

const DAY_SECONDS: f64 = 86_400.0;
/// 9999-12-31, the last day spreadsheets know.
const LAST_DAY: f64 = 2_958_466.0;
/// 29 February 1900, which never was: the first spreadsheets counted it, and all others after them.
const NO_DAY: i64 = 60;

/// The cell for a number that is shown as a date or time.
pub(super) fn cell(days: f64, epoch_1904: bool) -> Cell {
    if !days.is_finite() || !(0.0..LAST_DAY).contains(&days) {
        return number(days);
    }
    let whole = days.floor();
    let mut seconds = ((days - whole) * DAY_SECONDS).round();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked against the last day"
    )]
    let mut day = whole as i64;
    if seconds >= DAY_SECONDS {
        seconds = 0.0;
        day += 1;
    }
    #[expect(clippy::cast_possible_truncation, reason = "below a day")]
    let seconds = seconds as i64;
    let time = Time::midnight().saturating_add(seconds.seconds());
    let date = match (epoch_1904, day) {
        (true, _) => date(1904, 1, 1).checked_add(day.days()).ok(),
        // A time of no day, or what a formula makes of a blank cell.
        (false, 0) if time == Time::midnight() => return shown("1900-01-00"),
        (false, 0) => return Cell::text(&time.to_string()),
        (false, NO_DAY) => return shown("1900-02-29"),
        (false, 1..NO_DAY) => date(1899, 12, 31).checked_add(day.days()).ok(),
        (false, _) => date(1899, 12, 30).checked_add(day.days()).ok(),
    };
    date.map_or_else(|| number(days), |date| moment(date, time))
}

fn moment(date: Date, time: Time) -> Cell {
    Cell::Moment(DateTime::from_parts(date, time))
}

fn shown(text: &str) -> Cell {
    Cell::Text(Arc::from(text))
}

/// A number to 15 significant digits, as spreadsheets show and mean it: beyond those, a binary
/// fraction only tells its own rounding.
pub(super) fn number(number: f64) -> Cell {
    number_text(&number.to_string())
}

/// The same, of a number that is written out.
pub(super) fn number_text(text: &str) -> Cell {
    let text = text.trim();
    let exact = if text.contains(['e', 'E']) {
        Decimal::from_scientific(text).ok()
    } else {
        text.parse::<Decimal>().ok()
    };
    match exact.and_then(|exact| exact.round_sf(15)) {
        Some(decimal) => Cell::Number(decimal.normalize()),
        None => match text.parse::<f64>() {
            // Smaller than any figure means.
            Ok(small) if small.abs() < 1e-20 => Cell::Number(Decimal::ZERO),
            _ => Cell::text(text),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_both_epochs() {
        let shown = |days, epoch_1904| cell(days, epoch_1904).shown().into_owned();
        assert_eq!(shown(46_160.0, false), "2026-05-18");
        assert_eq!(shown(46_160.0 - 1_462.0, true), "2026-05-18");
        assert_eq!(shown(1.0, false), "1900-01-01");
        assert_eq!(shown(59.0, false), "1900-02-28");
        assert_eq!(shown(60.0, false), "1900-02-29");
        assert!(matches!(cell(60.0, false), Cell::Text(_)));
        assert_eq!(shown(61.0, false), "1900-03-01");
        assert_eq!(shown(0.0, false), "1900-01-00");
        assert_eq!(shown(0.5, false), "12:00:00");
        assert_eq!(shown(46_160.75, false), "2026-05-18 18:00:00");
        assert_eq!(shown(46_160.999_999_99, false), "2026-05-19");
        assert_eq!(shown(2_958_465.0, false), "9999-12-31");
        assert_eq!(shown(2_958_466.0, false), "2958466");
        assert_eq!(shown(-1.0, false), "-1");
    }

    #[test]
    fn numbers_mean_fifteen_digits() {
        let shown = |text| number_text(text).shown().into_owned();
        assert_eq!(shown("0.10000000000000001"), "0.1");
        assert_eq!(shown("1.5E-2"), "0.015");
        assert_eq!(shown("1.1999999999999999E+4"), "12000");
        assert_eq!(shown("1E-300"), "0");
        assert_eq!(shown("1E+300"), "1E+300");
        assert_eq!(shown("123456789012345678"), "123456789012346000");
    }
}
