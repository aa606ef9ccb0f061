//! The importer as a whole, on files.

mod bad_input;
mod common;
mod fill_in;
mod hostile;
mod ledgers;
mod matching;
mod mutated;
mod readers;
mod writeback;
mod writeback_samples;
