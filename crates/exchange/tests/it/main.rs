//! The importer as a whole, on files.

mod bad_input;
mod common;
mod ledgers;
mod matching;
