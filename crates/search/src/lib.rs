//! Full text of Chinese, mixed with Latin and digits.
//!
//! A word of one or two characters is found like any other, in Simplified or Traditional, by its
//! pinyin (`tudi`) and, in titles, by its initials (`td`). [`Query`] reads what a person typed:
//! whatever it contains is plain text. [`Index`] is a file on disk that may be deleted at any
//! time: made again from the same texts it gives the same answers. It keeps no text, only what
//! texts are found by; marked excerpts are made from the texts the caller gives, so that a text
//! that is gone is never shown. Who may see what is the caller's question, asked for each match.

mod check;
mod excerpt;
mod fold;
mod index;
pub mod limits;
mod matcher;
mod pinyin;
mod query;
mod tokens;
mod unit;

pub use check::Refused;
pub use excerpt::{Excerpt, Part};
pub use index::find::{Found, Hit, Wanted};
pub use index::{Change, Error, Index, Place, Text};
pub use matcher::Matcher;
pub use query::Query;
