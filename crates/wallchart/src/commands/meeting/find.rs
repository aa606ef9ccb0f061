//! Finding a meeting, and who attends, by what people call them.

use zone::meeting::{Attendee, Meeting};
use zone::{MeetingId, Refusal, Words};

use crate::failure::Failure;
use crate::filter;
use crate::reading::View;

/// The meeting of an id, as the view knows it.
pub(super) fn meeting(view: &View, id: MeetingId) -> Result<&Meeting, Failure> {
    let found = view.seen.zone.meetings.get(&id);
    found.map(|found| &**found).ok_or_else(|| no_such(id))
}

pub(super) fn no_such(id: MeetingId) -> Failure {
    Failure::refused(
        "cli/no-such-meeting",
        Words::new(
            format!("没有会议“{id}”"),
            format!("there is no meeting {:?}", id.to_string()),
        ),
        Words::new(
            "用 wallchart meeting list 查看编号",
            "see `wallchart meeting list` for ids",
        ),
    )
}

/// A unit by name or id, a post by title or id, a person by name or id.
pub(super) fn attendee(view: &View, text: &str) -> Result<Attendee, Refusal> {
    if let Ok(unit) = filter::unit(view, text) {
        return Ok(Attendee::Unit(unit));
    }
    let (zone, on) = (&view.seen.zone, view.seen.true_on);
    let post = zone.posts.values().find(|post| {
        let titled = post.titles.at(on).is_some_and(|(_, title)| title == text);
        titled || post.id.to_string() == text
    });
    if let Some(post) = post {
        return Ok(Attendee::Post(post.id));
    }
    filter::sponsor(view, text).map(Attendee::Person)
}
