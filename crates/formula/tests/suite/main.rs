//! Tests of the crate from outside, in one binary.

mod explained;
mod golden;
mod hostile;
mod naive;
mod refusals;
mod results;
mod support;
