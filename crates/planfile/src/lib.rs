//! Schedule files in and out.
//!
//! **What it is.** [`read`] takes the bytes of a schedule file of any known format and gives a
//! [`Plan`]: calendars, activities, links, resources, with the dates the file holds and the place
//! each row came from. [`Plan::build`] makes the network of it. [`mspdi::write`] writes one.
//!
//! **What it promises.** Pure functions over bytes. Refusals name code, place (line or element
//! path), cause and remedy in both languages, and all problems at once. What was read past is
//! counted by kind ([`Plan::unused`]). Sizes, depth and counts are limited; document type
//! definitions are refused, so nothing expands.
//!
//! **What it deliberately does not do.** It does not guess: a reference to nothing, a date that is
//! none, a cut-off file are refused. It does not read MPP, a closed binary format.
#![warn(missing_docs)]

mod detect;
mod limits;
mod mpx;
pub mod mspdi;
mod plan;
mod planner;
mod problem;
mod psplib;
mod text;
mod week;
mod xer;
mod xml;

pub use detect::read;
pub use limits::FILE_BYTES_MAX;
pub use plan::{Demand, Format, LinkRow, Plan, Resource, Row, Stored, Unused};
pub use problem::{Place, Problem, Refusal};
pub use week::{CalendarSpec, Exception};

/// Runs the example of the README as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
