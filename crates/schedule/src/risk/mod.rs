//! What may come of a schedule when durations are uncertain and risks may strike.
//!
//! **What it is.** A Monte Carlo simulation of a [`Network`]: [`Risks`] say how durations spread
//! (three points, or ratios seen in the past), which shared drivers stretch many activities alike,
//! and which risk events may strike with which delay; [`RiskModel::run`] gives the distribution of
//! the finish and of watched activities, how often and how much each activity matters, and what
//! each driver and event costs.
//!
//! **What it promises.** Calendars, links of every kind, constraints and actuals hold in each
//! iteration as in [`Network::schedule`]; [`RiskModel::scenario`] tells any iteration in full, so
//! that anybody can check it. Random numbers are a function of seed, iteration and activity
//! (Philox 4x32-10 of Salmon et al., 2011), and sums are of whole numbers: a seed gives the same
//! answer on any number of threads. What a driver or event costs is the difference between twins:
//! the same iterations, all else drawn the same, without it.
//!
//! **What it deliberately does not do.** No resources. Activities vary independently unless they
//! share a driver or an event.

mod answer;
mod check;
mod dice;
mod input;
mod maps;
mod marks;
mod model;
mod problem;
mod run;
mod shape;
mod walk;

pub use answer::{Answer, Cost, Distribution, Influence, Margin};
pub use input::{RiskEvent, Risks, Shape, SharedDriver, Spread, Uncertainty};
pub use model::{RiskModel, Scenario};
pub use problem::{RiskProblem, RiskRefusal};
pub use run::RiskOptions;

#[cfg(doc)]
use crate::Network;
