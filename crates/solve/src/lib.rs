//! Plans under limited resources: anytime search, lower bounds, independent checker.
//!
//! **What it is.** Put activities, links, resources, budgets and calendars into a
//! [`project::Project`]; [`Instance::new`] checks everything; [`solve`] searches for the plan that
//! is least late and then shortest, on as many threads as it is given, until it is told to stop,
//! has done the work asked for, or has proved that no plan can be better.
//!
//! **What it promises.** All problems of the input at once. Every plan keeps every link, limit,
//! budget, calendar and fact; [`checker`] judges that without sharing code with the search. The
//! same seed and number of schedules give the same plan on any machine and any number of threads.
//! What it has once found it never gives back for something worse.
//!
//! **What it deliberately does not do.** No I/O and no clock: the caller says when to stop. Time
//! is whole periods from the start of the plan; what a period is, is the caller's business.
//!
//! # Example
//!
//! ```
//! use solve::project::{Activity, Link, Project, Resource};
//! use solve::{Instance, Options, solve};
//!
//! let activity = |key: &str, duration, need| Activity {
//!     key: key.to_owned(),
//!     duration,
//!     needs: vec![(0, need)],
//!     ..Activity::default()
//! };
//! let project = Project {
//!     activities: vec![activity("pit", 4, 1), activity("road", 3, 1), activity("hall", 5, 2)],
//!     links: vec![Link::finish_to_start(0, 2)],
//!     resources: vec![Resource::constant("crane", 2)],
//!     ..Project::default()
//! };
//! let instance = Instance::new(project)?;
//! let options = Options { schedules: Some(1000), threads: 2, seed: 1 };
//! let answer = solve(&instance, &options, &|_progress| true);
//! assert_eq!(answer.starts, [0, 0, 4]);
//! assert_eq!(answer.cost.makespan, 9);
//! assert!(answer.proved);
//! # Ok::<(), solve::Refusal>(())
//! ```
#![warn(missing_docs)]

mod bound;
mod breed;
mod changes;
pub mod checker;
mod cross;
mod dice;
mod engine;
mod exact;
mod instance;
mod island;
mod justify;
pub mod limits;
mod mirror;
mod plain;
mod problem;
pub mod project;
mod run;
mod score;
mod validate;
mod vicinity;
mod wide;
mod worktime;

pub use changes::{Changes, Raise, changes};
pub use instance::Instance;
pub use mirror::{mirrored, reflected};
pub use problem::{Problem, Refusal};
pub use run::{Answer, GoOn, Options, Progress, solve};
pub use score::{Cost, MUST_WEIGHT};
