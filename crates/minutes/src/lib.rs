//! Minutes, speeches and published reports: texts as they come, and what they ask for.
//!
//! [`repair`] mends a damaged text and says what it mended where; [`directives`] finds what a text
//! asks for. It reads no file and knows no zone: a text comes in, a text or a list goes out.

mod directive;
mod draft;
mod language;
pub mod limits;
mod period;
mod pinyin;
mod punctuation;
mod repair;
mod script;

pub use directive::{Class, Directive, directives};
pub use draft::{Damage, Repair};
pub use repair::{Repaired, repair};
pub use script::simple;

/// A text longer than [`limits::TEXT_CHARS_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong {
    /// Its length in characters.
    pub chars: usize,
}
