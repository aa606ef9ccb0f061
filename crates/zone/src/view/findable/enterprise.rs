//! Enterprises: every name they had, code and industry; never who speaks for them.

use jiff::civil::Date;

use super::{Noun, Shelf, Told, Whereabouts, bare, differing, lines};
use crate::state::Zone;
use crate::view::cycles::named;
use crate::view::{Looking, enterprises};
use crate::{EnterpriseId, Texts, Words};

pub(super) const SHELF: Shelf = Shelf {
    noun: Noun::Enterprise,
    word: || Words::new("企业", "enterprise"),
    ids: |zone| zone.enterprises.keys().map(|id| id.0).collect(),
    changed: |before, now| differing(&before.enterprises, &now.enterprises, |id| id.0),
    told,
    may_see: |zone, looking, id| {
        let own = zone.enterprises.get(&EnterpriseId(id));
        own.is_some_and(|own| enterprises::may_see(zone, looking, own))
    },
    place,
};

fn told(zone: &Zone, _texts: &dyn Texts, id: u32) -> Option<Told> {
    let own = zone.enterprises.get(&EnterpriseId(id))?;
    let title = own.name_on(Date::MAX);
    let former = own.names.until(Date::MAX).map(|(_, name)| name.as_str());
    let former: Vec<&str> = former.filter(|name| *name != title).collect();
    let former = former.join("\n");
    Some(Told {
        newness: own.history.first().copied().unwrap_or(0),
        title: title.to_owned(),
        body: lines([
            former.as_str(),
            own.industry_on(Date::MAX),
            own.code.as_str(),
        ]),
    })
}

fn place(zone: &Zone, looking: Looking<'_>, id: u32) -> Option<Whereabouts> {
    let own = zone.enterprises.get(&EnterpriseId(id))?;
    let on = looking.true_on;
    let industry = own.industry_on(on);
    let lead = own.lead_on(on);
    Some(Whereabouts {
        label: Some(Words::new(industry, industry)),
        state_word: Some(own.state_on(on).word()),
        unit: lead.map(|unit| named(zone, zone.unit_on(unit, on), on)),
        on: Some(own.since),
        ..bare(Noun::Enterprise, &own.id)
    })
}
