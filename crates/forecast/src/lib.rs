//! Monthly series of an office's year: time shares, plan curves, what is still needed.
//!
//! Promises exact decimals for every share a person is judged by; the caller rounds, once, at
//! the end. Deliberately has no forecasting methods yet, reads no clock and does no I/O.

#![warn(missing_docs)]

mod curve;
mod growth;

pub use curve::{PlanCurve, time_share, time_share_by_day};
pub use growth::{growth_needed, two_year_average};
