//! Tests of the model from outside: stories as text, properties, rules, figures, frozen shapes.

mod desk;
mod dice;
mod dice_items;
mod figures;
mod frozen;
mod items;
mod parse;
mod properties;
mod rules;
mod samples;
mod samples_items;
mod scenarios;
mod show;
mod words;
