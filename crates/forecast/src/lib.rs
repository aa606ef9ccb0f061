//! Monthly series of an office's year: where an indicator stands, what is needed, what will come.
//!
//! Two halves. What a person is judged by is exact: [`Progress`], [`half_way()`], [`spread`],
//! [`needed()`], [`pulls`] work in decimals, and the caller rounds once, at the end. What is only
//! expected is in floating point: [`outlook()`], [`year_end::year_end`], [`reconcile()`]; the same
//! seed gives the same answer on any machine. Every series gets an answer, a note beside it, or a
//! typed refusal. Deliberately knows no zone, no unit and no date; reads no clock and does no I/O.

#![warn(missing_docs)]

mod blend;
mod board;
mod ces;
mod cumulative;
mod curve;
mod decompose;
mod ets;
mod growth;
mod half_way;
mod honesty;
pub mod limits;
mod models;
mod needed;
mod noise;
mod normal;
mod optimise;
mod outlook;
mod problem;
mod pull;
mod rank;
mod reconcile;
mod seasonal;
mod series;
mod share;
mod standing;
mod theta;
mod works;
pub mod year_end;

pub use blend::{Blend, blend};
pub use board::{Board, CellKey};
pub use cumulative::{NotConsecutive, Periods, Published, from_cumulative};
pub use curve::{PlanCurve, time_share, time_share_by_day};
pub use decompose::{
    GrowthPart, NotSpread, Part, month_weights, past_seasons, spread, spread_growth, spread_table,
};
pub use growth::{growth_needed, implied_base, two_year_average};
pub use half_way::{Direction, HalfWay, Measure, NotJudged, half_way};
pub use honesty::{Bin, Calibration, Habit, Promise, Stated, Verdict, calibration, habit};
pub use models::Method;
pub use needed::{Needed, NeededMonth, needed};
pub use outlook::{Band, Outlook, outlook, outlooks};
pub use problem::{Note, Problem};
pub use pull::{Growing, Pull, contribution, pull_pp, pulls};
pub use rank::{Place, places};
pub use reconcile::{Agreed, Common, reconcile, sums_of};
pub use series::Series;
pub use standing::Progress;
pub use works::{Brought, Course, Experience, Work, brought};
