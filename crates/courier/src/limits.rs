//! Limits of sending, each with its reason.

use std::time::Duration;

/// Characters of an authority's certificates: a chain of a few, each of some two thousand.
pub(crate) const AUTHORITY_CHARS_MAX: usize = 32_768;

/// How long a robot or a mail server may take to answer. Theirs answer within a second.
pub(crate) const ANSWER_TIME: Duration = Duration::from_secs(10);

/// Bytes of a robot's answer that are read: it is a line.
pub(crate) const ANSWER_BYTES_MAX: u64 = 64 * 1024;

/// Characters of a cause that are kept with a delivery.
pub(crate) const CAUSE_CHARS_MAX: usize = 300;

/// Tries of one delivery: with the waits below they reach over a night.
pub(crate) const TRIES_MAX: u32 = 10;

/// Seconds before the second try.
pub(crate) const FIRST_WAIT: u64 = 30;

/// Seconds between two tries at most, two hours.
pub(crate) const LONGEST_WAIT: u64 = 2 * 60 * 60;

/// Deliveries that one look takes up.
pub(crate) const BATCH_MAX: u32 = 64;

/// Destinations that are called at the same time.
pub(crate) const DESTINATIONS_AT_ONCE: usize = 8;

/// Deliveries listed for the administrator, the newest.
pub(crate) const LISTED_MAX: u32 = 300;

/// Days that what was sent, given up or read is remembered. Longer than any occasion lasts that
/// only informs; what asks for something is remembered for as long as it is asked about.
pub(crate) const KEPT_DAYS: i64 = 400;

/// Robots of a zone.
pub(crate) const ROBOTS_MAX: usize = 50;

/// Characters of a name or address in settings.
pub(crate) const SETTING_CHARS_MAX: usize = 500;

/// Hosts that the administrator may add.
pub(crate) const HOSTS_MAX: usize = 20;

/// Notices read or watched projects sent at once.
pub(crate) const WATCHED_MAX: u32 = 500;

/// Rows of one message: more is read in the page.
pub(crate) const ROWS_MAX: usize = 60;

/// Days ahead that are looked through for the moment at which something goes out. The longest
/// holiday is shorter.
pub(crate) const HELD_DAYS_MAX: usize = 40;
