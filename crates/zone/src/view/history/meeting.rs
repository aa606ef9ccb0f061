//! Meetings in words.

use super::practice;
use crate::view::Looking;
use crate::{Event, Lang, MeetingId, TextRef, Words, Zone};

/// What happened to a meeting; of other events the kind.
pub(super) fn of(zone: &Zone, looking: Looking<'_>, event: &Event) -> Words {
    let tell = |id: MeetingId, zh: String, en: String, text: Option<TextRef>| {
        told(zone, looking, id, &Words::new(zh, en), text)
    };
    match event {
        Event::MeetingPlanned(event) => {
            let (on, place) = (event.plan.on, &event.plan.place);
            let zh = format!("安排于 {on} 在{place}召开");
            tell(event.id, zh, format!("planned for {on}, {place}"), None)
        }
        Event::MeetingChanged(event) => {
            let (on, place) = (event.plan.on, &event.plan.place);
            let zh = format!("安排调整：{on}，{place}");
            tell(event.id, zh, format!("changed: {on}, {place}"), None)
        }
        Event::AgendaSet(event) => {
            let count = event.entries.len();
            let zh = format!("议程 {count} 项");
            tell(event.id, zh, format!("agenda of {count} entries"), None)
        }
        Event::BookFixed(event) => {
            let mark = &event.mark;
            let zh = format!("调度手册定稿（标记 {mark}）");
            tell(event.id, zh, format!("book fixed (mark {mark})"), None)
        }
        Event::MeetingHeld(event) => {
            let (mark, absent) = (&event.mark, event.absent.len());
            let zh = format!("已召开，缺席 {absent}（标记 {mark}）");
            let en = format!("held, {absent} absent (mark {mark})");
            tell(event.id, zh, en, None)
        }
        Event::MinutesIssued(event) => {
            let (zh, en) = match event.reason {
                None => ("印发纪要", "minutes issued"),
                Some(_) => ("重新印发纪要", "minutes issued again"),
            };
            tell(event.id, zh.to_owned(), en.to_owned(), event.reason)
        }
        Event::MeetingCancelled(event) => {
            let (zh, en) = ("取消".to_owned(), "cancelled".to_owned());
            tell(event.id, zh, en, Some(event.reason))
        }
        other => practice::of(zone, looking, other),
    }
}

fn told(
    zone: &Zone,
    looking: Looking<'_>,
    id: MeetingId,
    what: &Words,
    text: Option<TextRef>,
) -> Words {
    let meeting = zone.meetings.get(&id);
    let name = meeting.map(|meeting| meeting.number_words());
    let name = name.unwrap_or_else(|| Words::new(id.to_string(), id.to_string()));
    let mut words = Words::new(
        format!("{} {}", name.zh, what.zh),
        format!("{}: {}", name.en, what.en),
    );
    if let Some(text) = text {
        let text = looking.texts.find(text);
        words.zh += &format!("：{}", text.shown(Lang::Zh));
        words.en += &format!(": {}", text.shown(Lang::En));
    }
    words
}
