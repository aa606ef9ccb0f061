//! Supervision items: what is to be done, by which measure, and what was answered.

use super::{Noun, Shelf, Told, Whereabouts, bare, differing, lines, with_project, words};
use crate::item::StepKind;
use crate::state::Zone;
use crate::view::cycles::named;
use crate::view::{Looking, items};
use crate::{ItemId, Texts, Words};

pub(super) const SHELF: Shelf = Shelf {
    noun: Noun::Item,
    word: || Words::new("督办事项", "supervision item"),
    ids: |zone| zone.items.keys().map(|id| id.0).collect(),
    changed: |before, now| differing(&before.items, &now.items, |id| id.0),
    told,
    may_see: |zone, looking, id| {
        let own = zone.items.get(&ItemId(id));
        own.is_some_and(|own| items::may_see(zone, looking, own))
    },
    place,
};

fn told(zone: &Zone, texts: &dyn Texts, id: u32) -> Option<Told> {
    let own = zone.items.get(&ItemId(id))?;
    let answers = own
        .steps
        .iter()
        .filter(|step| step.what == StepKind::Answered);
    let answers = answers.filter_map(|step| step.text);
    let source = own.source.iter().map(|source| source.sentence);
    let told = std::iter::once(own.measure).chain(source).chain(answers);
    let (number, told) = (own.number_text(), words(texts, told));
    Some(Told {
        newness: own.seq,
        title: words(texts, [own.what]),
        body: lines([told.as_str(), number.as_str()]),
    })
}

fn place(zone: &Zone, looking: Looking<'_>, id: u32) -> Option<Whereabouts> {
    let own = zone.items.get(&ItemId(id))?;
    let on = looking.true_on;
    let number = own.number_text();
    let place = Whereabouts {
        label: Some(Words::new(number.clone(), number)),
        state_word: Some(own.stands(on).state.word()),
        unit: Some(named(zone, zone.unit_on(own.lead, on), on)),
        on: Some(own.assigned_on),
        ..bare(Noun::Item, &own.id)
    };
    Some(with_project(place, zone, looking, own.project))
}
