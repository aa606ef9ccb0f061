//! Shapes of the interface that go in: twins of the model's commands with texts in plain.
//!
//! Free texts come as they were typed and leave here sealed; ids and dates are read as they are
//! written on the pages. A key that is misspelt is refused, not passed over.

mod about_enterprise;
mod about_factor;
mod about_item;
mod about_meeting;
mod about_practice;
mod about_project;
mod about_report;
mod about_signoff;
mod about_thread;
mod about_unit;
mod about_zone;
mod allocation;
mod answers;
mod change;
mod command;
mod definition;
mod fact;
mod mapping;
mod plan;
mod rule;

pub(crate) use about_report::SubmitReport;
pub(crate) use answers::{AnswerShape, AnswersShape, ChoiceShape};
pub(crate) use command::CommandInput;
pub use command::{command_of, resolved_command_of};
pub(crate) use mapping::{LayoutChangeView, MappingShape};
pub(crate) use rule::RuleSetInput;
