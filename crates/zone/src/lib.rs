//! The model of a zone: commands, events, state, rules, lights and views.

pub mod field;
pub mod ids;
pub mod lang;
pub mod light;
pub mod money;
pub mod text;
pub mod timeline;
pub mod view;

pub use field::{CellRef, Fact, Field, HandlingLevel, Holder, Quantity, Value, ValueKind, cell_name};
pub use ids::{AttachmentId, CycleId, IndicatorId, PersonId, PostId, ProblemId, ProjectId, UnitId};
pub use lang::{Lang, Words};
pub use money::{BasisPoints, Fen};
pub use text::{FoundText, Sealer, TextRef, Texts};
pub use timeline::Timeline;
