//! What enterprises ask for, and what they were answered; notes between units are left out.

use super::{Noun, Shelf, Told, Whereabouts, bare, differing, lines, with_project, words};
use crate::enterprise::request::RequestStepKind;
use crate::state::Zone;
use crate::view::cycles::named;
use crate::view::{Looking, enterprises};
use crate::{RequestId, Texts, Words};

pub(super) const SHELF: Shelf = Shelf {
    noun: Noun::Request,
    word: || Words::new("企业诉求", "request"),
    ids: |zone| zone.requests.keys().map(|id| id.0).collect(),
    changed: |before, now| differing(&before.requests, &now.requests, |id| id.0),
    told,
    may_see: |zone, looking, id| {
        let own = zone.requests.get(&RequestId(id));
        own.is_some_and(|own| enterprises::may_see_request(zone, looking, own))
    },
    place,
};

fn told(zone: &Zone, texts: &dyn Texts, id: u32) -> Option<Told> {
    let own = zone.requests.get(&RequestId(id))?;
    let said = own.steps.iter().filter(|step| {
        matches!(
            step.what,
            RequestStepKind::Answered(_) | RequestStepKind::Reopened(_)
        )
    });
    let said = words(texts, said.filter_map(|step| step.text));
    let number = own.number_text();
    Some(Told {
        newness: own.seq,
        title: words(texts, [own.text]),
        body: lines([said.as_str(), number.as_str()]),
    })
}

fn place(zone: &Zone, looking: Looking<'_>, id: u32) -> Option<Whereabouts> {
    let own = zone.requests.get(&RequestId(id))?;
    let on = looking.true_on;
    let stands = own.stands(on);
    let firm = zone.enterprises.get(&own.enterprise);
    let firm = firm.map_or("", |firm| firm.name_on(on));
    let place = Whereabouts {
        label: Some(Words::new(firm, firm)),
        state_word: Some(stands.state.word()),
        unit: Some(named(zone, zone.unit_on(stands.handler, on), on)),
        on: Some(own.raised_on),
        ..bare(Noun::Request, &own.id)
    };
    Some(with_project(place, zone, looking, own.project))
}
