//! Monthly series of an office's year: time shares, plan curves, what is still needed.
//!
//! Promises exact decimals for every share a person is judged by; the caller rounds, once, at
//! the end. Deliberately has no forecasting methods yet, reads no clock and does no I/O.

#![warn(missing_docs)]

mod ces;
mod curve;
mod ets;
mod growth;
pub mod limits;
mod models;
mod noise;
mod normal;
mod optimise;
mod outlook;
mod problem;
mod seasonal;
mod series;
mod share;
mod theta;
pub mod year_end;

pub use curve::{PlanCurve, time_share, time_share_by_day};
pub use growth::{growth_needed, two_year_average};
pub use models::Method;
pub use outlook::{Band, Outlook, outlook, outlooks};
pub use problem::{Note, Problem};
pub use series::Series;
