//! The limits of this crate, in one place.
//!
//! Nothing is lost at a limit: input beyond one is refused by name, and arithmetic beyond the
//! indexed dates goes on by the week.

use jiff::civil::{Date, date};

/// First date of the indexed range. Before it a calendar follows its week alone.
pub const FIRST_DATE: Date = date(1990, 1, 1);

/// Last date of the indexed range. After it a calendar follows its week alone.
pub const LAST_DATE: Date = date(2100, 12, 31);

/// Most shifts in one day. An office has two; sixteen leaves room for odd duty rosters and
/// keeps "constant time plus the shifts of a day" honest.
pub(crate) const SHIFTS_PER_DAY_MAX: usize = 16;

/// Most lines read of one notice. A notice has 27 to 41 lines; a table of twenty years has 700.
pub(crate) const NOTICE_LINES_MAX: usize = 10_000;

/// Earliest day of the year before that a notice may speak of: 15 December. The published ones
/// reach back to 29 December at most.
pub(crate) const NOTICE_REACHES_BACK_TO: (i8, i8) = (12, 15);

/// Working minutes are kept within this distance of the indexed range (about 7,600 years), so
/// that no arithmetic on them overflows.
pub(crate) const RANK_MAX: i64 = 4_000_000_000;
