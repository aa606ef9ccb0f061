//! The limits of this crate, in one place. Input beyond one is refused by name.

/// Most periods in a year: monthly data need 12; two spare a caller with 13 four-week months.
pub const PERIOD_MAX: usize = 13;

/// Longest series in values: a hundred years of months.
pub const VALUES_MAX: usize = 1_200;

/// Furthest step ahead: five years of months. Beyond it no method here has been measured.
pub const HORIZON_MAX: usize = 60;

/// Sample paths drawn for each method.
pub const PATHS: usize = 512;

/// Years of history below which only the share method answers: 36 months.
pub const YEARS_FOR_MODELS: usize = 3;

/// Largest magnitude of a value. Squares of it still add up without overflow.
pub const VALUE_MAX: f64 = 1e100;
