//! What is said and attached about a thing: comments, files, history.

pub(crate) mod attach;
pub(crate) mod comment;
pub(crate) mod history;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use zone::thread::ThreadSubject;
use zone::view::thread::{ThreadView, thread};
use zone::{Refusal, Words};

use crate::context::Context;
use crate::failure::Failure;
use crate::reading::{self, View};
use crate::{lookup, moment};

/// What a thread is meant to be about: an id as it is written, or a project by what it is called.
fn subject(view: &View, wanted: &str) -> Result<ThreadSubject, Failure> {
    let read = wanted.trim().parse::<ThreadSubject>().ok();
    if let Some(subject) = read.filter(|own| own.exists(&view.seen.zone)) {
        return Ok(subject);
    }
    if read.is_some_and(|own| !matches!(own, ThreadSubject::Project(_))) {
        let refused = Refusal::new(
            "cli/no-such-subject",
            Words::new(format!("没有“{wanted}”"), format!("there is no {wanted:?}")),
            Words::new(
                "项目 P12、督办 S3、问题 Q4、诉求 N5、会议 M6、报表 C5-U3、指标 I7",
                "P12, S3, Q4, N5, M6, C5-U3, I7: project, item, problem, request, meeting, report, \
                 indicator",
            ),
        );
        return Err(refused.into());
    }
    lookup::project(view, wanted).map(ThreadSubject::Project)
}

/// The newest state.
fn newest(context: &Context) -> Result<View, Failure> {
    reading::see(context, &moment::known("")?, None)
}

/// When an event was recorded, where the zone is.
fn recorded(view: &View, seq: u64) -> String {
    let happened = view.library.event(seq).map(|own| own.recorded_at);
    let at = Timestamp::from_microsecond(happened.unwrap_or_default()).unwrap_or_default();
    let beijing = TimeZone::fixed(Offset::constant(8));
    at.to_zoned(beijing).strftime("%Y-%m-%d %H:%M").to_string()
}

/// What is said and attached.
fn seen(view: &View, subject: ThreadSubject) -> Option<ThreadView> {
    let recorded = |seq| recorded(view, seq);
    thread(&view.seen.zone, view.looking(), subject, &recorded)
}
