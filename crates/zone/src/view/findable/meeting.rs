//! Meetings: their subject, the office's own entries of the agenda, and the minutes in force.

use super::{Noun, Shelf, Told, Whereabouts, bare, differing, lines, words};
use crate::meeting::Subject;
use crate::state::Zone;
use crate::view::{Looking, meetings};
use crate::{MeetingId, Texts, Words};

pub(super) const SHELF: Shelf = Shelf {
    noun: Noun::Meeting,
    word: || Words::new("会议", "meeting"),
    ids: |zone| zone.meetings.keys().map(|id| id.0).collect(),
    changed: |before, now| differing(&before.meetings, &now.meetings, |id| id.0),
    told,
    may_see: |zone, looking, id| {
        let own = zone.meetings.get(&MeetingId(id));
        own.is_some_and(|own| meetings::may_see(zone, looking, own))
    },
    place,
};

fn told(zone: &Zone, texts: &dyn Texts, id: u32) -> Option<Told> {
    let own = zone.meetings.get(&MeetingId(id))?;
    let entries = own.agenda.iter().filter_map(|entry| match entry.subject {
        Subject::Own(text) => Some(text),
        _ => None,
    });
    let minutes = own.minutes.last();
    let minutes = minutes
        .into_iter()
        .flat_map(|own| own.name.into_iter().chain([own.text]));
    let told = words(texts, entries.chain(minutes));
    let (number, plan) = (own.number_words().zh, &own.plan);
    let title = [number.as_str(), plan.title.as_str()];
    Some(Told {
        newness: own.history.first().copied().unwrap_or(0),
        title: title.join(" ").trim().to_owned(),
        body: lines([told.as_str(), plan.place.as_str()]),
    })
}

fn place(zone: &Zone, _looking: Looking<'_>, id: u32) -> Option<Whereabouts> {
    let own = zone.meetings.get(&MeetingId(id))?;
    Some(Whereabouts {
        label: Some(own.number_words()),
        state_word: Some(own.state().word()),
        on: Some(own.day()),
        ..bare(Noun::Meeting, &own.id)
    })
}
