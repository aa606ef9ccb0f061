//! The importer as a whole, on files.

mod asked;
mod bad_input;
mod common;
mod documents;
mod figures;
mod fill_in;
mod fuzz;
mod habits;
mod hostile;
mod layouts;
mod ledgers;
mod matching;
mod mutated;
mod own_table;
mod readers;
mod sources;
mod undo;
mod words;
mod writeback;
mod writeback_samples;
