//! HTTP API, sessions, live updates and the embedded page.
//!
//! A thin floor over [`host`]: handlers read what was asked, call the model, and put the answer
//! into words. Knows no rule of the business; refusals come from below as they are.

pub mod accounts;
mod app;
mod ask;
mod attach;
mod book;
mod clock;
mod connection;
mod drafts;
mod embed;
mod guard;
mod history;
mod limits;
mod live;
pub mod local;
mod notice;
mod options;
mod preview;
mod problem;
mod purging;
mod refusal;
mod router;
mod routes;
mod serve;
mod session;
mod shape;
mod uploads;
mod views;
mod work;

pub use accounts::{Account, Accounts, Bound, NewAccount, PasswordCost, draw_password};
pub use attach::{Attaching, ToldOfFile};
pub use book::{BookAsked, Sides};
pub use clock::Clock;
pub use embed::has_page;
pub use local::{LocalAnswer, LocalChannel, local_account};
pub use notice::{HeldView, NoticeChanges, NoticeError, held_now};
pub use options::{DemoAccount, ServerOptions};
pub use purging::{
    PurgeTold, Secrets, purge_asked, purge_confirmed, purge_refused, purge_secrets, wiped,
};
pub use router::openapi;
pub use routes::{ReportReceipt, report_receipt};
pub use serve::{ServeError, serve, serve_until};
pub use shape::{command_of, resolved_command_of};
