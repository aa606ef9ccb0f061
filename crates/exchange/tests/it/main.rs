//! The importer as a whole, on files.

mod asked;
mod bad_input;
mod common;
mod hostile;
mod fuzz;
mod habits;
mod layouts;
mod ledgers;
mod matching;
mod mutated;
mod readers;
mod undo;
mod words;
