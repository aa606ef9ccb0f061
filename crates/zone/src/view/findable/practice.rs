//! Practices: what is published; of what is not, the newest version for those inside.

use super::{Noun, Shelf, Told, Whereabouts, bare, differing, lines, words};
use crate::state::Zone;
use crate::view::cycles::named;
use crate::view::{Looking, practices};
use crate::{PracticeId, Texts, Words};

pub(super) const SHELF: Shelf = Shelf {
    noun: Noun::Practice,
    word: || Words::new("经验", "practice"),
    ids: |zone| zone.practices.keys().map(|id| id.0).collect(),
    changed: |before, now| differing(&before.practices, &now.practices, |id| id.0),
    told,
    may_see: |zone, looking, id| {
        let own = zone.practices.get(&PracticeId(id));
        own.is_some_and(|own| practices::may_see(zone, looking, own))
    },
    place,
};

fn told(zone: &Zone, texts: &dyn Texts, id: u32) -> Option<Told> {
    let own = zone.practices.get(&PracticeId(id))?;
    let version = own.published().or(own.newest())?;
    let content = &version.content;
    let named = content.kinds.iter().chain(&content.stages);
    let named = named.map(String::as_str).collect::<Vec<_>>().join("、");
    let told = [content.what, content.outcome].into_iter();
    let told = words(texts, told.chain(content.applies));
    let review = version.review.as_ref();
    Some(Told {
        newness: review.map_or(version.seq, |review| review.seq),
        title: content.title.clone(),
        body: lines([told.as_str(), named.as_str()]),
    })
}

fn place(zone: &Zone, looking: Looking<'_>, id: u32) -> Option<Whereabouts> {
    let own = zone.practices.get(&PracticeId(id))?;
    let version = own.published().or(own.newest())?;
    let on = looking.true_on;
    let named_kinds = version.content.kinds.join("、");
    Some(Whereabouts {
        label: Some(Words::new(named_kinds.clone(), named_kinds)),
        state_word: Some(own.state().word()),
        unit: Some(named(zone, zone.unit_on(own.unit, on), on)),
        on: Some(
            version
                .review
                .as_ref()
                .map_or(version.on, |review| review.on),
        ),
        ..bare(Noun::Practice, &own.id)
    })
}
