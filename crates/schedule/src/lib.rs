//! Activity networks: forward and backward pass, floats, driving relations, backward plans.
//!
//! **What it is.** Put activities and links into a [`NetworkBuilder`]; [`NetworkBuilder::build`]
//! checks everything and gives a [`Network`]; [`Network::schedule`] gives earliest and latest
//! dates, floats and the reason of each date; [`Network::backward`] works back from a required
//! date and says how late the first step already is.
//!
//! **What it promises.** All problems of the input at once, a loop spelled out activity by
//! activity. Durations are working minutes of the activity's own calendar. Links always hold;
//! what cannot be met shows as negative float with the bound it comes from. Late dates are the
//! exact inverse of early dates, over different calendars too. The same input always gives the
//! same answer. [`checker`] judges any result without sharing code with the passes.
//!
//! **What it deliberately does not do.** No resources, no interruption of an activity apart from
//! its calendar, no clock: the data date and the as-of date are arguments. Out-of-sequence
//! progress follows retained logic: what remains of a started activity waits for its links.
//!
//! # Example
//!
//! ```
//! use calendar::{Calendar, Minute};
//! use jiff::civil::date;
//! use schedule::{Activity, Lag, Link, NetworkBuilder, Options, Relation};
//!
//! let mut builder = NetworkBuilder::new(Minute::start_of(date(2026, 3, 2)));
//! let office = builder.calendar(Calendar::china_five_day());
//! let day = 480; // working minutes
//! let survey = builder.activity(Activity::new(office, 5 * day).key("survey"));
//! let design = builder.activity(Activity::new(office, 20 * day).key("design"));
//! let build = builder.activity(Activity::new(office, 60 * day).key("build"));
//! builder.link(Link::finish_to_start(survey, design));
//! // Building begins ten working days after design has begun, at the earliest.
//! builder.link(Link {
//!     from: design,
//!     to: build,
//!     relation: Relation::StartToStart,
//!     lag: Lag::Working(10 * day),
//! });
//! let network = builder.build()?;
//!
//! let schedule = network.schedule(&Options::default());
//! assert_eq!(schedule.times(design).early_start.date(), date(2026, 3, 9));
//! assert_eq!(schedule.times(build).early_start.date(), date(2026, 3, 23));
//! assert_eq!(schedule.project_finish().finish_date(), date(2026, 6, 17));
//! assert!(schedule.times(build).critical);
//!
//! // Required by 29 May, seen on Monday 9 March: the survey should have begun long ago.
//! let plan = network.backward(
//!     Minute::end_of(date(2026, 5, 29)),
//!     Minute::start_of(date(2026, 3, 9)),
//! );
//! assert_eq!(plan.first_unstarted, Some(survey));
//! assert_eq!(plan.step(survey).latest_start.date(), date(2026, 2, 5));
//! assert_eq!(plan.late_working_days, 18);
//! assert!(!plan.is_feasible());
//! # Ok::<(), schedule::Refusal>(())
//! ```
#![warn(missing_docs)]

mod backward;
mod build;
pub mod checker;
mod code;
mod dates;
mod expand;
mod forward;
mod input;
mod lag;
mod layout;
mod limits;
mod live;
mod loops;
mod network;
mod plan;
mod problem;
mod refit;
mod result;
pub mod risk;
mod span;
mod validate;
mod why;

pub use build::NetworkBuilder;
pub use calendar::Minute;
pub use dates::Dates;
pub use input::{
    Activity, ActivityId, Bound, CalendarId, Constraint, Convention, Key, Kind, Lag, Link, LinkId,
    Progress, Relation, Split, StartLags,
};
pub use limits::{ITERATIONS_MAX, MINUTES_MAX};
pub use live::{Effort, Live};
pub use network::{Network, Options};
pub use plan::{BackwardPlan, Step, StepState};
pub use problem::{Problem, Refusal};
pub use refit::Facts;
pub use result::{Driver, LateDriver, NegativeFloat, Schedule, Times, Why};
pub use why::{Reason, bound_words};

/// Runs the examples of the README as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
