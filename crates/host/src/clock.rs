//! The one place that reads the clock for the model.

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

/// Today where the zone is. China has one time zone; the program does not depend on the
/// machine's setting, which on a server is often UTC.
pub fn today() -> Date {
    let beijing = TimeZone::fixed(Offset::constant(8));
    jiff::Timestamp::now().to_zoned(beijing).date()
}
