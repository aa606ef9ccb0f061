//! Projects: every name and code they ever had, what is built and where.

use jiff::civil::Date;

use super::{Noun, Shelf, Told, Whereabouts, bare, differing, lines, words};
use crate::state::Zone;
use crate::view::Looking;
use crate::view::cycles::named;
use crate::{Field, ProjectId, Texts, Value, Words};

pub(super) const SHELF: Shelf = Shelf {
    noun: Noun::Project,
    word: || Words::new("项目", "project"),
    ids: |zone| zone.projects.keys().map(|id| id.0).collect(),
    changed: |before, now| differing(&before.projects, &now.projects, |id| id.0),
    told,
    may_see: |zone, looking, id| {
        let on = looking.true_on;
        let own = zone.projects.get(&ProjectId(id));
        own.is_some_and(|own| {
            looking
                .actor
                .sees(own.handling_level(on), own.lead_unit(on))
        })
    },
    place,
};

fn told(zone: &Zone, texts: &dyn Texts, id: u32) -> Option<Told> {
    let own = zone.projects.get(&ProjectId(id))?;
    let title = own.name_on(Date::MAX);
    let named = own.names().filter(|name| *name != title);
    let named: Vec<&str> = named.collect();
    let codes: Vec<&str> = own.codes(Date::MAX).map(|(_, code)| code).collect();
    let text = |field: &Field| own.text(field, Date::MAX).unwrap_or_default();
    let free = [Field::Content, Field::PhysicalWords];
    let free = free
        .iter()
        .filter_map(|field| match own.value(field, Date::MAX) {
            Some(Value::FreeText(text)) => Some(*text),
            _ => None,
        });
    let free = words(texts, free);
    let (named, codes) = (named.join("\n"), codes.join(" "));
    let (industry, site) = (text(&Field::Industry), text(&Field::Place));
    Some(Told {
        newness: own.history.first().copied().unwrap_or(0),
        title: title.to_owned(),
        body: lines([&named, &free, industry, site, &codes]),
    })
}

fn place(zone: &Zone, looking: Looking<'_>, id: u32) -> Option<Whereabouts> {
    let own = zone.projects.get(&ProjectId(id))?;
    let on = looking.true_on;
    let stage = own.text(&Field::Stage, on);
    let unit = zone.lead_unit(own, on);
    Some(Whereabouts {
        state_word: stage.map(|stage| Words::new(stage, stage)),
        unit: unit.map(|unit| named(zone, unit, on)),
        project: Some(own.id),
        ..bare(Noun::Project, &own.id)
    })
}
