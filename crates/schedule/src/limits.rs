//! The limits of this crate, in one place. Input beyond one is refused by name.

use calendar::Minute;

/// Longest duration, remaining duration or lag: a hundred years around the clock, in minutes.
/// Longer ones are slips of the keyboard; the bound also keeps sums far from overflow.
pub const MINUTES_MAX: i64 = 100 * 366 * 1440;

/// Earliest moment accepted: 1900-01-01.
pub(crate) const MOMENT_MIN: Minute = Minute(-36_524 * 1440);

/// Latest moment accepted: 2199-12-31 and a little.
pub(crate) const MOMENT_MAX: Minute = Minute(73_050 * 1440);

/// Most activities in one network (ids are 32 bits; a portfolio has 100,000).
pub(crate) const ACTIVITIES_MAX: usize = 10_000_000;

/// Most links in one network.
pub(crate) const LINKS_MAX: usize = 100_000_000;

/// Steps spent looking for the shortest loop of a knot of activities; after that the shortest
/// found so far is told. Knots of a few thousand activities stay below it.
pub(crate) const LOOP_SEARCH_STEPS_MAX: usize = 20_000_000;

/// Dates of a network may run this far: to the year 2600. Sums of sensible durations stay below;
/// what runs beyond is a slip of the keyboard or a chain of them.
pub(crate) const HORIZON: Minute = Minute(600 * 365 * 1440);

/// Most summaries one inside another; the deepest real one seen had 22.
pub(crate) const PARENTS_MAX: usize = 1_000;

/// Largest share of a duration, in basis points: a hundred times the plan.
pub(crate) const RISK_SHARE_MAX: i64 = 1_000_000;

/// Most drivers and events of one simulation: each is a simulation more of what it reaches.
pub(crate) const TROUBLES_MAX: usize = 1_000;

/// Most activities whose finishes are kept in a simulation.
pub(crate) const WATCHED_MAX: usize = 1_000;

/// Most iterations of a simulation.
pub const ITERATIONS_MAX: u32 = 1_000_000;

/// Most finishes kept at once by a simulation, of all that is watched or costed: 256 MB.
pub(crate) const FINISHES_MAX: usize = 64_000_000;
