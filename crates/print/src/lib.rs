//! The wall for paper and for the terminal, and reports to be signed: one view in, one text out.
//!
//! Promises: the same wall gives the same bytes; whatever a name contains, the table stays within
//! its columns and the drawing stays well-formed XML without scripts, styles or links.
//!
//! Does not: compute anything that somebody is judged by, read files, or ask the terminal. What it
//! shows was decided in `zone`; the caller says how wide and in which language.

mod figures;
pub mod sheet;
mod square;
pub mod svg;
pub mod table;
mod text;
