//! Why a formula or a schema is refused.
//!
//! Promises a stable code, a place, and cause and remedy in Chinese and English for every kind.
//! The texts are in `problem_text`. Does not translate parser messages: our own scan finds the
//! place and says it in our words.

use crate::problem_text::{Words, words};
use crate::span::Span;
use crate::types::Type;
use std::fmt;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message_en())]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where in the source.
    pub span: Span,
}

/// Kinds of [`Problem`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// Nothing is written.
    Empty,
    /// The source is too long.
    TooLong {
        /// Its length in bytes.
        bytes: usize,
    },
    /// Too deeply nested, or too long a chain of operators.
    TooDeep,
    /// Too many parts.
    TooLarge,
    /// A parenthesis is opened and not closed.
    NotClosed,
    /// A parenthesis is closed and was not opened.
    NotOpened,
    /// A text has no closing quotation mark.
    TextNotClosed,
    /// Full-width punctuation where half-width is needed.
    FullWidth {
        /// What was written.
        found: char,
        /// What to write.
        instead: &'static str,
    },
    /// A value is wanted here (before an operator, a closing parenthesis, or the end).
    ValueWanted,
    /// An operator or a comma is wanted here (two values follow each other).
    OperatorWanted,
    /// A character or sequence no formula has.
    NotUnderstood {
        /// What was written.
        text: String,
    },
    /// A number that cannot be held exactly.
    BadNumber {
        /// What was written.
        text: String,
    },
    /// A name no variable has.
    UnknownVariable {
        /// What was written.
        name: String,
        /// The nearest name, if one is near.
        suggestion: Option<String>,
    },
    /// A function not in the list.
    UnknownFunction {
        /// What was written.
        name: String,
        /// The nearest name, if one is near.
        suggestion: Option<String>,
    },
    /// A function whose value changes by itself.
    VolatileFunction {
        /// Its name.
        name: String,
    },
    /// A cell, a range or another sheet.
    CellReference {
        /// What was written.
        text: String,
    },
    /// Another workbook or a table.
    ExternalReference {
        /// What was written.
        text: String,
    },
    /// `{…}`.
    ArrayLiteral,
    /// `#N/A` and its like.
    ErrorLiteral {
        /// What was written.
        text: String,
    },
    /// Too few or too many arguments.
    ArgumentCount {
        /// The function.
        function: &'static str,
        /// What it takes, in Chinese.
        takes_zh: String,
        /// What it takes, in English.
        takes_en: String,
        /// How many were given.
        found: usize,
    },
    /// A value of the wrong type.
    WrongType {
        /// What is wanted, in Chinese.
        wanted_zh: &'static str,
        /// What is wanted, in English.
        wanted_en: &'static str,
        /// What was given.
        found: Type,
    },
    /// Two values that cannot be added, compared, or be results of one choice.
    Unlike {
        /// The first.
        left: Type,
        /// The second.
        right: Type,
    },
    /// Two values that cannot be multiplied, divided or raised.
    NoProduct {
        /// The first.
        left: Type,
        /// The second.
        right: Type,
    },
    /// `<` or `>` between texts.
    TextOrder,
    /// Limits of `BAND` that do not ascend.
    BandOrder,
    /// The result has the wrong type.
    ResultType {
        /// What is wanted.
        wanted: Type,
        /// What the formula gives.
        found: Type,
    },
    /// A text that may become the result and is not allowed.
    ResultText {
        /// The text.
        text: String,
        /// What is allowed.
        allowed: Vec<String>,
    },
    /// The result is computed text, so that it cannot be checked against the allowed ones.
    ResultNotLiteral {
        /// What is allowed.
        allowed: Vec<String>,
    },
    /// Schema: a name that is not an identifier, or reads as a cell or a function.
    BadVariableName {
        /// The name.
        name: String,
    },
    /// Schema: one name for two variables.
    DuplicateName {
        /// The name.
        name: String,
    },
    /// Schema: too many variables.
    TooManyVariables {
        /// How many.
        count: usize,
    },
}

impl Problem {
    pub(crate) fn new(kind: ProblemKind, span: Span) -> Problem {
        Problem { kind, span }
    }

    /// Stable identifier of the kind, e.g. `formula/unknown-variable`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.words().code
    }

    /// The cause, in Chinese.
    #[must_use]
    pub fn message_zh(&self) -> String {
        self.words().message_zh
    }

    /// The cause, in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        self.words().message_en
    }

    /// What to do, in Chinese.
    #[must_use]
    pub fn remedy_zh(&self) -> String {
        self.words().remedy_zh
    }

    /// What to do, in English.
    #[must_use]
    pub fn remedy_en(&self) -> String {
        self.words().remedy_en
    }

    fn words(&self) -> Words {
        words(&self.kind)
    }
}

/// All problems found at once; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

impl std::ops::Deref for Problems {
    type Target = [Problem];

    fn deref(&self) -> &[Problem] {
        &self.0
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
