//! Tests of the model from outside: stories as text, properties, rules, figures, frozen shapes.

mod desk;
mod dice;
mod figures;
mod frozen;
mod parse;
mod properties;
mod rules;
mod samples;
mod scenarios;
mod show;
mod words;
