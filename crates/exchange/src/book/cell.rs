//! What stands in a cell, as values.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::DateTime;
use rust_decimal::Decimal;

/// What stands in a cell whose formula was never computed, see [`Cell::not_computed`].
pub const NOT_COMPUTED: &str = "#UNCOMPUTED!";

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text, trimmed of nothing.
    Text(Arc<str>),
    /// A number, to the 15 digits a spreadsheet shows.
    Number(Decimal),
    /// A number formatted as a date.
    Moment(DateTime),
    /// True or false.
    Bool(bool),
    /// A formula error such as `#REF!`, or [`NOT_COMPUTED`].
    Error(&'static str),
}

/// An empty cell to lend.
pub(crate) static EMPTY: Cell = Cell::Empty;

impl Cell {
    /// Whether nothing, or only blanks, stands in it.
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.chars().all(is_blank),
            _ => false,
        }
    }

    /// What a person sees.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number.normalize().to_string()),
            Cell::Moment(moment) if moment.time() == jiff::civil::Time::midnight() => {
                Cow::Owned(moment.date().to_string())
            }
            Cell::Moment(moment) => Cow::Owned(format!("{} {}", moment.date(), moment.time())),
            Cell::Bool(true) => Cow::Borrowed("TRUE"),
            Cell::Bool(false) => Cow::Borrowed("FALSE"),
            Cell::Error(error) => Cow::Borrowed(error),
        }
    }

    /// Stands for the value of a formula that the file does not hold: the program that wrote it
    /// does not compute. Never a nought, never blank: nobody knows what it would be.
    pub const fn not_computed() -> Cell {
        Cell::Error(NOT_COMPUTED)
    }

    /// A text cell.
    pub fn text(text: &str) -> Cell {
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(Arc::from(text))
        }
    }
}

/// Blanks, including those that only look empty.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}
