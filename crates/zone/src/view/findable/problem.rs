//! Problems: what they are; seen by those who see the project.

use super::{Noun, Shelf, Told, Whereabouts, bare, differing, with_project, words};
use crate::state::Zone;
use crate::view::Looking;
use crate::view::cycles::named;
use crate::{ProblemId, Texts, Words};

pub(super) const SHELF: Shelf = Shelf {
    noun: Noun::Problem,
    word: || Words::new("问题", "problem"),
    ids: |zone| zone.problems.keys().map(|id| id.0).collect(),
    changed: |before, now| differing(&before.problems, &now.problems, |id| id.0),
    told,
    may_see: |zone, looking, id| {
        let on = looking.true_on;
        let own = zone.problems.get(&ProblemId(id));
        let project = own.and_then(|own| zone.projects.get(&own.project));
        project.is_some_and(|own| {
            looking
                .actor
                .sees(own.handling_level(on), own.lead_unit(on))
        })
    },
    place,
};

fn told(zone: &Zone, texts: &dyn Texts, id: u32) -> Option<Told> {
    let own = zone.problems.get(&ProblemId(id))?;
    Some(Told {
        newness: own.seq,
        title: own.kind.clone(),
        body: words(texts, [own.description]),
    })
}

fn place(zone: &Zone, looking: Looking<'_>, id: u32) -> Option<Whereabouts> {
    let own = zone.problems.get(&ProblemId(id))?;
    let on = looking.true_on;
    let state = match own.is_open(on) {
        true => own.severity.word(),
        false => Words::new("已解决", "solved"),
    };
    let owner = own
        .owner
        .map(|unit| named(zone, zone.unit_on(unit, on), on));
    let place = Whereabouts {
        state_word: Some(state),
        unit: owner,
        on: Some(own.raised_on),
        ..bare(Noun::Problem, &own.id)
    };
    Some(with_project(place, zone, looking, Some(own.project)))
}
