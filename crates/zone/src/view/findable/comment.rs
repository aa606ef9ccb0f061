//! What was said about a thing; not what was taken back.

use super::{Noun, Shelf, SpokenOf, Told, Whereabouts, bare, differing, with_project, words};
use crate::state::Zone;
use crate::thread::{Comment, ThreadSubject};
use crate::view::{Looking, thread};
use crate::{CommentId, Texts, Words, reading};

pub(super) const SHELF: Shelf = Shelf {
    noun: Noun::Comment,
    word: || Words::new("讨论", "comment"),
    ids: |zone| zone.comments.keys().map(|id| id.0).collect(),
    changed: |before, now| differing(&before.comments, &now.comments, |id| id.0),
    told,
    may_see: |zone, looking, id| {
        let (actor, on) = (looking.actor, looking.true_on);
        said(zone, id)
            .is_some_and(|own| reading::may_read_said(zone, actor, on, own.subject, own.audience))
    },
    place,
};

fn said(zone: &Zone, id: u32) -> Option<&Comment> {
    let own = zone.comments.get(&CommentId(id))?;
    own.withdrawn.is_none().then_some(own)
}

fn told(zone: &Zone, texts: &dyn Texts, id: u32) -> Option<Told> {
    let newest = said(zone, id)?.versions.last()?;
    Some(Told {
        newness: newest.seq,
        title: String::new(),
        body: words(texts, [newest.text]),
    })
}

fn place(zone: &Zone, looking: Looking<'_>, id: u32) -> Option<Whereabouts> {
    let own = said(zone, id)?;
    let place = Whereabouts {
        label: Some(thread::said_by(zone, looking, &own.by)),
        state_word: Some(thread::called(zone, looking, own.subject)),
        on: own.versions.last().map(|own| own.on),
        about: Some(SpokenOf {
            noun: own.subject.noun().to_owned(),
            key: own.subject.to_string(),
        }),
        ..bare(Noun::Comment, &own.id)
    };
    // Of a project and a problem the name is told already.
    let named = matches!(
        own.subject,
        ThreadSubject::Project(_) | ThreadSubject::Problem(_)
    );
    let project = own.subject.project(zone).filter(|_| !named);
    Some(with_project(place, zone, looking, project))
}
