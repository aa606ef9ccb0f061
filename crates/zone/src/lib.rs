//! The model of a zone: commands, events, state, rules, lights and views.
//!
//! A [`Command`] is checked against an immutable [`Zone`] by [`decide`], which yields events or
//! refusals; [`Zone::apply`] applies an event and cannot fail; [`view`] computes pages from a
//! state, a date and a rule set. Nothing here does I/O, reads a clock or draws randomness.

pub mod apply;
mod apply_enterprise;
mod apply_factor;
mod apply_item;
mod apply_meeting;
mod apply_practice;
mod apply_purge;
mod apply_report;
mod apply_signoff;
mod apply_thread;
pub mod authority;
pub mod calendars;
pub mod clock;
pub mod command;
pub mod cycle;
pub mod decide;
pub mod enterprise;
pub mod event;
pub mod factor;
pub mod field;
pub mod figures;
pub mod ids;
pub mod import;
pub mod indicator;
pub mod item;
pub mod labels;
pub mod lang;
pub mod light;
pub mod limits;
pub mod lineage;
pub mod meeting;
pub mod money;
pub mod network;
pub mod notice;
pub mod place;
pub mod plan;
pub mod practice;
pub mod problem;
pub mod project;
pub mod purge;
pub mod reading;
pub mod refusal;
pub mod report;
pub mod rule;
pub mod signoff;
pub mod source;
pub mod stage;
pub mod state;
pub mod text;
pub mod thread;
pub mod timeline;
pub mod unit;
pub mod view;

pub use authority::Actor;
pub use calendars::Calendars;
pub use command::Command;
pub use decide::decide;
pub use event::Event;
pub use field::{
    CellRef, Fact, Field, HandlingLevel, Holder, Quantity, Value, ValueKind, cell_name,
};
pub use ids::{
    AttachmentId, CommentId, CycleId, DealId, DelegationId, EnterpriseId, IndicatorId, ItemId,
    MeetingId, PersonId, PostId, PracticeId, ProblemId, ProjectId, PurgeId, RequestId, UnitId,
};
pub use lang::{Lang, Words};
pub use light::Colour;
pub use money::{BasisPoints, Fen};
pub use project::Project;
pub use refusal::{Place, Refusal};
pub use report::ReportId;
pub use state::Zone;
pub use text::{FoundText, Sealer, TextRef, Texts};
pub use timeline::Timeline;
