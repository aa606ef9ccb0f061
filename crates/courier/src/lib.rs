//! 通知投递: who was told what, what waits to be sent, and the ways it leaves the house.
//!
//! A file of its own beside the ledger keeps what was read, who wants what through which channel,
//! and the outbox; losing it loses marks and settings, and no fact. [`plan`] says what goes out
//! now, [`deliver`] sends it. Both are given the time. Promises: an occasion is put on its way to a
//! recipient once, what was read in the page is not sent after, and a channel that hangs delays no
//! other and no request. Knows the zone's notices and nothing of commands, HTTP or accounts.

pub mod calendar;
mod compose;
mod deliver;
mod guard;
mod held;
mod limits;
mod mail;
mod plan;
mod quiet;
mod refusal;
mod robot;
mod settings;
mod store;
mod trust;
mod wire;

pub use compose::{Message, MessageGroup, MessageRow};
pub use deliver::{Carrier, Undelivered, deliver, wait_seconds};
pub use guard::{Guard, address_problem, masked};
pub use held::{Held, HeldBy, held};
pub use plan::{Recipient, Since, Told, plan};
pub use quiet::{Rules, seconds_of};
pub use refusal::{
    mail_address, preferences_problems, robot_problems, robots_full, unknown_delivery,
    unknown_robot,
};
pub use robot::{RobotKind, Signed, body, judge, signed_address};
pub use settings::{
    MailSecurity, MailServer, NotATime, Preferences, Robot, TimeOfDay, When, ZoneRules,
};
pub use store::{
    Delivery, DeliveryState, Destination, Feed, KeptRobot, OutboxCounts, Store, StoreError,
};
pub use wire::Wire;
