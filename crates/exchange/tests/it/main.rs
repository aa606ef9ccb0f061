//! The importer as a whole, on files.

mod bad_input;
mod common;
mod fuzz;
mod habits;
mod layouts;
mod ledgers;
mod matching;
