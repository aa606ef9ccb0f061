//! Spreadsheets in and out: an office's own ledger becomes rows of typed values, then a preview,
//! then one command; and the zone's projects become a spreadsheet that can be read again.
//!
//! ```text
//! bytes --book::read--> Book --mapping::guess--> Mapping (shown, corrected)
//! Book + Mapping --rows::read--> Rows --preview::preview--> Preview --apply::command--> Command
//! ```
//!
//! Promises: any bytes give an answer, never a panic; every problem is told at once, with file,
//! sheet and cell, cause and remedy, in Chinese and English; every value remembers its cell; the
//! same file imported twice changes nothing.
//! Deliberately does no I/O: it is given bytes and gives bytes. Formulas are not computed, links
//! not followed, macros not run.

pub mod apply;
pub mod book;
#[macro_use]
mod cause;
pub mod checked_copy;
pub mod enterprises;
pub mod export;
pub mod figures;
pub mod fill_in;
mod header;
pub mod limits;
pub mod mapping;
pub mod own_table;
pub mod preview;
pub mod problem;
pub mod rows;
pub mod table;
pub mod value;
pub mod writeback;

pub use rust_xlsxwriter::XlsxError as NotMade;

pub use book::Book;
pub use mapping::Mapping;
pub use preview::Preview;
pub use problem::{Problem, Severity};
pub use rows::Rows;
