//! The variables a formula may name.
//!
//! Promises that every name is an identifier no spreadsheet would read as something else, and that
//! no two variables share a name. Names are compared without regard to letter case, as in
//! spreadsheets. Does not hold values: those come at evaluation, by [`VariableIndex`].

use crate::functions::Function;
use crate::problem::{Problem, ProblemKind, Problems};
use crate::span::Span;
use crate::types::Type;
use std::collections::HashMap;
use std::sync::Arc;

/// Position of a variable in its schema: the key of its value at evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VariableIndex(pub(crate) u16);

impl VariableIndex {
    /// The position as an index into the slice of inputs.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// One variable: identifier, names, type, description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    id: String,
    names_zh: Vec<String>,
    names_en: Vec<String>,
    ty: Type,
    about_zh: String,
    about_en: String,
}

impl Variable {
    /// A variable with its canonical identifier, which is also a name formulas may use.
    #[must_use]
    pub fn new(id: impl Into<String>, ty: Type) -> Variable {
        Variable {
            id: id.into(),
            names_zh: Vec::new(),
            names_en: Vec::new(),
            ty,
            about_zh: String::new(),
            about_en: String::new(),
        }
    }

    /// Adds a Chinese name; the first is the one shown.
    #[must_use]
    pub fn zh(mut self, name: impl Into<String>) -> Variable {
        self.names_zh.push(name.into());
        self
    }

    /// Adds an English name; the first is the one shown.
    #[must_use]
    pub fn en(mut self, name: impl Into<String>) -> Variable {
        self.names_en.push(name.into());
        self
    }

    /// Sets the description in Chinese and English.
    #[must_use]
    pub fn about(mut self, zh: impl Into<String>, en: impl Into<String>) -> Variable {
        self.about_zh = zh.into();
        self.about_en = en.into();
        self
    }

    /// The canonical identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The type.
    #[must_use]
    pub fn ty(&self) -> Type {
        self.ty
    }

    /// The Chinese name to show; the identifier if there is none.
    #[must_use]
    pub fn name_zh(&self) -> &str {
        self.names_zh.first().unwrap_or(&self.id)
    }

    /// The English name to show; the identifier if there is none.
    #[must_use]
    pub fn name_en(&self) -> &str {
        self.names_en.first().unwrap_or(&self.id)
    }

    /// The description in Chinese.
    #[must_use]
    pub fn about_zh(&self) -> &str {
        &self.about_zh
    }

    /// The description in English.
    #[must_use]
    pub fn about_en(&self) -> &str {
        &self.about_en
    }

    /// Every name a formula may use for it, the identifier first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.id)
            .chain(&self.names_zh)
            .chain(&self.names_en)
            .map(String::as_str)
    }
}

/// The list of variables formulas are compiled against. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Schema {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    variables: Vec<Variable>,
    by_name: HashMap<String, VariableIndex>,
}

impl Schema {
    /// Checks the variables and makes a schema; the order given is the order of the inputs.
    ///
    /// # Errors
    /// Names that are not identifiers, look like a cell (`Q1`) or a function, or are taken twice.
    pub fn new(variables: Vec<Variable>) -> Result<Schema, Problems> {
        let mut problems = Vec::new();
        let mut by_name = HashMap::new();
        if variables.len() > crate::limits::MAX_VARIABLES {
            let kind = ProblemKind::TooManyVariables {
                count: variables.len(),
            };
            return Err(Problems(vec![Problem {
                kind,
                span: Span::default(),
            }]));
        }
        for (index, variable) in (0_u16..).zip(&variables) {
            for name in variable.names() {
                if !usable_name(name) {
                    let kind = ProblemKind::BadVariableName {
                        name: name.to_owned(),
                    };
                    problems.push(Problem {
                        kind,
                        span: Span::default(),
                    });
                }
                let taken = by_name.insert(fold(name), VariableIndex(index));
                if taken.is_some_and(|other| other.0 != index) {
                    let kind = ProblemKind::DuplicateName {
                        name: name.to_owned(),
                    };
                    problems.push(Problem {
                        kind,
                        span: Span::default(),
                    });
                }
            }
        }
        if problems.is_empty() {
            Ok(Schema {
                inner: Arc::new(Inner { variables, by_name }),
            })
        } else {
            Err(Problems(problems))
        }
    }

    /// The variables in input order.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        &self.inner.variables
    }

    /// The variable at a position.
    #[must_use]
    pub fn variable(&self, index: VariableIndex) -> Option<&Variable> {
        self.inner.variables.get(index.index())
    }

    /// Finds a variable by any of its names.
    #[must_use]
    pub fn index_of(&self, name: &str) -> Option<VariableIndex> {
        self.inner.by_name.get(&fold(name)).copied()
    }
}

fn fold(name: &str) -> String {
    name.to_lowercase()
}

/// Whether a spreadsheet would read this as a name: not a cell, constant, or function.
fn usable_name(name: &str) -> bool {
    let starts = name
        .chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() || c == '_');
    let continues = name.chars().all(crate::scan::is_name_char);
    let constant = name.eq_ignore_ascii_case("true") || name.eq_ignore_ascii_case("false");
    let short = name.chars().count() <= crate::limits::MAX_NAME_CHARS;
    starts
        && continues
        && short
        && !constant
        && !looks_like_cell(name)
        && Function::named(name).is_none()
}

/// `A1`, `XFD99`, `R1C1`, `R`, `C`: what spreadsheets do not accept as a defined name.
pub(crate) fn looks_like_cell(name: &str) -> bool {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = name.len() - rest.len();
    let a1 =
        (1..=3).contains(&letters) && !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    let upper = name.to_ascii_uppercase();
    let r1c1 = upper.strip_prefix('R').is_some_and(|r| {
        let r = r.trim_start_matches(|c: char| c.is_ascii_digit());
        r.is_empty()
            || r.strip_prefix('C')
                .is_some_and(|c| c.bytes().all(|b| b.is_ascii_digit()))
    });
    a1 || r1c1 || upper == "C"
}
