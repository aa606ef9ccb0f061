//! The limits of this crate, in one place. Input beyond one is refused by name.

/// Most activities in one project or portfolio.
pub const ACTIVITIES_MAX: usize = 1_000_000;

/// Most links.
pub const LINKS_MAX: usize = 10_000_000;

/// Most resources, and most budgets.
pub const RESOURCES_MAX: usize = 4096;

/// Longest duration and longest lag, in periods; longer ones are slips of the keyboard.
pub const DURATION_MAX: i32 = 1_000_000;

/// Latest period that a plan may reach if everything is done one after the other: two and a half
/// centuries of hours. Also keeps sums of 32 bits far from overflow.
pub const HORIZON_MAX: i64 = 200_000_000;

/// Earliest fixed start.
pub const FIXED_MIN: i32 = -10_000_000;

/// Most problems told of one project; more would be noise.
pub const PROBLEMS_MAX: usize = 200;
