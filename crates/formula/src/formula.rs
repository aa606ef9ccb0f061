//! A compiled formula.
//!
//! Promises that a formula that compiled has sound types and stays within the limits, so that
//! evaluation needs no checks of its own. Does not keep values: evaluation is a pure function.

use crate::expected::Expected;
use crate::outcome::{Evaluation, Inputs, Outcome};
use crate::problem::{Problem, Problems};
use crate::schema::{Schema, VariableIndex};
use crate::types::Type;

/// Which names of the variables to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// Chinese names.
    Zh,
    /// English names.
    En,
    /// Canonical identifiers.
    Id,
}

/// A formula checked against a schema, ready to evaluate. Cheap to clone, `Send` and `Sync`.
#[derive(Debug, Clone)]
pub struct Formula {
    schema: Schema,
}

impl Formula {
    /// Compiles a formula; the leading `=` may be left out.
    ///
    /// # Errors
    /// All problems found, in the order of their places.
    pub fn compile(source: &str, schema: &Schema) -> Result<Formula, Problems> {
        let _ = (source, schema);
        todo!()
    }

    /// Compiles a formula and checks its result as [`Formula::check_result`] does.
    ///
    /// # Errors
    /// All problems found, in the order of their places.
    pub fn compile_for(
        source: &str,
        schema: &Schema,
        expected: &Expected,
    ) -> Result<Formula, Problems> {
        let _ = (source, schema, expected);
        todo!()
    }

    /// Evaluates without reasons: the fast way, for a wall of thousands of lights.
    #[must_use]
    pub fn evaluate<I: Inputs + ?Sized>(&self, inputs: &I) -> Outcome {
        let _ = inputs;
        todo!()
    }

    /// Evaluates and keeps the reasons.
    #[must_use]
    pub fn evaluate_with_trace<I: Inputs + ?Sized>(&self, inputs: &I) -> Evaluation {
        let _ = inputs;
        todo!()
    }

    /// The source as it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        todo!()
    }

    /// The schema it was compiled against.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The type of the result.
    #[must_use]
    pub fn result_type(&self) -> Type {
        todo!()
    }

    /// The variables it uses, sorted, without repeats.
    #[must_use]
    pub fn variables(&self) -> &[VariableIndex] {
        todo!()
    }

    /// The texts written out in it that can become the result, without repeats.
    #[must_use]
    pub fn result_texts(&self) -> Vec<&str> {
        todo!()
    }

    /// Problems of the result against what is wanted; empty if there are none.
    #[must_use]
    pub fn check_result(&self, expected: &Expected) -> Vec<Problem> {
        let _ = expected;
        todo!()
    }

    /// The formula in its canonical spelling.
    #[must_use]
    pub fn to_source(&self, naming: Naming) -> String {
        let _ = naming;
        todo!()
    }

    /// The formula for a spreadsheet cell: `cell` says where each variable stands (`B7`), and
    /// functions no spreadsheet has are written out in those it has.
    pub fn to_spreadsheet(&self, cell: &dyn Fn(VariableIndex) -> String) -> String {
        let _ = cell;
        todo!()
    }
}
