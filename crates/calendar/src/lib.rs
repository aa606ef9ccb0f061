//! Working days and hours, holidays and make-up days, with constant-time date arithmetic.
//!
//! **What it is.** A [`Calendar`] says when work is done: a [`Week`] of shifts, public holidays and
//! make-up working days from a [`HolidayTable`], and exceptions by date. Chinese statutory days
//! of 2007-2026 are built in as data, each with the notice it comes from.
//!
//! **What it promises.** Adding or counting working days, and adding or counting working minutes
//! (apart from walking the shifts of one day), take the same time however far apart the dates
//! are. No function of a built calendar fails or panics. A year whose holiday notice is not known
//! is said to be provisional ([`Calendar::provisional_in`]): its dates follow the week alone.
//!
//! **What it deliberately does not do.** No time zones, no clock, no files: dates and times are
//! civil ([`jiff::civil`]), and the caller hands in the text of a notice. It does not guess the
//! holidays of a year to come.
//!
//! # Example
//!
//! ```
//! use calendar::Calendar;
//! use jiff::civil::date;
//!
//! let office = Calendar::china_five_day();
//! // The Sunday before the Spring Festival of 2024 was a make-up working day.
//! assert!(office.is_working_day(date(2024, 2, 4)));
//! // Three working days after Friday 27 September 2024: Sunday 29 (make-up), Monday 30,
//! // then the National Day holiday until 7 October.
//! assert_eq!(office.add_working_days(date(2024, 9, 27), 3), date(2024, 10, 8));
//! // No notice for 2030 has been published yet.
//! assert_eq!(office.provisional_in(date(2025, 1, 1), date(2030, 1, 1)), Some(2027));
//! ```
#![warn(missing_docs)]

mod build;
mod calendar;
mod holidays;
mod index;
mod limits;
mod minute;
mod notice;
mod problem;
mod week;

pub use build::CalendarBuilder;
pub use calendar::Calendar;
pub use holidays::{DayKind, HolidayTable, Notice, StatutoryDay};
pub use limits::{FIRST_DATE, LAST_DATE};
pub use minute::{MINUTES_PER_DAY, Minute};
pub use problem::{Problem, Refusal, ShiftDay};
pub use week::{Shift, Week};

/// Runs the examples of the README as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
