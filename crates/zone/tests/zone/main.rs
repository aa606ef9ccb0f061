//! Tests of the model from outside: stories as text, properties, rules, figures, frozen shapes.

mod desk;
mod dice;
mod dice_enterprises;
mod dice_items;
mod dice_meetings;
mod dice_more;
mod dice_reports;
mod enterprises;
mod factors;
mod feed;
mod figures;
mod frozen;
mod items;
mod meetings;
mod parse;
mod properties;
mod reports;
mod rules;
mod samples;
mod samples_enterprises;
mod samples_items;
mod samples_meetings;
mod samples_reports;
mod scenarios;
mod show;
mod words;
